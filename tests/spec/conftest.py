from __future__ import annotations

import pytest

from backcoach.handbook.content import ContentReader, find_content
from backcoach.handbook.screening import ScreeningBook, read_screening


@pytest.fixture(scope="session")
def screening() -> ScreeningBook:
    reader = ContentReader(find_content())
    book = read_screening(reader)
    assert book is not None, "\n".join(map(str, reader.faults))
    assert not reader.faults, "\n".join(map(str, reader.faults))
    return book
