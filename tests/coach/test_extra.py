"""Doses beyond the plan of a course: which ones they are, and what is left out after them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.course import Course
from backcoach.coach.course_plan import build_course
from backcoach.coach.dosing import Dose
from backcoach.coach.extra import extra_doses, left_out_after, locked_until
from backcoach.coach.limits import Medicine, PersonalLimits
from backcoach.coach.person import Waking
from backcoach.coach.regions import limits_for
from tests.coach.medicine_content import BOOK, PRODUCTS

DAYS, NIGHTS = Waking(time(7), time(23)), Waking(time(17), time(9))
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
PARACETAMOL, IBUPROFEN = "nz_paracetamol_500", "nz_ibuprofen_200"


def course_of(pack: str, waking: Waking = DAYS, start: datetime = MONDAY) -> Course:
    """Three doses a day: at 7, 15 and 23 o'clock for those who sleep at night."""
    product = PRODUCTS[pack]
    course = build_course(product, limits_for(product, PersonalLimits()), waking, start, BOOK).value
    assert course is not None
    return course


def at(text: str) -> datetime:
    """An hour of a day of the course: `1 07:30` is half an hour after its first dose."""
    day, clock = text.split()
    hour, minute = map(int, clock.split(":"))
    return MONDAY.replace(hour=hour, minute=minute) + timedelta(days=int(day) - 1)


def taken(course: Course, *instants: str) -> list[Dose]:
    return [Dose(course.medicine, 200, at(one)) for one in instants]


def hours(course: Course, out: frozenset[datetime]) -> list[str]:
    """The planned doses left out, as in `at`."""
    assert out <= {dose.at for dose in course.doses}
    return sorted(f"{(one.date() - MONDAY.date()).days + 1} {one:%H:%M}" for one in out)


@pytest.mark.parametrize(
    ("instants", "extra", "nsaid_out", "paracetamol_out"),
    [
        ((), (), [], []),
        (("1 07:00", "1 15:00"), (), [], []),
        (("1 07:10", "1 15:20", "1 23:00"), (), [], []),
        (("1 07:00", "1 11:00", "1 15:00"), (), ["1 23:00"], ["1 23:00"]),
        (("1 11:00", "1 15:00", "1 20:00"), (), ["1 23:00"], ["1 23:00"]),
        (
            ("1 07:00", "1 11:00", "1 15:00", "1 19:00"),
            ("1 19:00",),
            ["1 23:00"],
            ["1 23:00", "2 07:00", "2 15:00"],
        ),
        (
            ("1 07:00", "1 15:00", "1 23:00", "2 02:30"),
            ("2 02:30",),
            ["2 07:00"],
            ["2 07:00", "2 15:00", "2 23:00"],
        ),
        (("1 07:00", "1 15:00", "1 23:00", "2 06:40"), (), [], []),
        (("1 02:00", "1 07:00", "1 15:00"), (), [], []),
    ],
)
def test_what_is_left_out_after_more_than_a_day_has_planned(
    instants: tuple[str, ...], extra: tuple[str, ...], nsaid_out: list[str], paracetamol_out: list[str]
) -> None:
    for pack, out in ((IBUPROFEN, nsaid_out), (PARACETAMOL, paracetamol_out)):
        course = course_of(pack)
        assert [f"{one:%H:%M}" for one in sorted(dose.at for dose in course.doses)][:3] == [
            "07:00",
            "15:00",
            "23:00",
        ]
        doses = taken(course, *instants)
        assert [one.taken_at for one in extra_doses(course, doses, DAYS, UTC)] == [at(one) for one in extra]
        assert hours(course, left_out_after(course, doses, DAYS, UTC)) == out


def test_an_extra_dose_of_paracetamol_locks_it_for_a_day_and_one_of_another_medicine_does_not() -> None:
    assert locked_until(Dose(Medicine.PARACETAMOL, 500, MONDAY)) == MONDAY + timedelta(days=1)
    assert locked_until(Dose(Medicine.IBUPROFEN, 200, MONDAY)) is None


def test_a_day_of_somebody_who_works_at_night_goes_on_past_midnight() -> None:
    start = MONDAY.replace(hour=17)
    course = course_of(IBUPROFEN, NIGHTS, start)
    first_night = [dose.at for dose in course.doses if dose.day_number == 1]
    assert len({one.date() for one in first_night}) > 1
    on_time = [Dose(course.medicine, 200, one) for one in first_night]
    assert extra_doses(course, on_time, NIGHTS, UTC) == ()
    more = Dose(course.medicine, 200, first_night[-1] + timedelta(minutes=30))
    assert extra_doses(course, [*on_time, more], NIGHTS, UTC) == (more,)


def test_doses_of_another_medicine_are_left_aside() -> None:
    course = course_of(PARACETAMOL)
    others = [Dose(Medicine.IBUPROFEN, 200, at(f"1 {hour:02}:00")) for hour in range(7, 20)]
    assert extra_doses(course, others, DAYS, UTC) == ()
    assert left_out_after(course, others, DAYS, UTC) == frozenset()


@given(
    pack=st.sampled_from((PARACETAMOL, IBUPROFEN)),
    waking=st.sampled_from((DAYS, NIGHTS)),
    zone=st.sampled_from(("UTC", "Europe/Berlin", "Pacific/Auckland")),
    drift=st.lists(st.integers(-60, 60), min_size=12, max_size=12),
)
def test_whoever_takes_the_planned_doses_an_hour_early_or_late_takes_none_too_many(
    pack: str, waking: Waking, zone: str, drift: list[int]
) -> None:
    local = ZoneInfo(zone)
    course = course_of(pack, waking, MONDAY.replace(tzinfo=local))
    minutes = drift * len(course.doses)
    doses = [
        Dose(course.medicine, one.mg, one.at + timedelta(minutes=late))
        for one, late in zip(course.doses, minutes, strict=False)
    ]
    assert extra_doses(course, doses, waking, local) == ()


@given(st.lists(st.integers(0, 71), max_size=12, unique=True), st.integers(0, 71))
def test_one_more_dose_never_puts_a_planned_one_back(hours_after: list[int], more: int) -> None:
    course = course_of(PARACETAMOL)
    doses = [Dose(course.medicine, 500, MONDAY + timedelta(hours=one)) for one in hours_after]
    with_more = [*doses, Dose(course.medicine, 500, MONDAY + timedelta(hours=more))]
    last_at = max(dose.taken_at for dose in with_more)
    coming = {one for one in left_out_after(course, doses, DAYS, UTC) if one > last_at}
    assert coming <= left_out_after(course, with_more, DAYS, UTC)
