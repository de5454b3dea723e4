"""The guided session: what is done of an exercise second by second, and how it changes midway."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from backcoach.coach.activity import Line
from backcoach.coach.done import Unit
from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.parameters import SessionLimits
from backcoach.coach.relaxation import MINUTE, Relaxation
from backcoach.values import Value, replace


class StepKind(Enum):
    """What goes on during one step. `MOVE`, `HOLD` and `MINUTE` are the work itself."""

    READY = "ready"
    MOVE = "move"
    HOLD = "hold"
    MINUTE = "minute"
    BETWEEN = "between"
    SIDE = "side"
    REST = "rest"
    LINE = "line"


WORK = frozenset({StepKind.MOVE, StepKind.HOLD, StepKind.MINUTE})
Place = tuple[int, int, int]
"""Which round, which side and which repeat, each counted from 1."""

NOWHERE: Place = (0, 0, 0)


class GuidedTimes(Value):
    """How long what is not work takes, and one repeat without a hold, in seconds."""

    ready_seconds: int
    repeat_seconds: int
    between_seconds: int
    side_seconds: int
    rest_seconds: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        times = (self.ready_seconds, self.repeat_seconds, self.between_seconds, self.side_seconds)
        if not all(0 < one <= 2 * MINUTE for one in (*times, self.rest_seconds)):
            raise ValueError("every time lasts 1 to 120 seconds")


class GuidedBook(Value):
    """What the handbook knows about guided sessions: times, and words by their id."""

    times: GuidedTimes
    lines: tuple[Line, ...]
    is_draft: bool

    def line(self, id_: str) -> Line:
        """The line with this id; the handbook makes sure that it stands."""
        return next(one for one in self.lines if one.id == id_)


class GuidedStep(Value):
    """One stretch of a countdown. `place` is where the work stands, `of` how many repeats a side has."""

    kind: StepKind
    seconds: int
    place: Place = NOWHERE
    of: int = 0
    text: str = ""

    @property
    def is_work(self) -> bool:
        """Whether it is the exercise itself, and no pause."""
        return self.kind in WORK


Steps = tuple[GuidedStep, ...]


class Going(Value):
    """An exercise on its way: `planned` is the figure that grows, `amount` the one in use now.

    `last` is the last repeat that was finished, `work_done` how many were, on all sides and in all rounds.
    """

    exercise: Exercise
    planned: int
    amount: int
    last: Place = NOWHERE
    work_done: int = 0

    def steps(self, times: GuidedTimes) -> Steps:
        """What is left to do, getting ready first; nothing where all of it is done."""
        steps = guided_steps(self.exercise, self.amount, times)
        for number, step in enumerate(steps):
            if step.is_work and step.place > self.last:
                return (GuidedStep(StepKind.READY, times.ready_seconds), *steps[number:])
        return ()

    def after(self, step: GuidedStep) -> Going:
        """The same once a step is over; only work counts."""
        return replace(self, last=step.place, work_done=self.work_done + 1) if step.is_work else self

    def easier(self) -> Going | None:
        """The same on the next lower rung of its ladder; None on the lowest."""
        lower = [one for one in _rungs(self.exercise) if one < self.amount]
        return replace(self, amount=max(lower)) if lower else None

    def harder(self) -> Going | None:
        """Back to what is planned, or from there one rung up; None above that."""
        if self.amount < self.planned:
            return replace(self, amount=self.planned)
        higher = [one for one in _rungs(self.exercise) if one > self.planned]
        if not higher or self.amount >= min(higher):
            return None
        return replace(self, amount=min(higher))


def _rungs(exercise: Exercise) -> Iterator[int]:
    """The figures of a ladder within what the dose allows."""
    for rung in exercise.ladder:
        if rung.amount is not None and rung.amount <= exercise.dose.most:
            yield rung.amount


def guided_steps(exercise: Exercise, amount: int, times: GuidedTimes) -> Steps:
    """One go of an exercise with `amount` of what its dose counts: every round, side and repeat once."""
    dose = exercise.dose
    steps = [GuidedStep(StepKind.READY, times.ready_seconds)]
    for number in range(1, dose.sets + 1):
        steps += [GuidedStep(StepKind.REST, times.rest_seconds)] if number > 1 else []
        for side in range(1, dose.sides + 1):
            steps += [GuidedStep(StepKind.SIDE, times.side_seconds)] if side > 1 else []
            steps += _side(exercise, amount, times, (number, side))
    return tuple(steps)


def _side(exercise: Exercise, amount: int, times: GuidedTimes, at: tuple[int, int]) -> Iterator[GuidedStep]:
    kind, repeats, seconds = _work(exercise, amount, times)
    for repeat in range(1, repeats + 1):
        if repeat > 1 and kind is StepKind.HOLD:
            yield GuidedStep(StepKind.BETWEEN, times.between_seconds)
        yield GuidedStep(kind, seconds, (*at, repeat), repeats)


def _work(exercise: Exercise, amount: int, times: GuidedTimes) -> tuple[StepKind, int, int]:
    """What one side of a round is: its kind, how many repeats, and the seconds of each."""
    dose = exercise.dose
    if dose.unit is Unit.MINUTES:
        return StepKind.MINUTE, amount, MINUTE
    if dose.unit is Unit.SECONDS:
        return StepKind.HOLD, dose.reps or 1, amount
    if dose.hold_seconds:
        return StepKind.HOLD, amount, dose.hold_seconds
    return StepKind.MOVE, amount, dose.repeat_seconds or times.repeat_seconds


def script_steps(script: Relaxation) -> Steps:
    """The lines of a relaxation script."""
    return tuple(GuidedStep(StepKind.LINE, step.seconds, text=step.text) for _, step in script.timeline())


def total_seconds(steps: Steps) -> int:
    """How long steps take together."""
    return sum(step.seconds for step in steps)


def rounds(steps: Steps) -> tuple[Steps, ...]:
    """The work of steps, side by side: what is done in one stretch, without the pauses."""
    work = [step for step in steps if step.is_work]
    places = dict.fromkeys(step.place[:2] for step in work)
    return tuple(tuple(step for step in work if step.place[:2] == place) for place in places)


def is_too_sore(before: float | None, limits: SessionLimits) -> bool:
    """Whether the pain just before keeps an item from beginning as planned; unknown pain does, too."""
    return before is None or before >= limits.no_start_from
