"""Reading the condition language of content, such as `Y(inf_fever) and nY(INF_RISK)>=1`.

    condition  = either { "and" either } joined by "or", with "not" and parentheses
    either     = Y(id) | N(id) | U(id) | YU(id) | NAME | count ">=" n | count "<" n
    count      = term { "+" term }
    term       = nY(ids) | nU(ids) | nYU(ids) | one_if(condition) | NAME | number

`ids` are question ids or names of sets. NAME is a named condition or count. Nothing is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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
from backcoach.values import Value, field

_TOKEN = re.compile(r"\s*(?:([A-Za-z_][A-Za-z_0-9]*)|(\d+)|(>=|<|[(),+]))")
_ANSWERS = {
    "Y": frozenset({Answer.YES}),
    "N": frozenset({Answer.NO}),
    "U": frozenset({Answer.NOT_SURE}),
    "YU": frozenset({Answer.YES, Answer.NOT_SURE}),
}
NUMBERS = {"age": "age_years", "weeks": "course_weeks", "onset_age": "onset_age"}


class Vocabulary(Value):
    """The names a condition may use."""

    questions: frozenset[str]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    counts: Mapping[str, Count] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=lambda: NUMBERS)


def parse_condition(text: str, words: Vocabulary) -> Condition:
    """The tree for `text`. Raises `ValueError` with what is wrong and where."""
    parser = _Parser(text, words)
    condition = parser.condition()
    parser.end()
    return condition


def parse_count(text: str, words: Vocabulary) -> Count:
    """The tree for a count such as `nY(IBP) + one_if(onset_age<40)`. Raises `ValueError`."""
    parser = _Parser(text, words)
    count = parser.count()
    parser.end()
    return count


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self._text = text
        self._words = words
        self._tokens = _tokens(text)
        self._next = 0

    def condition(self) -> Condition:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def count(self) -> Count:
        parts = [self._term()]
        while self._take("+"):
            parts.append(self._term())
        return parts[0] if len(parts) == 1 else Sum(tuple(parts))

    def end(self) -> None:
        if self._peek():
            raise self._wrong("expected the end")

    def _all(self) -> Condition:
        parts = [self._single()]
        while self._take("and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _single(self) -> Condition:
        if self._take("not"):
            return Not(self._single())
        if self._take("("):
            inner = self.condition()
            self._expect(")")
            return inner
        token = self._peek()
        if token in _ANSWERS:
            self._next += 1
            return Is(self._one_id(), _ANSWERS[token])
        if token in self._words.conditions:
            self._next += 1
            return self._words.conditions[token]
        return self._comparison()

    def _comparison(self) -> Condition:
        count = self.count()
        if self._take(">="):
            return AtLeast(count, self._whole_number())
        self._expect("<")
        return Below(count, self._whole_number())

    def _term(self) -> Count:
        token = self._pop()
        if token[:1] == "n" and token[1:] in _ANSWERS:
            return CountOf(self._ids(), _ANSWERS[token[1:]])
        if token == "one_if":  # noqa: S105 - a word of the language
            self._expect("(")
            inner = self.condition()
            self._expect(")")
            return OneIf(inner)
        if token in self._words.counts:
            return self._words.counts[token]
        if token in self._words.numbers:
            return Number(self._words.numbers[token])
        self._next -= 1
        raise self._wrong("unknown name")

    def _one_id(self) -> str:
        ids = self._ids()
        if len(ids) != 1:
            raise self._wrong("expected one question id before this")
        return ids[0]

    def _ids(self) -> tuple[str, ...]:
        self._expect("(")
        ids = list(self._id_or_set())
        while self._take(","):
            ids.extend(self._id_or_set())
        self._expect(")")
        return tuple(dict.fromkeys(ids))

    def _id_or_set(self) -> tuple[str, ...]:
        name = self._pop()
        if name in self._words.sets:
            return self._words.sets[name]
        if name in self._words.questions:
            return (name,)
        self._next -= 1
        raise self._wrong("unknown question or set")

    def _whole_number(self) -> int:
        token = self._pop()
        if not token.isdigit():
            self._next -= 1
            raise self._wrong("expected a whole number")
        return int(token)

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _pop(self) -> str:
        token = self._peek()
        self._next += 1
        return token

    def _take(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._next += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise self._wrong(f"expected {token!r}")

    def _wrong(self, problem: str) -> ValueError:
        found = self._peek() or "the end"
        return ValueError(f"{problem}, found {found!r} in the condition {self._text!r}")


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"cannot read {text[at:].strip()[:12]!r} in the condition {text!r}")
        tokens.append(match.group().strip())
        at = match.end()
    return tokens
