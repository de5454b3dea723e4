"""`backcoach progress`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rich.text import Text

from backcoach.coach.progress import WeekProgress
from backcoach.flows.closing import may_close
from backcoach.flows.measures import MeasureShown, Point
from backcoach.flows.progress import ProgressView, progress_view
from backcoach.shapes import encode
from backcoach.share.machine import day_document
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.close import MAY_CLOSE
from backcoach.terminal.screens.progress import progress_screen
from backcoach.terminal.session import open_desk


def run(home: Path | None, *, with_plot: bool, as_json: bool) -> int:
    """Show the weeks. It looks back only, so it is shown whatever stands."""
    output = standard_output()
    with open_desk(home) as desk:
        view = progress_view(desk)
        is_near_the_end = may_close(desk)
    if as_json:
        output.document(progress_document(view))
    else:
        width, is_ascii = output.results.width, output.results.options.ascii_only
        output.result(progress_screen(view, width, desk.book, with_plot=with_plot, is_ascii=is_ascii))
        if is_near_the_end:
            output.result(Text(MAY_CLOSE))
    return Exit.DONE


def progress_document(view: ProgressView) -> dict[str, object]:
    """The weeks and days as a document; null where nothing was logged."""
    fields = ("function_mean", "pain_mean", "pain_low", "pain_high", "pain_worst")
    return {
        "weeks": [dict.fromkeys(fields) | _week(week) for week in view.weeks],
        "days": [day_document(day) for day in view.days],
        "change": view.change.value if view.change else None,
        "change_inputs": dict(view.change_inputs),
        "own": encode(view.own) if view.own else None,
        "confidence": {
            "before": view.confidence[0],
            "now": view.confidence[1],
            "on": _date(view.confidence_on),
        },
        "overall": view.overall,
        "overall_on": _date(view.overall_on),
        "measures": [shown_document(one) for one in view.measures],
    }


def shown_document(one: MeasureShown) -> dict[str, object]:
    """How a measure went; null where it is not known. `words` are null where nobody knows what counts."""
    change = one.change
    return {
        "id": one.measure.id,
        "name": one.measure.name,
        "unit": one.measure.unit or "score",
        "is_recalled": one.is_recalled,
        "points": [_point(point) for point in one.points],
        "change": None
        if change is None
        else {
            "points": change.points,
            "words": change.words.value if change.words else None,
            "band": change.band,
            "is_low_start": change.is_low_start,
        },
        "level": one.level.text if one.level else None,
    }


def _point(point: Point) -> dict[str, object]:
    return {
        "on": point.on.isoformat(),
        "score": point.score,
        "values": list(point.values),
        "days": point.days,
    }


def _date(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _week(week: WeekProgress) -> dict[str, object]:
    tasks = [{"done_mean": None} | encode(one) for one in week.tasks]
    return {**encode(week), "tasks": tasks}
