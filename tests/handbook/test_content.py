"""Content is found, read strictly, and everything wrong with it is collected."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import backcoach
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import ContentError, ContentFault, find_content
from backcoach.values import Value
from tests.handbook.museum import faults_of


class Shelf(Value):
    """A small content file."""

    name: str
    width_cm: int
    box: tuple[Box, ...] = ()


class Box(Value):
    """One thing on it."""

    id: str


GOOD = 'name = "left"\nwidth_cm = 80\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "shelves").mkdir(parents=True)
    return folder


def write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, encoding="utf-8")


def test_the_content_is_found_inside_the_package_or_beside_it() -> None:
    package = Path(backcoach.__file__).parent

    assert find_content() in (package / "_content", package.parent / "content")
    assert (find_content() / "screening" / "prompts.toml").is_file()


def test_a_sound_file_is_read(root: Path) -> None:
    write(root, "shelf.toml", GOOD + '[[box]]\nid = "a"\n')
    reader = ContentReader(root)

    assert reader.one("shelf.toml", Shelf) == Shelf("left", 80, (Box("a"),))
    assert reader.faults == []


def test_a_missing_file_is_named(root: Path) -> None:
    reader = ContentReader(root)

    assert reader.one("shelf.toml", Shelf) is None
    assert faults_of(reader) == ["shelf.toml: the file is missing"]


@pytest.mark.parametrize("text", ["name = ", 'name = "left', GOOD + 'name = "right"\n', "[[box]"])
def test_what_is_not_toml_is_named_in_the_words_of_the_language(root: Path, text: str) -> None:
    write(root, "shelf.toml", text)
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads(text)
    reader = ContentReader(root)

    assert reader.one("shelf.toml", Shelf) is None
    assert faults_of(reader) == [f"shelf.toml: not readable as TOML: {error.value}"]


def test_what_is_not_utf_8_is_named(root: Path) -> None:
    (root / "shelf.toml").write_bytes('name = "Rücken"'.encode("latin-1"))
    reader = ContentReader(root)

    assert reader.one("shelf.toml", Shelf) is None
    assert faults_of(reader) == [
        (
            "shelf.toml: not readable as TOML: "
            "'utf-8' codec can't decode byte 0xfc in position 9: invalid start byte"
        )
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = " + "[" * 100_000 + "]" * 100_000, "not readable as TOML: nested too deeply"),
        ("a = " + "{b=" * 100_000 + "1" + "}" * 100_000, "not readable as TOML: nested too deeply"),
        ("a = " + "9" * 5000, "not readable as TOML: Exceeds the limit"),
    ],
    ids=["lists in lists", "tables in tables", "a number without end"],
)
def test_what_is_too_deep_or_too_long_to_read_is_named(root: Path, text: str, words: str) -> None:
    write(root, "shelf.toml", text)
    reader = ContentReader(root)

    assert reader.one("shelf.toml", Shelf) is None
    assert [fault.partition(" (")[0] for fault in faults_of(reader)] == [f"shelf.toml: {words}"]


def test_what_is_no_file_is_named_once(root: Path) -> None:
    (root / "shelf.toml").mkdir()
    (root / "box.toml").symlink_to("box.toml")
    reader = ContentReader(root)

    assert reader.one("shelf.toml", Shelf) is None
    assert reader.one("box.toml", Shelf) is None
    assert faults_of(reader) == [
        "shelf.toml: the file cannot be read: Is a directory",
        "box.toml: the file cannot be read: Too many levels of symbolic links",
    ]


def test_a_file_that_nothing_reads_is_named(root: Path) -> None:
    for name in ("shelf.toml", "shelve.toml", "shelves/a.toml"):
        write(root, name, GOOD)
    reader = ContentReader(root)
    reader.one("shelf.toml", Shelf)
    reader.each("shelves", Shelf)
    reader.nothing_beside()

    assert faults_of(reader) == ["shelve.toml: no part of the handbook has this name"]


def test_a_file_with_three_faults_names_all_three(root: Path) -> None:
    write(root, "shelf.toml", 'width_cm = "80"\ndepth_cm = 30\n[[box]]\n')
    reader = ContentReader(root)

    assert reader.one("shelf.toml", Shelf) is None
    assert faults_of(reader) == [
        "shelf.toml: depth_cm: unknown key; known are name, width_cm, box",
        "shelf.toml: name: missing",
        "shelf.toml: width_cm: expected a whole number, found text",
        "shelf.toml: box[0].id: missing",
    ]


def test_every_file_of_a_folder_is_read_by_name_and_faulty_ones_are_left_out(root: Path) -> None:
    for name in ("b", "c", "a"):
        write(root, f"shelves/{name}.toml", f'name = "{name}"\nwidth_cm = 80\n')
    write(root, "shelves/c.toml", "width_cm = 80\n")
    write(root, "shelves/notes.md", "not for us")
    reader = ContentReader(root)

    assert reader.each("shelves", Shelf) == (
        ("shelves/a.toml", Shelf("a", 80)),
        ("shelves/b.toml", Shelf("b", 80)),
    )
    assert faults_of(reader) == ["shelves/c.toml: name: missing"]


@pytest.mark.parametrize("folder", ["shelves", "nowhere"])
def test_an_empty_or_missing_folder_is_named(root: Path, folder: str) -> None:
    reader = ContentReader(root)

    assert reader.each(folder, Shelf) == ()
    assert faults_of(reader) == [f"{folder}: no file found"]


def test_every_id_that_stands_twice_is_named_once(root: Path) -> None:
    reader = ContentReader(root)

    reader.unique("shelf.toml", ["c", "a", "b", "a", "c", "c"])

    assert faults_of(reader) == [
        "shelf.toml: a: this id stands more than once",
        "shelf.toml: c: this id stands more than once",
    ]


def test_a_reader_can_be_taught_to_read_words_of_its_own(root: Path) -> None:
    write(root, "shelf.toml", 'name = "left"\nwidth_cm = "four"\n')
    readers = {int: {"four": 4}.__getitem__}

    assert ContentReader(root).one("shelf.toml", Shelf, readers) == Shelf("left", 4)


def test_the_error_lists_everything_line_by_line() -> None:
    error = ContentError(
        (
            ContentFault("a.toml", "rule[0].level", "missing"),
            ContentFault("b.toml", "", "the file is missing"),
        )
    )

    assert str(error) == "a.toml: rule[0].level: missing\nb.toml: the file is missing"
    assert [fault.file for fault in error.faults] == ["a.toml", "b.toml"]


def test_the_digest_names_exactly_this_content(root: Path) -> None:
    write(root, "shelves/a.toml", GOOD)
    write(root, "b.toml", GOOD)
    digest = ContentReader(root).digest()

    assert digest == "56a42be5556abd5c"
    assert ContentReader(root).digest() == digest


@pytest.mark.parametrize(
    ("name", "text"),
    [("b.toml", GOOD + " "), ("c.toml", ""), ("shelves/a.toml", ""), ("shelves/z.md", "")],
)
def test_any_change_of_any_file_changes_the_digest(root: Path, name: str, text: str) -> None:
    write(root, "shelves/a.toml", GOOD)
    write(root, "b.toml", GOOD)
    before = ContentReader(root).digest()

    write(root, name, text)

    assert ContentReader(root).digest() != before


def test_a_file_that_moves_changes_the_digest(root: Path) -> None:
    write(root, "shelves/a.toml", GOOD)
    before = ContentReader(root).digest()

    (root / "shelves/a.toml").rename(root / "a.toml")

    assert ContentReader(root).digest() != before
