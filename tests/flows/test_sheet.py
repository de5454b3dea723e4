"""The person's own sheet for bad days: nothing of it is lost, and the last word on each field counts."""

from __future__ import annotations

import pytest

from backcoach.coach.activity_record import SHEET_CHARACTERS, FlareDeclared, SheetFilled
from backcoach.flows.errors import BadInput
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.sheet import fill, fill_all, is_filled, is_offered, sheet_lines, sheet_of
from tests.flows.people import NO_MEDICINE, Person


def text_of(person: Person, name: str) -> str:
    return next(one.text for one in sheet_of(person.desk) if one.field.id == name)


def test_an_empty_sheet_has_every_field_of_the_handbook_and_no_lines(person: Person) -> None:
    fields = sheet_of(person.desk)
    assert [one.field for one in fields] == list(person.desk.book.flare_sheet.fields)
    assert {one.text for one in fields} == {""}
    assert "doing too much" in next(one.offers for one in fields if one.field.id == "flare_cause")
    assert (is_filled(person.desk), sheet_lines(person.desk)) == (False, ())


def test_a_field_keeps_its_lines_and_what_a_terminal_would_obey_and_the_last_word_counts(
    person: Person,
) -> None:
    fill(person.desk, "flare_keep", "  short walks\nthe bus \x1b[2J\n ")
    fill(person.desk, " Tell ", "my boss")
    person.waits(days=1)
    fill(person.desk, "tell", "my sister")
    assert text_of(person, "flare_keep") == "short walks\nthe bus \x1b[2J"
    assert sheet_lines(person.desk) == (
        "What I keep doing: short walks",
        "  the bus \x1b[2J",
        "Whom I tell: my sister",
    )
    assert len(person.desk.journal.entries(SheetFilled)) == 3


def test_the_last_word_is_the_one_written_last_also_where_the_clock_went_back(person: Person) -> None:
    fill(person.desk, "tell", "my boss")
    person.waits(hours=-5)
    fill(person.desk, "tell", "my sister")
    assert text_of(person, "flare_tell") == "my sister"


def test_no_text_empties_a_field_and_the_same_text_is_not_written_twice(person: Person) -> None:
    fill(person.desk, "drop", "the gym")
    fill(person.desk, "drop", "the gym ")
    assert len(person.desk.journal.entries(SheetFilled)) == 1
    fill(person.desk, "drop", "  ")
    assert not is_filled(person.desk)
    assert [one.filled_on for one in sheet_of(person.desk)] == [None] * len(sheet_of(person.desk))
    assert len(person.desk.journal.entries(SheetFilled)) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([("keep", "walks"), ("moon", "x")], "no such field"),
        ([("keep", "walks"), ("drop", "x" * (SHEET_CHARACTERS + 1))], "too long"),
        ([("keep", "walks"), ("drop", "\udcff")], "cannot be kept"),
        ([("keep", "walks"), ("flare_keep", "runs")], "given twice"),
    ],
)
def test_with_one_fault_nothing_is_kept(changes: list[tuple[str, str]], words: str, person: Person) -> None:
    with pytest.raises(BadInput, match=words):
        fill_all(person.desk, changes)
    assert not is_filled(person.desk)


def test_a_field_takes_ten_thousand_characters_and_not_one_more(person: Person) -> None:
    fill(person.desk, "signs", "x" * SHEET_CHARACTERS)
    assert len(text_of(person, "flare_signs")) == SHEET_CHARACTERS
    with pytest.raises(ValueError, match="at most"):
        SheetFilled("flare_signs", "x" * (SHEET_CHARACTERS + 1))


def test_it_is_offered_on_the_first_day_of_a_later_week_while_it_is_empty_and_no_flare_up_runs(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)
    assert not is_offered(person.desk)
    for _ in range(7):
        person.logs(walk=10, pain=3)
        person.waits(days=1)
    person.reviews()
    issue_due_weeks(person.desk)
    assert is_offered(person.desk)
    person.waits(days=1)
    assert not is_offered(person.desk)
    person.waits(days=-1)
    person.desk.keep(FlareDeclared())
    assert not is_offered(person.desk)


def test_a_filled_sheet_is_not_offered(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for _ in range(7):
        person.logs(walk=10, pain=3)
        person.waits(days=1)
    person.reviews()
    issue_due_weeks(person.desk)
    fill(person.desk, "keep", "walks")
    assert not is_offered(person.desk)
