"""What follows from the record at one moment, and what is different after it was corrected."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from backcoach.values import Value


class Matter(Enum):
    """What something that follows is about, the gravest first."""

    STANDING = "standing"
    PLAN = "plan"
    COURSE = "course"
    MEDICINE = "medicine"
    TAKEN = "taken_24h"
    NEXT_DOSE = "next_dose"
    FLARE = "flare"
    REVIEW = "review"
    START = "start"


class Outcome(Value):
    """One thing that follows: about what of a matter, its value as plain text, in words, and why."""

    matter: Matter
    about: str
    value: str
    words: str
    why: tuple[str, ...] = ()


class Change(Value):
    """What became different: an outcome before and after; one of them is None where there was none."""

    before: Outcome | None
    after: Outcome | None

    @property
    def matter(self) -> Matter:
        """What it is about."""
        return self._either.matter

    @property
    def about(self) -> str:
        """About what of the matter, such as a medicine."""
        return self._either.about

    @property
    def why(self) -> tuple[str, ...]:
        """Why it is so now; empty where nothing is left to say."""
        return self.after.why if self.after else ()

    @property
    def _either(self) -> Outcome:
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has an outcome before it or after it")
        return found


def changes(before: Iterable[Outcome], after: Iterable[Outcome]) -> tuple[Change, ...]:
    """What is different, in the order of matters. What has the same value is no change, however worded."""
    old = {(one.matter, one.about): one for one in before}
    new = {(one.matter, one.about): one for one in after}
    order = list(Matter)
    keys = sorted(old.keys() | new.keys(), key=lambda key: (order.index(key[0]), key[1]))
    pairs = (Change(old.get(key), new.get(key)) for key in keys)
    return tuple(one for one in pairs if _value(one.before) != _value(one.after))


def _value(outcome: Outcome | None) -> str | None:
    return outcome.value if outcome else None
