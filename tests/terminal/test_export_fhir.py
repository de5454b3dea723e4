"""`backcoach export --fhir`: a private file as any export, with none of the person's own words unasked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from backcoach.terminal.sealed import unseal
from tests.fhir_checks import checked, observed, resources
from tests.share.machine import faults
from tests.terminal.keyboard import at_terminal, run
from tests.terminal.test_export import AT, mode
from tests.terminal.test_hostile_text import HOSTILE_NOTE, OBEYED


def test_it_is_private_whole_and_over_nothing_else(with_plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    before = os.umask(0)
    try:
        done = run("export", "--fhir", str(path), env=AT)
    finally:
        os.umask(before)
    assert (done.returncode, done.stdout, mode(path)) == (0, "", 0o600), done.stderr
    checked(json.loads(path.read_text(encoding="ascii")))
    assert "health data" in " ".join(done.stderr.split())
    assert "no clinician has checked" in " ".join(done.stderr.split())
    path.write_text("mine", encoding="utf-8")
    assert run("export", "--fhir", str(path), env=AT).returncode == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("export", "--fhir", "--force", str(path), env=AT).returncode == 0
    assert with_plan.exists()


def test_it_goes_down_a_pipe_with_one_resource_on_a_line(with_plan: Path) -> None:
    done = run("export", "--fhir", env=AT)
    made = checked(json.loads(done.stdout))
    assert len(done.stdout.splitlines()) == len(made["entry"]) + 2
    assert run("export", "--fhir", env=AT).stdout == done.stdout
    assert "security" not in made["meta"]
    assert with_plan.exists()


def test_own_words_are_in_it_only_where_they_are_wanted(with_plan: Path) -> None:
    assert run("log", "--all-clear", "--pain", "4", "--note", HOSTILE_NOTE, env=AT).returncode == 0
    without, wanted = (run("export", "--fhir", *more, env=AT) for more in ([], ["--with-notes"]))
    assert not observed(json.loads(without.stdout), "note")
    (note,) = observed(checked(json.loads(wanted.stdout)), "note")
    assert note["valueString"].endswith("two\nlines")
    assert not OBEYED & set(wanted.stdout + wanted.stderr)
    assert "Your own words are in it" in " ".join(wanted.stderr.split())
    assert with_plan.exists()


def test_what_was_written_is_told_as_a_document(with_plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    done = run("export", "--fhir", "--since", "2026-11-22", str(path), "--json", env=AT)
    document = json.loads(done.stdout)
    assert not faults("export_fhir", document)
    made = json.loads(path.read_bytes())
    assert sum(document["resources"].values()) == len(made["entry"])
    assert document["resources"]["CarePlan"] == len(resources(made, "CarePlan")) == 1
    assert (document["since"], document["with_notes"]) == ("2026-11-22", False)
    assert with_plan.exists()


def test_sealed_it_opens_with_the_passphrase_alone(with_plan: Path, tmp_path: Path) -> None:
    secret, path = tmp_path / "secret", tmp_path / "mine.json.age"
    secret.write_text("correct horse battery\n", encoding="utf-8")
    sealing = ("--encrypt", "--passphrase-file", str(secret))
    done = run("export", "--fhir", *sealing, str(path), env=AT)
    assert done.returncode == 0, done.stderr
    assert b"resourceType" not in path.read_bytes()
    plain = unseal(path.read_bytes(), "correct horse battery", path, "")
    checked(json.loads(plain))
    assert with_plan.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--since", "2026-11-01"], "need --fhir"),
        (["--with-notes"], "need --fhir"),
        (["--fhir", "--csv", "tables"], "not both"),
        (["--fhir", "--since", "sometime"], "is not a day"),
        (["--fhir", "--since", "2026-11-23"], "still to come"),
        (["--fhir", "--passphrase-file", "secret"], "needs --encrypt"),
    ],
)
def test_what_does_not_go_together_writes_nothing(
    options: list[str], words: str, with_plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    done = run("export", *options, env=AT)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert set(tmp_path.iterdir()) == before
    assert with_plan.exists()


def test_without_a_record_there_is_nothing_to_write(tmp_path: Path) -> None:
    assert run("export", "--fhir", str(tmp_path / "mine.json"), env=AT).returncode == 3
    assert not (tmp_path / "mine.json").exists()


@pytest.mark.terminal
def test_at_a_screen_a_file_with_the_date_is_made(
    with_plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with at_terminal("export", "--fhir", env=AT) as terminal:
        assert terminal.exit_code() == 0
        assert "resourceType" not in terminal.screen()
    assert mode(tmp_path / "backcoach-fhir-2026-11-22.json") == 0o600
    assert with_plan.exists()
