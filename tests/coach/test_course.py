"""Courses on single days: where they start, what the clock does to them, what stops them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from backcoach.coach.course import Course, Step
from backcoach.coach.course_layout import CourseDays, course_days, daily_times
from backcoach.coach.course_plan import build_course
from backcoach.coach.dosing import Dose
from backcoach.coach.limits import Medicine, PersonalLimits
from backcoach.coach.person import Waking
from backcoach.coach.values import Decision
from tests.coach.medicine_content import BOOK, limits, product

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
DAYTIME = Waking(time(7), time(23))
NIGHTS = Waking(time(18), time(10))


def on(day: date, clock: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)


MORNING = on(MONDAY, "07:00")


def decide(
    product_id: str = "nz_paracetamol_500",
    now: datetime = MORNING,
    waking: Waking = DAYTIME,
    taken: tuple[Dose, ...] = (),
    not_before: datetime | None = None,
) -> Decision[Course | None]:
    return build_course(
        product(product_id),
        limits(product_id),
        waking,
        now,
        BOOK,
        taken=taken,
        first_dose_not_before=not_before,
    )


def build(*args: object, **kwargs: object) -> Course:
    course = decide(*args, **kwargs).value  # type: ignore[arg-type]
    assert course is not None
    return course


def clock(course: Course, day: date, zone: ZoneInfo = BERLIN) -> list[str]:
    local = [dose.at.astimezone(zone) for dose in course.doses]
    return [f"{at:%H:%M}" for at in local if at.date() == day]


def rules(course: Course) -> set[str]:
    return {reason.rule for reason in course.reasons}


def test_a_course_begun_at_noon_has_only_the_doses_that_still_fit() -> None:
    course = build(now=on(MONDAY, "12:00"))

    assert clock(course, MONDAY) == ["15:00", "23:00"]
    assert course.started_on == MONDAY
    assert course.stop_on == date(2026, 11, 27)


def test_a_course_begun_after_the_last_time_starts_tomorrow() -> None:
    course = build(now=on(MONDAY, "23:30"))

    assert course.started_on == date(2026, 11, 24)
    assert clock(course, course.started_on) == ["07:00", "15:00", "23:00"]


def test_a_course_steps_down_and_then_leaves_two_weeks_without() -> None:
    course = build()

    assert course.taper_on == date(2026, 11, 26)
    assert course.stop_on == date(2026, 11, 27)
    assert course.next_course_on == date(2026, 12, 12)
    assert [dose.is_optional for dose in course.doses] == [False] * 11 + [True]


def test_the_first_dose_can_be_made_to_wait() -> None:
    course = build(now=on(MONDAY, "12:00"), not_before=on(date(2026, 11, 24), "12:00"))

    assert course.doses[0].at == on(date(2026, 11, 24), "15:00")


def test_a_dose_taken_before_moves_the_start() -> None:
    earlier = Dose(Medicine.PARACETAMOL, 1000, on(MONDAY, "05:00"))

    assert clock(build(taken=(earlier,)), MONDAY) == ["15:00", "23:00"]


def test_a_dose_taken_before_keeps_the_gap_of_the_plan_not_only_that_of_the_pack() -> None:
    earlier = Dose(Medicine.IBUPROFEN, 200, on(MONDAY, "02:00"))

    assert clock(build("nz_ibuprofen_200", taken=(earlier,)), MONDAY) == ["15:00", "23:00"]


def test_a_dose_of_another_medicine_moves_nothing() -> None:
    earlier = Dose(Medicine.IBUPROFEN, 400, on(MONDAY, "05:00"))

    assert build(taken=(earlier,)) == build()


def test_too_much_taken_locks_the_start_for_a_day() -> None:
    earlier = tuple(Dose(Medicine.PARACETAMOL, 1000, on(MONDAY, f"{hour:02}:00")) for hour in range(1, 6))

    assert build(taken=earlier).doses[0].at == on(date(2026, 11, 24), "07:00")


def test_a_night_worker_gets_no_dose_on_a_fourth_calendar_day_of_a_three_day_cap() -> None:
    course = build("de_paracetamol_500", now=on(MONDAY, "18:00"), waking=NIGHTS)

    assert clock(course, MONDAY) == ["18:00"]
    assert clock(course, date(2026, 11, 24)) == ["02:00", "10:00", "18:00"]
    assert course.stop_on == date(2026, 11, 25)
    assert clock(course, course.stop_on) == ["02:00", "10:00", "18:00"]


def test_a_night_worker_asking_in_the_middle_of_the_night_starts_in_that_night() -> None:
    course = build(now=on(MONDAY, "01:00"), waking=NIGHTS)

    assert clock(course, MONDAY) == ["02:00", "10:00", "18:00"]
    assert course.started_on == MONDAY
    assert course.doses[0].day_number == 1


def test_the_short_day_in_spring_moves_doses_later_and_drops_the_last() -> None:
    course = build("us_paracetamol_500", now=on(date(2026, 3, 28), "07:00"))

    assert clock(course, date(2026, 3, 28)) == ["07:00", "15:00", "23:00"]
    assert clock(course, date(2026, 3, 29)) == ["08:00", "16:00"]
    assert clock(course, date(2026, 3, 30)) == ["07:00", "15:00", "23:00"]
    assert "shifted_doses" in rules(course)


def test_the_long_day_in_autumn_keeps_the_clock_times() -> None:
    course = build("us_paracetamol_500", now=on(date(2026, 10, 24), "07:00"))

    assert clock(course, date(2026, 10, 25)) == ["07:00", "15:00", "23:00"]
    assert "shifted_doses" not in rules(course)


def test_a_dose_in_the_hour_that_the_clock_swallows_is_left_out() -> None:
    course = build(now=on(date(2026, 3, 29), "00:00"), waking=Waking(time(2, 30), time(3, 10)))

    assert course.started_on == date(2026, 3, 30)
    assert clock(course, course.started_on) == ["02:30"]


def test_days_of_any_anti_inflammatory_in_the_last_two_weeks_count() -> None:
    days = [MONDAY - timedelta(days=ago) for ago in (13, 8, 3)]
    taken = tuple(Dose(Medicine.NAPROXEN, 250, on(day, "09:00")) for day in days)

    course = build("uk_ibuprofen_200", taken=taken)

    assert "recent_days" in rules(course)
    assert course.stop_on == date(2026, 11, 26)


def test_days_before_the_last_two_weeks_do_not_count() -> None:
    taken = (Dose(Medicine.NAPROXEN, 250, on(MONDAY - timedelta(days=14), "09:00")),)

    assert "recent_days" not in rules(build("uk_ibuprofen_200", taken=taken))


def test_five_days_of_anti_inflammatories_leave_too_few_for_a_course() -> None:
    taken = tuple(
        Dose(Medicine.IBUPROFEN, 200, on(MONDAY - timedelta(days=n), "06:00")) for n in range(9, 14)
    )

    decision = decide("uk_ibuprofen_200", taken=taken)

    assert decision.value is None
    assert [reason.rule for reason in decision.reasons] == ["too_few_days"]


def test_the_days_just_before_count_against_the_cap() -> None:
    taken = (Dose(Medicine.PARACETAMOL, 500, on(MONDAY - timedelta(days=1), "06:00")),)

    assert decide("de_paracetamol_500", taken=taken).value is None
    assert build("nz_paracetamol_500", taken=taken).stop_on == date(2026, 11, 26)


def test_every_day_of_a_run_just_before_counts() -> None:
    days = [MONDAY - timedelta(days=ago) for ago in (1, 2, 4)]
    taken = tuple(Dose(Medicine.PARACETAMOL, 500, on(day, "06:00")) for day in days)

    assert build("nz_paracetamol_500", taken=taken).stop_on == date(2026, 11, 25)


def test_a_pack_whose_amounts_were_not_seen_is_never_planned() -> None:
    decision = decide("ca_ibuprofen_400")

    assert decision.value is None
    assert [reason.rule for reason in decision.reasons] == ["no_dose_fits"]


def test_a_tablet_above_the_own_single_dose_is_never_planned() -> None:
    own = PersonalLimits(single_max_mg=200)

    decision = build_course(
        product("de_ibuprofen_400"), limits("de_ibuprofen_400", own), DAYTIME, on(MONDAY, "07:00"), BOOK
    )

    assert decision.value is None


def test_limits_looser_than_the_pack_change_nothing() -> None:
    us = product("us_paracetamol_500")
    loose = replace(
        limits("us_paracetamol_500"),
        single_max_mg=4000,
        daily_max_mg=9000,
        label_daily_max_mg=9000,
        spacing_hours=1,
        plan_spacing_hours=2,
        doses_24h=9,
        cap_days=30,
    )

    assert build_course(us, loose, DAYTIME, on(MONDAY, "07:00"), BOOK).value == build("us_paracetamol_500")


def test_limits_of_another_medicine_are_refused() -> None:
    with pytest.raises(ValueError, match="another medicine"):
        build_course(
            product("nz_ibuprofen_200"), limits("nz_paracetamol_500"), DAYTIME, on(MONDAY, "07:00"), BOOK
        )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        decide(now=datetime(2026, 11, 23, 7))  # noqa: DTZ001 - the fault under test


@pytest.mark.parametrize("regular_days", [2, 6])
def test_regular_days_outside_three_to_five_are_refused(regular_days: int) -> None:
    with pytest.raises(ValueError, match="3, 4 or 5"):
        course_days(10, regular_days)


@pytest.mark.parametrize(
    ("cap", "wanted", "days"),
    [
        (2, 3, None),
        (3, 3, (2, 1, 0)),
        (4, 3, (3, 1, 0)),
        (5, 3, (3, 1, 1)),
        (5, 5, (3, 1, 1)),
        (6, 4, (4, 1, 1)),
        (7, 3, (3, 1, 1)),
        (7, 5, (5, 1, 1)),
        (10, 5, (5, 1, 1)),
    ],
)
def test_days_follow_the_cap(cap: int, wanted: int, days: tuple[int, int, int] | None) -> None:
    assert course_days(cap, wanted) == (CourseDays(*days) if days else None)


@pytest.mark.parametrize(
    ("spacing", "needed"),
    [(4, (0, 4, 8, 12)), (6, (0, 6, 12, 18)), (8, (0, 8, 16)), (12, (0, 12))],
)
def test_doses_need_their_shortest_waking_hours(spacing: int, needed: tuple[int, ...]) -> None:
    for doses, hours in enumerate(needed[1:], start=2):
        enough = Waking(time(0), time(hours))
        short = Waking(time(0, 1), time(hours))
        assert len(daily_times(enough, doses, spacing)) == doses
        assert len(daily_times(short, doses, spacing)) == doses - 1


def test_a_longer_gap_than_eight_hours_is_kept_when_it_is_the_shortest_allowed() -> None:
    assert daily_times(DAYTIME, 2, 12) == (0, 12 * 60)


def test_a_long_day_still_leaves_the_gap_for_the_night() -> None:
    assert daily_times(Waking(time(5), time(3)), 4, 4) == (0, 400, 800, 1200)


def test_steps_come_in_order() -> None:
    days = course_days(10, 3)
    assert days is not None
    assert [days.step_of(number) for number in range(1, 6)] == [Step.REGULAR] * 3 + [Step.STEP_1, Step.STEP_2]
    assert days.total == 5


def test_planned_times_are_kept_in_utc() -> None:
    assert all(dose.at.tzinfo is UTC for dose in build().doses)


def test_a_regular_dose_is_to_come_until_the_last_of_them() -> None:
    course = build()
    last = max(dose.at for dose in course.doses if dose.step is Step.REGULAR)
    assert course.is_regular_after(last - timedelta(minutes=1))
    assert not course.is_regular_after(last)
    assert course.doses[-1].at > last
