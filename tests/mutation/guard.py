"""Change the dose guard in one place at a time and see whether a row of the clinical tables notices.

    python -m tests.mutation.guard

Every comparison, sum, limit and check of `backcoach/coach/dosing.py` is changed by itself: `<` to `<=`, a sum
to a difference, the largest to the smallest, a check left out. Prints the changes that no row of
`tests/spec/medicine/doses.toml` notices; ends with 1 when there is one that is not known to change nothing.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from backcoach.coach import dosing
from backcoach.coach.limits import Medicine, PersonalLimits
from backcoach.coach.regions import limits_for
from tests.coach.medicine_content import BOOK, PRODUCTS
from tests.spec.tables import rows

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOO_OLD = "a dose of two days ago can matter no more: it is in no window of a dose that is"
SAME_INSTANT = "a dose of the same instant is too close anyway"
CHANGE_NOTHING = {
    ("_gap_outcome", "dose.instant <= new.instant -> dose.instant < new.instant"): SAME_INSTANT,
    ("_own", "2 -> 3"): TOO_OLD,
    ("_own", "dose.instant > oldest -> dose.instant >= oldest"): TOO_OLD,
}
"""Changes that make no difference to anybody, by function and change, each with the reason."""

_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Mult: ast.Add,
}
_NAMES = {"max": "min", "min": "max", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Change:
    """One place changed: the function, what it said, what it says now, and the module with it."""

    function: str
    before: str
    after: str
    tree: ast.Module

    @property
    def key(self) -> tuple[str, str]:
        """How it is named among those that change nothing."""
        return self.function, f"{self.before} -> {self.after}"


def changes() -> Iterator[Change]:
    """Every change of one place of the guard."""
    tree = ast.parse(Path(str(dosing.__file__)).read_text(encoding="utf-8"))
    for place, function in enumerate(tree.body):
        if not isinstance(function, ast.FunctionDef):
            continue
        for number, node in enumerate(ast.walk(function)):
            for alter in _alterations(node):
                copy = deepcopy(tree)
                changed = list(ast.walk(copy.body[place]))[number]
                before = ast.unparse(changed)
                alter(changed)
                ast.fix_missing_locations(copy)
                yield Change(function.name, before, ast.unparse(changed), copy)


def _alterations(node: ast.AST) -> Iterator[Callable[[Any], None]]:
    if isinstance(node, ast.Compare):
        yield from (
            partial(_turn_compared, at=at) for at, one in enumerate(node.ops) if type(one) in _OPERATORS
        )
    if isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in _OPERATORS:
        yield _turn
    if isinstance(node, ast.Name) and node.id in _NAMES:
        yield _rename
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield from (partial(_add, more=more) for more in (1, -1))
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
        yield from (partial(_leave_out, at=at) for at in range(len(node.value.elts)))


def _turn_compared(node: Any, at: int) -> None:
    node.ops[at] = _OPERATORS[type(node.ops[at])]()


def _turn(node: Any) -> None:
    node.op = _OPERATORS[type(node.op)]()


def _rename(node: Any) -> None:
    node.id = _NAMES[node.id]


def _add(node: Any, more: int) -> None:
    node.value += more


def _leave_out(node: Any, at: int) -> None:
    del node.value.elts[at]


def survivors() -> list[Change]:
    """The changes that every row passes."""
    return [one for one in changes() if _keeps_edges(one) and all(holds(row, one) for row in table())]


def table() -> list[dict[str, Any]]:
    """The rows on doses to come and on doses already swallowed."""
    return [*rows("medicine/doses.toml", "row"), *rows("medicine/doses.toml", "swallowed")]


def holds(row: dict[str, Any], change: Change | None = None) -> bool:
    """Whether a row is as it should be, with the guard as it is or changed."""
    guard = _module(change) if change else dosing
    product = PRODUCTS[row["product"]]
    limits = limits_for(product, PersonalLimits(**row.get("own", {})))
    try:
        taken = [_dose(guard, text, product.medicine) for text in row["taken"]]
        if "outcome" in row:
            swallowed = guard.judge_taken(row["mg"], taken, limits, NOW - _hours(row["ago"]), BOOK)
            return _is_judged(row, swallowed)
        decision = guard.may_take(row["mg"], taken, limits, NOW, BOOK)
    except Exception:  # noqa: BLE001 - a guard that falls over is noticed
        return False
    if row["allowed"]:
        return bool(decision.value.is_allowed) and decision.value.next_allowed_at == NOW
    next_at = None if row["next_in"] == "never" else NOW + _hours(row["next_in"])
    rules = [reason.rule for reason in decision.reasons]
    return (decision.value.is_allowed, decision.value.next_allowed_at, rules) == (
        False,
        next_at,
        row["rules"],
    )


def _is_judged(row: dict[str, Any], swallowed: Any) -> bool:
    inputs = dict(swallowed.reasons[0].inputs)
    named = {key: str(row[key]) for key in ("taken_24h_mg", "limit_24h_mg") if key in row}
    found = (swallowed.value.outcome.value, swallowed.value.locked_until_at, inputs | named)
    return bool(found == (row["outcome"], NOW + _hours(row["locked_for"]), inputs))


def _keeps_edges(change: Change) -> bool:
    """Whether the smallest amount may be asked about and nothing may not, and now is as early as may be."""
    guard, limits = _module(change), limits_for(PRODUCTS["nz_paracetamol_500"], PersonalLimits())
    try:
        is_asked = guard.may_take(1, (), limits, NOW, BOOK).value.is_allowed
        is_now = guard.earliest_allowed(500, (), limits, NOW) == NOW
    except Exception:  # noqa: BLE001 - a guard that falls over is noticed
        return False
    try:
        guard.may_take(0, (), limits, NOW, BOOK)
    except ValueError:
        return bool(is_asked and is_now)
    return False


_MODULES: dict[int, ModuleType] = {}


def _module(change: Change) -> Any:
    """The guard with the change in it."""
    if id(change) not in _MODULES:
        _MODULES.clear()
        module = ModuleType(dosing.__name__)
        exec(compile(change.tree, "guard", "exec"), module.__dict__)  # noqa: S102 - our own source, one place changed
        _MODULES[id(change)] = module
    return _MODULES[id(change)]


def _dose(guard: Any, text: str, usual: Medicine) -> Any:
    """A dose written as `3:59 1000` or `1:00 400 ibuprofen`, the time being ago."""
    ago, mg, *other = text.split()
    return guard.Dose(Medicine(other[0]) if other else usual, int(mg), NOW - _hours(ago))


def _hours(text: str) -> timedelta:
    whole, minutes = text.removeprefix("-").split(":")
    length = timedelta(hours=int(whole), minutes=int(minutes))
    return -length if text.startswith("-") else length


def main() -> int:
    """The exit code: 1 with a change that nobody notices, else 0."""
    every = list(changes())
    left = [one for one in survivors() if one.key not in CHANGE_NOTHING]
    known = len(CHANGE_NOTHING)
    sys.stdout.write(f"{len(every)} changes of the guard, {known} change nothing, {len(left)} survivors\n")
    sys.stdout.writelines(f"  {one.function}: {one.before} -> {one.after}\n" for one in left)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
