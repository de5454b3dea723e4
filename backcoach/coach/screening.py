"""Red-flag screening: questions, gates, rules, and the disposition they lead to.

Rules only raise: the disposition is the most urgent of all rules that hold. Whatever should have been
asked and was not counts as not sure. An answer behind a closed gate is dropped.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from enum import Enum

from backcoach.coach.conditions import Condition
from backcoach.coach.values import Answer, Decision, Disposition, Reason, most_urgent
from backcoach.values import Value, field

Reply = Answer | float
"""An answer, or a number; `NOT_SURE` to a number question means the person does not know it."""

Replies = Mapping[str, Reply]
"""Question id to reply, in the order in which they were given."""


class Kind(Enum):
    """What a question wants to hear."""

    ANSWER = "answer"
    NUMBER = "number"


class Question(Value):
    """One screening item.

    `asked_while` is its gate: it is asked only while the condition holds, or cannot be told. For numbers
    `unknown_counts_as` stands in the rules for a number the person does not know and
    `unknown_counts_for_plan` where a plan is at stake; both are the cautious reading. The
    answer `outdated_if` goes stale when a sign that opens the question is reported after it.
    """

    id: str
    group: str
    text: str
    kind: Kind
    asked: str
    sources: tuple[str, ...]
    suspected: str = ""
    confidence: str = ""
    short: str = ""
    help: str | None = None
    self_check: str | None = None
    asked_while: Condition | None = None
    outdated_if: Answer | None = None
    alone_yes: Disposition | None = None
    alone_not_sure: Disposition | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    unknown_counts_as: float | None = None
    unknown_counts_for_plan: float | None = None


class Rule(Value):
    """One combination of answers and the disposition it leads to.

    With `shows_crisis` the crisis line is always shown with it.
    """

    id: str
    level: Disposition
    when: Condition
    why: str
    sources: tuple[str, ...]
    shows_crisis: bool = False


class PlanGate(Value):
    """One reason why no plan is made, whatever the disposition."""

    id: str
    when: Condition
    why: str
    sources: tuple[str, ...]


class Derived(Value):
    """A modifier of the activity plan that the screening already tells."""

    modifier: str
    when: Condition
    sources: tuple[str, ...]


class ScreeningRules(Value):
    """What screening decides with: all questions by id, rules and plan gates."""

    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]
    plan_gates: tuple[PlanGate, ...]


class Screening(Value):
    """Where the person should go, whether a plan may be made, and the answers as they counted."""

    disposition: Disposition
    is_plan_allowed: bool
    answers: Mapping[str, Answer]
    plan_reasons: tuple[Reason, ...] = ()


def screen(replies: Replies, rules: ScreeningRules) -> Decision[Screening]:
    """Decide where the person should go. The reasons are the rules that hold, the most urgent first.

    Where the answers so far mean an emergency, what was not asked any more is left out of the reasons.
    """
    facts = Facts(replies, rules, is_complete=not is_emergency_already(replies, rules))
    fired = sorted(_holding(facts, rules), key=lambda rule: rule.level, reverse=True)
    disposition = most_urgent(rule.level for rule in fired)
    closed = _plan_reasons(facts, rules)
    settled = ((one.id, facts.answer(one.id)) for one in _answer_questions(rules))
    answers = {question: answer for question, answer in settled if answer is not None}
    value = Screening(disposition, disposition.allows_plan and not closed, answers, closed)
    return Decision(value, tuple(_reason(rule.id, rule, facts) for rule in fired))


def is_emergency_already(replies: Replies, rules: ScreeningRules) -> bool:
    """Whether the answers so far mean an emergency, whatever the unasked ones may be."""
    facts = Facts(replies, rules, is_complete=False)
    urgent = (rule for rule in rules.rules if rule.level is Disposition.EMERGENCY_NOW)
    return any(rule.when.holds(facts) for rule in urgent)


def derived_modifiers(
    replies: Replies,
    rules: ScreeningRules,
    derived: tuple[Derived, ...],
) -> tuple[str, ...]:
    """The modifiers of the activity plan that follow from a complete screening."""
    facts = Facts(replies, rules, is_complete=True)
    return tuple(one.modifier for one in derived if one.when.holds(facts))


def is_open(question: str, replies: Replies, rules: ScreeningRules) -> bool:
    """Whether the question is to be asked, as far as the answers so far tell."""
    return Facts(replies, rules, is_complete=False).is_asked(question) is True


def only_open(replies: Replies, rules: ScreeningRules) -> dict[str, Reply]:
    """Those replies whose question is to be asked, as far as all of them together tell."""
    facts = Facts(replies, rules, is_complete=False)
    return {question: reply for question, reply in replies.items() if facts.is_asked(question) is True}


def unanswered(replies: Replies, rules: ScreeningRules) -> tuple[str, ...]:
    """The ids of all questions that would be asked and have no reply; none once it is an emergency."""
    if is_emergency_already(replies, rules):
        return ()
    facts = Facts(replies, rules, is_complete=False)
    return tuple(one for one in rules.questions if one not in replies and facts.is_asked(one) is True)


class Facts(Value, frozen=False):
    """The replies as the rules see them.

    With `is_complete` an open question without a reply counts as not sure and an unknown number as its
    cautious stand-in; otherwise both are undecided.
    """

    replies: Replies
    rules: ScreeningRules
    is_complete: bool
    is_for_plan: bool = False
    _gates: dict[str, bool | None] = field(default_factory=dict)

    def answer(self, question: str) -> Answer | None:
        """The answer as it counts: no behind a closed gate."""
        gate = self.is_asked(question)
        if gate is False:
            return Answer.NO
        reply = self.replies.get(question)
        if isinstance(reply, Answer) and gate:
            return reply
        return Answer.NOT_SURE if self.is_complete else None

    def number(self, name: str) -> float | None:
        """The number, or its cautious stand-in; None while it is not asked."""
        reply = self.replies.get(name)
        if isinstance(reply, float):
            return reply
        return self._stand_in(name) if self.is_complete or reply is Answer.NOT_SURE else None

    def as_said(self, name: str, value: str) -> str:
        """What counted, told apart from a stand-in for what nobody gave."""
        if self.rules.questions[name].kind is Kind.NUMBER:
            return value if name in self._given else f"not known, counts as {value}"
        is_unasked = name not in self.replies and value == Answer.NOT_SURE.value
        return f"not asked, counts as {value}" if is_unasked else value

    @property
    def _given(self) -> frozenset[str]:
        return frozenset(name for name, reply in self.replies.items() if isinstance(reply, float))

    def is_asked(self, question: str) -> bool | None:
        """Whether the gate is open. A gate that looks at a number nobody knows is open."""
        if question not in self._gates:
            gate = self.rules.questions[question].asked_while
            self._gates[question] = True if gate is None else gate.holds(_GateFacts(self))
        return self._gates[question]

    def _stand_in(self, name: str) -> float | None:
        question = self.rules.questions[name]
        return question.unknown_counts_for_plan if self.is_for_plan else question.unknown_counts_as


class _GateFacts(Value):
    """The same facts for gates, where an unknown number opens."""

    facts: Facts

    def answer(self, question: str) -> Answer | None:
        return self.facts.answer(question)

    def number(self, name: str) -> float | None:
        reply = self.facts.replies.get(name)
        if isinstance(reply, float):
            return reply
        return math.nan if self.facts.is_complete or reply is Answer.NOT_SURE else None


def _holding(facts: Facts, rules: ScreeningRules) -> Iterator[Rule]:
    return (rule for rule in rules.rules if rule.when.holds(facts))


def _plan_reasons(facts: Facts, rules: ScreeningRules) -> tuple[Reason, ...]:
    strict = Facts(facts.replies, rules, is_complete=facts.is_complete, is_for_plan=True)
    return tuple(_reason(gate.id, gate, strict) for gate in rules.plan_gates if gate.when.holds(strict))


def _reason(rule_id: str, rule: Rule | PlanGate, facts: Facts) -> Reason:
    inputs = ((name, facts.as_said(name, value)) for name, value in rule.when.evidence(facts))
    return Reason(rule_id, rule.why, tuple(dict.fromkeys(inputs)), rule.sources)


def _answer_questions(rules: ScreeningRules) -> Iterator[Question]:
    return (one for one in rules.questions.values() if one.kind is Kind.ANSWER)
