"""Sealed backups: only the passphrase opens them, any age program can, and no plain one is left."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage import decrypt, x25519
from pyrage import passphrase as age

from backcoach.journal.backup import back_up, backups, seal_plain_ones
from backcoach.journal.faults import KeyChanged
from backcoach.journal.home import record_path
from backcoach.journal.sealing import NoSealer
from backcoach.terminal.commands import seal as command
from backcoach.terminal.sealed import new_identity, seal_to, unseal
from tests.share.machine import faults
from tests.terminal.age_files import sealed_lightly
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


Records = Callable[[str], Path]


def seals(home: Path, words: Path) -> str:
    """Seal the one plain backup there is, and go on for a day; what was said."""
    done = run("seal", "--passphrase-file", str(words), "--json", env=at(home))
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert not faults("seal", document)
    assert document == {"is_on": True, "sealed_now": 1, "left_plain": [], "sealed": 1}
    logs(home, 24)
    return " ".join(done.stderr.split())


def with_a_plain_backup(records: Records, folder: Path) -> tuple[Path, Path]:
    """The record of somebody with one plain backup, and a file with the passphrase."""
    (folder / "words").write_text(f"{WORDS}\n")
    home = Path(shutil.copytree(records("no"), folder / "record"))
    logs(home, 23)
    assert names(home) == ["day-2026-11-23.sqlite3"]
    return home, folder / "words"


@pytest.fixture(scope="module")
def truly(records: Records, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody with a plain backup, who had the backups sealed with a new key. It takes the full work."""
    home, words = with_a_plain_backup(records, tmp_path_factory.mktemp("truly"))
    assert "If it is forgotten, they are lost" in seals(home, words)
    return home


@pytest.fixture(scope="module")
def lightly(records: Records, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a key that was there, which opens without much work."""
    home, words = with_a_plain_backup(records, tmp_path_factory.mktemp("lightly"))
    there = home / "backups" / "key.age"
    there.touch(0o600)
    there.write_bytes(sealed_lightly(new_identity()[0].encode(), WORDS))
    assert "Give its passphrase to go on with it" in seals(home, words)
    return home


@pytest.fixture
def truly_sealing(truly: Path, home: Path) -> Path:
    """A record of one's own whose backups are sealed as the program does it by itself."""
    return Path(shutil.copytree(truly, home))


@pytest.fixture
def sealing(lightly: Path, home: Path) -> Path:
    """A record of one's own with sealed backups and a key that opens at once."""
    return Path(shutil.copytree(lightly, home))


def test_the_backups_there_and_each_new_one_are_sealed_and_no_plain_one_is_left(truly_sealing: Path) -> None:
    sealing = truly_sealing
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


def test_another_age_program_opens_them_by_the_key_and_the_passphrase_and_so_does_restore(
    truly_sealing: Path, key: Path, tmp_path: Path
) -> None:
    folder = truly_sealing / "backups"
    text = age.decrypt((folder / "key.age").read_bytes(), WORDS).decode()
    identity = x25519.Identity.from_str(text.splitlines()[1])
    plain = tmp_path / "plain.sqlite3"
    plain.write_bytes(decrypt((folder / "day-2026-11-24.sqlite3.age").read_bytes(), [identity]))
    connection = sqlite3.connect(plain)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    back = run("restore", "2026-11-23", "--yes", "--passphrase-file", str(key), env=at(truly_sealing, 24))
    assert back.returncode == 0, back.stderr


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
        (folder / "key.age").write_bytes(sealed_lightly(new_identity()[0].encode(), WORDS))
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


def test_a_key_that_came_while_the_passphrase_was_asked_for_stays_and_nothing_is_changed(
    with_plan: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs(with_plan, 23)
    folder, first = with_plan / "backups", sealed_lightly(b"of another process", WORDS)
    before = names(with_plan)

    def meanwhile(plain: bytes, passphrase: str) -> bytes:
        (folder / "key.age").write_bytes(first)
        return sealed_lightly(plain, passphrase)

    monkeypatch.setattr(command, "seal", meanwhile)
    monkeypatch.setenv("BACKCOACH_NOW", at(with_plan)["BACKCOACH_NOW"])
    with pytest.raises(KeyChanged, match="Nothing was changed"):
        command.run(with_plan, key, is_off=False, as_json=False)
    assert (folder / "key.age").read_bytes() == first
    assert names(with_plan) == sorted([*before, "key.age"])


def test_without_the_key_that_was_just_opened_nothing_more_is_sealed_to_it(
    sealing: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("seal", "--off", env=at(sealing, 24)).returncode == 0

    def meanwhile(sealed: bytes, passphrase: str, place: Path, unchanged: str) -> bytes:
        place.unlink()
        return unseal(sealed, passphrase, place, unchanged)

    monkeypatch.setattr(command, "unseal", meanwhile)
    monkeypatch.setenv("BACKCOACH_NOW", at(sealing, 24)["BACKCOACH_NOW"])
    with pytest.raises(KeyChanged):
        command.run(sealing, key, is_off=False, as_json=False)
    assert "recipient.txt" not in names(sealing)


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
