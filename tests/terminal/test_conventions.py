"""What people expect of any program at a command line, one convention after the other, for every command.

`PROVED` names each convention and the tests that hold it; a part of them stands here.
"""

from __future__ import annotations

import importlib
import json
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from backcoach.terminal.app import every_command
from backcoach.terminal.by_typer import made
from tests.terminal.keyboard import run

PROVED = {
    "a prompt is never the only way": ("test_conventions", "without_a_terminal"),
    "replies come from a terminal alone": ("test_bad_input", "without_a_terminal"),
    "help by -h and --help, with examples": ("test_conventions", "help_of_every_command"),
    "the command alone says what is next": ("test_bad_input", "nothing_started_says_how_to_begin"),
    "what was meant is guessed, a command or an option": ("test_conventions", "mistyped"),
    "what was meant is guessed, a name of the content": ("test_exercises", "may_be_meant"),
    "results to stdout, talk to stderr": ("test_conventions", "one_document"),
    "a document is one and whole": ("test_conventions", "one_document"),
    "plain lines for those who are read to": ("test_accessible", "no_figure_of_a_table_is_lost"),
    "plain lines for other programs": ("test_plain_option", "same_lines_at_any_width"),
    "no escape byte where none is wanted": ("test_conventions", "escape_byte"),
    "no escape byte in a conversation either": ("test_conventions_told", "conversation"),
    "colour into a pipe only where it is forced": ("test_start", "only_where_it_is_forced"),
    "exit codes as documented": ("test_conventions", "exit_code_of_the_program"),
    "130 at any prompt, and nothing lost": ("test_leaving", "left_at_any_prompt"),
    "130 while a passphrase is typed": ("test_conventions_told", "passphrase"),
    "flag over environment over file": ("test_accessible", "goes_before_the_environment"),
    "environment over file": ("test_settings", "variable_goes_before_the_file"),
    "closed streams": ("test_streams", "without_an_output"),
    "a full disk below stdout": ("test_streams", "denies_nothing_that_was_saved"),
    "a reader that goes away": ("test_streams", "reads_no_more"),
    "any width": ("test_conventions", "no_line_is_wider"),
    "few letters": ("test_conventions_told", "few_letters"),
    "days in words": ("test_typed_days", "as_people_name_it"),
    "days in words for every command": ("test_conventions", "day_in_words"),
    "what changed and how to take it back": ("test_conventions_told", "how_to_take_it_back"),
    "confirm what cannot be taken back": ("test_erase", "only_the_typed_word_erases"),
    "nothing is left by what reminds": ("test_remind_install", "goes_again_without_a_trace"),
    "timers that the system takes": ("test_remind_texts", "systemd_takes_the_units"),
    "hostile text obeyed by nothing": ("test_hostile_text", "reach_no_output"),
    "the version without the program": ("test_program", "says_the_same"),
}
TERMINALS: Mapping[int, Mapping[str, str]] = {
    40: {},
    60: {},
    80: {"NO_COLOR": "1", "FORCE_COLOR": "1"},
    120: {},
    200: {"TERM": "dumb", "FORCE_COLOR": "1"},
}
"""What the environment says of each width: twice also of colours, which go down no pipe either way."""

TALK = "Made up: a demonstration, nobody's own record."


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command and group there is, with the words that lead to it."""
    todo: list[tuple[tuple[str, ...], Any]] = [((), made(every_command()))]
    while todo:
        path, command = todo.pop()
        todo += [((*path, name), below) for name, below in getattr(command, "commands", {}).items()]
        yield path, command


COMMANDS = sorted(path for path, _ in commands())
WITH_JSON = sorted(path for path, one in commands() if any("--json" in part.opts for part in one.params))


@pytest.mark.parametrize("convention", PROVED)
def test_each_convention_has_a_test_that_exists(convention: str) -> None:
    module, part = PROVED[convention]
    folder = "deep" if module == "test_leaving" else "terminal"
    names = vars(importlib.import_module(f"tests.{folder}.{module}"))
    assert [name for name in names if name.startswith("test_") and part in name], (module, part)


WITHOUT_EXAMPLES = {("content",)}
"""Groups whose help lists their commands, each of which has its own examples."""


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_help_of_every_command_comes_by_both_flags_with_examples_before_its_options(
    path: tuple[str, ...],
) -> None:
    short, long = (run(*path, flag) for flag in ("-h", "--help"))
    assert (short.returncode, short.stderr, short.stdout) == (0, "", long.stdout)
    if path not in WITHOUT_EXAMPLES:
        assert -1 < long.stdout.find("Examples:") < long.stdout.find("\nOptions")
    assert max(map(len, long.stdout.splitlines())) <= 80


TAKING_ANY_WORDS = {("demo",), ("dose",)}


@pytest.mark.parametrize("path", [path for path in COMMANDS if path], ids=" ".join)
def test_a_mistyped_option_or_command_finds_what_was_meant(path: tuple[str, ...]) -> None:
    if path not in TAKING_ANY_WORDS:
        wrong = run(*path, "--hlep")
        assert (wrong.returncode, wrong.stdout) == (2, "")
        assert "No such option: --hlep" in wrong.stderr
        assert f"Try 'backcoach {' '.join(path)} -h' for help." in wrong.stderr
    name = path[-1]
    swapped = f"{name[:-2]}{name[-1]}{name[-2]}"
    if swapped != name and len(name) > len("go"):
        missed = run(*path[:-1], swapped)
        assert (missed.returncode, missed.stdout) == (2, "")
        assert f"'{name}'" in missed.stderr, missed.stderr


def test_a_mistyped_option_is_told_the_one_that_was_meant() -> None:
    for wrong, meant in (("--all-claer", "--all-clear"), ("--pian", "--pain"), ("--hom", "--home")):
        assert meant in run("log", wrong).stderr


ASKING = {
    "start": "start --answers",
    "screen": "screen --answers",
    "log": "backcoach log --all-clear --pain 4",
    "review": "--easy",
    "thoughts": "thoughts --answers",
    "sheet": "sheet --set",
    "goals set": "goals set 1 --if",
    "plan --ask": "plan --answers",
    "meds answer": "meds answer --answers",
    "meds prescribed add": "prescribed add --answers",
    "erase": "--yes",
    "restore latest": "--yes",
    "seal": "--passphrase-file",
    "export --encrypt mine.age": "--passphrase-file",
    "edit LAST": "backcoach edit ID --pain 4",
}
"""Every command that would ask, with the way to tell it everything on its line."""


@pytest.mark.parametrize("line", ASKING)
def test_without_a_terminal_a_command_that_would_ask_names_its_options_and_changes_nothing(
    line: str, demo: Path
) -> None:
    if line.startswith("restore"):
        run("log", "--all-clear", "--pain", "4")  # the first of a day keeps a backup
    entries = json.loads(run("export").stdout)["entries"]
    last = next(one["id"] for one in reversed(entries) if one["kind"] == "check_in")
    done = run(*[last if word == "LAST" else word for word in shlex.split(line)])
    assert done.returncode == 2
    assert ASKING[line] in done.stderr + done.stdout
    assert json.loads(run("export").stdout)["entries"] == entries
    assert demo.exists()


SHOWN = [
    *("status", "plan", "plan --diff", "progress", "progress --by month", "measures", "history", "learn"),
    *("options", "options --compare heat walking massage", "options heat", "sheet --show", "trial walk"),
    *("selftest", "comfort", "exercises", "exercises bridge", "work", "go --list", "remind", "restore"),
    *("doctor", "settings", "goals", "meds", "meds history", "meds prescribed", "why progress", "dose next"),
    *("log --all-clear --pain 3", "flare --today", "pause --for illness", "undo", "close", "meds stop"),
    *("void zzz", "log --pain lots", "screen --questions", "demo", "content check", "calendar", "export"),
]
AS_FILES = ("export", "calendar", "screen --questions", "status")
"""What is as wide as its lines are, wherever it goes."""


@pytest.mark.parametrize("line", SHOWN)
def test_no_line_is_wider_than_asked_for_and_no_escape_byte_goes_down_a_pipe(line: str, demo: Path) -> None:
    for columns, env in TERMINALS.items():
        done = run(*shlex.split(line), env={**env, "COLUMNS": str(columns)})
        assert "\x1b" not in done.stdout + done.stderr
        assert "went wrong" not in done.stderr
        if line not in AS_FILES:
            wide = [text for text in done.stdout.splitlines() if len(text.rstrip()) > columns]
            assert wide == []
    assert demo.exists()


@pytest.mark.parametrize("path", [one for one in WITH_JSON if one != ("start",)], ids=" ".join)
def test_with_json_stdout_holds_one_document_in_ascii_or_nothing_and_the_talk_stays_beside_it(
    path: tuple[str, ...], demo: Path
) -> None:
    done = run(*path, "--json")
    assert not done.stdout.startswith(TALK)
    assert done.stdout.isascii()
    assert "went wrong" not in done.stderr
    if done.returncode in (0, 4, 7, 10, 11, 12) and done.stdout:
        assert isinstance(json.loads(done.stdout), dict)
        assert done.stdout.endswith("}\n")
    else:
        assert (done.stdout, bool(done.stderr)) == ("", True)
        assert done.returncode in (2, 3, 4, 5, 6)
    assert demo.exists()


def test_every_exit_code_of_the_program_is_documented_by_its_name() -> None:
    from backcoach.terminal.exits import Exit  # noqa: PLC0415 - only here

    page = (Path(__file__).parents[2] / "docs" / "machine.md").read_text(encoding="utf-8")
    for one in Exit:
        assert f"| {one.value} | `{one.name}` |" in page


DATED = [
    "log --all-clear --pain 3 --date",
    "dose paracetamol 500 @ 8:00 --taken --date",
    "dose skip 8:00 --date",
    "trial walk 20 --date",
    "work --settled yes --date",
    "meds prescribed take x 1 @ 8:00 --date",
    "report --since",
    "history",
]


@pytest.mark.parametrize("line", DATED)
def test_every_command_takes_a_day_in_words_and_refuses_one_to_come_and_nonsense(
    line: str, demo: Path
) -> None:
    for day in ("2 days ago", "last saturday", "20 november", "2026-11-20"):
        done = run(*shlex.split(line), day)
        assert "is not a day" not in done.stderr
        assert "still to come" not in done.stderr
        assert "went wrong" not in done.stderr
    for day in ("tomorrow", "2036-01-01", "someday"):
        done = run(*shlex.split(line), day)
        assert done.returncode in (2, 3)
        assert any(
            words in done.stderr for words in ("is not a day; use today", "still to come", "has that id")
        )
    assert demo.exists()
