"""The accessible mode: plain lines at a pipe and at a terminal, nothing drawn, and no figure lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import pytest

from backcoach.coach.done import Session
from backcoach.coach.values import Answer
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests import program
from tests.terminal.keyboard import (
    NOW,
    ORDINARY,
    Person,
    answers_in,
    at_terminal,
    backcoach,
    run,
)
from tests.terminal.piped import Pipe, Reader
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

EVENING = "2026-11-23T20:00:00+00:00"
NEXT_WEEK = "2026-11-29T20:00:00+00:00"
WIDTHS = (40, 60, 80, 120, 200)
DONE = "What did you do today?"
DAY = {
    DONE: "1=20 2",
    "How well did daily life go?": "6",
    "How was your sleep last night?": "7.5",
    "How bad was the pain on average?": "4",
    "Which of these doses did you take?": "0",
}
REVIEW = {"plan easy?": "y", "against the start": "4", "What stood in the way": "0"}
PAIN = "How bad is the pain right now?"
_CHANGING = re.compile(r"\b[0-9a-f]{32}\b|\b\d{10}\b|T\d\d:\d\d:\d\d[.0-9]*")


@pytest.fixture(autouse=True)
def _at(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_HOME", str(home))
    monkeypatch.setenv("BACKCOACH_NOW", NOW)
    monkeypatch.setenv("TZ", "UTC")


def walk(*args: str, replies: Mapping[str, str | tuple[str, ...]]) -> tuple[int, str, Reader]:
    """Reply to every prompt of a command at a pipe; its exit code, and all that was written."""
    with Pipe(*args) as pipe:
        person = Reader(pipe, replies)  # type: ignore[arg-type]
        code = person.play_to_the_end()
        return code, pipe.screen(), person


def is_plain(text: str) -> bool:
    """Whether nothing in it is obeyed by a terminal, and nothing is drawn of boxes, blocks or dots."""
    return not [
        one for one in text if one != "\n" and (unicodedata.category(one) in ("Cc", "Cf") or is_drawn(one))
    ]


def is_drawn(letter: str) -> bool:
    """Whether it is a line or a block of a box or a plot, or a pattern of braille."""
    return 0x2500 <= ord(letter) <= 0x25FF or 0x2800 <= ord(letter) <= 0x28FF


def entries(home: Path) -> list[tuple[str, str, str]]:
    """The kind, the day and the body of every entry, without the ids and times in it."""
    told = json.loads(run("export", env={"BACKCOACH_HOME": str(home)}).stdout)["entries"]
    return [(one["kind"], one["day_on"], _CHANGING.sub("...", json.dumps(one["body"]))) for one in told]


# Walking through whole commands


def test_start_by_lines_keeps_the_same_as_start_at_the_usual_prompts(tmp_path: Path, home: Path) -> None:
    usual = tmp_path / "usual"
    with at_terminal("start", env={"BACKCOACH_HOME": str(usual)}) as terminal:
        assert Person(terminal, ORDINARY).play_to_the_end() == 0
    code, written, person = walk("start", replies=ORDINARY)

    assert (code, is_plain(written)) == (0, True)
    assert person.prompts > 20
    assert entries(home) == entries(usual)
    assert "Week 1" in written


@pytest.fixture
def twins(with_plan: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of the record of somebody who has a plan."""
    return with_plan, Path(shutil.copytree(with_plan, tmp_path / "twin"))


@pytest.mark.parametrize(
    ("command", "now", "replies"),
    [("log", EVENING, DAY), ("review", NEXT_WEEK, REVIEW)],
    ids=["log", "review"],
)
def test_by_lines_the_same_is_kept_as_at_the_usual_prompts(
    command: str,
    now: str,
    replies: Mapping[str, str],
    twins: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", now)
    one, other = twins
    for home, day in product(twins, (25, 28) if command == "review" else ()):
        then = {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": f"2026-11-{day}T20:00:00+00:00"}
        assert run("log", "--all-clear", "--walk", "20", "--pain", "4", env=then).returncode == 0
    before = len(entries(one))
    code, written, person = walk(command, replies=replies)
    with at_terminal(command, env={"BACKCOACH_HOME": str(other)}) as terminal:
        usual = Person(terminal, replies)
        assert (usual.play_to_the_end(), code) == (0, 0)

    assert is_plain(written)
    assert 3 < person.prompts <= usual.prompts
    assert entries(one) == entries(other)
    assert len(entries(one)) > before + 3


def test_a_session_by_lines_is_kept_as_a_session_in_plain_lines(twins: tuple[Path, Path]) -> None:
    replies = {
        PAIN: "2",
        "at its worst": "3",
        "further down the leg?": "n",
        "Slow breaths?": "n",
        "Enter": "",
    }
    one, other = twins
    code, written, person = walk("go", replies=replies)
    with at_terminal("go", "--plain", env={"BACKCOACH_HOME": str(other)}) as terminal:
        terminal.expect_text(PAIN)
        terminal.type("2\r" + "\r" * (person.prompts - 4) + "3\rn\rn\r")
        assert (terminal.exit_code(), code) == (0, 0)

    assert is_plain(written)
    assert "Start: " in written
    assert entries(one) == entries(other)
    with open_journal(one, KINDS) as journal:
        assert [kept.body.before for kept in journal.entries(Session)] == [2, 2, 2]


# Stopping, and replies that are none


@pytest.mark.parametrize(
    ("until", "kept"),
    [("course_weeks", "age_years"), ("pain_average", "F1"), ("waking", "work")],
)
@pytest.mark.parametrize("way", ["end of input", "half a line", "Ctrl-C"])
def test_whoever_stops_keeps_what_was_answered_and_begins_again_there(
    way: str, until: str, kept: str, home: Path
) -> None:
    with Pipe("start") as pipe:
        person = Reader(pipe, ORDINARY)  # type: ignore[arg-type]
        person.play(until=until)
        if way == "Ctrl-C":
            pipe.interrupt(signal.SIGINT)
        else:
            pipe.send("1" if way == "half a line" else "")
            pipe.end_input()
        assert pipe.exit_code() == 130
        assert pipe.screen().endswith("Stopped. What you answered is kept.\nGo on with: backcoach start\n")
        assert is_plain(pipe.screen())
    answered = dict(answers_in(home))
    assert kept in answered or kept == "F1"
    assert until not in answered
    assert not [one for one in entries(home) if one[0] == "week_plan"]


@pytest.mark.parametrize("nonsense", ["", "maybe", "0", "\t", "\x1b[D", "nn", "y n"])
def test_nothing_but_a_no_is_a_no(nonsense: str, home: Path) -> None:
    with Pipe("start") as pipe:
        person = Reader(pipe, ORDINARY)  # type: ignore[arg-type]
        person.play(until="em_chest_pain")
        person.reply(nonsense)
        assert person.wait()
        assert "lease type" in person.blocks[-1]
        pipe.end_input()
        assert pipe.exit_code() == 130
        assert is_plain(pipe.screen())
    assert "em_chest_pain" not in dict(answers_in(home))


def test_doubt_at_a_sign_of_danger_sends_to_help_at_once_and_is_kept_as_doubt(home: Path) -> None:
    code, written, _ = walk("start", replies={**ORDINARY, "em_chest_pain": "?"})

    assert (code, is_plain(written)) == (12, True)
    assert dict(answers_in(home))["em_chest_pain"] == Answer.NOT_SURE.value
    assert "111" in written


def test_an_empty_line_takes_none_of_a_list(with_plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)
    before = [one for one in entries(with_plan) if one[0] != "sitting_ended"]
    with Pipe("log") as pipe:
        person = Reader(pipe, DAY)  # type: ignore[arg-type]
        assert person.wait()
        person.reply("")
        assert person.wait()
        assert "Please type y, n or ?, or 0 for none of these." in person.blocks[-1]
        pipe.end_input()
        assert pipe.exit_code() == 130
    assert [one for one in entries(with_plan) if one[0] != "sitting_ended"] == before


def test_ctrl_c_in_a_session_by_lines_keeps_what_was_done(with_plan: Path) -> None:
    with Pipe("go") as pipe:
        person = Reader(pipe, {PAIN: "2", "Enter": ""})  # type: ignore[arg-type]
        person.play(until="2 of 3")
        pipe.end_input()
        assert pipe.exit_code() == 130
        assert "Stopped. Kept: " in pipe.screen()
    with open_journal(with_plan, KINDS) as journal:
        assert [one.body.amount for one in journal.entries(Session)] == [1]


def test_without_the_option_a_pipe_is_refused_whatever_the_environment_says(with_plan: Path) -> None:
    for command in ("start", "log", "go"):
        for env in ({}, {"ACCESSIBLE": "1"}):
            done = run(command, env={**env, "BACKCOACH_NOW": EVENING})
            assert done.returncode == 2
    assert run("log", "--accessible", "--json", env={"BACKCOACH_NOW": EVENING}).returncode == 2
    assert with_plan.exists()


# At a terminal


def is_never_redrawn(written: bytes) -> bool:
    """Whether the program only ever wrote on: no escape byte, and back to the left only for a new line."""
    return b"\x1b" not in written and b"\r" not in written.replace(b"\r\n", b"")


@pytest.mark.parametrize("args", [("--accessible", "log"), ("log", "--accessible"), ("log",)], ids=" ".join)
def test_at_a_terminal_nothing_is_obeyed_and_nothing_drawn_anew(
    args: Sequence[str], with_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)
    env = {"ACCESSIBLE": "1"} if args == ("log",) else {}
    with at_terminal(*args, env=env) as terminal:
        person = Reader(terminal, DAY)
        assert person.play_to_the_end() == 0
        assert is_never_redrawn(terminal.written())
    assert [one for one in entries(with_plan) if one[0] == "check_in"]


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_ctrl_c_and_ctrl_d_at_a_terminal_keep_what_was_answered(key: str, home: Path) -> None:
    with at_terminal("start", "--accessible") as terminal:
        Reader(terminal, ORDINARY).play(until="course_weeks")
        terminal.type(key)
        assert terminal.exit_code() == 130
        assert is_never_redrawn(terminal.written().replace(b"^D\x08\x08", b""))
    assert "age_years" in dict(answers_in(home))


def going(*args: str, second: str = "0.02") -> Terminal:
    """A session whose seconds are short, at a terminal."""
    argv = [sys.executable, "-m", "tests.terminal.go_child", second, "go", "--accessible", *args]
    return Terminal(argv)


def test_a_countdown_tells_its_start_its_half_and_its_end_in_lines(with_plan: Path) -> None:
    with going() as terminal:
        terminal.expect_text(PAIN)
        terminal.type("2\r\r")
        terminal.expect_text("Get ready: 10 seconds.")
        terminal.expect_text("2 of 3")
        terminal.type("q\r")
        terminal.expect_text("at its worst during it?")
        terminal.type("3\rn\r")
        terminal.expect_text("Slow breaths?")
        terminal.type("n\r")
        assert terminal.exit_code() == 0
        written = terminal.written()
    lines = [line.strip() for line in written.decode().split("\r\n")]
    moves = [line.partition(":")[0] for line in lines if line.startswith(("Move", "Hold"))]
    assert is_never_redrawn(written)
    assert len(moves) == len(set(moves)) > 3
    at = lines.index("Get ready: 10 seconds.")
    assert lines[at : at + 3] == ["Get ready: 10 seconds.", "5 seconds left.", "Over."]
    with open_journal(with_plan, KINDS) as journal:
        (kept,) = (entry.body for entry in journal.entries(Session))
    assert (kept.amount, kept.before, kept.peak) == (1, 2, 3)


def test_in_a_countdown_enter_goes_on_and_other_words_shorten_nothing(with_plan: Path) -> None:
    with going(second="5") as terminal:
        terminal.expect_text(PAIN)
        terminal.type("2\r\r")
        terminal.expect_text("Get ready: 10 seconds.")
        terminal.type("what\r")
        terminal.expect_text("Please type Enter alone")
        terminal.type("p\r")
        terminal.expect_text("Paused. Enter to go on, q to stop.")
        terminal.type("\r")
        terminal.type("\r")
        terminal.expect_text("1 of 5, side 1 of 2")
        terminal.type("\r\r\r\r")
        terminal.expect_text("3 of 5, side 1 of 2")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
        assert is_never_redrawn(terminal.written())
    with open_journal(with_plan, KINDS) as journal:
        assert [(one.body.amount, one.body.part) for one in journal.entries(Session)] == [(0, 2)]


# What is shown


@pytest.fixture(scope="session")
def eight_weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up record of eight weeks, up to the evening before `EVENING`."""
    folder = tmp_path_factory.mktemp("demo") / "record"
    assert run("demo", "--in", str(folder), env={"BACKCOACH_NOW": EVENING}).returncode == 0
    return folder


SCREENS = (
    ("progress",),
    ("progress", "--by", "month"),
    ("plan",),
    ("options", "--compare", "heat", "walking", "massage"),
    ("report",),
    ("measures",),
    ("history",),
    ("exercises", "bridge"),
    ("selftest",),
    ("goals",),
    ("status",),
)


NOT_WRAPPED = ("report", "status")
"""What is printed into a pipe as lines of their own width."""


def shown(home: Path, *args: str, columns: int = 80, **env: str) -> str:
    done = run(*args, env={"BACKCOACH_HOME": str(home), "COLUMNS": str(columns), **env})
    assert done.returncode == 0, done.stderr
    assert is_plain(done.stderr)
    return done.stdout


def figures(text: str) -> set[float]:
    """Every number in a text."""
    return set(map(float, re.findall(r"\d+(?:\.\d+)?", text)))


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("args", SCREENS, ids=" ".join)
def test_nothing_is_drawn_and_no_figure_of_a_table_is_lost(
    args: Sequence[str], columns: int, eight_weeks: Path
) -> None:
    told = shown(eight_weeks, "--accessible", *args, columns=columns)
    usual = shown(eight_weeks, *args, *(("--no-plot",) if args[0] == "progress" else ()))

    assert is_plain(told)
    assert not re.search(r"-{3,}|={3,}|_{3,}|[|]", told), "no rule, and no column"
    assert figures(usual) <= figures(told)
    if args[0] not in NOT_WRAPPED:
        assert max(len(line.rstrip()) for line in told.splitlines()) <= columns


def test_each_week_of_progress_is_a_sentence_with_all_its_figures(eight_weeks: Path) -> None:
    told = " ".join(shown(eight_weeks, "progress", "--accessible").split())
    document = json.loads(shown(eight_weeks, "progress", "--json"))
    assert "Week 1, from 28 September 2026: daily life 3.7 on 7 days; minutes 137 of 161 planned" in told
    for week in document["weeks"]:
        (sentence,) = re.findall(rf"Week {week['number']}, from [^.]+: daily life .*?\. (?=Week|Days)", told)
        wanted = (
            "minutes_done",
            "minutes_planned",
            "goes_done",
            "goes_planned",
            "pain_n",
            "function_n",
            "doses",
        )
        assert {float(week[name]) for name in wanted} <= figures(sentence)
    days = {one["day_on"]: one for one in document["days"]}
    for week in document["weeks"]:
        scores = [
            day["pain_average"]
            for day in days.values()
            if week["starts_on"] <= day["day_on"] <= week["ends_on"]
        ]
        (line,) = re.findall(rf"Week {week['number']}, pain day by day from [^:]+: ([^.]+)\.", told)
        assert [float(one) for one in line.split(", ") if one != "not told"] == scores


def test_a_gap_is_told_as_one(eight_weeks: Path) -> None:
    told = " ".join(shown(eight_weeks, "progress", "--accessible").split())
    assert "Week 2, pain day by day from 5 October 2026: 5, 4, not told, 4, 4, 4, 3." in told


def test_a_table_without_words_of_its_own_comes_as_a_sentence_for_each_row(eight_weeks: Path) -> None:
    told = " ".join(shown(eight_weeks, "plan", "--accessible").split())
    assert "Exercises (kinds). Mon 16: none; Tue 17: 5; Wed 18: none;" in told
    assert "Today, Sun 22 Nov" in told
    assert "8, 8, 9, 8, 8, 9, 8, 8, 8, 9, not told" in told


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    "args", [("progress",), ("plan",), ("report",), ("options", "--compare", "heat", "walking")]
)
def test_a_stream_of_few_letters_takes_every_line(
    args: Sequence[str], encoding: str, eight_weeks: Path
) -> None:
    argv = backcoach(*args, "--accessible")
    env = {**os.environ, "BACKCOACH_HOME": str(eight_weeks), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = program.run(argv, env=env)
    assert done.returncode == 0
    assert is_plain(done.stdout)
    assert len(done.stdout) > 500


# Who wants it


@pytest.mark.parametrize(
    ("setting", "variable", "option", "is_on"),
    [
        (None, None, False, False),
        ("on", None, False, True),
        ("on", "0", False, False),
        ("on", "", False, True),
        ("off", "1", False, True),
        ("off", "0", True, True),
        (None, "yes", False, True),
    ],
)
def test_the_option_goes_before_the_environment_and_that_before_the_setting(
    setting: str | None,
    variable: str | None,
    option: bool,
    is_on: bool,
    with_plan: Path,
) -> None:
    if setting is not None:
        assert run("settings", "accessible", setting).returncode == 0
    env = {} if variable is None else {"ACCESSIBLE": variable}
    for args in (("--accessible", "plan"), ("plan", "--accessible")) if option else (("plan",),):
        assert ("[ ]" not in run(*args, env=env).stdout) is is_on
    assert with_plan.exists()


def test_the_setting_of_the_folder_that_is_named_counts(with_plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert run("settings", "accessible", "on", "--home", str(with_plan)).returncode == 0
    env = {"BACKCOACH_HOME": str(other)}
    for args in (("--home", str(with_plan), "plan"), ("plan", "--home", str(with_plan))):
        assert "[ ]" not in run(*args, env=env).stdout


def test_what_is_to_do_today_is_told_in_words_and_not_in_brackets(with_plan: Path) -> None:
    told = " ".join(run("plan", "--accessible").stdout.split())
    assert "To do: Walking: 10 min, 2 times a day" in told
    assert ("[ ]" in told, with_plan.exists()) == (False, True)


@pytest.mark.parametrize(
    "args", [("exercises",), ("learn", "--list"), ("comfort",), ("plan",), ("goals",)], ids=" ".join
)
def test_no_mark_in_brackets_stands_without_its_words(args: Sequence[str], eight_weeks: Path) -> None:
    assert "[ ]" in shown(eight_weeks, *args) or args in (("goals",), ("plan",))
    assert not re.search(r"\[[ x/*.-]\]", shown(eight_weeks, *args, "--accessible"))


def test_a_document_is_the_same_in_the_mode(eight_weeks: Path) -> None:
    assert shown(eight_weeks, "progress", "--json", "--accessible") == shown(
        eight_weeks, "progress", "--json"
    )


def test_a_nonsense_value_is_named_and_changes_nothing(with_plan: Path) -> None:
    assert run("settings", "accessible", "perhaps").returncode == 2
    done = run("plan", env={"ACCESSIBLE": "perhaps"})
    assert (done.returncode, "[ ]" in done.stdout) == (0, True)
    assert "ACCESSIBLE is not on or off." in " ".join(done.stderr.split())
    assert with_plan.exists()


def test_a_sit_tells_its_half_and_its_end_and_is_drawn_nowhere(with_plan: Path) -> None:
    with at_terminal("sit", "--minutes", "60", "--accessible") as terminal:
        terminal.expect_text("Sit for 30 min, then get up.")
        terminal.ctrl_c()
        terminal.expect_text("Stopped within the first minute: nothing to keep.")
        assert terminal.exit_code() == 130
        assert is_never_redrawn(terminal.written())
    assert with_plan.exists()
