"""`backcoach exercises` at a real terminal: the list, a card, what is not for somebody, a plan that rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.exercise_facts import Exercise
from backcoach.terminal.app import run as run_here
from backcoach.terminal.commands import exercises as command
from tests.terminal.keyboard import at_terminal, book, plain, run

pytestmark = pytest.mark.terminal

MORNING = "2026-11-23T09:00:00+00:00"
WIDTHS = (80, 60)
FIRST = "First come the safety questions: backcoach start."
RESTS = "All exercises rest now"


@pytest.fixture(autouse=True)
def _next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the morning of the day after somebody started."""
    monkeypatch.setenv("BACKCOACH_NOW", MORNING)


def printed(*args: str, columns: int = 80) -> tuple[int, str]:
    """What a command prints to a pipe of a width."""
    done = run("exercises", *args, env={"COLUMNS": str(columns)})
    return done.returncode, done.stdout


def flat(text: str) -> str:
    return " ".join(text.split())


def exercises() -> tuple[Exercise, ...]:
    return book().activity.exercises


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_list_without_a_record_marks_nothing_and_says_what_comes_first(columns: int, home: Path) -> None:
    with at_terminal("exercises", columns=columns) as terminal:
        assert terminal.exit_code() == 0
        text = plain(terminal.written())
    assert FIRST in text
    assert "[*]" not in text
    assert "[-]" not in text
    for one in exercises():
        assert f"{one.name} ({one.id})." in text
    assert "Not yet reviewed by a clinician." in text
    assert not home.exists()


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("one", exercises(), ids=lambda one: one.id)
def test_every_card_holds_all_that_is_needed_to_do_it_and_stays_within_its_width(
    one: Exercise, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(command, "open_handbook", book)
    assert run_here(("exercises", one.id)) == 0
    text = capsys.readouterr().out
    assert [line for line in text.splitlines() if len(line) > columns] == []
    words = flat(text)
    rungs = [rung.text for rung in one.ladder]
    notes = [note.words for note in one.avoid_note]
    codes = [code.words for code in book().activity.avoid_codes if code.id in one.avoid]
    always = [line.text for line in (*book().activity.stop_always, *book().activity.exercise_always)]
    for part in (one.name, one.purpose, *one.words, one.easier, *one.tips, *one.stop, *rungs, *notes, *codes):
        assert flat(part) in words
    for part in (*always, *one.equipment, one.dose.words(one.dose.amount), *one.sources, FIRST):
        assert part in words
    assert words.endswith("Not yet reviewed by a clinician.")
    if one.drawing:
        assert all(line.rstrip() in text for line in one.drawing.start if line.strip())


def test_positions_stand_side_by_side_from_60_columns_on_and_one_below_the_other_on_less() -> None:
    heads = {
        columns: [
            line.split() for line in printed("bridge", columns=columns)[1].splitlines() if "Start" in line
        ]
        for columns in (80, 60, 40)
    }
    assert heads[80][0] == heads[60][0] == ["Start", "End"]
    assert heads[40][0] == ["Start"]


def test_without_the_drawing_the_words_are_all_there() -> None:
    code, drawn = printed("bridge")
    assert code == 0
    _, plain_card = printed("bridge", "--no-drawing")
    assert "====" in drawn
    assert "====" not in plain_card
    assert [line for line in plain_card.splitlines() if line.strip() and line not in drawn] == []


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize("columns", WIDTHS)
def test_with_a_plan_the_list_marks_the_week_and_the_card_says_which_days(columns: int) -> None:
    with at_terminal("exercises", columns=columns) as terminal:
        assert terminal.exit_code() == 0
        text = plain(terminal.written())
    assert "[*] Knee rolls (mob_knee_roll). 5 to each side" in text
    assert "[*] Walk (aer_walk)." in text
    assert "[ ] Knee opening on the side (str_clam)." in text
    assert "[.] Small curl-up (str_curl_up). For: strengthen." in text
    with at_terminal("exercises", "knee_roll", columns=columns) as terminal:
        assert terminal.exit_code() == 0
        card = plain(terminal.written())
        screen = flat(terminal.screen())
    assert "5 to each side <- your plan is here" in card
    assert card.count("In this week's plan: 5 to each side") == 2
    assert "In this week's plan: 5 to each side" in screen


@pytest.mark.parametrize("columns", WIDTHS)
def test_what_is_not_for_somebody_is_shown_with_the_reason(columns: int, home: Path, example: Path) -> None:
    answers = home.parent / "bad_hip.toml"
    text = example.read_text(encoding="utf-8")
    assert "modifiers = []" in text
    answers.write_text(text.replace("modifiers = []", 'modifiers = ["hip"]'), encoding="utf-8")
    assert run("start", "--answers", str(answers)).returncode == 0
    listed = flat(printed(columns=columns)[1])
    because = "Not for you: a hip that does not take it. (why hip)"
    assert f"[-] Knee opening on the side (str_clam). {because}" in listed
    with at_terminal("exercises", "clam", columns=columns) as terminal:
        assert terminal.exit_code() == 0
        assert because in flat(terminal.screen())
        assert plain(terminal.written()).count(because) == 2


def test_the_list_says_in_brief_what_the_card_says_in_full(home: Path, example: Path) -> None:
    answers = home.parent / "leg.toml"
    text = example.read_text(encoding="utf-8")
    answers.write_text(
        text.replace("modifiers = []", 'modifiers = ["knee", "leg_symptoms"]'), encoding="utf-8"
    )
    assert run("start", "--answers", str(answers)).returncode == 0
    brief = "Not for you: a knee that does not take it; pain going down the leg. (why knee, leg_symptoms)"
    assert f"Bottom to heels (mob_heel_sit). {brief}" in flat(printed()[1])
    assert "pain going down the leg: no bending or arching as far as it goes. (why" in flat(
        printed("heel_sit")[1]
    )


def test_whoever_needs_a_clinician_first_reads_so_on_every_other_exercise(home: Path, example: Path) -> None:
    answers = home.parent / "operated.toml"
    text = example.read_text(encoding="utf-8")
    answers.write_text(text.replace("modifiers = []", 'modifiers = ["spine_operation"]'), encoding="utf-8")
    assert run("start", "--answers", str(answers)).returncode == 0
    assert "[-] Bridge (str_bridge). Ask a doctor or physio first." in flat(printed()[1])
    assert "needs a doctor or physio to agree first" in flat(printed("bridge")[1])
    assert "Not with pain going down the leg that sitting makes worse." in flat(printed("cycle")[1])


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize("columns", WIDTHS)
def test_while_the_plan_rests_the_action_comes_first_and_the_card_says_that_exercises_rest(
    columns: int,
) -> None:
    assert run("log", "--all-clear", "--flag", "inf_fever").returncode == 11
    with at_terminal("exercises", "bridge", columns=columns) as terminal:
        assert terminal.exit_code() == 11
        screen, text = flat(terminal.screen()), plain(terminal.written())
    assert text.startswith("Talk to a doctor today. Call now.")
    for shown in (screen, text):
        assert "Talk to a doctor today. Call now." in shown
        assert RESTS in shown
        assert "Not before you have been seen." in shown
    code, listed = printed(columns=columns)
    assert code == 11
    assert RESTS in listed
    marks = listed.partition("More comes")[0]
    assert "[-] Bridge" in marks
    assert "[*]" not in marks
    assert "[ ]" not in marks


@pytest.mark.usefixtures("with_plan")
def test_with_answers_that_are_too_old_exercises_rest_until_they_are_given_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", "2026-12-20T09:00:00+00:00")
    code, text = printed("bridge")
    assert code == 0
    assert RESTS in text
    assert "Answer again with: backcoach screen" in flat(text)


@pytest.mark.usefixtures("in_emergency")
@pytest.mark.parametrize("name", [(), ("bridge",)])
def test_in_an_emergency_the_action_stands_alone(name: tuple[str, ...]) -> None:
    code, text = printed(*name)
    assert code == 12
    assert "call 111" in flat(text)
    assert "Bridge" not in text
    assert "Start position" not in text


def test_a_week_that_is_over_names_the_weekly_questions(
    with_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert with_plan.exists()
    for day in range(23, 29):
        monkeypatch.setenv("BACKCOACH_NOW", f"2026-11-{day}T09:00:00+00:00")
        assert run("log", "--all-clear", "--walk", "10").returncode == 0
    monkeypatch.setenv("BACKCOACH_NOW", "2026-11-29T09:00:00+00:00")
    code, text = printed()
    assert code == 0
    assert "backcoach screen --weekly" in flat(text)


def test_a_name_that_is_none_is_answered_with_what_may_be_meant() -> None:
    done = run("exercises", "brigde")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean: str_bridge?" in done.stderr


def test_an_empty_choice_says_so_and_the_help_has_examples() -> None:
    assert "No exercise is of that kind" in printed("--phase", "settle", "--kind", "stretch")[1]
    shown = run("exercises", "-h").stdout
    assert "backcoach exercises bridge" in shown
    assert "--no-drawing" in shown
