"""Every sign alone and every pair of signs, at 70 with 13 weeks of pain that first came at 30."""

from __future__ import annotations

import pytest

from tests.coach.pairs import GROUPS, Person

NOTHING_OPENED = Person(70, 13, 30, opens_gates=False)
OPENED = Person(70, 13, 30, opens_gates=True)
people = pytest.mark.parametrize("person", [NOTHING_OPENED, OPENED], ids=["all else no", "gates opened"])


@people
def test_no_sign_alone_leads_less_far_than_its_absence(person: Person) -> None:
    assert person.failing_singles() == []


@pytest.mark.parametrize("group", GROUPS)
@people
def test_two_signs_lead_at_least_as_far_as_each_of_them(person: Person, group: str) -> None:
    assert person.failures(group) == []
