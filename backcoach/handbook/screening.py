"""Reading the screening content: questions, sets, rules, prompts, daily gates and messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from backcoach.coach.conditions import Condition, Count
from backcoach.coach.daily import DailyGate
from backcoach.coach.interview import STALE_AFTER_HOURS, Interview, Option, Prompt, PromptKind
from backcoach.coach.screening import Kind, PlanGate, Question, Rule, ScreeningRules
from backcoach.coach.values import Answer, Disposition
from backcoach.handbook.conditions import Vocabulary, parse_condition, parse_count
from backcoach.handbook.content import ContentReader
from backcoach.handbook.messages import Message, Tag, WithheldPart
from backcoach.handbook.review import Review

T = TypeVar("T")

FOLDER = "screening"
SETS = f"{FOLDER}/sets.toml"
SCOPE = f"{FOLDER}/plan_gates.toml"
PROMPTS = f"{FOLDER}/prompts.toml"
DAILY = f"{FOLDER}/daily.toml"
MESSAGES = f"{FOLDER}/dispositions.toml"


@dataclass(frozen=True, slots=True)
class ScreeningBook:
    """Everything about screening: what it asks, decides and says, and whether anybody has checked it."""

    rules: ScreeningRules
    interview: Interview
    gates: tuple[DailyGate, ...]
    messages: tuple[Message, ...]
    parts: tuple[WithheldPart, ...]
    tags: tuple[Tag, ...]
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class _QuestionRow:
    id: str
    group: str
    text: str
    kind: Kind
    asked: str
    sources: tuple[str, ...]
    suspected: str = ""
    confidence: str = ""
    short: str = ""
    help: str | None = None
    self_check: str | None = None
    asked_while: str | None = None
    outdated_if: Answer | None = None
    alone_yes: Disposition | None = None
    alone_not_sure: Disposition | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    unknown_counts_as: float | None = None
    unknown_counts_for_plan: float | None = None


@dataclass(frozen=True, slots=True)
class _QuestionFile:
    review: Review
    question: tuple[_QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class _SetsFile:
    review: Review
    sets: dict[str, tuple[str, ...]]
    conditions: dict[str, str]
    counts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _RuleRow:
    id: str
    level: Disposition
    when: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _RuleFile:
    review: Review
    rule: tuple[_RuleRow, ...]


@dataclass(frozen=True, slots=True)
class _PlanGateRow:
    id: str
    when: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PlanGateFile:
    review: Review
    plan_gate: tuple[_PlanGateRow, ...]


@dataclass(frozen=True, slots=True)
class _PromptRow:
    id: str
    kind: PromptKind
    questions: tuple[str, ...]
    stem: str | None = None
    reason: str | None = None
    fresh_hours: int = STALE_AFTER_HOURS
    option: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class _PromptFile:
    review: Review
    prompt: tuple[_PromptRow, ...]
    follow_up: tuple[_PromptRow, ...]


@dataclass(frozen=True, slots=True)
class _DailyFile:
    review: Review
    gate: tuple[DailyGate, ...]


@dataclass(frozen=True, slots=True)
class _TagRow:
    id: str
    label: str
    when: str
    withhold: tuple[str, ...]
    sources: tuple[str, ...]
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class _MessageFile:
    review: Review
    message: tuple[Message, ...]
    part: tuple[WithheldPart, ...]
    tag: tuple[_TagRow, ...]


def read_screening(reader: ContentReader) -> ScreeningBook | None:
    """Read and check all screening content; None after a fault, which the reader keeps."""
    questions = _files(reader, "questions_*.toml", _QuestionFile)
    rules = _files(reader, "rules_*.toml", _RuleFile)
    sets = reader.one(SETS, _SetsFile)
    gates = reader.one(SCOPE, _PlanGateFile)
    prompts = reader.one(PROMPTS, _PromptFile)
    daily = reader.one(DAILY, _DailyFile)
    messages = reader.one(MESSAGES, _MessageFile)
    if not (questions and rules and sets and gates and prompts and daily and messages):
        return None
    words = _vocabulary(reader, questions, sets)
    screening_rules = ScreeningRules(
        _questions(reader, questions, words),
        _rules(reader, rules, words),
        _plan_gates(reader, gates, words),
    )
    book = ScreeningBook(
        screening_rules,
        Interview(tuple(map(_prompt, prompts.prompt)), tuple(map(_prompt, prompts.follow_up))),
        daily.gate,
        messages.message,
        messages.part,
        _tags(reader, messages, words),
        (
            *(file.review for _, file in questions),
            *(file.review for _, file in rules),
            *(one.review for one in (sets, gates, prompts, daily, messages)),
        ),
    )
    _check(reader, book)
    return book


def _files(reader: ContentReader, pattern: str, kind: type[T]) -> tuple[tuple[str, T], ...]:
    names = sorted(path.name for path in (reader.root / FOLDER).glob(pattern))
    if not names:
        reader.fault(f"{FOLDER}/{pattern}", "", "no file found")
    read = ((f"{FOLDER}/{name}", reader.one(f"{FOLDER}/{name}", kind)) for name in names)
    return tuple((name, file) for name, file in read if file is not None)


def _vocabulary(
    reader: ContentReader,
    files: tuple[tuple[str, _QuestionFile], ...],
    sets: _SetsFile,
) -> Vocabulary:
    ids = frozenset(row.id for _, file in files for row in file.question)
    for name, members in sets.sets.items():
        for unknown in sorted(set(members) - ids):
            reader.fault(SETS, f"sets.{name}", f"unknown question {unknown!r}")
    conditions: dict[str, Condition] = {}
    counts: dict[str, Count] = {}
    words = Vocabulary(ids, sets.sets, conditions, counts)
    for name, text in sets.conditions.items():
        if condition := _parsed(reader, SETS, f"conditions.{name}", parse_condition, text, words):
            conditions[name] = condition
    for name, text in sets.counts.items():
        if count := _parsed(reader, SETS, f"counts.{name}", parse_count, text, words):
            counts[name] = count
    return words


def _parsed(
    reader: ContentReader,
    file: str,
    where: str,
    parse: Callable[[str, Vocabulary], T],
    text: str,
    words: Vocabulary,
) -> T | None:
    try:
        return parse(text, words)
    except ValueError as error:
        reader.fault(file, where, str(error))
        return None


def _questions(
    reader: ContentReader,
    files: tuple[tuple[str, _QuestionFile], ...],
    words: Vocabulary,
) -> Mapping[str, Question]:
    found: dict[str, Question] = {}
    for name, file in files:
        for row in file.question:
            gate = None
            if row.asked_while is not None:
                gate = _parsed(reader, name, row.id, parse_condition, row.asked_while, words)
            if row.id in found:
                reader.fault(name, row.id, "this id stands more than once")
            values = {field: getattr(row, field) for field in _QuestionRow.__slots__}
            found[row.id] = Question(**(values | {"asked_while": gate}))
    return found


def _rules(
    reader: ContentReader,
    files: tuple[tuple[str, _RuleFile], ...],
    words: Vocabulary,
) -> tuple[Rule, ...]:
    rows = [(name, row) for name, file in files for row in file.rule]
    for name, _ in files:
        reader.unique(name, [row.id for _, row in rows])
    parsed = ((row, _parsed(reader, name, row.id, parse_condition, row.when, words)) for name, row in rows)
    return tuple(Rule(row.id, row.level, when, row.why, row.sources) for row, when in parsed if when)


def _plan_gates(reader: ContentReader, file: _PlanGateFile, words: Vocabulary) -> tuple[PlanGate, ...]:
    parsed = (
        (row, _parsed(reader, SCOPE, row.id, parse_condition, row.when, words)) for row in file.plan_gate
    )
    return tuple(PlanGate(row.id, when, row.why, row.sources) for row, when in parsed if when)


def _tags(reader: ContentReader, file: _MessageFile, words: Vocabulary) -> tuple[Tag, ...]:
    parsed = ((row, _parsed(reader, MESSAGES, row.id, parse_condition, row.when, words)) for row in file.tag)
    return tuple(
        Tag(row.id, row.label, when, row.withhold, row.sources, row.instead) for row, when in parsed if when
    )


def _prompt(row: _PromptRow) -> Prompt:
    return Prompt(row.id, row.kind, row.questions, row.stem, row.reason, row.fresh_hours, row.option)


def _check(reader: ContentReader, book: ScreeningBook) -> None:
    """Find what each file alone cannot show: questions nobody asks or uses, gates that go in circles."""
    questions = book.rules.questions
    asked = [one for prompt in book.interview.all_prompts() for one in prompt.questions]
    reader.unique(PROMPTS, asked)
    _known(reader, PROMPTS, asked, questions)
    for lost in sorted(set(questions) - set(asked)):
        reader.fault(PROMPTS, lost, "this question is in no prompt")
    for gate in book.gates:
        _known(reader, DAILY, [*gate.opens, *gate.covers], questions)
        for lost in sorted(set(gate.covers) - set(gate.opens)):
            reader.fault(DAILY, f"{gate.id}.covers", f"{lost!r} is not opened by this gate")
    for question in _in_circles(questions):
        reader.fault(FOLDER, question, "its gate depends on itself")
    for urgency in sorted({disposition.urgency for disposition in Disposition}):
        if not any(one.level == urgency and not one.only_for_rules for one in book.messages):
            reader.fault(MESSAGES, urgency, "no message for this disposition")
    rule_ids = {rule.id for rule in book.rules.rules}
    for message in book.messages:
        for unknown in sorted(set(message.only_for_rules) - rule_ids):
            reader.fault(MESSAGES, message.id, f"unknown rule {unknown!r}")


def _known(reader: ContentReader, file: str, ids: list[str], questions: Mapping[str, Question]) -> None:
    for unknown in sorted(set(ids) - set(questions)):
        reader.fault(file, unknown, "unknown question")


def _in_circles(questions: Mapping[str, Question]) -> list[str]:
    needs = {
        one.id: set(one.asked_while.reads()) & set(questions) for one in questions.values() if one.asked_while
    }
    while free := [one for one, others in needs.items() if not others & set(needs)]:
        for one in free:
            del needs[one]
    return sorted(needs)
