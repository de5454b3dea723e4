"""The record as tables for a spreadsheet: one line for one fact, planned and actual times side by side.

They hold what counts now; `entries` lists every entry ever recorded, also what was corrected or voided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from backcoach.coach.activity_record import SheetFilled
from backcoach.coach.done import Session
from backcoach.coach.record import SCALES, STOPPED, Assessed, CheckIn, Screened
from backcoach.coach.values import Answer
from backcoach.coach.week import WeekPlan
from backcoach.flows.desk import Desk
from backcoach.flows.tables_measured import goals, goals_told, measures, review_lines
from backcoach.flows.tables_medicine import doses_left_out, doses_planned, doses_taken, prescribed_taken
from backcoach.flows.tables_when import WHEN, Row, reasons_text, when
from backcoach.values import Value


class Table(Value):
    """One table: its name, the heads of its columns, and how its rows are found."""

    name: str
    heads: tuple[str, ...]
    rows: Callable[[Desk], Iterator[Row]]


def _check_ins(desk: Desk) -> Iterator[Row]:
    for entry in desk.journal.each(CheckIn):
        body = entry.body
        said = (getattr(body, name) for name in SCALES)
        settled = body.settled.value if body.settled else None
        reach = body.leg_reach.value if body.leg_reach else None
        yield (
            *when(entry),
            body.is_recalled,
            *said,
            body.is_flare,
            settled,
            reach,
            body.missed_for,
            body.is_imported,
            body.steps,
            body.note,
        )


def _done(desk: Desk) -> Iterator[Row]:
    for entry in desk.journal.each(CheckIn):
        for done in entry.body.done or ():
            yield (*when(entry), "check_in", done.item, done.amount, _unit(desk, done.item))
    for session in desk.journal.each(Session):
        body = session.body
        yield (*when(session), "session", body.item, body.amount, _unit(desk, body.item))


def _sessions(desk: Desk) -> Iterator[Row]:
    for entry in desk.journal.each(Session):
        body = entry.body
        pains = (body.before, body.peak, body.morning)
        yield (
            *when(entry),
            body.item,
            body.amount,
            _unit(desk, body.item),
            *pains,
            body.has_spread,
            body.part,
        )


def _week_items(desk: Desk) -> Iterator[Row]:
    for entry in desk.journal.each(WeekPlan):
        for item in entry.body.items:
            what = (item.id, item.kind.value, item.label, item.amount, item.unit.value, item.times_per_day)
            for day in item.days:
                yield (*when(entry), entry.body.number, day.isoformat(), *what)


def _screenings(desk: Desk) -> Iterator[Row]:
    for entry in desk.journal.each(Screened):
        body = entry.body
        because = (reasons_text(body.reasons), reasons_text(body.plan_reasons))
        yield (*when(entry), body.occasion, body.disposition.value, body.is_plan_allowed, *because)


def _screening_answers(desk: Desk) -> Iterator[Row]:
    for entry in desk.journal.each(Screened):
        for question, answer in entry.body.answers.items():
            if entry.body.occasion == STOPPED and answer is Answer.NO:
                continue  # of a sign reported alone: nobody was asked about the rest
            yield (*when(entry), question, answer.value, None)
        for question, number in entry.body.numbers.items():
            yield (*when(entry), question, None, number)


def _notes(desk: Desk) -> Iterator[Row]:
    for entry in desk.journal.each(CheckIn):
        if entry.body.note is not None:
            yield (*when(entry), "check_in", entry.body.note)
    for field in desk.journal.each(SheetFilled):
        yield (*when(field), field.body.field, field.body.text)
    for seen in desk.journal.each(Assessed):
        yield (*when(seen), "assessed", f"{seen.body.by}: {seen.body.told}")


def _entries(desk: Desk) -> Iterator[Row]:
    for line in desk.journal.whole().lines:
        told = (line.kind, line.at, line.zone, line.day_on, line.recorded_at)
        yield (line.id, *told, line.supersedes, line.content_digest, line.body)


def _unit(desk: Desk, item: str) -> str:
    return "minutes" if desk.book.activity.exercise(item) is None else "times"


_DOSE = ("medicine", "product", "mg", "tablets", "step", "is_optional")
_ITEM = ("item", "kind", "label", "amount", "unit", "times_per_day")
_CHECK_IN = (
    "is_recalled",
    *SCALES,
    "is_flare",
    "settled",
    "leg_reach",
    "missed_for",
    "is_imported",
    "steps",
    "note",
)
_REVIEW = ("week", "is_easy", "is_gentle", "overall", "confidence", "barriers", "swap", "were_gaps_harder")
_GOAL = (
    "number",
    "name",
    "ability",
    "cue",
    "action",
    "obstacle",
    "instead",
    "days",
    "times_a_week",
    "is_dropped",
)
_SCREENING = ("occasion", "disposition", "is_plan_allowed", "reasons", "plan_reasons")
_ENTRY = ("id", "kind", "at", "zone", "day_on", "recorded_at", "supersedes", "content_digest", "body")

TABLES = (
    Table("check_ins", (*WHEN, *_CHECK_IN), _check_ins),
    Table("done", (*WHEN, "told_in", "item", "amount", "unit"), _done),
    Table(
        "sessions",
        (*WHEN, "item", "amount", "unit", "before", "peak", "morning", "has_spread", "part"),
        _sessions,
    ),
    Table("week_plan_items", (*WHEN, "week", "planned_on", *_ITEM), _week_items),
    Table("reviews", (*WHEN, *_REVIEW), review_lines),
    Table(
        "doses_taken",
        (*WHEN, "planned_at", "medicine", "mg", "product", "is_against_advice"),
        doses_taken,
    ),
    Table(
        "doses_planned",
        ("course_id", "planned_at", "taken_at", "taken_mg", "is_left_out", *_DOSE),
        doses_planned,
    ),
    Table("doses_left_out", (*WHEN, "planned_at", "medicine"), doses_left_out),
    Table("prescribed_taken", (*WHEN, "prescribed", "units"), prescribed_taken),
    Table("screenings", (*WHEN, *_SCREENING), _screenings),
    Table("screening_answers", (*WHEN, "question", "answer", "number"), _screening_answers),
    Table("measures", (*WHEN, "measure", "of", "value", "unit"), measures),
    Table("goals", (*WHEN, *_GOAL), goals),
    Table("goals_told", (*WHEN, "goal", "did"), goals_told),
    Table("notes", (*WHEN, "about", "text"), _notes),
    Table("entries", _ENTRY, _entries),
)
"""All tables. A table or a column may be added; none is renamed or given another meaning."""
