"""The whole record as one JSON document with one entry on a line, for other machines and other years.

`docs/schemas/record.schema.json` describes it. It names neither the program's version nor the moment it was
written, so that one and the same record always gives one and the same document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from backcoach.journal.faults import RecordDamaged
from backcoach.journal.line import Line
from backcoach.journal.whole import Whole

FORMAT = "backcoach-record"
VERSION = 1
"""The version of the format. It rises when an older program could no longer read a document rightly."""


def document_parts(whole: Whole, path: Path) -> Iterator[str]:
    """The text of the document in order, in ASCII, a line at a time. Raises `JournalError`."""
    head = {"format": FORMAT, "version": VERSION, "schema": whole.schema, "settings": dict(whole.settings)}
    yield f'{_text(head)[:-1]},"entries":['
    comma = ""
    for line in whole.lines:
        yield f"{comma}\n{_entry_text(line, path)}"
        comma = ","
    yield "\n]}\n"


def canonical(body: str) -> str:
    """The text of a body as this program would write it. Raises `ValueError`."""
    return _text(json.loads(body))


def _entry_text(line: Line, path: Path) -> str:
    try:
        body = canonical(line.body)
    except (ValueError, RecursionError):
        # The cause would quote what was recorded.
        raise RecordDamaged(path, f"entry {line.id} cannot be read") from None
    outer = {
        "id": line.id,
        "kind": line.kind,
        "at": line.at,
        "zone": line.zone,
        "day_on": line.day_on,
        "recorded_at": line.recorded_at,
        "supersedes": line.supersedes,
        "content_digest": line.content_digest,
    }
    return f'{_text(outer)[:-1]},"body":{body}}}'


def _text(plain: object) -> str:
    return json.dumps(plain, allow_nan=False, separators=(",", ":"))
