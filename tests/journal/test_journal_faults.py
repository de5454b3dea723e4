"""Every fault has its kind, its exit code and a sentence with the path; the file stays as it was."""

from __future__ import annotations

import errno
import sqlite3
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from backcoach.journal.connection import connect
from backcoach.journal.faults import (
    EntryRefused,
    HomeUnwritable,
    JournalError,
    NotCurrent,
    NothingStarted,
    RecordBusy,
    RecordDamaged,
    RecordExchanged,
    RecordFull,
    RecordTooNew,
    SqliteTooOld,
)
from backcoach.journal.home import make_private_file, prepare_home, record_path
from backcoach.journal.migrations import STEPS, schema_version
from backcoach.journal.opening import open_journal
from backcoach.journal.schema import SCHEMA_2
from backcoach.journal.translation import translated
from tests.journal.journal_kinds import (
    KINDS,
    NOW,
    CheckIn,
    Dose,
    Note,
    draft,
    make_record,
    note,
    run_sql,
    texts,
)

LINE = (
    "INSERT INTO entry (id, kind, at, zone, day_on, recorded_at, body) VALUES ('{id}', '{kind}', "
    "'2026-03-02T07:30:00.000000Z', 'UTC', '2026-03-02', '2026-03-02T07:30:00.000000Z', {body})"
)


def test_exit_codes_are_the_documented_ones() -> None:
    codes: dict[type[JournalError], int] = {
        JournalError: 1,
        SqliteTooOld: 1,
        HomeUnwritable: 2,
        RecordFull: 2,
        EntryRefused: 2,
        NotCurrent: 2,
        NothingStarted: 3,
        RecordDamaged: 5,
        RecordTooNew: 5,
        RecordBusy: 6,
        RecordExchanged: 6,
    }
    assert {fault: fault.exit_code for fault in codes} == codes


def test_without_a_record_nothing_is_started_and_nothing_is_made(home: Path) -> None:
    with pytest.raises(NothingStarted, match="backcoach start"):
        open_journal(home, KINDS)
    assert not home.exists()


def test_an_empty_file_is_nothing_started_until_a_record_is_asked_for(home: Path) -> None:
    prepare_home(home)
    path = record_path(home)
    path.touch()
    with pytest.raises(NothingStarted, match=r"record\.sqlite3 is empty"):
        open_journal(home, KINDS)
    assert path.read_bytes() == b""
    with open_journal(home, KINDS, create=True) as journal:
        note(journal, "begun")
        assert texts(journal) == ["begun"]


def test_to_create_where_a_record_is_opens_that_record(home: Path) -> None:
    make_record(home, "kept")
    with open_journal(home, KINDS, create=True) as journal:
        assert texts(journal) == ["kept"]


def test_a_record_that_is_being_made_while_it_is_looked_at_is_not_taken_for_damaged(home: Path) -> None:
    prepare_home(home)
    path = record_path(home)
    make_private_file(path)
    meddled: list[str] = []

    def meddle(statement: str) -> None:
        if "user_version" in statement and not meddled:
            meddled.append(statement)
            with suppress(RecordBusy):
                open_journal(home, KINDS, create=True, busy_seconds=0).close()

    with closing(connect(path, 0)) as looking:
        looking.set_trace_callback(meddle)
        assert schema_version(looking, path, STEPS) == 0
    assert len(meddled) == 1


def other_database(path: Path) -> bytes:
    with closing(sqlite3.connect(path.with_name("other"))) as other:
        other.execute("CREATE TABLE entry (body TEXT)")
        other.commit()
    return path.with_name("other").read_bytes()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "text": lambda _: b"this is no record\n" * 500,
    "a few bytes": lambda _: b"SQL",
    "only zeros": lambda whole: bytes(len(whole)),
    "only the header": lambda whole: whole[:100],
    "only the first page": lambda whole: whole[:4096],
    "the first half": lambda whole: whole[: len(whole) // 2],
    "one page less": lambda whole: whole[:-4096],
    "scribbled after the header": lambda whole: whole[:100] + b"\xab" * 100 + whole[200:],
    "scribbled in every page but the first": lambda whole: whole[:4096] + b"\xab" * (len(whole) - 4096),
    "another application": lambda whole: whole[:68] + b"\0\0\0\7" + whole[72:],
}


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_said_to_be_damaged_and_left_as_it_is(
    home: Path, damage: str, create: bool
) -> None:
    path = make_record(home, "x" * 9000, "secret")
    damaged = DAMAGES[damage](path.read_bytes())
    path.write_bytes(damaged)
    with pytest.raises(RecordDamaged) as caught, open_journal(home, KINDS, create=create) as journal:
        texts(journal)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == damaged
    assert [item.name for item in home.iterdir()] == ["record.sqlite3"]


@pytest.mark.parametrize("create", [False, True])
def test_a_database_of_another_program_is_left_as_it_is(home: Path, create: bool) -> None:
    prepare_home(home)
    path = record_path(home)
    foreign = other_database(path)
    path.write_bytes(foreign)
    with pytest.raises(RecordDamaged, match="not a record of backcoach"):
        open_journal(home, KINDS, create=create)
    assert path.read_bytes() == foreign


def test_a_record_that_lost_a_table_is_damaged(home: Path) -> None:
    path = make_record(home, "kept")
    run_sql(path, "DROP TABLE setting")
    before = path.read_bytes()
    with pytest.raises(RecordDamaged, match="a part of it is missing"):
        open_journal(home, KINDS, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "body",
    [
        "'{}'",
        "'[]'",
        "'{\"text\":7}'",
        '\'{"text":"secret","more":1}\'',
        "CAST(x'7B22736563726574FF227D' AS TEXT)",
    ],
)
def test_a_body_that_cannot_be_read_is_damage_and_nothing_of_it_is_shown(home: Path, body: str) -> None:
    path = make_record(home)
    ignore_checks = "PRAGMA ignore_check_constraints = ON"
    no_indexes = (f"DROP INDEX {words.split()[2]}" for words in SCHEMA_2)
    run_sql(path, ignore_checks, *no_indexes, LINE.format(id="d" * 32, kind="note", body=body))
    before = path.read_bytes()
    with open_journal(home, KINDS) as journal:
        for look in (lambda: journal.entries(Note), lambda: journal.latest(Note), journal.history):
            with pytest.raises(RecordDamaged) as caught:
                look()
            assert "secret" not in shown(caught.value)
            assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_an_entry_that_cannot_be_read_is_named(home: Path) -> None:
    path = make_record(home)
    run_sql(path, LINE.format(id="d" * 32, kind="note", body='\'{"texts":"secret"}\''))
    with open_journal(home, KINDS) as journal, pytest.raises(RecordDamaged, match="d" * 32):
        journal.find("d" * 32)


def test_an_instant_that_cannot_be_read_is_damage(home: Path) -> None:
    path = make_record(home)
    line = LINE.format(id="d" * 32, kind="note", body='\'{"text":"a"}\'')
    run_sql(path, line.replace("2026-03-02T07", "2026-03-02T99", 1))
    with open_journal(home, KINDS) as journal, pytest.raises(RecordDamaged, match="d" * 32):
        journal.entries(Note)


def test_a_time_of_recording_that_cannot_be_read_is_damage(home: Path) -> None:
    path = make_record(home)
    line = LINE.format(id="d" * 32, kind="note", body='\'{"text":"a"}\'')
    run_sql(path, "T99:".join(line.rsplit("T07:", 1)))
    with open_journal(home, KINDS) as journal, pytest.raises(RecordDamaged, match="the time of an entry"):
        journal.last_recorded_at()


@pytest.mark.parametrize("create", [False, True])
def test_a_record_of_a_newer_version_is_refused_untouched(home: Path, create: bool) -> None:
    path = make_record(home, "from the future")
    run_sql(path, "PRAGMA user_version = 99", "PRAGMA journal_mode = WAL")
    before = path.read_bytes()
    with pytest.raises(RecordTooNew, match=r"schema 99.*knows \d+") as caught:
        open_journal(home, KINDS, create=create)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_an_entry_of_an_unknown_kind_is_from_a_newer_version(home: Path) -> None:
    path = make_record(home, "known")
    run_sql(path, LINE.format(id="d" * 32, kind="dream", body='\'{"of":"secret"}\''))
    with open_journal(home, KINDS) as journal:
        for look in (journal.history, lambda: journal.find("d" * 32)):
            with pytest.raises(RecordTooNew, match="d" * 32):
                look()
        assert texts(journal) == ["known"]


def test_a_record_that_another_process_writes_is_busy_after_the_time_to_wait(home: Path) -> None:
    path = make_record(home, "kept")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        with open_journal(home, KINDS, busy_seconds=0.05) as journal:
            other.execute("BEGIN IMMEDIATE")
            assert texts(journal) == ["kept"]
            with pytest.raises(RecordBusy) as caught:
                note(journal, "secret")
            assert str(path) in str(caught.value)
            with pytest.raises(RecordBusy):
                journal.set_setting("a", "b")
            other.execute("ROLLBACK")
            note(journal, "later")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordBusy):
            open_journal(home, KINDS, busy_seconds=0.05)
        other.execute("ROLLBACK")
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == ["kept", "later"]


def test_a_reader_that_keeps_the_file_makes_a_commit_busy_and_nothing_is_kept_of_it(home: Path) -> None:
    path = make_record(home, "kept")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entry").fetchall()
        with open_journal(home, KINDS, busy_seconds=0.05) as journal:
            with pytest.raises(RecordBusy):
                note(journal, "unsaved")
            other.execute("ROLLBACK")
            note(journal, "saved")
            assert texts(journal) == ["kept", "saved"]


def test_a_home_that_is_a_file_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for home in (file, file / "below"):
        with pytest.raises(HomeUnwritable) as caught:
            open_journal(home, KINDS, create=True)
        assert str(home) in str(caught.value)
        with pytest.raises(NothingStarted):
            open_journal(home, KINDS)
    assert file.read_text() == "mine"


def test_a_folder_in_place_of_the_record_cannot_be_used(home: Path) -> None:
    record_path(home).mkdir(parents=True)
    for create in (False, True):
        with pytest.raises(HomeUnwritable, match="cannot be opened"):
            open_journal(home, KINDS, create=create)


def test_a_link_that_leads_nowhere_is_no_place_for_a_record(home: Path, tmp_path: Path) -> None:
    prepare_home(home)
    record_path(home).symlink_to(tmp_path / "gone" / "away")
    with pytest.raises(HomeUnwritable):
        open_journal(home, KINDS, create=True)


def test_a_database_that_may_not_grow_is_full(home: Path) -> None:
    path = make_record(home, "kept")
    before = path.read_bytes()
    with open_journal(home, KINDS) as journal:
        journal._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(RecordFull) as caught:
            note(journal, "secret" * 20_000)
    assert "secret" not in shown(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_system_without_room_is_full(home: Path, number: int) -> None:
    with pytest.raises(RecordFull), translated(home):
        raise OSError(number, "no room")


@pytest.mark.parametrize(
    "error", [OSError(errno.EROFS, "read-only"), PermissionError(errno.EACCES, "no"), OSError("?")]
)
def test_any_other_refusal_of_the_system_is_unwritable(home: Path, error: OSError) -> None:
    with pytest.raises(HomeUnwritable), translated(home):
        raise error


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (sqlite3.SQLITE_IOERR_READ, RecordDamaged),
        (sqlite3.SQLITE_IOERR_WRITE, RecordFull),
        (sqlite3.SQLITE_IOERR_FSYNC, RecordFull),
        (sqlite3.SQLITE_FULL, RecordFull),
        (sqlite3.SQLITE_READONLY_DBMOVED, RecordExchanged),
        (sqlite3.SQLITE_BUSY_RECOVERY, RecordBusy),
        (sqlite3.SQLITE_TOOBIG, EntryRefused),
        (sqlite3.SQLITE_NOMEM, JournalError),
    ],
)
def test_extended_codes_of_sqlite_become_the_fault_of_their_family(
    home: Path, code: int, fault: type[JournalError]
) -> None:
    error = sqlite3.OperationalError("SELECT secret")
    error.sqlite_errorcode = code
    error.sqlite_errorname = "SQLITE_NAME"
    with pytest.raises(JournalError) as caught, translated(home):
        raise error
    assert type(caught.value) is fault
    assert str(home) in str(caught.value)
    assert "secret" not in str(caught.value)


def test_tables_that_are_not_as_they_were_made_are_damage(home: Path) -> None:
    make_record(home)
    with closing(sqlite3.connect(record_path(home))) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'undoing.kind', 'undoing.k1nd')")
    with pytest.raises(RecordDamaged), open_journal(home, KINDS) as journal:
        journal.entries(Note)


def test_a_closed_journal_is_a_fault_of_ours(home: Path) -> None:
    make_record(home)
    journal = open_journal(home, KINDS)
    journal.close()
    with pytest.raises(JournalError, match="could not be used") as caught:
        journal.entries(Note)
    assert caught.value.exit_code == 1


def test_an_sqlite_without_what_the_record_needs_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.1")
    with pytest.raises(SqliteTooOld, match=r"needs SQLite 3\.38\.0 or newer, and this Python has 3\.34\.1"):
        open_journal(home, KINDS, create=True)


def test_a_refused_entry_shows_nothing_of_itself_anywhere(home: Path) -> None:
    make_record(home)
    with open_journal(home, KINDS) as journal:
        for body in (Dose("secret", 99_999), CheckIn(77, "secret")):
            with pytest.raises(EntryRefused) as caught:
                journal.append([draft(body)], NOW)
            said = str(caught.value).replace(
                str(home), ""
            )  # a temporary folder may have any number in its name
            for word in ("secret", "99999", "77", "SELECT", "INSERT", "json"):
                assert word not in said
            assert "secret" not in shown(caught.value)


def shown(error: BaseException) -> str:
    """Everything a traceback of the error would show, its causes included, without our own test lines."""
    chain: list[str] = []
    step: BaseException | None = error
    while step is not None:
        chain.extend(traceback.format_exception_only(step))
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return "".join(chain)
