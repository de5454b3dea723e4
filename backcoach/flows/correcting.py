"""Taking back, bringing back and voiding what a person recorded, and what follows anew from it.

Safety answers, what was issued and what was decided stay. Nothing is rewritten: a running course is held to
the corrected record at once and can only become tighter; an issued week stays as it is, and the next look
back sees the corrected days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from backcoach.coach.correcting import (
    Covered,
    InTheWay,
    Restored,
    State,
    beneath,
    last_to_bring_back,
    last_to_take_back,
)
from backcoach.coach.done import Session
from backcoach.coach.outlook import Change, Outcome, changes
from backcoach.coach.record import CheckIn, Entry
from backcoach.coach.takeable import ONCE, kept_as
from backcoach.flows.chronicle import Chronicle, chronicle, short_id
from backcoach.flows.daily import keep_events
from backcoach.flows.days import told_on
from backcoach.flows.desk import Desk
from backcoach.flows.dose_back import check_doses_back, whole
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.kinds import is_decision
from backcoach.flows.outlook import outlook
from backcoach.flows.staying import stays, telling
from backcoach.flows.tighten import course_to_come, tighten
from backcoach.flows.voiding import void_all
from backcoach.journal.codec import Draft
from backcoach.values import Value, replace

WHY_UNDONE = "taken back"
WHY_MISTAKE = "typed by mistake"
WHY_OTHER = "the other correction counts"
WHY_CHARACTERS = 500
"""The most that a reason may hold."""

_ANOTHER = "Another entry: backcoach history, then backcoach void ID"


class Correction(Value):
    """What came of a correction.

    `entries` are what was taken back, brought back or corrected, `stands` what stands in its place now. With
    `is_part` the safety answers or the plan of the same time stay. `changes` are what is different now.
    """

    entries: tuple[Entry[Any], ...]
    stands: tuple[Entry[Any], ...]
    changes: tuple[Change, ...]
    is_part: bool = False


def undo(desk: Desk, *, is_sure: bool, is_mistake: bool) -> Correction:
    """Take back the last thing that was recorded today, with all that was recorded together with it.

    Raises `BadInput` where there is nothing, and `Refused` where it has to stay, or a dose needs more said.
    """
    record = chronicle(desk)
    found = last_to_take_back(record.lines)
    if found is None:
        raise BadInput("Nothing that was recorded today can be taken back.", f"{_ANOTHER} --why WHY")
    if isinstance(found, InTheWay):
        raise stays(telling(record, record.by_id[found.id]), f"{_ANOTHER} --why WHY")
    if isinstance(found, Covered):
        raise Refused(
            "Not taken back: what you recorded last today has a correction that is dated on another day.",
            f"Take both back: backcoach void {short_id(record, found.id)} --why WHY",
            ("It may come from a machine whose clock shows another day. Is its date right?",),
        )
    entries = record.these(reversed(found.ids))
    check_doses_back(desk, entries, "undo", is_sure=is_sure, is_mistake=is_mistake)
    before = outlook(desk)
    void_all(desk, found.ids, why=WHY_MISTAKE if is_mistake else WHY_UNDONE)
    return replace(_anew(desk, before, entries), is_part=found.is_part)


def void_entry(desk: Desk, entry: Entry[Any], why: str, *, is_sure: bool, is_mistake: bool) -> Correction:
    """Declare an entry a mistake, with all its versions, and with what belongs to it where it is a dose.

    Raises `BadInput` for one that was taken back before, and `Refused` as `undo` does.
    """
    check_why(why)
    record = chronicle(desk)
    entries = check_standing(desk, record, entry)
    command = f"void {short_id(record, entry.id)} --why WHY"
    check_doses_back(desk, entries, command, is_sure=is_sure, is_mistake=is_mistake)
    before = outlook(desk)
    void_all(desk, [one.id for one in reversed(entries)], why=why.strip())
    return _anew(desk, before, entries)


def check_why(why: str) -> None:
    """Raises `BadInput` for a reason that is missing or too long."""
    if not why.strip():
        raise BadInput("Say why it is a mistake, in your own words.", 'Such as: --why "typed twice"')
    if len(why) > WHY_CHARACTERS:
        raise BadInput(f"A reason holds at most {WHY_CHARACTERS} characters.", "Put the rest into a --note.")


def check_standing(
    desk: Desk, record: Chronicle, entry: Entry[Any], verb: str = "taken back"
) -> tuple[Entry[Any], ...]:
    """All that stands in the place of an entry and belongs to it, the oldest first.

    Raises `BadInput` where it was taken back or has two corrections that count, and `Refused` where it has
    to stay as it is.
    """
    if kept_as(entry.body) is not None:
        raise stays(entry, f"See it: backcoach history {short_id(record, entry.id)}", verb)
    found = record.versions(entry.id)
    if not found:
        raise BadInput("That entry was taken back already.", "Just now? Bring it back: backcoach undo --redo")
    if twins := doubles(record, entry):
        names = [short_id(record, one.id) for one in twins]
        raise BadInput(
            f"Not {verb}. This entry was corrected on two machines, and both corrections count.",
            "Keep one, and take the other back: backcoach void ID --why WHY",
            tuple(f"See it: backcoach history {one}" for one in names),
        )
    ids = {each.id for one in whole(desk, found) for each in record.versions(one.id)}
    return tuple(one for one in record.entries if one.id in ids)


def doubles(record: Chronicle, entry: Entry[Any]) -> tuple[Entry[Any], ...]:
    """The last versions of an entry that was corrected on two machines; none where it has one only."""
    last = [one for one in record.versions(entry.id) if record.states[one.id] is State.CURRENT]
    return tuple(last) if len(last) > 1 else ()


def keep_one(desk: Desk, entry: Entry[Any], kept: Entry[Any], *, is_sure: bool, is_mistake: bool) -> None:
    """Take back all last versions of an entry but one. Raises `Refused` as `undo` does.

    Nothing is changed where one of them has to stay.
    """
    record = chronicle(desk)
    others = [one for one in doubles(record, entry) if one.id != kept.id]
    entries = [each for one in others for each in check_standing(desk, record, one)]
    command = f"void {short_id(record, others[0].id)} --why WHY" if others else "void ID --why WHY"
    check_doses_back(desk, entries, command, is_sure=is_sure, is_mistake=is_mistake)
    void_all(desk, [one.id for one in reversed(entries)], why=WHY_OTHER)


def redo(desk: Desk) -> Correction:
    """Bring back what was taken back last today: it is recorded again as it was.

    Raises `BadInput` where there is nothing, and `Refused` for what can only be said anew.
    """
    record = chronicle(desk)
    entries = record.these(last_to_bring_back(record.lines))
    if not entries:
        raise BadInput(
            "There is nothing to bring back.",
            "This works only right after something was taken back. Else record it again: backcoach log -h",
        )
    if any(isinstance(one.body, ONCE) for one in entries):
        raise Refused("This can only be said anew, so it was not brought back.", "See: backcoach meds -h")
    before = outlook(desk)
    drafts = [_again(one, record) for one in entries]
    marker = Restored(tuple(one.id for one in entries))
    moment = desk.moment
    last = Draft(marker, moment.now, moment.zone, moment.today)
    under = {one.supersedes for one in drafts if one.supersedes}
    is_beside = any(record.states[one] is State.CORRECTED for one in under)
    kept = desk.journal.append([*drafts, last], moment.now, is_beside=is_beside)[:-1]
    return _anew(desk, before, kept)


def _again(entry: Entry[Any], record: Chronicle) -> Draft:
    """The same once more, in the place where it stood. A check-in keeps the day on which it was told."""
    body = entry.body
    if isinstance(body, CheckIn):
        body = replace(body, told_on=told_on(entry))
    under = beneath(record.lines, entry.id)
    digest = entry.content_digest if is_decision(body) else None
    return Draft(body, entry.at, entry.zone, entry.day_on, under, digest)


def decided_anew(
    desk: Desk, before: Iterable[Outcome], entries: Sequence[Entry[Any]], *, stands: Sequence[Entry[Any]] = ()
) -> Correction:
    """Decide anew what follows from the corrected record, from now on, and tell what is different.

    A course becomes tighter, ends or stays; what check-ins show makes safety questions due.
    """
    course = course_to_come(desk)
    if course is not None:
        tighten(desk, course)
    if any(isinstance(one.body, (CheckIn, Session)) for one in entries):
        keep_events(desk)
    return Correction(tuple(entries), tuple(stands), changes(before, outlook(desk)))


def _anew(desk: Desk, before: Iterable[Outcome], touched: Sequence[Entry[Any]]) -> Correction:
    """The correction, of the last version of each, with what stands in those places now."""
    record = chronicle(desk)
    became, own = record.states, {one.id for one in touched}
    under = {one.supersedes for one in touched} - own
    stands = [one for one in record.entries if one.id in under and became[one.id] is State.CURRENT]
    earlier = {one.supersedes for one in touched}
    last = [one for one in touched if one.id not in earlier]
    return decided_anew(desk, before, last, stands=stands)
