"""`backcoach report` at a terminal, in a pipe and into a file: seen first, private, replacing nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run
from tests.terminal.test_hostile_text import HOSTILE_NOTE, OBEYED

AT = {"BACKCOACH_NOW": NOW, "TZ": "UTC"}
HEAD = "LOW BACK PAIN: REPORT FOR A VISIT"


def report(*words: str, code: int = 0) -> tuple[str, str]:
    """What a run without a terminal prints to both streams."""
    done = run("report", *words, env=AT)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, " ".join(done.stderr.split())


@pytest.mark.usefixtures("with_plan")
def test_in_a_pipe_it_is_text_of_eighty_columns_and_other_formats_are_as_asked_for() -> None:
    out, _ = report()
    assert out.startswith(HEAD)
    assert max(map(len, out.splitlines())) <= 80
    assert report("--format", "md")[0].startswith("# Low back pain: report for a visit\n")
    assert report("--format", "html")[0].startswith("<!DOCTYPE html>")


@pytest.mark.usefixtures("with_plan")
def test_a_file_is_private_gets_its_format_from_its_name_and_replaces_nothing(tmp_path: Path) -> None:
    begins = {"a.txt": HEAD, "a.md": "# Low", "a.html": "<!DOCTYPE", "a": HEAD}
    for name, begin in begins.items():
        path = tmp_path / name
        out, err = report("--out", str(path))
        assert (out, "Only you can read it" in err) == ("", True)
        assert path.read_text(encoding="utf-8").startswith(begin)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (tmp_path / "a").write_text("mine")
    assert "--force" in report("--out", str(tmp_path / "a"), code=2)[1]
    assert (tmp_path / "a").read_text() == "mine"
    report("--out", str(tmp_path / "a"), "--force")
    assert (tmp_path / "a").read_text(encoding="utf-8").startswith(HEAD)


@pytest.mark.usefixtures("with_plan")
def test_a_name_that_is_taken_keeps_no_question_either(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    report("--question", "why?", "--out", str(tmp_path / "a"), code=2)
    assert "why?" not in report()[0]


@pytest.mark.usefixtures("with_plan")
def test_ctrl_c_before_it_is_saved_says_that_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with at_terminal("report", "--out", str(path), env=AT) as terminal:
        terminal.expect_text("Enter to pass")
        terminal.ctrl_c()
        terminal.expect_text("Not saved.")
        assert terminal.exit_code() == 130
    assert not path.exists()


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(("reply", "is_saved"), [("\r", False), ("n\r", False), ("y\r", True)])
def test_at_a_screen_it_is_shown_first_and_saved_only_after_a_yes(
    tmp_path: Path, reply: str, is_saved: bool
) -> None:
    path = tmp_path / "report.html"
    with at_terminal("report", "--out", str(path), env=AT) as terminal:
        terminal.expect_text("Leave out any of these?")
        terminal.expect_text("Enter to pass")
        terminal.type("8 9\r")
        terminal.expect_text("Save it?")
        assert not path.exists()
        terminal.type(reply)
        terminal.expect_text("Only you can read it" if is_saved else "Not saved.")
        assert terminal.exit_code() == 0
        assert b"Left out by the person" in terminal.written()
    assert path.exists() is is_saved
    if is_saved:
        text = path.read_text(encoding="utf-8")
        assert "Left out by the person: Work, Thoughts and worries." in text
        assert 'id="s-work"' not in text


@pytest.mark.usefixtures("with_plan")
def test_with_a_yes_on_the_line_nothing_is_asked(tmp_path: Path) -> None:
    with at_terminal("report", "--out", str(tmp_path / "a.md"), "--yes", env=AT) as terminal:
        terminal.expect_text("Only you can read it")
        assert terminal.exit_code() == 0
    assert (tmp_path / "a.md").exists()


@pytest.mark.usefixtures("with_plan")
def test_it_opens_in_the_browser_that_the_person_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > opened\n')
    browser.chmod(0o700)
    done = run("report", "--open", env={**AT, "BROWSER": f"{browser} %s", "PATH": os.environ["PATH"]})
    assert done.returncode == 0, done.stderr
    made = tmp_path / "report-2026-11-22.html"
    assert (tmp_path / "opened").read_text().strip() == made.as_uri()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


@pytest.mark.usefixtures("with_plan")
def test_without_a_browser_it_is_said_and_the_file_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("report", "--open", env={**AT, "BROWSER": "/no/such/browser %s", "PATH": "/no/such"})
    assert done.returncode == 0, done.stderr
    assert "Open the file yourself" in done.stderr
    assert list(tmp_path.glob("report-*.html"))


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "pdf"), "is no format"),
        (("--open", "--format", "md"), "--open shows HTML"),
        (("--open", "--prepare", "--since", "2026-11-01"), "do not go with --prepare"),
        (("--out", "/no/such/folder/x.md"), "cannot be written"),
    ],
)
def test_what_does_not_go_together_is_refused(words: tuple[str, ...], told: str) -> None:
    assert told in report(*words, code=2)[1]


@pytest.mark.usefixtures("with_plan")
def test_html_is_not_poured_over_a_screen() -> None:
    with at_terminal("report", "--format", "html", env=AT) as terminal:
        terminal.expect_text("HTML is for a browser")
        assert terminal.exit_code() == 2


@pytest.mark.usefixtures("with_plan")
def test_hostile_words_reach_no_output_in_any_format() -> None:
    report("--question", HOSTILE_NOTE, "--worry", HOSTILE_NOTE)
    for how in ("text", "md", "html"):
        for words in ((), ("--for", "self"), ("--prepare",)):
            out, err = report("--format", how, *words)
            assert not OBEYED & set(out + err)
    assert not OBEYED & set(report("--json")[0])


@pytest.mark.usefixtures("in_emergency")
def test_in_an_emergency_the_action_follows_the_report_and_the_exit_code_says_so() -> None:
    out, err = report(code=12)
    assert "Stands now: emergency care at once; the plan rests" in out
    assert "111" in err or "emergency" in err.lower()
    prepared, told = report("--prepare", code=12)
    assert "Do not prepare or wait" in " ".join(prepared.split())
    assert told


@pytest.mark.usefixtures("in_emergency")
def test_in_an_emergency_the_action_is_shown_also_when_somebody_stops_before_saving(tmp_path: Path) -> None:
    with at_terminal("report", "--out", str(tmp_path / "a.md"), env=AT) as terminal:
        terminal.expect_text("Leave out any of these?")
        terminal.expect_text("Enter to pass")
        terminal.ctrl_c()
        terminal.expect_text("call 111 or go to the emergency department")
    assert not (tmp_path / "a.md").exists()


def test_before_the_questions_there_is_nothing_to_report(home: Path) -> None:
    assert "backcoach start" in report("--question", "why?", code=3)[1]
    assert not home.exists()


def test_eight_made_up_weeks_are_said_to_be_made_up() -> None:
    done = run("demo", "report", env=AT)
    assert done.returncode == 0
    assert "Made up: a demonstration, nobody's own record." in done.stdout
