"""The check of what the person thinks at a real terminal, in `start` and by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.thoughts import ThoughtsChecked
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import NOW, ORDINARY, Person, answers_in, at_terminal, run

pytestmark = pytest.mark.terminal

NOTICE = "This is not a validated test and does not predict anything."
WORRIES = "How far does each of these fit you just now?"
MOOD_ONLY = ("n",) * 5 + ("y", "0")
"""No to the five lines before low mood, yes to it, no to the rest."""


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


def checks_in(home: Path) -> list[ThoughtsChecked]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(ThoughtsChecked)]


def test_start_asks_it_in_one_prompt_and_says_what_it_is_not(home: Path) -> None:
    with at_terminal("start") as terminal:
        person = Person(terminal, ORDINARY)
        assert person.play_to_the_end() == 0
        asked = [block for block in person.blocks if WORRIES in block]
        assert len(asked) == 1
        assert NOTICE in asked[0]
    kept = {name: value for name, value in answers_in(home) if name.startswith("worries")}
    assert len(kept) == 9
    assert set(kept.values()) == {"no"}


def test_low_mood_in_start_shows_the_crisis_line_at_once(home: Path) -> None:
    with at_terminal("start") as terminal:
        person = Person(terminal, {**ORDINARY, WORRIES: MOOD_ONLY})
        assert person.play_to_the_end() == 0
        after = next(block for block in person.blocks if "How sure are you" in block)
        assert "1737" in after
        assert "Healthline" in after
        assert "backcoach why lesson_mood" in after
    assert ("worries.low_mood", "yes") in answers_in(home)


def test_stopping_inside_the_list_keeps_its_lines_and_goes_on_after_them(home: Path) -> None:
    with at_terminal("start") as terminal:
        person = Person(terminal, {**ORDINARY, WORRIES: ("y", "b")})
        person.play(until="line 3 of 9")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    assert answers_in(home)[-2:] == [("worries.poor_sleep", "yes"), ("worries.doing_less", "a_bit")]
    with at_terminal("start") as terminal:
        person = Person(terminal, ORDINARY)
        assert person.play_to_the_end() == 0
        again = next(block for block in person.blocks if WORRIES in block)
        assert "line 1 of 7" in again
        assert "I sleep badly" not in again


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize("columns", [80, 60])
def test_alone_it_asks_nine_lines_and_shows_what_they_lead_to(home: Path, columns: int) -> None:
    with at_terminal("thoughts", columns=columns) as terminal:
        person = Person(terminal, {WORRIES: ("y", "b", "", "?", "n", "y", "0")})
        assert person.play_to_the_end() == 0
        assert NOTICE in person.blocks[0]
        screen = " ".join(terminal.screen().split())
        for words in ("1737", "Healthline", "Worry that moving does damage (not answered)", "lesson_sleep"):
            assert words in screen
    (said,) = checks_in(home)
    assert said.yes == ("poor_sleep", "low_mood")
    assert said.a_bit == ("doing_less",)
    assert said.unsaid == ("fear_of_movement", "boom_and_bust")


@pytest.mark.usefixtures("with_plan")
def test_ctrl_c_keeps_the_lines_so_far_and_the_rest_is_unsaid(home: Path) -> None:
    with at_terminal("thoughts") as terminal:
        Person(terminal, {WORRIES: ("y", "n")}).play(until="line 3 of 9")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
        assert b"Traceback" not in terminal.written()
    (said,) = checks_in(home)
    assert (said.yes, said.no, len(said.unsaid)) == (("poor_sleep",), ("doing_less",), 7)


@pytest.mark.usefixtures("in_emergency")
def test_in_an_emergency_nothing_is_asked_and_the_action_is_shown(home: Path) -> None:
    with at_terminal("thoughts") as terminal:
        person = Person(terminal, {})
        assert person.play_to_the_end() == 12
        assert person.count_of(WORRIES) == 0
        assert b"call 111" in terminal.written()
    assert checks_in(home) == []


@pytest.mark.usefixtures("with_plan")
def test_nothing_that_changes_is_said_as_such(tmp_path: Path) -> None:
    path = tmp_path / "thoughts.toml"
    path.write_text("worries = []\n", encoding="utf-8")
    done = run("thoughts", "--answers", str(path))
    assert done.returncode == 0
    assert "Nothing changes after these answers." in done.stdout


def test_without_a_terminal_nothing_is_asked(home: Path) -> None:
    done = run("thoughts")
    assert done.returncode == 2
    assert "backcoach thoughts --answers FILE" in done.stderr
    assert not home.exists()
