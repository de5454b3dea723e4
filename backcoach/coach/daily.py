"""The short safety check of every day: a few gates, each standing for a group of signs.

A no keeps what the last full screening said. Yes or not sure opens the whole group, to be answered sign
by sign; what is not answered then counts as not sure.
"""

from __future__ import annotations

from collections.abc import Mapping

from backcoach.coach.screening import Question, Replies, Reply, ScreeningRules, is_open
from backcoach.coach.values import POSITIVE, Answer
from backcoach.values import Value, field

CIRCUMSTANCES = ("medicine", "pregnancy")
"""What can make a further gate due: a medicine is being taken, or there may be a pregnancy."""


class DailyGate(Value):
    """One question that lists several signs.

    `opens` are the questions asked singly on yes or not sure; `covers` those of them that a no answers.
    `short` names the group in a sentence. Within the gate a question may have other words, `texts`, that ask
    about the time since the last check-in, and an answer that the gate itself gives, `sets`.

    `only_while` names a circumstance without which the gate is not asked, and `event` what happened where the
    answer is not a plain no: then all safety questions are due again.
    """

    id: str
    text: str
    opens: tuple[str, ...]
    covers: tuple[str, ...]
    sources: tuple[str, ...]
    only_while: str | None = None
    event: str | None = None
    short: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, Answer] = field(default_factory=dict)


def gates_today(gates: tuple[DailyGate, ...], circumstances: frozenset[str]) -> tuple[DailyGate, ...]:
    """The gates to ask under the given circumstances."""
    return tuple(gate for gate in gates if gate.only_while is None or gate.only_while in circumstances)


def opened(gates: tuple[DailyGate, ...], answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The questions opened by yes, not sure or no answer at all, each once, in order."""
    found = (question for gate in _positive(gates, answers) for question in gate.opens)
    return tuple(dict.fromkeys(found))


def events_of(gates: tuple[DailyGate, ...], answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The events behind every gate that is not plainly denied."""
    told = (gate.event for gate in _positive(gates, answers))
    return tuple(dict.fromkeys(event for event in told if event is not None))


def daily_replies(
    baseline: Replies,
    gates: tuple[DailyGate, ...],
    answers: Mapping[str, Answer],
    details: Replies,
) -> dict[str, Reply]:
    """The replies to screen with today.

    `baseline` is the last full screening; every opened question loses its old reply and takes the one in
    `details`, if there is one, or the one that the gate itself gives.
    """
    kept: dict[str, Reply] = dict(baseline)
    for question in opened(gates, answers):
        kept.pop(question, None)
    given: dict[str, Reply] = {}
    for gate in _positive(gates, answers):
        given |= gate.sets
    return kept | given | dict(details)


def text_of(question: Question, gates: tuple[DailyGate, ...], answers: Mapping[str, Answer]) -> str:
    """The words of a question that an open gate leads to."""
    texts = (gate.texts.get(question.id) for gate in _positive(gates, answers))
    return next((text for text in texts if text), question.text)


def told(gates: tuple[DailyGate, ...], answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The ids of the gates that are not plainly denied."""
    return tuple(gate.id for gate in _positive(gates, answers))


def _positive(gates: tuple[DailyGate, ...], answers: Mapping[str, Answer]) -> tuple[DailyGate, ...]:
    return tuple(gate for gate in gates if answers.get(gate.id, Answer.NOT_SURE) in POSITIVE)


def still_to_ask(
    gates: tuple[DailyGate, ...],
    answers: Mapping[str, Answer],
    replies: Replies,
    rules: ScreeningRules,
) -> tuple[str, ...]:
    """The opened questions that are open and have no reply yet."""
    return tuple(one for one in opened(gates, answers) if one not in replies and is_open(one, replies, rules))
