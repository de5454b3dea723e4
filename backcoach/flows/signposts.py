"""Signposts as a flow: the patterns that the answers fit, and the milestones of the bout, each said once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.person import Profile
from backcoach.coach.record import DoseTaken, Entry, Screened, Told
from backcoach.coach.regions import Contact
from backcoach.coach.screening import Replies
from backcoach.coach.values import Reason
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.screening import replies_of
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.bout import Bout
    from backcoach.coach.patterns import Fit
    from backcoach.coach.timeline import Due, Milestone

FRESH_DAYS = 7
"""Older safety answers do not speak for today."""

SHOWN_DAYS = 7
"""For so many days a milestone that was said is shown again with the plan."""


class Said(Value):
    """A milestone that is said, or was said `said_on`; `is_open` where there were too few days to tell.

    `contacts` are whom to offer to call with it, where the person is.
    """

    milestone: Milestone
    is_open: bool
    said_on: date
    reason: Reason
    contacts: tuple[Contact, ...] = ()


def patterns_of(body: Screened, book: Handbook) -> tuple[Fit, ...]:
    """The patterns that the answers of a recorded screening fit."""
    from backcoach.coach.patterns import fitting

    return fitting(replies_of(body, book), book.screening.rules, book.screening.signposts.patterns)


def due_milestones(desk: Desk) -> tuple[Said, ...]:
    """What is to be said now and was not said in this bout: those of any time, and at most one other.

    Nothing while something more urgent stands, and nothing without a bout whose first day is known.
    """
    from backcoach.coach.timeline import due_any_time, due_milestone

    bout = bout_of(desk)
    stands = desk.standing()
    if bout is None or stands.screened is None or not stands.disposition.allows_plan:
        return ()
    told = frozenset(entry.body.id for entry in _told(desk, bout.onset_on))
    asked = (_timeline(desk), bout, desk.book.screening.rules, told)
    one = due_milestone(*asked)
    due = (*due_any_time(*asked), *((one,) if one else ()))
    return tuple(_now(one, desk) for one in due)


def _now(due: Due, desk: Desk) -> Said:
    from backcoach.flows.thoughts import first_contacts

    contacts = first_contacts(due.milestone.contacts, desk)
    return Said(due.milestone, due.is_open, desk.moment.today, due.reason, contacts)


def say(desk: Desk) -> tuple[Said, ...]:
    """What is to be said now; on return it is on the disk that it was said."""
    from backcoach.coach.timeline import TOO_FEW

    found = due_milestones(desk)
    for one in found:
        desk.keep(Told(one.milestone.id + (TOO_FEW if one.is_open else ""), (one.reason,)))
    return found


def shown(desk: Desk) -> tuple[Said, ...]:
    """The milestone of this bout said last and those of any time, for `SHOWN_DAYS` days.

    Nothing while something more urgent stands.
    """
    onset_on = _onset_of(desk)
    if onset_on is None or not desk.standing().disposition.allows_plan:
        return ()
    since = max(onset_on, desk.moment.today - timedelta(days=SHOWN_DAYS - 1))
    said = [one for entry in _told(desk, since) if (one := _said(entry, desk)) is not None]
    timed = [one for one in said if not one.milestone.is_any_time]
    return (*(one for one in said if one.milestone.is_any_time), *timed[-1:])


def bout_of(desk: Desk) -> Bout | None:
    """What is known of the bout today; None where its first day is not known."""
    plan, onset_on = desk.journal.latest(Profile), _onset_of(desk)
    if onset_on is None:
        return None
    from backcoach.coach.bout import Bout

    return Bout(
        onset_on,
        desk.moment.today,
        day_records(desk, onset_on),
        _fresh_replies(desk),
        plan.day_on if plan else None,
        plan.body.pain_average if plan else None,
        plan.body.confidence if plan else None,
        tuple(entry.day_on for entry in desk.journal.entries(DoseTaken, from_on=onset_on)),
    )


def _onset_of(desk: Desk) -> date | None:
    """The first day of the bout, as far as it is known."""
    plan = desk.journal.latest(Profile)
    return plan.body.onset_on if plan else _onset_told(desk)


def _onset_told(desk: Desk) -> date | None:
    """The first day of the bout by the weeks told in the last screening that asked for them."""
    from backcoach.coach.timeline import WEEK, WEEKS

    for entry in sorted(desk.journal.entries(Screened), key=lambda one: one.place, reverse=True):
        if entry.body.is_full and WEEKS in entry.body.numbers:
            return entry.day_on - timedelta(days=round(entry.body.numbers[WEEKS] * WEEK))
    return None


def _fresh_replies(desk: Desk) -> Replies:
    """The last settled answers, unless they are too old to speak for today."""
    since = desk.moment.today - timedelta(days=FRESH_DAYS)
    settled = (one for one in desk.journal.entries(Screened, from_on=since) if one.body.is_settled)
    last = max(settled, key=lambda one: one.place, default=None)
    return replies_of(last.body, desk.book) if last else {}


def _told(desk: Desk, since: date) -> tuple[Entry[Told], ...]:
    return desk.journal.entries(Told, from_on=since, to_on=desk.moment.today)


def _timeline(desk: Desk) -> tuple[Milestone, ...]:
    return desk.book.screening.signposts.milestones


def _said(entry: Entry[Told], desk: Desk) -> Said | None:
    """What was said, in today's words; None where the content has it no more."""
    from backcoach.coach.timeline import TOO_FEW
    from backcoach.flows.thoughts import first_contacts

    name = entry.body.id.removesuffix(TOO_FEW)
    milestone = next((one for one in _timeline(desk) if one.id == name), None)
    if milestone is None or not entry.body.reasons:
        return None
    contacts = first_contacts(milestone.contacts, desk)
    return Said(milestone, name != entry.body.id, entry.day_on, entry.body.reasons[0], contacts)
