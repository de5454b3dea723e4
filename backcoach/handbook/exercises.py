"""Checking that each exercise can be followed, is left out where it must be, and gets harder step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from backcoach.coach.activity import ActivityBook
from backcoach.coach.exercise_facts import Exercise
from backcoach.handbook.content import ContentReader


def check_exercises(reader: ContentReader, book: ActivityBook, files: Iterable[tuple[str, Exercise]]) -> None:
    """Note in `reader` everything that is wrong with the exercises."""
    for name, exercise in files:
        checks = (_names, _words, _ladder, _activity)
        for where, problem in (fault for check in checks for fault in check(exercise, book)):
            reader.fault(name, f"exercise.{where}", problem)
        if PurePosixPath(name).stem != exercise.id:
            reader.fault(name, "exercise.id", "must be the name of the file")


def _names(exercise: Exercise, book: ActivityBook) -> Iterator[tuple[str, str]]:
    easier = exercise.easier_id
    if easier is not None and (book.exercise(easier) is None or easier == exercise.id):
        yield "easier_id", f"{easier!r} is not an exercise that could be easier"
    if book.type(exercise.id) is not None:
        yield "id", "is that of an activity; what is logged by it would be unclear"


def _words(exercise: Exercise, _book: ActivityBook) -> Iterator[tuple[str, str]]:
    for field in ("phases", "ladder", "how", "equipment"):
        if not getattr(exercise, field):
            yield field, "must not be empty"
    for field in ("name", "purpose", "start", "breath", "feel", "easier"):
        if not getattr(exercise, field).strip():
            yield field, "must say something"


def _ladder(exercise: Exercise, _book: ActivityBook) -> Iterator[tuple[str, str]]:
    amounts = [rung.amount for rung in exercise.ladder if rung.amount is not None]
    if exercise.ladder and exercise.ladder[0].amount != exercise.dose.amount:
        yield "ladder", "must begin with the amount of the dose"
    if any(lower >= higher for lower, higher in pairwise(amounts)):
        yield "ladder", "each amount must be above the one before"
    if any(amount > exercise.dose.most for amount in amounts):
        yield "ladder", "no amount may be above most"


def _activity(exercise: Exercise, book: ActivityBook) -> Iterator[tuple[str, str]]:
    """What is an activity as well is left out where that is."""
    if exercise.activity is None:
        return
    same = book.type(exercise.activity)
    if same is None:
        yield "activity", f"{exercise.activity!r} is not an activity"
    elif set(same.avoid) != set(exercise.avoid):
        yield "avoid", f"must be that of the activity {same.id!r}"
