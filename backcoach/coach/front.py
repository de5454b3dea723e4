"""Which exercises of a phase come first: those for the task that is hardest, then one for the work."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.frame import Frame
from backcoach.coach.phases import Phase
from backcoach.coach.possible import is_possible
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM
from backcoach.values import Value

Listed = tuple[Exercise, ...]


class Fronted(Value):
    """An exercise that comes first, and why. It may still be one that something speaks against."""

    exercise: Exercise
    reasons: tuple[Reason, ...]


def fronted(listed: Listed, phase: Phase, frame: Frame) -> tuple[Fronted, ...]:
    """Exercises of the list of a phase that come before the others; few, so that the rest has room."""
    front = frame.book.fitting.front
    first = _few(_for_task(listed, phase, frame), front.exercises, phase, frame)
    count = sum(is_possible(one.exercise, phase, frame) for one in first)
    left = min(front.for_work, front.exercises - count)
    return first + _few(_for_work(listed, frame), left, phase, frame)


def _few(wanted: Iterator[Fronted], most: int, phase: Phase, frame: Frame) -> tuple[Fronted, ...]:
    """Those wanted, in order, up to `most` that can be done."""
    found: list[Fronted] = []
    for one in wanted:
        if sum(is_possible(each.exercise, phase, frame) for each in found) >= most:
            break
        found.append(one)
    return tuple(found)


def _for_task(listed: Listed, phase: Phase, frame: Frame) -> Iterator[Fronted]:
    told = frame.profile.fitting.task
    task = frame.book.fitting.task(told.kind) if told else None
    if told is None or task is None:
        return
    is_hard = told.ability is None or told.ability <= frame.book.fitting.front.easier_up_to
    inputs = (("task", task.label), ("ability", "unknown" if told.ability is None else told.ability))
    for exercise in _among(listed, task.exercises):
        easier = next((one for one in listed if one.id == exercise.easier_id), None)
        if is_hard and easier is not None and is_possible(easier, phase, frame):
            instead = ((ITEM, easier.id), ("instead_of", exercise.id), *inputs)
            yield Fronted(easier, (frame.reason("task_instead", *instead),))
            continue
        reasons = [frame.reason("for_task", (ITEM, exercise.id), *inputs)]
        if is_hard:
            item = (ITEM, exercise.id)
            reasons.append(frame.reason("task_easier", item, ("easier", exercise.easier), *inputs))
        yield Fronted(exercise, tuple(reasons))


def _for_work(listed: Listed, frame: Frame) -> Iterator[Fronted]:
    work = frame.profile.work
    for exercise in _among(listed, frame.book.fitting.for_work(work)):
        yield Fronted(exercise, (frame.reason("for_work", (ITEM, exercise.id), ("work", work)),))


def _among(listed: Listed, ids: tuple[str, ...]) -> Iterator[Exercise]:
    return (one for id_ in ids for one in listed if one.id == id_)
