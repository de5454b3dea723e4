"""Closing a bout as a flow: where the person stands, the closing itself, and how to stay well after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.activity import WALK, Line
from backcoach.coach.activity_record import EpisodeClosed, ReviewHeld
from backcoach.coach.person import Profile
from backcoach.coach.record import Entry, Told
from backcoach.coach.values import Decision
from backcoach.coach.week import WEEK_DAYS, ItemKind, PlanItem
from backcoach.flows.closed import closed_now
from backcoach.flows.days import bout_days, day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import NotStarted, Refused
from backcoach.flows.lighter import flare_now
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.recovery import BoutSoFar, Ending, LookBack

MAY_CLOSE = "may_close"
"""Under this name the record keeps that it was said that the bout may be closed."""

STRENGTH = "stay_strength"
"""The line on strength exercises, which is not for those who wait for a clinician's word."""


class BoutEnd(Value):
    """Where the person stands: each ending with its figures, and the strongest that holds, if any does.

    `closed_on` and `why` are of a bout that was closed. `is_flaring` while a flare-up runs.
    """

    endings: tuple[tuple[Ending, Decision[bool]], ...]
    ending: Ending | None
    is_flaring: bool
    closed_on: date | None = None
    why: str | None = None

    @property
    def may_close(self) -> bool:
        """Whether it is the person's choice to close it today."""
        return self.closed_on is None and self.ending is not None and not self.is_flaring


class StayWell(Value):
    """How to stay well after a bout: the walks from now to the goal, one step for each good week.

    `steps` is empty where no walk may be planned. `liked` is what may stand in for a walk, by name.
    """

    walk: PlanItem | None
    steps: tuple[int, ...]
    liked: str | None
    lines: tuple[Line, ...]
    look_on: date
    by_on: date


def bout_end(desk: Desk) -> BoutEnd:
    """Where the person stands today. Raises `NotStarted` without a plan."""
    from backcoach.coach.recovery import ending_of, endings

    profile = desk.profile()
    if profile is None or not desk.weeks():
        raise NotStarted("There is no plan yet, so there is no bout to close.", "Begin: backcoach start")
    bout, book, closed = _bout(desk, profile), desk.book.recovery, closed_now(desk)
    return BoutEnd(
        endings(bout, book),
        ending_of(bout, book),
        flare_now(desk) is not None,
        closed.day_on if closed else None,
        closed.body.why if closed else None,
    )


def close(desk: Desk) -> BoutEnd:
    """Close the bout; on return that is on the disk, with the amounts reached. A closed one stays as it is.

    Raises `Refused` while the plan rests, in a flare-up, and where no ending holds yet; nothing is kept then.
    """
    from backcoach.coach.staying_well import quotas_reached

    if not desk.standing().is_plan_allowed:
        raise Refused("Not closed, because the plan rests.", "See: backcoach plan")
    found = bout_end(desk)
    if found.closed_on is not None:
        return found
    if found.is_flaring:
        raise Refused("Not closed, because a flare-up runs.", "Close it once that has settled.")
    if found.ending is None:
        raise Refused("Not closed, because it is not over yet.", "What is missing: backcoach close")
    weeks = desk.weeks()
    reached = quotas_reached(weeks, day_records(desk, weeks[0].starts_on), desk.book.activity)
    desk.keep(EpisodeClosed(found.ending.value, reached))
    return bout_end(desk)


def may_close(desk: Desk) -> bool:
    """Whether the bout that runs may be closed today; never while the plan rests."""
    return bool(desk.weeks()) and desk.standing().is_plan_allowed and bout_end(desk).may_close


def say_may_close(desk: Desk) -> bool:
    """Whether to say now that the bout may be closed: once in a bout. On return that is kept."""
    profile = desk.journal.latest(Profile)
    if profile is None or not may_close(desk):
        return False
    if any(one.body.id == MAY_CLOSE for one in desk.journal.entries(Told, after=profile.place)):
        return False
    held = [reason for _, found in bout_end(desk).endings if found.value for reason in found.reasons]
    desk.keep(Told(MAY_CLOSE, tuple(held)))
    return True


def staying_well(desk: Desk) -> StayWell | None:
    """How to go on after the bout; None while one runs, and while the plan rests."""
    from backcoach.coach.quota import is_clinician_first
    from backcoach.coach.staying_well import look_on, steps_to_goal
    from backcoach.flows.withheld import week_as_it_may_be, with_standing_modifiers

    closed, profile, weeks = closed_now(desk), desk.profile(), desk.weeks()
    if closed is None or profile is None or not weeks or not desk.standing().is_plan_allowed:
        return None
    book, limits = desk.book.activity, desk.book.recovery.limits
    now = with_standing_modifiers(desk, profile)
    items = week_as_it_may_be(desk, weeks[-1])[0].items
    walk = next((one for one in reversed(items) if one.id == WALK), None)
    is_short = is_clinician_first(now, book)
    steps = () if walk is None else (walk.amount,) if is_short else steps_to_goal(walk, now, book)
    return StayWell(
        walk,
        steps,
        next((one.label for one in items if one.kind is ItemKind.ACTIVITY), None),
        tuple(one for one in desk.book.recovery.stay_well if not (is_short and one.id == STRENGTH)),
        look_on(closed.day_on, desk.moment.today, limits.look_days),
        closed.day_on + timedelta(days=limits.by_weeks * WEEK_DAYS),
    )


def _bout(desk: Desk, profile: Profile) -> BoutSoFar:
    from backcoach.coach.recovery import BoutSoFar

    wanted = tuple(one.name for one in profile.own_activities)
    return BoutSoFar(desk.moment.today, bout_days(desk), wanted, _look_back(desk))


def _look_back(desk: Desk) -> LookBack | None:
    """The last look back of this bout that says how the person's own activities go."""
    from backcoach.coach.recovery import LookBack

    profile = desk.journal.latest(Profile)
    held = _with_own(desk.journal.entries(ReviewHeld, after=profile.place if profile else None))
    return LookBack(held[-1].day_on, held[-1].body.said.own) if held else None


def _with_own(held: Iterable[Entry[ReviewHeld]]) -> list[Entry[ReviewHeld]]:
    return sorted((one for one in held if one.body.said.own), key=lambda one: one.place)
