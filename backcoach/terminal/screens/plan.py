"""The plan on one screen: today first, then the week, then what medicine means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backcoach.coach.course import Course
from backcoach.coach.done import Unit
from backcoach.coach.open_medicine import DAY_3_TODAY, is_day_to_check
from backcoach.coach.regions import ContactKind
from backcoach.coach.week import ItemKind, PlanItem, WeekPlan
from backcoach.flows.plan import ItemState, PlanView
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.fitting import fitted_line
from backcoach.terminal.screens.spark import Sparks
from backcoach.terminal.screens.week_table import week_table
from backcoach.terminal.screens.withheld import left_out_lines
from backcoach.terminal.told import Drawn
from backcoach.terminal.words import (
    NOT_REVIEWED,
    amount_text,
    date_text,
    day_text,
    of_a_day,
    week_text,
)

if TYPE_CHECKING:
    from backcoach.flows.start import Started

NEXT = "Next: do today's list, then type: backcoach log. Heat, cold: backcoach comfort"
HOW = "   (guided: backcoach go)"
LOOK_BACK_DUE = "The week is over. Two minutes to look back at it: backcoach review"
MARKED = {"[x]": "Done:", "[/]": "Begun:", "[ ]": "To do:", " - ": "Limit:"}
LEAST_TOLD = 3
"""So many days must be told before their scores are drawn."""

REVIEW_DUE = "Your next week waits for the weekly safety questions: backcoach screen --weekly"
OVER = "{name}: the course is over, its last day was {last}. No new course before {new}."
DOSES_STAY = " Doses stay as they are."
STAYING_WELL = "Staying well: the bout was closed on {day}. How: backcoach close"


def plan_screen(
    view: PlanView, book: Handbook, region: str, *, only_today: bool = False, mine: Iterable[str] = ()
) -> RenderableType:
    """Today and the week; of a week that is over, only the week. `mine` are lines on the person's goals."""
    parts: list[RenderableType] = [_head(view.week, book, view.closed_on, view.day)]
    if view.day is not None:
        parts.append(_today(view, view.day, book, region))
        parts += [_goal_line(line) for line in mine]
        if view.course is not None and is_day_to_check(view.course, view.day):
            rule = book.medicine.rule(DAY_3_TODAY)
            parts.append(Text(visible(f"{rule.why} (why {rule.id})"), style="bold yellow"))
    if not only_today or view.day is None:
        parts.append(week_table(view))
        parts += _lately(view)
    if view.course is not None:
        parts += _medicine_lines(view.course, book, region, view.day)
    taken_out = left_out_lines(view, book)
    parts += taken_out or [Text(visible(line)) for line in fitted_line(view.week, book.activity)]
    parts.append(_foot(view))
    return Group(*parts)


def started_screen(view: PlanView, started: Started, book: Handbook, region: str) -> RenderableType:
    """The new plan on one screen, and the next step."""
    parts: list[RenderableType] = [plan_screen(view, book, region)]
    if started.back is not None:
        from backcoach.terminal.screens.close import came_back_lines

        parts += came_back_lines(started.back, book)
    if started.no_course:
        parts.append(_no_course(started))
    parts.append(Text(NEXT, style="bold"))
    return Group(*parts)


def _no_course(started: Started) -> RenderableType:
    from backcoach.terminal.screens.course import why_text

    checked = started.medicine
    name = checked.wanted.value if checked else "medicine"
    is_ask = checked is not None and checked.verdict.value == "ask_first"
    head = f"No course of {name} is planned" + (": ask a pharmacist first." if is_ask else ".")
    lines = [Text(f"  - {visible(why_text(reason))} (why {reason.rule})") for reason in started.no_course[:3]]
    return Group(Text(head, style="bold"), *lines)


def _head(
    week: WeekPlan, book: Handbook, closed_on: date | None = None, day: date | None = None
) -> RenderableType:
    """The week, with the phase that `day` belongs to if that lies within it, else the one it ends in."""
    phase = book.activity.phase(week.phase_on(day) if day is not None and day in week.days else week.phase)
    head: RenderableType = Text.assemble(
        (f"Week {week.number}", "bold cyan"),
        f"  {week_text(week.starts_on, week.ends_on)}   ",
        (phase.label, "bold"),
    )
    if closed_on is not None:
        head = Group(head, Text(STAYING_WELL.format(day=date_text(closed_on)), style="bold"))
    if week.outcome is None:
        return head
    rule = book.activity.review_rule(week.outcome)
    return Group(head, Text(visible(f"{rule.label.capitalize()}: {rule.next} (backcoach why {rule.id})")))


def _today(view: PlanView, day: date, book: Handbook, region: str) -> RenderableType:
    name = _name(view.course, book, region).capitalize() if view.course else ""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    for state in view.items:
        grid.add_row(
            Drawn(Text(f"  {mark(state)}"), Text(MARKED[mark(state)])),
            Text(f"{state.item.label}: {item_text(state.item)}"),
            Text(done_text(state), style="dim"),
        )
    if view.doses:
        grid.add_row(_doses_mark(view), Text(f"{name} {_doses_text(view)}"), Text(""))
    for text in _waiting(view):
        grid.add_row(Text("  "), Text(visible(text), style="bold"), Text(""))
    if not (view.items or view.doses or view.is_review_due or view.is_look_back_due or view.pause):
        grid.add_row(Text("  "), Text("Nothing is planned; rest is part of the plan."), Text(""))
    how = HOW if any(state.item.is_exercise for state in view.items) else ""
    return Group(Text.assemble((f"Today, {day_text(day)}", "bold"), (how, "dim")), grid)


def _goal_line(line: str) -> RenderableType:
    """A line on a goal, which may begin with a mark."""
    mark, rest = line[:3], line[3:].lstrip()
    if mark not in MARKED:
        return hanging("  ", line)
    return Drawn(hanging(f"  {mark}  ", rest), Text(visible(f"{MARKED[mark]} {rest}")))


def _waiting(view: PlanView) -> Iterator[str]:
    """What the next week waits for, and what makes today lighter."""
    if view.is_review_due:
        yield REVIEW_DUE
    elif view.is_look_back_due:
        yield LOOK_BACK_DUE
    if view.pause is not None:
        until = f" until {day_text(view.pause.until_on)}" if view.pause.until_on else ""
        yield f"The plan is paused{until}. Go on: backcoach pause --end"
    elif view.flare is not None:
        day, stay = view.flare.days[-1], DOSES_STAY if view.doses else ""
        yield f"Flare-up, day {day.number}: {day.percent} % of the plan.{stay} More: backcoach flare"
    elif view.is_half_day:
        yield f"Half of the activity today.{DOSES_STAY if view.doses else ''}"


def _doses_mark(view: PlanView) -> RenderableType:
    is_done = all(one.state == "taken" for one in view.doses)
    sign = "[x]" if is_done else "[ ]"
    return Drawn(Text(f"  {sign}"), Text(MARKED[sign]))


def _doses_text(view: PlanView) -> str:
    """All doses of the day in one line: amount, then each time with what became of it."""
    first = view.doses[0].dose
    times = ", ".join(
        f"{one.local:%H:%M}" + ("" if one.state == "to come" else f" {one.state}") for one in view.doses
    )
    return f"{first.mg} mg ({tablets(first.tablets)}): {times}"


def mark(state: ItemState) -> str:
    """Done, begun or open, told by a sign and not by colour; no box for what is nothing to do."""
    if state.item.kind is ItemKind.LIMIT:
        return " - "
    if not state.done:
        return "[ ]"
    return "[x]" if state.done >= state.item.daily_amount else "[/]"


def done_text(state: ItemState) -> str:
    """How much of it is done."""
    if state.done is None or state.item.kind is ItemKind.LIMIT:
        return ""
    return f"{state.done} of {logged_text(state.item, state.item.daily_amount)}"


def item_text(item: PlanItem) -> str:
    """What one day asks for, in words."""
    often = "" if item.times_per_day == 1 else f", {item.times_per_day} times a day"
    return f"{item.text or amount_text(item.amount, item.unit)}{often}"


def tablets(count: int) -> str:
    """Tablets in words."""
    return "1 tablet" if count == 1 else f"{count} tablets"


def _name(course: Course, book: Handbook, region: str) -> str:
    return book.medicine.info(course.medicine).name_in(region)


def _lately(view: PlanView) -> Iterator[RenderableType]:
    """Daily life and pain of the last days in a row of signs, once there is something to see."""
    rows = {
        "daily life": [one.function if one else None for one in view.lately],
        "pain": [one.pain_average if one else None for one in view.lately],
    }
    told = {name: row for name, row in rows.items() if sum(score is not None for score in row) >= LEAST_TOLD}
    if told:
        drawn = Sparks(f"Last {len(view.lately)} days:", told)
        yield Drawn(drawn, Text(drawn.words()))


def logged_text(item: PlanItem, amount: int) -> str:
    """So much of an item as it is logged: goes of an exercise, else its unit."""
    return amount_text(amount, Unit.REPS if item.is_exercise else of_a_day(item.unit))


def _medicine_lines(
    course: Course, book: Handbook, region: str, day: date | None = None
) -> list[RenderableType]:
    """What every course says: the limits, the end, the way out, the stop signs, and whom to call.

    Of one that is over on `day` only that is said, until a new one may begin.
    """
    info = book.medicine.info(course.medicine)
    is_over = day is not None and course.stop_on < day
    if day is not None and is_over and day >= course.next_course_on:
        return []
    if course.ended_at is not None:
        from backcoach.terminal.screens.course import ended_lines

        head = f"The course of {info.name_in(region)} ended on {day_text(course.stop_on)}.", "bold"
        return [Text(visible(text), style=style) for text, style in (head, *ended_lines(course, book))]
    name = info.name_in(region).capitalize()
    if is_over:
        return [
            Text(
                visible(
                    OVER.format(name=name, last=day_text(course.stop_on), new=day_text(course.next_course_on))
                )
            )
        ]
    poison = book.region(region).contacts_for(ContactKind.POISON)
    limits = course.limits
    taper = f"fewer from {day_text(course.taper_on)}, " if course.taper_on else ""
    lines = [
        f"{name}: {taper}last day {day_text(course.stop_on)}. {info.stop_today}",
        f"Never above {limits.daily_max_mg} mg in 24 h or closer than {limits.spacing_hours} h. {info.ask}",
        f"{info.stop_brief} (why {course.medicine.value})",
    ]
    if poison:
        lines.append(f"Too much, even if you feel well: {poison[0].label} {poison[0].number}.")
    return [Text(visible(line)) for line in lines]


def _foot(view: PlanView) -> RenderableType:
    review = "You may look back already: backcoach review." if view.is_look_back_open else ""
    review = review or f"Next review {day_text(view.week.review_on)}."
    line = f"{review} Why? backcoach why ID."
    return Text(f"{line} {NOT_REVIEWED if view.is_draft else ''}".strip(), style="dim")
