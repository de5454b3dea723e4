"""What the events of a calendar are called: discreet words, or, when asked for, what they really are.

A calendar is seen by whoever looks over a shoulder or shares it. So, unless asked for, a walk is a walk and
everything else is a reminder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from backcoach.coach.week import ItemKind, PlanItem
from backcoach.flows.calendar import EventKind, Planned
from backcoach.flows.calendar_marks import Issued, Worded
from backcoach.flows.desk import Desk
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.plan import item_text, tablets
from backcoach.terminal.words import amount_text

REMINDER = "reminder"
CANCELLED = "cancelled"
LOOK_FIRST = "Before you take it, see whether it is still planned: backcoach dose next"

USUAL_WAKE = timedelta(hours=9)


def worded(one: Planned, desk: Desk, *, is_full: bool, alarm_minutes: int | None) -> Worded:
    """An event in the words that go into the calendar."""
    title, text = _full(one, desk) if is_full else (_discreet(one), "")
    alarm = None if alarm_minutes is None else _alarm(one, desk, alarm_minutes)
    return Worded(one.seed, one.kind.value, one.starts, one.minutes, visible(title), visible(text), alarm)


def title_of(one: Issued) -> str:
    """What stands in the calendar as the title; one that is called off says nothing but that."""
    return one.event.title if one.event else CANCELLED


def _discreet(one: Planned) -> str:
    return f"{one.minutes} min walk" if one.kind is EventKind.WALK else REMINDER


def _alarm(one: Planned, desk: Desk, minutes: int) -> timedelta:
    """So many minutes before; on a whole day when the person gets up; of a dose never before its time."""
    if one.kind is EventKind.DOSE:
        return timedelta()
    if isinstance(one.starts, datetime):
        return -timedelta(minutes=minutes)
    profile = desk.profile()
    if profile is None:
        return USUAL_WAKE
    return timedelta(hours=profile.waking.wake.hour, minutes=profile.waking.wake.minute)


def _full(one: Planned, desk: Desk) -> tuple[str, str]:
    """The title and the text below it, with all that they tell about health."""
    if one.kind is EventKind.WALK:
        return _discreet(one), ""
    return _TELL[one.kind](one, desk)


def _item(one: Planned, desk: Desk) -> tuple[str, str]:  # noqa: ARG001 - all tellers are called alike
    (item,) = one.items
    return f"{item.label}: {_go(item)}", ""


def _go(item: PlanItem) -> str:
    """One go of an item, or for a whole day all of it."""
    if item.kind is ItemKind.TASK:
        return item_text(item)
    return item.text or amount_text(item.amount, item.unit)


def _exercises(one: Planned, desk: Desk) -> tuple[str, str]:  # noqa: ARG001 - as above
    names = ", ".join(item.label for item in one.items)
    return f"exercises: {names}", "; ".join(f"{item.label}: {_go(item)}" for item in one.items)


def _dose(one: Planned, desk: Desk) -> tuple[str, str]:
    mg, count = (one.dose.mg, one.dose.tablets) if one.dose else (0, 0)
    return f"{_medicine(one, desk)} {mg} mg ({tablets(count)})", LOOK_FIRST


def _course_day(one: Planned, desk: Desk) -> tuple[str, str]:
    words = {
        EventKind.DAY_3: "day 3, does it help?",
        EventKind.TAPER: "the step down begins",
        EventKind.STOP: "last day",
    }
    return f"{_medicine(one, desk)}: {words[one.kind]}", ""


def _medicine(one: Planned, desk: Desk) -> str:
    book: Handbook = desk.book
    return book.medicine.info(one.medicine).name_in(desk.region_code()) if one.medicine else ""


def _escalation(one: Planned, desk: Desk) -> tuple[str, str]:  # noqa: ARG001 - as above
    label = one.milestone.label if one.milestone else ""
    return f"{label} since it began: is it better?", " ".join(_escalation_lines(one))


def _escalation_lines(one: Planned) -> Iterator[str]:
    if one.milestone:
        yield one.milestone.too_few
    for contact in one.contacts:
        yield f"{contact.label} {contact.number}".strip()


def _day(words: str) -> Callable[[Planned, Desk], tuple[str, str]]:
    def tell(one: Planned, desk: Desk) -> tuple[str, str]:  # noqa: ARG001 - as above
        return words.format(week=one.week, names=", ".join(one.names)), ""

    return tell


_TELL: Mapping[EventKind, Callable[[Planned, Desk], tuple[str, str]]] = {
    EventKind.ACTIVITY: _item,
    EventKind.TASK: _item,
    EventKind.EXERCISES: _exercises,
    EventKind.DOSE: _dose,
    EventKind.DAY_3: _course_day,
    EventKind.TAPER: _course_day,
    EventKind.STOP: _course_day,
    EventKind.REVIEW: _day("look back at week {week}"),
    EventKind.THOUGHTS: _day("how you think and feel about the pain: backcoach thoughts"),
    EventKind.MEASURES: _day("measures: {names}"),
    EventKind.ESCALATION: _escalation,
}
