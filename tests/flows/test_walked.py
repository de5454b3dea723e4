"""Steps and walking minutes from a phone or a watch: read for certain or not at all, and nothing made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backcoach.coach.done import DoneAmount, Session
from backcoach.coach.record import CheckIn
from backcoach.flows.correcting import undo
from backcoach.flows.days import day_records
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.plan import plan_view
from backcoach.flows.walked import MOST_FAULTS, Aside, Walked, keep_walked, read_walked
from tests.flows.people import NO_MEDICINE, Person

UNTOLD = "words of my own"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


@pytest.fixture
def begun(person: Person) -> Person:
    """Somebody with a plan since Monday the 23rd; now it is Thursday."""
    person.starts(**NO_MEDICINE)
    person.waits(days=3)
    return person


def read(person: Person, table: Path, text: str | bytes) -> Walked:
    table.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_walked(person.desk, table)


def amounts(found: Walked) -> list[tuple[int, int | None, int | None]]:
    return [(one.day.day, one.walk_minutes, one.steps) for one in found.days]


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        ("date,walk_minutes", "2026-11-24,25", (25, None)),
        ("date,steps", "2026-11-24,8412", (None, 8412)),
        ("\ufeffDay;Walking minutes;TotalSteps", "24.11.2026;25,9;8412.0", (25, 8412)),
        ("Date\tStep count\tWalking duration (ms)", "2026-11-24\t8412\t1559999", (25, 8412)),
        ("Date,Steps,Minutes walked", '2026-11-24 00:00:00,"8,412",25', (25, 8412)),
        ("ActivityDate,Steps (count),Walking time (s)", "2026-11-24T00:00:00Z,8412,1500.5", (25, 8412)),
        ("date,Active minutes,steps", "2026-11-24,25,900", (None, 900)),
        ("date,Active minutes,walk", "2026-11-24,90,25", (25, None)),
    ],
)
def test_common_heads_units_and_forms_are_known(
    begun: Person, table: Path, head: str, line: str, expected: tuple[int | None, int | None]
) -> None:
    found = read(begun, table, f"{head}\r\n{line}\r\n")
    assert (amounts(found), found.faults) == ([(24, *expected)], ())


@pytest.mark.parametrize(
    "head",
    ["date,walking (km)", "date,walking duration", "date,pain", "steps,walk", "", "date,steps,total steps"],
)
def test_a_table_that_is_not_known_for_certain_is_refused(begun: Person, table: Path, head: str) -> None:
    with pytest.raises(BadInput):
        read(begun, table, f"{head}\n2026-11-24,25,3\n")


@pytest.mark.parametrize(
    "line",
    [
        f"2026-11-24,{UNTOLD},1",
        "2026-11-24,=1+1,1",
        "2026-11-24,-5,1",
        "2026-11-24,1441,1",
        "2026-11-24,1e3,1",
        '2026-11-24,"1,234",1',
        "2026-11-24,1,200001",
        "2026-11-24,1,1.5",
        "2026-11-24,1,\x00",
        "2026-11-24,1,\u0661\u0662",
        "11/24/2026,1,1",
        "2026-02-30,1,1",
        f"{UNTOLD},1,1",
        "2026-11-24,1",
    ],
)
def test_what_cannot_be_read_for_certain_is_left_out_by_its_number_without_its_words(
    begun: Person, table: Path, line: str
) -> None:
    found = read(begun, table, f"date,walk,steps\n\n{line}\n2026-11-25,20,3000\n")
    assert amounts(found) == [(25, 20, 3000)]
    (fault,) = found.faults
    assert fault.startswith("line 3: ")
    assert UNTOLD not in fault


@pytest.mark.parametrize(
    "raw",
    [
        b"date,steps\n2026-11-24,5\n2026-11-25,\xff\n",
        "date,steps\n2026-11-24,5\n".encode("utf-16"),
        b'date,steps\n2026-11-24,5\n2026-11-25,"5\n',
        b"date,steps," + b"x" * 200_000,
        b"date,steps\n2026-11-24," + b"5" * 200_000,
        b"\x00" * 4000,
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(begun: Person, table: Path, raw: bytes) -> None:
    with pytest.raises(BadInput):
        read(begun, table, raw)


def test_a_device_without_an_end_is_refused(begun: Person) -> None:
    with pytest.raises(BadInput, match="line too long"):
        read_walked(begun.desk, Path("/dev/zero"))


def test_days_that_cannot_be_are_left_out_and_counted_by_their_reason(begun: Person, table: Path) -> None:
    begun.desk.keep(CheckIn(done=(DoneAmount("walk", 5),)), day_on=date(2026, 11, 24))
    begun.desk.keep(Session("walk", 5), day_on=date(2026, 11, 25))
    lines = ["2026-11-27", "2020-01-01", "2026-11-24", "2026-11-25", "2026-11-22", "2026-11-22"]
    text = "".join(f"{day},9\n" for day in lines)
    found = read(begun, table, f"date,walk\n{text}2026-11-23,0\n2026-11-26,\n2026-11-21,7\n")
    assert amounts(found) == [(21, 7, None)]
    assert found.left_out == {
        Aside.FUTURE: 1,
        Aside.BEFORE: 1,
        Aside.KNOWN: 2,
        Aside.TWICE: 1,
        Aside.EMPTY: 2,
    }


def test_walking_counts_as_done_where_the_day_was_told_of_and_nowhere_else(
    begun: Person, table: Path
) -> None:
    told = date(2026, 11, 24)
    begun.desk.keep(CheckIn(pain=4), day_on=told)
    before = day_records(begun.desk)
    keep_walked(begun.desk, read(begun, table, "date,walk,steps\n2026-11-24,25,9000\n2026-11-25,30,1\n"))
    days = {one.day_on: one for one in day_records(begun.desk)}
    assert [*days] == [one.day_on for one in before], "no check-in is made up"
    assert (days[told].done, days[told].pain_average) == ((DoneAmount("walk", 25),), 4)
    shown = {one.day_on: one for one in day_records(begun.desk, with_imported=True)}
    assert shown[date(2026, 11, 25)].done == (DoneAmount("walk", 30),)


def test_a_day_that_was_told_of_later_takes_its_walking_the_next_time_once(
    begun: Person, table: Path
) -> None:
    text = "date,walk\n2026-11-25,30\n"
    keep_walked(begun.desk, read(begun, table, text))
    assert read(begun, table, text).days == ()
    begun.desk.keep(CheckIn(pain=4), day_on=date(2026, 11, 25))
    keep_walked(begun.desk, read(begun, table, text))
    assert read(begun, table, text).days == ()
    assert [one.done for one in day_records(begun.desk)] == [(DoneAmount("walk", 30),)]


def test_it_answers_no_safety_question_and_changes_no_plan(begun: Person, table: Path) -> None:
    stands, plan = begun.desk.standing(), plan_view(begun.desk).week
    keep_walked(begun.desk, read(begun, table, "date,walk\n2026-11-24,600\n2026-11-25,600\n"))
    assert (begun.desk.standing(), plan_view(begun.desk).week) == (stands, plan)


def test_all_of_it_is_undone_together(begun: Person, table: Path) -> None:
    text = "date,walk,steps\n2026-11-24,25,9000\n2026-11-25,30,1\n"
    keep_walked(begun.desk, read(begun, table, text))
    begun.waits(minutes=1)
    found = undo(begun.desk, is_sure=False, is_mistake=False)
    assert len(found.entries) == 2
    assert len(read(begun, table, text).days) == 2


def test_without_a_bout_there_is_nothing_to_enter_it_for(person: Person, table: Path) -> None:
    with pytest.raises(NotStarted):
        read(person, table, "date,walk\n2026-11-24,25\n")


def test_many_faulty_lines_are_counted_and_some_are_named(begun: Person, table: Path) -> None:
    found = read(begun, table, "date,walk\n" + "x,1\n" * 5000)
    assert (found.faulty, len(found.faults)) == (5000, MOST_FAULTS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=',;"\n\t0123456789-/. \x00=dxé', max_size=80))
def test_whatever_stands_below_the_heads_is_read_or_refused(begun: Person, table: Path, text: str) -> None:
    try:
        found = read(begun, table, f"date,walk,steps\n{text}\n")
    except BadInput:
        return
    assert all(one.walk_minutes or one.steps for one in found.days)
