from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import backcoach.terminal
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.loading import load_handbook
from tests.flows.people import real_book
from tests.share.machine import Machine
from tests.zygote import remembering

MODULES = [
    importlib.import_module(one.name)
    for one in pkgutil.walk_packages(backcoach.terminal.__path__, "backcoach.terminal.")
]


@cache
def recall() -> Callable[..., Handbook]:
    """A loader that gives the shipped content without reading it again."""
    return remembering(load_handbook, real_book())


@pytest.fixture
def machine(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A program that runs backcoach without a terminal, on a Monday morning at nine in UTC.

    The content, which is read anew for each command of a real run, is read once for all tests as long as it
    is the shipped content.
    """
    for module in MODULES:
        for name in ("load_handbook", "open_handbook"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, recall())
    return Machine(tmp_path, capsys, monkeypatch)
