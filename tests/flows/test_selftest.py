"""The self-test finds a rule that was lowered, raised, or lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.values import Disposition
from backcoach.flows.selftest import SelfTest, selftest
from backcoach.handbook.cases import load_cases
from backcoach.handbook.loading import load_handbook
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of

EMERGENCY_RULES = "screening/rules_emergency_signs.toml"
COLIC = 'id = "R05_AAA_MIMIC_60"\nlevel = "emergency_now"'
SUDDEN = 'id = "R06_SUDDEN_60"\nlevel = "same_day"'


def after(tmp_path: Path, *damages: Damage) -> SelfTest:
    root = copy_of(".", tmp_path)
    break_it(root, *damages)
    book = load_handbook(root)
    return selftest(book, load_cases(book, root))


def test_the_shipped_content_sends_nobody_too_low() -> None:
    done = selftest(real_book(), load_cases(real_book()))

    assert done.is_passed
    assert done.elsewhere == done.by_other_rules == ()
    assert done.triage.cases == len(done.outcomes) > 300
    assert done.digest == real_book().digest
    assert done.is_draft


def test_the_cases_in_which_the_guidance_is_milder_than_their_author_are_told() -> None:
    done = selftest(real_book(), load_cases(real_book()))

    assert done.below_first_thought
    for one in done.below_first_thought:
        assert one.case.first_thought is not None
        assert one.given < one.case.first_thought
    milder = [one for one in done.outcomes if one.case.first_thought and not one.is_below_first_thought]
    assert milder, "a first thought that asks for less is no warning"


def test_a_rule_that_was_lowered_is_found_by_name(tmp_path: Path) -> None:
    lowered = COLIC.replace("emergency_now", "same_day")
    done = after(tmp_path, Damage(EMERGENCY_RULES, COLIC, lowered))

    assert not done.is_passed
    assert {one.case.number for one in done.elsewhere} == {46, 301}
    assert {one.given for one in done.elsewhere} == {Disposition.SAME_DAY}
    assert done.triage.under == done.triage.under_by_steps[1] == done.triage.emergencies_missed == 2
    assert done.triage.miss_limit is None


def test_a_rule_that_was_raised_is_found_and_is_no_miss(tmp_path: Path) -> None:
    raised = SUDDEN.replace("same_day", "emergency_now")
    done = after(tmp_path, Damage(EMERGENCY_RULES, SUDDEN, raised))

    assert done.is_passed
    assert done.triage.over == len(done.elsewhere) > 0


def test_what_was_sent_too_low_stands_before_what_was_sent_too_high(tmp_path: Path) -> None:
    lowered, raised = COLIC.replace("emergency_now", "same_day"), SUDDEN.replace("same_day", "emergency_now")
    done = after(tmp_path, Damage(EMERGENCY_RULES, COLIC, lowered), Damage(EMERGENCY_RULES, SUDDEN, raised))
    assert [one.is_under for one in done.elsewhere] == sorted(
        (one.is_under for one in done.elsewhere), reverse=True
    )
    assert {one.is_under for one in done.elsewhere} == {True, False}


def test_a_case_that_arrives_by_another_rule_is_told(tmp_path: Path) -> None:
    damage = Damage("cases/reports_organs.toml", 'must_fire = "R80_SHINGLES"', 'must_fire = "R82_EYE"')
    done = after(tmp_path, damage)

    assert done.is_passed
    assert [one.case.must_fire for one in done.by_other_rules] == ["R82_EYE"]


@pytest.mark.parametrize("expected", ["emergency_now", "self_care"])
def test_a_wrong_expectation_shows_on_its_own_side(tmp_path: Path, expected: str) -> None:
    damage = Damage("cases/reports_scope.toml", 'expected = "soon_7"', f'expected = "{expected}"')
    done = after(tmp_path, damage)

    assert done.is_passed is (expected == "self_care")
    assert len(done.elsewhere) == 1
