"""Flare-ups, pauses and the look back at a real terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.activity_record import FlareDeclared, ReviewHeld
from backcoach.coach.measures import Measured
from backcoach.coach.values import Answer
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import ORDINARY, Person, at_terminal, plain, run

pytestmark = [pytest.mark.terminal, pytest.mark.usefixtures("with_plan")]

MONDAY = "2026-11-23T09:00:00+00:00"
WEEKLY_PROMPTS = 12
"""The most a look back asks, after the weekly safety questions."""

NEXT_SUNDAY = "2026-11-29T20:00:00+00:00"


def kept(home: Path, kind: type[Any]) -> list[Any]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(kind)]


@pytest.fixture(autouse=True)
def _on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", MONDAY)


@pytest.mark.parametrize("columns", [80, 60])
def test_a_flare_up_asks_all_safety_questions_and_shows_the_days_ahead(home: Path, columns: int) -> None:
    with at_terminal("flare", columns=columns) as terminal:
        person = Person(terminal, ORDINARY)
        assert person.play_to_the_end() == 0
        said = plain(terminal.written())
        assert max(map(len, terminal.screen().splitlines())) <= columns
    assert person.was_asked("em_chest_pain")
    assert "Flare-up, day 1: 50 % of the plan today" in said
    assert "Not yet reviewed by a clinician." in said
    assert len(kept(home, FlareDeclared)) == 1
    shown = " ".join(run("plan", "--today").stdout.split())
    assert "Flare-up, day 1: 50 % of the plan." in shown


def test_who_stops_in_the_questions_of_a_flare_up_has_told_of_it_and_the_plan_rests(home: Path) -> None:
    with at_terminal("flare") as terminal:
        Person(terminal, ORDINARY).play(until="Safety question 2")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    assert len(kept(home, FlareDeclared)) == 1
    assert "safety answers no longer count for today" in " ".join(run("plan").stderr.split())


def test_half_a_day_says_that_doses_stay_and_halves_the_column_of_today() -> None:
    before = run("plan").stdout
    assert run("flare", "--today").returncode == 0
    shown = run("plan").stdout
    assert "Half of the activity today. Doses stay as they are." in shown

    def walked(screen: str) -> list[str]:
        return next(line for line in screen.splitlines() if line.startswith("Walking (min)")).split()[2:]

    assert "10" not in walked(before)
    assert walked(shown).count("10") == 1


def test_a_pause_is_said_and_ended() -> None:
    said = run("pause", "--for", "holiday", "--until", "tomorrow").stdout
    assert "Paused from Mon 23 Nov until Tue 24 Nov (a holiday or a trip)." in said
    assert "Paused" in run("pause").stdout
    assert "The plan is paused until Tue 24 Nov." in " ".join(run("plan", "--today").stdout.split())
    assert "The plan goes on" in run("pause", "--end").stdout
    assert "Nothing is paused." in run("pause").stdout


@pytest.mark.parametrize("columns", [80, 60])
def test_a_look_back_asks_a_few_questions_and_shows_what_is_different(
    home: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    for day in (25, 28):
        monkeypatch.setenv("BACKCOACH_NOW", f"2026-11-{day}T20:00:00+00:00")
        assert run("log", "--all-clear", "--walk", "20", "--pain", "4").returncode == 0
    monkeypatch.setenv("BACKCOACH_NOW", NEXT_SUNDAY)
    replies = {
        "plan easy?": "y",
        "missing in the log": "n",
        "against the start": "5",
        "How well can you do this now?": "6",
        "How sure are you": "7",
        "Three numbers from 0 to 10": "7 6.5 -",
        "How many hours did you work": "- 3 20",
        "What stood in the way?": "2",
        "changed for something else?": "0",
        "Small steps": "n",
    }
    with at_terminal("review", columns=columns) as terminal:
        person = Person(terminal, replies)
        assert person.play_to_the_end() == 0
        said = plain(terminal.written())
        assert max(map(len, terminal.screen().splitlines())) <= columns
    assert "Week 1 to week 2" in said
    assert person.was_asked("ces_saddle_numb"), "the weekly safety questions belong to it"
    first = next(place for place, block in enumerate(person.blocks) if "plan easy?" in block)
    assert len(person.blocks) - first <= WEEKLY_PROMPTS
    held = kept(home, ReviewHeld)[-1]
    assert (held.said.is_easy, held.said.overall, held.said.confidence) == (True, 1, 7)
    assert held.said.were_gaps_harder is Answer.NO
    assert held.said.barriers == ("time",)
    measured = {one.measure: one.values for one in kept(home, Measured)}
    assert measured == {"peg": (7, 6.5, None), "distress": (3,), "work_hours": (20,)}
    assert "Week 1 to week 2" in run("plan", "--diff").stdout


def test_numbers_told_before_ctrl_c_are_kept_and_what_cannot_be_is_asked_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", "2026-11-28T20:00:00+00:00")
    assert run("log", "--all-clear", "--sleep", "5").returncode == 0
    monkeypatch.setenv("BACKCOACH_NOW", NEXT_SUNDAY)
    with at_terminal("review") as terminal:
        person = Person(terminal, {"plan easy?": "y", "against the start": "4", "What stood in the way": "0"})
        person.play(until="Three numbers from 0 to 10")
        person.reply("7 6 11")
        terminal.expect_text("Please type numbers from 0 to 10")
        person.reply("7 6 8")
        person.play(until="How many hours did you work")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    assert [(one.measure, one.values) for one in kept(home, Measured)] == [("peg", (7, 6, 8))]


def test_answers_before_ctrl_c_in_a_look_back_are_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (25, 28):
        monkeypatch.setenv("BACKCOACH_NOW", f"2026-11-{day}T20:00:00+00:00")
        assert run("log", "--all-clear", "--walk", "20", "--pain", "4").returncode == 0
    monkeypatch.setenv("BACKCOACH_NOW", NEXT_SUNDAY)
    with at_terminal("review") as terminal:
        Person(terminal, {"plan easy?": "y"}).play(until="against the start")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    assert {one.said.is_easy for one in kept(home, ReviewHeld)} == {True}


def test_after_a_pause_for_illness_it_is_not_said_that_the_plan_goes_on() -> None:
    assert "To let the plan wait: backcoach pause --for" in run("pause").stdout
    run("pause", "--for", "illness")
    assert "The plan rests all the same" in run("pause", "--end").stdout
    assert "backcoach screen" in run("plan").stderr
