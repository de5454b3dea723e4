"""Reading the clinical tables of this folder."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from backcoach.coach.screening import Kind, Replies, Reply, ScreeningRules
from backcoach.coach.values import Answer

HERE = Path(__file__).parent
ANSWERS = {"y": Answer.YES, "n": Answer.NO, "u": Answer.NOT_SURE}
ORDINARY = {"scope_self": Answer.YES, "scope_low_back": Answer.YES}


def rows(file: str, key: str) -> list[dict[str, Any]]:
    """The rows of one table."""
    return list(tomllib.loads((HERE / file).read_text(encoding="utf-8"))[key])


def positives(text: str) -> dict[str, Answer]:
    """The answers of `ces_pee_leak=y, ces_recent=u`."""
    pairs = (pair.split("=") for pair in text.split(",") if pair.strip())
    return {question.strip(): ANSWERS[letter.strip()] for question, letter in pairs}


def replies_of(row: dict[str, Any], rules: ScreeningRules) -> Replies:
    """A full set of replies: what the row does not name is no; a number it calls unknown is not known."""
    replies: dict[str, Reply] = {
        one.id: Answer.NO for one in rules.questions.values() if one.kind is Kind.ANSWER
    }
    replies |= ORDINARY | positives(row["answers"])
    numbers = {"age_years": row["age"], "course_weeks": row["weeks"], "onset_age": row.get("began_at", 50)}
    known = {name: Answer.NOT_SURE if value == "unknown" else float(value) for name, value in numbers.items()}
    return replies | known
