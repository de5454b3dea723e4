"""Doses among what is to be taken back: all their parts go together, behind the guards of `dose undo`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from backcoach.coach.medicine_record import PrescribedTaken
from backcoach.coach.record import DoseTaken, Entry
from backcoach.flows.chronicle import chronicle
from backcoach.flows.desk import Desk
from backcoach.flows.dose_undo import TakingBack, check_taken_back, substances_of
from backcoach.flows.prescribed import taking_back
from backcoach.flows.prescriptions import own_doses
from backcoach.values import replace


def check_doses_back(
    desk: Desk, entries: Iterable[Entry[Any]], command: str, *, is_sure: bool, is_mistake: bool
) -> None:
    """Refuse to take doses back where more must be said for it with `command`. Raises `Refused`."""
    for back in _backs(desk, tuple(entries)):
        check_taken_back(desk, back, command, is_sure=is_sure, is_mistake=is_mistake)


def whole(desk: Desk, entries: Sequence[Entry[Any]]) -> tuple[Entry[Any], ...]:
    """The entries with all that belongs to the same dose, in the order of the record."""
    found = {one.id: one for one in entries}
    for one in entries:
        found |= {each.id: each for each in parts_of(desk, one)}
    return tuple(sorted(found.values(), key=lambda one: one.place))


def is_one_of_several(desk: Desk, entry: Entry[Any]) -> bool:
    """Whether an entry is one part of a pack with several medicines, or of a dose of a prescribed one."""
    return is_of_prescribed(desk, entry) or len(parts_of(desk, entry)) > 1


def is_of_prescribed(desk: Desk, entry: Entry[Any]) -> bool:
    """Whether an entry is a dose of a prescribed medicine, or what one added to the sums."""
    body = entry.body
    return isinstance(body, PrescribedTaken) or (
        isinstance(body, DoseTaken) and bool(own_doses(desk, [entry]))
    )


def parts_of(desk: Desk, entry: Entry[Any]) -> tuple[Entry[Any], ...]:
    """What was swallowed together with a dose as one thing; nothing for anything else."""
    if not isinstance(entry.body, (DoseTaken, PrescribedTaken)):
        return ()
    when = (entry.at, entry.recorded_at)
    doses = [one for one in desk.journal.entries(DoseTaken) if (one.at, one.recorded_at) == when]
    units = [one for one in desk.journal.entries(PrescribedTaken) if (one.at, one.recorded_at) == when]
    own = own_doses(desk, doses)
    if isinstance(entry.body, PrescribedTaken) or entry.id in own:
        id_ = entry.body.prescribed if isinstance(entry.body, PrescribedTaken) else own[entry.id]
        taken = [one for one in units if one.body.prescribed == id_]
        return (*taken, *(one for one in doses if own.get(one.id) == id_))
    product = entry.body.product
    if not product:
        return (entry,)
    return tuple(one for one in doses if one.body.product == product and one.id not in own)


def _backs(desk: Desk, entries: tuple[Entry[Any], ...]) -> Iterator[TakingBack]:
    """What has to be known of each dose; a version that was corrected counts as the dose it became.

    A correction makes no old dose a new one: what counts is when the first of its versions was recorded.
    """
    current = {one.id for kind in (DoseTaken, PrescribedTaken) for one in desk.journal.entries(kind)}
    standing = [one for one in entries if one.id in current]
    doses = [one for one in standing if isinstance(one.body, DoseTaken)]
    own, record = own_doses(desk, doses), chronicle(desk)
    for one in standing:
        versions = {each.id for each in record.versions(one.id)}
        first = min((each for each in entries if each.id in versions), key=lambda each: each.place)
        if isinstance(one.body, PrescribedTaken):
            back = taking_back(desk, one)[0]
            yield replace(back, recorded_at=first.recorded_at, place=first.place)
        elif isinstance(one.body, DoseTaken) and one.id not in own:
            is_alarm = one.body.is_against_advice
            yield TakingBack(one.at, first.recorded_at, first.place, substances_of((one,)), is_alarm)
