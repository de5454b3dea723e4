"""A visit to a clinician: what a person wants to say there, and what may be asked and done."""

from __future__ import annotations

from enum import Enum

from backcoach.coach.activity import Line
from backcoach.values import Value

MOST_LETTERS = 10_000
"""The most that one question or worry holds."""


class NoteKind(Enum):
    """What a person wants to bring to a visit."""

    QUESTION = "question"
    WORRY = "worry"


class VisitNoted(Value):
    """A question or a worry of the person, in their own words, for the next visit to a clinician."""

    kind: NoteKind
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip() or len(self.text) > MOST_LETTERS:
            raise ValueError(f"a question or worry has 1 to {MOST_LETTERS} letters")


class SectionTitle(Value):
    """What a section of the report is called, and what stands in it, for whoever may leave it out."""

    id: str
    title: str
    about: str


class SignGroup(Value):
    """What a group of safety questions is called."""

    id: str
    title: str


class VisitQuestion(Value):
    """A question that a person may ask at a visit; `about` groups what belongs together."""

    id: str
    about: str
    text: str
    sources: tuple[str, ...]


class VisitStep(Value):
    """Something a clinician probably does at a visit, and why."""

    id: str
    title: str
    does: tuple[str, ...]
    why: str
    sources: tuple[str, ...]


class ToldAbout(Value):
    """Safety questions that together tell of the bout, in a line of their own."""

    id: str
    title: str
    questions: tuple[str, ...]


class VisitBook(Value):
    """All that the handbook says about a report and a visit."""

    sections: tuple[SectionTitle, ...]
    groups: tuple[SignGroup, ...]
    lines: tuple[Line, ...]
    questions: tuple[VisitQuestion, ...]
    steps: tuple[VisitStep, ...]
    is_draft: bool
    told: tuple[ToldAbout, ...] = ()

    def title(self, id_: str) -> str:
        """The title of a section; the handbook makes sure that each has one."""
        return next(one.title for one in self.sections if one.id == id_)

    def line(self, id_: str) -> str:
        """A line by its id; the handbook makes sure that it stands."""
        return next(one.text for one in self.lines if one.id == id_)
