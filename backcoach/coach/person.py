"""The person as far as a plan needs to know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Waking:
    """The hours awake by the clock on the wall. `bed` at or before `wake` means after midnight."""

    wake: time
    bed: time

    def __post_init__(self) -> None:
        if self.wake == self.bed:
            raise ValueError("wake and bed times must differ")


@dataclass(frozen=True, slots=True)
class OwnActivity:
    """Something the person wants to get back to, and how well it goes now (0 not at all, 10 as before)."""

    name: str
    ability: int

    def __post_init__(self) -> None:
        if not 0 <= self.ability <= 10:  # noqa: PLR2004 - the ends of the scale
            raise ValueError("ability must be a whole number from 0 to 10")


@dataclass(frozen=True, slots=True)
class Profile:
    """What `start` learned about the person and the bout. None means not known; nothing is guessed.

    Minutes are for one go, at most what was managed in the last days. `likes` are activity ids, the best
    liked first; `worries` and `modifiers` are ids from content.
    """

    region: str
    age_years: int
    onset_on: date
    waking: Waking
    pain_average: float | None
    own_activities: tuple[OwnActivity, ...]
    likes: tuple[str, ...] = ()
    walk_minutes: int | None = None
    liked_minutes: int | None = None
    confidence: int | None = None
    worries: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    work: str = "none"
