"""A sealed export: opened by its passphrase alone, by any age program, and never in the clear on the disk."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import passphrase as age

from backcoach.flows.errors import BadInput
from backcoach.terminal.sealed import MOST_WORK, _work, is_sealed, new_passphrase, seal, unseal
from tests.share.machine import faults
from tests.terminal.age_files import sealed_lightly
from tests.terminal.keyboard import NOW, at_terminal, rows_in, run

AT = {"BACKCOACH_NOW": NOW, "TZ": "UTC"}
WORDS = "walk slowly past the harbour \N{LATIN SMALL LETTER E WITH ACUTE}"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(f"{WORDS}\nanother line\n", encoding="utf-8")
    return path


@pytest.fixture
def sealed(with_plan: Path, key: Path, tmp_path: Path) -> Path:
    path = tmp_path / "mine.age"
    done = run("export", str(path), "--encrypt", "--passphrase-file", str(key), env=AT)
    assert done.returncode == 0, done.stderr
    assert "without it nobody can open the file" in " ".join(done.stderr.split())
    assert with_plan.exists()
    return path


@pytest.fixture
def lightly(with_plan: Path, tmp_path: Path) -> Path:
    """A sealed export that opens without much work."""
    path = tmp_path / "light.age"
    path.write_bytes(sealed_lightly(run("export", env=AT).stdout.encode(), WORDS))
    assert with_plan.exists()
    return path


def elsewhere(tmp_path: Path) -> dict[str, str]:
    return {**AT, "BACKCOACH_HOME": str(tmp_path / "elsewhere")}


def test_a_sealed_document_comes_back_and_another_program_opens_it(
    sealed: Path, key: Path, tmp_path: Path
) -> None:
    raw = sealed.read_bytes()
    assert is_sealed(raw)
    assert b"check_in" not in raw
    assert sealed.stat().st_mode & 0o777 == 0o600
    plain = run("export", env=AT).stdout
    assert age.decrypt(raw, WORDS).decode() == plain
    done = run("import", str(sealed), "--yes", "--passphrase-file", str(key), env=elsewhere(tmp_path))
    assert done.returncode == 0, done.stderr
    assert run("export", env=elsewhere(tmp_path)).stdout == plain


def test_another_passphrase_or_a_damaged_file_is_said_in_a_sentence(
    lightly: Path, key: Path, tmp_path: Path
) -> None:
    def ends(path: Path) -> str:
        done = run("import", str(path), "--yes", "--passphrase-file", str(key), env=elsewhere(tmp_path))
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        return done.stderr

    raw = lightly.read_bytes()
    for damaged in (raw[:40], raw[:-9], raw[:500] + bytes([raw[500] ^ 1]) + raw[501:]):
        (tmp_path / "damaged").write_bytes(damaged)
        assert "does not open" in ends(tmp_path / "damaged")
    key.write_text("another passphrase", encoding="utf-8")
    assert "does not open" in ends(lightly)
    assert not (tmp_path / "elsewhere").exists()
    key.write_text(WORDS, encoding="utf-8")
    whole = ("import", str(lightly), "--yes", "--passphrase-file", str(key))
    assert run(*whole, env=elsewhere(tmp_path)).returncode == 0


def armored(raw: bytes) -> bytes:
    """The same in letters, as age writes it with `--armor`."""
    letters = base64.b64encode(raw).decode()
    lines = [letters[at : at + 64] for at in range(0, len(letters), 64)]
    return "\n".join(
        ["-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----", ""]
    ).encode()


@pytest.mark.parametrize("work", [b"22", b"23", b"30", b"0022", b"9999"])
@pytest.mark.parametrize("written", [bytes, armored])
def test_a_file_that_would_keep_the_machine_busy_for_minutes_is_refused_at_once(
    work: bytes, written: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    head = b"age-encryption.org/v1\n-> scrypt Wrb91+t+p2uOVHSFBgIMHA " + work + b"\n"
    with pytest.raises(BadInput, match="far more work to open than any file of backcoach"):
        unseal(written(head + b"bdtSxOKqGm961R9V7P+RyeoO4Zp8r7dq\n--- x\n"), WORDS, tmp_path / "mine.age")


def test_what_is_sealed_here_is_opened_by_its_passphrase_alone_and_takes_its_time(tmp_path: Path) -> None:
    sealed = seal(b"\0all of it\xff", WORDS)
    assert 10 <= _work(sealed) <= MOST_WORK
    assert unseal(sealed, WORDS, tmp_path / "mine.age") == b"\0all of it\xff"
    with pytest.raises(BadInput, match="does not open"):
        unseal(sealed, f"{WORDS}x", tmp_path / "mine.age")


@pytest.mark.parametrize("written", [bytes, armored])
@given(st.binary(max_size=200), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_whatever_was_sealed_comes_back_whichever_way_it_is_written_and_only_with_its_passphrase(
    written: Callable[[bytes], bytes], plain: bytes, words: str
) -> None:
    sealed = written(sealed_lightly(plain, words))
    assert unseal(sealed, words, Path("x")) == plain
    with pytest.raises(BadInput):
        unseal(sealed, f"{words}x", Path("x"))


def test_letters_that_are_no_sealed_file_do_not_open(tmp_path: Path) -> None:
    for letters in (b"", b"====", b"\xff\xff\xff\xff", b"!!!!aaaa"):
        with pytest.raises(BadInput, match="does not open"):
            unseal(b"-----BEGIN AGE ENCRYPTED FILE-----\n" + letters, WORDS, tmp_path / "mine.age")


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [80, 60])
def test_at_a_terminal_it_is_typed_twice_shown_never_and_asked_again_to_open(
    columns: int, with_plan: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mine.age"
    with at_terminal("export", str(path), "--encrypt", env=AT, columns=columns) as terminal:
        terminal.expect_text("Passphrase:")
        terminal.send("correct horse\r")
        terminal.expect_text("Again:")
        terminal.send("correct horse\r")
        assert terminal.exit_code() == 0
        assert "horse" not in terminal.screen()
    before = rows_in(with_plan)
    if columns < 80:  # one that opens at once: the prompts alone are another width
        path.write_bytes(sealed_lightly(run("export", env=AT).stdout.encode(), "correct horse"))
    with at_terminal("import", str(path), env=AT, columns=columns) as terminal:
        terminal.expect_text("Passphrase:")
        terminal.send("correct horse\r")
        terminal.expect_text("There is nothing to import.")
        assert terminal.exit_code() == 0
        assert "horse" not in terminal.screen()
    assert rows_in(with_plan) == before


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["correct horse\r", "correct house\r"], "differ"),
        (["short\r"], "shorter than 8"),
        (["\r"], "no passphrase"),
    ],
)
def test_what_is_mistyped_seals_nothing(
    typed: list[str], words: str, with_plan: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mine.age"
    with at_terminal("export", str(path), "--encrypt", env=AT) as terminal:
        for prompt, keys in zip(("Passphrase:", "Again:"), typed, strict=False):
            terminal.expect_text(prompt)
            terminal.send(keys)
        terminal.expect_text(words)
        assert terminal.exit_code() == 2
    assert not list(tmp_path.glob("*mine*"))
    assert with_plan.exists()


@pytest.mark.terminal
@pytest.mark.parametrize("keys", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_stop_it(keys: str, with_plan: Path, tmp_path: Path) -> None:
    with at_terminal("export", str(tmp_path / "mine.age"), "--encrypt", env=AT) as terminal:
        terminal.expect_text("Passphrase:")
        terminal.send(keys)
        assert terminal.exit_code() == 130
    assert not list(tmp_path.glob("*mine*"))
    assert with_plan.exists()


def test_without_a_terminal_nothing_is_asked(lightly: Path, with_plan: Path, tmp_path: Path) -> None:
    for arguments in (("export", str(tmp_path / "x"), "--encrypt"), ("import", str(lightly), "--yes")):
        done = run(*arguments, env=AT)
        assert done.returncode == 2
        assert "--passphrase-file" in done.stderr
    assert not (tmp_path / "x").exists()
    assert with_plan.exists()


def test_what_does_not_go_together_is_refused(with_plan: Path, key: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "x")
    for arguments in (
        ("export", "--csv", place, "--encrypt", "--passphrase-file", str(key)),
        ("export", place, "--passphrase-file", str(key)),
        ("export", place, "--csv", place),
        ("export", place, "--encrypt", "--passphrase-file", str(tmp_path / "nowhere")),
    ):
        assert run(*arguments, env=AT).returncode == 2
    assert not (tmp_path / "x").exists()
    assert with_plan.exists()


def test_a_sealed_document_is_told_as_a_document_too(with_plan: Path, key: Path, tmp_path: Path) -> None:
    options = ("--encrypt", "--passphrase-file", str(key), "--json")
    done = run("export", str(tmp_path / "x.age"), *options, env=AT)
    assert not faults("export", json.loads(done.stdout))
    assert with_plan.exists()


@pytest.mark.parametrize("raw", [b"", b"\n", b"short", b"\xff\xfe", b"x" * 2000])
def test_a_file_without_a_usable_passphrase_is_refused(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(raw)
    with pytest.raises(BadInput):
        new_passphrase(tmp_path / "key")
