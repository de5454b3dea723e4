"""Finding a thing of the handbook by words of its name, or by a name that looks like it."""

from __future__ import annotations

import re
from collections.abc import Mapping

MOST_NEAR = 4
LIKENESS = 0.5
"""From 0 to 1: how alike a name must be to what was typed to be offered."""


def with_words(text: str, names: Mapping[str, str]) -> list[str]:
    """The ids of all that have each of these words in their id or name; none where no word was typed."""
    wanted = _words(text)
    return [id_ for id_, name in names.items() if wanted and wanted <= _words(f"{id_} {name}")]


def near(text: str, names: Mapping[str, str], likeness: float = LIKENESS) -> list[str]:
    """The ids behind the names that look like what was typed, the most alike first, each once."""
    from difflib import get_close_matches

    found = get_close_matches(text, names, n=MOST_NEAR, cutoff=likeness)
    return list(dict.fromkeys(names[one] for one in found))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))
