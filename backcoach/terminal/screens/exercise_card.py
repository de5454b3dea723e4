"""The card of one exercise: everything needed to do it from the terminal alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.exercise_facts import DRAWING_COLUMNS, Drawing, Exercise
from backcoach.coach.library import Place, Shelved
from backcoach.flows.exercises import Shelf
from backcoach.handbook.handbook import Handbook
from backcoach.share.exercises import avoid_documents
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.exercises import phases_text, standing_lines, status_line
from backcoach.terminal.told import Drawn
from backcoach.terminal.words import NOT_REVIEWED

SIDE_BY_SIDE = 2 * DRAWING_COLUMNS + 4
"""Both positions stand beside each other from this width on, else one under the other."""

START, END = "Start", "End"
LEFT_OUT = "Left out where one of these holds"
LOOK = "Leave it out yourself where one of these holds: it was not asked, or not in full"
NOW = "  <- your plan is here"
TELL = "Then tell it in the check-in: backcoach log"


def card_screen(found: Shelf, book: Handbook, *, width: int, with_drawing: bool) -> RenderableType:
    """The card of the only exercise on the shelf. Its words stand without the drawing."""
    (one,) = found.shelved
    exercise = one.exercise
    parts: list[RenderableType] = [
        Text.assemble((visible(exercise.name), "bold cyan"), f"  {visible(exercise.id)}"),
        Text(visible(f"{exercise.purpose}.")),
        *top_lines(found),
    ]
    if with_drawing and exercise.drawing:
        parts += [Text(), drawing_of(exercise.drawing, width)]
    blocks = (_doing(exercise, book), _amounts(one, book), _limits(exercise, book), _stop(exercise, book))
    for block in (*blocks, _foot(exercise, book)):
        if lines := list(block):
            parts += [Text(), *lines]
    return Group(*parts)


def top_lines(found: Shelf) -> Iterator[RenderableType]:
    """What the person must know before anything else: whether it is for them now."""
    (one,) = found.shelved
    if found.known is not None:
        yield from standing_lines(found)
    if not (one.place is Place.RESTS and not one.reasons):
        yield status_line(one)
    for note in one.cares:
        yield Text(visible(f"Not with {note.words}."), style="bold yellow")


def drawing_of(drawing: Drawing, width: int) -> RenderableType:
    """The drawing of an exercise, whose words stand on the card: where all is told it is left out."""
    return Drawn(Group(*_drawing_lines(drawing, width)), Group())


def _drawing_lines(drawing: Drawing, width: int) -> Iterator[Text]:
    """The positions, side by side where there is room."""
    if drawing.end and width >= SIDE_BY_SIDE:
        yield Text(f"  {START:<{DRAWING_COLUMNS + 2}}{END}", style="dim")
        height = max(len(drawing.start), len(drawing.end))
        left, right = (("",) * (height - len(lines)) + lines for lines in (drawing.start, drawing.end))
        for before, after in zip_longest(left, right):
            yield _unwrapped(f"  {before:<{DRAWING_COLUMNS + 2}}{after}")
        return
    yield Text(f"  {START}", style="dim")
    yield from (_unwrapped(f"  {line}") for line in drawing.start)
    if drawing.end:
        yield Text(f"  {END}", style="dim")
        yield from (_unwrapped(f"  {line}") for line in drawing.end)


def _unwrapped(line: str) -> Text:
    return Text(line.rstrip(), no_wrap=True, overflow="crop")


def _doing(exercise: Exercise, book: Handbook) -> Iterator[RenderableType]:
    yield _named("Start position", exercise.start)
    for number, step in enumerate(exercise.how, start=1):
        yield hanging(f"  {number}. ", step)
    yield _named("Breathing", exercise.breath)
    yield _named("How it feels", exercise.feel)
    yield _named("You need", ", ".join(exercise.equipment))
    yield from _bullets((*exercise.tips, *(line.text for line in book.activity.exercise_always)))


def _amounts(one: Shelved, book: Handbook) -> Iterator[RenderableType]:
    exercise, dose = one.exercise, one.exercise.dose
    often = "" if dose.times_per_day == 1 else f", {dose.times_per_day} times a day"
    yield _named("To begin with", f"{dose.words(dose.amount)}{often}")
    yield Text("From easier to harder", style="bold")
    easier = f" ({exercise.easier_id})" if exercise.easier_id else ""
    yield hanging("  - ", f"Easier: {exercise.easier}{easier}")
    now = exercise.rung_at(one.item.amount) if one.item else None
    for rung in exercise.ladder:
        yield hanging("  - ", f"{rung.text}{NOW if rung is now else ''}")
    yield _named(
        "Parts of the plan",
        phases_text(exercise.phases, book) + (", flare-ups" if exercise.is_flare_safe else ""),
    )


def _limits(exercise: Exercise, book: Handbook) -> Iterator[RenderableType]:
    avoids = avoid_documents(exercise, book.activity)
    strict = [one for one in avoids if one["is_strict"]]
    if strict:
        yield Text(LEFT_OUT, style="bold")
        yield from _bullets(one["words"] + (f" ({one['note']})" if one["note"] else "") for one in strict)
    if len(avoids) > len(strict):
        yield Text(LOOK, style="bold")
        yield from _bullets(one["words"] for one in avoids if not one["is_strict"])


def _stop(exercise: Exercise, book: Handbook) -> Iterator[RenderableType]:
    yield Text("Stop, and leave it for today, if", style="bold")
    yield from _bullets((*exercise.stop, *(line.text for line in book.activity.stop_always)))
    yield Text(TELL)


def _foot(exercise: Exercise, book: Handbook) -> Iterator[RenderableType]:
    yield Text(visible(f"Sources: {', '.join(exercise.sources)} (backcoach why {exercise.id})"), style="dim")
    if exercise.id in book.drafts:
        yield Text(NOT_REVIEWED, style="dim")


def _named(name: str, words: str) -> RenderableType:
    return Text.assemble((f"{name}: ", "bold"), visible(words))


def _bullets(lines: Iterable[str]) -> Iterator[RenderableType]:
    for line in lines:
        yield hanging("  - ", line)
