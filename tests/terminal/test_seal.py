"""Sealed backups: only the passphrase opens them, any age program can, and no plain one is left."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from pyrage import decrypt, x25519
from pyrage import passphrase as age

from backcoach.journal.backup import back_up, backups, seal_plain_ones
from backcoach.journal.home import record_path
from backcoach.journal.sealing import NoSealer
from backcoach.terminal.sealed import new_identity, seal_to
from tests.share.machine import faults
from tests.terminal.keyboard import at_terminal, run

WORDS = "slowly past the harbour"


def at(home: Path, day: int = 23) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": f"2026-11-{day}T09:00:00+00:00", "TZ": "UTC"}


def names(home: Path) -> list[str]:
    return sorted(one.name for one in (home / "backups").iterdir())


def logs(home: Path, day: int) -> None:
    assert run("log", "--all-clear", "--walk", "5", env=at(home, day)).returncode == 0


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "words"
    path.write_text(f"{WORDS}\n")
    return path


@pytest.fixture
def sealing(with_plan: Path, key: Path) -> Path:
    """Somebody with a plain backup, who then had the backups sealed, and went on for a day."""
    logs(with_plan, 23)
    assert names(with_plan) == ["day-2026-11-23.sqlite3"]
    done = run("seal", "--passphrase-file", str(key), "--json", env=at(with_plan))
    assert done.returncode == 0, done.stderr
    assert "If it is forgotten, they are lost" in " ".join(done.stderr.split())
    document = json.loads(done.stdout)
    assert not faults("seal", document)
    assert document == {"is_on": True, "sealed_now": 1, "left_plain": [], "sealed": 1}
    logs(with_plan, 24)
    return with_plan


def test_the_backups_there_and_each_new_one_are_sealed_and_no_plain_one_is_left(sealing: Path) -> None:
    assert names(sealing) == [
        "day-2026-11-23.sqlite3.age",
        "day-2026-11-24.sqlite3.age",
        "key.age",
        "recipient.txt",
    ]
    for one in (sealing / "backups").iterdir():
        assert one.stat().st_mode & 0o777 == 0o600
        assert b"check_in" not in one.read_bytes()
        assert b"SQLite format" not in one.read_bytes()


def test_another_age_program_opens_them_by_the_key_and_the_passphrase(sealing: Path, tmp_path: Path) -> None:
    folder = sealing / "backups"
    text = age.decrypt((folder / "key.age").read_bytes(), WORDS).decode()
    identity = x25519.Identity.from_str(text.splitlines()[1])
    plain = tmp_path / "plain.sqlite3"
    plain.write_bytes(decrypt((folder / "day-2026-11-24.sqlite3.age").read_bytes(), [identity]))
    connection = sqlite3.connect(plain)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_restore_lists_them_and_puts_one_back_with_the_passphrase(sealing: Path, key: Path) -> None:
    listed = json.loads(run("restore", "--json", env=at(sealing, 24)).stdout)
    assert not faults("restore", listed)
    assert [(one["name"], one["is_whole"], one["is_sealed"]) for one in listed["backups"]] == [
        ("day-2026-11-24", None, True),
        ("day-2026-11-23", None, True),
    ]
    assert "sealed, opened with your passphrase" in run("restore", env=at(sealing, 24)).stdout
    before = record_path(sealing).read_bytes()
    words = ("--passphrase-file", str(key))
    dry = run("restore", "2026-11-23", "--dry-run", *words, env=at(sealing, 24))
    assert (dry.returncode, record_path(sealing).read_bytes()) == (0, before)
    done = run("restore", "day-2026-11-23.sqlite3.age", "--yes", "--json", *words, env=at(sealing, 24))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["restored"]["kept_as"] == "before-restore-2026-11-24.sqlite3.age"
    assert not [name for name in names(sealing) if name.endswith(".sqlite3")]
    assert not (sealing / "unfinished").exists()


@pytest.mark.parametrize("spoil", ["passphrase", "no key", "backup", "key", "another key"])
def test_what_does_not_open_is_said_in_a_sentence_and_changes_nothing(
    sealing: Path, key: Path, spoil: str
) -> None:
    folder, before = sealing / "backups", record_path(sealing).read_bytes()
    if spoil == "passphrase":
        key.write_text("something else\n")
    elif spoil == "no key":
        (folder / "key.age").unlink()
    elif spoil == "key":
        (folder / "key.age").write_bytes(b"age-encryption.org/v1\nrubbish")
    elif spoil == "another key":
        (folder / "key.age").write_bytes(age.encrypt(new_identity()[0].encode(), WORDS))
    else:
        place = folder / "day-2026-11-23.sqlite3.age"
        place.write_bytes(place.read_bytes()[:-40])
    done = run("restore", "2026-11-23", "--yes", "--passphrase-file", str(key), env=at(sealing, 24))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Nothing was changed." in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert record_path(sealing).read_bytes() == before


def test_off_makes_plain_ones_again_and_on_again_needs_the_same_passphrase(sealing: Path, key: Path) -> None:
    done = run("seal", "--off", env=at(sealing, 24))
    assert (done.returncode, "2 are still sealed" in " ".join(done.stderr.split())) == (0, True)
    logs(sealing, 25)
    assert "day-2026-11-25.sqlite3" in names(sealing)
    other = key.with_name("other")
    other.write_text("another passphrase\n")
    again = run("seal", "--passphrase-file", str(other), env=at(sealing, 25))
    assert (again.returncode, "recipient.txt" in names(sealing)) == (2, False)
    assert run("seal", "--passphrase-file", str(key), env=at(sealing, 25)).returncode == 0
    assert not [name for name in names(sealing) if name.endswith(".sqlite3")]
    restored = run("restore", "latest", "--yes", "--passphrase-file", str(key), env=at(sealing, 25))
    assert restored.returncode == 0, restored.stderr
    off = json.loads(run("seal", "--off", "--json", env=at(sealing, 25)).stdout)
    assert (off["is_on"], off["sealed"]) == (False, 4)
    assert "were not sealed" in run("seal", "--off", env=at(sealing, 25)).stderr


def test_doctor_and_erase_know_them(sealing: Path) -> None:
    done = run("doctor", env=at(sealing, 24))
    assert (done.returncode, "Backups: 2, 2 of them sealed." in " ".join(done.stdout.split())) == (0, True)
    (sealing / "backups" / "key.age").rename(sealing.parent / "kept")
    lost = run("doctor", "--json", env=at(sealing, 24))
    assert lost.returncode == 2
    cases = {one["check"]: one["case"] for one in json.loads(lost.stdout)["checks"]}
    assert cases["backups"] == "no_key"
    (sealing.parent / "kept").rename(sealing / "backups" / "key.age")
    erased = json.loads(run("erase", "--yes", "--json", env=at(sealing, 24)).stdout)
    assert (erased["backups"], erased["foreign"], erased["is_folder_gone"]) == (2, 0, True)
    assert erased["files"][-2:] == ["backups/key.age", "backups/recipient.txt"]


def test_before_anything_is_recorded_there_is_nothing_to_seal(home: Path, key: Path) -> None:
    assert run("seal", "--passphrase-file", str(key), env=at(home)).returncode == 3
    assert not home.exists()


def test_without_a_terminal_the_passphrase_comes_from_a_file(with_plan: Path) -> None:
    assert run("seal", env=at(with_plan)).returncode == 2
    assert not (with_plan / "backups" / "recipient.txt").exists()


def test_imports_keep_a_sealed_copy_first(sealing: Path, tmp_path: Path) -> None:
    table = tmp_path / "days.csv"
    table.write_text("date,pain\n2026-11-01,4\n")
    done = run("import", "--csv", str(table), "--map", "date=date,pain=pain", "--yes", env=at(sealing, 24))
    assert done.returncode == 0, done.stderr
    assert "before-import-2026-11-24.sqlite3.age" in names(sealing)


def test_where_it_cannot_be_sealed_there_is_no_backup_rather_than_a_plain_one(sealing: Path) -> None:
    (sealing / "backups" / "recipient.txt").write_text("rubbish")
    done = run("log", "--all-clear", "--walk", "5", env=at(sealing, 25))
    assert (done.returncode, "There is no backup of today" in done.stderr) == (0, True)
    with pytest.raises(NoSealer):
        back_up(record_path(sealing), "day-2026-11-25")
    assert not [name for name in names(sealing) if name.endswith(".sqlite3")]


def test_what_a_breakdown_left_plain_is_sealed_with_the_next_backup(sealing: Path) -> None:
    folder = sealing / "backups"
    (folder / "unfinished.sqlite3").write_bytes(b"plain")
    (folder / "unfinished.sqlite3.age").write_bytes(b"half")
    plain = folder / "day-2026-11-20.sqlite3"
    connection, target = sqlite3.connect(record_path(sealing)), sqlite3.connect(plain)
    connection.backup(target)
    target.close()
    connection.close()
    (folder / "day-2026-11-19.sqlite3").write_bytes(b"not whole")
    back_up(record_path(sealing), "day-2026-11-25", seal_to)
    left = [name for name in names(sealing) if not name.endswith(".age")]
    assert left == ["day-2026-11-19.sqlite3", "recipient.txt"]
    assert "day-2026-11-20.sqlite3.age" in names(sealing)
    assert not [name for name in names(sealing) if name.startswith("unfinished")]
    assert seal_plain_ones(folder, seal_to) == (0, ("day-2026-11-19.sqlite3",))
    assert sum(one.may_be_whole for one in backups(record_path(sealing))) == 4


@pytest.mark.terminal
def test_at_a_terminal_the_passphrase_is_typed_twice_and_nothing_shows_it(with_plan: Path) -> None:
    with at_terminal("seal", env=at(with_plan)) as terminal:
        terminal.expect_text("Passphrase:")
        terminal.send(f"{WORDS}\r")
        terminal.expect_text("Again:")
        terminal.send(f"{WORDS}\r")
        terminal.expect_text("Backups are sealed from now on.")
        assert terminal.exit_code() == 0


def test_nothing_is_promised_before_it_is_known_that_a_passphrase_can_be_had(
    with_plan: Path, tmp_path: Path
) -> None:
    short = tmp_path / "short"
    short.write_text("abc\n", encoding="utf-8")
    for words in ((), ("--passphrase-file", str(short))):
        done = run("seal", *words, env=at(with_plan))
        assert done.returncode == 2
        assert "From now on" not in done.stdout + done.stderr
