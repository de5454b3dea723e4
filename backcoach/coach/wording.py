"""Conditions in plain words: what must be answered how, for somebody who reads no code.

The words are complete and have one reading only: every question a condition looks at is named in quotation
marks, and what is nested becomes an outline with numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from backcoach.coach.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Below,
    Condition,
    Count,
    CountOf,
    Is,
    Not,
    Number,
    OneIf,
    Sum,
)
from backcoach.coach.values import Answer
from backcoach.values import Value

ANSWER_WORDS = {Answer.YES: "yes", Answer.NOT_SURE: "not sure", Answer.NO: "no"}
FEW = 2
"""So many parts stand side by side; more become a list or an outline."""


class Named(Protocol):
    """What has a name for people, and a number perhaps a unit: a question, or a figure of a bout."""

    @property
    def short(self) -> str:
        """The name."""

    @property
    def unit(self) -> str | None:
        """What the number is counted in."""


Questions = Mapping[str, Named]


class Words(Value):
    """A condition in words: one line, or a head with parts under it. `is_single` is one plain statement."""

    text: str
    parts: tuple[Words, ...] = ()
    is_single: bool = False

    def lines(self, number: str = "") -> Iterator[str]:
        """The outline line by line: the head, then each part with its number, such as `2.1`."""
        yield f"{number}. {self.text}" if number else self.text
        for place, part in enumerate(self.parts, start=1):
            yield from part.lines(f"{number}.{place}" if number else str(place))


def wording(condition: Condition, questions: Questions) -> Words:
    """The condition in words. Raises `TypeError` for a kind of condition that has none."""
    match condition:
        case Is(question, answers):
            return Words(f"{name_of(question, questions)}: {_either(answers)}", is_single=True)
        case Not(part):
            return _denied(part, questions)
        case AllOf(parts):
            return _joined(parts, questions, is_all=True)
        case AnyOf(parts):
            return _joined(parts, questions, is_all=False)
        case AtLeast(count, limit):
            return _at_least(count, limit, questions)
        case Below(count, limit):
            return _below(count, limit, questions)
    raise TypeError(f"no words for {type(condition).__name__}")


def name_of(question: str, questions: Questions) -> str:
    """The short name of a question in quotation marks; its id where it has none."""
    known = questions.get(question)
    return f'"{known.short}"' if known and known.short else f'"{question}"'


def _denied(part: Condition, questions: Questions) -> Words:
    """A denial, moved inwards as far as it goes: "not all of these" is easily misread."""
    match part:
        case Is(question, answers):
            return wording(Is(question, frozenset(Answer) - answers), questions)
        case Not(inner):
            return wording(inner, questions)
        case AllOf(parts):
            return wording(AnyOf(tuple(Not(one) for one in parts)), questions)
        case AnyOf(parts):
            return wording(AllOf(tuple(Not(one) for one in parts)), questions)
    return Words("this does not hold:", (wording(part, questions),))


def _joined(parts: tuple[Condition, ...], questions: Questions, *, is_all: bool) -> Words:
    flat = tuple(dict.fromkeys(_flat(parts, AllOf if is_all else AnyOf)))
    words = tuple(wording(one, questions) for one in _listed(flat, is_all=is_all))
    if len(words) == 1:
        return words[0]
    if len(words) <= FEW and all(one.is_single for one in words):
        return Words(f", {'and' if is_all else 'or'} ".join(one.text for one in words))
    return Words("all of these hold:" if is_all else "one or more of these hold:", words)


def _flat(parts: tuple[Condition, ...], kind: type[AllOf | AnyOf]) -> Iterator[Condition]:
    """The parts, with those of a part of the same kind in its place."""
    for part in parts:
        if isinstance(part, kind):
            yield from _flat(part.parts, kind)
        else:
            yield part


def _listed(parts: tuple[Condition, ...], *, is_all: bool) -> Iterator[Condition]:
    """The parts, with one count in place of many questions that want the same answer."""
    same: dict[frozenset[Answer], tuple[str, ...]] = {}
    for part in parts:
        if isinstance(part, Is):
            same[part.answers] = (*same.get(part.answers, ()), part.question)
    for part in parts:
        if not isinstance(part, Is) or len(same[part.answers]) <= FEW:
            yield part
        elif part.question == same[part.answers][0]:
            many = same[part.answers]
            yield AtLeast(CountOf(many, part.answers), len(many) if is_all else 1)


def _at_least(count: Count, limit: int, questions: Questions) -> Words:
    match count:
        case Number(name):
            return Words(
                f"{name_of(name, questions)}: {limit}{_unit(name, questions)} or more", is_single=True
            )
        case CountOf((question,), answers):
            return wording(Is(question, answers), questions)
        case CountOf(names, answers):
            amount = f"at least {limit}" if limit < len(names) else "all"
            return _list(amount, names, answers, questions)
    return Words(f"at least {limit} of these hold:", tuple(_counted(count, questions)))


def _below(count: Count, limit: int, questions: Questions) -> Words:
    match count:
        case Number(name):
            return Words(f"{name_of(name, questions)}: under {limit}{_unit(name, questions)}", is_single=True)
        case CountOf(names, answers):
            return _list(f"fewer than {limit}" if limit > 1 else "none", names, answers, questions)
    return Words(f"fewer than {limit} of these hold:", tuple(_counted(count, questions)))


def _list(amount: str, names: tuple[str, ...], answers: frozenset[Answer], questions: Questions) -> Words:
    listed = ", ".join(name_of(one, questions) for one in names)
    verb = "is" if amount == "at least 1" else "are"
    return Words(f"{amount} of these {verb} {_either(answers)}: {listed}")


def _counted(count: Count, questions: Questions) -> Iterator[Words]:
    """Everything that adds one to a count. Raises `TypeError` for what adds any other number."""
    match count:
        case CountOf(names, answers):
            yield from (wording(Is(one, answers), questions) for one in names)
        case OneIf(condition):
            yield wording(condition, questions)
        case Sum(parts):
            for part in parts:
                yield from _counted(part, questions)
        case _:
            raise TypeError(f"no words for {type(count).__name__} in a count")


def _either(answers: frozenset[Answer]) -> str:
    return " or ".join(words for answer, words in ANSWER_WORDS.items() if answer in answers)


def _unit(name: str, questions: Questions) -> str:
    known = questions.get(name)
    return f" {known.unit}" if known and known.unit else ""
