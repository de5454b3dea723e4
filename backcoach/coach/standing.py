"""What stands: not the last answer, but the gravest one that nobody has looked at since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backcoach.coach.record import Assessed, Entry, Screened
from backcoach.coach.values import Disposition, most_urgent

STANDS_DAYS = 14
"""How long a result that still allows a plan is shown after a better one; a grave one stands until lifted."""

FRESH_DAYS = 7
"""After a gap of this many days the old answers no longer speak for today."""

FULL_DAYS = 28
"""After this many days the daily questions are not enough: everything is asked again."""

Screenings = tuple[Entry[Screened], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds now: the disposition, the screening that set it, and whether a plan may be shown.

    `screened` is None when there was no screening at all. `is_stale` means that the answers are too old
    to rely on, `is_clock_back` that they lie in the future. `needs_assessment` stays until a clinician
    has looked at a grave result, the person has said so, and a full screening since then is clean.
    """

    disposition: Disposition
    screened: Entry[Screened] | None
    is_stale: bool
    is_plan_allowed: bool
    needs_assessment: bool = False
    is_clock_back: bool = False


def standing(screenings: Screenings, assessments: tuple[Entry[Assessed], ...], now: datetime) -> Standing:
    """What holds at `now`, from all screenings and assessments in any order.

    A screening dated after `now` keeps its warning, and reassures nobody: the clock was set back.
    """
    in_order = tuple(sorted(screenings, key=lambda entry: (entry.at, entry.recorded_at)))
    if not in_order:
        return Standing(Disposition.SELF_CARE, None, is_stale=True, is_plan_allowed=False)
    known = [entry for entry in in_order if entry.at <= now]
    last = known[-1] if known else in_order[-1]
    unlifted = [entry for entry in in_order if not any(_lifting(entry, in_order, assessments))]
    grave = [entry for entry in unlifted if not entry.body.disposition.allows_plan]
    recent = [entry for entry in unlifted if now - entry.at <= timedelta(days=STANDS_DAYS)]
    shown = grave or recent or [last]
    worst = most_urgent(entry.body.disposition for entry in shown)
    setting = [entry for entry in shown if entry.body.disposition is worst][-1]
    is_stale = not known or _is_stale(known, last, now)
    return Standing(
        worst,
        setting,
        is_stale=is_stale,
        is_plan_allowed=not (grave or is_stale) and last.body.is_plan_allowed,
        needs_assessment=bool(grave),
        is_clock_back=not known,
    )


def rest_days(screenings: Screenings, assessments: tuple[Entry[Assessed], ...], today: date) -> set[date]:
    """The days on which the plan rested, from a grave result until it was lifted."""
    in_order = tuple(sorted(screenings, key=lambda entry: (entry.at, entry.recorded_at)))
    rested: set[date] = set()
    for entry in in_order:
        if not entry.body.disposition.allows_plan:
            lifting = next(_lifting(entry, in_order, assessments), None)
            ends_on = lifting.day_on if lifting else today + timedelta(days=1)
            length = (ends_on - entry.day_on).days
            rested |= {entry.day_on + timedelta(days=offset) for offset in range(length)}
    return rested


def _is_stale(known: list[Entry[Screened]], last: Entry[Screened], now: datetime) -> bool:
    full = [entry for entry in known if entry.body.is_full]
    is_long = not full or now - full[-1].at >= timedelta(days=FULL_DAYS)
    return is_long or now - last.at >= timedelta(days=FRESH_DAYS)


def _lifting(
    entry: Entry[Screened], screenings: Screenings, assessments: tuple[Entry[Assessed], ...]
) -> Iterator[Entry[Screened]]:
    """The full clean screenings that came after a clinician had looked at this result."""
    seen_at = min((one.at for one in assessments if one.at >= entry.at), default=None)
    if seen_at is None:
        return
    for one in screenings:
        if one.at >= seen_at and one.body.is_full and one.body.disposition.allows_plan:
            yield one
