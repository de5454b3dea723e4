"""Copying a label at a real terminal: every line kept, shown back, and written down only with a yes."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.medicine_record import LabelIngredient, Prescribed
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import NOW, Person, at_terminal, plain, run

pytestmark = [pytest.mark.terminal, pytest.mark.usefixtures("with_plan")]

ADD = ("meds", "prescribed", "add")
LABEL = {
    "What is the medicine called?": "Panadeine Forte",
    "What is in it": "paracetamol 500 mg, codeine 30 mg",
    "In what form": "tablet",
    "What does the label say": "1 or 2 every 6 hours, at most 8 a day",
    "How many units": "2",
    "At least how many hours apart": "6",
    "At most how many units": "8",
    "Who prescribed it": "Dr Ngata",
    "On which day was it prescribed": "yesterday",
    "From which day on": "today",
    "What is it for": "back pain",
    "On which day does it end": "",
    "What else stands on the label": "2 0",
    "Is this what the label says?": "y",
}


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


def kept(home: Path) -> list[Prescribed]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(Prescribed)]


@pytest.mark.parametrize("columns", [80, 60])
def test_a_label_is_copied_shown_back_and_written_down(home: Path, columns: int) -> None:
    replies = LABEL | {
        "What else stands on the label": "1 2",
        "taking less of it": "ask",
        "With food": "with",
    }
    with at_terminal(*ADD, columns=columns) as terminal:
        person = Person(terminal, replies)
        assert person.play_to_the_end() == 0
        shown = next(block for block in person.blocks if "Is this what the label says?" in block)
        for words in ("Panadeine Forte", "paracetamol 500 mg, codeine 30 mg", "Dr Ngata", "at most 8 a day"):
            assert words in shown
        assert person.prompts <= 16
        written = plain(terminal.written())
        assert "Your course of paracetamol ends now." in written
        assert "ask about a laxative" in written
    (body,) = kept(home)
    assert body.ingredients == (LabelIngredient("paracetamol", 500.0), LabelIngredient("codeine", 30.0))
    assert (body.dose_text, body.food, body.taper_text) == (LABEL["What does the label say"], "with", "ask")
    assert (body.min_interval_hours, body.max_units_24h, body.review_on) == (6.0, 8.0, None)


def test_a_line_that_is_wrong_is_asked_again_and_nothing_else(home: Path) -> None:
    replies: dict[str, str | tuple[str, ...]] = {
        **LABEL,
        "What else stands on the label": "0",
        "In what form": ("tablt",),
        "Is this what the label says?": ("n",),
    }
    with at_terminal(*ADD) as terminal:
        person = Person(terminal, replies)
        person.play(until="Which lines are wrong?")
        assert kept(home) == []
        person.reply("3")
        assert person.wait()
        assert "In what form" in person.blocks[-1]
        person.reply("tablet")
        assert person.wait()
        assert "Is this what the label says?" in person.blocks[-1]
        person.reply("y")
        assert terminal.exit_code() == 0
    assert [one.form for one in kept(home)] == ["tablet"]


def test_not_sure_writes_nothing_down(home: Path) -> None:
    replies = LABEL | {"What else stands on the label": "0", "Is this what the label says?": "?"}
    with at_terminal(*ADD) as terminal:
        assert Person(terminal, replies).play_to_the_end() == 0
        assert "Ask your pharmacist" in plain(terminal.written())
    assert kept(home) == []


def test_ctrl_c_keeps_the_lines_and_add_goes_on_after_them(home: Path) -> None:
    replies = LABEL | {"What else stands on the label": "0"}
    with at_terminal(*ADD) as terminal:
        Person(terminal, replies).play(until="Who prescribed it")
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    assert kept(home) == []
    with at_terminal(*ADD) as terminal:
        person = Person(terminal, replies)
        assert person.play_to_the_end() == 0
        assert "goes on where you stopped" in person.blocks[0]
        assert "Who prescribed it" in person.blocks[0]
        assert person.count_of("What is the medicine called?") == 0
    assert [one.name for one in kept(home)] == ["Panadeine Forte"]


def test_a_substance_nobody_knows_is_asked_about(home: Path) -> None:
    replies = {
        "What is in it": "wonderol ?",
        "What kind of medicine": "12",
        "common painkiller": "4",
        **LABEL,
    }
    replies |= {"What is in it": "wonderol ?", "What else stands on the label": "0"}
    with at_terminal(*ADD) as terminal:
        assert Person(terminal, replies).play_to_the_end() == 0
    (body,) = kept(home)
    assert (body.medicine_class, body.holds) == ("other_prescribed", ("paracetamol", "nsaid"))


def test_without_a_terminal_nothing_is_asked() -> None:
    done = run(*ADD)
    assert done.returncode == 2
    assert "backcoach meds prescribed add --answers FILE" in done.stderr


def test_the_list_is_there_with_what_is_never_planned() -> None:
    done = run("meds", "prescribed")
    assert done.returncode == 0
    words = " ".join(done.stdout.split())
    assert "No prescribed medicine is written down." in words
    assert "(why never_planned)" in words
    explained = run("why", "never_planned")
    assert "opioids" in explained.stdout
