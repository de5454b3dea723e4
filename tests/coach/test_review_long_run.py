"""Reviews over many made-up diaries: rules that look right week by week can still fail over months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from backcoach.coach.logged_days import Days, between, mean, pains
from backcoach.coach.phases import Track
from backcoach.coach.review import review_week
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord, Situation, WeekPlan, WeekSaid
from tests.spec.activity.people import MONDAY, person, real_book, walked, walking_week

PEOPLE = 150
MISSING = 0.2
Level = Callable[[float], float]


def diary(level: Level, spread: float, weeks: int, seed: int) -> tuple[Days, Days]:
    """Two weeks before the plan and `weeks` of it, in halves: what is logged, and the missing fifth."""
    days, missed = [], []
    chance, unseen = Random(seed), Random(f"unseen {seed}")  # noqa: S311 - made-up diaries
    for offset in range(-14, weeks * 7):
        is_logged = chance.random() >= MISSING
        score = (chance if is_logged else unseen).gauss(level(max(0, offset) / 7), spread)
        halves = min(20, max(0, round(2 * score)))
        day = MONDAY + timedelta(days=offset)
        (days if is_logged else missed).append(DayRecord(day, pain_average=halves / 2, done=walked(100)))
    return tuple(days), tuple(missed)


def said_of(plan: WeekPlan, days: Days, missed: Days) -> Situation:
    """The look back of somebody who says truly whether a day they did not log was much harder."""
    week = (plan.starts_on, plan.ends_on)
    usual = mean(pains(between(days, *week)))
    most = 0.0 if usual is None else usual + real_book().parameters.review.bad_day_rise
    is_harder = any(pain >= most for pain in pains(between(missed, *week)))
    return Situation(said=WeekSaid(were_gaps_harder=Answer.YES if is_harder else Answer.NO))


def outcomes(level: Level, spread: float, weeks: int, track: Track, seed: int) -> list[str]:
    days, missed = diary(level, spread, weeks, seed)
    issued: tuple[WeekPlan, ...] = ()
    found = []
    for number in range(weeks):
        plan = walking_week(MONDAY + timedelta(weeks=number), number=number + 1, track=track)
        issued = (*issued, plan)
        profile = person(200, pain_average=level(0))
        held = said_of(plan, days, missed)
        decision = review_week(plan, days, profile, issued, plan.review_on, real_book(), held)
        found.append(decision.value.id)
    return found


def everybody(level: Level, spread: float, weeks: int, track: Track) -> list[list[str]]:
    return [outcomes(level, spread, weeks, track, seed) for seed in range(PEOPLE)]


def test_steady_pain_is_hardly_ever_stepped_back_by_chance() -> None:
    for level, spread, track in ((5.0, 1.42, Track.PERSISTENT), (6.0, 1.0, Track.ACUTE)):
        reviews = [id_ for one in everybody(lambda _week, at=level: at, spread, 12, track) for id_ in one]

        assert reviews.count("step_back") <= 0.02 * len(reviews)
        assert reviews.count("progress") >= 0.6 * len(reviews)


def test_a_slow_rise_that_no_single_week_shows_is_seen() -> None:
    reviews = everybody(lambda week: 4 + 4 * week / 12, 1.42, 12, Track.PERSISTENT)

    def seen_by(week: int) -> float:
        return sum("drift_review" in one[:week] for one in reviews) / PEOPLE

    assert seen_by(8) >= 0.5
    assert seen_by(10) >= 0.9
    assert seen_by(12) >= 0.99


def test_getting_better_keeps_the_plan_growing() -> None:
    reviews = [id_ for one in everybody(lambda week: max(0.3, 6 - week), 1.0, 8, Track.ACUTE) for id_ in one]

    assert reviews.count("progress") >= 0.6 * len(reviews)
