"""Taking back: a dose that was never swallowed, or a planned one that was left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from backcoach.coach.limits import DAY_HOURS
from backcoach.coach.medicine_record import DoseSkipped
from backcoach.coach.record import DoseTaken, Entry
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.prescriptions import own_doses
from backcoach.flows.voiding import void_all, with_earlier
from backcoach.values import Value, replace

_DAY = timedelta(hours=DAY_HOURS)
SHORTLY = timedelta(minutes=30)
"""So long after it was recorded a dose is taken back without asking again."""


class TakingBack(Value):
    """A dose that is to be taken back: when it was taken and written down (aware), where, and what it was."""

    at: datetime
    recorded_at: datetime
    place: int
    words: str
    was_against_advice: bool


def last_recorded(desk: Desk) -> tuple[Entry[DoseTaken], ...]:
    """The dose that was recorded last, with all its parts. Raises `BadInput` if none can be taken back."""
    entries = desk.journal.entries(DoseTaken)
    if not entries:
        raise BadInput("No dose is recorded.", "Record one with: backcoach dose paracetamol 1000")
    last = max(entries, key=lambda entry: entry.place)
    prescribed = own_doses(desk, [last]).get(last.id)
    if prescribed is not None:
        raise BadInput(
            "The last dose is one of a prescribed medicine.",
            f"Take it back with: backcoach meds prescribed undo {prescribed}",
        )
    if not last.body.product:
        return (last,)
    same = (last.body.product, last.at, last.recorded_at)
    return tuple(one for one in entries if (one.body.product, one.at, one.recorded_at) == same)


def last_skip(desk: Desk) -> Entry[DoseSkipped] | None:
    """The planned dose that was left out within a day, after the last dose was recorded; else None."""
    left_out = max(desk.journal.entries(DoseSkipped), key=lambda one: one.place, default=None)
    last_place = max((one.place for one in desk.journal.entries(DoseTaken)), default=-1)
    if left_out is None or left_out.place < last_place or desk.moment.now - left_out.at > _DAY:
        return None
    return left_out


def undo_skip(desk: Desk, left_out: Entry[DoseSkipped]) -> datetime:
    """Plan a dose again that was left out; when it was planned (local). The guard still holds for it."""
    void_all(desk, [left_out.id], why="planned again")
    return left_out.body.planned_at.astimezone(desk.moment.now.tzinfo)


def undo(desk: Desk, parts: tuple[Entry[DoseTaken], ...], *, is_sure: bool, is_mistake: bool) -> None:
    """Take a dose back that was never swallowed: all its parts or nothing. Both stay in the record.

    Raises `Refused` as `check_taken_back` says.
    """
    is_alarm = any(one.body.is_against_advice for one in parts)
    back = TakingBack(parts[0].at, parts[0].recorded_at, parts[0].place, substances_of(parts), is_alarm)
    versions = with_earlier(desk, parts)
    back = since_first(desk, back, versions)
    check_taken_back(desk, back, "dose undo", is_sure=is_sure, is_mistake=is_mistake)
    void_all(desk, versions, why=why_back(is_mistake=is_mistake))


def since_first(desk: Desk, back: TakingBack, versions: Iterable[str]) -> TakingBack:
    """The same, recorded when the first of some versions was: a correction makes no old dose a new one."""
    found = (desk.journal.find(one) for one in versions)
    first = min((one for one in found if one is not None), key=lambda one: one.place)
    return replace(back, recorded_at=first.recorded_at, place=first.place)


def check_taken_back(desk: Desk, back: TakingBack, command: str, *, is_sure: bool, is_mistake: bool) -> None:
    """Refuse to take a dose back where more must be said for it with `command`. Changes nothing.

    Taking back widens what is allowed next, so one that was against advice within the last day needs
    `is_mistake`, and one recorded longer ago needs `is_sure`. Raises `Refused`.
    """
    now = desk.moment.now
    if back.was_against_advice and now - back.at < _DAY and not is_mistake:
        raise Refused(
            "Not taken back: this dose was more, or sooner, than is safe, and it counts for 24 hours.",
            f"Only if it was typed by mistake and never swallowed: backcoach {command} --mistake",
        )
    last_skip_place = max((one.place for one in desk.journal.entries(DoseSkipped)), default=0)
    why_not = "and a dose was left out since then" if last_skip_place > back.place else "recorded a while ago"
    is_late = now - back.recorded_at > SHORTLY or last_skip_place > back.place
    if is_late and not (is_sure or is_mistake):
        local = back.at.astimezone(now.tzinfo)
        raise Refused(
            f"Not taken back yet: {back.words} at {local:%a %d %b %H:%M}, {why_not}.",
            f"Only if it was never swallowed: backcoach {command} --yes",
        )


def why_back(*, is_mistake: bool) -> str:
    """Why a dose was taken back, for the record."""
    return "typed by mistake" if is_mistake else "not swallowed"


def substances_of(parts: tuple[Entry[DoseTaken], ...]) -> str:
    """The substances and amounts of a recorded dose."""
    return " and ".join(f"{one.body.medicine.value} {one.body.mg} mg" for one in parts)
