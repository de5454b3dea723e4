"""Reading what is known about prescribed medicines: kinds, substances, rules, and questions about a label."""

from __future__ import annotations

from collections.abc import Iterable

from backcoach.coach.medicines import Rule
from backcoach.coach.prescribed import (
    OTHER_CLASS,
    OWN_CONDITIONS,
    PRESCRIBED_RULE_IDS,
    LabelQuestion,
    MedicineClass,
    PrescribedBook,
    Substance,
)
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

PRESCRIBED = "medicine/prescribed.toml"
LABEL_QUESTIONS = (
    "name",
    "ingredients",
    "medicine_class",
    "holds",
    "form",
    "dose_text",
    "units_per_dose",
    "min_interval_hours",
    "max_units_24h",
    "prescriber",
    "prescribed_on",
    "starts_on",
    "reason",
    "review_on",
    "taper_text",
    "food",
    "contact",
    "told",
    "allowed_with",
    "monitoring",
)
"""The fields of a label; each is asked for by the question of its name."""


class _File(Value):
    review: Review
    rule: tuple[Rule, ...]
    label_question: tuple[LabelQuestion, ...]
    medicine_class: tuple[MedicineClass, ...]
    substance: tuple[Substance, ...]

    def book(self) -> PrescribedBook:
        """What the coach works with."""
        is_draft = self.review.is_draft
        return PrescribedBook(
            self.label_question, self.medicine_class, self.substance, self.rule, is_draft=is_draft
        )


def read_prescribed(reader: ContentReader, conditions: Iterable[str]) -> PrescribedBook | None:
    """What is known about prescribed medicines; None after a fault. Faults go to `reader`.

    `conditions` are the ids of the medicine questions.
    """
    before = len(reader.faults)
    file = reader.one(PRESCRIBED, _File)
    if file is None:
        return None
    _check_ids(reader, file)
    _check_words(reader, file)
    _check_substances(reader, file, {*conditions})
    return file.book() if len(reader.faults) == before else None


def _check_ids(reader: ContentReader, file: _File) -> None:
    for many in (file.rule, file.label_question, file.medicine_class):
        reader.unique(PRESCRIBED, [one.id for one in many])
    reader.unique(PRESCRIBED, [name for one in file.substance for name in one.names])
    asked = [one.id for one in file.label_question]
    reader.needs(PRESCRIBED, "rule", PRESCRIBED_RULE_IDS, (one.id for one in file.rule))
    reader.needs(PRESCRIBED, "label_question", LABEL_QUESTIONS, asked)
    reader.needs(PRESCRIBED, "medicine_class", (OTHER_CLASS,), (one.id for one in file.medicine_class))
    for id_ in sorted({*asked} - {*LABEL_QUESTIONS}):
        reader.fault(PRESCRIBED, id_, "is no field of a label")


def _check_words(reader: ContentReader, file: _File) -> None:
    texts = {one.id: (one.why, *one.steps) for one in file.rule}
    texts |= {one.id: (one.text, one.short if one.is_extra else "-") for one in file.label_question}
    texts |= {one.id: (one.label, *(fact.text for fact in one.fact)) for one in file.medicine_class}
    for id_, words in texts.items():
        reader.words(PRESCRIBED, id_, *words)
    for one in file.medicine_class:
        if not one.fact:
            reader.fault(PRESCRIBED, one.id, "tells no fact")
    for extra in file.label_question:
        if extra.is_extra and not extra.may_skip:
            reader.fault(PRESCRIBED, extra.id, "is asked only if chosen, so it may be skipped")


def _check_substances(reader: ContentReader, file: _File, conditions: set[str]) -> None:
    classes = {one.id for one in file.medicine_class}
    for one in file.substance:
        if one.medicine_class not in classes:
            reader.fault(PRESCRIBED, one.name, f"{one.medicine_class!r} is not a medicine_class")
        reader.knows(PRESCRIBED, one.name, one.conditions, conditions)
    for condition in OWN_CONDITIONS:
        if condition not in conditions:
            reader.fault(PRESCRIBED, "condition", f"{condition!r} does not exist")
