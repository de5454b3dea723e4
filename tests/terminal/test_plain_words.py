"""Screens say things by their names: no id that is no use on a line, and no number with idle digits."""

from __future__ import annotations

import re
import shlex

import pytest

from backcoach.terminal.words import with_dates
from tests.terminal.keyboard import run

pytestmark = [pytest.mark.terminal, pytest.mark.usefixtures("demo")]

SAYS = {
    "plan --diff": "Looked at: mean pain 2",
    "close": "back: 3 of 3",
    "why progress": "done of planned 99 %",
    "why for_task": "what: Sit to stand",
    "comfort": "Heat wrap or pad",
    "options": "Advised against A course with a team;",
    "exercises": "Bridge (str_bridge).",
    "meds history": "course planned: paracetamol, 27 Sep 2026 to 1 Oct 2026",
}
TO_BE_TYPED = re.compile(
    r"\((?:[^()]*; )?(?:backcoach )?(?:why )?[a-z_0-9]+\)|^[a-z_]+  (?:review|plan) rule"
)
RAW = re.compile(r"\b[a-z0-9]+_[a-z0-9_]+\b|\b\d+\.\d*0\b|\b\d{4}-\d\d-\d\d\b")


@pytest.mark.parametrize("line", SAYS)
def test_figures_and_things_stand_there_in_words(line: str) -> None:
    done = run(*shlex.split(line))
    shown = " ".join(done.stdout.removeprefix(line.removeprefix("why ")).split())
    assert SAYS[line] in shown
    assert RAW.findall(TO_BE_TYPED.sub("", shown).replace("2026-12-20", "")) == []


def test_a_date_that_is_none_stays_as_it_was_typed() -> None:
    assert with_dates("from 2026-11-23 to 2026-02-31") == "from 23 Nov 2026 to 2026-02-31"
