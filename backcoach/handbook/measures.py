"""Reading the measures: what is asked and when, how it is scored, what change is real, and who says so."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.activity import Line
from backcoach.coach.measures import (
    CHANGE_LINES,
    LOW_START,
    NOT_KNOWN,
    RECALLED,
    Asked,
    LeftOut,
    Measure,
    MeasureBook,
)
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

FOLDER = "measures"
ABOUT = "measures/about.toml"
LINES = (*CHANGE_LINES.values(), NOT_KNOWN, LOW_START, RECALLED)
FIELDS = ("", "leg_pain", "distress", "sleep")
"""What of a day a measure may be the mean of."""


class _About(Value):
    review: Review
    line: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]


class _File(Value):
    review: Review
    measure: Measure


def read_measures(reader: ContentReader) -> MeasureBook | None:
    """The measures; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    about = reader.one(ABOUT, _About)
    names = sorted(path.name for path in (reader.root / FOLDER).glob("*.toml"))
    paths = [f"{FOLDER}/{name}" for name in names if f"{FOLDER}/{name}" != ABOUT]
    files = [(path, file) for path in paths if (file := reader.one(path, _File)) is not None]
    if about is None or len(reader.faults) > before:
        return None
    for path, file in files:
        _check(reader, path, file.measure)
    measures = tuple(sorted((file.measure for _, file in files), key=lambda one: one.place))
    _check_all(reader, about, measures)
    if len(reader.faults) > before:
        return None
    is_draft = about.review.is_draft or any(file.review.is_draft for _, file in files)
    return MeasureBook(measures, about.line, about.left_out, is_draft)


def _check(reader: ContentReader, path: str, one: Measure) -> None:
    for where, words in _texts(one):
        if not words.strip():
            reader.fault(path, where, "has an empty text")
    if (one.asked is Asked.IN_WEEKS) != bool(one.weeks) or list(one.weeks) != sorted(set(one.weeks)):
        reader.fault(path, "weeks", "stand in order where it is asked in weeks, and only there")
    if (one.asked in (Asked.IN_WEEKS, Asked.IF_UNTOLD)) != bool(one.item and one.ask.strip()):
        reader.fault(path, "item", "is what is asked in weeks or if untold, with an `ask` above it")
    if one.field not in FIELDS:
        reader.fault(path, "field", f"{one.field!r} is nothing that a day keeps")
    if any(level.least > level.most for level in one.level):
        reader.fault(path, "level", "ends before it begins")


def _texts(one: Measure) -> Iterator[tuple[str, str]]:
    """Each text of a measure with its place."""
    for where in ("name", "when", "score", "counts", "licence"):
        yield where, getattr(one, where)
    for item in one.item:
        yield f"{item.id}.text", item.text
        yield f"{item.id}.label", item.label
    for level in one.level:
        yield "level", level.text
    for figure in one.figure:
        yield "figure", figure.text


def _check_all(reader: ContentReader, about: _About, measures: tuple[Measure, ...]) -> None:
    items = [item.id for one in measures for item in one.item]
    said = [*(one.id for one in about.line), *(one.id for one in about.left_out)]
    reader.unique(FOLDER, [*(one.id for one in measures), *said, *items])
    reader.unique(FOLDER, [str(one.place) for one in measures])
    for id_ in sorted(set(LINES) ^ {one.id for one in about.line}):
        reader.fault(ABOUT, id_, "is missing, or is said nowhere")
    words = [(one.id, one.text) for one in about.line]
    words += [(form.id, text) for form in about.left_out for text in (form.name, form.why)]
    for id_, text in words:
        if not text.strip():
            reader.fault(ABOUT, id_, "has an empty text")
    for one in measures:
        if one.covered_by and one.covered_by not in items:
            reader.fault(FOLDER, one.id, f"{one.covered_by!r} is no item of a measure")
