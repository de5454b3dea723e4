"""The checked handbook as it was last read, so that a command need not read and check a hundred files again.

It is kept beside the compiled modules of the program, as Python keeps those, and holds for exactly the files
of content and code that it was made from, by their names, sizes and times. Whatever is wrong with it, the
files are read and checked anew. Nothing of a person is in it.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from zlib import crc32

from backcoach.handbook.faults import find_content
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.kept import packed, unpacked

CODE = ("coach", "handbook", "values.py", "declaring.py", "shapes.py")
"""What of the package makes a handbook, or is in one."""

CHECK_BYTES = 4


def open_handbook(root: Path | None = None, kept: Path | None = None) -> Handbook:
    """The shipped content, read and checked, or that in `root`, with what is kept of it in `kept`.

    Raises `ContentError` as `load_handbook` does.
    """
    root, kept = root or find_content(), kept or usual_place()
    state = _state(root)
    book = _kept(kept, state) if kept else None
    if book is None:
        from backcoach.handbook.loading import load_handbook

        book = load_handbook(root)
        if kept and not sys.dont_write_bytecode:
            _keep(kept, state, book)
    return book


def usual_place() -> Path | None:
    """Where Python keeps what it compiled of this package; None where it keeps nothing."""
    try:
        module = Path(cache_from_source(__file__))
    except NotImplementedError:
        return None
    return module.with_name(module.name.replace("compiled.", "content.", 1) + ".kept")


def _state(root: Path) -> bytes:
    """Names, sizes and times of all files that a handbook comes from."""
    package = Path(__file__).resolve().parents[1]
    places = [str(root), *(str(package / name) for name in CODE)]
    return repr([sorted(_files(place)) for place in places]).encode()


def _files(place: str) -> Iterator[tuple[str, int, int]]:
    if os.path.isfile(place):  # noqa: PTH113 - a thousand times a day, and pathlib is slow
        found = os.stat(place)  # noqa: PTH116 - the same
        yield place, found.st_size, found.st_mtime_ns
        return
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns


def _kept(path: Path, state: bytes) -> Handbook | None:
    """What is kept, where it is whole and made from just these files."""
    try:
        written = memoryview(path.read_bytes())  # half a megabyte, which no slice copies
        check, rest = written[:CHECK_BYTES], written[CHECK_BYTES:]
        if check != _check(rest) or rest[: len(state)] != state:
            return None
        book = unpacked(pickle.loads(rest[len(state) :]))  # noqa: S301 - written here, as trusted as the code
    except Exception:  # noqa: BLE001 - whatever it is, the files themselves are read
        return None
    return book if isinstance(book, Handbook) else None


def _keep(path: Path, state: bytes, book: Handbook) -> None:
    """Keep it, whole or not at all. Where that cannot be, the next run reads the files again."""
    rest = state + pickle.dumps(packed(book), pickle.HIGHEST_PROTOCOL)
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        mine.write_bytes(_check(rest) + rest)
        mine.replace(path)
    except OSError:
        with suppress(OSError):
            mine.unlink()


def _check(rest: bytes | memoryview) -> bytes:
    return crc32(rest).to_bytes(CHECK_BYTES, "big")
