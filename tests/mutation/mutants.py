"""Rules of screening with one thing wrong in each."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

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
from backcoach.coach.screening import PlanGate, Rule, ScreeningRules
from backcoach.coach.values import Answer, Disposition
from backcoach.handbook.faults import find_content

YES = frozenset({Answer.YES})
NOT_SURE = frozenset({Answer.NOT_SURE})
OTHER_ANSWERS = {
    YES: (YES | NOT_SURE,),
    NOT_SURE: (YES | NOT_SURE,),
    YES | NOT_SURE: (YES, NOT_SURE),
    frozenset({Answer.NO}): (frozenset({Answer.NO, Answer.NOT_SURE}),),
}
"""For the answers a condition asks for: one answer fewer, or one more."""

LETTERS = {Answer.YES: "Y", Answer.NO: "N", Answer.NOT_SURE: "U"}
SETS = {
    tuple(members): name
    for name, members in tomllib.loads((find_content() / "screening/sets.toml").read_text("utf-8"))[
        "sets"
    ].items()
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one rule or plan gate; `became` is None where it was taken out."""

    what: str
    original: Rule | PlanGate
    became: Rule | PlanGate | None

    @property
    def name(self) -> str:
        """The rule and the change."""
        return f"{self.original.id}: {self.what}"

    def applied(self, rules: ScreeningRules) -> ScreeningRules:
        """The rules with this change."""
        changed = (self._changed(rules.rules), self._changed(rules.plan_gates))
        return replace(rules, rules=changed[0], plan_gates=changed[1])

    def _changed(self, group: tuple[Any, ...]) -> tuple[Any, ...]:
        kept = (self.became if one is self.original else one for one in group)
        return tuple(one for one in kept if one is not None)


def removals(rules: ScreeningRules) -> Iterator[Mutant]:
    """Each rule and each plan gate taken out."""
    for one in _both(rules):
        yield Mutant("removed", one, None)


def swaps(rules: ScreeningRules) -> Iterator[Mutant]:
    """Each rule with every other level."""
    for one in rules.rules:
        for level in Disposition:
            if level is not one.level:
                yield Mutant(f"level {level.value}", one, replace(one, level=level))


def altered(rules: ScreeningRules) -> Iterator[Mutant]:
    """Each rule and each plan gate with one small change of its condition.

    Where the same words stand twice in a condition, the change of the second is marked with a 2.
    """
    for one in _both(rules):
        seen: Counter[str] = Counter()
        for what, when in variants(one.when):
            seen[what] += 1
            yield Mutant(what if seen[what] == 1 else f"{what} ({seen[what]})", one, replace(one, when=when))


def _both(rules: ScreeningRules) -> tuple[Rule | PlanGate, ...]:
    return (*rules.rules, *rules.plan_gates)


@singledispatch
def variants(node: Condition | Count) -> Iterator[tuple[str, Any]]:
    """What was changed, and the condition so changed: one change at a time, anywhere in the tree."""
    raise TypeError(type(node))


@variants.register
def _(node: Is) -> Iterator[tuple[str, Any]]:
    for answers in OTHER_ANSWERS[node.answers]:
        yield f"{text(node)} as {_letters(answers)}", replace(node, answers=answers)


@variants.register
def _(node: Not) -> Iterator[tuple[str, Any]]:
    yield f"{text(node)} turned round", node.part
    for what, part in variants(node.part):
        yield what, Not(part)


@variants.register(AllOf)
@variants.register(AnyOf)
def _(node: AllOf | AnyOf) -> Iterator[tuple[str, Any]]:
    for at, part in enumerate(node.parts):
        yield f"without {text(part)}", replace(node, parts=node.parts[:at] + node.parts[at + 1 :])
        for what, changed in variants(part):
            yield what, replace(node, parts=(*node.parts[:at], changed, *node.parts[at + 1 :]))


@variants.register(AtLeast)
@variants.register(Below)
def _(node: AtLeast | Below) -> Iterator[tuple[str, Any]]:
    for limit in (node.limit - 1, node.limit + 1):
        yield f"{text(node)} with {limit}", replace(node, limit=limit)
    for what, count in variants(node.count):
        yield what, replace(node, count=count)


@variants.register
def _(node: CountOf) -> Iterator[tuple[str, Any]]:
    for one in node.questions:
        rest = tuple(other for other in node.questions if other != one)
        yield f"{text(node)} without {one}", replace(node, questions=rest)
    for answers in OTHER_ANSWERS[node.answers]:
        yield f"{text(node)} as n{_letters(answers)}", replace(node, answers=answers)


@variants.register
def _(_node: Number) -> Iterator[tuple[str, Any]]:
    yield from ()


@variants.register
def _(node: OneIf) -> Iterator[tuple[str, Any]]:
    for what, condition in variants(node.condition):
        yield what, OneIf(condition)


@variants.register
def _(node: Sum) -> Iterator[tuple[str, Any]]:
    for at, part in enumerate(node.parts):
        yield f"without {text(part)}", Sum(node.parts[:at] + node.parts[at + 1 :])
        for what, changed in variants(part):
            yield what, Sum((*node.parts[:at], changed, *node.parts[at + 1 :]))


@singledispatch
def text(node: Condition | Count) -> str:
    """The condition in the language of content."""
    raise TypeError(type(node))


@text.register
def _(node: Is) -> str:
    return f"{_letters(node.answers)}({node.question})"


@text.register
def _(node: Not) -> str:
    return f"not {text(node.part)}"


@text.register
def _(node: AllOf) -> str:
    return f"({' and '.join(map(text, node.parts))})"


@text.register
def _(node: AnyOf) -> str:
    return f"({' or '.join(map(text, node.parts))})"


@text.register
def _(node: AtLeast) -> str:
    return f"{text(node.count)}>={node.limit}"


@text.register
def _(node: Below) -> str:
    return f"{text(node.count)}<{node.limit}"


@text.register
def _(node: CountOf) -> str:
    first, *others = node.questions
    return f"n{_letters(node.answers)}({SETS.get(node.questions) or f'{first} and {len(others)} others'})"


@text.register
def _(node: Number) -> str:
    return node.name


@text.register
def _(node: OneIf) -> str:
    return f"one_if({text(node.condition)})"


@text.register
def _(node: Sum) -> str:
    return " + ".join(map(text, node.parts))


def _letters(answers: frozenset[Answer]) -> str:
    return "".join(letter for answer, letter in LETTERS.items() if answer in answers)
