"""What a record ought to hold, as plain lists and dicts; nothing of the program is used here.

Written from what `docs/record.md` and `docs/durability.md` promise, so that both can be wrong only apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

OWN = ("sat_for", "dose", "check_in")
"""Kinds that the person of the tests records."""

NARROWING = ("dose", "screening_due")
"""Kinds of the tests that go along into an older record that is put back."""


@dataclass(frozen=True)
class Said:
    """One line before it has an id: its kind, what it says, and what it corrects or voids."""

    kind: str
    value: object = None
    over: str | None = None


@dataclass(frozen=True)
class Line:
    """One line: `action` is the same for all that one command recorded, `day` the day it was written on."""

    id: str
    said: Said
    action: int
    day: int

    @property
    def kind(self) -> str:
        """What it is."""
        return self.said.kind


@dataclass
class Copy:
    """A backup: the ids of its lines in their order, and the settings."""

    ids: list[str]
    settings: dict[str, str]


@dataclass
class Record:
    """The record of one machine, and what its backups hold."""

    lines: list[Line] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    copies: dict[str, Copy] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    restorings: int = 0

    def as_copy(self) -> Copy:
        """What a backup made now would hold."""
        return Copy([one.id for one in self.lines], dict(self.settings))


def voided(lines: Iterable[Line]) -> set[str | None]:
    """The ids of what was declared a mistake."""
    return {one.said.over for one in lines if one.kind == "void"}


def standing(lines: Sequence[Line]) -> list[Line]:
    """What was recorded by the person and not voided, whether a correction covers it or not."""
    gone = voided(lines)
    return [one for one in lines if one.kind in OWN and one.id not in gone]


def shown(lines: Sequence[Line]) -> list[Line]:
    """What counts: neither voided nor corrected by something that stands."""
    gone = voided(lines)
    covered = {one.said.over for one in lines if one.kind != "void" and one.id not in gone}
    return [one for one in lines if one.kind != "void" and one.id not in gone and one.id not in covered]


def beneath(lines: Sequence[Line], top: Line) -> list[Line]:
    """A line with all that it corrected and that nothing else covers, the last one first."""
    by_id, found = {one.id: one for one in standing(lines)}, [top]
    while (under := by_id.get(found[-1].said.over or "")) is not None:
        above = [one for one in by_id.values() if one.said.over == under.id]
        if above != [found[-1]]:
            break
        found.append(under)
    return found


def to_take_back(lines: Sequence[Line], day: int) -> list[Line]:
    """What stands of the last thing that the person recorded on this day, the newest first."""
    left = [one for one in standing(lines) if one.day == day]
    return [one for one in reversed(left) if one.action == left[-1].action]


def is_covered(lines: Sequence[Line], these: Sequence[Line]) -> bool:
    """Whether something else that stands corrects one of these lines: it was recorded on another day."""
    ids = {one.id for one in these}
    return any(one.said.over in ids and one.id not in ids for one in standing(lines))


def to_bring_back(lines: Sequence[Line], day: int) -> list[Line]:
    """What was taken back last on this day, the tops of it, unless something new was recorded since."""
    again: set[str] = set()
    actions = dict.fromkeys(one.action for one in reversed(lines) if one.day == day)
    for action in actions:
        of_it = [one for one in lines if one.action == action]
        marks = [one.said.value for one in of_it if one.kind == "restored"]
        gone = voided(of_it)
        covered = {one.said.over for one in lines if one.id in gone}
        tops = [one for one in lines if one.id in gone - covered - again]
        if tops:
            return tops
        if marks:
            again |= set(marks[0])  # type: ignore[call-overload]
        elif any(one.kind in OWN for one in of_it):
            return []
    return []


def place_of(lines: Sequence[Line], gone: Line) -> str | None:
    """What a line that is brought back corrects: what it corrected, or itself where it came back before."""
    by_id, lost, copies = {one.id: one for one in lines}, voided(lines), copies_of(lines)
    under: str | None = gone.id
    while under is not None and under in lost:
        under = copies.get(under, by_id[under].said.over)
    return under


def copies_of(lines: Sequence[Line]) -> dict[str, str]:
    """Of each line that was brought back the line that says it again."""
    found: dict[str, str] = {}
    for mark in (one for one in lines if one.kind == "restored"):
        said = [one.id for one in lines if one.action == mark.action and one.kind in OWN]
        found |= dict(zip(mark.said.value, said, strict=True))  # type: ignore[call-overload]
    return found


def gone_along(present: Sequence[Line], older: Sequence[Line]) -> list[Line]:
    """What a restored record takes over: all that narrows now, with what it had corrected."""
    by_id, there, found = {one.id: one for one in present}, {one.id for one in older}, dict[str, Line]()
    for one in shown(present):
        line: Line | None = one if one.kind in NARROWING else None
        while line is not None and line.id not in there:
            found[line.id] = line
            line = by_id.get(line.said.over or "")
    return [one for one in present if one.id in found]
