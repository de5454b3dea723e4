"""What fits whom by the record, and the choice that stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backcoach.coach.option_choice import Fitted, Matter
from backcoach.coach.options import OptionChosen, Situation, Stance
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.options import choose, chosen, find_option, offered, take_back
from backcoach.flows.signs import tell_signs
from backcoach.flows.why import explain
from backcoach.terminal.screens.entries import entry_words
from tests.flows.people import MONDAY, NO_MEDICINE, YES, Person, real_book


def found(person: Person, id_: str) -> Fitted:
    return next(one for one in offered(person.desk).options if one.option.id == id_)


def test_before_the_safety_questions_nothing_is_offered(person: Person) -> None:
    with pytest.raises(NotStarted):
        offered(person.desk)
    assert chosen(person.desk) is None


def test_a_new_pain_of_the_back_alone_is_looked_at_as_such(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    pain = offered(person.desk).pain
    assert pain is not None
    assert (pain.may_be, pain.is_sure) == ((Situation.ACUTE,), ())


def test_after_twelve_weeks_it_is_looked_at_as_lasting(person: Person) -> None:
    person.starts(course_weeks=25, **NO_MEDICINE)
    pain = offered(person.desk).pain
    assert pain is not None
    assert pain.may_be == (Situation.PERSISTENT,)


@pytest.mark.parametrize(
    ("said", "may_be", "is_sure", "surgery"),
    [
        ("yes", True, True, Stance.ONLY_WHEN),
        ("not_sure", True, False, Stance.ADVISED_AGAINST),
        ("no", False, False, Stance.ADVISED_AGAINST),
    ],
)
def test_leg_pain_narrows_when_not_sure_and_an_operation_is_a_question_only_when_sure(
    person: Person, said: str, may_be: bool, is_sure: bool, surgery: Stance
) -> None:
    person.starts(pat_leg_worse=said, **NO_MEDICINE)
    pain = offered(person.desk).pain
    assert pain is not None
    assert (Situation.LEG in pain.may_be, Situation.LEG in pain.is_sure) == (may_be, is_sure)
    assert found(person, "o_disc_surgery").stance is surgery
    assert (found(person, "o_thrust").stance is Stance.FITS) is not may_be


def test_a_sign_of_a_day_since_does_not_open_what_a_full_screening_left_closed(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.logs()
    pain = offered(person.desk).pain
    assert pain is not None
    assert pain.may_be == (Situation.ACUTE,)


def test_medicine_asks_first_until_its_questions_were_answered_and_a_stop_sign_closes_it(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)
    assert found(person, "o_nsaid").stance is Stance.ASK_FIRST
    person.waits(hours=1)
    person.starts(medicine="ibuprofen")
    assert found(person, "o_nsaid").stance is Stance.FITS
    tell_signs(person.desk, {"swelling_bp": YES})
    now = {one.option.id: one.stance for one in offered(person.desk).options}
    assert now["o_nsaid"] is Stance.NOT_NOW
    assert now["o_gel"] is Stance.NOT_NOW


def test_weak_bones_ask_before_hands_on_help(person: Person) -> None:
    person.starts(modifiers=["osteoporosis"], **NO_MEDICINE)
    assert found(person, "o_thrust").stance >= Stance.ASK_FIRST
    assert found(person, "o_massage").stance >= Stance.ASK_FIRST


def test_a_choice_without_a_day_is_looked_at_after_two_weeks_and_after_six_when_pain_lasts(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)
    assert choose(person.desk, "waiting").look_on == MONDAY + timedelta(days=14)
    person.waits(hours=1)
    person.starts(course_weeks=25, **NO_MEDICINE)
    assert choose(person.desk, "waiting").look_on == MONDAY + timedelta(days=42)


def test_the_last_choice_counts_and_taking_back_is_written_once(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    take_back(person.desk)
    assert person.desk.journal.latest(OptionChosen) is None
    choose(person.desk, "waiting")
    choose(person.desk, "walking", date(2026, 12, 20), (Matter.FUNCTION,))
    stands = chosen(person.desk)
    assert stands is not None
    assert (stands.id, stands.look_on, stands.matters) == (
        "o_walking",
        date(2026, 12, 20),
        (Matter.FUNCTION,),
    )
    take_back(person.desk)
    take_back(person.desk)
    assert chosen(person.desk) is None
    assert len(person.desk.journal.entries(OptionChosen)) == 3


def test_a_choice_of_an_earlier_bout_stands_no_more(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    choose(person.desk, "waiting")
    person.waits(days=60)
    person.starts(course_weeks=0.3, **NO_MEDICINE)
    assert chosen(person.desk) is None


def test_what_content_holds_no_more_still_has_its_name_and_is_not_for_now(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(OptionChosen("o_gone", MONDAY, ("luck",)))
    stands = chosen(person.desk)
    assert stands is not None
    assert (stands.name, stands.now, stands.is_due, stands.matters) == ("o_gone", None, True, ())


def test_beside_a_serious_sign_nothing_can_be_chosen(person: Person) -> None:
    person.starts(inf_fever="yes")
    assert offered(person.desk).options == ()
    with pytest.raises(Refused):
        choose(person.desk, "waiting")
    assert person.desk.journal.latest(OptionChosen) is None


def test_where_a_plan_is_closed_for_another_reason_it_is_said_why(person: Person) -> None:
    person.starts(scope_self="no")
    now = offered(person.desk)
    assert now.options == ()
    assert now.because or person.desk.standing().screened is not None


def test_an_option_is_found_by_its_id_the_end_of_it_and_words_of_its_name(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    options = offered(person.desk).options
    for name in ("o_belt", "belt", "BELT", "brace", "a belt"):
        assert find_option(name, options).option.id == "o_belt"
    with pytest.raises(BadInput, match="no option"):
        find_option("", options)


def test_why_tells_of_an_option_and_its_rules() -> None:
    told = explain("o_heat", real_book())
    assert (told.kind, told.is_draft) == ("option", True)
    assert {one.id for one in told.sources} >= {"FRENCH06", "S78", "ACP17"}
    assert explain("option_strictest", real_book()).kind == "rule on options"
    assert explain("option_all", real_book()).kind == "line on options"


def test_an_entry_is_told_in_a_line() -> None:
    chosen = entry_words(OptionChosen("o_heat", MONDAY), real_book())
    assert chosen == "my choice: Warmth: a wrap, a bottle, a bath"
    assert entry_words(OptionChosen(), real_book()) == "my choice: none"
