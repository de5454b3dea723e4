"""What was told of the signs to stop a medicine for, and of its side effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.signs import SideEffect, StopSign


class Stopped(Value):
    """The signs that were told, or that somebody was not sure of, the gravest first, with what to do."""

    signs: tuple[StopSign, ...]
    is_course_over: bool


class SignsTold(Value):
    """What a check-in told: the signs to stop for, if any, and the side effects to do something about."""

    stopped: Stopped | None = None
    effects: tuple[SideEffect, ...] = ()
