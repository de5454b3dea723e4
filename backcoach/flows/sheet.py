"""The person's own sheet for bad days as a flow: filled field by field, and shown when a bad day comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from backcoach.coach.activity_record import SHEET_CHARACTERS, SheetFilled
from backcoach.coach.flare_sheet import FlareField
from backcoach.coach.record import Entry
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.lighter import flare_now
from backcoach.flows.own_words import usable
from backcoach.values import Value

PREFIX = "flare_"
"""Every field's id begins so; a person may leave it out."""


class SheetField(Value):
    """One field with what stands in it, empty where nothing does, and the words that are offered for it."""

    field: FlareField
    text: str
    filled_on: date | None
    offers: tuple[str, ...]


def sheet_of(desk: Desk) -> tuple[SheetField, ...]:
    """Every field of the sheet in its order."""
    written = sorted(desk.journal.entries(SheetFilled), key=lambda one: one.place)
    last = {one.body.field: one for one in written}
    labels = {one.id: one.label for one in desk.book.flare_sheet.triggers}
    return tuple(
        _filled(field, last.get(field.id), tuple(labels[one] for one in field.offers))
        for field in desk.book.flare_sheet.fields
    )


def _filled(field: FlareField, entry: Entry[SheetFilled] | None, offers: tuple[str, ...]) -> SheetField:
    if entry is None or not entry.body.text:
        return SheetField(field, "", None, offers)
    return SheetField(field, entry.body.text, entry.day_on, offers)


def is_filled(desk: Desk) -> bool:
    """Whether anything stands in the sheet."""
    return any(one.text for one in sheet_of(desk))


def sheet_lines(desk: Desk) -> tuple[str, ...]:
    """What stands in the sheet, line by line, each field under its name; nothing where nothing was written.

    The words are the person's own, as typed: who shows them makes them harmless first.
    """
    return tuple(line for one in sheet_of(desk) if one.text for line in _lines(one))


def _lines(one: SheetField) -> tuple[str, ...]:
    first, *more = one.text.splitlines()
    return (f"{one.field.label}: {first}", *(f"  {line}" for line in more))


def fill(desk: Desk, name: str, text: str) -> None:
    """Write into one field, in place of what stood there; on return it is on the disk. No text empties it.

    What stands there already is not written again. Raises `BadInput` for a field that there is not, and for
    a text that cannot be kept.
    """
    fill_all(desk, ((name, text),))


def fill_all(desk: Desk, changes: Iterable[tuple[str, str]]) -> None:
    """The same for several fields: all of them are written together, or none."""
    stood = sheet_of(desk)
    found = [(_named(name, stood), usable_field(text)) for name, text in changes]
    if len({field.field.id for field, _ in found}) < len(found):
        raise BadInput("One field is given twice; nothing was saved.", "Give each field once.")
    desk.keep(*(SheetFilled(one.field.id, text) for one, text in found if text != one.text))


def _named(name: str, fields: tuple[SheetField, ...]) -> SheetField:
    wanted = name.strip().lower()
    found = next((one for one in fields if one.field.id in (wanted, PREFIX + wanted)), None)
    if found is None:
        there = ", ".join(one.field.id.removeprefix(PREFIX) for one in fields)
        raise BadInput("The sheet has no such field; nothing was saved.", f"It has: {there}.")
    return found


def usable_field(text: str) -> str:
    """What is typed into a field, as it is kept. Raises `BadInput`."""
    return usable(text, SHEET_CHARACTERS, "A field")


def is_offered(desk: Desk) -> bool:
    """Whether to name the sheet today: a calm first day of a week, after the first, and an empty sheet."""
    weeks = desk.weeks()
    if len(weeks) < 2 or weeks[-1].starts_on != desk.moment.today:  # noqa: PLR2004 - not in the first week
        return False
    return not is_filled(desk) and flare_now(desk) is None
