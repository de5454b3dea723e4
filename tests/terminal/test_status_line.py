"""The status: one line for a script, and whole words on a narrow terminal."""

from __future__ import annotations

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run


@pytest.fixture(autouse=True)
def _on_the_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


@pytest.mark.usefixtures("with_plan")
def test_a_script_gets_the_status_on_one_line() -> None:
    said = run("status").stdout

    assert len(said.splitlines()) == 1
    assert len(said) > 60


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize("columns", [40, 60, 80])
def test_no_word_of_the_status_is_broken_on_a_terminal(columns: int) -> None:
    words = run("status").stdout.split()
    with at_terminal("status", columns=columns) as terminal:
        assert terminal.exit_code() == 0
        lines = terminal.screen().splitlines()

    assert [word for line in lines for word in line.split()] == words
    assert all(len(line.rstrip()) <= columns for line in lines)
