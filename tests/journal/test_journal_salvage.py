"""From a damaged record everything is read that can be, and nothing in it is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from backcoach.journal.backup import back_up, backups, look_at
from backcoach.journal.carving import carved, page_size
from backcoach.journal.home import record_path
from backcoach.journal.opening import open_journal
from backcoach.journal.salvage import Salvaged, salvage, write_lines
from tests.journal.journal_kinds import KINDS, NOW, Note, draft, make_record, note, run_sql, texts

PAGE = 4096
NOTES = [f"{number} {'y' * (number % 9 * 900)}" for number in range(120)]


@pytest.fixture
def path(home: Path) -> Path:
    with open_journal(home, KINDS, create=True) as journal:
        journal.append([draft(Note(text)) for text in NOTES], NOW)
    return record_path(home)


def read(path: Path, tmp_path: Path, *, with_backups: bool = False) -> Salvaged:
    folder = tmp_path / f"stage-{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    before = path.read_bytes()
    found = salvage(path, folder, backups(path) if with_backups else (), KINDS)
    assert path.read_bytes() == before
    return found


def lines_of(path: Path) -> list[tuple[object, ...]]:
    return run_sql(
        path,
        "SELECT id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest, seq FROM entry",
    )


def spoil(path: Path, *pages: int, fill: bytes = b"\xab") -> None:
    whole = bytearray(path.read_bytes())
    for page in pages:
        whole[page * PAGE : (page + 1) * PAGE] = fill * PAGE
    path.write_bytes(whole)


def kinds_of_pages(path: Path) -> dict[int, list[int]]:
    """The places of pages by the first byte that tells what they are; overflow pages have others."""
    whole = path.read_bytes()
    found: dict[int, list[int]] = {}
    for page in range(1, len(whole) // PAGE):
        found.setdefault(whole[page * PAGE], []).append(page)
    return found


def test_a_whole_record_is_read_as_it_is(path: Path, tmp_path: Path) -> None:
    found = read(path, tmp_path)
    assert found.is_complete
    assert (found.lost, found.from_backups) == ((), 0)
    assert [tuple(line) for line in found.lines] == lines_of(path)


def test_every_entry_is_carved_from_the_pages_as_sqlite_reads_it(path: Path) -> None:
    rows = {line.seq: tuple(line) for line in carved(path.read_bytes())}
    assert [rows[seq] for seq in sorted(rows)] == lines_of(path)
    assert page_size(path.read_bytes()) == PAGE


def test_corrections_and_voids_and_digests_are_carved_too(home: Path) -> None:
    path = make_record(home, "a")
    with open_journal(home, KINDS) as journal:
        first = note(journal, "b")
        note(journal, "c \N{SNOWMAN} \x00 \x1b", supersedes=first)
    assert [tuple(line) for line in carved(path.read_bytes())] == lines_of(path)


@pytest.mark.parametrize("page_kind", [0x05, 0x02, 0x0A])
def test_without_the_pages_that_lead_to_the_entries_all_of_them_are_read(
    path: Path, tmp_path: Path, page_kind: int
) -> None:
    """Inner pages of the table, and pages of indexes, hold no entry."""
    before = lines_of(path)
    spoil(path, *kinds_of_pages(path)[page_kind])
    found = read(path, tmp_path)
    assert [tuple(line) for line in found.lines] == before
    assert found.lost == ()


@pytest.mark.parametrize("fill", [b"\0", b"\xab"])
def test_without_the_first_page_all_entries_are_read(path: Path, tmp_path: Path, fill: bytes) -> None:
    before = lines_of(path)
    spoil(path, 0, fill=fill)
    found = read(path, tmp_path)
    assert [tuple(line) for line in found.lines] == before
    assert not found.is_complete


def test_with_a_spoiled_leaf_only_its_entries_are_lost_and_named(path: Path, tmp_path: Path) -> None:
    before = lines_of(path)
    leaf = kinds_of_pages(path)[0x0D][1]
    spoil(path, leaf)
    found = read(path, tmp_path)
    assert 0 < len(found.lost) < 40
    left = [row for row in before if row[-1] not in found.lost]
    assert [tuple(line) for line in found.lines] == left
    assert len(left) + len(found.lost) == len(before)
    assert not found.is_complete


def test_what_is_lost_comes_from_a_backup_of_the_same_record(path: Path, tmp_path: Path) -> None:
    before = lines_of(path)
    back_up(path, "day-2026-03-01")
    spoil(path, *kinds_of_pages(path)[0x0D])
    found = read(path, tmp_path, with_backups=True)
    assert [tuple(line) for line in found.lines] == before
    assert found.from_backups > 0
    assert found.lost == ()


def test_an_entry_that_reads_otherwise_than_in_a_backup_is_that_of_the_backup(
    path: Path, tmp_path: Path
) -> None:
    before = lines_of(path)
    back_up(path, "day-2026-03-01")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'{"text":"3 ', b'{"text":"7 '))
    found = read(path, tmp_path, with_backups=True)
    assert [tuple(line) for line in found.lines] == before
    assert found.from_backups == 1


def test_a_backup_made_after_the_damage_spoils_nothing(path: Path, tmp_path: Path) -> None:
    before = lines_of(path)
    back_up(path, "day-2026-03-01")
    path.write_bytes(path.read_bytes().replace(b'{"text":"3 ', b'{"tezt":"3 '))
    back_up(path, "day-2026-03-02")
    assert len(backups(path)) == 2
    found = read(path, tmp_path, with_backups=True)
    assert [tuple(line) for line in found.lines] == before


def test_a_backup_that_went_another_way_changes_nothing_that_was_read(home: Path, tmp_path: Path) -> None:
    path = make_record(home, "a", "b", "c")
    back_up(path, "before-restore-2026-03-01")
    run_sql(path, "DROP TRIGGER entry_is_never_deleted", "DELETE FROM entry WHERE seq = 3")
    with open_journal(home, KINDS) as journal:
        note(journal, "after the restoring")
    before = lines_of(path)
    found = read(path, tmp_path, with_backups=True)
    assert [tuple(line) for line in found.lines] == before


def test_a_backup_of_another_record_is_not_used(path: Path, tmp_path: Path) -> None:
    other = make_record(tmp_path / "other")
    with open_journal(other.parent, KINDS) as journal:
        journal.append([draft(Note("other"))] * 300, NOW)
    back_up(other, "day-2026-03-01")
    (path.parent / "backups").mkdir()
    (other.parent / "backups" / "day-2026-03-01.sqlite3").rename(
        path.parent / "backups" / "day-2026-03-01.sqlite3"
    )
    spoil(path, kinds_of_pages(path)[0x0D][1])
    found = read(path, tmp_path, with_backups=True)
    assert found.from_backups == 0
    assert len(found.lines) < len(NOTES)


def test_a_file_of_which_nothing_is_left_is_that_of_the_backup(path: Path, tmp_path: Path) -> None:
    before = lines_of(path)
    back_up(path, "day-2026-03-01")
    path.write_bytes(bytes(len(path.read_bytes())))
    assert [tuple(line) for line in read(path, tmp_path, with_backups=True).lines] == before
    assert read(path, tmp_path).lines == ()


@pytest.mark.parametrize("raw", [b"", b"SQL", b"\xff" * 10_000, b"SQLite format 3\0" + b"\x0d" * 9000])
def test_of_rubbish_nothing_is_read(home: Path, tmp_path: Path, raw: bytes) -> None:
    path = make_record(home)
    path.write_bytes(raw)
    assert read(path, tmp_path).lines == ()
    assert list(carved(raw)) == []


def test_any_flipped_bits_lose_no_more_than_the_entries_they_are_in(path: Path, tmp_path: Path) -> None:
    chance = Random(20260302)  # noqa: S311 - nothing secret
    whole = path.read_bytes()
    for _ in range(40):
        flipped = bytearray(whole)
        for place in (chance.randrange(len(whole)), chance.randrange(100)):
            flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        found = read(path, tmp_path)
        assert len(found.lines) >= len(NOTES) - 15
        assert len(found.lines) + len(found.lost) >= len(NOTES) - 1


def test_a_leftover_journal_is_read_into_the_copy_and_stays(home: Path, tmp_path: Path) -> None:
    path = make_record(home, "a")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA cache_size = 1")
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE filler (x)")
    other.executemany("INSERT INTO filler VALUES (?)", [("z" * 4000,)] * 50)
    journal = home / "record.sqlite3-journal"
    kept = {place: place.read_bytes() for place in (path, journal)}
    other.execute("ROLLBACK")
    other.close()
    for place, content in kept.items():
        place.write_bytes(content)
    found = read(path, tmp_path)
    assert len(found.lines) == 1
    assert journal.read_bytes() == kept[journal]


def test_what_was_read_becomes_a_record_again(path: Path, tmp_path: Path) -> None:
    spoil(path, kinds_of_pages(path)[0x0D][1])
    found = read(path, tmp_path)
    home = tmp_path / "new"
    make_record(home)
    assert write_lines(record_path(home), found) == len(found.lines)
    assert look_at(record_path(home)) is not None
    with open_journal(home, KINDS) as journal:
        assert len(texts(journal)) == len(found.lines)
        note(journal, "goes on")
    with closing(sqlite3.connect(record_path(home))) as connection:
        assert connection.execute("SELECT max(seq) FROM entry").fetchone() == (len(NOTES) + 1,)
