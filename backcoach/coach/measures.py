"""What is measured in a bout: when each measure is due, its score, and what a change of it means."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import Enum
from math import fsum

from backcoach.coach.activity import Line
from backcoach.coach.logged_days import difference
from backcoach.coach.parameters import ChangeLimits
from backcoach.coach.progress import PainChange, change_words, real_change_band
from backcoach.coach.week import WEEK_DAYS
from backcoach.values import Value, replace

SCALE_TOP = 10
WEEK = timedelta(days=WEEK_DAYS)
CHANGE_LINES = {change: f"measure_{change.name.lower()}" for change in PainChange}
"""The line that says what a change means, for each of them."""

NOT_KNOWN, LOW_START, RECALLED = "measure_not_known", "measure_low_start", "measure_recalled"
"""The ids of the lines about a change that nobody can judge, a low start, and what is only recalled."""

Values = tuple[float | None, ...]


class Asked(Enum):
    """When a measure is asked: in each check-in, in each look back, in some weeks, or if no day told it."""

    DAILY = "daily"
    WEEKLY = "weekly"
    IN_WEEKS = "in_weeks"
    IF_UNTOLD = "if_untold"


class Known(Enum):
    """How a figure is known: read in its source, recalled and not read there, or our own choice."""

    READ = "read"
    RECALLED = "recalled"
    OURS = "ours"


class MeasureItem(Value):
    """One number of a measure; `label` names it in a line, `text` asks for it."""

    id: str
    label: str
    text: str
    sources: tuple[str, ...]


class MeasureChange(Value):
    """What change counts where it is known; what is None is as for pain.

    `band` is by how many points two scores may differ by chance.
    """

    sources: tuple[str, ...]
    band: float | None = None
    maybe_points: float | None = None
    likely_points: float | None = None


class MeasureLevel(Value):
    """What a score from `least` to `most` means."""

    least: float
    most: float
    text: str
    sources: tuple[str, ...]


class MeasureFigure(Value):
    """A figure on what change is real, and how it is known."""

    text: str
    known: Known
    sources: tuple[str, ...]


class Measure(Value):
    """One measure with its words.

    `item` is what is asked for the last seven days, each 0 to `most` in halves; empty where other questions
    ask it. `covered_by` is an item of another measure that stands for it; `field` is where a day keeps it.
    `change` is None where nobody knows what change counts.
    """

    id: str
    place: int
    name: str
    asked: Asked
    when: str
    score: str
    counts: str
    licence: str
    sources: tuple[str, ...]
    ask: str = ""
    item: tuple[MeasureItem, ...] = ()
    weeks: tuple[int, ...] = ()
    covered_by: str = ""
    field: str = ""
    unit: str = ""
    most: int = SCALE_TOP
    change: MeasureChange | None = None
    level: tuple[MeasureLevel, ...] = ()
    figure: tuple[MeasureFigure, ...] = ()


class LeftOut(Value):
    """A well-known form that is not in here, and why."""

    id: str
    name: str
    why: str
    sources: tuple[str, ...]


class MeasureBook(Value):
    """All measures in order, what is said of them, and the forms left out."""

    measures: tuple[Measure, ...]
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    is_draft: bool

    def measure(self, id_: str) -> Measure:
        """The measure with this id; KeyError if there is none."""
        return {one.id: one for one in self.measures}[id_]

    def line(self, id_: str) -> str:
        """The words of a line; KeyError if there is none."""
        return {one.id: one.text for one in self.lines}[id_]


class Measured(Value):
    """What was said of one measure, by its id, about the seven days before; None is passed over."""

    measure: str
    values: tuple[float | None, ...]

    def __post_init__(self) -> None:
        known = [one for one in self.values if one is not None]
        if not self.values or not all(one >= 0 and one * 2 == int(one * 2) for one in known):
            raise ValueError("a measure holds numbers from 0, whole or .5")


class ScoreChange(Value):
    """A later score against an earlier one. `points` is how much it rose.

    `words` is None where nobody knows what change counts; `band` by how much both may differ by chance.
    """

    points: float
    words: PainChange | None
    band: float | None = None
    is_low_start: bool = False


def refuse_values(measure: Measure, values: Values) -> None:
    """Raises `ValueError`, with what would do, for values that this measure cannot have."""
    count = len(measure.item)
    if len(values) != count:
        raise ValueError(f"it takes {count} numbers" if count > 1 else "it takes one number")
    if not all(one is None or (0 <= one <= measure.most and one * 2 == int(one * 2)) for one in values):
        raise ValueError(f"numbers go from 0 to {measure.most}, whole or .5")


def score_of(values: Values) -> float | None:
    """The mean of all numbers of a measure; None if any of them is not known."""
    known = [one for one in values if one is not None]
    return fsum(known) / len(known) if known and len(known) == len(values) else None


def due_measures(
    book: MeasureBook, since: date, today: date, last_asked: Mapping[str, date], told: AbstractSet[str]
) -> tuple[Measure, ...]:
    """What to ask today, in order, in a plan that began on `since`.

    `last_asked` holds the day on which a measure was last put in this plan, `told` the ids of those that the
    days have told already, or that do not apply.
    """
    first = [one for one in book.measures if is_week_due(one, since, today, last_asked.get(one.id))]
    lately = (one for one in book.measures if _is_lately(one, today, last_asked))
    covered = {item.id for one in (*first, *lately) for item in one.item}
    weekly = [
        one
        for one in book.measures
        if one.asked is Asked.IF_UNTOLD and one.id not in told and one.covered_by not in covered
    ]
    return (*first, *weekly)


def is_week_due(measure: Measure, since: date, today: date, last_asked: date | None) -> bool:
    """Whether one of the weeks of a measure has come and it was not asked since then."""
    reached = [since + week * WEEK for week in measure.weeks if since + week * WEEK <= today]
    return bool(reached) and (last_asked is None or last_asked < reached[-1])


def score_change(measure: Measure, before: float, after: float, limits: ChangeLimits) -> ScoreChange:
    """What became of a score, and whether it is more than chance."""
    points, facts = difference(after, before) or 0.0, measure.change
    if facts is None:
        return ScoreChange(points, None)
    own = replace(
        limits,
        maybe_points=limits.maybe_points if facts.maybe_points is None else facts.maybe_points,
        likely_points=limits.likely_points if facts.likely_points is None else facts.likely_points,
    )
    band = real_change_band(limits.default_sd, 1, 1, limits) if facts.band is None else facts.band
    words = change_words(before, after, band, own)
    return ScoreChange(points, words, band, is_low_start=before < limits.low_start_below)


def level_of(measure: Measure, score: float) -> MeasureLevel | None:
    """What a score means by itself; None where nothing is known."""
    return next((one for one in measure.level if one.least <= score <= one.most), None)


def _is_lately(measure: Measure, today: date, last_asked: Mapping[str, date]) -> bool:
    """Whether a measure was asked in the last seven days, today included."""
    asked_on = last_asked.get(measure.id)
    return asked_on is not None and today - asked_on < WEEK
