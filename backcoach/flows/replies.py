"""Replies as plain data, the same in an answers file and in the record, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from backcoach.coach.screening import Kind, Question, Reply
from backcoach.coach.values import Answer

ANSWERS = {answer.value: answer for answer in Answer}
_YES_NO_UNSURE = "yes, no or not_sure"


def read_reply(question: Question, plain: object) -> Reply:
    """The reply to a screening question. Raises `ValueError` with what is wanted."""
    if question.kind is Kind.ANSWER:
        return read_answer(plain)
    if plain == Answer.NOT_SURE.value:
        return Answer.NOT_SURE
    low, high = question.minimum or 0, question.maximum or 0
    if isinstance(plain, bool) or not isinstance(plain, int | float) or not low <= plain <= high:
        raise ValueError(f"a number from {low:g} to {high:g}, or not_sure")
    return float(plain)


def read_answer(plain: object) -> Answer:
    """Yes, no or not sure. Raises `ValueError` with what is wanted."""
    if not isinstance(plain, str) or plain not in ANSWERS:
        raise ValueError(_YES_NO_UNSURE)
    return ANSWERS[plain]


def write_reply(reply: Reply) -> str | float:
    """The reply as plain data."""
    return reply.value if isinstance(reply, Answer) else reply


def take_each(
    answers: Mapping[str, object],
    known: Container[str],
    take: Callable[[str, object], None],
    kind: str = "question",
) -> list[str]:
    """Hand every answer of a file to `take`; a line for each that is not known, or not what is wanted.

    `take` raises `ValueError` with what is wanted.
    """
    faults = []
    for name, plain in answers.items():
        if name not in known:
            faults.append(f"{name}: unknown {kind}")
            continue
        try:
            take(name, plain)
        except ValueError as error:
            faults.append(f"{name}: must be {error}")
    return faults
