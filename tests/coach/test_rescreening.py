"""What is asked again, when, and what makes all of it due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from backcoach.coach.interview import Interview, PromptKind, next_ask, review_interview
from backcoach.coach.record import Entry, ScreeningDue
from backcoach.coach.rescreening import (
    QuestionSet,
    Sign,
    dropped,
    new_events,
    replies_before_review,
    sets_due,
    signs_of,
)
from backcoach.coach.screening import Kind, Reply
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord
from tests.spec.conftest import real_screening

Y, N, U = Answer.YES, Answer.NO, Answer.NOT_SURE
BOOK = real_screening()
RULES, AGAIN = BOOK.rules, BOOK.rescreening
WEEKLY, MONTHLY = AGAIN.sets
TODAY = date(2026, 11, 23)
QUIET: dict[str, Reply] = {
    **{one.id: N for one in RULES.questions.values() if one.kind is Kind.ANSWER},
    "scope_self": Y,
    "scope_low_back": Y,
    "age_years": 40.0,
    "course_weeks": 1.0,
}


def asked_in(replies: dict[str, Reply], interview: Interview) -> list[tuple[str, ...]]:
    """The prompts of a review of somebody who says no to everything, as the ids they ask."""
    prompts = []
    while ask := next_ask(replies, interview, RULES):
        prompts.append(tuple(one.id for one in ask.questions))
        replies |= dict.fromkeys(prompts[-1], N)
    return prompts


def review(sets: tuple[QuestionSet, ...], days: int = 7, **said: Reply) -> list[tuple[str, ...]]:
    known = replies_before_review(QUIET | said, sets, RULES, days)
    return asked_in(known, review_interview(BOOK.interview, sets, RULES))


def test_the_weekly_review_asks_nerves_and_legs_one_by_one_and_the_rest_in_lists() -> None:
    prompts = review((WEEKLY,))

    asked = [one for prompt in prompts for one in prompt]
    nerves = [one for one in WEEKLY.questions if RULES.questions[one].group in "BC"]
    assert len(nerves) == 16
    assert all((one,) in prompts for one in nerves)
    assert ("inf_sweats", "inf_unwell", "ca_weight_loss", "org_yellow") in prompts
    assert set(asked) == set(WEEKLY.questions)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("weeks", "asks"),
    [(1.0, True), (0.5, False), (U, True)],
)
def test_a_bout_grows_older_between_screening_and_review(weeks: Reply, asks: bool) -> None:
    asked = {one for prompt in review((WEEKLY,), course_weeks=weeks) for one in prompt}

    assert ("course_no_better" in asked) is asks


def test_the_monthly_review_asks_everything_again_that_was_told_once() -> None:
    asked = {one for prompt in review((WEEKLY, MONTHLY), days=28) for one in prompt}

    once = {one.id for one in RULES.questions.values() if one.asked == "once" and one.kind is Kind.ANSWER}
    assert once <= asked
    assert {"preg_possible", "preg_recent"} <= asked


def test_a_question_asked_again_takes_its_follow_ups_with_it() -> None:
    gone = dropped(("ces_pee_leak", "preg_possible"), RULES)

    assert {"ces_recent", "ces_checked", "preg_late", "preg_bleed", "preg_bleed_heavy", "preg_belly"} <= gone
    assert "fx_minor_fall" not in gone


def test_what_the_review_does_not_ask_stays_as_it_was() -> None:
    known = replies_before_review(QUIET | {"fx_minor_fall": Y, "ces_pee_leak": Y}, (WEEKLY,), RULES, 7)

    assert known["fx_minor_fall"] is Y
    assert "ces_pee_leak" not in known
    assert known["course_weeks"] == 2.0
    assert "course_weeks" not in replies_before_review({}, (WEEKLY,), RULES, 7)


def test_only_prompts_of_the_named_groups_are_split() -> None:
    interview = review_interview(BOOK.interview, (WEEKLY,), RULES)

    kinds = {prompt.id: prompt.kind for prompt in interview.all_prompts()}
    assert kinds["D2"] is PromptKind.TICKS
    assert kinds["B3"] is PromptKind.ONE
    assert review_interview(BOOK.interview, (MONTHLY,), RULES) == BOOK.interview


def day(
    back: int, pain: float | None = None, leg: float | None = None, *, is_flare: bool = False
) -> DayRecord:
    return DayRecord(TODAY - timedelta(days=back), pain_average=pain, leg_pain=leg, is_flare=is_flare)


@pytest.mark.parametrize(
    ("days", "signs"),
    [
        ([], ()),
        ([day(1, 9.0), day(2, 9.0)], ()),
        ([day(0, is_flare=True)], (Sign.FLARE,)),
        ([day(0, is_flare=True), day(1, is_flare=True)], ()),
        ([day(0, is_flare=True), day(1), day(2, is_flare=True)], (Sign.FLARE,)),
        ([day(0, 6.0), day(1, 4.0), day(2, 4.0), day(3, 4.0)], (Sign.PAIN_UP,)),
        ([day(0, 5.5), day(1, 4.0), day(2, 4.0), day(3, 4.0)], ()),
        ([day(0, 6.0), day(1, 4.0), day(2, 4.0)], ()),
        ([day(0, 6.0), day(1, 4.0), day(2), day(3, 4.0)], ()),
        ([day(0, 6.0), day(1, 2.0), day(2, 4.0), day(7, 5.0)], (Sign.PAIN_UP,)),
        ([day(0, 6.0), day(1, 2.0), day(2, 4.0), day(8, 5.0)], ()),
        ([day(0, 8.0), day(1, 8.0)], (Sign.PAIN_HIGH,)),
        ([day(0, 8.0), day(1, 7.5)], ()),
        ([day(0, 8.0), day(2, 8.0)], ()),
        ([day(0), day(1, 8.0), day(2, 8.0)], ()),
        ([day(0, leg=5.0), day(1, leg=3.0), day(2, leg=3.0), day(3, leg=2.0)], (Sign.LEG_UP,)),
        ([day(0, leg=5.0)], ()),
    ],
)
def test_what_the_check_ins_show(days: list[DayRecord], signs: tuple[Sign, ...]) -> None:
    assert signs_of(tuple(days), TODAY, AGAIN.limits) == signs


def counted(back: int, event: str) -> Entry[ScreeningDue]:
    at = datetime.combine(TODAY - timedelta(days=back), datetime.min.time(), UTC)
    return Entry("counted", at, "UTC", at.date(), at, ScreeningDue(event))


@pytest.mark.parametrize(
    ("known", "events"),
    [
        ([], ["event_pain_up"]),
        ([counted(6, "event_pain_up")], []),
        ([counted(7, "event_pain_up")], ["event_pain_up"]),
        ([counted(8, "event_pain_up"), counted(2, "event_pain_up")], []),
        ([counted(0, "event_flare")], ["event_pain_up"]),
    ],
)
def test_more_pain_that_goes_on_counts_once_a_week(
    known: list[Entry[ScreeningDue]], events: list[str]
) -> None:
    found = new_events((Sign.PAIN_UP,), AGAIN, known, TODAY)

    assert [event.id for event in found] == events


@pytest.mark.parametrize(("back", "is_new"), [(0, False), (1, True)])
def test_a_flare_up_that_begins_counts_once_a_day(back: int, is_new: bool) -> None:
    assert bool(new_events((Sign.FLARE,), AGAIN, [counted(back, "event_flare")], TODAY)) is is_new


def test_the_worst_pain_stands_for_the_average_that_was_not_told() -> None:
    worst = [DayRecord(TODAY - timedelta(days=back), pain_worst=9.0) for back in (0, 1)]

    assert signs_of(tuple(worst), TODAY, AGAIN.limits) == (Sign.PAIN_HIGH,)


def test_every_sign_of_a_check_in_is_an_event_with_words() -> None:
    for sign in Sign:
        assert AGAIN.event_for(sign).why


def test_a_set_that_was_never_asked_is_due() -> None:
    assert sets_due(AGAIN.sets, (), TODAY) == list(AGAIN.sets)
