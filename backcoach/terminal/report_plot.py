"""Where everything of a plot stands on its drawing: the scale, the ranges, and lines that break at a gap."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.report import PlotPoint, ReportPlot
from backcoach.values import Value

WIDTH, HEIGHT = 640, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 630, 10, 160
STEPS, MOST_NAMES = 5, 16
"""So many steps the scale has, and at most so many names stand below it."""


class Mark(Value):
    """A number or a name at a place of an axis."""

    at: float
    label: str


class Spot(Value):
    """A mean on the drawing."""

    x: float
    y: float


class Span(Value):
    """A range on the drawing."""

    x: float
    low: float
    high: float


class Drawn(Value):
    """A plot with all its places. `runs` are the points of lines; a gap ends one and begins the next."""

    title: str
    about: str
    ticks: tuple[Mark, ...]
    names: tuple[Mark, ...]
    ranges: tuple[Span, ...]
    dots: tuple[Spot, ...]
    runs: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def drawn(plot: ReportPlot) -> Drawn:
    """The plot as it is to be drawn."""
    places = [_across(place, len(plot.points)) for place in range(len(plot.points))]
    each = list(zip(places, plot.points, strict=True))
    return Drawn(
        plot.title,
        plot.about,
        tuple(_tick(step, plot.top) for step in range(STEPS + 1)),
        tuple(Mark(x, one.label) for x, one in each[:: 1 + len(each) // (MOST_NAMES + 1)]),
        tuple(_range(x, one, plot.top) for x, one in each if one.low is not None and one.high is not None),
        tuple(Spot(x, _up(one.mean, plot.top)) for x, one in each if one.mean is not None),
        tuple(_runs(each, plot.top)),
    )


def _across(place: int, count: int) -> float:
    room = (RIGHT - LEFT) / max(count, 1)
    return round(LEFT + room * (place + 0.5), 1)


def _up(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * min(max(value, 0), top) / top, 1)


def _tick(step: int, top: float) -> Mark:
    value = top * step / STEPS
    return Mark(_up(value, top), f"{value:g}")


def _range(x: float, one: PlotPoint, top: float) -> Span:
    return Span(x, _up(one.low or 0, top), _up(one.high or 0, top))


def _runs(each: list[tuple[float, PlotPoint]], top: float) -> Iterator[str]:
    """Means in a row; one that stands alone is a dot and no line."""
    run: list[str] = []
    for x, one in [*each, (0.0, PlotPoint("", None))]:
        if one.mean is not None:
            run.append(f"{x},{_up(one.mean, top)}")
            continue
        if len(run) > 1:
            yield " ".join(run)
        run = []
