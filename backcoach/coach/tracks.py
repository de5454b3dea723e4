"""Which track a bout is on and which phase a day belongs to."""

from __future__ import annotations

from datetime import date

from backcoach.coach.phases import Phase, PhaseFacts, Track, TrackFacts


def days_since(onset_on: date, day: date) -> int:
    """Whole days from the onset to `day`; the day of the onset is day 0.

    Raises `ValueError` if the onset lies after `day`.
    """
    days = (day - onset_on).days
    if days < 0:
        raise ValueError("the onset lies in the future")
    return days


def track_at(onset_on: date, today: date, tracks: tuple[TrackFacts, ...]) -> Track:
    """The track of a plan that starts today. A plan keeps its track; being over is not a matter of days.

    Raises `ValueError` if the onset lies in the future.
    """
    days = days_since(onset_on, today)
    begun = [track for track in tracks if track.from_day is not None and track.from_day <= days]
    return max(begun, key=lambda track: track.from_day or 0).id


def phase_at(track: Track, days: int, plan_week: int, phases: tuple[PhaseFacts, ...]) -> Phase:
    """The phase that the calendar allows: by days since onset if acute, else by the week of the plan."""
    if track is Track.PREVENT:
        return Phase.MAINTAIN
    begun = [facts.id for facts in phases if overdue_days(facts, track, days, plan_week) >= 0]
    return max(begun, key=lambda phase: phase.rank)


def overdue_days(facts: PhaseFacts, track: Track, days: int, plan_week: int) -> int:
    """Days since the calendar allows a phase; negative before that, and where the track does not use it."""
    if track is Track.ACUTE:
        return days - facts.acute_from_day
    if facts.from_week is None:
        return -1
    return (plan_week - facts.from_week) * 7


def next_phase(phase: Phase) -> Phase | None:
    """The phase after `phase`, None after the last."""
    return next((one for one in Phase if one.rank == phase.rank + 1), None)
