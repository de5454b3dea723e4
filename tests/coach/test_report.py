"""A report is a value without a format, and what a person wants to say is theirs."""

from __future__ import annotations

from datetime import date

import pytest

from backcoach.coach.report import (
    PlotPoint,
    Purpose,
    Report,
    ReportLine,
    ReportPlot,
    ReportSection,
    ReportTable,
)
from backcoach.coach.visit import MOST_LETTERS, NoteKind, VisitNoted

REPORT = Report(
    "report",
    Purpose.VISIT,
    date(2026, 3, 2),
    ("under",),
    (
        ReportSection("a", "first", (ReportLine("text", "label", is_own=True),)),
        ReportSection(
            "b",
            "second",
            (
                ReportTable("caption", ("head", "other"), (("cell", ""),)),
                ReportPlot("plot", "about", (PlotPoint("week", 3.0, 1.0, 5.0), PlotPoint("gap", None))),
            ),
        ),
    ),
    ("foot",),
)


def test_every_text_of_a_report_and_no_number_passes_through_what_makes_it_harmless() -> None:
    seen: list[str] = []

    def words(text: str) -> str:
        seen.append(text)
        return text.upper()

    found = REPORT.without(()).worded(words)
    assert set(seen) == {
        *("report", "under", "first", "text", "label", "second", "caption", "head", "other", "cell", ""),
        *("plot", "about", "week", "gap", "foot"),
    }
    assert found.sections[0] == ReportSection("a", "FIRST", (ReportLine("TEXT", "LABEL", is_own=True),))
    plot = found.sections[1].blocks[1]
    assert isinstance(plot, ReportPlot)
    assert plot.points == (PlotPoint("WEEK", 3.0, 1.0, 5.0), PlotPoint("GAP", None))
    assert (found.title, found.under, found.foot, found.made_on) == (
        *("REPORT", ("UNDER",), ("FOOT",)),
        REPORT.made_on,
    )


def test_what_is_left_out_is_named_so_that_nobody_takes_it_for_nothing() -> None:
    found = REPORT.without(["b", "unknown"])
    assert [one.id for one in found.sections] == ["a"]
    assert found.left_out == ("second",)
    assert found.without(["a"]).left_out == ("second", "first")
    assert found.worded(str.upper).left_out == ("SECOND",)


def test_a_row_that_does_not_fit_its_heads_is_refused() -> None:
    with pytest.raises(ValueError, match="a cell for each head"):
        ReportTable("", ("a", "b"), (("1",),))


@pytest.mark.parametrize("text", ["", " \n", "a" * (MOST_LETTERS + 1)])
def test_a_question_without_words_or_without_end_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        VisitNoted(NoteKind.QUESTION, text)


def test_a_long_question_is_kept_whole() -> None:
    assert len(VisitNoted(NoteKind.WORRY, "a" * MOST_LETTERS).text) == MOST_LETTERS
