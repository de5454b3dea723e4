"""One thing of a guided session: how it is done now, what speaks against it, and what may take its place."""

from __future__ import annotations

from datetime import timedelta

from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.guided import Going, guided_steps, total_seconds
from backcoach.coach.guided_past import after_red, is_to_swap, was_red
from backcoach.coach.library import Place, Shelved
from backcoach.coach.parameters import SessionLimits
from backcoach.coach.today import lightened
from backcoach.coach.week import DayRecord, ItemKind, PlanItem
from backcoach.flows.desk import Desk
from backcoach.flows.errors import Refused
from backcoach.flows.exercises import shelf
from backcoach.flows.lighter import pause_now, relief_on
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, replace

NOT_FOR_YOU, SWAP, EASED, REST_DAY = "not_for_you", "go_swap", "go_eased", "strength_days"
NOT_NOW = "It is not for now."
OTHER_PART = "It is for another part of the plan."
OFFERED = (Place.IN_PLAN, Place.FITS)
DAY = timedelta(days=1)
Days = tuple[DayRecord, ...]


class Task(Value):
    """One thing to go through, as it is done now. `notes`: the ids and words of why it is not as planned."""

    item: PlanItem
    exercise: Exercise
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def going(self) -> Going:
        """It, not begun yet."""
        return Going(self.exercise, self.item.amount, self.item.amount)

    def seconds(self, book: Handbook) -> int:
        """How long it takes by the clock of the countdown."""
        return total_seconds(guided_steps(self.exercise, self.item.amount, book.guided.times))


class LeftOut(Value):
    """Something of today that is not gone through: by which rule, and why in words."""

    item: PlanItem
    rule: str
    words: str


def task_of(item: PlanItem, exercise: Exercise, desk: Desk, days: Days) -> Task | LeftOut:
    """An item as it is done now: less after a red one, and not at all where something speaks against it."""
    shelved = _shelved(exercise, desk)
    if shelved.place not in OFFERED:
        words = " ".join(reason.why for reason in shelved.reasons)
        return LeftOut(
            item, shelved.reasons[0].rule if shelved.reasons else NOT_FOR_YOU, words or "Not for now."
        )
    if is_to_swap(item.id, days, desk.moment.today, limits_of(desk)):
        return LeftOut(item, SWAP, desk.book.guided.line(SWAP).text)
    if not was_red(item.id, days, limits_of(desk)):
        return Task(item, exercise)
    amount = after_red(item.amount, item.unit, desk.book.activity.parameters)
    less = replace(item, amount=amount, text=exercise.dose.words(amount))
    note = f"{desk.book.guided.line(EASED).text} Easier: {exercise.easier}"
    return Task(less, exercise, ((EASED, note),))


def easier_task(task: Task, desk: Desk) -> Task | None:
    """The easier exercise in place of this one; None where there is none that is for the person."""
    found = desk.book.activity.exercise(task.exercise.easier_id or "")
    shelved = _shelved(found, desk) if found else None
    if shelved is None or shelved.place not in OFFERED:
        return None
    items = _lightened(_fresh(shelved, desk), desk)
    return Task(items[0], shelved.exercise) if items else None


def extra_item(exercise: Exercise, desk: Desk, days: Days) -> PlanItem:
    """One go of what is not planned today. Raises `Refused` where it is not for the person, or not today."""
    shelved = _shelved(exercise, desk)
    if shelved.place not in OFFERED:
        raise refused(
            exercise, " ".join(one.why for one in shelved.reasons) or "It is for another part of the plan."
        )
    if why := _rests(exercise, desk, days):
        raise refused(exercise, why)
    items = _lightened(_fresh(shelved, desk), desk)
    if not items:
        raise refused(exercise, "In a flare-up only what is easy is done.")
    return items[0]


def _rests(exercise: Exercise, desk: Desk, days: Days) -> str:
    """Why a strength exercise beside the plan waits: one was done yesterday, or is planned for tomorrow."""
    today, strength = desk.moment.today, {one.id for one in desk.book.activity.exercises if one.is_strength}
    before = [day for day in days if day.day_on == today - DAY]
    is_before = any(day.done_of(id_) for day in before for id_ in strength)
    is_after = any(item.is_strength for week in desk.weeks()[-1:] for item in week.items_on(today + DAY))
    is_near = exercise.is_strength and (is_before or is_after)
    return desk.book.activity.plan_rule(REST_DAY).why if is_near else ""


def other_exercise(desk: Desk, days: Days) -> Exercise | None:
    """One exercise that may be done beside the plan today, the gentle ones first."""
    if pause_now(desk) is not None:
        return None
    today = {
        done.item for day in days if day.day_on == desk.moment.today for done in day.done or () if done.amount
    }
    fitting = [
        one.exercise
        for one in shelf(desk.book, desk).shelved
        if one.place in OFFERED and one.exercise.is_flare_safe and one.exercise.activity is None
    ]
    fresh = (
        one
        for one in fitting
        if one.id not in today
        and not _rests(one, desk, days)
        and not is_to_swap(one.id, days, desk.moment.today, limits_of(desk))
    )
    return next(fresh, None)


def _fresh(shelved: Shelved, desk: Desk) -> PlanItem:
    """One go of an exercise today: with the amount of the week, else as it begins."""
    exercise = shelved.exercise
    amount = shelved.item.amount if shelved.item else exercise.dose.amount
    is_walk = exercise.activity == desk.book.activity.walking.id
    activity = ItemKind.WALK if is_walk else ItemKind.ACTIVITY
    return PlanItem(
        id=exercise.activity or exercise.id,
        kind=activity if exercise.activity else ItemKind.EXERCISE,
        label=exercise.name,
        amount=amount,
        unit=exercise.dose.unit,
        times_per_day=1,
        days=(desk.moment.today,),
        is_strength=exercise.is_strength,
        text=exercise.dose.words(amount),
    )


def _lightened(item: PlanItem, desk: Desk) -> tuple[PlanItem, ...]:
    return lightened((item,), relief_on(desk, desk.moment.today), desk.book.activity)


def _shelved(exercise: Exercise, desk: Desk) -> Shelved:
    return shelf(desk.book, desk, only=exercise).shelved[0]


def _against(shelved: Shelved, otherwise: str) -> str:
    return " ".join(reason.why for reason in shelved.reasons) or otherwise


def refused(exercise: Exercise, words: str) -> Refused:
    """The refusal of one exercise, with why."""
    return Refused(
        f"{exercise.name} is not for now. {words}", f"More on it: backcoach exercises {exercise.id}"
    )


def limits_of(desk: Desk) -> SessionLimits:
    """The limits of the traffic light."""
    return desk.book.activity.parameters.session
