"""The invariants of the medicine part, tried many times.

    python -m tests.deep.medicine            all of them, on every core
    python -m tests.deep.medicine 0.1        a tenth of the tries

Prints how often each held; ends with 1 when one was violated, or when fewer than 100,000 tries of a full run
held.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from tests.deep.proof import HELD, PLAN, Property

MODULES = (
    "tests.deep.test_medicine_record",
    "tests.deep.test_medicine_changes",
    "tests.deep.test_medicine_parts",
    "tests.deep.test_medicine_invariants",
)
TRIES = 100_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one property: how many tries held, and the first one that did not."""

    invariant: int
    name: str
    held: int
    violation: str
    seconds: float


def run(name: str, share: float) -> Outcome:
    """Try one property; runs in a process of its own."""
    one = next(prop for prop in properties(share) if prop.name == name)
    started, violation = time.perf_counter(), ""
    try:
        one.test()
    except Exception:  # noqa: BLE001 - whatever it is, the property did not hold
        violation = traceback.format_exc()
    return Outcome(one.invariant, name, HELD[name], violation, time.perf_counter() - started)


def properties(share: float) -> list[Property]:
    """Every property of every module, read once."""
    PLAN.share = share
    for module in MODULES:
        importlib.import_module(module)
    return PLAN.properties


def report(outcomes: list[Outcome], share: float, seconds: float) -> int:
    """Print what became of the properties; the exit code."""
    for one in sorted(outcomes, key=lambda one: (one.invariant, one.name)):
        sys.stdout.write(f"{one.invariant:>3}  {one.held:>6}  {one.seconds:>5.0f} s  {one.name}\n")
    for one in outcomes:
        sys.stdout.write(f"\n{one.name}\n{one.violation}\n" if one.violation else "")
    held, violated = sum(one.held for one in outcomes), sum(bool(one.violation) for one in outcomes)
    numbers = {one.invariant for one in outcomes}
    sys.stdout.write(
        f"{len(numbers)} invariants, {len(outcomes)} properties, {held:,} tries held, "
        f"{violated} violations, {seconds:.0f} s\n"
    )
    return 1 if violated or held < TRIES * share else 0


def main(arguments: list[str]) -> int:
    """The exit code: 1 with a violation or too few tries, else 0."""
    share = float(arguments[0]) if arguments else 1.0
    started = time.perf_counter()
    names = [prop.name for prop in properties(share)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(run, names, [share] * len(names)))
    return report(outcomes, share, time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
