"""The order in which the screening is asked: which prompt comes next, and what has gone stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from backcoach.coach.screening import Question, Replies, Reply, ScreeningRules, is_emergency_already, is_open
from backcoach.coach.values import POSITIVE, Answer
from backcoach.values import Value, field, replace

if TYPE_CHECKING:
    from backcoach.coach.rescreening import QuestionSet

STALE_AFTER_HOURS = 7 * 24
"""How long an answer holds where the prompt sets no shorter time: a gap of 7 days asks all again."""


class PromptKind(Enum):
    """How the questions of one prompt are put."""

    ONE = "one"
    NUMBER = "number"
    EACH = "each"
    TICKS = "ticks"
    CHOICE = "choice"


class Option(Value):
    """One line of a choice and the answers it gives; `ask_each` asks the questions singly instead."""

    text: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    ask_each: bool = False


class Prompt(Value):
    """Questions that are shown together.

    `fresh_hours` is how long its answers hold before they are asked again in an interrupted interview.
    """

    id: str
    kind: PromptKind
    questions: tuple[str, ...]
    stem: str | None = None
    reason: str | None = None
    fresh_hours: int = STALE_AFTER_HOURS
    options: tuple[Option, ...] = ()


class Interview(Value):
    """All prompts in order. A follow-up comes as soon as one of its questions is open."""

    prompts: tuple[Prompt, ...]
    follow_ups: tuple[Prompt, ...]

    def all_prompts(self) -> Iterator[Prompt]:
        """Follow-ups first, since they come before whatever is next in order."""
        yield from self.follow_ups
        yield from self.prompts


class Ask(Value):
    """What to ask now: a prompt and those of its questions that are open and have no answer."""

    prompt: Prompt
    questions: tuple[Question, ...]


def next_ask(replies: Replies, interview: Interview, rules: ScreeningRules) -> Ask | None:
    """What to ask next; None when all is asked, or as soon as the answers mean an emergency."""
    current = without_outdated(replies, rules)
    if is_emergency_already(current, rules):
        return None
    for prompt in interview.all_prompts():
        pending = tuple(
            rules.questions[one]
            for one in prompt.questions
            if one not in current and is_open(one, current, rules)
        )
        if pending:
            return Ask(prompt, pending)
    return None


def prompts_left(replies: Replies, interview: Interview, rules: ScreeningRules) -> int:
    """How many prompts are still to come as far as the answers so far tell, the present one included."""
    current = without_outdated(replies, rules)
    if is_emergency_already(current, rules):
        return 0
    return sum(
        any(one not in current and is_open(one, current, rules) for one in prompt.questions)
        for prompt in interview.all_prompts()
    )


def without_outdated(replies: Replies, rules: ScreeningRules) -> dict[str, Reply]:
    """Drop reassuring follow-up answers that are older than a sign they should speak of.

    Someone who says that a numb patch is old and then reports a new bladder change is asked again when
    it began.
    """
    kept = dict(replies)
    order = {question: place for place, question in enumerate(kept)}
    for question in list(kept):
        if _is_outdated(rules.questions[question], kept, order):
            del kept[question]
    return kept


def fresh(
    given: Iterable[tuple[str, Reply, datetime]],
    now: datetime,
    interview: Interview,
) -> dict[str, Reply]:
    """The replies of an interrupted interview that still hold, the last one for each question.

    `given` are (question, reply, instant) in order. An answer dated after `now` does not hold either:
    the clock cannot be trusted then.
    """
    hours = {one: prompt.fresh_hours for prompt in interview.all_prompts() for one in prompt.questions}
    kept: dict[str, Reply] = {}
    for question, reply, at in given:
        kept.pop(question, None)
        age = now - at
        if timedelta(0) <= age <= timedelta(hours=hours.get(question, 0)):
            kept[question] = reply
    return kept


def _is_outdated(question: Question, replies: Replies, order: Mapping[str, int]) -> bool:
    gate = question.asked_while
    if gate is None or question.outdated_if is None or replies[question.id] is not question.outdated_if:
        return False
    triggers = (one for one in gate.reads() if replies.get(one) in POSITIVE)
    return any(order[one] > order[question.id] for one in triggers)


def review_interview(interview: Interview, sets: Iterable[QuestionSet], rules: ScreeningRules) -> Interview:
    """The same interview, with the questions of some groups one by one."""
    groups = frozenset(group for each in sets for group in each.one_by_one)

    def single(prompts: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
        return tuple(part for prompt in prompts for part in _singly(prompt, groups, rules))

    return Interview(single(interview.prompts), single(interview.follow_ups))


def _singly(prompt: Prompt, groups: frozenset[str], rules: ScreeningRules) -> tuple[Prompt, ...]:
    if not any(rules.questions[one].group in groups for one in prompt.questions):
        return (prompt,)
    return tuple(
        replace(
            prompt,
            kind=PromptKind.ONE,
            questions=(one,),
            stem=None,
            reason=prompt.reason if place == 0 else None,
            options=(),
        )
        for place, one in enumerate(prompt.questions)
    )
