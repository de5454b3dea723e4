"""The shape of each screening content file."""

from __future__ import annotations

from backcoach.coach.daily import DailyGate
from backcoach.coach.interview import Prompt
from backcoach.coach.screening import Derived, PlanGate, Question, Rule
from backcoach.handbook.messages import Message
from backcoach.handbook.review import Review
from backcoach.values import dataclass

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
class QuestionFile:
    """One file of questions."""

    review: Review
    question: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SetsFile:
    """Sets of questions, and conditions and counts with a name, as text."""

    review: Review
    sets: dict[str, tuple[str, ...]]
    conditions: dict[str, str]
    counts: dict[str, str]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of rules."""

    review: Review
    rule: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class PlanGateFile:
    """The file of plan gates."""

    review: Review
    plan_gate: tuple[PlanGate, ...]


@dataclass(frozen=True, slots=True)
class DerivedFile:
    """The file of derived modifiers."""

    review: Review
    derived: tuple[Derived, ...]


@dataclass(frozen=True, slots=True)
class PromptFile:
    """The file of prompts and follow-ups."""

    review: Review
    prompt: tuple[Prompt, ...]
    follow_up: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class DailyFile:
    """The file of daily gates."""

    review: Review
    gate: tuple[DailyGate, ...]


@dataclass(frozen=True, slots=True)
class MessageFile:
    """The file of messages.

    `crisis_first` stands before the crisis line while questions still come, `unasked_why` for the reason of a
    rule that holds only by what was not asked.
    """

    crisis_first: str
    unasked_why: str
    review: Review
    message: tuple[Message, ...]
