"""Every sign alone and every pair of signs, in an adult of 40 with one week of pain. None is sampled.

Beside a reassuring question at a plain yes, the levels are not compared: every rule that fires without it
must fire with it, but for the few rules which that question may silence (`CALMS`).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from backcoach.coach.conditions import Is
from backcoach.coach.screening import Rule
from backcoach.coach.values import Answer, Disposition
from tests.coach.pairs import CALMS, GROUPS, QUESTIONS, RULES, Person

NOTHING_OPENED = Person(40, 1, 40, opens_gates=False)
OPENED = Person(40, 1, 40, opens_gates=True)
people = pytest.mark.parametrize("person", [NOTHING_OPENED, OPENED], ids=["all else no", "gates opened"])


@people
def test_no_sign_alone_leads_less_far_than_its_absence(person: Person) -> None:
    assert person.failing_singles() == []


@pytest.mark.parametrize("group", GROUPS)
@people
def test_two_signs_lead_at_least_as_far_as_each_of_them(person: Person, group: str) -> None:
    assert person.failures(group) == []


def test_every_group_of_questions_is_paired() -> None:
    assert len(QUESTIONS) == len(set(QUESTIONS)) == 115
    assert {RULES.questions[name].group for name in QUESTIONS} == set(GROUPS)


def test_every_rule_that_may_be_silenced_exists() -> None:
    assert {rule for calmed in CALMS.values() for rule in calmed} <= {rule.id for rule in RULES.rules}


def test_a_rule_that_a_second_sign_silences_is_found() -> None:
    no_blood = Is("kid_blood", frozenset({Answer.NO}))
    lowering = Rule("LOWERING", Disposition.SOON_14, no_blood, "a rule that a sign silences", ("D",))
    person = Person(40, 1, 40, opens_gates=False, rules=replace(RULES, rules=(lowering,)))

    assert person.failing_singles() == [
        "kid_blood=yes beside : soon_14 -> self_care",
        "kid_blood=not_sure beside : soon_14 -> self_care",
    ]
    assert any("kid_blood=yes" in line for line in person.failures("A"))


def test_a_reassuring_question_that_silences_another_rule_is_found() -> None:
    unchecked = Is("ces_checked", frozenset({Answer.NO, Answer.NOT_SURE}))
    other = Rule("OTHER", Disposition.SOON_14, unchecked, "a rule nobody said may be silenced", ("D",))
    person = Person(40, 1, 40, opens_gates=False, rules=replace(RULES, rules=(*RULES.rules, other)))

    assert any(line.startswith("ces_checked=yes beside ces_pee_leak=") for line in person.failures("B"))
