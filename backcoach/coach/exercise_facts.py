"""What the handbook knows of one exercise: how it is done, for whom it is not, and how it gets harder."""

from __future__ import annotations

from enum import Enum

from backcoach.coach.activity import Direction
from backcoach.coach.done import Unit
from backcoach.coach.phases import Phase
from backcoach.values import Value


class ExerciseDose(Value):
    """The start of an exercise.

    `unit` says which of the figures grows, up to `most`; `{amount}` stands for it in `text`, the words for
    one go. `repeat_seconds` is how long one repeat without a hold takes, where that is not as usual.
    """

    sets: int
    sides: int
    times_per_day: int
    unit: Unit
    most: int
    text: str
    reps: int | None = None
    hold_seconds: int | None = None
    minutes: int | None = None
    repeat_seconds: int | None = None

    def __post_init__(self) -> None:
        if self._grown is None:
            raise ValueError(f"a dose counted in {self.unit.value} must give them")
        if not 0 < self._grown <= self.most:
            raise ValueError("most must not be less than the start, and the start more than nothing")
        if "{amount}" not in self.text:
            raise ValueError("text must show the {amount}")
        if self.repeat_seconds is not None and not (self.hold_seconds is None and self.repeat_seconds > 0):
            raise ValueError("repeat_seconds are more than nothing, and only for repeats without a hold")

    @property
    def _grown(self) -> int | None:
        figures = {Unit.REPS: self.reps, Unit.SECONDS: self.hold_seconds, Unit.MINUTES: self.minutes}
        return figures.get(self.unit)

    @property
    def amount(self) -> int:
        """The figure that grows, at the start."""
        return self._grown or 0

    def words(self, amount: int) -> str:
        """One go of `amount` in words."""
        return self.text.replace("{amount}", str(amount))


class ExerciseKind(Enum):
    """What an exercise is mostly for."""

    COMFORT = "comfort"
    MOBILITY = "mobility"
    STRETCH = "stretch"
    CONTROL = "control"
    STRENGTH = "strength"
    BALANCE = "balance"
    ENDURANCE = "endurance"
    MIND_BODY = "mind_body"


class Rung(Value):
    """One step of a ladder; `amount` is the figure of the dose that stands for it, if one does."""

    text: str
    amount: int | None = None


class AvoidNote(Value):
    """Words on whom an exercise does not fit, beside its avoid codes.

    With a code of `avoid` they say what of it is meant above all; the exercise is left out all the same.
    With another code it stays, and the words are shown to whom the code is set. Without a code nobody was
    asked about it, and everybody looks for themselves.
    """

    words: str
    code: str | None = None


DRAWING_COLUMNS = 28
DRAWING_LINES = 8


class Drawing(Value):
    """The start position, and the end position where it is another, in plain ASCII."""

    before: str
    after: str = ""

    def __post_init__(self) -> None:
        for lines in (self.start, self.end):
            if len(lines) > DRAWING_LINES or any(len(line) > DRAWING_COLUMNS for line in lines):
                raise ValueError(f"at most {DRAWING_COLUMNS} columns and {DRAWING_LINES} lines")
        if not self.before.strip():
            raise ValueError("before must show something")
        if not all(line.isascii() and line.isprintable() for line in (*self.start, *self.end)):
            raise ValueError("only printable ASCII")

    @property
    def start(self) -> tuple[str, ...]:
        """The start position, line by line."""
        return tuple(self.before.splitlines())

    @property
    def end(self) -> tuple[str, ...]:
        """The end position, line by line; nothing where there is none."""
        return tuple(self.after.splitlines())


class Exercise(Value):
    """One exercise: how it is done, for whom and when it is not, and how it gets harder.

    `start` is the position it begins in, `how` the movement step by step. `activity` is the id of the
    activity that is the same thing: the plan holds that one, and never this beside it. `equipment` says in
    words what is used; `needs` are the ids of those things that not everybody has. One that `is_trial` is
    only tried out for some days.
    """

    id: str
    name: str
    kind: ExerciseKind
    purpose: str
    phases: tuple[Phase, ...]
    is_flare_safe: bool
    dose: ExerciseDose
    ladder: tuple[Rung, ...]
    start: str
    how: tuple[str, ...]
    breath: str
    feel: str
    easier: str
    stop: tuple[str, ...]
    avoid: tuple[str, ...]
    equipment: tuple[str, ...]
    needs: tuple[str, ...]
    sources: tuple[str, ...]
    avoid_note: tuple[AvoidNote, ...] = ()
    tips: tuple[str, ...] = ()
    drawing: Drawing | None = None
    easier_id: str | None = None
    activity: str | None = None
    direction: Direction | None = None
    is_trial: bool = False

    @property
    def is_strength(self) -> bool:
        """Whether it needs a day of rest after it."""
        return self.kind is ExerciseKind.STRENGTH

    @property
    def is_balance(self) -> bool:
        """Whether it trains balance."""
        return self.kind is ExerciseKind.BALANCE

    @property
    def words(self) -> tuple[str, ...]:
        """How it is done, from the start position to how it should feel."""
        return self.start, *self.how, self.breath, self.feel

    def rung_at(self, amount: int) -> Rung | None:
        """The highest rung that an amount reaches; none below the first."""
        reached = (rung for rung in self.ladder if rung.amount is not None and rung.amount <= amount)
        return max(reached, key=lambda rung: rung.amount or 0, default=None)
