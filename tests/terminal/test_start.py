"""`backcoach start` at a real terminal of 80 by 24, from the first screen to the plan or to the action."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyte
import pytest

from tests.terminal.keyboard import (
    CLEAR_LINE,
    ENTER,
    NOW,
    ORDINARY,
    Person,
    answers_in,
    at_terminal,
    backcoach,
    plain,
    run,
)
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

LATER = "2026-11-22T16:30:00+00:00"
SCREENING_MOST, START_MOST, MEDICINE_MOST = 30, 49, 12
UP, DOWN, PAGE_UP, F1 = "\x1b[A", "\x1b[B", "\x1b[5~", "\x1bOP"
HALF_A_MOUSE_REPORT = "\x1b[31m"
RUBBISH = [
    "maybe",
    "1",
    "Y E S",
    "",
    "yy",
    "y n",
    "\u00ff",
    "nein",
    "0",
    "-",
    HALF_A_MOUSE_REPORT,
    f"{UP}{DOWN}",
    f"{PAGE_UP}{F1}",
    "\t",
]


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


@pytest.fixture
def start() -> Iterator[Terminal]:
    with at_terminal("start") as terminal:
        yield terminal


# --- from the first screen to the plan


def test_an_ordinary_person_without_medicine_comes_to_a_plan_on_one_screen(start: Terminal) -> None:
    person = Person(start, ORDINARY)
    assert person.play_to_the_end() == 0
    screen = start.screen()
    for words in ("Week 1", "Today, Sun 22 Nov", "Walking", "The week", "Next review", "backcoach log"):
        assert words in screen
    assert "Paracetamol" not in screen


def measures() -> list[dict[str, Any]]:
    """What is measured, as another program reads it."""
    found: list[dict[str, Any]] = json.loads(run("measures", "--json").stdout)["measures"]
    return found


def test_an_ordinary_person_answers_few_prompts(start: Terminal) -> None:
    person = Person(start, {**ORDINARY, "Three numbers from 0 to 10": "7 6 8"})
    assert person.play_to_the_end() == 0
    assert 20 < person.count_of("Safety question ") <= SCREENING_MOST
    assert person.prompts <= START_MOST
    assert "peg" not in {one["id"] for one in measures() if one["is_due"]}
    assert person.was_asked("region")
    assert person.count_of("to see what is safe for you") == 0


def test_a_person_with_leg_pain_and_a_ticked_list_answers_few_safety_questions(start: Terminal) -> None:
    person = Person(start, {**ORDINARY, "course_weeks": "3 weeks", "J1": ("2", "y"), "I2": ("2", "y")})
    assert person.play_to_the_end() == 0
    others = person.count_of("And the others: no to all of them?")
    assert others == 2
    assert person.count_of("Safety question ") + others <= SCREENING_MOST


def test_wanting_paracetamol_asks_little_more_and_puts_a_course_into_the_plan(start: Terminal) -> None:
    replies = {**ORDINARY, "medicine": "2", "weight_kg": "74", "took_last_24h": "n"}
    person = Person(start, replies)
    assert person.play_to_the_end() == 0
    place = next(at for at, block in enumerate(person.blocks) if "short course of pain medicine" in block)
    assert 0 < person.prompts - (place + 1) <= MEDICINE_MOST
    screen = start.screen()
    for words in ("Week 1", "[ ]  Paracetamol 1000 mg (2 tablets)", "last day", "0800 764 766"):
        assert words in screen
    course = json.loads(run("plan", "--json").stdout)["course"]
    assert course["medicine"] == "paracetamol"


def test_the_welcome_says_what_it_is_not_and_whom_to_call(start: Terminal) -> None:
    start.expect_text("Enter to go on")
    start.expect_text("It is not a doctor.")
    start.expect_text("does not rule out disease")
    start.expect_text("Not yet reviewed by a clinician.")


@pytest.mark.usefixtures("with_plan")
def test_a_second_start_points_to_the_plan_that_is_there() -> None:
    with at_terminal("start") as again:
        again.expect_text("You have a plan already. See it with: backcoach plan")
        assert again.exit_code() == 0


# --- emergencies


def test_an_emergency_at_the_third_question_stops_the_questions_and_shows_the_action(
    start: Terminal, home: Path
) -> None:
    person = Person(start, {**ORDINARY, "em_tearing": "y"})
    assert person.play_to_the_end() == 12
    assert "sudden" in person.questions[-1], "the third question is the last one asked"
    assert "call 111 or go to the emergency department" in " ".join(start.screen().split())
    assert answers_in(home)[-1] == ("em_tearing", "yes")
    assert b"Week 1" not in start.written()


def test_after_an_emergency_the_plan_is_the_action(start: Terminal) -> None:
    assert Person(start, {**ORDINARY, "em_tearing": "y"}).play_to_the_end() == 12
    with at_terminal("plan") as plan:
        assert Person(plan, {}).play_to_the_end() == 12
        assert "call 111 or go to the emergency department" in " ".join(plan.screen().split())
        assert b"Week 1" not in plan.written()
    again = run("plan", "--json")
    assert again.returncode == 12
    document = json.loads(again.stdout)
    assert document["plan_allowed"] is False
    assert document["week"] is None


@pytest.mark.usefixtures("in_emergency")
def test_after_an_emergency_start_asks_nothing_and_shows_the_action_again() -> None:
    with at_terminal("start") as again:
        person = Person(again, {})
        assert person.play_to_the_end() == 12
        assert person.questions == []
        assert "call 111" in again.screen()


def test_an_emergency_inside_a_list_stops_inside_the_list(start: Terminal, home: Path) -> None:
    person = Person(start, {**ORDINARY, "A4": ("n", "n", "y")})
    assert person.play_to_the_end() == 12
    assert "line 3 of 6" in person.questions[-1]
    assert [name for name, _ in answers_in(home)][-3:] == ["em_faint", "em_belly_severe", "em_gi_bleed"]
    assert "call 111 or go to the emergency department" in " ".join(start.screen().split())


GRAVE = [
    ({"em_chest_pain": "?"}, "call 111", 12),
    ({"em_too_much": "y"}, "0800 764 766", 12),
    ({"ces_saddle_numb": "y", "ces_recent": "y"}, "call 111", 12),
    ({"mh_suicide_thoughts": "y", "mh_suicide_now": "y"}, "1737", 12),
    ({"mh_suicide_thoughts": "y", "mh_suicide_now": "n"}, "1737", 11),
    ({"P2": ("5", "y"), "preg_late": "n", "preg_bleed": ("y", "0"), "preg_bleed_heavy": "y"}, "111", 12),
    ({"P2": ("5", "y"), "preg_late": "n", "preg_bleed": ("n", "y", "0")}, "0800 611 116", 11),
    ({"I1": ("1", "y")}, "0800 611 116", 11),
]


@pytest.mark.parametrize(("replies", "number", "code"), GRAVE, ids=[", ".join(one[0]) for one in GRAVE])
def test_a_grave_answer_ends_with_a_number_to_call_in_view(
    start: Terminal, replies: dict[str, str], number: str, code: int
) -> None:
    person = Person(start, {**ORDINARY, **replies})
    assert person.play_to_the_end() == code
    assert number in start.screen()
    assert person.count_of("Now about your back") == 0


# --- stopping and going on


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_stopping_in_the_middle_keeps_the_answers_and_the_next_start_goes_on(key: str, home: Path) -> None:
    with at_terminal("start") as terminal:
        person = Person(terminal, ORDINARY)
        person.play(until="A6")
        terminal.type(key)
        assert terminal.exit_code() == 130
        assert "Stopped. What you answered is kept." in terminal.screen()
        assert b"Traceback" not in terminal.written()
    kept = answers_in(home)
    assert kept[-1] == ("em_too_much", "no")
    with at_terminal("start") as terminal:
        person = Person(terminal, ORDINARY)
        assert person.play_to_the_end() == 0
        assert "Go on?" in person.blocks[0]
        assert "cough" in person.blocks[1], "it goes on with the list that was open"
        for question in ("region", "scope_self", "age_years", "em_chest_pain", "em_too_much"):
            assert not person.was_asked(question)
        assert "Week 1" in terminal.screen()
    assert answers_in(home)[: len(kept)] == kept


@pytest.mark.parametrize("stop", ["Enter to go on", "region", "scope_self", "F1", "walk_minutes", "waking"])
def test_ctrl_c_leaves_cleanly_at_any_kind_of_prompt(start: Terminal, home: Path, stop: str) -> None:
    Person(start, ORDINARY).play(until=stop)
    before = answers_in(home)
    start.ctrl_c()
    assert start.exit_code() == 130
    assert "Stopped." in start.screen()
    assert b"Traceback" not in start.written()
    assert answers_in(home) == before


def test_a_part_of_a_list_is_kept_when_the_person_stops_inside_it(start: Terminal, home: Path) -> None:
    person = Person(start, {**ORDINARY, "A4": ("n", "n")})
    person.play(until="line 3 of 6")
    start.ctrl_c()
    assert start.exit_code() == 130
    assert answers_in(home)[-2:] == [("em_faint", "no"), ("em_belly_severe", "no")]
    assert "Go on with: backcoach start" in start.screen()
    for words in (("plan",), ("status",), ("log", "--pain", "3"), ("dose", "paracetamol", "500")):
        told = run(*words)
        assert told.returncode == 3
        assert "What you answered is kept.\nGo on with: backcoach start" in told.stderr
    with at_terminal("start") as again:
        person = Person(again, ORDINARY)
        person.play(until="line 1 of 4")
        assert "black, tar-like" in person.blocks[-1]


def test_seven_hours_later_emergency_questions_are_asked_again_and_the_scope_is_not(start: Terminal) -> None:
    Person(start, ORDINARY).play(until="D2")
    start.ctrl_c()
    assert start.exit_code() == 130
    with at_terminal("start", env={"BACKCOACH_NOW": LATER}) as later:
        person = Person(later, ORDINARY)
        assert person.play_to_the_end() == 0
        for question in ("em_chest_pain", "A4", "ces_saddle_numb", "C1", "inf_fever", "mh_suicide_thoughts"):
            assert person.was_asked(question), question
        for question in ("region", "scope_self", "age_years", "course_weeks", "scope_low_back", "P1"):
            assert not person.was_asked(question), question


def test_an_emergency_answered_seven_hours_later_counts(start: Terminal) -> None:
    Person(start, ORDINARY).play(until="waking")
    start.ctrl_c()
    assert start.exit_code() == 130
    with at_terminal("start", env={"BACKCOACH_NOW": LATER}) as later:
        assert Person(later, {**ORDINARY, "em_tearing": "y"}).play_to_the_end() == 12
        assert "call 111" in later.screen()


def test_begin_again_asks_everything_anew(start: Terminal) -> None:
    Person(start, ORDINARY).play(until="em_breathless")
    start.ctrl_c()
    assert start.exit_code() == 130
    with at_terminal("start") as again:
        person = Person(again, {**ORDINARY, "Go on?": "2"})
        person.play(until="em_breathless")
        for question in ("region", "scope_self", "em_chest_pain"):
            assert person.was_asked(question)


def test_stopping_at_the_offer_to_go_on_keeps_the_offer(start: Terminal) -> None:
    Person(start, ORDINARY).play(until="em_breathless")
    start.ctrl_c()
    assert start.exit_code() == 130
    for _ in range(2):
        with at_terminal("start") as again:
            Person(again, ORDINARY).play(until="Go on?")
            again.ctrl_c()
            assert again.exit_code() == 130


def test_a_power_cut_in_the_middle_loses_no_answer(start: Terminal, home: Path) -> None:
    Person(start, ORDINARY).play(until="ces_pee_start")
    start.kill()
    assert start.exit_code() == -9
    kept = answers_in(home)
    assert kept[-1] == ("ces_saddle_numb", "no")
    with at_terminal("start") as again:
        person = Person(again, ORDINARY)
        assert person.play_to_the_end() == 0
        assert not person.was_asked("ces_saddle_numb")
        assert "Week 1" in again.screen()


# --- rubbish


def test_rubbish_at_a_red_flag_question_is_never_an_answer(start: Terminal, home: Path) -> None:
    person = Person(start, ORDINARY)
    person.play(until="em_chest_pain")
    before = answers_in(home)
    for keys in RUBBISH:
        start.type(keys + ENTER)
        start.expect_text("Please type y for yes, n for no, or ? for not sure.")
        start.type(CLEAR_LINE)
        assert answers_in(home) == before, repr(keys)
    start.type("y" + ENTER)
    start.expect_text("Enter for what to do")
    start.ctrl_c()
    assert start.exit_code() == 12
    assert answers_in(home) == [*before, ("em_chest_pain", "yes")]


def test_a_key_pressed_twice_does_not_answer_the_next_question(start: Terminal, home: Path) -> None:
    person = Person(start, ORDINARY)
    person.play(until="em_chest_pain")
    start.type("n" + ENTER + ENTER)
    start.expect_text("Are you struggling to breathe?")
    start.expect_text("Please type y for yes, n for no, or ? for not sure.")
    assert answers_in(home)[-1] == ("em_chest_pain", "no")


def test_pasted_text_waits_for_enter(start: Terminal, home: Path) -> None:
    person = Person(start, ORDINARY)
    person.play(until="em_chest_pain")
    start.type("\x1b[200~n\rn\rn\r\x1b[201~")
    start.type(ENTER)
    start.expect_text("Please type y for yes, n for no, or ? for not sure.")
    assert answers_in(home)[-1][0] == "scope_low_back"


def test_any_spelling_of_the_three_answers_is_taken(start: Terminal, home: Path) -> None:
    person = Person(
        start, {**ORDINARY, "scope_self": " YES ", "scope_low_back": "Not Sure", "em_chest_pain": "No"}
    )
    person.play(until="em_breathless")
    given = dict(answers_in(home))
    assert (given["scope_self"], given["scope_low_back"], given["em_chest_pain"]) == ("yes", "not_sure", "no")


@pytest.mark.parametrize(
    ("prompt", "rubbish", "said"),
    [
        ("region", ["0", "9", "nz", "1 2", "-1", "\u0661", ""], "number from 1 to 8"),
        ("age_years", ["", "old", "-1", "400", "nan", "inf", "1e400"], "Please type a number"),
        ("course_weeks", ["", "long", "-2", "3 fortnights", "1e9"], "Please type"),
        ("A4", ["", "7", "00", "1 2", "none"], "Please type y, n or ?, or 0 for none of these."),
        ("P1", ["", "0 1", "8", "-1", "1;2", "y", "n"], "Please type"),
        ("F1", ["", "0", "5", "?"], "number from 1 to 4"),
    ],
    ids=["choice of region", "age", "weeks", "list of grave signs", "ticked list", "choice"],
)
def test_rubbish_at_other_prompts_is_never_an_answer(
    start: Terminal, home: Path, prompt: str, rubbish: list[str], said: str
) -> None:
    person = Person(start, ORDINARY)
    person.play(until=prompt)
    before = answers_in(home)
    for keys in rubbish:
        start.type(keys + ENTER)
        start.expect_text(said)
        start.type(CLEAR_LINE + " " + CLEAR_LINE)
        assert answers_in(home) == before, repr(keys)


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_what_is_wrong_with_a_reply_is_not_cut_at_the_edge(columns: int) -> None:
    with at_terminal("start", columns=columns) as terminal:
        Person(terminal, ORDINARY).play(until="course_weeks")
        terminal.type("n" + ENTER)
        terminal.expect_text("Please type how long")
        said = " ".join(terminal.screen().split())
        assert "Please type how long, such as: 5 days, 3 weeks or 2 months, or ? if you do not know." in said


def test_a_ticked_list_says_no_to_the_others_only_after_asking(start: Terminal, home: Path) -> None:
    person = Person(start, {**ORDINARY, "P2": "1"})
    person.play(until="And the others: no to all of them?")
    assert answers_in(home)[-1] == ("inf_diabetes", "yes")
    start.type(ENTER)
    start.expect_text("Please type y for yes, n for no, or ? for not sure.")
    assert answers_in(home)[-1] == ("inf_diabetes", "yes")
    person.reply("n")
    person.play(until="inf_weak_immune")
    assert answers_in(home)[-1] == ("inf_diabetes", "yes")


def test_a_doubt_about_a_list_asks_each_line(start: Terminal, home: Path) -> None:
    person = Person(start, {**ORDINARY, "P3": ("?", "?", "n", "n", "n")})
    person.play(until="D2")
    given = dict(answers_in(home))
    assert given["inf_spine_procedure"] == "not_sure"
    assert given["inf_recent_infection"] == given["inf_injected_drugs"] == "no"


# --- the surroundings


@pytest.mark.parametrize(
    ("language", "number"),
    [("de_DE.UTF-8", "3"), ("en_NZ.UTF-8", "5"), ("nl_NL", "4"), ("en_US.UTF-8", "8")],
)
def test_the_region_is_proposed_from_the_language_of_the_machine(language: str, number: str) -> None:
    with at_terminal("start", env={"LANG": language}) as terminal:
        person = Person(terminal, ORDINARY)
        person.play(until="region")
        assert terminal.screen().splitlines()[-1].split() == [">", number]


def test_a_proposed_region_is_taken_with_enter_and_gives_its_numbers(home: Path) -> None:
    with at_terminal("start", env={"LANG": "de_DE.UTF-8"}) as terminal:
        person = Person(terminal, {**ORDINARY, "region": "", "em_chest_pain": "y"})
        assert person.play_to_the_end() == 12
        assert "call 112" in person.blocks[0]
        assert "call 112" in terminal.screen()
    assert answers_in(home)[0] == ("region", "DE")


def test_no_region_is_proposed_where_the_machine_tells_none(start: Terminal, home: Path) -> None:
    person = Person(start, ORDINARY)
    person.play(until="region")
    start.type(ENTER)
    start.expect_text("Please type a number from 1 to 8.")
    assert answers_in(home) == []


def test_a_place_to_go_without_a_grave_sign_says_how_to_correct_an_answer() -> None:
    again = "Typed something wrong? backcoach start asks again."
    with at_terminal("start") as terminal:
        Person(terminal, {**ORDINARY, "age_years": "17"}).play_to_the_end()
        assert again in plain(terminal.written())
    with at_terminal("start") as terminal:
        assert Person(terminal, ORDINARY).play_to_the_end() == 0
    with at_terminal("start", "--anew") as terminal:
        assert Person(terminal, {**ORDINARY, "em_tearing": "y"}).play_to_the_end() == 12
        assert again not in plain(terminal.written())


def widest_line(written: bytes) -> str:
    """The longest line that was written, on a screen wide and high enough for nothing to wrap."""
    screen = pyte.Screen(400, 4000)
    stream = pyte.ByteStream(screen)
    stream.feed(written.replace(b"\x1b[2J", b"\r\n").replace(b"\x1b[H", b"\r\n"))
    return max((line.rstrip() for line in screen.display), key=len)


@pytest.mark.parametrize("replies", [{}, {"em_tearing": "y"}], ids=["to the plan", "to the action"])
def test_no_line_is_wider_than_a_narrow_terminal(replies: dict[str, str]) -> None:
    with at_terminal("start", columns=60) as terminal:
        person = Person(terminal, {**ORDINARY, **replies})
        code = person.play_to_the_end()
        assert 50 < len(widest_line(terminal.written())) <= 60
        if code:
            assert "call 111" in terminal.screen()
        else:
            assert "Week 1" in terminal.screen()


@pytest.mark.parametrize("columns", [80, 60])
def test_no_line_of_a_list_of_grave_signs_is_out_of_sight_when_none_of_them_is_typed(columns: int) -> None:
    with at_terminal("start", columns=columns) as terminal:
        person = Person(terminal, ORDINARY)
        lists = 0
        while person.wait() and not person.was_asked("mh_suicide_thoughts"):
            if "none of these (no to every line left" in person.blocks[-1]:
                lists += 1
                assert "ny of these" in terminal.screen()
                assert "Safety question" in person.blocks[-1] or "up to" in person.blocks[-2]
                top = terminal.screen().rindex("ny of these")
                first = re.search(r"line (\d+) of", person.blocks[-1])
                assert first
                assert f"  {first.group(1)}  " in terminal.screen()[top:]
            person.answer()
        assert lists >= 4


PLAIN = [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}]


@pytest.mark.parametrize("env", PLAIN, ids=[" ".join(one) for one in PLAIN])
@pytest.mark.parametrize("command", ["plan", "progress", "status", "why first_quota_acute"])
@pytest.mark.usefixtures("with_plan")
def test_no_escape_byte_is_written_where_none_is_wanted(env: dict[str, str], command: str) -> None:
    with at_terminal(*command.split(), env=env) as terminal:
        assert terminal.exit_code() == 0
        assert len(terminal.written()) > 40
        assert b"\x1b" not in terminal.written()
    piped = run(*command.split(), env=env)
    assert piped.returncode == 0
    assert piped.stdout
    assert "\x1b" not in piped.stdout + piped.stderr


@pytest.mark.parametrize("env", PLAIN, ids=[" ".join(one) for one in PLAIN])
@pytest.mark.usefixtures("in_emergency")
def test_no_escape_byte_is_written_in_an_emergency_either(env: dict[str, str]) -> None:
    with at_terminal("plan", env=env) as terminal:
        terminal.expect_text("Enter for what to do")
        assert "call 111" in terminal.screen()
        terminal.ctrl_c()
        assert terminal.exit_code() == 12
        assert b"\x1b" not in terminal.written()


@pytest.mark.usefixtures("with_plan")
def test_colour_is_written_into_a_pipe_only_where_it_is_forced() -> None:
    assert "\x1b" in run("plan", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b" not in run("plan").stdout


@pytest.mark.usefixtures("with_plan")
def test_a_reader_that_goes_away_early_is_no_fault() -> None:
    left = subprocess.Popen(
        backcoach("plan"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert left.stdout
    assert left.stderr
    left.stdout.close()
    assert left.stderr.read() == b""
    left.stderr.close()
    assert left.wait(timeout=30) == 0


def test_nothing_is_asked_when_the_action_would_go_into_a_file(tmp_path: Path, home: Path) -> None:
    command = f"{shlex.join(backcoach('start'))} > {shlex.quote(str(tmp_path / 'out'))}"
    with Terminal(["/bin/sh", "-c", command]) as terminal:
        assert terminal.exit_code() == 2
        assert "There is no terminal here to ask at." in terminal.screen()
    assert not home.exists()


@pytest.mark.usefixtures("with_plan")
def test_the_table_of_progress_fits_without_a_word_cut_off() -> None:
    assert run("log", "--all-clear", "--walk", "20", "--function", "6.5", "--pain", "4.5").returncode == 0
    with at_terminal("progress") as terminal:
        assert terminal.exit_code() == 0
        assert "\u2026" not in terminal.screen()
        for words in ("Exercises", "Daily life", "20/161", "6.5 (1)", "4.5 (1)", "4.5-4.5"):
            assert words in terminal.screen()
        assert "The plot begins with the second day logged." in terminal.screen()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_the_example_can_be_read_again_whatever_the_machine_writes_by_itself(
    encoding: str, home: Path, tmp_path: Path
) -> None:
    done = run("start", "--example", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0, done.stderr
    (tmp_path / "answers.toml").write_text(done.stdout, encoding="utf-8")
    assert run("start", "--answers", str(tmp_path / "answers.toml")).returncode == 0
    assert home.exists()
