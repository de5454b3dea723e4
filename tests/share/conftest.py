from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.terminal import session
from backcoach.terminal.commands import dose, exercises, learn, meds, screen, start, why
from tests.flows.people import real_book
from tests.share.machine import Machine


@pytest.fixture
def machine(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A program that runs backcoach without a terminal, on a Monday morning at nine in UTC.

    The content, which is read anew for each command of a real run, is read once for all tests.
    """
    for module in (session, dose, exercises, learn, meds, screen, start, why):
        monkeypatch.setattr(module, "load_handbook", lambda _root=None: real_book())
    return Machine(tmp_path, capsys, monkeypatch)
