"""One line in the person's own form for a bar or a prompt, from placeholders such as `{done}` or `{next:20}`.

A bar is seen by others, and bars and shells obey some characters. So the values tell nothing about health
unless asked for, and hold nothing that a bar, a prompt or a terminal would obey.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.status import Status
from backcoach.terminal.safe import visible

NAMES = ("next", "done", "planned", "due", "week", "level")
UNKNOWN = "-"
STAND_IN = "_"
OBEYED = frozenset('#$%`\\"!')
"""What tmux, the prompts of shells, and formats of dates obey within a value."""

WIDEST = 200
CUT = "\N{HORIZONTAL ELLIPSIS}"
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_PLACEHOLDER = re.compile(r"([a-z_]+)(?::([0-9]{1,3}))?")
ANY_NAME = ", ".join(f"{{{name}}}" for name in NAMES)


def check_format(form: str) -> None:
    """Refuse a form with anything in it that is no placeholder. Raises `BadInput` with each fault."""
    faults = [fault for part in _PART.finditer(form) if (fault := _fault(part))]
    if faults:
        raise BadInput(
            "--format cannot be used.",
            f"There is {ANY_NAME}, each also with a width such as {{next:20}}; {{{{ is a brace.",
            tuple(faults),
        )


def _fault(part: re.Match[str]) -> str:
    whole, inner = visible(part[0][:40]), part[1]
    if inner is None:
        return "" if len(part[0]) > 1 else f"{whole} stands alone; write it twice for a brace"
    found = _PLACEHOLDER.fullmatch(inner)
    if found is None or found[1] not in NAMES:
        return f"{whole} is no placeholder"
    is_wide = found[2] is not None and not 1 <= int(found[2]) <= WIDEST
    return f"{whole}: a width is from 1 to {WIDEST}" if is_wide else ""


def formatted(form: str, values: Mapping[str, str]) -> str:
    """The form with its values on one line, none of them wider than it asks for. It was checked before."""

    def put(part: re.Match[str]) -> str:
        if part[1] is None:
            return part[0][0]
        name, _, width = part[1].partition(":")
        value = harmless(values[name])
        return cut(value, int(width)) if width else value

    return visible(_PART.sub(put, form))


def harmless(text: str) -> str:
    """A value without anything that a terminal, a bar or a prompt would obey."""
    return "".join(STAND_IN if letter in OBEYED else letter for letter in visible(text))


def cut(text: str, width: int) -> str:
    """The text in at most so many columns, with a mark where something is left out."""
    if text.isascii() and len(text) <= width:
        return text
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + CUT


def values_of(found: Status, desk: Desk, form: str, *, is_plain: bool) -> Mapping[str, str]:
    """What the placeholders of a form stand for; `-` for what is not known or not shown now."""
    is_open = found.is_plan_allowed
    level = found.disposition.urgency if is_plain else UNKNOWN if is_open else "look"
    return {
        "next": _next(found, is_plain=is_plain),
        "done": str(found.done) if is_open else UNKNOWN,
        "planned": str(found.planned) if is_open else UNKNOWN,
        "due": _due(desk) if "{due" in form else UNKNOWN,
        "week": str(found.week or UNKNOWN),
        "level": level,
    }


def _due(desk: Desk) -> str:
    """How many things are due, which takes a look at all of them."""
    from backcoach.flows.remind import due_now

    return str(len(tuple(due_now(desk))))


def _next(found: Status, *, is_plain: bool) -> str:
    """The next thing of today: a walk by its minutes, everything else by its name only when asked for."""
    if found.next_item is None:
        return UNKNOWN
    if is_plain:
        return found.next_item
    return f"{found.next_walk} min walk" if found.next_walk else "reminder"
