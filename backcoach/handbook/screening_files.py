"""The shape of each screening content file."""

from __future__ import annotations

from backcoach.coach.daily import DailyGate
from backcoach.coach.interview import Prompt
from backcoach.coach.screening import Derived, PlanGate, Question, Rule
from backcoach.handbook.messages import Message
from backcoach.handbook.review import Review
from backcoach.values import Value

FOLDER = "screening"
QUESTIONS = f"{FOLDER}/questions_*.toml"
RULES = f"{FOLDER}/rules_*.toml"
SETS = f"{FOLDER}/sets.toml"
SCOPE = f"{FOLDER}/plan_gates.toml"
DERIVED = f"{FOLDER}/derived.toml"
PROMPTS = f"{FOLDER}/prompts.toml"
DAILY = f"{FOLDER}/daily.toml"
MESSAGES = f"{FOLDER}/dispositions.toml"


class QuestionFile(Value):
    """One file of questions."""

    review: Review
    question: tuple[Question, ...]


class SetsFile(Value):
    """Sets of questions, and conditions and counts with a name, as text."""

    review: Review
    sets: dict[str, tuple[str, ...]]
    conditions: dict[str, str]
    counts: dict[str, str]


class RuleFile(Value):
    """One file of rules."""

    review: Review
    rule: tuple[Rule, ...]


class PlanGateFile(Value):
    """The file of plan gates."""

    review: Review
    plan_gate: tuple[PlanGate, ...]


class DerivedFile(Value):
    """The file of derived modifiers."""

    review: Review
    derived: tuple[Derived, ...]


class PromptFile(Value):
    """The file of prompts and follow-ups."""

    review: Review
    prompt: tuple[Prompt, ...]
    follow_up: tuple[Prompt, ...]


class DailyFile(Value):
    """The file of daily gates."""

    review: Review
    gate: tuple[DailyGate, ...]


class MessageFile(Value):
    """The file of messages.

    `crisis_first` stands before the crisis line while questions still come, `unasked_why` for the reason of a
    rule that holds only by what was not asked.
    """

    crisis_first: str
    unasked_why: str
    review: Review
    message: tuple[Message, ...]
