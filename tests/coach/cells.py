"""Where each answer leads when nothing else is positive, as the content says it."""

from __future__ import annotations

from dataclasses import replace

from backcoach.coach.screening import Kind, Replies, Reply
from backcoach.coach.values import Answer
from tests.spec.conftest import real_screening
from tests.spec.tables import positives

RULES = real_screening().rules
WITHOUT_GATES = replace(
    RULES, questions={name: replace(one, asked_while=None) for name, one in RULES.questions.items()}
)
CELLS = [
    (one.id, answer, cell)
    for one in RULES.questions.values()
    for answer, cell in ((Answer.YES, one.alone_yes), (Answer.NOT_SURE, one.alone_not_sure))
    if cell is not None
]
CONTEXT = {
    "fx_major_trauma": "fx_major_recent=u",
    "preg_late": "preg_possible=u",
    "preg_bleed": "preg_possible=u",
    "preg_fluid": "preg_possible=u",
    "preg_one_side": "preg_possible=u",
    "preg_shoulder": "preg_possible=u",
    "preg_tighten": "preg_possible=u",
    "preg_move_less": "preg_possible=u",
    "preg_belly": "preg_possible=u",
    "preg_bleed_heavy": "preg_possible=u",
}
"""What a cell takes for granted beside its own answer. Every cell takes `ces_recent` not to be no."""


def alone(name: str, answer: Answer) -> Replies:
    """An adult of 40 with one week of pain, or two where a cell needs them, and this one answer."""
    everything = (one.id for one in RULES.questions.values() if one.kind is Kind.ANSWER)
    replies: dict[str, Reply] = {
        **dict.fromkeys(everything, Answer.NO),
        "scope_self": Answer.YES,
        "scope_low_back": Answer.YES,
        "age_years": 40.0,
        "course_weeks": 2.0 if name == "course_cant_do" else 1.0,
        "onset_age": 40.0,
        "ces_recent": Answer.NOT_SURE,
    }
    return replies | positives(CONTEXT.get(name, "")) | {name: answer}
