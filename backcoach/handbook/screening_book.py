"""All about screening, as the content files tell it together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.values import Value

if TYPE_CHECKING:  # whoever needs a part loads it
    from collections.abc import Mapping

    from backcoach.coach.bout import Figure
    from backcoach.coach.daily import DailyGate
    from backcoach.coach.interview import Interview
    from backcoach.coach.patterns import Pattern
    from backcoach.coach.rescreening import Rescreening
    from backcoach.coach.screening import Derived, ScreeningRules
    from backcoach.coach.timeline import Milestone
    from backcoach.coach.withholding import Part, Tag
    from backcoach.coach.wording import Questions
    from backcoach.handbook.messages import Message
    from backcoach.handbook.review import Review


class Signposts(Value):
    """What is said beside a disposition and never changes it.

    `heading` stands above every pattern, `honest` below every milestone. `figures` are the figures of a
    bout by their names.
    """

    heading: str
    patterns: tuple[Pattern, ...]
    honest: str
    figures: Mapping[str, Figure]
    milestones: tuple[Milestone, ...]
    reviews: tuple[Review, ...]


class ScreeningBook(Value):
    """Everything about screening: what it asks, decides and says, and whether anybody has checked it."""

    rules: ScreeningRules
    interview: Interview
    gates: tuple[DailyGate, ...]
    rescreening: Rescreening
    derived: tuple[Derived, ...]
    messages: tuple[Message, ...]
    crisis_first: str
    unasked_why: str
    parts: tuple[Part, ...]
    tags: tuple[Tag, ...]
    reviews: tuple[Review, ...]
    signposts: Signposts

    @property
    def names(self) -> Questions:
        """Every question and every figure of a bout that a condition may look at, by its id."""
        return {**self.signposts.figures, **self.rules.questions}
