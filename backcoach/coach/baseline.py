"""The baseline: what is managed now, from trials on several days, and the first quota it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from math import lcm
from typing import TYPE_CHECKING

from backcoach.coach.activity import ActivityBook, ActivityType, BaselineKind
from backcoach.coach.done import Unit
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase
from backcoach.coach.quota import is_cautious
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.exercise_facts import Exercise


class Tried(Value):
    """One trial: on which day, how much was managed, and how heavy it was, None where that was not said."""

    day_on: date
    amount: int
    load_kg: int | None = None


class Triable(Value):
    """Something that can be tried out: an activity, or an exercise by what grows in its dose.

    `days_needed` are days with a trial. `most` is the highest first quota, None without one.
    """

    id: str
    label: str
    unit: Unit
    kind: BaselineKind
    days_needed: int
    how: str
    floor: int
    phase_from: Phase
    avoid: tuple[str, ...]
    is_planned: bool
    valid_from: int = 0
    most: int | None = None


class Baseline(Value):
    """The mean over days of the mean of each day, kept exactly as `total / parts`.

    It is known once there were trials on as many days as needed; `last_on` is the last of them. `load_kg` is
    the lightest weight of the trials, None where one did not say it.
    """

    total: int
    parts: int
    days: int
    days_needed: int
    last_on: date
    load_kg: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether enough days were tried."""
        return self.days >= self.days_needed

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all was managed."""
        return self.total == 0

    @property
    def mean(self) -> float:
        """What is managed on average, to one decimal."""
        return round(self.total / self.parts, 1)

    def share(self, percent: int) -> int:
        """A share of the mean, rounded down."""
        return self.total * percent // (100 * self.parts)


class FirstStep(Value):
    """The first quota a baseline leads to: the rule, the share in percent, and the amount."""

    rule: str
    percent: int
    amount: int


def triable(id_: str, book: ActivityBook) -> Triable | None:
    """The activity or exercise with this id as something to try; of the two it is one, the activity."""
    if activity := book.type(id_):
        return _activity(activity)
    exercise = book.exercise(id_)
    if exercise is None or exercise.activity is None:
        return _exercise(exercise, book) if exercise else None
    return triable(exercise.activity, book)


def baseline_from(tried: Iterable[Tried], thing: Triable) -> Baseline | None:
    """The baseline so far; None where no trial counts. One day counts once, with the mean of that day."""
    by_day: dict[date, list[int]] = defaultdict(list)
    counting = [one for one in tried if one.amount >= thing.valid_from]
    for one in counting:
        by_day[one.day_on].append(one.amount)
    if not by_day:
        return None
    loads = [one.load_kg for one in counting if one.load_kg is not None]
    load = min(loads) if len(loads) == len(counting) else None
    whole = lcm(*(len(amounts) for amounts in by_day.values()))
    total = sum(sum(amounts) * (whole // len(amounts)) for amounts in by_day.values())
    return Baseline(total, whole * len(by_day), len(by_day), thing.days_needed, max(by_day), load)


def recent(tried: Iterable[Tried], today: date, book: ActivityBook) -> tuple[Tried, ...]:
    """The trials that are new enough to tell what is managed now."""
    first = today - timedelta(days=book.parameters.trials.within_days - 1)
    return tuple(one for one in tried if first <= one.day_on <= today)


def first_step(thing: Triable, baseline: Baseline, profile: Profile, book: ActivityBook) -> FirstStep:
    """The first quota: a share of the baseline, the whole of a habitual total, never below the floor."""
    first = book.parameters.first_quota
    rule, percent = "trials_default", first.default_percent
    if thing.kind is BaselineKind.HABITUAL:
        rule, percent = "trials_habitual", first.habitual_percent
    elif is_cautious(profile, book):
        rule, percent = "trials_cautious", first.cautious_percent
    share = baseline.share(percent)
    amount = share if thing.most is None else min(share, thing.most)
    return FirstStep(rule, percent, max(thing.floor, amount))


def _activity(one: ActivityType) -> Triable:
    most = one.start if one.is_planned and one.trials == 1 else one.most
    return Triable(
        id=one.id,
        label=one.label,
        unit=one.unit,
        kind=one.kind,
        days_needed=one.trials,
        how=one.trial,
        floor=one.floor,
        phase_from=one.phase_from,
        avoid=one.avoid,
        is_planned=one.is_planned,
        valid_from=one.valid_from,
        most=most or None,
    )


def _exercise(one: Exercise, book: ActivityBook) -> Triable:
    return Triable(
        id=one.id,
        label=one.name,
        unit=one.dose.unit,
        kind=BaselineKind.TOLERANCE,
        days_needed=book.parameters.trials.exercise_days,
        how=book.trial_words.exercise,
        floor=book.parameters.step_for(one.dose.unit).floor,
        phase_from=min(one.phases, key=lambda phase: phase.rank),
        avoid=one.avoid,
        is_planned=True,
        most=one.dose.most,
    )
