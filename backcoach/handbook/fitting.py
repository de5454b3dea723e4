"""Reading what a plan is fitted to beside safety, and checking what names it."""

from __future__ import annotations

from backcoach.coach.activity import ActivityBook
from backcoach.coach.fitting import Demand, Ease, FittingBook, Front, Task, Thing
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

FITTING = "activity/fitting.toml"


class FittingFile(Value):
    """The file of what a plan is fitted to."""

    review: Review
    front: Front
    thing: tuple[Thing, ...]
    task: tuple[Task, ...]
    demand: tuple[Demand, ...]
    ease: tuple[Ease, ...]

    def book(self) -> FittingBook:
        """What the coach works with."""
        return FittingBook(self.front, self.thing, self.task, self.demand, self.ease)


def read_fitting(reader: ContentReader) -> FittingFile | None:
    """The file; None if it is missing or does not fit. Faults go to `reader`."""
    file = reader.one(FITTING, FittingFile)
    if file is not None:
        reader.unique(FITTING, [thing.id for thing in file.thing])
        reader.unique(FITTING, [task.id for task in file.task])
        reader.unique(FITTING, [ease.id for ease in file.ease])
        reader.unique(FITTING, [demand.work for demand in file.demand])
    return file


def check_fitting(reader: ContentReader, book: ActivityBook) -> None:
    """Note in `reader` every thing that is needed and nobody is asked about."""
    known = {thing.id for thing in book.fitting.things}
    needed = [(one.id, id_) for one in book.exercises for id_ in one.needs]
    needed += [(one.id, id_) for one in book.types for id_ in one.needs]
    for where, id_ in needed:
        if id_ not in known:
            reader.fault(FITTING, where, f"needs {id_!r}, which is not a thing")
    listed = [(one.id, one.exercises) for one in book.fitting.tasks]
    listed += [(one.work, one.exercises) for one in book.fitting.demands]
    for where, ids in listed:
        for id_ in ids:
            if book.exercise(id_) is None:
                reader.fault(FITTING, where, f"{id_!r} is not an exercise")
    for exercise in book.exercises:
        same = book.type(exercise.activity) if exercise.activity else None
        if same is not None and set(same.needs) - set(exercise.needs):
            reader.fault(FITTING, exercise.id, f"must need all that the activity {same.id!r} needs")
