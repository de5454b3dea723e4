"""The person as far as a plan needs to know them."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from backcoach.values import Value, fields, replace

if TYPE_CHECKING:
    from backcoach.coach.thoughts import ThoughtsChecked


class Waking(Value):
    """The hours awake by the clock on the wall. `bed` at or before `wake` means after midnight."""

    wake: time
    bed: time

    def __post_init__(self) -> None:
        if self.wake == self.bed:
            raise ValueError("wake and bed times must differ")


class OwnActivity(Value):
    """Something the person wants to get back to, and how well it goes now (0 not at all, 10 as before)."""

    name: str
    ability: int

    def __post_init__(self) -> None:
        if not 0 <= self.ability <= 10:  # noqa: PLR2004 - the ends of the scale
            raise ValueError("ability must be a whole number from 0 to 10")


class MustDo(Value):
    """A daily task that cannot be left: its kind from content, its name, and how well it goes (0 to 10).

    An ability of None is not known, and counts as the least.
    """

    kind: str
    name: str = ""
    ability: int | None = None


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Fitting(Value):
    """What a plan is fitted to beside safety. None is not known, and never adds an exercise.

    `equipment` are ids of things from content that are there. `free_days` are the days that suit for
    exercises and activities, as "mon" to "sun"; while they are not known, any day does.
    `task` is the must-do task that is hardest now, `eases` the id of what eases the pain most.
    """

    equipment: tuple[str, ...] | None = None
    free_days: tuple[str, ...] | None = None
    task: MustDo | None = None
    eases: str | None = None

    def followed_by(self, later: Fitting) -> Fitting:
        """The same with what was said `later`; what was passed over there stays as it was."""
        values = {one.name: getattr(later, one.name) for one in fields(Fitting)}
        return replace(self, **{name: value for name, value in values.items() if value is not None})


class Profile(Value):
    """What `start` learned about the person and the bout. None means not known; nothing is guessed.

    Minutes are for one go, at most what was managed in the last days. `likes` are activity ids, the best
    liked first; `worries` (those that are a yes; those that are "a bit"; those passed over) and `modifiers`
    are ids from content.
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
    worries_a_bit: tuple[str, ...] = ()
    worries_unsaid: tuple[str, ...] = ()
    fitting: Fitting = Fitting()

    @property
    def thoughts(self) -> ThoughtsChecked:
        """What the person thinks and feels, as far as it was not a no."""
        from backcoach.coach.thoughts import ThoughtsChecked

        return ThoughtsChecked(self.worries, self.worries_a_bit, (), self.worries_unsaid)

    def with_thoughts(self, said: ThoughtsChecked) -> Profile:
        """The same person with what a later check said."""
        return replace(self, worries=said.yes, worries_a_bit=said.a_bit, worries_unsaid=said.unsaid)
