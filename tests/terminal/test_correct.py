"""Taking back, looking back and correcting on a real terminal."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.flows.test_prescribed import LABEL
from tests.terminal.keyboard import NOW, at_terminal, run
from tests.terminal.test_hostile_text import HOSTILE_NOTE, OBEYED

LATER = "2026-11-22T09:20:00+00:00"


def at(home: Path, now: str = LATER) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


def logs(home: Path, *options: str) -> None:
    done = run("log", "--all-clear", *options, env=at(home))
    assert done.returncode == 0, done.stderr


def entries(home: Path, kind: str) -> list[Any]:
    document = json.loads(run("history", "--json", env=at(home)).stdout)
    return [one for one in document["entries"] if one["kind"] == kind]


def id_of(home: Path, kind: str = "check_in") -> str:
    return str(next(one["short_id"] for one in entries(home, kind) if one["state"] == "current"))


@pytest.mark.parametrize("columns", [80, 60])
def test_what_was_taken_back_what_it_changes_and_how_to_bring_it_back_stand_on_one_screen(
    columns: int, with_plan: Path
) -> None:
    logs(with_plan, "--dose", "paracetamol 1000")
    with at_terminal("undo", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text("To bring it back: backcoach undo --redo")
        for text in (
            "Taken back:",
            "paracetamol 1000 mg",
            "The safety answers, and what was issued at the same time, stay as they are.",
            "Take back only a dose that was never swallowed.",
            "What this changes:",
            "paracetamol in the last 24 hours: 0 mg (before: 1000 mg)",
        ):
            terminal.expect_text(text)
        assert terminal.exit_code() == 0
        assert all(len(line) <= columns for line in terminal.screen().splitlines())


def test_two_commands_at_the_same_moment_are_taken_back_one_by_one(with_plan: Path) -> None:
    for amount in ("11", "12"):
        run("trial", "walk", amount, env=at(with_plan))
    assert "a trial: Walking 12 min" in run("undo", env=at(with_plan)).stdout
    assert "a trial: Walking 11 min" in run("undo", env=at(with_plan)).stdout
    assert "a trial: Walking 11 min" in run("undo", "--redo", env=at(with_plan)).stdout


def test_what_has_to_stay_says_why_and_what_to_do_instead(with_plan: Path) -> None:
    ran = run("undo", env=at(with_plan))

    assert (ran.returncode, ran.stdout) == (4, "")
    assert "Safety answers stay in the record" in ran.stderr
    assert "backcoach screen" in ran.stderr


def test_a_check_in_is_corrected_field_by_field_and_enter_keeps(with_plan: Path) -> None:
    logs(with_plan, "--pain", "4", "--note", "bus")
    with at_terminal("edit", id_of(with_plan), env=at(with_plan)) as terminal:
        for shown, typed in (
            ("what was done: nothing said", "walk=12"),
            ("daily life: nothing said", ""),
            ("sleep: nothing said", "7"),
            ("pain on average: 4", "5"),
            ("worst pain: nothing said", ""),
            ("leg pain: nothing said", ""),
            ("how far down the leg: nothing said", ""),
            ("upset: nothing said", ""),
            ("a flare-up: nothing said", ""),
            ("the day before had settled: nothing said", ""),
            ("why less was done: nothing said", ""),
            ("note: bus", "-"),
        ):
            terminal.expect_text(shown)
            terminal.type(f"{typed}\r")
        terminal.expect_text("Corrected:")
        terminal.expect_text("check-in: Walking 12 min, sleep 7 of 10, pain 5 of 10")
        assert terminal.exit_code() == 0
    (current,) = [one for one in entries(with_plan, "check_in") if one["state"] == "current"]
    assert (current["fields"]["pain"], current["fields"]["note"]) == (5, None)
    undone = run("undo", env=at(with_plan))
    assert "pain 5 of 10" in undone.stdout
    assert "In its place stands again:" in undone.stdout
    assert 'pain 4 of 10, note: "bus"' in " ".join(undone.stdout.split())


def test_a_wrong_reply_is_asked_again_and_ctrl_c_keeps_what_was_changed_before(with_plan: Path) -> None:
    logs(with_plan, "--pain", "4")
    with at_terminal("edit", id_of(with_plan), env=at(with_plan)) as terminal:
        terminal.expect_text("what was done")
        terminal.type("walk\r")
        terminal.expect_text("needs its minutes")
        terminal.type("\x15walk=9\r")
        terminal.expect_text("daily life")
        terminal.type("\r")
        terminal.expect_text("sleep: nothing said")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    assert "check-in: Walking 9 min, pain 4 of 10" in run("history", env=at(with_plan)).stdout


def test_ctrl_c_at_a_dose_changes_nothing(with_plan: Path) -> None:
    logs(with_plan, "--dose", "paracetamol 500")
    with at_terminal("edit", id_of(with_plan, "dose"), env=at(with_plan)) as terminal:
        terminal.expect_text("mg: 500")
        terminal.type("1000\r")
        terminal.expect_text("time: 09:20")
        terminal.ctrl_c()
        terminal.expect_text("Nothing was changed.")
        assert terminal.exit_code() == 130
    assert [one["fields"] for one in entries(with_plan, "dose")] == [{"mg": 500}]


def test_a_dose_is_corrected_at_the_keyboard(with_plan: Path) -> None:
    logs(with_plan, "--dose", "paracetamol 500")
    with at_terminal("edit", id_of(with_plan, "dose"), env=at(with_plan)) as terminal:
        terminal.expect_text("mg: 500")
        terminal.type("1000\r")
        terminal.expect_text("time: 09:20")
        terminal.type("\r")
        terminal.expect_text("Saved: paracetamol 1000 mg")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("history", "0000"), "No entry has an id"),
        (("history", "yesterdayish"), "is not a day"),
        (("void", "0000", "--why", "x"), "No entry has an id"),
        (("void", "12", "--why", "x"), "4 digits or more"),
        (("edit", "0000", "--pain", "4"), "No entry has an id"),
        (("edit", "ID", "--pain", "nought"), "a number"),
        (("edit", "ID", "--pain", "11"), "0 to 10"),
        (("edit", "ID", "--mg", "500"), "has no --mg"),
        (("edit", "ID", "--date", "2030-01-01"), "still to come"),
        (("edit", "ID", "--at", "25:00"), "a time"),
        (("edit", "ID", "--did", "moon=3"), "moon"),
        (("edit", "ID", "--settled", "perhaps"), "yes, no or not_sure"),
        (("edit", "ID"), "no terminal"),
        (("void", "ID"), "Say why"),
        (("undo", "--redo", "--yes"), "--redo alone"),
        (("dose", "next", "--at", "7"), "takes no --at"),
    ],
)
def test_what_cannot_be_read_is_said_and_changes_nothing(
    arguments: tuple[str, ...], words: str, with_plan: Path
) -> None:
    logs(with_plan, "--pain", "4")
    before = run("history", "--all", "--json", env=at(with_plan)).stdout
    id_ = id_of(with_plan)
    ran = run(*(id_ if one == "ID" else one for one in arguments), env=at(with_plan))

    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert run("history", "--all", "--json", env=at(with_plan)).stdout == before


@pytest.mark.parametrize("extra", [{}, {"NO_COLOR": "1"}])
def test_a_hostile_note_does_nothing_to_the_terminal(extra: dict[str, str], with_plan: Path) -> None:
    logs(with_plan, "--note", HOSTILE_NOTE)
    id_ = id_of(with_plan)
    run("edit", id_, "--pain", "4", "--why", HOSTILE_NOTE, env=at(with_plan) | extra)
    for arguments in (("history",), ("history", id_), ("undo",), ("undo", "--redo")):
        ran = run(*arguments, env=at(with_plan) | extra)
        assert ran.returncode == 0
        assert not OBEYED & set(ran.stdout + ran.stderr)
        assert "[/red][bold]x :fire:" in " ".join(ran.stdout.split())


def test_without_colour_no_escape_byte_is_written(with_plan: Path) -> None:
    logs(with_plan, "--pain", "4")
    with at_terminal("history", env=at(with_plan) | {"NO_COLOR": "1"}) as terminal:
        terminal.expect_text("check-in: pain 4 of 10")
        assert terminal.exit_code() == 0
        assert b"\x1b" not in terminal.written()


def test_what_was_forgotten_yesterday_is_told_today(with_plan: Path) -> None:
    tomorrow = at(with_plan, "2026-11-23T09:00:00+00:00")
    for arguments in (
        ("log", "--all-clear", "--date", "yesterday", "--pain", "6", "--session", "walk 10 3/5"),
        ("dose", "paracetamol", "500", "--at", "14:00", "--date", "yesterday", "--taken"),
        ("dose", "skip", "23:00", "--date", "yesterday"),
    ):
        ran = run(*arguments, env=tomorrow)
        assert ran.returncode == 0, ran.stderr
    told = " ".join(run("history", "yesterday", env=tomorrow).stdout.split())
    for words in (
        "pain 6 of 10, recalled",
        "session: Walking 10 min, pain before 3",
        "14:00 paracetamol 500 mg",
        "a planned dose of paracetamol left out",
    ):
        assert words in told
    assert run("dose", "skip", "--date", "yesterday", env=tomorrow).returncode == 2
    assert run("dose", "skip", "9:00", "--date", "2026-11-30", env=tomorrow).returncode == 2


def test_before_anything_is_recorded_there_is_nothing_to_take_back(home: Path) -> None:
    for arguments in (("undo",), ("history",), ("edit", "abcd"), ("void", "abcd", "--why", "x")):
        assert run(*arguments, env=at(home, NOW)).returncode == 3


def test_what_is_told_or_changed_late_is_said_to_count_in_no_mean(with_plan: Path) -> None:
    logs(with_plan, "--date", "3", "--pain", "4")
    days = json.loads(run("history", "3", "--json", env=at(with_plan)).stdout)["entries"]
    words = "Scores told more than 2 days later stay in your record and count in no mean."

    assert words in run("log", "--date", "3", "--pain", "4", env=at(with_plan)).stdout
    assert words in run("edit", days[0]["id"][:8], "--pain", "5", env=at(with_plan)).stdout
    assert words not in run("log", "--date", "2", "--pain", "4", env=at(with_plan)).stdout


def test_a_mix_is_corrected_on_one_line_and_at_the_keyboard(with_plan: Path) -> None:
    ran = run("dose", "nuromol", "2", "tablets", "--taken", env=at(with_plan))
    assert "paracetamol 1000 mg" in ran.stdout
    id_ = id_of(with_plan, "dose")
    ran = run("edit", id_, "--units", "3", "--taken", "--json", env=at(with_plan))
    document = json.loads(ran.stdout)

    assert sorted(one["mg"] for one in document["doses"]) == [600, 1500]
    assert (document["dose"] in document["doses"], document["units"]) == (True, None)
    assert all(one["fields"] == {"units": 3} for one in document["entries"])
    with at_terminal("edit", id_of(with_plan, "dose"), "--taken", "--mistake", env=at(with_plan)) as terminal:
        terminal.expect_text("how many: 3")
        terminal.type("2\r")
        terminal.expect_text("time: 09:20")
        terminal.type("\r")
        terminal.expect_text("Corrected:")
        assert terminal.exit_code() == 0
    current = [one for one in entries(with_plan, "dose") if one["state"] == "current"]
    told = sorted(one["words"] for one in current)
    assert [one.split(" (in")[0] for one in told] == ["ibuprofen 400 mg", "paracetamol 1000 mg"]


def test_too_much_of_a_mix_as_a_correction_leads_to_the_emergency_words(with_plan: Path) -> None:
    run("dose", "nuromol", "1", "tablet", "--taken", env=at(with_plan))
    ran = run("edit", id_of(with_plan, "dose"), "--units", "14", "--taken", env=at(with_plan))

    assert ran.returncode in (10, 11, 12)
    assert "poison" in ran.stdout.lower()
    assert ran.stdout.index("poison".title()) < ran.stdout.index("Corrected:")


def test_units_of_a_prescribed_medicine_are_corrected_on_one_line(with_plan: Path, tmp_path: Path) -> None:
    label = tmp_path / "label.json"
    days = {"prescribed_on": "2026-11-22", "starts_on": "2026-11-22"}
    label.write_text(json.dumps(LABEL | days), encoding="utf-8")
    assert run("meds", "prescribed", "add", "--answers", str(label), env=at(with_plan)).returncode == 0
    assert run("meds", "prescribed", "take", "panadeine_forte", "2", env=at(with_plan)).returncode == 0
    id_ = id_of(with_plan, "prescribed_taken")
    assert "Panadeine Forte: 1 at" in run("edit", id_, "--units", "1", env=at(with_plan)).stdout
    ran = run("edit", id_, "--units", "20", "--taken", "--json", env=at(with_plan))
    document = json.loads(ran.stdout)

    assert ran.returncode in (10, 11, 12)
    assert (document["units"]["units"], document["units"]["is_overdose"], document["doses"]) == (20, True, [])
    assert document["entries"][0]["fields"] == {"units": 20}


@pytest.mark.parametrize(("typed", "left"), [("1", ["4"]), ("2", ["6"]), ("3", ["4", "6"])])
def test_of_two_corrections_of_two_machines_the_person_picks_one(
    typed: str, left: list[str], with_plan: Path, tmp_path: Path
) -> None:
    logs(with_plan, "--pain", "5")
    id_ = id_of(with_plan)
    other, document = tmp_path / "other", tmp_path / "record.json"
    shutil.copytree(with_plan, other)
    run("edit", id_, "--pain", "4", env=at(with_plan))
    run("edit", id_, "--pain", "6", env=at(other, "2026-11-22T09:21:00+00:00"))
    run("export", str(document), env=at(other))
    run("import", str(document), "--yes", env=at(with_plan))
    ran = run("void", id_, "--why", "twice", env=at(with_plan))
    assert (ran.returncode, "both corrections count" in ran.stderr) == (2, True)
    with at_terminal("edit", id_, env=at(with_plan)) as terminal:
        terminal.expect_text("Which one is right?")
        terminal.type(f"{typed}\r")
        if typed != "3":
            terminal.expect_text("Only this one counts now.")
            terminal.expect_text("what was done: nothing said")
            terminal.ctrl_c()
        assert terminal.exit_code() == (2 if typed == "3" else 130)
    current = [one for one in entries(with_plan, "check_in") if one["state"] == "current"]
    assert sorted(f"{one['fields']['pain']:g}" for one in current) == left


def test_a_sign_told_with_a_day_before_says_that_it_counts_from_now(with_plan: Path) -> None:
    words = "A sign counts from now on, whatever day the rest is told for."
    before = run(
        "log", "--all-clear", "--date", "yesterday", "--pain", "3", "--sign", "ringing", env=at(with_plan)
    )
    today = run("log", "--all-clear", "--pain", "3", "--sign", "ringing", env=at(with_plan))

    assert words in before.stderr
    assert words not in today.stderr
    assert [one["day_on"] for one in entries(with_plan, "side_effects")] or entries(with_plan, "signs")


def test_a_measure_is_shown_in_words_and_corrected_on_one_line(with_plan: Path) -> None:
    run("measures", "--peg", "7,6,8", env=at(with_plan))
    ran = run("edit", id_of(with_plan, "measured"), "--numbers", "4,-,5", "--json", env=at(with_plan))
    (entry,) = json.loads(ran.stdout)["entries"]

    assert entry["fields"] == {"numbers": [4, None, 5]}
    assert entry["words"].endswith(": 4, -, 5")
    wrong = run("edit", entry["short_id"], "--numbers", "4,x", env=at(with_plan))
    assert (wrong.returncode, "only numbers" in wrong.stderr) == (2, True)
    with at_terminal("edit", entry["short_id"], env=at(with_plan)) as terminal:
        terminal.expect_text("the numbers: 4, -, 5")
        terminal.type("\r")
        terminal.expect_text("Nothing was changed.")
        assert terminal.exit_code() == 0


def test_a_flare_up_says_that_it_counts_for_no_day_before(with_plan: Path) -> None:
    logs(with_plan)
    run("flare", "--today", env=at(with_plan))
    ran = run("edit", id_of(with_plan, "easy_day"), "--date", "yesterday", env=at(with_plan))
    assert (ran.returncode, "for no day before" in ran.stderr) == (2, True)


def test_the_entries_of_a_day_are_told_in_words_and_with_dates_as_people_write_them(with_plan: Path) -> None:
    assert run("flare", env=at(with_plan)).returncode == 0
    assert run("pause", "--for", "illness", "--until", "3", env=at(with_plan)).returncode == 0
    told = " ".join(run("history", "--all", env=at(with_plan)).stdout.split())
    assert "safety questions due: You told of a flare-up." in told
    assert "event flare" not in told
    assert re.search(r"a pause \(illness\) until \d+ [A-Z][a-z]+ 2026", told)
    assert not re.search(r"\d{4}-\d{2}-\d{2}", told)
