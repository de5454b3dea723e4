"""Which disposition stands: not the last answer, but the worst of the last days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from backcoach.coach.record import Entry, Screened
from backcoach.coach.values import Disposition, most_urgent

STANDS_DAYS = 14
"""How long a disposition stands, so that a retake in hope of a better answer does not lower it."""

FRESH_DAYS = 7
"""After a gap of this many days the old answers no longer speak for today."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds now: the disposition, the screening that set it, and whether a plan may be shown.

    `screened` is None when there was no screening at all. `is_stale` means that the last screening of
    any kind is too old to rely on.
    """

    disposition: Disposition
    screened: Entry[Screened] | None
    is_stale: bool
    is_plan_allowed: bool


def standing(screenings: tuple[Entry[Screened], ...], now: datetime) -> Standing:
    """What holds at `now`, from all screenings in any order.

    A screening dated after `now` keeps its warning, and reassures nobody: the clock was set back.
    """
    in_order = sorted(screenings, key=lambda entry: (entry.at, entry.recorded_at))
    if not in_order:
        return Standing(Disposition.SELF_CARE, None, is_stale=True, is_plan_allowed=False)
    known = [entry for entry in in_order if entry.at <= now]
    last = known[-1] if known else in_order[-1]
    recent = [entry for entry in in_order if now - entry.at <= timedelta(days=STANDS_DAYS)] or [last]
    worst = most_urgent(entry.body.disposition for entry in recent)
    setting = [entry for entry in recent if entry.body.disposition is worst][-1]
    is_stale = not known or now - last.at >= timedelta(days=FRESH_DAYS)
    is_allowed = worst.allows_plan and last.body.is_plan_allowed and not is_stale
    return Standing(worst, setting, is_stale=is_stale, is_plan_allowed=is_allowed)
