"""Reading the made-up episode of `backcoach demo`: no part of the handbook, nothing else needs it."""

from __future__ import annotations

from pathlib import Path

from backcoach.handbook.content import DEMO, ContentReader
from backcoach.handbook.faults import ContentError, find_content
from backcoach.handbook.review import Review
from backcoach.values import Value

FILE = f"{DEMO}/episode.toml"
MOST_PERCENT = 100


class EpisodeDay(Value):
    """One day as it is told in the evening, in the scales of a check-in; all None for a day nobody logged.

    `done` is percent of what was planned.
    """

    pain: float | None = None
    worst: float | None = None
    function: float | None = None
    sleep: float | None = None
    distress: float | None = None
    done: int | None = None
    is_flare: bool | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if self.done is not None and not 0 <= self.done <= MOST_PERCENT:
            raise ValueError("done is a percentage")

    @property
    def is_logged(self) -> bool:
        """Whether anything is told of it."""
        return self.pain is not None


class EpisodeWeek(Value):
    """What is said when a week is looked back at: the own activities in their order, and the whole."""

    own: tuple[int, ...]
    overall: int
    confidence: int


class EpisodeGoal(Value):
    """The plan made on the first day for the own activity of this number.

    `told` is what is told of each logged day that the plan is for, in turn: y yes, n no, t not today, and a
    dot for nothing; nothing is told of the days after those.
    """

    number: int
    cue: str
    action: str
    days: tuple[str, ...]
    told: str
    obstacle: str = ""
    instead: str = ""

    def __post_init__(self) -> None:
        if set(self.told) - set("ynt."):
            raise ValueError("told is made of y, n, t and dots")


class Episode(Value):
    """The days of the episode in a row, the weeks as they were looked back at, and the plans for goals."""

    days: tuple[EpisodeDay, ...]
    weeks: tuple[EpisodeWeek, ...]
    goals: tuple[EpisodeGoal, ...] = ()


class _EpisodeFile(Value):
    review: Review
    episode: Episode


def load_episode(root: Path | None = None) -> Episode:
    """The made-up episode. Raises `ContentError` with everything that is wrong with its file."""
    reader = ContentReader(root or find_content())
    file = reader.one(FILE, _EpisodeFile)
    if file is None:
        raise ContentError(tuple(reader.faults))
    return file.episode
