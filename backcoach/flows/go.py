"""A guided session as a flow: what there is to do now, what is left out of it, and what else fits."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.guided_past import may_rise
from backcoach.coach.relaxation import Relaxation
from backcoach.coach.today import Relief, lightened
from backcoach.coach.week import DayRecord, ItemKind, PlanItem
from backcoach.coach.withholding import LIBRARY, Verdict
from backcoach.flows.daily import daily_check
from backcoach.flows.days import bout_days
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.exercises import exercise_named
from backcoach.flows.go_tasks import (
    SWAP,
    LeftOut,
    Task,
    easier_task,
    extra_item,
    limits_of,
    other_exercise,
    refused,
    task_of,
)
from backcoach.flows.lessons import find_page, is_closed, left_of, refuse_closed
from backcoach.flows.lighter import flare_now, pause_now, relief_on
from backcoach.flows.plan import ItemState, PlanView, Withheld, plan_view
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, replace

DONE = "done"
DONE_TODAY = "Done for today."
Days = tuple[DayRecord, ...]


class Found(Value):
    """What there is to do, and what is left out."""

    tasks: tuple[Task, ...]
    left_out: tuple[LeftOut, ...] = ()


class GoView(Value):
    """What there is to do now.

    `is_check_due` while today's safety questions are open. `may_rise` tells whether more than planned may be
    done. `other` is an exercise that fits where nothing is left to do. `also` is what else today holds that
    is not done yet: walks, activities, totals and tasks, which nobody is guided through.
    """

    tasks: tuple[Task, ...]
    left_out: tuple[LeftOut, ...]
    is_check_due: bool
    is_paused: bool
    is_review_due: bool
    is_look_back_due: bool
    may_rise: bool
    other: Exercise | None
    also: tuple[PlanItem, ...] = ()

    def seconds(self, book: Handbook) -> int:
        """How long all of it takes."""
        return sum(task.seconds(book) for task in self.tasks)


def go_view(desk: Desk, names: tuple[str, ...] = ()) -> GoView | Withheld:
    """Today's exercises that are not done yet, or those that are named.

    Raises `NotStarted` without a plan, `BadInput` for a name that is none, `Refused` for one that is not for
    the person now, and where the answers leave nothing of exercises.
    """
    view = plan_view(desk)
    if isinstance(view, Withheld):
        return view
    left = view.withheld.part(LIBRARY)
    if left.verdict is Verdict.WITHHOLD:
        raise Refused("Exercises rest now.", "What stands: backcoach plan", left.words)
    days = bout_days(desk)
    if names:
        named = (_named(name, view, desk, days) for name in _few(names, desk))
        found = Found(tuple({task.item.id: task for task in named}.values()))
    else:
        found = _todays(view, desk, days)
    return GoView(
        found.tasks,
        found.left_out,
        daily_check(desk).is_due,
        pause_now(desk) is not None,
        view.is_review_due,
        view.is_look_back_due,
        relief_on(desk, desk.moment.today) is None and may_rise(days, desk.moment.today, limits_of(desk)),
        None if found.tasks or view.is_review_due else other_exercise(desk, days),
        () if names else tuple(_also(view)),
    )


def _also(view: PlanView) -> Iterator[PlanItem]:
    for state in view.items:
        if not state.item.is_exercise and (state.done or 0) < state.item.daily_amount:
            yield state.item


def lighter(view: GoView, desk: Desk, *, is_easy_only: bool) -> tuple[Task, ...]:
    """The tasks for pain too bad to begin as planned: half of each, or only what suits a flare-up."""
    percent = 100 if is_easy_only else desk.book.activity.parameters.flare.half_percent
    relief = Relief(percent, is_easy_only)
    found = ((task, lightened((task.item,), relief, desk.book.activity)) for task in view.tasks)
    return tuple(replace(task, item=item) for task, items in found for item in items)


def _todays(view: PlanView, desk: Desk, days: Days) -> Found:
    tasks: list[Task] = []
    out: list[LeftOut] = []
    for state in view.items:
        exercise = desk.book.activity.exercise(state.item.id)
        if exercise is None or state.item.kind is not ItemKind.EXERCISE:
            continue
        made = _is_done(state) or task_of(state.item, exercise, desk, days)
        if isinstance(made, Task):
            tasks.append(made)
            continue
        out.append(made)
        if made.rule == SWAP:
            tasks += _in_its_place(made, exercise, view, desk, days)
    most = desk.book.activity.parameters.caps.session_exercises
    return Found(tuple(tasks[:most]), tuple(out))


def _is_done(state: ItemState) -> LeftOut | None:
    is_done = (state.done or 0) >= state.item.daily_amount
    return LeftOut(state.item, DONE, DONE_TODAY) if is_done else None


def _in_its_place(
    made: LeftOut, exercise: Exercise, view: PlanView, desk: Desk, days: Days
) -> Iterator[Task]:
    """The easier exercise for one that is swapped, unless it is planned, done or red itself."""
    other = easier_task(Task(made.item, exercise), desk)
    today = [day for day in days if day.day_on == desk.moment.today]
    if other is None or other.item.id in {one.item.id for one in view.items}:
        return
    found = task_of(other.item, other.exercise, desk, days)
    if isinstance(found, Task) and not any(day.done_of(found.item.id) for day in today):
        yield found


def _few(names: tuple[str, ...], desk: Desk) -> tuple[str, ...]:
    most = desk.book.activity.parameters.caps.session_exercises
    if len(names) > most:
        raise BadInput(f"That is more than {most} exercises for one session.", "Leave some for another one.")
    return names


def _named(name: str, view: PlanView, desk: Desk, days: Days) -> Task:
    """One exercise by its name: as planned today, else as it begins."""
    exercise = exercise_named(name, desk.book.activity)
    if view.is_review_due:
        raise Refused("A new week waits.", "First the weekly safety questions: backcoach screen --weekly")
    if pause_now(desk) is not None:
        raise Refused("The plan is paused, and exercises with it.", "See: backcoach plan")
    id_ = exercise.activity or exercise.id
    state = next((one for one in view.items if one.item.id == id_), None)
    if state is not None and _is_done(state):
        raise Refused(f"{exercise.name}: done for today. More of it is not planned.", "See: backcoach plan")
    item = state.item if state else extra_item(exercise, desk, days)
    made = task_of(item, exercise, desk, days)
    if isinstance(made, LeftOut):
        raise refused(exercise, made.words)
    return made


def script_for(desk: Desk) -> Relaxation | None:
    """The relaxation script to offer: in a flare-up one for bad days, else one of the phase or an early one.

    None where the answers close all of these.
    """
    weeks, today = desk.weeks(), desk.moment.today
    phase = weeks[-1].phase_on(today) if weeks and today in weeks[-1].days else None
    is_flare = flare_now(desk) is not None
    open_ones = [one for one in desk.book.lessons.relaxations if not is_closed(left_of(one, desk))]
    fitting = [one for one in open_ones if (one.is_for_flare if is_flare else phase in one.first_in)]
    return next(iter([*fitting, *(one for one in open_ones if one.first_in)]), None)


def script_named(name: str, desk: Desk) -> Relaxation:
    """The relaxation script of this name. Raises `BadInput`, and `Refused` for one the answers close."""
    page = find_page(name, desk.book)
    if not isinstance(page, Relaxation):
        raise BadInput(f"{page.id} is no relaxation script.", "All of them: backcoach learn --list")
    refuse_closed(left_of(page, desk))
    return page
