"""Finding a thing of the handbook by words of its name."""

from __future__ import annotations

import re
from collections.abc import Mapping


def with_words(text: str, names: Mapping[str, str]) -> list[str]:
    """The ids of all that have each of these words in their id or name; none where no word was typed."""
    wanted = _words(text)
    return [id_ for id_, name in names.items() if wanted and wanted <= _words(f"{id_} {name}")]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))
