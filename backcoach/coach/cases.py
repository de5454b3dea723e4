"""Triage cases: made-up people with their answers, and where each of them should be sent."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from backcoach.coach.screening import Kind, Replies, Reply, ScreeningRules
from backcoach.coach.values import Answer, Disposition
from backcoach.values import Value

TAKEN_AS_YES = ("scope_self", "scope_low_back")
"""What a case says yes to unless it says otherwise: the answers are the person's own, about the low back."""

UNLESS = "!"
"""Before the rule in `must_fire`: it must not hold."""


class CaseGroup(Enum):
    """What a case is about."""

    EMERGENCY = "emergency"
    NERVES = "nerves"
    LEGS = "legs"
    INFECTION = "infection"
    CANCER = "cancer"
    FRACTURE = "fracture"
    BLEEDING = "bleeding"
    ORGANS = "organs"
    PREGNANCY = "pregnancy"
    MIND = "mind"
    COURSE = "course"
    PATTERN = "pattern"
    SCOPE = "scope"
    ORDINARY = "ordinary"


class Case(Value):
    """One made-up person.

    `answers` are those other than no; `age` in years and `weeks` of this bout are None where the person does
    not know them; `began_at` is the age at the first bout, None for this very bout. `must_fire` is a rule
    that has to be among the reasons, or with `!` before it may not be.

    `is_ordinary` marks back pain that the story tells as an ache, a strain or an old pattern without an
    illness behind it, wherever the person is sent. `first_thought` is where the author of the case would have
    sent the person, if that is elsewhere than the guidance which `expected` follows.
    """

    number: int
    name: str
    group: CaseGroup
    answers: Mapping[str, Answer]
    age: float | None
    weeks: float | None
    expected: Disposition
    sources: tuple[str, ...]
    began_at: float | None = None
    must_fire: str | None = None
    story: str = ""
    is_ordinary: bool = False
    first_thought: Disposition | None = None

    def is_met_by(self, fired: frozenset[str]) -> bool:
        """Whether the rules that fired are those the case asks for."""
        if self.must_fire is None:
            return True
        if self.must_fire.startswith(UNLESS):
            return self.must_fire.removeprefix(UNLESS) not in fired
        return self.must_fire in fired


def replies_of(case: Case, rules: ScreeningRules) -> Replies:
    """All that such a person would reply: no to everything the case does not name."""
    questions = rules.questions.values()
    replies: dict[str, Reply] = {one.id: Answer.NO for one in questions if one.kind is Kind.ANSWER}
    replies |= dict.fromkeys(TAKEN_AS_YES, Answer.YES)
    replies |= case.answers
    began_at = case.age if case.began_at is None else case.began_at
    numbers = {"age_years": case.age, "course_weeks": case.weeks, "onset_age": began_at}
    return replies | {name: Answer.NOT_SURE if one is None else one for name, one in numbers.items()}
