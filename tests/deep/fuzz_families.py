"""The kinds of input that are fuzzed, and how one of each kind is made."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from json import loads
from pathlib import Path
from random import Random

from tests.deep.fuzz_ground import (
    LATER,
    NOW,
    PASSPHRASE,
    TABLE,
    Ground,
    a_home,
    environment,
    program,
    programs,
    rows_of,
    unchanged,
)
from tests.deep.fuzz_lines import a_line
from tests.deep.fuzz_trial import Trial
from tests.deep.fuzz_values import (
    SECRET,
    TEXTS,
    bent,
    changed,
    json_text,
    spoilt_bytes,
    spoilt_lines,
    toml_text,
)

Make = Callable[[Random, Ground, Path], Trial]
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
DAYS = (
    "0001-01-01",
    "0001-01-02",
    "1969-12-31",
    "2026-11-20",
    "2026-11-21",
    "2026-11-30",
    "2031-01-01",
    "9999-12-31",
)
LOOKS = (
    ("plan",), ("progress",), ("progress", "--plot"), ("status",), ("history", "--all"), ("history",),
    ("meds",), ("meds", "history"), ("dose", "next"), ("screen", "--explain"), ("screen", "--card"),
    ("review",), ("undo", "--yes"), ("export", "out.json"), ("export", "--csv", "tables"),
    ("log", "--all-clear", "--pain", "3", "--walk", "10"), ("dose", "paracetamol", "500"),
    ("dose", "ibuprofen", "200", "--taken"), ("doctor",), ("work",), ("go", "--list"), ("learn",),
    ("thoughts",), ("measures",), ("sheet",), ("close",), ("flare", "--today"), ("plan", "--week", "1"),
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
    _lay_out(line, chance, ground, folder)
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
        stdin=chance.choice(NOISE),
        closed=chance.choice(CLOSED),
        environment=around,
        encoding=chance.choice(ENCODINGS),
        secrets=(SECRET,) if not any(SECRET in one for one in line) else (),
    )


def _lay_out(line: tuple[str, ...], chance: Random, ground: Ground, folder: Path) -> None:
    """Put the files that the line names into the folder."""
    files = {
        "answers.toml": ground.answers["start"].encode(),
        "answers.json": b"{}",
        "mine.json": ground.documents["begun"],
        "my-back.json": ground.documents["grave"],
        "mine.json.age": ground.sealed[: chance.choice((100, 1000))],
        "secret.txt": PASSPHRASE.encode(),
        "table.csv": TABLE.encode(),
        "empty": b"",
    }
    for name, raw in files.items():
        if any(one.endswith(name) for one in line):
            (folder / name).write_bytes(raw)
    (folder / "a_folder").mkdir(exist_ok=True)


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
    return Trial(repr(line), program(*line), folder, environment=environment(home), secrets=(SECRET,))


def _other_answers(chance: Random, answers: dict[str, object]) -> dict[str, object]:
    """Answers that may well be given."""
    other = dict(answers)
    for name in chance.choices(list(answers), k=chance.randint(1, 8)):
        other[name] = chance.choice((*ANSWERS, chance.randint(0, 120), chance.choice(list(answers.values()))))
    return other


def _woven(chance: Random, ground: Ground, folder: Path) -> Trial:
    """A document with small changes that may be understood, and what is done with the record afterwards."""
    document = loads(ground.documents[chance.choice(("begun", "begun", "grave"))])
    for _ in range(chance.choice((1, 1, 2))):
        kind = chance.choice(sorted({entry["kind"] for entry in document["entries"]}))
        entry = chance.choice([entry for entry in document["entries"] if entry["kind"] == kind])
        is_body = chance.random() < 0.9
        entry.update({"body": bent(chance, entry["body"])} if is_body else bent(chance, entry))
        if chance.random() < 0.2:
            day = chance.choice(DAYS)
            entry.update({"day_on": day, "at": f"{day}T10:00:00.000000Z"})
    (folder / "mine.json").write_text(json_text(document), "utf-8", "surrogatepass")
    home = folder / "record"
    then = [a_line(chance, ground), *chance.choices(LOOKS, k=3)]
    chance.shuffle(then)
    for line in then:
        _lay_out(line, chance, ground, folder)
    return Trial(
        repr(then)[:2000],
        programs(("import", "mine.json", "--yes"), *then),
        folder,
        environment=environment(home, chance.choice((NOW, LATER))),
    )


def _import(chance: Random, ground: Ground, folder: Path) -> Trial:
    """A document of a record, spoilt in its structure or in its bytes."""
    raw = ground.documents[chance.choice(tuple(ground.documents))]
    if chance.random() < 0.7:
        document = _a_part(chance, loads(raw))
        spoilt = json_text(_spoilt_document(chance, document)).encode("utf-8", "surrogatepass")
    else:
        spoilt = spoilt_bytes(chance, raw)
    (folder / "mine.json").write_bytes(spoilt)
    return _importing(chance, ground, folder, ("import", "mine.json"))


def _a_part(chance: Random, document: dict[str, object]) -> dict[str, object]:
    """The document, or one with some of its entries, so that a change is found where it matters."""
    entries = document["entries"]
    assert isinstance(entries, list)
    first = chance.choice((0, 0, chance.randrange(len(entries))))
    return {**document, "entries": entries[first : first + chance.choice((3, 20, len(entries)))]}


def _spoilt_document(chance: Random, document: dict[str, object]) -> object:
    """Spoilt in the head, in an entry, or in the body of one entry alone."""
    entries = document["entries"]
    assert isinstance(entries, list)
    place = chance.randrange(len(entries)) if entries else None
    kind = chance.random()
    if place is None or kind < 0.2:
        return changed(chance, document)
    if kind < 0.5:
        entries[place] = changed(chance, entries[place], 2)
    else:
        entries[place] = {**entries[place], "body": changed(chance, entries[place]["body"], 2)}
        if chance.random() < 0.5:
            entries[place]["id"] = f"{chance.randrange(16**32):032x}"
    return document


def _sealed(chance: Random, ground: Ground, folder: Path) -> Trial:
    """A sealed export that is not whole, or a passphrase that is not its own."""
    raw, kind = ground.sealed, chance.random()
    head = raw.index(b"\n---") + 60
    if kind < 0.7:
        raw = spoilt_bytes(chance, raw[:head]) + raw[head:]
    elif kind < 0.85:
        raw = raw[: chance.randint(0, len(raw))]
    else:
        raw = raw[:head] + spoilt_bytes(chance, raw[head:])
    (folder / "mine.age").write_bytes(raw)
    secret = PASSPHRASE if chance.random() < 0.8 else chance.choice(TEXTS)
    (folder / "secret").write_bytes(secret.encode("utf-8", "surrogatepass"))
    return _importing(chance, ground, folder, ("import", "mine.age", "--passphrase-file", "secret"))


def _table(chance: Random, ground: Ground, folder: Path) -> Trial:
    """A table of another program."""
    sign = chance.choice((",", ";", "\t"))
    heads = ["day", "pain", "steps", "note"]
    rows = [heads, *(line.split(",") for line in TABLE.splitlines())]
    for _ in range(chance.randint(0, 4)):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(TEXTS)
        if chance.random() < 0.1:
            row.append("")
    raw = "\n".join(sign.join(row) for row in rows).encode("utf-8", "surrogatepass")
    if chance.random() < 0.4:
        raw = spoilt_bytes(chance, raw)
    (folder / "table.csv").write_bytes(raw)
    fields = "date=day,pain=pain,steps=steps,note=note"
    mapped = chance.choice(
        (fields, fields, fields, "date=day", "date=note,pain=day", chance.choice(TEXTS), f"{fields},{fields}")
    )
    dates = chance.choice(("iso", "iso", "dmy", "mdy", chance.choice(TEXTS)))
    line = ("import", "--csv", "table.csv", f"--map={mapped}", f"--dates={dates}")
    return _importing(chance, ground, folder, line + chance.choice(((), ("--skip-faulty",))))


def _importing(chance: Random, ground: Ground, folder: Path, line: tuple[str, ...]) -> Trial:
    """An import into an empty home or a record; what stands there before stands there afterwards."""
    name = chance.choice(("", "begun", "begun", "grave"))
    home = folder / "record"
    if name:
        shutil.copytree(ground.homes[name], home)
    line += chance.choice((("--yes",), ("--yes",), ("--yes", "--json"), ("--dry-run",), ()))
    return Trial(
        repr(line)[:2000],
        program(*line),
        folder,
        environment=environment(home, LATER),
        secrets=(SECRET,),
        after=unchanged(home, rows_of(home)),
    )


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
    Family("import documents", 15, _import),
    Family("records of imports", 10, _woven),
    Family("sealed exports", 0.5, _sealed),
    Family("CSV tables", 8.5, _table),
    Family("content files", 10, _content),
)
