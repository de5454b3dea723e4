"""Reading the signposts: the patterns that answers may fit, and the milestones of a bout."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from backcoach.coach.bout import INPUTS, NUMBERS, Figure
from backcoach.coach.conditions import Condition
from backcoach.coach.patterns import Pattern
from backcoach.coach.screening import Derived
from backcoach.coach.timeline import TOO_FEW, Milestone
from backcoach.handbook.review import Review
from backcoach.handbook.screening_book import Signposts
from backcoach.values import Value, replace

if TYPE_CHECKING:
    from backcoach.handbook.conditions import Vocabulary
    from backcoach.handbook.content import ContentReader

PATTERNS = "screening/patterns.toml"
TIMELINE = "screening/timeline.toml"


class _PatternsFile(Value):
    review: Review
    heading: str
    pattern: tuple[Pattern, ...]


class _TimelineFile(Value):
    review: Review
    honest: str
    figure: tuple[Figure, ...]
    milestone: tuple[Milestone, ...]


def read_signposts(
    reader: ContentReader, words: Vocabulary, derived: tuple[Derived, ...]
) -> Signposts | None:
    """Both files, checked; None after a fault. Milestones may also ask about the figures of a bout."""
    before = len(reader.faults)
    from backcoach.handbook.conditions import parse_condition

    figures = replace(words, numbers={**words.numbers, **{name: name for name in NUMBERS}})
    patterns = reader.one(PATTERNS, _PatternsFile, {Condition: partial(parse_condition, words=words)})
    timeline = reader.one(TIMELINE, _TimelineFile, {Condition: partial(parse_condition, words=figures)})
    if not (patterns and timeline):
        return None
    reader.unique(PATTERNS, [one.id for one in patterns.pattern])
    reader.unique(TIMELINE, [one.id for one in timeline.milestone])
    reader.unique(TIMELINE, [one.id for one in timeline.figure])
    for lost in sorted(set(INPUTS) ^ {one.id for one in timeline.figure}):
        reader.fault(TIMELINE, lost, "every figure of a bout, and no other, has its name")
    for file, where, fault in _faults(patterns.pattern, timeline.milestone, derived):
        reader.fault(file, where, fault)
    if len(reader.faults) > before:
        return None
    reviews = (patterns.review, timeline.review)
    named = {one.id: one for one in timeline.figure}
    return Signposts(patterns.heading, patterns.pattern, timeline.honest, named, timeline.milestone, reviews)


def _faults(
    patterns: tuple[Pattern, ...], milestones: tuple[Milestone, ...], derived: tuple[Derived, ...]
) -> Iterator[tuple[str, str, str]]:
    modifiers = {one.modifier for one in derived}
    for pattern in patterns:
        if pattern.modifier is not None and pattern.modifier not in modifiers:
            yield PATTERNS, pattern.id, f"the screening derives no modifier {pattern.modifier!r}"
    for milestone in milestones:
        yield from ((TIMELINE, milestone.id, fault) for fault in _time_faults(milestone))
    for earlier, later in pairwise(one for one in milestones if not one.is_any_time):
        if later.from_day < earlier.from_day:
            yield TIMELINE, later.id, "milestones stand in the order of their days"


def _time_faults(one: Milestone) -> Iterator[str]:
    if one.until_day is not None and one.until_day < one.from_day:
        yield "until_day lies before from_day"
    if not 0 < one.least_days <= one.window_days:
        yield "least_days lies between 1 and window_days"
    if one.id.endswith(TOO_FEW):
        yield f"an id does not end in {TOO_FEW!r}"
    if one.is_any_time and (one.too_few or one.until_day is not None):
        yield "what is looked at on any day has no until_day and is never left open"
    if not one.is_any_time and not (one.too_few and one.imaging):
        yield "what has its time in a bout needs imaging and too_few"
