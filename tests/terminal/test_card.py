"""`backcoach screen --card`: printed, as a document, and in a file for its owner alone."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from backcoach.flows.errors import BadInput
from backcoach.terminal.files import write_new_file
from tests.share.machine import faults
from tests.terminal.keyboard import NOW, run


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


@pytest.mark.usefixtures("in_emergency")
def test_a_card_of_an_emergency_holds_the_action_and_nothing_of_a_plan() -> None:
    ran = run("screen", "--card")
    assert ran.returncode == 12
    assert "call 111 or go to the emergency department" in ran.stdout
    assert "sudden, worst-ever or tearing pain" in ran.stdout
    for words in ("Week", "%", "R01", "probably", "exercise plan"):
        assert words not in ran.stdout


@pytest.mark.usefixtures("in_emergency")
def test_a_card_is_a_document_for_programs() -> None:
    ran = run("screen", "--card", "--json")
    assert ran.returncode == 12
    document = json.loads(ran.stdout)
    assert faults("card", document) == []
    assert document["disposition"] == "emergency_now"
    assert document["contacts"][0]["number"] == "111"
    assert document["contacts"][0]["checked_on"] == "2026-11-22"
    assert document["yes"]


@pytest.mark.usefixtures("in_emergency")
def test_a_card_in_a_file_is_for_its_owner_alone_and_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "card.txt"
    ran = run("screen", "--card", "--output", str(path))
    assert ran.returncode == 12
    assert ran.stdout == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8") == run("screen", "--card").stdout
    path.write_text("mine", encoding="utf-8")
    again = run("screen", "--card", "--output", str(path))
    assert again.returncode == 2
    assert "exists already and is left as it is" in again.stderr
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("in_emergency")
def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    link, target = tmp_path / "card.txt", tmp_path / "elsewhere"
    link.symlink_to(target)
    assert run("screen", "--card", "--output", str(link)).returncode == 2
    assert not target.exists()


@pytest.mark.usefixtures("in_emergency")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--output", "card.txt"], "--output belongs to --card."),
        (["--card", "--json", "--output", "card.txt"], "Use one of them."),
        (["--card", "--output", "no/such/folder/card.txt"], "cannot be written"),
    ],
)
def test_a_card_that_cannot_be_made_says_why(options: list[str], said: str, tmp_path: Path) -> None:
    ran = run("screen", *options, cwd=tmp_path)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert list(tmp_path.glob("*.txt")) == []


def test_a_full_disk_leaves_no_half_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="cannot be written: No space left on device"):
        write_new_file(tmp_path / "card.txt", "a card")
    assert not (tmp_path / "card.txt").exists()


def test_without_a_screening_there_is_no_card() -> None:
    ran = run("screen", "--card")
    assert ran.returncode == 3
    assert "There is no screening to make a card from yet." in ran.stderr
    assert ran.stdout == ""


@pytest.mark.usefixtures("with_plan")
def test_a_card_of_self_care_names_the_course_of_medicine() -> None:
    ran = run("screen", "--card")
    assert ran.returncode == 0
    assert "Medicine course now: paracetamol, 1000 mg for one dose" in ran.stdout
