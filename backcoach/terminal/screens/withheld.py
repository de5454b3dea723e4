"""What is fine for now, what waits, and why: a short list, not a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from backcoach.coach.values import Answer, Reason
from backcoach.coach.withholding import Outcome, StandingTag, Verdict, Withholding
from backcoach.flows.plan import PlanView
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import Lines, hanging
from backcoach.terminal.safe import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

FINE = "Fine for now:"
WAITS = "Not for now:"
LEADS = {Answer.YES.value: "", Answer.NOT_SURE.value: "perhaps "}
SIGNS = 2
"""Of a longer row of answers so many are named; `why` names them all."""


def comfort_blocks(withheld: Withholding, book: Handbook) -> tuple[Lines, ...]:
    """What is allowed while the plan rests, and what is withheld, each with the id that explains it."""
    fine = [one for one in withheld.parts if one.verdict in (Verdict.ALLOW, Verdict.LIMITED)]
    waits = [one for one in withheld.parts if one.verdict is Verdict.WITHHOLD]
    instead = [hanging("  - ", one.tag.instead) for one in withheld.tags if one.tag.instead]
    return (
        (Text(), Text(FINE, style="bold"), *instead, *(_part(one, book) for one in fine)),
        (Text(), Text(WAITS, style="bold"), *(_part(one, book) for one in waits)),
    )


def left_out_lines(view: PlanView, book: Handbook) -> list[RenderableType]:
    """What the answers take away beside a running plan; nothing for somebody without such an answer."""
    lines = [_tag_line(one, book) for one in view.withheld.tags]
    if view.left_out:
        names = _joined([one.label for one in view.left_out])
        lines.append(f"Your newer answers took out of this week: {names}.")
    return [Text(visible(line)) for line in lines]


def _part(one: Outcome, book: Handbook) -> RenderableType:
    because = "".join(f" {one}." for one in _because(one.because, book))
    ids = ", ".join(dict.fromkeys(reason.rule for reason in one.because))
    return hanging("  - ", f"{one.label}: {' '.join(one.words)}{because}{f' ({ids})' if ids else ''}")


def _tag_line(one: StandingTag, book: Handbook) -> str:
    whys = (f"{why[0].lower()}{why[1:]}" for why in _because((one.reason,), book))
    because = "".join(f", because {why}" if not place else f"; {why}" for place, why in enumerate(whys))
    instead = f" {one.tag.instead}" if one.tag.instead else ""
    return f"Left out for you: {_joined(list(one.tag.leaves_out))}{because} (why {one.tag.id}).{instead}"


def _because(reasons: Iterable[Reason], book: Handbook) -> Iterator[str]:
    """The answers behind reasons in the person's words, and apart from them what was never asked."""
    questions = book.screening.rules.questions
    said, unknown = list[str](), list[str]()
    for name, value in dict.fromkeys(pair for reason in reasons for pair in reason.inputs):
        short = questions[name].short if name in questions else ""
        if short and value in LEADS:
            said.append(LEADS[value] + short)
        elif short and value.isdecimal():
            said.append(f"{short} {value}")
        elif short:
            unknown.append(short)
    if said:
        yield f"You said: {_few(said)}"
    if unknown:
        yield f"It is not known: {_few(unknown)}"


def _few(signs: list[str]) -> str:
    more = [f"{len(signs) - SIGNS} more"] if len(signs) > SIGNS else []
    return _joined([*signs[:SIGNS], *more])


def _joined(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
