"""Past days of another program: read strictly, kept beside the person's own, and never decided on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.days import DAY_START
from backcoach.coach.record import CheckIn
from backcoach.flows.days import day_records
from backcoach.flows.diary import Diary, keep_diary, read_diary, read_map
from backcoach.flows.diary_cells import Dates, read_amount, read_day, read_score
from backcoach.flows.diary_file import read_table
from backcoach.flows.errors import BadInput
from backcoach.flows.plan import plan_view
from backcoach.flows.progress import progress_view
from backcoach.flows.status import status
from tests.flows.people import MONDAY, NO_MEDICINE, Person

MAP = "date=Datum,pain=Score,walk=Minutes,steps=Steps,note=Note"
UNTOLD = "my own words"


def diary(person: Person, text: str, columns: str = MAP, dates: Dates = Dates.ISO) -> Diary:
    return read_diary(person.desk, read_table(text.encode(), read_map((columns,))), dates)


def imports(person: Person, text: str, columns: str = MAP) -> Diary:
    found = diary(person, text, columns)
    keep_diary(person.desk, found)
    return found


def kept(person: Person) -> list[tuple[date, CheckIn]]:
    return [(one.day_on, one.body) for one in person.desk.journal.entries(CheckIn)]


def test_each_line_is_a_check_in_of_its_day_marked_as_imported(person: Person) -> None:
    imports(
        person,
        'Datum;Score;Minutes;Steps;Note;Other\r\n2.3.2026;4,5;20;8000;"two\nlines";x\r\n2026-03-03;;;;;\r\n',
    )
    ((day, body),) = kept(person)
    assert day == date(2026, 3, 2)
    assert (body.pain, body.steps, body.note) == (4.5, 8000, "two\nlines")
    assert [(one.item, one.amount) for one in body.done or ()] == [("walk", 20)]
    assert (body.is_recalled, body.is_imported) == (True, True)


def test_days_with_a_check_in_are_left_as_they_are_and_a_second_time_changes_nothing(person: Person) -> None:
    text = "Datum,Score\n2026-11-20,4\n2026-11-21,5\n"
    columns = "date=Datum,pain=Score"
    person.desk.keep(CheckIn(pain=1), day_on=date(2026, 11, 20))
    assert imports(person, text, columns).known == 1
    assert {day.day: body.pain for day, body in kept(person)} == {20: 1, 21: 5}
    again = imports(person, text, columns)
    assert (again.days, again.known) == ((), 2)
    assert len(kept(person)) == 2


def test_several_lines_of_one_day_are_several_check_ins_and_the_same_twice_is_a_fault(person: Person) -> None:
    found = diary(person, "Datum,Score\n2026-11-20,4\n2026-11-20,6\n2026-11-20,4\n", "date=Datum,pain=Score")
    assert [body.pain for _, body in found.days] == [4, 6]
    assert found.faults == ("line 4: it says the same as line 2",)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{UNTOLD},4,,,", "its date is none such as 2026-03-02"),
        ("2026-11-24,4,,,", "that day is still to come"),
        ("2026-02-30,4,,,", "its date does not exist"),
        ("03/04/2026,4,,,", "say so: --dates dmy or --dates mdy"),
        (f"2026-11-20 {UNTOLD},4,,,", "its date is none"),
        (f"2026-11-20,{UNTOLD},,,", "pain is no number"),
        ("2026-11-20,11,,,", "pain is a number from 0 to 10, whole or .5"),
        ("2026-11-20,4.25,,,", "pain is a number from 0 to 10, whole or .5"),
        ("2026-11-20,-1,,,", "pain is no number"),
        ("2026-11-20,nan,,,", "pain is no number"),
        ("2026-11-20,,1441,,", "walking minutes are at most 1440"),
        ("2026-11-20,,12.5,,", "walking minutes are a whole number"),
        ("2026-11-20,,,999999,", "steps are a whole number from 0 to 200000"),
        (f"2026-11-20,,,,{'x' * 10_001}", "its note is longer than 10000 characters"),
        ("2026-11-20,4", "another number of cells"),
        ("2026-11-20,4,,,,", "another number of cells"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_by_its_number_and_nothing_of_it_is_told(
    line: str, words: str, person: Person
) -> None:
    found = diary(person, f'Datum,Score,Minutes,Steps,Note\n2026-11-19,1,,,"a\nb"\n{line}\n2026-11-18,2,,,\n')
    (fault,) = found.faults
    assert fault.startswith("line 4: ")
    assert words in fault
    assert UNTOLD not in fault
    assert len(found.days) == 2


@pytest.mark.parametrize(
    ("text", "dates", "day"),
    [
        ("2026-03-04", Dates.ISO, date(2026, 3, 4)),
        (" 4.3.2026 ", Dates.MONTH_FIRST, date(2026, 3, 4)),
        ("04. 03. 2026", Dates.ISO, date(2026, 3, 4)),
        ("03/04/2026", Dates.MONTH_FIRST, date(2026, 3, 4)),
        ("03/04/2026", Dates.DAY_FIRST, date(2026, 4, 3)),
        ("2026-03-04T08:30:00.123+01:00", Dates.ISO, date(2026, 3, 4)),
        ("4.3.2026 03:59", Dates.ISO, date(2026, 3, 3)),
        ("2026-03-04 04:00:00Z", Dates.ISO, date(2026, 3, 4)),
    ],
)
def test_a_date_is_read_as_it_is_written_and_never_guessed(text: str, dates: Dates, day: date) -> None:
    assert read_day(text, dates, DAY_START) == day


MARK = "\u2042"
"""What is in no sentence of the program."""


@given(st.text(max_size=30), st.sampled_from(Dates))
def test_whatever_stands_in_a_cell_it_is_read_or_refused_without_being_repeated(
    text: str, dates: Dates
) -> None:
    readers: tuple[Callable[[str], object], ...] = (
        lambda cell: read_day(cell, dates, DAY_START),
        lambda cell: read_score(cell, "pain"),
        lambda cell: read_amount(cell, "steps"),
    )
    for read in readers:
        told_by(partial(read, text))
        assert MARK not in told_by(partial(read, f"{text}{MARK}"))


def told_by(read: Callable[[], object]) -> str:
    """What a reader says of a cell that it refuses; nothing where it reads it."""
    try:
        read()
    except ValueError as fault:
        return str(fault)
    return ""


@pytest.mark.parametrize(
    "columns",
    [
        "",
        "date=Datum",
        "pain=Score",
        "date=Datum,moon=Score",
        "date=Datum,pain=",
        "date=A,pain=B,pain=C",
        "date,pain=B",
        "date=A,worst=B,pain_worst=C",
    ],
)
def test_a_map_that_does_not_say_what_is_what_is_refused(columns: str) -> None:
    with pytest.raises(BadInput):
        read_map((columns,))


@pytest.mark.parametrize(
    "raw",
    [b"", b"Datum\n2026-11-20\n", b"Datum,Score,Score\n", b"\xff\xfeD\x00", b'Datum,Score\n2026-11-20,"open'],
)
def test_a_file_without_these_columns_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        read_table(raw, {"date": "Datum", "pain": "Score"})


def test_imported_days_lift_nothing_set_nothing_and_answer_nothing(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=2)
    before, standing, week = status(person.desk), person.desk.standing(), plan_view(person.desk)
    days = "\n".join(f"{MONDAY + timedelta(days=back)},0,120" for back in range(-40, 3))
    found = imports(person, f"Datum,Score,Minutes\n{days}\n", "date=Datum,pain=Score,walk=Minutes")
    assert len(found.days) == 43
    assert status(person.desk) == before
    assert person.desk.standing() == standing
    assert plan_view(person.desk) == week
    person.waits(days=6)
    assert not person.desk.standing().is_plan_allowed
    assert person.desk.standing().is_stale


def test_no_decision_sees_an_imported_day_and_progress_shows_it(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=4)
    person.logs(pain=7)
    text = "".join(f"{MONDAY + timedelta(days=n)},{n}\n" for n in range(5))
    imports(person, f"Datum,Score\n{text}", "date=Datum,pain=Score")
    today = person.desk.moment.today
    assert [one.day_on for one in day_records(person.desk)] == [today]
    shown = {one.day_on: one.pain_average for one in progress_view(person.desk).days}
    assert shown == {MONDAY: 0, **{MONDAY + timedelta(days=n): n for n in (1, 2, 3)}, today: 7}


def test_what_is_told_here_later_takes_the_place_of_what_was_imported(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    imports(person, f"Datum,Score\n{MONDAY},2\n", "date=Datum,pain=Score")
    assert [one.pain_average for one in progress_view(person.desk).days] == [2]
    person.logs(pain=6)
    assert [one.pain_average for one in progress_view(person.desk).days] == [6]
