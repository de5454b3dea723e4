"""The check of what the person thinks picks help; what is passed over never counts as no."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.regions import ContactKind
from backcoach.coach.thoughts import (
    CAUTIOUS,
    CONTACTS,
    LESSONS,
    VISIT,
    CheckFacts,
    Effect,
    Extent,
    ThoughtsChecked,
    Worry,
    checked_from,
    help_for,
    is_cautious_check,
    next_check_on,
    thoughts_due,
)
from tests.spec.activity.people import real_book

BOOK = real_book().thoughts
IDS = BOOK.ids
ONSET = date(2026, 3, 2)
EXTENTS = st.fixed_dictionaries({id_: st.sampled_from([one.value for one in Extent]) for id_ in IDS})


def answers(**said: str) -> ThoughtsChecked:
    return checked_from(dict.fromkeys(IDS, "no") | said)


def rules_of(said: ThoughtsChecked, weeks: float | None = 1) -> list[str]:
    return [reason.rule for reason in help_for(said, weeks, BOOK).reasons]


def test_a_table_tells_the_four_answers_apart() -> None:
    said = checked_from({"a": "yes", "b": "a_bit", "c": "no", "d": "not_sure", "e": "yes"})
    assert said == ThoughtsChecked(("a", "e"), ("b",), ("c",), ("d",))


def test_a_list_names_those_that_are_a_yes() -> None:
    assert checked_from(["a", "b"]) == ThoughtsChecked(yes=("a", "b"))
    assert checked_from([]) == ThoughtsChecked()


def test_nine_times_no_leads_to_nothing() -> None:
    found = help_for(answers(), 5, BOOK)
    assert found.reasons == ()
    assert (found.value.is_cautious, found.value.is_visit) == (False, False)
    assert (found.value.contacts, found.value.lessons) == ((), ())


@pytest.mark.parametrize(
    ("id_", "extent", "is_cautious"),
    [
        ("fear_of_movement", "yes", True),
        ("fear_of_movement", "a_bit", True),
        ("fear_of_movement", "not_sure", True),
        ("boom_and_bust", "yes", True),
        ("boom_and_bust", "a_bit", False),
        ("low_mood", "yes", True),
        ("low_mood", "a_bit", False),
        ("worst_case", "yes", True),
        ("worst_case", "not_sure", True),
        ("poor_sleep", "yes", False),
        ("poor_sleep", "not_sure", False),
        ("doing_less", "yes", False),
        ("work_worry", "yes", False),
        ("poor_outlook", "yes", False),
        ("waiting_for_fix", "yes", False),
    ],
)
def test_which_answers_make_the_first_steps_smaller(id_: str, extent: str, *, is_cautious: bool) -> None:
    said = answers(**{id_: extent})
    assert is_cautious_check(said, BOOK) is is_cautious
    assert help_for(said, 1, BOOK).value.is_cautious is is_cautious
    assert (CAUTIOUS in rules_of(said)) is is_cautious


@pytest.mark.parametrize("extent", [Extent.YES, Extent.A_BIT, Extent.NOT_SURE])
def test_a_line_that_the_handbook_does_not_know_narrows_and_names_nothing(extent: Extent) -> None:
    said = checked_from({"gone": extent.value, "gone_too": extent.value})
    assert is_cautious_check(said, BOOK)
    assert rules_of(said, None) == [CAUTIOUS]
    assert not is_cautious_check(checked_from({"gone": "no"}), BOOK)


@pytest.mark.parametrize(
    ("said", "is_offered"),
    [
        ({"low_mood": "yes"}, True),
        ({"low_mood": "a_bit"}, True),
        ({"low_mood": "not_sure"}, True),
        ({"worst_case": "yes"}, True),
        ({"worst_case": "not_sure"}, True),
        ({"worst_case": "a_bit"}, False),
        ({"fear_of_movement": "yes", "poor_sleep": "yes"}, False),
    ],
)
def test_low_mood_always_offers_somebody_to_call(said: dict[str, str], *, is_offered: bool) -> None:
    found = help_for(answers(**said), 1, BOOK)
    wanted = (ContactKind.CRISIS, ContactKind.HEALTH_LINE) if is_offered else ()
    assert found.value.contacts == wanted
    assert (found.reasons[0].rule == CONTACTS) is is_offered


@pytest.mark.parametrize(
    ("said", "weeks", "is_visit"),
    [
        ({"poor_sleep": "yes", "work_worry": "yes"}, 2, True),
        ({"poor_sleep": "yes", "work_worry": "yes"}, 1.9, False),
        ({"poor_sleep": "yes", "work_worry": "yes"}, None, True),
        ({"poor_sleep": "yes", "work_worry": "a_bit"}, 30, False),
        ({"poor_sleep": "yes", "work_worry": "not_sure"}, 30, False),
    ],
)
def test_more_than_one_yes_from_two_weeks_on_asks_for_a_visit(
    said: dict[str, str], weeks: float | None, *, is_visit: bool
) -> None:
    found = help_for(answers(**said), weeks, BOOK)
    assert found.value.is_visit is is_visit
    assert (VISIT in rules_of(answers(**said), weeks)) is is_visit


def test_each_line_has_its_own_lesson_and_a_yes_comes_first() -> None:
    lessons = [help_for(answers(**{id_: "yes"}), 1, BOOK).value.lessons for id_ in IDS]
    assert [len(one) for one in lessons] == [1] * len(IDS)
    assert len({one[0].id for one in lessons}) == len(IDS)
    both = help_for(answers(poor_sleep="a_bit", waiting_for_fix="yes"), 1, BOOK).value.lessons
    assert [one.id for one in both] == ["lesson_own_part", "lesson_sleep"]
    assert LESSONS in rules_of(answers(poor_sleep="a_bit"))
    assert LESSONS not in rules_of(answers(poor_sleep="not_sure"))


def test_a_reason_holds_the_answers_it_rests_on() -> None:
    said = answers(low_mood="yes", worst_case="not_sure", poor_sleep="yes")
    inputs = {reason.rule: reason.inputs for reason in help_for(said, 3, BOOK).reasons}
    assert list(inputs) == [CONTACTS, VISIT, CAUTIOUS, LESSONS]
    assert inputs[CONTACTS] == (("low_mood", "yes"), ("worst_case", "not_sure"))
    assert dict(inputs[VISIT]) == {"poor_sleep": "yes", "low_mood": "yes"}
    assert all(reason.why and reason.sources for reason in help_for(said, 3, BOOK).reasons)


@given(EXTENTS, st.sampled_from(IDS), st.none() | st.floats(0, 60))
def test_passing_a_line_over_never_offers_less_care_than_a_no(
    said: dict[str, str], id_: str, weeks: float | None
) -> None:
    denied = help_for(checked_from(said | {id_: "no"}), weeks, BOOK).value
    for extent in ("a_bit", "yes", "not_sure"):
        other = help_for(checked_from(said | {id_: extent}), weeks, BOOK).value
        assert other.is_cautious >= denied.is_cautious
        assert other.is_visit >= denied.is_visit
        assert set(other.contacts) >= set(denied.contacts)


@given(EXTENTS, st.randoms())
def test_the_order_of_the_answers_does_not_matter(said: dict[str, str], random: Any) -> None:
    mixed = list(said.items())
    random.shuffle(mixed)
    one, other = (help_for(checked_from(dict(each)), 4, BOOK).value for each in (said.items(), mixed))
    assert (one.is_cautious, one.is_visit) == (other.is_cautious, other.is_visit)
    assert set(one.contacts) == set(other.contacts)
    assert {lesson.id for lesson in one.lessons} == {lesson.id for lesson in other.lessons}


@pytest.mark.parametrize(
    ("day", "checked", "due"),
    [
        (13, [0], None),
        (14, [0], 14),
        (20, [0], 14),
        (20, [0, 14], None),
        (20, [0, 13], 14),
        (28, [0, 20], 28),
        (60, [0], 42),
        (60, [43], None),
        (60, [61], 42),
        (84, [0, 42], 84),
        (400, [84], None),
        (400, [83], 84),
        (400, [], 84),
        (3, [], None),
    ],
)
def test_the_check_is_due_at_its_weeks_until_it_is_done_once(
    day: int, checked: list[int], due: int | None
) -> None:
    days = [ONSET + timedelta(days=one) for one in checked]
    since = thoughts_due(ONSET, days, ONSET + timedelta(days=day), BOOK.facts)
    assert since == (None if due is None else ONSET + timedelta(days=due))


@pytest.mark.parametrize(("day", "again"), [(0, 14), (13, 14), (14, 28), (41, 42), (42, 84), (84, None)])
def test_after_a_check_the_next_day_is_known(day: int, again: int | None) -> None:
    following = next_check_on(ONSET, ONSET + timedelta(days=day), BOOK.facts)
    assert following == (None if again is None else ONSET + timedelta(days=again))


@pytest.mark.parametrize(
    ("again", "yes", "weeks"),
    [((), 2, 2), ((4, 2), 2, 2), ((2, 2), 2, 2), ((0, 2), 2, 2), ((2,), 0, 2), ((2,), 2, 0)],
)
def test_figures_of_the_check_that_make_no_sense_are_refused(
    again: tuple[int, ...], yes: int, weeks: int
) -> None:
    with pytest.raises(ValueError, match="must"):
        CheckFacts(again, yes, weeks, ("D",))


@pytest.mark.parametrize(
    ("yes", "a_bit"),
    [
        (Effect(), Effect(is_cautious=True)),
        (Effect(contacts=(ContactKind.CRISIS,)), Effect(contacts=(ContactKind.HEALTH_LINE,))),
    ],
)
def test_a_bit_may_not_change_more_than_a_yes(yes: Effect, a_bit: Effect) -> None:
    with pytest.raises(ValueError, match="a bit must not change more than a yes"):
        Worry("one", "One", "One", "lesson", "Words", yes, a_bit, ("D",))
