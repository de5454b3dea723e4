"""The section of a report about warning signs: what was asked and said, when, and what was not asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from backcoach.coach.record import DAILY, OVERDOSE, REVIEW, STOPPED, AnswerGiven, Assessed, Entry, Screened
from backcoach.coach.report import Block, ReportLine, ReportTable
from backcoach.coach.screening import Kind, Question, Replies
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.card import ORDINARY
from backcoach.flows.daily import why_stale
from backcoach.flows.report_frame import Frame, counted, day, own_line
from backcoach.flows.report_words import as_told, disposition_words
from backcoach.flows.screening import SAID, facts_of
from backcoach.handbook.visit import NOT_RULED_OUT
from backcoach.journal.looking_up import Among, Said
from backcoach.values import Value

MOST_LOOKED_AT = 5
"""So many of the last words of clinicians stand here, whatever day it tells from."""

UNSURE = " (not sure, or not answered)"
NOT_CALLED_FOR = ", as no other answer called for them or the asking ended before"


class _Answers(Value):
    """The questions of one full screening by what became of each."""

    yes: tuple[Question, ...]
    not_sure: tuple[Question, ...]
    no: tuple[Question, ...]
    unasked: tuple[Question, ...]

    @property
    def positive(self) -> tuple[tuple[Answer, tuple[Question, ...]], ...]:
        """What was not answered with a plain no."""
        return (Answer.YES, self.yes), (Answer.NOT_SURE, self.not_sure)


def signs(frame: Frame) -> Iterator[Block]:
    """The newest full screening, what was told since, and what stands; a no rules nothing out."""
    desk, book = frame.desk, frame.desk.book.visit
    stands = desk.standing()
    words = disposition_words(stands.disposition, is_plan_allowed=stands.is_plan_allowed)
    yield ReportLine(words, "Stands now", is_key=True)
    if stands.is_stale:
        yield ReportLine(as_told([why_stale(desk, stands)]), "Not up to date", is_key=True)
    full = desk.journal.last(Screened, Among.FULL)
    if full is None:
        yield ReportLine("never all answered", "Safety questions")
    else:
        yield from _full(frame, full)
    yield from _since(frame, full)
    for one in desk.journal.entries(Assessed)[-MOST_LOOKED_AT:]:
        yield own_line(frame, one.body.told, f"Looked at by {one.body.by} ({day(one.day_on)})")
    yield ReportLine(book.line(NOT_RULED_OUT), is_key=True)


def yes_signs(frame: Frame) -> list[str]:
    """The signs that the newest full screening has a yes to, and that a result holds that still stands.

    First come those that nobody was sure of, and that such a result rests on all the same.
    """
    full = frame.desk.journal.last(Screened, Among.FULL)
    before: Replies = facts_of(full.body, frame.desk.book).replies if full else {}
    found = _sorted_out(frame, full) if full else None
    told = [_name(one) + UNSURE for one in found.not_sure if one.id in _weighed(frame)] if found else []
    told += [_name(one) for one in found.yes] if found else []
    told += [sign for one in frame.desk.standing().grave for sign in _new_signs(frame, one.body, before)]
    return list(dict.fromkeys(told))


def _weighed(frame: Frame) -> set[str]:
    """The questions that were answered with not sure, and that a result rests on that still stands."""
    reasons = (reason for one in frame.desk.standing().grave for reason in one.body.reasons)
    return {name for reason in reasons for name, value in reason.inputs if value == Answer.NOT_SURE.value}


def told_of(frame: Frame, names: Iterable[str]) -> str:
    """What the newest full screening says of some questions; nothing where none of them was asked."""
    full = frame.desk.journal.last(Screened, Among.FULL)
    if full is None:
        return ""
    found, wanted = _sorted_out(frame, full), set(names)
    said = (("Yes", found.yes), ("Not sure", found.not_sure), ("No", found.no))
    parts = [(head, _shorts(one for one in those if one.id in wanted)) for head, those in said]
    return " ".join(f"{head}: {words}." for head, words in parts if words)


def _full(frame: Frame, full: Entry[Screened]) -> Iterator[Block]:
    told, on = _told_since(frame, full), day(full.day_on)
    found = _without(_sorted_out(frame, full), told)
    said = {answer: [_name(one) for one in those] for answer, those in found.positive}
    for one, answer, day_on in told.values():
        said[answer].append(f"{_name(one)} ({day(day_on)})")
    yield ReportLine("; ".join(said[Answer.YES]) or "none", f"Yes ({on})", is_key=True)
    label = "Not sure" if _told(frame, full.body) else "Not sure, or not answered"
    yield ReportLine("; ".join(said[Answer.NOT_SURE]) or "none", f"{label} ({on})", is_key=True)
    if found.no and frame.is_visit:
        count = counted(len(found.no), "question")
        yield ReportLine(f"{count}: {_by_group(frame, found.no)}", f"Asked, no ({on})")
    elif found.no:
        yield _no_table(frame, found.no, on)
    if found.unasked:
        words = _by_group(frame, found.unasked) if frame.is_visit else _shorts(found.unasked)
        yield ReportLine(f"{len(found.unasked)}{NOT_CALLED_FOR}: {words}", "Not asked")


def _sorted_out(frame: Frame, full: Entry[Screened]) -> _Answers:
    """Every question by its answer. What is not known to have been asked is never among the noes."""
    book = frame.desk.book
    replies, told = facts_of(full.body, book).replies, _told(frame, full.body)
    questions = book.screening.rules.questions.values()
    ordinary = {name for name in ORDINARY if replies.get(name) is Answer.YES}
    asked = [one for one in questions if one.kind is Kind.ANSWER and one.id not in ordinary]
    found: dict[object, list[Question]] = {}
    for one in asked:
        reply = replies.get(one.id)
        is_unasked = reply is Answer.NOT_SURE and told is not None and one.id not in told
        found.setdefault(None if is_unasked else _turned(one, reply), []).append(one)
    return _Answers(*(tuple(found.get(key, ())) for key in (Answer.YES, Answer.NOT_SURE, Answer.NO, None)))


def _without(found: _Answers, told: Mapping[str, object]) -> _Answers:
    """The answers without the questions that were answered otherwise since."""
    kept = (
        tuple(one for one in those if one.id not in told)
        for those in (found.yes, found.not_sure, found.no, found.unasked)
    )
    return _Answers(*kept)


def _told_since(frame: Frame, full: Entry[Screened]) -> dict[str, tuple[Question, Answer, date]]:
    """The latest answer to each sign that was told after the full screening, or in a result that stands.

    A yes stays a yes, whatever nobody was sure of later.
    """
    known: Replies = facts_of(full.body, frame.desk.book).replies
    sure = {name for name, one in known.items() if one is Answer.YES}
    told: dict[str, tuple[Question, Answer, date]] = {}
    for entry in _beside(frame, full):
        for one, answer in _new_answers(frame, entry.body, known):
            if one.id not in sure:
                told[one.id] = one, answer, entry.day_on
            if answer is Answer.YES:
                sure.add(one.id)
    return told


def _turned(question: Question, reply: object) -> object:
    """The reply; a no where yes is the ordinary answer counts as a sign."""
    return Answer.YES if question.id in ORDINARY and reply is Answer.NO else reply


def _told(frame: Frame, body: Screened) -> frozenset[str] | None:
    """The questions that the person answered one by one in its sitting; None where that is not kept."""
    if not body.sitting:
        return None
    answers = frame.desk.journal.entries(AnswerGiven, said=(Said.SITTING, body.sitting))
    return frozenset(one.body.question for one in answers) or None


def _name(question: Question) -> str:
    if question.id in ORDINARY:
        return f"not: {question.short}"
    return question.short or question.text


def _shorts(questions: Iterable[Question]) -> str:
    return "; ".join(_name(one) for one in questions)


def _by_group(frame: Frame, questions: Iterable[Question]) -> str:
    counts = Counter(one.group for one in questions)
    groups = frame.desk.book.visit.groups
    return "; ".join(f"{one.title.lower()} ({counts[one.id]})" for one in groups if counts[one.id])


def _no_table(frame: Frame, questions: tuple[Question, ...], on: str) -> ReportTable:
    titles = {one.id: one.title for one in frame.desk.book.visit.groups}
    rows = tuple(
        (title, _shorts(those))
        for id_, title in titles.items()
        if (those := [one for one in questions if one.group == id_])
    )
    return ReportTable(f"Asked, and the answer was no ({on})", ("About", "Signs"), rows)


def _since(frame: Frame, full: Entry[Screened] | None) -> Iterator[Block]:
    """What was told after it, or in a result that still stands, and how often the short checks were done."""
    before: Replies = facts_of(full.body, frame.desk.book).replies if full else {}
    told: dict[str, list[date]] = {}
    for one in _beside(frame, full):
        for sign in _new_signs(frame, one.body, before):
            told.setdefault(sign, []).append(one.day_on)
    if told:
        words = "; ".join(f"{sign} ({_span(days)})" for sign, days in told.items())
        yield ReportLine(words, "At other times, yes or not sure", is_key=True)
    yield from _short_checks(_later(frame, full))


def _later(frame: Frame, full: Entry[Screened] | None) -> list[Entry[Screened]]:
    entries = frame.desk.history().in_order()
    return [one for one in entries if full is None or (one.at > full.at and one.id != full.id)]


def _beside(frame: Frame, full: Entry[Screened] | None) -> list[Entry[Screened]]:
    """The results that still stand from before the full screening, and all that came after it."""
    later, stands = _later(frame, full), frame.desk.standing()
    return [
        *(one for one in stands.grave if one not in later and (full is None or one.id != full.id)),
        *later,
    ]


def _span(days: list[date]) -> str:
    """One day, or the first and the last of several."""
    return " to ".join(dict.fromkeys((day(min(days)), day(max(days)))))


def _new_signs(frame: Frame, body: Screened, known: Replies) -> Iterator[str]:
    """What this result rests on that the full screening does not hold."""
    for one, answer in _new_answers(frame, body, known):
        yield _name(one) + (UNSURE if answer is Answer.NOT_SURE else "")
    gates = frame.desk.book.screening.gates
    yield from (gate.short for gate in gates if gate.id in body.gates and gate.short)


def _new_answers(frame: Frame, body: Screened, known: Replies) -> Iterator[tuple[Question, Answer]]:
    """The signs of it, each with its answer."""
    book = frame.desk.book
    questions = book.screening.rules.questions
    if body.occasion in (STOPPED, OVERDOSE):
        said = {name: value for reason in body.reasons for name, value in reason.inputs if value in SAID}
        found = {name: Answer(value) for name, value in said.items()}
    else:
        found = {name: one for name, one in facts_of(body, book).replies.items() if isinstance(one, Answer)}
    for name, answer in found.items():
        is_new = answer in POSITIVE and known.get(name) is not answer and name not in ORDINARY
        if is_new and name in questions:
            yield questions[name], answer


def _short_checks(later: list[Entry[Screened]]) -> Iterator[Block]:
    for occasion, label in ((DAILY, "Short daily check"), (REVIEW, "Weekly questions")):
        days = sorted({one.day_on for one in later if one.body.occasion == occasion})
        if days:
            yield ReportLine(f"since then on {counted(len(days), 'day')}, last on {day(days[-1])}", label)
