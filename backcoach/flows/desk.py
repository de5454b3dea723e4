"""What every flow works with: the handbook, the open record, and the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backcoach.coach.course import Course
from backcoach.coach.medicine_record import (
    CourseEnded,
    DoseSkipped,
    MedicineClosed,
    Prescribed,
    PrescribedEnded,
    PrescribedTaken,
    SignsAnswered,
)
from backcoach.coach.medicines import Clearance
from backcoach.coach.person import Profile
from backcoach.coach.record import (
    AnswerGiven,
    Assessed,
    CheckIn,
    DoseTaken,
    Entry,
    MedicineChecked,
    Screened,
    ScreeningDue,
    SittingEnded,
    Told,
)
from backcoach.coach.standing import History, Standing, rest_days, standing
from backcoach.coach.thoughts import ThoughtsChecked
from backcoach.coach.week import WeekPlan
from backcoach.flows.moment import Moment
from backcoach.flows.unfinished import unfinished
from backcoach.flows.unsaved import grave_with_fault
from backcoach.handbook.handbook import Handbook
from backcoach.journal.codec import Draft
from backcoach.journal.journal import Journal

REGION = "region"
OTHER_REGION = "other"

KINDS: Mapping[str, type] = {
    "answer": AnswerGiven,
    "sitting_ended": SittingEnded,
    "screened": Screened,
    "assessed": Assessed,
    "screening_due": ScreeningDue,
    "profile": Profile,
    "medicine_checked": MedicineChecked,
    "course": Course,
    "week_plan": WeekPlan,
    "check_in": CheckIn,
    "dose": DoseTaken,
    "dose_skipped": DoseSkipped,
    "course_ended": CourseEnded,
    "signs": SignsAnswered,
    "medicine_closed": MedicineClosed,
    "cleared": Clearance,
    "prescribed": Prescribed,
    "prescribed_taken": PrescribedTaken,
    "prescribed_ended": PrescribedEnded,
    "thoughts": ThoughtsChecked,
    "told": Told,
}
"""The kinds of entry in the record, by the name they have there. A name never changes its meaning."""

DECISIONS = (Screened, MedicineChecked, Course, WeekPlan, Told)
"""Kinds that content had a part in: their entries name the content's digest."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The handbook, the open record and the moment of one run."""

    book: Handbook
    journal: Journal
    moment: Moment

    def keep(
        self,
        *bodies: object,
        at: datetime | None = None,
        day_on: date | None = None,
        supersedes: str | None = None,
    ) -> tuple[Entry[Any], ...]:
        """Record all bodies together; on return they are on the disk. `supersedes` needs a single body.

        Raises `Unsaved` in place of a `JournalError` where a grave screening is among them.
        """
        drafts = [
            Draft(
                body,
                at or self.moment.now,
                self.moment.zone,
                day_on or self.moment.today,
                supersedes,
                self.book.digest if isinstance(body, DECISIONS) else None,
            )
            for body in bodies
        ]
        with grave_with_fault(lambda: _gravest(bodies)):
            return self.journal.append(drafts, self.moment.now)

    def history(self) -> History:
        """All that was screened, also in sittings that broke off, what clinicians said, and what happened."""
        bodies, events = unfinished(self.journal, self.book)
        screenings = (*self.journal.entries(Screened), *bodies)
        known = (*self.journal.entries(ScreeningDue), *events)
        return History(screenings, self.journal.entries(Assessed), known)

    def standing(self) -> Standing:
        """Which disposition stands now."""
        rules = self.book.screening.rescreening
        return standing(self.history(), rules, self.moment.now, self.moment.today)

    def rest_days(self) -> set[date]:
        """The days on which the plan rested because of a grave result."""
        return rest_days(self.history(), self.book.screening.rescreening, self.moment.today)

    def profile(self) -> Profile | None:
        """The person, as last described; what they think and feel as in the last check of this bout."""
        entry, checked = self.journal.latest(Profile), self.journal.latest(ThoughtsChecked)
        if entry is None or checked is None or checked.recorded_at < entry.recorded_at:
            return entry.body if entry else None
        return entry.body.with_thoughts(checked.body)

    def region_code(self) -> str:
        """Where the person last said they are; `other` where they never did."""
        said = [one.body for one in self.journal.entries(AnswerGiven) if one.body.question == REGION]
        return str(said[-1].value) if said else OTHER_REGION

    def weeks(self) -> tuple[WeekPlan, ...]:
        """The issued weeks of this bout, the first one first."""
        weeks = [entry.body for entry in self.journal.entries(WeekPlan)]
        firsts = [place for place, week in enumerate(weeks) if week.number == 1]
        return tuple(weeks[firsts[-1] :]) if firsts else ()

    def course(self) -> Course | None:
        """The course of medicine issued with the present plan, running or over; none of an earlier plan."""
        entry, plan = self.journal.latest(Course), self.journal.latest(Profile)
        return entry.body if entry and plan and entry.recorded_at >= plan.recorded_at else None

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
