"""Screening as a flow: deciding, keeping the decision, and the words that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backcoach.coach.record import Screened
from backcoach.coach.regions import ContactKind, Region
from backcoach.coach.screening import Kind, Replies, Reply, Screening, is_open, screen
from backcoach.coach.values import Answer, Decision, Disposition, Reason
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.messages import Message


@dataclass(frozen=True, slots=True)
class Advice:
    """What to show for a disposition: the fitting messages with numbers and signs filled in, and why.

    The first message is the most pressing one. `is_draft` says that no clinician has checked the content.
    """

    disposition: Disposition
    messages: tuple[Message, ...]
    reasons: tuple[Reason, ...]
    plan_reasons: tuple[Reason, ...]
    crisis: str | None
    is_plan_allowed: bool
    is_draft: bool


def decide(replies: Replies, book: Handbook) -> Decision[Screening]:
    """Where the person should go."""
    return screen(replies, book.screening.rules)


def screened(
    occasion: str, replies: Replies, book: Handbook, sitting: str = "", sets: tuple[str, ...] = ()
) -> Screened:
    """The decision as the record keeps it."""
    decision = decide(replies, book)
    numbers = {name: reply for name, reply in replies.items() if isinstance(reply, float)}
    return Screened(
        occasion,
        dict(decision.value.answers),
        numbers,
        decision.value.disposition,
        decision.value.is_plan_allowed,
        decision.reasons,
        decision.value.plan_reasons,
        sets,
        sitting,
    )


def replies_of(body: Screened, book: Handbook) -> dict[str, Reply]:
    """The replies a recorded screening was made from, to decide again or to go on from.

    What stood behind a closed gate was never asked, so it is left out: once its gate opens it is unknown.
    """
    unknown: dict[str, Reply] = {
        question.id: Answer.NOT_SURE
        for question in book.screening.rules.questions.values()
        if question.kind is Kind.NUMBER
    }
    replies = unknown | dict(body.answers) | body.numbers
    rules = book.screening.rules
    return {question: reply for question, reply in replies.items() if is_open(question, replies, rules)}


def advice(body: Screened, region: Region | None, book: Handbook) -> Advice:
    """The words for a recorded screening, with the region's numbers; without a region, general words."""
    top = tuple(reason for reason in body.reasons if _level(reason.rule, book) is body.disposition)
    fill = _fillings(body.disposition, top, region, book)
    messages = tuple(_filled(message, fill) for message in _fitting(body.disposition, top, book))
    with_crisis = {rule.id for rule in book.screening.rules.rules if rule.shows_crisis}
    is_about_mind = any(reason.rule in with_crisis for reason in body.reasons)
    return Advice(
        body.disposition,
        messages,
        body.reasons,
        body.plan_reasons,
        fill["crisis"] if is_about_mind else None,
        body.is_plan_allowed,
        any(review.is_draft for review in book.screening.reviews),
    )


def _level(rule_id: str, book: Handbook) -> Disposition | None:
    return next((rule.level for rule in book.screening.rules.rules if rule.id == rule_id), None)


def _fitting(level: Disposition, top: tuple[Reason, ...], book: Handbook) -> list[Message]:
    """The variants for rules of the top level in order; the general message where a rule has none."""
    at_level = [one for one in book.screening.messages if one.level == level.urgency]
    fired = {reason.rule for reason in top}
    variants = [one for one in at_level if fired & set(one.only_for_rules)]
    spoken_for = {rule for one in variants for rule in one.only_for_rules}
    general = [one for one in at_level if not one.only_for_rules]
    return variants if fired and fired <= spoken_for else [*variants, *general]


def _fillings(
    level: Disposition,
    top: tuple[Reason, ...],
    region: Region | None,
    book: Handbook,
) -> Mapping[str, str]:
    numbers = {kind.value: _number(kind, region, book) for kind in ContactKind}
    return numbers | {"days": str(level.within_days or ""), "signs": _signs(top, book)}


def _number(kind: ContactKind, region: Region | None, book: Handbook) -> str:
    """The first contact of a kind as words; the general ones of the region `other` where none is known."""
    for place in (region, book.region("other")):
        contacts = place.contacts_for(kind) if place else ()
        if contacts:
            label, number = contacts[0].label, contacts[0].number
            if kind is ContactKind.EMERGENCY:
                return number or label
            return label if not number or number in label else f"{label} ({number})"
    return "your local emergency number"


def _signs(top: tuple[Reason, ...], book: Handbook) -> str:
    """The person's own signs for one line on the phone, at most three, those they are sure of first.

    What was never asked counts in the rules, and is not put in the person's mouth.
    """
    questions = book.screening.rules.questions
    inputs = [one for reason in top for one in reason.inputs]
    named = (
        lead + questions[name].short
        for answer, lead in ((Answer.YES, ""), (Answer.NOT_SURE, "perhaps "))
        for name, value in inputs
        if value == answer.value and name in questions and questions[name].short
    )
    signs = list(dict.fromkeys(named))[:3]
    return " and ".join([", ".join(signs[:-1]), signs[-1]] if len(signs) > 1 else signs) or "new symptoms"


def _filled(message: Message, fill: Mapping[str, str]) -> Message:
    def words(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.format_map(fill) for text in texts)

    return Message(
        message.id,
        message.level,
        message.headline.format_map(fill),
        words(message.do),
        message.sources,
        message.only_for_rules,
        message.say.format_map(fill) if message.say else None,
        words(message.take_along),
        words(message.do_not),
        words(message.worse),
        message.drive,
    )
