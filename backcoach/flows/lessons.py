"""Lessons as a flow: which one is due, keeping what was shown, and finding a page by its name."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from backcoach.coach.lesson_choice import Learner, Shown, lesson_today, next_lesson_on
from backcoach.coach.lesson_needs import fresh_needs, told_needs
from backcoach.coach.lessons import CALM, REASSURANCE, Page, Topic
from backcoach.coach.record import DoseTaken, LessonMuted, LessonShown
from backcoach.coach.relaxation import Relaxation
from backcoach.coach.values import Decision
from backcoach.coach.withholding import Outcome, Verdict
from backcoach.flows.by_name import near, with_words
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.prescriptions import prescriptions
from backcoach.flows.withheld import withheld_now
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

ALL = "All pages: backcoach learn --list"
NOT_NOW = "This page is not shown, because of your answers to the safety questions."


class State(Enum):
    """What became of a page."""

    UNREAD = "unread"
    READ = "read"
    MUTED = "muted"


class Listed(Value):
    """One page of the list. `left` is what the answers leave of its part; None where there are none."""

    page: Page
    state: State
    left: Outcome | None


class Offer(Value):
    """What there is today: a lesson or none, with why, and the day of the next one, None if none is due."""

    decision: Decision[Topic | None]
    next_on: date | None


def pages(book: Handbook) -> tuple[Page, ...]:
    """Everything to read: the lessons in the order of the bout, those of the thoughts check, the scripts."""
    return (*book.lessons.topics, *book.activity.thoughts.lessons, *book.lessons.relaxations)


def part_of(page: Page) -> str:
    """The part of a plan that a page belongs to."""
    if isinstance(page, Topic):
        return page.part
    return CALM if isinstance(page, Relaxation) else REASSURANCE


def find_page(name: str, book: Handbook) -> Page:
    """The page with this id, or with these words in its title. Raises `BadInput` with near ones."""
    wanted, known = name.strip().lower(), pages(book)
    exact = [one for one in known if wanted in (one.id, one.title.lower())]
    titles = {one.id: one.title for one in known}
    fitting = with_words(wanted, titles)
    found = exact or [one for one in known if one.id in fitting]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"{name!r} fits more than one page.", ALL, tuple(_named(one) for one in found))
    alike = near(wanted, {name: one.id for one in known for name in (one.id, one.title.lower())})
    hint = f"Did you mean: {', '.join(alike)}?" if alike else ALL
    raise BadInput(f"There is no page called {name!r}.", hint)


def _named(page: Page) -> str:
    return f"{page.id}: {page.title}"


def offer(desk: Desk) -> Offer | None:
    """What there is to read today; None where there is no plan to go by."""
    learner = _learner(desk)
    if learner is None:
        return None
    book = desk.book.lessons
    return Offer(lesson_today(learner, book), next_lesson_on(learner, book))


def due_today(desk: Desk) -> Topic | None:
    """The lesson that is due today, if one is."""
    learner = _learner(desk)
    return lesson_today(learner, desk.book.lessons).value if learner else None


def keep_offered(desk: Desk, decision: Decision[Topic | None]) -> None:
    """Record that the lesson of today was shown, and why."""
    if decision.value is not None:
        desk.keep(LessonShown(decision.value.id, is_offered=True, reasons=decision.reasons))


def keep_opened(desk: Desk, page: Page) -> None:
    """Record that a page was opened by its name; once a day is enough."""
    today = desk.moment.today
    shown = desk.journal.entries(LessonShown, from_on=today, to_on=today)
    if page.id not in [entry.body.lesson for entry in shown]:
        desk.keep(LessonShown(page.id))


def mute(desk: Desk, name: str, *, is_muted: bool) -> Topic:
    """Offer a lesson no more, or again. Raises `BadInput` for what is never offered by itself."""
    page = find_page(name, desk.book)
    if not isinstance(page, Topic):
        raise BadInput(f"{page.id} is never offered by itself, so there is nothing to mute.", ALL)
    if (page.id in muted(desk)) is not is_muted:
        desk.keep(LessonMuted(page.id, is_muted))
    return page


def muted(desk: Desk) -> frozenset[str]:
    """The lessons that the person wants offered no more, by the last word on each."""
    in_order = sorted(desk.journal.entries(LessonMuted), key=lambda entry: entry.place)
    said = {entry.body.lesson: entry.body.is_muted for entry in in_order}
    return frozenset(one for one, is_muted in said.items() if is_muted)


def listed(book: Handbook, desk: Desk | None = None) -> tuple[Listed, ...]:
    """All pages with what became of them; without a record all of them are unread."""
    if desk is None:
        return tuple(Listed(page, State.UNREAD, None) for page in pages(book))
    read = {entry.body.lesson for entry in desk.journal.entries(LessonShown)}
    silent = muted(desk)

    def state(page: Page) -> State:
        if page.id in silent:
            return State.MUTED
        return State.READ if page.id in read else State.UNREAD

    return tuple(Listed(page, state(page), left_of(page, desk)) for page in pages(book))


def left_of(page: Page, desk: Desk) -> Outcome | None:
    """What the safety answers leave of the part a page belongs to; None before any were given."""
    stands = desk.standing()
    return withheld_now(desk, stands).part(part_of(page)) if stands.screened is not None else None


def is_closed(left: Outcome | None) -> bool:
    """Whether the answers close the part that a page belongs to."""
    return left is not None and left.verdict is Verdict.WITHHOLD


def refuse_closed(left: Outcome | None) -> None:
    """Raise `Refused` for a page of a part that is closed, with what stands in its place."""
    if left is not None and is_closed(left):
        raise Refused(NOT_NOW, "What stands now: backcoach plan", left.words)


def _learner(desk: Desk) -> Learner | None:
    """The person as a reader; None without a plan, since nothing is known then of the bout."""
    stands, profile, weeks, today = desk.standing(), desk.profile(), desk.weeks(), desk.moment.today
    if stands.screened is None or profile is None or not weeks:
        return None
    book, week = desk.book.lessons, weeks[-1]
    days = day_records(desk, today - timedelta(days=max(book.limits.recent_days, book.limits.flare_days)))
    left = withheld_now(desk, stands).parts
    shown = desk.journal.entries(LessonShown)
    return Learner(
        today,
        profile.onset_on,
        weeks[0].starts_on,
        week.track,
        week.phase_on(today) if today in week.days else week.phase,
        told_needs(profile, book, takes_medicine=_takes_medicine(desk)),
        fresh_needs(days, today, book),
        tuple(Shown(one.body.lesson, one.day_on, one.body.is_offered) for one in shown),
        muted(desk),
        frozenset(one.part for one in left if one.verdict.rank == Verdict.ALLOW.rank),
        not stands.is_plan_allowed,
    )


def _takes_medicine(desk: Desk) -> bool:
    """Whether a course runs, a medicine is prescribed, or a dose was taken in the last days."""
    today, course = desk.moment.today, desk.course()
    since = today - timedelta(days=desk.book.lessons.limits.recent_days - 1)
    is_prescribed = any(one.ended_at is None for one in prescriptions(desk))
    is_planned = course is not None and course.stop_on >= today
    return is_planned or is_prescribed or bool(desk.journal.entries(DoseTaken, from_on=since))
