"""What a dose that was recorded means, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backcoach.coach.dosing import Taken
from backcoach.coach.open_medicine import MEDICINE_CLOSED, TAKEN_AVOID
from backcoach.coach.packs import SALT_COUNTED
from backcoach.coach.regions import ContactKind

if TYPE_CHECKING:
    from backcoach.flows.doses import DoseResult
    from backcoach.flows.moment import Moment
    from backcoach.handbook.handbook import Handbook
    from backcoach.terminal.screens.logged import Line

DOSE_BACK = "Typed by mistake, and never swallowed: backcoach undo"


def dose_lines(result: DoseResult, book: Handbook, region: str, moment: Moment) -> Iterator[Line]:
    """What one dose means and what to do, with the numbers to call."""
    wish = result.wish
    zone = moment.now.tzinfo
    yield f"Saved: {wish.medicine.value} {wish.mg} mg at {wish.at.astimezone(zone):%a %H:%M}.", "bold"
    if wish.salt_mg is not None:
        yield book.medicine.rule(SALT_COUNTED).why, ""
    next_at = result.locked_until_at.astimezone(zone) if result.locked_until_at else None
    if result.outcome is Taken.FINE:
        whys = [reason.why for reason in result.reasons]
        for text in [f"The next one not before {next_at:%a %H:%M}."] if next_at else whys:
            yield text, ""
        yield DOSE_BACK, "dim"
        return
    for reason in result.reasons:
        yield reason.why, "bold red" if result.outcome >= Taken.NOT_OPEN else "bold yellow"
        for step in book.medicine.rule(reason.rule).steps:
            yield f"- {step}", ""
    if next_at is not None:
        yield f"No more of it before {next_at:%a %d %b %H:%M}.", "bold"
    for kind in _whom_to_call(result):
        for contact in book.region(region).contacts_for(kind)[:2]:
            yield f"{contact.label}: {contact.number}", "bold"


def _whom_to_call(result: DoseResult) -> tuple[ContactKind, ...]:
    """Poison and emergency after too much; poison and health line after a medicine to avoid.

    The crisis line while the medicine part is closed.
    """
    from backcoach.coach.missed import TAKEN_NO_LIMITS

    if result.outcome is Taken.ABOVE_LIMIT:
        return ContactKind.POISON, ContactKind.EMERGENCY
    if any(reason.rule == f"taken_{MEDICINE_CLOSED}" for reason in result.reasons):
        return ContactKind.EMERGENCY, ContactKind.CRISIS
    is_to_avoid = any(reason.rule in (TAKEN_AVOID, TAKEN_NO_LIMITS) for reason in result.reasons)
    return (ContactKind.POISON, ContactKind.HEALTH_LINE) if is_to_avoid else ()


def uncounted_lines(names: tuple[str, ...]) -> Iterator[Line]:
    """What else is in a pack, which nothing is known about here."""
    if names:
        yield f"It also holds {', '.join(names)}. That is not counted here: ask a pharmacist.", ""
