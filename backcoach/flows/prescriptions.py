"""The prescribed medicines of a record: which run, what they close, and which questions they answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.days import calendar_day
from backcoach.coach.dosing import Dose
from backcoach.coach.limits import DAY_HOURS, NSAID_WINDOW_DAYS, Medicine
from backcoach.coach.medicine_record import Prescribed, PrescribedEnded, PrescribedTaken
from backcoach.coach.record import DoseTaken, Entry
from backcoach.coach.values import Answer
from backcoach.flows.desk import Desk
from backcoach.flows.moment import ZONES
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.prescribed import Units

AFTER_END = timedelta(hours=DAY_HOURS)
"""A prescribed medicine that was ended counts for this long still."""

NOON = time(12, 0)

PRODUCT = "prescribed:"
"""What stands before the id in the product of a dose of a prescribed medicine."""


class Prescription(Value):
    """A prescribed medicine as it was written down at `written_at`, which was the day `written_on` there.

    `ended_at` is None while it is taken. Both instants are aware.
    """

    body: Prescribed
    written_on: date
    written_at: datetime
    ended_at: datetime | None

    @property
    def begins_on(self) -> date:
        """The first day on which it counts before it was written down.

        One that began on a day before that one counts some days longer, as days differ between zones.
        """
        is_earlier = self.body.starts_on < self.written_on
        return self.body.starts_on - ZONES if is_earlier else self.written_on

    def counts_at(self, at: datetime) -> bool:
        """Whether it is being taken at an instant (aware, in the person's zone), or was a day before.

        From the instant it was written down on it is, whatever day it is where the person is then.
        """
        has_begun = at >= self.written_at or calendar_day(at, at.tzinfo) >= self.begins_on
        is_over = self.ended_at is not None and at >= self.ended_at + AFTER_END
        return has_begun and not is_over


def prescriptions(desk: Desk) -> tuple[Prescription, ...]:
    """Every prescribed medicine ever written down, in that order.

    What stands in the record is written down by now, also where the clock was set back since then.
    """
    ended = {entry.body.prescribed: entry.at for entry in desk.journal.entries(PrescribedEnded)}
    entries = sorted(desk.journal.entries(Prescribed), key=lambda entry: entry.place)
    return tuple(
        Prescription(one.body, one.day_on, min(one.at, desk.moment.now), ended.get(one.body.id))
        for one in entries
    )


def running(desk: Desk) -> tuple[Prescription, ...]:
    """Those that are being taken, as far as the record knows."""
    return tuple(one for one in prescriptions(desk) if one.ended_at is None)


def is_prescribed(desk: Desk, medicine: Medicine, at: datetime) -> bool:
    """Whether a prescribed medicine holds the same as one of ours at an instant (aware)."""
    held = prescriptions(desk)
    if not held:
        return False
    from backcoach.coach.prescribed import closes

    local = at.astimezone(desk.moment.now.tzinfo)
    book = desk.book.prescribed
    return any(one.counts_at(local) and closes(one.body, medicine, book) for one in held)


def prescribed_answers(desk: Desk) -> dict[str, Answer]:
    """The medicine questions that the prescribed medicines answer with yes now; never with no."""
    now = desk.moment.now
    counting = [one for one in prescriptions(desk) if one.counts_at(now)]
    if not counting:
        return {}
    from backcoach.coach.prescribed import conditions_of

    found = (conditions_of(one.body, desk.book.prescribed) for one in counting)
    return dict.fromkeys(sorted({name for names in found for name in names}), Answer.YES)


def stand_ins(desk: Desk) -> tuple[Dose, ...]:
    """One dose for each day of the last weeks with a prescribed anti-inflammatory, logged or not.

    It tells only that it was a day with one: it is written as the smallest amount of a medicine that is
    never planned, so that it adds to no sum.
    """
    days = {day for one in prescriptions(desk) for day in _nsaid_days(desk, one)}
    zone = desk.moment.now.tzinfo
    return tuple(
        Dose(Medicine.DICLOFENAC, 1, datetime.combine(day, NOON, tzinfo=zone)) for day in sorted(days)
    )


def _nsaid_days(desk: Desk, one: Prescription) -> set[date]:
    from backcoach.coach.prescribed import Family, families

    if Family.NSAID not in families(one.body, desk.book.prescribed):
        return set()
    zone = desk.moment.now.tzinfo
    today = calendar_day(desk.moment.now, zone)
    last = today if one.ended_at is None else calendar_day(one.ended_at, zone)
    first = max(one.body.starts_on, today - timedelta(days=2 * NSAID_WINDOW_DAYS))
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def units_of(desk: Desk, id_: str) -> tuple[Units, ...]:
    """What was swallowed of a prescribed medicine."""
    from backcoach.coach.prescribed import Units

    entries = desk.journal.entries(PrescribedTaken)
    return tuple(Units(one.body.units, one.at) for one in entries if one.body.prescribed == id_)


def own_doses(desk: Desk, entries: Iterable[Entry[DoseTaken]]) -> dict[str, str]:
    """The doses that belong to a prescribed medicine: the id of the entry, and that of the medicine.

    Older ones carry its id alone, as a pack does: they belong to it if its units were noted at that instant.
    """
    noted = {(e.body.prescribed, e.at, e.recorded_at) for e in desk.journal.entries(PrescribedTaken)}
    found = {}
    for one in entries:
        id_ = one.body.product.removeprefix(PRODUCT)
        if id_ != one.body.product or (id_, one.at, one.recorded_at) in noted:
            found[one.id] = id_
    return found


def reviews_passed(desk: Desk) -> tuple[Prescription, ...]:
    """Those whose day to be looked at again is over: the clinician is to be called."""
    held = running(desk)
    if not held:
        return ()
    from backcoach.coach.prescribed import is_review_passed

    return tuple(one for one in held if is_review_passed(one.body, desk.moment.today))
