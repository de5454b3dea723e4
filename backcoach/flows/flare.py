"""Flare-ups, bad days and pauses, as the person tells of them."""

from __future__ import annotations

from datetime import date, timedelta

from backcoach.coach.activity import Line
from backcoach.coach.activity_record import EasyDay, FlareDeclared, FlareRepeated, Paused, Resumed
from backcoach.coach.flare import FlareUp
from backcoach.coach.record import ScreeningDue
from backcoach.coach.today import Relief, lightened
from backcoach.coach.week import PlanItem
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.lighter import flare_now, flares, going_on, pause_now
from backcoach.flows.plan import planned_on
from backcoach.values import Value

EVENT = "event_flare"
LONGEST_PAUSE_DAYS = 84


class FlareView(Value):
    """How a flare-up stands: None where none goes on.

    `items` is what today holds; `ahead` the share of each day still to come, by date, as far as it is known.
    """

    flare: FlareUp | None
    items: tuple[PlanItem, ...]
    ahead: tuple[tuple[date, int], ...]
    lines: tuple[Line, ...]


def declare(desk: Desk) -> None:
    """Keep that a flare-up keeps the person from today's plan. All safety questions are due from then on.

    Raises `NotStarted` without a plan.
    """
    if not desk.weeks():
        raise NotStarted("There is no plan yet, so nothing to make lighter.", "Begin with: backcoach start")
    desk.keep(FlareDeclared(), ScreeningDue(EVENT))


def may_declare(desk: Desk) -> bool:
    """Whether a flare-up told of now begins one: none goes on, or the whole plan is back in it."""
    flare = flare_now(desk)
    return flare is None or flare.is_whole_on(desk.moment.today)


def repeat(desk: Desk) -> None:
    """Keep that today's step is taken once more tomorrow. Raises `BadInput` where no flare-up goes on."""
    if flare_now(desk) is None:
        raise BadInput("No flare-up goes on now.", "Tell of one with: backcoach flare")
    desk.keep(FlareRepeated())


def take_half(desk: Desk) -> None:
    """Keep that only half of today is done. Raises `NotStarted`, and `Refused` while the plan rests."""
    if not desk.weeks():
        raise NotStarted("There is no plan yet, so nothing to make lighter.", "Begin with: backcoach start")
    if not desk.standing().is_plan_allowed:
        raise Refused("Your plan rests, so there is nothing to halve.", "What to do: backcoach plan")
    desk.keep(EasyDay())


def flare_view(desk: Desk) -> FlareView:
    """How the flare-up of today stands, with what is said of it."""
    found, book = flares(desk), desk.book
    flare = going_on(found, desk.moment.today)
    words = list(book.lighter.flare)
    limits = book.activity.parameters
    if flare is not None and (desk.moment.today - flare.started_on).days + 1 >= limits.flare.refer_day:
        words += book.lighter.refer
    since = desk.moment.today - timedelta(weeks=limits.review.flare_weeks)
    if sum(one.started_on >= since for one in found) >= limits.review.flares_gentle:
        words += book.lighter.many
    return FlareView(flare, _items(desk), _ahead(desk, flare), tuple(words))


def _items(desk: Desk) -> tuple[PlanItem, ...]:
    today = desk.moment.today
    return tuple(item for week in desk.weeks()[-1:] for item in planned_on(desk, week, today))


def _ahead(desk: Desk, flare: FlareUp | None) -> tuple[tuple[date, int], ...]:
    if flare is None:
        return ()
    percents, day = desk.book.activity.parameters.flare.percents, flare.days[-1]
    rest = percents[day.number :]
    return tuple((day.day_on + timedelta(days=place + 1), percent) for place, percent in enumerate(rest))


def half_of(desk: Desk) -> tuple[PlanItem, ...]:
    """What half of today would be."""
    limits = desk.book.activity.parameters.flare
    week = desk.weeks()[-1]
    return lightened(week.items_on(desk.moment.today), Relief(limits.half_percent), desk.book.activity)


def pause(desk: Desk, why: str, until_on: date | None) -> None:
    """Let the plan wait from today on. Raises `NotStarted`, or `BadInput` for what cannot be.

    Raises `Refused` while something grave stands: that does not wait.
    After an illness all safety questions are due.
    """
    reason = desk.book.lighter.pause(why)
    today = desk.moment.today
    if not desk.weeks():
        raise NotStarted("There is no plan yet, so nothing to pause.", "Begin with: backcoach start")
    if reason is None:
        there = ", ".join(one.id for one in desk.book.lighter.pauses)
        raise BadInput(f"{why!r} is no reason known here; nothing was saved.", f"There are {there}.")
    if until_on is not None and not today <= until_on <= today + timedelta(days=LONGEST_PAUSE_DAYS):
        raise BadInput(
            "That day cannot be the last of a pause; nothing was saved.",
            f"A day from today to {LONGEST_PAUSE_DAYS // 7} weeks from now.",
        )
    if not desk.standing().disposition.allows_plan:
        raise Refused("Your plan rests already, so there is nothing to pause.", "What to do: backcoach plan")
    due = [ScreeningDue(reason.event)] if reason.event else []
    desk.keep(Paused(why, until_on), *due)


def resume(desk: Desk) -> None:
    """Go on from today. Raises `BadInput` where nothing is paused."""
    if pause_now(desk) is None:
        raise BadInput("Nothing is paused.", "See: backcoach plan")
    desk.keep(Resumed())
