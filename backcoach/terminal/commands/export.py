"""`backcoach export`: everything that was ever recorded, into a file that belongs to the person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from backcoach.flows.errors import BadInput
from backcoach.flows.export import Exported, export_record
from backcoach.flows.tables import TABLES
from backcoach.share.spreadsheet import csv_lines
from backcoach.terminal.handed_out import OPEN_FILE, is_open_file, place, write
from backcoach.terminal.new_file import new_private_file, new_private_folder, refuse_taken
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.sealed import LOST, new_passphrase, seal
from backcoach.terminal.session import open_desk, open_record
from backcoach.terminal.words import date_text
from backcoach.values import Value

HEALTH = "This is health data: keep it where only you can read it."


class Wish(Value):
    """Where to write, None or `-` for wherever it suits, and whether a file that is there is replaced.

    `tables` is a folder for tables in place of the document. What is sealed is opened by a passphrase alone.
    """

    path: Path | None
    is_replacing: bool = False
    tables: Path | None = None
    is_sealed: bool = False
    passphrase_file: Path | None = None


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Write the whole record as one document, or as tables."""
    check_wish(wish)
    if wish.tables is not None:
        return _write_tables(home, wish.tables.expanduser(), wish, as_json=as_json)
    output = standard_output()
    with open_record(home) as (journal, moment):
        usual = f"backcoach-export-{moment.today.isoformat()}.json{'.age' if wish.is_sealed else ''}"
        path = place(wish.path, usual, as_json=as_json)
        if path is not None:
            refuse_taken(path, is_replacing=wish.is_replacing)
        passphrase = new_passphrase(wish.passphrase_file) if wish.is_sealed else None
        exported = export_record(journal)
        write(bytes_of(exported.parts, passphrase), path, "export", is_replacing=wish.is_replacing)
    _tell(output, exported, path, is_sealed=wish.is_sealed)
    if as_json:
        output.document(export_document(exported, path))
    return 0


def _write_tables(home: Path | None, folder: Path, wish: Wish, *, as_json: bool) -> int:
    """Write a folder with one CSV file for each table, whole or not at all."""
    output, names = standard_output(), frozenset(f"{table.name}.csv" for table in TABLES)
    rows: dict[str, int] = {}
    with (
        open_desk(home) as desk,
        new_private_folder(folder, names, is_replacing=wish.is_replacing) as unfinished,
    ):
        for table in TABLES:
            with new_private_file(unfinished / f"{table.name}.csv") as file:
                lines = (line.encode("utf-8") for line in csv_lines(table.heads, table.rows(desk)))
                rows[table.name] = _written(lines, file) - 1
    output.say(f"Written to {folder}: {len(rows)} tables, {rows['entries']} entries. {HEALTH}")
    if as_json:
        output.document({"path": str(folder), "tables": rows})
    return 0


def _written(lines: Iterable[bytes], file: BinaryIO) -> int:
    """How many lines were written."""
    count = 0
    for line in lines:
        file.write(line)
        count += 1
    return count


def check_wish(wish: Wish) -> None:
    """Refuse what does not go together. Raises `BadInput`."""
    if wish.tables is not None and wish.path is not None:
        raise BadInput("Give a file or --csv, not both.", "Nothing was written.")
    if wish.tables is not None and wish.is_sealed:
        raise BadInput("Tables cannot be encrypted here, so nothing was written.", "Encrypt the document.")
    if wish.passphrase_file is not None and not wish.is_sealed:
        raise BadInput("--passphrase-file needs --encrypt, so nothing was written.", "Add --encrypt.")


def bytes_of(parts: Iterable[str], passphrase: str | None) -> Iterable[bytes]:
    """What is to be written; a sealed document is made whole in memory first."""
    plain = (part.encode("ascii") for part in parts)
    return plain if passphrase is None else iter([seal(b"".join(plain), passphrase)])


def _tell(output: Output, exported: Exported, path: Path | None, *, is_sealed: bool) -> None:
    """What was written and where, to stderr."""
    where = f"Written to {path}: " if path else "Written: "
    output.say(f"{where}{_amount(exported)}. {LOST if is_sealed else HEALTH}")
    if path is None and is_open_file() and not is_sealed:
        output.say(OPEN_FILE)


def _amount(exported: Exported) -> str:
    entries = f"{exported.entries} {'entry' if exported.entries == 1 else 'entries'}"
    if exported.first_on is None or exported.last_on is None:
        return entries
    days = dict.fromkeys((date_text(exported.first_on), date_text(exported.last_on)))
    return f"{entries}, {' to '.join(days)}"


def export_document(exported: Exported, path: Path | None) -> dict[str, Any]:
    """What was written."""
    return {
        "path": str(path),
        "format": exported.format,
        "version": exported.version,
        "schema": exported.schema,
        "entries": exported.entries,
        "settings": exported.settings,
        "first_on": exported.first_on.isoformat() if exported.first_on else None,
        "last_on": exported.last_on.isoformat() if exported.last_on else None,
    }
