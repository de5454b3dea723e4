"""The exercise library as a flow: finding one by name, and where each stands for the person now."""

from __future__ import annotations

from backcoach.coach.activity import ActivityBook
from backcoach.coach.exercise_facts import Exercise, ExerciseKind
from backcoach.coach.library import Known, Shelved, shelve
from backcoach.coach.phases import Phase
from backcoach.coach.weekplan import LEG_GUARD
from backcoach.coach.withholding import LIBRARY, Outcome, Verdict
from backcoach.flows.by_name import MOST_NEAR, near
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted, quoted
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.withheld import with_standing_modifiers, withheld_now
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value


class Shelf(Value):
    """Exercises as they stand for the person; `known` is None before the first plan.

    `left` is what the safety answers leave of exercises; None where there are none, or too old ones.
    """

    shelved: tuple[Shelved, ...]
    known: Known | None = None
    left: Outcome | None = None
    is_review_due: bool = False

    @property
    def is_resting(self) -> bool:
        """Whether all exercises rest."""
        return self.known is not None and self.known.is_resting


def shelf(book: Handbook, desk: Desk | None, *, only: Exercise | None = None) -> Shelf:
    """All exercises, or one, as they stand now; without a record they stand for nobody."""
    exercises = book.activity.exercises if only is None else (only,)
    known, is_review_due = _known(desk) if desk else (None, False)
    left = _left(desk) if desk else None
    found = tuple(shelve(one, known, book.activity) for one in exercises)
    return Shelf(found, known, left, is_review_due)


def matching(found: Shelf, phase: Phase | None, kind: ExerciseKind | None) -> tuple[Shelved, ...]:
    """Those of one phase, of one kind, or of both."""
    return tuple(
        one
        for one in found.shelved
        if (phase is None or phase in one.exercise.phases) and (kind is None or kind is one.exercise.kind)
    )


def exercise_named(text: str, book: ActivityBook) -> Exercise:
    """The exercise with this id, the end of it, its name, or the activity that it is.

    Raises `BadInput` with those that are meant perhaps.
    """
    wanted = text.strip().lower()
    name = wanted.replace(" ", "_").replace("-", "_")
    for fits in (
        [one for one in book.exercises if one.id == name],
        [one for one in book.exercises if name and one.id.endswith(f"_{name}")],
        [one for one in book.exercises if one.name.lower() == wanted or one.activity == name],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise _unclear(text, [one.id for one in fits])
    raise _unclear(text, _near(name, book))


def _near(name: str, book: ActivityBook) -> list[str]:
    """Ids that hold what was typed, else those that look like it, by their ends and by their names."""
    holding = [one.id for one in book.exercises if name and name in one.id]
    if holding:
        return holding[:MOST_NEAR]
    looks = {one.id.partition("_")[2]: one.id for one in book.exercises}
    looks |= {one.name.lower().replace(" ", "_"): one.id for one in book.exercises}
    return near(name, looks)


def _unclear(text: str, meant: list[str]) -> BadInput:
    hint = f"Did you mean: {', '.join(meant)}?" if meant else "All of them: backcoach exercises"
    return BadInput(f"No exercise is called {quoted(text)}.", hint)


def _known(desk: Desk) -> tuple[Known | None, bool]:
    """What is known of the person; None before the safety questions, and before the first plan."""
    today, person = desk.moment.today, desk.profile()
    profile = with_standing_modifiers(desk, person) if person else None
    guarded = any(week.outcome == LEG_GUARD for week in desk.weeks()[-2:])
    try:
        view = plan_view(desk)
    except NotStarted:
        return None, False
    if not isinstance(view, PlanView) or view.withheld.part(LIBRARY).verdict is Verdict.WITHHOLD:
        return Known(today, profile, None, is_resting=True, is_leg_guarded=guarded), False
    return Known(today, profile, view.week, is_leg_guarded=guarded), view.is_review_due


def _left(desk: Desk) -> Outcome | None:
    """None before any answers, and where only their age stands in the way: then the answers say nothing."""
    stands = desk.standing()
    if stands.screened is None or (stands.is_stale and stands.disposition.allows_plan):
        return None
    return withheld_now(desk, stands).part(LIBRARY)
