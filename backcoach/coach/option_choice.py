"""Which options fit somebody, in the order of what matters to them, and side by side with waiting.

Whatever is known of a person only narrows what the content says. What is not sure narrows as if it were so,
and opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from backcoach.coach.limits import Medicine
from backcoach.coach.limits import Verdict as Eligible
from backcoach.coach.options import Certainty, Gain, Kind, Level, Option, OptionBook, Row, Situation, Stance
from backcoach.coach.values import Answer, Reason
from backcoach.coach.withholding import Outcome, Verdict, Withholding
from backcoach.coach.without_pills import Fit
from backcoach.values import Value

FOR_SITUATION, STRICTEST, ABOUT_YOU, MEDICINE, NOT_CHECKED, COMFORT, DOCTOR_ONLY, UNCLEAR = (
    "option_for_situation",
    "option_strictest",
    "option_about_you",
    "option_medicine",
    "option_not_checked",
    "option_comfort",
    "option_doctor_only",
    "option_leg_unclear",
)
OPTION_RULES = (
    FOR_SITUATION,
    STRICTEST,
    ABOUT_YOU,
    MEDICINE,
    NOT_CHECKED,
    COMFORT,
    DOCTOR_ONLY,
    UNCLEAR,
)
"""The rules that the coach gives as reasons; the handbook makes sure that each has its words."""

ACUTE_WEEKS = 12
DAYS_A_WEEK = 7


class Matter(Enum):
    """Something that may matter to a person."""

    RELIEF = "relief"
    FUNCTION = "function"
    EFFORT = "effort"
    COST = "cost"
    SIDE_EFFECTS = "side_effects"
    HANDS_ON = "hands_on"


class Pain(Value):
    """What kind of pain it is: those it may be, and those of leg and walking that were told for sure."""

    may_be: tuple[Situation, ...]
    is_sure: tuple[Situation, ...] = ()


class Known(Value):
    """What is known of a person.

    `fits` says how far each thing without pills fits, `verdicts` what the medicine questions say; a medicine
    that is not in it was never asked about, and one in `shut` is closed.
    """

    pain: Pain
    left: Withholding
    region: str
    modifiers: frozenset[str] = frozenset()
    fits: Mapping[str, Fit] | None = None
    verdicts: Mapping[Medicine, Eligible] | None = None
    shut: frozenset[Medicine] = frozenset()


class Fitted(Value):
    """Where an option stands for a person, why, and the rows that count, the strictest first."""

    option: Option
    stance: Stance
    rows: tuple[Row, ...]
    reasons: tuple[Reason, ...]

    @property
    def relief(self) -> Gain:
        """The least relief of all rows that count."""
        return max((row.relief for row in self.rows), key=lambda one: one.rank)

    @property
    def function(self) -> Gain:
        """The least gain in what a person can do of all rows that count."""
        return max((row.function for row in self.rows), key=lambda one: one.rank)

    @property
    def certainty(self) -> Certainty:
        """The least certainty of all rows that count."""
        return max((row.certainty for row in self.rows), key=lambda one: one.rank)

    def level(self, matter: Matter) -> Gain | Level | bool:
        """What counts of it for something that matters; whether it is hands-on."""
        levels: dict[Matter, Gain | Level | bool] = {
            Matter.RELIEF: self.relief,
            Matter.FUNCTION: self.function,
            Matter.EFFORT: self.option.effort,
            Matter.COST: self.option.cost,
            Matter.SIDE_EFFECTS: self.option.harm,
            Matter.HANDS_ON: self.option.hands_on,
        }
        return levels[matter]


class Chosen(Value):
    """The choice that stands: what it is now, since when, and when to look again.

    `now` is None where no options are offered at present, or content holds it no more.
    """

    id: str
    name: str
    now: Fitted | None
    chosen_on: date
    look_on: date
    is_due: bool
    matters: tuple[Matter, ...]


def pain_of(days: int | None, leg: Answer, walking: Answer) -> Pain:
    """The kind of pain by days since its onset and what was told of leg and walking; not sure may be so."""
    if days is None:
        base: tuple[Situation, ...] = (Situation.ACUTE, Situation.PERSISTENT)
    else:
        is_acute = days <= ACUTE_WEEKS * DAYS_A_WEEK
        base = (Situation.ACUTE if is_acute else Situation.PERSISTENT,)
    told = {Situation.LEG: leg, Situation.WALKING: walking}
    may_be = tuple(one for one, answer in told.items() if answer is not Answer.NO)
    return Pain((*base, *may_be), tuple(one for one, answer in told.items() if answer is Answer.YES))


def fitted(known: Known, book: OptionBook) -> tuple[Fitted, ...]:
    """Where every option of the person's region stands, in the book's order."""
    here = (one for one in book.options if not one.regions or known.region in one.regions)
    return tuple(_fitted(one, known, book) for one in here)


def _fitted(option: Option, known: Known, book: OptionBook) -> Fitted:
    """The strictest of what the content says and of all that is known of the person."""
    situations = _looked_at(option, known.pain)
    rows = {option.row_for(one): one for one in situations}
    ordered = tuple(sorted(rows, key=lambda row: row.stance, reverse=True))
    found = [
        (ordered[0].stance, _by_content(option, ordered[0], situations, known.pain, book)),
        *_by_part(known.left.part(option.part)),
        *_by_person(option, known, book),
        *_by_medicine(option, known, book),
    ]
    told = sorted(found, key=lambda one: one[0], reverse=True)
    return Fitted(option, told[0][0], ordered, tuple(dict.fromkeys(reason for _, reason in told)))


def _looked_at(option: Option, pain: Pain) -> tuple[Situation, ...]:
    """The situations that count: of a procedure or test only those told for sure, where there are any."""
    if not option.kind.is_question:
        return pain.may_be
    base = tuple(one for one in pain.may_be if one in (Situation.ACUTE, Situation.PERSISTENT))
    sure = tuple(one for one in pain.is_sure if option.row_for(one).stance is Stance.ONLY_WHEN)
    return sure or base


def _by_content(
    option: Option, row: Row, situations: tuple[Situation, ...], pain: Pain, book: OptionBook
) -> Reason:
    inputs = tuple(("pain", one.value) for one in situations if one in row.situations)
    unclear = [one for one in pain.may_be if one in (Situation.LEG, Situation.WALKING)]
    unclear = [one for one in unclear if one not in pain.is_sure]
    if any(option.kind.is_question and option.row_for(one).stance is Stance.ONLY_WHEN for one in unclear):
        return book.reason(UNCLEAR, *inputs)
    return book.reason(STRICTEST if len(situations) > 1 else FOR_SITUATION, *inputs)


def _by_part(outcome: Outcome) -> Iterator[tuple[Stance, Reason]]:
    """What is left of its part of a plan."""
    stance = {Verdict.WITHHOLD: Stance.NOT_NOW, Verdict.LIMITED: Stance.WITH_CARE}.get(outcome.verdict)
    if stance is None:
        return
    inputs = tuple(dict.fromkeys(pair for one in outcome.because for pair in one.inputs))
    sources = tuple(dict.fromkeys(source for one in outcome.because for source in one.sources))
    yield stance, Reason(outcome.part, " ".join(outcome.words), inputs, sources)


def _by_person(option: Option, known: Known, book: OptionBook) -> Iterator[tuple[Stance, Reason]]:
    """What else the person told that narrows it."""
    told = tuple(("told", one) for one in option.ask_with if one in known.modifiers)
    if told:
        yield Stance.ASK_FIRST, book.reason(ABOUT_YOU, *told)
    if option.doctor_only:
        yield Stance.ASK_FIRST, book.reason(DOCTOR_ONLY)
    if option.comforts:
        best = min((known.fits or {}).get(one, Fit.ASK_FIRST) for one in option.comforts)
        stance = {
            Fit.WITH_CARE: Stance.WITH_CARE,
            Fit.ASK_FIRST: Stance.ASK_FIRST,
            Fit.NOT_NOW: Stance.NOT_NOW,
        }.get(best)
        if stance is not None:
            yield stance, book.reason(COMFORT, *(("thing", one) for one in option.comforts))


def _by_medicine(option: Option, known: Known, book: OptionBook) -> Iterator[tuple[Stance, Reason]]:
    """What the medicine questions say of it; to ask first where they were never asked."""
    medicine = option.medicine
    if medicine is None:
        return
    said = ("medicine", medicine.value)
    if medicine in known.shut or (medicine.is_nsaid and known.left.closes_nsaids):
        yield Stance.NOT_NOW, book.reason(MEDICINE, said)
    verdict = (known.verdicts or {}).get(medicine)
    if verdict is None:
        yield Stance.ASK_FIRST, book.reason(NOT_CHECKED, said)
    elif verdict is Eligible.AVOID:
        yield Stance.NOT_NOW, book.reason(MEDICINE, said)
    elif verdict > Eligible.ALLOW:
        stance = Stance.ASK_FIRST if verdict is Eligible.ASK_FIRST else Stance.WITH_CARE
        yield stance, book.reason(MEDICINE, said)


def in_order(found: Iterable[Fitted], matters: tuple[Matter, ...] = ()) -> tuple[Fitted, ...]:
    """What fits best first, then by what matters, the first thing most; of equals what is done by oneself.

    What matters moves nothing past what fits better: a thing that is closed stays below one that is open.
    """
    return tuple(sorted(found, key=lambda one: _place(one, matters)))


def _place(one: Fitted, matters: tuple[Matter, ...]) -> tuple[int, ...]:
    by_matter = (_rank(one, matter) for matter in matters)
    is_own = one.option.kind in (Kind.WAITING, Kind.ACTIVE)
    surest = (one.certainty.rank,) if matters else ()
    return (one.stance.rank, *by_matter, 0 if is_own else 1, *surest, one.option.place)


def _rank(one: Fitted, matter: Matter) -> int:
    level = one.level(matter)
    return int(not level) if isinstance(level, bool) else level.rank


def side_by_side(named: Iterable[Fitted], found: Iterable[Fitted]) -> tuple[Fitted, ...]:
    """Those that were named, once each, with waiting before them if it is not among them."""
    once = tuple({one.option.id: one for one in named}.values())
    if any(one.option.kind is Kind.WAITING for one in once):
        return once
    return (*(one for one in found if one.option.kind is Kind.WAITING), *once)
