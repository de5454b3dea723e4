"""The invariants of what becomes of a course and of a verdict later on, by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.course import Course
from backcoach.coach.course_changes import STEP_BACK, STEP_DOWN, STEP_UP, ended
from backcoach.coach.course_steps import Ground, stepped_back, stepped_down, stepped_up
from backcoach.coach.course_tightening import tightened
from backcoach.coach.dosing import Dose
from backcoach.coach.eligibility import Eligibility, check_medicines, may_plan, verdict_with, with_removed
from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.medicines import Clearance
from backcoach.coach.missed import missed
from backcoach.coach.regions import find_region, limits_for
from backcoach.coach.signs import StopAction
from backcoach.coach.values import Answer
from tests.coach import legality
from tests.coach.medicine_content import BOOK, NSAIDS, REGIONS
from tests.deep.proof import invariant
from tests.deep.worlds import World, drifting, drifts, guarded, owns, pairs, worlds

TODAY = date(2026, 11, 23)
ASKED = tuple(one.id for one in BOOK.conditions if one.is_asked)
CHANGES: dict[str, Callable[[Course, Ground], Course | None]] = {
    STEP_DOWN: lambda course, ground: stepped_down(course, ground).value,
    STEP_UP: lambda course, ground: stepped_up(course, ground).value,
    STEP_BACK: lambda course, ground: stepped_back(course, ground).value,
}
hits = st.sets(st.sampled_from(ASKED), max_size=4)
wishes = st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 40)), min_size=1, max_size=4)
"""Changes asked for, and the hours since the one before."""


def ground_at(world: World, now: datetime, taken: tuple[Dose, ...]) -> Ground:
    known = tuple(dose for dose in taken if dose.taken_at <= now)
    return Ground(world.product, world.waking, now.astimezone(world.zone), known, BOOK)


def took(world: World, course: Course, drift: list[int]) -> tuple[Dose, ...]:
    """What somebody took who asked before every tablet, early or late."""
    return tuple(Dose(course.medicine, mg, at) for at, mg in guarded(world, drifting(course, drift)))


@invariant(9)
@given(worlds(has_history=False), drifts, wishes)
def test_09_a_course_is_stepped_up_and_back_once_at_most_and_stays_legal(
    world: World, drift: list[int], wanted: list[tuple[str, int]]
) -> None:
    course = world.course()
    if course is None:
        return
    taken, now = took(world, course, drift), course.doses[0].at
    for rule, hours in wanted:
        now += timedelta(hours=hours)
        ground = ground_at(world, now, taken)
        changed = CHANGES[rule](course, ground)
        if changed is not None:
            check_change(world, course, changed, rule, ground)
            course = changed
    counts = Counter(course.changes)
    assert counts[STEP_UP] <= 1
    assert counts[STEP_BACK] <= 1


def check_change(world: World, before: Course, after: Course, rule: str, ground: Ground) -> None:
    """What was planned before now stays, and all that is new is legal beside what was taken."""
    now = ground.now
    assert [dose for dose in after.doses if dose.at <= now] == [
        dose for dose in before.doses if dose.at <= now
    ]
    old = {(dose.at, dose.mg) for dose in before.doses}
    new = [pair for pair in pairs(after.doses) if pair not in old]
    own = pairs(ground.taken)
    if new:
        assert legality.planned_faults(world.pack, world.own, new, world.zone, world.awake, before=own) == []
        assert min(at for at, _ in new) >= now
    days = [dose.at.astimezone(world.zone).date() for dose in after.doses]
    assert (max(days) - min(days)).days + 1 <= legality.cap_days(world.pack, world.own)
    assert after.stop_on == max(days)
    assert after.started_on == before.started_on
    assert after.limits == before.limits
    if rule != STEP_BACK:
        assert after.stop_on <= before.stop_on
    if rule == STEP_DOWN:
        assert coming_mg(after, now) <= coming_mg(before, now)


def coming_mg(course: Course, now: datetime) -> int:
    return sum(dose.mg for dose in course.doses if dose.at > now)


@invariant(20)
@given(worlds(has_history=False), drifts, owns, st.integers(0, 120))
def test_20_a_tightened_course_holds_no_dose_that_is_new_larger_or_later(
    world: World, drift: list[int], own: dict[str, int], hours: int
) -> None:
    course = world.course()
    if course is None:
        return
    now = (course.doses[0].at + timedelta(hours=hours)).astimezone(world.zone)
    taken = tuple(dose for dose in took(world, course, drift) if dose.taken_at <= now)
    limits = limits_for(world.product, PersonalLimits(**own))

    after = tightened(course, limits, world.product, now, BOOK, taken)

    if after is None or after is course:
        return
    planned = {dose.at: dose.mg for dose in course.doses}
    assert all(dose.at in planned and dose.mg <= planned[dose.at] for dose in after.doses)
    assert after.stop_on <= course.stop_on
    both = {**world.own, **own}
    for name in {*world.own} & {*own}:
        both[name] = (max if name == "spacing_hours" else min)(world.own[name], own[name])
    coming = [pair for pair in pairs(after.doses) if pair[0] > now]
    if coming:
        before = pairs(taken)
        assert legality.planned_faults(world.pack, both, coming, world.zone, world.awake, before=before) == []
    assert (after.limits.daily_max_mg, after.limits.single_max_mg) == (
        min(course.limits.daily_max_mg, limits.daily_max_mg),
        min(course.limits.single_max_mg, limits.single_max_mg),
    )


@invariant(19)
@given(worlds(), st.integers(-24, 240))
def test_19_nothing_is_left_of_a_course_that_was_ended(world: World, hours: int) -> None:
    course = world.course()
    if course is None:
        return
    at = (course.doses[0].at + timedelta(hours=hours)).astimezone(world.zone)

    after = ended(course, at, at.date(), "stop_sign")

    assert after.is_over_at(at + timedelta(microseconds=1)) or at.date() > course.stop_on
    if at.date() <= course.stop_on:
        assert all(dose.at <= at for dose in after.doses)
        assert after.next_course_on - at.date() > timedelta(days=14)
    assert len(after.doses) <= len(course.doses)


@invariant(19, quick=10, deep=2000)
@given(hits, st.integers(18, 95), st.sampled_from([region.code for region in REGIONS]))
def test_19_bleeding_closes_every_anti_inflammatory_and_leaves_paracetamol_to_a_recorded_yes(
    yes: set[str], age: int, place: str
) -> None:
    found = checked(yes | {"gi_bleed_now"}, age, place)

    assert all(found[one].verdict is Verdict.AVOID for one in NSAIDS)
    assert found[Medicine.PARACETAMOL].verdict >= Verdict.ASK_FIRST
    assert not may_plan(found[Medicine.PARACETAMOL], (), TODAY)


def test_19_bleeding_and_signs_of_heart_and_breath_are_emergencies() -> None:
    for medicine in list(Medicine)[:3]:
        signs = {sign.id: sign.action for sign in BOOK.stop_signs_of(medicine)}
        grave = {"breathing_allergy"} | (
            {"gi_bleed", "heart_stroke_signs", "meningitis_like"} if medicine.is_nsaid else {"acidosis"}
        )
        assert {sign for sign, action in signs.items() if action is StopAction.EMERGENCY} == grave


@invariant(22)
@given(hits, hits, st.integers(18, 80), st.sampled_from([region.code for region in REGIONS]))
def test_22_an_anti_inflammatory_that_a_hit_has_closed_asks_for_a_new_yes_when_the_hit_is_gone(
    before: set[str], after: set[str], age: int, place: str
) -> None:
    earlier, later = checked(before, age, place), checked(after, age, place)
    for medicine in NSAIDS:
        gone = {*earlier[medicine].asks} - {*later[medicine].asks}
        now = with_removed(later[medicine], earlier[medicine].asks, BOOK)
        old_yes = Clearance(medicine, "somebody", "pharmacist", TODAY, hits=earlier[medicine].asks)
        new_yes = Clearance(medicine, "somebody", "pharmacist", TODAY, hits=now.asks)

        assert now.verdict >= later[medicine].verdict
        if gone and now.limits is not None:
            assert now.verdict is Verdict.ASK_FIRST
            assert verdict_with(now, (), TODAY) is Verdict.ASK_FIRST
            assert verdict_with(now, (old_yes,), TODAY) is Verdict.ASK_FIRST
            assert verdict_with(now, (new_yes,), TODAY) is Verdict.CAUTION


@invariant(1)
@given(hits, st.sampled_from(ASKED), st.integers(18, 80), st.integers(-3, 3))
def test_01_a_recorded_yes_counts_from_its_day_on_and_not_for_a_hit_that_came_later(
    yes: set[str], new: str, age: int, days: int
) -> None:
    before, after = checked(yes - {new}, age, "NZ"), checked(yes | {new}, age, "NZ")
    for medicine in list(Medicine)[:3]:
        asks = before[medicine].asks
        said = Clearance(medicine, "somebody", "doctor", TODAY + timedelta(days=days), hits=asks)
        found = verdict_with(before[medicine], (said,), TODAY)
        if before[medicine].verdict is Verdict.ASK_FIRST:
            assert (found is Verdict.CAUTION) is (days <= 0)
        else:
            assert found is before[medicine].verdict
        if {*after[medicine].asks} - {*asks}:
            assert verdict_with(after[medicine], (said,), TODAY) >= Verdict.ASK_FIRST


def checked(yes: set[str], age: int, place: str) -> dict[Medicine, Eligibility]:
    answers = dict.fromkeys(ASKED, Answer.NO) | dict.fromkeys(yes, Answer.YES)
    found = check_medicines(answers, age, 70, find_region(REGIONS, place), BOOK)
    return {one.medicine: one for one in found}


@invariant(16)
@given(worlds(has_history=False), drifts, st.integers(0, 40), st.integers(-60, 600), st.integers(-120, 600))
def test_16_a_missed_dose_is_taken_only_with_the_gap_on_both_sides_and_before_bed(
    world: World, drift: list[int], place: int, late: int, bed_in: int
) -> None:
    course = world.course()
    if course is None:
        return
    dose = course.doses[place % len(course.doses)]
    now = dose.at + timedelta(minutes=late)
    taken = tuple(one for one in took(world, course, drift) if one.taken_at <= now)
    next_at = next((one.at for one in course.doses if one.at > max(now, dose.at)), None)
    bed_at = now + timedelta(minutes=bed_in)

    takes = missed(dose.mg, taken, world.limits, now, BOOK, next_at=next_at, bed_at=bed_at).value

    gap, own = legality.planned_gap(world.pack, world.own), pairs(taken)
    faults = [
        *legality.faults_of_one_more(world.pack, world.own, own, (now, dose.mg)),
        *legality._gaps_after(gap, own, [(now, dose.mg)]),
    ]
    is_near = next_at is not None and next_at.timestamp() - now.timestamp() < gap
    assert takes is (not faults and not is_near and bed_in >= 0)
