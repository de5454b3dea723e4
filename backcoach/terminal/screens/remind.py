"""What is due in one line each: discreet words, or, when asked for, what it really is.

A reminder is read by whoever stands by. So, unless asked for, a walk is a walk, and everything else is a
command that says more only to whoever runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from backcoach.flows.desk import Desk
from backcoach.flows.remind import Due, DueKind
from backcoach.terminal.safe import visible

DISCREET: Mapping[DueKind, str] = {
    DueKind.SIGN: "backcoach status",
    DueKind.CHECK_IN: "backcoach log",
    DueKind.DOSE: "backcoach plan",
    DueKind.SESSION: "backcoach plan",
    DueKind.LOOK_BACK: "backcoach review",
    DueKind.NEXT_WEEK: "backcoach plan",
    DueKind.MEASURES: "backcoach status",
    DueKind.THOUGHTS: "backcoach status",
    DueKind.CHOICE: "backcoach status",
}
"""Commands whose names tell nothing; of safety questions it is the command that asks them."""

PLAIN: Mapping[DueKind, str] = {
    DueKind.SIGN: "what you told needs a look first",
    DueKind.SAFETY: "safety questions",
    DueKind.CHECK_IN: "check-in of today",
    DueKind.LOOK_BACK: "look back at your week",
    DueKind.NEXT_WEEK: "a new week",
    DueKind.MEASURES: "measures",
    DueKind.THOUGHTS: "how you think and feel about the pain",
    DueKind.CHOICE: "look again at what you chose",
}


def lines(due: tuple[Due, ...], desk: Desk, *, is_plain: bool) -> tuple[str, ...]:
    """One line for each thing that is due; those that read alike stand once."""
    say: Callable[[Due], str] = (lambda one: plain_words(one, desk)) if is_plain else discreet_words
    return tuple(dict.fromkeys(visible(say(one)) for one in due))


def discreet_words(one: Due) -> str:
    """A thing that is due in words that tell nothing about health."""
    if one.minutes is not None:
        return f"{one.minutes} min walk"
    return DISCREET.get(one.kind, one.see)


def plain_words(one: Due, desk: Desk) -> str:
    """The same in plain words, with the command for it."""
    if one.minutes is not None:
        return discreet_words(one)
    if one.medicine is not None:
        name = desk.book.medicine.info(one.medicine).name_in(desk.region_code())
        from_at = f" from {one.at:%H:%M}" if isinstance(one.at, datetime) else ""
        return f"{name} {one.mg} mg{from_at}: {one.see}"
    names = ", ".join(item.label for item in one.items)
    return f"{names or PLAIN[one.kind]}: {one.see}"
