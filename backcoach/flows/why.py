"""Explaining anything by its id: the rule in words, what it looked at, its sources, who has checked it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backcoach.coach.course import Course
from backcoach.coach.medicines import MedicineInfo, StopAction
from backcoach.coach.record import MedicineChecked, Screened
from backcoach.coach.values import Reason
from backcoach.coach.week import WeekPlan
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.sources import Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be asked about."""

    id: str
    kind: str
    words: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an id stands for.

    `inputs` are those of the person's last decision that names it, if any did; `is_draft` is whether
    something with that id stands in content that no clinician has checked.
    """

    id: str
    kind: str
    words: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...]
    decided: str | None
    sources: tuple[Source, ...]
    is_draft: bool


NAMED_KINDS = ("exercise", "activity")


def explain(id_: str, book: Handbook, desk: Desk | None = None) -> Explanation:
    """What an id, or the name of an exercise or activity, stands for. Raises `BadInput` with near ids."""
    entries: dict[str, Entry] = {}
    for one in glossary(book):
        entries[one.id.lower()] = _joined(entries.get(one.id.lower()), one)
    entry = entries.get(id_.strip().lower()) or _named(id_, entries.values())
    if entry is None:
        near = difflib.get_close_matches(id_.strip().lower(), entries, n=4, cutoff=0.5)
        hint = f"Did you mean: {', '.join(entries[one].id for one in near)}?" if near else ""
        raise BadInput(f"There is nothing called {id_!r}.", hint or "The ids stand in: backcoach plan --json")
    reason, decided = _last_reason(entry.id, desk)
    return Explanation(
        entry.id,
        entry.kind,
        entry.words,
        reason.inputs if reason else (),
        decided,
        tuple(book.sources[source] for source in entry.sources),
        entry.id.lower() in book.drafts,
    )


def _named(name: str, entries: Iterable[Entry]) -> Entry | None:
    """The exercise or activity of that name, as it stands in a plan; None unless there is exactly one."""
    wanted = name.strip().lower()
    found = [one for one in entries if one.kind in NAMED_KINDS and one.words[0].lower() == wanted]
    return found[0] if len(found) == 1 else None


def _joined(first: Entry | None, second: Entry) -> Entry:
    """Both in one, where two things have the same id."""
    if first is None:
        return second
    sources = tuple(dict.fromkeys(first.sources + second.sources))
    return Entry(first.id, f"{first.kind}, {second.kind}", first.words + second.words, sources)


def glossary(book: Handbook) -> Iterator[Entry]:
    """Everything with an id."""
    yield from _screening(book)
    yield from _medicine(book)
    yield from _activity(book)
    for source in book.sources.values():
        yield Entry(source.id, "source", (source.title, source.where, f"seen: {source.seen}"), ())


def _screening(book: Handbook) -> Iterator[Entry]:
    for rule in book.screening.rules.rules:
        yield Entry(rule.id, "screening rule", (rule.why, f"level: {rule.level.value}"), rule.sources)
    for gate in book.screening.rules.plan_gates:
        yield Entry(gate.id, "plan gate", (gate.why,), gate.sources)
    for question in book.screening.rules.questions.values():
        words = (question.text, *([f"asked because of: {question.suspected}"] if question.suspected else []))
        yield Entry(question.id, "screening question", words, question.sources)
    for daily in book.screening.gates:
        yield Entry(daily.id, "daily safety question", (daily.text,), daily.sources)


def _medicine(book: Handbook) -> Iterator[Entry]:
    for condition in book.medicine.conditions:
        yield Entry(condition.id, "medicine question", (condition.question, condition.why), condition.sources)
    for rule in book.medicine.rules:
        yield Entry(rule.id, "medicine rule", (rule.why, *rule.steps), rule.sources)
    for info in book.medicine.medicines:
        yield Entry(info.id.value, "medicine", tuple(_medicine_words(info)), info.sources)
    for region in book.regions:
        for product in region.products:
            yield Entry(product.id, "pack", (product.name,), product.sources)


STOP_WORDS = {
    StopAction.EMERGENCY: "get emergency help",
    StopAction.SAME_DAY: "stop, and see a doctor today",
    StopAction.DOCTOR: "stop, and ask a doctor",
    StopAction.ASK: "ask a pharmacist",
}


def _medicine_words(info: MedicineInfo) -> Iterator[str]:
    yield info.name
    yield from info.expect
    yield from (one for one in (info.take_with, info.stop_today, info.step_2, info.ask) if one)
    yield from info.side_effects
    for sign in info.stop_signs:
        yield f"Stop sign: {sign.sign}. ({STOP_WORDS[sign.action]})"
    if info.hidden_in:
        yield f"Also hidden in: {', '.join(info.hidden_in)}"


def _activity(book: Handbook) -> Iterator[Entry]:
    activity = book.activity
    for rule in activity.plan_rules:
        yield Entry(rule.id, "plan rule", (rule.why,), rule.sources)
    for review in activity.review_rules:
        yield Entry(review.id, "review rule", (review.why, review.next), review.sources)
    for exercise in activity.exercises:
        yield Entry(
            exercise.id, "exercise", (exercise.name, exercise.purpose, *exercise.how), exercise.sources
        )
    for one in activity.types:
        yield Entry(one.id, "activity", (one.label, one.notes), one.sources)
    for modifier in activity.modifiers:
        yield Entry(modifier.id, "modifier", (modifier.label, modifier.why), modifier.sources)
    for worry in activity.worries:
        yield Entry(worry.id, "worry", (worry.label, worry.words), worry.sources)


def _last_reason(id_: str, desk: Desk | None) -> tuple[Reason | None, str | None]:
    """The reason in the person's newest decision that names the id, and what decision that was."""
    if desk is None:
        return None, None
    for decided, reasons in _decisions(desk):
        for reason in reasons:
            if reason.rule == id_ or ("item", id_) in reason.inputs:
                return reason, decided
    return None, None


def _decisions(desk: Desk) -> Iterable[tuple[str, tuple[Reason, ...]]]:
    screened = desk.journal.latest(Screened)
    week = desk.journal.latest(WeekPlan)
    checked = desk.journal.latest(MedicineChecked)
    course = desk.journal.latest(Course)
    if screened:
        both = screened.body.reasons + screened.body.plan_reasons
        yield f"safety answers of {screened.day_on}", both
    if week:
        yield f"plan of week {week.body.number}", week.body.reasons
    if checked:
        yield f"medicine answers of {checked.day_on}", checked.body.reasons
    if course:
        yield f"course from {course.body.started_on}", course.body.reasons
