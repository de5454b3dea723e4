"""Reading the content files, and collecting everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from backcoach.handbook.faults import ContentFault, UnreadableError
from backcoach.shapes import MisfitError, Readers, decode

T = TypeVar("T")

CASES, DEMO = "cases", "demo"
"""The folders of triage cases and of the made-up episode: no part of the handbook and not read with it."""


class ContentReader:
    """Reads TOML files under one root; faults are collected, never raised one by one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[ContentFault] = []
        self._plain: dict[Path, dict[str, Any]] = {}
        self._decoded: set[Path] = set()

    def plain(self, path: Path) -> dict[str, Any]:
        """A file as plain data, read once. Raises `UnreadableError`."""
        if path not in self._plain:
            self._plain[path] = _read_toml(path)
        return self._plain[path]

    def one(self, file: str, kind: type[T], readers: Readers | None = None) -> T | None:
        """Decode `file` (relative to the root) strictly into `kind`; None after a fault.

        `readers` turn text into types of one's own, as in `shapes.decode`.
        """
        path = self.root / file
        self._decoded.add(path)
        try:
            plain = self.plain(path)
        except UnreadableError as error:
            self.fault(file, "", str(error))
            return None
        try:
            return decode(kind, plain, readers=readers)
        except MisfitError as error:
            for fault in error.faults:
                self.fault(file, fault.where, fault.problem)
            return None

    def each(self, folder: str, kind: type[T], readers: Readers | None = None) -> tuple[tuple[str, T], ...]:
        """Decode every TOML file of `folder` by name, as (file, value); faulty ones are left out."""
        names = sorted(path.relative_to(self.root).as_posix() for path in (self.root / folder).glob("*.toml"))
        if not names:
            self.fault(folder, "", "no file found")
        found = ((name, self.one(name, kind, readers)) for name in names)
        return tuple((name, value) for name, value in found if value is not None)

    def handbook_files(self) -> list[Path]:
        """Every TOML file that makes the handbook, sorted."""
        files = self.root.rglob("*.toml")
        return sorted(path for path in files if path.relative_to(self.root).parts[0] not in (CASES, DEMO))

    def nothing_beside(self) -> None:
        """Note every file of the handbook that nothing has decoded, such as one with a wrong name."""
        for path in self.handbook_files():
            if path not in self._decoded:
                self.fault(
                    path.relative_to(self.root).as_posix(), "", "no part of the handbook has this name"
                )

    def fault(self, file: str, where: str, problem: str) -> None:
        """Note one thing that is wrong."""
        self.faults.append(ContentFault(file, where, problem))

    def unique(self, file: str, ids: list[str]) -> None:
        """Note every id that stands twice."""
        for one in sorted({one for one in ids if ids.count(one) > 1}):
            self.fault(file, one, "this id stands more than once")

    def needs(self, file: str, where: str, wanted: Iterable[str], found: Iterable[str]) -> None:
        """Note every wanted id that is not found."""
        present = set(found)
        for one in dict.fromkeys(wanted):
            if one not in present:
                self.fault(file, where, f"{one!r} is missing")

    def knows(self, file: str, where: str, names: Iterable[str], known: Iterable[str]) -> None:
        """Note every name that is not known."""
        there = set(known)
        for one in names:
            if one not in there:
                self.fault(file, where, f"names {one!r}, which does not exist")

    def words(self, file: str, where: str, *texts: str) -> None:
        """Note once if any text is empty."""
        if not all(text.strip() for text in texts):
            self.fault(file, where, "has an empty text")

    def digest(self) -> str:
        """Sixteen hexadecimal digits that name exactly this content: every file's path and bytes."""
        import hashlib

        whole = hashlib.sha256()
        for path in sorted(path for path in self.root.rglob("*") if path.is_file()):
            whole.update(path.relative_to(self.root).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()[:16]


def _read_toml(path: Path) -> dict[str, Any]:
    """A file as plain data. Raises `UnreadableError`."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnreadableError("the file is missing") from None
    except OSError as error:
        raise UnreadableError(f"the file cannot be read: {error.strerror}") from None
    except RecursionError:
        raise UnreadableError("not readable as TOML: nested too deeply") from None
    except ValueError as error:  # also a number of thousands of figures
        raise UnreadableError(f"not readable as TOML: {error}") from None
