"""The words and screens of a guided session."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.guided import Going, GuidedStep, StepKind, Steps, script_steps
from backcoach.coach.relaxation import Relaxation
from backcoach.coach.week import ItemKind
from backcoach.flows.go import GoView
from backcoach.flows.go_record import Judged
from backcoach.flows.go_tasks import Task
from backcoach.handbook.guided import UNKNOWN
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.exercise_card import drawing_of
from backcoach.terminal.screens.learn import length_text
from backcoach.terminal.screens.plan import LOOK_BACK_DUE, REVIEW_DUE, item_text
from backcoach.terminal.words import NOT_REVIEWED

KEYS = "p pause   s skip   e easier   h harder   q stop"
TOLD_KEYS = "Enter goes on   p pause   s skip   e easier   h harder   q stop   each with Enter"
PLAIN_KEYS = "Enter when done   s skip   e easier   h harder   q stop"
NO_SUCH_KEY = "Please type Enter alone when it is done, or s, e, h or q."
CHANGES = ("s", "e", "h", "q")
PAUSED = "Paused. p to go on, q to stop."
HARDEST = "More than this is not for today."
STYLES = {"green": "green", "amber": "yellow", "red": "bold red"}
NOTHING_LEFT = "Nothing is left to do of today's exercises."
NOTHING = "No exercise is planned for today."
PAUSED_PLAN = "The plan is paused; nothing is planned for today."
CHECK = "Before you begin, today's safety questions: backcoach log"
TELL = "Tell it with: backcoach log"


def list_screen(view: GoView, script: Relaxation | None, book: Handbook) -> RenderableType:
    """What would be done, how long it takes, and what is left out."""
    parts: list[RenderableType] = []
    for number, task in enumerate(view.tasks, start=1):
        length = length_text(task.seconds(book))
        parts.append(hanging(f"{number:>3}  ", f"{task.exercise.name}: {task.item.text} ({length})"))
        parts += [hanging("     ", words) for _, words in task.notes]
    if script is not None:
        parts.append(hanging("   +  ", f"{script.title} ({length_text(script.seconds)})"))
    if view.tasks:
        parts.append(Text(f"About {length_text(view.seconds(book))}, at the pace of the countdown."))
    else:
        parts += [Text(visible(line)) for line in nothing_lines(view)]
    parts += also_lines(view)
    parts += [Text(visible(f"Left out: {one.item.label}. {one.words}")) for one in view.left_out]
    if view.is_check_due and view.tasks:
        parts.append(Text(CHECK, style="bold"))
    if book.guided.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def also_lines(view: GoView) -> list[RenderableType]:
    """What else today holds that is not done yet, in one line."""
    items = "; ".join(f"{item.label} {item_text(item)}" for item in view.also)
    counted = [item.id for item in view.also if item.kind is ItemKind.TASK]
    tell = f"{TELL} --did {counted[0]}=AMOUNT" if counted else TELL
    return [hanging("Also today: ", f"{items}. {tell}")] if items else []


def nothing_lines(view: GoView) -> Iterator[str]:
    """Why nothing is to be done, and one exercise that may be done all the same."""
    if view.is_review_due:
        yield REVIEW_DUE
        return
    if view.is_look_back_due:
        yield LOOK_BACK_DUE
        return
    if view.is_paused:
        yield PAUSED_PLAN
        return
    yield NOTHING_LEFT if view.left_out else NOTHING
    if view.other is not None:
        yield f"If you feel like it: backcoach go {view.other.id} ({view.other.name})"


def stop_screen(book: Handbook) -> RenderableType:
    """The signs on which everything stops, before the first exercise."""
    lines = [hanging("  - ", line.text) for line in book.activity.stop_always]
    head = Text(visible(book.guided.line("go_stop_first").text), style="bold")
    return Group(head, *lines, Text(TELL))


def card_screen(task: Task, place: str, *, width: int, with_drawing: bool) -> RenderableType:
    """The card in brief: the position, the movement, and what is done of it now."""
    exercise = task.exercise
    parts: list[RenderableType] = [
        Text(),
        Text.assemble((visible(f"{place}  {exercise.name}"), "bold cyan"), visible(f"   {task.item.text}")),
        *(Text(visible(words), style="bold") for _, words in task.notes),
    ]
    if with_drawing and exercise.drawing:
        parts.append(drawing_of(exercise.drawing, width))
    parts.append(hanging("Start: ", exercise.start))
    parts += [hanging(f"  {number}. ", step) for number, step in enumerate(exercise.how, start=1)]
    parts.append(hanging("Breathing: ", exercise.breath))
    parts += [hanging("Stop if: ", line) for line in exercise.stop]
    return Group(*parts)


def round_text(going: Going, steps: Steps) -> str:
    """One stretch of an exercise in a plain line."""
    first, count, dose = steps[0], len(steps), going.exercise.dose
    number, side, _ = first.place
    parts = [f"Round {number} of {dose.sets}"] if dose.sets > 1 else []
    parts += [f"Side {side} of {dose.sides}"] if dose.sides > 1 else []
    where = f"{', '.join(parts)}: " if parts else ""
    times = "Once" if count == 1 else f"{count} times"
    if first.kind is StepKind.MINUTE:
        return f"{where}{count} min."
    if first.kind is StepKind.HOLD:
        return f"{where}{times}, {first.seconds} s each."
    return f"{where}{times}."


def now_text(going: Going) -> str:
    """What is done from now on, after it was made easier or harder."""
    return f"From now on: {going.exercise.dose.words(going.amount)}."


def step_text(step: GuidedStep, going: Going | None) -> str:
    """What goes on in a step, in a few words."""
    words = {
        StepKind.READY: "Get ready",
        StepKind.BETWEEN: "Let go",
        StepKind.SIDE: "Now the other side",
        StepKind.REST: "Rest",
        StepKind.LINE: "",
    }
    if going is None or step.kind in words:
        return words.get(step.kind, "")
    number, side, repeat = step.place
    named = {StepKind.HOLD: "Hold", StepKind.MINUTE: "Minute"}.get(step.kind, "Move")
    dose = going.exercise.dose
    side_text = f", side {side} of {dose.sides}" if dose.sides > 1 else ""
    round_words = f", round {number} of {dose.sets}" if dose.sets > 1 else ""
    return f"{named} {repeat} of {step.of}{side_text}{round_words}"


def clock_text(seconds: int) -> str:
    """Minutes and seconds such as `1:05`."""
    return f"{seconds // 60}:{seconds % 60:02}"


def script_line(step: GuidedStep) -> str:
    """One line of a relaxation script."""
    return step.text


def script_screen(script: Relaxation) -> RenderableType:
    """All lines of a script, each with its seconds."""
    lines = [hanging(f"{step.seconds:>3} s  ", step.text) for step in script_steps(script)]
    return Group(*lines)


def script_head(script: Relaxation) -> RenderableType:
    """What is read before a script begins."""
    head = Text.assemble((visible(script.title), "bold cyan"), f"   {length_text(script.seconds)}")
    return Group(Text(), head, *(Text(visible(line)) for line in script.ready))


def colour_screen(judged: tuple[Judged, ...], book: Handbook) -> RenderableType:
    """The colour of each session in words, what it means once, and what the leg means."""
    parts: list[RenderableType] = [Text()]
    for one in judged:
        name = one.colour.value if one.colour else "not known"
        parts.append(Text(visible(f"  {one.name}: {name}"), style=STYLES.get(name, "")))
    ids = dict.fromkeys(f"go_{one.colour.value}" if one.colour else UNKNOWN for one in judged)
    ids |= {"go_swap": None} if any(one.is_to_swap for one in judged) else {}
    parts += [hanging("  ", book.guided.line(id_).text) for id_ in ids]
    parts += [hanging("  ", line) for line in _leg_lines(judged, book)]
    parts.append(hanging("  ", book.guided.line("go_next_morning").text))
    return Group(*parts)


def _leg_lines(judged: tuple[Judged, ...], book: Handbook) -> Iterator[str]:
    spread = [one.session.has_spread for one in judged]
    if True in spread:
        yield f"{book.guided.line('go_spread').text} {TELL}"
    elif None in spread:
        yield f"{book.guided.line('go_spread_unsure').text} {TELL}"
