"""What is fuzzed by `backcoach import`: documents of a record, sealed ones, and tables of other programs."""

from __future__ import annotations

import shutil
from json import loads
from pathlib import Path
from random import Random

from tests.deep.fuzz_ground import (
    LATER,
    NOW,
    PASSPHRASE,
    TABLE,
    Ground,
    environment,
    program,
    programs,
    rows_of,
    unchanged,
)
from tests.deep.fuzz_lines import a_line, lay_out
from tests.deep.fuzz_trial import Trial
from tests.deep.fuzz_values import SECRET, TEXTS, bent, changed, json_text, spoilt_bytes

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


def records_of_imports(chance: Random, ground: Ground, folder: Path) -> Trial:
    """A document with small changes that may be understood, and what is done with the record afterwards."""
    document = loads(ground.documents[chance.choice(("begun", "begun", "grave"))])
    kinds: dict[str, list[dict[str, object]]] = {}
    for entry in document["entries"]:
        kinds.setdefault(entry["kind"], []).append(entry)
    for kind in chance.choices(sorted(kinds), k=chance.choice((1, 1, 2))):
        entry = chance.choice(kinds[kind])
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
        lay_out(line, chance, ground, folder)
    return Trial(
        repr(then)[:2000],
        programs(("import", "mine.json", "--yes"), *then),
        folder,
        environment=environment(home, chance.choice((NOW, LATER))),
    )


def import_of_document(chance: Random, ground: Ground, folder: Path) -> Trial:
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


def import_of_sealed(chance: Random, ground: Ground, folder: Path) -> Trial:
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


def import_of_table(chance: Random, ground: Ground, folder: Path) -> Trial:
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
