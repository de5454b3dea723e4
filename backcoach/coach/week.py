"""A week as it is issued, a day as it was logged, and what a review makes of them."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from backcoach.coach.done import DoneAmount, LegReach, Session, Unit
from backcoach.coach.person import OwnActivity
from backcoach.coach.phases import Phase, Track
from backcoach.coach.values import Answer, Reason
from backcoach.values import Value, replace

WEEK_DAYS = 7
ITEM = "item"
"""The name under which a reason's inputs say which item it is about."""


class ItemKind(Enum):
    """What sort of thing is planned."""

    WALK = "walk"
    ACTIVITY = "activity"
    EXERCISE = "exercise"
    TASK = "task"
    LIMIT = "limit"


class PlanItem(Value):
    """Something to do on some days of a week: `amount` of `unit` for one go, `times_per_day` goes a day.

    An item may stand twice in one week, with another amount on other days; on one day an id stands once.
    `text` is one go in words, where the amount alone does not say it. `load_kg` is how heavy it is, None
    where that is not known or means nothing; `level` the place of its step of how hard it is, None where it
    has none.
    """

    id: str
    kind: ItemKind
    label: str
    amount: int
    unit: Unit
    times_per_day: int
    days: tuple[date, ...]
    is_strength: bool = False
    text: str = ""
    load_kg: int | None = None
    level: int | None = None

    @property
    def is_timed(self) -> bool:
        """Whether it counts among the active minutes of the week, as walks and activities do."""
        return self.kind in (ItemKind.WALK, ItemKind.ACTIVITY)

    @property
    def is_exercise(self) -> bool:
        """Whether it is logged in goes, as exercises are; all else is logged in its unit."""
        return self.kind is ItemKind.EXERCISE

    @property
    def daily_amount(self) -> int:
        """What a planned day asks for, as it is logged: so much of its unit, or goes of an exercise.

        A limit asks for nothing.
        """
        if self.kind is ItemKind.LIMIT:
            return 0
        return self.times_per_day if self.is_exercise else self.amount * self.times_per_day

    @property
    def week_amount(self) -> int:
        """What the week asks for, as it is logged."""
        return self.daily_amount * len(self.days)


class WeekPlan(Value):
    """What was issued for one week. Never edited, only followed by the next.

    `phases` holds one phase for each day; `outcome` is the id of the review result that led to it, None for
    the first week. From `review_on` on somebody may look back at it: on the day after its end, some days
    after its start where steps are quick, or only after weeks where they are slow. What is left of one that
    was followed before its end has fewer than seven days.
    """

    number: int
    starts_on: date
    ends_on: date
    track: Track
    phases: tuple[Phase, ...]
    items: tuple[PlanItem, ...]
    review_on: date
    reasons: tuple[Reason, ...]
    outcome: str | None = None

    def __post_init__(self) -> None:
        if not 0 < len(self.phases) <= WEEK_DAYS or self.days[-1] != self.ends_on:
            raise ValueError("a week plan covers seven days, or what is left of them")
        if any(day not in self.days for item in self.items for day in item.days):
            raise ValueError("every planned day lies within the week")

    @property
    def days(self) -> tuple[date, ...]:
        """The seven days, or what is left of them."""
        return week_from(self.starts_on)[: len(self.phases)]

    @property
    def phase(self) -> Phase:
        """The phase the week ends in."""
        return self.phases[-1]

    @property
    def minutes(self) -> int:
        """Planned walking and activity of the whole week, in minutes."""
        return sum(item.week_amount for item in self.items if item.is_timed)

    @property
    def goes_on(self) -> bool:
        """Whether the next week follows without a look back, because the time for one has not come."""
        return self.review_on > self.ends_on + timedelta(days=1)

    def until(self, last_on: date) -> WeekPlan:
        """What is left of it up to a day within or after it."""
        count = min((last_on - self.starts_on).days + 1, len(self.phases))
        days = self.days[:count]
        kept = (replace(one, days=tuple(day for day in one.days if day in days)) for one in self.items)
        items = tuple(one for one in kept if one.days)
        return replace(self, ends_on=days[-1], phases=self.phases[:count], items=items)

    def phase_on(self, day: date) -> Phase:
        """The phase of one day of the week."""
        return self.phases[self.days.index(day)]

    def items_on(self, day: date) -> tuple[PlanItem, ...]:
        """What is planned for one day, in order."""
        return tuple(item for item in self.items if day in item.days)

    def latest(self, id_: str) -> PlanItem | None:
        """The item with this id as it stands at the end of the week."""
        return next((item for item in reversed(self.items) if item.id == id_), None)

    def reasons_for(self, id_: str) -> tuple[Reason, ...]:
        """The reasons that are about one item."""
        return tuple(reason for reason in self.reasons if (ITEM, id_) in reason.inputs)


class DayRecord(Value):
    """All check-ins of one day taken together; scores are 0 to 10, None where nothing was said.

    `done` is None where nothing was said about activity: that is unknown, not nothing done. `settled` is what
    was said this morning of the activity of the day before; `missed_for` why less was done than planned.
    """

    day_on: date
    pain_average: float | None = None
    pain_worst: float | None = None
    leg_pain: float | None = None
    distress: float | None = None
    function: float | None = None
    sleep: float | None = None
    done: tuple[DoneAmount, ...] | None = None
    is_flare: bool = False
    over_did: bool = False
    sessions: tuple[Session, ...] = ()
    settled: Answer | None = None
    leg_reach: LegReach | None = None
    missed_for: str | None = None

    def done_of(self, id_: str) -> int:
        """How much of one item was done, as far as anything was said."""
        return sum(done.amount for done in self.done or () if done.item == id_)

    def tells_of(self, item: PlanItem) -> bool:
        """Whether it says how much was done of an item.

        A total or task of daily life that is not named is unknown: nobody takes no step at all.
        """
        if item.kind is ItemKind.TASK:
            return any(done.item == item.id for done in self.done or ())
        return self.done is not None


class ReviewOutcome(Value):
    """What a review decided: the id of the rule, and by how many percent the quotas change.

    `starts_over` sets them back to the start. `adherence_percent` is done of planned, rounded down, None if
    unknown. `best` are the quotas that were reached before and are not passed on the way back to them; None
    where the change is no way back. `is_ahead` tells that the days went so well that the next phase may come
    before its time.
    """

    id: str
    change_percent: int
    adherence_percent: int | None
    starts_over: bool = False
    best: tuple[DoneAmount, ...] | None = None
    is_ahead: bool = False


class WeekSaid(Value):
    """What the person said when they looked back at a week; None is unknown.

    `is_easy` that it was easy, `is_gentle` that they want small steps. `overall` is how they are against the
    start of the bout, from -3 much worse to 3 much better; `confidence` 0 to 10. `own` are their own
    activities as they go now, `barriers` ids of what stood in the way, `swap` ids of items they want changed.
    `were_gaps_harder` that a day which was not logged was much harder than the others.
    """

    is_easy: bool | None = None
    is_gentle: bool | None = None
    overall: int | None = None
    confidence: int | None = None
    own: tuple[OwnActivity, ...] = ()
    barriers: tuple[str, ...] = ()
    swap: tuple[str, ...] = ()
    were_gaps_harder: Answer | None = None

    def __post_init__(self) -> None:
        if self.overall is not None and not -3 <= self.overall <= 3:  # noqa: PLR2004 - the ends of the scale
            raise ValueError("overall is a whole number from -3 (much worse) to 3 (much better)")
        if self.confidence is not None and not 0 <= self.confidence <= 10:  # noqa: PLR2004 - the same
            raise ValueError("confidence is a whole number from 0 to 10")


class Situation(Value):
    """What a review has to know beside the days.

    `is_suspended`: a safety sign rests the plan. `is_in_flare`: a flare-up goes on; `is_flare_unsettled`: one
    reached its last day without settling. `set_aside` are days that count for nothing: of flare-ups and of
    pauses. `flares_lately` is how many flare-ups began in the last weeks. `said` is None where nobody held
    the review. `swapped` are the ids of what is to give way to something else.
    """

    is_suspended: bool = False
    is_in_flare: bool = False
    is_flare_unsettled: bool = False
    set_aside: frozenset[date] = frozenset()
    flares_lately: int = 0
    said: WeekSaid | None = None
    swapped: frozenset[str] = frozenset()


def week_from(starts_on: date) -> tuple[date, ...]:
    """Seven days from `starts_on`."""
    return tuple(starts_on + timedelta(days=offset) for offset in range(WEEK_DAYS))
