"""Break the rules of screening one by one and see whether the shipped rows notice.

    python -m tests.mutation.rules          each rule and plan gate removed, each level swapped
    python -m tests.mutation.rules --deep   also every small change of every condition

Prints the survivors; ends with 1 when there are any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tests.coach.cells import RULES
from tests.mutation.mutants import Mutant, altered, removals, swaps
from tests.mutation.rows import MUTANT_ROWS, Row, all_rows, equivalents


def survivors(mutants: Iterable[Mutant], rows: Iterable[Row]) -> list[Mutant]:
    """The mutants with which every row still holds."""
    table = tuple(rows)
    return [mutant for mutant in mutants if not any(_fails(row, mutant) for row in table)]


def _fails(row: Row, mutant: Mutant) -> bool:
    """Whether the row notices. `screen` is asked only where the change can make a difference."""
    return _differs(row, mutant) and not row.holds(mutant.applied(row.shipped))


def _differs(row: Row, mutant: Mutant) -> bool:
    before = row.truth(mutant.original)
    if mutant.became is None or mutant.became.when is mutant.original.when:
        return before is True
    return row.truth_of(mutant.became) is not before


def report(title: str, mutants: Iterable[Mutant], rows: Iterable[Row]) -> list[Mutant]:
    """Print how many mutants there are and which survive; those that change nothing are only counted."""
    same = equivalents()
    every = list(mutants)
    made = [one for one in every if (one.original.id, one.what) not in same]
    left = survivors(made, rows)
    if len(every) > len(made):
        sys.stdout.write(f"{title}: {len(every) - len(made)} more change nothing, see {MUTANT_ROWS}\n")
    sys.stdout.write(f"{title}: {len(made)} mutants, {len(left)} survivors\n")
    sys.stdout.writelines(f"  {mutant.name}\n" for mutant in left)
    return left


def main(arguments: list[str]) -> int:
    """The exit code: 1 with survivors, else 0."""
    rows = all_rows()
    sys.stdout.write(f"{len(rows)} rows\n")
    left = report("removed", removals(RULES), rows) + report("level swapped", swaps(RULES), rows)
    if "--deep" in arguments:
        left += report("condition changed", altered(RULES), rows)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
