"""The worst of the last days stands, and an old answer does not speak for today."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.record import Assessed, Entry, Screened
from backcoach.coach.standing import FULL_DAYS, Standing, rest_days, standing
from backcoach.coach.values import Disposition, most_urgent

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def entry(
    age: timedelta,
    disposition: Disposition = Disposition.SELF_CARE,
    *,
    is_plan_allowed: bool = True,
    name: str = "one",
    occasion: str = "screen",
) -> Entry[Screened]:
    at = NOW - age
    body = Screened(occasion, {}, {}, disposition, is_plan_allowed, reasons=())
    return Entry(name, at, "UTC", at.date(), at, body)


def seen(age: timedelta) -> Entry[Assessed]:
    at = NOW - age
    return Entry("seen", at, "UTC", at.date(), at, Assessed("my GP", "a strained muscle"))


def test_without_a_screening_there_is_no_plan() -> None:
    assert standing((), (), NOW) == Standing(
        Disposition.SELF_CARE, None, is_stale=True, is_plan_allowed=False
    )


def test_one_fresh_screening_stands_for_itself() -> None:
    one = entry(timedelta(hours=1), Disposition.ROUTINE)

    assert standing((one,), (), NOW) == Standing(
        Disposition.ROUTINE, one, is_stale=False, is_plan_allowed=True
    )


def test_a_better_answer_on_the_next_day_does_not_lower_what_stands() -> None:
    worse = entry(timedelta(days=1), Disposition.SAME_DAY, is_plan_allowed=False, name="worse")
    better = entry(timedelta(0), name="better")

    assert standing((worse, better), (), NOW) == Standing(
        Disposition.SAME_DAY, worse, is_stale=False, is_plan_allowed=False, needs_assessment=True
    )


@pytest.mark.parametrize("age", [timedelta(days=1), timedelta(days=400)], ids=str)
def test_a_grave_disposition_stands_until_it_is_lifted_however_old_it_is(age: timedelta) -> None:
    holds = standing((entry(age, Disposition.SAME_DAY), entry(timedelta(0))), (), NOW)

    assert holds.disposition is Disposition.SAME_DAY
    assert holds.needs_assessment
    assert not holds.is_plan_allowed


@pytest.mark.parametrize(
    ("age", "disposition"),
    [
        (timedelta(days=14), Disposition.ROUTINE),
        (timedelta(days=14) + SECOND, Disposition.SELF_CARE),
    ],
)
def test_a_disposition_that_allows_a_plan_stands_for_fourteen_days(
    age: timedelta, disposition: Disposition
) -> None:
    holds = standing((entry(age, Disposition.ROUTINE), entry(timedelta(0))), (), NOW)

    assert holds.disposition is disposition
    assert holds.is_plan_allowed


def test_the_last_screening_stands_however_old_it_is_when_there_is_no_other() -> None:
    older = entry(timedelta(days=40), Disposition.SELF_CARE, name="older")
    last = entry(timedelta(days=20), Disposition.ROUTINE, name="last")

    assert standing((older, last), (), NOW) == Standing(
        Disposition.ROUTINE, last, is_stale=True, is_plan_allowed=False
    )


@pytest.mark.parametrize(
    ("age", "is_stale"), [(timedelta(days=7) - SECOND, False), (timedelta(days=7), True)]
)
def test_after_seven_days_the_answers_are_stale_and_the_plan_rests(age: timedelta, is_stale: bool) -> None:
    now_holds = standing((entry(age),), (), NOW)

    assert now_holds.is_stale is is_stale
    assert now_holds.is_plan_allowed is not is_stale


def test_the_last_screening_can_close_the_plan_whatever_the_disposition() -> None:
    allowed = entry(timedelta(days=1))
    closed = entry(timedelta(0), is_plan_allowed=False)

    assert standing((allowed, closed), (), NOW).is_plan_allowed is False
    assert standing((closed, allowed), (), NOW).is_plan_allowed is False


def test_of_two_equally_urgent_screenings_the_later_one_set_it() -> None:
    first = entry(timedelta(days=2), Disposition.SOON_7, name="first")
    second = entry(timedelta(days=1), Disposition.SOON_7, name="second")

    assert standing((second, first), (), NOW).screened == second


def test_of_two_screenings_of_the_same_instant_the_one_written_later_is_the_last() -> None:
    one = entry(timedelta(0), is_plan_allowed=True, name="first")
    corrected = Entry(
        "second", one.at, "UTC", one.day_on, NOW + SECOND, entry(timedelta(0), is_plan_allowed=False).body
    )

    assert standing((corrected, one), (), NOW).is_plan_allowed is False


def test_a_clock_set_back_hides_no_warning() -> None:
    future = entry(-timedelta(days=30), Disposition.EMERGENCY_NOW, is_plan_allowed=False)

    assert standing((entry(timedelta(0)), future), (), NOW).disposition is Disposition.EMERGENCY_NOW


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_entries_does_not_matter(order: tuple[int, ...]) -> None:
    three = (
        entry(timedelta(days=3), Disposition.SOON_2, name="worst"),
        entry(timedelta(days=2), Disposition.ROUTINE, name="middle"),
        entry(timedelta(days=1), name="last"),
    )

    assert standing(tuple(three[place] for place in order), (), NOW) == Standing(
        Disposition.SOON_2, three[0], is_stale=False, is_plan_allowed=False, needs_assessment=True
    )


entries = st.lists(
    st.builds(
        entry,
        st.integers(0, 30 * 24).map(lambda hours: timedelta(hours=hours)),
        st.sampled_from(Disposition),
        is_plan_allowed=st.booleans(),
    ),
    max_size=6,
)


@given(entries, st.sampled_from(Disposition))
def test_one_more_screening_of_today_never_lowers_what_stood(
    before: list[Entry[Screened]], today: Disposition
) -> None:
    recent = [
        one for one in before if NOW - one.at <= timedelta(days=14) or not one.body.disposition.allows_plan
    ]
    stood = most_urgent(one.body.disposition for one in recent)

    after = standing((*before, entry(timedelta(0), today)), (), NOW).disposition

    assert after is most_urgent([stood, today])


@given(entries)
def test_a_plan_needs_a_fresh_last_screening_that_allows_one_and_nothing_urgent(
    screenings: list[Entry[Screened]],
) -> None:
    holds = standing(tuple(screenings), (), NOW)

    if holds.is_plan_allowed:
        assert holds.disposition in (Disposition.SELF_CARE, Disposition.ROUTINE)
        assert any(one.body.is_plan_allowed and NOW - one.at < timedelta(days=7) for one in screenings)


GRAVE = entry(timedelta(days=5), Disposition.SAME_DAY, is_plan_allowed=False, name="grave")


@pytest.mark.parametrize(
    ("assessments", "later", "is_lifted"),
    [
        ((), [entry(timedelta(days=1))], False),
        ((seen(timedelta(days=2)),), [], False),
        ((seen(timedelta(days=2)),), [entry(timedelta(days=3))], False),
        ((seen(timedelta(days=2)),), [entry(timedelta(days=1), occasion="daily")], False),
        ((seen(timedelta(days=2)),), [entry(timedelta(days=1), occasion="stopped")], False),
        ((seen(timedelta(days=2)),), [entry(timedelta(days=1), Disposition.SOON_7)], False),
        ((seen(timedelta(days=6)),), [entry(timedelta(days=1))], False),
        ((seen(timedelta(days=2)),), [entry(timedelta(days=1))], True),
        ((seen(timedelta(days=2)),), [entry(timedelta(days=1), Disposition.ROUTINE)], True),
        ((seen(timedelta(days=9)), seen(timedelta(days=2))), [entry(timedelta(days=1))], True),
    ],
)
def test_only_a_clinician_and_a_full_clean_screening_after_that_lift_a_grave_result(
    assessments: tuple[Entry[Assessed], ...], later: list[Entry[Screened]], is_lifted: bool
) -> None:
    holds = standing((GRAVE, *later), assessments, NOW)

    assert holds.needs_assessment is not is_lifted
    assert holds.is_plan_allowed is is_lifted


def test_daily_answers_keep_a_full_screening_fresh_for_four_weeks_at_most() -> None:
    today = entry(timedelta(0), occasion="daily")
    young = entry(timedelta(days=FULL_DAYS) - SECOND)
    old = entry(timedelta(days=FULL_DAYS))

    assert standing((young, today), (), NOW).is_plan_allowed
    assert standing((old, today), (), NOW).is_stale
    assert standing((today,), (), NOW).is_stale


def test_answers_that_lie_in_the_future_are_no_answers() -> None:
    holds = standing((entry(-timedelta(hours=1)),), (), NOW)

    assert holds.is_clock_back
    assert not holds.is_plan_allowed


def test_the_plan_rests_from_a_grave_result_until_the_day_it_is_lifted() -> None:
    clean = entry(timedelta(days=2))

    assert rest_days((GRAVE, clean), (seen(timedelta(days=3)),), NOW.date()) == {
        date(2026, 11, day) for day in (18, 19, 20)
    }
    assert rest_days((GRAVE, clean), (), NOW.date()) == {date(2026, 11, day) for day in range(18, 24)}
    assert rest_days((clean,), (), NOW.date()) == set()
