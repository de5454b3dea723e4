"""What is left of a plan: each urgency and each tag only ever takes away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.conditions import Is
from backcoach.coach.screening import Facts, Kind, Question, Replies, ScreeningRules
from backcoach.coach.values import Answer, Disposition, Reason
from backcoach.coach.withholding import Cell, Effect, Part, Tag, Verdict, Withholding, withholding
from tests.spec.conftest import real_screening
from tests.spec.tables import replies_of

Y, N, U = Answer.YES, Answer.NO, Answer.NOT_SURE
POSITIVE = frozenset({Y, U})
SHOW, ALLOW, LIMITED, WITHHOLD = Verdict.SHOW, Verdict.ALLOW, Verdict.LIMITED, Verdict.WITHHOLD
ROUTINE, SOON_7, SAME_DAY = Disposition.ROUTINE, Disposition.SOON_7, Disposition.SAME_DAY
EMERGENCY = Disposition.EMERGENCY_NOW


def question(name: str) -> Question:
    return Question(name, "X", f"{name}?", Kind.ANSWER, "always", ("D",))


RULES = ScreeningRules({one: question(one) for one in ("numb", "hot", "sad")}, (), ())
NO_HEAT = Cell(ALLOW, "warm", Is("hot", POSITIVE), "not while hot")
NEVER = Cell(WITHHOLD, "not now")
FREE = Cell(ALLOW, "warm")
GO = Cell(ALLOW, "go")
WARMTH = Part("warmth", "Warmth", NEVER, NO_HEAT, Cell(LIMITED, "a little"), FREE, FREE, ("D",))
GOALS = Part("goals", "Goals", NEVER, NEVER, NEVER, GO, GO, ("D",), "not without a plan")
NUMB = Tag(
    "numb_tag", "numb skin", Is("numb", POSITIVE), ("packs",), (Effect("warmth", WITHHOLD, "burns"),), ("K",)
)
SAD = Tag(
    "sad_tag",
    "sad",
    Is("sad", POSITIVE),
    ("scores",),
    (Effect("goals", LIMITED, "no scores"), Effect("warmth", LIMITED, "only mild")),
    ("K",),
    "call somebody",
    closes_nsaids=True,
)


def facts(*, is_complete: bool = True, **said: Answer) -> Facts:
    return Facts(said, RULES, is_complete=is_complete)


def quiet(**said: Answer) -> Facts:
    return Facts({"numb": N, "hot": N, "sad": N} | said, RULES, is_complete=True)


def left(
    disposition: Disposition,
    *each: Facts,
    closed: tuple[Reason, ...] = (),
    tags: tuple[Tag, ...] = (NUMB, SAD),
) -> Withholding:
    return withholding(disposition, each, (WARMTH, GOALS), tags, closed)


def test_where_nothing_is_said_each_part_is_as_its_urgency_has_it() -> None:
    found = left(ROUTINE, quiet())

    assert [(one.part, one.verdict, one.words, one.because) for one in found.parts] == [
        ("warmth", ALLOW, ("warm",), ()),
        ("goals", ALLOW, ("go",), ()),
    ]
    assert (found.tags, found.closes_nsaids) == ((), False)


def test_what_the_urgency_takes_away_names_the_part_and_the_level() -> None:
    assert left(SOON_7, quiet()).part("warmth").because == (
        Reason("warmth", "a little", (("level", "soon"),), ("D",)),
    )


def test_a_condition_withholds_what_the_urgency_allows_and_says_why() -> None:
    found = left(SAME_DAY, quiet(hot=U)).part("warmth")

    assert (found.verdict, found.words) == (WITHHOLD, ("not while hot",))
    assert found.because[0].inputs == (("level", "same_day"), ("hot", "not_sure"))


def test_a_tag_narrows_its_parts_and_gives_its_reason() -> None:
    found = left(ROUTINE, quiet(numb=Y))

    assert (found.part("warmth").verdict, found.part("warmth").words) == (WITHHOLD, ("burns",))
    assert found.part("warmth").because == (Reason("numb_tag", "numb skin", (("numb", "yes"),), ("K",)),)
    assert found.part("goals").verdict is ALLOW
    assert [one.tag.id for one in found.tags] == ["numb_tag"]


def test_of_two_tags_the_stricter_one_counts_whichever_comes_first() -> None:
    both = quiet(numb=Y, sad=Y)
    for tags in ((NUMB, SAD), (SAD, NUMB)):
        found = left(ROUTINE, both, tags=tags)
        assert (found.part("warmth").verdict, found.part("warmth").words) == (WITHHOLD, ("burns",))
        assert {one.rule for one in found.part("warmth").because} == {"numb_tag", "sad_tag"}
        assert found.closes_nsaids


def test_two_limits_are_both_said() -> None:
    assert left(SOON_7, quiet(sad=Y)).part("warmth").words == ("a little", "only mild")


def test_words_that_stand_alone_at_an_urgency_take_the_place_of_the_general_ones_there_only() -> None:
    alone = replace(SAD, effect=(Effect("warmth", LIMITED, "only mild", alone_at=("soon",)),))
    also = replace(SAD, id="too", effect=(Effect("warmth", LIMITED, "only short"),))
    cell = Cell(LIMITED, "if it eases")
    part = replace(WARMTH, same_day=cell)

    def words(disposition: Disposition) -> tuple[str, ...]:
        return withholding(disposition, (quiet(sad=Y),), (part,), (also, alone)).part("warmth").words

    assert words(SOON_7) == ("only short", "only mild")
    assert words(SAME_DAY) == ("if it eases", "only short", "only mild")
    assert words(EMERGENCY) == ("not now",)


def test_what_to_do_instead_is_told_for_a_part_that_a_tag_limits_and_not_for_one_it_withholds() -> None:
    both = left(SOON_7, quiet(sad=Y, numb=Y), tags=(replace(NUMB, instead="wear more"), SAD, SAD))

    assert both.instead_of("warmth") == ("call somebody",)
    assert both.instead_of("goals") == ("call somebody",)
    assert both.instead_of("diary") == ()
    assert left(SOON_7, quiet()).instead_of("warmth") == ()
    assert left(SOON_7, quiet(sad=Y), tags=(replace(SAD, instead=None),)).instead_of("warmth") == ()


def test_what_was_never_asked_counts_and_is_told_apart_from_what_was_said() -> None:
    found = left(ROUTINE, facts(hot=N, sad=N))

    assert found.part("warmth").verdict is WITHHOLD
    assert found.tags[0].reason.inputs == (("numb", "not asked, counts as not_sure"),)


def test_what_cannot_be_told_narrows_too() -> None:
    unasked = facts(is_complete=False)

    assert [one.tag.id for one in left(ROUTINE, unasked).tags] == ["numb_tag", "sad_tag"]
    assert left(SAME_DAY, unasked).part("warmth").verdict is WITHHOLD


def test_in_an_emergency_only_what_was_said_makes_a_tag_stand() -> None:
    assert left(EMERGENCY, facts(is_complete=False)).tags == ()
    assert [one.tag.id for one in left(EMERGENCY, facts(is_complete=False, sad=Y)).tags] == ["sad_tag"]


def test_an_older_screening_that_counts_still_takes_away() -> None:
    found = left(ROUTINE, quiet(), quiet(numb=U))

    assert found.part("warmth").verdict is WITHHOLD
    assert found.tags[0].reason.inputs == (("numb", "not_sure"),)


def test_where_no_plan_may_be_made_the_parts_of_a_plan_are_withheld_for_that_reason() -> None:
    gate = Reason("too_young", "for adults")
    found = left(ROUTINE, quiet(), closed=(gate,))

    assert (found.part("goals").verdict, found.part("goals").words) == (WITHHOLD, ("not without a plan",))
    assert found.part("goals").because == (gate,)
    assert found.part("warmth").verdict is ALLOW
    assert left(SAME_DAY, quiet(), closed=(gate,)).part("goals").words == ("not now",)


def test_shown_and_allowed_give_as_much() -> None:
    assert [one.rank for one in (WITHHOLD, LIMITED, ALLOW, SHOW)] == [0, 1, 2, 2]


# --- with the content as it is shipped: nothing that is said or found gives more

BOOK = real_screening()
LOOKED_AT = sorted(
    {name for tag in BOOK.tags for name in tag.when.reads()}
    | {name for part in BOOK.parts if part.same_day.unless for name in part.same_day.unless.reads()}
)
ANSWERED = [one for one in LOOKED_AT if BOOK.rules.questions[one].kind is Kind.ANSWER]
RISING = {N: U, U: Y}
signs = st.dictionaries(st.sampled_from(ANSWERED), st.sampled_from([Y, U]), max_size=5)
levels = st.sampled_from(list(Disposition))
ages = st.sampled_from([30, 49, 50, 64, 65, 80])


def replies(said: dict[str, Answer], age: int) -> Replies:
    return dict(replies_of({"answers": "", "age": age, "weeks": 1}, BOOK.rules)) | said


def ranks(
    level: Disposition,
    *each: Replies,
    tags: tuple[Tag, ...] = BOOK.tags,
    closed: tuple[Reason, ...] = (),
) -> list[int]:
    known = tuple(Facts(one, BOOK.rules, is_complete=True) for one in each)
    return [one.verdict.rank for one in withholding(level, known, BOOK.parts, tags, closed).parts]


def is_no_more(after: list[int], before: list[int]) -> bool:
    return all(late <= early for late, early in zip(after, before, strict=True))


@settings(max_examples=150)
@given(signs, ages, levels, levels)
def test_a_more_urgent_disposition_never_gives_more(
    said: dict[str, Answer], age: int, one: Disposition, other: Disposition
) -> None:
    known = replies(said, age)

    assert is_no_more(ranks(max(one, other), known), ranks(min(one, other), known))


@settings(max_examples=150)
@given(signs, ages, levels, st.sampled_from(ANSWERED))
def test_a_rising_answer_never_gives_more(
    said: dict[str, Answer], age: int, level: Disposition, risen: str
) -> None:
    before = replies(said, age)
    answer = before[risen]
    assert isinstance(answer, Answer)
    after = {**before, risen: RISING.get(answer, Y)}

    assert is_no_more(ranks(level, after), ranks(level, before))


@settings(max_examples=100)
@given(signs, ages, levels, st.sets(st.sampled_from(range(len(BOOK.tags)))))
def test_one_more_tag_never_gives_more(
    said: dict[str, Answer], age: int, level: Disposition, kept: set[int]
) -> None:
    known = replies(said, age)
    fewer = tuple(tag for place, tag in enumerate(BOOK.tags) if place in kept)

    assert is_no_more(ranks(level, known), ranks(level, known, tags=fewer))


@settings(max_examples=100)
@given(signs, signs, ages, levels)
def test_one_more_screening_or_a_closed_gate_never_gives_more(
    said: dict[str, Answer], earlier: dict[str, Answer], age: int, level: Disposition
) -> None:
    now, then = replies(said, age), replies(earlier, age)

    assert is_no_more(ranks(level, now, then), ranks(level, now))
    assert is_no_more(ranks(level, now, closed=(Reason("gate", "why"),)), ranks(level, now))


@pytest.mark.parametrize("level", list(Disposition))
def test_the_action_and_the_signs_to_watch_for_are_never_withheld(level: Disposition) -> None:
    everything = replies(dict.fromkeys(ANSWERED, Y), 80)
    known = (Facts(everything, BOOK.rules, is_complete=True),)
    found = withholding(level, known, BOOK.parts, BOOK.tags, (Reason("gate", "why"),))

    assert found.part("action_message").verdict is SHOW
    assert found.part("watch_list").verdict is SHOW
    assert found.part("summary").verdict.rank == SHOW.rank
