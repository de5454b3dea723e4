"""Reading the names for how pain goes over months, and the average of others."""

from __future__ import annotations

from itertools import pairwise

from backcoach.coach.trajectory import PATTERNS, Curve, Intensity, Pattern, TrajectoryBook, TrajectoryLimits
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

TRAJECTORIES = "activity/trajectories.toml"
SCALE_TOP = 10


class _File(Value):
    review: Review
    limits: TrajectoryLimits
    intensity: tuple[Intensity, ...]
    pattern: tuple[Pattern, ...]
    curve: tuple[Curve, ...]


def read_trajectories(reader: ContentReader) -> TrajectoryBook | None:
    """The content; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    file = reader.one(TRAJECTORIES, _File)
    if file is None:
        return None
    ids = [*(one.id for one in file.intensity), *(one.id for one in file.pattern)]
    reader.unique(TRAJECTORIES, [*ids, *(one.id for one in file.curve)])
    reader.needs(TRAJECTORIES, "pattern", PATTERNS, (one.id for one in file.pattern))
    for one in file.pattern:
        reader.words(TRAJECTORIES, one.id, one.text, one.why)
        if one.id not in PATTERNS:
            reader.fault(TRAJECTORIES, one.id, "no pattern of this name is used")
    _check_intensities(reader, file.intensity)
    _check_curves(reader, file.curve)
    if len(reader.faults) > before:
        return None
    return TrajectoryBook(file.limits, file.intensity, file.pattern, file.curve, file.review.is_draft)


def _check_intensities(reader: ContentReader, found: tuple[Intensity, ...]) -> None:
    for one in found:
        reader.words(TRAJECTORIES, one.id, one.text)
    most = [one.most for one in found]
    if most != sorted(set(most)) or most[-1:] != [SCALE_TOP]:
        reader.fault(TRAJECTORIES, "intensity", f"they stand in order, and the last one goes to {SCALE_TOP}")


def _check_curves(reader: ContentReader, found: tuple[Curve, ...]) -> None:
    for one in found:
        reader.words(TRAJECTORIES, one.id, one.text, one.note)
        if any(not before.week < after.week for before, after in pairwise(one.point)):
            reader.fault(TRAJECTORIES, one.id, "its points stand in order")
        if any(not 0 <= point.low <= point.mean <= point.high <= SCALE_TOP for point in one.point):
            reader.fault(TRAJECTORIES, one.id, f"a mean lies within its range, from 0 to {SCALE_TOP}")
    ends = [one.until_days for one in found]
    known = [end for end in ends if end is not None]
    if ends != [*known, None] or known != sorted(set(known)):
        reader.fault(TRAJECTORIES, "curve", "they stand in order of age, and the last one has no until_days")
