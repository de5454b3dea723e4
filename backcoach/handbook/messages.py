"""The words that go with a disposition."""

from __future__ import annotations

from dataclasses import dataclass

from backcoach.coach.conditions import Condition


@dataclass(frozen=True, slots=True)
class Message:
    """What to show at one urgency, or only when one of `only_for_rules` is among the reasons.

    Texts may hold `{emergency}`, `{health_line}`, `{poison}`, `{crisis}`, `{days}` and `{signs}`.
    """

    id: str
    level: str
    headline: str
    do: tuple[str, ...]
    sources: tuple[str, ...]
    only_for_rules: tuple[str, ...] = ()
    say: str | None = None
    take_along: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WithheldPart:
    """One part of a plan and what becomes of it at each urgency."""

    id: str
    label: str
    emergency_now: str
    same_day: str
    soon: str
    routine: str
    self_care: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """What a circumstance withholds at any urgency, and what to say in its place."""

    id: str
    label: str
    when: Condition
    withhold: tuple[str, ...]
    sources: tuple[str, ...]
    instead: str | None = None
