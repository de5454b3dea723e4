"""Where the content is, and what is said where it cannot be used. It loads next to nothing."""

from __future__ import annotations

from pathlib import Path

import backcoach
from backcoach.values import Value


class ContentFault(Value):
    """One thing wrong in one content file, in words for its author."""

    file: str
    where: str
    problem: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.where, self.problem) if part)


class ContentError(Exception):
    """The content cannot be used; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: tuple[ContentFault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def find_content() -> Path:
    """The content folder: inside the installed package, else beside it in a checkout."""
    package = Path(backcoach.__file__).parent
    return next(
        (folder for folder in (package / "_content", package.parent / "content") if folder.is_dir()),
        package / "_content",
    )


class UnreadableError(Exception):
    """A file cannot be read as TOML; the words say why, for its author."""
