"""The kinds of input that are fuzzed, and how one of each kind is made."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from backcoach.terminal.exits import Exit
from tests.deep.fuzz_ground import (
    LATER,
    NOW,
    Ground,
    a_home,
    environment,
    program,
)
from tests.deep.fuzz_imports import import_of_document, import_of_sealed, import_of_table, records_of_imports
from tests.deep.fuzz_lines import a_line, lay_out
from tests.deep.fuzz_trial import DOCUMENTED, Trial
from tests.deep.fuzz_values import (
    SECRET,
    changed,
    json_text,
    spoilt_bytes,
    spoilt_lines,
    toml_text,
)

Make = Callable[[Random, Ground, Path], Trial]
ACCESSIBLE = "--accessible"
NOISE = (b"", b"", b"y\n" * 100, b"\xff\xfe\0\x1b[A\r\n", b"\n" * 1000, b"5\n\x03\x04", SECRET.encode())
MOMENTS = (NOW, NOW, LATER, "2026-12-20T03:59:00+13:00", "2026-11-01T00:00:00Z", "2031-02-28T23:59:59-11:00")
ODD_MOMENTS = ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "today", "", "2026-11-22T09:00:00")
ODD_ZONES = ("Pacific/Chatham", "America/New_York", "Nowhere/Land", ":/etc/none", "UTC-25", "")
CLOSED = ((),) * 16 + ((0,), (0,), (1,), (2,), (0, 1, 2))
ENCODINGS = ("utf-8",) * 10 + ("ascii", "latin-1", "cp1252")
ANSWERS = ("yes", "no", "not_sure", "no", "not_sure")
READERS = (
    ("start",), ("start",), ("start", "--anew"), ("screen",), ("thoughts",), ("plan",), ("meds", "answer"),
    ("meds", "check", "--region", "nz"), ("meds", "prescribed", "add"),
)  # fmt: skip
COLUMNS = ("80", "80", "60", "20", "1", "0", "-5", "abc", "100000")


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of input; of all inputs `share` in a hundred are of it."""

    name: str
    share: float
    make: Make


def _command_line(chance: Random, ground: Ground, folder: Path) -> Trial:
    """A command line in any surroundings."""
    home, line = a_home(chance, ground, folder), a_line(chance, ground)
    lay_out(line, chance, ground, folder)
    around = environment(home, chance.choice(MOMENTS))
    if chance.random() < 0.15:
        name, odd = chance.choice(
            (
                ("BACKCOACH_NOW", ODD_MOMENTS),
                ("TZ", ODD_ZONES),
                ("COLUMNS", COLUMNS),
                ("LANG", ("", "de_AT", "x")),
            )
        )
        around[name] = chance.choice(odd)
    return Trial(
        repr(line)[:2000],
        program(*line),
        folder,
        codes=_codes(line),
        stdin=chance.choice(NOISE),
        closed=chance.choice(CLOSED),
        environment=around,
        encoding=chance.choice(ENCODINGS),
        secrets=(SECRET,) if not any(SECRET in one for one in line) else (),
    )


@cache
def _parsed(text: str) -> dict[str, object]:
    return tomllib.loads(text)


def _answers(chance: Random, ground: Ground, folder: Path) -> Trial:
    """An answers file for any command that reads one."""
    command = chance.choice(READERS)
    text = next(ground.answers[name] for name in command[::-1] if name in ground.answers)
    ways = (
        lambda: json_text(_other_answers(chance, _parsed(text))).encode(),
        lambda: json_text(changed(chance, _parsed(text))).encode("utf-8", "surrogatepass"),
        lambda: toml_text(changed(chance, _parsed(text)) or {}).encode("utf-8", "surrogatepass"),
        lambda: spoilt_lines(chance, text).encode("utf-8", "surrogatepass"),
        lambda: spoilt_bytes(chance, text.encode()),
    )
    try:
        raw = chance.choice(ways)()
    except (TypeError, AttributeError):  # what is no table any more has no TOML
        raw = spoilt_bytes(chance, text.encode())
    path = folder / chance.choice(("answers.toml", "answers.json", "answers"))
    path.write_bytes(raw)
    line = (*command, "--answers", path.name, *chance.choice(((), ("--json",))))
    home = a_home(chance, ground, folder)
    is_name = raw.startswith(b'["')  # TOML takes such a list for the name of a table
    secrets = () if is_name else (SECRET,)
    around = environment(home)
    return Trial(repr(line), program(*line), folder, environment=around, secrets=secrets, codes=_codes(line))


def _other_answers(chance: Random, answers: dict[str, object]) -> dict[str, object]:
    """Answers that may well be given."""
    other = dict(answers)
    for name in chance.choices(list(answers), k=chance.randint(1, 8)):
        other[name] = chance.choice((*ANSWERS, chance.randint(0, 120), chance.choice(list(answers.values()))))
    return other


def _content(chance: Random, ground: Ground, folder: Path) -> Trial:
    """The content with one file spoilt, loaded as the handbook and its cases."""
    files = sorted(path for path in ground.content.rglob("*") if path.is_file())
    file = chance.choice(files).relative_to(ground.content)
    if file.parts[0] == "cases" and chance.random() < 0.7:
        file = chance.choice([path for path in files if "cases" not in path.parts]).relative_to(
            ground.content
        )
    _linked(ground.content, folder / "content", file)
    _spoil_file(chance, ground.content / file, folder / "content" / file)
    if chance.random() < 0.02:
        (folder / "content" / file.with_suffix(".old.toml")).write_bytes((ground.content / file).read_bytes())
    line = ("content", "check", "content")
    return Trial(f"{line} {file}", program(*line), folder, environment=environment(folder / "record"))


def _linked(whole: Path, to: Path, but: Path) -> None:
    """A folder with all files of another but one, as second names of the same files."""
    for one in whole.rglob("*"):
        place = one.relative_to(whole)
        if one.is_dir():
            (to / place).mkdir(parents=True, exist_ok=True)
        elif place != but:
            (to / place).parent.mkdir(parents=True, exist_ok=True)
            os.link(one, to / place)


def _spoil_file(chance: Random, source: Path, to: Path) -> None:
    raw, kind = source.read_bytes(), chance.random()
    if kind < 0.02:
        to.mkdir()
    elif kind < 0.04:
        to.symlink_to(chance.choice(("nowhere", to.name)))
    elif kind < 0.5 and source.suffix == ".toml":
        plain = changed(chance, _parsed(raw.decode()), 2)
        to.write_text(toml_text(plain if isinstance(plain, dict) else {}), "utf-8", "surrogatepass")
    elif kind < 0.85:
        to.write_text(spoilt_lines(chance, raw.decode()), "utf-8", "surrogatepass")
    else:
        to.write_bytes(spoilt_bytes(chance, raw))


FAMILIES = (
    Family("command lines", 38, _command_line),
    Family("answer files", 18, _answers),
    Family("import documents", 15, import_of_document),
    Family("records of imports", 10, records_of_imports),
    Family("sealed exports", 0.5, import_of_sealed),
    Family("CSV tables", 8.5, import_of_table),
    Family("content files", 10, _content),
)


def _codes(line: Sequence[str]) -> frozenset[int]:
    """How a line may end: where plain lines are read from a pipe, also as by Ctrl-D at their end."""
    return DOCUMENTED | {Exit.INTERRUPTED} if ACCESSIBLE in line else DOCUMENTED
