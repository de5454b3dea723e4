"""What the activity part of the handbook knows: tracks, phases, activities, exercises, rules and limits.

Percentages are whole numbers, so that a quota grows the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from backcoach.coach.thoughts import ThoughtsBook, Worry

WALK = "walk"
SITTING = "sitting"
"""The base of every plan, and what the break timer is for; the handbook makes sure that both stand."""


class Track(Enum):
    """How long the bout has lasted, which decides the pace: under 6 weeks, 6 to 12, longer, or over."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    PERSISTENT = "persistent"
    PREVENT = "prevent"


class Phase(Enum):
    """The part of the plan a day belongs to, in order."""

    SETTLE = "settle"
    REBUILD = "rebuild"
    BUILD = "build"
    STRENGTHEN = "strengthen"
    MAINTAIN = "maintain"

    @property
    def rank(self) -> int:
        """Position in the order of the phases, 0 for the first."""
        return list(Phase).index(self)


class Unit(Enum):
    """What an amount counts."""

    MINUTES = "minutes"
    REPS = "reps"
    SECONDS = "seconds"
    STEPS = "steps"
    FLIGHTS = "flights"


class BaselineKind(Enum):
    """What a baseline tells: how much one go comes to before one would stop, or what a usual day holds."""

    TOLERANCE = "tolerance"
    HABITUAL = "habitual"


@dataclass(frozen=True, slots=True)
class FirstQuota:
    """Shares of the baseline for the first quota, and the start where no baseline is known.

    After a bout that was closed no first amount is above `again_percent` of what was reached in it.
    """

    default_percent: int
    cautious_percent: int
    acute_percent: int
    cautious_confidence: int
    start_times_per_day: int
    settle_most_minutes: int
    settle_times_per_day: int
    habitual_percent: int
    again_percent: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bout:
    """How often a day a walk of up to `up_to_minutes` is planned: short goes come more often."""

    up_to_minutes: int
    times_per_day: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepLimit:
    """The smallest and largest rise of one review, and the amount no cut goes below, for one unit.

    A rise is rounded to a multiple of `nearest`.
    """

    unit: Unit
    least: int
    most: int
    floor: int
    sources: tuple[str, ...]
    nearest: int = 1


@dataclass(frozen=True, slots=True)
class Trials:
    """For how many days a trial counts, on how many days an exercise is tried, and the longest sit."""

    within_days: int
    exercise_days: int
    sitting_most_minutes: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrialWords:
    """How anything is tried out, when to stop, and how an exercise is tried."""

    how: str
    stop: str
    exercise: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """Growth and cuts that do not hang on the phase, in percent."""

    gentle_percent: int
    step_back_percent: int
    resume_percent: int
    large_percent: int
    leg_guard_percent: int
    ease_percent: int
    gentle_from_years: int
    leg_guard_days: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewLimits:
    """The limits a review compares with; rises are points on the 0-10 scale."""

    step_back_rise: float
    hold_rise: float
    leg_rise: float
    bad_day_rise: float
    few_days_rise: float
    few_days: int
    overdone_percent: int
    underdone_percent: int
    adherence_percent: int
    distress_high: float
    drift_rise: float
    drift_acute_rise: float
    drift_acute_before: float
    drift_base_days: int
    drift_base_least_days: int
    reds_step_back: int
    unsettled_step_back: int
    unsettled_ease: int
    leg_further_days: int
    adherence_low_percent: int
    best_days: int
    flares_gentle: int
    flare_weeks: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """The limits of the traffic light, in points on the 0-10 scale.

    A peak up to `green_abs`, or `green_rise` above the pain before, is green; up to `amber_abs` or
    `amber_rise` above it amber. Pain up to `settle_margin` above it on the next morning has settled; a whole
    point more has not. From `no_start_from` on an item is not begun as planned.
    """

    green_abs: float
    green_rise: float
    amber_abs: float
    amber_rise: float
    settle_margin: float
    no_start_from: float
    swap_reds: int
    swap_days: int
    easier_percent: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlareLimits:
    """A flare-up: the percent of the plan on each of its days, and when it begins and ends.

    It shows by itself on the last of `enter_days` days in a row with pain `enter_rise` points above what is
    usual and of at least `enter_least`. It ends after `exit_days` days in a row at most `exit_rise` above
    it, or after its last day. Until `easy_days` only what is safe in a flare-up is kept. A step may be
    repeated `repeats` times in all. Unsettled after `refer_day` days, somebody should look at it.
    """

    percents: tuple[int, ...]
    enter_days: int
    enter_rise: float
    enter_least: float
    exit_days: int
    exit_rise: float
    easy_days: int
    repeats: int
    refer_day: int
    half_percent: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.percents or not all(0 < one <= 100 for one in self.percents):  # noqa: PLR2004 - percent
            raise ValueError("percents must be between 1 and 100")
        if list(self.percents) != sorted(self.percents):
            raise ValueError("percents must not fall")


@dataclass(frozen=True, slots=True)
class GapRestart:
    """After `from_days` days with neither plan nor check-in: the share to restart with, None for afresh."""

    from_days: int
    sources: tuple[str, ...]
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseMove:
    """What a move to the next phase asks for, and how long it may wait."""

    adherence_percent: int
    wait_days: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caps:
    """What no issued week goes above."""

    go_minutes: int
    week_minutes: int
    goal_week_minutes: int
    rise_percent: int
    rise_minutes: int
    rise_from: Phase
    session_exercises: int
    new_exercises: int
    balance_from_years: int
    balance_days: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLimits:
    """When a change between two weeks is more than chance; points on the 0-10 scale."""

    z: float
    least_sd: float
    default_sd: float
    default_below_days: int
    least_days: int
    likely_points: float
    likely_percent: int
    low_start_below: float
    low_start_points: float
    low_start_percent: int
    maybe_points: float
    ability_small: float
    ability_medium: float
    ability_large: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityParameters:
    """Every number of the plan and its reviews that does not belong to one track, phase or item."""

    first_quota: FirstQuota
    bout: tuple[Bout, ...]
    step: tuple[StepLimit, ...]
    trials: Trials
    pace: Pace
    review: ReviewLimits
    session: SessionLimits
    flare: FlareLimits
    gap: tuple[GapRestart, ...]
    phase_move: PhaseMove
    caps: Caps
    change: ChangeLimits

    def step_for(self, unit: Unit) -> StepLimit:
        """The limits of one unit; the handbook makes sure that there are some."""
        return next(step for step in self.step if step.unit is unit)


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """One track: from which day since onset it is entered, and how far back its reviews compare."""

    id: Track
    label: str
    why: str
    compare_days: int
    sources: tuple[str, ...]
    from_day: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """One phase.

    It starts on day `acute_from_day` since onset on the acute track and in week `from_week` of the plan on
    the others (None: not used there). Reviews look at the last `window_days`, of which `least_days` must be
    logged, and compare with earlier days, of which `compare_least_days` must be logged. `exercises` are ids,
    the most wanted first.
    """

    id: Phase
    label: str
    aim: str
    acute_from_day: int
    review_days: int
    window_days: int
    least_days: int
    compare_least_days: int
    growth_acute_percent: int
    growth_percent: int
    walk_days: int
    activity_days: int
    exercise_days: int
    strength_days: int
    exercise_count: int
    exercises: tuple[str, ...]
    sources: tuple[str, ...]
    from_week: int | None = None

    def growth_on(self, track: Track) -> int:
        """Percent by which a quota grows after a good review."""
        return self.growth_acute_percent if track is Track.ACUTE else self.growth_percent


@dataclass(frozen=True, slots=True)
class ActivityType:
    """An activity: how it is tried out and grows, and where it starts and ends in a plan that may hold it.

    `trials` counts days; `valid_from` is the least that counts as a trial. `start` is the first amount where
    no baseline is known; it and `goal` are 0 where no plan holds it. `breaks` are the exercises that break it
    up, and `break_words` what does so for anybody.
    """

    id: str
    label: str
    unit: Unit
    baseline: str
    kind: BaselineKind
    trials: int
    trial: str
    grows: str
    is_planned: bool
    floor: int
    phase_from: Phase
    avoid: tuple[str, ...]
    notes: str
    sources: tuple[str, ...]
    start: int = 0
    goal: int = 0
    valid_from: int = 0
    breaks: tuple[str, ...] = ()
    break_words: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseDose:
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


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder; `amount` is the figure of the dose that stands for it, if one does."""

    text: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class AvoidNote:
    """Words on whom an exercise does not fit, beside its avoid codes.

    With a code of `avoid` they say what of it is meant above all; the exercise is left out all the same.
    With another code it stays, and the words are shown to whom the code is set. Without a code nobody was
    asked about it, and everybody looks for themselves.
    """

    words: str
    code: str | None = None


DRAWING_COLUMNS = 28
DRAWING_LINES = 8


@dataclass(frozen=True, slots=True)
class Drawing:
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


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: how it is done, for whom and when it is not, and how it gets harder.

    `start` is the position it begins in, `how` the movement step by step. `activity` is the id of the
    activity that is the same thing: the plan holds that one, and never this beside it.
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
    sources: tuple[str, ...]
    avoid_note: tuple[AvoidNote, ...] = ()
    tips: tuple[str, ...] = ()
    drawing: Drawing | None = None
    easier_id: str | None = None
    activity: str | None = None

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


@dataclass(frozen=True, slots=True)
class AvoidCode:
    """A reason why an item is left out, for one who reads a plan."""

    id: str
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Modifier:
    """Something a plan works around. `sets` are avoid codes.

    `is_gentle` slows the growth; `is_clinician_first` leaves only short walks until a clinician agrees;
    `is_clinician_yes` says that one has.
    """

    id: str
    label: str
    sets: tuple[str, ...]
    why: str
    sources: tuple[str, ...]
    is_gentle: bool = False
    is_clinician_first: bool = False
    is_clinician_yes: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Something every plan says, or a sign on which every exercise stops."""

    id: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanRule:
    """Why something stands in a plan as it does."""

    id: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """One result of a review: why it comes about and what happens next.

    `not_yet` says which part of the rule the program does not look at yet; `in_use` is false where it
    looks at nothing of it. `sends_to` names who should be asked, if anybody.
    """

    id: str
    label: str
    why: str
    next: str
    in_use: bool
    sources: tuple[str, ...]
    not_yet: str | None = None
    sends_to: str | None = None


@dataclass(frozen=True, slots=True)
class ActivityBook:
    """All that the handbook knows about activity."""

    parameters: ActivityParameters
    tracks: tuple[TrackFacts, ...]
    phases: tuple[PhaseFacts, ...]
    types: tuple[ActivityType, ...]
    exercises: tuple[Exercise, ...]
    avoid_codes: tuple[AvoidCode, ...]
    modifiers: tuple[Modifier, ...]
    thoughts: ThoughtsBook
    lines: tuple[Line, ...]
    exercise_always: tuple[Line, ...]
    exercise_lines: tuple[Line, ...]
    stop_always: tuple[Line, ...]
    plan_rules: tuple[PlanRule, ...]
    review_rules: tuple[ReviewRule, ...]
    trial_words: TrialWords
    is_draft: bool

    @property
    def walking(self) -> ActivityType:
        """The base of every plan."""
        return next(one for one in self.types if one.id == WALK)

    @property
    def sitting(self) -> ActivityType:
        """What the break timer is for."""
        return next(one for one in self.types if one.id == SITTING)

    def track(self, track: Track) -> TrackFacts:
        """The facts of a track; the handbook makes sure that every one stands."""
        return next(one for one in self.tracks if one.id is track)

    def phase(self, phase: Phase) -> PhaseFacts:
        """The facts of a phase; the handbook makes sure that every one stands."""
        return next(one for one in self.phases if one.id is phase)

    def type(self, id_: str) -> ActivityType | None:
        """The activity with this id."""
        return next((one for one in self.types if one.id == id_), None)

    def exercise(self, id_: str) -> Exercise | None:
        """The exercise with this id."""
        return next((one for one in self.exercises if one.id == id_), None)

    def modifier(self, id_: str) -> Modifier | None:
        """The modifier with this id."""
        return next((one for one in self.modifiers if one.id == id_), None)

    @property
    def worries(self) -> tuple[Worry, ...]:
        """The lines of the check of what the person thinks and feels."""
        return self.thoughts.worries

    def plan_rule(self, id_: str) -> PlanRule:
        """The plan rule with this id; the handbook makes sure that it stands."""
        return next(one for one in self.plan_rules if one.id == id_)

    def review_rule(self, id_: str) -> ReviewRule:
        """The review rule with this id; the handbook makes sure that it stands."""
        return next(one for one in self.review_rules if one.id == id_)
