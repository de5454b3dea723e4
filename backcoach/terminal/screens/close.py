"""Where a bout stands, and how to stay well once it is closed."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.phases import Phase
from backcoach.coach.values import Reason
from backcoach.flows.closing import BoutEnd, StayWell
from backcoach.flows.figures import figures_words
from backcoach.flows.return_of_pain import CameBack
from backcoach.flows.sheet import SheetField
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging, marked
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.sheet import HEAD as SHEET_HEAD
from backcoach.terminal.screens.sheet import sheet_parts
from backcoach.terminal.words import NOT_REVIEWED, date_text, with_dates

HEAD = "Where this bout stands"
ASK = "Close this bout? What is recorded stays, and you can begin again any day."
CHOICE = "One of these is enough, and it is your choice: backcoach close --yes"
NOT_YET = "None of these holds yet, so the plan goes on. Look again any day: backcoach close"
FLARING = "A flare-up runs. Close the bout once that has settled."
HOW_FAR = {
    "quiet_weeks": "quiet weeks: {quiet_weeks} of {weeks_needed}",
    "quiet_days": "low on {quiet_days} of {days_logged} days logged; {days_needed} are needed",
    "own_back": "back: {own_back} of {own}; told of: {own_known}; weeks as before: {weeks_as_before}",
}
"""How far each ending has come, by the name of the figure that only it has."""
UNCHANGED = "Nothing was changed."
MAY_CLOSE = "This bout may be over. Where it stands, and how to close it: backcoach close"
WRITE_SHEET = "For a bad day, write your own sheet now: backcoach sheet"
AGAIN = "See this again: backcoach close. Why? backcoach why ID."
CLINICIAN = "More than short walks waits until a clinician agrees."


def bout_screen(found: BoutEnd, book: Handbook) -> RenderableType:
    """Each ending with a mark, its words and its figures."""
    parts: list[RenderableType] = [Text(HEAD, style="bold")]
    for _, decision in found.endings:
        for reason in decision.reasons:
            mark = ("[x]", "Reached") if decision.value else ("[ ]", "Not reached")
            parts.append(marked(*mark, _line(reason, book.recovery.rule(reason.rule).label)))
    if found.is_flaring:
        parts.append(Text(FLARING))
    elif found.ending is None:
        parts.append(Text(NOT_YET))
    return Group(*parts)


def _line(reason: Reason, label: str) -> Text:
    return Text.assemble(
        (visible(f"{label}: "), "bold"), visible(f"{reason.why} ({_figures(reason)}; why {reason.rule})")
    )


def _figures(reason: Reason) -> str:
    """How far it has come, in a few words."""
    told = dict(reason.inputs)
    known = next((words for name, words in HOW_FAR.items() if name in told), None)
    return with_dates(known.format_map(told) if known else figures_words(reason.inputs))


def staying_well_screen(
    found: BoutEnd, how: StayWell, sheet: tuple[SheetField, ...], book: Handbook
) -> RenderableType:
    """How to stay well: the walks, strength, check-ins, the next look, the sheet, and how it tends to go."""
    closed = date_text(found.closed_on) if found.closed_on else ""
    parts: list[RenderableType] = [Text(f"Closed on {closed}. Staying well:", style="bold")]
    parts += [hanging("  - ", line) for line in _how_lines(how, book)]
    parts.append(Text("How it tends to go", style="bold"))
    parts += [hanging("  - ", f"{line.text} (why {line.id})") for line in book.recovery.figures]
    written = sheet_parts(sheet)
    parts += [Text(SHEET_HEAD, style="bold cyan"), *written] if written else [Text(WRITE_SHEET)]
    parts.append(Text(f"{AGAIN} {NOT_REVIEWED if book.recovery.is_draft else ''}".strip(), style="dim"))
    return Group(*parts)


def _how_lines(how: StayWell, book: Handbook) -> Iterator[str]:
    if how.walk is not None:
        yield from _walk_lines(how, book)
    yield from (f"{line.text} (why {line.id})" for line in how.lines)
    yield f"A look at how it goes on {date_text(how.look_on)}, then every four weeks: backcoach close"


def _walk_lines(how: StayWell, book: Handbook) -> Iterator[str]:
    now, *later = how.steps
    days, times = book.activity.phase(Phase.MAINTAIN).walk_days, how.walk.times_per_day if how.walk else 1
    often = "" if times == 1 else f", {times} times a day"
    liked = f" Or {how.liked[0].lower()}{how.liked[1:]} instead." if how.liked else ""
    grows = f" After each good week: {', '.join(map(str, later))}." if later else ""
    by = f" There is time until {date_text(how.by_on)}." if later else ""
    yield f"Walking: {now} min{often}, on {days} days a week.{grows}{by}{liked} (why stay_well_steps)"
    if not any(line.id == "stay_strength" for line in how.lines):
        yield CLINICIAN


def came_back_lines(back: CameBack, book: Handbook) -> Iterator[RenderableType]:
    """What a return is, and what helped the last time."""
    for reason in back.decision.reasons:
        label = book.recovery.rule(reason.rule).label
        yield Text.assemble((visible(f"{label}: "), "bold"), visible(f"{reason.why} (why {reason.rule})"))
    if back.likes:
        yield Text(visible(f"Last time you liked: {', '.join(back.likes)}."))
    if back.sheet:
        yield Text("What you wrote for bad days:", style="bold")
        yield from (Text(visible(line)) for line in back.sheet)
