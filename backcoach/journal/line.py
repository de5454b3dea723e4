"""An entry as it stands in the file."""

# Annotations are left as they are here: each that is text a NamedTuple would compile.
from typing import NamedTuple


class Line(NamedTuple):
    """An entry as it stands in the file, column by column; `seq` is its place there, 0 before it has one."""

    id: str
    kind: str
    at: str
    zone: str
    day_on: str
    recorded_at: str
    body: str
    supersedes: str | None
    content_digest: str | None
    seq: int = 0
