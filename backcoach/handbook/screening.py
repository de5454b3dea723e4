"""Reading the screening content: questions, sets, rules, prompts, daily gates and messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from backcoach.coach.conditions import AllOf, Condition, Count
from backcoach.coach.interview import Interview
from backcoach.coach.screening import Question, Rule, ScreeningRules
from backcoach.handbook.conditions import Vocabulary, parse_condition, parse_count
from backcoach.handbook.content import ContentReader
from backcoach.handbook.rescreening import FILE as RESCREENING
from backcoach.handbook.rescreening import RescreeningFile
from backcoach.handbook.review import Review
from backcoach.handbook.screening_book import ScreeningBook, Signposts
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
    QuestionFile,
    RuleFile,
    SetsFile,
)
from backcoach.handbook.signposts import read_signposts
from backcoach.handbook.withholding import FILE as WITHHOLDING
from backcoach.handbook.withholding import WithholdingFile
from backcoach.shapes import Readers
from backcoach.values import Value

T = TypeVar("T")


def read_screening(reader: ContentReader) -> ScreeningBook | None:
    """Read and check all screening content; None after a fault, which the reader keeps.

    The shape of every file is looked at first, then the conditions in the words the files give them, then
    what they say together: one fault is not told as many.
    """
    before = len(reader.faults)
    shapes = _read(reader, {Condition: lambda _: AllOf(())})
    if shapes is None:
        return None
    words = _vocabulary(reader, shapes)
    files = _read(reader, {Condition: partial(parse_condition, words=words)})
    if files is None or len(reader.faults) > before:
        return None
    signposts = read_signposts(reader, words, files.derived.derived)
    if signposts is None:
        return None
    book = files.book(signposts)
    check_screening(reader, book)
    return book if len(reader.faults) == before else None


class _Files(Value):
    """All screening files, each decoded."""

    questions: tuple[QuestionFile, ...]
    rules: tuple[RuleFile, ...]
    sets: SetsFile
    gates: PlanGateFile
    derived: DerivedFile
    prompts: PromptFile
    daily: DailyFile
    rescreening: RescreeningFile
    messages: MessageFile
    withholding: WithholdingFile

    @property
    def all_questions(self) -> tuple[Question, ...]:
        return tuple(one for file in self.questions for one in file.question)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        return tuple(one for file in self.rules for one in file.rule)

    @property
    def reviews(self) -> tuple[Review, ...]:
        many = [file.review for file in self.questions] + [file.review for file in self.rules]
        single = (
            self.sets,
            self.gates,
            self.derived,
            self.prompts,
            self.daily,
            self.rescreening,
            self.messages,
            self.withholding,
        )
        return (*many, *(file.review for file in single))

    def book(self, signposts: Signposts) -> ScreeningBook:
        questions = {one.id: one for one in self.all_questions}
        return ScreeningBook(
            ScreeningRules(questions, self.all_rules, self.gates.plan_gate),
            Interview(self.prompts.prompt, self.prompts.follow_up),
            self.daily.gate,
            self.rescreening.rules(self.all_rules),
            self.derived.derived,
            self.messages.message,
            self.messages.crisis_first,
            self.messages.unasked_why,
            self.withholding.part,
            self.withholding.tag,
            (*self.reviews, *signposts.reviews),
            signposts,
        )


def _read(reader: ContentReader, readers: Readers) -> _Files | None:
    """Every file, its conditions read by `readers`; None after any fault."""
    before = len(reader.faults)
    questions = _each(reader, QUESTIONS, QuestionFile, readers)
    rules = _each(reader, RULES, RuleFile, readers)
    sets = reader.one(SETS, SetsFile)
    gates = reader.one(SCOPE, PlanGateFile, readers)
    derived = reader.one(DERIVED, DerivedFile, readers)
    prompts = reader.one(PROMPTS, PromptFile)
    daily = reader.one(DAILY, DailyFile)
    rescreening = reader.one(RESCREENING, RescreeningFile)
    messages = reader.one(MESSAGES, MessageFile, readers)
    withholding = reader.one(WITHHOLDING, WithholdingFile, readers)
    if (
        not (sets and gates and derived and prompts and daily and rescreening and messages and withholding)
        or len(reader.faults) > before
    ):
        return None
    files = _Files(questions, rules, sets, gates, derived, prompts, daily, rescreening, messages, withholding)
    reader.unique(QUESTIONS, [one.id for one in files.all_questions])
    reader.unique(RULES, [one.id for one in files.all_rules])
    return files if len(reader.faults) == before else None


def _each(reader: ContentReader, pattern: str, kind: type[T], readers: Readers) -> tuple[T, ...]:
    names = sorted(path.relative_to(reader.root).as_posix() for path in reader.root.glob(pattern))
    if not names:
        reader.fault(pattern, "", "no file found")
    read = (reader.one(name, kind, readers) for name in names)
    return tuple(file for file in read if file is not None)


def _vocabulary(reader: ContentReader, files: _Files) -> Vocabulary:
    """The ids of all questions, and the sets, conditions and counts that have a name."""
    ids = frozenset(one.id for one in files.all_questions)
    for name, members in files.sets.sets.items():
        for unknown in sorted(set(members) - ids):
            reader.fault(SETS, f"sets.{name}", f"unknown question {unknown!r}")
    conditions: dict[str, Condition] = {}
    counts: dict[str, Count] = {}
    words = Vocabulary(ids, files.sets.sets, conditions, counts)
    for name, text in files.sets.conditions.items():
        if condition := _parsed(reader, f"conditions.{name}", parse_condition, text, words):
            conditions[name] = condition
    for name, text in files.sets.counts.items():
        if count := _parsed(reader, f"counts.{name}", parse_count, text, words):
            counts[name] = count
    return words


def _parsed(
    reader: ContentReader,
    where: str,
    parse: Callable[[str, Vocabulary], T],
    text: str,
    words: Vocabulary,
) -> T | None:
    try:
        return parse(text, words)
    except ValueError as error:
        reader.fault(SETS, where, str(error))
        return None
