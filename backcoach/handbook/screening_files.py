"""The shape of each screening content file, and of the book they make together."""

from __future__ import annotations

from dataclasses import dataclass

from backcoach.coach.daily import DailyGate
from backcoach.coach.interview import STALE_AFTER_HOURS, Interview, Option, PromptKind
from backcoach.coach.screening import Derived, Kind, ScreeningRules
from backcoach.coach.values import Answer, Disposition
from backcoach.handbook.messages import Message, Tag, WithheldPart
from backcoach.handbook.review import Review

FOLDER = "screening"
QUESTIONS = f"{FOLDER}/questions_*.toml"
RULES = f"{FOLDER}/rules_*.toml"
SETS = f"{FOLDER}/sets.toml"
SCOPE = f"{FOLDER}/plan_gates.toml"
DERIVED = f"{FOLDER}/derived.toml"
PROMPTS = f"{FOLDER}/prompts.toml"
DAILY = f"{FOLDER}/daily.toml"
MESSAGES = f"{FOLDER}/dispositions.toml"


@dataclass(frozen=True, slots=True)
class ScreeningBook:
    """Everything about screening: what it asks, decides and says, and whether anybody has checked it."""

    rules: ScreeningRules
    interview: Interview
    gates: tuple[DailyGate, ...]
    derived: tuple[Derived, ...]
    messages: tuple[Message, ...]
    parts: tuple[WithheldPart, ...]
    tags: tuple[Tag, ...]
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question as it is written, its gate as text."""

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
    asked_while: str | None = None
    outdated_if: Answer | None = None
    alone_yes: Disposition | None = None
    alone_not_sure: Disposition | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    unknown_counts_as: float | None = None
    unknown_counts_for_plan: float | None = None


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """One file of questions."""

    review: Review
    question: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class SetsFile:
    """Sets of questions, and conditions and counts with a name."""

    review: Review
    sets: dict[str, tuple[str, ...]]
    conditions: dict[str, str]
    counts: dict[str, str]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule, its condition as text."""

    id: str
    level: Disposition
    when: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of rules."""

    review: Review
    rule: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class PlanGateRow:
    """One plan gate, its condition as text."""

    id: str
    when: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanGateFile:
    """One file of plan gates."""

    review: Review
    plan_gate: tuple[PlanGateRow, ...]


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """One modifier the screening tells, its condition as text."""

    modifier: str
    when: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DerivedFile:
    """One file of derived modifiers."""

    review: Review
    derived: tuple[DerivedRow, ...]


@dataclass(frozen=True, slots=True)
class PromptRow:
    """One prompt; options stand as tables of their own."""

    id: str
    kind: PromptKind
    questions: tuple[str, ...]
    stem: str | None = None
    reason: str | None = None
    fresh_hours: int = STALE_AFTER_HOURS
    option: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptFile:
    """One file of prompts and follow-ups."""

    review: Review
    prompt: tuple[PromptRow, ...]
    follow_up: tuple[PromptRow, ...]


@dataclass(frozen=True, slots=True)
class DailyFile:
    """One file of daily gates."""

    review: Review
    gate: tuple[DailyGate, ...]


@dataclass(frozen=True, slots=True)
class TagRow:
    """One tag, its condition as text."""

    id: str
    label: str
    when: str
    withhold: tuple[str, ...]
    sources: tuple[str, ...]
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class MessageFile:
    """One file of messages, withheld parts and tags."""

    review: Review
    message: tuple[Message, ...]
    part: tuple[WithheldPart, ...]
    tag: tuple[TagRow, ...]
