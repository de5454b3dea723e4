"""A property of an invariant: how often it is tried, and how many tries held.

Every property carries the number of its invariant. In `make test` each is tried a few times, by
`python -m tests.deep.medicine` some thousand times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from hypothesis import HealthCheck, Phase, settings

HELD: Counter[str] = Counter()
"""How many tries of each property held, by the name of its test."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property: the invariant it belongs to, and its test."""

    invariant: int
    test: Callable[[], None]

    @property
    def name(self) -> str:
        """The name of its test."""
        return self.test.__name__


@dataclass(slots=True)
class Plan:
    """Which properties there are; with a `share`, those read from now on are tried in earnest, so often."""

    properties: list[Property]
    share: float | None = None

    def tries(self, quick: int, deep: int) -> int:
        """How often a property is tried."""
        return quick if self.share is None else max(1, int(deep * self.share))


PLAN = Plan([])


def invariant(number: int, *, quick: int = 20, deep: int = 3000) -> Callable[[Any], Any]:
    """Say which invariant a property proves. Goes above `given`; `quick` and `deep` are numbers of tries."""

    def mark(test: Any) -> Any:
        test.hypothesis.inner_test = _counted(test.hypothesis.inner_test)
        bounded = settings(
            max_examples=PLAN.tries(quick, deep),
            deadline=None,
            database=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )(test)
        PLAN.properties.append(Property(number, bounded))
        return bounded

    return mark


def _counted(inner: Callable[..., None]) -> Callable[..., None]:
    @wraps(inner)
    def run(*args: Any, **kwargs: Any) -> None:
        inner(*args, **kwargs)
        HELD[inner.__name__] += 1

    return run
