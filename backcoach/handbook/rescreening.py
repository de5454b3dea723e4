"""Reading when the safety questions are asked again, and checking it against the questions."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.daily import DailyGate
from backcoach.coach.rescreening import (
    BROKEN_OFF,
    RESTORED,
    SIGN_TOLD,
    Clinician,
    Event,
    Finding,
    Limits,
    QuestionSet,
    Rescreening,
    Sign,
)
from backcoach.coach.screening import Kind, Question, Rule
from backcoach.coach.standing import GAP, LONG_COURSE
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

FILE = "screening/rescreening.toml"
WEEKLY, MONTHLY = "weekly", "monthly"
ASKED_AGAIN = {"weekly": WEEKLY, "once": MONTHLY}
"""How a question is marked, and the set it then has to be in."""


class RescreeningFile(Value):
    """The file as it stands."""

    review: Review
    limits: Limits
    set: tuple[QuestionSet, ...]
    event: tuple[Event, ...]
    clinician: tuple[Clinician, ...]
    finding: tuple[Finding, ...]

    def rules(self, rules: tuple[Rule, ...]) -> Rescreening:
        """What code works with."""
        grave = frozenset(rule.id for rule in rules if not rule.level.allows_plan)
        return Rescreening(self.limits, self.set, self.event, self.clinician, self.finding, grave)


def check_rescreening(
    reader: ContentReader,
    rules: Rescreening,
    questions: dict[str, Question],
    gates: tuple[DailyGate, ...],
) -> None:
    """Find questions that are asked once and never again, and events that nothing tells about."""
    for named in (rules.sets, rules.events, rules.clinicians, rules.findings):
        reader.unique(FILE, [one.id for one in named])
    for one in rules.clinicians:
        for unknown in sorted(set(one.only_rules) - rules.grave_rules):
            reader.fault(FILE, one.id, f"{unknown!r} is no rule that allows no plan")
    for where, fault in (*_set_faults(rules, questions), *_event_faults(rules, gates)):
        reader.fault(FILE, where, fault)


def _set_faults(rules: Rescreening, questions: dict[str, Question]) -> Iterator[tuple[str, str]]:
    held = {one.id: set(one.questions) for one in rules.sets}
    for one in rules.sets:
        for unknown in sorted(held[one.id] - set(questions)):
            yield f"{one.id}.questions", f"unknown question {unknown!r}"
        if one.every_days > one.rests_after_days:
            yield one.id, "the plan would rest before the questions are due"
    for question in questions.values():
        wanted = ASKED_AGAIN.get(question.asked)
        if wanted and question.kind is Kind.ANSWER and question.id not in held.get(wanted, ()):
            yield wanted, f"{question.id!r} is marked {question.asked!r} and is not asked again"


def _event_faults(rules: Rescreening, gates: tuple[DailyGate, ...]) -> Iterator[tuple[str, str]]:
    known = {event.id for event in rules.events}
    told = {gate.event for gate in gates if gate.event}
    for unknown in sorted(told - known):
        yield "event", f"a daily gate tells of {unknown!r}, which is no event"
    for sign in Sign:
        if len([event for event in rules.events if event.sign is sign]) != 1:
            yield "event", f"exactly one event has the sign {sign.value!r}"
    untold = {GAP, LONG_COURSE, BROKEN_OFF, SIGN_TOLD, RESTORED}
    for missing in sorted(untold - known):
        yield "event", f"{missing!r} is missing"
    for event in rules.events:
        if event.sign is None and event.id not in told | untold:
            yield event.id, "nothing tells of this event"
