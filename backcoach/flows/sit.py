"""Sitting as a flow: how long a sit is for this person now, what breaks it up, and keeping what was sat."""

from __future__ import annotations

from datetime import timedelta

from backcoach.coach.activity import SITTING
from backcoach.coach.activity_record import SatFor
from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.sitting import break_movements, sitting_break
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ItemKind
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.lighter import flare_now
from backcoach.flows.trials import person_with_plan, sitting_baseline
from backcoach.values import Value

FLARE_DAYS = timedelta(days=2)
"""For so many days after a declared flare-up only what is meant for one is suggested."""

MOST_TIMES = 24


class SitView(Value):
    """One sit for this person: minutes of it, at most `most_minutes`, and why that is the most.

    `movements` are small exercises that nothing speaks against, `stand_up` is what anybody can do after a
    sit, and `sat_today` what was sat with the timer today.
    """

    minutes: int
    most_minutes: int
    times: int
    reasons: tuple[Reason, ...]
    movements: tuple[Exercise, ...]
    stand_up: str
    sat_today: tuple[int, ...]
    is_draft: bool

    def movement(self, place: int) -> Exercise | None:
        """The movement after the sit of this place of the run, in turn with those of the day."""
        turn = len(self.sat_today) + place
        return self.movements[turn % len(self.movements)] if self.movements else None


def sit_view(desk: Desk, wished_minutes: int | None = None, times: int = 1) -> SitView:
    """How long to sit; a wish can only make it shorter.

    Raises `NotStarted` without a plan, `Refused` while it rests, `BadInput` for what is no length or number.
    """
    profile = person_with_plan(desk)
    if wished_minutes is not None and wished_minutes < 1:
        raise BadInput("A sit lasts a minute or more.", "Such as: backcoach sit --minutes 20")
    if not 1 <= times <= MOST_TIMES:
        raise BadInput(f"--times is a number from 1 to {MOST_TIMES}.", "Such as: backcoach sit --times 3")
    book, today = desk.book.activity, desk.moment.today
    most = _most(desk)
    said_so = any(day.is_flare for day in day_records(desk, today - FLARE_DAYS))
    in_flare = said_so or flare_now(desk) is not None
    sat = desk.journal.entries(SatFor, from_on=today, to_on=today)
    return SitView(
        most.value if wished_minutes is None else min(wished_minutes, most.value),
        most.value,
        times,
        most.reasons,
        break_movements(profile, book, in_flare=in_flare),
        book.sitting.break_words,
        tuple(one.body.minutes for one in sat),
        book.is_draft,
    )


def _most(desk: Desk) -> Decision[int]:
    """The longest sit: that of the running week, where trials on too few days do not make it shorter."""
    baseline, planned = sitting_baseline(desk), _planned(desk)
    tried = sitting_break(baseline, desk.book.activity)
    if planned is None or (baseline is not None and not baseline.is_known and tried.value < planned.value):
        return tried
    return planned


def _planned(desk: Desk) -> Decision[int] | None:
    """How long a sit may last by the running week; None where the week does not say."""
    weeks, today = desk.weeks(), desk.moment.today
    items = weeks[-1].items_on(today) if weeks else ()
    limit = next((item for item in items if item.kind is ItemKind.LIMIT and item.id == SITTING), None)
    return Decision(limit.amount, weeks[-1].reasons_for(SITTING)[-1:]) if limit else None


def keep_sat(desk: Desk, minutes: int) -> None:
    """Keep what was sat; less than a minute is nothing to keep."""
    if minutes:
        desk.keep(SatFor(minutes))
