"""Patterns that answers fit: signposts to a clinician, never a diagnosis and never a reason to wait."""

from __future__ import annotations

from backcoach.coach.conditions import Condition
from backcoach.coach.screening import Facts, Replies, ScreeningRules, is_emergency_already
from backcoach.coach.values import Reason
from backcoach.values import Value


class Pattern(Value):
    """A kind of back pain that a clinician may want to look at, in words that name no disease.

    `modifier` is the one by which the plan follows the pattern; without it the plan stays as it is, and
    `plan` says so. `urgent` are the signs with which nobody waits. None of it touches the disposition.
    """

    id: str
    name: str
    when: Condition
    usual: str
    advice: tuple[str, ...]
    see: str
    visit: str
    urgent: tuple[str, ...]
    imaging: str
    no_imaging: str
    options: tuple[str, ...]
    plan: tuple[str, ...]
    sources: tuple[str, ...]
    modifier: str | None = None


class Fit(Value):
    """A pattern that the answers fit, and the answers that make it so."""

    pattern: Pattern
    reason: Reason


def fitting(replies: Replies, rules: ScreeningRules, patterns: tuple[Pattern, ...]) -> tuple[Fit, ...]:
    """Every pattern that the replies fit, in the order of the content."""
    facts = Facts(replies, rules, is_complete=not is_emergency_already(replies, rules))
    return tuple(Fit(one, _reason(one, facts)) for one in patterns if one.when.holds(facts))


def _reason(pattern: Pattern, facts: Facts) -> Reason:
    inputs = ((name, facts.as_said(name, value)) for name, value in pattern.when.evidence(facts))
    return Reason(pattern.id, pattern.name, tuple(dict.fromkeys(inputs)), pattern.sources)
