"""The section of a report about what the program decided, and why: the newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from backcoach.coach.activity_record import EpisodeClosed
from backcoach.coach.course import Course
from backcoach.coach.medicine_record import CourseEnded, MedicineClosed
from backcoach.coach.medicines import Clearance
from backcoach.coach.record import DoseTaken, Entry, MedicineChecked, Screened
from backcoach.coach.report import Block, ReportLine
from backcoach.coach.values import Reason
from backcoach.coach.week import WeekPlan
from backcoach.coach.work_record import WorkStep
from backcoach.flows.figures import figure_words
from backcoach.flows.meds_history import words_of
from backcoach.flows.report_frame import Frame, counted, day, listed
from backcoach.flows.report_medicine import medicine_name, rule_words
from backcoach.flows.report_words import VERDICTS, as_told, disposition_words
from backcoach.flows.screening import advice
from backcoach.values import Value

MOST_VISIT, MOST_SELF, MOST_REASONS = 4, 60, 2


class _Decided(Value):
    """What was decided on a day, and the reasons, the deciding one first."""

    day_on: date
    what: str
    why: tuple[str, ...] = ()


def decided(frame: Frame) -> Iterator[Block]:
    """Where the safety answers sent the person, what became of the plan, and doses against advice."""
    found = [one for kind, tell in _TELLERS.items() for one in _told(frame, kind, tell)]
    newest = [one for _, one in sorted(found, key=lambda pair: pair[0], reverse=True)]
    most = MOST_VISIT if frame.is_visit else MOST_SELF
    for one in newest[:most]:
        why = as_told(one.why[:MOST_REASONS])
        yield ReportLine(f"{one.what}. {why}" if why else one.what, day(one.day_on))
    if len(newest) > most:
        yield ReportLine(counted(len(newest) - most, "older decision"), "Not shown")
    if not newest:
        yield ReportLine("nothing", "Decided")


def _told(
    frame: Frame, kind: type[Any], tell: Callable[[Frame, Entry[Any]], _Decided | None]
) -> Iterator[tuple[tuple[Any, int], _Decided]]:
    for entry in frame.entries(kind):
        told = tell(frame, entry)
        if told is not None:
            yield (entry.at, entry.place), told


def _screened(frame: Frame, entry: Entry[Screened]) -> _Decided | None:
    """Every full screening, and of the short ones those that found something."""
    body = entry.body
    is_clean = body.disposition.allows_plan and body.is_plan_allowed
    if not body.is_full and is_clean:
        return None
    shown = advice(body, None, frame.desk.book)
    words = disposition_words(body.disposition, is_plan_allowed=body.is_plan_allowed)
    closed = body.plan_reasons if body.disposition.allows_plan else ()
    return _Decided(entry.day_on, f"Safety questions: {words}", _whys((*shown.top_reasons, *closed)))


def _week(frame: Frame, entry: Entry[WeekPlan]) -> _Decided:
    body, book = entry.body, frame.desk.book.activity
    known = {one.id: one for one in book.review_rules}
    if body.outcome is None or body.outcome not in known:
        return _Decided(entry.day_on, f"Week {body.number} of the plan", _whys(body.reasons[:1]))
    rule = known[body.outcome]
    why = [one for one in body.reasons if one.rule == rule.id]
    figures = listed(figure_words(*figure) for one in why for figure in one.inputs)
    words = () if figures and frame.is_visit else _whys(why)
    because = (f"Looked at: {figures}.",) if figures else ()
    return _Decided(entry.day_on, f"Week {body.number} of the plan: {rule.label}", (*because, *words))


def _checked(frame: Frame, entry: Entry[MedicineChecked]) -> _Decided:
    body = entry.body
    what = f"Questions about {medicine_name(frame, body.wanted)}: {VERDICTS[body.verdict]}"
    return _Decided(entry.day_on, what, _whys(body.reasons))


def _course(frame: Frame, entry: Entry[Course]) -> _Decided:
    body = entry.body
    span = f"{day(body.started_on)} to {day(body.stop_on)}"
    done = "changed" if body.change else "planned"
    what = f"Course {done}: {medicine_name(frame, body.medicine)}, {span}"
    return _Decided(entry.day_on, what, _whys(body.reasons))


def _ended(frame: Frame, entry: Entry[CourseEnded]) -> _Decided:
    what = f"Course of {medicine_name(frame, entry.body.medicine)} ended"
    return _Decided(entry.day_on, what, (rule_words(frame, entry.body.why),))


def _shut(frame: Frame, entry: Entry[MedicineClosed]) -> _Decided:
    return _Decided(entry.day_on, "The medicine part was closed", (rule_words(frame, entry.body.why),))


def _cleared(frame: Frame, entry: Entry[Clearance]) -> _Decided:
    body = entry.body
    what = f"Yes to {medicine_name(frame, body.medicine)} from {body.who} ({body.role}), {day(body.on)}"
    return _Decided(entry.day_on, what)


def _dose(_: Frame, entry: Entry[DoseTaken]) -> _Decided | None:
    return _Decided(entry.day_on, _first_up(words_of(entry.body))) if entry.body.is_against_advice else None


def _work(_: Frame, entry: Entry[WorkStep]) -> _Decided:
    return _Decided(entry.day_on, f"Work: {entry.body.rung.hours:g} hours a week", _whys(entry.body.reasons))


def _closed(_: Frame, entry: Entry[EpisodeClosed]) -> _Decided:
    return _Decided(entry.day_on, "The bout was closed by the person")


def _whys(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.why for one in reasons))


def _first_up(words: str | None) -> str:
    text = words or ""
    return text[:1].upper() + text[1:]


_TELLERS: dict[type[Any], Callable[[Frame, Entry[Any]], _Decided | None]] = {
    Screened: _screened,
    WeekPlan: _week,
    MedicineChecked: _checked,
    Course: _course,
    CourseEnded: _ended,
    MedicineClosed: _shut,
    Clearance: _cleared,
    DoseTaken: _dose,
    WorkStep: _work,
    EpisodeClosed: _closed,
}
