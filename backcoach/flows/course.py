"""The life of a course: its changes, the question of day 3, and the signs to stop it for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from backcoach.coach.conditions import POSITIVE
from backcoach.coach.course import Course
from backcoach.coach.course_changes import (
    DAY_3_ASK,
    DAY_3_NO_BETTER,
    NO_COURSE,
    OFFER,
    STOP_SIGN,
    STOPPED,
    Ground,
    day_3_of,
    needs_day_3,
    stepped_back,
    stepped_down,
    stepped_up,
)
from backcoach.coach.medicine_record import CourseEnded, SignsAnswered
from backcoach.coach.medicines import Medicine, StopAction, StopSign
from backcoach.coach.open_medicine import DAY_3_OPEN
from backcoach.coach.record import DoseTaken, ScreeningDue
from backcoach.coach.regions import Product
from backcoach.coach.rescreening import SIGN_TOLD
from backcoach.coach.values import Answer, Decision, Reason
from backcoach.flows.daily import MEDICINE_DAYS
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import closed_now, limits_of
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.rounds import keep_sign
from backcoach.flows.taken import taken_lately
from backcoach.flows.tighten import tighten
from backcoach.handbook.handbook import Handbook

LOW_PAIN = 3
"""Pain from 0 to 10 at which the doses may step down."""

ROUSING = (StopAction.EMERGENCY, StopAction.SAME_DAY)
"""How soon help is needed where a sign makes all safety questions due as well."""

Change = Callable[[Course, Ground], Decision[Course | None]]
STEPS: Mapping[str, Change] = {"down": stepped_down, "up": stepped_up, "back": stepped_back}


@dataclass(frozen=True, slots=True)
class Changed:
    """A course as it is now, and why it changed."""

    course: Course
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """The signs that were told, or that somebody was not sure of, the gravest first, with what to do."""

    signs: tuple[StopSign, ...]
    is_course_over: bool


def running(desk: Desk) -> Course | None:
    """The course of the present plan, as long as it is not over; also while it waits for day 3."""
    course = desk.course()
    if course is None or (course.is_over_at(desk.moment.now) and course.change != DAY_3_OPEN):
        return None
    return course


def change(desk: Desk, way: str) -> Changed:
    """Step the running course `down`, `up` or `back`, and keep the new one. Raises `Refused` with the reason.

    No step is taken while the plan rests.
    """
    course, profile = running(desk), desk.profile()
    if course is None or profile is None:
        raise _refused(desk.book, NO_COURSE)
    if not desk.standing().is_plan_allowed:
        raise Refused("Not changed: your plan rests, and the course rests with it.", "See: backcoach plan")
    course = _held_to_today(desk, course)
    product = _product(desk, course)
    taken = taken_lately(desk, course.medicine)
    ground = Ground(product, profile.waking, desk.moment.now, taken, desk.book.medicine)
    outcome = STEPS[way](course, ground)
    if outcome.value is None:
        raise _refused(desk.book, outcome.reasons[0].rule)
    desk.keep(outcome.value)
    return Changed(outcome.value, outcome.reasons)


def _held_to_today(desk: Desk, course: Course) -> Course:
    """The course under every limit of today, kept where that makes it tighter, before a step is laid out.

    Raises `Refused` where its medicine is closed now, or where no limits are known.
    """
    if closed := closed_now(desk, course.medicine):
        raise _refused(desk.book, closed[0])
    limits_of(desk, course.medicine)
    changed, ended = tighten(desk, course)
    if ended is not None:
        raise _refused(desk.book, ended.why)
    return changed or course


def stop(desk: Desk) -> Course:
    """End the running course at once, as the person wants it; the course as it is then. Raises `Refused`."""
    course = running(desk)
    if course is None:
        raise _refused(desk.book, NO_COURSE)
    desk.keep(CourseEnded(course.medicine, STOPPED))
    return desk.course() or course


def _refused(book: Handbook, rule: str) -> Refused:
    words = book.medicine.rule(rule)
    return Refused(words.why, " ".join(words.steps), (f"See: backcoach why {rule}",))


def offer(desk: Desk) -> Reason | None:
    """The offer to step down tomorrow: little pain, or the main activity done on two days running.

    None where the course would not step down then, and while the plan rests.
    """
    course, profile = running(desk), desk.profile()
    if course is None or profile is None or not desk.standing().is_plan_allowed:
        return None
    if closed_now(desk, course.medicine):
        return None
    ground = Ground(_product(desk, course), profile.waking, desk.moment.now, (), desk.book.medicine)
    is_open = stepped_down(course, ground).value is not None
    return desk.book.medicine.reason(OFFER) if is_open and _does_well(desk) else None


def _product(desk: Desk, course: Course) -> Product:
    products = (one for region in desk.book.regions for one in region.products)
    return next(one for one in products if one.id == course.product_id)


def _does_well(desk: Desk) -> bool:
    today = desk.moment.today
    days = {day.day_on: day for day in day_records(desk, today - timedelta(days=1))}
    pain = days[today].pain_average if today in days else None
    if pain is not None and pain <= LOW_PAIN:
        return True
    return all(_did_all(desk, on) for on in (today - timedelta(days=1), today))


def _did_all(desk: Desk, on: date) -> bool:
    """Whether the timed activity planned for a day was done in full; False where none was planned."""
    items = [item for week in desk.weeks() for item in week.items_on(on) if item.is_timed]
    logged = next((day for day in day_records(desk, on) if day.day_on == on), None)
    return (
        bool(items)
        and logged is not None
        and all(logged.done_of(item.id) >= item.daily_amount for item in items)
    )


# Day 3


def is_day_3_due(desk: Desk) -> bool:
    """Whether to ask if it is better than on day 1: on day 3, and later where the pack needs an answer."""
    course = running(desk)
    if course is None or _said_on_day_3(desk, course):
        return False
    on, today = day_3_of(course), desk.moment.now.date()
    return today == on or (today > on and (course.change == DAY_3_OPEN or needs_day_3(course)))


def _said_on_day_3(desk: Desk, course: Course) -> bool:
    zone, on = desk.moment.now.tzinfo, day_3_of(course)
    return any(
        DAY_3_ASK in one.body.answers
        and one.body.medicine is course.medicine
        and one.at.astimezone(zone).date() >= on
        for one in desk.journal.entries(SignsAnswered)
    )


def answer_day_3(desk: Desk, answer: Answer) -> CourseEnded | None:
    """Keep whether it is better on day 3. The course ends unless it is; what is not sure counts as no better.

    Raises `BadInput` where nobody asked.
    """
    course = running(desk)
    if course is None or not is_day_3_due(desk):
        raise BadInput("Day 3 of a course is not now.", "See: backcoach plan")
    said = SignsAnswered(course.medicine, {DAY_3_ASK: answer})
    end = None if answer is Answer.YES else CourseEnded(course.medicine, DAY_3_NO_BETTER)
    desk.keep(said, *([end] if end else []))
    return end


# Signs to stop for


def is_signs_due(desk: Desk) -> bool:
    """Whether to ask for stop signs: while a medicine is being taken, once a day."""
    today = desk.moment.today
    kept = desk.journal.entries(SignsAnswered, from_on=today, to_on=today)
    return bool(signs_to_ask(desk)) and not any(set(one.body.answers) - {DAY_3_ASK} for one in kept)


def signs_to_ask(desk: Desk) -> tuple[StopSign, ...]:
    """The signs of every medicine of ours that is being taken, each once, the gravest first."""
    infos = (desk.book.medicine.info(medicine) for medicine in _being_taken(desk))
    return _gravest_first(one for info in infos for one in info.stop_signs)


def _gravest_first(signs: Iterable[StopSign]) -> tuple[StopSign, ...]:
    """Each sign once."""
    found, order = {one.id: one for one in signs}, list(StopAction)
    return tuple(sorted(found.values(), key=lambda one: order.index(one.action)))


def _being_taken(desk: Desk) -> tuple[Medicine, ...]:
    """Those of the running course, once it has begun, and of the doses of the last days."""
    since, course = desk.moment.today - timedelta(days=MEDICINE_DAYS), running(desk)
    taken = {entry.body.medicine for entry in desk.journal.entries(DoseTaken, from_on=since)}
    if course is not None and any(dose.at <= desk.moment.now for dose in course.doses):
        taken.add(course.medicine)
    return tuple(one for one in Medicine if one in taken)


@dataclass(slots=True)
class SignSheet:
    """The stop signs of one check-in. Each answer is on the disk before the next is asked."""

    desk: Desk
    told: dict[str, Answer] = field(default_factory=dict)
    _kept: dict[Medicine, str] = field(default_factory=dict)
    _has_ended: bool = False

    def add(self, sign: str, answer: Answer) -> None:
        """Keep one answer for every medicine it belongs to.

        A yes, or not sure, ends the running course at once, whatever its medicine, and a grave one makes all
        safety questions due.
        """
        self.told[sign] = answer
        with_sign = _with_sign(self.desk, sign)
        if answer in POSITIVE:
            self._end(sign)
        for medicine in with_sign:
            own = {one.id for one in self.desk.book.medicine.info(medicine).stop_signs}
            body = SignsAnswered(medicine, {one: said for one, said in self.told.items() if one in own})
            kept = self.desk.keep(body, supersedes=self._kept.get(medicine))
            self._kept[medicine] = kept[0].id

    def _end(self, sign: str) -> None:
        course = running(self.desk)
        is_rousing = any(one.id == sign and one.action in ROUSING for one in _known(self.desk.book))
        if is_rousing:
            self.desk.keep(ScreeningDue(SIGN_TOLD))
        if course is not None:
            self.desk.keep(CourseEnded(course.medicine, f"{STOP_SIGN}_{sign}"))
            self._has_ended = True
        if is_rousing:
            self._screen(sign)

    def _screen(self, sign: str) -> None:
        """A sign that is also one of the safety questions stands as such, until a clinician has looked."""
        names = {name for one in _known(self.desk.book) if one.id == sign for name in one.screening}
        if names:
            keep_sign(self.desk, dict.fromkeys(sorted(names), self.told[sign]))

    def result(self) -> Stopped | None:
        """What the answers come to; None where no sign was told."""
        known = _known(self.desk.book)
        found = _gravest_first(one for one in known if self.told.get(one.id) in POSITIVE)
        return Stopped(found, self._has_ended) if found else None


def tell_signs(desk: Desk, told: Mapping[str, Answer]) -> Stopped | None:
    """Keep stop signs that were told by name. Raises `BadInput` for a name that no medicine has."""
    known = {one.id for one in _known(desk.book)}
    if unknown := sorted(set(told) - known):
        raise BadInput(f"{unknown[0]!r} is not a sign known here.", f"There are {', '.join(sorted(known))}.")
    sheet = SignSheet(desk)
    for sign, answer in told.items():
        sheet.add(sign, answer)
    return sheet.result()


def _known(book: Handbook) -> tuple[StopSign, ...]:
    return tuple(one for info in book.medicine.medicines for one in info.stop_signs)


def _with_sign(desk: Desk, sign: str) -> tuple[Medicine, ...]:
    """The medicines being taken that a sign belongs to; all that have it where none of them is."""
    have = [info.id for info in desk.book.medicine.medicines if sign in {one.id for one in info.stop_signs}]
    taken = [one for one in have if one in _being_taken(desk)]
    return tuple(taken or have)
