"""How far screening sends people where they should go: who was sent too low, who too high."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from backcoach.coach.values import Disposition
from backcoach.values import Value

URGENCIES = tuple(dict.fromkeys(one.urgency for one in reversed(Disposition)))
"""The five urgencies, the most urgent first: rows and columns of the table."""

_DOUBT = 0.05


class Sent(Value):
    """Where one person should have been sent, and was. `is_ordinary`: nothing but ordinary back pain."""

    expected: Disposition
    given: Disposition
    is_ordinary: bool = False

    @property
    def is_under(self) -> bool:
        """Sent to something less urgent, if only to a later day."""
        return self.given < self.expected

    @property
    def is_over(self) -> bool:
        """Sent to something more urgent, if only to an earlier day."""
        return self.given > self.expected

    @property
    def steps(self) -> int:
        """How many urgencies lie between the two; 0 for another day of the same urgency."""
        return abs(URGENCIES.index(self.given.urgency) - URGENCIES.index(self.expected.urgency))


class Triage(Value):
    """What came of many people.

    `table` counts by expected (row) and given (column) urgency, both in the order of `URGENCIES`.
    `under_by_steps[n]` counts the people sent n urgencies too low. `ordinary_above_routine` counts those with
    ordinary back pain who were sent to a doctor within days or sooner.
    """

    table: tuple[tuple[int, ...], ...]
    exact: int
    under: int
    over: int
    under_by_steps: tuple[int, ...]
    ordinary: int
    ordinary_above_routine: int
    emergencies: int
    emergencies_missed: int

    @property
    def cases(self) -> int:
        """How many people there were."""
        return self.exact + self.under + self.over

    @property
    def ordinary_share(self) -> float | None:
        """The share of ordinary back pain sent above routine, 0 to 1; None without any."""
        return self.ordinary_above_routine / self.ordinary if self.ordinary else None

    @property
    def miss_limit(self) -> float | None:
        """The highest rate of missed emergencies, 0 to 1, that no miss in so many leaves open at 95 %.

        None after a miss, or where there was no emergency. It holds only for people who are like the cases.
        """
        return miss_limit(self.emergencies) if self.emergencies and not self.emergencies_missed else None


def measure(sent: Iterable[Sent]) -> Triage:
    """Count who was sent where."""
    people = tuple(sent)
    counts = Counter((one.expected.urgency, one.given.urgency) for one in people)
    under = [one for one in people if one.is_under]
    over = sum(one.is_over for one in people)
    steps = Counter(one.steps for one in under)
    ordinary = [one for one in people if one.is_ordinary]
    emergencies = [one for one in people if one.expected is Disposition.EMERGENCY_NOW]
    return Triage(
        table=tuple(tuple(counts[row, column] for column in URGENCIES) for row in URGENCIES),
        exact=len(people) - len(under) - over,
        under=len(under),
        over=over,
        under_by_steps=tuple(steps[number] for number in range(len(URGENCIES))),
        ordinary=len(ordinary),
        ordinary_above_routine=sum(one.given > Disposition.ROUTINE for one in ordinary),
        emergencies=len(emergencies),
        emergencies_missed=sum(one.is_under for one in emergencies),
    )


def miss_limit(cases: int) -> float:
    """The upper 95 % limit of a miss rate after no miss in that many cases, at least one."""
    return float(1 - _DOUBT ** (1 / cases))
