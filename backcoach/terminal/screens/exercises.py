"""The exercise library on the screen: the list, with what each is for this person."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.exercise_facts import ExerciseKind
from backcoach.coach.library import Place, Shelved
from backcoach.coach.phases import Phase
from backcoach.coach.withholding import Verdict
from backcoach.flows.exercises import Shelf
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging, marked
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.plan import item_text
from backcoach.terminal.told import Drawn
from backcoach.terminal.words import NOT_REVIEWED, day_text

HEAD = "Exercises"
MARKS = {Place.IN_PLAN: "[*]", Place.FITS: "[ ]", Place.OTHER_PHASE: "[.]"}
CLOSED = "[-]"
WORDS = {
    "[*]": "In this week's plan",
    "[ ]": "Fits now",
    "[.]": "Another part of the plan",
    "[-]": "Not now or not for you",
}
LEGEND = "[*] in this week's plan  [ ] fits now  [.] another part of the plan  [-] not now or not for you"
MORE = "How to do one: backcoach exercises NAME"
FIRST = "First come the safety questions: backcoach start. Until then it is not known which of these fit you."
RESTS = "All exercises rest now"
REVIEW_DUE = "Your next week waits for the weekly safety questions: backcoach screen --weekly"
FITS = "It fits this part of your plan, and is not in this week's plan."
OTHER_PHASE = "It is for another part of the plan than the one you are in."
NONE_MATCH = "No exercise is of that kind and in that part of the plan."
KINDS = {
    ExerciseKind.COMFORT: "Rest",
    ExerciseKind.MOBILITY: "Moving the back",
    ExerciseKind.STRETCH: "Stretching",
    ExerciseKind.CONTROL: "Breathing and steadying",
    ExerciseKind.STRENGTH: "Strength",
    ExerciseKind.BALANCE: "Balance",
    ExerciseKind.ENDURANCE: "Staying power",
    ExerciseKind.MIND_BODY: "Body and mind",
}


def list_screen(found: Shelf, shelved: tuple[Shelved, ...], book: Handbook) -> RenderableType:
    """The exercises by kind, each in a line or two."""
    parts: list[RenderableType] = [Text(HEAD, style="bold"), *standing_lines(found)]
    for kind in ExerciseKind:
        of_kind = [one for one in shelved if one.exercise.kind is kind]
        if of_kind:
            parts += [Text(), Text(KINDS[kind], style="bold")]
            parts += [_marked(one, book) for one in of_kind]
    parts += [Text(), Text(NONE_MATCH)] if not shelved else [Text(), *_foot(found, book)]
    return Group(*parts)


def standing_lines(found: Shelf) -> Iterator[RenderableType]:
    """What holds for all exercises now: they rest, or nothing is known yet, or they are limited."""
    if found.is_resting:
        yield Text(f"{RESTS}.", style="bold yellow")
    elif found.known is None:
        yield Text(FIRST, style="bold")
    elif found.is_review_due:
        yield Text(REVIEW_DUE, style="bold")
    left = found.left
    if left is not None and left.because and (found.is_resting or left.verdict is Verdict.LIMITED):
        ids = ", ".join(dict.fromkeys(reason.rule for reason in left.because))
        yield Text(visible(f"{' '.join(left.words)} (why {ids})"))


def _marked(one: Shelved, book: Handbook) -> RenderableType:
    if one.place is Place.UNKNOWN:
        return Drawn(hanging("    ", _line(one, book)), _line(one, book))
    mark = MARKS.get(one.place, CLOSED)
    return marked(mark, WORDS[mark], _line(one, book))


def _line(one: Shelved, book: Handbook) -> Text:
    exercise = one.exercise
    return Text.assemble((visible(exercise.name), "bold"), visible(f" ({exercise.id}). {_short(one, book)}"))


def _short(one: Shelved, book: Handbook) -> str:
    """What it is for the person, in a few words; else the parts of a plan it belongs to."""
    if one.reasons and one.place is not Place.CLINICIAN_FIRST:
        return against_text(one, is_brief=True)
    if one.item is not None:
        return f"{item_text(one.item).capitalize()}."
    if one.place is Place.CLINICIAN_FIRST:
        return f"Ask a doctor or physio first. (why {one.reasons[0].rule})"
    return f"For: {phases_text(one.exercise.phases, book)}."


def against_text(one: Shelved, *, is_brief: bool = False) -> str:
    """That it is not for this person, and because of what; in brief without what follows from that."""
    inputs = (pair for reason in one.reasons for pair in reason.inputs)
    words = dict.fromkeys(word for name, value in inputs if name == "because" for word in value.split("; "))
    said = (word.partition(": ")[0] if is_brief else word for word in words)
    ids = ", ".join(dict.fromkeys(reason.rule for reason in one.reasons))
    return f"Not for you: {'; '.join(said)}. (why {ids})"


def phases_text(phases: tuple[Phase, ...], book: Handbook) -> str:
    """The parts of a plan by their names."""
    return ", ".join(book.activity.phase(phase).label for phase in phases)


def status_line(one: Shelved) -> Text:
    """What this exercise is for the person now, for the top of its card."""
    if one.place is Place.RESTS and not one.reasons:
        return Text(f"{RESTS}, and this one with them.", style="bold yellow")
    if one.place in (Place.NOT_FOR_YOU, Place.RESTS):
        return Text(visible(against_text(one)), style="bold yellow")
    if one.place is Place.CLINICIAN_FIRST:
        return Text(visible(f"{one.reasons[0].why} (why {one.reasons[0].rule})"), style="bold yellow")
    if one.item is not None:
        days = ", ".join(day_text(day) for day in one.item.days)
        return Text(visible(f"In this week's plan: {item_text(one.item)}; on {days}."), style="bold")
    if one.place is Place.UNKNOWN:
        return Text(FIRST, style="bold")
    words = OTHER_PHASE if one.place is Place.OTHER_PHASE else FITS
    return Text(words)


def _foot(found: Shelf, book: Handbook) -> Iterator[RenderableType]:
    for line in book.activity.exercise_lines:
        yield Text(visible(line.text))
    if found.known is not None:
        yield Drawn(Text(LEGEND), Group())
    yield Text(MORE, style="bold")
    if book.activity.is_draft:
        yield Text(NOT_REVIEWED, style="dim")
