"""A document from outside is taken in whole or not at all, and changes no entry that is there."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from backcoach.journal.codec import Draft
from backcoach.journal.connection import connect
from backcoach.journal.document import document_parts
from backcoach.journal.faults import (
    DocumentChanged,
    DocumentFaulty,
    DocumentTooNew,
    EntriesDiffer,
    RecordBusy,
    RecordDamaged,
)
from backcoach.journal.journal import Journal, with_void
from backcoach.journal.opening import open_journal
from backcoach.journal.received import Received, receive
from tests.journal.journal_kinds import KINDS, NOW, CheckIn, Note, draft, mode, note, run_sql, texts, void
from tests.journal.journal_run import run_child

SECRET = "my own secret"  # noqa: S105 - what must not be told


def text_of(journal: Journal) -> str:
    return "".join(document_parts(journal.whole(), journal.path))


def opened(text: str | bytes) -> Callable[[], BinaryIO]:
    raw = text.encode() if isinstance(text, str) else text
    return lambda: io.BytesIO(raw)


def received(text: str | bytes) -> Received:
    return receive(opened(text), with_void(KINDS))


def said(journal: Journal, text: str, minutes: float, supersedes: str | None = None) -> str:
    """Record a note at a moment; its id."""
    at = NOW + timedelta(minutes=minutes)
    return journal.append([Draft(Note(text), at, "UTC", at.date(), supersedes)], at)[0].id


def order(journal: Journal) -> list[str]:
    return [entry.body.text if isinstance(entry.body, Note) else "void" for entry in journal.history()]


def document(home: Path, *notes: tuple[str, float]) -> str:
    """The document of a record with these notes."""
    with open_journal(home, KINDS, create=True) as journal:
        for text, minutes in notes:
            said(journal, text, minutes)
        return text_of(journal)


# Into an empty record


def test_what_was_exported_is_the_same_byte_for_byte_after_an_import(home: Path, tmp_path: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        first = note(journal, "first \ud800\u202e[red]")
        second = note(journal, "second", supersedes=first)
        void(journal, second)
        journal.set_setting("region", "de")
        written, current = text_of(journal), texts(journal)
    with open_journal(tmp_path / "other", KINDS, create=True) as journal:
        found = journal.take_in(received(written))
        assert (found.new, found.known) == (3, 0)
        assert text_of(journal) == written
        assert texts(journal) == current
        assert journal.get_setting("region") == "de"
    assert not (tmp_path / "other" / "backups").exists()


moves = st.tuples(
    st.sampled_from(["append", "correct", "void"]), st.integers(0, 99), st.integers(-3, 3), st.text()
)


@settings(max_examples=40, deadline=None)
@given(st.lists(moves, max_size=12), st.dictionaries(st.text(), st.text(), max_size=2))
def test_any_record_comes_back_as_it_was_however_its_clock_went(
    history: list[tuple[str, int, int, str]], chosen: Mapping[str, str]
) -> None:
    with TemporaryDirectory() as folder:
        with open_journal(Path(folder) / "one", KINDS, create=True) as journal:
            play(journal, history)
            for name, value in chosen.items():
                journal.set_setting(name, value)
            written, before = text_of(journal), journal.history()
        with open_journal(Path(folder) / "two", KINDS, create=True) as journal:
            journal.take_in(received(written))
            assert text_of(journal) == written
            assert journal.history() == before
            assert [one.place for one in journal.history()] == [one.place for one in before]


def play(journal: Journal, history: list[tuple[str, int, int, str]]) -> None:
    """Append, correct and void, by a clock that may go backwards."""
    for move, pick, minutes, text in history:
        current = journal.entries(Note)
        chosen = current[pick % len(current)].id if current else None
        if move == "void" and chosen:
            void(journal, chosen)
        else:
            said(journal, text, minutes, chosen if move == "correct" else None)


@settings(max_examples=25, deadline=None)
@given(st.lists(moves, max_size=6), st.lists(moves, max_size=6), st.lists(moves, max_size=6))
def test_two_machines_that_import_from_each_other_hold_the_same_record(
    shared: list[Any], here: list[Any], there: list[Any]
) -> None:
    with TemporaryDirectory() as folder, open_journal(Path(folder) / "a", KINDS, create=True) as one:
        play(one, shared)
        with open_journal(Path(folder) / "b", KINDS, create=True) as other:
            other.take_in(received(text_of(one)))
            play(one, here)
            play(other, there)
            from_here, from_there = text_of(one), text_of(other)
            one.take_in(received(from_there))
            other.take_in(received(from_here))
            assert text_of(one) == text_of(other)
            assert {e.id for e in one.history()} == ids(from_here) | ids(from_there)
            again = text_of(one)
            assert one.take_in(received(from_there)).changes_nothing
            assert text_of(one) == again


def ids(text: str) -> set[str]:
    return {one["id"] for one in json.loads(text)["entries"]}


# Into a filled one


def test_the_same_document_twice_changes_not_one_byte_of_the_record(home: Path, tmp_path: Path) -> None:
    written = document(tmp_path / "other", ("theirs", 5))
    document(home, ("ours", 0))
    with open_journal(home, KINDS) as journal:
        journal.take_in(received(written))
        before = journal.path.read_bytes()
        assert journal.take_in(received(written)).changes_nothing
        assert journal.path.read_bytes() == before
    assert [one.name for one in (home / "backups").iterdir()] == ["before-import-1.sqlite3"]


def test_entries_of_two_machines_stand_in_the_order_in_which_they_were_recorded(
    home: Path, tmp_path: Path
) -> None:
    written = document(tmp_path / "other", ("b", 1), ("d", 3))
    document(home, ("a", 0), ("c", 2), ("e", 4))
    with open_journal(home, KINDS) as journal:
        found = journal.compare(received(written))
        assert (found.new, found.known, found.differing) == (2, 0, ())
        assert order(journal) == ["a", "c", "e"]
        journal.take_in(received(written))
        assert order(journal) == ["a", "b", "c", "d", "e"]
        assert [one.place for one in journal.history()] == [1, 2, 3, 4, 5]
        last = journal.latest(Note)
        assert last is not None
        assert last.body.text == "e"


def test_a_clock_that_was_set_back_does_not_turn_the_order_of_a_machine_round(
    home: Path, tmp_path: Path
) -> None:
    written = document(tmp_path / "other", ("x", 1))
    document(home, ("first", 5), ("second", 0), ("third", 2))
    with open_journal(home, KINDS) as journal:
        journal.take_in(received(written))
        assert [one for one in order(journal) if one != "x"] == ["first", "second", "third"]


def test_no_entry_can_be_changed_or_deleted_after_an_import(home: Path, tmp_path: Path) -> None:
    written = document(tmp_path / "other", ("theirs", -1))
    document(home, ("ours", 0))
    before = run_sql(home / "record.sqlite3", "SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    with open_journal(home, KINDS) as journal:
        journal.take_in(received(written))
    after = run_sql(home / "record.sqlite3", "SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    assert after == before
    for statement in ("UPDATE entry SET zone = 'x'", "DELETE FROM entry"):
        with pytest.raises(Exception, match="an entry is never"):
            run_sql(home / "record.sqlite3", statement)


def test_a_copy_of_the_record_as_it_was_is_made_first(home: Path, tmp_path: Path) -> None:
    written = document(tmp_path / "other", ("theirs", 5))
    before = document(home, ("ours", 0))
    with open_journal(home, KINDS) as journal:
        journal.take_in(received(written))
    copy = tmp_path / "copy"
    copy.mkdir()
    (home / "backups" / "before-import-1.sqlite3").rename(copy / "record.sqlite3")
    with open_journal(copy, KINDS) as journal:
        assert text_of(journal) == before
    assert mode(copy / "record.sqlite3") == 0o600


def test_settings_that_are_new_are_taken_over_and_others_stay(home: Path, tmp_path: Path) -> None:
    with open_journal(tmp_path / "other", KINDS, create=True) as journal:
        for name in ("a", "b", "c"):
            journal.set_setting(name, "theirs")
        written = text_of(journal)
    with open_journal(home, KINDS, create=True) as journal:
        journal.set_setting("a", "ours")
        journal.set_setting("b", "theirs")
        found = journal.take_in(received(written))
        assert (found.new_settings, found.other_settings) == (("c",), ("a",))
        assert [journal.get_setting(name) for name in "abc"] == ["ours", "theirs", "theirs"]


def test_an_entry_corrected_on_both_machines_is_counted_and_both_corrections_stand(
    home: Path, tmp_path: Path
) -> None:
    with open_journal(home, KINDS, create=True) as one:
        first = said(one, "first", 0)
        with open_journal(tmp_path / "other", KINDS, create=True) as other:
            other.take_in(received(text_of(one)))
            said(other, "there", 2, first)
            said(one, "here", 1, first)
            found = one.take_in(received(text_of(other)))
        assert found.corrected_twice == 1
        assert texts(one) == ["here", "there"]


def test_the_same_id_with_another_content_refuses_all_of_it(home: Path, tmp_path: Path) -> None:
    written = document(home, ("ours", 0), ("kept", 1))
    plain = json.loads(written)
    plain["entries"][0]["body"]["text"] = SECRET
    plain["entries"].append({**plain["entries"][1], "id": "f" * 32})
    with open_journal(home, KINDS) as journal:
        before = journal.path.read_bytes()
        with pytest.raises(EntriesDiffer) as caught:
            journal.take_in(received(json.dumps(plain)))
        assert caught.value.entries == ((plain["entries"][0]["id"], "note"),)
        assert SECRET not in str(caught.value)
        assert journal.path.read_bytes() == before
    assert not (home / "backups").exists()
    assert not (tmp_path / "backups").exists()


def test_another_layout_and_order_of_names_is_the_same_record(home: Path) -> None:
    written = document(home, ("ours", 0))
    with open_journal(home, KINDS) as journal:
        laid_out = "\ufeff" + json.dumps(json.loads(written), indent=4, sort_keys=True)
        assert journal.take_in(received(laid_out)).changes_nothing


# Beside other processes


def test_somebody_with_the_record_open_goes_on_in_the_woven_one(home: Path, tmp_path: Path) -> None:
    written = document(tmp_path / "other", ("before", -1))
    document(home, ("ours", 0))
    with open_journal(home, KINDS) as waiting, open_journal(home, KINDS) as importing:
        (known,) = waiting.entries(Note)
        importing.take_in(received(written))
        assert [(one.body.text, one.place) for one in waiting.entries(Note)] == [("before", 1), ("ours", 2)]
        said(waiting, "better", 1, known.id)
        assert order(importing) == ["before", "ours", "better"]


def test_while_another_process_writes_nothing_is_imported(home: Path, tmp_path: Path) -> None:
    written = document(tmp_path / "other", ("theirs", -1))
    document(home, ("ours", 0))
    with open_journal(home, KINDS, busy_seconds=0.05) as journal, closing(connect(journal.path, 0)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusy):
            journal.take_in(received(written))
        other.execute("ROLLBACK")
        assert order(journal) == ["ours"]


def test_what_another_process_records_while_the_person_reads_the_preview_is_kept(
    home: Path, tmp_path: Path
) -> None:
    written = received(document(tmp_path / "other", ("theirs", 5)))
    document(home, ("ours", 0))
    with open_journal(home, KINDS) as journal, open_journal(home, KINDS) as other:
        journal.compare(written)
        said(other, "meanwhile", 3)
        journal.take_in(written)
        assert order(other) == ["ours", "meanwhile", "theirs"]


# Breakdowns


def test_an_import_killed_at_any_piece_of_work_leaves_the_old_record_or_the_new_one(
    home: Path, tmp_path: Path
) -> None:
    old = document(home, *((f"ours {number}", number * 2) for number in range(6)))
    with open_journal(tmp_path / "other", KINDS, create=True) as journal:
        journal.take_in(received(old))
        for number in range(4):
            said(journal, f"theirs {number}", number * 2 + 1)
        (home / "document.json").write_text(text_of(journal), encoding="ascii")
    ground = tmp_path / "ground"
    ground.mkdir()
    pieces, exit_code = run_child("die_everywhere", home, "import_document", ground)[0].split()
    assert (int(pieces) > 25, exit_code) == (True, "0")
    seen = set()
    for killed in ground.iterdir():
        with open_journal(killed, KINDS) as journal:
            seen.add(text_of(journal))
        schema = run_sql(
            killed / "record.sqlite3", "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"
        )
        assert schema == [(2,)]
        assert run_sql(killed / "record.sqlite3", "PRAGMA integrity_check") == [("ok",)]
    assert len(seen) == 2
    assert old in seen


@pytest.mark.parametrize("share", [0, 0.5, 1, 1.5, 2])
def test_a_full_disk_leaves_the_record_as_it_was(share: float, home: Path, tmp_path: Path) -> None:
    old = document(home, *((f"ours {number}" * 50, number * 2) for number in range(40)))
    written = document(tmp_path / "other", *((f"theirs {n}" * 200, n * 2 + 1) for n in range(40)))
    (home / "document.json").write_text(written, encoding="ascii")
    size = (home / "record.sqlite3").stat().st_size
    said_at_the_end = run_child("import_where_no_file_may_grow", home, int(size * share))
    with open_journal(home, KINDS) as journal:
        assert said_at_the_end == ["RecordFull 2"]
        assert text_of(journal) == old


def test_a_document_that_changes_between_the_looks_is_not_imported(home: Path, tmp_path: Path) -> None:
    one, other = document(tmp_path / "a", ("one", 0)), document(tmp_path / "b", ("other", 0))
    old = document(home, ("ours", 0))
    for second in (other, one + " ", one[: len(one) // 2], "", "[]"):
        turns = iter([one, second])
        found = receive(lambda turns=turns: io.BytesIO(next(turns).encode()), with_void(KINDS))
        with open_journal(home, KINDS) as journal:
            with pytest.raises(DocumentChanged):
                journal.take_in(found)
            assert text_of(journal) == old


def test_a_damaged_entry_of_our_own_stops_the_import(home: Path) -> None:
    written = document(home, ("ours", 0))
    run_sql(
        home / "record.sqlite3",
        "DROP TRIGGER entry_is_never_changed",
        """UPDATE entry SET body = '{"text":1e999}'""",
    )
    with open_journal(home, KINDS) as journal, pytest.raises(RecordDamaged) as caught:
        journal.take_in(received(written))
    assert "1e999" not in str(caught.value)


# What cannot be read


def changed(home: Path, change: Callable[[dict[str, Any]], object]) -> str:
    plain = json.loads(document(home, ("one", 0), (SECRET, 1)))
    change(plain)
    return json.dumps(plain, indent=1)


def first(**fields: Any) -> Callable[[dict[str, Any]], object]:
    return lambda plain: plain["entries"][0].update(fields)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (first(id="A" * 32), "entry 1 (line 7): its id is not 32 hexadecimal digits"),
        (first(id=7), "id is no text"),
        (first(kind=""), "kind has no length from 1 to 64"),
        (first(zone="x" * 101), "zone has no length from 1 to 100"),
        (first(content_digest=""), "content_digest has no length"),
        (first(zone="\ud800"), "zone holds what nobody can read"),
        (first(content_digest="\x1b[2J"), "content_digest holds what nobody can read"),
        (first(at="2026-03-02T07:30:00Z"), "at is no instant such as"),
        (first(recorded_at="2026-03-02 07:30:00.000000Z"), "recorded_at is no instant"),
        (first(day_on="20260302"), "day_on is no date"),
        (first(day_on="2026-02-30"), "day_on is no date"),
        (first(supersedes="f" * 32), "what it supersedes does not stand before it"),
        (first(kind="void", body={"why": "x"}), "it voids nothing"),
        (first(body={"text": 7}), "its body does not fit its kind"),
        (first(body={"text": "x", "more": 1}), "perhaps a newer backcoach wrote it"),
        (first(more=1), "an entry has id, kind,"),
        (
            lambda plain: plain["entries"].append(plain["entries"][0]),
            "its id stands there already",
        ),
        (lambda plain: plain["entries"].insert(0, None), "entry 1 (line 7): an entry has"),
        (lambda plain: plain.update(more=1), "names beside"),
        (lambda plain: plain.update(version="1"), "version is missing"),
        (lambda plain: plain.update(schema=0), "schema is below 1"),
        (lambda plain: plain.update(settings={"a": 1}), "a setting is no text"),
        (lambda plain: plain.update(settings={"a": "\ud800"}), "a setting is no text"),
        (lambda plain: plain.update(settings={"\ud800": "a"}), "a setting is no text"),
        (lambda plain: plain.update(settings=[]), "settings is missing"),
        (lambda plain: plain.update(entries={}), "entries is missing"),
        (lambda plain: plain.pop("schema"), "schema is missing"),
        (lambda plain: plain.update(format="other"), '"format": "backcoach-record"'),
    ],
)
def test_every_fault_is_named_with_its_place_and_nothing_of_what_stands_there(
    change: Callable[[dict[str, Any]], object], words: str, home: Path
) -> None:
    with pytest.raises(DocumentFaulty) as caught:
        received(changed(home, change))
    told = "\n".join(caught.value.faults)
    assert words in told
    assert SECRET not in told + str(caught.value)


def test_all_faults_are_told_at_once(home: Path) -> None:
    def spoil(plain: dict[str, Any]) -> None:
        plain["entries"][0]["zone"] = ""
        plain["entries"][1]["body"] = []
        plain["settings"] = None

    with pytest.raises(DocumentFaulty) as caught:
        received(changed(home, spoil))
    assert len(caught.value.faults) == 3


def test_a_correction_must_be_of_the_same_kind(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        one = note(journal, "x")
        journal.append([draft(CheckIn(1))], NOW)
        plain = json.loads(text_of(journal))
    plain["entries"][1]["supersedes"] = one
    with pytest.raises(DocumentFaulty) as caught:
        received(json.dumps(plain))
    assert "an entry of another kind" in caught.value.faults[0]


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.999])
def test_a_document_that_breaks_off_is_refused(cut: float, home: Path) -> None:
    written = document(home, *((f"note {number}", number) for number in range(9)))
    with pytest.raises(DocumentFaulty):
        received(written[: int(len(written) * cut)])


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe", b"{}", b"[]", b"null", b'{"format":', b"\x00" * 9, b"SQLite format 3\x00"]
)
def test_what_is_no_such_document_is_refused(text: bytes) -> None:
    with pytest.raises(DocumentFaulty):
        received(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 900), st.integers(0, 40))
def test_whatever_is_done_to_a_document_it_is_read_or_refused_and_never_a_crash(
    piece: bytes, place: int, length: int
) -> None:
    raw = SAMPLE[:place] + piece + SAMPLE[place + length :]
    try:
        found = received(raw)
    except (DocumentFaulty, DocumentTooNew):
        return
    assert len(found.marks) == len(list(found.lines()))


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.update(version=2, entries="new"),
        lambda plain: plain.update(schema=99),
        first(kind="kind_of_tomorrow"),
    ],
)
def test_what_a_newer_version_wrote_is_refused_as_such(
    change: Callable[[dict[str, Any]], object], home: Path
) -> None:
    with pytest.raises(DocumentTooNew) as caught:
        received(changed(home, change))
    assert caught.value.exit_code == 5
    assert "tomorrow" not in str(caught.value)


def test_the_head_may_stand_after_the_entries(home: Path) -> None:
    plain = json.loads(document(home, ("one", 0)))
    assert len(received(json.dumps(dict(reversed(plain.items())))).marks) == 1


def test_an_older_instant_than_any_clock_tells_is_a_fault_and_no_crash(home: Path) -> None:
    with pytest.raises(DocumentFaulty):
        received(changed(home, first(at="0000-03-02T07:30:00.000000Z")))


def _sample() -> bytes:
    with TemporaryDirectory() as folder:
        return document(Path(folder), ("one", 0), ("two", 1)).encode()


SAMPLE = _sample()
