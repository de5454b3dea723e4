"""What a guided session goes through as a document of the machine's interface."""

from __future__ import annotations

from collections.abc import Iterable

from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.guided import GuidedStep, Steps, total_seconds
from backcoach.coach.week import PlanItem
from backcoach.share.machine import Document, item_document


def guided_document(
    item: PlanItem, exercise: Exercise, steps: Steps, notes: Iterable[tuple[str, str]]
) -> Document:
    """One thing to do now with its steps. `notes` say why it is not as planned."""
    return {
        "exercise": exercise.id,
        "name": exercise.name,
        "item": item_document(item),
        "seconds": total_seconds(steps),
        "steps": [_step(step) for step in steps],
        "notes": [{"rule": rule, "words": words} for rule, words in notes],
    }


def _step(step: GuidedStep) -> Document:
    number, side, repeat = step.place
    return {
        "kind": step.kind.value,
        "seconds": step.seconds,
        "round": number or None,
        "side": side or None,
        "repeat": repeat or None,
    }
