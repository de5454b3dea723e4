from __future__ import annotations

from dataclasses import replace

import pytest

from backcoach.coach.cases import Case, CaseGroup, replies_of
from backcoach.coach.values import Answer, Disposition
from tests.spec.conftest import real_screening

RULES = real_screening().rules
PERSON = Case(
    number=1,
    name="Somebody",
    group=CaseGroup.ORDINARY,
    answers={"inf_fever": Answer.YES, "scope_self": Answer.NO},
    age=40.0,
    weeks=2.0,
    expected=Disposition.SAME_DAY,
    sources=("D",),
)


def test_a_case_says_no_to_whatever_it_does_not_name() -> None:
    replies = replies_of(PERSON, RULES)

    assert replies["inf_fever"] is Answer.YES
    assert replies["em_chest_pain"] is Answer.NO
    assert replies["scope_low_back"] is Answer.YES
    assert replies["scope_self"] is Answer.NO
    assert set(replies) == set(RULES.questions)


def test_a_number_that_is_not_known_is_not_sure() -> None:
    replies = replies_of(replace(PERSON, age=None, weeks=None), RULES)
    assert (replies["age_years"], replies["course_weeks"]) == (Answer.NOT_SURE, Answer.NOT_SURE)
    assert replies["onset_age"] is Answer.NOT_SURE


def test_a_first_bout_began_at_the_age_of_today() -> None:
    assert replies_of(PERSON, RULES)["onset_age"] == 40
    assert replies_of(replace(PERSON, began_at=31.0), RULES)["onset_age"] == 31


@pytest.mark.parametrize(
    ("must_fire", "fired", "is_met"),
    [
        (None, {"R1"}, True),
        ("R1", {"R1", "R2"}, True),
        ("R1", {"R2"}, False),
        ("!R1", {"R2"}, True),
        ("!R1", {"R1"}, False),
    ],
)
def test_a_case_may_ask_for_a_rule_or_against_it(
    must_fire: str | None, fired: set[str], is_met: bool
) -> None:
    assert replace(PERSON, must_fire=must_fire).is_met_by(frozenset(fired)) is is_met
