"""Reading the made-up person of `start --example`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

FILE = "example.toml"


class _ExampleFile(Value):
    review: Review
    replies: dict[str, Any]


def read_example(reader: ContentReader) -> Mapping[str, Any] | None:
    """The replies by question id; None after a fault."""
    file = reader.one(FILE, _ExampleFile)
    return file.replies if file else None
