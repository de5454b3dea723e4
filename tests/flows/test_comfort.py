from __future__ import annotations

import pytest

from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import ComfortsChosen
from backcoach.coach.values import Answer
from backcoach.coach.without_pills import Fit, Fitting
from backcoach.flows.comfort import choose, chosen, comforts
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.signs import tell_signs
from backcoach.flows.why import explain
from tests.flows.people import NO_MEDICINE, Person, real_book
from tests.flows.test_medicine_check import answers_again

GEL = "anti_inflammatory_gel"


def found(person: Person, id_: str) -> Fitting:
    return next(one for one in comforts(person.desk) if one.thing.id == id_)


def test_before_the_safety_questions_nothing_is_told(person: Person) -> None:
    with pytest.raises(NotStarted):
        comforts(person.desk)
    assert chosen(person.desk) == ()


def test_without_the_medicine_questions_the_gel_asks_first_and_heat_names_what_is_open(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)

    assert found(person, GEL).fit is Fit.ASK_FIRST
    heat = found(person, "heat_wrap")
    assert heat.fit is Fit.WITH_CARE
    assert "comfort_blood_flow" in [one.id for one in heat.still_open]


def test_after_the_medicine_questions_only_what_they_left_out_is_open(person: Person) -> None:
    person.starts()

    assert [one.id for one in found(person, "heat_wrap").still_open] == ["comfort_broken_skin"]
    assert found(person, GEL).fit is Fit.WITH_CARE


def test_an_anti_inflammatory_pill_closes_the_gel_for_a_day(person: Person) -> None:
    person.starts()
    person.swallows(200, Medicine.IBUPROFEN)

    assert found(person, GEL).fit is Fit.NOT_NOW
    person.waits(hours=24)
    assert found(person, GEL).fit is Fit.WITH_CARE


def test_a_course_of_ibuprofen_closes_the_gel(person: Person) -> None:
    person.starts(medicine="ibuprofen")

    assert found(person, GEL).fit is Fit.NOT_NOW
    with pytest.raises(Refused):
        choose(person.desk, [GEL])
    assert person.desk.journal.latest(ComfortsChosen) is None


def test_a_fever_said_today_takes_the_heat_out_of_what_was_chosen(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    choose(person.desk, ["heat_wrap", "Cold_Pack "])
    assert [one.fit for one in chosen(person.desk)] == [Fit.WITH_CARE, Fit.WITH_CARE]

    person.screens(inf_fever=Answer.YES.value)
    assert chosen(person.desk)[0].fit is Fit.NOT_NOW


def test_a_choice_takes_the_place_of_the_last_one_and_may_be_nothing(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    choose(person.desk, ["heat_wrap"])
    choose(person.desk, ["cold_pack", "cold_pack"])
    assert [one.thing.id for one in chosen(person.desk)] == ["cold_pack"]

    assert choose(person.desk, ["none"]) == ()
    assert chosen(person.desk) == ()


@pytest.mark.parametrize("ids", [["moon"], ["none", "heat_wrap"], ["heat_wrap", ""]])
def test_what_is_not_known_is_refused_and_nothing_is_kept(ids: list[str], person: Person) -> None:
    person.starts(**NO_MEDICINE)

    with pytest.raises(BadInput):
        choose(person.desk, ids)
    assert person.desk.journal.latest(ComfortsChosen) is None


@pytest.mark.parametrize("id_", ["heat_wrap", "comfort_numb_skin", "comfort_not_checked"])
def test_why_explains_each_of_them(id_: str) -> None:
    told = explain(id_, real_book())

    assert told.sources
    assert told.is_draft


@pytest.mark.parametrize("next_one", [Medicine.PARACETAMOL, Medicine.NAPROXEN])
def test_what_another_medicine_was_asked_about_later_does_not_open_the_gel(
    person: Person, next_one: Medicine
) -> None:
    person.starts(**NO_MEDICINE)
    answers_again(person, Medicine.IBUPROFEN, asthma_aspirin="yes")
    assert found(person, GEL).fit is Fit.NOT_NOW
    answers_again(person, next_one)
    assert found(person, GEL).fit is Fit.NOT_NOW


def test_a_hit_taken_back_lets_the_gel_ask_first(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    answers_again(person, Medicine.IBUPROFEN)
    assert found(person, GEL).fit is Fit.WITH_CARE
    answers_again(person, Medicine.IBUPROFEN, asthma_aspirin="yes")
    answers_again(person, Medicine.IBUPROFEN)
    gel = found(person, GEL)
    assert gel.fit is Fit.ASK_FIRST
    assert ("was", "asthma_aspirin") in [pair for one in gel.reasons for pair in one.inputs]


def test_a_sign_to_stop_an_anti_inflammatory_closes_the_gel_as_well(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    answers_again(person, Medicine.IBUPROFEN)
    tell_signs(person.desk, {"skin_severe": Answer.YES})
    person.screens()
    gel = found(person, GEL)
    assert gel.fit is Fit.NOT_NOW
    assert "stop_sign_told" in [one.rule for one in gel.reasons]
