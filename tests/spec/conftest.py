from __future__ import annotations

from functools import cache

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.screening import read_screening
from backcoach.handbook.screening_book import ScreeningBook


@cache
def real_screening() -> ScreeningBook:
    """The screening content as it is shipped, without a fault."""
    reader = ContentReader(find_content())
    book = read_screening(reader)
    assert book is not None, "\n".join(map(str, reader.faults))
    assert not reader.faults, "\n".join(map(str, reader.faults))
    return book


@pytest.fixture(scope="session")
def screening() -> ScreeningBook:
    return real_screening()
