"""What is offered at TAB: a table, and what holds for every candidate of every command."""

from __future__ import annotations

import json
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest

from backcoach.coach.done import LegReach
from backcoach.coach.exercise_facts import ExerciseKind
from backcoach.coach.option_choice import Matter
from backcoach.coach.report import Purpose
from backcoach.flows.diary import FIELDS as DIARY_FIELDS
from backcoach.flows.diary import SHORT
from backcoach.flows.exercises import exercise_named
from backcoach.flows.lessons import find_page
from backcoach.flows.log import item_named
from backcoach.flows.noted_yes import ROLES
from backcoach.flows.settings import SETTINGS
from backcoach.flows.trials import named
from backcoach.flows.why import explain
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.visit import SECTIONS
from backcoach.terminal import completing
from backcoach.terminal.app import every_command
from backcoach.terminal.commands.completion import called
from backcoach.terminal.completing import candidates
from backcoach.terminal.completing_lists import ANOTHER_LINE, LISTS, listed
from backcoach.terminal.completing_words import line_of, plain, printed
from backcoach.terminal.completion_scripts import SCRIPTS, script
from backcoach.terminal.declared import Command, Parameter
from backcoach.terminal.lane import read_line
from backcoach.terminal.report_wish import Format
from backcoach.terminal.typed_amounts import read_amounts
from backcoach.terminal.typed_done import read_did
from tests.terminal.keyboard import run
from tests.terminal.ways import every_way, words_of

WAYS = every_way()
OPTIONS = [(way, one) for way, command in WAYS for one in command.parameters() if not one.is_argument]
VALUED = [(way, one) for way, command in WAYS for one in command.parameters() if one.says.values]
BOOK = open_handbook()


def offered(line: str) -> list[str]:
    """What may stand at the end of a line, which is one word behind the last space."""
    *before, now = line.split(" ")
    return [one.word for one in candidates(before, now)]


def bash(*words: str) -> list[str]:
    """What Bash gets for its own words, the last of which is completed."""
    line = line_of("bash", len(words), ["backcoach", *words])
    return printed("bash", line, candidates(line.before, line.now)).splitlines()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("do", ["dose", "doctor"]),
        ("prog", ["progress"]),
        ("goals ", ["set", "drop"]),
        ("meds pre", ["prescribed"]),
        ("meds prescribed ", ["list", "add", "take", "undo", "end"]),
        ("--home x do", ["dose", "doctor"]),
        ("--acc", ["--accessible"]),
        ("-", ["--home", "--version", "--accessible", "--help"]),
        ("log --se", ["--settled", "--session"]),
        ("log --settled yes --se", ["--session"]),
        ("log --did bridge --di", ["--did", "--distress"]),
        ("log --walk 3 --wal", []),
        ("log --flare --fla", ["--flag"]),
        ("log --flare --no-f", []),
        ("log --settled ", ["yes", "no", "not_sure"]),
        ("log --settled n", ["no", "not_sure"]),
        ("log --settled=n", ["--settled=no", "--settled=not_sure"]),
        ("log --settled not_sure --reach b", ["buttock", "below_knee"]),
        ("log --did bri", ["bridge"]),
        ("log --did BRI", ["bridge"]),
        ("log --did str_bri", ["str_bridge"]),
        ("log --did wal", ["walk="]),
        ("log --date=yes", ["--date=yesterday"]),
        ("plan --set ste", ["steps=", "step_up="]),
        ("trial wal", ["walk"]),
        ("progress --by ", ["week", "month", "bout"]),
        ("report --for v", ["visit"]),
        ("report --format ", ["text", "md", "html"]),
        ("report --leave-out ow", ["own"]),
        ("exercises brid", ["bridge"]),
        ("go bridge brid", []),
        ("go --list brid", ["bridge"]),
        ("dose nex", ["next"]),
        ("dose paracetamol ", []),
        ("dose ibup", ["ibuprofen"]),
        ("meds plan ", ["paracetamol", "ibuprofen", "naproxen"]),
        ("meds check --region N", ["NL", "NZ"]),
        ("measures pe", ["peg"]),
        ("settings ac", ["accessible"]),
        ("completion ", ["bash", "zsh", "fish", "powershell"]),
        ("options --matters ef", ["effort"]),
        ("options --matters relief,f", ["relief,function"]),
        ("options --matters relief,relie", []),
        ("sheet --set keep", ["keep="]),
        ("demo prog", ["progress"]),
        ("demo progress --by m", ["month"]),
        ("demo --in here plan --tod", ["--today"]),
        ("export ", []),
        ("export --csv ", []),
        ("log -- --se", []),
        ("log --note x ", ["--home"]),
    ],
)
def test_what_is_offered(line: str, words: list[str]) -> None:
    found = offered(line)
    assert found == words if words != ["--home"] else found[0] == "--home"


@pytest.mark.parametrize("way", [way for way, _ in WAYS], ids=" ".join)
def test_every_candidate_for_a_command_is_a_command(way: tuple[str, ...]) -> None:
    known = {*(one for one, _ in WAYS), ("content",)}
    family = every_command()
    for name in way:
        if name not in family.groups:
            return
        family = family.groups[name]
    found = candidates(way, "")
    assert {(*way, one.word) for one in found} <= known
    assert [one.word for one in found] == [*family.commands, *family.groups]
    assert all(one.says for one in found)


@pytest.mark.parametrize(("way", "command"), WAYS, ids=words_of)
def test_every_option_that_is_offered_is_taken(way: tuple[str, ...], command: Command) -> None:
    there = {flag: one for one in command.parameters() for flag in (*one.on, *one.off)}
    found = {one.word for one in candidates(way, "-")}
    assert found == {flag for flag in there if flag.startswith("--")} | {"--accessible", "--help"}
    for flag in found - {"--help"}:
        own = there.get(flag)
        value = [] if own is None or own.kind is bool else ["1"]
        besides = [
            one for one in command.parameters() if one.is_needed and one.name != getattr(own, "name", "")
        ]
        line = [*way, flag, *value, *(word for one in besides for word in needed_words(one))]
        assert read_line(line, every_command()) is not None, line


def needed_words(one: Parameter) -> tuple[str, ...]:
    return ("1",) if one.is_argument else (one.on[0], "1")


@pytest.mark.parametrize(("way", "one"), OPTIONS, ids=words_of)
def test_an_option_given_before_is_not_offered_again(way: tuple[str, ...], one: Parameter) -> None:
    given = [one.on[0]] if one.kind is bool else [one.on[0], "x"]
    found = {word.word for word in candidates([*way, *given], "-")}
    assert found & {*one.on, *one.off} == ({*one.on} if one.is_many else set())


@pytest.mark.parametrize(("way", "one"), VALUED, ids=words_of)
def test_every_list_that_a_declaration_names_is_there(way: tuple[str, ...], one: Parameter) -> None:
    assert way
    if isinstance(one.says.values, str) and one.says.values != ANOTHER_LINE:
        assert one.says.values in LISTS
        assert len(listed(one.says.values, "")) > 2


def test_every_list_is_used() -> None:
    assert {one.says.values for _, one in VALUED if isinstance(one.says.values, str)} == {
        *LISTS,
        ANOTHER_LINE,
    }


def values_of(*way: str) -> tuple[str, ...]:
    """The words a declaration names for an option, the last word of a way."""
    *words, flag = way
    return next(
        one.says.values
        for found, one in VALUED
        if found == tuple(words) and flag in (*one.on, one.name) and not isinstance(one.says.values, str)
    )


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        (("log", "--reach"), LegReach),
        (("report", "--for"), Purpose),
        (("report", "--format"), Format),
        (("exercises", "--kind"), ExerciseKind),
        (("options", "--matters"), Matter),
    ],
    ids=str,
)
def test_words_that_stand_in_a_declaration_are_those_of_the_program(
    way: tuple[str, ...], kind: type[Enum]
) -> None:
    assert values_of(*way) == tuple(one.value for one in kind)


def test_so_are_those_that_are_no_kind() -> None:
    assert values_of("report", "--leave-out") == SECTIONS
    assert values_of("meds", "clear", "--role") == ROLES
    assert values_of("settings", "name") == tuple(one.name for one in SETTINGS)
    assert set(values_of("import", "--map")) == {f"{one}=" for one in {*DIARY_FIELDS} - {*SHORT.values()}}
    assert values_of("completion", "shell") == tuple(SCRIPTS)


@pytest.mark.parametrize("now", ["", "str_", "mob_"])
def test_names_of_a_list_are_understood_by_the_commands_that_take_them(now: str) -> None:
    for one in listed("exercises", now):
        assert exercise_named(one.word, BOOK.activity).name == one.says
    for one in listed("done", now):
        if one.word != "nothing":
            assert item_named(read_did(f"{one.word}1" if one.word.endswith("=") else one.word)[0], BOOK)
    for one in (*listed("tried", now), *listed("wished", now)):
        assert named(one.word.removesuffix("="), BOOK).label


def test_so_are_pages_and_what_can_be_explained() -> None:
    for one in listed("pages", ""):
        assert find_page(one.word, BOOK).title == one.says
    for one in listed("explained", "")[::40]:
        assert explain(one.word, BOOK).id.lower() == one.word.lower()


def test_no_name_of_a_pack_would_be_read_as_an_amount() -> None:
    for one in listed("doses", ""):
        (read,), _ = read_amounts(f"{one.word} 2")
        assert (read.name, read.number) == (one.word, 2)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("log", "--did", "=", "bri"), ["bridge"]),
        (("log", "--did="), ["--did=walk="]),
        (("log", "--did", "="), ["walk="]),
        (("log", "--did=bri"), ["--did=bridge"]),
        (("log", "--settled", "=", "no", "--rea"), ["--reach"]),
        (("dose", "next", "--at", "14", ":", "30", "--tak"), ["--taken"]),
        (("dose", "anadin\\ e"), ["anadin\\ extra"]),
        (("dose", '"anadin e'), ["anadin extra"]),
        (("dose", "'anadin e"), ["anadin extra"]),
        (("log", "--dose", "=", '"anadin e'), ["anadin extra"]),
        (("log", "--note", "\"don't know", "--sett"), ["--settled"]),
        (("log", "--note", "it\\'s", "--sett"), ["--settled"]),
    ],
)
def test_bash_gets_back_what_it_puts_in_place_of_its_own_word(
    words: tuple[str, ...], found: list[str]
) -> None:
    assert bash(*words)[: len(found)] == found


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("a\\ b", "a b"),
        ("'a b'", "a b"),
        ('"a b', "a b"),
        ("'a\\b'", "a\\b"),
        ('"it\'s"', "it's"),
        ("end\\", "end"),
        ("", ""),
    ],
)
def test_a_word_is_read_without_its_quotes(typed: str, word: str) -> None:
    assert plain(typed) == word


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_the_other_shells_get_the_first_sentence_of_the_help_too(shell: str) -> None:
    line = line_of(shell, 1, ["backcoach", "se"])
    seal, settings, selftest = sorted(printed(shell, line, candidates(line.before, line.now)).splitlines())[
        :3
    ]
    assert seal == "seal\tSeal your backups, so that only a passphrase opens them."
    assert {settings.split("\t")[0], selftest.split("\t")[0]} == {"settings", "selftest"}


@pytest.mark.parametrize(
    "words",
    [(), ("bash",), ("bash", "x", "y"), ("bash", "-9", "backcoach"), ("zsh", "2", "backcoach", "nope")],
)
def test_whatever_is_wrong_is_passed_over_in_silence(words: tuple[str, ...]) -> None:
    done = run("complete", *words)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_content_that_cannot_be_read_is_passed_over_too(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("backcoach.handbook.compiled.open_handbook", fail)
    assert completing.answer(["bash", "2", "backcoach", "exercises", "b"]) == 0
    assert capfdbinary.readouterr() == (b"", b"")


def test_no_record_is_made_or_opened(tmp_path: Path) -> None:
    home = tmp_path / "nothing here"
    done = run("complete", "bash", "3", "backcoach", "log", "--did", "bri", env={"BACKCOACH_HOME": str(home)})
    assert (done.stdout, home.exists()) == ("bridge\n", False)


def test_a_line_that_is_wrong_already_is_not_completed() -> None:
    for line in (["no-such-thing"], ["meds", "nope"]):
        with pytest.raises(KeyError):
            candidates(line, "")
        assert run("complete", "bash", str(len(line) + 1), "backcoach", *line, "").stdout == ""


def test_nobody_is_told_of_the_hidden_command() -> None:
    assert "complete" not in every_command().commands
    assert " complete " not in run("--help").stdout


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_printed_and_starts_the_program(shell: str) -> None:
    done = run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert f" complete {shell} " in done.stdout
    assert "@" not in done.stdout.replace("@words", "").replace("[@]", "").replace("$@", "").replace("@(", "")


def test_a_shell_without_a_script_is_refused_with_those_there_are() -> None:
    done = run("completion", "tcsh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "bash, zsh, fish, powershell" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_program_in_a_folder_with_a_difficult_name_is_quoted(shell: str) -> None:
    text = script(shell, ("/it's a $(folder)/backcoach",))
    quoted = "'/it\\'s a $(folder)/backcoach'" if shell == "fish" else "'/it'\\''s a $(folder)/backcoach'"
    assert f"command {quoted} complete" in text


def test_the_powershell_script_is_whole() -> None:
    """It is run where there is a PowerShell; here at least nothing in it stays open."""
    text = script("powershell", ("/it's here/backcoach",))
    assert "& '/it''s here/backcoach' complete powershell $index @words 2> $null" in text
    assert text.splitlines()[1] == (
        "Register-ArgumentCompleter -Native -CommandName backcoach -ScriptBlock {"
    )
    bare = text.replace("'[^\\w=.:/-]'", "").replace("''", "")
    for opening, closing in ("{}", "()", "[]"):
        assert bare.count(opening) == bare.count(closing) > 0
    assert not bare.count('"') % 2


def test_the_program_goes_by_its_name_where_the_shell_finds_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "backcoach"
    own.write_text("#!/bin/sh\n", encoding="utf-8")
    own.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(own), "completion", "bash"])
    monkeypatch.setenv("PATH", "/nowhere")
    assert called() == (str(own),)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "__main__.py")])
    assert called() == (sys.executable, "-m", "backcoach")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert called() == ("backcoach",)


def test_what_is_printed_is_utf_8_whatever_the_shell_speaks() -> None:
    command = [sys.executable, "-m", "backcoach", "complete", "zsh", "2", "backcoach", "why", ""]
    done = subprocess.run(command, env={"PYTHONIOENCODING": "ascii"}, capture_output=True, check=True)
    assert json.dumps(done.stdout.decode())
    assert len(done.stdout.splitlines()) > 300
