"""Broken content for tests: a copy of the real content, damaged in one way."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content


@dataclass(frozen=True, slots=True)
class Damage:
    """In one file the first `old` becomes `new`. An empty `old` puts `new` at the end."""

    file: str
    old: str
    new: str


def copy_of(folder: str, tmp_path: Path) -> Path:
    """A content folder that holds only this folder, or this file, of the real content."""
    root = tmp_path / "content"
    source = find_content() / folder
    if source.is_dir():
        shutil.copytree(source, root / folder)
    else:
        root.mkdir(exist_ok=True)
        shutil.copy(source, root / folder)
    return root


def break_it(root: Path, *damages: Damage) -> None:
    """Do the damage. What is to be damaged must be there."""
    for damage in damages:
        path = root / damage.file
        text = path.read_text(encoding="utf-8")
        assert damage.old in text, f"{damage.file} does not hold {damage.old!r}"
        changed = text.replace(damage.old, damage.new, 1) if damage.old else text + damage.new
        path.write_text(changed, encoding="utf-8")


def faults_of(reader: ContentReader) -> list[str]:
    """Everything the reader found, as its author sees it."""
    return [str(fault) for fault in reader.faults]
