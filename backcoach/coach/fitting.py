"""What the handbook knows of the things, tasks and days that a plan is fitted to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that exercises need: as it is offered to be ticked, and in a few words."""

    id: str
    label: str
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FittingBook:
    """All that a plan may be fitted to beside safety."""

    things: tuple[Thing, ...]

    def words_for(self, ids: tuple[str, ...]) -> str:
        """Things in words."""
        return ", ".join(one.words for one in self.things if one.id in ids)
