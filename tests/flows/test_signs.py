"""Side effects of a medicine that is taken: advice on the first day, the end of it on the next."""

from __future__ import annotations

import pytest

from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import SideEffectsAnswered
from backcoach.coach.signs import LASTS
from backcoach.coach.values import Answer
from backcoach.flows.dose_guard import closed_now
from backcoach.flows.meds_history import events
from backcoach.flows.running import running
from backcoach.flows.signs import SignSheet, effects_to_ask, is_signs_due, signs_to_ask, tell_signs
from tests.flows.people import NO, NOT_SURE, YES, Person

HEAD = "headache_dizzy"


@pytest.fixture
def begun(person: Person) -> Person:
    """Somebody one day into a course of ibuprofen."""
    person.starts(medicine="ibuprofen")
    person.waits(days=1, hours=3)
    person.logs()
    return person


def test_side_effects_are_asked_of_the_medicine_that_is_taken(begun: Person) -> None:
    assert {one.id for one in effects_to_ask(begun.desk)} == {"stomach_upset_now", HEAD}
    assert LASTS not in {one.id for one in signs_to_ask(begun.desk)}, "it follows from the others"


def test_one_day_of_a_side_effect_gets_advice_and_the_course_goes_on(begun: Person) -> None:
    told = tell_signs(begun.desk, {HEAD: YES})
    assert told.stopped is None
    assert [one.id for one in told.effects] == [HEAD]
    assert running(begun.desk) is not None
    assert closed_now(begun.desk, Medicine.IBUPROFEN) == ()
    assert is_signs_due(begun.desk), "the signs to stop for were not asked yet"


@pytest.mark.parametrize(("first", "second"), [(YES, YES), (NOT_SURE, YES), (YES, NOT_SURE)])
def test_a_side_effect_on_the_next_day_too_ends_the_course_and_closes_the_medicine(
    begun: Person, first: Answer, second: Answer
) -> None:
    tell_signs(begun.desk, {HEAD: first})
    begun.waits(days=1)
    begun.logs()
    told = tell_signs(begun.desk, {HEAD: second})
    assert told.stopped is not None
    assert told.stopped.is_course_over
    assert [one.id for one in told.stopped.signs] == [LASTS]
    assert running(begun.desk) is None
    assert "stop_sign_told" in closed_now(begun.desk, Medicine.NAPROXEN), "all anti-inflammatories rest"
    assert "stop_sign_told" not in closed_now(begun.desk, Medicine.PARACETAMOL)
    assert begun.desk.standing().is_plan_allowed, "the activity goes on"


def test_a_day_without_it_begins_anew(begun: Person) -> None:
    for answer in (YES, NO, YES):
        assert tell_signs(begun.desk, {HEAD: answer}).stopped is None
        begun.waits(days=1)
        begun.logs()
    assert running(begun.desk) is not None


def test_each_answer_is_kept_at_once_in_one_entry_for_each_medicine(begun: Person) -> None:
    sheet = SignSheet(begun.desk)
    sheet.add("stomach_upset_now", NO)
    sheet.add(HEAD, NOT_SURE)
    kept = [one.body for one in begun.desk.journal.entries(SideEffectsAnswered)]
    assert kept == [SideEffectsAnswered(Medicine.IBUPROFEN, {"stomach_upset_now": NO, HEAD: NOT_SURE})]
    words = [event.words for event in events(begun.desk)]
    assert f"side effects asked, ibuprofen: {HEAD}" in words


def test_without_a_medicine_that_is_taken_it_counts_for_all_that_have_it(person: Person) -> None:
    person.starts(medicine="none")
    assert effects_to_ask(person.desk) == ()
    tell_signs(person.desk, {"gel_skin": YES})
    assert [one.body.medicine for one in person.desk.journal.entries(SideEffectsAnswered)] == [
        Medicine.NSAID_GEL
    ]
