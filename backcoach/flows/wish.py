"""Setting an amount of the running week: the wish is kept, and the week is issued anew from today on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from backcoach.coach.activity import WALK, ActivityType, Role
from backcoach.coach.activity_record import QuotaWished
from backcoach.coach.done import Unit
from backcoach.coach.frame import Frame
from backcoach.coach.quota import avoided_codes, is_clinician_first
from backcoach.coach.taking import Load, week_with_load, week_with_task, week_without
from backcoach.coach.tasks import lacks, waits
from backcoach.coach.tasks_past import said_of
from backcoach.coach.week import PlanItem, WeekPlan
from backcoach.coach.weekplan import LEG_CODE, LEG_GUARD
from backcoach.coach.wish import LOWERED, Setting, Wish, week_with_wish
from backcoach.flows.amounts import WORDS, check_most, check_unit
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.lighter import flare_now, pause_now
from backcoach.flows.trials import finished_baselines, named, person_with_plan
from backcoach.flows.withheld import week_as_it_may_be

KEPT_NOTHING = "Nothing was changed."


def set_quotas(desk: Desk, wishes: Sequence[tuple[str, int] | tuple[str, int, str]]) -> WeekPlan:
    """Meet wishes for amounts as far as the caps allow; the week with them supersedes the running one.

    A wish is a name, an amount and perhaps its unit. What the week does not hold yet begins; 0 takes out what
    was taken in. Raises `BadInput` for what cannot be wished for, `Refused` while the plan rests and for
    what is left out or not for the person now, `NotStarted` without a plan; nothing is changed then.
    """
    profile, book = person_with_plan(desk), desk.book.activity
    weeks = issue_due_weeks(desk)
    week, today = weeks[-1], desk.moment.today
    if today > week.ends_on:
        raise BadInput(
            f"Your week is over, and the next one waits for the safety questions. {KEPT_NOTHING}",
            "Answer them with: backcoach screen --weekly",
        )
    is_at_rest = flare_now(desk) is not None or pause_now(desk) is not None
    setting = Setting(profile, book, weeks[-2].minutes if len(weeks) > 1 else None, is_at_rest)
    _kept, left_out = week_as_it_may_be(desk, week)
    bodies = []
    for wish in wishes:
        body = _wished(desk, *wish)
        _check(body, left_out, desk)
        week = _with(desk, week, body, setting)
        bodies.append(body)
    entry = desk.journal.latest(WeekPlan)
    desk.keep(week, *bodies, supersedes=entry.id if entry else None)
    return week


def _with(desk: Desk, week: WeekPlan, body: QuotaWished, setting: Setting) -> WeekPlan:
    """The week with one wish met. Raises `BadInput` and `Refused`."""
    today, one = desk.moment.today, desk.book.activity.type(body.item)
    is_there = any(item.id == body.item and item.days[-1] >= today for item in week.items)
    try:
        if body.load_kg is not None:
            return week_with_load(week, Load(body.item, body.load_kg, today), setting)
        if body.amount == 0:
            return week_without(week, body.item, today, desk.book.activity)
        wish = Wish(body.item, body.amount, today)
        if is_there or one is None or one.id == WALK or _is_over(week, one.id):
            return week_with_wish(week, wish, setting)
    except ValueError:
        raise _not_there(week, body.item, today) from None
    return _with_new(desk, week, one, wish, setting)


def _with_new(desk: Desk, week: WeekPlan, one: ActivityType, wish: Wish, setting: Setting) -> WeekPlan:
    """The week with something new. Raises `Refused` where it is not for the person now, or has no room."""
    if because := _against(desk, week, one, setting):
        raise Refused(f"{one.label} is not for now. {KEPT_NOTHING}", "See: backcoach plan", (because,))
    try:
        return week_with_task(week, wish, one, setting, finished_baselines(desk).get(one.id))
    except ValueError:
        full = setting.book.plan_rule("task_full").why
        raise Refused(f"{one.label} has no room in this week. {KEPT_NOTHING}", full) from None


def _against(desk: Desk, week: WeekPlan, one: ActivityType, setting: Setting) -> str:
    """What speaks against something new in this week, in words; empty where nothing does."""
    book = setting.book
    if is_clinician_first(setting.profile, book):
        return book.plan_rule("clinician_first").why
    if setting.is_at_rest:
        return book.plan_rule("wish_in_flare").why
    if week.outcome in LOWERED:
        return book.plan_rule("wish_after_cut").why
    recent = {each.outcome for each in desk.weeks()[-2:]}
    codes = avoided_codes(setting.profile, book) | ({LEG_CODE} if LEG_GUARD in recent else set())
    frame = Frame(setting.profile, week.starts_on, week.track, week.phases, frozenset(codes), book)
    return waits(one, frame, week.phase_on(desk.moment.today)) or lacks(one, week, book)


def _is_over(week: WeekPlan, id_: str) -> bool:
    """Whether a week held something, and all of its days are over."""
    return week.latest(id_) is not None and said_of(week).get(id_) is not True


def _not_there(week: WeekPlan, id_: str, today: date) -> BadInput:
    there = dict.fromkeys(item.id for item in week.items if item.days[-1] >= today)
    return BadInput(
        f"The rest of this week holds no {id_}. {KEPT_NOTHING}", f"It holds: {', '.join(there) or 'nothing'}."
    )


def _wished(desk: Desk, name: str, amount: int, unit: str = "") -> QuotaWished:
    """A wish as it is kept. Raises `BadInput`."""
    thing, weeks = named(name, desk.book), desk.weeks()
    one = desk.book.activity.type(thing.id)
    is_load = unit in WORDS[Unit.KG] and one is not None and one.goal_kg > 0
    try:
        if is_load:
            now = weeks[-1].latest(thing.id)
            return QuotaWished(thing.id, now.amount if now else 0, amount)
        check_unit(name, unit, thing.unit)
        check_most(name, amount, thing.unit)
        return QuotaWished(thing.id, amount)
    except ValueError as error:
        raise BadInput(
            f"{_sentence(error)} {KEPT_NOTHING}", "Such as: backcoach plan --set walk=10"
        ) from None


def _sentence(error: ValueError) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


def _check(body: QuotaWished, left_out: Sequence[PlanItem], desk: Desk) -> None:
    one = desk.book.activity.type(body.item)
    is_own = one is not None and (one.role is not Role.ACTIVITY or one.id not in _liked(desk))
    if body.amount == 0 and body.load_kg is None and (not is_own or body.item == WALK):
        raise BadInput(
            f"A wished amount is 1 or more. {KEPT_NOTHING}",
            "What you leave out on a day needs no number: leave it.",
        )
    if any(item.id == body.item for item in left_out):
        raise Refused(
            f"Your newer answers took {body.item} out of this week. {KEPT_NOTHING}", "See: backcoach plan"
        )


def _liked(desk: Desk) -> tuple[str, ...]:
    profile = desk.profile()
    return profile.likes if profile else ()
