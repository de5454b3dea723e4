"""`backcoach import` as people meet it: shown first, asked, all or nothing, and no answer repeated."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.share.machine import faults
from tests.terminal.keyboard import NOW, at_terminal, rows_in, run
from tests.terminal.test_hostile_text import HOSTILE_NOTE, OBEYED

AT = {"BACKCOACH_NOW": NOW, "TZ": "UTC"}


def at(home: Path) -> dict[str, str]:
    return {**AT, "BACKCOACH_HOME": str(home)}


@pytest.fixture
def document(records: Callable[[str], Path], tmp_path: Path) -> Path:
    """What somebody exported who started on Sunday morning and wrote a hostile note."""
    other = Path(shutil.copytree(records("no"), tmp_path / "other"))
    log = ("log", "--all-clear", "--pain", "4", "--walk", "5", "--note", HOSTILE_NOTE)
    assert run(*log, env=at(other)).returncode == 0
    assert run("dose", "paracetamol", "500", env=at(other)).returncode == 0
    path = tmp_path / "mine.json"
    assert run("export", str(path), env=at(other)).returncode == 0
    return path


def test_a_real_walk_comes_back_byte_for_byte_and_goes_on(document: Path, home: Path, tmp_path: Path) -> None:
    done = run("import", str(document), "--yes", "--json", env=at(home))
    told = json.loads(done.stdout)
    assert not faults("import", told)
    assert (told["is_done"], told["known"]) == (True, 0)
    assert run("export", str(tmp_path / "again.json"), env=at(home)).returncode == 0
    assert (tmp_path / "again.json").read_bytes() == document.read_bytes()
    other = tmp_path / "other"
    for command in (["plan"], ["progress"], ["status"], ["dose", "next"], ["meds", "history"]):
        assert run(*command, env=at(home)).stdout == run(*command, env=at(other)).stdout
    assert (home.stat().st_mode & 0o777, (home / "record.sqlite3").stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_dry_run_changes_nothing_and_makes_no_record(document: Path, home: Path) -> None:
    told = json.loads(run("import", str(document), "--dry-run", "--json", env=at(home)).stdout)
    assert not faults("import", told)
    assert told["is_done"] is False
    assert told["new"] > 100
    assert not home.exists()


def test_without_a_terminal_nothing_is_asked_and_nothing_done(document: Path, home: Path) -> None:
    done = run("import", str(document), env=at(home))
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert not home.exists()


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("reply", ["n", "y"])
def test_at_a_terminal_it_is_shown_and_asked(columns: int, reply: str, document: Path, home: Path) -> None:
    with at_terminal("import", str(document), env=at(home), columns=columns) as terminal:
        terminal.expect_text("Import them?")
        assert "new, 0 known already" in terminal.screen()
        terminal.send(f"{reply}\r")
        terminal.expect_text("Imported." if reply == "y" else "Nothing was imported.")
        assert terminal.exit_code() == 0
    assert home.exists() is (reply == "y")


def test_a_grave_result_of_another_machine_stands_after_the_import(
    with_plan: Path, records: Callable[[str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "grave.json"
    assert run("export", str(path), env=at(records("yes"))).returncode == 0
    assert run("plan", env=AT).returncode == 0
    done = run("import", str(path), "--yes", env=AT)
    assert done.returncode == 0
    assert "A copy of the record as it is now" in done.stderr
    assert run("plan", env=AT).returncode == 12
    assert [one.name for one in (with_plan / "backups").iterdir()] == ["before-import-2026-11-22.sqlite3"]


def test_the_same_file_twice_changes_nothing(document: Path, with_plan: Path) -> None:
    assert run("import", str(document), "--yes", env=AT).returncode == 0
    before = rows_in(with_plan)
    done = run("import", str(document), env=AT)
    assert done.returncode == 0
    assert "nothing to import" in done.stderr
    assert rows_in(with_plan) == before


def test_entries_that_differ_are_named_by_id_and_kind_alone(
    document: Path, home: Path, tmp_path: Path
) -> None:
    assert run("import", str(document), "--yes", env=at(home)).returncode == 0
    plain = json.loads(document.read_bytes())
    (changed,) = [one for one in plain["entries"] if one["kind"] == "check_in"]
    changed["body"]["pain"] = 9.5
    other = tmp_path / "changed.json"
    other.write_text(json.dumps(plain), encoding="ascii")
    before = rows_in(home)
    done = run("import", str(other), "--yes", env=at(home))
    assert done.returncode == 2
    assert f"{changed['id']} (check_in)" in done.stderr
    assert not OBEYED & set(done.stderr)
    assert "9.5" not in done.stderr
    assert rows_in(home) == before


def test_a_newer_document_ends_with_5_and_a_faulty_one_with_2_naming_each_place(
    document: Path, home: Path, tmp_path: Path
) -> None:
    plain, other = json.loads(document.read_bytes()), tmp_path / "other.json"
    other.write_text(json.dumps({**plain, "version": 2}), encoding="ascii")
    assert run("import", str(other), "--yes", env=at(home)).returncode == 5
    plain["entries"][3]["zone"] = plain["entries"][5]["day_on"] = "\x1b[2J"
    plain["entries"][3]["zone"] = ""
    other.write_text(json.dumps(plain, indent=1), encoding="ascii")
    done = run("import", str(other), "--yes", env=at(home))
    assert done.returncode == 2
    assert "entry 4 (line" in done.stderr
    assert "entry 6 (line" in done.stderr
    assert not OBEYED & set(done.stderr)
    assert not home.exists()


def test_what_is_no_file_of_a_record_is_refused(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "text").write_text("hello", encoding="utf-8")
    for name in ("nowhere", "text", "pipe", ""):
        done = run("import", str(tmp_path / name), "--yes", env=at(home))
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    assert not home.exists()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Another program's diary with two good days and a faulty line."""
    path = tmp_path / "diary.csv"
    text = "\ufeffDate,Score,Text\r\n11/20/2026,4,=1+1 \x1b[2J\r\n11/19/2026,SECRET,\r\n11/18/2026,2.5,\r\n"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def from_table(table: Path, *options: str) -> tuple[str, ...]:
    return (
        "import",
        "--csv",
        str(table),
        "--map",
        "date=Date,pain=Score,note=Text",
        "--dates",
        "mdy",
        *options,
    )


def test_faulty_lines_of_a_table_stop_it_until_somebody_lets_them_go(table: Path, with_plan: Path) -> None:
    before = rows_in(with_plan)
    for options in ([], ["--yes"], ["--yes", "--json"]):
        done = run(*from_table(table, *options), env=AT)
        assert done.returncode == 2
        assert "line 3: pain is no number" in done.stderr
        assert "--skip-faulty" in done.stderr
        assert "SECRET" not in done.stderr + done.stdout
    told = json.loads(run(*from_table(table, "--dry-run", "--json"), env=AT).stdout)
    assert not faults("import_csv", told)
    assert (told["is_done"], told["lines"], len(told["faults"])) == (False, 2, 1)
    assert rows_in(with_plan) == before
    told = json.loads(run(*from_table(table, "--skip-faulty", "--yes", "--json"), env=AT).stdout)
    assert (told["is_done"], told["lines"]) == (True, 2)
    assert len(rows_in(with_plan)) == len(before) + 2


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [80, 60])
def test_at_a_terminal_the_good_lines_of_a_table_are_offered(
    columns: int, table: Path, with_plan: Path
) -> None:
    before = rows_in(with_plan)
    with at_terminal(*from_table(table), env=AT, columns=columns) as terminal:
        terminal.expect_text("Leave those lines out and import the others?")
        terminal.send("n\r")
        terminal.expect_text("Nothing was imported.")
        assert terminal.exit_code() == 0
    assert rows_in(with_plan) == before
    with at_terminal(*from_table(table), env=AT, columns=columns) as terminal:
        terminal.expect_text("Leave those lines out and import the others?")
        terminal.send("y\r")
        terminal.expect_text("Imported.")
        assert terminal.exit_code() == 0
    assert len(rows_in(with_plan)) == len(before) + 2


def test_a_table_without_a_usable_line_or_a_record_is_refused(
    table: Path, home: Path, with_plan: Path
) -> None:
    done = run("import", "--csv", str(table), "--map", "date=Date,pain=Score", "--yes", env=AT)
    assert done.returncode == 2
    assert "No line of the file can be used" in done.stderr
    assert run(*from_table(table, "--yes", "--skip-faulty"), env=at(home.with_name("none"))).returncode == 3
    assert with_plan == home
