"""What is recorded comes back, in order; corrections and voids hide, and nothing is ever lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backcoach.coach.record import Entry
from backcoach.coach.values import Reason
from backcoach.journal.codec import Draft
from backcoach.journal.faults import EntryRefused, NotCurrent
from backcoach.journal.ids import run_of
from backcoach.journal.journal import Journal, Voided
from backcoach.journal.opening import open_journal
from backcoach.values import Value
from tests.journal.journal_kinds import (
    KINDS,
    NOW,
    CheckIn,
    Dose,
    Mood,
    Note,
    Spell,
    draft,
    make_record,
    note,
    run_sql,
    texts,
    void,
)

SPELL = Spell(
    on=date(2026, 3, 1),
    wake=time(7, 0),
    since_at=datetime(2026, 2, 28, 23, 30, tzinfo=UTC),
    mood=Mood.LOW,
    notes=(Note("a"), Note("")),
    counts={"walk": 3},
    minutes=12.5,
    is_first=False,
    inner=Note("\x1b[2J [/red] \u202e Größe\x00\udc80 😀"),
)


@pytest.fixture
def journal(home: Path) -> Iterator[Journal]:
    with open_journal(home, KINDS, create=True) as journal:
        yield journal


@pytest.mark.parametrize(
    ("body", "kind"),
    [(Note("kept"), Note), (Dose("ibuprofen", 400.0), Dose), (CheckIn(4.0), CheckIn), (SPELL, Spell)],
)
def test_an_entry_of_every_kind_reads_back_as_it_was_recorded(
    journal: Journal, home: Path, body: object, kind: type
) -> None:
    given = Draft(body, NOW, "Pacific/Kiritimati", date(2026, 3, 3), None, "0123456789abcdef")
    (recorded,) = journal.append([given], NOW + timedelta(seconds=1))
    expected = Entry(
        id=recorded.id,
        at=NOW,
        zone="Pacific/Kiritimati",
        day_on=date(2026, 3, 3),
        recorded_at=NOW + timedelta(seconds=1),
        body=body,
        content_digest="0123456789abcdef",
    )
    assert recorded == expected
    with open_journal(home, KINDS) as again:
        assert again.entries(kind) == (expected,)
        assert again.find(recorded.id) == expected


def test_instants_from_any_zone_are_kept_to_the_microsecond_and_come_back_in_utc(journal: Journal) -> None:
    berlin = datetime(2026, 10, 25, 2, 30, 0, 7, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    (entry,) = journal.append([Draft(Note("twice"), berlin, "Europe/Berlin", berlin.date())], NOW)
    assert entry.at == datetime(2026, 10, 25, 1, 30, 0, 7, tzinfo=UTC)
    assert entry.at.tzinfo is UTC


@pytest.mark.parametrize("day_on", [date.min, date(2028, 2, 29), date.max])
def test_any_day_of_the_calendar_is_taken(journal: Journal, day_on: date) -> None:
    journal.append([Draft(Note("a day"), NOW, "UTC", day_on)], NOW)
    assert [entry.day_on for entry in journal.entries(Note)] == [day_on]


def test_ids_are_given_by_the_journal_and_can_be_given_by_a_test(home: Path) -> None:
    ids = iter(["0" * 32, "1" * 32])
    with open_journal(home, KINDS, create=True, make_id=lambda: next(ids)) as journal:
        assert [note(journal, "a"), note(journal, "b")] == ["0" * 32, "1" * 32]


def test_own_ids_are_32_hexadecimal_digits_and_differ(journal: Journal) -> None:
    ids = {note(journal, "same") for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in ids)


def test_entries_come_in_the_order_of_time_and_then_of_recording(journal: Journal) -> None:
    for text, minutes in (("late", 5), ("early", -5), ("b", 0), ("a", 0)):
        note(journal, text, minutes=minutes)
    assert texts(journal) == ["early", "b", "a", "late"]


def test_instants_that_differ_by_a_microsecond_or_by_offset_are_ordered_by_time(journal: Journal) -> None:
    east = datetime(2026, 3, 2, 16, 30, 0, 1, tzinfo=timezone(timedelta(hours=9)))
    journal.append([Draft(Note("second"), east, "Asia/Tokyo", east.date())], NOW)
    journal.append([draft(Note("first"))], NOW)
    assert texts(journal) == ["first", "second"]


def test_entries_can_be_limited_to_days_with_both_ends_included(journal: Journal) -> None:
    for day in range(1, 6):
        journal.append([Draft(Note(str(day)), NOW, "UTC", date(2026, 3, day))], NOW)

    def found(**days: date) -> list[str]:
        return [entry.body.text for entry in journal.entries(Note, **days)]

    assert found(from_on=date(2026, 3, 2), to_on=date(2026, 3, 4)) == ["2", "3", "4"]
    assert found(from_on=date(2026, 3, 4)) == ["4", "5"]
    assert found(to_on=date(2026, 3, 1)) == ["1"]


def test_latest_is_the_one_recorded_last_even_if_it_happened_earlier(journal: Journal) -> None:
    note(journal, "happened later", minutes=60)
    note(journal, "recorded later", minutes=-60)
    latest = journal.latest(Note)
    assert latest is not None
    assert latest.body == Note("recorded later")
    assert journal.latest(Dose) is None


def test_last_recorded_at_is_the_clock_of_the_newest_line(journal: Journal) -> None:
    assert journal.last_recorded_at() is None
    journal.append([draft(Note("a"))], NOW + timedelta(days=400))
    journal.append([draft(Note("b"))], NOW)
    assert journal.last_recorded_at() == NOW


def test_a_correction_takes_the_place_of_what_it_corrects_and_both_stay_in_the_history(
    journal: Journal,
) -> None:
    first = note(journal, "wrong")
    second = note(journal, "right", supersedes=first)
    assert texts(journal) == ["right"]
    found = journal.find(first)
    assert found is not None
    assert found.body == Note("wrong")
    assert [(entry.id, entry.supersedes) for entry in journal.history()] == [(first, None), (second, first)]


def test_a_voided_entry_is_gone_from_view_but_stays_in_the_history_with_its_void(journal: Journal) -> None:
    first = note(journal, "a slip of the finger")
    undoing = void(journal, first)
    assert texts(journal) == []
    assert journal.latest(Note) is None
    assert [entry.id for entry in journal.history()] == [first, undoing]
    assert journal.history()[1].body == Voided("a slip")


def test_to_void_a_correction_brings_back_what_it_corrected(journal: Journal) -> None:
    first = note(journal, "400 mg at eight")
    second = note(journal, "200 mg at eight", supersedes=first)
    void(journal, second)
    assert texts(journal) == ["400 mg at eight"]
    note(journal, "300 mg at eight", supersedes=first)
    assert texts(journal) == ["300 mg at eight"]


def test_what_is_not_current_can_be_neither_corrected_nor_voided(journal: Journal) -> None:
    corrected = note(journal, "old")
    current = note(journal, "new", supersedes=corrected)
    voided = note(journal, "gone")
    undoing = void(journal, voided)
    before = journal.history()
    for stale in (corrected, voided, undoing, "f" * 32):
        with pytest.raises(NotCurrent):
            note(journal, "again", supersedes=stale)
        with pytest.raises(NotCurrent):
            void(journal, stale)
    assert journal.history() == before
    assert [entry.id for entry in journal.entries(Note)] == [current]


def test_one_entry_is_not_corrected_twice_in_one_go(journal: Journal) -> None:
    first = note(journal, "old")
    both = [draft(Note("one"), supersedes=first), draft(Note("other"), supersedes=first)]
    with pytest.raises(NotCurrent):
        journal.append(both, NOW)
    assert texts(journal) == ["old"]


def test_a_correction_is_of_the_kind_it_corrects(journal: Journal) -> None:
    journal.append([draft(Dose("ibuprofen", 400))], NOW)
    (dose,) = journal.entries(Dose)
    with pytest.raises(ValueError, match="note cannot correct dose"):
        note(journal, "never mind", supersedes=dose.id)
    assert journal.entries(Dose) == (dose,)


def test_all_drafts_are_recorded_or_none(journal: Journal) -> None:
    with pytest.raises(EntryRefused):
        journal.append([draft(Note("good")), draft(Dose("ibuprofen", 0))], NOW)
    assert journal.history() == ()
    assert journal.append([], NOW) == ()


@pytest.mark.parametrize("mg", [0, -1, 20_000.5, 1e9])
def test_an_amount_that_no_dose_can_have_is_refused(journal: Journal, mg: float) -> None:
    with pytest.raises(EntryRefused):
        journal.append([draft(Dose("ibuprofen", mg))], NOW)
    assert journal.entries(Dose) == ()


@pytest.mark.parametrize("mg", [0.5, 400, 20_000])
def test_an_amount_that_a_dose_can_have_is_taken(journal: Journal, mg: float) -> None:
    (entry,) = journal.append([draft(Dose("ibuprofen", mg))], NOW)
    assert entry.body.mg == mg


@pytest.mark.parametrize("pain", [-0.5, 10.5, 99])
def test_a_pain_off_the_scale_is_refused(journal: Journal, pain: float) -> None:
    with pytest.raises(EntryRefused):
        journal.append([draft(CheckIn(pain))], NOW)


@pytest.mark.parametrize("pain", [None, 0, 10])
def test_a_pain_on_the_scale_or_left_out_is_taken(journal: Journal, pain: float | None) -> None:
    (entry,) = journal.append([draft(CheckIn(pain))], NOW)
    assert entry.body.pain == pain


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("dose", "{}"),
        ("dose", '{"mg":"400"}'),
        ("dose", '{"mg":true}'),
        ("dose", '{"mg":null}'),
        ("check_in", '{"pain":"4"}'),
        ("check_in", '{"pain":true}'),
        ("note", "not JSON"),
        ("void", '{"why":"of nothing"}'),
        ("", "{}"),
    ],
)
def test_the_file_itself_refuses_bodies_that_cannot_be_right(journal: Journal, kind: str, body: str) -> None:
    with pytest.raises(sqlite3.Error):
        raw_insert(journal, kind=kind, body=body)
    assert journal.history() == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", "short"),
        ("id", "G" * 32),
        ("at", "2026-03-02 07:30:00.000000"),
        ("at", "2026-03-02T07:30:00Z"),
        ("recorded_at", "yesterday"),
        ("day_on", "2026-02-30"),
        ("day_on", "2026-3-2"),
        ("zone", ""),
        ("supersedes", "e" * 32),
    ],
)
def test_the_file_itself_refuses_columns_that_cannot_be_right(
    journal: Journal, column: str, value: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        raw_insert(journal, **{column: value})
    assert journal.history() == ()


def test_the_rows_that_the_refusals_are_measured_against_are_good(journal: Journal) -> None:
    raw_insert(journal)
    assert texts(journal) == ["raw"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET body = '{}'",
        "UPDATE entry SET seq = seq + 1",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        "REPLACE INTO entry SELECT seq + 9, id, kind, at, zone, day_on, at, body, NULL, NULL FROM entry",
    ],
)
def test_an_entry_can_be_neither_changed_nor_deleted_nor_replaced(journal: Journal, statement: str) -> None:
    note(journal, "stays")
    before = journal.history()
    with pytest.raises(sqlite3.IntegrityError, match="an entry is never"):
        journal._connection.execute(statement)
    assert journal.history() == before


def test_other_programs_cannot_change_or_delete_an_entry_either(home: Path) -> None:
    path = make_record(home, "stays")
    for statement in ("UPDATE entry SET zone = 'UTC'", "DELETE FROM entry"):
        with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError):
            other.execute(statement)
    assert run_sql(path, "SELECT count(*) FROM entry") == [(1,)]


def test_commits_are_durable_references_are_checked_and_no_write_ahead_log_is_left(journal: Journal) -> None:
    pragmas = {"synchronous": 3, "foreign_keys": 1, "recursive_triggers": 1, "journal_mode": "delete"}
    found = {name: journal._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas}
    assert found == pragmas


def test_a_setting_is_none_until_set_and_may_be_overwritten(journal: Journal, home: Path) -> None:
    assert journal.get_setting("day_starts") is None
    journal.set_setting("day_starts", "04:00")
    journal.set_setting("region", "de")
    journal.set_setting("day_starts", "05:00")
    with open_journal(home, KINDS) as again:
        assert again.get_setting("day_starts") == "05:00"
        assert again.get_setting("region") == "de"


def test_find_knows_no_unknown_id(journal: Journal) -> None:
    assert journal.find("0" * 32) is None


def test_a_body_of_an_unknown_kind_is_refused(journal: Journal) -> None:
    with pytest.raises(ValueError, match="Reason is not a kind of entry"):
        journal.append([draft(Reason("rule", "why"))], NOW)


def test_a_time_without_a_zone_is_refused(journal: Journal) -> None:
    naive = datetime(2026, 3, 2, 7, 30)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="needs a time zone"):
        journal.append([Draft(Note("a"), naive, "UTC", naive.date())], NOW)
    with pytest.raises(ValueError, match="needs a time zone"):
        journal.append([draft(Note("a"))], naive)


def test_a_body_that_would_not_read_back_is_refused_before_it_is_written(home: Path) -> None:
    class Loose(Value):
        value: int

    with open_journal(home, {"loose": Loose}, create=True) as journal:
        for value in ("secret text", float("nan")):
            with pytest.raises(ValueError, match=r"read back|not JSON compliant"):
                journal.append([draft(Loose(value))], NOW)  # type: ignore[arg-type]
        assert journal.history() == ()


def test_a_record_of_many_entries_is_searched_through_its_indexes(journal: Journal) -> None:
    plans = [
        "SELECT * FROM current_entry WHERE kind = 'note' AND day_on BETWEEN 'a' AND 'b' ORDER BY at, seq",
        "SELECT * FROM current_entry WHERE kind = 'note' ORDER BY seq DESC LIMIT 1",
    ]
    for plan in plans:
        steps = [str(row[3]) for row in journal._connection.execute(f"EXPLAIN QUERY PLAN {plan}")]
        assert not [step for step in steps if step.startswith("SCAN")]


def raw_insert(journal: Journal, **columns: str) -> None:
    """Put a row into the file without asking the journal."""
    row = {
        "id": "a" * 32,
        "kind": "note",
        "at": "2026-03-02T07:30:00.000000Z",
        "zone": "UTC",
        "day_on": "2026-03-02",
        "recorded_at": "2026-03-02T07:30:00.000000Z",
        "body": '{"text":"raw"}',
        **columns,
    }
    names, places = ", ".join(row), ", ".join("?" * len(row))
    journal._connection.execute(f"INSERT INTO entry ({names}) VALUES ({places})", tuple(row.values()))  # noqa: S608


def test_ids_of_one_opening_share_their_last_digits_and_no_others_do(home: Path) -> None:
    runs = []
    for _ in range(2):
        with open_journal(home, KINDS, create=True) as journal:
            runs.append({run_of(note(journal, "a")), run_of(note(journal, "b"))})
    assert [len(run) for run in runs] == [1, 1]
    assert not runs[0] & runs[1]


def test_a_record_is_read_as_if_without_some_entries_and_keeps_what_is_appended_to_it(
    journal: Journal,
) -> None:
    ids = [note(journal, text) for text in ("a", "b", "c")]
    without = journal.as_if_without(ids[1:])

    assert texts(without) == ["a"]
    assert without.latest(Note) == journal.find(ids[0])
    assert journal.as_if_without(ids).latest(Note) is None
    assert texts(without.as_if_without(ids[:1])) == []
    new = note(without, "d", supersedes=ids[1])
    assert texts(without) == ["a", "d"]
    assert texts(journal) == ["a", "c", "d"]
    assert journal.find(new) is not None


def test_what_is_made_of_the_record_is_made_again_after_a_write(home: Path) -> None:
    made: list[int] = []

    def count(journal: Journal) -> int:
        made.append(len(journal.entries(Note)))
        return made[-1]

    with open_journal(home, KINDS, create=True) as journal, open_journal(home, KINDS) as other:
        assert [journal.remembered("notes", lambda: count(journal)) for _ in range(2)] == [0, 0]
        note(journal, "mine")
        assert journal.remembered("notes", lambda: count(journal)) == 1
        note(other, "of another process")
        assert journal.remembered("notes", lambda: count(journal)) == 2
        assert journal.remembered("others", lambda: count(journal)) == 2
    assert made == [0, 1, 2, 2]
