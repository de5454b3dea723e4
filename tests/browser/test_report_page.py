"""The report as a browser shows and prints it: quiet, readable by everybody, and on two pages at most."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.terminal.keyboard import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AT = {"BACKCOACH_NOW": "2026-11-23T09:00:00+00:00", "TZ": "UTC"}
HOSTILE = (
    "<script>document.title = 'ran'; alert(1)</script>",
    '<img src="https://example.org/x.png" onerror="alert(2)">',
    "</dd></dl></main><h1>Cured</h1>",
    "\"><svg onload=alert(3)><a href='javascript:alert(4)'>here</a>",
    "<style>body { background: url(https://example.org/y.png) }</style>",
    "{{ 7 * 7 }} {% include 'x' %} &lt;b&gt;",
)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of the made-up eight weeks, for a visit and for oneself, and what to expect of a visit."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, words in {
        "visit": ("--for", "visit"),
        "self": ("--for", "self"),
        "prepare": ("--prepare",),
    }.items():
        env = {**AT, "BACKCOACH_HOME": str(folder / "record")}
        done = run("demo", "report", "--format", "html", *words, env=env)
        assert done.returncode == 0, done.stderr
        made[name] = folder / f"{name}.html"
        made[name].write_text(done.stdout, encoding="utf-8")
    return made


@contextmanager
def shown(browser: Browser, path: Path, **how: object) -> Iterator[tuple[Page, list[str]]]:
    """A page, and all it does that no report should: talk, ask, or request anything but itself."""
    page = browser.new_page(**how)  # type: ignore[arg-type]
    done: list[str] = []
    page.on("console", lambda one: done.append(f"console: {one.text}"))
    page.on("pageerror", lambda one: done.append(f"error: {one}"))
    page.on("request", lambda one: done.append(f"request: {one.url}"))
    page.on("dialog", lambda one: (done.append(f"dialog: {one.message}"), one.dismiss()))
    page.goto(path.as_uri(), wait_until="load")
    assert done.pop(0) == f"request: {path.as_uri()}"
    yield page, done
    page.close()


@pytest.mark.parametrize("name", ["visit", "self", "prepare"])
def test_a_page_says_nothing_to_the_console_and_requests_nothing(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    with shown(browser, pages[name]) as (page, done):
        assert page.locator("h1").count() == 1
        assert page.locator("script, link, iframe, object, img").count() == 0
        page.wait_for_timeout(200)
        assert done == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["visit", "self", "prepare"])
def test_nothing_on_a_page_shuts_anybody_out(
    browser: Browser, pages: dict[str, Path], name: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - an extra

    with shown(browser, pages[name], color_scheme=scheme) as (page, _):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_light_and_dark_are_two_pages(browser: Browser, pages: dict[str, Path]) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        with shown(browser, pages["visit"], color_scheme=scheme) as (page, _):
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_is_wider_than_its_screen(browser: Browser, pages: dict[str, Path], width: int) -> None:
    with shown(browser, pages["self"], viewport={"width": width, "height": 800}) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_report_for_a_visit_takes_two_sheets_at_most(
    browser: Browser, pages: dict[str, Path], paper: str, tmp_path: Path
) -> None:
    from pypdf import PdfReader  # noqa: PLC0415 - an extra

    with shown(browser, pages["visit"]) as (page, _):
        page.pdf(path=tmp_path / "report.pdf", format=paper)
    sheets = PdfReader(tmp_path / "report.pdf").pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert len(sheets) <= 2
    assert "does not rule out a serious disease" in text
    assert "no clinician has checked them" in text


def test_the_plot_stands_for_the_same_numbers_as_its_table(browser: Browser, pages: dict[str, Path]) -> None:
    with shown(browser, pages["visit"]) as (page, _):
        weeks = page.locator("section[aria-labelledby=s-scores] table").last.locator("tbody tr").count()
        assert page.locator("svg circle").count() == weeks == 8
        assert page.locator("svg title").text_content() == "Pain by week"
        assert "week 1 5.3, week 8 1.5" in page.locator("svg desc").text_content()  # type: ignore[operator]


def test_what_a_person_wrote_is_text_and_nothing_of_it_runs(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    words = [part for one in HOSTILE for part in ("--question", one)]
    done = run("demo", "report", "--out", str(path), *words, env=AT)
    assert done.returncode == 0, done.stderr
    with shown(browser, path) as (page, did):
        page.wait_for_timeout(200)
        assert did == []
        assert page.title() == page.locator("h1").inner_text() == "Low back pain: report for a visit"
        said = page.locator("dd q").all_inner_texts()
        assert set(HOSTILE) <= set(said)
