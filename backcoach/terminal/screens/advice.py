"""The screen of a disposition: the action first and alone, then everything that goes with it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from backcoach.flows.screening import Advice
from backcoach.handbook.messages import Message
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible

STYLES = {
    "emergency_now": "bold red",
    "same_day": "bold yellow",
    "soon": "bold yellow",
    "routine": "bold",
    "self_care": "bold",
}
SHOWN = 4
NOT_REVIEWED = "Not yet reviewed by a clinician."


def advice_screen(advice: Advice) -> RenderableType:
    """The whole screen. It never says that serious disease is ruled out."""
    first, *others = advice.messages
    parts: list[RenderableType] = [Text(), *_opening(advice), Text()]
    parts += _body(first)
    for message in others:
        parts += [Text(), Text(visible(message.headline), style="bold"), *_body(message)]
    if advice.crisis and not any(advice.crisis in message.headline for message in advice.messages):
        parts += [Text(), Text(f"To talk to somebody now: {advice.crisis}", style="bold")]
    parts += [Text(), *_reasons(advice), Text()]
    if advice.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def _opening(advice: Advice) -> list[RenderableType]:
    """The action; where only a plan gate stands in the way, that there is no plan, and no encouragement."""
    if advice.plan_reasons and advice.disposition.allows_plan:
        whys = _lines("", tuple(reason.why for reason in advice.plan_reasons))
        return [Text("No plan is made here.", style="bold"), *whys]
    return _headline(advice.messages[0], advice.disposition.urgency)


def action_again(advice: Advice) -> RenderableType:
    """The action once more with a number to call, for a screen whose top has scrolled away."""
    first = advice.messages[0]
    has_number = any(letter.isdigit() for letter in first.headline)
    steps = [line for line in first.do if any(letter.isdigit() for letter in line)]
    call = [] if has_number else _lines("", tuple(steps[:1]))
    return Group(*_headline(first, advice.disposition.urgency), *call)


def _headline(message: Message, urgency: str) -> list[RenderableType]:
    is_grave = urgency in ("emergency_now", "same_day")
    head = Text(visible(message.headline), style=STYLES[urgency])
    return [Padding(head, (1, 2), expand=False)] if is_grave else [head]


def _body(message: Message) -> list[RenderableType]:
    parts = _lines("", message.do)
    if message.say:
        parts += [Text(), Text("Say this:", style="bold"), _indented(f'"{message.say}"')]
    parts += _lines("Take along:", message.take_along)
    parts += _lines("Do not:", tuple(line.removeprefix("Do not ").capitalize() for line in message.do_not))
    parts += _lines(_worse_head(message), message.worse)
    return parts


def _worse_head(message: Message) -> str:
    return (
        "It is more urgent with:" if message.level == "emergency_now" else "Get emergency help at once for:"
    )


def _lines(head: str, lines: tuple[str, ...]) -> list[RenderableType]:
    if not lines:
        return []
    heads: list[RenderableType] = [Text(), Text(head, style="bold")] if head else []
    return [*heads, *(hanging("  - ", line) for line in lines)]


def _indented(text: str) -> RenderableType:
    return Padding(Text(visible(text)), (0, 0, 0, 2), expand=False)


def _reasons(advice: Advice) -> list[RenderableType]:
    shown = (*advice.plan_reasons, *advice.reasons)
    if not shown:
        return []
    lines = [hanging("  - ", f"{reason.why} ({reason.rule})") for reason in shown[:SHOWN]]
    more = [hanging("  - ", f"and {len(shown) - SHOWN} more")] if len(shown) > SHOWN else []
    return [Text("Why:", style="bold"), *lines, *more]
