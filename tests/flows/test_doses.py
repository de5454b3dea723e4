"""Doses: the guard before the tablet, and the record of what was swallowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from backcoach.coach.dosing import Taken
from backcoach.coach.limits import Medicine
from backcoach.coach.person import Profile
from backcoach.coach.record import AnswerGiven, DoseTaken
from backcoach.flows.clearing import closed_before, judged, last_check
from backcoach.flows.dose_guard import DoseWish, check_doses, limits_of
from backcoach.flows.doses import DoseResult, keep_doses
from backcoach.flows.errors import Refused
from backcoach.flows.planned_doses import doses_on
from backcoach.flows.taken import taken_doses, taken_lately
from backcoach.terminal.commands.documents import logged_document
from backcoach.terminal.screens.dosed import dose_lines
from backcoach.terminal.screens.logged import logged_lines
from tests.flows.people import MONDAY, NO_MEDICINE, Person

PARACETAMOL, IBUPROFEN = Medicine.PARACETAMOL, Medicine.IBUPROFEN


def wish(person: Person, mg: int, medicine: Medicine = PARACETAMOL, *, is_taken: bool = False) -> DoseWish:
    return DoseWish(medicine, mg, person.now, is_taken)


def test_a_dose_within_every_limit_is_kept_with_the_time_of_the_next(person: Person) -> None:
    person.starts()
    (result,) = person.asks_for(1000).doses
    assert result.outcome is Taken.FINE
    spacing = limits_of(person.desk, PARACETAMOL).spacing_hours
    assert result.locked_until_at == person.now + timedelta(hours=spacing)
    assert [dose.mg for dose in taken_doses(person.desk)] == [1000]


def test_a_dose_too_early_is_refused_with_the_time_from_which_it_is_allowed(person: Person) -> None:
    person.starts()
    person.moves_to("Pacific/Auckland")  # 22:00
    person.asks_for(500)
    person.waits(hours=1)
    spacing = limits_of(person.desk, PARACETAMOL).spacing_hours
    with pytest.raises(Refused) as refused:
        person.asks_for(500)
    from_at = person.now + timedelta(hours=spacing - 1)
    assert f"allowed from {from_at:%a %d %b %H:%M}" in refused.value.faults[0]
    assert len(taken_doses(person.desk)) == 1

    person.is_at(from_at)
    assert person.asks_for(500).doses[0].outcome is Taken.FINE


def test_more_than_one_dose_may_hold_is_refused_for_good(person: Person) -> None:
    person.starts()
    with pytest.raises(Refused, match="not safe") as refused:
        person.asks_for(1500)
    most = limits_of(person.desk, PARACETAMOL).single_max_mg
    assert f"never as one dose of 1500 mg; at most {most} mg" in refused.value.faults[0]


def test_doses_on_one_line_are_held_against_each_other(person: Person) -> None:
    person.starts()
    two = (wish(person, 1000), wish(person, 1000))
    with pytest.raises(Refused):
        person.asks_for(1000, doses=two)
    assert taken_doses(person.desk) == ()


def test_every_refused_dose_of_a_line_is_named(person: Person) -> None:
    person.starts()
    with pytest.raises(Refused) as refused:
        check_doses(person.desk, [wish(person, 5000), wish(person, 5000, IBUPROFEN)])
    assert [fault.partition(" ")[0] for fault in refused.value.faults] == ["paracetamol", "ibuprofen"]


def test_with_a_region_that_the_content_has_not_no_dose_is_offered(person: Person) -> None:
    person.starts(region="NZ")
    profile, check = person.desk.journal.latest(Profile), last_check(person.desk, PARACETAMOL)
    assert profile is not None
    assert check is not None
    known = judged(person.desk, check.body, PARACETAMOL)
    person.waits(hours=1)
    person.desk.keep(AnswerGiven("x", "region", "Atlantis"))
    person.desk.keep(replace(profile.body, region="Atlantis"), replace(check.body, region="Atlantis"))

    assert person.desk.region_code() == "other"
    with pytest.raises(Refused, match="No limits are known here for paracetamol"):
        limits_of(person.desk, PARACETAMOL)
    assert judged(person.desk, replace(check.body, region="Atlantis"), PARACETAMOL).verdict >= known.verdict
    assert closed_before(person.desk, IBUPROFEN) >= set()


def test_the_daily_amount_rolls_with_the_hours_and_not_with_the_calendar(person: Person) -> None:
    person.starts()
    limits = limits_of(person.desk, PARACETAMOL)
    person.waits(hours=12)
    first_at = person.now
    for _ in range(limits.daily_max_mg // 1000):
        person.asks_for(1000)
        person.waits(hours=limits.spacing_hours)
    with pytest.raises(Refused):
        person.asks_for(1000)
    person.is_at(first_at + timedelta(hours=24))
    assert person.asks_for(1000).doses[0].outcome is Taken.FINE


@pytest.mark.parametrize(
    ("mg", "outcome", "against"),
    [(1000, Taken.FINE, False), (1500, Taken.ABOVE_PLAN, True), (4500, Taken.ABOVE_LIMIT, True)],
)
def test_a_swallowed_dose_is_kept_whatever_it_means(
    person: Person, mg: int, outcome: Taken, against: bool
) -> None:
    person.starts()
    (result,) = person.swallows(mg).doses
    assert result.outcome is outcome
    (entry,) = person.desk.journal.entries(DoseTaken)
    assert entry.body == DoseTaken(PARACETAMOL, mg, against)
    assert (entry.at, entry.day_on) == (person.now, MONDAY)


def test_after_too_much_the_next_dose_is_locked_for_a_day(person: Person) -> None:
    person.starts()
    person.swallows(1500)
    person.waits(hours=23)
    with pytest.raises(Refused):
        check_doses(person.desk, [wish(person, 500)])
    person.waits(hours=1)
    check_doses(person.desk, [wish(person, 500)])


def test_a_swallowed_dose_never_passes_the_guard_for_the_next_one(person: Person) -> None:
    person.starts()
    with pytest.raises(Refused):
        check_doses(person.desk, [wish(person, 1000, is_taken=True), wish(person, 1000)])


def test_own_limits_hold_for_a_dose_without_a_course_too(person: Person) -> None:
    person.starts(weight_kg=45)
    light = limits_of(person.desk, PARACETAMOL)
    person.waits(hours=1)
    person.starts(**NO_MEDICINE)
    assert person.desk.course() is None
    assert limits_of(person.desk, PARACETAMOL) == light
    assert light.daily_max_mg < 3000


@pytest.mark.parametrize(
    ("medicine", "mg", "said"),
    [
        (IBUPROFEN, 200, {"medicine": "ibuprofen", "allergy_nsaid": "yes"}),
        (PARACETAMOL, 500, {"weight_kg": 45}),
        (PARACETAMOL, 500, NO_MEDICINE),
        (IBUPROFEN, 200, {}),
    ],
)
def test_a_medicine_the_answers_did_not_open_is_refused_without_a_word_about_the_answers(
    person: Person, medicine: Medicine, mg: int, said: dict[str, Any]
) -> None:
    person.starts(**said)
    with pytest.raises(Refused) as refused:
        person.asks_for(mg, medicine)
    assert refused.value.faults == (
        f"{medicine.value} {mg} mg: not now; ask a pharmacist. See: backcoach why not_cleared",
    )
    assert "--taken" in refused.value.next_step
    assert person.desk.book.medicine.rule("not_cleared").why
    assert taken_doses(person.desk) == ()


def test_a_medicine_once_opened_may_be_logged_without_a_course(person: Person) -> None:
    person.starts()
    person.waits(minutes=1)
    person.starts(**NO_MEDICINE)
    assert person.desk.course() is None
    assert person.asks_for(500).doses[0].outcome is Taken.FINE


@pytest.mark.parametrize(
    ("said", "rule", "kinds"),
    [
        ({"medicine": "ibuprofen", "allergy_nsaid": "yes"}, "taken_avoid", {"poison", "health_line"}),
        ({"medicine": "ibuprofen", "stomach_upset": "yes"}, "taken_not_cleared", set()),
        ({}, "taken_not_cleared", set()),
    ],
)
def test_of_a_swallowed_dose_of_a_closed_medicine_no_next_time_is_told(
    person: Person, said: dict[str, Any], rule: str, kinds: set[str]
) -> None:
    person.starts(**said)
    logged = person.swallows(200, IBUPROFEN)
    (result,) = logged.doses
    assert (result.outcome, result.locked_until_at) == (Taken.NOT_OPEN, None)
    assert [reason.rule for reason in result.reasons] == [rule]
    book, moment = person.desk.book, person.desk.moment
    assert logged_document(logged, moment)["doses"][0]["next_allowed_at"] is None
    text = "\n".join(line for line, _ in logged_lines(logged, person.desk))
    assert "before Mon" not in text
    assert "next one" not in text
    assert "Take no more of it" in text
    shown = {one.kind.value for one in book.region("NZ").contacts if one.number in text}
    assert shown == kinds
    assert person.desk.journal.entries(DoseTaken)[0].body.is_against_advice


def test_too_much_of_a_closed_medicine_says_both(person: Person) -> None:
    person.starts(medicine="ibuprofen", allergy_nsaid="yes")
    (result,) = person.swallows(4000, IBUPROFEN).doses
    assert (result.outcome, result.locked_until_at) == (Taken.ABOVE_LIMIT, None)
    assert [reason.rule for reason in result.reasons] == ["taken_above_limit_nsaid", "taken_avoid"]


def test_an_overdose_of_many_days_ago_is_recognised(person: Person) -> None:
    person.starts()
    person.waits(days=10)
    first = person.now - timedelta(days=9)
    wishes = [DoseWish(PARACETAMOL, 2500, first + timedelta(hours=hours), is_taken=True) for hours in (0, 8)]
    assert [one.outcome for one in keep_doses(person.desk, wishes)] == [Taken.ABOVE_PLAN, Taken.ABOVE_LIMIT]


def test_a_dose_told_late_does_not_shorten_the_wait_after_the_newest(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    person.is_at(course.doses[-1].at)
    newest = person.swallows(500).doses[0]
    late = DoseWish(PARACETAMOL, 500, person.now - timedelta(days=4), is_taken=True)
    assert keep_doses(person.desk, [late])[0].locked_until_at == newest.locked_until_at


def test_two_anti_inflammatories_within_a_day_are_refused_and_warned_about(person: Person) -> None:
    person.starts(medicine="ibuprofen")
    keep_doses(person.desk, [wish(person, 250, Medicine.NAPROXEN, is_taken=True)])
    person.waits(hours=23)
    with pytest.raises(Refused) as refused:
        check_doses(person.desk, [wish(person, 200, IBUPROFEN)])
    assert refused.value.faults[0].endswith("See: backcoach why two_nsaids")
    (result,) = keep_doses(person.desk, [wish(person, 200, IBUPROFEN, is_taken=True)])
    assert [reason.rule for reason in result.reasons] == ["taken_two_nsaids"]


def test_a_day_after_another_anti_inflammatory_the_medicine_is_open_again(person: Person) -> None:
    person.starts(medicine="ibuprofen")
    keep_doses(person.desk, [wish(person, 250, Medicine.NAPROXEN, is_taken=True)])
    person.waits(hours=24)
    check_doses(person.desk, [wish(person, 200, IBUPROFEN)])


def test_another_anti_inflammatory_beside_a_running_course_is_warned_about(person: Person) -> None:
    course = person.starts(medicine="ibuprofen").course
    assert course is not None
    person.is_at(datetime.combine(course.started_on, person.now.timetz()))
    (result,) = keep_doses(person.desk, [wish(person, 250, Medicine.NAPROXEN, is_taken=True)])
    assert [reason.rule for reason in result.reasons] == ["taken_not_cleared", "taken_two_nsaids"]


def test_after_its_last_day_a_medicine_rests_until_a_new_course_may_start(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    at_nine = person.now.timetz()
    person.is_at(datetime.combine(course.stop_on, at_nine))
    check_doses(person.desk, [wish(person, 500)])
    for on in (course.stop_on + timedelta(days=1), course.next_course_on - timedelta(days=1)):
        person.is_at(datetime.combine(on, at_nine))
        with pytest.raises(Refused) as refused:
            check_doses(person.desk, [wish(person, 500)])
        assert f"not before {course.next_course_on:%a %d %b}" in refused.value.faults[0]
        assert refused.value.faults[0].endswith("See: backcoach why course_over")
    person.is_at(datetime.combine(course.next_course_on, at_nine))
    check_doses(person.desk, [wish(person, 500)])


def test_a_dose_swallowed_after_the_course_is_kept_with_a_warning(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    person.is_at(datetime.combine(course.stop_on + timedelta(days=1), person.now.timetz()))
    (result,) = keep_doses(person.desk, [wish(person, 500, is_taken=True)])
    assert [reason.rule for reason in result.reasons] == ["taken_course_over"]


@pytest.mark.parametrize(("days", "is_open"), [(6, True), (7, False)])
def test_anti_inflammatories_of_all_kinds_are_counted_in_days(
    person: Person, days: int, is_open: bool
) -> None:
    ago = [timedelta(days=number) for number in range(13, 13 - days, -1)]
    keep_doses(
        person.desk, [DoseWish(Medicine.NAPROXEN, 250, person.now - one, is_taken=True) for one in ago]
    )
    person.starts(medicine="ibuprofen")
    if is_open:
        check_doses(person.desk, [wish(person, 200, IBUPROFEN)])
        return
    with pytest.raises(Refused) as refused:
        check_doses(person.desk, [wish(person, 200, IBUPROFEN)])
    assert refused.value.faults[0].endswith("See: backcoach why nsaid_days_used")


def test_where_no_pack_is_known_no_dose_is_let_through_and_a_swallowed_one_is_kept(person: Person) -> None:
    person.starts(region="other", **NO_MEDICINE)
    with pytest.raises(Refused, match="No limits are known"):
        person.asks_for(500)
    (result,) = person.swallows(500).doses
    assert result.outcome is Taken.NOT_OPEN
    assert len(taken_doses(person.desk)) == 1


def test_where_nothing_is_known_a_swallowed_dose_is_held_against_the_strictest_pack(person: Person) -> None:
    person.starts(region="other", **NO_MEDICINE)
    packs = [pack for region in person.desk.book.regions for pack in region.products_of(PARACETAMOL)]
    strictest_mg = min(pack.label_daily_max_mg for pack in packs)
    (result,) = keep_doses(person.desk, [wish(person, strictest_mg + 1, is_taken=True)])
    assert result.outcome is Taken.ABOVE_LIMIT


def test_planned_doses_of_a_day_nobody_spoke_of_count_as_taken(person: Person) -> None:
    course = person.starts(took_last_24h="no").course
    assert course is not None
    person.is_at(course.doses[1].at + timedelta(minutes=1))
    assert [dose.taken_at for dose in taken_lately(person.desk, PARACETAMOL)] == [
        dose.at for dose in course.doses[:2]
    ]
    person.swallows(500)
    assert [dose.mg for dose in taken_lately(person.desk, PARACETAMOL)] == [500]


def test_another_medicine_of_the_same_day_is_no_hindrance(person: Person) -> None:
    person.starts(medicine="ibuprofen")
    person.swallows(1000)
    assert person.asks_for(200, IBUPROFEN).doses[0].outcome is Taken.FINE


@pytest.mark.parametrize("took", ["yes", "not_sure"])
def test_doses_from_before_the_record_hold_back_the_first_one_for_a_day(person: Person, took: str) -> None:
    person.starts(took_last_24h=took)
    person.waits(hours=23)
    with pytest.raises(Refused, match="not safe now") as refused:
        person.asks_for(1000)
    assert "allowed from" in refused.value.faults[0]
    person.waits(hours=1)
    assert person.asks_for(1000).doses[0].outcome is Taken.FINE


def test_one_dose_more_than_planned_is_said_and_the_next_ones_are_left_out(person: Person) -> None:
    person.starts()  # three doses of paracetamol a day
    person.waits(days=1)
    person.is_at(person.now.replace(hour=7))
    person.logs()
    outcomes = []
    for _ in range(4):
        (result,) = person.asks_for(1000).doses
        outcomes.append(result.outcome)
        person.waits(hours=4)
    assert outcomes == [Taken.FINE, Taken.FINE, Taken.FINE, Taken.EXTRA]
    assert result.locked_until_at == result.wish.at + timedelta(days=1)
    lines = [text for text, _ in logged_lines_of(person, result)]
    assert "one more than planned" in " ".join(lines)
    assert not [entry for entry in person.desk.journal.entries(DoseTaken) if entry.body.is_against_advice]
    with pytest.raises(Refused) as refused:
        person.asks_for(1000)
    assert "why extra_lock" in refused.value.faults[0]
    assert {one.state for one in doses_on(person.desk, person.desk.moment.today)} <= {"taken", "left out"}
    person.waits(hours=10)
    person.logs()
    today = doses_on(person.desk, person.desk.moment.today)
    assert [one.state for one in today] == ["left out", "left out", "to come"], "until 19:00 the next day"


def logged_lines_of(person: Person, result: DoseResult) -> list[tuple[str, str]]:
    """What is said of one dose."""
    return list(dose_lines(result, person.desk.book, person.desk.region_code(), person.desk.moment))
