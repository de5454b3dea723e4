"""A property of an invariant: how often it is tried, and how many tries held.

Every property carries the number of its invariant. In `make test` each is tried a few times; with
`BACKCOACH_DEEP` in the environment (`python -m tests.deep.medicine`) some thousand times.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from hypothesis import HealthCheck, Phase, settings

IS_DEEP = "BACKCOACH_DEEP" in os.environ
HELD: Counter[str] = Counter()
"""How many tries of each property held, by the name of its test."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property: the invariant it belongs to, its test, and how often it is tried when it counts."""

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
        bounded = settings(
            max_examples=deep if IS_DEEP else quick,
            deadline=None,
            database=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )(test)
        PROPERTIES.append(Property(number, bounded, deep))
        return bounded

    return mark


def _counted(inner: Callable[..., None]) -> Callable[..., None]:
    @wraps(inner)
    def run(*args: Any, **kwargs: Any) -> None:
        inner(*args, **kwargs)
        HELD[inner.__name__] += 1

    return run
