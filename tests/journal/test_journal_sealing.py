"""A breakdown while backups are sealed leaves each of them whole at least once, and none plain for long."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.journal.backup import back_up, backups
from backcoach.journal.home import record_path
from backcoach.journal.sealing import HEAD, KEY, RECIPIENT, NoSealer
from tests.journal.journal_child import seal_backups, turned_round
from tests.journal.journal_kinds import make_record
from tests.journal.journal_run import run_child

STEMS = {"day-2026-03-01", "day-2026-03-02", "before-import-1"}


@pytest.fixture
def with_backups(home: Path) -> Path:
    path = make_record(home, "a", "b")
    for stem in STEMS:
        back_up(path, stem)
    return home


def is_whole(sealed: Path) -> bool:
    """Whether all of what was turned round is there."""
    raw = sealed.read_bytes()
    return raw.startswith(HEAD) and raw.endswith(b"SQLite format 3\0"[::-1])


def test_killed_at_any_piece_of_work_each_is_there_and_the_next_backup_ends_it(
    with_backups: Path, tmp_path: Path
) -> None:
    ground = tmp_path / "ground"
    ground.mkdir()
    pieces, exit_code = run_child("die_everywhere", with_backups, "seal_backups", ground)[0].split()
    assert (int(pieces) > 15, exit_code) == (True, "0")
    for killed in sorted(ground.iterdir()):
        folder = killed / "backups"
        found = backups(record_path(killed))
        assert {one.name.stem for one in found} >= STEMS
        assert all(one.seen is not None or is_whole(one.path) for one in found)
        assert (folder / KEY).exists() or not (folder / RECIPIENT).exists()
        assert not (killed / "acknowledged").exists() or all(one.is_sealed for one in found)
        seal_backups(killed)
        after = backups(record_path(killed))
        assert all(one.is_sealed and is_whole(one.path) for one in after)
        assert {one.name for one in folder.iterdir()} == {KEY, RECIPIENT, *(one.path.name for one in after)}


def test_where_nobody_seals_nothing_plain_is_written(with_backups: Path) -> None:
    seal_backups(with_backups)
    before = sorted(one.name for one in (with_backups / "backups").iterdir())
    with pytest.raises(NoSealer):
        back_up(record_path(with_backups), "day-2026-03-10")
    (with_backups / "backups" / RECIPIENT).write_text("somebody else")
    with pytest.raises(NoSealer):
        back_up(record_path(with_backups), "day-2026-03-10", turned_round)
    assert sorted(one.name for one in (with_backups / "backups").iterdir()) == before
