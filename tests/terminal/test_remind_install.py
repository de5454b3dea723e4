"""Letting the system remind: nothing is written unseen, nothing of others is touched, and no trace stays.

The programs of the system are stand-ins in a folder that is all there is on the path.
"""

from __future__ import annotations

import os
import plistlib
from pathlib import Path

import pytest

from backcoach.terminal.notify import Notice
from tests.terminal.keyboard import at_terminal, run

EVENING = {"BACKCOACH_NOW": "2026-11-22T17:00:00+00:00", "TZ": "UTC"}
BAD_INPUT, NOTHING_STARTED = 2, 3
OLD_TABLE = b"# mine \xff\nMAILTO=me\n0 5 * * *  backup --all"

CRONTAB = """\
#!/bin/sh
echo "$*" >> "{folder}/log"
case "$1" in
-l) [ -e "{folder}/refused" ] && {{ echo "you are not allowed" >&2; exit 1; }}
    [ -e "{folder}/table" ] || {{ echo "no crontab for me" >&2; exit 1; }}
    {cat} "{folder}/table" ;;
-r) {rm} "{folder}/table" ;;
-)  {cat} > "{folder}/table" ;;
esac
"""
TELLS = '#!/bin/sh\nfor word in "$@"; do printf "%s|" "$word"; done >> "{folder}/{name}.log"\nexit {code}\n'


class System:
    """The programs there are, and what they were asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.table = folder / "table"

    def has(self, name: str, code: int = 0) -> None:
        """Let there be a program that notes its arguments and ends with that code."""
        self._put(name, TELLS.format(folder=self.folder, name=name, code=code))

    def has_crontab(self) -> None:
        """Let there be a crontab, which is a file here."""
        self._put("crontab", CRONTAB.format(folder=self.folder, cat="/bin/cat", rm="/bin/rm"))

    def asked(self, name: str) -> str:
        """What a program was asked for so far."""
        log = self.folder / f"{name}.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def _put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    """A system without any program."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return System(folder)


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The person's own folder."""
    return tmp_path / "user"


def picture(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything in a folder: its mode and what it holds."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            os.fsencode(path.readlink())
            if path.is_symlink()
            else b""
            if path.is_dir()
            else path.read_bytes(),
        )
        for path in [folder, *folder.rglob("*")]
    }


def remind(*options: str, code: int = 0) -> str:
    """What is said and shown while something is installed or taken away."""
    done = run("remind", *options, env=EVENING)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.mark.usefixtures("with_plan", "system")
@pytest.mark.parametrize("way", ["systemd", "launchd"])
@pytest.mark.parametrize(
    "before", [(), (".config/systemd/user", "Library"), (".config/systemd/user/timers.target.wants",)]
)
def test_what_was_written_goes_again_without_a_trace(way: str, before: tuple[str, ...], user: Path) -> None:
    for one in before:
        (user / one).mkdir(parents=True)
        (user / one / "other.txt").write_text("mine", encoding="utf-8")
    was = picture(user)
    shown = remind("--install", "--as", way, "--breaks", "45m", "--yes")
    written = {path: text for path, text in picture(user).items() if path not in was}
    for path, (_, content) in written.items():
        if "." in Path(path).name[1:] and not path.endswith(".wants"):
            assert str(user / path) in shown
            assert all(line.strip() in shown for line in content.decode().splitlines())
    assert len([path for path in written if "backcoach" in path]) == {"systemd": 6, "launchd": 2}[way]
    remind("--install", "--as", way, "--every", "2h", "--yes")
    assert not [path for path in picture(user) if "breaks" in path]
    assert str(user) in remind("--remove")
    assert picture(user) == was
    assert "Nothing of backcoach" in remind("--remove")


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize("table", [None, b"", OLD_TABLE, OLD_TABLE + b"\n"])
def test_a_crontab_is_as_before_once_it_is_taken_away(
    table: bytes | None, user: Path, system: System
) -> None:
    system.has_crontab()
    if table is not None:
        system.table.write_bytes(table)
    was = picture(user)
    shown = remind("--install", "--as", "cron", "--breaks", "45m", "--quiet", "21:00-8:00", "--yes")
    written = system.table.read_bytes()
    assert written.startswith(table or b"")
    assert written.count(b"remind --notify") > 1
    assert b"--quiet 21:00-08:00" in written
    added = written.removeprefix(table or b"").decode()
    assert all(line in shown for line in added.splitlines())
    remind("--install", "--as", "cron", "--yes")
    assert system.table.read_bytes().count(b"remind --notify") == 1
    remind("--remove")
    assert (system.table.read_bytes() if system.table.exists() else None) == table
    assert picture(user) == was


@pytest.mark.usefixtures("with_plan")
def test_a_crontab_that_cannot_be_read_is_never_written(system: System) -> None:
    system.has_crontab()
    system.table.write_bytes(OLD_TABLE)
    (system.folder / "refused").touch()
    assert "cannot be read" in remind("--install", "--as", "cron", "--yes", code=BAD_INPUT)
    assert system.table.read_bytes() == OLD_TABLE


@pytest.mark.usefixtures("with_plan", "system")
@pytest.mark.parametrize(
    ("way", "name"),
    [
        ("systemd", ".config/systemd/user/backcoach-remind.service"),
        ("systemd", ".config/systemd/user/backcoach-remind.timer"),
        ("launchd", "Library/LaunchAgents/backcoach-remind.plist"),
    ],
)
@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_a_file_that_is_not_ours_is_neither_overwritten_nor_taken_away(
    way: str, name: str, kind: str, user: Path
) -> None:
    path = user / name
    path.parent.mkdir(parents=True)
    if kind == "file":
        path.write_text("[Unit]\nDescription=mine\n", encoding="utf-8")
    elif kind == "link":
        path.symlink_to("/dev/null")
    else:
        path.mkdir()
    was = picture(user)
    assert "not written by backcoach" in remind("--install", "--as", way, "--yes", code=BAD_INPUT)
    assert picture(user) == was
    remind("--remove")
    assert picture(user) == was


@pytest.mark.usefixtures("with_plan", "system")
def test_where_it_cannot_be_written_nothing_of_it_stays(user: Path) -> None:
    folder = user / ".config" / "systemd" / "user"
    folder.mkdir(parents=True)
    (folder / "timers.target.wants").write_text("in the way", encoding="utf-8")
    was = picture(user)
    assert "cannot be written" in remind("--install", "--as", "systemd", "--yes", code=BAD_INPUT)
    assert picture(user) == was


@pytest.mark.usefixtures("with_plan", "system")
def test_nothing_is_written_without_a_yes(user: Path) -> None:
    was = picture(user)
    assert "OnUnitActiveSec" in remind("--install", "--as", "systemd", code=BAD_INPUT)
    assert picture(user) == was
    for reply, is_written in (("\r", False), ("n\r", False), ("y\r", True)):
        with at_terminal("remind", "--install", "--as", "launchd", env=EVENING) as terminal:
            terminal.expect_text("Write it?")
            assert picture(user) == was
            terminal.type(reply)
            assert terminal.exit_code() == 0
        assert (picture(user) != was) is is_written


@pytest.mark.usefixtures("with_plan", "system")
def test_without_a_crontab_program_none_is_shown_or_written() -> None:
    said = remind("--install", "--as", "cron", code=BAD_INPUT)
    assert "no crontab program" in said
    assert "remind --notify" not in said


@pytest.mark.usefixtures("with_plan")
def test_a_torn_block_in_the_crontab_is_left_alone_and_the_rest_is_taken_away(
    user: Path, system: System
) -> None:
    was = picture(user)
    remind("--install", "--as", "systemd", "--yes")
    system.has_crontab()
    torn = OLD_TABLE + b"\n# <<< backcoach remind\n"
    system.table.write_bytes(torn)
    said = remind("--remove", code=BAD_INPUT)
    assert "backcoach-remind.timer" in said
    assert "crontab -e" in said
    assert system.table.read_bytes() == torn
    assert picture(user) == was


@pytest.mark.usefixtures("with_plan", "system")
def test_a_made_up_record_is_nothing_to_be_reminded_of(user: Path, tmp_path: Path) -> None:
    made = run("demo", "--in", str(tmp_path / "made"), env=EVENING)
    assert made.returncode == 0, made.stderr
    was = picture(user)
    said = remind("--install", "--as", "systemd", "--yes", "--home", str(tmp_path / "made"), code=BAD_INPUT)
    assert "made up" in said
    assert picture(user) == was


@pytest.mark.usefixtures("with_plan")
def test_it_takes_the_way_that_the_system_has(user: Path, system: System) -> None:
    assert "Nothing was found here" in remind("--install", "--yes", code=BAD_INPUT)
    system.has_crontab()
    remind("--install", "--yes")
    assert b"remind --notify" in system.table.read_bytes()
    remind("--remove")
    system.has("systemctl")
    assert "from now on" in remind("--install", "--yes")
    assert "--user|restart|backcoach-remind.timer|" in system.asked("systemctl")
    assert "reminded by systemd already" in remind("--install", "--as", "cron", "--yes", code=BAD_INPUT)
    remind("--remove")
    assert "--user|stop|backcoach-remind.timer|" in system.asked("systemctl")
    system.has("systemctl", code=1)
    remind("--install", "--yes")
    assert system.table.exists()
    remind("--remove")
    (user / ".config" / "systemd" / "user").mkdir(parents=True)
    assert "when you log in next" in remind("--install", "--yes")


@pytest.mark.usefixtures("with_plan", "system")
def test_the_command_names_this_program_and_the_record_by_whole_paths(user: Path, home: Path) -> None:
    remind("--install", "--as", "launchd", "--breaks", "30m", "--quiet", "none", "--yes")
    agents = user / "Library" / "LaunchAgents"
    plain = plistlib.loads((agents / "backcoach-remind.plist").read_bytes())
    started, *words = plain["ProgramArguments"]
    assert Path(started).is_absolute()
    assert Path(started).is_file()
    assert words[-6:] == ["remind", "--notify", "--quiet", "none", "--home", str(home)]
    moving = plistlib.loads((agents / "backcoach-breaks.plist").read_bytes())
    assert moving["ProgramArguments"][-5:-4] == ["--move"]


@pytest.mark.usefixtures("system")
def test_without_a_record_nothing_is_installed(user: Path) -> None:
    was = picture(user)
    remind("--install", "--as", "systemd", "--yes", code=NOTHING_STARTED)
    assert picture(user) == was


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize("name", ["notify-send", "osascript"])
def test_a_notification_says_one_of_two_fixed_texts(name: str, system: System) -> None:
    system.has(name)
    assert remind("--notify") == ""
    assert Notice.DUE.value in system.asked(name)
    assert Notice.MOVE.value not in system.asked(name)
    assert remind("--notify", "--move") == ""
    assert Notice.MOVE.value in system.asked(name)
    assert {one.value for one in Notice} == {"Time to move", "backcoach: see what is due"}


@pytest.mark.usefixtures("with_plan")
def test_in_quiet_hours_no_notification_is_shown(system: System) -> None:
    system.has("notify-send")
    for more in ((), ("--move",)):
        remind("--notify", "--quiet", "16:00-18:00", *more, code=7)
    assert system.asked("notify-send") == ""
