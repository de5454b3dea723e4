"""`backcoach go` at a real terminal: plain lines, the countdown, its keys, Ctrl-C, a kill, the colours."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from backcoach.coach.done import Session
from backcoach.coach.record import LessonShown
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import Person, at_terminal, book, plain, rows_in, run
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

SUNDAY = "2026-11-22T09:30:00+00:00"
WIDTHS = (80, 60)
FAST, QUICK, SLOW = "0.01", "0.05", "0.2"
READY_SECONDS = book().guided.times.ready_seconds
ENTER = "\r"
STOP_SIGN = "Pain spreads further down the leg."
RED = "Red: that was too much. Stop this one for today."
IDS = ("mob_knee_roll", "mob_pelvic_tilt", "ctrl_heel_slide")
NAMES = ("Knee rolls", "Pelvic tilt", "Heel slides")


@pytest.fixture(autouse=True)
def _half_past_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is half an hour after somebody started."""
    monkeypatch.setenv("BACKCOACH_NOW", SUNDAY)


def going(*args: str, second: str = FAST, columns: int = 80, env: dict[str, str] | None = None) -> Terminal:
    """Start a session whose seconds are short."""
    argv = [sys.executable, "-m", "tests.terminal.go_child", second, "go", *args]
    return Terminal(argv, env=env, columns=columns, rows=24)


def sessions(home: Path) -> list[Session]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(Session)]


def reply(terminal: Terminal, question: str, text: str = "") -> None:
    """Wait for a question and type."""
    terminal.expect_text(question)
    terminal.type(text + ENTER)


def flat(text: str) -> str:
    return " ".join(text.split())


def finish(terminal: Terminal, worst: str = "3", leg: str = "n", relax: str = "n") -> None:
    """Answer what is asked at the end."""
    reply(terminal, "at its worst during it?", worst)
    reply(terminal, "go further down the leg?", leg)
    terminal.expect_text("The next morning counts too")
    reply(terminal, "Slow breaths?", relax)


# Plain lines


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_whole_session_in_plain_lines(columns: int, with_plan: Path) -> None:
    with going("--plain", "--no-drawing", columns=columns) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        for number, name in enumerate(NAMES, start=1):
            terminal.expect_text(f"{number} of 3 {name}")
            reply(terminal, "Enter to begin")
            for side in (1, 2) if name != "Pelvic tilt" else (0,):
                terminal.expect_text(f"Side {side} of 2: 5 times" if side else "5 times, 2 s each.")
                reply(terminal, "Enter when done")
        finish(terminal)
        assert terminal.exit_code() == 0
        written = terminal.written()
    text = plain(written)
    assert text.index(STOP_SIGN) < text.index(NAMES[0])
    assert "Green: the pain stayed near where it was." in text
    for name in NAMES:
        assert f"{name}: green" in text
    assert b"====" not in written
    assert all(
        len(line) <= columns for line in written.decode().replace("\r", "").splitlines() if "\x1b" not in line
    )
    done = [
        Session(one, 1, 2, 3, None, has_spread=False)
        for one in ("mob_knee_roll", "mob_pelvic_tilt", "ctrl_heel_slide")
    ]
    assert sessions(with_plan) == done


def test_a_terminal_that_cannot_draw_gets_plain_lines(with_plan: Path) -> None:
    with going(env={"NO_COLOR": "1", "TERM": "dumb"}) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        terminal.expect_text("Side 1 of 2: 5 times, 2 s each.")
        reply(terminal, "Enter when done", "q")
        assert "Get ready" not in terminal.screen()
        reply(terminal, "Slow breaths?", "n")
        assert terminal.exit_code() == 0
        assert b"\r[" not in terminal.written()
        assert b"\x1b" not in terminal.written()
    assert sessions(with_plan) == []


def test_plain_lines_take_easier_harder_and_skip_and_refuse_what_is_no_key(with_plan: Path) -> None:
    with going("--plain") as terminal:
        reply(terminal, "How bad is the pain right now?", "two")
        reply(terminal, "Please type a number from 0 to 10", "2")
        reply(terminal, "Enter to begin", "x")
        reply(terminal, "Please type Enter alone to begin")
        reply(terminal, "Side 1 of 2: 5 times", "w")
        reply(terminal, "or s, e, h or q", "h")
        terminal.expect_text("From now on: 8 to each side")
        reply(terminal, "Side 1 of 2: 8 times", "h")
        reply(terminal, "More than this is not for today.", "e")
        reply(terminal, "From now on: 5 to each side", "e")
        terminal.expect_text("Easier: Roll only half as far")
        reply(terminal, "Side 1 of 2: 5 times")
        reply(terminal, "Side 2 of 2: 5 times", "s")
        reply(terminal, "2 of 3 Pelvic tilt", "s")
        reply(terminal, "3 of 3 Heel slides")
        terminal.expect_text("Side 1 of 2: 5 times")
        reply(terminal, "Enter when done", "e")
        reply(terminal, "3 of 3 Calm belly breathing", "q")
        finish(terminal)
        assert terminal.exit_code() == 0
    assert sessions(with_plan) == [Session("mob_knee_roll", 0, 2, 3, None, has_spread=False, part=5)]


# The countdown


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}], ids=["colour", "no colour"])
def test_a_whole_session_by_the_countdown(env: dict[str, str], columns: int, with_plan: Path) -> None:
    with going("--bell", columns=columns, env=env) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        for name in NAMES:
            terminal.expect_text(name)
            reply(terminal, "Enter to begin")
        finish(terminal)
        assert terminal.exit_code() == 0
        written = terminal.written().decode()
    bars = [part for part in written.split("\r") if part.startswith("[")]
    assert all(len(bar.rstrip("\n")) <= columns - 1 for bar in bars)
    assert len([bar for bar in bars if "Get ready" in bar]) >= 30
    for words in (
        "Hold 5 of 5, side 2 of 2",
        "Let go",
        "Now the other side",
        "Move 3 of 5, side 1 of 2",
        "\a",
    ):
        assert words in written
    assert [one.amount for one in sessions(with_plan)] == [1, 1, 1]


def test_keys_pause_skip_and_stop_and_a_part_is_kept_as_a_part(with_plan: Path) -> None:
    with going(second=SLOW) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        terminal.expect_text("Get ready")
        terminal.type("p")
        terminal.expect_text("Paused.")
        terminal.type("x\x1b[A")
        terminal.type("p")
        terminal.expect_text("Hold 3 of 5")
        terminal.type("h")
        terminal.expect_text("From now on: 8 to each side")
        terminal.type("e")
        terminal.expect_text("From now on: 5 to each side")
        terminal.type("s")
        reply(terminal, "2 of 3 Pelvic tilt")
        terminal.expect_text("Get ready")
        terminal.type("q")
        finish(terminal)
        assert terminal.exit_code() == 0
    (kept,) = sessions(with_plan)
    assert (kept.item, kept.amount) == ("mob_knee_roll", 0)
    assert kept.part in (2, 3)


# Nothing is lost


@pytest.mark.parametrize("way", [(), ("--plain",)], ids=["countdown", "plain"])
def test_ctrl_c_in_the_middle_keeps_what_was_done_and_says_so(way: tuple[str, ...], with_plan: Path) -> None:
    with going(*way) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        for _side in way and (1, 2):
            reply(terminal, f"Side {_side} of 2")
        terminal.expect_text("2 of 3 Pelvic tilt")
        assert sessions(with_plan) == [Session("mob_knee_roll", 1, 2)]
        terminal.ctrl_c()
        terminal.expect_text("Stopped. Kept: Knee rolls.")
        assert terminal.exit_code() == 130
    assert sessions(with_plan) == [Session("mob_knee_roll", 1, 2)]


def test_ctrl_c_within_an_exercise_keeps_its_part(with_plan: Path) -> None:
    with going(second=SLOW) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        terminal.expect_text("Hold 3 of 5")
        terminal.ctrl_c()
        terminal.expect_text("Stopped. Kept: Knee rolls (begun:")
        assert terminal.exit_code() == 130
    (kept,) = sessions(with_plan)
    assert kept.part in (2, 3)
    with going("--plain") as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        reply(terminal, "Side 1 of 2")
        terminal.expect_text("Side 2 of 2")
        terminal.ctrl_d()
        terminal.expect_text("(begun: 5 repeats)")
        assert terminal.exit_code() == 130


def test_ctrl_c_before_anything_keeps_nothing_and_says_so(with_plan: Path) -> None:
    before = rows_in(with_plan)
    with going() as terminal:
        terminal.expect_text("How bad is the pain right now?")
        terminal.ctrl_c()
        terminal.expect_text("Nothing was done yet")
        assert terminal.exit_code() == 130
    assert rows_in(with_plan) == before


@pytest.mark.parametrize("way", [(), ("--plain",)], ids=["countdown", "plain"])
def test_a_program_killed_in_the_middle_has_kept_what_was_finished(
    way: tuple[str, ...], with_plan: Path
) -> None:
    with going(*way, second=QUICK) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        for _side in way and (1, 2):
            reply(terminal, f"Side {_side} of 2")
        terminal.expect_text("2 of 3 Pelvic tilt")
        reply(terminal, "Breathing: Breathe on while you keep it there. Enter to begin")
        if way:
            terminal.expect_text("5 times, 2 s each.")
        else:
            assert terminal.read_until(lambda written: written.count(b"Get ready") > READY_SECONDS)
        terminal.kill()
        assert terminal.exit_code() == -9
    assert sessions(with_plan) == [Session("mob_knee_roll", 1, 2)]
    listed = run("go", "--list").stdout
    assert "Knee rolls" in listed


# Safety


@pytest.mark.parametrize("columns", WIDTHS)
def test_red_says_stop_and_what_comes_next_and_the_next_time_is_less(columns: int, with_plan: Path) -> None:
    with going("knee_roll", columns=columns) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        reply(terminal, "at its worst during it?", "7")
        reply(terminal, "go further down the leg?", "n")
        terminal.expect_text("Knee rolls: red")
        terminal.expect_text(f"{RED} Next time do the easier way, and a fifth less.")
        reply(terminal, "Slow breaths?", "n")
        assert terminal.exit_code() == 0
    listed = flat(run("go", "--list").stdout)
    assert "Knee rolls: 4 to each side, 2 seconds each" in listed
    assert "It was red the last time." in listed
    assert [one.peak for one in sessions(with_plan)] == [7]


@pytest.mark.parametrize(
    ("leg", "words"),
    [("y", "Pain further down the leg is a sign to stop."), ("?", "If you are not sure about the leg")],
)
def test_pain_down_the_leg_stops_the_session_and_is_to_be_told(leg: str, words: str, with_plan: Path) -> None:
    with going("--each") as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        reply(terminal, "at its worst during it?", "2")
        reply(terminal, "go further down the leg?", leg)
        terminal.expect_text(words)
        terminal.expect_text("backcoach log")
        reply(terminal, "Slow breaths?", "n")
        assert terminal.exit_code() == 0
        text = plain(terminal.written())
    assert "Pelvic tilt" not in text
    assert "green" not in text
    assert len(sessions(with_plan)) == 1


def test_with_each_every_exercise_has_its_own_pain(with_plan: Path) -> None:
    with going("--each", "--plain", "knee_roll", "pelvic_tilt") as terminal:
        for before, worst, sides in (("1", "2", 2), ("3", "6", 1)):
            reply(terminal, "How bad is the pain right now?", before)
            reply(terminal, "Enter to begin")
            for side in range(1, sides + 1):
                reply(terminal, f"Side {side} of 2" if sides == 2 else "5 times, 2 s each.")
            reply(terminal, "at its worst during it?", worst)
            reply(terminal, "go further down the leg?", "n")
        terminal.expect_text("Knee rolls: green")
        terminal.expect_text("Pelvic tilt: red")
        reply(terminal, "Slow breaths?", "n")
        assert terminal.exit_code() == 0
    assert [(one.before, one.peak) for one in sessions(with_plan)] == [(1, 2), (3, 6)]


@pytest.mark.parametrize("pain", ["8", "10", "?"])
def test_with_pain_of_eight_or_unknown_nothing_begins_as_planned(pain: str, with_plan: Path) -> None:
    with going("--plain") as terminal:
        reply(terminal, "How bad is the pain right now?", pain)
        terminal.expect_text("nothing begins as planned")
        for choice in ("1 Half of everything", "2 Only what suits a flare-up", "3 Nothing now"):
            terminal.expect_text(choice)
        terminal.type("1" + ENTER)
        terminal.expect_text("Knee rolls 2 to each side, 2 seconds each")
        reply(terminal, "Enter to begin")
        reply(terminal, "Side 1 of 2: 2 times", "h")
        reply(terminal, "More than this is not for today.", "q")
        reply(terminal, "Slow breaths?", "n")
        assert terminal.exit_code() == 0
    assert sessions(with_plan) == []


def test_with_too_much_pain_nothing_at_all_can_be_chosen(with_plan: Path) -> None:
    with going() as terminal:
        reply(terminal, "How bad is the pain right now?", "9")
        reply(terminal, "3 Nothing now", "3")
        reply(terminal, "Slow breaths?", "n")
        assert terminal.exit_code() == 0
    assert sessions(with_plan) == []


@pytest.mark.usefixtures("with_plan")
def test_without_todays_safety_answers_no_session_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", "2026-11-23T09:30:00+00:00")
    with going() as terminal:
        terminal.expect_text("None of the signs holds? backcoach log --all-clear.")
        assert terminal.exit_code() == 2
    assert "Before you begin, today's safety questions: backcoach log" in run("go", "--list").stdout


@pytest.mark.usefixtures("with_plan")
def test_while_the_plan_rests_the_action_stands_in_place_of_the_session() -> None:
    assert run("log", "--all-clear", "--flag", "inf_fever").returncode == 11
    with going() as terminal:
        terminal.expect_text("Talk to a doctor today. Call now.")
        terminal.expect_text("Ctrl-C to leave")
        assert "Knee rolls" not in plain(terminal.written())
    for arguments in ((), ("--list",), ("knee_roll",)):
        done = run("go", *arguments)
        assert done.returncode == 11
        assert "Knee rolls" not in done.stdout


@pytest.mark.usefixtures("in_emergency")
def test_in_an_emergency_the_action_stands_alone() -> None:
    done = run("go")
    assert done.returncode == 12
    assert "call 111" in flat(done.stdout)
    assert "Enter" not in done.stdout


def test_without_a_keyboard_nothing_is_asked_and_nothing_kept(with_plan: Path) -> None:
    before = rows_in(with_plan)
    done = run("go")
    assert (done.returncode, done.stdout) == (2, "")
    assert "backcoach go --list" in done.stderr
    assert rows_in(with_plan) == before


def test_what_is_not_for_the_person_is_refused(with_plan: Path) -> None:
    done = run("go", "plank_incline")
    assert done.returncode == 4
    assert "is not for now. It is for another part of the plan." in flat(done.stderr)
    assert sessions(with_plan) == []


@pytest.mark.usefixtures("with_plan")
def test_the_check_in_counts_nothing_twice_that_a_session_has_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with going("--plain", "knee_roll") as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin")
        for side in (1, 2):
            reply(terminal, f"Side {side} of 2")
        finish(terminal)
        assert terminal.exit_code() == 0
    with at_terminal("log") as terminal:
        person = Person(terminal, {})
        person.play(until="What did you do today?")
        terminal.expect_text("(counted already: 1 time; add only the rest)")
        place = re.search(r"(\d+)\s+Knee rolls", terminal.screen())
        assert place is not None
        person.reply(place.group(1))
        terminal.expect_text("How well did daily life go?")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    monkeypatch.setenv("NO_COLOR", "1")
    assert "3 of 3 times" in run("plan").stdout


# The list, and relaxation


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_list_changes_nothing_and_fits_the_width(columns: int, with_plan: Path) -> None:
    before = rows_in(with_plan)
    done = run("go", "--list", "--relax", "r_micro", env={"COLUMNS": str(columns)})
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if len(line) > columns] == []
    for words in (*NAMES, "About 2 min 42 s", "One minute (1 min 10 s)", "Not yet reviewed by a clinician."):
        assert words in flat(done.stdout)
    assert rows_in(with_plan) == before


def test_nothing_left_offers_one_that_fits(with_plan: Path) -> None:
    for name, times in (("knee_roll", 3), ("pelvic_tilt", 3), ("heel_slide", 1)):
        assert run("log", "--did", f"{name}={times}").returncode == 0
    done = run("go")
    assert done.returncode == 0
    assert "Nothing is left to do of today's exercises." in done.stdout
    assert "If you feel like it: backcoach go " in done.stdout
    assert sessions(with_plan) == []


@pytest.mark.parametrize("way", [(), ("--plain",)], ids=["countdown", "plain"])
def test_a_script_is_played_to_its_end_and_kept_as_read(way: tuple[str, ...], with_plan: Path) -> None:
    for name, times in (("knee_roll", 3), ("pelvic_tilt", 3), ("heel_slide", 1)):
        assert run("log", "--did", f"{name}={times}").returncode == 0
    with going("--relax", "r_micro", *way) as terminal:
        terminal.expect_text("One minute 1 min 10 s")
        reply(terminal, "Enter to begin")
        if way:
            reply(terminal, "Enter when you are done")
        assert terminal.exit_code() == 0
        text = plain(terminal.written())
    assert text.index("Drop your shoulders.") < text.index("And slowly out.") < text.index("Look up")
    with open_journal(with_plan, KINDS) as journal:
        assert [one.body.lesson for one in journal.entries(LessonShown)] == ["r_micro"]


def test_a_script_can_be_ended_with_a_key_and_is_offered_after_the_exercises(with_plan: Path) -> None:
    with going("knee_roll", second=SLOW) as terminal:
        reply(terminal, "How bad is the pain right now?", "2")
        reply(terminal, "Enter to begin", "s")
        reply(terminal, "Slow breaths?", "maybe")
        reply(terminal, "Please type y or n.", "y")
        reply(terminal, "Enter to begin")
        terminal.expect_text("Put one hand on your belly.")
        terminal.type("q")
        assert terminal.exit_code() == 0
    assert sessions(with_plan) == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--json",), "--json belongs to --list."),
        (("--relax", "e04_hurt_harm"), "is no relaxation script"),
        (("moonwalk",), "No exercise is called"),
    ],
)
@pytest.mark.usefixtures("with_plan")
def test_what_cannot_be_used_is_said(args: tuple[str, ...], words: str) -> None:
    done = run("go", *args)
    assert done.returncode == 2
    assert words in done.stderr


def test_without_a_start_it_says_where_to_begin(home: Path) -> None:
    done = run("go")
    assert done.returncode == 3
    assert not home.exists()
