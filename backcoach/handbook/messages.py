"""The words that go with a disposition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What to show at one urgency, or only when one of `only_for_rules` is among the reasons.

    Texts may hold `{emergency}`, `{health_line}`, `{poison}`, `{crisis}`, `{days}`, `{signs}` and `{moving}`.
    `drive` says who must not drive, and stands on the first page with the action.
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
    drive: str | None = None
