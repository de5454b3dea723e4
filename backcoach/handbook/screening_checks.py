"""What each screening file alone cannot show: what nobody asks, names nothing, or goes in circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcoach.coach.conditions import Condition
from backcoach.coach.daily import CIRCUMSTANCES
from backcoach.coach.screening import Kind, Question, Rule
from backcoach.coach.values import Disposition
from backcoach.handbook.content import ContentReader
from backcoach.handbook.rescreening import check_rescreening
from backcoach.handbook.screening_book import ScreeningBook
from backcoach.handbook.screening_files import (
    DAILY,
    MESSAGES,
    PROMPTS,
    QUESTIONS,
    RULES,
    SCOPE,
)
from backcoach.handbook.withholding import check_withholding


def check_screening(reader: ContentReader, book: ScreeningBook) -> None:
    """Find what each file alone cannot show: questions nobody asks or uses, gates that go in circles."""
    _check_ids(reader, book)
    _check_questions(reader, book.rules.questions)
    _check_prompts(reader, book)
    _check_gates(reader, book)
    check_rescreening(reader, book.rescreening, dict(book.rules.questions), book.gates)
    _check_rules(reader, book)
    _check_messages(reader, book)
    check_withholding(reader, book.parts, book.tags)


def _check_ids(reader: ContentReader, book: ScreeningBook) -> None:
    reader.unique(SCOPE, [gate.id for gate in book.rules.plan_gates])
    reader.unique(PROMPTS, [prompt.id for prompt in book.interview.all_prompts()])
    reader.unique(DAILY, [gate.id for gate in book.gates])
    reader.unique(MESSAGES, [one.id for one in book.messages])


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
        for lost in sorted({*gate.texts, *gate.sets} - set(gate.opens)):
            reader.fault(
                DAILY, gate.id, f"{lost!r} has words or an answer here and is not opened by this gate"
            )
        if gate.only_while not in (None, *CIRCUMSTANCES):
            reader.fault(DAILY, gate.id, f"only_while must be one of {', '.join(CIRCUMSTANCES)}")


def _check_rules(reader: ContentReader, book: ScreeningBook) -> None:
    """Find rules that contradict each other: the same condition must lead to one level.

    Where they all held the most urgent one would count; which of them was meant nobody could tell.
    """
    first: dict[Condition, Rule] = {}
    for rule in book.rules.rules:
        other = first.setdefault(rule.when, rule)
        if other.level is not rule.level:
            fault = f"holds whenever {other.id} does, and says {rule.level.value}, not {other.level.value}"
            reader.fault(RULES, rule.id, fault)


def _check_messages(reader: ContentReader, book: ScreeningBook) -> None:
    urgencies = {disposition.urgency for disposition in Disposition}
    for urgency in sorted(urgencies):
        if not any(one.level == urgency and one.is_for_everybody for one in book.messages):
            reader.fault(MESSAGES, urgency, "no message for this disposition")
    levels = {rule.id: rule.level.urgency for rule in book.rules.rules}
    gates = {gate.id for gate in book.rules.plan_gates}
    for message in book.messages:
        _known(reader, MESSAGES, list(message.says), book.rules.questions)
        for gate_id in sorted(set(message.only_for_gates) - gates):
            reader.fault(MESSAGES, message.id, f"unknown plan gate {gate_id!r}")
        if message.level not in urgencies:
            reader.fault(MESSAGES, message.id, f"unknown level {message.level!r}")
        for rule_id in message.only_for_rules:
            if rule_id not in levels:
                reader.fault(MESSAGES, message.id, f"unknown rule {rule_id!r}")
            elif message.level in urgencies and levels[rule_id] != message.level:
                fault = f"{rule_id} leads to {levels[rule_id]}, so this message is never shown for it"
                reader.fault(MESSAGES, message.id, fault)


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
