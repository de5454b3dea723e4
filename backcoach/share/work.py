"""The way back to normal hours as a document, and as a page in plain text to discuss with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from backcoach.coach.work import NOTICE_LINE, PRIVATE_LINE, WorkBook
from backcoach.coach.work_ladder import hours_by_weekday, ladder
from backcoach.coach.work_record import WorkRung, WorkSet
from backcoach.share.machine import Document
from backcoach.values import Value

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_IDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Dated(Value):
    """A place of the ladder, and the first day on which it may begin."""

    rung: WorkRung
    from_on: date


def dated_ladder(
    told: WorkSet, rung: WorkRung, starts_on: date, least_days: int, book: WorkBook
) -> tuple[Dated, ...]:
    """The present place and all above it, each as soon as the least days allow."""
    places = [one for one in ladder(told, book.steps) if one >= rung]
    return tuple(Dated(one, starts_on + timedelta(days=step * least_days)) for step, one in enumerate(places))


def week_words(hours: float, told: WorkSet) -> str:
    """The hours of each work day, such as `Mon 4, Wed 4, Fri 4`."""
    pairs = zip(DAYS, hours_by_weekday(hours, told), strict=True)
    return ", ".join(f"{day} {share:g}" for day, share in pairs if share)


def rung_document(rung: WorkRung, told: WorkSet) -> Document:
    """One place of the ladder."""
    pairs = zip(WEEKDAY_IDS, hours_by_weekday(rung.hours, told), strict=True)
    by_day = [{"day": day, "hours": share} for day, share in pairs if share]
    return {"hours": rung.hours, "load_percent": rung.load_percent, "by_day": by_day}


def work_page(told: WorkSet, steps: Iterable[Dated], book: WorkBook, today: date) -> Iterator[str]:
    """The page, line by line. It holds hours and load, and nothing about health."""
    first, *later = steps
    yield "PROPOSAL: WAY BACK TO NORMAL WORK HOURS"
    yield f"Made on {_day(today)} with backcoach"
    yield ""
    yield book.line(NOTICE_LINE)
    yield book.line(PRIVATE_LINE)
    yield ""
    yield f"Normal hours: {told.normal_hours:g} a week on {told.days} {'day' if told.days == 1 else 'days'}"
    yield f"Hours when this was begun: {told.present_hours:g} a week"
    yield f"Load means: {book.load(told.load).words}"
    yield ""
    yield "STEPS"
    yield f"- Since {_day(first.from_on)}: {_rung(first.rung, told)}"
    for one in later:
        yield f"- Not before {_day(one.from_on)}: {_rung(one.rung, told)}"
    yield "The days are an example. Days and hours can be shared out in another way."
    yield f"Each next step only if {book.limits.good_percent} of 100 work days of the step before went well."
    yield ""
    yield "TO TALK ABOUT"
    yield from (f"- {one.text}" for one in book.discuss)
    yield ""
    yield "WHEN TO ASK FOR HELP"
    yield from (
        f"- Hours below {one.below_percent} % from day {one.from_day} on: {one.next}" for one in book.checks
    )
    yield ""
    yield "WHAT OTHERS PRINTED AS AN EXAMPLE"
    for example in book.examples:
        yield f"- {example.name}: {'; '.join(example.weeks)} ({', '.join(example.sources)})"
    yield ""
    yield "GOOD TO KNOW"
    yield from (f"- {one.text} ({', '.join(one.sources)})" for one in book.facts)


def _rung(rung: WorkRung, told: WorkSet) -> str:
    hours = f"{rung.hours:g} hours a week ({week_words(rung.hours, told)})"
    return f"{hours}; load {rung.load_percent} % of the usual time"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
