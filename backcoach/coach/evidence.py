"""What the record says at the end of a week, gathered for the review. Missing days are never filled in."""

from __future__ import annotations

from datetime import date, timedelta
from math import lcm

from backcoach.coach.activity import ActivityBook
from backcoach.coach.done import DoneAmount
from backcoach.coach.leg_pain import LegChange, leg_change
from backcoach.coach.logged_days import Days, between, difference, mean, pains
from backcoach.coach.person import Profile
from backcoach.coach.phases import PhaseFacts
from backcoach.coach.quota import is_gentle
from backcoach.coach.traffic import DayLight, day_light, median, usual_pain
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord, PlanItem, Situation, WeekPlan
from backcoach.values import Value

_DAY = timedelta(days=1)

PAIN = "pain"
"""The id of pain among the reasons why less was done."""


class Evidence(Value):
    """The figures of one review; None where the record does not say.

    `rise` is the mean of the window less the mean of the time before it (`compare`). `base` is the mean of
    the first two weeks, `lowest` and `before` the lowest and the latest mean of an earlier week's window.
    `reds` are sessions, `unsettled` days of the window, `gaps` those of which pain or
    activity was not logged, without days that were set aside. `best` are the largest quotas reached in the
    last weeks, where above those of `plan`; `is_ahead` tells that the days went so well that the next phase
    may come before its time; `is_small` that steps up are kept small.
    """

    plan: WeekPlan
    window: Days
    facts: PhaseFacts
    mean: float | None
    compare: float | None
    leg: LegChange
    distress: float | None
    base: float | None
    lowest: float | None
    before: float | None
    adherence_percent: int | None
    gap_days: int
    reds: int
    unsettled: int
    gaps: tuple[date, ...]
    is_all_green: bool
    is_ahead: bool
    is_pain_limited: bool
    is_small: bool
    best: tuple[DoneAmount, ...]
    situation: Situation

    @property
    def pains(self) -> tuple[float, ...]:
        """The logged averages of the window."""
        return pains(self.window)

    @property
    def is_enough(self) -> bool:
        """Whether enough days of the window are logged to compare."""
        return len(self.pains) >= self.facts.least_days

    @property
    def rise(self) -> float | None:
        """Points by which pain rose against the time before."""
        return difference(self.mean, self.compare)


def gather(
    plan: WeekPlan,
    days: Days,
    profile: Profile,
    issued: tuple[WeekPlan, ...],
    today: date,
    book: ActivityBook,
    situation: Situation,
) -> Evidence:
    """The figures for the review of `plan`, from the whole history in any order."""
    facts = book.phase(plan.phase)
    first, last = _window(plan, book, today)
    compare_days = timedelta(days=book.track(plan.track).compare_days)
    earlier = _earlier_means(plan, days, issued, book)
    window = between(days, first, last)
    before = between(days, first - timedelta(days=facts.window_days), first - _DAY)
    lights = _lights(window, days, profile, book)
    return Evidence(
        plan=plan,
        window=window,
        facts=facts,
        mean=mean(pains(window)),
        compare=_at_least(
            facts.compare_least_days, between(days, first - compare_days, first - _DAY), profile
        ),
        leg=leg_change(window, before),
        distress=median(day.distress for day in window),
        base=_base(days, (*issued, plan), profile, book),
        lowest=min(earlier, default=None),
        before=earlier[-1] if earlier else None,
        adherence_percent=adherence_percent(plan, days, situation.set_aside),
        gap_days=_gap_days(plan, days, today, situation),
        reds=sum(light.reds for light in lights),
        unsettled=sum(light.is_settled is False for light in lights) + _untold_unsettled(days, first, last),
        gaps=gaps(plan, window, today, book, situation.set_aside),
        is_all_green=_is_all_green(lights),
        is_ahead=_is_ahead(plan, window, lights, book),
        is_pain_limited=_is_pain_limited(window),
        is_small=_is_small(situation, profile, issued, today, book),
        best=_best(plan, days, issued, today, book),
        situation=situation,
    )


def adherence_percent(plan: WeekPlan, days: Days, set_aside: frozenset[date] = frozenset()) -> int | None:
    """Done of planned over the week in percent, rounded down; None if no day says anything about activity.

    A day without an activity entry is unknown and left out of what was planned, and so is one set aside, and
    for a total or task of daily life a day that does not name it.
    Every item weighs the same and counts as done at most in full, so that more of one does not make up for
    another.
    """
    counting = set(plan.days) - set_aside
    told = {day.day_on: day for day in days if day.done is not None and day.day_on in counting}
    shares = [share for share in (_share(items, told) for items in _by_id(plan)) if share[1]]
    if not shares:
        return None
    whole = lcm(*(planned for _done, planned in shares))
    parts = sum(done * (whole // planned) for done, planned in shares)
    return 100 * parts // (whole * len(shares))


def gaps(
    plan: WeekPlan, days: Days, today: date, book: ActivityBook, set_aside: frozenset[date]
) -> tuple[date, ...]:
    """The days a review looks at of which pain, or activity where some was planned, was not logged."""
    first, last = _window(plan, book, today)
    told = {day.day_on: day for day in days}
    every = (first + number * _DAY for number in range((last - first).days + 1))
    return tuple(day for day in every if day not in set_aside and _is_gap(told.get(day), plan, day))


def _is_gap(told: DayRecord | None, plan: WeekPlan, day: date) -> bool:
    if told is None or told.pain_average is None:
        return True
    return told.done is None and bool(plan.items_on(day))


def done_percent(plan: WeekPlan, day: DayRecord) -> int | None:
    """Minutes done of planned on one day in percent, rounded down; None if nothing was said or planned."""
    items = tuple(item for item in plan.items_on(day.day_on) if item.is_timed)
    planned = sum(item.daily_amount for item in items)
    if day.done is None or not planned:
        return None
    return 100 * sum(day.done_of(item.id) for item in items) // planned


def _lights(window: Days, days: Days, profile: Profile, book: ActivityBook) -> tuple[DayLight, ...]:
    limits, at_start = book.parameters.session, profile.pain_average
    return tuple(day_light(day, days, usual_pain(day, days, at_start), limits) for day in window)


def _untold_unsettled(days: Days, first: date, last: date) -> int:
    """How many mornings had not settled after a day of the window of which no activity was told."""
    told = {day.day_on for day in days if day.done is not None or day.sessions}
    after = (day.day_on - _DAY for day in days if day.settled is Answer.NO)
    return sum(first <= day <= last and day not in told for day in after)


def _is_all_green(lights: tuple[DayLight, ...]) -> bool:
    """Whether every day with a session was green; False where no session was told."""
    told = [light for light in lights if light.colours]
    settled = all(light.is_settled is not False for light in lights)
    return bool(told) and settled and all(light.is_all_green for light in told)


def _is_ahead(plan: WeekPlan, window: Days, lights: tuple[DayLight, ...], book: ActivityBook) -> bool:
    """Whether some days in a row had little pain, all of the plan done, and had settled by the morning."""
    move, row, last = book.parameters.phase_move, 0, None
    for day, light in zip(window, lights, strict=True):
        is_low = day.pain_average is not None and day.pain_average <= move.ahead_pain
        is_good = is_low and light.is_settled is True and _is_all_done(day, plan)
        is_next = last is not None and day.day_on == last + _DAY
        row = (row + 1 if is_next else 1) if is_good else 0
        last = day.day_on
        if row >= move.ahead_days:
            return True
    return False


def _is_all_done(day: DayRecord, plan: WeekPlan) -> bool:
    return all(day.done_of(item.id) >= item.daily_amount for item in plan.items_on(day.day_on))


def _is_pain_limited(window: Days) -> bool:
    """Whether pain was the reason on at least half of the days on which less was done for a reason told."""
    told = [day.missed_for for day in window if day.missed_for is not None]
    return bool(told) and 2 * told.count(PAIN) >= len(told)


def _is_small(
    situation: Situation, profile: Profile, issued: tuple[WeekPlan, ...], today: date, book: ActivityBook
) -> bool:
    """Whether steps up are kept small: for the person, by their wish, for a leg, or after many flare-ups."""
    said, limits = situation.said, book.parameters.review
    is_wished = said is not None and said.is_gentle is True
    is_flaring = situation.flares_lately >= limits.flares_gentle
    is_guarded = _had_leg_guard(issued, today, book)
    return is_wished or is_flaring or is_guarded or is_gentle(profile, book)


def _had_leg_guard(issued: tuple[WeekPlan, ...], today: date, book: ActivityBook) -> bool:
    since = today - timedelta(days=book.parameters.pace.leg_guard_days)
    return any(plan.outcome == "leg_guard" and plan.starts_on >= since for plan in issued)


def _best(
    plan: WeekPlan, days: Days, issued: tuple[WeekPlan, ...], today: date, book: ActivityBook
) -> tuple[DoneAmount, ...]:
    """The largest quota of each item in the last weeks that were mostly done, where above the present one.

    What a week cannot hold any more is left out: nobody is sent back to it.
    """
    limits = book.parameters.review
    since = today - timedelta(days=limits.best_days)
    reached = [
        week
        for week in issued
        if week.starts_on >= since and (adherence_percent(week, days) or 0) >= limits.adherence_percent
    ]
    found = []
    for item in plan.items:
        earlier = [one.amount for week in reached for one in week.items if one.id == item.id]
        if max(earlier, default=0) > item.amount and _has_room(item, plan, book):
            found.append(DoneAmount(item.id, max(earlier)))
    return tuple(dict.fromkeys(found))


def _has_room(item: PlanItem, plan: WeekPlan, book: ActivityBook) -> bool:
    """Whether a week can hold a minute more in every go of an item; exercises take none of it."""
    more = item.times_per_day * len(item.days) if item.is_timed else 0
    return plan.minutes + more <= book.parameters.caps.week_minutes


def _window(plan: WeekPlan, book: ActivityBook, today: date) -> tuple[date, date]:
    last = min(plan.ends_on, today)
    return last - timedelta(days=book.phase(plan.phase).window_days - 1), last


def _at_least(least: int, days: Days, profile: Profile) -> float | None:
    """The mean of earlier days if enough are logged, else what was told at the start."""
    values = pains(days)
    return mean(values) if len(values) >= least else profile.pain_average


def _base(days: Days, issued: tuple[WeekPlan, ...], profile: Profile, book: ActivityBook) -> float | None:
    limits = book.parameters.review
    first = min(plan.starts_on for plan in issued)
    last = first + timedelta(days=limits.drift_base_days - 1)
    return _at_least(limits.drift_base_least_days, between(days, first, last), profile)


def _earlier_means(
    plan: WeekPlan, days: Days, issued: tuple[WeekPlan, ...], book: ActivityBook
) -> tuple[float, ...]:
    """The means of the windows of earlier weeks, oldest first, where enough days are logged."""
    earlier = sorted((one for one in issued if one.starts_on < plan.starts_on), key=lambda one: one.starts_on)
    found = []
    for one in earlier:
        values = pains(between(days, *_window(one, book, one.ends_on)))
        if len(values) >= book.phase(one.phase).least_days:
            found.append(mean(values))
    return tuple(value for value in found if value is not None)


def _gap_days(plan: WeekPlan, days: Days, today: date, situation: Situation) -> int:
    """Whole days before today with neither a plan nor a check-in; a planned day of a pause is no plan."""
    seen = [day.day_on for day in days if day.day_on <= today]
    planned = [day for day in plan.days if day not in situation.set_aside]
    return max(0, (today - max([plan.starts_on, *planned, *seen])).days - 1)


def _by_id(plan: WeekPlan) -> tuple[tuple[PlanItem, ...], ...]:
    ids = dict.fromkeys(item.id for item in plan.items)
    return tuple(tuple(item for item in plan.items if item.id == id_) for id_ in ids)


def _tells(day: DayRecord | None, item: PlanItem) -> bool:
    return day is not None and day.tells_of(item)


def _share(items: tuple[PlanItem, ...], told: dict[date, DayRecord]) -> tuple[int, int]:
    """Done, at most in full, and planned of one item on the days that say something."""
    planned = sum(item.daily_amount for item in items for day in item.days if _tells(told.get(day), item))
    done = sum(record.done_of(items[0].id) for record in told.values())
    return min(done, planned), planned
