"""What the handbook knows of the things, tasks and days that a plan is fitted to."""

from __future__ import annotations

from backcoach.coach.activity import Direction
from backcoach.values import Value


class Thing(Value):
    """Something that exercises need: as it is offered to be ticked, and in a few words."""

    id: str
    label: str
    words: str
    sources: tuple[str, ...]


class Front(Value):
    """How many exercises of a phase come first for what was told, and of these for the work.

    A task that goes no better than `easier_up_to` begins with the easier way.
    """

    exercises: int
    for_work: int
    easier_up_to: int
    sources: tuple[str, ...]


class Task(Value):
    """A kind of daily task, with the exercises that train for it, the most fitting first."""

    id: str
    label: str
    exercises: tuple[str, ...]
    sources: tuple[str, ...]


class Demand(Value):
    """What a kind of work asks for: the exercises that get one ready, the most fitting first."""

    work: str
    exercises: tuple[str, ...]
    sources: tuple[str, ...]


class Ease(Value):
    """Something that eases the pain; with a direction, exercises that move that way come first."""

    id: str
    label: str
    sources: tuple[str, ...]
    direction: Direction | None = None


class FittingBook(Value):
    """All that a plan may be fitted to beside safety."""

    front: Front
    things: tuple[Thing, ...]
    tasks: tuple[Task, ...]
    demands: tuple[Demand, ...]
    eases: tuple[Ease, ...]

    def direction(self, ease: str | None) -> Direction | None:
        """The direction that eases, if what was told has one."""
        return next((one.direction for one in self.eases if one.id == ease), None)

    def task(self, id_: str) -> Task | None:
        """The kind of task with this id."""
        return next((one for one in self.tasks if one.id == id_), None)

    def for_work(self, work: str) -> tuple[str, ...]:
        """The exercises for a kind of work; none where it asks for nothing."""
        return next((one.exercises for one in self.demands if one.work == work), ())

    def words_for(self, ids: tuple[str, ...]) -> str:
        """Things in words."""
        return ", ".join(one.words for one in self.things if one.id in ids)
