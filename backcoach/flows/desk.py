"""What every flow works with: the handbook, the open record, and the moment."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from backcoach.coach.record import AnswerGiven, Assessed, Entry, Screened, ScreeningDue
from backcoach.coach.standing import History, Standing, rest_days, standing
from backcoach.flows.kinds import is_decision
from backcoach.flows.moment import ZONES, Moment
from backcoach.flows.unfinished import unfinished
from backcoach.flows.unsaved import grave_with_fault
from backcoach.handbook.handbook import Handbook
from backcoach.journal.codec import Draft
from backcoach.journal.journal import Journal
from backcoach.journal.looking_up import Among, Said
from backcoach.values import Value, replace

if TYPE_CHECKING:
    from backcoach.coach.course import Course
    from backcoach.coach.person import Profile
    from backcoach.coach.week import WeekPlan

B = TypeVar("B")
R = TypeVar("R")

REGION = "region"
OTHER_REGION = "other"


def known_code(code: str, book: Handbook) -> str:
    """The code if the content has such a region; else that of elsewhere, which sells no known pack."""
    return code if code in {region.code for region in book.regions} else OTHER_REGION


class Desk(Value):
    """The handbook, the open record and the moment of one run."""

    book: Handbook
    journal: Journal
    moment: Moment

    def keep(
        self,
        *bodies: object,
        at: datetime | None = None,
        day_on: date | None = None,
        supersedes: str | Sequence[str | None] | None = None,
        follows: Sequence[object] = (),
    ) -> tuple[Entry[Any], ...]:
        """Record all bodies together; on return they are on the disk.

        `supersedes` is what the first one corrects, or each of the first ones in turn. `follows` is what they
        lead to: it is recorded with them, and is of this moment whatever `at` and `day_on` say.

        Raises `Unsaved` in place of a `JournalError` where a grave screening is among them.
        """
        in_turn = [supersedes] if isinstance(supersedes, str) else supersedes or []
        over = [*in_turn, *[None] * (len(bodies) - len(in_turn))]
        now, today = self.moment.now, self.moment.today
        drafts = [
            *(self._draft(*one, at or now, day_on or today) for one in zip(bodies, over, strict=True)),
            *(self._draft(body, None, now, today) for body in follows),
        ]
        with grave_with_fault(lambda: _gravest((*bodies, *follows))):
            return self.journal.append(drafts, now)

    def _draft(self, body: object, supersedes: str | None, at: datetime, day_on: date) -> Draft:
        digest = self.book.digest if is_decision(body) else None
        return Draft(body, at, self.moment.zone, day_on, supersedes, digest)

    def once(self, what: Hashable, make: Callable[[], R]) -> R:
        """What is made of the record at this moment; made again only after something was written."""
        return self.journal.remembered((what, self.moment, self.book.digest), make)

    def history(self) -> History:
        """All that was screened and still counts, also in sittings that broke off, with what came beside it.

        What counts: results that allow no plan, whenever they were, and all from the last full screening on.
        """
        return self.once("history", lambda: self._history(is_whole=False))

    def whole_history(self) -> History:
        """The same with all that was ever screened."""
        return self._history(is_whole=True)

    def _history(self, *, is_whole: bool) -> History:
        bodies, events = unfinished(self.journal, self.book)
        screenings = self.journal.entries(Screened) if is_whole else self._counting(bodies)
        known = (*self.journal.entries(ScreeningDue), *events)
        return History((*screenings, *bodies), self.journal.entries(Assessed), known)

    def _counting(self, broken_off: tuple[Entry[Screened], ...]) -> tuple[Entry[Screened], ...]:
        """The screenings that say what stands now: those of before are as good as not there.

        What was recorded since the last full one counts whatever the clock said.
        """
        full = self.journal.last(Screened, Among.FULL, until=self.moment.now)
        if full is None:
            return self.journal.entries(Screened)
        stood = timedelta(days=self.book.screening.rescreening.limits.stands_days)
        since = min(full.day_on, self.moment.today - stood) - ZONES
        grave = self.journal.entries(Screened, among=Among.GRAVE)
        lifting = self.journal.entries(Screened, among=Among.FULL) if (*grave, *broken_off) else ()
        lately = self.journal.entries(Screened, from_on=since)
        recorded = self.journal.entries(Screened, after=full.place)
        found = {one.id: one for one in (*lately, *recorded, *grave, *lifting)}
        return tuple(sorted(found.values(), key=lambda one: (one.at, one.place)))

    def standing(self) -> Standing:
        """Which disposition stands now."""
        return self.once("standing", self._standing)

    def _standing(self) -> Standing:
        rules = self.book.screening.rescreening
        return standing(self.history(), rules, self.moment.now, self.moment.today)

    def rest_days(self) -> set[date]:
        """The days on which the plan rested because of a grave result."""
        return rest_days(self.history(), self.book.screening.rescreening, self.moment.today)

    def profile(self) -> Profile | None:
        """The person, as last described, and as in the last check of thoughts and what was told since.

        The own activities are the goals that stand, as far as their score at the start is known.
        """
        return self.once("profile", self._profile)

    def _profile(self) -> Profile | None:
        from backcoach.coach.goal_record import GoalSet
        from backcoach.coach.goals import goals_now
        from backcoach.coach.person import Fitting, OwnActivity, Profile

        entry = self.journal.latest(Profile)
        if entry is None:
            return None
        profile = entry.body
        for told in self.journal.entries(Fitting):
            if told.place > entry.place:
                profile = replace(profile, fitting=profile.fitting.followed_by(told.body))
        goals = goals_now(entry, self.journal.entries(GoalSet, after=entry.place))
        own = (OwnActivity(one.name, one.ability) for one in goals if one.ability is not None)
        profile = replace(profile, own_activities=tuple(own))
        if not self.journal.holds("thoughts"):
            return profile
        from backcoach.coach.thoughts import ThoughtsChecked

        checked = self.journal.latest(ThoughtsChecked)
        if checked is None or checked.place < entry.place:
            return profile
        return profile.with_thoughts(checked.body)

    def region_code(self) -> str:
        """Where the person last said they are; `other` where they never did."""
        said = self.journal.latest(AnswerGiven, (Said.QUESTION, REGION))
        return known_code(str(said.body.value), self.book) if said else OTHER_REGION

    def weeks(self) -> tuple[WeekPlan, ...]:
        """The issued weeks of this bout, the first one first; of one followed early what is left of it."""
        return self.once("weeks", self._weeks)

    def _weeks(self) -> tuple[WeekPlan, ...]:
        from backcoach.coach.person import Profile
        from backcoach.coach.week import WeekPlan

        begun = self.journal.latest(Profile)
        for after in (begun.place if begun else None, None):
            weeks = [entry.body for entry in self.journal.entries(WeekPlan, after=after)]
            firsts = [place for place, week in enumerate(weeks) if week.number == 1]
            if firsts:
                return tuple(_not_overlapping(weeks[firsts[-1] :]))
        return ()

    def bouts(self) -> tuple[tuple[WeekPlan, ...], ...]:
        """The issued weeks of every bout, in order; of one that was followed early what is left of it."""
        from backcoach.coach.week import WeekPlan

        bouts: list[list[WeekPlan]] = []
        for entry in self.journal.entries(WeekPlan):
            if entry.body.number == 1:
                bouts.append([])
            if bouts:
                bouts[-1].append(entry.body)
        ends = [*(later[0].starts_on for later in bouts[1:]), date.max]
        whole = (tuple(_not_overlapping(bout)) for bout in bouts)
        cut = (tuple(_before(end, weeks)) for end, weeks in zip(ends, whole, strict=True))
        return tuple(weeks for weeks in cut if weeks)

    def course(self) -> Course | None:
        """The course of medicine issued with the present plan, running or over; none of an earlier plan."""
        return self.once("course", self._course)

    def _course(self) -> Course | None:
        if not self.journal.holds("course"):
            return None
        from backcoach.coach.course import Course
        from backcoach.coach.person import Profile

        entry, plan = self.journal.latest(Course), self.journal.latest(Profile)
        is_present = entry and plan and entry.place > plan.place
        return self.as_it_stands(entry) if entry and is_present else None

    def as_it_stands(self, entry: Entry[Course]) -> Course:
        """A course as it is now: ended by what was recorded since it was issued, or waiting for day 3."""
        from backcoach.flows.course_since import course_since

        return course_since(self.journal, entry, self.moment.now)

    def what_counts(self, body: Screened) -> Screened:
        """What to show after a screening: the graver result that still stands, else the screening itself."""
        stands = self.standing()
        is_graver = bool(stands.grave) and stands.disposition > body.disposition
        return stands.screened.body if is_graver and stands.screened else body

    def rests_because(self) -> Screened | None:
        """The screening that decides while there is no plan: the gravest that stands, else the last one."""
        stands, screenings = self.standing(), self.history().in_order()
        if stands.screened is not None and not stands.disposition.allows_plan:
            return stands.screened.body
        return screenings[-1].body if screenings else None


def _gravest(bodies: tuple[object, ...]) -> Screened | None:
    screenings = [body for body in bodies if isinstance(body, Screened)]
    return max(screenings, key=lambda body: body.disposition, default=None)


def _before(end: date, weeks: tuple[WeekPlan, ...]) -> Iterator[WeekPlan]:
    """What of each week lies before a day."""
    return (week.until(end - timedelta(days=1)) for week in weeks if week.starts_on < end)


def _not_overlapping(weeks: list[WeekPlan]) -> Iterator[WeekPlan]:
    """What is left of each week; nothing of one that was followed on its first day."""
    for week, following in pairwise(weeks):
        if following.starts_on > week.starts_on:
            yield week.until(following.starts_on - timedelta(days=1))
    yield weeks[-1]
