"""What becomes of a step at work: rest, down, again, up, or stay. The first row that holds decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum

from backcoach.coach.values import Decision, Reason
from backcoach.coach.work import Closes, WorkBook, WorkCheck, WorkLimit, WorkRule
from backcoach.coach.work_evidence import WorkEvidence, least_days, seen_of
from backcoach.coach.work_ladder import ladder, rung_above, rung_below
from backcoach.coach.work_record import WorkRung, WorkSet, WorkStep
from backcoach.values import Value

Inputs = tuple[tuple[str, str], ...]
START = "work_start"


class Move(Enum):
    """What becomes of the present step. With `REST` no hours are proposed."""

    REST = "rest"
    DOWN = "down"
    AGAIN = "again"
    UP = "up"
    STAY = "stay"


class NextStep(Value):
    """What becomes of the present step, and the place that holds now; None while hours rest."""

    move: Move
    rung: WorkRung | None


Row = Callable[[WorkEvidence, WorkBook], Inputs | None]


def decide_step(evidence: WorkEvidence, book: WorkBook) -> Decision[NextStep]:
    """What becomes of the present step, with the row that decided first."""
    id_, move, inputs = next(
        (id_, move, inputs) for id_, move, row in ROWS if (inputs := row(evidence, book)) is not None
    )
    closed = (
        tuple(_closed_reason(one, evidence) for one in _closings(evidence, book)) if id_ in CLOSED else ()
    )
    reasons = (reason_of(book.rule(id_), inputs), *closed)
    return Decision(NextStep(move, _place(move, evidence, book)), reasons)


def first_step(told: WorkSet, starts_on: date, book: WorkBook) -> WorkStep:
    """Where the way back begins."""
    rung = ladder(told, book.steps)[0]
    inputs = (("normal_hours", f"{told.normal_hours:g}"), ("present_hours", f"{told.present_hours:g}"))
    return WorkStep(starts_on, rung, (reason_of(book.rule(START), inputs),))


def checks_due(hours: float, told: WorkSet, days: int, book: WorkBook) -> tuple[WorkCheck, ...]:
    """Whom to ask where the hours are lower after so many days than is usual; the last one first."""
    late = (
        one
        for one in book.checks
        if days >= one.from_day and hours * 100 < told.normal_hours * one.below_percent
    )
    return tuple(sorted(late, key=lambda one: -one.from_day))


def reason_of(rule: WorkRule, inputs: Inputs = ()) -> Reason:
    """A row as a reason."""
    return Reason(rule.id, rule.why, inputs, rule.sources)


def _place(move: Move, evidence: WorkEvidence, book: WorkBook) -> WorkRung | None:
    rung = evidence.step.rung
    if move is Move.UP:
        return rung_above(rung, evidence.told, book.steps)
    if move is Move.DOWN:
        return rung_below(rung, evidence.told, book.steps)
    return None if move is Move.REST else rung


def _rest(evidence: WorkEvidence, _book: WorkBook) -> Inputs | None:
    return (("plan", "rests"),) if evidence.is_stopped else None


def _clinician_first(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    is_shut = any(one.closes is Closes.HOURS for one in _closings(evidence, book))
    return () if evidence.is_clinician_first or is_shut else None


def _silent(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    is_silent = evidence.silent_days >= book.limits.silent_days
    return (("silent_days", str(evidence.silent_days)),) if is_silent else None


def _step_back(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    by = evidence.stepped_down_by
    return (("review", by),) if by is not None and by in book.limits.steps_down_after else None


def _repeat(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    reds = sum(day.counts_as_red for day in evidence.days)
    return (("red_days", str(reds)),) if reds >= book.limits.reds else None


def _light(evidence: WorkEvidence, _book: WorkBook) -> Inputs | None:
    return () if evidence.is_light else None


def _held(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    """Whether safety answers close the next place up."""
    above = rung_above(evidence.step.rung, evidence.told, book.steps)
    closes = {one.closes for one in _closings(evidence, book)}
    is_load = above is not None and above.load_percent > evidence.step.rung.load_percent
    is_shut = Closes.STEPS in closes or (Closes.LOAD in closes and is_load)
    return () if above is not None and is_shut else None


def _hours_up(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    above = rung_above(evidence.step.rung, evidence.told, book.steps)
    is_hours = above is not None and above.hours > evidence.step.rung.hours
    return _figures(evidence, book) if is_hours and _went_well(evidence, book) else None


def _load_up(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    above = rung_above(evidence.step.rung, evidence.told, book.steps)
    return _figures(evidence, book) if above is not None and _went_well(evidence, book) else None


def _top(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    return () if rung_above(evidence.step.rung, evidence.told, book.steps) is None else None


def _wait(evidence: WorkEvidence, book: WorkBook) -> Inputs | None:
    return _figures(evidence, book)


ROWS: tuple[tuple[str, Move, Row], ...] = (
    ("work_rest", Move.REST, _rest),
    ("work_clinician_first", Move.REST, _clinician_first),
    ("work_silent", Move.REST, _silent),
    ("work_step_back", Move.DOWN, _step_back),
    ("work_repeat", Move.AGAIN, _repeat),
    ("work_light", Move.STAY, _light),
    ("work_held", Move.STAY, _held),
    ("work_hours_up", Move.UP, _hours_up),
    ("work_load_up", Move.UP, _load_up),
    ("work_top", Move.STAY, _top),
    ("work_wait", Move.STAY, _wait),
)
"""The rows in the order in which they are asked; the last one always holds."""

CLOSED = ("work_clinician_first", "work_held")
"""The rows beside which it is said what closes the way."""


def _went_well(evidence: WorkEvidence, book: WorkBook) -> bool:
    """Whether the least days are over, and enough work days and hours are known to have gone well."""
    limits, seen = book.limits, seen_of(evidence, book)
    is_time = (evidence.today - evidence.step.starts_on).days >= least_days(evidence, book)
    is_enough = seen.work_days >= limits.least_work_days and seen.planned_hours > 0
    is_good = 100 * seen.good_days >= limits.good_percent * seen.work_days
    is_done = 100 * seen.hours >= limits.hours_done_percent * seen.planned_hours
    return is_time and is_enough and is_good and is_done


def _figures(evidence: WorkEvidence, book: WorkBook) -> Inputs:
    seen = seen_of(evidence, book)
    return (
        ("days", str(max(0, (evidence.today - evidence.step.starts_on).days))),
        ("least_days", str(least_days(evidence, book))),
        ("good_days", str(seen.good_days)),
        ("work_days", str(seen.work_days)),
    )


def _closings(evidence: WorkEvidence, book: WorkBook) -> tuple[WorkLimit, ...]:
    return tuple(one for one in book.closings if evidence.tags.intersection(one.tags))


def _closed_reason(one: WorkLimit, evidence: WorkEvidence) -> Reason:
    tags = ", ".join(sorted(evidence.tags.intersection(one.tags)))
    return Reason(one.id, one.why, (("tags", tags),), one.sources)
