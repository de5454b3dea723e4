"""What the person thinks and feels about the pain: a short check that picks help, and predicts nothing.

It is not a test: no line is weighed against another and nothing is added up to a class. What was passed
over is unknown; it is handled like a yes wherever that only narrows or only offers help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum

from backcoach.coach.regions import ContactKind
from backcoach.coach.values import Decision, Reason
from backcoach.values import Value

WEEK_DAYS = 7
CAUTIOUS, CONTACTS, VISIT, LESSONS = (
    "thoughts_cautious",
    "thoughts_contacts",
    "thoughts_visit",
    "thoughts_lessons",
)
THOUGHT_RULES = (CONTACTS, VISIT, CAUTIOUS, LESSONS)
"""The rules that the coach gives as reasons; the handbook makes sure that each has its words."""


class Extent(Enum):
    """How far a line fits the person. `NOT_SURE` also stands for passed over, and never counts as no."""

    YES = "yes"
    A_BIT = "a_bit"
    NO = "no"
    NOT_SURE = "not_sure"


SAID = (Extent.YES, Extent.A_BIT)
"""What a person says who names a line as theirs."""


class Effect(Value):
    """What one answer to one line changes: a smaller first quota, and whom to offer to call."""

    is_cautious: bool = False
    contacts: tuple[ContactKind, ...] = ()


NOTHING = Effect()


class Worry(Value):
    """One line of the check: its name, the line itself, its lesson, and what a yes and "a bit" change."""

    id: str
    label: str
    text: str
    lesson: str
    words: str
    yes: Effect
    a_bit: Effect
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.a_bit.is_cautious and not self.yes.is_cautious:
            raise ValueError("a bit must not change more than a yes")
        if not set(self.a_bit.contacts) <= set(self.yes.contacts):
            raise ValueError("a bit must not change more than a yes")

    def effect(self, extent: Extent) -> Effect:
        """What an answer changes. What was passed over changes as much as a yes."""
        return {Extent.A_BIT: self.a_bit, Extent.NO: NOTHING}.get(extent, self.yes)


class Lesson(Value):
    """A short page to read; `text` holds its paragraphs."""

    id: str
    title: str
    text: tuple[str, ...]
    sources: tuple[str, ...]


class ThoughtRule(Value):
    """Why something follows from the check."""

    id: str
    why: str
    sources: tuple[str, ...]


class CheckFacts(Value):
    """When the check comes back, in weeks of the bout, and how many yes from which week ask for a visit."""

    again_weeks: tuple[int, ...]
    visit_yes: int
    visit_from_weeks: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.again_weeks or list(self.again_weeks) != sorted(set(self.again_weeks)):
            raise ValueError("again_weeks must rise")
        if min(*self.again_weeks, self.visit_from_weeks, self.visit_yes) < 1:
            raise ValueError("the figures must be above 0")


class ThoughtsBook(Value):
    """All that the handbook knows about the check."""

    facts: CheckFacts
    rules: tuple[ThoughtRule, ...]
    worries: tuple[Worry, ...]
    lessons: tuple[Lesson, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the lines in their order."""
        return tuple(worry.id for worry in self.worries)

    def worry(self, id_: str) -> Worry | None:
        """The line with this id."""
        return next((one for one in self.worries if one.id == id_), None)

    def lesson(self, id_: str) -> Lesson:
        """The lesson with this id; the handbook makes sure that every line has one."""
        return next(one for one in self.lessons if one.id == id_)

    def reason(self, rule: str, inputs: Iterable[tuple[str, str]]) -> Reason:
        """A reason in the words of its rule; the handbook makes sure that it stands."""
        found = next(one for one in self.rules if one.id == rule)
        return Reason(found.id, found.why, tuple(inputs), found.sources)


class ThoughtsChecked(Value):
    """One check, by line ids. `unsaid` are the lines that were put to the person and passed over."""

    yes: tuple[str, ...] = ()
    a_bit: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()

    def extents(self) -> Iterator[tuple[str, Extent]]:
        """Every line with its answer."""
        yield from ((one, Extent.YES) for one in self.yes)
        yield from ((one, Extent.A_BIT) for one in self.a_bit)
        yield from ((one, Extent.NOT_SURE) for one in self.unsaid)
        yield from ((one, Extent.NO) for one in self.no)


class Help(Value):
    """What a check leads to: small first steps, whom to offer to call, pages to read, a visit."""

    is_cautious: bool
    contacts: tuple[ContactKind, ...]
    lessons: tuple[Lesson, ...]
    is_visit: bool


def checked_from(reply: Sequence[str] | Mapping[str, str]) -> ThoughtsChecked:
    """The check from a checked reply: the ids that are a yes, or a table with an answer for each line."""
    if not isinstance(reply, Mapping):
        return ThoughtsChecked(yes=tuple(reply))

    def those(extent: Extent) -> tuple[str, ...]:
        return tuple(one for one, said in reply.items() if said == extent.value)

    return ThoughtsChecked(*(those(one) for one in Extent))


def is_cautious_check(said: ThoughtsChecked, book: ThoughtsBook) -> bool:
    """Whether the first quota should be smaller. A line that the handbook does not know asks for it."""
    return any(_asks_for_caution(one, extent, book) for one, extent in said.extents())


def help_for(said: ThoughtsChecked, weeks: float | None, book: ThoughtsBook) -> Decision[Help]:
    """What a check leads to in that week of the bout; an unknown week counts as a late one."""
    facts, answers = book.facts, list(said.extents())
    named = [(one, extent) for one, extent in answers if book.worry(one) and extent in SAID]
    many = [(one, extent) for one, extent in named if extent is Extent.YES]
    is_late = weeks is None or weeks >= facts.visit_from_weeks
    is_visit = is_late and len(many) >= facts.visit_yes
    cautious = [(one, extent) for one, extent in answers if _asks_for_caution(one, extent, book)]
    grounds: Mapping[str, Sequence[tuple[str, Extent]]] = {
        CONTACTS: [(one, extent) for one, extent in answers if _effect(one, extent, book).contacts],
        VISIT: many if is_visit else (),
        CAUTIOUS: cautious,
        LESSONS: named,
    }
    reasons = tuple(
        book.reason(rule, ((one, extent.value) for one, extent in grounds[rule]))
        for rule in THOUGHT_RULES
        if grounds[rule]
    )
    found = Help(bool(cautious), _contacts(said, book), _lessons(said, book), is_visit)
    return Decision(found, reasons)


def thoughts_due(onset_on: date, checked_on: Iterable[date], today: date, facts: CheckFacts) -> date | None:
    """The day since which the check is due, None where it is not.

    It is due at some weeks of the bout, each time until it was done once on that day or later.
    """
    reached = [day for day in _again_on(onset_on, facts) if day <= today]
    is_done = bool(reached) and any(reached[-1] <= day <= today for day in checked_on)
    return reached[-1] if reached and not is_done else None


def next_check_on(onset_on: date, today: date, facts: CheckFacts) -> date | None:
    """The next day on which the check comes back, None after the last one."""
    return next((day for day in _again_on(onset_on, facts) if day > today), None)


def _again_on(onset_on: date, facts: CheckFacts) -> list[date]:
    return [onset_on + timedelta(days=weeks * WEEK_DAYS) for weeks in facts.again_weeks]


def _effect(id_: str, extent: Extent, book: ThoughtsBook) -> Effect:
    worry = book.worry(id_)
    return worry.effect(extent) if worry else NOTHING


def _asks_for_caution(id_: str, extent: Extent, book: ThoughtsBook) -> bool:
    worry = book.worry(id_)
    return extent is not Extent.NO if worry is None else worry.effect(extent).is_cautious


def _contacts(said: ThoughtsChecked, book: ThoughtsBook) -> tuple[ContactKind, ...]:
    """Whom to offer to call, each once, in the order of the lines."""
    found = (kind for one, extent in said.extents() for kind in _effect(one, extent, book).contacts)
    return tuple(dict.fromkeys(found))


def _lessons(said: ThoughtsChecked, book: ThoughtsBook) -> tuple[Lesson, ...]:
    """The pages that go with what was said, a yes first."""
    worries = [worry for one in (*said.yes, *said.a_bit) if (worry := book.worry(one)) is not None]
    return tuple(book.lesson(one) for one in dict.fromkeys(worry.lesson for worry in worries))
