"""What stands: not the last answer, but the gravest one that nobody has looked at since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from backcoach.coach.record import Assessed, Entry, Screened, ScreeningDue
from backcoach.coach.rescreening import COURSE_WEEKS, WEEK_DAYS, Rescreening, sets_overdue
from backcoach.coach.values import Disposition, most_urgent
from backcoach.values import Value


class History(Value):
    """What the record holds about screening: results, what clinicians said, and events, in any order."""

    screenings: tuple[Entry[Screened], ...] = ()
    assessments: tuple[Entry[Assessed], ...] = ()
    events: tuple[Entry[ScreeningDue], ...] = ()

    def in_order(self) -> tuple[Entry[Screened], ...]:
        """The screenings as they came."""
        return tuple(sorted(self.screenings, key=lambda entry: (entry.at, entry.recorded_at)))


class Standing(Value):
    """What holds now: the disposition, the screening that set it, and whether a plan may be shown.

    `grave` are all results that no clinician has settled; `open_finding` is the id of what a clinician said
    last where that leaves the matter open.

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
    because: tuple[str, ...] = ()
    grave: tuple[Entry[Screened], ...] = ()
    open_finding: str | None = None


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
    left_open = _open_finding(history.assessments, rules)
    is_shut = bool(grave) or is_stale or left_open is not None
    return Standing(
        worst,
        setting,
        is_stale=is_stale,
        is_plan_allowed=not is_shut and _is_open(in_order, now),
        needs_assessment=bool(grave) or left_open is not None,
        is_clock_back=not known,
        because=because,
        grave=tuple(grave),
        open_finding=left_open,
    )


def _is_open(in_order: tuple[Entry[Screened], ...], now: datetime) -> bool:
    """Whether no answer since the last full screening closes the plan, nor one that lies in the future."""
    full = [place for place, entry in enumerate(in_order) if entry.at <= now and entry.body.is_full]
    first = full[-1] if full else 0
    since = (one for turn, one in enumerate(in_order) if turn >= first or one.place > in_order[first].place)
    return all(entry.body.is_plan_allowed for entry in since)


def _open_finding(assessments: tuple[Entry[Assessed], ...], rules: Rescreening) -> str | None:
    """The last finding that leaves the matter open, unless somebody of the same reach settled it since."""
    reach = {one.id: one.counts_up_to for one in rules.clinicians}
    left_open: Entry[Assessed] | None = None
    for one in sorted(assessments, key=lambda entry: (entry.at, entry.place)):
        if one.body.finding and not is_settling(one.body, rules):
            left_open = one
        elif left_open and _follows(one, left_open):
            is_heard = _reach(one.body, reach) >= _reach(left_open.body, reach)
            left_open = None if is_heard else left_open
    return left_open.body.finding if left_open else None


def _reach(assessed: Assessed, reach: Mapping[str, Disposition]) -> Disposition:
    """Up to what the word of this clinician counts; all the way where nobody was asked who it was."""
    return reach.get(assessed.kind, Disposition.SELF_CARE) if assessed.kind else Disposition.EMERGENCY_NOW


def is_settling(assessed: Assessed, rules: Rescreening) -> bool:
    """Whether what a clinician found leaves nothing open; so it is where nobody was asked what was found."""
    return {one.id: one.settles for one in rules.findings}.get(assessed.finding, not assessed.finding)


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
        since = (entry for entry in history.events if _is_after(entry, full[-1]))
        yield from dict.fromkeys(entry.body.event for entry in since)
    yield from (one.id for one in sets_overdue(rules.sets, known, today))
    if full and _is_past(full[-1], rules.limits.full_at_weeks, today):
        yield LONG_COURSE


def _is_after(event: Entry[ScreeningDue], full: Entry[Screened]) -> bool:
    """Whether it was recorded after that screening: by its place, which no clock turns round."""
    if event.place and full.place:
        return event.place > full.place
    return event.recorded_at > full.recorded_at


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
    unsettling = (one for one in assessments if not is_settling(one.body, rules))
    left_open = (one for one in unsettling if one.at >= entry.at or not _follows(entry, one))
    before: tuple[Entry[Any], ...] = (entry, *left_open)
    settling = (one for one in assessments if settles(one.body, entry.body, rules))
    seen = [one for one in settling if all(_follows(one, earlier) for earlier in before)]
    for one in screenings:
        is_clean = one.body.is_full and one.body.disposition.allows_plan
        if is_clean and any(_follows(one, earlier) for earlier in seen):
            yield one


def _follows(later: Entry[Any], earlier: Entry[Any]) -> bool:
    """Whether it came after the other by the clock and by its place: so no wrong clock lifts anything."""
    return later.at >= earlier.at and (not later.place or not earlier.place or later.place > earlier.place)


def settles(assessed: Assessed, screened: Screened, rules: Rescreening) -> bool:
    """Whether what a clinician said settles a result: the right kind of clinician, and nothing left open.

    What content no longer knows settles nothing. An assessment from before kinds were asked does.
    """
    grave = frozenset(reason.rule for reason in screened.reasons) & rules.grave_rules
    return settles_up_to(assessed, screened.disposition, rules, grave)


def settles_up_to(
    assessed: Assessed, urgency: Disposition, rules: Rescreening, grave: frozenset[str] = frozenset()
) -> bool:
    """The same for anything that needs help of some urgency; `grave` are the rules that made it so."""
    if not assessed.kind and not assessed.finding:
        return True
    who = next((one for one in rules.clinicians if one.id == assessed.kind), None)
    if who is None or not assessed.finding or not is_settling(assessed, rules):
        return False
    is_their_matter = not who.only_rules or (bool(grave) and grave <= set(who.only_rules))
    return is_their_matter and who.counts_up_to >= urgency
