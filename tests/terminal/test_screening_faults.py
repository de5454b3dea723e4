"""Kills, full disks, records in use, broken content and bad input around the screening: the safe side."""

from __future__ import annotations

import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.record import CheckIn, Screened, ScreeningDue
from backcoach.coach.values import Answer
from backcoach.flows.kinds import KINDS
from backcoach.handbook import compiled, loading
from backcoach.handbook.faults import find_content
from backcoach.journal.opening import open_journal
from backcoach.terminal import app
from tests.flows.people import answers_for, real_book
from tests.handbook.museum import Damage, break_it
from tests.share.machine import faults
from tests.terminal.keyboard import ORDINARY, Person, answers_in, at_terminal, rows_in, run

NEXT_DAY = "2026-11-23T20:00:00+00:00"
WEEK_LATER = "2026-11-29T20:00:00+00:00"
LATER = "2026-12-03T20:00:00+00:00"
AGAIN = {name: ORDINARY[name] for name in ("scope_self", "age_years", "course_weeks", "scope_low_back", "F1")}
SAFETY = "First the safety questions of today."
EMERGENCY, SAME_DAY, BAD_INPUT, NOTHING, DAMAGED, BUSY = 12, 11, 2, 3, 5, 6
FLAG = ("log", "--flag", "em_chest_pain")
CALL = "call 111"
NOT_SAVED = "NOT SAVED"
Done = subprocess.CompletedProcess[str]


@pytest.fixture(autouse=True)
def _next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NEXT_DAY)


@pytest.fixture
def within(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run one command in this very process."""
    monkeypatch.setattr(sys, "stdin", StringIO())

    def command(*args: str) -> Done:
        code = app.run(args)
        said = capsys.readouterr()
        return Done(args, code, said.out, said.err)

    return command


def said(done: Done) -> str:
    return " ".join((done.stdout + " " + done.stderr).split())


def on_full_disk(*args: str) -> Done:
    """Run one command that can write no byte into any file."""
    return run(*args, limits=[(resource.RLIMIT_FSIZE, 0, 0)])


def screening_file(tmp_path: Path, changes: Mapping[str, Any] | None = None, **told: Any) -> str:
    """A whole screening of the ordinary person who says `told`, and then `changes`, whatever they are."""
    known = real_book().screening.rules.questions
    answers = {name: plain for name, plain in answers_for(**told).items() if name in known}
    path = tmp_path / "screening.json"
    path.write_text(json.dumps(answers | dict(changes or {})), encoding="utf-8")
    return str(path)


def kept(home: Path, kind: type[Any]) -> list[Any]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(kind)]


@contextmanager
def in_use(home: Path) -> Iterator[None]:
    """Another program holds the record, and lets nobody read or write."""
    with closing(sqlite3.connect(home / "record.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


# ---- killed

GRAVE_PLAYS: list[tuple[tuple[str, ...], dict[str, str | tuple[str, ...]], str]] = [
    (("screen", "--weekly"), {"ces_saddle_numb": "y"}, "ces_recent"),
    (("start", "--anew"), {**ORDINARY, "A6": ("n", "n", "n", "n", "y")}, "line 6 of"),
    (("log",), {SAFETY: ("n", "n", "n", "?")}, "line 5 of"),
]


@pytest.mark.terminal
@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(
    ("args", "replies", "until"), GRAVE_PLAYS, ids=[" ".join(one) for one, _, _ in GRAVE_PLAYS]
)
def test_a_kill_after_a_sign_leaves_it_standing_for_every_command(
    args: tuple[str, ...], replies: dict[str, str | tuple[str, ...]], until: str
) -> None:
    with at_terminal(*args) as terminal:
        Person(terminal, replies).play(until=until)
        terminal.kill()
        assert terminal.exit_code() < 0
    for command in (("plan",), ("status",), ("log", "--all-clear", "--walk", "5")):
        done = run(*command)
        assert done.returncode in (SAME_DAY, EMERGENCY), (command, said(done))
        assert "Week 1" not in done.stdout


@pytest.mark.terminal
@pytest.mark.parametrize("args", [("screen",), ("screen", "--weekly"), ("log",)], ids=" ".join)
def test_a_kill_without_a_sign_loses_nothing_and_changes_nothing(
    with_plan: Path, args: tuple[str, ...]
) -> None:
    before, plan = answers_in(with_plan), run("plan", "--json").stdout
    with at_terminal(*args) as terminal:
        person = Person(terminal, {**AGAIN, SAFETY: ("n", "n", "n", "n", "n")})
        for _ in range(4):
            assert person.wait()
            person.answer()
        assert person.wait()
        terminal.kill()
        assert terminal.exit_code() < 0
    after = answers_in(with_plan)
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert run("plan", "--json").stdout == plan
    assert run("status").returncode == 0


# ---- a full disk at the keyboard


def played(terminal: Any, replies: dict[str, str | tuple[str, ...]], until: str, reply: str) -> Person:
    """Everything up to a prompt; there the disk is full and `reply` is typed."""
    person = Person(terminal, replies)
    person.play(until=until)
    terminal.fill_disk()
    person.reply(reply)
    return person


@pytest.mark.terminal
@pytest.mark.parametrize("args", [("screen",), ("start", "--anew")], ids=" ".join)
def test_a_yes_on_a_full_disk_is_answered_with_the_action_and_said_not_to_be_saved(
    with_plan: Path, args: tuple[str, ...]
) -> None:
    with at_terminal(*args) as terminal:
        played(terminal, dict(ORDINARY), "ces_saddle_numb", "y")
        before = rows_in(with_plan)
        assert terminal.exit_code() == EMERGENCY
        screen = " ".join(terminal.screen().split())
    assert CALL in screen
    assert NOT_SAVED in screen
    assert "no room to write the record" in screen
    assert "What was saved before is still there." in screen
    assert rows_in(with_plan) == before


@pytest.mark.terminal
@pytest.mark.usefixtures("with_plan")
def test_a_yes_of_the_daily_check_on_a_full_disk_is_answered_with_the_action() -> None:
    with at_terminal("log") as terminal:
        played(terminal, {}, SAFETY, "y")
        assert terminal.exit_code() in (SAME_DAY, EMERGENCY)
        assert NOT_SAVED in terminal.screen()
    assert run("status").returncode == 0, "it could not be kept, and that was said"


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("args", "until"), [(("screen",), "A6"), (("start", "--anew"), "A6"), (("log",), SAFETY)]
)
def test_a_no_on_a_full_disk_ends_with_a_plain_sentence_and_what_was_kept_is_there(
    with_plan: Path, args: tuple[str, ...], until: str
) -> None:
    with at_terminal(*args) as terminal:
        played(terminal, dict(ORDINARY), until, "n")
        before = rows_in(with_plan)
        assert terminal.exit_code() == BAD_INPUT
        screen = " ".join(terminal.screen().split())
    assert "no room to write the record" in screen
    assert "enter it again" in screen
    assert "What was saved before is still there." in screen
    assert "Traceback" not in screen
    assert rows_in(with_plan) == before


# ---- faults of the record without a keyboard


@pytest.mark.parametrize("as_json", [False, True], ids=["screen", "json"])
@pytest.mark.parametrize("command", ["screen", "start", "log"])
def test_a_sign_on_a_full_disk_ends_with_its_own_code(
    with_plan: Path, tmp_path: Path, command: str, *, as_json: bool
) -> None:
    before = rows_in(with_plan)
    start = tmp_path / "start.json"
    start.write_text(json.dumps(answers_for(em_chest_pain="yes")), encoding="utf-8")
    args = {
        "screen": ("screen", "--answers", screening_file(tmp_path, em_chest_pain="yes")),
        "start": ("start", "--anew", "--answers", str(start)),
        "log": (*FLAG, "--all-clear"),
    }[command]
    done = on_full_disk(*args, *(["--json"] if as_json else []))
    assert done.returncode == EMERGENCY, said(done)
    assert NOT_SAVED in done.stderr
    assert "no room" in " ".join(done.stderr.split())
    assert rows_in(with_plan) == before
    if as_json:
        document = json.loads(done.stdout)
        assert not faults({"screen": "screening"}.get(command, command), document)
        assert document["saved"] is False
        assert document["disposition"] == "emergency_now"
    else:
        assert CALL in " ".join(done.stdout.split())


def test_a_clean_screening_on_a_full_disk_is_the_fault_alone(with_plan: Path, tmp_path: Path) -> None:
    before = rows_in(with_plan)
    done = on_full_disk("screen", "--answers", screening_file(tmp_path), "--json")
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert "no room to write the record" in said(done)
    assert NOT_SAVED not in done.stderr
    assert rows_in(with_plan) == before


def test_a_document_of_what_was_saved_does_not_speak_of_saving(with_plan: Path, tmp_path: Path) -> None:
    done = run("screen", "--answers", screening_file(tmp_path, em_chest_pain="yes"), "--json")
    assert done.returncode == EMERGENCY
    assert "saved" not in json.loads(done.stdout)
    assert NOT_SAVED not in done.stderr
    assert len(kept(with_plan, Screened)) > 1


def test_an_overdose_on_a_full_disk_shows_whom_to_call(with_plan: Path) -> None:
    done = on_full_disk("log", "--all-clear", "--dose", "paracetamol 5000", "--taken")
    assert done.returncode == EMERGENCY
    assert "0800 764 766" in done.stdout
    assert NOT_SAVED in done.stderr
    assert with_plan.is_dir()


@contextmanager
def broken(home: Path, how: str) -> Iterator[None]:
    """A record that cannot be used, in one of several ways."""
    record = home / "record.sqlite3"
    if how == "busy":
        with in_use(home):
            yield
        return
    if how == "a file in its place":
        shutil.rmtree(home)
        home.write_text("mine", encoding="utf-8")
    elif how == "nothing started":
        shutil.rmtree(home)
    elif how == "damaged":
        record.write_bytes(b"not a record " * 1000)
    elif how == "newer":
        with closing(sqlite3.connect(record)) as connection:
            connection.execute("PRAGMA user_version = 9999")
    yield


WAYS = {
    "busy": "in use by another backcoach",
    "a file in its place": "Nothing is recorded yet",
    "nothing started": "backcoach start",
    "damaged": "is damaged",
    "newer": "newer backcoach",
}


@pytest.mark.parametrize("how", WAYS)
def test_a_sign_reported_to_a_record_that_cannot_be_used_is_not_passed_over(
    with_plan: Path, within: Callable[..., Done], how: str
) -> None:
    with broken(with_plan, how):
        done = within(*FLAG)
        quiet = within("log", "--flag", "em_chest_pain=no", "--all-clear")
    assert done.returncode == EMERGENCY, said(done)
    assert "emergency" in done.stdout.lower()
    assert NOT_SAVED in done.stderr
    assert WAYS[how] in said(done)
    assert quiet.returncode in (BAD_INPUT, NOTHING, DAMAGED, BUSY)
    assert quiet.stdout == ""


@pytest.mark.parametrize("how", ["busy", "damaged", "newer"])
def test_a_grave_file_for_a_record_that_cannot_be_used_is_not_passed_over(
    with_plan: Path, tmp_path: Path, within: Callable[..., Done], how: str
) -> None:
    answers = screening_file(tmp_path, em_chest_pain="yes")
    with broken(with_plan, how):
        done = within("screen", "--answers", answers)
        weekly = within("screen", "--weekly", "--answers", answers)
    for one in (done, weekly):
        assert one.returncode == EMERGENCY, said(one)
        assert NOT_SAVED in one.stderr
        assert WAYS[how] in said(one)


def test_a_sign_in_a_line_with_a_fault_is_shown_with_the_fault(
    with_plan: Path, within: Callable[..., Done]
) -> None:
    before = rows_in(with_plan)
    done = within(*FLAG, "--pain", "12", "--did", "flying", "--json")
    assert done.returncode == EMERGENCY
    assert not faults("log", json.loads(done.stdout))
    for words in (NOT_SAVED, "pain is", "'flying'", "nothing was saved"):
        assert words in said(done)
    assert rows_in(with_plan) == before


def test_a_sign_told_after_a_pause_is_saved_and_stands(
    with_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", LATER)
    assert run("plan").returncode == 4
    done = run(*FLAG)
    assert done.returncode == EMERGENCY
    assert NOT_SAVED not in done.stderr
    assert run("status").returncode == EMERGENCY
    assert kept(with_plan, Screened)[-1].answers["em_chest_pain"] is Answer.YES


# ---- two at once


@pytest.mark.terminal
def test_a_sign_at_one_terminal_counts_at_once_at_the_other_and_nobody_waits(with_plan: Path) -> None:
    with at_terminal("screen") as terminal:
        replies = {**AGAIN, "A6": ("n", "n", "n", "n", "n", "n", "n", "n", "n", "n")}
        person = Person(terminal, {**replies, "inf_fever": "y"})
        person.play(until="A6")
        began = time.monotonic()
        assert run("plan").returncode == 0, "no sign was told so far"
        assert run("log", "--all-clear", "--walk", "5").returncode == 0
        person.answer()
        person.play(until="mh_suicide_thoughts")
        assert run("plan").returncode in (SAME_DAY, EMERGENCY)
        refused = run("log", "--dose", "paracetamol 1000")
        assert refused.returncode == 4
        assert "your plan rests" in said(refused)
        assert time.monotonic() - began < 30
        person.answer()
        assert person.play_to_the_end() in (SAME_DAY, EMERGENCY)
    assert [one.done[0].amount for one in kept(with_plan, CheckIn) if one.done] == [5]
    assert kept(with_plan, Screened)[-1].occasion == "screen"


# ---- content that cannot be used


def contradict(root: Path) -> None:
    """The same condition twice, with two levels."""
    path = next(root.glob("screening/rules_*.toml"))
    first = path.read_text(encoding="utf-8").partition("[[rule]]")[2].partition("[[rule]]")[0]
    level = next(line for line in first.splitlines() if line.startswith("level"))
    rule_id = next(line for line in first.splitlines() if line.startswith("id"))
    other = '"routine"' if "routine" not in level else '"self_care"'
    again = first.replace(level, f"level = {other}").replace(rule_id, 'id = "R00_AGAIN"')
    break_it(root, Damage(path.relative_to(root).as_posix(), "", f"\n[[rule]]{again}"))


def lose_rules(root: Path) -> None:
    for path in root.glob("screening/rules_*.toml"):
        path.unlink()


def lose_messages(root: Path) -> None:
    (root / "screening/dispositions.toml").unlink()


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (contradict, "R00_AGAIN: holds whenever"),
        (lose_rules, "no file found"),
        (lose_messages, "dispositions.toml: the file is missing"),
    ],
    ids=["contradicting rules", "no rules", "no messages"],
)
@pytest.mark.parametrize(
    "args", [("plan",), ("status",), ("log", "--all-clear"), ("screen", "--answers"), FLAG], ids=" ".join
)
def test_broken_content_makes_no_plan_and_no_screening_and_names_the_signs_of_danger(
    with_plan: Path,
    tmp_path: Path,
    within: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
    damage: Callable[[Path], None],
    named: str,
    args: tuple[str, ...],
) -> None:
    file = [screening_file(tmp_path, em_chest_pain="yes")] if "--answers" in args else []
    root = Path(shutil.copytree(find_content(), tmp_path / "content"))
    damage(root)
    before = rows_in(with_plan)
    for module in (compiled, loading):
        monkeypatch.setattr(module, "find_content", lambda: root)
    done = within(*args, *file)
    assert (done.returncode, done.stdout) == (1, ""), said(done)
    assert named in said(done)
    assert "If you have one of these signs now, do not wait: call your local emergency number." in said(done)
    assert "chest pain" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows_in(with_plan) == before


def test_content_overdue_for_review_still_works_and_says_so(
    with_plan: Path, within: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    last = real_book().review_by
    monkeypatch.setenv("BACKCOACH_NOW", f"{last}T20:00:00+00:00")
    assert "overdue for review" not in within("status").stderr
    monkeypatch.setenv("BACKCOACH_NOW", f"{last.replace(day=last.day + 1)}T20:00:00+00:00")
    done = within(*FLAG)
    assert done.returncode == EMERGENCY
    assert CALL in " ".join(done.stdout.split())
    assert f"overdue for review since {last.day} {last:%b %Y}" in done.stderr
    document = within("status", "--json")
    assert json.loads(document.stdout)["disposition"] == "emergency_now"
    assert "overdue for review" in document.stderr
    assert with_plan.is_dir()


# ---- bad input


def test_the_weekly_questions_before_the_start_are_refused(
    home: Path, tmp_path: Path, within: Callable[..., Done]
) -> None:
    done = within("screen", "--weekly", "--answers", screening_file(tmp_path))
    assert (done.returncode, done.stdout) == (NOTHING, "")
    assert "backcoach start" in said(done)
    assert within("screen", "--weekly", "--questions").returncode == NOTHING
    assert not home.exists()


def test_the_weekly_questions_do_not_do_while_a_grave_result_stands(
    in_emergency: Path, tmp_path: Path, within: Callable[..., Done]
) -> None:
    before = rows_in(in_emergency)
    done = within("screen", "--weekly", "--answers", screening_file(tmp_path), "--json")
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert "The weekly questions are not enough now." in said(done)
    assert rows_in(in_emergency) == before
    assert within("status").returncode == EMERGENCY


def test_a_weekly_file_with_unknown_and_missing_answers_names_them_all(
    with_plan: Path, tmp_path: Path, within: Callable[..., Done]
) -> None:
    before = rows_in(with_plan)
    answers = tmp_path / "weekly.json"
    answers.write_text(json.dumps({"ces_saddle_num": "no", "ces_pee_start": "maybe"}), encoding="utf-8")
    done = within("screen", "--weekly", "--answers", str(answers), "--json")
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    for words in (
        "ces_saddle_num: unknown question",
        "ces_pee_start: must be yes, no or not_sure",
        "ces_saddle_numb: not answered",
    ):
        assert words in said(done)
    assert rows_in(with_plan) == before


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ({"--by": "neighbour"}, "--by must be one of emergency, doctor"),
        ({"--finding": "all_fine"}, "--finding must be one of"),
        ({"--told": ""}, "--assessed needs --by, --finding and --told"),
    ],
)
def test_an_assessment_of_an_unknown_kind_lifts_nothing(
    in_emergency: Path, tmp_path: Path, within: Callable[..., Done], seen: dict[str, str], words: str
) -> None:
    before = rows_in(in_emergency)
    options = {"--by": "doctor", "--finding": "nothing_urgent", "--told": "all fine", **seen}
    pairs = [part for pair in options.items() for part in pair]
    done = within("screen", "--answers", screening_file(tmp_path), "--assessed", *pairs)
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert words in said(done)
    assert rows_in(in_emergency) == before
    assert within("plan").returncode == EMERGENCY


@pytest.mark.parametrize("gate", [one.id for one in real_book().screening.gates if one.opens])
def test_a_daily_question_as_a_whole_may_be_flagged_and_what_it_opens_is_unknown(
    with_plan: Path, within: Callable[..., Done], gate: str
) -> None:
    done = within("log", "--all-clear", "--flag", gate)
    assert done.returncode != BAD_INPUT, said(done)
    body = kept(with_plan, Screened)[-1]
    assert body.occasion == "daily"
    opened = next(one for one in real_book().screening.gates if one.id == gate).opens
    assert Answer.NOT_SURE in [body.answers[one] for one in opened]


def test_a_flag_of_a_daily_question_with_an_answer_nobody_knows_is_refused(
    with_plan: Path, within: Callable[..., Done]
) -> None:
    before = rows_in(with_plan)
    done = within("log", "--all-clear", "--flag", "daily_nerves=perhaps")
    assert done.returncode == BAD_INPUT
    assert "daily_nerves must be yes, no or not_sure" in said(done)
    assert rows_in(with_plan) == before


def test_an_event_still_counts_after_the_clock_was_set_back(
    with_plan: Path, within: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert within("log", "--all-clear", "--flare").returncode == 0
    assert [one.event for one in kept(with_plan, ScreeningDue)] == ["event_flare"]
    for back in ("2026-11-23T08:00:00+00:00", "2026-11-22T10:00:00+00:00", "2026-11-21T10:00:00+00:00"):
        monkeypatch.setenv("BACKCOACH_NOW", back)
        assert within("plan").returncode == 4, back
        assert json.loads(within("status", "--json").stdout)["is_stale"] is True
