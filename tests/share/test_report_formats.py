"""A report as text and as Markdown: whatever a person wrote comes out as the letters they wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from backcoach.coach.report import (
    PlotPoint,
    Purpose,
    Report,
    ReportLine,
    ReportPlot,
    ReportSection,
    ReportTable,
)
from backcoach.share.columns import hanging, table_lines, width_of, wrapped
from backcoach.share.report_markdown import escaped, markdown_report
from backcoach.share.report_text import WIDTH, text_report
from backcoach.terminal.safe import visible

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TAG = re.compile(r"<(/?[a-z0-9]+)")
HOSTILE = (
    "[bold red]x[/] :fire:",
    "<script>alert(1)</script><b onclick=x>&amp;&#60;",
    "[here](javascript:alert(1)) ![x](https://example.org/x.png) <https://example.org>",
    "a | b | c\n| --- | --- |\n| 1 | 2 |",
    "`code` ```\nfence\n``` ~~gone~~ **bold** _it_ __x__ \\",
    "\x1b[2J\x1b]52;c;aGk=\x07 \x9b31m \x00",
    "\u202egnp.exe \u2066x\u2069 \ufeff\u200b",
    "one\ntwo\r\nthree\u2028four\u2029five",
    "# head\n- list\n1. one\n> quote\n---\n===\n    code\n+ plus\n* star",
    "1) one",
    "2. two",
    "- x",
    "+ x",
    "= x",
    "--- ",
    "-",
    "12.",
    "[^1]: note",
    "[a]: https://example.org",
    "a@example.org www.example.org http://example.org mailto:a@b.c",
    "\u4f60\u597d " * 60,
    "a" * 10_000,
    "word " * 2_000,
)


def report_with(text: str) -> Report:
    """A report that holds one text in every place where a person's own text may stand."""
    return Report(
        "A report",
        Purpose.VISIT,
        date(2026, 3, 2),
        ("Made on a day.", text),
        (
            ReportSection(
                "one",
                "A section",
                (
                    ReportLine(text, "Label", is_own=True),
                    ReportLine(text),
                    ReportLine("text", text, is_key=True),
                    ReportPlot("Plot", "about", (PlotPoint("1", 2.0, 1.0, 3.0),)),
                    ReportTable("Caption", ("Head", "Other"), ((text, "1"), ("2", text))),
                    ReportTable(text, (text, "Other"), (("a", "b"),)),
                ),
            ),
        ),
        ("The end.",),
        left_out=(text,),
    ).worded(visible)


def plain(text: str) -> str:
    """The letters of a text that are seen, without its gaps."""
    return "".join(visible(text).split())


def tags(markdown: str) -> list[str]:
    return TAG.findall(MARKDOWN.render(markdown))


def words_of(markdown: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]*>", "", MARKDOWN.render(markdown))).split())


USUAL_TAGS = tags(markdown_report(report_with("harmless")))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_in_the_text_format(text: str) -> None:
    _holds_as_text(text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_in_markdown(text: str) -> None:
    _holds_as_markdown(text)


@given(st.text(max_size=300))
def test_any_text_is_text_in_the_text_format(text: str) -> None:
    _holds_as_text(text)


@given(st.one_of(st.text(max_size=200), st.text(alphabet="\\`*_[]()<>#+-.!|~&1a =:/\n\"'", max_size=40)))
def test_any_text_is_text_in_markdown(text: str) -> None:
    _holds_as_markdown(text)


def _holds_as_text(text: str) -> None:
    made = text_report(report_with(text))
    assert max(map(width_of, made.splitlines())) <= WIDTH
    assert not [one for one in made if one != "\n" and visible(one) != one]
    assert f'Label:"{plain(text)}"' in "".join(made.split())


def _holds_as_markdown(text: str) -> None:
    made = markdown_report(report_with(text))
    words = plain(text)
    found = words_of(made)
    assert f'Label:"{words}"' in found
    assert words_of(f"- {escaped(visible(text))}") == words
    if words:
        assert tags(made) == USUAL_TAGS


@given(st.text(), st.integers(min_value=4, max_value=90))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert max(map(width_of, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("\u4f60\u597d", 4), ("e\u0301", 1), ("a\u200db", 2), ("", 0)]
)
def test_wide_letters_take_two_columns_and_marks_none(text: str, width: int) -> None:
    assert width_of(text) == width


def test_what_follows_hangs_below_the_first_line() -> None:
    assert list(hanging("one two three", 9, "- ")) == ["- one two", "  three"]


def test_a_table_gives_way_where_it_is_widest_and_becomes_a_list_where_there_is_no_room() -> None:
    rows = (("short", "a very long cell that is wrapped"), ("x", "y"))
    lines = list(table_lines(("A", "B"), rows, 24))
    assert lines[1] == "-----  -----------------"
    assert max(map(len, lines)) <= 24
    assert list(table_lines(("A", "B", "C", "D"), (("1", "2", "3", "4"),), 20)) == [
        "- A: 1; B: 2; C: 3;",
        "  D: 4",
    ]


@pytest.mark.parametrize("render", [text_report, markdown_report])
def test_numbers_and_what_was_left_out_stand_in_it_and_a_plot_is_told_by_its_table(
    render: Callable[[Report], str],
) -> None:
    made = render(report_with("harmless"))
    assert "Left out by the person: harmless." in made
    assert "The end." in made
    assert "about" not in made


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5.3 (7)", "5.3 (7)"),
        ("+4", "+4"),
        ("1. one", "1\\. one"),
        ("- x", "\\- x"),
        ("a_b|c", "a\\_b\\|c"),
        ("http://x", "http\\://x"),
        ("at 07:05", "at 07:05"),
    ],
)
def test_only_what_could_be_markup_gets_a_stroke(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_between_two_lines_of_markdown_there_is_one_empty_line_at_most() -> None:
    text = markdown_report(report_with("harmless"))
    assert "| --- |" in text
    assert "\n\n\n" not in text
