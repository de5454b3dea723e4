"""A made-up episode, played through the same flows as a real one, so that every screen can be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from backcoach.coach.done import DoneAmount
from backcoach.coach.goal_record import Did
from backcoach.coach.goals import Goal
from backcoach.coach.person import OwnActivity
from backcoach.coach.record import CheckIn
from backcoach.coach.rescreening import COURSE_WEEKS, WEEK_DAYS
from backcoach.coach.screening import Kind, Reply, unanswered
from backcoach.coach.values import Answer
from backcoach.coach.week import WeekSaid
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish
from backcoach.flows.due_sets import due_sets, review_sets
from backcoach.flows.goal_setting import GoalWish, set_goal
from backcoach.flows.goals import goals_due
from backcoach.flows.kinds import KINDS
from backcoach.flows.log import LogWish, log
from backcoach.flows.looking_back import keep_said, next_after
from backcoach.flows.made_up import MADE_UP
from backcoach.flows.moment import Moment
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.rounds import keep_review, keep_screening, known_before
from backcoach.flows.start import read_answers, start_from_answers
from backcoach.handbook.episode import MOST_PERCENT, Episode, EpisodeDay
from backcoach.handbook.handbook import Handbook
from backcoach.journal.journal import Journal
from backcoach.journal.opening import open_journal
from backcoach.values import Value, field, replace

MORNING, EVENING = time(7, 0), time(20, 30)
A_MINUTE = timedelta(minutes=1)
TOLD = {"y": Did.YES, "n": Did.NO, "t": Did.NOT_TODAY}


class Script(Value):
    """What is played: the answers that `start` is given, as in a file, and the days and weeks after it."""

    answers: Mapping[str, object]
    episode: Episode


def play(home: Path, book: Handbook, script: Script, until: Moment) -> None:
    """Make a new record in `home` that holds the episode, up to the day before that of `until`.

    Every entry is kept by the flows that keep a real one. Raises `JournalError`.
    """
    days = script.episode.days
    first = datetime.combine(until.today - timedelta(days=len(days)), MORNING, tzinfo=until.now.tzinfo)
    with open_journal(home, KINDS, create=True) as journal:
        journal.set_setting(MADE_UP, "yes")
        player = _Player(book, journal, until, script)
        start_from_answers(player.desk(first), script.answers)
        player.plans(first + A_MINUTE)
        for number, day in enumerate(days):
            if day.is_logged:
                player.lives(first + timedelta(days=number), day)


class _Player(Value):
    """Somebody who lives the episode on one record."""

    book: Handbook
    journal: Journal
    until: Moment
    script: Script
    due: Counter[int] = field(default_factory=Counter)

    def desk(self, at: datetime) -> Desk:
        """The desk at a moment of the episode."""
        return Desk(self.book, self.journal, replace(self.until, now=at))

    def plans(self, at: datetime) -> None:
        """The plans that are made for goals."""
        for one in self.script.episode.goals:
            texts = (one.cue, one.action, one.obstacle, one.instead)
            set_goal(self.desk(at), GoalWish(str(one.number), None, None, *texts, days=one.days))

    def _tells(self, desk: Desk) -> tuple[tuple[Goal, Did], ...]:
        """What is told of the goals whose plan is for the day."""
        told = {one.number: one.told for one in self.script.episode.goals}
        found = []
        for one in goals_due(desk):
            number = one.goal.number
            letter = told[number][self.due[number] :][:1]
            self.due[number] += 1
            found += [(one.goal, TOLD[letter])] if letter in TOLD else []
        return tuple(found)

    def lives(self, morning: datetime, day: EpisodeDay) -> None:
        """A day that is logged: safety questions and look back where they are due, doses, the check-in."""
        desk = self.desk(morning)
        if desk.standing().is_stale:
            keep_screening(desk, "screen", self._replies(desk))
        if due_sets(desk):
            self._answers_weekly(desk)
        self._looks_back(desk)
        self._takes(morning)
        evening = self.desk(morning.replace(hour=EVENING.hour, minute=EVENING.minute))
        log(
            evening,
            LogWish(
                evening.moment.today, is_clear=True, check_in=_told(evening, day), goals=self._tells(evening)
            ),
        )

    def _replies(self, desk: Desk) -> dict[str, Reply]:
        """The answers of the start, with the weeks that have passed since."""
        replied, _ = read_answers(self.script.answers, self.book)
        profile, weeks = desk.profile(), replied.screening.get(COURSE_WEEKS)
        since = (desk.moment.today - profile.onset_on).days / WEEK_DAYS if profile else weeks
        return {**replied.screening, COURSE_WEEKS: since or Answer.NOT_SURE}

    def _answers_weekly(self, desk: Desk) -> None:
        """No to all that the weekly questions ask."""
        sets, rules = review_sets(desk), self.book.screening.rules
        replies: dict[str, Reply] = {}
        while pending := unanswered({**known_before(desk, sets), **replies}, rules):
            kinds = {one: rules.questions[one].kind for one in pending}
            replies |= {
                one: Answer.NO if kind is Kind.ANSWER else Answer.NOT_SURE for one, kind in kinds.items()
            }
        keep_review(desk, replies, sets)

    def _looks_back(self, desk: Desk) -> None:
        """What is said of a week that is over, and the next week."""
        week, profile = desk.weeks()[-1], desk.profile()
        if desk.moment.today <= week.ends_on or profile is None or not desk.standing().is_plan_allowed:
            return
        said = self.script.episode.weeks[min(week.number, len(self.script.episode.weeks)) - 1]
        own = tuple(
            OwnActivity(one.name, level) for one, level in zip(profile.own_activities, said.own, strict=True)
        )
        keep_said(
            desk,
            week,
            WeekSaid(overall=said.overall, confidence=said.confidence, own=own, were_gaps_harder=Answer.NO),
        )
        next_after(desk, week)

    def _takes(self, morning: datetime) -> None:
        """The doses that the course has for the day, as planned."""
        course = self.desk(morning).course()
        if course is None:
            return
        for dose in course.doses:
            at = dose.at.astimezone(morning.tzinfo)
            if not dose.is_optional and at.date() == morning.date():
                desk = self.desk(at + A_MINUTE)
                wish = DoseWish(course.medicine, dose.mg, at, is_taken=True)
                log(desk, LogWish(desk.moment.today, is_clear=True, doses=(wish,)))


def _told(desk: Desk, day: EpisodeDay) -> CheckIn:
    """The check-in of a day, with its share of what was planned."""
    view = plan_view(desk)
    items = view.items if isinstance(view, PlanView) else ()
    share = day.done or 0
    done = ((one.item.id, one.item.daily_amount * share // MOST_PERCENT) for one in items)
    return CheckIn(
        pain=day.pain,
        pain_worst=day.worst,
        function=day.function,
        sleep=day.sleep,
        distress=day.distress,
        is_flare=day.is_flare,
        done=tuple(DoneAmount(id_, amount) for id_, amount in done if amount),
        settled=Answer.YES,
        note=day.note,
    )
