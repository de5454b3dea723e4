from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backcoach.flows.kinds import KINDS
from backcoach.handbook.handbook import Handbook
from backcoach.journal.opening import open_journal
from tests.flows.people import Person, real_book


@pytest.fixture
def book() -> Handbook:
    """The content as it is shipped."""
    return real_book()


@pytest.fixture
def person(home: Path) -> Iterator[Person]:
    """Somebody with an empty record, on a Monday morning at nine in UTC."""
    with open_journal(home, KINDS, create=True) as journal:
        yield Person(journal)
