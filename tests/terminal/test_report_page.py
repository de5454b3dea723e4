"""The report as HTML: one file without anything that runs, and a person's words are text in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.report import PlotPoint, ReportPlot
from backcoach.terminal.report_html import html_report
from backcoach.terminal.report_plot import BOTTOM, MOST_NAMES, TOP, drawn
from tests.share.test_report_formats import HOSTILE, plain, report_with

VOID = {"meta", "line", "circle", "polyline"}


class Page(HTMLParser):
    """The tags of a page with their attributes' names, and what is read in it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, ...]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.quoted: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "q" in self.open:
            self.quoted.append(data)


USUAL = Page(html_report(report_with("harmless")))


def test_a_page_is_whole_and_names_nothing_outside_itself() -> None:
    text = html_report(report_with("harmless"))
    assert USUAL.open == []
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & {one[0] for one in USUAL.tags}
    assert not re.search(r"https?://|url\(|@import|javascript:|\son[a-z]+=", text)
    assert not [one for one in USUAL.tags if "style" in one[1:] or "href" in one[1:]]


def test_heads_of_tables_say_what_they_head_and_the_plot_says_what_it_shows() -> None:
    text = html_report(report_with("harmless"))
    assert text.count('<th scope="col">') == 4
    assert text.count('<th scope="row">') == 3
    assert '<title id="p-one-t">Plot</title>' in text
    assert '<desc id="p-one-d">about</desc>' in text
    assert [one[0] for one in USUAL.tags if one[0] in ("h1", "h2", "h3")] == ["h1", "h2"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_on_the_page(text: str) -> None:
    _holds(text)


@given(st.one_of(st.text(max_size=300), st.text(alphabet="<>&\"'/={}%# abscriptvg\n", max_size=60)))
def test_any_text_is_text_on_the_page(text: str) -> None:
    _holds(text)


def _holds(text: str) -> None:
    page = Page(html_report(report_with(text)))
    assert page.open == []
    assert page.tags == USUAL.tags or not text
    assert "".join("".join(page.quoted).split()) == plain(text)


def test_a_week_without_a_log_breaks_the_line_and_has_no_dot() -> None:
    points = (
        PlotPoint("1", 4.0, 3.0, 5.0),
        PlotPoint("2", 3.0, 2.0, 4.0),
        PlotPoint("3", None),
        PlotPoint("4", 2.0, 2.0, 2.0),
        PlotPoint("5", None),
        PlotPoint("6", 10.0, 0.0, 10.0),
        PlotPoint("7", 0.0, 0.0, 0.0),
    )
    found = drawn(ReportPlot("t", "a", points))
    assert [len(run.split()) for run in found.runs] == [2, 2]
    assert len(found.dots) == len(found.ranges) == 5
    assert (found.dots[-2].y, found.dots[-1].y) == (TOP, BOTTOM)
    assert [one.label for one in found.names] == list("1234567")
    assert [one.label for one in found.ticks] == ["0", "2", "4", "6", "8", "10"]


def test_many_weeks_have_room_for_some_of_their_names() -> None:
    found = drawn(ReportPlot("t", "a", tuple(PlotPoint(f"{n}", 1.0, 1.0, 1.0) for n in range(1, 105))))
    assert len(found.names) <= MOST_NAMES
    assert len(found.dots) == 104


def test_a_plot_without_points_is_empty() -> None:
    found = drawn(ReportPlot("t", "a", ()))
    assert (found.dots, found.runs, found.names) == ((), (), ())
