"""Reading the screening content: questions, sets, rules, prompts, daily gates and messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from backcoach.coach.conditions import Condition, Count
from backcoach.coach.daily import CIRCUMSTANCES, DailyGate
from backcoach.coach.interview import STALE_AFTER_HOURS, Interview, Option, Prompt, PromptKind
from backcoach.coach.screening import Derived, Kind, PlanGate, Question, Rule, ScreeningRules
from backcoach.coach.values import Answer, Disposition
from backcoach.handbook.conditions import Vocabulary, parse_condition, parse_count
from backcoach.handbook.content import ContentReader
from backcoach.handbook.messages import Message, Tag, WithheldPart
from backcoach.handbook.review import Review

T = TypeVar("T")

FOLDER = "screening"
QUESTIONS = f"{FOLDER}/questions_*.toml"
RULES = f"{FOLDER}/rules_*.toml"
SETS = f"{FOLDER}/sets.toml"
SCOPE = f"{FOLDER}/plan_gates.toml"
DERIVED = f"{FOLDER}/derived.toml"
PROMPTS = f"{FOLDER}/prompts.toml"
DAILY = f"{FOLDER}/daily.toml"
MESSAGES = f"{FOLDER}/dispositions.toml"


@dataclass(frozen=True, slots=True)
class ScreeningBook:
    """Everything about screening: what it asks, decides and says, and whether anybody has checked it."""

    rules: ScreeningRules
    interview: Interview
    gates: tuple[DailyGate, ...]
    derived: tuple[Derived, ...]
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
class _DerivedRow:
    modifier: str
    when: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _DerivedFile:
    review: Review
    derived: tuple[_DerivedRow, ...]


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
    """Read and check all screening content; None after a fault, which the reader keeps.

    Files are checked against each other only when each alone is sound: one fault is not told as many.
    """
    before = len(reader.faults)
    questions = _files(reader, QUESTIONS, _QuestionFile)
    rules = _files(reader, RULES, _RuleFile)
    sets = reader.one(SETS, _SetsFile)
    gates = reader.one(SCOPE, _PlanGateFile)
    derived = reader.one(DERIVED, _DerivedFile)
    prompts = reader.one(PROMPTS, _PromptFile)
    daily = reader.one(DAILY, _DailyFile)
    messages = reader.one(MESSAGES, _MessageFile)
    if not (questions and rules and sets and gates and derived and prompts and daily and messages):
        return None
    if len(reader.faults) > before:
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
        _derived(reader, derived, words),
        messages.message,
        messages.part,
        _tags(reader, messages, words),
        (
            *(file.review for _, file in questions),
            *(file.review for _, file in rules),
            *(one.review for one in (sets, gates, derived, prompts, daily, messages)),
        ),
    )
    if len(reader.faults) == before:
        _check(reader, book)
    return None if len(reader.faults) > before else book


def _files(reader: ContentReader, pattern: str, kind: type[T]) -> tuple[tuple[str, T], ...]:
    names = sorted(path.relative_to(reader.root).as_posix() for path in reader.root.glob(pattern))
    if not names:
        reader.fault(pattern, "", "no file found")
    read = ((name, reader.one(name, kind)) for name in names)
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
    reader.unique(RULES, [row.id for _, row in rows])
    parsed = ((row, _parsed(reader, name, row.id, parse_condition, row.when, words)) for name, row in rows)
    return tuple(Rule(row.id, row.level, when, row.why, row.sources) for row, when in parsed if when)


def _plan_gates(reader: ContentReader, file: _PlanGateFile, words: Vocabulary) -> tuple[PlanGate, ...]:
    parsed = (
        (row, _parsed(reader, SCOPE, row.id, parse_condition, row.when, words)) for row in file.plan_gate
    )
    return tuple(PlanGate(row.id, when, row.why, row.sources) for row, when in parsed if when)


def _derived(reader: ContentReader, file: _DerivedFile, words: Vocabulary) -> tuple[Derived, ...]:
    parsed = (
        (row, _parsed(reader, DERIVED, row.modifier, parse_condition, row.when, words))
        for row in file.derived
    )
    return tuple(Derived(row.modifier, when, row.sources) for row, when in parsed if when)


def _tags(reader: ContentReader, file: _MessageFile, words: Vocabulary) -> tuple[Tag, ...]:
    parsed = ((row, _parsed(reader, MESSAGES, row.id, parse_condition, row.when, words)) for row in file.tag)
    return tuple(
        Tag(row.id, row.label, when, row.withhold, row.sources, row.instead) for row, when in parsed if when
    )


def _prompt(row: _PromptRow) -> Prompt:
    return Prompt(row.id, row.kind, row.questions, row.stem, row.reason, row.fresh_hours, row.option)


def _check(reader: ContentReader, book: ScreeningBook) -> None:
    """Find what each file alone cannot show: questions nobody asks or uses, gates that go in circles."""
    _check_ids(reader, book)
    _check_questions(reader, book.rules.questions)
    _check_prompts(reader, book)
    _check_gates(reader, book)
    _check_messages(reader, book)


def _check_ids(reader: ContentReader, book: ScreeningBook) -> None:
    reader.unique(SCOPE, [gate.id for gate in book.rules.plan_gates])
    reader.unique(PROMPTS, [prompt.id for prompt in book.interview.all_prompts()])
    reader.unique(DAILY, [gate.id for gate in book.gates])
    for ids in (
        [one.id for one in book.messages],
        [one.id for one in book.parts],
        [one.id for one in book.tags],
    ):
        reader.unique(MESSAGES, ids)


def _check_questions(reader: ContentReader, questions: Mapping[str, Question]) -> None:
    for circle in _in_circles(questions):
        reader.fault(QUESTIONS, circle, "its gate depends on itself")
    for one in questions.values():
        if one.kind is Kind.NUMBER and None in (one.unknown_counts_as, one.unknown_counts_for_plan):
            reader.fault(QUESTIONS, one.id, "a number needs unknown_counts_as and unknown_counts_for_plan")


def _check_prompts(reader: ContentReader, book: ScreeningBook) -> None:
    prompts = tuple(book.interview.all_prompts())
    asked = [one for prompt in prompts for one in prompt.questions]
    reader.unique(PROMPTS, asked)
    _known(reader, PROMPTS, asked, book.rules.questions)
    for lost in sorted(set(book.rules.questions) - set(asked)):
        reader.fault(PROMPTS, lost, "this question is in no prompt")
    for prompt in prompts:
        answered = {one for option in prompt.options for one in option.answers}
        for other in sorted(answered - set(prompt.questions)):
            reader.fault(PROMPTS, prompt.id, f"an option answers {other!r}, which this prompt does not ask")


def _check_gates(reader: ContentReader, book: ScreeningBook) -> None:
    for gate in book.gates:
        _known(reader, DAILY, [*gate.opens, *gate.covers], book.rules.questions)
        for lost in sorted(set(gate.covers) - set(gate.opens)):
            reader.fault(DAILY, f"{gate.id}.covers", f"{lost!r} is not opened by this gate")
        if gate.only_while not in (None, *CIRCUMSTANCES):
            reader.fault(DAILY, gate.id, f"only_while must be one of {', '.join(CIRCUMSTANCES)}")


def _check_messages(reader: ContentReader, book: ScreeningBook) -> None:
    urgencies = {disposition.urgency for disposition in Disposition}
    for urgency in sorted(urgencies):
        if not any(one.level == urgency and not one.only_for_rules for one in book.messages):
            reader.fault(MESSAGES, urgency, "no message for this disposition")
    rule_ids = {rule.id for rule in book.rules.rules}
    for message in book.messages:
        if message.level not in urgencies:
            reader.fault(MESSAGES, message.id, f"unknown level {message.level!r}")
        for unknown in sorted(set(message.only_for_rules) - rule_ids):
            reader.fault(MESSAGES, message.id, f"unknown rule {unknown!r}")


def _known(reader: ContentReader, file: str, ids: list[str], questions: Mapping[str, Question]) -> None:
    for unknown in sorted(set(ids) - set(questions)):
        reader.fault(file, unknown, "unknown question")


def _in_circles(questions: Mapping[str, Question]) -> Iterator[str]:
    """The questions whose gate looks, directly or by way of other gates, at the question itself."""
    needs = {one.id: set(one.asked_while.reads()) for one in questions.values() if one.asked_while}
    for one in needs:
        reached: set[str] = set()
        while more := set().union(*(needs.get(name, ()) for name in (one, *reached))) - reached:
            reached |= more
        if one in reached:
            yield one
