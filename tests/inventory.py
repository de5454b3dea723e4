"""Every id that content gives to something: what may never get lost without being seen in a change."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def inventory(content: Path) -> list[str]:
    """All `id` values of all tables in all TOML files under `content`, sorted, each once."""
    files = content.rglob("*.toml")
    return sorted({one for file in files for one in ids_in(tomllib.loads(file.read_text(encoding="utf-8")))})


def ids_in(plain: Any) -> Iterator[str]:
    """The `id` values of a decoded TOML document, at any depth."""
    if isinstance(plain, dict):
        if isinstance(plain.get("id"), str):
            yield plain["id"]
        for item in plain.values():
            yield from ids_in(item)
    elif isinstance(plain, list):
        for item in plain:
            yield from ids_in(item)
