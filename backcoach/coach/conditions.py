"""Conditions of rules as data: trees that hold, do not hold, or cannot be told yet.

Truth has three values. While an interview is under way an unanswered question makes a condition
undecided (None) unless the answers so far already settle it. So an interview may stop early exactly when
nothing that is still unasked could change the matter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Protocol

from backcoach.coach.values import Answer
from backcoach.values import Value

Truth = bool | None
Evidence = tuple[str, str]


class Facts(Protocol):
    """What conditions are asked about."""

    def answer(self, question: str) -> Answer | None:
        """The answer as it counts; None while it is not known."""

    def number(self, name: str) -> float | None:
        """The number as it counts; None while not asked, NaN when the person does not know it."""


class Condition(Protocol):
    """Something that holds or does not hold for given facts."""

    def holds(self, facts: Facts) -> Truth:
        """Whether it holds; None when the facts do not settle it yet."""

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """The (name, value) pairs that make it hold; nothing where it does not hold."""

    def reads(self) -> Iterator[str]:
        """The ids of all questions it looks at."""


class Count(Protocol):
    """A whole number known only within bounds while answers are missing."""

    def bounds(self, facts: Facts) -> tuple[float, float]:
        """The least and the greatest value the facts allow; NaN where the person does not know."""

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """The (name, value) pairs that are counted."""

    def reads(self) -> Iterator[str]:
        """The ids of all questions it looks at."""


class Is(Value):
    """The answer to one question is one of `answers`."""

    question: str
    answers: frozenset[Answer]

    def holds(self, facts: Facts) -> Truth:
        """Undecided while the question has no answer."""
        answer = facts.answer(self.question)
        return None if answer is None else answer in self.answers

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """The answer itself."""
        answer = facts.answer(self.question)
        if answer is not None and answer in self.answers:
            yield self.question, answer.value

    def reads(self) -> Iterator[str]:
        """The one question."""
        yield self.question


class Not(Value):
    """The other way round."""

    part: Condition

    def holds(self, facts: Facts) -> Truth:
        """Undecided where its part is."""
        truth = self.part.holds(facts)
        return None if truth is None else not truth

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """What the part looked at, since its not holding is what counts."""
        if self.holds(facts):
            for question in self.part.reads():
                answer = facts.answer(question)
                if facts.number(question) is not None:
                    yield from Number(question).evidence(facts)
                elif answer is not None:
                    yield question, answer.value

    def reads(self) -> Iterator[str]:
        """As its part."""
        yield from self.part.reads()


class AllOf(Value):
    """Every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> Truth:
        """False as soon as one part fails; undecided while one part is."""
        truths = [part.holds(facts) for part in self.parts]
        if False in truths:
            return False
        return None if None in truths else True

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """The evidence of all parts."""
        if self.holds(facts):
            for part in self.parts:
                yield from part.evidence(facts)

    def reads(self) -> Iterator[str]:
        """As its parts."""
        for part in self.parts:
            yield from part.reads()


class AnyOf(Value):
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> Truth:
        """True as soon as one part holds; undecided while one part is."""
        truths = [part.holds(facts) for part in self.parts]
        if True in truths:
            return True
        return None if None in truths else False

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """The evidence of every part that holds."""
        for part in self.parts:
            if part.holds(facts):
                yield from part.evidence(facts)

    def reads(self) -> Iterator[str]:
        """As its parts."""
        for part in self.parts:
            yield from part.reads()


class AtLeast(Value):
    """A count reaches `limit`. Where the person does not know the number, it does."""

    count: Count
    limit: int

    def holds(self, facts: Facts) -> Truth:
        """Undecided while the bounds of the count lie on both sides of the limit."""
        low, high = self.count.bounds(facts)
        if math.isnan(low) or low >= self.limit:
            return True
        return False if high < self.limit else None

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """What was counted."""
        if self.holds(facts):
            yield from self.count.evidence(facts)

    def reads(self) -> Iterator[str]:
        """As its count."""
        yield from self.count.reads()


class Below(Value):
    """A count stays under `limit`. Where the person does not know the number, it does."""

    count: Count
    limit: int

    def holds(self, facts: Facts) -> Truth:
        """Undecided while the bounds of the count lie on both sides of the limit."""
        low, high = self.count.bounds(facts)
        if math.isnan(low) or high < self.limit:
            return True
        return False if low >= self.limit else None

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """What was counted."""
        if self.holds(facts):
            yield from self.count.evidence(facts)

    def reads(self) -> Iterator[str]:
        """As its count."""
        yield from self.count.reads()


class CountOf(Value):
    """How many of the questions have one of the answers."""

    questions: tuple[str, ...]
    answers: frozenset[Answer]

    def bounds(self, facts: Facts) -> tuple[float, float]:
        """Every unanswered question widens the bounds by one."""
        given = [facts.answer(question) for question in self.questions]
        sure = sum(answer in self.answers for answer in given if answer is not None)
        return sure, sure + given.count(None)

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """The questions that count."""
        for question in self.questions:
            yield from Is(question, self.answers).evidence(facts)

    def reads(self) -> Iterator[str]:
        """All the questions."""
        yield from self.questions


class Number(Value):
    """A number the person was asked for, such as the age in years."""

    name: str

    def bounds(self, facts: Facts) -> tuple[float, float]:
        """Anything while it is not asked."""
        number = facts.number(self.name)
        return (-math.inf, math.inf) if number is None else (number, number)

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """The number."""
        number = facts.number(self.name)
        if number is not None:
            yield self.name, f"{number:g}"

    def reads(self) -> Iterator[str]:
        """The one question."""
        yield self.name


class OneIf(Value):
    """One where the condition holds, else nothing."""

    condition: Condition

    def bounds(self, facts: Facts) -> tuple[float, float]:
        """Nought to one while undecided."""
        truth = self.condition.holds(facts)
        return (0, 1) if truth is None else (int(truth), int(truth))

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """As its condition."""
        yield from self.condition.evidence(facts)

    def reads(self) -> Iterator[str]:
        """As its condition."""
        yield from self.condition.reads()


class Sum(Value):
    """Counts added up."""

    parts: tuple[Count, ...]

    def bounds(self, facts: Facts) -> tuple[float, float]:
        """The bounds of the parts, added up."""
        pairs = [part.bounds(facts) for part in self.parts]
        return sum(low for low, _ in pairs), sum(high for _, high in pairs)

    def evidence(self, facts: Facts) -> Iterator[Evidence]:
        """As its parts."""
        for part in self.parts:
            yield from part.evidence(facts)

    def reads(self) -> Iterator[str]:
        """As its parts."""
        for part in self.parts:
            yield from part.reads()
