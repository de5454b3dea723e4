"""Made-up people, their answers, and a desk whose moment can be moved: the real content, a real record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from backcoach.coach.activity_record import ReviewHeld
from backcoach.coach.days import DAY_START
from backcoach.coach.done import DoneAmount
from backcoach.coach.intake import IntakeQuestion
from backcoach.coach.interview import Ask
from backcoach.coach.limits import Medicine
from backcoach.coach.record import Assessed, CheckIn, Screened
from backcoach.coach.screening import Kind, Reply, unanswered
from backcoach.coach.standing import GAP
from backcoach.coach.values import Answer
from backcoach.coach.week import WeekSaid
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish
from backcoach.flows.due_sets import due_sets, review_sets
from backcoach.flows.log import Logged, LogWish, log
from backcoach.flows.moment import Moment
from backcoach.flows.replied import Conclude, Finish, Replied, next_step
from backcoach.flows.rounds import keep_review, keep_screening, known_before
from backcoach.flows.screening import screened
from backcoach.flows.start import Started, read_answers, start_from_answers
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.loading import load_handbook
from backcoach.journal.journal import Journal

MONDAY = date(2026, 11, 23)
MORNING = datetime.combine(MONDAY, time(9, 0), tzinfo=UTC)
YES, NO, NOT_SURE = Answer.YES, Answer.NO, Answer.NOT_SURE


@cache
def real_book() -> Handbook:
    """The content as it is shipped."""
    return load_handbook()


def answers_for(**said: Any) -> dict[str, Any]:
    """The answers file of the ordinary person who says `said` instead, with all they would be asked.

    What only opens with another answer is answered with no. Every one of `said` must really be asked.
    """
    book, replied, answers = real_book(), Replied(), dict[str, Any]()
    is_concluded = False
    while not isinstance(step := next_step(replied, book, is_concluded=is_concluded), Finish):
        if isinstance(step, Conclude):
            is_concluded = True
            if not screened("start", replied.screening, book).is_plan_allowed:
                break
            continue
        for question in _ids(step):
            plain = said.get(question, _usual(question, step))
            replied.take(question, plain, book)
            answers[question] = plain
    assert not set(said) - set(answers), f"not asked: {set(said) - set(answers)}"
    return answers


def _usual(question: str, step: Any) -> Any:
    """The answer of the ordinary person: the usual pack, no number for what they cannot know, else no."""
    if question == "product":
        return step.choice[0].id
    screening = real_book().screening.rules.questions.get(question)
    is_number = screening is not None and screening.kind is Kind.NUMBER
    return real_book().example.get(question, "not_sure" if is_number else "no")


def _ids(step: Any) -> list[str]:
    if isinstance(step, IntakeQuestion):
        return [step.id]
    return [question.id for question in step.questions] if isinstance(step, Ask) else list(step.items)


def replies_for(**said: Any) -> Replied:
    """The same answers, read."""
    replied, faults = read_answers(answers_for(**said), real_book())
    assert not faults
    return replied


NO_MEDICINE: Mapping[str, Any] = {"medicine": "none"}


class Person:
    """Somebody with a record, whose time goes on only when told so."""

    def __init__(self, journal: Journal, now: datetime = MORNING) -> None:
        self._journal = journal
        self.now = now
        self.zone = "UTC"
        self.day_start = DAY_START

    @property
    def desk(self) -> Desk:
        """The desk at this moment."""
        return Desk(real_book(), self._journal, Moment(self.now, self.zone, self.day_start))

    @property
    def tz(self) -> tzinfo:
        """The zone of the person."""
        assert self.now.tzinfo is not None
        return self.now.tzinfo

    def moves_to(self, zone: str) -> None:
        """Live in another time zone from now on."""
        self.zone, self.now = zone, self.now.astimezone(ZoneInfo(zone))

    def waits(self, **span: float) -> None:
        """Let time pass."""
        self.now = (self.now.astimezone(UTC) + timedelta(**span)).astimezone(self.tz)

    def is_at(self, at: datetime) -> None:
        """Be at a moment."""
        self.now = at

    def starts(self, **said: Any) -> Started:
        """Go through `start` with an answers file."""
        return start_from_answers(self.desk, answers_for(**said))

    def screens(self, **said: Any) -> None:
        """Answer all safety questions again."""
        keep_screening(self.desk, "screen", replies_for(**said).screening)

    def was_seen(
        self, told: str = "nothing grave, keep moving", kind: str = "doctor", finding: str = "nothing_urgent"
    ) -> None:
        """Say that a clinician has looked at the last grave result."""
        self.desk.keep(Assessed("my GP", told, kind, finding))

    def reviews(self, **said: Answer) -> Screened:
        """Answer the weekly safety questions, with no to all that `said` does not name."""
        desk = self.desk
        sets = review_sets(desk)
        replies: dict[str, Reply] = dict(said)
        while pending := unanswered({**known_before(desk, sets), **replies}, desk.book.screening.rules):
            questions = (desk.book.screening.rules.questions[one] for one in pending)
            replies |= {one.id: NO if one.kind is Kind.ANSWER else NOT_SURE for one in questions}
        kept = keep_review(desk, replies, sets)
        self.looks_back()
        return kept

    def looks_back(self, **said: Any) -> None:
        """Say how the last week was."""
        weeks = self.desk.weeks()
        if weeks:
            self.desk.keep(ReviewHeld(weeks[-1].number, WeekSaid(**said)))

    def logs(self, **fields: Any) -> Logged:
        """Log today with all daily signs denied, walking `walk` minutes and rating the rest.

        What safety asks for beside them is answered first, but for a pause.
        """
        stands = self.desk.standing()
        if stands.because and not stands.needs_assessment and GAP not in stands.because:
            self.screens()
        elif due_sets(self.desk) and stands.is_plan_allowed:
            self.reviews()
        walk = fields.pop("walk", None)
        done = fields.pop("done", None) if walk is None else (DoneAmount("walk", walk),)
        return log(
            self.desk, LogWish(self.desk.moment.today, is_clear=True, check_in=CheckIn(done=done, **fields))
        )

    def swallows(self, mg: int, medicine: Medicine = Medicine.PARACETAMOL, **line: Any) -> Logged:
        """Log a dose that is swallowed already."""
        return log(self.desk, self.dose(mg, medicine, is_taken=True, **line))

    def asks_for(self, mg: int, medicine: Medicine = Medicine.PARACETAMOL, **line: Any) -> Logged:
        """Log a dose that is about to be taken."""
        return log(self.desk, self.dose(mg, medicine, is_taken=False, **line))

    def dose(self, mg: int, medicine: Medicine, *, is_taken: bool, **line: Any) -> LogWish:
        """One dose now as a wish, with the daily signs denied unless the line says otherwise."""
        wish = LogWish(
            self.desk.moment.today, is_clear=True, doses=(DoseWish(medicine, mg, self.now, is_taken),)
        )
        return replace(wish, **line)
