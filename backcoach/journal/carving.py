"""Reading entries straight from the pages of a damaged file, past everything that leads to them.

SQLite finds a row by a path of pages from the first one on. Where a page of that path is spoiled, the pages
behind it still hold their rows. This walks over all pages and reads each leaf of a table by itself, after
https://sqlite.org/fileformat2.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.journal.line import Line

_LEAF = 0x0D
_HEADER = 100  # bytes before the first page's own head
_USUAL_SIZE = 4096
_SIZES = frozenset(2**power for power in range(9, 16))
_COLUMNS = 10
_MOST_BYTES = 50_000_000
_INTEGER_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
_FIRST_BLOB = 12


def carved(raw: bytes) -> Iterator[Line]:
    """Every row that looks like an entry, in the order of the pages; what cannot be read is passed over."""
    size = page_size(raw)
    for start in range(0, len(raw), size):
        for cell in _cells(raw, start, size):
            try:
                line = _line(raw, cell, size)
            except (IndexError, ValueError):
                continue
            if line is not None:
                yield line


def page_size(raw: bytes) -> int:
    """The size of a page as the head of the file tells it; the usual one where that is no size at all."""
    told = int.from_bytes(raw[16:18])
    return told if told in _SIZES else _USUAL_SIZE


def _cells(raw: bytes, start: int, size: int) -> Iterator[int]:
    """Where the cells of a leaf lie in the file; none for another page."""
    head = start + (_HEADER if start == 0 else 0)
    if len(raw) < head + 8 or raw[head] != _LEAF:
        return
    count = min(int.from_bytes(raw[head + 3 : head + 5]), size // 4)
    for number in range(count):
        place = head + 8 + 2 * number
        offset = int.from_bytes(raw[place : place + 2])
        if 0 < offset < size:
            yield start + offset


def _line(raw: bytes, place: int, size: int) -> Line | None:
    length, place = _varint(raw, place)
    seq, place = _varint(raw, place)
    if not 0 < length <= _MOST_BYTES or seq <= 0:
        return None
    values = _values(_payload(raw, place, length, size))
    if len(values) != _COLUMNS:
        return None
    _, *texts = values
    if not all(isinstance(text, str) for text in texts[:7]):
        return None
    return Line(*texts, seq)  # type: ignore[arg-type, call-arg]


def _payload(raw: bytes, place: int, length: int, size: int) -> bytes:
    """The bytes of a row, the overflow pages included. Raises `ValueError` where one of them is missing."""
    local = _local_bytes(length, size)
    found = bytearray(raw[place : place + local])
    following = int.from_bytes(raw[place + local : place + local + 4]) if local < length else 0
    while len(found) < length:
        start = (following - 1) * size
        if not 0 < start < len(raw):
            raise ValueError("an overflow page is missing")
        found += raw[start + 4 : start + size][: length - len(found)]
        following = int.from_bytes(raw[start : start + 4])
    return bytes(found)


def _local_bytes(length: int, size: int) -> int:
    """How much of a row lies in the leaf itself."""
    most = size - 35
    if length <= most:
        return length
    least = (size - 12) * 32 // 255 - 23
    wanted = least + (length - least) % (size - 4)
    return wanted if wanted <= most else least


def _values(payload: bytes) -> list[object]:
    """The columns of a row: texts as text, everything else as None. Raises `ValueError`, `IndexError`."""
    end, place = _varint(payload, 0)
    kinds = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values: list[object] = []
    for kind in kinds[: _COLUMNS + 1]:
        width = _INTEGER_SIZES[kind] if kind < _FIRST_BLOB else (kind - _FIRST_BLOB) // 2
        part = payload[end : end + width]
        if len(part) != width:
            raise ValueError("a row ends too early")
        values.append(part.decode("utf-8") if kind > _FIRST_BLOB and kind % 2 else None)
        end += width
    return values


def _varint(raw: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes and the place after it. Raises `IndexError`."""
    value = 0
    for _ in range(8):
        byte = raw[place]
        place += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the last byte of a number has no high bit
            return value, place
    return value << 8 | raw[place], place + 1
