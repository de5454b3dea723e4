"""The way back to normal hours: the step that holds now, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.pauses import days_of
from backcoach.coach.person import Profile
from backcoach.coach.phases import Track
from backcoach.coach.quota import is_clinician_first, is_gentle
from backcoach.coach.record import Entry
from backcoach.coach.values import Answer, Decision
from backcoach.coach.week import WeekPlan
from backcoach.flows.desk import Desk
from backcoach.flows.errors import NotStarted
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.lighter import flare_now, pause_now, pauses_of
from backcoach.flows.plan import Withheld
from backcoach.flows.withheld import with_standing_modifiers, withheld_now
from backcoach.values import Value, replace

if TYPE_CHECKING:
    from backcoach.coach.work import WorkCheck
    from backcoach.coach.work_decision import NextStep
    from backcoach.coach.work_evidence import WorkEvidence
    from backcoach.coach.work_record import WorkDay, WorkDone, WorkRung, WorkSet, WorkStep

SETTLED = {Answer.YES: True, Answer.NO: False}
"""What is said of a morning; not sure is not known."""


class WorkView(Value):
    """The step that holds now.

    `decision` is what becomes of it at this moment; its place is None while no hours are proposed, and `step`
    is None then too. `above` is the next place, `above_on` the first day on which it may be reached. `days`
    are what was told of the work days since the step began.
    """

    told: WorkSet
    step: WorkStep | None
    decision: Decision[NextStep]
    above: WorkRung | None
    above_on: date | None
    least_days: int
    days: tuple[Entry[WorkDone], ...]
    checks: tuple[WorkCheck, ...]

    @property
    def rung(self) -> WorkRung | None:
        """The place that holds now."""
        return self.decision.value.rung


def work_view(desk: Desk) -> WorkView | Withheld:
    """The step that holds now; one that is due is issued first.

    Raises `NotStarted` where there is no plan, or nothing was told about work in this bout.
    """
    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    if not stands.is_plan_allowed:
        return Withheld(stands, desk.rests_because(), withheld_now(desk, stands))
    weeks, profile, told = issue_due_weeks(desk), desk.profile(), told_work(desk)
    if not weeks or profile is None:
        raise NotStarted("There is no plan yet.", "Go on with: backcoach start")
    if told is None:
        raise not_told()
    return _view(desk, told, with_standing_modifiers(desk, profile), weeks[-1].track)


def work_running(desk: Desk) -> WorkView | None:
    """The step that holds now, beside a plan that may be shown; None where nothing was told about work."""
    view = work_view(desk) if told_work(desk) is not None else None
    return view if isinstance(view, WorkView) else None


def not_told() -> NotStarted:
    """What to say where nothing was told about work."""
    return NotStarted("No work hours are told yet.", "Such as: backcoach work --normal 40 --now 8")


def told_work(desk: Desk) -> Entry[WorkSet] | None:
    """What was last told about work in this bout, whatever the clock said then."""
    return max(_sets(desk), key=lambda one: one.place, default=None)


def work_days(desk: Desk) -> tuple[Entry[WorkDone], ...]:
    """The work days told in this bout, each date once, in order."""
    from backcoach.coach.work_record import WorkDone

    first = min((one.place for one in _sets(desk)), default=None)
    found: dict[date, Entry[WorkDone]] = {}
    for one in desk.journal.entries(WorkDone, after=first) if first is not None else ():
        before = found.get(one.day_on)
        found[one.day_on] = replace(one, body=before.body.joined(one.body)) if before else one
    return tuple(found[day_on] for day_on in sorted(found))


def _sets(desk: Desk) -> tuple[Entry[WorkSet], ...]:
    if not desk.journal.holds("work_set"):
        return ()
    from backcoach.coach.work_record import WorkSet

    begun = desk.journal.latest(Profile)
    return tuple(one for one in desk.journal.entries(WorkSet) if begun and one.place > begun.place)


def _view(desk: Desk, told: Entry[WorkSet], profile: Profile, track: Track) -> WorkView:
    """The step as it is after what is due was issued."""
    from backcoach.coach.work_decision import checks_due
    from backcoach.coach.work_evidence import least_days
    from backcoach.coach.work_ladder import rung_above

    step, decision = _issued(desk, told, profile, track)
    evidence = _evidence(desk, told, step, profile, track)
    book, is_resting = desk.book.work, decision.value.rung is None
    least = least_days(evidence, book)
    above = rung_above(evidence.step.rung, told.body, book.steps)
    begun_on = profile.onset_on if track is Track.ACUTE else min(one.day_on for one in _sets(desk))
    hours = told.body.present_hours if is_resting else evidence.step.rung.hours
    return WorkView(
        told.body,
        None if is_resting else evidence.step,
        decision,
        None if is_resting else above,
        max(desk.moment.today + timedelta(days=1), evidence.step.starts_on + timedelta(days=least))
        if above and not is_resting
        else None,
        least,
        _since(desk, step, evidence.step),
        checks_due(hours, told.body, (desk.moment.today - begun_on).days, book),
    )


def _issued(
    desk: Desk, told: Entry[WorkSet], profile: Profile, track: Track
) -> tuple[Entry[WorkStep] | None, Decision[NextStep]]:
    """Issue and keep what is due: the first step, or the one that follows; None where none was issued yet."""
    from backcoach.coach.work_decision import Move, decide_step
    from backcoach.coach.work_record import WorkStep

    step = _step(desk, told)
    evidence = _evidence(desk, told, step, profile, track)
    decision = decide_step(evidence, desk.book.work)
    value = decision.value
    if value.rung is None or (step is not None and value.move is Move.STAY):
        return step, decision
    if step is None:
        desk.keep(evidence.step)
    else:
        desk.keep(WorkStep(_free_day(desk), value.rung, decision.reasons))
    step = _step(desk, told)
    return step, decide_step(_evidence(desk, told, step, profile, track), desk.book.work)


def _step(desk: Desk, told: Entry[WorkSet]) -> Entry[WorkStep] | None:
    from backcoach.coach.work_record import WorkStep

    steps = desk.journal.entries(WorkStep, after=told.place)
    return max(steps, key=lambda one: one.place, default=None)


def _free_day(desk: Desk) -> date:
    """The first day of a new step: today, unless the work of today is told already."""
    today = desk.moment.today
    is_told = any(one.day_on == today for one in work_days(desk))
    return today + timedelta(days=1) if is_told else today


def _since(desk: Desk, entry: Entry[WorkStep] | None, step: WorkStep) -> tuple[Entry[WorkDone], ...]:
    """The work days of the step, and earlier ones that were told anew since, unless known to be red."""
    known = _red_before(desk, entry.place) if entry else set[date]()
    return tuple(
        one
        for one in work_days(desk)
        if one.day_on >= step.starts_on
        or (entry is not None and one.place > entry.place and one.day_on not in known)
    )


def _red_before(desk: Desk, place: int) -> set[date]:
    """The days that were known to be red at that place of the record."""
    from backcoach.coach.work_record import WorkDone

    told = (one for one in desk.journal.history() if one.place < place and isinstance(one.body, WorkDone))
    return {one.day_on for one in told if _day(one).counts_as_red}


def _evidence(
    desk: Desk, told: Entry[WorkSet], entry: Entry[WorkStep] | None, profile: Profile, track: Track
) -> WorkEvidence:
    from backcoach.coach.work_decision import first_step
    from backcoach.coach.work_evidence import WorkEvidence

    today, activity = desk.moment.today, desk.book.activity
    step = entry.body if entry else first_step(told.body, _free_day(desk), desk.book.work)
    weeks = desk.journal.entries(WeekPlan, after=entry.place) if entry else ()
    reviews = [one.body.outcome for one in sorted(weeks, key=lambda one: one.place)]
    downs = [one for one in reviews if one in desk.book.work.limits.steps_down_after]
    last_on = max((told.day_on, *(one.day_on for one in work_days(desk))))
    stands, away = desk.standing(), pauses_of(desk)
    return WorkEvidence(
        told.body,
        step,
        tuple(map(_day, _since(desk, entry, step))),
        today,
        track,
        silent_days=(today - last_on).days - len(days_of(away, last_on, today)),
        is_gentle=is_gentle(profile, activity),
        is_stopped=not stands.is_plan_allowed,
        is_clinician_first=is_clinician_first(profile, activity),
        is_light=flare_now(desk) is not None or pause_now(desk) is not None,
        stepped_down_by=downs[-1] if downs else None,
        tags=frozenset(one.tag.id for one in withheld_now(desk, stands).tags),
        rested=days_of(away, step.starts_on, today) | desk.rest_days(),
    )


def _day(entry: Entry[WorkDone]) -> WorkDay:
    from backcoach.coach.work_record import Went, WorkDay

    settled = SETTLED.get(entry.body.settled) if entry.body.settled else None
    return WorkDay(entry.day_on, entry.body.hours, entry.body.went is Went.RED, settled)
