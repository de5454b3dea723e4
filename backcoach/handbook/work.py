"""Reading the return to work: the ladder, its rows, what closes it, and the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backcoach.coach.activity import ActivityBook, Line
from backcoach.coach.phases import Track
from backcoach.coach.work import (
    ANY_LOAD,
    LINES,
    Pace,
    StepFacts,
    WorkBook,
    WorkCheck,
    WorkExample,
    WorkLimit,
    WorkLimits,
    WorkLoad,
    WorkRule,
)
from backcoach.coach.work_decision import ROWS, START
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

WORK = "activity/work.toml"


class _File(Value):
    review: Review
    steps: StepFacts
    pace: tuple[Pace, ...]
    limits: WorkLimits
    rule: tuple[WorkRule, ...]
    limit: tuple[WorkLimit, ...]
    check: tuple[WorkCheck, ...]
    load: tuple[WorkLoad, ...]
    fact: tuple[Line, ...]
    example: tuple[WorkExample, ...]
    line: tuple[Line, ...]
    discuss: tuple[Line, ...]

    def named(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """All that has an id of its own, as (id, sources)."""
        named = (
            self.rule,
            self.limit,
            self.check,
            self.load,
            self.fact,
            self.example,
            self.line,
            self.discuss,
        )
        yield from ((one.id, one.sources) for many in named for one in many)

    def book(self) -> WorkBook:
        """What the coach works with."""
        return WorkBook(
            self.steps,
            self.pace,
            self.limits,
            self.rule,
            self.limit,
            self.check,
            self.load,
            self.fact,
            self.example,
            self.line,
            self.discuss,
            self.review.is_draft,
        )


def read_work(reader: ContentReader, tags: Iterable[str], activity: ActivityBook) -> WorkBook | None:
    """The return to work; None if the file is missing or does not fit. Faults go to `reader`.

    `tags` are those of the safety part.
    """
    before = len(reader.faults)
    file = reader.one(WORK, _File)
    if file is None:
        return None
    _check_ids(reader, file)
    _check_sources(reader, file)
    known = set(tags)
    for limit in file.limit:
        for tag in sorted(set(limit.tags) - known):
            reader.fault(WORK, limit.id, f"unknown tag {tag!r}")
    reviews = {rule.id for rule in activity.review_rules if rule.in_use}
    for id_ in sorted(set(file.limits.steps_down_after) - reviews):
        reader.fault(WORK, "limits.steps_down_after", f"{id_!r} is not a review rule in use")
    return None if len(reader.faults) > before else file.book()


def _check_ids(reader: ContentReader, file: _File) -> None:
    tracks = [one.track.value for one in file.pace]
    reader.unique(WORK, [id_ for id_, _sources in file.named()])
    reader.unique(WORK, tracks)
    reader.needs(WORK, "rule", (START, *(id_ for id_, _move, _row in ROWS)), (one.id for one in file.rule))
    reader.needs(WORK, "pace", (track.value for track in Track), tracks)
    reader.needs(WORK, "load", (ANY_LOAD,), (one.id for one in file.load))
    reader.needs(WORK, "line", LINES, (one.id for one in file.line))


def _check_sources(reader: ContentReader, file: _File) -> None:
    heads = (("steps", file.steps.sources), ("limits", file.limits.sources))
    paces = ((f"pace {one.track.value}", one.sources) for one in file.pace)
    for where, sources in (*heads, *paces, *file.named()):
        if not sources:
            reader.fault(WORK, where, "cites no source")
