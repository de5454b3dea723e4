"""Asking again at a real terminal: weekly, after a flare-up or a pause, and when the program was killed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.record import CheckIn, Screened
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import ORDINARY, Person, at_terminal, run

pytestmark = pytest.mark.terminal

DAY = "2026-11-{}T20:00:00+00:00"
SAFETY = "First the safety questions of today."
WEEKLY = "A week is over: first the weekly safety questions."
ALL_AGAIN = "So all safety questions are asked once more."
DONE = "What did you do"
SPECIAL = "Anything special?"
DAILY_PROMPTS = 6
AGAIN = {name: ORDINARY[name] for name in ("scope_self", "age_years", "course_weeks", "scope_low_back", "F1")}


@pytest.fixture(autouse=True)
def _started(with_plan: Path) -> None:
    """Somebody started on 22 November."""


def on_day(day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", DAY.format(day))


def kept(home: Path, kind: type) -> list[Any]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(kind)]


def log_quietly(monkeypatch: pytest.MonkeyPatch, *days: int) -> None:
    for day in days:
        on_day(day, monkeypatch)
        assert run("log", "--all-clear", "--function", "6").returncode == 0


def without_pages(blocks: list[str]) -> int:
    """Prompts with a list counted once, however many parts the screen shows it in, and none for its lines."""
    lists = [block for block in blocks if "none of these (no to every line" in block]
    lines = [block for block in blocks if "none of these" not in block and "line " in block]
    return len(blocks) - len(lists) - len(lines) + bool(lists)


def test_an_ordinary_check_in_takes_at_most_six_prompts(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    on_day(29, monkeypatch)
    log_quietly(monkeypatch, 25, 28)
    on_day(28, monkeypatch)
    monkeypatch.setenv("BACKCOACH_NOW", "2026-11-29T03:00:00+00:00")
    with at_terminal("log") as terminal:
        person = Person(terminal, {"Which of these doses": "0"})
        assert person.play_to_the_end() == 0
    asked = [block for block in person.blocks if "Which of these doses" not in block]
    assert 0 < without_pages(asked) <= DAILY_PROMPTS
    assert person.count_of(WEEKLY) == 0
    assert len(kept(home, CheckIn)) > 2


def test_after_a_week_log_asks_the_weekly_questions_one_by_one_and_the_next_week_is_made(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    log_quietly(monkeypatch, 25, 28)
    on_day(29, monkeypatch)
    waiting = run("plan")
    assert "backcoach screen --weekly" in " ".join(waiting.stdout.split())
    with at_terminal("log") as terminal:
        person = Person(terminal, {})
        assert person.play_to_the_end() == 0
    assert person.count_of(SAFETY) >= 1
    assert person.count_of(WEEKLY) == 1
    assert person.was_asked("ces_saddle_numb")
    assert person.was_asked("neuro_numb_leg")
    assert not person.was_asked("em_chest_pain")
    assert [one.sets for one in kept(home, Screened)][-1] == ("weekly",)
    waiting = run("plan")
    assert "backcoach review" in waiting.stdout
    assert run("review", "--easy", "no").returncode == 0
    assert "Week 2" in run("plan").stdout


def test_a_sign_in_the_weekly_questions_shows_the_action_and_asks_nothing_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log_quietly(monkeypatch, 25, 28)
    on_day(29, monkeypatch)
    with at_terminal("screen", "--weekly") as terminal:
        person = Person(terminal, {"ces_saddle_numb": "y", "ces_recent": "y"})
        assert person.play_to_the_end() == 12
        assert "111" in terminal.written().decode()
    assert not person.was_asked("ces_pee_start")
    assert run("plan").returncode == 12


def test_a_crisis_line_comes_at_once_and_not_only_at_the_end_of_the_questions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log_quietly(monkeypatch, 25, 28)
    on_day(29, monkeypatch)
    with at_terminal("screen", "--weekly") as terminal:
        person = Person(terminal, {"mh_suicide_thoughts": "?", "mh_suicide_now": "n"})
        person.play(until="mh_suicide_now")
        assert "1737" in " ".join(terminal.screen().split())
        person.reply("n")
        assert person.play_to_the_end() == 11


def test_a_flare_up_asks_everything_at_once_and_stopping_there_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    on_day(23, monkeypatch)
    with at_terminal("log") as terminal:
        person = Person(terminal, {SPECIAL: ("1", "")})
        person.play(until="scope_self")
        assert person.count_of(ALL_AGAIN) == 1
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    assert kept(home, CheckIn)[-1].is_flare is True
    resting = run("plan")
    assert resting.returncode == 4
    assert "flare-up" in " ".join((resting.stdout + resting.stderr).split())
    with at_terminal("screen") as terminal:
        assert Person(terminal, AGAIN).play_to_the_end() == 0
    assert run("plan").returncode == 0


def test_after_a_pause_log_begins_with_all_safety_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    on_day(30, monkeypatch)
    with at_terminal("log") as terminal:
        person = Person(terminal, AGAIN)
        assert person.play_to_the_end() == 0
    assert person.count_of(ALL_AGAIN) == 1
    assert person.was_asked("em_chest_pain")
    assert person.count_of(DONE) == 1


@pytest.mark.parametrize("command", ["screen", "log"])
def test_a_program_killed_between_a_sign_and_the_decision_leaves_the_plan_resting(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    on_day(23, monkeypatch)
    replies: dict[str, str | tuple[str, ...]] = {
        **AGAIN,
        "A6": ("n", "n", "n", "n", "y"),
        SAFETY: ("n", "n", "n", "y"),
    }
    with at_terminal(command) as terminal:
        Person(terminal, replies).play(until="line 6 of" if command == "screen" else "line 5 of")
        terminal.kill()
        assert terminal.exit_code() < 0
    resting = run("plan")
    assert resting.returncode in (11, 12)
    assert "Week 1" not in resting.stdout


def test_who_looked_and_what_they_said_is_chosen_and_what_is_still_open_does_not_lift(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_day(23, monkeypatch)
    assert run("log", "--flag", "inf_fever", "--all-clear").returncode in (11, 12)
    on_day(24, monkeypatch)
    with at_terminal("screen", "--assessed") as terminal:
        person = Person(
            terminal,
            {"Who looked at it?": "2", "What did they say?": "4", "in your words": "blood test pending"},
        )
        assert person.play_to_the_end() in (11, 12)
        assert "rests until they are done" in " ".join(terminal.screen().split())
    with at_terminal("screen", "--assessed") as terminal:
        seen = {"Who looked at it?": "2", "What did they say?": "1", "in your words": "all fine"}
        person = Person(terminal, {**seen, **AGAIN})
        assert person.play_to_the_end() == 0
    assert run("plan").returncode == 0
