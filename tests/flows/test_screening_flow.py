"""A recorded decision can be made again, and stands for as long as it should."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.record import Screened
from backcoach.coach.screening import Kind, Reply, screen
from backcoach.coach.values import Answer, Disposition
from backcoach.flows.daily import daily_check, keep_daily
from backcoach.flows.rounds import keep_screening
from backcoach.flows.screening import advice, decide, replies_of, screened
from backcoach.handbook.handbook import Handbook
from tests.flows.people import NO, NO_MEDICINE, NOT_SURE, YES, Person, real_book, replies_for

CASES: list[tuple[dict[str, Any], Disposition]] = [
    ({}, Disposition.SELF_CARE),
    ({"scope_known_cause": "not_sure"}, Disposition.SELF_CARE),
    ({"course_weeks": "not_sure"}, Disposition.ROUTINE),
    ({"ces_sex_change": "yes"}, Disposition.ROUTINE),
    ({"age_years": 17, "course_weeks": 1}, Disposition.ROUTINE),
    ({"course_weeks": 20, "onset_age": 30}, Disposition.ROUTINE),
    ({"pain_upper_back": "not_sure"}, Disposition.SOON_14),
    ({"age_years": 12}, Disposition.SOON_7),
    ({"ca_ever": "yes"}, Disposition.SOON_7),
    ({"fx_steroids": "yes"}, Disposition.SOON_3),
    ({"em_cough_blood": "yes"}, Disposition.SOON_2),
    ({"inf_fever": "yes"}, Disposition.SAME_DAY),
    ({"mh_suicide_thoughts": "yes"}, Disposition.SAME_DAY),
    ({"preg_possible": "yes", "preg_late": "yes", "preg_move_less": "not_sure"}, Disposition.SAME_DAY),
    ({"mh_suicide_thoughts": "yes", "mh_suicide_now": "not_sure"}, Disposition.EMERGENCY_NOW),
    ({"em_chest_pain": "yes"}, Disposition.EMERGENCY_NOW),
    ({"ces_pee_start": "yes", "ces_recent": "yes"}, Disposition.EMERGENCY_NOW),
]


@pytest.mark.parametrize(("said", "level"), CASES, ids=[", ".join(said) or "nothing" for said, _ in CASES])
def test_a_recorded_screening_gives_its_stored_disposition_again(
    person: Person, said: dict[str, Any], level: Disposition
) -> None:
    keep_screening(person.desk, "screen", replies_for(**said).screening)
    entry = person.desk.journal.latest(Screened)
    assert entry is not None
    assert entry.body.disposition is level
    replayed = screen(replies_of(entry.body, person.desk.book), person.desk.book.screening.rules)
    assert replayed.value.disposition is level
    assert replayed.value.is_plan_allowed == entry.body.is_plan_allowed
    assert replayed.reasons == entry.body.reasons


def _replies(question: str) -> st.SearchStrategy[Reply | None]:
    kind = real_book().screening.rules.questions[question].kind
    answers = st.sampled_from([NO, NO, NO, NO, NO, NO, YES, NOT_SURE, None])
    numbers = st.sampled_from([0.0, 1.0, 5.0, 13.0, 17.0, 30.0, 60.0, 80.0, NOT_SURE, None])
    return numbers if kind is Kind.NUMBER else answers


@settings(max_examples=60)
@given(
    st.fixed_dictionaries(
        {question: _replies(question) for question in real_book().screening.rules.questions}
    )
)
def test_whatever_is_answered_or_left_out_the_decision_is_made_again_alike(
    drawn: dict[str, Reply | None],
) -> None:
    book = real_book()
    replies = {question: reply for question, reply in drawn.items() if reply is not None}
    body = screened("screen", replies, book)
    again = decide(replies_of(body, book), book)
    assert again.value.disposition is body.disposition
    assert again.value.is_plan_allowed == body.is_plan_allowed


def test_an_answer_behind_a_closed_gate_is_not_taken_for_one_that_was_given(book: Handbook) -> None:
    body = screened("screen", replies_for().screening, book)
    assert body.answers["mh_suicide_now"] is NO
    replies = replies_of(body, book)
    assert "mh_suicide_now" not in replies
    assert replies["mh_suicide_thoughts"] is NO
    assert (
        decide({**replies, "mh_suicide_thoughts": YES}, book).value.disposition is Disposition.EMERGENCY_NOW
    )


def test_a_clean_retake_does_not_lower_what_stands(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.screens(inf_fever="yes")
    person.waits(hours=1)
    person.screens()
    assert person.desk.standing().disposition is Disposition.SAME_DAY
    assert not person.desk.standing().is_plan_allowed


def test_time_and_clean_answers_alone_do_not_bring_the_plan_back(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.screens(inf_fever="yes")
    person.waits(days=13)
    person.screens()
    assert person.desk.standing().disposition is Disposition.SAME_DAY
    person.waits(days=20)
    assert person.desk.standing().disposition is Disposition.SAME_DAY
    assert not person.desk.standing().is_plan_allowed
    person.was_seen()
    assert not person.desk.standing().is_plan_allowed
    person.waits(minutes=1)
    person.screens()
    assert person.desk.standing().is_plan_allowed
    assert person.desk.standing().disposition is Disposition.SELF_CARE


def test_a_serious_result_does_not_fade_while_nobody_answers_again(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.screens(inf_fever="yes")
    person.waits(days=100)
    assert person.desk.standing().disposition is Disposition.SAME_DAY
    assert not person.desk.standing().is_plan_allowed


@pytest.mark.parametrize(("said", "_level"), CASES, ids=[", ".join(said) or "nothing" for said, _ in CASES])
@pytest.mark.parametrize("region", ["NZ", "AU", "UK", "US", "CA", "NL", "DE", "other", None])
def test_every_region_has_whole_words_for_every_case(
    book: Handbook, said: dict[str, Any], _level: Disposition, region: str | None
) -> None:
    body = screened("screen", replies_for(**said).screening, book)
    shown = advice(body, book.region(region) if region else None, book)
    assert shown.disposition is body.disposition
    assert shown.is_draft
    assert shown.messages
    for message in shown.messages:
        words = (message.headline, *message.do, message.say or "", *message.do_not, *message.worse)
        assert not [text for text in words if "{" in text or "()" in text or "  " in text]


def test_an_emergency_names_the_number_of_the_region_and_the_sign_in_plain_words(book: Handbook) -> None:
    body = screened("screen", replies_for(em_chest_pain="yes").screening, book)
    for region, number in (("NZ", "111"), ("UK", "999"), ("DE", "112"), ("US", "911"), ("AU", "000")):
        message = advice(body, book.region(region), book).messages[0]
        assert number in " ".join((message.headline, *message.do, message.say or ""))
        assert "chest" in (message.say or "")


@pytest.mark.parametrize("sign", ["mh_suicide_thoughts", "mh_not_coping"])
def test_words_about_the_mind_always_come_with_the_crisis_line(book: Handbook, sign: str) -> None:
    body = screened("screen", replies_for(**{sign: "yes"}).screening, book)
    crisis = advice(body, book.region("NZ"), book).crisis
    assert crisis is not None
    assert any(character.isdigit() for character in crisis)
    calm = screened("screen", replies_for().screening, book)
    assert advice(calm, book.region("NZ"), book).crisis is None


def test_the_rules_about_the_mind_are_those_of_the_content(book: Handbook) -> None:
    marked = {rule.id for rule in book.screening.rules.rules if rule.shows_crisis}
    assert marked == {"R85_MH_EMERGENCY", "R86_MH_TODAY", "R87_MH_SOON", "R88_MH_ROUTINE"}
    assert marked == {rule.id for rule in book.screening.rules.rules if "_MH_" in rule.id}


def _said(replies: dict[str, Reply], book: Handbook) -> str:
    shown = advice(screened("daily", replies, book), book.region("NZ"), book)
    return " ".join(message.say or "" for message in shown.messages)


def test_only_what_is_sure_is_said_as_sure_and_only_what_was_asked_is_said_at_all(book: Handbook) -> None:
    calm = replies_for().screening
    assert "with chest pain or pressure." in _said({**calm, "em_chest_pain": YES}, book)
    assert "back pain and perhaps chest pain or pressure." in _said({**calm, "em_chest_pain": NOT_SURE}, book)
    both = _said({**calm, "em_chest_pain": NOT_SURE, "em_faint": YES}, book)
    assert "with fainting or nearly fainting and perhaps chest pain or pressure." in both
    unsure = {**calm, "ces_saddle_numb": NOT_SURE, "ces_recent": NOT_SURE}
    assert "I have back pain and perhaps numbness between the legs." in _said(unsure, book)
    unasked = {name: reply for name, reply in calm.items() if name != "em_faint"}
    shown = screened("daily", unasked, book)
    assert shown.disposition is Disposition.SAME_DAY
    assert "fainting" not in _said(unasked, book)
    assert "with new symptoms." in _said(unasked, book)


def test_what_was_not_known_is_not_kept_as_a_number(person: Person) -> None:
    person.screens(course_weeks="not_sure")
    entry = person.desk.journal.latest(Screened)
    assert entry is not None
    assert entry.body.numbers == {"age_years": 41.0}
    assert replies_of(entry.body, person.desk.book)["course_weeks"] is Answer.NOT_SURE


def test_a_daily_question_that_nobody_explained_is_said_in_its_own_words(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    check = daily_check(person.desk)
    answers = dict.fromkeys((gate.id for gate in check.gates), NO) | {"daily_nerves": YES}
    body = keep_daily(person.desk, check, answers, {})
    shown = advice(body, person.desk.book.region("NZ"), person.desk.book)
    assert body.gates == ("daily_nerves",)
    assert shown.messages[0].say is not None
    assert "numbness between the legs" in shown.messages[0].say
    assert [one.why for one in shown.top_reasons] == [person.desk.book.screening.unasked_why] * len(
        shown.top_reasons
    )
    assert not any("You were not sure" in one.why for one in shown.top_reasons)
