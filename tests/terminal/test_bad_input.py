"""What cannot be right: a clear sentence, the next step, the documented exit code, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from backcoach.handbook.faults import find_content
from backcoach.terminal import app
from tests.terminal.keyboard import NOW, at_terminal, backcoach, rows_in, run

EVENING = "2026-11-23T20:00:00+00:00"
Done = subprocess.CompletedProcess[str]


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)


Within = Callable[..., Done]


@pytest.fixture
def within(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Within:
    """Run one command in this very process: quicker where a table has many rows."""
    monkeypatch.setattr(sys, "stdin", StringIO())

    def command(*args: str) -> Done:
        code = app.run(args)
        said = capsys.readouterr()
        return Done(args, code, said.out, said.err)

    return command


def refused(done: Done, code: int, *words: str) -> None:
    """The command ended with `code`, said `words` and a next step to stderr, and printed no result."""
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "Something went wrong" not in done.stderr
    said = " ".join(done.stderr.split())
    assert said.endswith((".", ")")) or ":" in said or "Use " in said
    for one in words:
        assert one in said


# --- a check-in

FAR = "That day is more than 14 days ago."
SCORE = "a number from 0 to 10, whole or .5"
WHOLE = "the amount is a whole number, such as"
CHECK_INS = [
    (
        ("--date", "2026-12-01", "--walk", "5"),
        "is still to come; name today or a day before",
    ),
    (("--date", "9999-12-31", "--walk", "5"), "is still to come"),
    (("--date", "2026-11-01", "--walk", "5"), FAR),
    (("--date", "0001-01-01", "--walk", "5"), FAR),
    (("--date", "999", "--walk", "5"), FAR),
    (("--date", "2026-02-30", "--walk", "5"), "is not a day; use today, yesterday, 2 days ago, mon"),
    (("--date", "-1", "--walk", "5"), "is not a day"),
    (("--date", "", "--walk", "5"), "is not a day"),
    (("--pain", "11"), f"pain is {SCORE}"),
    (("--pain", "-1"), f"pain is {SCORE}"),
    (("--pain", "3.3"), f"pain is {SCORE}"),
    (("--pain", "nan"), f"pain is {SCORE}"),
    (("--pain", "1e400"), f"pain is {SCORE}"),
    (("--pain", "bad"), "Invalid value for '--pain'"),
    (("--sleep", "10.5"), f"sleep is {SCORE}"),
    (("--function", "12"), f"function is {SCORE}"),
    (("--did", "flying"), "no activity or exercise is called 'flying'; there are cycle, dance"),
    (("--did", "str_flying"), "no activity or exercise is called 'str_flying'; there are str_back_ext_hold"),
    (("--did", "bridge=-1"), WHOLE),
    (("--did", "bridge=1.5"), WHOLE),
    (("--did", "bridge=" + "9" * 5000), WHOLE),
    (("--did", "cycle"), "needs its minutes, such as cycle=15"),
    (("--walk", "-5"), "--walk: minutes walked are a whole number from 0 up"),
    (("--pain", "4", "--worst", "3"), "--worst 3 is below the average, --pain 4"),
    (("--walk", "1441"), "too much for a day; 1440 minutes is the most"),
    (("--walk", "5.5"), "Invalid value for '--walk'"),
    (("--flag", "no_such_sign"), "unknown sign 'no_such_sign'"),
    (("--flag", "age_years"), "unknown sign 'age_years'"),
    (("--flag", "inf_fever=maybe"), "inf_fever must be yes, no or not_sure"),
    (("--dose", "morphine 10"), "'morphine 10': Nothing was recorded. We do not know this name."),
    (
        ("--dose", "paracetamol"),
        "That is no dose; write a name and then an amount, such as: paracetamol 1000",
    ),
    (("--dose", "paracetamol 2"), "An amount is a whole number of mg, such as 1000"),
    (("--dose", "paracetamol 1,000"), "Write a whole number of mg such as 1000"),
    (("--dose", "paracetamol 21000"), "looks like a typing slip"),
    (("--dose", "paracetamol 21 g", "--taken"), "log --flag em_too_much"),
    (("--dose", "codral 2 tablets"), "We know what is in it, but not how much."),
    (("--dose", "panadol osteo 2 tablets"), "These tablets work for many hours."),
    (("--dose", "paracetamol " + "9" * 400), "That is no dose;"),
    (("--dose", "paracetamol 1000 @ 25:00"), "a time, such as 7:00 or 19:30"),
    (("--dose", "paracetamol 1000 @ 23:30"), "That time is still to come"),
    (("--dose", "paracetamol 1000 @ 23:30", "--taken"), "That time is still to come"),
    (("--date", "yesterday", "--dose", "paracetamol 1000"), "of another day needs its time"),
]


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--walk", "2,5"), "Invalid value for '--walk': '2,5' is not a whole number, such as 15."),
        (("--pain", "lots"), "Invalid value for '--pain': 'lots' is not a number, such as 4 or 2.5."),
        (("--pian", "3"), "No such option: --pian (Possible options: --pain, --sign, --taken)"),
    ],
)
def test_what_is_refused_stands_in_plain_words_and_breaks_between_them(
    words: tuple[str, ...], said: str, with_plan: Path
) -> None:
    with at_terminal("log", *words, columns=60) as terminal:
        assert terminal.exit_code() == 2
        assert said in " ".join(terminal.screen().split())
    assert with_plan.exists()


@pytest.mark.parametrize(("options", "words"), CHECK_INS, ids=[" ".join(one)[:40] for one, _ in CHECK_INS])
def test_a_check_in_that_cannot_be_is_refused_and_nothing_is_kept(
    with_plan: Path, within: Within, options: tuple[str, ...], words: str
) -> None:
    before = rows_in(with_plan)
    refused(within("log", "--all-clear", *options), 2, words)
    assert rows_in(with_plan) == before


def test_everything_wrong_with_a_check_in_is_named_at_once(with_plan: Path) -> None:
    before = rows_in(with_plan)
    done = run(
        "log", "--all-clear", "--did", "flying", "--pain", "12", "--flag", "foo", "--dose", "morphine 10"
    )
    refused(done, 2, "nothing was saved", "'flying'", "pain is", "unknown sign 'foo'", "'morphine 10'")
    assert rows_in(with_plan) == before


def test_a_check_in_without_the_safety_answers_of_the_day_is_not_kept(with_plan: Path) -> None:
    before = rows_in(with_plan)
    refused(run("log", "--walk", "5"), 2, "safety questions are not answered yet", "--all-clear", "--flag")
    assert rows_in(with_plan) == before


# --- doses


def test_a_dose_too_early_is_refused_with_the_time_from_which_it_is_allowed(with_plan: Path) -> None:
    assert run("log", "--all-clear", "--dose", "paracetamol 1000").returncode == 0
    before = rows_in(with_plan)
    refused(
        run("log", "--dose", "paracetamol 1000"), 4, "allowed from Tue 24 Nov 00:00", "too soon", "--taken"
    )
    assert rows_in(with_plan) == before


def test_a_dose_swallowed_too_early_is_kept_and_warned_about(with_plan: Path) -> None:
    assert run("log", "--all-clear", "--dose", "paracetamol 1000").returncode == 0
    before = rows_in(with_plan)
    done = run("log", "--dose", "paracetamol 1000", "--taken")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    for words in (
        "Saved: paracetamol 1000 mg",
        "too close to another one",
        "No more of it before Tue 24 Nov",
    ):
        assert words in said
    assert len(rows_in(with_plan)) > len(before)
    assert [row for row in before if row not in rows_in(with_plan)] == []


@pytest.mark.usefixtures("with_plan")
def test_a_pack_on_the_line_of_a_check_in_counts_by_what_it_holds() -> None:
    done = run("log", "--all-clear", "--dose", "nurofen plus 2 tablets @ 8:00", "--taken")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "Saved: ibuprofen 400 mg at Mon 08:00." in said
    assert said.count("It also holds codeine. That is not counted here") == 1


def test_too_much_for_one_dose_is_refused_for_ever(with_plan: Path) -> None:
    assert run("log", "--all-clear", "--walk", "5").returncode == 0
    before = rows_in(with_plan)
    refused(run("log", "--dose", "paracetamol 1500"), 4, "never as one dose", "at most 1000 mg at once")
    assert rows_in(with_plan) == before


def test_an_amount_above_the_label_shows_the_poison_centre_and_stops_the_plan(with_plan: Path) -> None:
    before = rows_in(with_plan)
    done = run("log", "--all-clear", "--dose", "paracetamol 5000", "--taken")
    assert done.returncode == 12, done.stderr
    said = " ".join(done.stdout.split())
    assert said.startswith("Get poison advice now: National Poisons Centre (0800 764 766)")
    assert "Saved: paracetamol 5000 mg" in said
    assert len(rows_in(with_plan)) > len(before)
    assert run("plan").returncode == 12


def test_a_swallowed_amount_above_the_label_is_kept_whatever_else_is_missing(with_plan: Path) -> None:
    before = rows_in(with_plan)
    done = run("log", "--dose", "paracetamol 5000", "--taken")
    assert done.returncode == 12, done.stderr
    assert "0800 764 766" in done.stdout
    assert len(rows_in(with_plan)) > len(before)


# --- files


def with_lines(example: Path, path: Path, changes: dict[str, str]) -> Path:
    """The example with some lines written differently."""
    text = example.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


THREE = {
    "age_years = 41": 'age_years = "four-and-forty"',
    'em_tearing = "no"\n': "",
    'inf_fever = "no"': 'inf_fever = "no"\nem_tearin = "yes"',
}


@pytest.mark.parametrize("command", ["start", "screen"])
def test_three_faults_of_an_answers_file_are_all_named(
    command: str, example: Path, tmp_path: Path, home: Path
) -> None:
    answers = with_lines(example, tmp_path / "answers.toml", THREE)
    done = run(command, "--answers", str(answers), "--json")
    refused(
        done,
        2,
        "age_years: must be a number from 0 to 120, or not_sure",
        "em_tearing: not answered",
        "em_tearin: unknown question",
        "Correct these lines.",
    )
    assert "forty" not in done.stderr, "what was answered is nobody's business"
    assert not home.exists() or rows_in(home) == []


def test_three_faults_of_a_file_for_the_medicine_check_are_all_named(tmp_path: Path) -> None:
    answers = tmp_path / "conditions.toml"
    answers.write_text('age_years = 41\nwarfarin = "sometimes"\nwarfarine = "no"\n', encoding="utf-8")
    done = run("meds", "check", "--answers", str(answers), "--region", "NZ", "--json")
    refused(done, 2, "warfarin: must be yes, no or not_sure", "warfarine: unknown", "asthma: not answered")
    assert "sometimes" not in done.stderr


def test_an_unknown_region_names_those_that_are_known(example: Path) -> None:
    done = run("meds", "check", "--answers", str(example), "--region", "XX")
    refused(done, 2, "'XX' is not a region known here. There are AU, CA, DE, NL, NZ, other, UK, US.")


FILES = [
    ("answers.json", b"{", "cannot be read as JSON: line 1, column 2"),
    ("answers.json", b"[]", "must hold question ids with their answers"),
    ("answers.json", b"[" * 100_000, "is nested too deeply"),
    ("answers.toml", b"a = " + b"[" * 100_000, "is nested too deeply"),
    ("answers.toml", b"a = = 1", "cannot be read as TOML: at line 1, column 5"),
    ("answers.toml", b"a.b = 1\n[a]\n", "cannot be read as TOML: at line 2, column 3."),
    ("answers.toml", b"a = 1" + b"0" * 5000, "as TOML: a number in it has thousands of figures."),
    ("answers.json", b'{"a": 1' + b"0" * 5000 + b"}", "as JSON: a number in it has thousands of figures."),
    ("answers.toml", b"\xff\xfe", "is not UTF-8 text. Save it as UTF-8."),
    ("answers.toml", b"", "scope_self: not answered"),
    ("answers.toml", b'"\\u001b[2J" = "yes"', "[2J: unknown question"),
]


@pytest.mark.parametrize(("name", "content", "words"), FILES, ids=[words for _, _, words in FILES])
def test_an_answers_file_that_cannot_be_read_is_refused(
    tmp_path: Path, within: Within, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = within("start", "--answers", str(path))
    refused(done, 2, words)
    assert "\x1b" not in done.stderr


def test_an_answers_file_without_an_end_is_refused(within: Within) -> None:
    refused(within("start", "--answers", "/dev/zero"), 2, "/dev/zero is far longer than all answers.")


@pytest.mark.parametrize("path", ["no_such_file.toml", "."])
def test_an_answers_file_that_is_not_there_is_refused(path: str, tmp_path: Path) -> None:
    done = run("start", "--answers", path, cwd=tmp_path)
    refused(done, 2, f"{path} cannot be read", "Check the name and the permissions.")


def test_three_faults_of_a_content_folder_are_all_named(tmp_path: Path) -> None:
    content = Path(shutil.copytree(find_content(), tmp_path / "content"))
    faults = {
        "exercises/str_bridge.toml": ('name = "Bridge"', 'naem = "Bridge"'),
        "regions/nz.toml": ('number = "0800 764 766"', "number = 0800764766.5"),
        "screening/questions_a_emergency.toml": ('sources = ["S-NHS", "S-HA"]', 'sources = ["S-NOWHERE"]'),
    }
    for name, (old, new) in faults.items():
        text = (content / name).read_text(encoding="utf-8")
        assert old in text
        (content / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run("content", "check", str(content))
    refused(done, 2, "The content is faulty.")
    lines = done.stderr.splitlines()
    for name, key in zip(faults, ("naem", "", "S-NOWHERE"), strict=True):
        assert [line for line in lines if name in line and key in line], name


def test_the_content_of_the_program_is_sound() -> None:
    done = run("content", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The content is sound" in done.stdout


def test_content_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    refused(run("content", "check", str(tmp_path / "none")), 2, "is not a folder. Give the folder")


# --- the record

WRITING = ("log", "--all-clear", "--walk", "5")
READING = [("plan",), ("progress",), ("status",), (), ("plan", "--json")]


@pytest.mark.parametrize("args", [*READING, WRITING, ("log",), ("screen",)], ids=" ".join)
def test_nothing_started_says_how_to_begin(args: tuple[str, ...], home: Path, within: Within) -> None:
    done = within(*args)
    if args == ("screen",):
        refused(done, 2, "There is no terminal here")
    else:
        refused(done, 3, "backcoach start")
    assert not home.exists(), "reading makes no record"


@pytest.mark.parametrize("args", [("start",), ("log",), ("screen",)], ids=" ".join)
def test_without_a_terminal_nothing_is_asked_and_the_way_out_is_told(
    args: tuple[str, ...], with_plan: Path
) -> None:
    before = rows_in(with_plan)
    way = {"start": "start --answers FILE", "log": "backcoach log -h", "screen": "screen --answers FILE"}
    refused(run(*args), 2, "There is no terminal here to ask at.", way[args[0]])
    assert rows_in(with_plan) == before


@pytest.mark.parametrize("args", [("plan",), ("status",), ("progress", "--json"), WRITING], ids=" ".join)
@pytest.mark.parametrize("damage", ["rubbish", "cut off", "one page wrong"])
def test_a_damaged_record_is_named_and_left_as_it_is(
    args: tuple[str, ...], damage: str, with_plan: Path, within: Within
) -> None:
    record = with_plan / "record.sqlite3"
    sound = record.read_bytes()
    broken = {
        "rubbish": b"not a record " * 1000,
        "cut off": sound[: len(sound) // 2],
        "one page wrong": sound[:4096] + b"\x00" * 4096 + sound[8192:],
    }[damage]
    record.write_bytes(broken)
    refused(within(*args), 5, f"The record {record} is damaged", "Nothing was changed", "backcoach doctor")
    assert record.read_bytes() == broken


def test_a_record_of_a_newer_program_is_left_as_it_is(with_plan: Path) -> None:
    record = with_plan / "record.sqlite3"
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    before = record.read_bytes()
    refused(run("plan"), 5, "written by a newer backcoach", "Install the newest backcoach")
    assert record.read_bytes() == before


def test_an_emptied_record_counts_as_none(with_plan: Path) -> None:
    (with_plan / "record.sqlite3").write_bytes(b"")
    refused(run("plan"), 3, "is empty: if it held a record, see: backcoach restore")


def test_a_record_that_is_busy_is_waited_for_and_then_told(with_plan: Path) -> None:
    before = rows_in(with_plan)
    with closing(sqlite3.connect(with_plan / "record.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        waiting = [
            subprocess.Popen(
                backcoach(*args),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for args in (WRITING, ("plan",))
        ]
        for one in waiting:
            out, err = one.communicate(timeout=60)
            done = Done(one.args, one.returncode, out, err)
            refused(done, 6, "is in use by another backcoach", "Try again in a moment")
        other.execute("ROLLBACK")
    assert rows_in(with_plan) == before


# --- the home


@pytest.mark.parametrize("place", ["record", "record/inside"])
def test_a_file_in_the_place_of_the_home_is_refused_and_left_alone(
    place: str, tmp_path: Path, example: Path
) -> None:
    (tmp_path / "record").write_text("something of mine", encoding="utf-8")
    done = run("start", "--answers", str(example), "--home", str(tmp_path / place))
    refused(done, 2, "cannot be used for the record", "Nothing was saved", "--home")
    assert (tmp_path / "record").read_text(encoding="utf-8") == "something of mine"


AS_SOMEBODY_ELSE = """
import os, sys
from backcoach.terminal.app import run
answers, good, closed = sys.argv[1:]
if run(["start", "--answers", answers, "--home", good]) != 0:
    sys.exit("the rehearsal failed")
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print("-- now --", flush=True)
sys.exit(run(["start", "--answers", answers, "--home", closed]))
"""
"""Root may write everywhere: what is needed is loaded as root, and the folder tried as nobody."""


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that everybody can read and nobody but root can write, in one that is open to all."""
    with tempfile.TemporaryDirectory(prefix="backcoach-") as folder:
        closed = Path(folder) / "closed"
        closed.mkdir()
        Path(folder).chmod(0o755)
        closed.chmod(0o555)
        yield closed
        closed.chmod(0o755)


@pytest.mark.parametrize("place", ["", "record"], ids=["the folder itself", "a folder in it"])
def test_a_home_that_cannot_be_written_is_refused(
    place: str, closed_folder: Path, tmp_path: Path, example: Path
) -> None:
    if os.geteuid() == 0 and not find_content().stat().st_mode & 0o001:
        pytest.skip("nobody else may read this checkout")
    answers = closed_folder.parent / "answers.toml"
    answers.write_bytes(example.read_bytes())
    answers.chmod(0o644)
    closed = closed_folder / place
    ended = subprocess.run(
        [sys.executable, "-c", AS_SOMEBODY_ELSE, str(answers), str(tmp_path / "good"), str(closed)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    printed = ended.stdout.partition("-- now --\n")[2]
    done = Done(ended.args, ended.returncode, printed, ended.stderr)
    refused(
        done, 2, "cannot be used for the record", "Nothing was saved", "choose another folder with --home"
    )
    assert str(closed) in ended.stderr
    assert list(closed_folder.iterdir()) == []


def test_a_home_shared_with_other_users_is_refused(tmp_path: Path, example: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    done = run("start", "--answers", str(example), "--home", str(shared))
    refused(done, 2, "the folder is shared with other users")
    assert list(shared.iterdir()) == []
    assert shared.stat().st_mode & 0o7777 == 0o1777


# --- the clock


@pytest.mark.parametrize(
    "args", [("plan",), ("status",), WRITING, ("start", "--answers", "FILE")], ids=" ".join
)
def test_a_pretended_time_is_refused_with_the_real_record(
    args: tuple[str, ...], example: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BACKCOACH_HOME")
    done = run(*(str(example) if one == "FILE" else one for one in args))
    refused(done, 2, "BACKCOACH_NOW is set, and this is your real record. Unset it, or choose another place")
    assert list((tmp_path / "user").rglob("*")) == []


@pytest.mark.parametrize(
    "instant", ["yesterday", "2026-11-22", "2026-11-22T09:00:00", "", "9", "2026-13-01T00:00Z"]
)
def test_a_pretended_time_that_is_no_instant_is_refused(
    instant: str, with_plan: Path, within: Within, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_in(with_plan)
    monkeypatch.setenv("BACKCOACH_NOW", instant)
    done = within(*WRITING)
    refused(
        done, 2, "BACKCOACH_NOW is not an instant with its offset. Write it like this: 2026-03-02T08:30:00"
    )
    assert rows_in(with_plan) == before


def test_a_clock_set_back_shows_no_plan_as_if_nothing_had_been(in_emergency: Path) -> None:
    assert in_emergency.exists()
    assert run("plan", env={"BACKCOACH_NOW": "2026-11-20T09:00:00+00:00"}).returncode == 12
    assert run("plan", env={"BACKCOACH_NOW": NOW}).returncode == 12


# --- anything else


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("plan", "--week", "9"), "Week 9 has not been issued. There are weeks 1 to 1."),
        (("plan", "--week", "0"), "Week 0 has not been issued."),
        (("plan", "--week", str(2**70)), "has not been issued."),
        (("plan", "--week", "abc"), "Invalid value for '--week'"),
        (("why", "str_bridg"), "There is nothing called 'str_bridg'. Did you mean: str_bridge"),
        (("why", ""), "There is nothing called ''."),
        (("why", "\x1b[2J"), "There is nothing called"),
        (("nonsense",), "No such command 'nonsense'"),
        (("plan", "--nonsense"), "No such option"),
        (("start", "--answers"), "requires an argument"),
    ],
    ids=lambda one: " ".join(one)[:30] if isinstance(one, tuple) else "",
)
def test_what_is_not_there_is_named(
    args: tuple[str, ...], words: str, with_plan: Path, within: Within
) -> None:
    before = rows_in(with_plan)
    done = within(*args)
    refused(done, 2, words)
    assert "\x1b" not in done.stderr
    assert rows_in(with_plan) == before
