"""How it went, as a document."""

from __future__ import annotations

from datetime import date

from backcoach.coach.stretches import Stretch, TaskProgress
from backcoach.flows.measures import MeasureShown, Point
from backcoach.flows.progress import Average, OwnPoints, ProgressView
from backcoach.shapes import encode
from backcoach.share.machine import day_document
from backcoach.terminal.commands.goal_documents import progress_goal_document

UNKNOWN = (
    *("function_mean", "pain_mean", "pain_low", "pain_high", "pain_worst"),
    *("phase", "outcome", "sleep_mean", "work_hours", "sat_mean"),
)
"""Figures of a stretch that are null where nothing was told."""


def progress_document(view: ProgressView) -> dict[str, object]:
    """The weeks and days as a document; null where nothing was logged."""
    return {
        "by": view.by.value,
        "weeks": [_stretch(one) for one in view.weeks],
        "stretches": [_stretch(one) for one in view.stretches],
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
        "goals": [progress_goal_document(one) for one in view.goals],
        "measures": [shown_document(one) for one in view.measures],
        "own_activities": [_own(one) for one in view.own_points],
        "trajectory": _trajectory(view),
        "average_of_others": _average(view.average) if view.average else None,
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


def _stretch(one: Stretch) -> dict[str, object]:
    return {**dict.fromkeys(UNKNOWN), **encode(one), "tasks": [_task(task) for task in one.tasks]}


def _task(one: TaskProgress) -> dict[str, object]:
    return {"done_mean": None, **encode(one)}


def _own(one: OwnPoints) -> dict[str, object]:
    points = [{"on": on.isoformat(), "ability": ability} for on, ability in one.points]
    return {"name": one.name, "points": points}


def _trajectory(view: ProgressView) -> dict[str, object] | None:
    """The name of the course; null while there is too little to name it."""
    if view.trajectory is None or view.trajectory.value is None:
        return None
    found, (reason,) = view.trajectory.value, view.trajectory.reasons
    return {"intensity": found.intensity.id, "pattern": found.pattern.id, "inputs": dict(reason.inputs)}


def _average(one: Average) -> dict[str, object]:
    points = [
        {"week": point.week, "low": point.low, "mean": point.mean, "high": point.high}
        for point in one.curve.point
    ]
    since = one.onset_on if one.curve.from_onset else one.began_on
    return {"id": one.curve.id, "since": since.isoformat(), "points": points}
