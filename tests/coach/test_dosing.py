"""Doses one by one: whoever only takes what is allowed stays within every limit, whatever the hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.course import Course
from backcoach.coach.course_plan import build_course
from backcoach.coach.dosing import Dose, Taken, judge_taken, may_take
from backcoach.coach.limits import DoseLimits, Medicine, PersonalLimits, Verdict
from backcoach.coach.open_medicine import (
    CLOSING_RULES,
    DAY_3_TODAY,
    TAKEN_RULES,
    closed_because,
    is_day_to_check,
    rests_on,
    taken_rule,
)
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product, limits_for
from tests.coach.medicine_content import BOOK, PLANNABLE, limits, product

NOW = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
DAY = timedelta(hours=24)

products = st.sampled_from(PLANNABLE)
owns = st.builds(
    PersonalLimits,
    single_max_mg=st.sampled_from([None, 500]),
    daily_max_mg=st.sampled_from([None, 2000]),
    spacing_hours=st.sampled_from([None, 6, 8]),
)
tries = st.lists(st.tuples(st.integers(0, 9 * 60), st.integers(1, 4)), max_size=25)


@settings(max_examples=150, deadline=None)
@given(products, owns, tries)
def test_taking_only_what_is_allowed_breaks_no_limit(
    product: Product, own: PersonalLimits, attempts: list[tuple[int, int]]
) -> None:
    rules = limits_for(product, own)
    taken: list[Dose] = []
    now = NOW
    for minutes, tablets in attempts:
        now += timedelta(minutes=minutes)
        mg = tablets * product.strength_mg
        if may_take(mg, taken, rules, now, BOOK).value.is_allowed:
            assert judge_taken(mg, taken, rules, now, BOOK).value.outcome is Taken.FINE
            taken.append(Dose(product.medicine, mg, now))

    for dose in taken:
        window = [one for one in taken if dose.taken_at - DAY < one.taken_at <= dose.taken_at]
        assert sum(one.mg for one in window) <= min(product.plan_daily_max_mg, own.daily_max_mg or 9999)
        assert len(window) <= product.plan_doses_24h
        assert dose.mg <= product.dose_max_mg
        assert all(
            abs(one.taken_at - dose.taken_at) >= timedelta(hours=rules.spacing_hours)
            for one in taken
            if one is not dose
        )


@settings(max_examples=150, deadline=None)
@given(products, owns, st.lists(st.tuples(st.integers(-600, 3000), st.integers(1, 3)), max_size=8))
def test_the_next_time_is_the_first_at_which_the_dose_is_allowed(
    product: Product, own: PersonalLimits, before: list[tuple[int, int]]
) -> None:
    rules = limits_for(product, own)
    taken = [
        Dose(product.medicine, number * product.strength_mg, NOW - timedelta(minutes=ago))
        for ago, number in before
    ]
    verdict = may_take(product.strength_mg, taken, rules, NOW, BOOK).value

    if verdict.next_allowed_at is None:
        assert product.strength_mg > rules.single_max_mg
    else:
        assert verdict.is_allowed == (verdict.next_allowed_at == NOW)
        assert may_take(product.strength_mg, taken, rules, verdict.next_allowed_at, BOOK).value.is_allowed
        if not verdict.is_allowed:
            just_before = verdict.next_allowed_at - timedelta(seconds=1)
            assert not may_take(product.strength_mg, taken, rules, just_before, BOOK).value.is_allowed


@settings(max_examples=100, deadline=None)
@given(products, st.lists(st.integers(0, 1600), max_size=6), st.integers(0, 1600))
def test_one_more_dose_taken_never_allows_more(product: Product, before: list[int], extra: int) -> None:
    rules = limits_for(product, PersonalLimits())
    taken = [Dose(product.medicine, product.dose_max_mg, NOW - timedelta(minutes=ago)) for ago in before]
    more = [*taken, Dose(product.medicine, product.strength_mg, NOW - timedelta(minutes=extra))]

    if may_take(product.strength_mg, more, rules, NOW, BOOK).value.is_allowed:
        assert may_take(product.strength_mg, taken, rules, NOW, BOOK).value.is_allowed


def test_the_gap_is_counted_in_true_hours_over_the_clock_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    last = Dose(Medicine.PARACETAMOL, 1000, datetime(2026, 3, 29, 0, 0, tzinfo=berlin))
    rules = limits("nz_paracetamol_500")

    at_four = may_take(1000, [last], rules, datetime(2026, 3, 29, 4, 0, tzinfo=berlin), BOOK)
    at_five = may_take(1000, [last], rules, datetime(2026, 3, 29, 5, 0, tzinfo=berlin), BOOK)

    assert not at_four.value.is_allowed
    assert at_five.value.is_allowed


@pytest.mark.parametrize("mg", [0, -500])
def test_an_amount_of_nothing_is_refused(mg: int) -> None:
    with pytest.raises(ValueError, match="above 0"):
        may_take(mg, [], limits("nz_paracetamol_500"), NOW, BOOK)
    with pytest.raises(ValueError, match="above 0"):
        Dose(Medicine.PARACETAMOL, mg, NOW)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Dose(Medicine.PARACETAMOL, 500, datetime(2026, 3, 29))  # noqa: DTZ001 - the fault under test


def test_too_much_says_what_to_do_and_how_much_it_was() -> None:
    taken = [Dose(Medicine.PARACETAMOL, 1000, NOW - timedelta(hours=hours)) for hours in (4, 8, 12, 16)]

    reason = judge_taken(1000, taken, limits("nz_paracetamol_500"), NOW, BOOK).reasons[0]

    assert dict(reason.inputs) == {"mg": "1000", "taken_24h_mg": "5000", "limit_24h_mg": "4000"}
    steps = " ".join(BOOK.rule(reason.rule).steps)
    assert "poison number now, even if you feel well" in steps
    assert "Do not try to vomit" in steps


def test_outcomes_rise_from_fine_to_above_a_limit() -> None:
    falling = [Taken.ABOVE_LIMIT, Taken.ABOVE_PLAN, Taken.TOO_EARLY, Taken.FINE]

    assert sorted(falling) == falling[::-1]


@pytest.mark.parametrize(
    "change",
    [
        {"daily_max_mg": 4001},
        {"daily_max_mg": 0},
        {"spacing_hours": 5},
        {"spacing_hours": 0},
        {"doses_24h": 0},
    ],
)
def test_limits_that_contradict_each_other_cannot_be_built(change: dict[str, int]) -> None:
    good = {
        "single_max_mg": 1000,
        "spacing_hours": 4,
        "plan_spacing_hours": 4,
        "daily_max_mg": 4000,
        "label_daily_max_mg": 4000,
        "doses_24h": 4,
        "cap_days": 5,
    }
    assert DoseLimits(Medicine.PARACETAMOL, **good)
    with pytest.raises(ValueError, match="must be above 0"):
        DoseLimits(Medicine.PARACETAMOL, **(good | change))


# Whether a medicine is open at all

TODAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
IBUPROFEN, NAPROXEN, PARACETAMOL = Medicine.IBUPROFEN, Medicine.NAPROXEN, Medicine.PARACETAMOL


def course_of(product_id: str, starts: datetime = TODAY) -> Course:
    """A course that begins in the afternoon of that day."""
    waking = Waking(time(7), time(23))
    course = build_course(product(product_id), limits(product_id), waking, starts, BOOK).value
    assert course is not None
    return course


def days_ago(*days: int, medicine: Medicine = NAPROXEN) -> list[Dose]:
    return [Dose(medicine, 250, TODAY - timedelta(days=number)) for number in days]


@pytest.mark.parametrize("rule", [*CLOSING_RULES, *TAKEN_RULES, DAY_3_TODAY])
def test_every_rule_that_closes_a_medicine_has_its_words(rule: str) -> None:
    assert BOOK.reason(rule).why


@pytest.mark.parametrize(
    ("verdict", "closes"),
    [
        (Verdict.ALLOW, False),
        (Verdict.CAUTION, False),
        (Verdict.ASK_FIRST, True),
        (Verdict.AVOID, True),
        (None, True),
    ],
)
def test_only_a_medicine_that_was_checked_and_opened_is_open(verdict: Verdict | None, closes: bool) -> None:
    assert closed_because(PARACETAMOL, TODAY, verdict, []) == (("not_cleared",) if closes else ())


@pytest.mark.parametrize(("minutes", "closes"), [(-1440, False), (-1439, True), (1439, True), (1440, False)])
def test_two_anti_inflammatories_keep_a_day_apart(minutes: int, closes: bool) -> None:
    other = [Dose(NAPROXEN, 250, TODAY + timedelta(minutes=minutes))]
    assert ("two_nsaids" in closed_because(IBUPROFEN, TODAY, Verdict.ALLOW, other)) is closes
    assert closed_because(NAPROXEN, TODAY, Verdict.ALLOW, other) == ()
    assert closed_because(PARACETAMOL, TODAY, Verdict.ALLOW, other) == ()


@pytest.mark.parametrize(("night", "hours"), [(date(2026, 9, 27), 23), (date(2026, 4, 5), 25)])
def test_they_keep_a_true_day_apart_where_the_clocks_change(night: date, hours: int) -> None:
    zone = ZoneInfo("Pacific/Auckland")
    now = datetime.combine(night, time(12), tzinfo=zone)
    other = [Dose(NAPROXEN, 250, now - timedelta(days=1))]  # the same time by the clock
    assert (now.astimezone(UTC) - other[0].instant) == timedelta(hours=hours)
    assert ("two_nsaids" in closed_because(IBUPROFEN, now, Verdict.ALLOW, other)) is (hours < 24)


def test_something_new_in_the_health_closes_every_medicine_until_it_is_asked_about() -> None:
    for medicine in Medicine:
        assert "medicine_answers_due" in closed_because(medicine, TODAY, Verdict.ALLOW, [], is_due=True)
        assert "medicine_answers_due" not in closed_because(medicine, TODAY, Verdict.ALLOW, [])


def test_a_running_course_closes_other_anti_inflammatories_and_no_more() -> None:
    course = course_of("nz_ibuprofen_200")
    found = [
        closed_because(medicine, at, Verdict.ALLOW, [], None, course)
        for medicine, at in (
            (NAPROXEN, TODAY),
            (NAPROXEN, TODAY - timedelta(days=1)),
            (NAPROXEN, datetime.combine(course.stop_on, time(23), tzinfo=UTC)),
            (NAPROXEN, datetime.combine(course.stop_on + timedelta(days=1), time(0), tzinfo=UTC)),
            (IBUPROFEN, TODAY),
            (PARACETAMOL, TODAY),
        )
    ]
    assert found == [("two_nsaids",), (), ("two_nsaids",), (), (), ()]


def test_a_medicine_rests_from_the_day_after_its_last_to_the_next_course() -> None:
    course = course_of("nz_paracetamol_500")
    closed = [
        day
        for day in range(40)
        if closed_because(PARACETAMOL, TODAY + timedelta(days=day), Verdict.ALLOW, [], course)
    ]
    first = (course.stop_on - TODAY.date()).days + 1
    assert closed == list(range(first, (course.next_course_on - TODAY.date()).days))


@pytest.mark.parametrize(
    ("before", "closes"),
    [
        (range(2, 8), False),
        (range(2, 9), True),
        (range(7, 14), True),
        (range(8, 15), False),
        ((*range(2, 8), 2, 3, 4), False),
        ((-2, -3, *range(5, 11)), True),
        ((-2, -3, *range(6, 10)), False),
    ],
)
def test_anti_inflammatories_are_counted_in_calendar_days_of_any_two_weeks(
    before: range | tuple[int, ...], closes: bool
) -> None:
    found = closed_because(IBUPROFEN, TODAY, Verdict.ALLOW, days_ago(*before))
    assert found == (("nsaid_days_used",) if closes else ())
    assert closed_because(PARACETAMOL, TODAY, Verdict.ALLOW, days_ago(*before)) == ()
    paracetamol = days_ago(*before, medicine=PARACETAMOL)
    assert closed_because(IBUPROFEN, TODAY, Verdict.ALLOW, paracetamol) == ()


def test_days_are_those_of_the_clock_on_the_wall() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=auckland)
    starts = [datetime(2026, 11, day, 23, 59, tzinfo=auckland) for day in range(16, 22)]
    doses = [Dose(IBUPROFEN, 200, at.astimezone(UTC)) for at in starts]
    assert closed_because(IBUPROFEN, noon, Verdict.ALLOW, doses) == ()
    next_day = [Dose(IBUPROFEN, 200, starts[-1] + timedelta(minutes=1))]
    assert closed_because(IBUPROFEN, noon, Verdict.ALLOW, [*doses, *next_day]) == ("nsaid_days_used",)


def test_what_is_said_of_a_swallowed_dose_follows_the_rule_and_the_verdict() -> None:
    assert taken_rule("not_cleared", Verdict.AVOID) == "taken_avoid"
    assert taken_rule("not_cleared", Verdict.ASK_FIRST) == "taken_not_cleared"
    assert taken_rule("two_nsaids", Verdict.AVOID) == "taken_two_nsaids"


def test_a_course_keeps_others_away_from_its_stop_day_on_and_other_medicines_from_its_first_dose() -> None:
    course = course_of("nz_paracetamol_500")
    begins = course.doses[0].at

    def rests(wanted: Medicine, on: date) -> bool:
        return rests_on(course, wanted, datetime.combine(on, time(12), tzinfo=UTC))

    day = timedelta(days=1)
    days = (course.stop_on - day, course.stop_on, course.next_course_on - day, course.next_course_on)
    assert [rests(PARACETAMOL, on) for on in days] == [False, True, True, False]
    assert [rests(IBUPROFEN, on) for on in days] == [True, True, True, False]
    assert rests_on(course, IBUPROFEN, begins)
    assert not rests_on(course, IBUPROFEN, begins - timedelta(minutes=1))
    assert not rests_on(replace(course, next_course_on=begins.date()), IBUPROFEN, begins)


@pytest.mark.parametrize(("product_id", "days"), [("de_paracetamol_500", [2]), ("nz_paracetamol_500", [])])
def test_only_the_third_day_is_the_day_to_check_where_the_pack_asks_for_it(
    product_id: str, days: list[int]
) -> None:
    course = course_of(product_id)
    start = course.started_on
    assert [day for day in range(-1, 9) if is_day_to_check(course, start + timedelta(days=day))] == days


def both_days_ago(*days: int) -> list[Dose]:
    return [*days_ago(*days, medicine=IBUPROFEN), *days_ago(*days, medicine=PARACETAMOL)]


@pytest.mark.parametrize(
    ("before", "closes"),
    [
        ((1, 2), False),
        ((1, 2, 3), True),
        ((2, 3, 4), False),
        ((1, 3, 4), False),
        ((-1, 1, 2), True),
        ((-1, -2, -3), True),
        ((-1, 1), False),
    ],
)
def test_both_families_end_on_the_fourth_day_in_a_row_the_anti_inflammatory_first(
    before: tuple[int, ...], closes: bool
) -> None:
    days = both_days_ago(*before)
    rule = ("both_days_used",) if closes else ()
    assert closed_because(IBUPROFEN, TODAY, Verdict.ALLOW, days) == rule
    assert closed_because(PARACETAMOL, TODAY, Verdict.ALLOW, days) == ()
    today = [*days, Dose(IBUPROFEN, 200, TODAY)]
    assert closed_because(PARACETAMOL, TODAY, Verdict.ALLOW, today) == rule


def test_days_with_one_family_alone_are_no_days_with_both() -> None:
    for medicine in (IBUPROFEN, PARACETAMOL):
        days = [*both_days_ago(2, 3), *days_ago(1, medicine=medicine)]
        assert closed_because(IBUPROFEN, TODAY, Verdict.ALLOW, days) == ()
