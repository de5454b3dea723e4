"""The commented answers file of an ordinary, made-up person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from backcoach.coach.intake import IntakeKind, IntakeQuestion
from backcoach.coach.interview import Ask
from backcoach.coach.medicines import Prompt
from backcoach.flows.replied import Conclude, Finish, Replied, next_step
from backcoach.handbook.handbook import Handbook

HEAD = """\
# Answers for `backcoach start --answers FILE`: an ordinary, made-up person.
# yes, no or not_sure; a number where one is asked for. A question that is left out is refused, never assumed.
# All questions with their types: backcoach start --questions --json
"""


def example_file(book: Handbook) -> str:
    """The file, with every question that this person would be asked, in the order of asking."""
    return HEAD + "".join(_lines(book))


def _lines(book: Handbook) -> Iterator[str]:
    replied = Replied()
    is_concluded = False
    while not isinstance(step := next_step(replied, book, is_concluded=is_concluded), Finish):
        if isinstance(step, Conclude):
            is_concluded = True
            yield "\n# The safety questions are done. Now the plan.\n"
            continue
        for question, text in _asked(step, book):
            plain = book.example.get(question, "no")
            replied.take(question, plain, book)
            yield f"\n# {text}\n{question} = {_toml(plain)}\n"


def _asked(step: Any, book: Handbook) -> list[tuple[str, str]]:
    match step:
        case Ask():
            return [(question.id, question.text) for question in step.questions]
        case IntakeQuestion():
            ids = ", ".join(choice.id for choice in step.choice)
            wanted = f"yes, a_bit, no or not_sure for each: {ids}" if step.kind is IntakeKind.EACH else ids
            return [(step.id, f"{step.text} ({wanted})" if ids else step.text)]
        case Prompt():
            texts = {one.id: one.question for one in book.medicine.conditions}
            return [(item, texts.get(item, step.stem)) for item in step.items]
    raise AssertionError(step)


def _toml(plain: Any) -> str:
    if isinstance(plain, dict):
        return "{ " + ", ".join(f"{key} = {_toml(value)}" for key, value in plain.items()) + " }"
    return json.dumps(plain, ensure_ascii=False)
