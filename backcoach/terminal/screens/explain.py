"""The screen that explains a screening: what held, what was near, and on what it rests."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.wording import Questions
from backcoach.flows.explain import Explained, Fired, NearRule, said
from backcoach.terminal.output import hanging
from backcoach.terminal.words import NOT_REVIEWED

SHOWN = 6
NEAR = (
    "With one other answer each of these would have held. They explain the result and exclude nothing: "
    "an answer can be wrong, and a sign can still come. If anything changes, answer again: backcoach screen"
)


def explain_screen(found: Explained, questions: Questions) -> RenderableType:
    """The whole explanation."""
    parts = [*_head(found), *_rules("Rules that held:", found.fired, questions)]
    parts += _rules("Why there is no plan beside that:", found.gates, questions)
    if not found.fired:
        parts.append(Text("No rule held. That does not mean that nothing is there."))
    parts += [*_near(found, questions), *_sources(found)]
    if found.is_draft:
        parts += [Text(), Text(NOT_REVIEWED, style="dim")]
    return Group(*parts)


def _head(found: Explained) -> list[RenderableType]:
    when = f"Safety answers of {found.day_on}" if found.day_on else "These answers"
    level = found.body.disposition.value
    lines: list[RenderableType] = [Text.assemble((f"{when}: ", "bold"), (level, "bold cyan"))]
    if found.stands and found.stands > found.body.disposition:
        lines.append(
            Text(f"What stands is more urgent, from an earlier day: {found.stands.value}", style="bold")
        )
    if found.is_old_content:
        lines.append(Text("The rules have changed since that day. What held is told as it was decided then."))
    return lines


def _rules(head: str, rules: tuple[Fired, ...], questions: Questions) -> list[RenderableType]:
    if not rules:
        return []
    parts: list[RenderableType] = [Text(), Text(head, style="bold")]
    for one in rules:
        level = f"  {one.level.value}" if one.level else ""
        parts.append(Text.assemble(("  " + one.reason.rule, "cyan"), level))
        parts.append(hanging("    ", one.reason.why))
        parts += [hanging("    - ", said(pair, questions)) for pair in one.reason.inputs]
    return parts


def _near(found: Explained, questions: Questions) -> list[RenderableType]:
    if not found.near:
        return []
    parts: list[RenderableType] = [
        Text(),
        Text("More urgent rules near by:", style="bold"),
        hanging("  ", NEAR),
    ]
    for one in found.near[:SHOWN]:
        parts.append(Text.assemble(("  " + one.rule.id, "cyan"), f"  {one.rule.level.value}"))
        parts.append(hanging("    ", one.rule.why))
        parts += _changes(one, questions)
    more = len(found.near) - SHOWN
    return [*parts, Text(f"  and {more} more, which --json lists")] if more > 0 else parts


def _changes(one: NearRule, questions: Questions) -> list[RenderableType]:
    counted = "; ".join(said(pair, questions) for pair in one.already)
    first = [hanging("    counted already: ", counted)] if counted else []
    return [*first, hanging("    lacked: ", ", or ".join(one.changes))]


def _sources(found: Explained) -> list[RenderableType]:
    reasons = [one.reason.sources for one in (*found.fired, *found.gates)]
    cited = {
        source for many in (*reasons, *(one.rule.sources for one in found.near[:SHOWN])) for source in many
    }
    shown = [one for one in found.sources if one.id in cited]
    lines = [hanging(f"  {one.id}  ", f"{one.title} (seen: {one.seen})") for one in shown]
    return [Text(), Text("Sources:", style="bold"), *lines] if lines else []
