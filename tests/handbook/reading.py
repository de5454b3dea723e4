"""How hard a text of the screening is to read, and which texts of the content a person reads at all."""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from textstat import textstat  # type: ignore[import-untyped]

FRAGMENT_WORDS = 6
"""A shorter text is a fragment: one long word more or less moves its grade by five."""

MEASURED_AS = {
    "{emergency}": "111",
    "{health_line}": "the health line (0800 611 116)",
    "{poison}": "the poison centre (0800 764 766)",
    "{crisis}": "Lifeline (0800 543 354)",
    "{days}": "7",
    "{moving}": "Light walking only.",
    "{signs}": "numbness between the legs and trouble starting to pee",
}
NAMES = (
    *("ibuprofen", "naproxen", "diclofenac", "aspirin", "warfarin", "apixaban", "rivaroxaban", "dabigatran"),
    *("edoxaban", "heparin", "clopidogrel", "ticagrelor", "prasugrel", "ankylosing spondylitis"),
)
"""Names on a pack or in a letter: a person compares them letter by letter and need not understand them."""

CONDITIONS = frozenset(
    {"when", "unless", "asked_while", "sets", "conditions", "counts", "answers", "review", "sources"}
)
FOR_CLINICIANS = frozenset({"suspected", "confidence"})
"""Shown by `why` only, to whoever looks a question up."""
NAMES_OF_THINGS = frozenset(
    {
        *("id", "group", "kind", "asked", "outdated_if", "alone_yes", "alone_not_sure", "unit", "questions"),
        *(
            "level",
            "only_for_rules",
            "only_for_gates",
            "only_rules",
            "says",
            "opens",
            "covers",
            "only_while",
            "event",
            "one_by_one",
            "sign",
            "part",
        ),
        *("counts_up_to", "verdict", "modifier", "contacts", "alone_at"),
    }
)
NOT_READ = CONDITIONS | FOR_CLINICIANS | NAMES_OF_THINGS
"""Keys of content that no person reads in screening. Whatever is not named here counts as read."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text as it is written: its file, its key, and the entry it belongs to."""

    file: str
    key: str
    entry: str
    text: str


def passages(file: Path, without: frozenset[str] = NOT_READ) -> Iterator[Passage]:
    """Every text of a content file under a key that is not left out."""
    yield from _within(
        tomllib.loads(file.read_text(encoding="utf-8")), Passage(file.name, "", "", ""), without
    )


def _within(node: Any, at: Passage, without: frozenset[str]) -> Iterator[Passage]:
    if isinstance(node, str):
        yield replace(at, text=node)
    elif isinstance(node, list):
        for one in node:
            yield from _within(one, at, without)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in without or _is_entries(value):
                yield from _within(value, replace(at, key=key, entry=node.get("id", at.entry)), without)


def _is_entries(value: Any) -> bool:
    """Whether a key stands above entries of its own (`[[part]]`), and not beside a name (`part = "heat"`)."""
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def readings(found: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    """The texts as they are measured, each with its place.

    A list of signs in one question is read sign by sign, as the screen shows it. A short name of a sign is
    read in its sentence on the phone. Fragments are read with the other fragments of their file and key,
    each as a sentence; they are few words on a line of their own and never a sentence cut in pieces. So that
    one hard fragment does not hide among easy ones, `longest_word` looks at each.
    """
    fragments: dict[str, list[str]] = {}
    for passage in found:
        for line in lines_of(passage):
            if is_fragment(line):
                fragments.setdefault(f"{passage.file} {passage.key} (fragments)", []).append(line)
            else:
                yield f"{passage.file} {passage.entry} {passage.key}", line
    yield from ((place, ". ".join(lines)) for place, lines in fragments.items())


def is_fragment(line: str) -> bool:
    return len(line.split()) < FRAGMENT_WORDS


def lines_of(passage: Passage) -> list[str]:
    """A text as the lines a person sees, with its gaps filled."""
    text = passage.text
    for gap, words in MEASURED_AS.items():
        text = text.replace(gap, words)
    if passage.key == "short" and passage.file != "timeline.toml":
        return [f"I have back pain with {text}."]
    if passage.file == "daily.toml":
        return [part.strip().removesuffix("?") for part in re.split(r"[;:]", text)]
    return [text]


def longest_word(text: str) -> int:
    """The syllables of the longest word."""
    return max(
        (int(textstat.syllable_count(word)) for word in re.findall(r"[^\W\d_]+", _named(text))), default=0
    )


def grade(text: str) -> float:
    """The Flesch-Kincaid grade; a name on a pack counts as a word of one syllable."""
    return float(textstat.flesch_kincaid_grade(_named(text)))


def _named(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "pill")
    return text
