"""What the fuzzing starts from: records of made-up people, what they exported, answers files."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from backcoach.handbook.faults import find_content
from backcoach.handbook.loading import load_handbook
from backcoach.journal.home import record_path
from backcoach.terminal.exits import Exit
from backcoach.terminal.main import main
from backcoach.terminal.sealed import seal
from tests.deep.fuzz_trial import DOCUMENTED, ENDED_WELL, Outcome, Trial, code_of, tried
from tests.deep.fuzz_values import SECRET
from tests.zygote import import_everything

NOW = "2026-11-22T09:00:00+00:00"
LATER = "2026-11-25T20:00:00+00:00"
PASSPHRASE = "correct horse battery"  # noqa: S105 - of made-up people
HOMES = ("begun", "grave")
TABLE = "".join(
    f"2026-10-{day:02},{day % 10},{day * 60},{SECRET} {day}\n" for day in range(1, 15)
)  # fmt: skip

ANSWERS = {
    "answer": 'asthma = "no"\nulcer = "not_sure"\nweight_kg = 70\n',
    "check": 'asthma = "no"\nulcer = "not_sure"\nweight_kg = 70\n',
    "thoughts": "worries = []\n",
    "plan": 'equipment = ["band"]\neases = "eases_walk"\n',
    "prescribed": """name = "Panadeine Forte"
ingredients = "paracetamol 500 mg, codeine 30 mg"
form = "tablet"
dose_text = "Take 1 or 2 tablets every 6 hours. No more than 8 a day."
units_per_dose = 2
min_interval_hours = 6
max_units_24h = 8
prescriber = "quaggafell"
prescribed_on = "2026-11-20"
starts_on = "2026-11-20"
reason = "back pain"
""",
}
"""Answers files beside those of `start`: by the last name of the command, but for what is prescribed."""

LIFE = (
    ("dose", "paracetamol", "500"),
    ("log", "--date", "yesterday", "--pain", "5", "--note", f"{SECRET} two"),
    ("meds", "prescribed", "add", "--answers", "prescribed.toml"),
    ("thoughts", "--answers", "thoughts.toml"),
    ("plan", "--answers", "plan.toml"),
    ("plan", "--set", "walk=6"),
    ("trial", "walk", "10"),
    ("measures", "--peg", "5,4,3"),
    ("sheet", "--set", f"keep={SECRET}"),
    ("comfort", "heat_wrap", "cold_pack"),
    ("work", "--normal", "40", "--now", "20", "--days", "5"),
    ("work", "--did", "4"),
    ("flare", "--today"),
    ("learn", "--mute", "e05_heat"),
    ("undo", "--yes"),
)
"""What both people do on their first day."""

Rows = frozenset[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Ground:
    """A folder with all that inputs are made of.

    `homes` are records by name, `documents` their exports; `answers` the answers files the program prints,
    by the command that reads them; `ids` those of entries.
    """

    folder: Path
    content: Path
    homes: dict[str, Path]
    documents: dict[str, bytes]
    answers: dict[str, str]
    sealed: bytes
    ids: tuple[str, ...]


def program(*arguments: str) -> Callable[[], int]:
    """The program with this command line, to be run in a fork."""
    return programs(arguments)


def programs(*lines: Sequence[str]) -> Callable[[], int]:
    """The program with these command lines one after the other, if the first ends well; the last exit code.

    A code that is not documented ends it, too.
    """

    def do() -> int:
        code: int = Exit.DONE
        for number, line in enumerate(lines):
            sys.argv = ["backcoach", *line]
            code = code_of(main)
            if code not in (DOCUMENTED if number else ENDED_WELL):
                return code
        return code

    return do


def environment(home: Path, now: str = NOW) -> dict[str, str]:
    """What the program finds around it."""
    return {
        "HOME": str(home.parent / "user"),
        "BACKCOACH_HOME": str(home),
        "BACKCOACH_NOW": now,
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "PATH": "/usr/bin:/bin",
    }


def make_ground(folder: Path) -> Ground:
    """Let two people start, log and export: one with a plan, one sent to the emergency department."""
    import_everything()
    folder.mkdir(parents=True, exist_ok=True)
    content = Path(shutil.copytree(find_content(), folder / "content"))
    answers = {"start": _run(folder, "nobody", "start", "--example").out.decode(), **ANSWERS}
    answers["screen"] = _screening_alone(answers["start"])
    homes: dict[str, Path] = {}
    documents: dict[str, bytes] = {}
    for name, tearing in zip(HOMES, ("no", "yes"), strict=True):
        homes[name] = _begun(
            folder, name, answers["start"].replace('em_tearing = "no"', f'em_tearing = "{tearing}"')
        )
        documents[name] = (folder / f"{name}.json").read_bytes()
    ids = tuple(str(row[1]) for row in sorted(rows_of(homes["begun"]), key=str))
    return Ground(folder, content, homes, documents, answers, seal(documents["begun"], PASSPHRASE), ids)


def _begun(folder: Path, name: str, answers: str) -> Path:
    (folder / f"{name}.toml").write_text(answers, encoding="utf-8")
    _run(folder, name, "start", "--answers", f"{name}.toml")
    _run(folder, name, "log", "--all-clear", "--pain", "4", "--walk", "5", "--note", f"{SECRET} one")
    for kind in ("prescribed", "thoughts", "plan"):
        (folder / f"{kind}.toml").write_text(ANSWERS[kind], encoding="utf-8")
    for line in LIFE:
        _run(folder, name, *line)
    _run(folder, name, "export", f"{name}.json")
    return folder / name


def _run(folder: Path, name: str, *arguments: str) -> Outcome:
    trial = Trial(name, program(*arguments), folder, environment=environment(folder / name))
    return tried(trial)


def _screening_alone(answers: str) -> str:
    """Of all answers those to the safety questions."""
    questions = load_handbook().screening.rules.questions
    return "".join(f"{line}\n" for line in answers.splitlines() if line.partition(" = ")[0] in questions)


def rows_of(home: Path) -> Rows:
    """Every entry that stands in the record's file; nothing where there is none."""
    path = record_path(home)
    if not path.exists() or not path.stat().st_size:
        return frozenset()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return frozenset(connection.execute("SELECT * FROM entry").fetchall())


def unchanged(home: Path, before: Rows) -> Callable[[int | None], Iterator[str]]:
    """What to look at after an import: refused, nothing is different; done, nothing is gone."""

    def look(code: int | None) -> Iterator[str]:
        after = {row[1:] for row in rows_of(home)}
        old = {row[1:] for row in before}
        if old - after:
            yield "an import takes entries away"
        if code and after - old:
            yield "a refused import leaves entries behind"

    return look


def a_home(chance: Random, ground: Ground, folder: Path) -> Path:
    """A home in `folder`: a copy of a record, a damaged one, an empty one, or none."""
    home, kind = (
        folder / "record",
        chance.choice(("begun",) * 10 + ("grave",) * 3 + ("", "", "empty", "damaged")),
    )
    if kind in ground.homes:
        shutil.copytree(ground.homes[kind], home)
    elif kind:
        home.mkdir()
    if kind == "damaged":
        raw = bytearray(record_path(ground.homes["begun"]).read_bytes())
        for _ in range(chance.randint(1, 40)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        record_path(home).write_bytes(bytes(raw[: chance.choice((len(raw), 5000, 100))]))
    return home
