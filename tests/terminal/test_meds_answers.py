"""The medicine questions, asked again at a real terminal, and a yes noted there."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import CourseEnded
from backcoach.coach.medicines import Clearance
from backcoach.coach.record import MedicineChecked
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import NOW, Person, at_terminal, plain, run

pytestmark = [pytest.mark.terminal, pytest.mark.usefixtures("with_plan")]

NONE = {
    "weight_kg": "80",
    "took_last_24h": "n",
    "today": "0",
    "allergy": "0",
    "stomach_heart": "0",
    "kidney_liver": "0",
    "baby": "0",
    "heart_medicines": "0",
    "common_medicines": "0",
    "special_medicines": "0",
}


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


@pytest.mark.parametrize("columns", [80, 60])
def test_an_ordinary_person_answers_at_most_twelve_prompts_and_goes_on(home: Path, columns: int) -> None:
    with at_terminal("meds", "answer", columns=columns) as terminal:
        person = Person(terminal, NONE)
        assert person.play_to_the_end() == 0
        assert person.prompts <= 12
        assert "Your course goes on as it is." in plain(terminal.written())
    with open_journal(home, KINDS) as journal:
        assert [one.body.is_partial for one in journal.entries(MedicineChecked)] == [False, False]
        assert journal.entries(CourseEnded) == ()


def test_a_yes_ends_the_course_even_if_nothing_more_is_answered(home: Path) -> None:
    replies: dict[str, str | tuple[str, ...]] = {**NONE, "allergy": "1"}
    with at_terminal("meds", "answer") as terminal:
        Person(terminal, replies).play(until="And the others: no to all of them?")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    with open_journal(home, KINDS) as journal:
        assert [one.body.medicine for one in journal.entries(CourseEnded)] == [Medicine.PARACETAMOL]


def test_who_said_yes_is_asked_at_the_terminal(home: Path) -> None:
    told = run("meds", "answer", "--set", "warfarin=yes")
    assert "ends now" in told.stdout
    planned = " ".join(run("plan").stdout.split())
    assert "never asked" not in planned
    assert "Note it with: backcoach meds clear paracetamol --who NAME --role pharmacist" in planned
    assert "meds plan" not in planned
    with at_terminal("meds", "clear", "paracetamol") as terminal:
        replies = {"Who looked at this list": "1", "What is their name?": "Ms Rata"}
        assert Person(terminal, replies).play_to_the_end() == 0
        assert "Noted: Ms Rata (pharmacist) said yes" in plain(terminal.written())
    with open_journal(home, KINDS) as journal:
        assert [one.body.hits for one in journal.entries(Clearance)] == [("warfarin",)]


def test_an_answer_about_a_medicine_that_was_never_asked_about_says_what_it_is_noted_for(home: Path) -> None:
    told = run("meds", "answer", "--set", "warfarin=yes", "--medicine", "ibuprofen")
    said = " ".join(told.stderr.split())
    assert (
        said == "Nobody asked you about ibuprofen yet. This is noted, and what follows is about paracetamol."
    )
    with open_journal(home, KINDS) as journal:
        assert [one.body.medicine for one in journal.entries(CourseEnded)] == [Medicine.PARACETAMOL]
