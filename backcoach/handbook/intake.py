"""Reading the questions that `start` asks beside the screening."""

from __future__ import annotations

from backcoach.coach.intake import Choice, IntakeKind, IntakeQuestion
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

FILE = "intake.toml"
CHOICES_FROM = ("regions", "activities", "worries", "modifiers", "products", "equipment", "tasks", "eases")


class _IntakeFile(Value):
    review: Review
    question: tuple[IntakeQuestion, ...]


def read_intake(
    reader: ContentReader, choices: dict[str, tuple[Choice, ...]]
) -> tuple[IntakeQuestion, ...] | None:
    """The questions in order, with the choices that come from other content filled in."""
    file = reader.one(FILE, _IntakeFile)
    if file is None:
        return None
    reader.unique(FILE, [question.id for question in file.question])
    ids = {question.id for question in file.question}
    for question in file.question:
        _check(reader, question, ids)
    return tuple(
        question.with_choices(choices.get(question.choices_from or "", question.choice))
        for question in file.question
    )


def _check(reader: ContentReader, question: IntakeQuestion, ids: set[str]) -> None:
    has_choices = bool(question.choice) or question.choices_from is not None
    if (question.kind in (IntakeKind.CHOICE, IntakeKind.CHOICES, IntakeKind.EACH)) != has_choices:
        reader.fault(FILE, question.id, "choices belong to a choice, and a choice needs them")
    if question.choices_from is not None and question.choices_from not in CHOICES_FROM:
        reader.fault(FILE, question.id, f"choices_from must be one of {', '.join(CHOICES_FROM)}")
    if question.kind is IntakeKind.NUMBER and (question.minimum is None or question.maximum is None):
        reader.fault(FILE, question.id, "a number needs minimum and maximum")
    if question.is_extra and not question.may_skip:
        reader.fault(FILE, question.id, "what is extra is not needed, so it may be skipped")
    if question.only_with is not None and question.only_with not in ids:
        reader.fault(FILE, question.id, f"unknown question {question.only_with!r}")
