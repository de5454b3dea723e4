"""The pictures of the README: drawn by the program's own screens, and asking nothing of a network."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[1]
PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())
SPACE = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_small_and_holds_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text) < 40_000
    root = ET.fromstring(text)  # noqa: S314 - our own file
    assert {one.tag.removeprefix(SPACE) for one in root.iter()} <= {"svg", "style", "rect", "text", "path"}
    assert re.findall(r"[a-z]+://[^\"\s]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"url\(|@import|@font-face|href|src=", text)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_no_letter_of_a_picture_stands_outside_of_it(path: Path) -> None:
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for one in root.iter(f"{SPACE}text"):
        assert float(one.attrib["x"]) + float(one.attrib.get("textLength", 0)) <= width
        assert float(one.attrib["y"]) < height


def test_each_picture_stands_in_the_readme_with_words_for_who_cannot_see_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"!\[([^\]]+)\]\((docs/pictures/[^)]+)\)", readme))
    assert sorted(shown.values()) == [path.relative_to(ROOT).as_posix() for path in PICTURES]
    assert all(len(words) > 60 for words in shown)
