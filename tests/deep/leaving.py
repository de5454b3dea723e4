"""Leaving a conversation at each of its prompts, by Ctrl-C and by Ctrl-D, at a real terminal."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.terminal.keyboard import NOW, ORDINARY, PROMPT_BEGINS, Person, backcoach, run
from tests.terminal.screen import Terminal

KEYS = {"Ctrl-C": "\x03", "Ctrl-D": "\x04"}
EXPORT = "export.json"
STEPS = "steps.csv"
LINE_PROMPT = b"\r\n  > "
EVENING, NEXT_WEEK = "2026-11-24T20:00:00+00:00", "2026-11-29T20:00:00+00:00"
SAME_DAY, EMERGENCY, INTERRUPTED = 11, 12, 130
WORD_FOR_WORD: Mapping[str, str] = {
    "Was it on purpose": "n",
    "In what form is it?": "drops",
    "What does the label say": "20 drops at night",
    "How many units": "2",
    "how many hours apart": "6",
    "At most how many units": "8",
    "Who prescribed it": "Dr Ngata",
    "On which day was it prescribed": "yesterday",
    "From which day on": "today",
    "What is it for": "back pain",
    "On which day does it end": "",
    "What else stands on the label": "0",
    "Is this what the label says?": "y",
    "Enter to begin": "",
    "Enter when done": "",
    "Enter when the pain": "",
    "the other side": "",
    "the leg?": "n",
    "Slow breaths?": "n",
    "How old are you?": "41",
    "How long": "3 weeks",
    "kilograms": "?",
    "What is the medicine called?": "Tramadol",
    "What is in it": "tramadol 50 mg",
    "- for one you cannot tell": "3,4,5",
    "Enter to keep it": "",
    "How bad is the pain right now?": "2",
    "at its worst during it?": "3",
    "Which one?": "1",
    "On which days?": "mon",
    "Save it?": "y",
    "plan easy?": "y",
    "against the start": "4",
    "What stood in the way": "0",
    "Type the word": "no",
    "in your words": "some words",
    "? do not know": "?",
    "Where are you?": "5",
    "Enter leaves it": "",
    "is right": "y",
    "the number": "1",
    "numbers": "0",
    "a number": "?",
    "pain on average": "4",
    "Enter them?": "n",
    "Write it?": "n",
}


class Walk(NamedTuple):
    """One conversation: the command, when it is held, what was recorded before, and what is replied."""

    command: tuple[str, ...]
    now: str = EVENING
    before: str = "plan"
    replies: Mapping[str, str | tuple[str, ...]] = WORD_FOR_WORD
    codes: frozenset[int] = frozenset({INTERRUPTED})


ACTED = frozenset({INTERRUPTED, SAME_DAY, EMERGENCY})
"""Where a sign of danger has been shown, its own code may stand."""

WALKS = (
    Walk(("start",), NOW, "nothing", ORDINARY),
    Walk(("screen",), codes=ACTED),
    Walk(("log",)),
    Walk(("review",), NEXT_WEEK, "logged"),
    Walk(("flare",), codes=ACTED),
    Walk(("thoughts",)),
    Walk(("sheet",)),
    Walk(("goals", "set")),
    Walk(("plan", "--ask")),
    Walk(("meds", "answer")),
    Walk(("meds", "prescribed", "add")),
    Walk(("report", "--prepare", "--out", "report.html")),
    Walk(("report", "--out", "report.html")),
    Walk(("erase",)),
    Walk(("restore", "latest"), NEXT_WEEK, "logged"),
    Walk(("import", "EXPORT"), NEXT_WEEK, "nothing"),
    Walk(("log", "--from", "STEPS")),
    Walk(("remind", "--install", "--as", "systemd")),
    Walk(("close",), "2026-11-28T20:00:00+00:00", "recovered"),
    Walk(("dose", "paracetamol", "20000", "--taken"), codes=ACTED),
    Walk(("go", "--plain", "--no-drawing"), "2026-11-22T09:30:00+00:00", "plan"),
    Walk(("edit", "LAST"), NEXT_WEEK, "logged"),
)


def records(folder: Path) -> Mapping[str, Path]:
    """The homes that the walks begin with, made in a folder."""
    folder.mkdir()
    answers = folder / "answers.toml"
    answers.write_text(run("start", "--example").stdout, encoding="utf-8")
    made = {name: folder / name for name in ("nothing", "plan", "logged", "recovered")}
    _do(made["plan"], NOW, "start", "--answers", str(answers))
    for name in ("logged", "recovered"):
        shutil.copytree(made["plan"], made[name])
    for number in (23, 24, 26):
        _do(
            made["logged"],
            f"2026-11-{number}T10:00:00+00:00",
            "log",
            "--all-clear",
            "--walk",
            "20",
            "--pain",
            "4",
        )
    for number in range(22, 29):
        _do(made["recovered"], f"2026-11-{number}T10:00:00+00:00", "log", "--all-clear", "--pain", "1")
    _do(made["logged"], NEXT_WEEK, "export", str(folder / EXPORT))
    (folder / STEPS).write_text("date,steps\n2026-11-23,4000\n", encoding="utf-8")
    return made


def _do(home: Path, now: str, *args: str) -> None:
    done = run(*args, env=_at(home, now))
    assert done.returncode == 0, done.stderr


def _at(home: Path, now: str) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


class Left(NamedTuple):
    """How a conversation ended that was left at its prompt number `place`, and what is in the record."""

    place: int
    code: int
    screen: str
    files: tuple[str, ...]
    entries: tuple[str, ...]
    is_sound: bool
    has_reached_the_end: bool


class _AtEither(Person):
    """Somebody at the usual prompts, or at those that come as plain lines in a session."""

    def _is_next_drawn(self, written: bytes) -> bool:
        if PROMPT_BEGINS in written:
            return super()._is_next_drawn(written)
        return written.endswith(LINE_PROMPT) and len(written) > self._seen


def leave(walk: Walk, homes: Mapping[str, Path], folder: Path, place: int, key: str) -> Left:
    """Reply to `place` prompts, and press a key at the next one."""
    home, work = folder / "record", folder / "work"
    for one in (home, work):
        shutil.rmtree(one, ignore_errors=True)
    work.mkdir()
    if homes[walk.before].exists():
        shutil.copytree(homes[walk.before], home)
    beside = homes["plan"].parent
    named = {
        "LAST": lambda: _last(home),
        "EXPORT": lambda: str(beside / EXPORT),
        "STEPS": lambda: str(beside / STEPS),
    }
    command = [named[word]() if word in named else word for word in walk.command]
    env = {**_at(home, walk.now), "HOME": str(folder)}
    with Terminal(backcoach(*command), env=env, cwd=work) as terminal:
        person = _AtEither(terminal, walk.replies)
        is_asked = person.wait()
        while is_asked and person.prompts <= place:
            person.answer()
            is_asked = person.wait()
        is_over = not is_asked
        while is_asked:  # whoever leaves the pages of an action may be asked one thing more
            terminal.send(key)
            is_asked = person.wait()
        files = tuple(sorted(one.name for one in work.rglob("*")))
        return Left(
            place, terminal.exit_code(), terminal.screen(), files, entries(home), is_whole(home), is_over
        )


def left_everywhere(walk: Walk, homes: Mapping[str, Path], folder: Path, key: str) -> Iterator[Left]:
    """The same at the first prompt, at the second, and so on, up to the end of the conversation."""
    place = 0
    while True:
        left = leave(walk, homes, folder, place, key)
        if left.has_reached_the_end:
            return
        yield left
        place += 1


def entries(home: Path) -> tuple[str, ...]:
    """The ids of all entries of a record, in order."""
    path = home / "record.sqlite3"
    if not path.exists():
        return ()
    with closing(sqlite3.connect(path)) as connection:
        return tuple(id_ for (id_,) in connection.execute("SELECT id FROM entry ORDER BY seq"))


def is_whole(home: Path) -> bool:
    """Whether the database itself finds nothing wrong, and nothing unfinished lies beside it."""
    path = home / "record.sqlite3"
    if not path.exists():
        return True
    with closing(sqlite3.connect(path)) as connection:
        is_sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return is_sound and not [one for one in home.rglob("*") if "unfinished" in one.name]


def _last(home: Path) -> str:
    """The id of the last check-in."""
    with closing(sqlite3.connect(home / "record.sqlite3")) as connection:
        query = "SELECT id FROM entry WHERE kind = 'check_in' ORDER BY seq DESC LIMIT 1"
        return str(connection.execute(query).fetchone()[0])
