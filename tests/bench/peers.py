"""Other diaries of the terminal, each in an environment of its own, filled with so many made-up entries."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.costs import Job, script

END = datetime(2026, 11, 22, 9, tzinfo=UTC)
ADD, LAST = "add one", "last 7"
CUT_SHORT = 1_000
"""With so many files a calendar or list of tasks takes minutes to fill; more are not measured."""


@dataclass(frozen=True)
class Peer:
    """A program, the package it comes from, how it is filled, and its two lines.

    Without a package it is one of the system, measured where the system has it.
    `most` is how many entries it is measured with at most: above it one of the lines takes minutes.
    """

    name: str
    package: str
    fill: Callable[[Path, int], None]
    lines: Callable[[Path, Path], tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]]
    most: int = 100_000


def times(entries: int) -> Iterator[datetime]:
    """One entry every six hours, the last one a day ago."""
    return (END - timedelta(days=1, hours=6 * (entries - number)) for number in range(entries))


def _jrnl_fill(folder: Path, entries: int) -> None:
    said = (f"[{at:%Y-%m-%d %H:%M}] Pain 4.\nafter sitting @back\n" for at in times(entries))
    (folder / "journal.txt").write_text("\n".join(said), encoding="utf-8")


def _jrnl(place: Path, folder: Path) -> tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]:
    version = next((place / "lib").glob("*/site-packages/jrnl-*.dist-info")).stem.removeprefix("jrnl-")
    config = {
        "journals": {"default": {"journal": str(folder / "journal.txt")}},
        "version": version,
        "editor": "",
        "encrypt": False,
        "template": False,
        "default_hour": 9,
        "default_minute": 0,
        "timeformat": "%Y-%m-%d %H:%M",
        "tagsymbols": "@",
        "highlight": False,
        "linewrap": 79,
        "colors": dict.fromkeys(("body", "date", "tags", "title"), "none"),
        "indent_character": "|",
    }
    (folder / "jrnl.yaml").write_text(f"# made up\n{json.dumps(config)}\n", encoding="utf-8")
    line = (script(place, "jrnl"), "--config-file", str(folder / "jrnl.yaml"))
    env = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return (ADD, (*line, "Pain 4. after sitting @back"), env), (LAST, (*line, "-n", "7"), env)


def _watson_fill(folder: Path, entries: int) -> None:
    frames = []
    for at in times(entries):
        begun = int(at.timestamp())
        frames.append([begun, begun + 600, "back", uuid.uuid4().hex, ["pain4"], begun + 600])
    (folder / "frames").write_text(json.dumps(frames), encoding="utf-8")


def _watson(place: Path, folder: Path) -> tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]:
    line, env = script(place, "watson"), {"WATSON_DIR": str(folder)}
    span = ("-f", "2026-11-21 10:{turn}:00", "-t", "2026-11-21 10:{turn}:30")
    last = ("log", "--no-pager", "-f", "2026-11-15", "-t", "2026-11-22")
    return (ADD, (line, "add", *span, "back", "+pain4"), env), (LAST, (line, *last), env)


def _sqlite_fill(folder: Path, entries: int) -> None:
    with closing(sqlite3.connect(folder / "log.db")) as database:
        database.execute("CREATE TABLE log (at TEXT, pain INTEGER, note TEXT)")
        database.execute("CREATE INDEX by_at ON log (at)")
        rows = ((at.isoformat(), 4, "after sitting") for at in times(entries))
        database.executemany("INSERT INTO log VALUES (?, ?, ?)", rows)
        database.commit()


def _sqlite(place: Path, folder: Path) -> tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]:
    line, file = script(place, "sqlite-utils"), str(folder / "log.db")
    one = str(folder / "one.json")
    Path(one).write_text(json.dumps({"at": END.isoformat(), "pain": 4, "note": "after sitting"}), "utf-8")
    last = ("rows", file, "log", "-o", "at desc", "--limit", "7")
    return (ADD, (line, "insert", file, "log", one), {}), (LAST, (line, *last), {})


def _calendar_fill(kind: str, told: Callable[[datetime], str]) -> Callable[[Path, int], None]:
    def fill(folder: Path, entries: int) -> None:
        (folder / "list").mkdir()
        for at in times(entries):
            uid = uuid.uuid4().hex
            head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:made-up\nBEGIN:{kind}\nUID:{uid}\n"
            body = f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}\n{told(at)}SUMMARY:pain 4 after sitting\n"
            (folder / "list" / f"{uid}.ics").write_text(f"{head}{body}END:{kind}\nEND:VCALENDAR\n", "utf-8")

    return fill


def _todoman(place: Path, folder: Path) -> tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]:
    config = folder / "todo.py"
    config.write_text(
        f'path = "{folder}/*"\ncache_path = "{folder}/cache.sqlite3"\ndefault_list = "list"\n', "utf-8"
    )
    line, env = (script(place, "todo"), "-c", str(config)), {"HOME": str(folder)}
    return (ADD, (*line, "new", "pain 4 after sitting"), env), (LAST, (*line, "list"), env)


def _khal(place: Path, folder: Path) -> tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]:
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[list]]\npath = {folder}/list\n[sqlite]\npath = {folder}/khal.db\n"
        "[locale]\nlocal_timezone = UTC\ndateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdateformat = %Y-%m-%d\nlongdatetimeformat = %Y-%m-%d %H:%M\ntimeformat = %H:%M\n"
        "[default]\ndefault_calendar = list\n",
        "utf-8",
    )
    line, env = (script(place, "khal"), "-c", str(config)), {"HOME": str(folder)}
    add = ("new", "2026-11-21 10:00", "2026-11-21 10:10", "pain 4")
    return (ADD, (*line, *add), env), (LAST, (*line, "list", "2026-11-15", "8d"), env)


def _task_fill(folder: Path, entries: int) -> None:
    (folder / "data").mkdir()
    rows = (
        f'[description:"pain 4" end:"{int(at.timestamp())}" entry:"{int(at.timestamp())}" '
        f'status:"completed" uuid:"{uuid.uuid4()}"]\n'
        for at in times(entries)
    )
    (folder / "data" / "completed.data").write_text("".join(rows), "utf-8")
    (folder / "taskrc").write_text(
        f"data.location={folder}/data\nconfirmation=off\ngc=off\nverbose=nothing\n", "utf-8"
    )


def _task(_place: Path, folder: Path) -> tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]:
    env = {"TASKRC": str(folder / "taskrc"), "HOME": str(folder)}
    line = _of_system("task")
    return (ADD, (line, "log", "pain 4 after sitting"), env), (LAST, (line, "limit:7", "completed"), env)


def _timew_fill(folder: Path, entries: int) -> None:
    (folder / "data").mkdir()
    months: dict[str, list[str]] = {}
    for at in times(entries):
        end = at + timedelta(minutes=10)
        months.setdefault(f"{at:%Y-%m}", []).append(
            f"inc {at:%Y%m%dT%H%M%SZ} - {end:%Y%m%dT%H%M%SZ} # pain4\n"
        )
    for month, rows in months.items():
        (folder / "data" / f"{month}.data").write_text("".join(rows), "utf-8")
    (folder / "timewarrior.cfg").touch()


def _timew(_place: Path, folder: Path) -> tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]:
    env, line = {"TIMEWARRIORDB": str(folder), "HOME": str(folder)}, _of_system("timew")
    span = ("2026-11-21T10:{turn}:00Z", "-", "2026-11-21T10:{turn}:30Z")
    last = ("summary", "2026-11-15", "-", "2026-11-23")
    return (ADD, (line, "track", *span, "pain4", ":yes"), env), (LAST, (line, *last), env)


def _hledger_fill(folder: Path, entries: int) -> None:
    rows = (f"{at:%Y-%m-%d} pain\n    back  4\n    felt\n\n" for at in times(entries))
    (folder / "journal").write_text("".join(rows), "utf-8")


def _hledger(_place: Path, folder: Path) -> tuple[tuple[str, tuple[str, ...], dict[str, str]], ...]:
    line = (_of_system("hledger"), "-f", str(folder / "journal"))
    return ((LAST, (*line, "reg", "-b", "2026-11-15", "back"), {"HOME": str(folder)}),)


def _of_system(name: str) -> str:
    return shutil.which(name) or name


PEERS = (
    Peer("jrnl", "jrnl", _jrnl_fill, _jrnl, 10_000),
    Peer("watson", "td-watson", _watson_fill, _watson),
    Peer("sqlite-utils", "sqlite-utils", _sqlite_fill, _sqlite),
    Peer(
        "todoman",
        "todoman",
        _calendar_fill("VTODO", lambda at: f"CREATED:{at:%Y%m%dT%H%M%SZ}\nSTATUS:NEEDS-ACTION\n"),
        _todoman,
        CUT_SHORT,
    ),
    Peer(
        "khal",
        "khal",
        _calendar_fill("VEVENT", lambda at: f"DTSTART:{at:%Y%m%dT%H%M%SZ}\nDURATION:PT10M\n"),
        _khal,
        CUT_SHORT,
    ),
    Peer("task", "", _task_fill, _task),
    Peer("timew", "", _timew_fill, _timew),
    Peer("hledger", "", _hledger_fill, _hledger),
)


def install(peer: Peer, folder: Path) -> Path | None:
    """An environment with the peer, made once; None where its package cannot be had."""
    if not peer.package:
        found = shutil.which(peer.name)
        return Path(found).parent if found else None
    place = folder / peer.name
    if (place / "ready").exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, capture_output=True)
        pip = [script(place, "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, peer.package], check=True, capture_output=True)
        subprocess.run([script(place, "python"), "-m", "compileall", "-q", str(place / "lib")], check=False)
    except subprocess.CalledProcessError:
        return None
    (place / "ready").touch()
    return place


def jobs_of(peer: Peer, place: Path, folder: Path, entries: int) -> Iterator[Job]:
    """Its two lines, on data of its own."""
    home = folder / f"{peer.name}-{entries}"
    home.mkdir()
    peer.fill(home, entries)
    for what, argv, env in peer.lines(place, home):
        yield Job(peer.name, what, entries, argv, tuple(env.items()))
