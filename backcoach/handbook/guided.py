"""Reading the times and the words of guided sessions."""

from __future__ import annotations

from backcoach.coach.activity import Line
from backcoach.coach.guided import GuidedBook, GuidedTimes
from backcoach.coach.traffic import Colour
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

GUIDED = "activity/go.toml"
UNKNOWN = "go_unknown"
LINES = (
    *(f"go_{colour.value}" for colour in Colour),
    *(UNKNOWN, "go_next_morning", "go_eased", "go_swap", "go_no_start", "go_half", "go_easy_only"),
    *("go_rest", "go_stop_first", "go_spread", "go_spread_unsure"),
)
"""Every line that is said around a guided session."""


class _File(Value):
    review: Review
    times: GuidedTimes
    line: tuple[Line, ...]


def read_guided(reader: ContentReader) -> GuidedBook | None:
    """Times and words; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    file = reader.one(GUIDED, _File)
    if file is None:
        return None
    found = [one.id for one in file.line]
    reader.unique(GUIDED, found)
    reader.needs(GUIDED, "line", LINES, found)
    if not file.times.sources:
        reader.fault(GUIDED, "times", "cites no source")
    for line in file.line:
        if line.id not in LINES:
            reader.fault(GUIDED, line.id, "is said nowhere")
        reader.words(GUIDED, line.id, line.text)
        if not line.sources:
            reader.fault(GUIDED, line.id, "cites no source")
    if len(reader.faults) > before:
        return None
    return GuidedBook(file.times, file.line, file.review.is_draft)
