"""Options: everything that may be done about back pain, waiting too, and what is known of each.

An option is no advice. It says what may be gained and lost, and how sure anybody can be of that.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import total_ordering

from backcoach.coach.activity import Line
from backcoach.coach.limits import Medicine
from backcoach.coach.medicines import Rule
from backcoach.coach.values import Reason
from backcoach.values import Value


class Situation(Enum):
    """What kind of pain an option is looked at for: up to 12 weeks, longer, leg-dominant, walking-limited."""

    ACUTE = "acute"
    PERSISTENT = "persistent"
    LEG = "leg"
    WALKING = "walking"


class Kind(Enum):
    """What sort of thing an option is: done by oneself (active), done to one (passive), or another."""

    WAITING = "waiting"
    ACTIVE = "active"
    PASSIVE = "passive"
    MEDICINE = "medicine"
    PROCEDURE = "procedure"
    TEST = "test"

    @property
    def is_question(self) -> bool:
        """Whether it is a question only for some, with words that say when."""
        return self in (Kind.PROCEDURE, Kind.TEST)


@total_ordering
class Stance(Enum):
    """Where an option stands for somebody, from what may be tried to what is closed.

    `NOT_KNOWN` is open, and nobody knows what it does; `ONLY_WHEN` is a question only as its words say.
    """

    FITS = "fits"
    WITH_CARE = "with_care"
    NOT_KNOWN = "not_known"
    LITTLE = "little"
    ASK_FIRST = "ask_first"
    ONLY_WHEN = "only_when"
    ADVISED_AGAINST = "advised_against"
    NOT_NOW = "not_now"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for what is most open."""
        return list(Stance).index(self)

    @property
    def may_be_chosen(self) -> bool:
        """Whether it can be kept as one's choice."""
        return self < Stance.ADVISED_AGAINST

    def __lt__(self, other: Stance) -> bool:
        return self.rank < other.rank


class Gain(Enum):
    """What is gained over going without it, the most first; what is not known counts as the least."""

    SOME = "some"
    SMALL = "small"
    NONE = "none"
    NOT_KNOWN = "not_known"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for the most."""
        return list(Gain).index(self)


class Level(Enum):
    """How much effort, cost or harm, the least first; what is not known counts as the most."""

    NONE = "none"
    LOW = "low"
    SOME = "some"
    HIGH = "high"
    NOT_KNOWN = "not_known"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for none."""
        return list(Level).index(self)


class Certainty(Enum):
    """How sure the sources are, the surest first."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NOT_KNOWN = "not_known"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for the surest."""
        return list(Certainty).index(self)


class Row(Value):
    """What is known of an option for some situations. `when` says when it is a question at all."""

    situations: tuple[Situation, ...]
    stance: Stance
    relief: Gain
    function: Gain
    certainty: Certainty
    benefit: str
    sources: tuple[str, ...]
    when: str = ""

    def __post_init__(self) -> None:
        if (self.stance is Stance.ONLY_WHEN) != bool(self.when.strip()):
            raise ValueError("`when` stands with only_when, and only there")
        if self.stance in (Stance.WITH_CARE, Stance.NOT_NOW):
            raise ValueError("with_care and not_now come from a person's answers, never from content")


class Guideline(Value):
    """What one guideline says about an option."""

    who: str
    says: str
    sources: tuple[str, ...]


class Option(Value):
    """One option, with a row for each situation; `place` is where it stands in the list.

    `part` is the part of a plan that must be open for it. Whoever has a modifier of `ask_with` asks first.
    It narrows with the things of `comforts` and with the medicine questions on `medicine`. No `regions` means
    all of them.
    """

    id: str
    place: int
    name: str
    kind: Kind
    part: str
    what: str
    effort: Level
    effort_words: str
    cost: Level
    harm: Level
    harms: str
    sources: tuple[str, ...]
    row: tuple[Row, ...]
    guideline: tuple[Guideline, ...] = ()
    hands_on: bool = False
    doctor_only: bool = False
    ask_with: tuple[str, ...] = ()
    comforts: tuple[str, ...] = ()
    medicine: Medicine | None = None
    regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        told = [one.value for row in self.row for one in row.situations]
        if sorted(told) != sorted(one.value for one in Situation):
            raise ValueError("the rows name each situation once")
        is_offered = any(row.stance < Stance.ONLY_WHEN for row in self.row)
        if self.kind.is_question and is_offered:
            raise ValueError("a procedure or test is only_when or advised_against")

    def row_for(self, situation: Situation) -> Row:
        """What is known of it for this situation."""
        return next(row for row in self.row if situation in row.situations)


class LookAgain(Value):
    """After how many days a choice is looked at again if no day is named, and the most there may be."""

    acute_days: int
    persistent_days: int
    most_days: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 < self.acute_days <= self.persistent_days <= self.most_days:
            raise ValueError("the days stand in order and above 0")


class OptionBook(Value):
    """All options, the rules by which one stands where it stands, and what is said beside them."""

    options: tuple[Option, ...]
    rules: tuple[Rule, ...]
    lines: tuple[Line, ...]
    look_again: LookAgain
    is_draft: bool

    def option(self, id_: str) -> Option | None:
        """The option with this id."""
        return next((one for one in self.options if one.id == id_), None)

    @property
    def waiting(self) -> Option:
        """Waiting; the handbook makes sure that it stands."""
        return next(one for one in self.options if one.kind is Kind.WAITING)

    def reason(self, rule_id: str, *inputs: tuple[str, str]) -> Reason:
        """A reason in the words of its rule; the handbook makes sure that it stands."""
        rule = next(one for one in self.rules if one.id == rule_id)
        return Reason(rule.id, rule.why, inputs, rule.sources)


class OptionChosen(Value):
    """The option the person chose, by its id, and when to look again; none where it was taken back."""

    option: str = ""
    look_on: date | None = None
    matters: tuple[str, ...] = ()
