"""Explaining anything by its id: the rule in words, what it looked at, its sources, who has checked it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from backcoach.coach.course import Course
from backcoach.coach.limits import Medicine
from backcoach.coach.record import MedicineChecked, Screened, Told
from backcoach.coach.values import Reason
from backcoach.coach.week import WeekPlan
from backcoach.coach.wording import Questions, wording
from backcoach.coach.work_record import WorkStep
from backcoach.flows.by_name import near
from backcoach.flows.desk import OTHER_REGION, Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.explain import Verdict, said, verdicts
from backcoach.flows.figures import FIGURES, figure_words
from backcoach.flows.glossary import GATE, RULE, Entry, glossary
from backcoach.flows.packs import hidden_words, not_planned_words
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.sources import Source
from backcoach.values import Value


class Explanation(Value):
    """What an id stands for.

    `inputs` are those of the person's last decision that names it, if any did, and `looked_at` the same in
    words; `is_draft` is whether something with that id stands in content that no clinician has checked.
    `when` is its condition in words,
    if it has one; `verdicts` say of a screening rule or gate how it came out in the screenings that count.
    """

    id: str
    kind: str
    words: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...]
    decided: str | None
    sources: tuple[Source, ...]
    is_draft: bool
    when: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    looked_at: tuple[str, ...] = ()


NAMED_KINDS = ("exercise", "activity")


def explain(id_: str, book: Handbook, desk: Desk | None = None) -> Explanation:
    """What an id, or the name of an exercise or activity, stands for. Raises `BadInput` with near ids."""
    entries: dict[str, Entry] = {}
    for one in glossary(book):
        entries[one.id.lower()] = _joined(entries.get(one.id.lower()), one)
    entry = entries.get(id_.strip().lower()) or _named(id_, entries.values())
    if entry is None:
        alike = near(id_.strip().lower(), {name: one.id for name, one in entries.items()})
        hint = f"Did you mean: {', '.join(alike)}?" if alike else ""
        raise BadInput(f"There is nothing called {id_!r}.", hint or "The ids stand in: backcoach plan --json")
    reason, decided = _last_reason(entry.id, desk)
    inputs = reason.inputs if reason else ()
    return Explanation(
        entry.id,
        entry.kind,
        (*entry.words, *_in_packs(entry.id, book, desk)),
        inputs,
        decided,
        tuple(book.sources[source] for source in entry.sources),
        entry.id.lower() in book.drafts,
        tuple(wording(entry.when, book.screening.names).lines()) if entry.when else (),
        verdicts(entry.id, desk) if desk and {RULE, GATE} & set(entry.kind.split(", ")) else (),
        tuple(_in_words(pair, entries, book.screening.names) for pair in inputs),
    )


def _in_words(pair: tuple[str, str], entries: Mapping[str, Entry], names: Questions) -> str:
    """What a decision looked at; an exercise, a question or a figure by its name, with its unit."""
    name, value = pair
    titled = entries.get(value)
    if titled is not None and titled.kind in NAMED_KINDS:
        value = titled.words[0]
    known = names.get(name)
    if name in FIGURES or known is None or not known.short:
        return figure_words(name, value)
    unit = f" {known.unit}" if known.unit and value[-1:].isdigit() else ""
    return said((name, value), names) + unit


def _in_packs(id_: str, book: Handbook, desk: Desk | None) -> Iterable[str]:
    """Of a medicine: why it is not planned where the person is, and in which packs there it hides.

    Without a record, and where the region is not known, those of all regions.
    """
    medicine = next((one for one in Medicine if one.value == id_), None)
    code = desk.region_code() if desk else OTHER_REGION
    region = None if code == OTHER_REGION else code
    if medicine is not None:
        yield from not_planned_words(medicine, book, region)
        yield from hidden_words(medicine, book, region)


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
    words = first.words + second.words
    return Entry(first.id, f"{first.kind}, {second.kind}", words, sources, first.when or second.when)


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
    step = desk.journal.latest(WorkStep)
    for told in reversed(desk.journal.entries(Told)):
        yield f"record, as it was said on {told.day_on}", told.body.reasons
    if screened:
        both = screened.body.reasons + screened.body.plan_reasons
        yield f"safety answers of {screened.day_on}", both
    if week:
        yield f"plan of week {week.body.number}", week.body.reasons
    if step:
        yield f"work step from {step.body.starts_on}", step.body.reasons
    if checked:
        yield f"medicine answers of {checked.day_on}", checked.body.reasons
    if course:
        yield f"course from {course.body.started_on}", course.body.reasons
