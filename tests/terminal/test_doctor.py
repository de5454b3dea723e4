"""The doctor tells what is wrong, what is safe and what to do, whatever has become of the record."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from backcoach.handbook.faults import find_content
from backcoach.journal.backup import look_at
from backcoach.terminal.app import run as run_here
from tests.journal.journal_kinds import mode, run_sql
from tests.share.machine import faults
from tests.terminal.keyboard import rows_in, run

MONDAY, TUESDAY = "2026-11-23T09:00:00+00:00", "2026-11-24T09:00:00+00:00"
PAGE, LEAF = 4096, 0x0D
DONE, BAD_INPUT, NOTHING_STARTED, REFUSED, DAMAGED, BUSY = 0, 2, 3, 4, 5, 6
SENT = (10, 11, 12)
"""A bit that turned a no into something else sends the person somewhere."""
COMMANDS = (
    ("status",),
    ("log", "--all-clear", "--walk", "5"),
    ("plan",),
    ("doctor",),
    ("doctor", "--repair"),
    ("status",),
)


def at(home: Path, now: str = TUESDAY) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


@pytest.fixture(scope="module")
def template(records: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody who started on Sunday and logged on Monday, with one backup."""
    home = Path(shutil.copytree(records("no"), tmp_path_factory.mktemp("doctor") / "record"))
    assert run("log", "--all-clear", "--walk", "5", env=at(home, MONDAY)).returncode == DONE
    return home


@pytest.fixture
def logged(template: Path, home: Path) -> Path:
    return Path(shutil.copytree(template, home))


def checks(home: Path, *options: str, code: int, now: str = TUESDAY) -> dict[str, str]:
    """The case of each check, by the document, which has to fit its schema."""
    ran = run("doctor", "--json", *options, env=at(home, now))
    assert ran.returncode == code, ran.stderr
    document = json.loads(ran.stdout)
    assert not faults("doctor", document)
    for one in document["checks"]:
        assert one["what"]
        assert one["state"] in ("well", "note") or (one["safe"] and one["do"])
    return {one["check"]: one["case"] for one in document["checks"]}


def test_a_healthy_record_is_well_in_all_things_and_nothing_is_changed(logged: Path) -> None:
    before = {item: item.read_bytes() for item in logged.rglob("*.sqlite3")}
    assert checks(logged, code=DONE) == {
        "record": "whole",
        "schema": "as_made",
        "content": "same",
        "clock": "in_order",
        "zone": "same",
        "private": "owner_only",
        "room": "enough",
        "leftovers": "none",
        "backups": "fresh",
    }
    shown = run("doctor", env=at(logged))
    assert "The record is whole:" in shown.stdout
    assert "wrong" not in shown.stdout
    repaired = run("doctor", "--repair", env=at(logged))
    assert (repaired.returncode, "There is nothing to repair." in repaired.stderr) == (DONE, True)
    assert {item: item.read_bytes() for item in logged.rglob("*.sqlite3")} == before


def test_without_a_record_it_says_how_to_begin(home: Path) -> None:
    shown = run("doctor", env=at(home))
    assert shown.returncode == DONE
    assert "backcoach start" in shown.stdout
    assert run("doctor", "--repair", env=at(home)).returncode == DONE
    assert not home.exists()


def test_an_empty_file_points_at_the_backups(logged: Path) -> None:
    (logged / "record.sqlite3").write_bytes(b"")
    assert checks(logged, code=BAD_INPUT)["record"] == "empty"
    assert checks(logged, "--repair", code=BAD_INPUT)["record"] == "empty"
    assert run("restore", "latest", "--yes", env=at(logged)).returncode == DONE
    assert checks(logged, code=DONE)["record"] == "whole"


def test_files_that_others_may_read_are_named_and_closed(logged: Path) -> None:
    (logged / "backups" / "day-2026-11-23.sqlite3").chmod(0o644)
    logged.chmod(0o755)
    assert checks(logged, code=BAD_INPUT)["private"] == "open"
    assert mode(logged) == 0o755
    assert checks(logged, "--repair", code=DONE)["private"] == "owner_only"
    assert mode(logged) == 0o700
    assert mode(logged / "backups" / "day-2026-11-23.sqlite3") == 0o600


def test_a_clock_behind_the_last_entry_is_told(logged: Path) -> None:
    assert checks(logged, code=BAD_INPUT, now="2026-11-20T09:00:00+00:00")["clock"] == "ahead"


def test_a_time_that_cannot_be_read_is_damage_to_all_and_repaired(logged: Path) -> None:
    unread = "2026-11-23T99:00:00.000000Z"
    with closing(sqlite3.connect(logged / "record.sqlite3", isolation_level=None)) as record:
        record.execute(
            "INSERT INTO entry (id, kind, at, zone, day_on, recorded_at, body) "
            "VALUES (?, 'check_in', ?, 'UTC', '2026-11-23', ?, '{}')",
            ("d" * 32, unread, unread),
        )
    assert run("status", env=at(logged)).returncode == DAMAGED
    assert checks(logged, code=DAMAGED)["record"] == "unread"
    assert checks(logged, "--repair", code=DONE)["record"] == "whole"
    assert run("status", env=at(logged)).returncode == DONE


def test_a_backup_that_is_spoiled_is_told_and_left(logged: Path) -> None:
    backup = logged / "backups" / "day-2026-11-23.sqlite3"
    backup.write_bytes(b"spoiled")
    assert checks(logged, code=BAD_INPUT)["backups"] == "spoiled"
    assert checks(logged, "--repair", code=BAD_INPUT)["backups"] == "spoiled"
    assert backup.read_bytes() == b"spoiled"


def test_old_and_missing_backups_are_told(logged: Path) -> None:
    assert checks(logged, code=DONE, now="2026-12-24T09:00:00+00:00")["backups"] == "old"
    shutil.rmtree(logged / "backups")
    assert checks(logged, code=DONE)["backups"] == "none"


def test_another_time_zone_is_told(logged: Path) -> None:
    env = at(logged) | {"TZ": "Pacific/Auckland"}
    shown = run("doctor", env=env)
    assert shown.returncode == DONE
    assert "Your time zone was UTC, and is Pacific/Auckland now." in " ".join(shown.stdout.split())


@pytest.mark.parametrize("rule", ["entry_is_never_changed", "entry_is_never_deleted"])
def test_a_rule_that_is_gone_is_damage_and_the_repair_brings_it_back(logged: Path, rule: str) -> None:
    before = rows_in(logged)
    run_sql(logged / "record.sqlite3", f"DROP TRIGGER {rule}")
    assert checks(logged, code=DAMAGED)["schema"] == "changed"
    assert checks(logged, "--repair", code=DONE)["schema"] == "as_made"
    assert rows_in(logged) == before


def test_a_busy_record_is_said(logged: Path) -> None:
    with closing(sqlite3.connect(logged / "record.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for options in ((), ("--repair",)):
            assert run("doctor", *options, env=at(logged)).returncode == BUSY


def test_a_repair_keeps_the_damaged_file_and_asks_all_again_where_something_may_be_missing(
    logged: Path,
) -> None:
    path = logged / "record.sqlite3"
    before = rows_in(logged)
    whole = path.read_bytes()
    leaves = [place for place in range(PAGE, len(whole), PAGE) if whole[place] == LEAF]
    damaged = whole[: leaves[-1]] + b"\xab" * PAGE + whole[leaves[-1] + PAGE :]
    path.write_bytes(damaged)
    kept = {item: item.read_bytes() for item in (logged / "backups").iterdir()}
    assert run("status", env=at(logged)).returncode == DAMAGED
    repaired = run("doctor", "--repair", env=at(logged))
    assert repaired.returncode == DONE
    assert "The record is whole again:" in repaired.stdout
    assert "backcoach screen" in repaired.stdout
    assert (logged / "damaged-2026-11-24.sqlite3").read_bytes() == damaged
    assert {item: item.read_bytes() for item in (logged / "backups").iterdir()} == kept
    assert mode(path) == 0o600
    assert 0 < len(rows_in(logged)) <= len(before) + 1
    assert run("plan", env=at(logged)).returncode == REFUSED
    assert not (logged / "unfinished").exists()
    again = run("doctor", env=at(logged))
    assert (again.returncode, "kept beside the record: 1" in " ".join(again.stdout.split())) == (DONE, True)


def test_an_answer_under_a_name_nobody_knows_stops_no_command_and_comes_back_from_the_backup(
    logged: Path,
) -> None:
    before = rows_in(logged)
    edit(lambda whole: whole.replace(b'"em_faint":', b'"em_faimt":'))(logged)
    assert run("status", env=at(logged)).returncode in (DONE, *SENT)
    assert checks(logged, code=DAMAGED)["record"] == "differs"
    assert checks(logged, "--repair", code=DONE)["record"] == "whole"
    kept = look_at(logged / "backups" / "day-2026-11-23.sqlite3")
    assert kept is not None
    assert rows_in(logged)[: kept.entries] == before[: kept.entries]


def test_where_nothing_can_be_read_and_no_backup_is_there_the_file_stays(logged: Path) -> None:
    path = logged / "record.sqlite3"
    shutil.rmtree(logged / "backups")
    path.write_bytes(b"\xab" * 50_000)
    ran = run("doctor", "--repair", env=at(logged))
    assert ran.returncode == DAMAGED
    assert "nothing in it can be read" in ran.stderr
    assert path.read_bytes() == b"\xab" * 50_000
    assert sorted(item.name for item in logged.iterdir()) == ["record.sqlite3"]


# Everything that can become of the file, walked through with the commands of a day.


@dataclass(frozen=True)
class Walked:
    code: int
    out: str
    err: str


@pytest.fixture
def walk(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Callable[[Path], None]], list[Walked]]:
    """Damages a copy of the record and runs the commands of a day on it: none may show a traceback."""

    def go(damage: Callable[[Path], None]) -> list[Walked]:
        home = tmp_path / "walked"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(template, home)
        damage(home)
        backup = home / "backups" / "day-2026-11-23.sqlite3"
        before = backup.read_bytes()
        for name, value in at(home).items():
            monkeypatch.setenv(name, value)
        walked = []
        for command in COMMANDS:
            capsys.readouterr()
            code = run_here(command)
            said = capsys.readouterr()
            walked.append(Walked(code, said.out, said.err))
            known = (DONE, BAD_INPUT, NOTHING_STARTED, REFUSED, DAMAGED, BUSY, *SENT)
            assert code in known, (command, said.err)
            assert "Traceback" not in said.out + said.err
            assert "Something went wrong" not in said.err
            assert said.out.strip() or said.err.strip()
            assert backup.read_bytes() == before
        return walked

    return go


def edit(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        path = home / "record.sqlite3"
        path.write_bytes(change(path.read_bytes()))

    return damage


def beside(ending: str, content: bytes) -> Callable[[Path], None]:
    return lambda home: (home / f"record.sqlite3{ending}").write_bytes(content) and None


DAMAGES: dict[str, Callable[[Path], None]] = {
    "zeros": edit(lambda whole: bytes(len(whole))),
    "zeros from the middle": edit(lambda whole: whole[: len(whole) // 2] + bytes(len(whole) // 2)),
    "no first page": edit(lambda whole: bytes(PAGE) + whole[PAGE:]),
    "cut in half": edit(lambda whole: whole[: len(whole) // 2]),
    "cut within a page": edit(lambda whole: whole[:-1000]),
    "cut to the head": edit(lambda whole: whole[:100]),
    "one byte": edit(lambda whole: whole[:1]),
    "text": edit(lambda _: b"this is no record\n" * 900),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_said_everywhere_and_repaired_from_what_is_left(
    damage: str, walk: Callable[[Callable[[Path], None]], list[Walked]]
) -> None:
    *_, doctor, repair, status = walk(DAMAGES[damage])
    assert doctor.code == DAMAGED
    assert repair.code == DONE
    assert "The record is whole again" in repair.out
    assert status.code == DONE


def test_an_empty_file_goes_through_all_commands(
    walk: Callable[[Callable[[Path], None]], list[Walked]],
) -> None:
    walked = walk(edit(lambda _: b""))
    assert [one.code for one in walked[:3]] == [NOTHING_STARTED] * 3


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"\xab" * 5000, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600)])
def test_a_leftover_beside_the_file_goes_through_all_commands(
    ending: str, content: bytes, walk: Callable[[Callable[[Path], None]], list[Walked]]
) -> None:
    walked = walk(beside(ending, content))
    assert walked[-1].code == DONE


def flips(count: int, seed: int) -> list[tuple[int, int]]:
    chance = Random(seed)  # noqa: S311 - nothing secret
    return [(chance.randrange(10**9), chance.randrange(8)) for _ in range(count)]


def flipped(place: int, bit: int) -> Callable[[Path], None]:
    def change(whole: bytes) -> bytes:
        at_byte = place % len(whole)
        return whole[:at_byte] + bytes([whole[at_byte] ^ 1 << bit]) + whole[at_byte + 1 :]

    return edit(change)


@pytest.mark.parametrize(("place", "bit"), [*flips(4, 1), *((place, 3) for place in (17, 55, 4099))])
def test_a_flipped_bit_goes_through_all_commands(
    place: int, bit: int, walk: Callable[[Callable[[Path], None]], list[Walked]]
) -> None:
    *_, repair, status = walk(flipped(place, bit))
    is_well = repair.code == DONE and status.code in (DONE, *SENT)
    assert is_well or "newer backcoach" in status.err, repair.out


@pytest.mark.deep
@pytest.mark.parametrize(("place", "bit"), flips(500, 2))
def test_a_bit_flipped_anywhere_goes_through_all_commands(
    place: int, bit: int, walk: Callable[[Callable[[Path], None]], list[Walked]]
) -> None:
    *_, repair, status = walk(flipped(place, bit))
    is_well = repair.code == DONE and status.code in (DONE, *SENT)
    assert is_well or "newer backcoach" in status.err, repair.out


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_full_disk_goes_through_all_commands_and_costs_nothing(
    share: float, is_damaged: bool, logged: Path
) -> None:
    path = logged / "record.sqlite3"
    if is_damaged:
        edit(lambda whole: whole[: len(whole) // 2 // PAGE * PAGE])(logged)
    backup = logged / "backups" / "day-2026-11-23.sqlite3"
    kept = backup.read_bytes()
    before = path.read_bytes() if is_damaged else rows_in(logged)
    limit = int(path.stat().st_size * share)
    for command in COMMANDS:
        ran = run(*command, env=at(logged), limits=[(resource.RLIMIT_FSIZE, limit, limit)])
        assert ran.returncode in (DONE, BAD_INPUT, REFUSED, DAMAGED), ran.stderr
        assert "Traceback" not in ran.stderr
        assert "Something went wrong" not in ran.stderr
        assert backup.read_bytes() == kept
        if not is_damaged:
            assert rows_in(logged)[: len(before)] == before
        elif not (logged / "damaged-2026-11-24.sqlite3").exists():
            assert path.read_bytes() == before
    assert not (logged / "unfinished").exists()
    assert all(item.name != "unfinished.sqlite3" for item in logged.rglob("*"))


AS_NOBODY = """
import json, os, sys
from backcoach.handbook.faults import find_content
from backcoach.journal.backup import look_at
from backcoach.terminal.app import run
good, closed, commands = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
for command in commands:
    run([*command, "--home", good])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print("-- now --", flush=True)
print("codes", [run([*command, "--home", closed]) for command in commands])
"""
"""Permissions do not bind root: what is needed is loaded as root, and the folder tried as nobody."""


@pytest.fixture
def open_ground() -> Iterator[Path]:
    """A folder that everybody can reach."""
    with tempfile.TemporaryDirectory(prefix="backcoach-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize(
    ("permissions", "codes"),
    [
        (0o500, [DONE, BAD_INPUT, DONE, BAD_INPUT, BAD_INPUT, DONE]),
        (0o000, [BAD_INPUT] * len(COMMANDS)),
    ],
)
def test_a_home_that_may_not_be_written_or_not_even_read_goes_through_all_commands(
    permissions: int, codes: list[int], logged: Path, open_ground: Path
) -> None:
    if os.geteuid() == 0 and not find_content().stat().st_mode & 0o001:
        pytest.skip("nobody else may read this checkout")
    closed = open_ground / "record"
    shutil.copytree(logged, closed)
    before = {item: item.read_bytes() for item in closed.rglob("*.sqlite3")}
    for item in (*closed.rglob("*"), closed):
        if os.geteuid() == 0:
            os.chown(item, 65534, 65534)
    (closed / "backups").chmod(0o500)
    closed.chmod(permissions)
    ran = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(logged), str(closed), json.dumps(COMMANDS)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **at(logged)},
    )
    closed.chmod(0o700)
    (closed / "backups").chmod(0o700)
    assert f"codes {codes}" in ran.stdout.replace("<Exit.", "").replace(">", ""), ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Something went wrong" not in ran.stderr
    assert {item: item.read_bytes() for item in closed.rglob("*.sqlite3")} == before
