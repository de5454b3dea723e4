"""The pages of the project as they are written: their links, their headings, and the commands they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GENERATED = frozenset({"commands.md", "decisions.md", "record.md", "words.md"})
ALL = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
WRITTEN_BY_HAND = tuple(page for page in ALL if page.name not in GENERATED)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
_COMMAND = re.compile(r"^(?:\$ )?backcoach(?: (.*))?$")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", text)


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead to, but for addresses on a network."""
    return [one for one in _LINK.findall(prose(text)) if "://" not in one and not one.startswith("mailto:")]


def anchors(text: str) -> set[str]:
    """The anchors of the headings, as the usual hosts make them; of two alike the second gets a number."""
    found: dict[str, int] = {}
    result = set()
    for heading in re.findall(r"^#{1,6} (.+?)\s*$", prose(text), re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        before = found.get(anchor, 0)
        found[anchor] = before + 1
        result.add(f"{anchor}-{before}" if before else anchor)
    return result


def broken_links(page: Path) -> list[str]:
    """The links of a page that lead to no file, or to no heading of it."""
    return [link for link in links(page.read_text(encoding="utf-8")) if not _leads_somewhere(page, link)]


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(ROOT) or not target.exists():
        return False
    return not anchor or (target.suffix == ".md" and anchor in anchors(target.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Block:
    """The command lines of a fenced block, and the day of a plan they are for."""

    page: str
    day: int
    lines: tuple[str, ...]


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page that hold commands; "```sh day-4" is for the fourth day."""
    for fence in _FENCE.findall(page.read_text(encoding="utf-8")):
        found = tuple(match.group(1) or "" for line in fence.splitlines() if (match := _COMMAND.match(line)))
        if found:
            day = re.match(r"```sh day-(\d+)", fence)
            yield Block(name(page), int(day.group(1)) if day else 1, found)


def spans(text: str) -> list[str]:
    """What stands as code in the lines of a page, on one line each."""
    return [" ".join(one.split()) for one in re.findall(r"`([^`]+)`", prose(text))]
