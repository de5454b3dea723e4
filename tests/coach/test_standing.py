"""The worst of the last days stands, and an old answer does not speak for today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.record import Assessed, Entry, Screened, ScreeningDue
from backcoach.coach.standing import History, Standing, rest_days, standing
from backcoach.coach.values import Disposition, Reason, most_urgent
from tests.spec.conftest import real_screening

RULES = real_screening().rescreening
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


def stands(
    screenings: tuple[Entry[Screened], ...],
    assessments: tuple[Entry[Assessed], ...] = (),
    events: tuple[Entry[ScreeningDue], ...] = (),
) -> Standing:
    return standing(History(screenings, assessments, events), RULES, NOW, NOW.date())


def test_without_a_screening_there_is_no_plan() -> None:
    assert stands(()) == Standing(Disposition.SELF_CARE, None, is_stale=True, is_plan_allowed=False)


def test_one_fresh_screening_stands_for_itself() -> None:
    one = entry(timedelta(hours=1), Disposition.ROUTINE)

    assert stands((one,)) == Standing(Disposition.ROUTINE, one, is_stale=False, is_plan_allowed=True)


def test_a_better_answer_on_the_next_day_does_not_lower_what_stands() -> None:
    worse = entry(timedelta(days=1), Disposition.SAME_DAY, is_plan_allowed=False, name="worse")
    better = entry(timedelta(0), name="better")

    assert stands((worse, better)) == Standing(
        Disposition.SAME_DAY,
        worse,
        is_stale=False,
        is_plan_allowed=False,
        needs_assessment=True,
        grave=(worse,),
    )


@pytest.mark.parametrize("age", [timedelta(days=1), timedelta(days=400)], ids=str)
def test_a_grave_disposition_stands_until_it_is_lifted_however_old_it_is(age: timedelta) -> None:
    holds = stands((entry(age, Disposition.SAME_DAY), entry(timedelta(0))))

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
    holds = stands((entry(age, Disposition.ROUTINE), entry(timedelta(0))))

    assert holds.disposition is disposition
    assert holds.is_plan_allowed


def test_the_last_screening_stands_however_old_it_is_when_there_is_no_other() -> None:
    older = entry(timedelta(days=40), Disposition.SELF_CARE, name="older")
    last = entry(timedelta(days=20), Disposition.ROUTINE, name="last")

    assert stands((older, last)) == Standing(
        Disposition.ROUTINE, last, is_stale=True, is_plan_allowed=False, because=("gap", "weekly")
    )


@pytest.mark.parametrize(
    ("age", "is_stale"), [(timedelta(days=7) - SECOND, False), (timedelta(days=7), True)]
)
def test_after_seven_days_the_answers_are_stale_and_the_plan_rests(age: timedelta, is_stale: bool) -> None:
    now_holds = stands((entry(age),))

    assert now_holds.is_stale is is_stale
    assert now_holds.is_plan_allowed is not is_stale


def test_the_last_screening_can_close_the_plan_whatever_the_disposition() -> None:
    allowed = entry(timedelta(days=1))
    closed = entry(timedelta(0), is_plan_allowed=False)

    assert stands((allowed, closed)).is_plan_allowed is False
    assert stands((closed, allowed)).is_plan_allowed is False


def test_of_two_equally_urgent_screenings_the_later_one_set_it() -> None:
    first = entry(timedelta(days=2), Disposition.SOON_7, name="first")
    second = entry(timedelta(days=1), Disposition.SOON_7, name="second")

    assert stands((second, first)).screened == second


def test_of_two_screenings_of_the_same_instant_the_one_written_later_is_the_last() -> None:
    one = entry(timedelta(0), is_plan_allowed=True, name="first")
    corrected = Entry(
        "second", one.at, "UTC", one.day_on, NOW + SECOND, entry(timedelta(0), is_plan_allowed=False).body
    )

    assert stands((corrected, one)).is_plan_allowed is False


def test_a_clock_set_back_hides_no_warning() -> None:
    future = entry(-timedelta(days=30), Disposition.EMERGENCY_NOW, is_plan_allowed=False)

    assert stands((entry(timedelta(0)), future)).disposition is Disposition.EMERGENCY_NOW


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_entries_does_not_matter(order: tuple[int, ...]) -> None:
    three = (
        entry(timedelta(days=3), Disposition.SOON_2, name="worst"),
        entry(timedelta(days=2), Disposition.ROUTINE, name="middle"),
        entry(timedelta(days=1), name="last"),
    )

    assert stands(tuple(three[place] for place in order)) == Standing(
        Disposition.SOON_2,
        three[0],
        is_stale=False,
        is_plan_allowed=False,
        needs_assessment=True,
        grave=(three[0],),
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

    after = stands((*before, entry(timedelta(0), today))).disposition

    assert after is most_urgent([stood, today])


@given(entries)
def test_a_plan_needs_a_fresh_last_screening_that_allows_one_and_nothing_urgent(
    screenings: list[Entry[Screened]],
) -> None:
    holds = stands(tuple(screenings))

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
    holds = stands((GRAVE, *later), assessments)

    assert holds.needs_assessment is not is_lifted
    assert holds.is_plan_allowed is is_lifted


def reviewed(age: timedelta, *sets: str) -> Entry[Screened]:
    one = entry(age, occasion="review")
    return replace(one, body=replace(one.body, sets=sets))


@pytest.mark.parametrize(
    ("full_days", "reviews", "because"),
    [
        (13, [], ()),
        (14, [], ("weekly",)),
        (20, [(13, "weekly")], ()),
        (20, [(14, "weekly")], ("weekly",)),
        (34, [(6, "weekly")], ()),
        (35, [(6, "weekly")], ("monthly",)),
        (90, [(34, "monthly"), (6, "weekly")], ()),
        (90, [], ("weekly", "monthly")),
    ],
)
def test_daily_answers_keep_a_screening_fresh_as_long_as_its_weekly_and_monthly_questions_are_answered(
    full_days: int, reviews: list[tuple[int, str]], because: tuple[str, ...]
) -> None:
    today = entry(timedelta(0), occasion="daily")
    later = (reviewed(timedelta(days=days), name) for days, name in reviews)

    holds = stands((entry(timedelta(days=full_days)), *later, today))

    assert holds.because == because
    assert holds.is_plan_allowed is not bool(because)


def test_without_any_full_screening_the_daily_questions_are_not_enough() -> None:
    assert stands((entry(timedelta(0), occasion="daily"),)).because == ("weekly", "monthly")


def happened(age: timedelta, event: str = "event_injury") -> Entry[ScreeningDue]:
    at = NOW - age
    return Entry("happened", at, "UTC", at.date(), at, ScreeningDue(event))


@pytest.mark.parametrize(
    ("screening", "is_settled"),
    [
        (entry(timedelta(hours=2)), False),
        (entry(timedelta(minutes=1)), True),
        (reviewed(timedelta(minutes=1), "weekly"), False),
        (entry(timedelta(minutes=1), occasion="daily"), False),
    ],
)
def test_after_an_event_only_a_full_screening_makes_the_answers_fresh_again(
    screening: Entry[Screened], is_settled: bool
) -> None:
    full = entry(timedelta(days=1))

    holds = stands((full, screening), events=(happened(timedelta(hours=1)),))

    assert holds.because == (() if is_settled else ("event_injury",))
    assert holds.is_plan_allowed is is_settled


@pytest.mark.parametrize(
    ("weeks", "days", "is_due"),
    [
        (11.0, 6, False),
        (11.0, 7, True),
        (12.0, 13, False),
        (2.0, 69, False),
        (2.0, 70, True),
        (None, 13, False),
    ],
)
def test_when_a_bout_has_become_a_long_one_everything_is_asked_once_more(
    weeks: float | None, days: int, is_due: bool
) -> None:
    full = entry(timedelta(days=days))
    numbers = {} if weeks is None else {"course_weeks": weeks}
    full = replace(full, body=replace(full.body, numbers=numbers))
    fresh = reviewed(timedelta(days=1), "weekly", "monthly")

    assert (stands((full, fresh)).because == ("long_course",)) is is_due


@pytest.mark.parametrize(
    ("kind", "finding", "level", "is_settled"),
    [
        ("doctor", "nothing_urgent", Disposition.EMERGENCY_NOW, True),
        ("doctor", "treated", Disposition.EMERGENCY_NOW, True),
        ("doctor", "cause_found", Disposition.SOON_14, False),
        ("doctor", "waiting", Disposition.SOON_14, False),
        ("doctor", "unclear", Disposition.SOON_14, False),
        ("nurse", "nothing_urgent", Disposition.EMERGENCY_NOW, False),
        ("nurse", "nothing_urgent", Disposition.SAME_DAY, True),
        ("physio", "nothing_urgent", Disposition.SAME_DAY, False),
        ("physio", "nothing_urgent", Disposition.SOON_2, True),
        ("pharmacist", "nothing_urgent", Disposition.SOON_14, False),
        ("other", "nothing_urgent", Disposition.SOON_14, False),
        ("a name content no longer has", "nothing_urgent", Disposition.SOON_14, False),
        ("doctor", "a name content no longer has", Disposition.SOON_14, False),
        ("doctor", "", Disposition.SOON_14, False),
        ("", "", Disposition.EMERGENCY_NOW, True),
    ],
)
def test_whose_word_settles_what_and_which_findings_leave_it_open(
    kind: str, finding: str, level: Disposition, is_settled: bool
) -> None:
    grave = entry(timedelta(days=5), level, is_plan_allowed=False)
    looked = seen(timedelta(days=2))
    looked = replace(looked, body=Assessed("somebody", "something", kind, finding))

    holds = stands((grave, entry(timedelta(days=1))), (looked,))

    assert holds.needs_assessment is not is_settled


def test_answers_that_lie_in_the_future_are_no_answers() -> None:
    holds = stands((entry(-timedelta(hours=1)),))

    assert holds.is_clock_back
    assert not holds.is_plan_allowed


def test_the_plan_rests_from_a_grave_result_until_the_day_it_is_lifted() -> None:
    clean = entry(timedelta(days=2))

    assert rest_days(History((GRAVE, clean), (seen(timedelta(days=3)),)), RULES, NOW.date()) == {
        date(2026, 11, day) for day in (18, 19, 20)
    }
    assert rest_days(History((GRAVE, clean)), RULES, NOW.date()) == {
        date(2026, 11, day) for day in range(18, 24)
    }
    assert rest_days(History((clean,)), RULES, NOW.date()) == set()


def said_by(hours_ago: float, kind: str, finding: str) -> Entry[Assessed]:
    one = seen(timedelta(hours=hours_ago))
    return replace(one, body=Assessed("somebody", "something", kind, finding))


SETTLED, WAITING = ("doctor", "nothing_urgent"), ("doctor", "waiting")


@pytest.mark.parametrize(
    ("said", "left_open"),
    [
        ([(30, *SETTLED)], None),
        ([(30, *WAITING)], "waiting"),
        ([(30, *SETTLED), (25, "doctor", "cause_found")], "cause_found"),
        ([(30, *WAITING), (26, *SETTLED)], None),
        ([(30, *WAITING), (26, "pharmacist", "nothing_urgent")], "waiting"),
        ([(30, *WAITING), (26, "", "")], None),
        ([(30, "a kind content no longer has", "waiting"), (26, *SETTLED)], None),
        ([(30, *SETTLED), (25, "other", "unclear")], "unclear"),
        ([(30, *SETTLED), (2, *WAITING)], "waiting"),
    ],
)
def test_what_was_said_last_counts_and_an_open_finding_keeps_the_plan_at_rest(
    said: list[tuple[float, str, str]], left_open: str | None
) -> None:
    assessments = tuple(said_by(hours, kind, finding) for hours, kind, finding in said)

    holds = stands((GRAVE, entry(timedelta(hours=20))), assessments)

    assert holds.open_finding == left_open
    assert holds.needs_assessment is (left_open is not None)
    assert holds.is_plan_allowed is (left_open is None)


def because_of(level: Disposition, *rules: str) -> Entry[Screened]:
    one = entry(timedelta(days=5), level, is_plan_allowed=False)
    return replace(one, body=replace(one.body, reasons=tuple(Reason(rule, "") for rule in rules)))


@pytest.mark.parametrize(
    ("kind", "result", "is_settled"),
    [
        ("crisis_team", because_of(Disposition.EMERGENCY_NOW, "R85_MH_EMERGENCY", "R93_NO_BETTER"), True),
        ("crisis_team", because_of(Disposition.EMERGENCY_NOW, "R10_CES_NEW"), False),
        ("crisis_team", because_of(Disposition.EMERGENCY_NOW, "R10_CES_NEW", "R85_MH_EMERGENCY"), False),
        ("crisis_team", because_of(Disposition.EMERGENCY_NOW), False),
        ("midwife", because_of(Disposition.SAME_DAY, "R71_PREG_TODAY"), True),
        ("midwife", because_of(Disposition.SAME_DAY, "R31_INF_TODAY"), False),
        ("doctor", because_of(Disposition.EMERGENCY_NOW, "R10_CES_NEW"), True),
    ],
)
def test_a_clinician_of_one_field_settles_nothing_outside_it(
    kind: str, result: Entry[Screened], is_settled: bool
) -> None:
    holds = stands((result, entry(timedelta(hours=20))), (said_by(30, kind, "nothing_urgent"),))

    assert holds.needs_assessment is not is_settled


def test_an_answer_that_closes_the_plan_counts_until_everything_is_asked_again() -> None:
    full = entry(timedelta(days=3))
    known_cause = entry(timedelta(days=2), is_plan_allowed=False, occasion="daily")
    next_day = entry(timedelta(days=1), occasion="daily")

    assert not stands((full, known_cause, next_day)).is_plan_allowed
    assert stands((full, known_cause, next_day, entry(timedelta(0)))).is_plan_allowed


def test_an_answer_that_closes_the_plan_counts_also_from_the_future() -> None:
    future = entry(-timedelta(days=1), is_plan_allowed=False, occasion="daily")

    assert not stands((entry(timedelta(days=1)), future)).is_plan_allowed


@pytest.mark.parametrize(("event_place", "is_due"), [(1, False), (3, True)])
def test_whether_an_event_came_after_a_screening_goes_by_the_record_and_not_by_the_clock(
    event_place: int, is_due: bool
) -> None:
    full = replace(entry(timedelta(hours=1)), place=2)
    event = replace(happened(timedelta(days=2)), place=event_place)

    assert (stands((full,), events=(event,)).because == ("event_injury",)) is is_due


@pytest.mark.parametrize(("places", "is_lifted"), [((1, 2, 3), True), ((3, 1, 2), False), ((2, 1, 3), False)])
def test_what_was_recorded_before_a_grave_result_lifts_it_by_no_clock(
    places: tuple[int, int, int], is_lifted: bool
) -> None:
    grave = entry(timedelta(days=3), Disposition.EMERGENCY_NOW, is_plan_allowed=False)
    looked, clean = seen(timedelta(days=2)), entry(timedelta(days=1), name="clean")
    grave, looked, clean = (
        replace(one, place=place) for one, place in zip((grave, looked, clean), places, strict=True)
    )

    found = stands((grave, clean), (looked,))

    assert (found.grave == ()) is is_lifted
    assert found.is_plan_allowed is is_lifted


def test_a_finding_that_was_recorded_later_and_leaves_it_open_is_not_settled_by_one_dated_ahead() -> None:
    grave = replace(entry(timedelta(days=4), Disposition.EMERGENCY_NOW, is_plan_allowed=False), place=1)
    ahead = replace(seen(timedelta(days=1)), place=2)
    unsettled = replace(seen(timedelta(days=3)), body=Assessed("GP", "more tests", "doctor", "waiting"))
    clean = replace(entry(timedelta(hours=1), name="clean"), place=4)

    assert stands((grave, clean), (ahead,)).grave == ()
    found = stands((grave, clean), (ahead, replace(unsettled, place=3)))
    assert found.grave == (grave,)
    assert found.open_finding == "waiting"


def test_an_answer_that_closes_the_plan_counts_though_a_clean_screening_is_dated_ahead_of_it() -> None:
    closing = entry(timedelta(days=2), is_plan_allowed=False, name="closing", occasion="daily")
    clean = replace(entry(timedelta(hours=1), name="clean"), place=1)

    assert stands((replace(closing, place=0), clean)).is_plan_allowed
    assert not stands((replace(closing, place=2), clean)).is_plan_allowed
