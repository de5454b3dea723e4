"""What signs of a sitting come to that were told without all the questions about them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from backcoach.coach.daily import DailyGate, daily_replies, events_of, opened, told
from backcoach.coach.record import STOPPED, Screened, ScreeningDue
from backcoach.coach.rescreening import BROKEN_OFF
from backcoach.coach.screening import (
    Facts,
    Kind,
    Replies,
    Reply,
    ScreeningRules,
    is_open,
    only_open,
    unanswered,
)
from backcoach.coach.values import POSITIVE, Answer, Reason
from backcoach.flows.replies import read_answer, read_reply
from backcoach.flows.screening import SAID, screened
from backcoach.flows.unfinished import is_about_safety
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, replace

NOT_ASKED = "not asked, counts as {}"


class ToldInPart(Value):
    """What signs come to that were told without all questions about them being answered.

    `body` is set where it lets a plan rest; `events` are the ids of what makes all questions due again.
    """

    body: Screened | None
    events: tuple[str, ...]

    def bodies(self) -> tuple[Screened | ScreeningDue, ...]:
        """What there is to keep of it."""
        return (*([self.body] if self.body else []), *(ScreeningDue(event) for event in self.events))


def judge(before: Replies, given: Mapping[str, object], book: Handbook, sitting: str = "") -> ToldInPart:
    """What signs of a sitting that broke off come to.

    `given` are plain replies by the id of a question or a daily gate; `before` is what was settled before.
    Without it only what is grave by itself counts.
    """
    gates, details = _sorted_out(given, book)
    if not before:
        alone = _as_told(weigh(STOPPED, {**_nothing_told(book), **details}, book)[0], details, book)
        is_grave = any(reply in POSITIVE for reply in details.values()) and not alone.disposition.allows_plan
        return ToldInPart(replace(alone, sitting=sitting) if is_grave else None, ())
    answered = tuple(gate for gate in book.screening.gates if gate.id in gates)
    body, is_short = weigh(STOPPED, daily_replies(before, answered, gates, details), book, answered, gates)
    if not body.disposition.allows_plan:
        return ToldInPart(replace(body, sitting=sitting), ())
    events = (*events_of(answered, gates), *([BROKEN_OFF] if is_short else []))
    return ToldInPart(None if body.is_plan_allowed else replace(body, sitting=sitting), events)


def weigh(
    occasion: str,
    replies: Replies,
    book: Handbook,
    gates: tuple[DailyGate, ...] = (),
    answers: Mapping[str, Answer] | None = None,
) -> tuple[Screened, bool]:
    """The decision on replies that leave questions open, and whether it waits for those.

    What was not asked counts as not sure, and no less, where the rest alone is grave, or where a daily gate
    that was not denied stands for it. Where only the unasked would make it grave, that is a reason to ask:
    then it is decided on what was told, and all questions are due again. What stands in for the unasked is
    not kept as an answer.
    """
    strict = screened(occasion, replies, book, gates=told(gates, answers or {}))
    is_opened = bool(opened(gates, answers or {}))
    if strict.disposition.allows_plan or is_opened:
        return strict, False
    mild = _as_told(screened(occasion, _denied(replies, book.screening.rules), book), replies, book)
    is_shut_out = any(_counts(name, strict) and not _counts(name, mild) for name in replies)
    return (strict, False) if is_shut_out or not mild.disposition.allows_plan else (mild, True)


def _as_told(body: Screened, told: Replies, book: Handbook) -> Screened:
    """The same decision with what was told alone: what only stood in for an answer is in nobody's mouth."""
    facts = Facts(told, book.screening.rules, is_complete=False)
    kept = {name: one for name, one in body.answers.items() if name in told or facts.is_asked(name) is False}
    assumed = frozenset(body.answers) - kept.keys()
    reasons, closed = (
        tuple(_not_said(one, assumed) for one in some) for some in (body.reasons, body.plan_reasons)
    )
    return replace(body, answers=kept, reasons=reasons, plan_reasons=closed)


def _not_said(reason: Reason, assumed: frozenset[str]) -> Reason:
    """The reason, with inputs that say of what was not asked that it was not."""
    inputs = (
        (name, NOT_ASKED.format(one) if name in assumed and one in SAID else one)
        for name, one in reason.inputs
    )
    return replace(reason, inputs=tuple(inputs))


def _counts(name: str, body: Screened) -> bool:
    return body.answers.get(name) in POSITIVE


def _denied(replies: Replies, rules: ScreeningRules) -> Replies:
    """The replies with no to everything that is still open."""
    known = dict(replies)
    while pending := unanswered(known, rules):
        kinds = {one: rules.questions[one].kind for one in pending}
        known |= {one: Answer.NO if kind is Kind.ANSWER else Answer.NOT_SURE for one, kind in kinds.items()}
    return known


def sign_alone(before: Replies, given: Mapping[str, object], book: Handbook) -> Screened | None:
    """What signs lead to that cannot be kept, to be shown in place of a bare fault; None without a sign.

    It is never recorded and no plan comes of it. Where nothing is known from `before`, what was not asked is
    left out: counted as not sure, it would make an emergency of every single sign. A sign whose own gate
    nobody opened does count so.
    """
    safety = {name: plain for name, plain in given.items() if is_about_safety(name, book)}
    gates, details = _sorted_out(safety, book)
    positive = [name for name, reply in details.items() if reply in POSITIVE]
    if not positive and not any(reply in POSITIVE for reply in gates.values()):
        return None
    answered = tuple(gate for gate in book.screening.gates if gate.id in gates)
    replies = daily_replies(before or _nothing_told(book), answered, gates, details)
    is_read = all(is_open(name, replies, book.screening.rules) for name in positive)
    return screened(STOPPED, replies if is_read else details, book)


def _nothing_told(book: Handbook) -> Replies:
    """No sign at all, and no number; what no opens is unknown."""
    rules = book.screening.rules
    replies: dict[str, Reply] = {
        one.id: Answer.NO if one.kind is Kind.ANSWER else Answer.NOT_SURE for one in rules.questions.values()
    }
    return only_open(replies, rules)


def _sorted_out(given: Mapping[str, object], book: Handbook) -> tuple[dict[str, Answer], dict[str, Reply]]:
    gates: dict[str, Answer] = {}
    details: dict[str, Reply] = {}
    questions = book.screening.rules.questions
    for name, plain in given.items():
        with suppress(ValueError):  # content has changed since
            if name in questions:
                details[name] = read_reply(questions[name], plain)
            else:
                gates[name] = read_answer(plain)
    return gates, details
