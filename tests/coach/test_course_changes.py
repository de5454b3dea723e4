"""What becomes of a course: stepped down, up, back, tightened, ended, waiting for day 3."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from backcoach.coach.course import Course, Step
from backcoach.coach.course_changes import ended, rest_reason, waiting_for_day_3
from backcoach.coach.course_plan import build_course
from backcoach.coach.course_steps import Ground, stepped_back, stepped_down, stepped_up
from backcoach.coach.course_tightening import tightened
from backcoach.coach.dosing import Dose
from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.open_medicine import closed_because, rests_on
from backcoach.coach.person import Waking
from backcoach.coach.values import Decision
from tests.coach.legality import pack, planned_faults
from tests.coach.medicine_content import BOOK, limits, product

MONDAY = date(2026, 11, 23)
DAYTIME = Waking(time(7), time(23))
NIGHTS = Waking(time(18), time(10))
NONE = PersonalLimits()


def on(day: int, clock: str) -> datetime:
    """A clock time on a day of the course; 1 is Monday."""
    return datetime.combine(MONDAY + timedelta(days=day - 1), time.fromisoformat(clock), tzinfo=UTC)


def begun(
    product_id: str = "nz_paracetamol_500", own: PersonalLimits = NONE, waking: Waking = DAYTIME
) -> Course:
    start = datetime.combine(MONDAY, waking.wake, tzinfo=UTC)
    course = build_course(product(product_id), limits(product_id, own), waking, start, BOOK).value
    assert course is not None
    return course


def ground(
    now: datetime, course: Course, waking: Waking = DAYTIME, taken: tuple[Dose, ...] | None = None
) -> Ground:
    """Where everything planned was taken, unless told otherwise."""
    swallowed = tuple(Dose(course.medicine, one.mg, one.at) for one in course.doses if one.at <= now)
    return Ground(product(course.product_id), waking, now, swallowed if taken is None else taken, BOOK)


def changed(outcome: Decision[Course | None]) -> Course:
    assert outcome.value is not None, outcome.reasons
    course = outcome.value
    doses = [(one.at, one.mg) for one in course.doses]
    assert not planned_faults(pack(course.product_id), {}, doses, UTC, (time(7), time(23)))
    assert course.tablets_needed == sum(one.tablets for one in course.doses)
    assert course.next_course_on == course.stop_on + timedelta(days=15)
    return course


def counts(course: Course) -> list[int]:
    return list(Counter(one.day_number for one in course.doses).values())


def refused(outcome: Decision[Course | None]) -> str:
    assert outcome.value is None
    return outcome.reasons[0].rule


def test_stepping_down_on_day_2_brings_step_1_tomorrow_and_shortens_the_course() -> None:
    course = begun()
    less = changed(stepped_down(course, ground(on(2, "12:00"), course)))
    assert counts(less) == [3, 3, 2, 1]
    assert (less.taper_on, less.stop_on, less.change) == (
        on(3, "00:00").date(),
        on(4, "00:00").date(),
        "step_down",
    )
    assert less.started_on == course.started_on


@pytest.mark.parametrize(("day", "clock"), [(1, "12:00"), (3, "12:00"), (4, "12:00")])
def test_it_steps_down_only_from_day_2_on_and_where_tomorrow_would_be_regular(day: int, clock: str) -> None:
    course = begun()
    assert refused(stepped_down(course, ground(on(day, clock), course))) == "step_down_early"


def test_nothing_changes_before_the_course_or_after_it() -> None:
    course = begun()
    for change in (stepped_down, stepped_up, stepped_back):
        assert refused(change(course, ground(on(0, "12:00"), course))) == "no_course_runs"
        assert refused(change(course, ground(on(9, "12:00"), course))) == "no_course_runs"
        over = ended(course, on(2, "12:00"), on(2, "12:00").date(), "course_stopped")
        assert refused(change(over, ground(on(2, "12:00"), course))) == "no_course_runs"


def test_ibuprofen_steps_up_to_400_mg_once_and_all_later_doses_follow() -> None:
    course = begun("nz_ibuprofen_200")
    more = changed(stepped_up(course, ground(on(2, "12:00"), course)))
    assert {one.mg for one in more.doses if one.at > on(2, "12:00")} == {400}
    assert {one.mg for one in more.doses if one.at <= on(2, "12:00")} == {200}
    assert counts(more) == counts(course)
    assert refused(stepped_up(more, ground(on(2, "13:00"), more))) == "changed_before"


def test_paracetamol_steps_up_from_3_to_4_doses_where_the_pack_has_room() -> None:
    course = begun()
    more = changed(stepped_up(course, ground(on(2, "12:00"), course)))
    assert counts(more) == [3, 4, 4, 2, 1]
    assert more.stop_on == course.stop_on


@pytest.mark.parametrize(
    ("product_id", "own", "waking"),
    [
        ("us_paracetamol_500", NONE, DAYTIME),
        ("nz_naproxen_250", NONE, DAYTIME),
        ("nz_ibuprofen_200", PersonalLimits(single_max_mg=200), DAYTIME),
        ("nz_ibuprofen_200", PersonalLimits(daily_max_mg=800), DAYTIME),
        ("nz_paracetamol_500", PersonalLimits(daily_max_mg=3000), DAYTIME),
        ("nz_paracetamol_500", NONE, Waking(time(7), time(17))),
    ],
)
def test_no_step_up_goes_past_a_limit(product_id: str, own: PersonalLimits, waking: Waking) -> None:
    course = begun(product_id, own, waking)
    assert refused(stepped_up(course, ground(on(2, "12:00"), course, waking))) == "step_up_none"


def test_a_step_up_waits_for_24_hours_and_comes_no_later_than_48() -> None:
    course = begun()
    first = course.doses[0].at
    spans = [timedelta(hours=23, minutes=59), timedelta(hours=48, minutes=1)]
    for span in spans:
        assert refused(stepped_up(course, ground(first + span, course))) == "step_up_wait"
    for span in (timedelta(hours=24), timedelta(hours=48)):
        assert stepped_up(course, ground(first + span, course)).value is not None


def test_a_flare_in_step_1_goes_back_to_regular_doses_for_a_day_once() -> None:
    course = begun()
    now = on(4, "12:00")
    back = changed(stepped_back(course, ground(now, course)))
    assert [(one.day_number, one.step) for one in back.doses if one.at > now] == [
        (4, Step.REGULAR),
        (4, Step.REGULAR),
        (5, Step.STEP_1),
        (5, Step.STEP_1),
    ]
    assert back.stop_on == course.stop_on, "the cap of 5 days leaves no more"
    assert back.taper_on == on(5, "12:00").date()
    assert refused(stepped_back(back, ground(on(5, "08:00"), back))) == "changed_before"


def test_a_flare_in_step_2_goes_back_to_step_1_within_the_cap() -> None:
    course = begun("us_paracetamol_500")
    now = on(5, "08:00")
    back = changed(stepped_back(course, ground(now, course)))
    assert [(one.day_number, one.step) for one in back.doses if one.at > now] == [
        (5, Step.STEP_1),
        (6, Step.STEP_2),
    ]
    assert back.stop_on == course.stop_on + timedelta(days=1)


@pytest.mark.parametrize(("product_id", "day"), [("nz_paracetamol_500", 2), ("de_paracetamol_500", 3)])
def test_no_step_back_from_regular_days_or_past_the_cap(product_id: str, day: int) -> None:
    course = begun(product_id)
    assert refused(stepped_back(course, ground(on(day, "12:00"), course))) == "step_back_none"


def test_a_night_worker_steps_down_within_their_own_waking_hours() -> None:
    course = begun(waking=NIGHTS)
    now = on(3, "02:00")
    less = stepped_down(course, ground(now, course, NIGHTS)).value
    assert less is not None
    assert counts(less)[:3] == [3, 3, 2]
    clocks = {one.at.time() for one in less.doses}
    assert all(clock >= time(18) or clock <= time(10) for clock in clocks)


def test_a_step_with_every_time_past_is_refused() -> None:
    course = begun("nz_paracetamol_500")
    many = (Dose(Medicine.PARACETAMOL, 5000, on(3, "11:00")),)
    two = replace(course, doses=tuple(one for one in course.doses if one.day_number <= 3))
    two = replace(two, stop_on=on(3, "00:00").date())
    assert refused(stepped_down(two, ground(on(2, "23:30"), two, taken=many))) == "no_course_runs"


def test_a_moment_without_a_zone_is_an_error() -> None:
    course = begun()
    naive = replace(ground(on(2, "12:00"), course), now=on(2, "12:00").replace(tzinfo=None))
    with pytest.raises(ValueError, match="aware"):
        _ = naive.zone


def test_tighter_limits_make_doses_smaller_and_drop_what_no_longer_fits() -> None:
    course, now = begun(), on(2, "12:00")
    strict = limits(course.product_id, PersonalLimits(500, 2000, 8, None, 4))
    tight = tightened(course, strict, product(course.product_id), now, BOOK)
    assert tight is not None
    assert {one.mg for one in tight.doses if one.at > now} == {500}
    assert tight.stop_on <= on(4, "00:00").date()
    assert tight.limits.daily_max_mg == 2000
    assert {one.at for one in tight.doses} <= {one.at for one in course.doses}


def test_looser_limits_change_nothing() -> None:
    course = begun(own=PersonalLimits(daily_max_mg=2000))
    free = limits(course.product_id)
    assert tightened(course, free, product(course.product_id), on(2, "12:00"), BOOK) is course


def test_nothing_is_left_where_no_whole_tablet_fits_or_the_days_are_used() -> None:
    course = begun()
    for own in (PersonalLimits(single_max_mg=400), PersonalLimits(cap_days=1)):
        strict = limits(course.product_id, own)
        assert tightened(course, strict, product(course.product_id), on(2, "23:30"), BOOK) is None


def test_an_ended_course_has_no_dose_left_and_rests_from_the_very_instant() -> None:
    course, now = begun(), on(2, "12:00")
    over = ended(course, now, now.date(), "stop_sign_liver")
    assert all(one.at <= now for one in over.doses)
    assert (over.change, over.changes) == ("stop_sign_liver", ("stop_sign_liver",))
    assert over.is_over_at(now)
    assert not over.is_over_at(now - timedelta(seconds=1))
    closed = closed_because(Medicine.PARACETAMOL, now, Verdict.ALLOW, (), over)
    assert closed == ("course_over",)
    assert ended(course, on(9, "12:00"), on(9, "12:00").date()) is course
    assert ended(course, on(5, "12:00"), on(5, "12:00").date()).taper_on == course.taper_on


def test_a_course_that_ended_before_its_first_dose_rests_only_where_something_of_it_was_taken() -> None:
    before, day = on(0, "12:00"), on(0, "12:00").date()
    over = ended(begun(), before, day)
    assert over.doses == ()
    assert rests_on(over, Medicine.IBUPROFEN, on(1, "12:00"))
    assert closed_because(Medicine.PARACETAMOL, on(1, "12:00"), Verdict.ALLOW, (), over) == ("course_over",)
    untouched = ended(begun(), before, day, was_taken=False)
    assert not rests_on(untouched, Medicine.IBUPROFEN, before)
    assert closed_because(Medicine.PARACETAMOL, on(1, "12:00"), Verdict.ALLOW, (), untouched) == ()


def test_without_an_answer_on_day_3_nothing_more_is_planned_until_it_comes() -> None:
    course = begun("uk_paracetamol_500")
    assert waiting_for_day_3(course, on(3, "23:59"), is_answered=False) == course
    waits = waiting_for_day_3(course, on(4, "00:01"), is_answered=False)
    assert max(one.day_number for one in waits.doses) == 3
    assert closed_because(Medicine.PARACETAMOL, on(4, "08:00"), Verdict.ALLOW, (), waits) == ("day_3_open",)
    assert waiting_for_day_3(course, on(4, "00:01"), is_answered=True) == course
    elsewhere = begun()
    assert waiting_for_day_3(elsewhere, on(4, "00:01"), is_answered=False) == elsewhere


def test_the_reason_for_days_of_rest_is_of_the_course_that_rests_longest() -> None:
    short = begun()
    long = replace(
        short, medicine=Medicine.IBUPROFEN, next_course_on=short.next_course_on + timedelta(days=9)
    )
    found = rest_reason([short, long], BOOK)
    assert found.rule == "days_of_rest"
    assert dict(found.inputs)["medicine"] == "ibuprofen"
    assert dict(found.inputs)["next_course_on"] == str(long.next_course_on)
