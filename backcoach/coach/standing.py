"""What stands: not the last answer, but the gravest one that nobody has looked at since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from backcoach.coach.record import Assessed, Entry, Screened, ScreeningDue
from backcoach.coach.rescreening import COURSE_WEEKS, WEEK_DAYS, Rescreening, sets_overdue
from backcoach.coach.values import Disposition, most_urgent


@dataclass(frozen=True, slots=True)
class History:
    """What the record holds about screening: results, what clinicians said, and events, in any order."""

    screenings: tuple[Entry[Screened], ...] = ()
    assessments: tuple[Entry[Assessed], ...] = ()
    events: tuple[Entry[ScreeningDue], ...] = ()

    def in_order(self) -> tuple[Entry[Screened], ...]:
        """The screenings as they came."""
        return tuple(sorted(self.screenings, key=lambda entry: (entry.at, entry.recorded_at)))


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds now: the disposition, the screening that set it, and whether a plan may be shown.

    `screened` is None when there was no screening at all. `is_stale` means that the answers can no longer
    be relied on, and `because` are the ids of the events and overdue sets that are the reason.
    `is_clock_back` means that they lie in the future. `needs_assessment` stays until a clinician has looked
    at a grave result, the person has said so, and a full screening since then is clean.
    """

    disposition: Disposition
    screened: Entry[Screened] | None
    is_stale: bool
    is_plan_allowed: bool
    needs_assessment: bool = False
    is_clock_back: bool = False
    because: tuple[str, ...] = field(default=())


def standing(history: History, rules: Rescreening, now: datetime, today: date) -> Standing:
    """What holds at `now`, which belongs to the day `today`.

    A screening dated after `now` keeps its warning, and reassures nobody: the clock was set back.
    """
    in_order = history.in_order()
    if not in_order:
        return Standing(Disposition.SELF_CARE, None, is_stale=True, is_plan_allowed=False)
    known = [entry for entry in in_order if entry.at <= now]
    last = known[-1] if known else in_order[-1]
    unlifted = [one for one in in_order if not any(_lifting(one, in_order, history.assessments, rules))]
    grave = [entry for entry in unlifted if not entry.body.disposition.allows_plan]
    recent = [entry for entry in unlifted if now - entry.at <= timedelta(days=rules.limits.stands_days)]
    shown = grave or recent or [last]
    worst = most_urgent(entry.body.disposition for entry in shown)
    setting = [entry for entry in shown if entry.body.disposition is worst][-1]
    because = tuple(_because(known, history, rules, now, today)) if known else ()
    is_stale = bool(because) or not known
    return Standing(
        worst,
        setting,
        is_stale=is_stale,
        is_plan_allowed=not (grave or is_stale) and last.body.is_plan_allowed,
        needs_assessment=bool(grave),
        is_clock_back=not known,
        because=because,
    )


def rest_days(history: History, rules: Rescreening, today: date) -> set[date]:
    """The days on which the plan rested, from a grave result until it was lifted."""
    in_order = history.in_order()
    rested: set[date] = set()
    for entry in in_order:
        if not entry.body.disposition.allows_plan:
            lifting = next(_lifting(entry, in_order, history.assessments, rules), None)
            ends_on = lifting.day_on if lifting else today + timedelta(days=1)
            length = (ends_on - entry.day_on).days
            rested |= {entry.day_on + timedelta(days=offset) for offset in range(length)}
    return rested


def _because(
    known: list[Entry[Screened]], history: History, rules: Rescreening, now: datetime, today: date
) -> Iterator[str]:
    """A pause, events since the last full screening, overdue sets, and a bout that became a long one."""
    if now - known[-1].at >= timedelta(days=rules.limits.gap_days):
        yield GAP
    full = [entry for entry in known if entry.body.is_full]
    if full:
        since = (entry for entry in history.events if entry.recorded_at > full[-1].recorded_at)
        yield from dict.fromkeys(entry.body.event for entry in since)
    yield from (one.id for one in sets_overdue(rules.sets, known, today))
    if full and _is_past(full[-1], rules.limits.full_at_weeks, today):
        yield LONG_COURSE


GAP = "gap"
LONG_COURSE = "long_course"
"""Events that follow from time alone: a pause, and a bout that has become a long one."""


def _is_past(full: Entry[Screened], weeks: int, today: date) -> bool:
    """Whether the bout has reached `weeks` since a full screening; an unknown time was long already then."""
    then = full.body.numbers.get(COURSE_WEEKS)
    return then is not None and then < weeks <= then + (today - full.day_on).days / WEEK_DAYS


def _lifting(
    entry: Entry[Screened],
    screenings: tuple[Entry[Screened], ...],
    assessments: tuple[Entry[Assessed], ...],
    rules: Rescreening,
) -> Iterator[Entry[Screened]]:
    """The full clean screenings that came after a clinician had looked at this result."""
    settling = (one.at for one in assessments if one.at >= entry.at and settles(one.body, entry.body, rules))
    seen_at = min(settling, default=None)
    if seen_at is None:
        return
    for one in screenings:
        if one.at >= seen_at and one.body.is_full and one.body.disposition.allows_plan:
            yield one


def settles(assessed: Assessed, screened: Screened, rules: Rescreening) -> bool:
    """Whether what a clinician said settles a result: the right kind of clinician, and nothing left open.

    What content no longer knows settles nothing. An assessment from before kinds were asked does.
    """
    if not assessed.kind and not assessed.finding:
        return True
    kinds = {one.id: one.counts_up_to for one in rules.clinicians}
    findings = {one.id: one.settles for one in rules.findings}
    reach = kinds.get(assessed.kind, Disposition.SELF_CARE)
    return reach >= screened.disposition and findings.get(assessed.finding, False)
