"""A screening explains itself: what held and by which answers, what was near, and nothing is excluded."""

from __future__ import annotations

from datetime import timedelta

from backcoach.coach.values import Disposition
from backcoach.flows.explain import explain_last, explained, said
from backcoach.flows.screening import screened
from backcoach.flows.why import explain
from backcoach.handbook.handbook import Handbook
from tests.flows.people import NO_MEDICINE, Person, replies_for


def test_without_a_screening_there_is_nothing_to_explain(person: Person) -> None:
    assert explain_last(person.desk) is None
    assert explain("R31_INF_TODAY", person.desk.book, person.desk).verdicts == ()


def test_what_held_is_told_with_its_level_its_words_and_its_answers(book: Handbook) -> None:
    found = explained(screened("screen", replies_for(inf_fever="yes").screening, book), book)
    (fever,) = found.fired
    assert (fever.reason.rule, fever.level) == ("R31_INF_TODAY", Disposition.SAME_DAY)
    assert fever.reason.inputs == (("inf_fever", "yes"),)
    assert fever.when
    assert fever.is_draft
    assert found.is_draft
    assert {"R30_INF_EMERGENCY", "R37_VERY_ILL_EMERGENCY"} <= {one.rule.id for one in found.near}
    assert all(one.rule.level > Disposition.SAME_DAY for one in found.near)
    ids = {source.id for source in found.sources}
    assert set(fever.reason.sources) <= ids
    assert {source for one in found.near for source in one.rule.sources} <= ids


def test_each_change_names_a_question_once_with_all_answers_that_would_do(book: Handbook) -> None:
    found = explained(screened("screen", replies_for().screening, book), book)
    names = {one.rule.id: one.changes for one in found.near}
    chest = book.screening.rules.questions["em_chest_pain"].short
    assert f'"{chest}": yes or not sure' in names["R01_EMERGENCY_SIGN"]
    assert names["R98_UNDER16"] == ('"age": 15 years',)


def test_a_plan_gate_is_told_beside_the_rules(book: Handbook) -> None:
    found = explained(screened("screen", replies_for(scope_known_cause="yes").screening, book), book)
    assert [(one.reason.rule, one.level) for one in found.gates] == [("plan_known_cause", None)]


def test_answers_are_said_in_words(book: Handbook) -> None:
    questions = book.screening.rules.questions
    fever = questions["inf_fever"].short
    assert said(("inf_fever", "not_sure"), questions) == f'"{fever}": not sure'
    assert said(("inf_fever", "not asked, counts as not_sure"), questions).endswith(
        "not asked, counts as not sure"
    )
    assert said(("age_years", "41"), questions) == '"age": 41'


def test_what_is_explained_is_the_result_that_stands_and_not_a_better_one_since(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.screens(inf_fever="yes")
    person.waits(days=1)
    person.screens()
    found = explain_last(person.desk)
    assert found is not None
    assert found.day_on == person.desk.moment.today - timedelta(days=1)
    assert found.body.disposition is found.stands is Disposition.SAME_DAY
    assert not found.is_old_content


def test_a_rule_says_how_it_came_out_in_the_last_screening_and_in_the_one_that_stands(person: Person) -> None:
    person.screens(inf_fever="yes")
    person.waits(days=1)
    person.screens()
    last, standing = explain("R31_INF_TODAY", person.desk.book, person.desk).verdicts
    assert (last.held, last.stands, last.inputs) == (False, False, ())
    assert last.lacked
    assert (standing.held, standing.stands, standing.lacked) == (True, True, ())
    assert standing.inputs == (("inf_fever", "yes"),)


def test_what_a_rule_still_lacked_leaves_out_what_held_already(person: Person) -> None:
    person.screens(inf_fever="yes")
    (verdict,) = explain("R37_VERY_ILL_EMERGENCY", person.desk.book, person.desk).verdicts
    ill = person.desk.book.screening.rules.questions["inf_very_ill"].short
    assert verdict.lacked == (f'"{ill}": yes',)


def test_a_gate_has_a_verdict_and_a_source_has_none(person: Person) -> None:
    person.screens()
    book, desk = person.desk.book, person.desk
    (verdict,) = explain("plan_adults_only", book, desk).verdicts
    assert verdict.lacked == ('"age": under 18 years',)
    assert explain("S-NHS", book, desk).verdicts == ()
