"""What a clinician prescribed: what it holds, what it closes, and how a dose stands to its own label.

Nothing here plans, changes or judges a prescription. Its only limits are those that the person copied from
the label. What is not known about it only narrows what may be taken beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from backcoach.coach.limits import DAY_HOURS, Medicine
from backcoach.coach.medicine_record import Prescribed
from backcoach.coach.medicines import Rule
from backcoach.coach.values import Reason
from backcoach.values import Value

_DAY = timedelta(hours=DAY_HOURS)

NOTED, NO_LIMITS = "prescribed_noted", "prescribed_no_limits"
TOO_EARLY, TOO_MANY = "prescribed_too_early", "prescribed_too_many"
NOT_COUNTED, ABOVE_PACK = "prescribed_not_counted", "prescribed_above_pack"
REVIEW_PASSED, NEVER_PLANNED = "prescribed_review", "never_planned"
PRESCRIBED_RULE_IDS = (
    NOTED,
    NO_LIMITS,
    TOO_EARLY,
    TOO_MANY,
    NOT_COUNTED,
    ABOVE_PACK,
    REVIEW_PASSED,
    NEVER_PLANNED,
)
"""The rules whose words the handbook must hold."""

OTHER_CLASS = "other_prescribed"
ANY_OTHER = "any_other_regular"
"""The condition that every prescribed medicine answers with yes."""


class Family(Enum):
    """Painkillers of which only one may be taken at a time."""

    PARACETAMOL = "paracetamol"
    NSAID = "nsaid"

    @classmethod
    def of(cls, medicine: Medicine) -> Family:
        """The family of a medicine of ours."""
        return cls.NSAID if medicine.is_nsaid else cls.PARACETAMOL


_CONDITIONS = {Family.PARACETAMOL: "other_paracetamol", Family.NSAID: "other_nsaid"}
OWN_CONDITIONS = (ANY_OTHER, *_CONDITIONS.values())
"""The conditions that are answered whatever content says, for the handbook to check."""


class LabelKind(Enum):
    """What kind of reply a question about the label takes."""

    TEXT = "text"
    INGREDIENTS = "ingredients"
    MEDICINE_CLASS = "medicine_class"
    HOLDS = "holds"
    UNITS = "units"
    HOURS = "hours"
    DAY = "day"
    PAST_DAY = "past_day"


class LabelQuestion(Value):
    """One question about a label. `is_extra` ones are asked only if chosen, by their `short` name."""

    id: str
    text: str
    kind: LabelKind
    sources: tuple[str, ...]
    help: str = ""
    may_skip: bool = False
    is_extra: bool = False
    short: str = ""


class Fact(Value):
    """One thing worth knowing about a kind of medicine, never an amount."""

    text: str
    sources: tuple[str, ...]


class MedicineClass(Value):
    """A kind of prescribed medicine, with what is told about it."""

    id: str
    label: str
    fact: tuple[Fact, ...]
    family: Family | None = None


class Substance(Value):
    """An active substance under its names, its kind, and the medicine questions it answers with yes.

    `counts_as` is the medicine of ours it counts as, where that is not its name; `salt_parts` mg of it are
    `base_parts` mg of that.
    """

    name: str
    medicine_class: str
    sources: tuple[str, ...]
    also: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    counts_as: Medicine | None = None
    salt_parts: int = 1
    base_parts: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.base_parts <= self.salt_parts:
            raise ValueError("base_parts must be above 0 and within salt_parts")

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, in small letters."""
        return tuple(one.lower() for one in (self.name, *self.also))

    @property
    def medicine(self) -> Medicine | None:
        """The medicine of ours it is; None for any other."""
        named = next((one for one in Medicine if one.value == self.name), None)
        return self.counts_as or named

    def base_mg(self, mg: float) -> int:
        """The mg as they count in a sum: of the base, in whole mg, rounded up."""
        return math.ceil(round(mg * self.base_parts / self.salt_parts, 6))


class PrescribedBook(Value):
    """All that is known about prescribed medicines."""

    questions: tuple[LabelQuestion, ...]
    classes: tuple[MedicineClass, ...]
    substances: tuple[Substance, ...]
    rules: tuple[Rule, ...]
    is_draft: bool

    def substance(self, name: str) -> Substance | None:
        """The substance of that name, in any letters; None for one that is not known."""
        wanted = name.strip().lower()
        return next((one for one in self.substances if wanted in one.names), None)

    def medicine_class(self, id_: str) -> MedicineClass:
        """The kind of that id; the kind of everything else where content has changed since."""
        known = {one.id: one for one in self.classes}
        return known.get(id_, known[OTHER_CLASS])

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError if there is none."""
        return {rule.id: rule for rule in self.rules}[rule_id]

    def reason(self, rule_id: str, **inputs: object) -> Reason:
        """A reason in the words of a rule, with what made it hold."""
        rule = self.rule(rule_id)
        pairs = tuple((name, str(value)) for name, value in inputs.items())
        return Reason(rule.id, rule.why, pairs, rule.sources)

    def class_of(self, names: Iterable[str]) -> str | None:
        """The kind that the ingredients tell; None where none of them is known, or they tell nothing.

        A painkiller that is hidden in a mix does not name the mix.
        """
        found = [one.medicine_class for name in names if (one := self.substance(name)) is not None]
        telling = [one for one in found if one != OTHER_CLASS]
        plain = {one.id for one in self.classes if one.family is not None}
        return next((one for one in telling if one not in plain), telling[0] if telling else None)


def families(one: Prescribed, book: PrescribedBook) -> frozenset[Family]:
    """The painkiller families in it: by its ingredients, its kind, and what the person said of it."""
    known = [book.substance(each.name) for each in one.ingredients]
    kinds = [one.medicine_class, *(each.medicine_class for each in known if each is not None)]
    told = {family for family in Family if family.value in one.holds}
    by_class = {book.medicine_class(kind).family for kind in kinds}
    return frozenset(told | {family for family in by_class if family is not None})


def closes(one: Prescribed, medicine: Medicine, book: PrescribedBook) -> bool:
    """Whether a medicine of ours is of a family in it, so that the two must not be taken together."""
    return Family.of(medicine) in families(one, book)


def conditions_of(one: Prescribed, book: PrescribedBook) -> frozenset[str]:
    """The medicine questions that it answers with yes."""
    known = (book.substance(each.name) for each in one.ingredients)
    told = {condition for each in known if each is not None for condition in each.conditions}
    return frozenset({ANY_OTHER, *told, *(_CONDITIONS[family] for family in families(one, book))})


def counted(one: Prescribed, units: float, book: PrescribedBook) -> tuple[tuple[Medicine, int], ...]:
    """What some units of it add to the sums of our own medicines, in whole mg rounded up."""
    pairs = ((book.substance(each.name), each.mg) for each in one.ingredients)
    return tuple(
        (substance.medicine, substance.base_mg(mg * units))
        for substance, mg in pairs
        if substance is not None and substance.medicine is not None and mg is not None
    )


def uncounted(one: Prescribed, book: PrescribedBook) -> bool:
    """Whether it holds a painkiller of a family of ours in an amount that is not known."""
    sums = {Family.of(medicine) for medicine, _ in counted(one, 1, book)}
    is_amount_missing = any(
        each.mg is None and (found := book.substance(each.name)) is not None and found.medicine is not None
        for each in one.ingredients
    )
    return is_amount_missing or bool(families(one, book) - sums)


class Units(Value):
    """Some units that were swallowed at an aware instant. Raises ValueError otherwise."""

    units: float
    taken_at: datetime

    def __post_init__(self) -> None:
        if not self.units > 0:
            raise ValueError("units must be above 0")
        if self.taken_at.tzinfo is None:
            raise ValueError("the instant must be aware")

    @property
    def instant(self) -> datetime:
        """When, in UTC, so that differences are true hours over a clock change."""
        return self.taken_at.astimezone(UTC)


def judge_units(one: Prescribed, new: Units, others: Iterable[Units]) -> tuple[str, ...]:
    """The rules on how some units stand to the label, the gravest first; the windows roll on instants.

    Units remembered late are held against those before and after them.
    """
    known = tuple(others)
    found = []
    if one.max_units_24h is not None and most_in_24h(new, known) > one.max_units_24h:
        found.append(TOO_MANY)
    gap = timedelta(hours=one.min_interval_hours or 0)
    if any(abs(each.instant - new.instant) < gap for each in known):
        found.append(TOO_EARLY)
    has_limits = one.max_units_24h is not None or one.min_interval_hours is not None
    return tuple(found) or (NOTED if has_limits else NO_LIMITS,)


def most_in_24h(new: Units, others: Iterable[Units]) -> float:
    """The most units in any 24 hours that these units fall into."""
    everything = (*others, new)
    ends = [each.instant for each in everything if new.instant <= each.instant < new.instant + _DAY]
    return max(sum(each.units for each in everything if end - _DAY < each.instant <= end) for end in ends)


def next_by_label(one: Prescribed, taken: Iterable[Units], now: datetime) -> datetime | None:
    """From when (UTC) on the label's own gap and most let one dose follow; None where it gives neither.

    None also where one dose alone is more than the label's most.
    """
    known, start = tuple(taken), now.astimezone(UTC)
    if one.max_units_24h is None and one.min_interval_hours is None:
        return None
    gap = timedelta(hours=one.min_interval_hours or 0)
    moments = sorted({start} | {each.instant + span for each in known for span in (gap, _DAY)})
    fitting = (at for at in moments if at >= start and _fits(one, Units(one.units_per_dose, at), known))
    return next(fitting, None)


def _fits(one: Prescribed, new: Units, known: tuple[Units, ...]) -> bool:
    return not {TOO_MANY, TOO_EARLY} & set(judge_units(one, new, known))


def is_review_passed(one: Prescribed, today: date) -> bool:
    """Whether the day on which it ends or is looked at again is over."""
    return one.review_on is not None and one.review_on < today
