"""Bending or arching that eases the pain: it comes first among the exercises that move the spine."""

from __future__ import annotations

from backcoach.coach.activity import Direction
from backcoach.coach.exercise_facts import Exercise, ExerciseKind
from backcoach.coach.frame import Frame
from backcoach.coach.phases import Phase
from backcoach.coach.possible import is_possible
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM


def direction_of(frame: Frame) -> Direction | None:
    """The direction that comes first: what a modifier asks for, else what the person says eases it."""
    modifiers = (frame.book.modifier(id_) for id_ in frame.profile.modifiers)
    asked = (one.direction for one in modifiers if one is not None and one.direction is not None)
    return next(asked, frame.book.fitting.direction(frame.profile.fitting.eases))


def direction_first(listed: tuple[Exercise, ...], phase: Phase, frame: Frame) -> tuple[Exercise, ...]:
    """The same list; in the places of those that move the spine, those of the direction come first.

    What cannot be done takes no place of another one; it stands at the beginning.
    """
    direction = direction_of(frame)
    if direction is None:
        return listed
    barred = [one for one in listed if one.direction is direction and not is_possible(one, phase, frame)]
    open_ones = [one for one in listed if one not in barred]
    moving = [one for one in open_ones if one.kind is ExerciseKind.MOBILITY]
    ordered = iter(sorted(moving, key=lambda one: one.direction is not direction))
    placed = (next(ordered) if one.kind is ExerciseKind.MOBILITY else one for one in open_ones)
    return (*barred, *placed)


def why_direction(exercise: Exercise, frame: Frame) -> tuple[Reason, ...]:
    """That it comes first for its direction, and how it is tried out."""
    item, reasons = (ITEM, exercise.id), list[Reason]()
    direction = direction_of(frame)
    if direction is not None and exercise.direction is direction:
        reasons.append(frame.reason("direction_first", item, ("direction", direction.value)))
    if reasons or exercise.is_trial:
        reasons.append(frame.reason("direction_trial", item))
    return tuple(reasons)
