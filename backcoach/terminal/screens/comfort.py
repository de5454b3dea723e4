"""What may be used without pills: what fits, how, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.without_pills import Fit, Fitting
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging, marked
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED

FITS = {
    Fit.FINE: "fine",
    Fit.WITH_CARE: "fine, with care",
    Fit.ASK_FIRST: "ask a pharmacist or doctor first",
    Fit.NOT_NOW: "not now",
}
HEAD = "Without pills"
CHOOSE = "To choose some: backcoach comfort moving gel (or none). More of one: backcoach comfort --about heat"
CHOSEN = "Kept, for your plan: backcoach plan. Others instead: backcoach comfort NAME NAME (or none)"
CHOSEN_NONE = "Noted: none of these."


def list_screen(found: Iterable[Fitting], chosen: frozenset[str], book: Handbook) -> RenderableType:
    """All things with how they fit, in a line or two each."""
    parts: list[RenderableType] = [Text(HEAD, style="bold")]
    for one in found:
        mark = ("[x]", "In your plan") if one.thing.id in chosen else ("[ ]", "Not in your plan")
        line = Text.assemble((visible(one.thing.name), "bold"), f": {FITS[one.fit]}. ", visible(_short(one)))
        parts.append(marked(*mark, line))
    parts.append(Text(CHOOSE))
    if book.without_pills.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def _short(one: Fitting) -> str:
    """Why not, where it is closed; else how, in one line."""
    if one.fit >= Fit.ASK_FIRST:
        return f"{one.reasons[0].why} (why {one.reasons[0].rule})"
    return f"{one.thing.brief[0].upper()}{one.thing.brief[1:]}."


def about_screen(one: Fitting, region: str, book: Handbook) -> RenderableType:
    """One thing: the evidence, how to use it, when to stop, who should not."""
    thing = one.thing
    parts: list[RenderableType] = [
        Text.assemble((visible(thing.name), "bold"), f": {FITS[one.fit]} (why {thing.id})"),
        *_reasons(one),
        *_open(one),
        Text("What trials found", style="bold"),
        Text(visible(thing.evidence)),
    ]
    note = thing.note_in(region)
    if note:
        parts.append(Text(visible(note)))
    if one.fit is not Fit.NOT_NOW:
        parts += [Text("How", style="bold"), *(hanging("  - ", step) for step in thing.how)]
    parts.append(Text(visible(thing.stop)))
    if book.without_pills.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def _reasons(one: Fitting) -> Iterator[RenderableType]:
    for reason in one.reasons:
        yield hanging("  - ", f"{reason.why} (why {reason.rule})")


def _open(one: Fitting) -> Iterator[RenderableType]:
    """What was never asked, for the person to check."""
    for verdict, head in ((Fit.NOT_NOW, "Not if"), (Fit.ASK_FIRST, "Ask first if")):
        for limit in one.still_open:
            if limit.verdict is verdict and one.fit is not Fit.NOT_NOW:
                yield hanging("  - ", f"{head} {limit.words} (why {limit.id}).")


def plan_lines(found: Iterable[Fitting]) -> Iterator[str]:
    """One line for each thing that was chosen, as it fits now."""
    for one in found:
        name = one.thing.name
        if one.fit >= Fit.ASK_FIRST:
            yield f"{name}: {FITS[one.fit]} (comfort --about {one.thing.id})"
        else:
            yield f"{name}: {one.thing.brief}"


def kept_screen(kept: Iterable[Fitting]) -> RenderableType:
    """What was chosen, each with who should not use it, and who asks first."""
    parts: list[RenderableType] = []
    for one in kept:
        parts += [Text(visible(line), style="bold") for line in plan_lines([one])]
        parts += [*_reasons(one), *_open(one)]
    return Group(*parts, Text(CHOSEN)) if parts else Text(CHOSEN_NONE)
