"""What the handbook knows about looking back at a week, and about days that are made lighter."""

from __future__ import annotations

from backcoach.coach.activity import Line
from backcoach.values import Value


class Degree(Value):
    """One step of how somebody is all in all, from -3 (much worse) over 0 (no change) to 3 (much better)."""

    points: int
    text: str
    sources: tuple[str, ...]


class PauseReason(Value):
    """Why a plan may wait. `event` makes the safety questions due when it goes on; None makes none due."""

    id: str
    text: str
    sources: tuple[str, ...]
    event: str | None = None


class LighterBook(Value):
    """Words of the look back (`questions`, `barriers`, `degrees`), of flare-ups, bad days and pauses."""

    questions: tuple[Line, ...]
    barriers: tuple[Line, ...]
    degrees: tuple[Degree, ...]
    flare: tuple[Line, ...]
    half: tuple[Line, ...]
    unsettled: tuple[Line, ...]
    refer: tuple[Line, ...]
    many: tuple[Line, ...]
    pauses: tuple[PauseReason, ...]
    paused: tuple[Line, ...]
    is_draft: bool

    def question(self, id_: str) -> str:
        """The words of one question of the look back; KeyError if there is none."""
        return {one.id: one.text for one in self.questions}[id_]

    def pause(self, id_: str) -> PauseReason | None:
        """The reason for a pause with this id."""
        return next((one for one in self.pauses if one.id == id_), None)


class ItemChange(Value):
    """How one thing of a plan changed from one week to the next; None where it is not in that week."""

    id: str
    label: str
    before: str | None
    after: str | None
    why: tuple[str, ...]
