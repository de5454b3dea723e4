"""The record as a document: every entry as it stands; neither is it held in memory nor others kept out."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from backcoach.journal.codec import Draft
from backcoach.journal.document import document_parts
from backcoach.journal.faults import RecordDamaged, RecordRewoven
from backcoach.journal.journal import Journal
from backcoach.journal.migrations import STEPS
from backcoach.journal.opening import open_journal
from backcoach.journal.whole import PAGE
from tests.journal.journal_kinds import KINDS, NOW, CheckIn, Note, draft, make_record, note, run_sql, void


def text_of(journal: Journal) -> str:
    return "".join(document_parts(journal.whole(), journal.path))


def test_everything_ever_recorded_is_in_it_with_all_that_is_known_of_each_entry(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        first = note(journal, "first")
        second = note(journal, "second", supersedes=first)
        gone = note(journal, "gone", minutes=3)
        back = void(journal, gone)
        journal.append([Draft(CheckIn(4.5), NOW, "UTC", NOW.date(), content_digest="d1")], NOW)
        journal.set_setting("b", "2")
        journal.set_setting("a", "\u202e")
        plain = json.loads(text_of(journal))
    assert (plain["format"], plain["version"], plain["schema"]) == ("backcoach-record", 1, len(STEPS))
    assert list(plain["settings"].items()) == [("a", "\u202e"), ("b", "2")]
    entries = plain["entries"]
    assert [one["id"] for one in entries][:4] == [first, second, gone, back]
    assert [one["kind"] for one in entries] == ["note", "note", "note", "void", "check_in"]
    assert [one["supersedes"] for one in entries] == [None, first, None, gone, None]
    assert entries[3]["body"] == {"why": "a slip"}
    assert entries[4] == {
        "id": entries[4]["id"],
        "kind": "check_in",
        "at": "2026-03-02T07:30:00.000000Z",
        "zone": "UTC",
        "day_on": "2026-03-02",
        "recorded_at": "2026-03-02T07:30:00.000000Z",
        "supersedes": None,
        "content_digest": "d1",
        "body": {"pain": 4.5},
    }


def test_an_empty_record_is_a_document_too(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        assert json.loads(text_of(journal))["entries"] == []


@pytest.mark.parametrize(
    "text", ["[red]x[/]", "\x1b]52;c;aGk=\x07", "a\r\n\tb\x00", "\ud800\u202e\u2028", "x" * 10_000]
)
def test_any_note_is_one_line_of_ascii_and_reads_back(text: str, home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        note(journal, text)
        written = text_of(journal)
    assert written.isascii()
    assert [line[:7] for line in written.split("\n")] == ['{"forma', '{"id":"', "]}", ""]
    assert not [one for one in written if ord(one) < 32 and one != "\n"]
    assert json.loads(written)["entries"][0]["body"]["text"] == text


def test_a_body_with_lines_of_its_own_still_stands_on_one_line(home: Path) -> None:
    path = make_record(home, "kept")
    run_sql(
        path,
        "INSERT INTO entry (id, kind, at, zone, day_on, recorded_at, body) SELECT"
        " CASE substr(id, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END || substr(id, 2), kind,"
        ' at, zone, day_on, recorded_at, \'{ "text":\n\n "by hand" }\' FROM entry',
    )
    with open_journal(home, KINDS) as journal:
        lines = text_of(journal).splitlines()
    assert len(lines) == 4
    assert lines[2].endswith('"body":{"text":"by hand"}}')


def test_an_entry_of_another_version_or_beyond_reading_is_exported_all_the_same(home: Path) -> None:
    path = make_record(home)
    run_sql(path, insert("new_kind", '{"x":1}'), insert("note", '{"text":7}', "b"))
    with open_journal(home, KINDS) as journal:
        assert [one["body"] for one in json.loads(text_of(journal))["entries"]] == [{"x": 1}, {"text": 7}]


def test_a_number_that_no_document_can_hold_is_damage_and_nothing_of_it_is_told(home: Path) -> None:
    path = make_record(home)
    run_sql(path, insert("note", '{"text":1e999}'))
    with open_journal(home, KINDS) as journal, pytest.raises(RecordDamaged) as caught:
        text_of(journal)
    assert "1e999" not in str(caught.value)


def test_pages_join_without_a_gap_and_others_may_write_meanwhile(home: Path) -> None:
    with (
        open_journal(home, KINDS, create=True) as journal,
        open_journal(home, KINDS, busy_seconds=0) as other,
    ):
        journal.append([draft(Note(str(number))) for number in range(PAGE * 2 + 1)], NOW)
        lines = journal.whole().lines
        seen = [json.loads(next(lines).body)["text"]]
        note(other, "meanwhile")
        seen += [json.loads(line.body)["text"] for line in lines]
    assert seen == [str(number) for number in range(PAGE * 2 + 1)]


def test_a_record_that_is_woven_anew_while_it_is_read_is_noticed(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        journal.append([draft(Note(str(number))) for number in range(PAGE + 1)], NOW)
        lines = journal.whole().lines
        next(lines)
        run_sql(journal.path, "DROP TRIGGER entry_is_never_changed", "UPDATE entry SET seq = seq + 1000")
        with pytest.raises(RecordRewoven) as caught:
            list(lines)
    assert caught.value.exit_code == 6


def test_each_tells_the_same_as_entries_and_keeps_nothing(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        ids = [note(journal, str(number), minutes=-number) for number in range(PAGE + 3)]
        void(journal, ids[5])
        note(journal, "better", supersedes=ids[7])
        assert tuple(journal.each(Note)) == journal.entries(Note)


def test_a_long_record_is_not_held_in_memory(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        for _ in range(10):
            journal.append([draft(Note("x" * 2000)) for _ in range(PAGE)], NOW)
    with open_journal(home, KINDS) as journal:
        tracemalloc.start()
        written = sum(len(part) for part in document_parts(journal.whole(), journal.path))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert written > 10_000_000
    assert most < written / 2


def insert(kind: str, body: str, first: str = "a") -> str:
    """The statement that puts an entry into the file behind the program's back."""
    return (
        "INSERT INTO entry (id, kind, at, zone, day_on, recorded_at, body) VALUES "  # noqa: S608 - a test's own
        f"('{first * 32}', '{kind}', '2026-03-02T07:30:00.000000Z', 'UTC', '2026-03-02',"
        f" '2026-03-02T07:30:00.000000Z', '{body}')"
    )
