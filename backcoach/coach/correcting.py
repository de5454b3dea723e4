"""What was recorded together, what stands of it, and what may be taken back or brought back next.

It looks at the lines of a record without what they say. Nothing is ever deleted: taking back is one more
line that voids, bringing back a new line that says the same again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby

from backcoach.values import Value


class Corrected(Value):
    """Why an entry was corrected, in the person's words; `entry` is the id of what was corrected."""

    entry: str
    why: str


class Restored(Value):
    """Entries that were brought back, by their ids. What was recorded just before it says the same again."""

    entries: tuple[str, ...]


class State(Enum):
    """What became of a line: it counts, a later one stands in its place, or it was taken back."""

    CURRENT = "current"
    CORRECTED = "corrected"
    VOIDED = "voided"


class Line(Value):
    """One line of the record, in order.

    `action` is the same for all that one command recorded. `supersedes` is the id it corrects, or voids where
    `is_void`. `restores` are the ids it says to be brought back. `is_own` where the person recorded it, not
    the program by itself; `is_open` where it may be taken back, and `is_today` where it was recorded today.
    """

    id: str
    action: str
    supersedes: str | None = None
    is_void: bool = False
    restores: tuple[str, ...] = ()
    is_own: bool = True
    is_open: bool = True
    is_today: bool = True


class TakeBack(Value):
    """What goes together when the last thing is taken back: ids in the order of voiding, the newest first.

    `is_part` where something else of the same action stays.
    """

    ids: tuple[str, ...]
    is_part: bool


class InTheWay(Value):
    """The last thing recorded cannot be taken back; `id` is one line of it."""

    id: str


class Covered(Value):
    """The last thing recorded was corrected by a line that is not of today; `id` is the last of those."""

    id: str


def states(lines: Iterable[Line]) -> dict[str, State]:
    """What became of each line that is no void."""
    found = tuple(lines)
    voided = {one.supersedes for one in found if one.is_void}
    followed = {one.supersedes for one in found if not one.is_void and one.id not in voided}
    return {one.id: _state(one.id, voided, followed) for one in found if not one.is_void}


def _state(id_: str, voided: set[str | None], followed: set[str | None]) -> State:
    if id_ in voided:
        return State.VOIDED
    return State.CORRECTED if id_ in followed else State.CURRENT


def versions(lines: Sequence[Line], id_: str) -> tuple[str, ...]:
    """All that stands in one place of the record, the first version first, without what was taken back.

    An entry that was corrected on two machines has two last versions. Each is a place of its own; what both
    correct belongs to neither, and both belong to what they correct.
    """
    became = states(lines)
    standing = [one for one in lines if became.get(one.id, State.VOIDED) is not State.VOIDED]
    above, found = defaultdict[str | None, set[str]](set), {id_}
    for one in standing:
        above[one.supersedes].add(one.id)
        if one.supersedes in found:
            found.add(one.id)
    for one in reversed(standing):
        if above[one.id] and above[one.id] <= found:
            found.add(one.id)
    return tuple(one.id for one in standing if one.id in found)


def last_to_take_back(lines: Sequence[Line]) -> TakeBack | InTheWay | Covered | None:
    """The last thing that the person recorded today and that still stands; None where there is none.

    What is left of an action once the rest of it was taken back does not stand in the way again. What was
    corrected by a line of another day, as a machine whose clock differs may write it, is `Covered`.
    """
    became = states(lines)
    for action in _newest_first(lines):
        own = [one for one in action if one.is_own and one.id in became]
        if not own or is_taking_back(action):
            continue
        standing = [one for one in own if one.is_open and became[one.id] is not State.VOIDED]
        if standing:
            ids = tuple(one.id for one in reversed(standing))
            above = [one for id_ in ids for one in versions(lines, id_) if became[one] is State.CURRENT]
            beyond = [one for one in above if one not in ids]
            if beyond:
                return Covered(beyond[-1])
            return TakeBack(ids, is_part=any(not one.is_open for one in own))
        if not any(one.is_open for one in own):
            return InTheWay(own[0].id)
    return None


def last_to_bring_back(lines: Sequence[Line]) -> tuple[str, ...]:
    """What was taken back last today and not brought back since, the last version of each, in order.

    Empty where nothing was, or where the person recorded something new since then.
    """
    restored: set[str] = set()
    for action in _newest_first(lines):
        own = [one for one in action if one.is_own and not one.is_void]
        back = {id_ for one in action for id_ in one.restores}
        restored |= back
        if is_taking_back(action):
            if found := _tops(lines, action, restored):
                return found
        elif own and not back:
            return ()
    return ()


def beneath(lines: Sequence[Line], id_: str) -> str | None:
    """What a line that was taken back, with all its versions, had corrected before them; None if nothing.

    Where that was brought back in the meantime it is the line that says it again.
    """
    by_id, again = {one.id: one for one in lines}, copies(lines)
    gone = {one.supersedes for one in lines if one.is_void}
    under: str | None = id_
    while under is not None and under in gone:
        under = again.get(under) or by_id[under].supersedes
    return under


def copies(lines: Iterable[Line]) -> dict[str, str]:
    """Of each line that was brought back the line that says it again."""
    by_action: dict[str, list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for one in lines:
        if one.restores:
            found |= zip(one.restores, by_action[one.action][-len(one.restores) :], strict=True)
        by_action[one.action].append(one.id)
    return found


def is_taking_back(action: Iterable[Line]) -> bool:
    """Whether an action took back what an earlier one recorded."""
    found = tuple(action)
    own = {one.id for one in found}
    return any(one.is_void and one.supersedes not in own for one in found)


def _tops(lines: Sequence[Line], action: Iterable[Line], restored: set[str]) -> tuple[str, ...]:
    """The last versions of what an action took back, unless they were brought back."""
    gone = {one.supersedes for one in action if one.is_void}
    covered = {one.supersedes for one in lines if one.id in gone}
    return tuple(one.id for one in lines if one.id in gone - covered - restored)


def _newest_first(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The actions of today, the last one first; what one recorded in several goes is one action."""
    today = [one for one in lines if one.is_today]
    last = {one.action: place for place, one in enumerate(today)}
    ordered = sorted(today, key=lambda one: last[one.action], reverse=True)
    for _, action in groupby(ordered, key=lambda one: one.action):
        yield tuple(action)
