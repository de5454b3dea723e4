"""What the activity part of the handbook knows: activities, modifiers, rules, and the book of it all."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from backcoach.coach.done import Unit
from backcoach.coach.parameters import ActivityParameters
from backcoach.coach.phases import Phase, PhaseFacts, Track, TrackFacts
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.exercise_facts import Exercise
    from backcoach.coach.fitting import FittingBook
    from backcoach.coach.thoughts import ThoughtsBook, Worry

WALK = "walk"
SITTING = "sitting"
"""The base of every plan, and what the break timer is for; the handbook makes sure that both stand."""


class BaselineKind(Enum):
    """What a baseline tells: how much one go comes to before one would stop, or what a usual day holds."""

    TOLERANCE = "tolerance"
    HABITUAL = "habitual"


class Direction(Enum):
    """The way in which an exercise moves the low back, where that is what it is about."""

    BEND = "bend"
    ARCH = "arch"


class Role(Enum):
    """What an activity is in a plan.

    An ACTIVITY counts among the active minutes. A TASK, a total or a task of daily life, does not. A LIMIT is
    nothing to be done: up to so much at one go.
    """

    ACTIVITY = "activity"
    TASK = "task"
    LIMIT = "limit"


class Level(Value):
    """One step of how hard something is, in words, and the phase from which it is planned."""

    text: str
    phase_from: Phase
    sources: tuple[str, ...]


class TrialWords(Value):
    """How anything is tried out, when to stop, and how an exercise is tried."""

    how: str
    stop: str
    exercise: str
    sources: tuple[str, ...]


class ActivityType(Value):
    """An activity: how it is tried out and grows, and where it starts and ends in a plan that may hold it.

    `trials` counts days; `valid_from` is the least that counts as a trial. `start` is the first amount where
    no baseline is known; it and `goal` are 0 where no plan holds it. `start` is 0 for a habitual total too:
    that begins at what a usual day holds. `breaks` are the exercises that break it up, and `break_words`
    what does so for anybody. `needs` are ids of things without which it cannot be done.

    In a plan it comes on `days_first` days a week and grows to `days_goal`, then to `goal`, then to
    `goal_kg`, then through its `levels`. Nothing is planned above `most` (0: the caps alone). It is split
    into pieces of `piece_minutes` (0: not). `on_workdays` leaves out Saturday and Sunday, `is_strength` goes
    with the strength days, `is_easy` stays in a flare-up, and what `is_user_set` never grows by itself. It
    waits for walks of `walk_first` minutes and an exercise for strength at rung `strength_rung` of its
    ladder. `text` is one go in words.
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
    needs: tuple[str, ...] = ()
    role: Role = Role.ACTIVITY
    days_first: int = 3
    days_goal: int = 5
    most: int = 0
    goal_kg: int = 0
    levels: tuple[Level, ...] = ()
    piece_minutes: int = 0
    on_workdays: bool = False
    is_strength: bool = False
    is_easy: bool = False
    is_user_set: bool = False
    walk_first: int = 0
    strength_rung: int = 0
    text: str = ""

    @property
    def may_be_liked(self) -> bool:
        """Whether a plan may begin it because it is liked: minutes that nothing has to come before."""
        return self.is_planned and self.role is Role.ACTIVITY and not (self.walk_first or self.is_user_set)


class AvoidCode(Value):
    """A reason why an item is left out, for one who reads a plan; with a `walk_rule` walks stay short too."""

    id: str
    words: str
    sources: tuple[str, ...]
    walk_rule: str | None = None


class Modifier(Value):
    """Something a plan works around. `sets` are avoid codes.

    `is_gentle` slows the growth; `is_clinician_first` leaves only short walks until a clinician agrees;
    `is_clinician_yes` says that one has. Exercises of its `direction`
    and its `activity` come first.
    """

    id: str
    label: str
    sets: tuple[str, ...]
    why: str
    sources: tuple[str, ...]
    is_gentle: bool = False
    is_clinician_first: bool = False
    is_clinician_yes: bool = False
    direction: Direction | None = None
    activity: str | None = None


class Line(Value):
    """Something every plan says, or a sign on which every exercise stops."""

    id: str
    text: str
    sources: tuple[str, ...]


class PlanRule(Value):
    """Why something stands in a plan as it does; a `brief` one is named in the plan by itself."""

    id: str
    why: str
    sources: tuple[str, ...]
    brief: str = ""


class ReviewRule(Value):
    """One result of a review: why it comes about and what happens next.

    `not_yet` says which part of the rule the program does not look at yet; `in_use` is false where it
    looks at nothing of it. `sends_to` names who should be asked, if anybody. `sign` tells the next amounts
    against the last ones: + more, - less, = the same.
    """

    id: str
    label: str
    why: str
    next: str
    in_use: bool
    sources: tuple[str, ...]
    not_yet: str | None = None
    sends_to: str | None = None
    sign: str = "="


class ActivityBook(Value):
    """All that the handbook knows about activity."""

    parameters: ActivityParameters
    tracks: tuple[TrackFacts, ...]
    phases: tuple[PhaseFacts, ...]
    types: tuple[ActivityType, ...]
    exercises: tuple[Exercise, ...]
    avoid_codes: tuple[AvoidCode, ...]
    modifiers: tuple[Modifier, ...]
    thoughts: ThoughtsBook
    fitting: FittingBook
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
