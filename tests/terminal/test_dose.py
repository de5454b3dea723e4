"""`backcoach dose` at a real terminal: the refusal, too much, the question after it, and taking back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.medicine_record import DoseSkipped, MedicineClosed
from backcoach.coach.record import DoseTaken
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import Person, at_terminal, plain, run

pytestmark = pytest.mark.terminal

EVENING = "2026-11-22T20:00:00+00:00"
PURPOSE = "Was it on purpose"


@pytest.fixture(autouse=True)
def _same_evening(with_plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it makes the record
    """It is the evening of the day on which somebody started."""
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)


def kept(home: Path, kind: type[Any]) -> list[Any]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(kind)]


def test_a_dose_too_early_is_refused_with_its_time_and_nothing_is_lost(home: Path) -> None:
    with at_terminal("dose", "paracetamol", "1000", "@", "19:00", "--taken") as terminal:
        assert terminal.exit_code() == 0
    with at_terminal("dose", "paracetamol", "1000") as terminal:
        assert terminal.exit_code() == 4
        said = plain(terminal.written())
    assert "paracetamol 1000 mg: allowed from Sun 22 Nov 23:00." in said
    assert "See: backcoach why spacing" in said
    assert "--taken" in said
    assert [dose.mg for dose in kept(home, DoseTaken)] == [1000]
    late = run("dose", "paracetamol", "1000", env={"BACKCOACH_NOW": "2026-11-22T23:00:00+00:00"})
    assert late.returncode == 0, late.stderr


@pytest.mark.parametrize(("reply", "is_closed"), [("n", False), ("y", True), ("?", True)])
def test_after_too_much_it_is_asked_whether_it_was_on_purpose(
    home: Path, reply: str, *, is_closed: bool
) -> None:
    with at_terminal("dose", "paracetamol", "9000", "--taken") as terminal:
        person = Person(terminal, {PURPOSE: reply})
        assert person.play_to_the_end() == 12
        said = plain(terminal.written())
    assert "0800 764 766" in said
    assert "even if you feel well" in said
    assert person.count_of(PURPOSE) == 1
    after = said.rpartition(PURPOSE)[2]
    assert ("1737" in after and "111" in after) is is_closed
    assert bool(kept(home, MedicineClosed)) is is_closed


def test_who_leaves_at_that_question_keeps_the_medicine_part_closed(
    home: Path,
) -> None:
    with at_terminal("dose", "paracetamol", "9000", "--taken") as terminal:
        Person(terminal, {}).play(until=PURPOSE)
        terminal.ctrl_c()
        assert terminal.exit_code() == 12, "the emergency stands, whatever is left unsaid"
        after = plain(terminal.written()).rpartition(PURPOSE)[2]
    assert "1737" in after
    assert "111" in after
    assert len(kept(home, MedicineClosed)) == 1
    assert [dose.mg for dose in kept(home, DoseTaken)] == [9000]


def test_a_dose_typed_by_mistake_is_taken_back_only_in_these_words(home: Path) -> None:
    assert run("dose", "paracetamol", "9000", "--taken").returncode == 12
    with at_terminal("dose", "undo") as terminal:
        assert terminal.exit_code() == 4
        assert "dose undo --mistake" in plain(terminal.written())
    assert len(kept(home, DoseTaken)) == 1
    with at_terminal("dose", "undo", "--mistake") as terminal:
        assert terminal.exit_code() == 12
        said = plain(terminal.written())
    assert "Taken back: paracetamol 9000 mg at Sun 22 Nov 20:00." in said
    assert "still stands" in said
    assert kept(home, DoseTaken) == []


def test_no_line_of_what_comes_next_is_wider_than_a_narrow_screen() -> None:
    with at_terminal("dose", "next", columns=60) as terminal:
        assert terminal.exit_code() == 0
        lines = terminal.screen().splitlines()
    assert any("paracetamol" in line for line in lines)
    assert max(map(len, lines)) <= 60


def test_a_dose_left_out_by_mistake_is_planned_again(home: Path) -> None:
    assert run("dose", "skip").returncode == 0
    done = run("dose", "undo")
    assert done.returncode == 0
    assert "Planned again:" in done.stdout
    assert kept(home, DoseSkipped) == []


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--chek", "Did you mean --check?"),
        ("--note", 'backcoach log --note "aspirin 300"'),
        ("--foo", "Help: backcoach dose -h."),
    ],
)
def test_an_option_that_there_is_not_is_named_and_nothing_is_recorded(
    home: Path, option: str, words: str
) -> None:
    done = run("dose", "paracetamol", "1000", option)
    assert done.returncode == 2
    said = " ".join(done.stderr.split())
    assert f"No such option: '{option}'. Nothing was recorded." in said
    assert words in said
    assert kept(home, DoseTaken) == []


def test_a_name_that_is_not_known_says_where_it_can_be_written_down() -> None:
    said = " ".join(run("dose", "tramadol", "50", "--taken").stderr.split())
    assert "Near it" not in said
    assert "backcoach meds prescribed" in said
    assert "backcoach log --note" in said
