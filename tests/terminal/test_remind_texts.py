"""What is written for systemd, cron and launchd reads back as the same command at the same times."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.flows.errors import BadInput
from backcoach.terminal.remind_crontab import split, with_block, without_block
from backcoach.terminal.remind_texts import (
    BREAKS,
    MARK,
    REMIND,
    Job,
    command_of_systemd,
    cron_block,
    cron_lines,
    cron_times,
    plist_text,
    service_text,
    timer_text,
)
from tests.terminal.test_remind import telling

ODD = '/a b/50%/$HOME/it\'s "so" \\ <&>/\u00e4'
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=0, max_size=12)
DAY = 24 * 60


def job(*argv: str, minutes: int = 60, name: str = REMIND) -> Job:
    return Job(name, minutes, argv or ("/usr/bin/backcoach", "remind", "--notify"))


@pytest.mark.parametrize(
    ("argv", "command"),
    [
        (("/usr/bin/backcoach", "remind"), '"/usr/bin/backcoach" "remind"'),
        (("/my tools/backcoach", "--home", "/my record"), '"/my tools/backcoach" "--home" "/my record"'),
        (("/b", "50%"), '"/b" "50%%"'),
        (("/b", "$HOME"), '"/b" "$$HOME"'),
        (("/$x/b", "a"), '"/usr/bin/env" "/$$x/b" "a"'),
        (("/b", 'say "hi" \\'), '"/b" "say \\"hi\\" \\\\"'),
        (("/b", "it's; #1"), '"/b" "it\'s; #1"'),
    ],
)
def test_a_command_is_quoted_for_systemd(argv: tuple[str, ...], command: str) -> None:
    assert command_of_systemd(argv) == command


@pytest.mark.parametrize(
    ("argv", "command"),
    [
        (("/usr/bin/backcoach", "remind"), "/usr/bin/backcoach remind"),
        (("/my tools/b", "x"), "'/my tools/b' x"),
        (("/b", "50%"), r"/b 50\%"),
        (("/b", "%"), r"/b \%"),
        (("/b", "a b%c d"), r"/b 'a b'\%'c d'"),
        (("/b", "$HOME"), "/b '$HOME'"),
        (("/b", ""), "/b ''"),
    ],
)
def test_a_command_is_quoted_for_cron(argv: tuple[str, ...], command: str) -> None:
    (line,) = cron_lines([job(*argv)])
    assert line == f"0 * * * * {command} >/dev/null 2>&1"


@given(argv=st.lists(WORDS, min_size=1, max_size=3))
def test_what_the_shell_of_cron_gets_are_the_same_words(argv: list[str]) -> None:
    (line,) = cron_lines([job(*argv)])
    assert re.search(r"(?<!\\)%", line) is None
    command = line.removeprefix("0 * * * * ").removesuffix(" >/dev/null 2>&1").replace(r"\%", "%")
    assert shell_words(command) == argv


def shell_words(command: str) -> list[str]:
    """The words that a shell makes of a command line."""
    done = subprocess.run(
        ["/bin/sh", "-c", f"printf '%s\\0' {command}"], capture_output=True, check=True, timeout=30
    )
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("every", [15, 20, 45, 50, 60, 90, 120, 7 * 60, 24 * 60])
def test_cron_runs_at_each_step_of_the_day_and_at_no_other_time(every: int) -> None:
    found = []
    for minutes, hours in cron_times(every):
        at_hours = range(24) if hours == "*" else map(int, hours.split(","))
        found += [hour * 60 + int(minute) for hour in at_hours for minute in minutes.split(",")]
    assert sorted(found) == list(range(0, DAY, every))


def test_units_hold_their_mark_their_times_and_no_word_about_health() -> None:
    service, timer = service_text(job(), 3), timer_text(job(minutes=120), 3)
    assert "Type=oneshot" in service
    assert "StandardOutput=null" in service
    assert "OnUnitActiveSec=120min" in timer
    assert "WantedBy=timers.target" in timer
    assert "OnActiveSec=45min" in timer_text(job(minutes=45, name=BREAKS), 0)
    for text in (service, timer, plist_text(job(), 3), cron_block([job()])):
        assert telling(text.replace("Background", "")) == []
    for text in (service, timer, plist_text(job(), 3)):
        assert MARK in text
        assert "Folders made for it: 3" in text


def test_an_agent_of_launchd_reads_back_as_the_same_command() -> None:
    plain = plistlib.loads(plist_text(job("/b", ODD, minutes=45), 0).encode())
    assert plain["ProgramArguments"] == ["/b", ODD]
    assert plain["StartInterval"] == 45 * 60
    assert plain["Label"] == REMIND


@pytest.mark.parametrize("program", [sys.executable, "odd"])
def test_systemd_takes_the_units(program: str, tmp_path: Path) -> None:
    """Where the system has systemd, it reads them without a word against them."""
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("this system has no systemd-analyze to verify units with")
    if program == "odd":
        folder = tmp_path / '50% of $it "so"'
        folder.mkdir()
        program = str(folder / "backcoach")
        Path(program).write_text("#!/bin/sh\n", encoding="utf-8")
        Path(program).chmod(0o755)
    for name in (REMIND, BREAKS):
        made = Job(name, 45, (program, "remind", "--notify", "--home", ODD))
        (tmp_path / f"{name}.service").write_text(service_text(made, 0), encoding="utf-8")
        (tmp_path / f"{name}.timer").write_text(timer_text(made, 0), encoding="utf-8")
    units = sorted(map(str, tmp_path.glob("backcoach-*")))
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    env = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [tool, "--user", "--man=no", "verify", *units],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if "Failed to initialize manager" in done.stderr:
        pytest.skip("systemd-analyze cannot read units for a user here")
    against = [line for line in done.stderr.splitlines() if "backcoach" in line]
    assert against == []
    assert done.returncode == 0, done.stderr


TABLES = [
    None,
    b"",
    b"0 5 * * * backup\n",
    b"0 5 * * * backup",
    b"# \xff not utf-8\nMAILTO=me\n\n\n",
    b"a\r\nb\r\n",
    b"a\x0cb\n",
]


@pytest.mark.parametrize("table", TABLES)
def test_a_crontab_is_byte_for_byte_as_before_once_the_block_is_out(table: bytes | None) -> None:
    once = with_block(table, [job()])
    again = with_block(once, [job(minutes=45), job(name=BREAKS)])
    assert b"remind --notify" in again
    for made in (once, again):
        found = split(made)
        assert found is not None
        assert without_block(found) == table


def test_lines_that_came_later_stay_when_the_block_goes() -> None:
    for table, left in ((None, b"new\n"), (b"old", b"old\nnew\n"), (b"old\n", b"old\nnew\n")):
        found = split(with_block(table, [job()]) + b"new\n")
        assert found is not None
        assert without_block(found) == left


@pytest.mark.parametrize("drop", ["# >>>", "# <<<"])
def test_a_block_that_is_not_whole_is_left_alone(drop: str) -> None:
    lines = with_block(b"old\n", [job()]).decode().splitlines(keepends=True)
    torn = "".join(line for line in lines if not line.startswith(drop)).encode()
    with pytest.raises(BadInput, match="not whole"):
        split(torn)
