"""The handbook that is kept: the same as the files say, and never for files that say something else."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from pathlib import Path

import pytest

from backcoach.handbook import compiled, loading
from backcoach.handbook.compiled import open_handbook, usual_place
from backcoach.handbook.faults import ContentError, find_content
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.kept import packed, unpacked
from backcoach.values import Value, replace
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it


class Pair(Value):
    first: object
    rest: tuple[object, ...]


class Cell(Value):
    by_name: dict[str, tuple[object, ...]]
    pair: Pair


CHANGE = Damage("activity/parameters.toml", "hard_from = 4.0", "hard_from = 5.0")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the shipped content."""
    return Path(shutil.copytree(find_content(), tmp_path / "content"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "content.kept"


@pytest.fixture
def is_read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose files were read."""
    found: list[Path] = []
    load = loading.load_handbook

    def noted(root: Path) -> Handbook:
        found.append(root)
        return load(root)

    monkeypatch.setattr(loading, "load_handbook", noted)
    return found


def test_it_is_read_once_and_then_the_same(root: Path, kept: Path, is_read: list[Path]) -> None:
    first, again = open_handbook(root, kept), open_handbook(root, kept)
    assert first == again == real_book()
    assert is_read == [root]
    assert [path.name for path in kept.parent.glob("*.kept*")] == [kept.name]


def test_content_that_changed_is_read_anew(root: Path, kept: Path, is_read: list[Path]) -> None:
    open_handbook(root, kept)
    break_it(root, CHANGE)
    assert open_handbook(root, kept).activity.parameters.change.hard_from == 5
    assert len(is_read) == 2


def test_a_file_that_only_looks_newer_is_read_anew_too(root: Path, kept: Path, is_read: list[Path]) -> None:
    open_handbook(root, kept)
    os.utime(root / CHANGE.file, ns=(1, 1))
    open_handbook(root, kept)
    assert len(is_read) == 2


def test_content_that_became_unsound_is_refused_whatever_is_kept(root: Path, kept: Path) -> None:
    open_handbook(root, kept)
    break_it(root, Damage(CHANGE.file, CHANGE.old, "hard_from = true"))
    with pytest.raises(ContentError):
        open_handbook(root, kept)


@pytest.mark.parametrize("place", [0, 4, -1])
def test_one_bit_that_flipped_is_noticed(root: Path, kept: Path, is_read: list[Path], place: int) -> None:
    open_handbook(root, kept)
    written = bytearray(kept.read_bytes())
    written[place] ^= 1
    kept.write_bytes(written)
    assert open_handbook(root, kept) == real_book()
    assert len(is_read) == 2


@pytest.mark.parametrize("written", [b"", b"x", b"\0" * 500])
def test_what_is_no_handbook_is_not_taken_for_one(
    root: Path, kept: Path, is_read: list[Path], written: bytes
) -> None:
    kept.write_bytes(written)
    assert open_handbook(root, kept) == real_book()
    assert len(is_read) == 1


def test_something_else_that_is_whole_is_no_handbook(root: Path, kept: Path, is_read: list[Path]) -> None:
    rest = compiled._state(root) + pickle.dumps({"words": b""})
    kept.write_bytes(compiled._check(rest) + rest)
    assert open_handbook(root, kept) == real_book()
    assert len(is_read) == 1


def test_where_nothing_can_be_kept_the_files_are_read_each_time(
    root: Path, tmp_path: Path, is_read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for _ in range(2):
        assert open_handbook(root, tmp_path / "no" / "folder") == real_book()
    assert len(is_read) == 2
    (tmp_path / "taken").mkdir()
    assert open_handbook(root, tmp_path / "taken") == real_book()
    assert not [path for path in tmp_path.rglob("taken*") if path.is_file()]


def test_where_python_writes_no_compiled_files_nothing_is_kept(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    open_handbook(root, kept)
    assert not kept.exists()


def test_it_is_kept_beside_the_compiled_modules_of_this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    place = usual_place()
    assert place is not None
    assert place.name == f"content.{sys.implementation.cache_tag}.pyc.kept"

    def no_cache(_path: str) -> str:
        raise NotImplementedError

    monkeypatch.setattr(compiled, "cache_from_source", no_cache)
    assert usual_place() is None
    assert open_handbook() == real_book()


def test_a_kept_handbook_is_like_any_other_value(root: Path, kept: Path) -> None:
    for _ in range(2):
        book = open_handbook(root, kept)
    assert type(book) is not Handbook
    assert book != "words"
    assert book == real_book()
    assert real_book() == book
    assert not hasattr(book, "no_such_part")


def test_of_a_kept_part_only_what_is_looked_at_is_read(root: Path, kept: Path) -> None:
    for _ in range(2):
        book = open_handbook(root, kept)
    assert not is_read_yet(book, "activity")
    assert book.activity.parameters == real_book().activity.parameters
    assert is_read_yet(book.activity, "parameters")
    assert not is_read_yet(book.activity, "exercises")
    assert book.activity == real_book().activity
    assert is_read_yet(book.activity, "exercises")


def test_a_part_with_something_changed_is_another_one(root: Path, kept: Path) -> None:
    for _ in range(2):
        part = open_handbook(root, kept).activity
    changed = replace(part, is_draft=not part.is_draft)
    assert changed == replace(real_book().activity, is_draft=not part.is_draft) != part
    assert not hasattr(changed, "no_such_field")
    assert part != real_book().medicine


def test_what_is_alike_in_kind_and_in_every_part_is_kept_once() -> None:
    cells = tuple(Cell({"a": (one, "x")}, Pair(one, ("y", None))) for one in (1, 1.0, True, 1))
    again = unpacked(packed(cells))
    assert again == cells
    assert [type(cell.pair.first) for cell in again] == [int, float, bool, int]
    assert [type(cell.by_name["a"][0]) for cell in again] == [int, float, bool, int]
    assert again[0].pair is again[3].pair
    assert again[0].pair.rest is again[1].pair.rest
    assert again[0].pair is not again[2].pair


def is_read_yet(value: object, name: str) -> bool:
    """Whether a field of a kept value is there without being read."""
    try:
        object.__getattribute__(value, name)
    except AttributeError:
        return False
    return True
