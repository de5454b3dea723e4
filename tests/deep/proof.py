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
    """One property: the invariant it belongs to, its test without bounds, and how often it is to be tried."""

    invariant: int
    test: Callable[[], None]
    deep: int

    @property
    def name(self) -> str:
        """The name of its test."""
        return self.test.__name__


PROPERTIES: list[Property] = []


def invariant(number: int, *, quick: int = 20, deep: int = 4000) -> Callable[[Any], Any]:
    """Say which invariant a property proves. Goes above `given`; `quick` and `deep` are numbers of tries."""

    def mark(test: Any) -> Any:
        test.hypothesis.inner_test = _counted(test.hypothesis.inner_test)
        one = Property(number, test, deep)
        PROPERTIES.append(one)
        return bounded(one, quick)

    return mark


def bounded(one: Property, tries: int) -> Callable[[], None]:
    """The test of a property with that many tries."""

    @wraps(one.test)
    def run() -> None:
        settings(bounds(tries))(one.test)()

    return run


def bounds(tries: int) -> settings:
    """The settings for that many tries."""
    return settings(
        max_examples=tries,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


def _counted(inner: Callable[..., None]) -> Callable[..., None]:
    @wraps(inner)
    def run(*args: Any, **kwargs: Any) -> None:
        inner(*args, **kwargs)
        HELD[inner.__name__] += 1

    return run
