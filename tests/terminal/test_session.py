"""Whichever way the real record is named, it is the real record."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from platformdirs import user_data_path

from backcoach.flows.errors import BadInput
from backcoach.terminal import clock, session
from backcoach.terminal.clock import REHEARSAL
from backcoach.terminal.session import HOME, find_home, moment


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The default folder, in a place of the test."""
    folder = tmp_path / "data" / "backcoach"
    folder.mkdir(parents=True)
    monkeypatch.setattr(session, "_usual_home", lambda: folder)
    monkeypatch.setattr(clock, "_zone", lambda: ZoneInfo("UTC"))  # the machine's own is kept for good
    monkeypatch.delenv(HOME, raising=False)
    return folder


def test_the_default_folder_is_the_real_one(real: Path) -> None:
    assert find_home(None) == (real, True)


def test_another_folder_is_not(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_home(tmp_path / "other") == (tmp_path / "other", False)
    monkeypatch.setenv(HOME, str(real.parent))
    assert find_home(None) == (real.parent, False)


def test_the_real_one_named_by_hand_stays_the_real_one(
    real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link"
    link.symlink_to(real)
    monkeypatch.setenv(REHEARSAL, "2026-11-22T09:00:00+00:00")
    for name in (real, real / ".." / "backcoach", link):
        assert find_home(name)[1]
        with pytest.raises(BadInput, match="this is your real record"):
            moment(name)
        monkeypatch.setenv(HOME, str(name))
        with pytest.raises(BadInput, match="this is your real record"):
            moment(None)
        monkeypatch.delenv(HOME)
    assert moment(tmp_path / "other").zone


@pytest.mark.parametrize(
    "there",
    [{}, {"XDG_DATA_HOME": "/data"}, {"XDG_DATA_HOME": "data"}, {"HOME": "here"}],
)
def test_the_usual_folder_is_that_of_platformdirs(
    there: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for name, value in there.items():
        monkeypatch.setenv(name, value)
    assert session._usual_home() == user_data_path("backcoach")
