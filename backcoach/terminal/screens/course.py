"""What is said when a course of medicine changes, ends, or is stopped for a sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from backcoach.coach.course import Course
from backcoach.coach.course_changes import CLOSED, COURSE_NOT_CLEARED, DAYS_OF_REST, STOP_SIGN
from backcoach.coach.open_medicine import NOT_CLEARED
from backcoach.coach.regions import ContactKind
from backcoach.coach.signs import EFFECT_TOLD, SideEffect, StopAction
from backcoach.coach.values import Reason
from backcoach.flows.course import Changed
from backcoach.flows.moment import Moment
from backcoach.flows.signs_told import Stopped
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.words import day_text, week_text

Line = tuple[str, str]
"""A line and its style."""

WHOM = {
    StopAction.EMERGENCY: (ContactKind.EMERGENCY,),
    StopAction.SAME_DAY: (ContactKind.HEALTH_LINE, ContactKind.EMERGENCY),
    StopAction.DOCTOR: (ContactKind.HEALTH_LINE,),
    StopAction.ASK: (ContactKind.HEALTH_LINE,),
}


def stopped_lines(stopped: Stopped, book: Handbook, region: str) -> Iterator[Line]:
    """What to do about the gravest sign, the numbers, and that the medicine ends now."""
    gravest = stopped.signs[0].action
    yield book.medicine.rule(f"stop_{gravest.value}").why, "bold red"
    yield from ((f"- {one.sign}", "") for one in stopped.signs)
    for kind in WHOM[gravest]:
        for contact in book.region(region).contacts_for(kind)[:1]:
            yield f"{contact.label}: {contact.number}", "bold"
    if stopped.is_course_over:
        yield from rule_lines(STOP_SIGN, book)


def effect_lines(effects: Iterable[SideEffect], book: Handbook) -> Iterator[Line]:
    """The side effects that were told, and what to do about them; nothing where there are none."""
    found = tuple(effects)
    if found:
        yield book.medicine.rule(EFFECT_TOLD).why, "bold yellow"
    for effect in found:
        yield f"{effect.effect}:", ""
        yield from ((f"- {step}", "") for step in effect.steps)


def rule_lines(rule: str, book: Handbook) -> Iterator[Line]:
    """A rule and its steps."""
    known = {one.id for one in book.medicine.rules}
    words = book.medicine.rule(STOP_SIGN if rule.startswith(STOP_SIGN) else rule if rule in known else CLOSED)
    yield words.why, "bold yellow"
    yield from ((f"- {step}", "") for step in words.steps)


def changed_lines(changed: Changed, book: Handbook, moment: Moment) -> Iterator[Line]:
    """The course after a step: why, the doses still to come today and tomorrow, and its end."""
    yield from ((reason.why, "bold") for reason in changed.reasons)
    coming = [dose for dose in changed.course.doses if dose.at > moment.now]
    for dose in coming[:4]:
        need = ", only if needed" if dose.is_optional else ""
        yield f"  {dose.at.astimezone(moment.now.tzinfo):%a %d %b %H:%M}  {dose.mg} mg{need}", ""
    yield f"Last day {day_text(changed.course.stop_on)}. {stop_today(changed.course, book)}", ""


def ended_lines(course: Course, book: Handbook) -> Iterator[Line]:
    """That a course is over, why, and when a new one may start."""
    rule = COURSE_NOT_CLEARED if course.change == NOT_CLEARED else course.change
    why, *steps = (
        (said.replace("MEDICINE", course.medicine.value), style) for said, style in rule_lines(rule, book)
    )
    yield why
    if course.next_course_on > course.stop_on:
        yield from steps
        yield f"No new course before {day_text(course.next_course_on)}.", ""
    else:
        yield "Nothing of it was taken, so there are no days of rest.", ""
        yield from steps if rule == COURSE_NOT_CLEARED else [("Another course: backcoach meds plan", "")]


def why_text(reason: Reason) -> str:
    """Why there is no course, and of days of rest when it ran and when a new one may begin."""
    if reason.rule != DAYS_OF_REST:
        return reason.why
    said = dict(reason.inputs)
    first, last, new = (
        date.fromisoformat(said[name]) for name in ("started_on", "last_day", "next_course_on")
    )
    ran = f"{said['medicine'].capitalize()}: {week_text(first, last)}."
    return f"{reason.why} {ran} No new course before {day_text(new)}."


def stop_today(course: Course, book: Handbook) -> str:
    """That it may be stopped at once."""
    return book.medicine.info(course.medicine).stop_today


def effect_documents(effects: Iterable[SideEffect]) -> list[dict[str, object]]:
    """The side effects that were told, and what to do about them."""
    return [{"id": one.id, "effect": one.effect, "do": list(one.steps)} for one in effects]


def stop_document(stopped: Stopped | None, book: Handbook, region: str) -> dict[str, object] | None:
    """The signs that were told, and what to do; None where there are none."""
    if stopped is None:
        return None
    gravest = stopped.signs[0].action
    contacts = [book.region(region).contacts_for(kind)[0] for kind in WHOM[gravest]]
    return {
        "action": gravest.value,
        "do": book.medicine.rule(f"stop_{gravest.value}").why,
        "signs": [{"id": one.id, "sign": one.sign, "action": one.action.value} for one in stopped.signs],
        "contacts": [{"label": one.label, "number": one.number} for one in contacts],
        "course_over": stopped.is_course_over,
    }
