"""Screening as a flow: deciding, keeping the decision, and the words that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from backcoach.coach.record import Screened
from backcoach.coach.regions import ContactKind, Region
from backcoach.coach.screening import Facts, Kind, Replies, Reply, Screening, only_open, screen
from backcoach.coach.values import Answer, Decision, Disposition, Reason
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, replace

if TYPE_CHECKING:
    from backcoach.coach.withholding import Withholding
    from backcoach.handbook.messages import Message

SAID = frozenset(answer.value for answer in Answer)
"""The values of an input that the person gave; any other stands in for what was never asked."""


SIGNS = 3
"""So many signs fit on one line that is said on the phone."""


class Advice(Value):
    """What to show for a disposition: the fitting messages with numbers and signs filled in, and why.

    The first message is the most pressing one. `top_reasons` are the reasons at the level of the disposition.
    `is_draft` says that no clinician has checked the content.
    """

    disposition: Disposition
    messages: tuple[Message, ...]
    reasons: tuple[Reason, ...]
    plan_reasons: tuple[Reason, ...]
    crisis: str | None
    is_plan_allowed: bool
    is_draft: bool
    top_reasons: tuple[Reason, ...] = ()


def decide(replies: Replies, book: Handbook) -> Decision[Screening]:
    """Where the person should go."""
    return screen(replies, book.screening.rules)


def screened(
    occasion: str,
    replies: Replies,
    book: Handbook,
    sitting: str = "",
    sets: tuple[str, ...] = (),
    gates: tuple[str, ...] = (),
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
        gates,
    )


def replies_of(body: Screened, book: Handbook) -> dict[str, Reply]:
    """The replies a recorded screening was made from, to decide again or to go on from.

    What stood behind a closed gate was never asked, so it is left out: once its gate opens it is unknown. So
    is an id that content does not know, or no longer.
    """
    unknown: dict[str, Reply] = {
        question.id: Answer.NOT_SURE
        for question in book.screening.rules.questions.values()
        if question.kind is Kind.NUMBER
    }
    rules = book.screening.rules
    told = dict(body.answers) | body.numbers
    known = {question: reply for question, reply in told.items() if question in rules.questions}
    return only_open(unknown | known, rules)


def facts_of(body: Screened, book: Handbook, known: Mapping[str, Reply] | None = None) -> Facts:
    """The answers as they count; what was never asked is not put in the person's mouth.

    `known` are the replies it was made from, where they are known already.

    An emergency stops the asking: what was not asked then is not known.
    """
    inputs = (pair for reason in body.reasons for pair in reason.inputs)
    told = replies_of(body, book) if known is None else known
    unasked = {name for name, value in inputs if body.answers.get(name) and value not in SAID}
    replies = {name: one for name, one in told.items() if name not in unasked}
    is_complete = body.disposition is not Disposition.EMERGENCY_NOW
    return Facts(replies, book.screening.rules, is_complete)


def left_by(body: Screened, book: Handbook) -> Withholding:
    """What these answers alone leave of every part of a plan."""
    from backcoach.coach.withholding import withholding

    parts, tags = book.screening.parts, book.screening.tags
    return withholding(body.disposition, (facts_of(body, book),), parts, tags, body.plan_reasons)


def advice(body: Screened, region: Region | None, book: Handbook, left: Withholding | None = None) -> Advice:
    """The words for a recorded screening, with the region's numbers; without a region, general words.

    `left` is what the whole record leaves of a plan; without it the words go by these answers alone.
    """
    top = tuple(reason for reason in body.reasons if _level(reason.rule, book) is body.disposition)
    moving = {"moving": _moving(left or left_by(body, book))}
    fill = {**_fillings(body.disposition, region, book), **moving}
    in_short = _in_short(body, book)
    messages = tuple(
        _filled(one, {**fill, "signs": _signs(top, book, one.says) or in_short})
        for one in _fitting(body.disposition, top, body.plan_reasons, book)
    )
    return Advice(
        body.disposition,
        messages,
        tuple(_as_told(one, book) for one in body.reasons),
        body.plan_reasons,
        crisis_line(region, book) if is_about_mind(body, book) else None,
        body.is_plan_allowed,
        any(review.is_draft for review in book.screening.reviews),
        tuple(dict.fromkeys(_as_told(one, book) for one in top)),
    )


def _in_short(body: Screened, book: Handbook) -> str:
    """What the daily questions that were not denied are about, where no single sign is known."""
    shorts = [gate.short for gate in book.screening.gates if gate.id in body.gates and gate.short]
    return " and ".join(shorts[:2]) or "new symptoms"


def _as_told(reason: Reason, book: Handbook) -> Reason:
    """The reason; one that holds by nothing but what was not asked does not speak of what the person said."""
    answers = [value for name, value in reason.inputs if _is_sign(name, book)]
    is_unasked = bool(answers) and all(value not in SAID for value in answers)
    return replace(reason, why=book.screening.unasked_why) if is_unasked else reason


def _is_sign(name: str, book: Handbook) -> bool:
    """Whether it is a sign, and not a number or a mere follow-up, which says nothing without the sign."""
    question = book.screening.rules.questions.get(name)
    return question is not None and question.kind is Kind.ANSWER and question.alone_yes is not None


def is_about_mind(body: Screened, book: Handbook) -> bool:
    """Whether the crisis line belongs to a screening, whatever else it found."""
    with_crisis = {rule.id for rule in book.screening.rules.rules if rule.shows_crisis}
    return any(reason.rule in with_crisis for reason in body.reasons)


def tells_of_crisis(replies: Replies, book: Handbook) -> bool:
    """Whether the answers so far call for the crisis line, while other questions are still to come."""
    rules = book.screening.rules
    facts = Facts(replies, rules, is_complete=False)
    return any(rule.when.holds(facts) for rule in rules.rules if rule.shows_crisis)


def crisis_line(region: Region | None, book: Handbook) -> str:
    """The first crisis line of a region as words."""
    return _number(ContactKind.CRISIS, region, book)


def _level(rule_id: str, book: Handbook) -> Disposition | None:
    return next((rule.level for rule in book.screening.rules.rules if rule.id == rule_id), None)


def _fitting(
    level: Disposition, top: tuple[Reason, ...], gates: tuple[Reason, ...], book: Handbook
) -> list[Message]:
    """The variants for rules of the top level in order; the general message where a rule has none.

    The first variant for a reason why there is no plan takes the place of the general message.
    """
    at_level = [one for one in book.screening.messages if one.level == level.urgency]
    fired = {reason.rule for reason in top}
    variants = [one for one in at_level if fired & set(one.only_for_rules)]
    spoken_for = {rule for one in variants for rule in one.only_for_rules}
    no_plan = {reason.rule for reason in gates}
    gated = [one for one in at_level if no_plan & set(one.only_for_gates)]
    general = gated[:1] or [one for one in at_level if one.is_for_everybody]
    return variants if fired and fired <= spoken_for else [*variants, *general]


def _fillings(level: Disposition, region: Region | None, book: Handbook) -> Mapping[str, str]:
    numbers = {kind.value: _number(kind, region, book) for kind in ContactKind}
    return numbers | {"days": str(level.within_days or "")}


def _moving(left: Withholding) -> str:
    """How much to move: what is left of that part, and what to do in place of what is not."""
    from backcoach.coach.withholding import MOVING

    return " ".join((*left.part(MOVING).words, *left.instead_of(MOVING)))


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


def _signs(top: tuple[Reason, ...], book: Handbook, said: tuple[str, ...] = ()) -> str:
    """The person's own signs for one line on the phone, at most three, those they are sure of first.

    What was never asked counts in the rules, and is not put in the person's mouth. The line itself speaks of
    the questions in `said`.
    """
    questions = book.screening.rules.questions
    inputs = [one for reason in top for one in reason.inputs]
    if not any(value in SAID and _is_sign(name, book) for name, value in inputs):
        return ""  # when it began says nothing without what began
    by_answer: dict[str, list[str]] = {Answer.YES.value: [], Answer.NOT_SURE.value: []}
    for name, value in dict.fromkeys(inputs):
        is_said = value == Answer.YES.value or (value == Answer.NOT_SURE.value and _is_sign(name, book))
        if is_said and name not in said and name in questions and questions[name].short:
            by_answer[value].append(questions[name].short)
    sure = list(dict.fromkeys(by_answer[Answer.YES.value]))[:SIGNS]
    unsure = list(dict.fromkeys(by_answer[Answer.NOT_SURE.value]))[: SIGNS - len(sure)]
    return _row([*sure, *([f"perhaps {_row(unsure, 'or')}"] if unsure else [])], "and")


def _row(words: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _filled(message: Message, fill: Mapping[str, str]) -> Message:
    from backcoach.handbook.messages import Message

    def words(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.format_map(fill) for text in texts)

    return Message(
        message.id,
        message.level,
        message.headline.format_map(fill),
        words(message.do),
        message.sources,
        message.only_for_rules,
        message.say.format_map(fill).replace(" with perhaps ", " and perhaps ") if message.say else None,
        words(message.take_along),
        words(message.do_not),
        words(message.worse),
        message.drive,
        message.only_for_gates,
        words(message.today),
        message.today_head.format_map(fill) if message.today_head else None,
        message.says,
    )
