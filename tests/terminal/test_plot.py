"""The drawing of daily scores: whole at any width, true to gaps, and readable without colour or braille."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backcoach.terminal.screens.plot import LABEL, ROWS, Frame, Panel, Row, plot_lines

MONDAY = date(2026, 11, 23)


def days(count: int, score: float = 4.0, left_out: tuple[int, ...] = ()) -> dict[date, float]:
    return {MONDAY + timedelta(days=n): score for n in range(count) if n not in left_out}


def weeks(count: int, score: float) -> tuple[tuple[date, date, float], ...]:
    firsts = [MONDAY + timedelta(days=7 * number) for number in range(-(-count // 7))]
    return tuple((first, first + timedelta(days=6), score) for first in firsts)


def drawn(panel: Panel, width: int = 80, *, is_ascii: bool = True, **marks: tuple[date, ...]) -> list[str]:
    first, last = min(panel.days), max(panel.days)
    starts = tuple((str(number + 1), one) for number, (one, _, _) in enumerate(panel.means))
    rows = (Row("", tuple((letter, day) for day in on)) for letter, on in marks.items())
    frame = Frame(first, last, (*rows, Row("wk", starts)))
    return [line.plain for line in plot_lines([panel], frame, width, is_ascii=is_ascii)]


@pytest.mark.parametrize("is_ascii", [True, False])
@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("count", [2, 3, 14, 60, 400])
def test_it_fits_and_every_day_and_mean_is_there(count: int, width: int, *, is_ascii: bool) -> None:
    lines = drawn(Panel("Pain", days(count), weeks(count, 7.0)), width, is_ascii=is_ascii)
    assert len(lines) == 1 + ROWS + 1
    assert max(map(len, lines)) <= width
    rows = [line[LABEL:].strip() for line in lines[1:-1]]
    assert sum(bool(row) for row in rows) == 2, "the days and the means"
    assert all(line.isascii() for line in lines) or not is_ascii
    assert lines[-1].startswith("wk 1")


def test_high_scores_stand_high_and_both_ends_have_their_places() -> None:
    for score, row in ((10, 0), (5, 3), (0, ROWS - 1)):
        lines = drawn(Panel("Pain", days(7, score), ()))[1 : 1 + ROWS]
        assert [place for place, line in enumerate(lines) if "." in line] == [row]
    assert (lines[0][:2], lines[-1][:2]) == ("10", " 0")


def test_nothing_is_drawn_over_a_gap() -> None:
    panel = Panel("Pain", days(70, left_out=tuple(range(20, 50))), weeks(70, 4.0))
    (row,) = [line[LABEL:] for line in drawn(panel, 74) if "=" in line]
    assert row[:20] == row[50:70] == "=" * 20
    assert not row[20:50].strip()


def test_marks_stand_below_their_days() -> None:
    panel = Panel("Pain", days(70), ())
    lines = drawn(panel, 74, F=(MONDAY + timedelta(days=9), MONDAY + timedelta(days=69)), d=())
    assert lines[-1] == " " * LABEL + " " * 9 + "F" + " " * 59 + "F"
    assert not any("d" in line for line in lines)


def test_weeks_that_have_no_room_are_left_out_and_the_others_stay_where_they_are() -> None:
    (*_, axis) = drawn(Panel("Pain", days(400), weeks(400, 4.0)), 60)
    numbers = [int(one) for one in axis.split()[1:]]
    assert numbers == sorted(set(numbers))
    assert 10 < len(numbers) < 57
    for number in numbers:
        column = (number - 1) * 7 * (60 - LABEL - 1) // 400
        assert axis[LABEL + column :].startswith(str(number))


def test_means_stand_out_and_days_are_pale() -> None:
    panel = Panel("Pain", days(7, 2.0), ((MONDAY, MONDAY + timedelta(days=6), 8.0),))
    frame = Frame(MONDAY, MONDAY + timedelta(days=6))
    lines = list(plot_lines([panel], frame, 40, is_ascii=True))
    styles = {line.plain[span.start]: span.style for line in lines[1:] for span in line.spans}
    assert (styles["="], styles["."]) == ("bold", "dim")
    assert {line.style for line in lines[1:]} == {""}
