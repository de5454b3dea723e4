"""Correcting a recorded dose: the guard is asked again, beside all other doses, as it is recorded.

What was swallowed as one thing, such as a tablet with two medicines, is corrected as one: all or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from backcoach.coach.correcting import Corrected
from backcoach.coach.missed import PACK_SLOW
from backcoach.coach.packs import expand
from backcoach.coach.record import DoseTaken, Entry, Screened
from backcoach.flows.chronicle import chronicle
from backcoach.flows.correcting import Correction, check_standing, decided_anew
from backcoach.flows.day_told import check_day, instant_on
from backcoach.flows.desk import Desk
from backcoach.flows.dose_back import check_doses_back, parts_of
from backcoach.flows.dose_guard import DoseWish, rulings
from backcoach.flows.doses import DoseResult, keep_doses, overdose_among
from backcoach.flows.editing import AS_IT_IS, EditWish, check_wish, pack_of
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.outlook import outlook
from backcoach.flows.swallowed import CALL, LEAST_MG, MOST_MG, MOST_UNITS
from backcoach.flows.taken import local_day
from backcoach.values import Value, replace

SWALLOWED = "Was it really swallowed so? Record that with --taken."
TAKE_BACK = "Take all of it back with backcoach void ID, and record it again."


class DoseCorrected(Value):
    """A corrected dose: what each part means, the screening that too much led to, and what is different."""

    correction: Correction
    results: tuple[DoseResult, ...]
    screened: Screened | None


def edit_dose(
    desk: Desk, entry: Entry[DoseTaken], wish: EditWish, *, is_taken: bool, is_sure: bool, is_mistake: bool
) -> DoseCorrected:
    """Record a dose anew with another amount or time; it stands in the place of the old one.

    With `is_taken` it is recorded whatever it means, as too much leads to a screening. Without, it is refused
    where the guard does not allow it. Less of it, or another time, opens the next dose sooner, and needs the
    same as to take a dose back. Raises `BadInput` and `Refused`; nothing is changed then.
    """
    check_wish(desk, entry, wish)
    parts = parts_of(desk, entry)
    wanted = _wanted(desk, entry, parts, wish, is_taken=is_taken)
    if any(new.mg < old.body.mg or new.at != old.at for new, old in zip(wanted, parts, strict=True)):
        check_less(desk, entry, is_sure=is_sure, is_mistake=is_mistake)
    others = replace(desk, journal=desk.journal.as_if_without([one.id for one in parts]))
    if not is_taken:
        _ask(others, wanted)
    before = outlook(desk)
    ids = [one.id for one in parts]
    results = keep_doses(others, wanted, ids, reasons_for(ids, wish.why))
    kept = [one for one in desk.journal.entries(DoseTaken) if one.supersedes in ids]
    return DoseCorrected(decided_anew(desk, before, kept), results, overdose_among(results))


def check_less(desk: Desk, entry: Entry[Any], *, is_sure: bool, is_mistake: bool) -> None:
    """Refuse less of a dose, or another time, unless as much is said as to take it back. Raises `Refused`."""
    standing = check_standing(desk, chronicle(desk), entry, "changed")
    check_doses_back(desk, standing, f"edit {entry.id[:8]} ...", is_sure=is_sure, is_mistake=is_mistake)


def reasons_for(ids: Sequence[str], why: str) -> list[Corrected]:
    """Why some entries were corrected, a line for each; none where nothing was said."""
    return [Corrected(one, why.strip()) for one in ids if why.strip()]


def _wanted(
    desk: Desk, entry: Entry[DoseTaken], parts: Sequence[Entry[DoseTaken]], wish: EditWish, *, is_taken: bool
) -> tuple[DoseWish, ...]:
    """The parts of a dose as they are to stand, in their order. Raises `BadInput`."""
    at = time_wanted(desk, entry, wish)
    amounts = _amounts(desk, entry, parts, wish)
    if at == entry.at and amounts == [one.body.mg for one in parts]:
        raise BadInput(AS_IT_IS)
    is_slip = "mg" in wish.values and not LEAST_MG <= wish.values["mg"] <= MOST_MG
    if is_slip or max(amounts) > MOST_MG:
        raise BadInput("An amount is a whole number of mg, such as 1000; nothing was changed.", CALL)
    product = entry.body.product
    return tuple(
        DoseWish(one.body.medicine, mg, at, is_taken, product=product)
        for one, mg in zip(parts, amounts, strict=True)
    )


def _amounts(
    desk: Desk, entry: Entry[DoseTaken], parts: Sequence[Entry[DoseTaken]], wish: EditWish
) -> list[int]:
    """The mg of each part. Raises `BadInput` where the pack is not known any more as it was swallowed."""
    if "units" not in wish.values:
        return [wish.values.get("mg", one.body.mg) for one in parts]
    pack, units = pack_of(desk, entry), wish.values["units"]
    if not 0 < units <= MOST_UNITS:
        raise BadInput(f"{units:g} of it cannot be right; nothing was changed.", CALL)
    found = {one.medicine: one.mg for one in expand(pack, units) if one.mg} if pack is not None else {}
    medicines = [one.body.medicine for one in parts]
    if len(found) != len(medicines) or set(found) != set(medicines):
        raise BadInput("How much of it cannot be corrected here; nothing was changed.", TAKE_BACK)
    return [found[one] or 0 for one in medicines]


def time_wanted(desk: Desk, entry: Entry[Any], wish: EditWish) -> datetime:
    """When a dose is to stand as swallowed. Raises `BadInput` for a time that cannot be."""
    if wish.at is None and wish.day_on is None:
        return entry.at
    local = entry.at.astimezone(desk.moment.now.tzinfo)
    day_on = wish.day_on or local_day(desk, entry.at)
    check_day(desk, day_on)
    at = instant_on(desk, day_on, wish.at or local.time())
    if at > desk.moment.now:
        raise BadInput("That time is still to come; nothing was changed.", "Correct it to a time before now.")
    return at


def _ask(others: Desk, wanted: Sequence[DoseWish]) -> None:
    """Raise `Refused` where the dose, beside all others, is more or sooner than is safe."""
    if not others.standing().is_plan_allowed:
        raise Refused("Not changed: your plan rests, and its doses rest with it.", SWALLOWED)
    slow = {pack.id for pack in others.book.packs.packs if pack.is_slow}
    if any(one.product in slow for one in wanted):
        rule = others.book.medicine.rule(PACK_SLOW)
        raise Refused(f"Not changed. {rule.why}", f"{SWALLOWED} See: backcoach why {PACK_SLOW}")
    words = tuple(one.words for one in rulings(others, wanted) if not one.is_allowed)
    if words:
        raise Refused("Not changed, because such a dose is not safe.", SWALLOWED, words)
