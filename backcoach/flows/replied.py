"""What was replied in `start` so far, and what comes next: for answers typed one by one or read at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcoach.coach.intake import NO_MEDICINE, IntakeKind, IntakeQuestion, check_reply, is_wanted
from backcoach.coach.interview import Ask, next_ask
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_questions import carry_over, prompts_to_ask
from backcoach.coach.medicines import Prompt
from backcoach.coach.regions import Product, Region
from backcoach.coach.rescreening import COURSE_WEEKS
from backcoach.coach.screening import Reply
from backcoach.coach.values import Answer
from backcoach.flows.desk import REGION
from backcoach.flows.replies import read_answer, read_reply
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, field, replace

MEDICINE = "medicine"
PRODUCT = "product"
MODIFIERS = "modifiers"
LINE = "."
"""Stands between a question and one line of it, as in `worries.low_mood`: a part of a reply."""
WEIGHT = "weight_kg"


class Conclude(Value):
    """The screening is all asked: decide, keep and show."""


class Finish(Value):
    """Everything is asked: make the plan."""


Step = IntakeQuestion | Ask | Prompt | Conclude | Finish


class Replied(Value, frozen=False):
    """The replies of one sitting, by what they are for; `lines` are parts of a reply not yet whole."""

    screening: dict[str, Reply] = field(default_factory=dict)
    intake: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, dict[str, str]] = field(default_factory=dict)
    medicine: dict[str, Answer] = field(default_factory=dict)
    weight_kg: float | None = None
    is_weight_asked: bool = False

    def take(self, question: str, plain: object, book: Handbook) -> None:
        """Put one reply where it belongs. Raises `ValueError` with what is wanted, `KeyError` if unknown."""
        if question in book.screening.rules.questions:
            self.screening.pop(question, None)
            self.screening[question] = read_reply(book.screening.rules.questions[question], plain)
        elif question == WEIGHT:
            self.weight_kg, self.is_weight_asked = read_weight(plain), True
        elif question in medicine_ids(book):
            self.medicine[question] = read_answer(plain)
        elif LINE in question:
            self._take_line(question, plain, book)
        else:
            asked = {one.id: one for one in book.intake}[question]
            self.intake[question] = check_reply(asked, plain)

    def _take_line(self, name: str, plain: object, book: Handbook) -> None:
        """Put one line of a question beside those of it that are answered, until all of it is a reply."""
        question, _, line = name.partition(LINE)
        asked = {one.id: one for one in book.intake}[question]
        checked = check_reply(asked, {line: plain})
        if isinstance(checked, Mapping):
            lines = self.lines.setdefault(question, {})
            lines[line] = checked[line]
            if set(lines) == set(checked):
                self.intake[question] = check_reply(asked, lines)

    @property
    def wanted(self) -> Medicine | None:
        """The medicine the person wants, if any."""
        choice = self.intake.get(MEDICINE, NO_MEDICINE)
        return None if choice == NO_MEDICINE else Medicine(choice)

    @property
    def age_years(self) -> int | None:
        """The age, if known."""
        age = self.screening.get("age_years")
        return int(age) if isinstance(age, float) else None

    @property
    def course_weeks(self) -> float | None:
        """How long this bout has lasted, if known."""
        weeks = self.screening.get(COURSE_WEEKS)
        return weeks if isinstance(weeks, float) else None

    def weeks_for_plan(self, book: Handbook) -> float | None:
        """How long this bout has lasted, or what an unknown time counts as; None where it was not asked."""
        is_unknown = self.screening.get(COURSE_WEEKS) is Answer.NOT_SURE
        stand_in = book.screening.rules.questions[COURSE_WEEKS].unknown_counts_for_plan
        return stand_in if is_unknown else self.course_weeks


def medicine_ids(book: Handbook) -> frozenset[str]:
    """Everything the medicine prompts ask for with yes, no or not sure."""
    return frozenset(item for prompt in book.medicine.prompts for item in prompt.items) - {WEIGHT}


LEAST_KG, MOST_KG = 20, 400


def read_weight(plain: object) -> float | None:
    """A weight in kilograms, None when it is not known. Raises `ValueError` with what is wanted."""
    if plain == Answer.NOT_SURE.value:
        return None
    if isinstance(plain, bool) or not isinstance(plain, int | float) or not LEAST_KG <= plain <= MOST_KG:
        raise ValueError(f"a weight from {LEAST_KG} to {MOST_KG} kg, or not_sure")
    return float(plain)


def next_step(replied: Replied, book: Handbook, *, is_concluded: bool) -> Step:
    """What comes next after these replies."""
    by_id = {question.id: question for question in book.intake}
    if REGION not in replied.intake:
        return by_id[REGION]
    ask = next_ask(replied.screening, book.screening.interview, book.screening.rules)
    if ask is not None:
        return ask
    if not is_concluded:
        return Conclude()
    for question in book.intake:
        if question.id not in replied.intake and is_wanted(question, replied.intake):
            choices = offered(question, replied, book)
            if is_a_choice(choices):
                return choices
    prompts = medicine_prompts(replied, book)
    return prompts[0] if prompts else Finish()


def is_a_choice(question: IntakeQuestion) -> bool:
    """Whether there is anything to choose: a single pack, or none, is not asked for."""
    return question.id != PRODUCT or len(question.choice) > 1


def pack_named(product_id: str, region: Region, medicine: Medicine) -> Product:
    """The pack that was chosen, or the region's usual one; never one of another medicine or region."""
    packs = {pack.id: pack for pack in region.products_of(medicine)}
    usual = next(iter(packs.values()))
    return packs.get(product_id, usual)


def offered(question: IntakeQuestion, replied: Replied, book: Handbook) -> IntakeQuestion:
    """The question with only the choices that fit the replies so far.

    For packs those of the region; for medicines those that are planned there; for modifiers those that the
    screening does not tell already; for a question of several lines those that are not answered yet.
    """
    if question.kind is IntakeKind.EACH:
        said = replied.lines.get(question.id, {})
        return question.with_choices(tuple(one for one in question.choice if one.id not in said))
    if question.id == MODIFIERS:
        derived = {one.modifier for one in book.screening.derived}
        return question.with_choices(tuple(one for one in question.choice if one.id not in derived))
    if question.id == MEDICINE:
        return _planned_there(question, book.region(replied.intake[REGION]))
    if question.id != PRODUCT or replied.wanted is None:
        return question
    fitting = {one.id for one in book.region(replied.intake[REGION]).products_of(replied.wanted)}
    return question.with_choices(tuple(choice for choice in question.choice if choice.id in fitting))


def _planned_there(question: IntakeQuestion, region: Region) -> IntakeQuestion:
    """The question without the medicines that have no course in the region, saying why they have none."""
    without = {one.medicine.value for one in region.not_planned}
    words = (question.help or "", *(one.why for one in region.not_planned))
    choices = tuple(choice for choice in question.choice if choice.id not in without)
    return replace(question.with_choices(choices), help=" ".join(one for one in words if one))


def medicine_prompts(replied: Replied, book: Handbook) -> tuple[Prompt, ...]:
    """The medicine questions still to ask; none where no medicine is wanted or the region sells none."""
    if replied.wanted is None or not book.region(replied.intake[REGION]).products_of(replied.wanted):
        return ()
    known = carried(replied, book) | replied.medicine
    if replied.is_weight_asked:
        known[WEIGHT] = Answer.YES
    return prompts_to_ask(known, answers_of(replied), book.medicine)


def answers_of(replied: Replied) -> dict[str, Answer]:
    """The screening replies that are answers."""
    return {name: reply for name, reply in replied.screening.items() if isinstance(reply, Answer)}


def carried(replied: Replied, book: Handbook) -> dict[str, Answer]:
    """The medicine conditions that the screening has answered already."""
    weeks = replied.course_weeks
    whole = None if weeks is None else int(weeks)
    return carry_over(answers_of(replied), replied.age_years, whole, book.medicine)


def all_questions(book: Handbook) -> Mapping[str, str]:
    """Every id that an answers file may hold, with what it is for."""
    return (
        {question.id: "intake" for question in book.intake}
        | dict.fromkeys(book.screening.rules.questions, "screening")
        | dict.fromkeys((*medicine_ids(book), WEIGHT), "medicine")
    )
