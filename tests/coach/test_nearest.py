"""The nearest rules that did not hold: the named change would make them hold, and none is left out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.conditions import AllOf, AtLeast, Below, CountOf, Is, Not, Number, OneIf, Sum
from backcoach.coach.nearest import Change, nearest
from backcoach.coach.screening import Kind, Question, Replies, Reply, Rule, ScreeningRules, screen
from backcoach.coach.values import Answer, Disposition
from tests.spec.conftest import real_screening
from tests.spec.tables import ORDINARY, positives

Y, N, U = Answer.YES, Answer.NO, Answer.NOT_SURE
YES, POSITIVE = frozenset({Y}), frozenset({Y, U})
ROUTINE, SAME_DAY, EMERGENCY = Disposition.ROUTINE, Disposition.SAME_DAY, Disposition.EMERGENCY_NOW


def question(name: str, **more: object) -> Question:
    return Question(name, "X", f"{name}?", Kind.ANSWER, "always", ("D",), **more)  # type: ignore[arg-type]


AGE = Question(
    "age_years", "X", "age?", Kind.NUMBER, "once", ("D",), unknown_counts_as=75, unknown_counts_for_plan=17
)
FEVER = Rule("FEVER", SAME_DAY, Is("fever", POSITIVE), "fever", ("D",))
SEPSIS = Rule("SEPSIS", EMERGENCY, AllOf((Is("fever", YES), Is("ill", YES))), "both", ("D",))
PULSE = Rule("PULSE", EMERGENCY, AllOf((Is("pulse", YES), AtLeast(Number("age_years"), 60))), "pulse", ("D",))
CHEST = Rule("CHEST", EMERGENCY, Is("chest", POSITIVE), "chest", ("D",))
CHILD = Rule("CHILD", EMERGENCY, Below(Number("age_years"), 16), "a child", ("D",))
GATED = Rule("GATED", EMERGENCY, Is("heavy", POSITIVE), "heavy", ("D",))
PAIR = Rule(
    "PAIR",
    EMERGENCY,
    AtLeast(Sum((CountOf(("fever", "ill", "pulse"), YES), OneIf(Not(Is("chest", frozenset({N})))))), 3),
    "three",
    ("D",),
)
SMALL = ScreeningRules(
    {
        one.id: one
        for one in (
            AGE,
            *(question(name) for name in ("fever", "ill", "pulse", "chest", "bleed")),
            question("heavy", asked_while=AllOf((Is("bleed", POSITIVE), AtLeast(Number("age_years"), 12)))),
        )
    },
    (FEVER, SEPSIS, PULSE, CHEST, CHILD, GATED, PAIR),
    (),
)
QUIET: dict[str, Reply] = {
    "age_years": 40.0, "fever": N, "ill": N, "pulse": N, "chest": N, "bleed": N, "heavy": N,
}  # fmt: skip


def test_what_counts_most_of_the_own_answers_comes_first_and_a_mere_number_last() -> None:
    near = nearest({**QUIET, "fever": Y}, SMALL)
    assert [one.rule.id for one in near] == ["SEPSIS", "CHEST", "CHILD"]
    assert near[0].changes == (Change("ill", Y),)
    assert near[0].already == (("fever", "yes"),)
    assert near[1].changes == (Change("chest", Y), Change("chest", U))
    assert near[1].already == ()


def test_a_number_is_moved_to_the_nearest_place_past_a_limit_and_no_further() -> None:
    near = {one.rule.id: one for one in nearest({**QUIET, "pulse": Y}, SMALL)}
    assert near["PULSE"].changes == (Change("age_years", 60.0),)
    assert near["PULSE"].already == (("pulse", "yes"),)
    assert near["CHILD"].changes == (Change("age_years", 15.0),)


def test_what_opens_a_question_is_a_change_since_what_is_not_answered_counts_as_not_sure() -> None:
    without = {name: reply for name, reply in QUIET.items() if name != "heavy"}
    near = {one.rule.id: one for one in nearest(without, SMALL)}
    assert near["GATED"].changes == (Change("bleed", Y), Change("bleed", U))


def test_a_number_nobody_gave_is_no_answer_that_counts() -> None:
    near = {one.rule.id: one for one in nearest({**QUIET, "age_years": U}, SMALL)}
    assert near["PULSE"].already == ()
    assert near["PULSE"].changes == (Change("pulse", Y),)


def test_only_what_is_more_urgent_is_told_unless_a_lower_level_is_asked_for() -> None:
    assert nearest({**QUIET, "chest": Y}, SMALL) == ()
    below = nearest({**QUIET, "chest": Y}, SMALL, ROUTINE)
    assert "FEVER" not in {one.rule.id for one in below if one.rule.level <= ROUTINE}
    assert {one.rule.id for one in nearest(QUIET, SMALL, SAME_DAY)} == {"CHEST", "CHILD"}


ASKED = sorted(one.id for one in real_screening().rules.questions.values() if one.kind is Kind.ANSWER)
SAID = st.dictionaries(st.sampled_from(ASKED), st.sampled_from(list(Answer)), max_size=5)
FIRM: dict[str, Reply] = {**dict.fromkeys(ASKED, N), **ORDINARY, "onset_age": 50.0}


@settings(max_examples=12, deadline=None)
@given(SAID, st.sampled_from([17.0, 40.0, 59.0, 80.0]), st.sampled_from([0.5, 5.0, 13.0]))
def test_the_named_change_makes_the_rule_hold_and_the_result_more_urgent(
    said: dict[str, Answer], age: float, weeks: float
) -> None:
    rules = real_screening().rules
    replies: Replies = {**FIRM, **said, "age_years": age, "course_weeks": weeks}
    before = screen(replies, rules)
    held = {reason.rule for reason in before.reasons}
    for near in nearest(replies, rules):
        assert near.rule.id not in held
        assert near.changes
        for change in near.changes:
            after = screen({**replies, change.question: change.to}, rules)
            assert near.rule.id in {reason.rule for reason in after.reasons}
            assert after.value.disposition > before.value.disposition
            pairs = {
                pair for reason in after.reasons if reason.rule == near.rule.id for pair in reason.inputs
            }
            assert set(near.already) <= pairs
            assert change.question not in dict(near.already)


def test_no_rule_that_one_answer_would_reach_is_left_out() -> None:
    rules = real_screening().rules
    replies: Replies = {**FIRM, **positives("inf_fever=y"), "age_years": 41.0, "course_weeks": 3.0}
    told = {one.rule.id for one in nearest(replies, rules)}
    reached = {
        reason.rule
        for name in ASKED
        for answer in (Y, U)
        for reason in screen({**replies, name: answer}, rules).reasons
    }
    emergencies = {rule.id for rule in rules.rules if rule.level is EMERGENCY}
    assert {"R30_INF_EMERGENCY", "R37_VERY_ILL_EMERGENCY", "R36_STIFF_NECK"} <= told
    assert reached & emergencies <= told
