"""Sections of a report about what was done: activity and exercises, what was chosen, work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from backcoach.coach.medicine_record import ComfortsChosen
from backcoach.coach.options import OptionChosen
from backcoach.coach.report import Block, ReportLine, ReportTable
from backcoach.coach.stretches import Stretch
from backcoach.coach.week import PlanItem
from backcoach.coach.work_record import Went, WorkDone, WorkSet, WorkStep
from backcoach.flows.goals import goal_weeks, goals_of
from backcoach.flows.report_frame import Frame, counted, day, listed, number, own_line, short_day

WORK_QUESTION = "work"
HEADS = (
    "Week",
    "Active minutes, done of plan",
    "Exercises, done of plan",
    "Days not told",
    "Doses",
    "Flare-ups",
)


def tried(frame: Frame) -> Iterator[Block]:
    """What was done of what was planned, what the plan holds, and what the person chose and used."""
    weeks, today = frame.weeks, frame.desk.moment.today
    if weeks:
        yield ReportLine(_sums(weeks, today), f"Done of planned, {counted(len(weeks), 'week')}")
        yield from _items(frame)
        if not frame.is_visit:
            yield ReportTable("Week by week", HEADS, tuple(_row(one, today) for one in weeks))
    else:
        yield ReportLine("no plan", "Activity")
    yield from _goals(frame)
    yield from _chosen(frame)
    yield from _comforts(frame)


def _goals(frame: Frame) -> Iterator[Block]:
    """Each own activity that has a plan or was told of: how often it was done, and the plan."""
    plans = {one.number: one.plan for one in goals_of(frame.desk)}
    for goal in goal_weeks(frame.desk, frame.desk.weeks()):
        counts = [week.count for week in goal.weeks if week.count.told]
        done, told = sum(one.done for one in counts), sum(one.told for one in counts)
        if not (goal.has_plan or told):
            continue
        plan = plans[goal.number]
        words = f"; if {plan.cue}, then {plan.action}" if plan.cue and plan.action else ""
        coping = f"; if {plan.obstacle}, then {plan.instead}" if plan.obstacle and plan.instead else ""
        yield own_line(frame, f"{goal.name}{words}{coping}", f"Goal {goal.number}")
        days = f"{done} of {counted(told, 'day')} told" if told else "no day told"
        yield ReportLine(days, f"Goal {goal.number}, done")


def _sums(weeks: tuple[Stretch, ...], today: date) -> str:
    """What was done of what was planned; where nothing was told, that and no nought."""
    minutes = _of(sum(one.minutes_done for one in weeks), sum(one.minutes_planned for one in weeks), weeks)
    goes = _of(sum(one.goes_done for one in weeks), sum(one.goes_planned for one in weeks), weeks)
    words = f"walking and activity {minutes} min; exercises {goes} times"
    unknown, ahead = sum(_untold(one, today) for one in weeks), sum(_ahead(one, today) for one in weeks)
    words += f"; {counted(unknown, 'day')} not told" if unknown else ""
    return f"{words}; {counted(ahead, 'day')} of it still ahead" if ahead else words


def _of(done: int, planned: int, weeks: Iterable[Stretch]) -> str:
    """What was done of what was planned; a dot where nobody has told what was done."""
    return f"{done if any(one.days_told for one in weeks) else '.'} of {planned}"


def _ahead(week: Stretch, today: date) -> int:
    """How many of its days are still to come."""
    return max((week.ends_on - today).days, 0)


def _untold(week: Stretch, today: date) -> int:
    """On how many of its days so far nothing was told."""
    return max(week.days_unknown - _ahead(week, today), 0)


def _items(frame: Frame) -> Iterator[Block]:
    """What the newest week asks for on its days."""
    week = frame.desk.weeks()[-1]
    last = {item.id: item for item in week.items}
    if last:
        words = "; ".join(_item(one) for one in last.values())
        yield ReportLine(words, f"In the plan now (week {week.number})")
    for one in {task.id: task for each in frame.weeks for task in each.tasks}.values():
        mean = "not told" if one.done_mean is None else number(one.done_mean)
        yield ReportLine(
            f"{mean} of {one.planned} a day (n {one.days_told})", f"{one.label}, last week of it"
        )


def _item(one: PlanItem) -> str:
    times = "" if one.times_per_day == 1 else f" x {one.times_per_day}"
    unit = one.unit.value.replace("_", " ")
    return f"{one.label} {one.amount} {unit}{times} on {counted(len(one.days), 'day')}"


def _row(week: Stretch, today: date) -> tuple[str, ...]:
    return (
        f"{week.number} ({short_day(week.starts_on)})",
        _of(week.minutes_done, week.minutes_planned, (week,)),
        _of(week.goes_done, week.goes_planned, (week,)),
        f"{_untold(week, today)}",
        f"{week.doses}",
        f"{week.flare_ups}",
    )


def _chosen(frame: Frame) -> Iterator[Block]:
    """Options that were chosen, each time, and taken back."""
    for one in frame.entries(OptionChosen):
        option = frame.desk.book.options.option(one.body.option)
        name = option.name if option else one.body.option or "nothing any more"
        look = f", to look at again {day(one.body.look_on)}" if one.body.look_on else ""
        yield ReportLine(f"{name}{look}", f"Chosen {day(one.day_on)}")


def _comforts(frame: Frame) -> Iterator[Block]:
    entry = frame.desk.journal.latest(ComfortsChosen)
    if entry is not None:
        names = {one.id: one.name for one in frame.desk.book.without_pills.things}
        words = listed(names.get(one, one) for one in entry.body.things) or "nothing"
        yield ReportLine(words, f"Without pills, chosen {day(entry.day_on)}")


def work(frame: Frame) -> Iterator[Block]:
    """The kind of work, hours now and usual, the step that holds, and how the work days went."""
    desk, profile = frame.desk, frame.desk.profile()
    question = next((one for one in desk.book.intake if one.id == WORK_QUESTION), None)
    kinds = {one.id: one.text for one in question.choice} if question else {}
    yield ReportLine(kinds.get(profile.work, profile.work) if profile else "not told", "Kind of work")
    told = max(frame.entries(WorkSet), key=lambda one: one.place, default=None)
    if told is not None:
        hours = f"{told.body.present_hours:g} of {told.body.normal_hours:g} a week ({day(told.day_on)})"
        yield ReportLine(hours, "Hours told")
    step = max(frame.entries(WorkStep), key=lambda one: one.place, default=None)
    if step is not None:
        rung = step.body.rung
        words = f"{rung.hours:g} hours a week, {rung.load_percent} % of the usual load, from"
        yield ReportLine(f"{words} {day(step.body.starts_on)}", "Step that was proposed last")
    yield from _days(frame)


def _days(frame: Frame) -> Iterator[Block]:
    done: dict[date, WorkDone] = {}
    for one in frame.entries(WorkDone):
        done[one.day_on] = done[one.day_on].joined(one.body) if one.day_on in done else one.body
    if done:
        went = listed(f"{sum(one.went is kind for one in done.values())} {kind.value}" for kind in Went)
        hours = sum(one.hours for one in done.values())
        yield ReportLine(f"{counted(len(done), 'day')}, {hours:g} hours ({went})", "Work days told")
