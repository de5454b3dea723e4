"""`backcoach sheet`: the person's own sheet for bad days."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.sheet import SheetField, fill, fill_all, sheet_of, usable_field
from backcoach.share.sheet import field_document
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.exits import exit_for
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.sheet import sheet_screen
from backcoach.terminal.session import need_terminal, open_desk

CLEAR = "-"
INTRO = "Each answer is kept at once. Ctrl-C stops; what you wrote is kept."


def run(home: Path | None, pairs: Sequence[str], *, is_shown: bool, as_json: bool) -> int:
    """Fill the sheet in, field by field or as given, or show it.

    While something grave stands nothing is asked and nothing is kept: the action is shown.
    """
    output = standard_output()
    changes = [_change(pair) for pair in pairs]
    with open_desk(home) as desk:
        stands = desk.standing()
        if stands.screened is None:
            raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
        is_grave = not stands.disposition.allows_plan
        if not is_grave:
            _fill(desk, changes, output, is_asked=not (changes or is_shown or as_json))
        if as_json:
            output.document(sheet_document(desk, is_recorded=bool(changes) and not is_grave))
        elif is_grave:
            show_advice(desk, output, stands.screened.body, desk.region_code())
        else:
            output.result(sheet_screen(sheet_of(desk)))
    return exit_for(stands.disposition)


def _change(pair: str) -> tuple[str, str]:
    name, equals, text = pair.partition("=")
    if not equals or not name.strip():
        raise BadInput("Give --set as FIELD=TEXT; nothing was saved.", "The fields: backcoach sheet --json")
    return name, text


def _fill(desk: Desk, changes: Sequence[tuple[str, str]], output: Output, *, is_asked: bool) -> None:
    """Keep what was given, all of it or nothing, or ask for each field."""
    fill_all(desk, changes)
    if is_asked:
        need_terminal("backcoach sheet --set FIELD=TEXT", "backcoach sheet --show", as_json=False)
        _ask(desk, Asker(output))


def _ask(desk: Desk, asker: Asker) -> None:
    asker.output.say(INTRO)
    fields = sheet_of(desk)
    for place, one in enumerate(fields):
        asker.output.step(f"{place + 1} of {len(fields)}: {one.field.label}")
        asker.output.question(one.field.question, _notes(one))
        text = asker.typed(_readable, _hint(one)).strip()
        if text:
            fill(desk, one.field.id, "" if text == CLEAR else text)


def _readable(text: str) -> str:
    try:
        return usable_field(text)
    except BadInput as trouble:
        raise ValueError(f"{trouble.sentence} {trouble.next_step}") from None


def _notes(one: SheetField) -> list[str]:
    offers = [f"Such as: {', '.join(one.offers)}."] if one.offers else []
    return [*offers, *([f"Now: {visible(one.text)}"] if one.text else [])]


def _hint(one: SheetField) -> str:
    return f"Enter keeps it   {CLEAR} empties it" if one.text else "in your words   Enter to pass"


def sheet_document(desk: Desk, *, is_recorded: bool) -> dict[str, Any]:
    """Every field with what stands in it."""
    stands = desk.standing()
    fields = sheet_of(desk)
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "is_filled": any(one.text for one in fields),
        "is_recorded": is_recorded,
        "fields": [field_document(one.field, one.text, one.filled_on, one.offers) for one in fields],
    }
