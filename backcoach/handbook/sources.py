"""The documents that content rests on, and the check that every fact names one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backcoach.handbook.faults import UnreadableError
from backcoach.handbook.review import Review
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.handbook.content import ContentReader

FOLDER = "sources"
SEEN = ("abstract", "partial", "mirror", "heading", "not_seen", "design", "recalled")


class Source(Value):
    """One document that can be cited: where it was found, and how much of it was seen."""

    id: str
    title: str
    where: str
    seen: str

    def __post_init__(self) -> None:
        if self.seen not in SEEN:
            raise ValueError(f"seen must be one of {', '.join(SEEN)}")


class _SourceFile(Value):
    review: Review
    source: tuple[Source, ...]


def read_sources(reader: ContentReader) -> Mapping[str, Source]:
    """All sources by id. Every list of sources in the content must name known ones, at least one."""
    files = reader.each(FOLDER, _SourceFile)
    found = [source for _, file in files for source in file.source]
    reader.unique(FOLDER, [source.id for source in found])
    sources = {source.id: source for source in found}
    check_citations(reader, reader.handbook_files(), sources)
    return sources


def check_citations(reader: ContentReader, paths: Iterable[Path], sources: Mapping[str, Source]) -> None:
    """Note every list of sources in these files that is empty or names an unknown one."""
    for file, where, cited in _citations(reader, paths):
        if not cited:
            reader.fault(file, where, "needs at least one source")
        for unknown in sorted(set(cited) - set(sources)):
            reader.fault(file, where, f"unknown source {unknown!r}")


def _citations(reader: ContentReader, paths: Iterable[Path]) -> Iterator[tuple[str, str, list[str]]]:
    for path in paths:
        try:
            plain = reader.plain(path)
        except UnreadableError:
            continue  # whoever decodes this file reports it
        file = path.relative_to(reader.root).as_posix()
        yield from ((file, where, cited) for where, cited in _cited(plain, ""))


def _cited(plain: Any, where: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(plain, dict):
        if isinstance(plain.get("sources"), list):
            yield str(plain.get("id", where)), [str(one) for one in plain["sources"]]
        for key, value in plain.items():
            yield from _cited(value, f"{where}.{key}" if where else key)
    elif isinstance(plain, list):
        for place, value in enumerate(plain):
            yield from _cited(value, f"{where}[{place}]")
