"""Between entries and the text that stands in the file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from backcoach.coach.record import Entry
from backcoach.journal.line import Line
from backcoach.shapes import decode, encode
from backcoach.values import Value

B = TypeVar("B")


class Draft(Value):
    """Something to record: `at` is when it happened (aware), `zone` the person's time zone name then.

    `day_on` is the day it belongs to, `supersedes` the id of the entry it corrects.
    """

    body: object
    at: datetime
    zone: str
    day_on: date
    supersedes: str | None = None
    content_digest: str | None = None


def line_of(draft: Draft, kind: str, entry_id: str, recorded_at: datetime) -> Line:
    """The text of a new entry. Raises `ValueError` for what could not be read back as it is."""
    return Line(
        entry_id,
        kind,
        instant_text(draft.at),
        draft.zone,
        draft.day_on.isoformat(),
        instant_text(recorded_at),
        body_text(draft.body),
        draft.supersedes,
        draft.content_digest,
    )


def entry_of(line: Line, body_kind: type[B]) -> Entry[B]:
    """The entry behind its text, with its instants in UTC. Raises `ValueError`."""
    return Entry(
        id=line.id,
        at=instant_of(line.at),
        zone=line.zone,
        day_on=date.fromisoformat(line.day_on),
        recorded_at=instant_of(line.recorded_at),
        body=decode(body_kind, json.loads(line.body)),
        supersedes=line.supersedes,
        content_digest=line.content_digest,
        place=line.seq,
    )


def body_text(body: object) -> str:
    """The body as JSON in ASCII, which holds any text there is, control characters included.

    Raises `ValueError` if it would not read back the same: what cannot be read must not be recorded.
    """
    plain = encode(body)
    text = json.dumps(plain, allow_nan=False, separators=(",", ":"))
    if not _reads_back(type(body), plain, text):
        raise ValueError(f"{type(body).__name__} would not read back as it was written")
    return text


def instant_text(at: datetime) -> str:
    """An instant as UTC text of fixed width, so that the order of text is the order of time.

    Raises `ValueError` for a time without a zone.
    """
    if at.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant_of(text: str) -> datetime:
    """The instant, in UTC, behind its text. Raises `ValueError`."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _reads_back(body_kind: type[Any], plain: object, text: str) -> bool:
    try:
        return bool(encode(decode(body_kind, json.loads(text))) == plain)
    except ValueError:
        return False
