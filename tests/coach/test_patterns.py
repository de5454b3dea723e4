"""Patterns: they point to a clinician, name what they rest on, and are not looked for in an emergency."""

from __future__ import annotations

from backcoach.coach.patterns import fitting
from backcoach.coach.screening import Reply, screen
from backcoach.coach.values import Answer
from tests.spec.conftest import real_screening
from tests.spec.tables import replies_of

BOOK = real_screening()
PATTERNS = BOOK.signposts.patterns
WALKING = {"answers": "pat_walk_pain=y, pat_sit_relief=y", "age": "unknown", "weeks": 1}


def test_the_reason_names_the_answers_and_what_was_not_known() -> None:
    (fit,) = fitting(replies_of(WALKING, BOOK.rules), BOOK.rules, PATTERNS)

    assert fit.reason.rule == fit.pattern.id == "pattern_walking"
    assert fit.reason.sources == fit.pattern.sources
    assert dict(fit.reason.inputs)["pat_walk_pain"] == "yes"
    assert dict(fit.reason.inputs)["age_years"] == "not known, counts as 75"


def test_a_pattern_never_changes_where_the_person_goes() -> None:
    replies = replies_of(WALKING, BOOK.rules)
    before = screen(replies, BOOK.rules)
    fitting(replies, BOOK.rules, PATTERNS)

    assert screen(replies, BOOK.rules) == before


def test_in_an_emergency_what_was_not_asked_fits_no_pattern() -> None:
    replies: dict[str, Reply] = {"em_chest_pain": Answer.YES, "age_years": 60.0}

    assert fitting(replies, BOOK.rules, PATTERNS) == ()
