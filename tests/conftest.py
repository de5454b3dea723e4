"""Every test runs in a home folder of its own, in UTC, without network; the real record is watched."""

from __future__ import annotations

import itertools
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from platformdirs import user_data_path

# Before any fixture changes it: what pip needs to find its index, and where a real record would be.
MACHINE_ENVIRONMENT = dict(os.environ)
REAL_HOME = user_data_path("backcoach")
_PERSONAL = (
    "BACKCOACH_NOW",
    "COLUMNS",
    "FORCE_COLOR",
    "LANGUAGE",
    "LC_ALL",
    "LINES",
    "NO_COLOR",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
)

FOLDERS = itertools.count()
"""Numbers for the folders of tests."""
LONGEST = (
    "tests/deep/test_fuzz.py",
    "tests/deep/test_kills.py",
    "tests/deep/test_simulate.py",
    "tests/packaging/",
    "tests/terminal/test_accessible.py",
    "tests/terminal/test_conventions.py",
    "tests/terminal/test_go.py",
    "tests/terminal/test_start.py",
)
"""The files that take longest, of those that are not counted."""

hypothesis.settings.register_profile("default", max_examples=50, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
hypothesis.settings.register_profile("deep", max_examples=5000, deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")

# A job in the background is started with Ctrl-C ignored, and so would be every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines while a property is tried, which takes five times as long; chance is to cover nothing.

    The marker `no_cover` would not do: pytest-cov begins two collectors in a worker of xdist, and to pause
    the one goes on with the other.
    """
    counts = sys.gettrace()
    if counts is None or not getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(counts)


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder for this test, as pytest makes it, but without what that does again for each of thousands."""
    name = re.sub(r"\W", "_", request.node.name, flags=re.ASCII)[:24]
    folder = tmp_path_factory.getbasetemp() / f"{name}_{next(FOLDERS)}"
    folder.mkdir(0o700)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record's folder of this test, not made yet; nothing personal of the machine shines through."""
    for name in _PERSONAL:
        monkeypatch.delenv(name, raising=False)
    user = tmp_path / "user"
    user.mkdir()
    monkeypatch.setenv("HOME", str(user))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("BACKCOACH_HOME", str(tmp_path / "record"))
    return tmp_path / "record"


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fix the machine's time zone."""
    with monkeypatch.context() as during:
        during.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets reach nothing but this machine's own pipes."""

    def refuse_names(*_: object, **__: object) -> None:
        raise AssertionError("this test looked up a network name")

    monkeypatch.setattr(socket, "getaddrinfo", refuse_names)
    for way_out in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, way_out, _local_only(getattr(socket.socket, way_out)))


def _local_only(way_out: object) -> object:
    def guarded(self: socket.socket, *args: object) -> object:
        if self.family != socket.AF_UNIX:
            raise AssertionError("this test used the network")
        return way_out(self, *args)  # type: ignore[operator]

    return guarded


@pytest.fixture(scope="session", autouse=True)
def _real_record_is_left_alone() -> Iterator[None]:
    """Fail the run when the person's own record, or the place for it, changed under the tests."""
    before = _snapshot(REAL_HOME)
    yield
    assert _snapshot(REAL_HOME) == before, "a test touched the real record"


def _snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    places = [folder, *folder.rglob("*")] if folder.exists() else []
    return {str(place): (place.stat().st_size, place.stat().st_mtime_ns) for place in places}


@pytest.fixture
def now() -> datetime:
    """The moment a test takes for now: a Monday morning."""
    return datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
