"""What a command loads and builds before it works: no more than it needs, and still the same command."""

from __future__ import annotations

import json
import os
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from subprocess import run as start

import pytest

from backcoach.coach.signs import StopAction
from backcoach.terminal import exits, families
from backcoach.terminal.app import FAMILIES, GROUPS, command_named, every_command, run
from tests.terminal.keyboard import NOW

COMMANDS = sorted({*every_command().commands, *every_command().groups})
HEAVY = {
    *("dataclasses_json", "icalendar", "jinja2", "markupsafe", "plotille", "prompt_toolkit", "pydantic"),
    *("pygments", "pyrage", "questionary", "tomllib", "unittest", "urllib.request"),
    *("backcoach.handbook.loading", "backcoach.terminal.hook_programs"),
}
"""What the daily commands never need: readers of content, prompts, pages, calendars, drawings and hooks."""

DRAWING = {"click", "rich.console", "rich.text", "typer"}
"""What reads a line that is not plain, and what draws: nothing for a line of text in a pipe."""

DAILY = (
    ("status",),
    ("status", "--format", "{done} {next:20}"),
    ("log", "--all-clear", "--pain", "3"),
    ("plan", "--json"),
    ("dose", "next"),
)
COMPLETIONS = (("do",), ("log", "--did", "bri"), ("why", "R30"), ("dose", ""), ("--home", "x", "lo"))
MEDICINE = {"backcoach.coach.eligibility", "backcoach.flows.dose_guard", "backcoach.flows.doses"}
"""What judges a dose: nothing for a check-in that tells of none, and brings no offer to take less."""

FOREIGN = {
    "log --all-clear --pain 5": "coach.dosing coach.interview coach.course_plan flows.judging flows.plan",
    "dose next": "coach.week coach.thoughts flows.dose flows.log flows.plan",
    "dose paracetamol 500 --check": "coach.week flows.daily flows.log flows.plan",
    "status": "coach.interview coach.timeline flows.daily flows.log flows.rounds flows.trials",
    "plan --json": "coach.option_choice flows.daily flows.judging flows.log flows.rounds",
    "progress": "coach.thoughts coach.withholding flows.plan flows.withheld",
}
"""Modules of which a command would run nothing; each was loaded once because another one named it."""

OPENS_A_RECORD = {
    "backcoach.flows.desk",
    "backcoach.journal.opening",
    "backcoach.terminal.session",
    "sqlite3",
}

PROBE = """
import json, os, sys
os._exit = sys.exit
sys.argv = ["backcoach", *json.loads(sys.argv[1])]
try:
    from backcoach.terminal.main import main
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_found_alone_is_the_same_command(name: str) -> None:
    alone, whole = command_named(name), every_command()
    assert (list(alone.commands), list(alone.groups)) in (([name], []), ([], [name]))
    assert alone.commands.get(name) == whole.commands.get(name)
    assert alone.groups.get(name) is whole.groups.get(name)
    assert alone.alone == whole.alone


def test_every_command_of_a_family_is_named_where_it_is_looked_up() -> None:
    found = {
        module: tuple(import_module(f"{families.__name__}.{module}").family.commands) for module in FAMILIES
    }
    assert found == FAMILIES
    there = {one.name for one in pkgutil.iter_modules(families.__path__)}
    assert there - {*FAMILIES, *GROUPS} == {"options", "root", "prescribed"}


def test_a_word_that_is_no_command_is_looked_for_among_all() -> None:
    assert command_named("strt") is command_named("") is every_command()


@pytest.mark.parametrize(
    ("line", "said"),
    [(("strt",), "start"), (("--home", "x", "lgo"), "log"), (("--hom", "x", "log"), "--home")],
)
def test_a_mistyped_word_still_finds_what_was_meant(
    line: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(line) == exits.Exit.BAD_INPUT
    assert said in capsys.readouterr().err


def test_every_action_of_a_stop_sign_has_its_exit_code_or_none() -> None:
    names = {action.name for action in StopAction}
    assert set(exits._BY_STOP) == names - {"ASK"}


def loaded_by(line: tuple[str, ...], home: Path, compiled: Path) -> set[str]:
    """The modules that a line has loaded at its end."""
    done = start(
        [sys.executable, "-c", PROBE, json.dumps(line)],
        env={
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(compiled),
            "BACKCOACH_HOME": str(home),
            "BACKCOACH_NOW": NOW,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for what Python and the program keep of code and content; all of it is there."""
    place = tmp_path_factory.mktemp("compiled")
    loaded_by(("why", "R30_INF_EMERGENCY"), place / "nobody", place)
    return place


@pytest.mark.parametrize("line", DAILY, ids=" ".join)
def test_a_daily_command_loads_nothing_heavy(line: tuple[str, ...], with_plan: Path, compiled: Path) -> None:
    loaded = loaded_by(line, with_plan, compiled)
    assert sorted((HEAVY | DRAWING) & loaded) == []
    assert loaded >= OPENS_A_RECORD


def test_a_check_in_without_a_dose_judges_none(with_plan: Path, compiled: Path) -> None:
    line = ("log", "--all-clear", "--pain", "5", "--walk", "1")
    assert sorted(MEDICINE & loaded_by(line, with_plan, compiled)) == []
    assert loaded_by(("dose", "next"), with_plan, compiled) & MEDICINE


@pytest.mark.parametrize("line", FOREIGN)
def test_a_command_loads_nothing_that_is_foreign_to_it(line: str, with_plan: Path, compiled: Path) -> None:
    foreign = {import_module(f"backcoach.{name}").__name__ for name in FOREIGN[line].split()}
    assert sorted(foreign & loaded_by(tuple(line.split()), with_plan, compiled)) == []


@pytest.mark.parametrize("line", COMPLETIONS, ids=" ".join)
def test_a_completion_loads_nothing_heavy_and_nothing_that_opens_a_record(
    line: tuple[str, ...], with_plan: Path, compiled: Path
) -> None:
    loaded = loaded_by(("complete", "zsh", str(len(line)), "backcoach", *line), with_plan, compiled)
    assert "backcoach.terminal.completing" in loaded
    assert sorted((HEAVY | OPENS_A_RECORD | DRAWING) & loaded) == []
