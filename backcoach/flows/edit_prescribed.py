"""Correcting a dose of a prescribed medicine: it is held against its own label again, as it is recorded."""

from __future__ import annotations

from typing import Any

from backcoach.coach.medicine_record import PrescribedTaken
from backcoach.coach.prescribed import counted
from backcoach.coach.record import DoseTaken, Entry
from backcoach.flows.correcting import Correction, decided_anew
from backcoach.flows.desk import Desk
from backcoach.flows.dose_back import parts_of
from backcoach.flows.edit_dose import TAKE_BACK, check_less, reasons_for, time_wanted
from backcoach.flows.editing import AS_IT_IS, EditWish, check_wish
from backcoach.flows.errors import BadInput
from backcoach.flows.outlook import outlook
from backcoach.flows.prescribed import UnitsResult, keep_units, sound_units
from backcoach.values import Value, replace


class UnitsCorrected(Value):
    """A corrected dose of a prescribed medicine: what it means, and what is different now."""

    correction: Correction
    result: UnitsResult


def edit_units(
    desk: Desk, entry: Entry[Any], wish: EditWish, *, is_sure: bool, is_mistake: bool
) -> UnitsCorrected:
    """Record a dose anew with other units or at another time, with what it adds to the sums: all or nothing.

    `entry` is any part of it. As every dose that was prescribed it is recorded whatever it means, and too
    much leads to a screening. Less of it, or another time, needs the same as to take it back. Raises
    `BadInput` and `Refused`; nothing is changed then.
    """
    check_wish(desk, entry, wish)
    parts = parts_of(desk, entry)
    old = next((one for one in parts if isinstance(one.body, PrescribedTaken)), None)
    if old is None:
        raise BadInput("This dose is not whole in the record; nothing was changed.", TAKE_BACK)
    at = time_wanted(desk, old, wish)
    one, new = sound_units(desk, old.body.prescribed, wish.values.get("units", old.body.units), at)
    if (new.units, at) == (old.body.units, old.at):
        raise BadInput(AS_IT_IS)
    if new.units < old.body.units or at != old.at:
        check_less(desk, old, is_sure=is_sure, is_mistake=is_mistake)
    medicines = [medicine for medicine, _ in counted(one.body, new.units, desk.book.prescribed)]
    ids = _in_order(old, parts, medicines)
    before = outlook(desk)
    others = replace(desk, journal=desk.journal.as_if_without(ids))
    result = keep_units(others, one, new, ids, reasons_for(ids, wish.why))
    kept = [each for each in desk.journal.entries(PrescribedTaken) if each.supersedes == old.id]
    return UnitsCorrected(decided_anew(desk, before, kept), result)


def _in_order(old: Entry[PrescribedTaken], parts: tuple[Entry[Any], ...], medicines: list[Any]) -> list[str]:
    """The ids of a dose and of what it added to the sums, in the order in which it is recorded anew.

    Raises `BadInput` where the label counts otherwise now, so that no part could be left behind.
    """
    doses = {one.body.medicine: one.id for one in parts if isinstance(one.body, DoseTaken)}
    if len(parts) != 1 + len(medicines) or set(doses) != set(medicines):
        raise BadInput("What it holds is counted otherwise now; nothing was changed.", TAKE_BACK)
    return [old.id, *(doses[one] for one in medicines)]
