"""The words every decision is made of: answers, dispositions, reasons, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import total_ordering
from typing import Generic, TypeVar

from backcoach.values import Value

T = TypeVar("T")


class Answer(Enum):
    """The reply to one question. Skipped or unreadable is `NOT_SURE`, never `NO`."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"

    __hash__ = object.__hash__
    """Each is itself alone. A screening looks an answer up thousands of times, and by its name is slower."""


POSITIVE = frozenset({Answer.YES, Answer.NOT_SURE})
"""What counts as a sign."""


@total_ordering
class Disposition(Enum):
    """Where a screening sends the person, from the least to the most urgent.

    The value is the name in content and in machine output; `SOON_n` means a doctor within n days.
    """

    SELF_CARE = "self_care"
    ROUTINE = "routine"
    SOON_14 = "soon_14"
    SOON_7 = "soon_7"
    SOON_3 = "soon_3"
    SOON_2 = "soon_2"
    SAME_DAY = "same_day"
    EMERGENCY_NOW = "emergency_now"

    @property
    def rank(self) -> int:
        """Position in the order of urgency, 0 for the least urgent."""
        return _RANKS[self]

    @property
    def urgency(self) -> str:
        """The name without the days: `self_care`, `routine`, `soon`, `same_day`, `emergency_now`."""
        return "soon" if self.within_days is not None else self.value

    @property
    def within_days(self) -> int | None:
        """Days within which a doctor should be seen; None where the urgency is not counted in days."""
        return _WITHIN_DAYS.get(self)

    @property
    def allows_plan(self) -> bool:
        """Whether a plan may exist at all at this urgency."""
        return self <= Disposition.ROUTINE

    def __lt__(self, other: Disposition) -> bool:
        return self.rank < other.rank


_RANKS = {disposition: rank for rank, disposition in enumerate(Disposition)}
_WITHIN_DAYS = {
    Disposition.SOON_14: 14,
    Disposition.SOON_7: 7,
    Disposition.SOON_3: 3,
    Disposition.SOON_2: 2,
}


def most_urgent(dispositions: Iterable[Disposition]) -> Disposition:
    """The most urgent of several dispositions; `SELF_CARE` when there are none."""
    return max(dispositions, default=Disposition.SELF_CARE)


class Reason(Value):
    """Why a decision came out so.

    `rule` is the id in content, `why` its words, `inputs` the (name, value) pairs that made it hold,
    `sources` the ids of the documents it rests on.
    """

    rule: str
    why: str
    inputs: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()


class Decision(Value, Generic[T]):
    """A value together with the reasons for it, the weightiest first."""

    value: T
    reasons: tuple[Reason, ...]
