"""An exercise as a document of the machine's interface."""

from __future__ import annotations

from typing import Any

from backcoach.coach.activity import ActivityBook
from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.library import Shelved
from backcoach.shapes import encode
from backcoach.share.machine import Document, item_document, reason_documents


def exercise_document(one: Shelved, book: ActivityBook) -> Document:
    """One exercise as its card tells it, with its place for the person."""
    exercise = one.exercise
    now = exercise.rung_at(one.item.amount) if one.item else None
    return {
        "id": exercise.id,
        "name": exercise.name,
        "kind": exercise.kind.value,
        "purpose": exercise.purpose,
        "phases": [phase.value for phase in exercise.phases],
        "is_flare_safe": exercise.is_flare_safe,
        "activity": exercise.activity,
        "place": one.place.value,
        "reasons": reason_documents(one.reasons),
        "care": [note.words for note in one.cares],
        "item": item_document(one.item) if one.item else None,
        "dose": _dose(exercise),
        "ladder": [
            {"text": rung.text, "amount": rung.amount, "is_now": rung is now} for rung in exercise.ladder
        ],
        "start": exercise.start,
        "how": list(exercise.how),
        "breath": exercise.breath,
        "feel": exercise.feel,
        "easier": exercise.easier,
        "easier_id": exercise.easier_id,
        "tips": list(exercise.tips),
        "stop": list(exercise.stop),
        "avoid": avoid_documents(exercise, book),
        "equipment": list(exercise.equipment),
        "drawing": _drawing(exercise),
        "sources": list(exercise.sources),
    }


def avoid_documents(exercise: Exercise, book: ActivityBook) -> list[dict[str, Any]]:
    """Whom it does not fit: each avoid code with its words and note, then the notes that leave nobody out."""
    words = {code.id: code.words for code in book.avoid_codes}
    notes = {note.code: note.words for note in exercise.avoid_note if note.code}
    strict = [
        {"code": code, "words": words[code], "note": notes.get(code), "is_strict": True}
        for code in exercise.avoid
    ]
    soft = [
        {"code": note.code, "words": note.words, "note": None, "is_strict": False}
        for note in exercise.avoid_note
        if note.code not in exercise.avoid
    ]
    return strict + soft


def _dose(exercise: Exercise) -> Document:
    dose = exercise.dose
    return {
        "text": dose.words(dose.amount),
        "amount": dose.amount,
        "unit": dose.unit.value,
        "most": dose.most,
        "sets": dose.sets,
        "times_per_day": dose.times_per_day,
    }


def _drawing(exercise: Exercise) -> Any:
    drawing = exercise.drawing
    return None if drawing is None else {"start": encode(drawing.start), "end": encode(drawing.end)}
