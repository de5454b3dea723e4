"""Only the owner can read anything of the record, whatever the umask and whatever was there before."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from backcoach.journal.connection import writing
from backcoach.journal.faults import HomeUnwritable
from backcoach.journal.home import prepare_home, record_path
from backcoach.journal.opening import open_journal
from tests.journal.journal_kinds import KINDS, MORE_STEPS, make_record, mode, note, texts


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_folder_and_file_are_the_owners_alone_whatever_the_umask(home: Path) -> None:
    path = make_record(home, "private")
    assert mode(home) == 0o700
    assert mode(path) == 0o600


@pytest.mark.usefixtures("umask")
def test_the_file_is_private_and_empty_when_sqlite_first_sees_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    real_connect = sqlite3.connect

    def watched(*args: object, **options: object) -> sqlite3.Connection:
        seen.append((mode(record_path(home)), record_path(home).stat().st_size))
        return real_connect(*args, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", watched)
    make_record(home)
    assert seen == [(0o600, 0)]


@pytest.mark.usefixtures("umask")
def test_there_is_no_moment_at_which_others_could_open_the_new_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    real_fchmod = os.fchmod

    def watched(descriptor: int, permissions: int) -> None:
        seen.append(os.fstat(descriptor).st_mode & 0o177)
        real_fchmod(descriptor, permissions)

    monkeypatch.setattr(os, "fchmod", watched)
    make_record(home)
    assert seen == [0]


@pytest.mark.usefixtures("umask")
def test_the_rollback_journal_is_private_too(home: Path) -> None:
    make_record(home)
    with open_journal(home, KINDS) as journal, writing(journal._connection):
        journal._connection.execute("INSERT INTO setting VALUES ('a', 'b')")
        sidecar = home / "record.sqlite3-journal"
        assert mode(sidecar) == 0o600
    assert not sidecar.exists()


@pytest.mark.usefixtures("umask")
def test_the_copy_before_a_migration_is_private_too(home: Path) -> None:
    make_record(home, "private")
    open_journal(home, KINDS, steps=MORE_STEPS).close()
    assert mode(home / "backups") == 0o700
    assert [mode(copy) for copy in (home / "backups").iterdir()] == [0o600]


def test_wider_modes_are_taken_back_when_the_record_is_opened(home: Path) -> None:
    path = make_record(home, "private")
    home.chmod(0o755)
    path.chmod(0o664)
    with open_journal(home, KINDS) as journal:
        assert (mode(home), mode(path)) == (0o700, 0o600)
        assert texts(journal) == ["private"]


def test_prepare_home_makes_the_folder_and_its_parents_and_takes_a_wider_mode_back(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    prepare_home(folder)
    assert mode(folder) == 0o700
    folder.chmod(0o777)
    prepare_home(folder)
    assert mode(folder) == 0o700


def test_a_mode_narrower_than_needed_is_not_widened(tmp_path: Path) -> None:
    folder = tmp_path / "narrow"
    folder.mkdir(mode=0o500)
    prepare_home(folder)
    assert mode(folder) == 0o500
    folder.chmod(0o700)


def test_a_folder_shared_by_design_is_refused_and_not_closed_to_the_others(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    with pytest.raises(HomeUnwritable, match="shared with other users") as caught:
        open_journal(shared, KINDS, create=True)
    assert str(shared) in str(caught.value)
    assert mode(shared) == 0o1777
    assert list(shared.iterdir()) == []


def test_a_mode_that_cannot_be_taken_back_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_record(home, "private")
    path.chmod(0o644)

    def refuse(self: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted", str(self), mode)

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(HomeUnwritable, match="Operation not permitted"):
        open_journal(home, KINDS)


def test_a_path_with_odd_characters_is_opened_as_it_stands(tmp_path: Path) -> None:
    home = tmp_path / "100% mine? #1 ü"
    make_record(home)
    with open_journal(home, KINDS) as journal:
        note(journal, "here")
    assert sorted(item.name for item in home.iterdir()) == ["record.sqlite3"]
    assert sorted(item.name for item in tmp_path.iterdir()) == [home.name, "user"]
