"""All about screening, as the content files tell it together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.values import dataclass

if TYPE_CHECKING:  # whoever needs a part loads it
    from backcoach.coach.daily import DailyGate
    from backcoach.coach.interview import Interview
    from backcoach.coach.rescreening import Rescreening
    from backcoach.coach.screening import Derived, ScreeningRules
    from backcoach.coach.withholding import Part, Tag
    from backcoach.coach.wording import Questions
    from backcoach.handbook.messages import Message
    from backcoach.handbook.review import Review
    from backcoach.handbook.signposts import Signposts


@dataclass(frozen=True, slots=True)
class ScreeningBook:
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
