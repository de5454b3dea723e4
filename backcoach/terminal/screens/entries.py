"""One entry of the record in one line of plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from backcoach.coach.activity_record import (
    EasyDay,
    EpisodeClosed,
    FlareDeclared,
    FlareRepeated,
    Paused,
    QuotaWished,
    Resumed,
    ReviewHeld,
    SatFor,
    SheetFilled,
    Trial,
)
from backcoach.coach.calendar_record import CalendarExported
from backcoach.coach.done import Session
from backcoach.coach.goal_record import GoalSet, GoalTold
from backcoach.coach.measures import Measured
from backcoach.coach.medicine_record import ComfortsChosen
from backcoach.coach.options import OptionChosen
from backcoach.coach.person import Fitting, Profile
from backcoach.coach.record import (
    AnswerGiven,
    Assessed,
    CheckIn,
    LessonMuted,
    LessonShown,
    Screened,
    ScreeningDue,
    SittingEnded,
    Told,
)
from backcoach.coach.thoughts import ThoughtsChecked
from backcoach.coach.visit import VisitNoted
from backcoach.coach.week import WeekPlan
from backcoach.coach.work_record import WorkDone, WorkSet, WorkStep
from backcoach.flows.closing import MAY_CLOSE
from backcoach.flows.log import said
from backcoach.flows.meds_history import words_of
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.screens.logged import check_in_parts, done_text
from backcoach.terminal.words import date_text, score_text, with_dates

_PLAIN: Mapping[type, str] = {
    FlareDeclared: "a flare-up",
    FlareRepeated: "this step of the flare-up once more",
    EasyDay: "half of the day's plan",
    Resumed: "the plan goes on",
    EpisodeClosed: "the bout was closed",
    Profile: "what you told about yourself",
    SittingEnded: "questions answered to their end",
    Fitting: "what the plan is fitted to",
    ThoughtsChecked: "what you think and feel about the pain",
}


def entry_words(body: Any, book: Handbook) -> str:
    """What an entry tells. A note is in it as it was written: show it through `visible`."""
    if (about_medicine := words_of(body)) is not None:
        return with_dates(about_medicine)
    if type(body) in _PLAIN:
        return _PLAIN[type(body)]
    if isinstance(body, CheckIn):
        return _check_in(body, book)
    if isinstance(body, Session):
        return _session(body, book)
    if isinstance(body, Measured):
        return _measured(body, book)
    named = _named(body, book)
    tell = _SHORT.get(type(body))
    return named or (tell(body) if tell else type(body).__name__)


def _named(body: Any, book: Handbook) -> str:
    """What names a thing of the handbook; nothing for any other entry."""
    if isinstance(body, Trial | QuotaWished):
        done = done_text({"item": body.item, "amount": body.amount}, book)
        return f"{'a trial' if isinstance(body, Trial) else 'wish'}: {done}"
    if isinstance(body, ComfortsChosen):
        things = {one.id: one.name for one in book.without_pills.things}
        return f"without pills: {', '.join(things.get(one, one) for one in body.things) or 'nothing'}"
    if isinstance(body, ScreeningDue):
        events = {one.id: one.why for one in book.screening.rescreening.events}
        return f"safety questions due: {events.get(body.event, body.event.replace('_', ' '))}"
    if isinstance(body, OptionChosen):
        options = {one.id: one.name for one in book.options.options}
        return f"my choice: {options.get(body.option, body.option) if body.option else 'none'}"
    return ""


def _check_in(body: CheckIn, book: Handbook) -> str:
    fields = {name: value for name, value in said(body).items() if name != "note"}
    parts = list(check_in_parts(fields, book))
    parts += [f'note: "{body.note}"'] if body.note else []
    parts += [] if body.steps is None else [f"{body.steps} steps"]
    parts += ["from another program"] if body.is_imported else ["recalled"] if body.is_recalled else []
    return "check-in: " + (", ".join(parts) or "nothing yet")


def _session(body: Session, book: Handbook) -> str:
    done = done_text({"item": body.item, "amount": body.amount}, book)
    pains = [("before", body.before), ("at its worst", body.peak), ("next morning", body.morning)]
    told = [f"pain {when} {score_text(score)}" for when, score in pains if score is not None]
    part = [f"begun, {body.part} repeats"] if body.part else []
    return "session: " + ", ".join([done, *part, *told, *(["down the leg"] if body.has_spread else [])])


def _measured(body: Measured, book: Handbook) -> str:
    names = {one.id: one.name for one in book.measures.measures}
    numbers = ("-" if one is None else score_text(one) for one in body.values)
    return f"{names.get(body.measure, body.measure)}: {', '.join(numbers)}"


def _screened(body: Screened) -> str:
    return f"safety answers ({body.occasion}): {body.disposition.urgency.replace('_', ' ')}"


def _paused(body: Paused) -> str:
    return f"a pause ({body.why})" + (f" until {date_text(body.until_on)}" if body.until_on else "")


def _work(body: WorkDone) -> str:
    settled = f", settled: {body.settled.value.replace('_', ' ')}" if body.settled else ""
    return f"worked {body.hours:g} hours, {body.went.value}{settled}"


def _goal(body: GoalSet) -> str:
    if body.is_dropped:
        return f'goal {body.number} dropped: "{body.name}"'
    score = [] if body.ability is None else [f"{body.ability} of 10"]
    plan = [f"if {body.plan.cue}, then {body.plan.action}"] if body.plan.is_made else []
    return ", ".join([f'goal {body.number}: "{body.name}"', *score, *plan])


def _reviewed(body: ReviewHeld) -> str:
    one = body.said
    told = {"easy": one.is_easy, "small steps": one.is_gentle}
    parts = [f"{name}: {'yes' if value else 'no'}" for name, value in told.items() if value is not None]
    scores = {"against the start": one.overall, "how sure": one.confidence}
    parts += [f"{name} {value}" for name, value in scores.items() if value is not None]
    return ", ".join([f"look back at week {body.week}", *parts])


def _told(body: Told) -> str:
    """What was said once: that the bout may be over, or a milestone by its id, which `why` explains."""
    return "it was said that the bout may be over" if body.id == MAY_CLOSE else f"it was said: {body.id}"


_SHORT: Mapping[type, Callable[[Any], str]] = {
    Screened: _screened,
    Paused: _paused,
    WorkDone: _work,
    ReviewHeld: _reviewed,
    SatFor: lambda body: f"sat for {body.minutes} min",
    SheetFilled: lambda body: f'sheet for bad days, {body.field}: "{body.text}"',
    GoalSet: _goal,
    GoalTold: lambda body: f'goal "{body.goal}": {body.did.value.replace("_", " ")}',
    VisitNoted: lambda body: f'for a visit, {body.kind.value}: "{body.text}"',
    LessonMuted: lambda body: f"page {body.lesson} {'muted' if body.is_muted else 'offered again'}",
    CalendarExported: lambda body: f"a calendar was written, {len(body.events)} new or changed",
    LessonShown: lambda body: f"page {body.lesson} shown",
    WeekPlan: lambda body: f"week {body.number} was issued",
    WorkStep: lambda body: f"a step of work hours: {body.rung.hours:g} a week",
    WorkSet: lambda body: f"work: {body.present_hours:g} of {body.normal_hours:g} hours a week",
    Told: _told,
    Assessed: lambda body: f"looked at by {body.by}: {body.told}",
    AnswerGiven: lambda body: f"answer to {body.question}: {body.value}",
}
