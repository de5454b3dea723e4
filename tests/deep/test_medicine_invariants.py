"""The invariants of the medicine part, by number, over any pack, hours, zone, clock change and drift.

`make test` tries each a few times; `python -m tests.deep.medicine` more than 100,000 times in all.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.course import Course, Step
from backcoach.coach.dosing import Dose, Taken, earliest_allowed, judge_taken, may_take
from backcoach.coach.eligibility import Eligibility, check_medicines, may_plan
from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.medicines import Clearance
from backcoach.coach.open_medicine import NSAID_DAYS_USED, TWO_NSAIDS, closed_because
from backcoach.coach.regions import ContactKind, find_region, limits_for
from backcoach.coach.values import Answer
from backcoach.shapes import decode, encode
from tests.coach import legality
from tests.coach.medicine_content import BOOK, NSAIDS, PLANNABLE, REGIONS
from tests.deep.proof import invariant
from tests.deep.verdicts import CELLS, MEDICINES, SAME_REASON, expected
from tests.deep.worlds import (
    DRIFT_MINUTES,
    FAR_ZONES,
    World,
    drifting,
    drifts,
    guarded,
    owns,
    pairs,
    tries,
    trying,
    worlds,
)

DAY = timedelta(hours=24)
TODAY = date(2026, 11, 23)
CODES = {Verdict.ALLOW: "a", Verdict.CAUTION: "C", Verdict.ASK_FIRST: "F", Verdict.AVOID: "A"}
ASKED = tuple(one.id for one in BOOK.conditions if one.is_asked)
LEFT_OUT = tuple(one.id for one in BOOK.conditions if one.is_asked and one.ask_under_age is None)
ASKED_REASONS = sorted({*SAME_REASON} & {*ASKED})
PREGNANT = ("preg_unsure", "preg_t1_t2", "preg_20_27", "preg_28_plus")
POSITION = {step: place for place, step in enumerate(Step)}

ages = st.one_of(st.none(), st.integers(16, 95))
weights = st.one_of(st.none(), st.sampled_from([39.9, 40.0, 49.9, 50.0]), st.floats(30, 150))
places = st.sampled_from((*(region.code for region in REGIONS), None))
hits = st.sets(st.sampled_from(ASKED), max_size=5)
grown_ups = st.integers(18, 95)


def checked(
    answers: dict[str, Answer], age: int | None, weight: float | None, place: str | None
) -> dict[Medicine, Eligibility]:
    region = find_region(REGIONS, place) if place else None
    return {one.medicine: one for one in check_medicines(answers, age, weight, region, BOOK)}


def all_no_but(yes: set[str], not_sure: set[str] | None = None) -> dict[str, Answer]:
    return (
        dict.fromkeys(ASKED, Answer.NO)
        | dict.fromkeys(not_sure or (), Answer.NOT_SURE)
        | dict.fromkeys(yes, Answer.YES)
    )


def codes(found: dict[Medicine, Eligibility]) -> dict[str, str]:
    return {one.value: CODES[eligibility.verdict] for one, eligibility in found.items()}


# 1, 13, 20 to 22, 27, 29: who may take what


@invariant(1)
@given(hits, hits, ages, weights, places)
def test_01_every_verdict_is_that_of_the_clinical_table(
    yes: set[str], not_sure: set[str], age: int | None, weight: float | None, place: str | None
) -> None:
    found = checked(all_no_but(yes, not_sure), age, weight, place)

    assert codes(found) == expected(yes | not_sure, age, weight, place)
    assert tuple(codes(found)) == MEDICINES


@invariant(1)
@given(hits, grown_ups, weights, places, st.integers(-40, 40))
def test_01_a_plan_needs_an_open_medicine_or_a_yes_by_its_first_day(
    yes: set[str], age: int, weight: float | None, place: str | None, days: int
) -> None:
    for medicine, one in checked(all_no_but(yes), age, weight, place).items():
        said = Clearance(medicine, "somebody", "pharmacist", TODAY + timedelta(days=days))
        of_another = Clearance(
            next(other for other in Medicine if other is not medicine), "x", "doctor", TODAY
        )
        is_open = one.limits is not None and one.verdict in (Verdict.ALLOW, Verdict.CAUTION)
        assert may_plan(one, (), TODAY) is is_open
        assert may_plan(one, (of_another,), TODAY) is is_open
        may_be_opened = one.verdict is Verdict.ASK_FIRST and one.limits is not None
        assert may_plan(one, (said,), TODAY) is (is_open or (may_be_opened and days <= 0))


@invariant(1)
@given(hits, st.sampled_from(ASKED_REASONS), grown_ups, places)
def test_01_another_medicine_or_a_second_row_of_one_reason_closes_nothing_by_count(
    yes: set[str], row: str, age: int, place: str | None
) -> None:
    group = {one for one, reason in SAME_REASON.items() if reason == SAME_REASON[row]} & set(ASKED)
    base = (yes - group - {"any_other_regular"}) | {row}
    before = checked(all_no_but(base), age, 70, place)
    # The pair of water pill and blood pressure pill closes an anti-inflammatory for another reason.
    for new in {"any_other_regular", *group} - base - {"acei_arb", "diuretic"}:
        after = checked(all_no_but(base | {new}), age, 70, place)
        for column, medicine in enumerate(Medicine):
            is_counted = new == "any_other_regular" or cell(row, column) == "F"
            if is_counted and cell(new, column) != "A" and before[medicine].verdict < Verdict.AVOID:
                assert after[medicine].verdict < Verdict.AVOID


def cell(condition: str, column: int) -> str:
    return CELLS[condition].split()[column]


@invariant(13)
@given(hits, ages, weights, places)
def test_13_diclofenac_and_aspirin_are_never_open(
    yes: set[str], age: int | None, weight: float | None, place: str | None
) -> None:
    found = checked(all_no_but(yes), age, weight, place)

    for medicine in (Medicine.DICLOFENAC, Medicine.ASPIRIN):
        said = Clearance(medicine, "somebody", "doctor", TODAY)
        assert found[medicine].verdict >= Verdict.ASK_FIRST
        assert found[medicine].limits is None
        assert not may_plan(found[medicine], (said,), TODAY)


@invariant(13)
@given(worlds(has_history=False), st.sampled_from(NSAIDS), st.integers(0, 47 * 60))
def test_13_never_two_anti_inflammatories_within_a_day_gel_included(
    world: World, other: Medicine, minutes: int
) -> None:
    swallowed = Dose(other, 100, world.ago(minutes))
    for medicine in NSAIDS:
        closed = closed_because(medicine, world.now, Verdict.ALLOW, (swallowed,))
        assert (TWO_NSAIDS in closed) is (medicine is not other and minutes < 24 * 60)


@invariant(20)
@given(hits, st.sampled_from(ASKED), ages, weights, places)
def test_20_a_new_illness_or_medicine_only_tightens(
    yes: set[str], new: str, age: int | None, weight: float | None, place: str | None
) -> None:
    before = checked(all_no_but(yes - {new}), age, weight, place)
    after = checked(all_no_but(yes | {new}), age, weight, place)

    assert all(is_no_looser(after[one], before[one]) for one in Medicine)


@invariant(20)
@given(worlds(has_history=False, has_own=False), owns, owns)
def test_20_limits_that_are_joined_are_never_looser_than_either(
    world: World, one: dict[str, int], other: dict[str, int]
) -> None:
    both = PersonalLimits(**one).join(PersonalLimits(**other))
    tight = limits_for(world.product, both)
    for own in (one, other):
        loose = limits_for(world.product, PersonalLimits(**own))
        assert tight.single_max_mg <= loose.single_max_mg
        assert tight.daily_max_mg <= loose.daily_max_mg
        assert tight.overdose_above_mg <= loose.overdose_above_mg
        assert tight.doses_24h <= loose.doses_24h
        assert tight.cap_days <= loose.cap_days
        assert tight.spacing_hours >= loose.spacing_hours
        assert tight.plan_spacing_hours >= loose.plan_spacing_hours


def is_no_looser(tight: Eligibility, loose: Eligibility) -> bool:
    if tight.verdict < loose.verdict or may_plan(tight, (), TODAY) > may_plan(loose, (), TODAY):
        return False
    if tight.limits is None or loose.limits is None:
        return tight.limits is None
    return (
        tight.limits.single_max_mg <= loose.limits.single_max_mg
        and tight.limits.daily_max_mg <= loose.limits.daily_max_mg
        and tight.limits.spacing_hours >= loose.limits.spacing_hours
        and tight.limits.doses_24h <= loose.limits.doses_24h
        and tight.limits.cap_days <= loose.limits.cap_days
    )


@invariant(21)
@given(hits, grown_ups, weights, places)
def test_21_weight_age_liver_drink_and_kidney_lower_paracetamol(
    yes: set[str], age: int, weight: float | None, place: str | None
) -> None:
    limits = checked(all_no_but(yes), age, weight, place)[Medicine.PARACETAMOL].limits
    if limits is None:
        return
    if weight is None or weight < 50:
        assert limits.single_max_mg <= 500
        assert limits.daily_max_mg <= 2000
    if age >= 65:
        assert limits.daily_max_mg <= 3000
    if yes & {"liver_other", "alcohol_heavy", "enzyme_inducers", "poor_nutrition"}:
        assert limits.daily_max_mg <= 2000
    if yes & {"liver_other", "alcohol_heavy"}:
        assert limits.spacing_hours >= 8
    if "kidney_disease" in yes:
        assert limits.spacing_hours >= 6
    if not yes and age < 65 and weight is not None and weight >= 50:
        assert limits.own == PersonalLimits()


@invariant(27)
@given(hits, st.sets(st.sampled_from(LEFT_OUT), max_size=4), grown_ups, weights, places)
def test_27_what_is_not_answered_counts_as_yes(
    yes: set[str], missing: set[str], age: int, weight: float | None, place: str | None
) -> None:
    answers = {one: said for one, said in all_no_but(yes).items() if one not in missing}

    assert codes(checked(answers, age, weight, place)) == expected(yes | missing, age, weight, place)


@invariant(27, deep=1500)
@given(hits, grown_ups, st.sampled_from([None, "other", "XX", ""]), st.sampled_from(list(Medicine)))
def test_27_without_a_known_region_there_is_no_plan(
    yes: set[str], age: int, place: str | None, medicine: Medicine
) -> None:
    one = checked(all_no_but(yes), age, 70, place)[medicine]

    assert legality.packs(place or "") == ()
    assert one.limits is None
    assert not may_plan(one, (Clearance(medicine, "somebody", "doctor", TODAY),), TODAY)


@invariant(29)
@given(hits, st.sampled_from(PREGNANT), st.sampled_from([Answer.YES, Answer.NOT_SURE]), ages, places)
def test_29_no_anti_inflammatory_of_any_form_in_pregnancy(
    yes: set[str], weeks: str, said: Answer, age: int | None, place: str | None
) -> None:
    found = checked(all_no_but(yes) | {weeks: said}, age, 70, place)

    for medicine in NSAIDS:
        yes_of_a_doctor = Clearance(medicine, "somebody", "doctor", TODAY)
        assert found[medicine].verdict is Verdict.AVOID
        assert not may_plan(found[medicine], (yes_of_a_doctor,), TODAY)


# 2 to 12, 24, 28: a course as it is planned


@invariant(2)
@given(worlds())
def test_02_a_course_is_of_a_pack_that_is_sold_there(world: World) -> None:
    course = world.course()
    if course is not None:
        code = next(one.code for one in REGIONS if world.product in one.products)
        sold = {one["id"]: one["medicine"] for one in legality.packs(code)}
        assert sold[course.product_id] == course.medicine.value
        assert course.medicine.value in ("paracetamol", "ibuprofen", "naproxen")
        assert not (code == "UK" and course.medicine is Medicine.NAPROXEN)


@invariant(3)
@given(worlds())
def test_03_every_dose_is_whole_tablets_between_the_least_and_the_most(world: World) -> None:
    course = world.course()
    for dose in course.doses if course else ():
        assert world.pack["dose_min_mg"] <= dose.mg <= legality.single_mg(world.pack, world.own)
        assert dose.tablets * world.pack["strength_mg"] == dose.mg
    if course is not None:
        assert course.tablets_needed == sum(dose.tablets for dose in course.doses)


@invariant(4)
@given(worlds())
def test_04_planned_doses_keep_the_longer_gap_also_from_what_was_swallowed(world: World) -> None:
    course = world.course()
    planned = pairs(course.doses) if course else []
    gap = legality.planned_gap(world.pack, world.own)

    assert [*legality._gaps(gap, planned), *legality._gaps_after(gap, world.own_before, planned)] == []


@invariant(4)
@given(worlds(has_history=False), tries)
def test_04_doses_taken_with_the_guard_keep_the_gap_of_the_label(
    world: World, attempts: list[tuple[int, int]]
) -> None:
    taken = guarded(world, trying(world, attempts))

    assert list(legality._gaps(legality.taken_gap(world.pack, world.own), taken)) == []


@invariant(5)
@given(worlds())
def test_05_no_24_hours_of_a_plan_hold_too_much(world: World) -> None:
    course = world.course()
    planned = pairs(course.doses) if course else []

    assert list(legality._day_of_plan(world.pack, world.own, world.own_before, planned)) == []


@invariant(5)
@given(worlds(has_history=False), tries)
def test_05_no_24_hours_of_what_is_taken_with_the_guard_hold_too_much(
    world: World, attempts: list[tuple[int, int]]
) -> None:
    taken = guarded(world, trying(world, attempts))

    assert legality.taken_faults(world.pack, world.own, taken) == []
    assert not legality.is_overdose(world.pack, world.own, taken)


@invariant(6)
@given(worlds(has_history=False))
def test_06_no_plan_is_looser_than_its_label(world: World) -> None:
    limits, label = world.limits, world.pack
    assert limits.daily_max_mg <= limits.label_daily_max_mg == label["label_daily_max_mg"]
    assert limits.plan_spacing_hours >= limits.spacing_hours >= label["label_spacing_hours"]
    assert limits.cap_days <= label.get("label_days", label["plan_cap_days"])
    assert label["plan_default_daily_mg"] <= label["plan_daily_max_mg"] <= label["label_daily_max_mg"]
    assert limits.doses_24h * label["plan_spacing_hours"] <= 24


@invariant(7)
@given(worlds())
def test_07_a_course_keeps_the_most_days_and_ends_with_its_last_dose(world: World) -> None:
    course = world.course()
    if course is not None:
        dates = [dose.at.astimezone(world.zone).date() for dose in course.doses]
        assert (dates[-1] - dates[0]).days + 1 <= legality.cap_days(world.pack, world.own)
        assert (course.started_on, course.stop_on) == (dates[0], dates[-1])
        assert course.next_course_on - course.stop_on > timedelta(days=14)


@invariant(8)
@given(worlds())
def test_08_a_new_course_counts_the_days_of_all_anti_inflammatories(world: World) -> None:
    course = world.course()
    if course is not None and course.medicine.is_nsaid:
        every = [*(dose.taken_at for dose in world.before if dose.medicine.is_nsaid)]
        every += [dose.at for dose in course.doses]
        days = [at.astimezone(world.zone).date() for at in every]
        assert legality.most_days_in_14(days) <= 7


@invariant(8)
@given(st.lists(st.tuples(st.integers(0, 24), st.sampled_from(NSAIDS)), max_size=25))
def test_08_whoever_asks_before_takes_anti_inflammatories_on_7_days_of_14_at_most(
    attempts: list[tuple[int, Medicine]],
) -> None:
    taken: list[Dose] = []
    for day, medicine in attempts:
        at = datetime(2026, 3, 20, 12, tzinfo=ZoneInfo("Europe/Berlin")) + timedelta(days=day)
        if NSAID_DAYS_USED not in closed_because(medicine, at, Verdict.ALLOW, taken):
            taken.append(Dose(medicine, 200, at))

    assert legality.most_days_in_14([dose.taken_at.date() for dose in taken]) <= 7


@invariant(9)
@given(worlds(has_history=False))
def test_09_doses_only_become_fewer_from_regular_to_half_to_one(world: World) -> None:
    course = world.course()
    if course is None:
        return
    by_day = Counter(dose.day_number for dose in course.doses)
    most = max(by_day.values())
    order = [POSITION[dose.step] for dose in course.doses]
    assert order == sorted(order)
    assert set(counts_of(course, Step.STEP_2)) <= {1}
    assert all(dose.is_optional is (dose.step is Step.STEP_2) for dose in course.doses)
    if not crosses_a_clock_change(course, world.zone):
        assert max(counts_of(course, Step.STEP_1), default=0) <= (most + 1) // 2
        settled = [by_day[day] for day in sorted(by_day)][1:]
        assert all(later <= earlier for earlier, later in pairwise(settled))


def counts_of(course: Course, step: Step) -> list[int]:
    return list(Counter(dose.day_number for dose in course.doses if dose.step is step).values())


def crosses_a_clock_change(course: Course, zone: ZoneInfo) -> bool:
    instants = [course.doses[0].at - DAY, *(dose.at for dose in course.doses)]
    return len({at.astimezone(zone).utcoffset() for at in instants}) > 1


@invariant(10)
@given(worlds())
def test_10_three_to_seven_days_at_set_times_and_two_and_one_under_a_cap_of_three(world: World) -> None:
    course = world.course()
    if course is None:
        return
    (reason,) = (one for one in course.reasons if one.rule == "course_days")
    days = {name: int(value) for name, value in reason.inputs}
    set_days = {dose.day_number for dose in course.doses if dose.step is not Step.STEP_2}
    assert 3 <= days["regular_days"] + days["step_1_days"] <= 7
    assert len(set_days) <= 7
    if legality.cap_days(world.pack, world.own) == 3:
        assert (days["regular_days"], days["step_1_days"], days["step_2_days"]) == (2, 1, 0)


@invariant(11)
@given(worlds())
def test_11_nobody_is_woken_and_a_short_day_means_fewer_doses_not_a_shorter_gap(world: World) -> None:
    course = world.course()
    for dose in course.doses if course else ():
        assert legality.is_awake(dose.at, world.zone, world.awake)
    if course is not None:
        most = max(Counter(dose.day_number for dose in course.doses).values())
        assert most * legality.planned_gap(world.pack, world.own) <= legality.DAY


@invariant(12)
@given(worlds(has_history=False))
def test_12_the_night_keeps_the_gap_in_true_hours_also_when_the_clocks_change(world: World) -> None:
    course = world.course()
    gap = legality.planned_gap(world.pack, world.own)
    for before, after in pairwise(course.doses if course else ()):
        assert after.at.timestamp() - before.at.timestamp() >= gap


@invariant(24)
@given(worlds(), st.sampled_from([220, 275, 550]), st.integers(1, 4))
def test_24_naproxen_is_counted_as_base(world: World, sodium_mg: int, tablets: int) -> None:
    for one in (one for one in PLANNABLE if one.medicine is Medicine.NAPROXEN):
        assert one.strength_mg in legality.NAPROXEN_BASE_MG.values()
    assert 3 * legality.naproxen_base_mg(275) == 750
    if world.product.medicine is Medicine.NAPROXEN:
        mg = tablets * legality.naproxen_base_mg(sodium_mg)
        is_allowed = may_take(mg, (), world.limits, world.now, BOOK).value.is_allowed
        most = min(legality.single_mg(world.pack, world.own), legality.daily_mg(world.pack, world.own))
        assert is_allowed is (mg <= most)


@invariant(28)
@given(worlds())
def test_28_the_same_facts_make_the_same_course_and_the_record_keeps_every_instant(world: World) -> None:
    course = world.course()

    assert world.course() == course
    if course is not None:
        back = decode(Course, json.loads(json.dumps(encode(course))))
        assert back == course
        assert all(dose.at.utcoffset() == timedelta(0) for dose in back.doses)


@invariant(5)
@given(worlds())
def test_the_second_opinion_finds_no_fault_in_any_course(world: World) -> None:
    course = world.course()
    if course is not None:
        planned = pairs(course.doses)
        found = legality.planned_faults(
            world.pack, world.own, planned, world.zone, world.awake, world.own_before
        )
        assert found == []


@invariant(4)
@given(worlds(has_history=False), st.integers(0, 20), st.integers(-600, 600), st.integers(0, 3))
def test_04_a_plan_that_is_changed_is_refused_just_where_the_second_opinion_finds_a_fault(
    world: World, place: int, minutes: int, tablets: int
) -> None:
    course = world.course()
    if course is None:
        return
    planned = pairs(course.doses)
    at, mg = planned[place % len(planned)]
    changed = (at + timedelta(minutes=minutes), mg + tablets * world.product.strength_mg)
    planned[place % len(planned)] = changed
    guard = replace(world.limits, spacing_hours=world.limits.plan_spacing_hours)

    taken: list[Dose] = []
    for when, amount in sorted(planned):
        if not may_take(amount, taken, guard, when, BOOK).value.is_allowed:
            break
        taken.append(Dose(world.product.medicine, amount, when))

    faults = [
        *legality._single(world.pack, world.own, planned),
        *legality._gaps(legality.planned_gap(world.pack, world.own), planned),
        *legality._day(world.pack, world.own, planned),
    ]
    assert (len(taken) == len(planned)) is (not faults)


# 15 to 18: doses as they are taken


@invariant(15)
@given(worlds(), st.integers(1, 3))
def test_15_a_dose_at_the_next_allowed_time_is_legal(world: World, tablets: int) -> None:
    mg = tablets * world.product.strength_mg
    at = may_take(mg, world.before, world.limits, world.now, BOOK).value.next_allowed_at
    if at is None:
        assert mg > legality.single_mg(world.pack, world.own) or mg > legality.daily_mg(world.pack, world.own)
    else:
        before = world.own_before
        assert legality.faults_of_one_more(world.pack, world.own, before, (at, mg)) == []
        assert not legality.is_locked(world.pack, world.own, before, at)


@invariant(15)
@given(worlds(), st.integers(1, 3))
def test_15_a_dose_that_is_refused_is_illegal_or_locked_and_one_that_is_allowed_is_neither(
    world: World, tablets: int
) -> None:
    mg, before = tablets * world.product.strength_mg, world.own_before
    is_allowed = may_take(mg, world.before, world.limits, world.now, BOOK).value.is_allowed

    faults = legality.faults_of_one_more(world.pack, world.own, before, (world.now, mg))
    is_locked = legality.is_locked(world.pack, world.own, before, world.now)
    assert is_allowed is (not faults and not is_locked)


@invariant(15)
@given(worlds(), st.integers(1, 3))
def test_15_what_was_swallowed_too_early_too_much_or_while_locked_is_never_called_fine(
    world: World, tablets: int
) -> None:
    mg, before = tablets * world.product.strength_mg, world.own_before
    outcome = judge_taken(mg, world.before, world.limits, world.now, BOOK).value.outcome

    faults = legality.faults_of_one_more(world.pack, world.own, before, (world.now, mg))
    is_locked = legality.is_locked(world.pack, world.own, before, world.now)
    assert (outcome is Taken.FINE) is (not faults and not is_locked)


@invariant(16)
@given(worlds(), drifts)
def test_16_late_early_and_left_out_doses_never_come_together(world: World, drift: list[int]) -> None:
    course = world.course()
    if course is None:
        return
    wanted = [*pairs(course.doses[::2]), *drifting(course, drift)]
    taken = guarded(World(world.product, world.own, world.waking, world.now), wanted)

    assert legality.taken_faults(world.pack, world.own, taken) == []


@invariant(17)
@given(worlds(), st.integers(1, 3))
def test_17_the_next_time_is_never_sooner_than_the_gap_after_the_last_dose(
    world: World, tablets: int
) -> None:
    mg = tablets * world.product.strength_mg
    next_at = earliest_allowed(mg, world.before, world.limits, world.now)
    if next_at is not None and world.own_before:
        last_at = max(at for at, _ in world.own_before)
        gap = legality.taken_gap(world.pack, world.own)
        assert next_at.timestamp() - last_at.timestamp() >= gap


@invariant(17)
@given(worlds(), DRIFT_MINUTES, st.sampled_from(FAR_ZONES))
def test_17_a_journey_across_zones_changes_no_answer(world: World, drift: int, far: str) -> None:
    at = world.now + timedelta(minutes=drift)
    moved = tuple(Dose(one.medicine, one.mg, one.taken_at.astimezone(ZoneInfo(far))) for one in world.before)
    mg = world.product.strength_mg

    here = may_take(mg, world.before, world.limits, at, BOOK)
    there = may_take(mg, moved, world.limits, at.astimezone(ZoneInfo(far)), BOOK)

    assert here == there


@invariant(18)
@given(worlds(has_history=False), tries, st.integers(1, 12))
def test_18_more_than_the_label_or_the_own_limit_calls_for_help_and_locks_a_day(
    world: World, attempts: list[tuple[int, int]], tablets: int
) -> None:
    before = guarded(world, trying(world, attempts))
    at = max((one for one, _ in before), default=world.now.astimezone(UTC)) + timedelta(hours=1)
    mg = tablets * world.product.strength_mg
    doses = [Dose(world.product.medicine, amount, taken_at) for taken_at, amount in before]

    decision = judge_taken(mg, doses, world.limits, at, BOOK)

    is_overdose = legality.is_overdose(world.pack, world.own, [*before, (at, mg)])
    assert (decision.value.outcome is Taken.ABOVE_LIMIT) is is_overdose
    if is_overdose:
        assert decision.value.locked_until_at >= at + DAY
        steps = " ".join(BOOK.rule(decision.reasons[0].rule).steps)
        assert "poison number" in steps
        assert "Do not try to vomit" in steps


@invariant(18, deep=1500)
@given(hits, grown_ups, places)
def test_18_too_much_taken_closes_everything_and_every_region_has_a_number_for_it(
    yes: set[str], age: int, place: str | None
) -> None:
    found = checked(all_no_but(yes | {"too_much_taken"}), age, 70, place)

    assert all(one.verdict >= Verdict.ASK_FIRST and not may_plan(one, (), TODAY) for one in found.values())
    assert all(found[one].verdict is Verdict.AVOID for one in list(Medicine)[:3])
    if place is not None:
        region = find_region(REGIONS, place)
        assert region is not None
        assert region.contacts_for(ContactKind.POISON)
        assert region.contacts_for(ContactKind.EMERGENCY)
