"""One dose by itself: asked about, taken, recorded late, or taken too much of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from backcoach.coach.dosing import Taken
from backcoach.coach.medicine_record import MedicineClosed
from backcoach.coach.open_medicine import MEDICINE_CLOSED
from backcoach.coach.record import Screened
from backcoach.coach.values import Answer
from backcoach.flows.day_told import check_day, check_past
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish, Ruling, rulings
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.swallowed import CALL, Swallowed
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, replace

if TYPE_CHECKING:
    from backcoach.flows.doses import DoseResult

SWALLOWED = "Swallowed already? Record it all the same with --taken."


class Order(Value):
    """What is or was swallowed at one instant of a day."""

    day_on: date
    at: datetime
    parts: tuple[Swallowed, ...]

    def wishes(self, *, is_taken: bool) -> tuple[DoseWish, ...]:
        """A dose for each substance of ours in it."""
        return tuple(
            DoseWish(medicine, mg, self.at, is_taken, product=part.product)
            for part in self.parts
            for medicine, mg in part.amounts
        )

    @property
    def not_counted(self) -> tuple[str, ...]:
        """What else is in it."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.not_counted))


class Told(Value):
    """What came of an order: what was recorded, and the screening that an overdose led to."""

    results: tuple[DoseResult, ...]
    screened: Screened | None

    @property
    def is_too_much(self) -> bool:
        """Whether any of it is above the limit of the pack or of the person."""
        return any(one.outcome is Taken.ABOVE_LIMIT for one in self.results)


def check_order(desk: Desk, order: Order) -> None:
    """Refuse what cannot be, before anything is kept. Raises `BadInput`."""
    check_day(desk, order.day_on)
    check_past(desk, order.at)
    if not order.parts:
        raise BadInput(
            "Name what it is, such as: backcoach dose paracetamol 1000; nothing was recorded.", CALL
        )


def ask(desk: Desk, order: Order) -> tuple[Ruling, ...]:
    """The guard's answer, without recording anything or asking today's safety questions.

    Raises `Refused` while the plan rests, for slow tablets, and for a medicine without known limits.
    """
    from backcoach.coach.missed import PACK_SLOW

    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("The safety questions were never answered here.", "Begin with: backcoach start")
    if not stands.is_plan_allowed:
        raise Refused(
            "Not now: your plan rests, and its doses rest with it. What to do: backcoach plan", SWALLOWED
        )
    if any(part.is_slow for part in order.parts):
        raise Refused(
            f"Not now. {desk.book.medicine.rule(PACK_SLOW).why}",
            f"{SWALLOWED} See: backcoach why {PACK_SLOW}",
        )
    return rulings(desk, order.wishes(is_taken=False))


def refuse(answers: Iterable[Ruling]) -> None:
    """Raise `Refused` with the time of each dose that may not be taken, if there is one."""
    words = tuple(one.words for one in answers if not one.is_allowed)
    if words:
        raise Refused("Not recorded, because this dose is not safe now.", SWALLOWED, words)


def take(desk: Desk, order: Order, *, is_clear: bool = False) -> Told:
    """Record a dose that is about to be taken, if the guard allows it.

    Today's safety questions are to be answered first, as for every check-in; `is_clear` denies them all.
    Raises `Refused` and `BadInput`; then nothing is recorded.
    """
    from backcoach.flows.daily import daily_check
    from backcoach.flows.log import LogWish, log

    refuse(ask(desk, order))
    if not is_clear and daily_check(desk).is_due:
        raise BadInput(
            "Today's safety questions are not answered yet, so this dose was not recorded.",
            "Answer them with: backcoach log. If none of the signs holds (read them with: backcoach screen "
            "--daily), add --all-clear. Swallowed already? Add --taken.",
        )
    logged = log(desk, LogWish(order.day_on, is_clear, doses=order.wishes(is_taken=False)))
    return Told(logged.doses, logged.screened)


def record_taken(desk: Desk, order: Order) -> Told:
    """Record what is swallowed already, whatever it means; too much of it leads to a screening."""
    from backcoach.flows.doses import keep_doses, overdose_among

    results = keep_doses(desk, order.wishes(is_taken=True))
    return Told(results, overdose_among(results))


def record_on_purpose(desk: Desk, order: Order | None) -> Told:
    """Close the medicine part, which is an emergency whatever was swallowed; then record what was named."""
    from backcoach.flows.flagged import overdose

    screened = overdose(desk, {})
    desk.keep(screened, MedicineClosed(MEDICINE_CLOSED))
    told = record_taken(desk, order) if order else Told((), None)
    return told if told.screened else replace(told, screened=screened)


def too_much_alone(parts: Iterable[Swallowed], book: Handbook, *, is_on_purpose: bool) -> Screened | None:
    """What a swallowed dose leads to by itself, where the record cannot be read.

    It is held against the strictest pack of all regions.
    """
    from backcoach.coach.regions import label_daily_max_mg
    from backcoach.flows.clearing import TOO_MUCH
    from backcoach.flows.judging import sign_alone

    amounts = [amount for part in parts for amount in part.amounts]
    labels = {medicine: label_daily_max_mg(medicine, book.regions) for medicine, _ in amounts}
    is_above = any((label_mg := labels[medicine]) is not None and mg > label_mg for medicine, mg in amounts)
    if not (is_on_purpose or is_above):
        return None
    return sign_alone({}, {TOO_MUCH: Answer.YES.value}, book)


def close_medicine(desk: Desk) -> str:
    """Close the medicine part, as a dose was or may have been taken on purpose; the id of the record."""
    return desk.keep(MedicineClosed(MEDICINE_CLOSED))[0].id


def was_no_purpose(desk: Desk, closed_id: str) -> None:
    """The person denied that it was on purpose, right after `close_medicine`."""
    moment = desk.moment
    desk.journal.void(
        closed_id, "not on purpose", zone=moment.zone, day_on=moment.today, recorded_at=moment.now
    )
