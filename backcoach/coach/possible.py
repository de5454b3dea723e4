"""Whether an exercise may be done by somebody in a phase, and can be."""

from __future__ import annotations

from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.frame import Frame
from backcoach.coach.phases import Phase


def may_do(exercise: Exercise, phase: Phase, codes: frozenset[str]) -> bool:
    """Whether an exercise belongs to a phase, is no activity as well, and nothing speaks against it."""
    return exercise.activity is None and phase in exercise.phases and not codes.intersection(exercise.avoid)


def is_possible(exercise: Exercise, phase: Phase, frame: Frame) -> bool:
    """Whether it may be done, and all that it needs is known to be there."""
    return may_do(exercise, phase, frame.codes) and not frame.lacks(exercise.needs)
