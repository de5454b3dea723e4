"""Reading the screening content: questions, sets, rules, prompts, daily gates and messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from backcoach.coach.conditions import Condition, Count
from backcoach.coach.interview import Interview, Prompt
from backcoach.coach.screening import Derived, PlanGate, Question, Rule, ScreeningRules
from backcoach.handbook.conditions import Vocabulary, parse_condition, parse_count
from backcoach.handbook.content import ContentReader
from backcoach.handbook.messages import Tag
from backcoach.handbook.screening_checks import check_screening
from backcoach.handbook.screening_files import (
    DAILY,
    DERIVED,
    MESSAGES,
    PROMPTS,
    QUESTIONS,
    RULES,
    SCOPE,
    SETS,
    DailyFile,
    DerivedFile,
    MessageFile,
    PlanGateFile,
    PromptFile,
    PromptRow,
    QuestionFile,
    QuestionRow,
    RuleFile,
    ScreeningBook,
    SetsFile,
)

T = TypeVar("T")


def read_screening(reader: ContentReader) -> ScreeningBook | None:
    """Read and check all screening content; None after a fault, which the reader keeps.

    Files are checked against each other only when each alone is sound: one fault is not told as many.
    """
    before = len(reader.faults)
    questions = _files(reader, QUESTIONS, QuestionFile)
    rules = _files(reader, RULES, RuleFile)
    sets = reader.one(SETS, SetsFile)
    gates = reader.one(SCOPE, PlanGateFile)
    derived = reader.one(DERIVED, DerivedFile)
    prompts = reader.one(PROMPTS, PromptFile)
    daily = reader.one(DAILY, DailyFile)
    messages = reader.one(MESSAGES, MessageFile)
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
        check_screening(reader, book)
    return None if len(reader.faults) > before else book


def _files(reader: ContentReader, pattern: str, kind: type[T]) -> tuple[tuple[str, T], ...]:
    names = sorted(path.relative_to(reader.root).as_posix() for path in reader.root.glob(pattern))
    if not names:
        reader.fault(pattern, "", "no file found")
    read = ((name, reader.one(name, kind)) for name in names)
    return tuple((name, file) for name, file in read if file is not None)


def _vocabulary(
    reader: ContentReader,
    files: tuple[tuple[str, QuestionFile], ...],
    sets: SetsFile,
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
    files: tuple[tuple[str, QuestionFile], ...],
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
            values = {field: getattr(row, field) for field in QuestionRow.__slots__}
            found[row.id] = Question(**(values | {"asked_while": gate}))
    return found


def _rules(
    reader: ContentReader,
    files: tuple[tuple[str, RuleFile], ...],
    words: Vocabulary,
) -> tuple[Rule, ...]:
    rows = [(name, row) for name, file in files for row in file.rule]
    reader.unique(RULES, [row.id for _, row in rows])
    parsed = ((row, _parsed(reader, name, row.id, parse_condition, row.when, words)) for name, row in rows)
    return tuple(Rule(row.id, row.level, when, row.why, row.sources) for row, when in parsed if when)


def _plan_gates(reader: ContentReader, file: PlanGateFile, words: Vocabulary) -> tuple[PlanGate, ...]:
    parsed = (
        (row, _parsed(reader, SCOPE, row.id, parse_condition, row.when, words)) for row in file.plan_gate
    )
    return tuple(PlanGate(row.id, when, row.why, row.sources) for row, when in parsed if when)


def _derived(reader: ContentReader, file: DerivedFile, words: Vocabulary) -> tuple[Derived, ...]:
    parsed = (
        (row, _parsed(reader, DERIVED, row.modifier, parse_condition, row.when, words))
        for row in file.derived
    )
    return tuple(Derived(row.modifier, when, row.sources) for row, when in parsed if when)


def _tags(reader: ContentReader, file: MessageFile, words: Vocabulary) -> tuple[Tag, ...]:
    parsed = ((row, _parsed(reader, MESSAGES, row.id, parse_condition, row.when, words)) for row in file.tag)
    return tuple(
        Tag(row.id, row.label, when, row.withhold, row.sources, row.instead) for row, when in parsed if when
    )


def _prompt(row: PromptRow) -> Prompt:
    return Prompt(row.id, row.kind, row.questions, row.stem, row.reason, row.fresh_hours, row.option)
