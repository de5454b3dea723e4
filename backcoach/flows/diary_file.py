"""A table of another program as lines of named cells, whatever parts its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from backcoach.flows.errors import BadInput
from backcoach.values import Value

PARTED_BY = (",", ";", "\t")


class DiaryLine(Value):
    """One line: its number in the file, and its cells by field. `is_ragged`: it is longer or shorter."""

    number: int
    cells: Mapping[str, str]
    is_ragged: bool


class DiaryFile(Value):
    """The lines below the heads."""

    lines: tuple[DiaryLine, ...]


def read_table(raw: bytes, columns: Mapping[str, str]) -> DiaryFile:
    """The wanted columns of a table whose first line names them. Raises `BadInput`."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("The file is not UTF-8 text.", "Save it as CSV in UTF-8.") from None
    for parted_by in PARTED_BY:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True)
        try:
            heads = [head.strip() for head in next(rows, [])]
            if all(heads.count(column) == 1 for column in columns.values()):
                return DiaryFile(tuple(_lines(rows, heads, columns)))
        except csv.Error:
            raise BadInput(
                f"The file is no CSV from line {rows.line_num} on.",
                "A quotation mark may be left open there.",
            ) from None
    raise BadInput(
        "The first line of the file does not have each of these columns once.",
        "Write them as they stand there: --map date=COLUMN,pain=COLUMN",
        tuple(columns.values()),
    )


def _lines(rows: Iterator[list[str]], heads: list[str], columns: Mapping[str, str]) -> Iterator[DiaryLine]:
    places = {field: heads.index(column) for field, column in columns.items()}
    number = rows.line_num + 1  # type: ignore[attr-defined]
    for row in rows:
        if row:
            is_ragged = len(row) != len(heads)
            cells = {} if is_ragged else {field: row[place] for field, place in places.items()}
            yield DiaryLine(number, cells, is_ragged)
        number = rows.line_num + 1  # type: ignore[attr-defined]
