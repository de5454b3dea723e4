"""The card: what stands, in the person's own words, with the numbers of their region."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backcoach.coach.regions import ContactKind
from backcoach.coach.values import Answer, Disposition
from backcoach.flows.card import card
from backcoach.flows.contacts import is_old, whom_to_call
from backcoach.flows.errors import NotStarted
from backcoach.flows.screening import advice, screened
from backcoach.terminal.screens.card import IN_RECORD, PAGE_ROWS, WIDTH, card_text
from tests.flows.people import NO_MEDICINE, Person, real_book, replies_for

TODAY = date(2026, 11, 23)


def shown(**said: object) -> object:
    return advice(
        screened("screen", replies_for(**said).screening, real_book()), real_book().region("NZ"), real_book()
    )


def kinds(region: str, **said: object) -> list[str]:
    calls = whom_to_call(shown(**said), real_book().region(region), real_book(), TODAY)  # type: ignore[arg-type]
    return [one.kind.value for one in calls.first]


def test_the_numbers_come_in_the_order_the_words_name_them() -> None:
    assert kinds("NZ", em_chest_pain="yes") == ["emergency"]
    assert kinds("NZ", em_too_much="yes") == ["poison", "emergency", "crisis"]
    assert kinds("NZ", mh_suicide_thoughts="yes", mh_suicide_now="yes") == ["crisis", "emergency"]
    assert kinds("NZ", mh_suicide_thoughts="yes", mh_suicide_now="no")[0] == "crisis"
    assert kinds("NZ", inf_fever="yes") == ["health_line"]
    assert kinds("NZ") == ["health_line"]


def test_the_crisis_line_stands_with_every_answer_about_the_mind() -> None:
    assert "crisis" in kinds("NZ", inf_fever="yes", mh_not_coping="yes")


@pytest.mark.parametrize("region", [one.code for one in real_book().regions])
def test_every_region_has_a_contact_for_every_kind_and_the_ambulance_among_all(region: str) -> None:
    place = real_book().region(region)
    calls = whom_to_call(shown(em_too_much="yes"), place, real_book(), TODAY)  # type: ignore[arg-type]
    assert len(calls.first) == 3
    assert calls.emergency == place.contacts_for(ContactKind.EMERGENCY)[0].number
    assert set(calls.first) <= set(calls.every)
    crisis = place.contacts_for(ContactKind.CRISIS)
    assert [one for one in calls.every if one.kind is ContactKind.CRISIS] == list(crisis)


def test_a_number_is_old_after_twelve_months_and_by_a_clock_before_it_was_looked_at() -> None:
    number = real_book().region("NZ").contacts_for(ContactKind.EMERGENCY)[0]
    looked_on = date(2025, 11, 23)
    assert not is_old(replace(number, read_on=looked_on), TODAY)
    assert is_old(replace(number, read_on=date(2025, 11, 22)), TODAY)
    assert is_old(replace(number, read_on=date(2026, 11, 24)), TODAY)
    words = real_book().region("other").contacts_for(ContactKind.EMERGENCY)[0]
    assert not is_old(replace(words, read_on=date(2020, 1, 1)), TODAY)


def test_without_a_screening_there_is_no_card(person: Person) -> None:
    with pytest.raises(NotStarted):
        card(person.desk)


def test_the_card_holds_yes_and_not_sure_apart_and_no_answer_that_was_not_given(person: Person) -> None:
    person.starts(inf_fever="yes", inf_diabetes="not_sure")
    made = card(person.desk)
    assert made.advice.disposition is Disposition.SAME_DAY
    assert made.yes == ("fever or shaking chills", "a small fall or strain")
    assert made.not_sure == ("diabetes",)
    text = card_text(made)
    assert text.index("fever or shaking chills; a small fall") < text.index(
        "I was not sure about:\n  diabetes"
    )
    for words in (
        "TALK",
        "0800 611 116",
        "checked 22 Nov 2026",
        "not reviewed by a clinician",
        "Take along:",
    ):
        assert words.lower() in text.lower()


def test_the_gravest_screening_that_stands_is_on_the_card_not_the_last_one(person: Person) -> None:
    person.starts(em_chest_pain="yes")
    person.waits(hours=1)
    person.screens()
    made = card(person.desk)
    assert made.advice.disposition is Disposition.EMERGENCY_NOW
    assert "chest pain or pressure" in made.yes
    assert (made.made_at - made.answered_at).total_seconds() == 3600


def test_a_running_course_is_named_and_an_ended_one_is_not(person: Person) -> None:
    started = person.starts()
    assert started.course is not None
    made = card(person.desk)
    assert made.medicine is not None
    assert (made.medicine.name.lower(), made.medicine.dose_mg) == ("paracetamol", 1000)
    assert "1000 mg for one dose" in card_text(made)
    person.waits(days=30)
    assert card(person.desk).medicine is None


def test_an_old_card_says_so_first(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert not card_text(card(person.desk)).startswith("CAREFUL")
    person.waits(days=9)
    made = card(person.desk)
    assert made.stale
    assert card_text(made).startswith("CAREFUL: ")
    assert "backcoach screen" in " ".join(card_text(made).partition("BACKCOACH")[0].split())


def test_a_card_for_somebody_else_says_that_there_is_no_plan(person: Person) -> None:
    person.starts(scope_self="no")
    text = " ".join(card_text(card(person.desk)).split())
    assert "No plan is made: A plan has to come from the answers of the person it is for." in text


@pytest.mark.parametrize("answer", list(Answer))
@pytest.mark.parametrize("region", ["NZ", "DE", "other"])
def test_a_card_fits_one_page_whatever_was_answered(person: Person, answer: Answer, region: str) -> None:
    person.starts(**NO_MEDICINE, region=region)
    screening = real_book().screening.rules.questions.values()
    body = screened("screen", {one.id: answer for one in screening if one.minimum is None}, real_book())
    person.waits(hours=1)
    person.desk.keep(body)
    made = card(person.desk)
    whole = {
        Answer.YES: tuple(one.short for one in screening if one.short),
        Answer.NOT_SURE: tuple(one.short for one in screening if one.short),
        Answer.NO: (),
    }[answer]
    rows = card_text(replace(made, yes=whole, not_sure=whole, stale="old. " * 40)).splitlines()
    assert len(rows) <= PAGE_ROWS
    assert max(map(len, rows)) <= WIDTH
    assert (f"  {IN_RECORD}" in rows) is bool(whole)
    assert "Made by a program" in rows[-1]


def test_a_number_that_nobody_saw_on_a_page_says_so(person: Person) -> None:
    person.starts(em_chest_pain="yes", region="UK")
    assert "999  Ambulance (noted 22 Nov 2026, from general knowledge only)" in card_text(card(person.desk))
