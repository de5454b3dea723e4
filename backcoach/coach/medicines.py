"""The medicine values: verdicts, conditions that narrow them, amounts, and the book that holds them all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.signs import SideEffect, StopSign
from backcoach.coach.values import Answer, Reason
from backcoach.values import Value, field

WEIGHT_QUESTION = "weight_kg"
TOOK_LAST_24H_QUESTION = "took_last_24h"
OWN_QUESTIONS = frozenset({WEIGHT_QUESTION, TOOK_LAST_24H_QUESTION})
"""Prompts that ask something of their own instead of conditions."""

RULE_IDS = (
    "not_planned_here",
    "no_product_row",
    "hit_removed",
    "medicine_answers_old",
    "nsaids_closed",
    "three_reasons",
    "course_days",
    "fewer_regular_days",
    "fewer_doses_awake",
    "personal_limit",
    "day_3_check",
    "recent_days",
    "too_few_days",
    "days_of_rest",
    "no_dose_fits",
    "shifted_doses",
    "single_max",
    "spacing",
    "daily_max",
    "doses_24h",
    "lock_24h",
    "dose_allowed",
    "taken_fine",
    "taken_too_early",
    "taken_above_plan",
    "taken_above_limit_paracetamol",
    "taken_above_limit_nsaid",
)


class Cell(Value):
    """What one condition does to one medicine."""

    verdict: Verdict
    limits: PersonalLimits = field(default_factory=PersonalLimits)


class Escalation(Value):
    """A stronger verdict that one region's labels ask for."""

    region: str
    medicine: Medicine
    verdict: Verdict


class Condition(Value):
    """One yes-or-no fact about the person that narrows medicines; no cell means it adds nothing there.

    Age, weight and course bounds let a number answer it; `all_of` makes it follow from others.
    `ask_under_age` closes it for people of that age or older. Conditions of one `reason_group` count
    once when three reasons close a medicine; `counts_as_reason` false never counts. `spares_named_nsaid`
    leaves alone the one anti-inflammatory that a yes is about.
    """

    id: str
    question: str
    why: str
    sources: tuple[str, ...]
    cells: Mapping[Medicine, Cell]
    escalations: tuple[Escalation, ...] = ()
    reason_group: str | None = None
    counts_as_reason: bool = True
    from_age_years: int | None = None
    to_age_years: int | None = None
    below_weight_kg: float | None = None
    from_course_weeks: int | None = None
    ask_under_age: int | None = None
    all_of: tuple[str, ...] = ()
    spares_named_nsaid: bool = False

    @property
    def is_computed(self) -> bool:
        """Whether it follows from other answers and is never asked."""
        return bool(self.all_of)

    @property
    def is_age_row(self) -> bool:
        """Whether the age in years answers it."""
        return self.from_age_years is not None or self.to_age_years is not None

    @property
    def is_asked(self) -> bool:
        """Whether a person is ever asked it in words; else numbers or other answers tell."""
        return not (self.is_computed or self.is_age_row or self.below_weight_kg is not None)

    def holds_at_age(self, age_years: int | None) -> bool:
        """Whether an age row holds; an age that is not known holds every row."""
        if age_years is None:
            return True
        youngest, oldest = self.from_age_years, self.to_age_years
        return (youngest is None or age_years >= youngest) and (oldest is None or age_years <= oldest)

    def is_closed_at(self, age_years: int | None) -> bool:
        """Whether it cannot be so at that age and is not asked; an age that is not known leaves it open."""
        return self.ask_under_age is not None and age_years is not None and age_years >= self.ask_under_age

    @property
    def reason_key(self) -> str:
        """What it counts as among the reasons to ask first."""
        return self.reason_group or self.id


class PromptKind(Enum):
    """How a prompt is answered; `each` gives every line its own answer."""

    NUMBER = "number"
    ONE = "one"
    TICKS = "ticks"
    EACH = "each"


class Prompt(Value):
    """What is asked together: condition ids, or the single id of a question whose words are the stem."""

    id: str
    kind: PromptKind
    stem: str
    items: tuple[str, ...]


class CarryOver(Value):
    """A screening question whose yes or not sure answers conditions here; its no only if `takes_no`.

    With `if_answer` only that answer of the screening counts.
    """

    screening: str
    conditions: tuple[str, ...]
    takes_no: bool = False
    if_answer: Answer | None = None


class Backstop(Value):
    """A screening yes or not sure that no answer here explains: `then` counts as yes.

    With a `stem`, all its conditions are then asked one by one under these words. With `replaces`, `then` is
    not asked: it is yes when nothing explains the screening answer, else no.
    """

    screening: str
    unless_any: tuple[str, ...]
    then: str
    stem: str = ""
    replaces: bool = False


class MedicineInfo(Value):
    """What a person is told about one medicine. `names` are its names in regions that use another.

    `stop_today` says that the step down is no duty, `step_2` what its optional doses are for;
    `stop_brief` names the main stop signs in one line.
    """

    id: Medicine
    name: str
    may_be_planned: bool
    with_food: bool
    take_with: str
    ask: str
    sources: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    expect: tuple[str, ...] = ()
    stop_today: str = ""
    stop_brief: str = ""
    step_2: str = ""
    hidden_in: tuple[str, ...] = ()

    def name_in(self, region_code: str) -> str:
        """The name on packs in that region."""
        return self.names.get(region_code, self.name)


class Rule(Value):
    """A named rule of the medicine part: why it holds, and what to do where it asks for something."""

    id: str
    why: str
    sources: tuple[str, ...]
    steps: tuple[str, ...] = ()


class Clearance(Value):
    """A recorded yes to one medicine: who said it, in which role, and when.

    `hits` are the ids of what it was given for; what is not among them needs a new yes.
    """

    medicine: Medicine
    who: str
    role: str
    on: date
    hits: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.role.strip():
            raise ValueError("a recorded yes names who gave it and their role")


class MedicineBook(Value):
    """All that is known about medicines apart from the regions' products.

    `fresh_hours` is how long the answers may open a new course; `news_event` is the id of the event after
    which the medicine questions are due again. What `passing_prompt` asks counts for `passing_days` once it
    is denied again; what another prompt asks counts for good.
    """

    conditions: tuple[Condition, ...]
    prompts: tuple[Prompt, ...]
    carry_overs: tuple[CarryOver, ...]
    backstops: tuple[Backstop, ...]
    medicines: tuple[MedicineInfo, ...]
    stop_signs: tuple[StopSign, ...]
    side_effects: tuple[SideEffect, ...]
    rules: tuple[Rule, ...]
    is_draft: bool
    fresh_hours: int
    news_event: str
    passing_prompt: str
    passing_days: int

    @property
    def passing(self) -> frozenset[str]:
        """The conditions that come and go by themselves, such as a fever."""
        return frozenset(i for one in self.prompts if one.id == self.passing_prompt for i in one.items)

    def condition(self, condition_id: str) -> Condition:
        """The condition of that id; KeyError if there is none."""
        return {condition.id: condition for condition in self.conditions}[condition_id]

    def info(self, medicine: Medicine) -> MedicineInfo:
        """What is told about a medicine; KeyError if the book has nothing."""
        return {info.id: info for info in self.medicines}[medicine]

    def stop_signs_of(self, medicine: Medicine) -> tuple[StopSign, ...]:
        """The signs to stop a medicine for."""
        return tuple(one for one in self.stop_signs if medicine in one.medicines)

    def side_effects_of(self, medicine: Medicine) -> tuple[SideEffect, ...]:
        """What a medicine may do that is usually mild."""
        return tuple(one for one in self.side_effects if medicine in one.medicines)

    @property
    def sign_ids(self) -> tuple[str, ...]:
        """The ids of all signs and side effects that may be told by name."""
        return (*(one.id for one in self.stop_signs), *(one.id for one in self.side_effects))

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError if there is none."""
        return {rule.id: rule for rule in self.rules}[rule_id]

    def reason(self, rule_id: str, **inputs: object) -> Reason:
        """A reason in the words of a rule, with what made it hold."""
        rule = self.rule(rule_id)
        return Reason(
            rule.id, rule.why, tuple((name, str(value)) for name, value in inputs.items()), rule.sources
        )
