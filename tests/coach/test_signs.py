"""Side effects that last, worked out from answers of several days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.limits import Medicine
from backcoach.coach.signs import StopAction, lasting
from backcoach.coach.values import Answer, Disposition
from tests.coach.medicine_content import BOOK

TODAY = date(2026, 11, 23)
LETTERS = {"y": Answer.YES, "n": Answer.NO, "?": Answer.NOT_SURE}


def told(days: str) -> list[tuple[date, dict[str, Answer]]]:
    """One letter for each day up to today, a dot where nobody was asked."""
    first = TODAY - timedelta(days=len(days) - 1)
    dated = ((first + timedelta(days=place), letter) for place, letter in enumerate(days))
    return [(day, {"head": LETTERS[letter]}) for day, letter in dated if letter != "."]


@pytest.mark.parametrize(
    ("days", "lasts"),
    [
        ("y", False),
        ("yy", True),
        ("?y", True),
        ("y?", True),
        ("y.y", True),
        ("yny", False),
        ("ynyy", True),
        ("yn", False),
        ("ny", False),
        ("", False),
        ("y.....y", True),
        ("y......y", False),
        ("y......yy", True),
    ],
)
def test_a_side_effect_lasts_from_the_second_day_on_unless_it_was_denied_between(
    days: str, lasts: bool
) -> None:
    assert lasting(told(days), TODAY) == (frozenset({"head"}) if lasts else frozenset())


def test_two_answers_of_one_day_are_no_two_days() -> None:
    assert lasting([*told("y"), *told("y")], TODAY) == frozenset()


@given(st.text("yn?.", max_size=7))
def test_not_sure_counts_as_yes_on_every_day(days: str) -> None:
    assert lasting(told(days), TODAY) == lasting(told(days.replace("?", "y")), TODAY)


def test_what_passes_by_itself_and_what_may_be_told_by_name_stand_in_the_book() -> None:
    assert "infection_now" in BOOK.passing
    assert {"gi_bleed", "headache_dizzy"} <= set(BOOK.sign_ids)
    assert len(BOOK.sign_ids) == len(set(BOOK.sign_ids))
    assert [one.id for one in BOOK.side_effects_of(Medicine.NSAID_GEL)] == ["gel_skin"]


def test_the_sooner_help_is_needed_for_a_sign_the_more_a_word_has_to_count_that_settles_it() -> None:
    urgencies = [one.urgency for one in StopAction]
    assert urgencies == sorted(urgencies, reverse=True)
    assert urgencies[0] is Disposition.EMERGENCY_NOW
    assert all(one > Disposition.SELF_CARE for one in urgencies), "not that of a pharmacist or of anybody"
