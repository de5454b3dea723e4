"""Reading the signposts: the patterns that answers may fit, and the milestones of a bout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from backcoach.coach.bout import NUMBERS
from backcoach.coach.conditions import Condition
from backcoach.coach.patterns import Pattern
from backcoach.coach.screening import Derived
from backcoach.coach.timeline import TOO_FEW, Milestone
from backcoach.handbook.conditions import Vocabulary, parse_condition
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review

PATTERNS = "screening/patterns.toml"
TIMELINE = "screening/timeline.toml"


@dataclass(frozen=True, slots=True)
class Signposts:
    """What is said beside a disposition and never changes it.

    `heading` stands above every pattern, `honest` below every milestone.
    """

    heading: str
    patterns: tuple[Pattern, ...]
    honest: str
    milestones: tuple[Milestone, ...]
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class _PatternsFile:
    review: Review
    heading: str
    pattern: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class _TimelineFile:
    review: Review
    honest: str
    milestone: tuple[Milestone, ...]


def read_signposts(
    reader: ContentReader, words: Vocabulary, derived: tuple[Derived, ...]
) -> Signposts | None:
    """Both files, checked; None after a fault. Milestones may also ask about the figures of a bout."""
    before = len(reader.faults)
    figures = replace(words, numbers={**words.numbers, **{name: name for name in NUMBERS}})
    patterns = reader.one(PATTERNS, _PatternsFile, {Condition: partial(parse_condition, words=words)})
    timeline = reader.one(TIMELINE, _TimelineFile, {Condition: partial(parse_condition, words=figures)})
    if not (patterns and timeline):
        return None
    reader.unique(PATTERNS, [one.id for one in patterns.pattern])
    reader.unique(TIMELINE, [one.id for one in timeline.milestone])
    for file, where, fault in _faults(patterns.pattern, timeline.milestone, derived):
        reader.fault(file, where, fault)
    if len(reader.faults) > before:
        return None
    reviews = (patterns.review, timeline.review)
    return Signposts(patterns.heading, patterns.pattern, timeline.honest, timeline.milestone, reviews)


def _faults(
    patterns: tuple[Pattern, ...], milestones: tuple[Milestone, ...], derived: tuple[Derived, ...]
) -> Iterator[tuple[str, str, str]]:
    modifiers = {one.modifier for one in derived}
    for pattern in patterns:
        if pattern.modifier is not None and pattern.modifier not in modifiers:
            yield PATTERNS, pattern.id, f"the screening derives no modifier {pattern.modifier!r}"
    for milestone in milestones:
        yield from ((TIMELINE, milestone.id, fault) for fault in _time_faults(milestone))
    for earlier, later in pairwise(milestones):
        if later.from_day < earlier.from_day:
            yield TIMELINE, later.id, "milestones stand in the order of their days"


def _time_faults(one: Milestone) -> Iterator[str]:
    if one.until_day is not None and one.until_day < one.from_day:
        yield "until_day lies before from_day"
    if not 0 < one.least_days <= one.window_days:
        yield "least_days lies between 1 and window_days"
    if one.id.endswith(TOO_FEW):
        yield f"an id does not end in {TOO_FEW!r}"
