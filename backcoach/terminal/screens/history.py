"""The entries of a day, one entry with all its versions, and what came of a correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.activity_record import ReviewHeld, Trial
from backcoach.coach.correcting import State
from backcoach.coach.done import Session
from backcoach.coach.goal_record import GoalSet
from backcoach.coach.medicine_record import PrescribedTaken
from backcoach.coach.missed import DOSE_UNDONE
from backcoach.coach.outlook import Change, Matter
from backcoach.coach.record import CheckIn, DoseTaken, Entry
from backcoach.flows.chronicle import SHORT
from backcoach.flows.correcting import Correction
from backcoach.flows.desk import Desk
from backcoach.flows.goals import goals_of
from backcoach.flows.history import DayKept, Kept, Story
from backcoach.terminal.output import drawn, hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.dose import STILL_STANDS, rule_lines
from backcoach.terminal.screens.entries import entry_words
from backcoach.terminal.screens.logged import TOLD_LATE
from backcoach.terminal.words import day_text

NAMES = {
    Matter.STANDING: "What stands",
    Matter.PLAN: "The plan",
    Matter.COURSE: "The course of {}",
    Matter.MEDICINE: "{}",
    Matter.TAKEN: "{} in the last 24 hours",
    Matter.NEXT_DOSE: "The next planned dose",
    Matter.FLARE: "The flare-up",
    Matter.REVIEW: "The look back",
    Matter.START: "Tried out: {}",
}
NONE = {Matter.TAKEN: "0 mg", Matter.FLARE: "none", Matter.NEXT_DOSE: "none", Matter.COURSE: "none"}
HEADS = {"undo": "Taken back:", "void": "Marked as a mistake:", "redo": "Brought back:", "edit": "Corrected:"}
STAYS = "It stays in the record, marked as taken back."
PART = "The safety answers, and what was issued at the same time, stay as they are."
AGAIN = "To bring it back: backcoach undo --redo"
ISSUED = "An issued week stays as it is; the next look back sees the corrected days."
NOTHING = "This changes nothing else."


def day_screen(day: DayKept, desk: Desk) -> RenderableType:
    """The entries of a day."""
    parts: list[RenderableType] = [Text(day_text(day.day_on), style="bold")]
    if day.earlier:
        total = len(day.kept) + day.earlier
        parts.append(
            Text(f"The last {len(day.kept)} of {total} entries of that day. All: --all", style="dim")
        )
    parts += [_kept_line(one, desk) for one in day.kept]
    if not day.kept:
        parts.append(Text("Nothing is recorded for that day."))
    if day.left_out:
        word = "line" if day.left_out == 1 else "lines"
        parts.append(Text(f"{day.left_out} more {word}, such as single answers: --all", style="dim"))
    if day.kept:
        parts.append(Text("One of them: backcoach history ID   Correct it: backcoach edit ID", style="dim"))
    return Group(*parts)


def _kept_line(one: Kept, desk: Desk) -> RenderableType:
    at = one.entry.at.astimezone(desk.moment.now.tzinfo)
    text = Text(visible(entry_words(one.entry.body, desk.book)))
    if one.state is not State.CURRENT:
        text.stylize("dim")
        text.append(f"  [{visible(became(one))}]", style="yellow")
    return hanging(f"{one.short}  {at:%H:%M}  ", text)


def became(one: Kept) -> str:
    """What became of an entry, such as `corrected by 1a2b3c4d: wrong day`."""
    if one.state is State.CURRENT:
        return "current"
    is_replaced = one.is_back or one.state is State.CORRECTED
    word = "corrected by" if one.state is State.CORRECTED else "taken back"
    word += ", again as" if one.is_back else ""
    by = f" {one.by[:SHORT]}" if one.by and is_replaced else ""
    return f"{word}{by}" + (f": {one.why}" if one.why else "")


def story_screen(story: Story, desk: Desk) -> RenderableType:
    """One entry with everything that corrected it."""
    zone, asked = desk.moment.now.tzinfo, story.asked
    parts: list[RenderableType] = [
        Text(
            f"{asked.short}  of {day_text(asked.entry.day_on)}, each version as it was recorded", style="bold"
        ),
    ]
    for one in story.versions:
        recorded = one.entry.recorded_at.astimezone(zone)
        head = f"{one.short}  {recorded:%a %d %b %H:%M}  "
        text = Text(visible(entry_words(one.entry.body, desk.book)))
        text.append(f"  [{visible(became(one))}]", style="" if one.state is State.CURRENT else "yellow")
        parts.append(hanging(head, text))
    for row in story.planned:
        parts.append(Text(visible(f"{row.about}: planned {row.planned or 'nothing'}, told {row.actual}")))
    return Group(*parts)


def corrected_screen(action: str, found: Correction, desk: Desk) -> RenderableType:
    """What was taken back, brought back or corrected, what stands, and what it changes."""
    parts: list[RenderableType] = [Text(HEADS[action], style="bold")]
    parts += _entry_lines(found.entries, desk)
    if found.is_part:
        parts.append(Text(PART))
    if found.stands:
        parts += [Text("In its place stands again:"), *_entry_lines(found.stands, desk)]
    elif action in ("undo", "void"):
        goals = [Text(visible(text)) for text in _goal_lines(found, desk)]
        parts += goals or [Text("Nothing stands in its place.")]
    if action in ("undo", "void"):
        parts += list(_dose_back_lines(found, desk))
    parts += list(change_lines(found.changes))
    if action in ("undo", "void"):
        parts += [Text(STAYS, style="dim"), Text(AGAIN, style="dim")]
    if any(isinstance(one.body, CheckIn) and one.body.late for one in found.entries):
        parts.append(Text(TOLD_LATE, style="dim"))
    if is_about_activity(found):
        parts.append(Text(ISSUED, style="dim"))
    return Group(*parts)


def _goal_lines(found: Correction, desk: Desk) -> Iterator[str]:
    """What is true again of goals, of which the last word counts, not the one that was corrected."""
    numbers = {one.body.number for one in found.entries if isinstance(one.body, GoalSet)}
    for goal in goals_of(desk) if numbers else ():
        if goal.number in numbers:
            yield f"Goal {goal.number} stands again as it was: {goal.name}"


def _dose_back_lines(found: Correction, desk: Desk) -> Iterator[RenderableType]:
    """What is said wherever a dose is taken back."""
    if any(isinstance(one.body, (DoseTaken, PrescribedTaken)) for one in found.entries):
        yield from map(drawn, rule_lines(DOSE_UNDONE, desk))
        if not desk.standing().is_plan_allowed:
            yield Text(STILL_STANDS)


def is_about_activity(found: Correction) -> bool:
    """Whether a look back may see it otherwise."""
    return any(isinstance(one.body, (CheckIn, Session, Trial, ReviewHeld)) for one in found.entries)


def _entry_lines(entries: Iterable[Entry[object]], desk: Desk) -> Iterator[RenderableType]:
    for one in entries:
        at = one.at.astimezone(desk.moment.now.tzinfo)
        yield hanging(f"  {at:%a %d %b %H:%M}  ", visible(entry_words(one.body, desk.book)))


def change_lines(changes: tuple[Change, ...]) -> Iterator[RenderableType]:
    """What is different now, and why."""
    if not changes:
        yield Text(NOTHING)
        return
    yield Text("What this changes:", style="bold")
    for one in changes:
        yield hanging("  - ", visible(change_text(one)))
        for why in one.why:
            yield hanging("      ", visible(why))


def change_text(one: Change) -> str:
    """One change in words, such as `paracetamol: not before 14:00. Now: 1000 mg may be taken now`."""
    name = NAMES[one.matter].format(one.about)
    none = NONE.get(one.matter, "nothing")
    before, after = (side.words if side else none for side in (one.before, one.after))
    return f"{name}: {after} (before: {before})"
