"""Whether the activity rules do over months what they promise for a week: made-up diaries, real weeks.

    python -m tests.deep.simulate             1,000 people of each kind; ends with 1 when a check fails
    python -m tests.deep.simulate 100         as many people of each kind
    python -m tests.deep.simulate --write     write the figures into docs/activity-simulation.md
    python -m tests.deep.simulate --check     end with 1 when that page says something else

Who the people are stands in `tests/deep/diaries.py`. The same number makes the same people.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from tests.deep.checks import Check, checks
from tests.deep.diaries import SEED, SHAPES, Shape, chance_of, diary
from tests.deep.issued import live
from tests.deep.tally import COLUMNS, Tally

PAGE = Path(__file__).parents[2] / "docs" / "activity-simulation.md"
PEOPLE, SAMPLE = 1000, 20
HEAD = (
    "shape",
    *(f"{name}, % of reviews" for name in COLUMNS),
    "slow rise seen, % of people",
    "median week",
    "30 min of walking a day, % of people",
    "median week",
    "minutes at the end, median",
)


def tally(shape: Shape, number: int) -> Tally:
    """The first so many people of one shape."""
    found = Tally()
    for one in range(number):
        found.add(live(shape, diary(shape, chance_of(shape, one))))
    return found


def simulate(number: int, workers: int | None = None) -> dict[str, Tally]:
    """So many people of every shape, by its name."""
    if workers == 1:
        return {shape.name: tally(shape, number) for shape in SHAPES}
    with ProcessPoolExecutor(workers or os.cpu_count()) as pool:
        found = pool.map(tally, SHAPES, repeat(number))
        return {shape.name: one for shape, one in zip(SHAPES, found, strict=True)}


def block(number: int, tallies: dict[str, Tally]) -> list[str]:
    """The table and the checks with the command that makes them, between their marks."""
    table = [f"| {' | '.join(HEAD)} |", f"|{'---|' * len(HEAD)}"]
    table += [tallies[shape.name].row(shape) for shape in SHAPES]
    return [
        f"<!-- generated: {number} -->",
        f"`python -m tests.deep.simulate {number}`, seed {SEED}:",
        "",
        *table,
        "",
        *(one.line() for one in checks(tallies)),
        "<!-- end -->",
    ]


def written(text: str, number: int, tallies: dict[str, Tally]) -> str:
    """The page with the figures of so many people put in anew."""
    head, rest = text.split(f"<!-- generated: {number} -->")
    return head + "\n".join(block(number, tallies)) + rest.split("<!-- end -->", 1)[1]


def wrong(tallies: dict[str, Tally]) -> list[Check]:
    """The checks that are not as they should be."""
    return [one for one in checks(tallies) if not one.holds]


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 when a check is not as it should be, or the page not as it would be written."""
    numbers = [int(one) for one in arguments if one.isdecimal()] or [PEOPLE]
    is_page = bool({"--write", "--check"} & {*arguments})
    page = text = PAGE.read_text(encoding="utf-8") if is_page else ""
    faults: list[Check] = []
    for number in [SAMPLE, PEOPLE] if is_page else numbers:
        tallies = simulate(number)
        faults += wrong(tallies)
        text = written(text, number, tallies) if is_page else text
        sys.stdout.write("\n".join([*block(number, tallies)[1:-1], ""]))
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8")
    is_stale = "--check" in arguments and text != page
    sys.stdout.write(f"{PAGE.name} is not up to date\n" if is_stale else "")
    return 1 if faults or is_stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
