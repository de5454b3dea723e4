"""Reviews, and what was measured at other times than in a check-in, as rows."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.activity_record import ReviewHeld, SatFor, Trial
from backcoach.coach.goal_record import GoalSet, GoalTold
from backcoach.coach.person import Profile
from backcoach.coach.work_record import WorkDone, WorkSet
from backcoach.flows.desk import Desk
from backcoach.flows.tables_when import Row, when


def review_lines(desk: Desk) -> Iterator[Row]:
    """Every look back at a week."""
    for entry in desk.journal.each(ReviewHeld):
        said = entry.body.said
        gaps = said.were_gaps_harder.value if said.were_gaps_harder else None
        words = (" ".join(said.barriers), " ".join(said.swap), gaps)
        answers = (said.is_easy, said.is_gentle, said.overall, said.confidence)
        yield (*when(entry), entry.body.week, *answers, *words)


def measures(desk: Desk) -> Iterator[Row]:
    """Everything with a number that belongs to no check-in, session or dose: what, of which, how much."""
    for person in desk.journal.each(Profile):
        yield from _of_person(person.body, when(person))
    for review in desk.journal.each(ReviewHeld):
        for own in review.body.said.own:
            yield (*when(review), "ability", own.name, own.ability, "0 to 10")
    for goal in desk.journal.each(GoalSet):
        if goal.body.ability is not None:
            yield (*when(goal), "ability", goal.body.name, goal.body.ability, "0 to 10")
    for trial in desk.journal.each(Trial):
        yield (*when(trial), "trial", trial.body.item, trial.body.amount, _unit(desk, trial.body.item))
    for sat in desk.journal.each(SatFor):
        yield (*when(sat), "sat", "", sat.body.minutes, "minutes")
    for told in desk.journal.each(WorkSet):
        yield (*when(told), "normal_hours", told.body.load, told.body.normal_hours, "hours a week")
        yield (*when(told), "present_hours", told.body.load, told.body.present_hours, "hours a week")
    for day in desk.journal.each(WorkDone):
        yield (*when(day), "worked", day.body.went.value, day.body.hours, "hours")


def goals(desk: Desk) -> Iterator[Row]:
    """Every goal as it was set, with its plan."""
    for entry in desk.journal.each(GoalSet):
        body, plan = entry.body, entry.body.plan
        words = (plan.cue, plan.action, plan.obstacle, plan.instead, " ".join(plan.days), plan.times_a_week)
        yield (*when(entry), body.number, body.name, body.ability, *words, body.is_dropped)


def goals_told(desk: Desk) -> Iterator[Row]:
    """What was said of a goal on a day."""
    for entry in desk.journal.each(GoalTold):
        yield (*when(entry), entry.body.goal, entry.body.did.value)


def _of_person(body: Profile, when_: Row) -> Iterator[Row]:
    numbers = (
        ("pain_average", body.pain_average, "0 to 10"),
        ("confidence", body.confidence, "0 to 10"),
        ("walk_minutes", body.walk_minutes, "minutes"),
        ("liked_minutes", body.liked_minutes, "minutes"),
    )
    yield from ((*when_, name, "", number, unit) for name, number, unit in numbers if number is not None)
    yield from ((*when_, "ability", own.name, own.ability, "0 to 10") for own in body.own_activities)


def _unit(desk: Desk, item: str) -> str:
    kind = next((one for one in desk.book.activity.types if one.id == item), None)
    return kind.unit.value if kind else "times"
