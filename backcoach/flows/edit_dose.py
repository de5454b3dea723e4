"""Correcting a recorded dose: the guard is asked again, beside all other doses, as it is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from backcoach.coach.correcting import Corrected
from backcoach.coach.dosing import Taken
from backcoach.coach.record import DoseTaken, Entry, Screened
from backcoach.flows.correcting import Correction, decided_anew
from backcoach.flows.desk import Desk
from backcoach.flows.dose_back import check_doses_back, is_one_of_several
from backcoach.flows.dose_guard import DoseWish, rulings
from backcoach.flows.doses import DoseResult, keep_doses
from backcoach.flows.editing import EditWish, check_wish
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.log import check_day, instant_on, keep_overdose
from backcoach.flows.outlook import outlook
from backcoach.flows.swallowed import LEAST_MG, MOST_MG
from backcoach.flows.taken import local_day

SWALLOWED = "Was it really swallowed so? Record that with --taken."


@dataclass(frozen=True, slots=True)
class DoseCorrected:
    """A corrected dose: what it means, the screening that too much led to, and what is different now."""

    correction: Correction
    result: DoseResult
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
    wanted = _wanted(desk, entry, wish, is_taken=is_taken)
    if wanted.mg < entry.body.mg or wanted.at != entry.at:
        command = f"edit {entry.id[:8]} ..."
        check_doses_back(desk, [entry], command, is_sure=is_sure, is_mistake=is_mistake)
    others = replace(desk, journal=desk.journal.as_if_without([entry.id]))
    if not is_taken:
        _ask(others, wanted)
    before = outlook(desk)
    (result,) = keep_doses(others, [wanted], supersedes=entry.id)
    screened = keep_overdose(desk) if result.outcome is Taken.ABOVE_LIMIT else None
    if wish.why.strip():
        desk.keep(Corrected(entry.id, wish.why.strip()))
    kept = [one for one in desk.journal.entries(DoseTaken) if one.supersedes == entry.id]
    return DoseCorrected(decided_anew(desk, before, kept), result, screened)


def _wanted(desk: Desk, entry: Entry[DoseTaken], wish: EditWish, *, is_taken: bool) -> DoseWish:
    """The dose as it is to stand. Raises `BadInput`."""
    if is_one_of_several(desk, entry):
        raise BadInput(
            "This dose is part of a pack or of a prescribed medicine; nothing was changed.",
            "Take all of it back with backcoach void ID, and record it again.",
        )
    mg, at = wish.values.get("mg", entry.body.mg), _at(desk, entry, wish)
    if mg == entry.body.mg and at == entry.at:
        raise BadInput("That is what stands there already; nothing was changed.")
    if not LEAST_MG <= mg <= MOST_MG:
        raise BadInput(
            "An amount is a whole number of mg, such as 1000; nothing was changed.",
            "If too much was swallowed, call your poison centre or emergency number now.",
        )
    return DoseWish(entry.body.medicine, mg, at, is_taken, product=entry.body.product)


def _at(desk: Desk, entry: Entry[DoseTaken], wish: EditWish) -> datetime:
    if wish.at is None and wish.day_on is None:
        return entry.at
    local = entry.at.astimezone(desk.moment.now.tzinfo)
    day_on = wish.day_on or local_day(desk, entry.at)
    check_day(desk, day_on)
    at = instant_on(desk, day_on, wish.at or local.time())
    if at > desk.moment.now:
        raise BadInput("That time is still to come; nothing was changed.", "Correct it to a time before now.")
    return at


def _ask(others: Desk, wanted: DoseWish) -> None:
    """Raise `Refused` where the dose, beside all others, is more or sooner than is safe."""
    if not others.standing().is_plan_allowed:
        raise Refused("Not changed: your plan rests, and its doses rest with it.", SWALLOWED)
    words = tuple(one.words for one in rulings(others, [wanted]) if not one.is_allowed)
    if words:
        raise Refused("Not changed, because such a dose is not safe.", SWALLOWED, words)
