"""Every row that the shipped tests run through `screen`, in one shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from backcoach.coach import cases
from backcoach.coach.cases import UNLESS
from backcoach.coach.conditions import Truth
from backcoach.coach.screening import Facts, PlanGate, Replies, Rule, ScreeningRules, screen
from backcoach.coach.values import Disposition
from backcoach.handbook.cases import load_cases
from backcoach.handbook.loading import load_handbook
from tests.coach.cells import CELLS, RULES, WITHOUT_GATES, alone
from tests.spec.tables import replies_of, rows

MUTANT_ROWS = "screening/mutants.toml"


@dataclass(frozen=True, slots=True)
class Row:
    """Replies, the level they must lead to, rules that must and must not fire, plan gates that must close.

    What `fires` must do so in this order, the most urgent first. `plan_gates` is None where the row says
    nothing about the plan. `shipped` are the rules it runs with.
    """

    name: str
    replies: Replies
    level: Disposition
    fires: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    plan_gates: frozenset[str] | None = None
    shipped: ScreeningRules = RULES
    _facts: Facts = field(init=False, compare=False)
    _facts_for_plan: Facts = field(init=False, compare=False)
    _truths: dict[str, Truth] = field(init=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_facts", Facts(self.replies, self.shipped, is_complete=True))
        for_plan = Facts(self.replies, self.shipped, is_complete=True, is_for_plan=True)
        object.__setattr__(self, "_facts_for_plan", for_plan)

    def truth(self, rule: Rule | PlanGate) -> Truth:
        """Whether the shipped rule holds for this row; worked out once."""
        if rule.id not in self._truths:
            self._truths[rule.id] = self.truth_of(rule)
        return self._truths[rule.id]

    def truth_of(self, changed: Rule | PlanGate) -> Truth:
        """Whether a changed rule holds for this row."""
        return changed.when.holds(self._facts_for_plan if isinstance(changed, PlanGate) else self._facts)

    def holds(self, rules: ScreeningRules) -> bool:
        """Whether `screen` does with these rules what the row says."""
        decision = screen(self.replies, rules)
        fired = [reason.rule for reason in decision.reasons]
        closed = {reason.rule for reason in decision.value.plan_reasons}
        return (
            decision.value.disposition is self.level
            and [rule for rule in fired if rule in self.fires] == list(self.fires)
            and self.silent.isdisjoint(fired)
            and self.plan_gates in (None, closed)
        )


def all_rows() -> tuple[Row, ...]:
    """The cases, the transcription, the people of the prompt counts, each answer alone, the mutant rows."""
    return (*_cases(), *_transcription(), *_people(), *_cells(), *mutant_rows())


def mutant_rows() -> tuple[Row, ...]:
    """The rows that were written against mutants which nothing else found."""
    return tuple(_mutant_row(row) for row in rows(MUTANT_ROWS, "row"))


@cache
def equivalents() -> frozenset[tuple[str, str]]:
    """The (rule, change) pairs that no answers can tell from the rule itself, by the file's own reasons."""
    listed = rows(MUTANT_ROWS, "equivalent")
    return frozenset((one["rule"], change) for one in listed if one["why"] for change in one["changes"])


def _mutant_row(row: dict[str, Any]) -> Row:
    closed = row.get("plan_gates")
    return Row(
        row["why"],
        replies_of(row, RULES),
        Disposition(row["expected"]),
        tuple(row.get("fires", ())),
        frozenset(row.get("silent", ())),
        None if closed is None else frozenset(closed),
    )


def _cases() -> Iterator[Row]:
    for case in load_cases(load_handbook()).cases:
        wanted = case.must_fire or ""
        is_denied = wanted.startswith(UNLESS)
        yield Row(
            case.name,
            cases.replies_of(case, RULES),
            case.expected,
            () if is_denied or not wanted else (wanted,),
            frozenset({wanted.removeprefix(UNLESS)} if is_denied else ()),
        )


def _transcription() -> Iterator[Row]:
    for row in rows("screening/transcription.toml", "row"):
        yield Row(row["answers"], replies_of(row, RULES), Disposition(row["expected"]))


def _people() -> Iterator[Row]:
    for row in rows("screening/prompt_counts.toml", "person"):
        yield Row(row["name"], replies_of(row, RULES), Disposition(row["expected"]))


def _cells() -> Iterator[Row]:
    for name, answer, cell in CELLS:
        yield Row(f"{name}={answer.value} alone", alone(name, answer), cell, shipped=WITHOUT_GATES)
