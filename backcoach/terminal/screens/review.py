"""The look back at a week on the screen: what comes next, and what is different."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.lighter import ItemChange
from backcoach.flows.figures import figures_words
from backcoach.flows.looking_back import LookedBack
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED, week_text

SAME = "Nothing is different."


def review_screen(found: LookedBack, book: Handbook) -> RenderableType:
    """What was decided on a week and why, and the next week against it."""
    after = found.after
    parts: list[RenderableType] = []
    if after.outcome is not None:
        rule = book.activity.review_rule(after.outcome)
        reasons = [reason for reason in after.reasons if reason.rule == rule.id]
        head = f"{rule.label.capitalize()}: {rule.next} (backcoach why {rule.id})"
        parts += [Text(visible(head), style="bold"), *(Text(visible(one.why)) for one in reasons)]
        figures = figures_words(pair for one in reasons for pair in one.inputs)
        parts += [Text(visible(f"Looked at: {figures}."), style="dim")] if figures else []
    weeks = f"Week {found.before.number} to week {after.number} ({week_text(after.starts_on, after.ends_on)})"
    parts += [Text(weeks, style="bold cyan"), *diff_lines(found.changes)]
    if book.activity.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def diff_lines(changes: tuple[ItemChange, ...]) -> Iterator[RenderableType]:
    """One line for each thing, and reasons that several in a row share once; what stays comes last."""
    same = [one.label for one in changes if one.before == one.after]
    changed = (one for one in changes if one.before != one.after)
    for why, group in groupby(changed, key=lambda one: one.why):
        some = tuple(group)
        for one in some:
            yield hanging("- ", Text.assemble((visible(one.label), "bold"), f": {_change(one)}"))
        if why:
            yield Text("  Why:" if len(some) == 1 else f"  Why, of these {len(some)}:", style="dim")
        yield from (hanging("    - ", Text(visible(each), style="dim")) for each in why)
    if same:
        yield Text(visible(f"As it was: {', '.join(same)}."))
    if not changes:
        yield Text(SAME)


def _change(one: ItemChange) -> str:
    if one.before is None:
        return f"new: {visible(one.after or '')}"
    if one.after is None:
        return f"left out (was {visible(one.before)})"
    return f"{visible(one.before)} -> {visible(one.after)}"
