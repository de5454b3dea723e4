"""The section of a report about scores: own activities, the weeks and measures, with what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from backcoach.coach.measures import CHANGE_LINES, NOT_KNOWN, ScoreChange
from backcoach.coach.report import Block, PlotPoint, ReportLine, ReportPlot, ReportTable
from backcoach.coach.stretches import Stretch
from backcoach.flows.measures import MeasureShown, Point
from backcoach.flows.progress import OwnChange, OwnPoints
from backcoach.flows.report_frame import MOST_WEEKS, Frame, counted, day, listed, number, short_day

HEADS = ("Week", "Days logged", "Daily life mean (n)", "Pain mean (n)", "Range", "Worst", "Hard days")
HOW_WELL = "How well each goes, of 10, 10 is as before"
FIGURES = {
    "days_before": "days logged in the first week",
    "days_after": "in the last",
    "mean_before": "mean of the first week",
    "mean_after": "of the last",
    "band": "chance alone may do",
    "days_needed": "days needed",
}


def scores(frame: Frame) -> Iterator[Block]:
    """What can be done again first, then daily life and pain week by week, then the other measures."""
    weeks, view = frame.weeks, frame.view
    if view is not None:
        yield from _own(frame, view.own) if view.own else _own_so_far(view.own_points)
    if view is not None and view.overall is not None:
        words = next(one.text for one in frame.desk.book.lighter.degrees if one.points == view.overall)
        on = f" ({day(view.overall_on)})" if view.overall_on else ""
        yield ReportLine(f"{words}{on}", "All in all, against the start")
    if view is None or not any(one.days_logged for one in weeks):
        yield ReportLine("no day is logged by today", "Daily life and pain")
        return
    yield from _weekly(frame, weeks)
    if view.change is not None:
        words = "; ".join(f"{FIGURES.get(name, name)} {value}" for name, value in view.change_inputs)
        yield ReportLine(f"{view.change.value} ({words})", "Pain, last week against first", is_key=True)
    for one in view.measures:
        yield ReportLine(_measure(one, frame), _name(one))


def _weekly(frame: Frame, weeks: tuple[Stretch, ...]) -> Iterator[Block]:
    shown = _shown(frame, weeks)
    hard = number(frame.desk.book.activity.parameters.change.hard_from)
    yield ReportPlot("Pain by week", _in_words(shown), tuple(_point(one) for one in shown))
    caption = f"Daily life of 10, 10 is all of it; pain of 10, 0 is none; a hard day has {hard} or more"
    yield ReportTable(caption, HEADS, tuple(_row(one) for one in shown))
    if len(shown) < len(weeks):
        yield ReportLine(f"{counted(len(weeks) - len(shown), 'week')} after the first", "Not shown")


def _shown(frame: Frame, weeks: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """All weeks; for a visit the first and the last ones."""
    if not frame.is_visit or len(weeks) <= MOST_WEEKS:
        return weeks
    return (weeks[0], *weeks[-(MOST_WEEKS - 1) :])


def _point(week: Stretch) -> PlotPoint:
    return PlotPoint(f"{week.number}", week.pain_mean, week.pain_low, week.pain_high)


def _in_words(weeks: tuple[Stretch, ...]) -> str:
    told = [one for one in weeks if one.pain_mean is not None]
    if not told:
        return "No pain was logged."
    ends = listed(f"week {one.number} {number(one.pain_mean)}" for one in dict.fromkeys((told[0], told[-1])))
    gaps = len(weeks) - len(told)
    missing = f" {counted(gaps, 'week')} without a log left empty." if gaps else ""
    return f"Mean pain of each week with its range, 0 to 10: {ends}.{missing}"


def _row(week: Stretch) -> tuple[str, ...]:
    span = "." if week.pain_low is None else f"{number(week.pain_low)} to {number(week.pain_high)}"
    return (
        f"{week.number} ({short_day(week.starts_on)})",
        f"{week.days_logged} of {(week.ends_on - week.starts_on).days + 1}",
        _with_n(week.function_mean, week.function_n),
        _with_n(week.pain_mean, week.pain_n),
        span,
        number(week.pain_worst),
        f"{week.hard_days} of {week.pain_n}" if week.pain_n else ".",
    )


def _with_n(mean: float | None, n: int) -> str:
    return "." if mean is None else f"{number(mean)} ({n})"


def _own(frame: Frame, own: OwnChange) -> Iterator[Block]:
    each = tuple(zip(own.names, own.before, own.now, strict=True))
    rows = tuple((name, f"{before}", f"{now}", f"{now - before:+d}") for name, before, now in each)
    heads = ("Own activity", "At the start", f"On {day(own.on)}", "Change")
    yield ReportTable(HOW_WELL, heads, rows)
    limits = frame.desk.book.activity.parameters.change
    least = (limits.ability_small, limits.ability_medium, limits.ability_large)
    sizes = "small from {:g}, medium from {:g}, large from {:g}".format(*least)
    yield ReportLine(f"{own.gain:+.1f}: {own.size.value} ({sizes})", "Mean gain")


def _own_so_far(each: tuple[OwnPoints, ...]) -> Iterator[Block]:
    """The first score and the last of each, where not all of them were told again on one day."""
    ends = [(one.name, one.points[0], one.points[-1]) for one in each if one.points]
    if ends:
        heads = ("Own activity", "First told", "Last told")
        yield ReportTable(HOW_WELL, heads, tuple(_ends(name, first, last) for name, first, last in ends))


def _ends(name: str, first: tuple[date, int], last: tuple[date, int]) -> tuple[str, ...]:
    return (name, *(f"{score} ({day(on)})" for on, score in (first, last)))


def _name(one: MeasureShown) -> str:
    scale = "" if one.measure.unit else f", of {one.measure.most}"
    told = "" if not one.measure.field else (", recalled" if one.is_recalled else ", mean of days")
    return f"{one.measure.name}{told}{scale}"


def _measure(one: MeasureShown, frame: Frame) -> str:
    """The first score and the last, or all of them, and what the change means."""
    scored = one.scored
    if not scored:
        return f"not all told on {day(one.points[-1].on)}, so there is no score"
    ends = scored if not frame.is_visit else tuple(dict.fromkeys((scored[0], scored[-1])))
    told = ", then ".join(_told(point) for point in ends)
    level = f" ({one.level.text})" if one.level else ""
    if one.change is None:
        return f"{told}{level}; one score, so no change to tell"
    return f"{told}{level}; {_change(one.change)}: {_meaning(one.change, frame)}"


def _told(point: Point) -> str:
    if point.days is None:
        return f"{number(point.score)} on {day(point.on)}"
    return f"{number(point.score)} in the week of {day(point.on)} (n {point.days})"


def _change(change: ScoreChange) -> str:
    if not change.points:
        return "no change"
    return f"{number(abs(change.points))} {'more' if change.points > 0 else 'less'}"


def _meaning(change: ScoreChange, frame: Frame) -> str:
    book = frame.desk.book.measures
    if change.words is None:
        return book.line(NOT_KNOWN)
    chance = "" if change.band is None else f" (chance alone may do {number(change.band)})"
    return book.line(CHANGE_LINES[change.words]) + chance
