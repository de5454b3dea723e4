"""A document of a record that came from outside: looked through whole before anything is done with it.

It is read twice, bit by bit: first everything is checked, then the entries are taken over. What is in memory
in between is the order of the entries and a short fingerprint of each.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from backcoach.journal.document import FORMAT, VERSION
from backcoach.journal.faults import DocumentChanged, DocumentFaulty, DocumentTooNew
from backcoach.journal.json_reader import JsonReader, NotJson
from backcoach.journal.line import Line
from backcoach.journal.migrations import STEPS
from backcoach.journal.received_entry import UnknownKind, checked_line
from backcoach.journal.weaving import Mark, fingerprint
from backcoach.values import Value, field

Opened = Callable[[], BinaryIO]
_HEAD = {"format": str, "version": int, "schema": int, "settings": dict, "entries": list}


class _Seen(Value, frozen=False):
    """What was found so far."""

    head: dict[str, Any] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    prints: dict[str, bytes] = field(default_factory=dict)
    superseding: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    is_kind_unknown: bool = False


class Received(Value):
    """A document that was found whole.

    `marks` are its entries in their order, `prints` their fingerprints by id, `superseding` what each that
    does so supersedes.
    """

    opened: Opened
    digest: bytes
    settings: Mapping[str, str]
    marks: tuple[Mark, ...]
    prints: Mapping[str, bytes]
    superseding: Mapping[str, str]

    def lines(self) -> Iterator[Line]:
        """Every entry in its order, read anew. Raises `DocumentChanged` if it is another document now."""
        with self.opened() as file:
            pieces = _Pieces(file)
            try:
                for part in _parts(JsonReader(pieces.read)):
                    if isinstance(part, _EntryPart):
                        yield self._known(_line(part.plain))
            except (ValueError, KeyError, TypeError, OSError):
                raise DocumentChanged from None
            if pieces.digest() != self.digest:
                raise DocumentChanged

    def _known(self, line: Line) -> Line:
        if line.id not in self.prints:
            raise DocumentChanged
        return line


def receive(opened: Opened, kinds: Mapping[str, type]) -> Received:
    """Look a document through; `kinds` are those of a record, the void among them.

    Raises `DocumentFaulty` with everything that is wrong, `DocumentTooNew`, `OSError`.
    """
    seen = _Seen()
    with opened() as file:
        pieces = _Pieces(file)
        try:
            for part in _parts(JsonReader(pieces.read)):
                if isinstance(part, _EntryPart):
                    _see(part, seen, kinds)
                else:
                    seen.head |= part
        except NotJson as fault:
            seen.faults.append(f"line {fault.line}: the text is no JSON from here on")
        except UnicodeDecodeError:
            seen.faults.append("the file is not UTF-8 text")
    _check_head(seen)
    if seen.is_kind_unknown:
        raise DocumentTooNew("it holds entries of a kind that this version does not know")
    settings = dict(seen.head["settings"])
    marks = tuple(seen.marks)
    return Received(opened, pieces.digest(), settings, marks, seen.prints, seen.superseding)


class _EntryPart(Value):
    number: int
    line: int
    plain: Any


def _parts(reader: JsonReader) -> Iterator[dict[str, Any] | _EntryPart]:
    """Each name of the head with its value, and each entry, in the order of the document."""
    reader.take("{")
    is_first = True
    while reader.has_more("}", is_first=is_first):
        is_first = False
        line = reader.line
        name = reader.value()
        reader.take(":")
        if name == "entries" and reader.peek() == "[":
            yield {"entries": []}
            yield from _entries(reader)
        elif isinstance(name, str):
            yield {name: reader.value()}
        else:
            raise NotJson(line)
    if reader.peek():
        raise NotJson(reader.line)


def _entries(reader: JsonReader) -> Iterator[_EntryPart]:
    reader.take("[")
    number = 0
    while reader.has_more("]", is_first=number == 0):
        number += 1
        reader.peek()
        yield _EntryPart(number, reader.line, reader.value())


def _see(part: _EntryPart, seen: _Seen, kinds: Mapping[str, type]) -> None:
    try:
        line = checked_line(part.plain, kinds, seen.kinds)
    except UnknownKind:
        seen.is_kind_unknown = True
        _remember(part.plain, seen)
    except ValueError as fault:
        seen.faults.append(f"entry {part.number} (line {part.line}): {fault}")
        _remember(part.plain, seen)
    else:
        seen.kinds[line.id] = line.kind
        seen.marks.append(Mark(line.recorded_at, line.id))
        seen.prints[line.id] = fingerprint(line)
        if line.supersedes is not None:
            seen.superseding[line.id] = line.supersedes


def _remember(plain: Any, seen: _Seen) -> None:
    """Let a faulty entry be there for those that supersede it: one fault is told once."""
    if isinstance(plain, dict) and isinstance(plain.get("id"), str) and isinstance(plain.get("kind"), str):
        seen.kinds.setdefault(plain["id"], plain["kind"])


def _check_head(seen: _Seen) -> None:
    """Raises `DocumentTooNew` before `DocumentFaulty`: an older program cannot say what is wrong with it."""
    head = seen.head
    if head.get("format") != FORMAT:
        raise DocumentFaulty((*seen.faults, f'it does not begin with "format": "{FORMAT}"'))
    if type(head.get("version")) is int and head["version"] > VERSION:
        raise DocumentTooNew(f"it has version {head['version']} of the format, this one reads {VERSION}")
    if type(head.get("schema")) is int and head["schema"] > len(STEPS):
        raise DocumentTooNew(f"its record has schema {head['schema']}, this version knows {len(STEPS)}")
    faults = [*_head_faults(head), *seen.faults]
    if faults:
        raise DocumentFaulty(tuple(faults))


def _head_faults(head: Mapping[str, Any]) -> Iterator[str]:
    for name, kind in _HEAD.items():
        if type(head.get(name)) is not kind:
            yield f"{name} is missing, or not what it should be"
    if set(head) - set(_HEAD):
        yield "it has names beside format, version, schema, settings and entries"
    for name in ("version", "schema"):
        if type(head.get(name)) is int and head[name] < 1:
            yield f"{name} is below 1"
    settings = head.get("settings")
    if isinstance(settings, dict) and not all(map(_is_text, (*settings, *settings.values()))):
        yield "a setting is no text"


def _is_text(value: Any) -> bool:
    """Whether the record's file can hold it: half characters stand in JSON alone."""
    return type(value) is str and not any("\ud800" <= one <= "\udfff" for one in value)


def _line(plain: Any) -> Line:
    """The line of an entry that was checked before."""
    body = json.dumps(plain["body"], allow_nan=False, separators=(",", ":"))
    return Line(**{name: plain[name] for name in plain if name != "body"}, body=body)


class _Pieces:
    """The text of a file in pieces, and the digest of what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._sum = hashlib.sha256()

    def read(self, size: int) -> str:
        while True:
            raw = self._file.read(size)
            self._sum.update(raw)
            text = self._decoder.decode(raw, final=not raw)
            if text or not raw:
                return text

    def digest(self) -> bytes:
        return self._sum.digest()
