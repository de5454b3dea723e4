"""One dose by itself: asked, taken, swallowed, missed, left out, taken back, on purpose."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from backcoach.coach.course import Course
from backcoach.coach.dosing import Taken
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import MedicineClosed
from backcoach.coach.record import DoseTaken, Screened, ScreeningDue
from backcoach.coach.values import Answer
from backcoach.flows.course import answer_day_3, stop
from backcoach.flows.dose import Order, ask, check_order, close_medicine, record_taken, take, was_no_purpose
from backcoach.flows.dose_guard import is_medicine_closed
from backcoach.flows.dose_next import board, skip
from backcoach.flows.dose_undo import last_recorded, last_skip, undo, undo_skip
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.medicine_check import add_answers
from backcoach.flows.swallowed import understood
from backcoach.terminal.screens.dose import board_screen
from backcoach.terminal.screens.dosed import DOSE_BACK, dose_lines
from backcoach.terminal.typed_amounts import read_amounts
from tests.flows.people import MONDAY, Person

PARACETAMOL, IBUPROFEN = Medicine.PARACETAMOL, Medicine.IBUPROFEN


def order(person: Person, text: str, hours_ago: float = 0) -> Order:
    desk = person.desk
    amounts, _ = read_amounts(text)
    parts = tuple(understood(one, "NZ", desk.book) for one in amounts)
    return Order(desk.moment.today, person.now - timedelta(hours=hours_ago), parts)


def kept(person: Person) -> list[tuple[str, int, str]]:
    entries = person.desk.journal.entries(DoseTaken)
    return [(one.body.medicine.value, one.body.mg, one.body.product) for one in entries]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("paracetamol 1000", [(PARACETAMOL, 1000)]),
        ("acetaminophen 1000 mg", [(PARACETAMOL, 1000)]),
        ("paracetamol 1 g", [(PARACETAMOL, 1000)]),
        ("paracetamol 0.5 g", [(PARACETAMOL, 500)]),
        ("ibuprofen 200 2", [(IBUPROFEN, 400)]),
        ("ibuprofen 200 mg x 2", [(IBUPROFEN, 400)]),
        ("paracetamol 500 2 tablets", [(PARACETAMOL, 1000)]),
        ("panadol 1000", [(PARACETAMOL, 1000)]),
        ("panadol 500 2", [(PARACETAMOL, 1000)]),
        ("nuromol 1 tablet", [(PARACETAMOL, 500), (IBUPROFEN, 200)]),
        ("nuromol half tablet", [(PARACETAMOL, 250), (IBUPROFEN, 100)]),
        ("paracetamol 500 + ibuprofen 200", [(PARACETAMOL, 500), (IBUPROFEN, 200)]),
        ("panadol osteo 2", [(PARACETAMOL, 1330)]),
        ("panadol 500 30", [(PARACETAMOL, 15_000)]),
        ("panadol 500mg 30", [(PARACETAMOL, 15_000)]),
        ("panadol 500 x 30", [(PARACETAMOL, 15_000)]),
        ("paracetamol 500mg 30", [(PARACETAMOL, 15_000)]),
        ("panadol osteo 30 tablets", [(PARACETAMOL, 19_950)]),
        ("paracetamol 30 mg", [(PARACETAMOL, 30)]),
        ("ibuprofen 125", [(IBUPROFEN, 125)]),
    ],
)
def test_what_is_typed_comes_out_as_mg_of_each_substance(
    person: Person, text: str, amounts: list[tuple[Medicine, int]]
) -> None:
    wishes = order(person, text).wishes(is_taken=True)
    assert [(one.medicine, one.mg) for one in wishes] == amounts


@pytest.mark.parametrize(
    "text",
    [
        "paracetamol 2 tablets",
        "paracetamol 2",
        "paracetamol 20001",
        "ibuprofen 200 101",
        "ibuprofen 2 200",
        "nuromol 500",
        "nuromol 200 mg",
        "nuromol 101 tablets",
        "no such pack 2",
        "panadol 2",
        "ibuprofen 1.5 g + no such pack 1",
        "panadol 500 101",
        "panadol 500mg 1000",
        "tylenol 500 30",
        "panadol 40",
        "panadol osteo 30",
        "paracetamol 30",
        "paracetamol 199",
        "ibuprofen 100",
        "diclofenac 50",
        "nsaid_gel 50",
    ],
)
def test_what_is_not_known_or_not_clear_is_refused_with_a_number_to_call(person: Person, text: str) -> None:
    person.starts()
    with pytest.raises(BadInput) as refused:
        order(person, text)
    assert "nothing was recorded" in refused.value.sentence.lower()
    assert "call your poison centre" in refused.value.next_step.lower()
    assert kept(person) == []


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("paracetamol 30", ["paracetamol 30 mg", "paracetamol 500 30"]),
        ("panadol 40", ["panadol 40 mg", "paracetamol 500 40"]),
        ("panadol osteo 30", ["panadol osteo 30 mg", "panadol osteo 30 tablet"]),
    ],
)
def test_a_number_that_may_be_mg_or_tablets_is_asked_about_with_both_ways_to_type_it(
    person: Person, text: str, ways: list[str]
) -> None:
    with pytest.raises(BadInput, match=r"mg or [0-9]+ tablets\?") as refused:
        order(person, text)
    for way in ways:
        assert way in refused.value.next_step
        assert order(person, way).wishes(is_taken=True)


def test_a_strength_in_the_name_makes_the_number_count_tablets_in_every_region(person: Person) -> None:
    (typed,), _ = read_amounts("tylenol 500 30")
    assert understood(typed, "US", person.desk.book).amounts == ((PARACETAMOL, 15_000),)


@pytest.mark.parametrize(
    "text", ["", "1000", "paracetamol", "paracetamol 0", "paracetamol -500", "paracetamol 1,000", "x 5 ml"]
)
def test_what_is_no_amount_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"dose|amount|unit|number"):
        read_amounts(text)


def test_a_pack_is_kept_as_one_dose_for_each_substance_at_one_instant(person: Person) -> None:
    person.starts()
    record_taken(person.desk, order(person, "nuromol 2"))
    assert kept(person) == [("paracetamol", 1000, "nuromol"), ("ibuprofen", 400, "nuromol")]
    assert len({one.at for one in person.desk.journal.entries(DoseTaken)}) == 1


def test_a_pack_is_refused_whole_where_one_part_of_it_is_not_open(person: Person) -> None:
    person.starts()
    person.logs()
    with pytest.raises(Refused) as refused:
        take(person.desk, order(person, "nuromol 1"))
    assert [fault.partition(" ")[0] for fault in refused.value.faults] == ["ibuprofen"]
    assert kept(person) == []


def test_checking_records_nothing_and_needs_no_safety_answers_of_today(person: Person) -> None:
    person.starts()
    person.waits(days=1)
    (answer,) = ask(person.desk, order(person, "paracetamol 1000"))
    assert answer.is_allowed
    assert kept(person) == []
    with pytest.raises(BadInput, match="safety questions"):
        take(person.desk, order(person, "paracetamol 1000"))
    assert kept(person) == []
    assert take(person.desk, order(person, "paracetamol 1000"), is_clear=True).results
    assert kept(person) == [("paracetamol", 1000, "")]


def test_a_check_before_anything_is_answered_says_where_to_begin(person: Person) -> None:
    with pytest.raises(NotStarted):
        ask(person.desk, order(person, "paracetamol 1000"))


def test_slow_tablets_are_only_noted(person: Person) -> None:
    person.starts()
    with pytest.raises(Refused, match="many hours"):
        ask(person.desk, order(person, "panadol osteo 1"))
    record_taken(person.desk, order(person, "panadol osteo 1"))
    assert kept(person) == [("paracetamol", 665, "panadol_osteo")]


def test_a_dose_to_come_and_an_empty_one_are_refused(person: Person) -> None:
    person.starts()
    with pytest.raises(BadInput, match="still to come"):
        check_order(person.desk, order(person, "paracetamol 1000", hours_ago=-1))
    with pytest.raises(BadInput, match="Name what"):
        check_order(person.desk, Order(person.desk.moment.today, person.now, ()))


def test_a_dose_remembered_late_is_judged_with_those_after_it(person: Person) -> None:
    person.starts()
    person.waits(hours=8)
    record_taken(person.desk, order(person, "paracetamol 1000"))
    told = record_taken(person.desk, order(person, "paracetamol 4000", hours_ago=2))
    assert told.is_too_much
    assert told.screened is not None


def test_a_medicine_without_known_limits_is_noted_and_never_called_fine(person: Person) -> None:
    person.starts()
    (result,) = record_taken(person.desk, order(person, "aspirin 600")).results
    assert result.outcome is Taken.NOT_OPEN
    assert result.reasons[0].rule == "taken_no_limits"
    with pytest.raises(Refused):
        ask(person.desk, order(person, "aspirin 600"))


@pytest.mark.parametrize(
    ("region", "what", "most_mg"),
    [
        ("UK", "aspirin", 3600),
        ("US", "aspirin", 3900),
        ("NZ", "aspirin", 3000),
        ("NZ", "diclofenac", 75),
        ("UK", "diclofenac", 75),
    ],
)
def test_too_much_of_what_is_never_planned_is_an_overdose_by_its_packs_or_the_strictest_one(
    person: Person, region: str, what: str, most_mg: int
) -> None:
    person.starts(region=region)
    half = most_mg // 2
    told = record_taken(person.desk, order(person, f"{what} {half} mg", hours_ago=5))
    assert told.results[0].outcome is Taken.NOT_OPEN
    told = record_taken(person.desk, order(person, f"{what} {most_mg - half} mg"))
    assert told.results[0].outcome is Taken.NOT_OPEN, "just the daily amount"
    told = record_taken(person.desk, order(person, f"{what} 25 mg", hours_ago=2))
    assert told.is_too_much
    assert told.results[0].reasons[0].rule == "taken_above_limit_nsaid"
    assert told.screened is not None
    assert not person.desk.standing().is_plan_allowed


def test_too_much_leads_to_a_screening_and_locks_what_comes(person: Person) -> None:
    person.starts()
    told = record_taken(person.desk, order(person, "paracetamol 9000"))
    assert told.is_too_much
    assert not person.desk.standing().is_plan_allowed
    found = board(person.desk)
    assert found.is_resting
    assert found.upcoming is None
    assert [one.next_allowed_at for one in found.medicines] == [None]
    with pytest.raises(Refused, match="rests"):
        ask(person.desk, order(person, "paracetamol 500"))


def test_after_too_much_on_purpose_the_medicine_part_stays_closed_until_somebody_looked(
    person: Person,
) -> None:
    person.starts()
    record_taken(person.desk, order(person, "paracetamol 9000"))
    close_medicine(person.desk)
    assert is_medicine_closed(person.desk)
    person.waits(days=3)
    person.screens()
    assert is_medicine_closed(person.desk)
    person.was_seen()
    person.screens()
    assert person.desk.standing().is_plan_allowed
    assert not is_medicine_closed(person.desk)


def test_while_it_is_closed_the_guard_refuses_and_names_the_rule(person: Person) -> None:
    person.starts()
    closed_id = close_medicine(person.desk)
    (answer,) = ask(person.desk, order(person, "paracetamol 500"))
    assert not answer.is_allowed
    assert answer.reasons[0].rule == "medicine_closed"
    (result,) = record_taken(person.desk, order(person, "paracetamol 500")).results
    assert result.outcome is Taken.NOT_OPEN
    was_no_purpose(person.desk, closed_id)
    assert not is_medicine_closed(person.desk)
    assert person.desk.journal.entries(MedicineClosed) == ()


def test_what_comes_next_is_the_planned_dose_and_the_sum_of_the_last_day(person: Person) -> None:
    person.starts()
    found = board(person.desk)
    course = person.desk.course()
    assert course is not None
    assert found.upcoming is not None
    assert found.upcoming.planned_at == course.doses[0].at
    record_taken(person.desk, order(person, "paracetamol 1000"))
    (now,) = board(person.desk).medicines
    assert (now.sum_24h_mg, now.stop_on) == (1000, course.stop_on)
    assert now.next_allowed_at == person.now + timedelta(hours=course.limits.spacing_hours)


def test_a_missed_dose_with_room_on_both_sides_is_offered_once(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    first = course.doses[0]
    person.is_at(first.at + timedelta(hours=1))
    (late,) = board(person.desk).late
    assert late.planned_at == first.at
    assert late.is_to_take
    record_taken(person.desk, order(person, "paracetamol 1000"))
    assert board(person.desk).late == ()


def test_a_missed_dose_too_near_to_the_next_is_left_out_and_the_next_stays(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    second = course.doses[1]
    person.is_at(second.at - timedelta(hours=2))
    found = board(person.desk)
    assert [one.is_to_take for one in found.late] == [False] * len(found.late)
    assert found.late
    assert found.upcoming is not None
    assert found.upcoming.planned_at == second.at


def test_what_holds_for_several_missed_doses_is_said_once(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    person.is_at([one for one in course.doses if one.day_number == 2][-1].at - timedelta(minutes=30))
    found = board(person.desk)
    assert len(found.late) >= 2
    assert len({one.reason.rule for one in found.late}) == 1
    shown = [row.text for row in board_screen(found, person.desk)]
    assert sum(found.late[0].reason.why in text for text in shown) == len(found.late)
    steps = person.desk.book.medicine.rule(found.late[0].reason.rule).steps
    assert steps
    assert all(sum(step in text for text in shown) == 1 for step in steps)


def test_a_dose_left_out_moves_no_other(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    one = skip(person.desk, None)
    assert one.planned_at == course.doses[0].at
    found = board(person.desk).upcoming
    assert found is not None
    assert found.planned_at == found.at == course.doses[1].at
    assert person.desk.course() == course


def test_a_dose_is_left_out_by_its_clock_time(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    second = course.doses[1].at.astimezone(person.tz)
    assert skip(person.desk, second.time()).planned_at == second
    for clock in (second.time(), time(3, 33)):
        with pytest.raises(BadInput, match="no planned dose"):
            skip(person.desk, clock)


def test_a_dose_left_out_is_planned_again_unless_one_was_recorded_since_or_a_day_is_over(
    person: Person,
) -> None:
    person.starts()
    assert last_skip(person.desk) is None
    one = skip(person.desk, None)
    left_out = last_skip(person.desk)
    assert left_out is not None
    assert undo_skip(person.desk, left_out) == one.planned_at
    found = board(person.desk).upcoming
    assert found is not None
    assert found.planned_at == one.planned_at
    assert last_skip(person.desk) is None

    skip(person.desk, None)
    person.waits(hours=25)
    assert last_skip(person.desk) is None, "what was left out yesterday stays so"
    skip(person.desk, None)
    record_taken(person.desk, order(person, "paracetamol 500 mg"))
    assert last_skip(person.desk) is None


def test_a_dose_that_was_never_swallowed_is_taken_back_with_all_its_parts(person: Person) -> None:
    person.starts()
    with pytest.raises(BadInput, match="No dose"):
        last_recorded(person.desk)
    record_taken(person.desk, order(person, "paracetamol 500"))
    person.waits(hours=5)
    record_taken(person.desk, order(person, "nuromol 1"))
    parts = last_recorded(person.desk)
    assert len(parts) == 2
    undo(person.desk, parts, is_sure=False, is_mistake=True)
    assert kept(person) == [("paracetamol", 500, "")]
    assert len([one for one in person.desk.journal.history() if isinstance(one.body, DoseTaken)]) == 3


def test_taking_back_a_while_later_must_be_confirmed_with_the_time_shown(person: Person) -> None:
    person.starts()
    record_taken(person.desk, order(person, "paracetamol 500"))
    at = person.now
    person.waits(minutes=31)
    with pytest.raises(Refused, match=f"{at:%H:%M}"):
        undo(person.desk, last_recorded(person.desk), is_sure=False, is_mistake=False)
    assert kept(person)
    undo(person.desk, last_recorded(person.desk), is_sure=True, is_mistake=False)
    assert kept(person) == []


def test_a_dose_that_raised_an_alarm_is_not_taken_back_without_saying_it_was_a_slip(person: Person) -> None:
    person.starts()
    record_taken(person.desk, order(person, "paracetamol 9000"))
    for is_sure in (False, True):
        with pytest.raises(Refused, match="24 hours"):
            undo(person.desk, last_recorded(person.desk), is_sure=is_sure, is_mistake=False)
    undo(person.desk, last_recorded(person.desk), is_sure=False, is_mistake=True)
    assert kept(person) == []
    assert not person.desk.standing().is_plan_allowed
    assert person.desk.journal.latest(Screened) is not None


def test_after_a_dose_was_left_out_the_one_before_it_is_not_taken_back_unasked(person: Person) -> None:
    person.starts()
    record_taken(person.desk, order(person, "paracetamol 500"))
    skip(person.desk, None)
    with pytest.raises(Refused, match="left out since then"):
        undo(person.desk, last_recorded(person.desk), is_sure=False, is_mistake=False)
    assert kept(person)


def test_a_time_that_is_past_opens_no_medicine_that_is_closed_by_now(person: Person) -> None:
    person.starts()
    person.waits(hours=6)
    stop(person.desk)
    person.waits(minutes=5)
    with pytest.raises(Refused) as refused:
        take(person.desk, order(person, "paracetamol 500", hours_ago=1), is_clear=True)
    assert "course_over" in "".join(refused.value.faults)
    assert kept(person) == []


# Times at which a medicine is closed


def on_the_last_evening(person: Person) -> Course:
    """Somebody who took their medicine at half past ten on the last evening of its course."""
    course = person.starts().course
    assert course is not None
    person.is_at(datetime.combine(course.stop_on, time(22, 30), tzinfo=UTC))
    record_taken(person.desk, order(person, "paracetamol 1000"))
    person.waits(minutes=10)
    return course


def test_no_time_is_given_on_a_day_on_which_the_course_is_over(person: Person) -> None:
    course = on_the_last_evening(person)
    found = board(person.desk)
    assert found.upcoming is None
    assert [one.next_allowed_at for one in found.medicines] == [None]
    assert [one.rule for one in found.medicines[0].reasons] == ["spacing", "course_over"]
    (answer,) = ask(person.desk, order(person, "paracetamol 1000"))
    assert not answer.is_allowed
    assert f"not before {course.next_course_on:%a %d %b}" in answer.words
    person.waits(hours=4)
    (answer,) = ask(person.desk, order(person, "paracetamol 1000"))
    assert [one.rule for one in answer.reasons] == ["course_over"]


def test_no_time_is_given_behind_day_3_until_it_is_answered(person: Person) -> None:
    course = person.starts(region="UK").course
    assert course is not None
    person.is_at(datetime.combine(MONDAY + timedelta(days=2), time(22, 30), tzinfo=UTC))
    person.logs()
    record_taken(person.desk, order(person, "paracetamol 1000"))
    (now,) = board(person.desk).medicines
    assert now.next_allowed_at is None
    assert now.reasons[-1].rule == "day_3_open"
    answer_day_3(person.desk, Answer.YES)
    (now,) = board(person.desk).medicines
    assert now.next_allowed_at == person.now + timedelta(hours=course.limits.spacing_hours)


def test_the_next_dose_is_none_that_an_extra_one_locks(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    for hours in (0, 5, 5, 5):
        person.waits(hours=hours)
        record_taken(person.desk, order(person, "paracetamol 1000"))
    found = board(person.desk)
    locked_until = found.medicines[0].next_allowed_at
    assert locked_until == person.now + timedelta(hours=24)
    assert found.upcoming is not None
    assert found.upcoming.planned_at >= locked_until
    assert any(person.now < dose.at < locked_until for dose in course.doses)


def test_no_dose_of_a_later_day_is_next_while_its_medicine_is_closed(person: Person) -> None:
    person.starts()
    person.is_at(datetime.combine(MONDAY, time(23, 30), tzinfo=UTC))
    found = board(person.desk).upcoming
    assert found is not None
    assert person.desk.moment.day_of(found.at) > MONDAY
    person.desk.keep(ScreeningDue("event_news"))
    person.screens()
    assert not board(person.desk).is_resting
    assert [one.rule for one in board(person.desk).medicines[0].reasons] == ["medicine_answers_due"]
    assert board(person.desk).upcoming is None
    with pytest.raises(BadInput, match="no planned dose"):
        skip(person.desk, None)


def test_no_dose_behind_day_3_is_next_until_it_is_answered(person: Person) -> None:
    person.starts(region="UK")
    person.is_at(datetime.combine(MONDAY + timedelta(days=2), time(23, 30), tzinfo=UTC))
    person.logs()
    assert board(person.desk).upcoming is None
    answer_day_3(person.desk, Answer.YES)
    assert board(person.desk).upcoming is not None


def test_medicine_questions_answered_again_lock_the_planned_doses_too(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    person.waits(hours=2)
    assert board(person.desk).upcoming is not None
    add_answers(person.desk, {"took_last_24h": Answer.NOT_SURE}, PARACETAMOL)
    found = board(person.desk)
    until_at = found.medicines[0].next_allowed_at
    assert until_at == person.now + timedelta(hours=24)
    assert any(person.now < dose.at < until_at for dose in course.doses)
    assert found.upcoming is not None
    assert found.upcoming.at >= until_at


def test_a_past_time_that_is_too_soon_is_given_no_later_one_but_asked_about(person: Person) -> None:
    person.starts()
    person.waits(hours=8)
    record_taken(person.desk, order(person, "paracetamol 1000"))
    (answer,) = ask(person.desk, order(person, "paracetamol 1000", hours_ago=2))
    assert not answer.is_allowed
    assert answer.words.startswith(
        "paracetamol 1000 mg: that time is past. Swallowed then? Add --taken. It is"
    )
    assert "allowed from" not in answer.words
    (answer,) = ask(person.desk, order(person, "paracetamol 1000"))
    assert "allowed from" in answer.words
    assert "past" not in answer.words
    (answer,) = ask(person.desk, order(person, "paracetamol 5000", hours_ago=2))
    assert "never as one dose of 5000 mg" in answer.words


def test_the_last_dose_before_a_medicine_closes_names_no_time_for_the_next(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    person.is_at(datetime.combine(course.stop_on - timedelta(days=1), time(12), tzinfo=UTC))
    (result,) = record_taken(person.desk, order(person, "paracetamol 1000")).results
    assert (result.outcome, result.locked_until_at) == (Taken.FINE, person.now + timedelta(hours=4))
    person.is_at(datetime.combine(course.stop_on, time(22, 30), tzinfo=UTC))
    (result,) = record_taken(person.desk, order(person, "paracetamol 1000")).results
    assert (result.outcome, result.locked_until_at) == (Taken.FINE, None)
    assert [one.rule for one in result.reasons] == ["taken_fine", "course_over"]
    texts = [text for text, _ in dose_lines(result, person.desk.book, "NZ", person.desk.moment)]
    assert result.reasons[-1].why in texts
    assert not any("next one" in text for text in texts)
    assert DOSE_BACK in texts
