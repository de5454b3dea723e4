"""Whether the present bout is closed."""

from __future__ import annotations

from backcoach.coach.activity_record import EpisodeClosed
from backcoach.coach.person import Profile
from backcoach.coach.phases import Track
from backcoach.coach.record import Entry
from backcoach.coach.week import WeekPlan
from backcoach.flows.desk import Desk
from backcoach.values import replace


def closed_now(desk: Desk) -> Entry[EpisodeClosed] | None:
    """The closing of the present bout; None while it runs, and once a new one has begun."""
    profile = desk.journal.latest(Profile)
    found = desk.journal.entries(EpisodeClosed, after=profile.place if profile else None)
    return max(found, key=lambda one: one.place, default=None)


def as_it_goes_on(desk: Desk, week: WeekPlan) -> WeekPlan:
    """The week as the next one follows it: on the track of staying well once the bout is closed."""
    return replace(week, track=Track.PREVENT) if closed_now(desk) else week
