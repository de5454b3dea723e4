"""Progress as tables, words and a plot. Function and activity come before pain; gaps stay gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.measures import NOT_KNOWN, level_of
from backcoach.coach.progress import PainChange
from backcoach.coach.stretches import TaskProgress
from backcoach.flows.progress import By, OwnPoints, ProgressView
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.goals import progress_line
from backcoach.terminal.screens.measures import shown_lines
from backcoach.terminal.screens.progress_plot import Drawing, progress_plot
from backcoach.terminal.screens.progress_table import HEADS, progress_tables
from backcoach.terminal.screens.progress_told import stretch_lines
from backcoach.terminal.screens.spark import spark
from backcoach.terminal.told import Drawn
from backcoach.terminal.words import UNITS, day_text, score_text

_GAP = re.compile(r"(?<= )\.(?=,|$)")
NOTHING_YET = "Nothing is told yet. The daily check-in takes a minute: backcoach log"
LEGEND_TOLD = "Days are days told; not told means that nothing was."
SPARKS = 12
"""So many scores of an own activity are drawn at most."""


def progress_screen(view: ProgressView, width: int, book: Handbook, drawing: Drawing) -> RenderableType:
    """The tables, what changed, and the plot."""
    tables = Group(*progress_tables(view.stretches, view.by, book, width))
    lines = Group(*map(Text, stretch_lines(view.stretches, view.by, book)))
    parts: list[RenderableType] = [Drawn(tables, lines)]
    parts.append(Drawn(Text(_legend(view, book), style="dim"), Text(LEGEND_TOLD)))
    if not view.days:
        parts.append(Text(NOTHING_YET, style="bold"))
    parts += [hanging("  ", line) for line in _task_lines(view)]
    parts += _own_lines(view, book, is_ascii=drawing.is_ascii)
    if view.change is not None:
        parts.append(Text(visible(_change_line(view, view.change, dict(view.change_inputs)))))
    parts += _said(view, book)
    parts += _trajectory_lines(view)
    if drawing.is_wanted:
        parts += progress_plot(view, book, width, drawing)
    return Group(*parts)


def _legend(view: ProgressView, book: Handbook) -> str:
    """What the signs of the tables mean, as far as they stand there."""
    weeks = view.stretches if view.by is By.WEEK else ()
    found = {book.activity.review_rule(one.outcome).sign for one in weeks if one.outcome}
    meaning = (("+", "more"), ("-", "less"), ("=", "the same"))
    signs = ", ".join(f"{sign} {words}" for sign, words in meaning if sign in found)
    plan = f" Plan against the week before: {signs}." if signs else ""
    return f"n is the number of days told; a point means that nothing was told.{plan}"


def _change_line(view: ProgressView, change: PainChange, figures: dict[str, str]) -> str:
    """The pain of the last week against that of the first, with everything that it rests on."""
    first, last = view.bouts_on[-1], view.weeks[-1].starts_on
    head = f"Pain, week of {day_text(last)} against week of {day_text(first)}: {change.value}"
    days = f"{figures['days_before']} and then {figures['days_after']} days told"
    if "band" not in figures:
        return f"{head} ({days}, {figures['days_needed']} are needed in each)."
    before, after, band = (score_text(float(figures[name])) for name in ("mean_before", "mean_after", "band"))
    return f"{head} (mean {before}, then {after}; chance alone may do {band}; {days})."


def _own_lines(view: ProgressView, book: Handbook, *, is_ascii: bool) -> Iterator[RenderableType]:
    """Each own activity with its scores, then what the gain of all is worth."""
    done = {one.name: line for one in view.goals if (line := progress_line(one))}
    told = [one for one in view.own_points if len(one.points) > 1 or one.name in done]
    if told:
        yield Text("Own activities, of 10, since the plan began", style="bold")
    for one in told:
        yield Drawn(hanging("  ", _own_line(one, is_ascii=is_ascii)), Text(visible(_own_words(one))))
        if one.name in done:
            line = done[one.name]
            yield Drawn(hanging("    ", line), Text(visible(_GAP.sub("not told", line))))
    if view.own is not None:
        limits = book.activity.parameters.change
        least = (limits.ability_small, limits.ability_medium, limits.ability_large)
        sizes = "small from {:g}, medium from {:g}, large from {:g}".format(*least)
        on = day_text(view.own.on)
        size = view.own.size.value
        yield hanging("  ", f"Mean gain up to {on}: {view.own.gain:.1f}, {size} ({sizes}).")


def _own_line(one: OwnPoints, *, is_ascii: bool) -> str:
    scores = [score for _day, score in one.points]
    if not scores:
        return f"{one.name}: not told yet"
    drawn = spark(_some(scores), is_ascii=is_ascii)
    last_on = day_text(one.points[-1][0])
    times = "once" if len(scores) == 1 else f"{len(scores)} times"
    return f"{one.name}: {scores[0]} -> {scores[-1]}  {drawn}  (told {times}, last {last_on})"


def _own_words(one: OwnPoints) -> str:
    """Every score of an own activity with its day."""
    told = ", ".join(f"{score} on {day_text(day)}" for day, score in one.points)
    return f"{one.name}: {told}." if told else f"{one.name}: not told yet."


def _some(scores: list[int]) -> list[int]:
    """The scores, or so many of them from the first to the last, with as many left out between any two."""
    if len(scores) <= SPARKS:
        return scores
    return [scores[place * (len(scores) - 1) // (SPARKS - 1)] for place in range(SPARKS)]


def _trajectory_lines(view: ProgressView) -> Iterator[RenderableType]:
    """The name of the course, once there is enough of it."""
    if view.trajectory is None or view.trajectory.value is None:
        return
    found, (reason,) = view.trajectory.value, view.trajectory.reasons
    known = dict(reason.inputs)
    weeks = f"{known['weeks_known']} of {known['weeks']} weeks known"
    name = f"{found.intensity.text}, {found.pattern.text}"
    yield Text(visible(f"So far this course of pain is called: {name} ({weeks}; why {reason.rule})."))


def _said(view: ProgressView, book: Handbook) -> list[RenderableType]:
    """What was said when somebody looked back, each score with its meaning."""
    lines = []
    before, now = view.confidence
    if now is not None:
        was = "" if before is None else f", {before} at the start"
        level = level_of(book.measures.measure("confidence"), now)
        means = f" ({level.text})" if level else ""
        counts = "" if before is None else f"; {book.measures.line(NOT_KNOWN)}"
        score = f"{now} of 10{means}{_on(view.confidence_on)}{was}{counts}"
        lines.append(f"How sure you are that you can do daily things: {score}.")
    if view.overall is not None:
        words = next(one.text for one in book.lighter.degrees if one.points == view.overall)
        lines.append(f"All in all, against the start, as you said{_on(view.overall_on)}: {words}.")
    return [*(Text(visible(line)) for line in lines), *shown_lines(view.measures, book)]


def _on(day: date | None) -> str:
    return f" on {day_text(day)}" if day else ""


def _task_lines(view: ProgressView) -> Iterator[str]:
    """One line for each total or task of daily life: what was done of what was planned, row by row."""
    tasks = {one.id: one for row in view.stretches for one in row.tasks}
    row_name = HEADS[view.by].lower()
    for id_, last in tasks.items():
        told = (
            f"{row_name} {row.number} {_task(one)}"
            for row in view.stretches
            for one in row.tasks
            if one.id == id_
        )
        yield f"{last.label} ({UNITS[last.unit]}, mean of days told, of plan): {'; '.join(told)}."


def _task(one: TaskProgress) -> str:
    done = "not told" if one.done_mean is None else f"{one.done_mean:.0f}"
    return f"{done} of {one.planned} (n {one.days_told})"
