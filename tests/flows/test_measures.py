"""The measures in the record: what is due, what is kept, and how it is shown."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from rich.console import Console, Group

from backcoach.coach.measures import Measured
from backcoach.coach.progress import PainChange
from backcoach.coach.work_record import Went, WorkDone
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.measures import (
    MeasureShown,
    first_measures,
    keep_measured,
    measures_due,
    measures_shown,
    read_said,
    week_due,
)
from backcoach.flows.progress import progress_view
from backcoach.terminal.screens.measures import shown_lines
from tests.flows.people import MORNING, NO_MEDICINE, Person, real_book

BOOK = real_book()


@pytest.fixture
def begun(person: Person) -> Person:
    """Somebody who began today, and told the three numbers."""
    person.starts(**NO_MEDICINE)
    says(person, peg="7,6,8")
    return person


def says(person: Person, **told: str) -> None:
    keep_measured(person.desk, read_said(tuple(told.items()), BOOK))


def on_day(person: Person, day: int, **fields: Any) -> None:
    person.is_at(MORNING + timedelta(days=day))
    person.logs(**fields)
    issue_due_weeks(person.desk)


def due(person: Person) -> list[str]:
    return [one.id for one in measures_due(person.desk)]


def shown(person: Person) -> dict[tuple[str, bool], MeasureShown]:
    found = progress_view(person.desk).measures
    return {(one.measure.id, one.is_recalled): one for one in found}


def text_of(person: Person) -> str:
    console = Console(width=100, file=StringIO())
    console.print(Group(*shown_lines(progress_view(person.desk).measures, BOOK)))
    assert isinstance(console.file, StringIO)
    return " ".join(console.file.getvalue().split())


def test_without_a_plan_nothing_is_due_and_nothing_is_kept(person: Person) -> None:
    assert due(person) == []
    assert measures_shown(person.desk, ()) == ()
    with pytest.raises(NotStarted):
        says(person, peg="7,6,8")
    assert person.desk.journal.entries(Measured) == ()
    assert [one.id for one in first_measures(BOOK)] == ["peg"]


def test_the_three_numbers_are_due_at_the_start_and_after_two_weeks(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert week_due(person.desk) == {"peg"}
    says(person, peg="7 6 8")
    assert week_due(person.desk) == frozenset()
    person.waits(days=13)
    assert week_due(person.desk) == frozenset()
    person.waits(days=1)
    assert week_due(person.desk) == {"peg"}


def test_what_is_passed_over_is_not_asked_again_before_its_next_week(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    says(person, peg="- - -")
    assert "peg" not in due(person)
    assert shown(person) == {}


def test_only_what_the_week_did_not_tell_is_asked(begun: Person) -> None:
    for day in range(7):
        on_day(begun, day, pain=5, **({"sleep": 4} if day == 2 else {}))
    begun.waits(days=1)
    assert due(begun) == ["distress", "work_hours"]
    begun.desk.keep(WorkDone(8, Went.FINE))
    assert due(begun) == ["distress"]


def test_one_day_without_a_score_and_the_pain_of_the_week_is_asked(begun: Person) -> None:
    for day in (0, 1, 2, 3, 4, 6):
        on_day(begun, day, pain=5, sleep=4, distress=3)
    begun.waits(days=1)
    assert due(begun) == ["pain_recalled", "work_hours"]


def test_whoever_has_no_work_is_not_asked_for_hours(person: Person) -> None:
    person.starts(**NO_MEDICINE, work="none")
    assert due(person) == ["peg", "sleep", "distress"]


def test_measures_of_an_earlier_bout_are_left_out(begun: Person) -> None:
    begun.is_at(MORNING + timedelta(days=20))
    begun.starts(**NO_MEDICINE)
    assert "peg" in due(begun)
    assert shown(begun) == {}


def test_a_change_is_shown_with_its_dates_and_what_it_means(begun: Person) -> None:
    begun.waits(days=14)
    says(begun, peg="4,3,5")
    peg = shown(begun)["peg", True]
    assert [one.score for one in peg.points] == [7, 4]
    assert peg.change is not None
    assert (peg.change.points, peg.change.words) == (-3, PainChange.LIKELY_BETTER)
    text = text_of(begun)
    assert "of 10: 7 on Mon 23 Nov, then 4 on Mon 7 Dec. 3 less, likely better" in text
    assert "chance alone may do 1.2" in text


def test_the_first_of_the_three_numbers_is_the_pain_of_the_week_and_never_a_day(begun: Person) -> None:
    begun.waits(days=7)
    says(begun, pain_recalled="6.5")
    recalled = shown(begun)["pain_recalled", True]
    assert [one.score for one in recalled.points] == [7, 6.5]
    view = progress_view(begun.desk)
    assert view.days == ()
    assert {week.pain_n for week in view.weeks} == {0}
    assert "fills no gap" in text_of(begun)


def test_with_a_number_missing_there_is_no_score_and_that_is_said(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    says(person, peg="-,6,8")
    peg = shown(person)["peg", True]
    assert (peg.points[0].score, peg.change, peg.scored) == (None, None, ())
    assert ("pain_recalled", True) not in shown(person)
    assert "not all told on Mon 23 Nov, so there is no score." in text_of(person)


def test_the_last_word_of_a_day_counts(begun: Person) -> None:
    says(begun, peg="2,2,2")
    assert [one.score for one in shown(begun)["peg", True].points] == [2]
    assert "One score so far" in text_of(begun)


def test_a_low_start_is_said(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    says(person, peg="3,3,3")
    person.waits(days=14)
    says(person, peg="1.5,1.5,1.5")
    assert "You began below 4" in text_of(person)
    assert "likely better" in text_of(person)


def test_sleep_of_logged_days_and_sleep_that_was_recalled_are_never_mixed(begun: Person) -> None:
    for day in range(5):
        on_day(begun, day, sleep=4)
    on_day(begun, 8, sleep=7)
    says(begun, sleep="2")
    found = shown(begun)
    assert [(one.score, one.days) for one in found["sleep", False].points] == [(4, 5), (7, 1)]
    assert [(one.score, one.days) for one in found["sleep", True].points] == [(2, None)]
    change = found["sleep", False].change
    assert change is not None
    assert change.words is PainChange.TOO_FEW_DAYS
    assert "Sleep, mean of days, of 10: 4 in the week of Mon 23 Nov (n 5)" in text_of(begun)


def test_a_change_that_nobody_can_judge_is_called_so(begun: Person) -> None:
    says(begun, distress="8", work_hours="10")
    begun.waits(days=7)
    says(begun, distress="7", work_hours="10")
    text = text_of(begun)
    assert "How upset the pain makes you, recalled, of 10: 8 on Mon 23 Nov, then 7 on Mon 30 Nov" in text
    assert (
        "(high: talk to somebody about it). 1 less; how much must change here to count is not known" in text
    )
    assert "Hours at work: 10 on Mon 23 Nov, then 10 on Mon 30 Nov. No change; how much" in text


def test_days_of_two_full_weeks_are_enough_to_look_at_but_not_to_judge(begun: Person) -> None:
    for day in range(14):
        on_day(begun, day, sleep=4 if day < 7 else 7)
    change = shown(begun)["sleep", False].change
    assert change is not None
    assert (change.points, change.words) == (3, None)


def test_what_content_asked_otherwise_before_is_still_read(begun: Person) -> None:
    begun.waits(days=7)
    begun.desk.keep(Measured("peg", (5.0,)), Measured("moon", (3.0,)))
    assert [one.score for one in shown(begun)["pain_recalled", True].points] == [7, 5]


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"peg": "7,6"}, "peg: it takes 3 numbers"),
        ({"peg": "7,6,11"}, "peg: numbers go from 0 to 10"),
        ({"sleep": "6.3"}, "sleep: numbers go from 0 to 10, whole or .5"),
        ({"sleep": "ten"}, "sleep: only numbers"),
        ({"distress": "-1"}, "distress: only numbers"),
        ({"work_hours": ""}, "work_hours: it takes one number"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    begun: Person, told: dict[str, str], fault: str
) -> None:
    before = len(begun.desk.journal.entries(Measured))
    with pytest.raises(BadInput, match="nothing was saved") as refused:
        says(begun, **told)
    assert fault in " ".join(refused.value.faults)
    assert len(begun.desk.journal.entries(Measured)) == before
