"""Looking back as a flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import Enum

from backcoach.coach.activity_record import FlareDeclared, ReviewHeld, SatFor
from backcoach.coach.logged_days import between
from backcoach.coach.progress import AbilityChange, PainChange, ability_change, pain_change
from backcoach.coach.record import DoseTaken
from backcoach.coach.stretches import Marks, Past, Stretch, by_bout, by_month, by_week
from backcoach.coach.trajectory import Curve, CurvePoint, Trajectory, curve_for, on_curve, trajectory
from backcoach.coach.values import Decision
from backcoach.coach.week import DayRecord, WeekPlan, WeekSaid
from backcoach.coach.work_record import WorkDone
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import NotStarted
from backcoach.flows.goals import GoalProgress, goal_weeks, goals_of, unchanged_since
from backcoach.flows.measures import MeasureShown, measures_shown
from backcoach.values import Value

MOST_WEEKS = 16
"""With more weeks than these months are easier to read."""


class By(Enum):
    """What one row of the table is."""

    WEEK = "week"
    MONTH = "month"
    BOUT = "bout"


class ProgressView(Value):
    """The weeks, the days they are made of, and how the last week compares with the first.

    `own`, `confidence` (at the start, and now) and `overall` (-3 to 3) are of the last look back that told
    them, on the day in `confidence_on` and `overall_on`; None is unknown. `measures` are all others of which
    something was said. `doses_on` holds the day of each dose, `flares_on` the first of each flare-up.
    `stretches` are the rows to show, `bouts_on` the first day of each bout that is shown. `average` is what
    others did, None without a person.
    """

    weeks: tuple[Stretch, ...]
    days: tuple[DayRecord, ...]
    change: PainChange | None
    change_inputs: tuple[tuple[str, str], ...]
    own: OwnChange | None = None
    confidence: tuple[int | None, int | None] = (None, None)
    overall: int | None = None
    confidence_on: date | None = None
    overall_on: date | None = None
    measures: tuple[MeasureShown, ...] = ()
    doses_on: tuple[date, ...] = ()
    flares_on: tuple[date, ...] = ()
    by: By = By.WEEK
    stretches: tuple[Stretch, ...] = ()
    bouts_on: tuple[date, ...] = ()
    own_points: tuple[OwnPoints, ...] = ()
    trajectory: Decision[Trajectory | None] | None = None
    average: Average | None = None
    goals: tuple[GoalProgress, ...] = ()


class Average(Value):
    """What pain did on average in others, by when this bout began and its plan began."""

    curve: Curve
    onset_on: date
    began_on: date

    def on(self, day: date) -> CurvePoint | None:
        """The average on a day; None where it is not known."""
        return on_curve(self.curve, self.onset_on, self.began_on, day)


class OwnPoints(Value):
    """One own activity, and each day on which its score, 0 to 10, was told."""

    name: str
    points: tuple[tuple[date, int], ...]


class OwnChange(Value):
    """The person's own activities, 0 to 10 each: at the start, at the last look back, and what the gain is.

    `gain` is the mean over all of them; `size` says how much that is. `on` is the day of that look back.
    """

    names: tuple[str, ...]
    before: tuple[int, ...]
    now: tuple[int, ...]
    gain: float
    size: AbilityChange
    on: date


def progress_view(desk: Desk, by: By | None = By.WEEK, *, is_whole: bool = False) -> ProgressView:
    """How it has gone since the plan began, or with `is_whole` in every bout; by bout it always is.

    With `by` None it is by week, and by month where there are many of them. Raises `NotStarted` without a
    plan.
    """
    bouts = desk.bouts() if is_whole or by is By.BOUT else (desk.weeks(),)
    if not bouts or not bouts[0]:
        raise NotStarted(
            "There is no plan yet, so there is nothing to look back on.", "Begin: backcoach start"
        )
    weeks, latest = tuple(week for bout in bouts for week in bout), bouts[-1]
    days = day_records(desk, weeks[0].starts_on, with_imported=True)
    past = Past(days, desk.book.activity.parameters.change, _marks(desk, weeks[0].starts_on, days))
    weekly = by_week(weeks, past)
    by = by or (By.MONTH if len(weekly) > MOST_WEEKS else By.WEEK)
    rows = {
        By.WEEK: lambda: weekly,
        By.MONTH: lambda: by_month(weeks, past),
        By.BOUT: lambda: by_bout(bouts, past),
    }
    change, inputs = _change(desk, latest, days)
    held = desk.journal.entries(ReviewHeld, from_on=latest[0].starts_on)
    said = [(one.day_on, one.body.said) for one in held]
    profile = desk.profile()
    confidence, confidence_on = _latest((on, one.confidence) for on, one in said)
    overall, overall_on = _latest((on, one.overall) for on, one in said)
    return ProgressView(
        weeks=weekly,
        days=days,
        change=change,
        change_inputs=inputs,
        own=_own(desk, said),
        confidence=(profile.confidence if profile else None, confidence),
        overall=overall,
        confidence_on=confidence_on,
        overall_on=overall_on,
        measures=measures_shown(desk, between(days, latest[0].starts_on, desk.moment.today)),
        doses_on=past.marks.doses_on,
        flares_on=past.marks.flares_on,
        by=by,
        stretches=rows[by](),
        bouts_on=tuple(bout[0].starts_on for bout in bouts),
        own_points=tuple(_own_points(desk, said)),
        trajectory=trajectory(days, weeks[0].starts_on, desk.moment.today, desk.book.trajectories),
        average=_average(desk, latest),
        goals=goal_weeks(desk, latest),
    )


def _marks(desk: Desk, since: date, days: tuple[DayRecord, ...]) -> Marks:
    worked = {one.day_on: one.body.hours for one in desk.journal.entries(WorkDone, from_on=since)}
    return Marks(
        tuple(one.day_on for one in desk.journal.entries(DoseTaken, from_on=since)),
        _flares(desk, since, days),
        tuple(worked.items()),
        tuple((one.day_on, one.body.minutes) for one in desk.journal.entries(SatFor, from_on=since)),
    )


def _average(desk: Desk, weeks: tuple[WeekPlan, ...]) -> Average | None:
    """The average of people whose pain had lasted as long as here when this bout's plan began."""
    profile = desk.profile()
    if profile is None:
        return None
    began_on = weeks[0].starts_on
    return Average(curve_for(profile.onset_on, began_on, desk.book.trajectories), profile.onset_on, began_on)


def _own_points(desk: Desk, said: list[tuple[date, WeekSaid]]) -> Iterator[OwnPoints]:
    """Each own activity with every score that was told of it, the first one when it became one."""
    for goal in goals_of(desk):
        later = (
            (on, own.ability)
            for on, week in said
            for own in week.own
            if own.name == goal.name and on >= goal.begun_on
        )
        first = () if goal.ability is None else ((goal.begun_on, goal.ability),)
        yield OwnPoints(goal.name, (*first, *later))


def _latest(values: Iterable[tuple[date, int | None]]) -> tuple[int | None, date | None]:
    """The last one that was told, and its day."""
    known = [(value, on) for on, value in values if value is not None]
    return known[-1] if known else (None, None)


def _own(desk: Desk, said: list[tuple[date, WeekSaid]]) -> OwnChange | None:
    """The own activities at the last look back that told all of them; None where none did."""
    profile = desk.profile()
    at_start = {one.name: one.ability for one in profile.own_activities} if profile else {}
    since = unchanged_since(desk)
    whole = [
        (on, one.own)
        for on, one in said
        if since and on >= since and at_start and [each.name for each in one.own] == list(at_start)
    ]
    if not whole:
        return None
    on, own = whole[-1]
    before, now = tuple(at_start.values()), tuple(each.ability for each in own)
    gain, size = ability_change(before, now, desk.book.activity.parameters.change)
    return OwnChange(tuple(at_start), before, now, gain, size, on)


def _flares(desk: Desk, since: date, days: tuple[DayRecord, ...]) -> tuple[date, ...]:
    """The first day of each flare-up, declared by itself or ticked with a day: such days in a row are one."""
    declared = {one.day_on for one in desk.journal.entries(FlareDeclared, from_on=since)}
    flare_days = declared | {day.day_on for day in days if day.is_flare}
    return tuple(day for day in sorted(flare_days) if day - timedelta(days=1) not in flare_days)


def _change(
    desk: Desk,
    weeks: tuple[WeekPlan, ...],
    days: tuple[DayRecord, ...],
) -> tuple[PainChange | None, tuple[tuple[str, str], ...]]:
    """The last week against the first; nothing to say while there is only one."""
    if len(weeks) == 1:
        return None, ()
    first, last = weeks[0], weeks[-1]
    before = tuple(day for day in days if first.starts_on <= day.day_on <= first.ends_on)
    after = tuple(day for day in days if last.starts_on <= day.day_on <= last.ends_on)
    return pain_change(before, after, desk.book.activity.parameters.change)
