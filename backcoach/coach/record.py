"""What the record keeps: one entry for each thing a person said, did or was told.

An entry is never changed. A later entry may supersede it; a mistake is voided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from backcoach.coach.values import Answer, Disposition, Reason

B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Entry(Generic[B]):
    """One line of the record.

    `at` is when it happened and `recorded_at` when it was written, both aware; `zone` is the person's
    time zone name then and `day_on` the day it belongs to. `content_digest` names the content a decision
    was made with, None for what the person said or did.
    """

    id: str
    at: datetime
    zone: str
    day_on: date
    recorded_at: datetime
    body: B
    supersedes: str | None = None
    content_digest: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """One answer to one question, kept the moment it was given.

    `interview` names the sitting it belongs to, so that a broken-off sitting can go on.
    """

    interview: str
    question: str
    value: object


@dataclass(frozen=True, slots=True)
class Screened:
    """One screening: its settled answers, numbers and the decision, with what started it."""

    occasion: str
    answers: dict[str, Answer]
    numbers: dict[str, float | None]
    disposition: Disposition
    is_plan_allowed: bool
    reasons: tuple[Reason, ...]
