"""Which lesson to offer today: at most one, the one that is needed before the next by the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from backcoach.coach.lessons import (
    BY_DAY,
    FEW_A_WEEK,
    FOR_NEED,
    NONE_DUE,
    ONE_A_DAY,
    WHILE_RESTING,
    LessonBook,
    Need,
    Topic,
)
from backcoach.coach.phases import Phase, Track
from backcoach.coach.values import Decision
from backcoach.values import Value, replace

LESSON, NEED, DAY = "lesson", "need", "day"
"""The names under which reasons give what they looked at."""

WEEK_DAYS = 7
LOOK_AHEAD_DAYS = 60


class Shown(Value):
    """A lesson that was shown on a day: offered, or opened by its name."""

    lesson: str
    day_on: date
    is_offered: bool


class Learner(Value):
    """The person as far as the choice of a lesson needs to know them.

    `begun_on` is the first day of the plan. `needs` is what they told, `fresh` what the last days say.
    `open_parts` are the parts of a plan that nothing narrows; with `is_resting` the plan rests.
    """

    today: date
    onset_on: date
    begun_on: date
    track: Track
    phase: Phase
    needs: frozenset[Need] = frozenset()
    fresh: frozenset[Need] = frozenset()
    shown: tuple[Shown, ...] = ()
    muted: frozenset[str] = frozenset()
    open_parts: frozenset[str] = frozenset()
    is_resting: bool = False

    @property
    def day(self) -> int:
        """The day of the bout, 0 for its first; negative where that lies ahead, and then nothing is due."""
        return (self.today - self.onset_on).days


def lesson_today(learner: Learner, book: LessonBook) -> Decision[Topic | None]:
    """The lesson to offer today, or none, with why.

    Days ahead, which a clock set back leaves in the record, count as today: they only hold lessons back.
    """
    offered = [one for one in learner.shown if one.is_offered]
    today = [one for one in offered if one.day_on >= learner.today]
    if today:
        return Decision(None, (book.reason(ONE_A_DAY, [(LESSON, today[-1].lesson)]),))
    if not _is_time(learner, [one.day_on for one in offered], book):
        return Decision(None, (book.reason(FEW_A_WEEK),))
    due = min(_due(learner, book), key=lambda one: _rank(one, book), default=None)
    if due is None:
        return Decision(None, (book.reason(WHILE_RESTING if learner.is_resting else NONE_DUE),))
    topic, need = due
    return Decision(topic, (book.reason(*_why(topic, need, learner)),))


def next_lesson_on(learner: Learner, book: LessonBook) -> date | None:
    """The next day on which a lesson comes by itself, if nothing else changes; None if none does."""
    later = replace(learner, fresh=frozenset())
    days = (learner.today + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD_DAYS + 1))
    return next((day for day in days if lesson_today(replace(later, today=day), book).value), None)


def _is_time(learner: Learner, offered_on: list[date], book: LessonBook) -> bool:
    """Whether the pace allows one today."""
    pace, today = book.pace, learner.today
    if 0 <= (today - learner.begun_on).days < pace.daily_days:
        return True
    in_week = [day for day in offered_on if day > today - timedelta(days=WEEK_DAYS)]
    is_near = any(day > today - timedelta(days=pace.later_gap_days) for day in offered_on)
    return not is_near and len(in_week) < pace.later_per_week


def _due(learner: Learner, book: LessonBook) -> Iterator[tuple[Topic, Need | None]]:
    """Every topic that may be offered, with the need that calls for it, if one does."""
    for topic in book.topics:
        if _may_be_offered(topic, learner, book):
            need = _need_for(topic, learner, book)
            is_by_day = (
                not _is_seen(topic, learner) and not topic.only_with_need and learner.day >= topic.from_day
            )
            if need is not None or is_by_day:
                yield topic, need


def _may_be_offered(topic: Topic, learner: Learner, book: LessonBook) -> bool:
    since = learner.today - timedelta(days=book.pace.repeat_days)
    return (
        topic.id not in learner.muted
        and topic.part in learner.open_parts
        and (topic.while_resting or not learner.is_resting)
        and learner.track in (topic.tracks or Track)
        and learner.phase in (topic.phases or Phase)
        and not any(one.lesson == topic.id and one.day_on > since for one in learner.shown)
    )


def _need_for(topic: Topic, learner: Learner, book: LessonBook) -> Need | None:
    """The most pressing need the topic is for. One that was shown comes again for a fresh need only."""
    if topic.need_from_day is None or learner.day < topic.need_from_day:
        return None
    counting = learner.fresh if _is_seen(topic, learner) else learner.needs | learner.fresh
    return next((one.need for one in book.needs if one.need in topic.needs and one.need in counting), None)


def _is_seen(topic: Topic, learner: Learner) -> bool:
    """Whether it was shown since this plan began."""
    since = min(learner.begun_on, learner.today)
    return any(one.lesson == topic.id and one.day_on >= since for one in learner.shown)


def _rank(due: tuple[Topic, Need | None], book: LessonBook) -> tuple[int, int, str]:
    """The smallest comes first: by need, then by the calendar."""
    topic, need = due
    pressing = [one.need for one in book.needs].index(need) if need else len(book.needs)
    return pressing, topic.from_day, topic.id


def _why(topic: Topic, need: Need | None, learner: Learner) -> tuple[str, list[tuple[str, str]]]:
    if need is not None:
        return FOR_NEED, [(LESSON, topic.id), (NEED, need.value)]
    if learner.is_resting:
        return WHILE_RESTING, [(LESSON, topic.id)]
    return BY_DAY, [(LESSON, topic.id), (DAY, str(learner.day))]
