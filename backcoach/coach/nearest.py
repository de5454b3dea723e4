"""The nearest rules that did not hold: those that one other answer would have made hold.

This explains a result. It does not say that anything is excluded: an answer may be wrong, and a sign may
still come.
"""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Below,
    Condition,
    Count,
    Evidence,
    Not,
    Number,
    OneIf,
    Sum,
)
from backcoach.coach.screening import Kind, Replies, Reply, Rule, ScreeningRules, screen
from backcoach.coach.values import Answer, Disposition
from backcoach.values import Value


class Change(Value):
    """One other reply: an answer, or the first number past a limit."""

    question: str
    to: Reply


class Near(Value):
    """A rule that did not hold, and each single change that would make it hold.

    `already` are the (name, value) pairs the person gave that the rule counts, whichever change is made.
    """

    rule: Rule
    changes: tuple[Change, ...]
    already: tuple[Evidence, ...]


def nearest(replies: Replies, rules: ScreeningRules, above: Disposition | None = None) -> tuple[Near, ...]:
    """The rules more urgent than `above`, else than the disposition, that one change would make hold.

    First come those that count most of what the person answered, then the more urgent ones; those that
    only another number would reach, such as the age, come last.
    """
    decision = screen(replies, rules)
    floor = decision.value.disposition if above is None else above
    fired = {reason.rule for reason in decision.reasons}
    wanted = {one.id: one for one in rules.rules if one.level > floor and one.id not in fired}
    hits: dict[str, list[_Hit]] = {}
    for change in _changes(replies, rules) if wanted else ():
        for reason in screen({**replies, change.question: change.to}, rules).reasons:
            if reason.rule in wanted:
                counted = frozenset(pair for pair in reason.inputs if _is_given(pair, change, replies))
                hits.setdefault(reason.rule, []).append((change, counted))
    near = [_near(wanted[rule], found, replies) for rule, found in hits.items()]
    return tuple(sorted(near, key=lambda one: _order(one, replies)))


_Hit = tuple[Change, frozenset[Evidence]]


def _near(rule: Rule, found: list[_Hit], replies: Replies) -> Near:
    """All changes that lead to one rule; of each number only the least."""
    least: dict[tuple[str, Reply | None], Change] = {}
    for change, _ in sorted(found, key=lambda hit: _distance(hit[0], replies)):
        answer = change.to if isinstance(change.to, Answer) else None
        least.setdefault((change.question, answer), change)
    already = frozenset.intersection(*(counted for _, counted in found))
    return Near(rule, tuple(least.values()), tuple(sorted(already)))


def _order(near: Near, replies: Replies) -> tuple[bool, int, int, int, str]:
    only_numbers = all(isinstance(change.to, float) for change in near.changes)
    answers = sum(isinstance(replies[name], Answer) for name, _ in near.already)
    return only_numbers, -answers, -len(near.already), -near.rule.level.rank, near.rule.id


def _distance(change: Change, replies: Replies) -> float:
    """How far a number is moved; nothing for an answer, and for a number nobody gave."""
    was = replies.get(change.question)
    return abs(change.to - was) if isinstance(change.to, float) and isinstance(was, float) else 0


def _is_given(pair: Evidence, change: Change, replies: Replies) -> bool:
    """Whether the person said so: yes, not sure or a number, and not by the change itself."""
    name, value = pair
    reply = replies.get(name, Answer.NO)
    said = isinstance(reply, float) or (reply is not Answer.NO and value == reply.value)
    return name != change.question and said


def _changes(replies: Replies, rules: ScreeningRules) -> Iterator[Change]:
    """Every question answered with yes or not sure instead, and every number just past each limit."""
    limits = _all_limits(rules)
    for question in rules.questions.values():
        if question.kind is Kind.ANSWER:
            others: tuple[Reply, ...] = (Answer.YES, Answer.NOT_SURE)
        else:
            others = tuple(sorted(limits.get(question.id, ())))
        for to in others:
            if replies.get(question.id) != to:
                yield Change(question.id, to)


def _all_limits(rules: ScreeningRules) -> dict[str, set[float]]:
    """For each number the values on the far side of every limit that a rule or a gate sets."""
    gates = (one.asked_while for one in rules.questions.values() if one.asked_while)
    found: dict[str, set[float]] = {}
    for condition in (*(rule.when for rule in rules.rules), *gates):
        for name, value in _limits(condition):
            found.setdefault(name, set()).add(value)
    return found


def _limits(part: Condition | Count) -> Iterator[tuple[str, float]]:
    match part:
        case AtLeast(Number(name), limit):
            yield name, float(limit)
        case Below(Number(name), limit):
            yield name, float(limit - 1)
        case AllOf(parts) | AnyOf(parts) | Sum(parts):
            for one in parts:
                yield from _limits(one)
        case Not(inner) | OneIf(inner) | AtLeast(inner, _) | Below(inner, _):
            yield from _limits(inner)
