"""Issuing a week: the first from what the person told, every later one from the last and its review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from backcoach.coach.activity import ActivityBook
from backcoach.coach.baseline import Baseline
from backcoach.coach.caps import within_caps
from backcoach.coach.done import DoneAmount
from backcoach.coach.exercises import plan_exercises
from backcoach.coach.frame import Frame
from backcoach.coach.item_words import worded
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase, Track
from backcoach.coach.quota import avoided_codes, is_clinician_first
from backcoach.coach.short_walks import as_short_walks
from backcoach.coach.tasks import plan_tasks
from backcoach.coach.tasks_past import TasksPast
from backcoach.coach.timed import plan_activity, plan_walk
from backcoach.coach.tracks import days_since, next_phase, overdue_days, phase_at, track_at
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import WEEK_DAYS, PlanItem, ReviewOutcome, WeekPlan, week_from
from backcoach.values import replace

STOP_REFER = "stop_refer"
LEG_GUARD = "leg_guard"
LEG_CODE = "LEG"
OPEN = (LEG_GUARD, "flare")
"""What a phase does not begin upon."""

AHEAD = (Phase.BUILD, Phase.STRENGTHEN)
"""The phases that may come before their time."""


def first_week(
    profile: Profile, starts_on: date, book: ActivityBook, reached: tuple[DoneAmount, ...] = ()
) -> WeekPlan:
    """The first week of a plan. Raises `ValueError` if the onset lies after `starts_on`.

    `reached` are the amounts of an earlier bout that is over; none where this is no return.
    """
    track = track_at(profile.onset_on, starts_on, book.tracks)
    frame = Frame(
        profile=profile,
        starts_on=starts_on,
        track=track,
        phases=_first_phases(track, profile.onset_on, starts_on, book),
        codes=avoided_codes(profile, book),
        book=book,
        reached=reached,
    )
    days = ("days_since_onset", days_since(profile.onset_on, starts_on))
    phases = ("phases", ", ".join(book.phase(phase).label for phase in frame.each_phase))
    whys = (frame.reason(f"track_{track.value}", days), frame.reason("phase_by_date", days, phases))
    return _issue(frame, 1, None, whys)


def next_week(
    previous: WeekPlan,
    outcome: Decision[ReviewOutcome],
    profile: Profile,
    book: ActivityBook,
    starts_on: date,
    swapped: frozenset[str] = frozenset(),
    baselines: Mapping[str, Baseline] | None = None,
    tasks: TasksPast | None = None,
) -> WeekPlan:
    """The week after `previous`, as its review decided, and with amounts from trials that were finished.

    It is without what is `swapped` for something else; `tasks` is the past of what the person took into it.
    Raises `ValueError` if the review stopped the plan, or if `starts_on` lies within `previous` and before
    the day from which on one may look back at it.
    """
    if outcome.value.id == STOP_REFER:
        raise ValueError("a plan that rests has no next week")
    if starts_on <= previous.ends_on and starts_on < previous.review_on:
        raise ValueError("the next week starts after the last one ends, or from its review on")
    phase, why_phase, is_late = _phase_after(previous, outcome.value, profile, book, starts_on)
    frame = Frame(
        profile=profile,
        starts_on=starts_on,
        track=previous.track,
        phases=(phase,) * WEEK_DAYS,
        codes=avoided_codes(profile, book) | _leg_codes(previous, outcome.value),
        book=book,
        previous=previous,
        change_percent=outcome.value.change_percent,
        starts_over=outcome.value.starts_over or is_late,
        best=outcome.value.best,
        swapped=swapped,
        baselines=baselines or {},
        tasks=tasks or TasksPast(),
    )
    moved = (frame.reason(why_phase, ("phase", book.phase(phase).label)),) if why_phase else ()
    return _issue(frame, previous.number + 1, outcome.value.id, (*outcome.reasons, *moved))


def _issue(frame: Frame, number: int, outcome: str | None, whys: tuple[Reason, ...]) -> WeekPlan:
    ends_on = frame.days[-1]
    planned = _planned(frame)
    return WeekPlan(
        number=number,
        starts_on=frame.starts_on,
        ends_on=ends_on,
        track=frame.track,
        phases=frame.phases,
        items=planned.value,
        review_on=_review_on(frame),
        reasons=(*whys, *planned.reasons),
        outcome=outcome,
    )


def _review_on(frame: Frame) -> date:
    """When to look back: soon where steps are quick, after weeks where they are slow, else at the end."""
    phase, after = frame.phases[-1], frame.days[-1] + timedelta(days=1)
    every = timedelta(days=frame.book.phase(phase).review_days)
    quick = frame.days_in(phase)[0] + every
    if every < timedelta(days=WEEK_DAYS):
        return min(quick, after)
    last = frame.previous
    is_open = last is not None and last.phase is phase and last.review_on > frame.starts_on
    return last.review_on if last is not None and is_open else frame.starts_on + every


def _planned(frame: Frame) -> Decision[tuple[PlanItem, ...]]:
    """Everything the week holds, within the caps; short walks alone until a clinician agrees."""
    walk = plan_walk(frame)
    if is_clinician_first(frame.profile, frame.book):
        most = frame.book.walking.start
        short = tuple(replace(item, amount=min(item.amount, most)) for item in walk.value)
        return Decision(short, (frame.reason("clinician_first", ("minutes", most)), *walk.reasons))
    walk = as_short_walks(walk, frame)
    activity, exercises = plan_activity(frame), plan_exercises(frame)
    first = (*walk.value, *activity.value)
    tasks = plan_tasks(frame, {item.id for item in first})
    capped = within_caps((*first, *tasks.value, *exercises.value), frame)
    whys = (*walk.reasons, *activity.reasons, *tasks.reasons, *exercises.reasons, *capped.reasons)
    return Decision(tuple(worded(item, frame.book) for item in capped.value), whys)


def _first_phases(track: Track, onset_on: date, starts_on: date, book: ActivityBook) -> tuple[Phase, ...]:
    """The phase of each day: only the first days of a bout give way within the week."""
    days = tuple(phase_at(track, days_since(onset_on, day), 1, book.phases) for day in week_from(starts_on))
    return days if days[0] is Phase.SETTLE else days[:1] * WEEK_DAYS


def _phase_after(
    previous: WeekPlan,
    outcome: ReviewOutcome,
    profile: Profile,
    book: ActivityBook,
    starts_on: date,
) -> tuple[Phase, str | None, bool]:
    """The phase of the next week, the rule if the calendar has a say, and whether it waited too long."""
    if previous.track is Track.PREVENT:
        return Phase.MAINTAIN, "track_prevent", False
    following = next_phase(previous.phase)
    if following is None:
        return previous.phase, None, False
    days = days_since(profile.onset_on, starts_on)
    overdue = overdue_days(book.phase(following), previous.track, days, previous.number + 1)
    if overdue < 0:
        is_ahead = outcome.is_ahead and following in AHEAD
        return (following, "phase_ahead", False) if is_ahead else (previous.phase, None, False)
    move = book.parameters.phase_move
    if outcome.id in OPEN:
        return previous.phase, "phase_waits", False
    if outcome.adherence_percent is not None and outcome.adherence_percent >= move.adherence_percent:
        return following, "phase_moved", False
    if overdue >= move.wait_days:
        return following, "phase_late", True
    return previous.phase, "phase_waits", False


def _leg_codes(previous: WeekPlan, outcome: ReviewOutcome) -> frozenset[str]:
    """Two weeks without far bending and arching after the leg got worse."""
    return frozenset({LEG_CODE} if LEG_GUARD in (outcome.id, previous.outcome) else ())
