"""The file that says what a disposition withholds, and what its rows must agree on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from backcoach.coach.values import Disposition
from backcoach.coach.withholding import LIBRARY, MOVING, Part, Tag
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

FILE = "screening/withholding.toml"


class WithholdingFile(Value):
    """The parts of a plan and the tags."""

    review: Review
    part: tuple[Part, ...]
    tag: tuple[Tag, ...]


def check_withholding(reader: ContentReader, parts: tuple[Part, ...], tags: tuple[Tag, ...]) -> None:
    """Find what gives more at a higher urgency, a tag that takes nothing away or names no part."""
    reader.unique(FILE, [part.id for part in parts])
    reader.unique(FILE, [tag.id for tag in tags])
    for part in parts:
        for words in _faults_of_part(part):
            reader.fault(FILE, part.id, words)
    known = {part.id for part in parts}
    for needed in (MOVING, LIBRARY):
        if needed not in known:
            reader.fault(FILE, needed, "this part is missing, and the program speaks of it")
    for tag in tags:
        for words in _faults_of_tag(tag, known):
            reader.fault(FILE, tag.id, words)


def _faults_of_part(part: Part) -> Iterator[str]:
    for milder, graver in pairwise(Disposition):
        if any(more > less for less, more in zip(_gives(part, milder), _gives(part, graver), strict=True)):
            yield f"{graver.urgency} gives more than {milder.urgency}"
    for disposition in Disposition:
        cell = part.at(disposition)
        if (cell.unless is None) != (cell.unless_words is None):
            yield f"{disposition.urgency}: unless and unless_words belong together"


def _gives(part: Part, disposition: Disposition) -> tuple[int, int]:
    """The least and the most it gives at this urgency."""
    cell = part.at(disposition)
    return cell.verdict.rank if cell.unless is None else 0, cell.verdict.rank


def _faults_of_tag(tag: Tag, known: set[str]) -> Iterator[str]:
    if not (tag.leaves_out and tag.effect):
        yield "a tag takes something away"
    for effect in tag.effect:
        if effect.part not in known:
            yield f"unknown part {effect.part!r}"
        if effect.verdict.rank > 1:
            yield f"{effect.part}: a tag only limits or withholds"
        for urgency in sorted(set(effect.alone_at) - {one.urgency for one in Disposition}):
            yield f"{effect.part}: unknown urgency {urgency!r}"
