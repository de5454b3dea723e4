"""`backcoach log` at a real terminal: the daily check-in step by step, and a red flag in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.record import CheckIn, DoseTaken, Screened
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import ENTER, ORDINARY, Person, at_terminal, run
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

EVENING = "2026-11-23T20:00:00+00:00"
SAFETY = "First the safety questions of today."
DONE = "What did you do today?"
SCORES = ("How well did daily life go?", "How was your sleep last night?", "How bad was the pain on average?")
DOSES = "Which of these doses did you take?"
NOTE = "A note?"
SPECIAL = "Anything special?"
MOST = 12
NERVES, LEGS, INFECTION, ORGANS = 1, 2, 4, 6
"""The places of the safety questions of the day."""


@pytest.fixture(autouse=True)
def _second_day(with_plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it makes the record
    """It is the evening of the day after somebody started."""
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)


@pytest.fixture
def log() -> Iterator[Terminal]:
    with at_terminal("log") as terminal:
        yield terminal


def gates(place: int, reply: str = "y") -> tuple[str, ...]:
    """No to every safety question of the day up to one."""
    return (*("n",) * (place - 1), reply)


def kept(home: Path, kind: type) -> list[Any]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(kind)]


def test_an_ordinary_day_takes_few_prompts_and_is_shown_in_the_plan(log: Terminal) -> None:
    replies = {
        DONE: "1=20 2",
        SCORES[0]: "6",
        SCORES[1]: "7.5",
        SCORES[2]: "4",
        DOSES: "1 2",
        NOTE: "a long drive",
    }
    person = Person(log, replies)
    assert person.play_to_the_end() == 0
    assert len(replies) < person.prompts <= MOST
    said = " ".join(log.screen().split())
    assert "Saved for Mon 23 Nov: Walking 20 min, Cycling 7 min, daily life 6 of 10" in said
    plan = json.loads(run("plan", "--json").stdout)
    assert {one["label"]: one["done"] for one in plan["items"]}["Walking"] == 20
    assert [one["state"] for one in plan["doses"][:2]] == ["taken", "taken"]


def test_safety_comes_first_and_pain_is_the_last_score_and_may_be_passed(log: Terminal, home: Path) -> None:
    person = Person(log, {SCORES[0]: "6"})
    assert person.play_to_the_end() == 0
    order = [SAFETY, DONE, *SCORES, DOSES, SPECIAL]
    places = [next(at for at, block in enumerate(person.blocks) if text in block) for text in order]
    assert places == sorted(places)
    assert places[0] == 0
    (check_in,) = kept(home, CheckIn)
    assert (check_in.function, check_in.pain, check_in.sleep) == (6, None, None)
    assert check_in.done == ()


@pytest.mark.parametrize(
    ("replies", "kept_scores"),
    [
        (("0",), (False, None, None)),
        (("1",), (True, None, None)),
        (("2", "3.5"), (False, 3.5, None)),
        (("3 1", "7"), (True, None, 7)),
        (("1 2 3", "", "", "0"), (True, None, 0)),
        (("",), (None, None, None)),
    ],
    ids=str,
)
def test_a_flare_up_and_pain_in_the_leg_are_asked_for_in_one_prompt(
    log: Terminal,
    home: Path,
    replies: tuple[str, ...],
    kept_scores: tuple[bool | None, float | None, float | None],
) -> None:
    person = Person(log, {**ORDINARY, SPECIAL: replies})
    assert person.play_to_the_end() == 0
    assert person.count_of(SPECIAL) == 1
    assert person.count_of(": how bad?") == len({"2", "3"} & set(replies[0].split()))
    (check_in,) = kept(home, CheckIn)
    assert (check_in.is_flare, check_in.leg_pain, check_in.distress) == kept_scores


def test_impossible_scores_and_amounts_are_asked_again(log: Terminal, home: Path) -> None:
    person = Person(log, {DOSES: "0"})
    person.play(until=DONE)
    for rubbish in ("1=-1", "1=2000", "1=ten", "1=3.5", "1=1e1", "9", "maybe", ""):
        log.type(rubbish + ENTER)
        log.expect_text("Please type")
        log.type("\x15")
    person.reply("1=15")
    person.play(until=SCORES[2])
    for rubbish in ("11", "-1", "3.3", "nan", "bad"):
        log.type(rubbish + ENTER)
        log.expect_text("Please type a number")
        log.type("\x15")
    person.reply("10")
    assert person.play_to_the_end() == 0
    (check_in,) = kept(home, CheckIn)
    assert check_in.pain == 10
    assert [one.amount for one in check_in.done] == [15]


def test_a_fever_opens_its_group_one_by_one_and_lets_the_plan_rest(log: Terminal) -> None:
    person = Person(log, {SAFETY: gates(INFECTION), "inf_fever": "y"})
    assert person.play_to_the_end() == 11
    opened = ("inf_fever", "inf_very_ill", "em_stiff_neck", "inf_skin_hot", "inf_recent_infection")
    for question in opened:
        assert person.was_asked(question), question
    assert [person.was_asked(one) for one in ("em_chest_pain", "ces_saddle_numb")] == [False, False]
    assert person.count_of(DONE) == person.count_of(SCORES[0]) == 0
    screen = " ".join(log.screen().split())
    assert "Talk to a doctor today. Call now." in screen
    assert "0800 611 116" in screen
    for command in ("plan", "status", ""):
        shown = run(*command.split())
        assert shown.returncode == 11, command
        assert "Week" not in shown.stdout
        assert "Talk to a doctor today" in " ".join(shown.stdout.split())


def test_chest_pain_stops_the_questions_at_once_and_shows_the_number(log: Terminal) -> None:
    person = Person(log, {SAFETY: gates(ORGANS), "em_chest_pain": "y"})
    assert person.play_to_the_end() == 12
    assert "chest pain, tightness or pressure now" in person.questions[-1]
    assert "call 111" in log.screen()
    assert run("plan").returncode == 12


def test_a_doubt_about_a_gate_opens_it_too(log: Terminal) -> None:
    person = Person(log, {SAFETY: gates(NERVES, "?")})
    assert person.play_to_the_end() == 0
    assert person.was_asked("ces_saddle_numb")
    assert person.count_of(DONE) == 1


SIGNS = "Since you began this medicine, or now: any of these?"


def test_no_safety_question_is_out_of_sight_when_none_of_them_is_typed(home: Path) -> None:
    with at_terminal("log", columns=60) as terminal:
        person = Person(terminal, {})
        seen = ""
        while person.wait() and "none of these" in person.blocks[-1] and SIGNS not in person.blocks[-1]:
            assert SAFETY in terminal.screen()
            seen += terminal.screen()[terminal.screen().rindex(SAFETY) :]
            person.answer()
        assert [f"\n  {place}  " in seen for place in range(1, 7)] == [True] * 6
    assert kept(home, Screened)[-1].occasion == "daily"


def test_stopping_half_way_keeps_what_was_answered(log: Terminal, home: Path) -> None:
    person = Person(log, {DONE: "1=20", SCORES[0]: "6"})
    person.play(until=SCORES[1])
    log.ctrl_c()
    assert log.exit_code() == 130
    assert b"Traceback" not in log.written()
    (check_in,) = kept(home, CheckIn)
    assert check_in.function == 6
    assert [(one.item, one.amount) for one in check_in.done] == [("walk", 20)]
    with at_terminal("log") as again:
        person = Person(again, {})
        assert person.play_to_the_end() == 0
        assert person.count_of(SAFETY) == 0, "today's safety questions are answered already"


def test_stopping_after_a_sign_was_reported_keeps_it_and_shows_the_action(log: Terminal, home: Path) -> None:
    person = Person(log, {SAFETY: gates(INFECTION), "inf_fever": "y"})
    person.play(until="inf_very_ill")
    log.ctrl_c()
    log.expect_text("Enter for what to do")
    log.ctrl_c()
    assert log.exit_code() in (11, 12)
    assert re.search(r"111|0800 611 116", log.screen())
    assert kept(home, Screened)[-1].answers["inf_fever"].value == "yes"
    assert run("plan").returncode in (11, 12)


def test_stopping_before_any_sign_asks_all_of_them_again(log: Terminal) -> None:
    Person(log, {SAFETY: ("n", "n")}).play(until="line 3 of")
    log.ctrl_c()
    assert log.exit_code() == 130
    assert run("plan").returncode == 0
    with at_terminal("log") as again:
        person = Person(again, {})
        person.play(until="line 1 of")


def test_doses_taken_at_their_times_are_kept_with_the_planned_time(log: Terminal, home: Path) -> None:
    assert Person(log, {DOSES: "2"}).play_to_the_end() == 0
    (dose,) = kept(home, DoseTaken)
    assert (dose.medicine.value, dose.mg) == ("paracetamol", 1000)
    with open_journal(home, KINDS) as journal:
        (entry,) = journal.entries(DoseTaken)
    assert entry.at.isoformat() == "2026-11-23T15:00:00+00:00"


def test_a_dose_taken_at_another_time_is_kept_with_the_time_that_was_typed(log: Terminal, home: Path) -> None:
    person = Person(log, {DOSES: "1 2"})
    person.play(until="When? A time for each of them")
    assert "Enter for 07:00 15:00 (planned)" in person.blocks[-1]
    for text, problem in (("17:30", "2 of them"), ("7 23:30", "still to come"), ("7 late", "type a time")):
        log.type(text + ENTER)
        log.expect_text(problem)
        log.type("\x15")
    person.reply("7:10, 5.30pm")
    assert person.play_to_the_end() == 0
    with open_journal(home, KINDS) as journal:
        times = [entry.at.isoformat() for entry in journal.entries(DoseTaken)]
    assert times == ["2026-11-23T07:10:00+00:00", "2026-11-23T17:30:00+00:00"]
