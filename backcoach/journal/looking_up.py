"""The question to the file behind a look into the record: only what is wanted is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from backcoach.journal.schema import FULL_SCREENING, GRAVE_SCREENING, SETTLED_SCREENING
from backcoach.values import Value

COLUMNS = "id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest"
CURRENT = f"SELECT {COLUMNS}, seq FROM current_entry WHERE"  # noqa: S608 - fixed names


class Among(Enum):
    """The few of many: screenings that allow no plan, that asked everything, that the next one adds to.

    The value is the index of the file that holds them.
    """

    GRAVE = "grave_screening"
    FULL = "full_screening"
    SETTLED = "settled_screening"

    @property
    def condition(self) -> str:
        """What holds of these alone."""
        return _CONDITIONS[self]

    @property
    def places(self) -> str:
        """The statement for the places of all these, current or not."""
        return f"SELECT seq FROM entry INDEXED BY {self.value} WHERE {self.condition}"  # noqa: S608 - fixed names


_CONDITIONS = {
    Among.GRAVE: GRAVE_SCREENING,
    Among.FULL: FULL_SCREENING,
    Among.SETTLED: SETTLED_SCREENING,
}


class Said(Enum):
    """A text in a body by which entries are found at once."""

    SITTING = "sitting"
    QUESTION = "question"
    MEDICINE = "medicine"

    @property
    def expression(self) -> str:
        """It, as the index of the file has it."""
        return f"json_extract(body, '$.{self.value}')"


class Sought(Value):
    """Which current entries of a kind are wanted: all that fits everything given here.

    `from_on` and `to_on` are the first and the last day wanted, both included; `after` is a place in the
    record, and only what was recorded later is wanted, and `before` one that it all comes before; `said` is a
    text of the body with what it has to be. `stops_from` is the first day on which the body may stop; one
    that says none is wanted as well.
    """

    kind: str
    from_on: date | None = None
    to_on: date | None = None
    after: int | None = None
    among: Among | None = None
    said: tuple[Said, str] | None = None
    stops_from: date | None = None
    before: int | None = None

    def query(self, order: str = "at, seq") -> tuple[str, tuple[str | int, ...]]:
        """The statement and its values, by `at` and then by the order of recording unless told otherwise."""
        parts = tuple(self._parts())
        conditions = " AND ".join(condition for condition, _ in parts)
        return f"{CURRENT} {conditions} ORDER BY {order}", tuple(one for _, values in parts for one in values)

    def _parts(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        yield "kind = ?", (self.kind,)
        if self.from_on is not None or self.to_on is not None:
            first, last = self.from_on or date.min, self.to_on or date.max
            yield "day_on BETWEEN ? AND ?", (first.isoformat(), last.isoformat())
        if self.after is not None:
            yield "seq > ?", (self.after,)
        if self.before is not None:
            yield "seq < ?", (self.before,)
        if self.among is not None:
            yield f"seq IN ({self.among.places})", ()
        if self.said is not None:
            yield f"{self.said[0].expression} = ?", (self.said[1],)
        if self.stops_from is not None:
            day = self.stops_from.isoformat()
            yield "coalesce(json_extract(body, '$.stop_on'), ?) >= ?", (day, day)


EVERY = f"SELECT {COLUMNS}, seq FROM entry"  # noqa: S608 - fixed names
"""Entries, current or not."""

AT_ONCE = 400
"""For so many ids one statement asks at most."""

KINDS = """
    WITH RECURSIVE one (kind) AS (
        SELECT min(kind) FROM entry
        UNION ALL
        SELECT (SELECT min(kind) FROM entry WHERE kind > one.kind) FROM one WHERE one.kind IS NOT NULL
    )
    SELECT kind FROM one WHERE kind IS NOT NULL
"""
"""The kinds there are, each looked up once, however many entries have it."""

BEFORE = f"SELECT * FROM ({EVERY} WHERE seq < ? ORDER BY seq DESC LIMIT ?) ORDER BY seq"  # noqa: S608 - fixed names
"""Some entries before a place, in order."""

NEIGHBOURS = "SELECT (SELECT max(id) FROM entry WHERE id < ?1), (SELECT min(id) FROM entry WHERE id > ?1)"
"""The ids next to one, by their letters."""


def of_day(kinds: int) -> str:
    """The statement for all entries of so many kinds on a day, current or not; the day comes last."""
    return f"{EVERY} WHERE kind IN ({_marks(kinds)}) AND day_on = ? ORDER BY seq"


def superseding(ids: int) -> str:
    """The statement for what corrects or voids one of so many entries."""
    return f"{EVERY} WHERE supersedes IN ({_marks(ids)}) ORDER BY seq"


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def last_of(among: Among, most: int) -> str:
    """The statement for the current ones among the `most` last ones, the last one first; -1 is all of them.

    It takes an instant as text: only what happened until then counts.
    """
    latest = f"{among.places} AND at <= ? ORDER BY at DESC, seq DESC LIMIT {most}"
    return f"{CURRENT} seq IN ({latest}) ORDER BY at DESC, seq DESC"


def left_alone(said: Said, hidden: int) -> str:
    """The statement for the texts of all entries of one kind that no current entry of another kind has.

    It takes the two kinds, and then the ids of so many entries that count as not there. Each text is looked
    up once, however many entries have it, and only of those that something corrects, or that count as not
    there, is it asked whether they are current.
    """
    text = said.expression
    ids = ", ".join(f"?{place}" for place in range(3, 3 + hidden))
    doubtful = f"""
        SELECT earlier.seq FROM entry AS later JOIN entry AS earlier ON earlier.id = later.supersedes
        WHERE later.supersedes IS NOT NULL
        UNION ALL SELECT seq FROM entry WHERE id IN ({ids})
    """  # noqa: S608 - fixed names
    return f"""
        WITH RECURSIVE one (text) AS (
            SELECT (SELECT min({text}) FROM entry WHERE kind = ?1 AND {text} IS NOT NULL)
            UNION ALL
            SELECT (SELECT min({text}) FROM entry WHERE kind = ?1 AND {text} > one.text)
            FROM one WHERE one.text IS NOT NULL
        )
        SELECT text FROM one WHERE text IS NOT NULL AND text NOT IN (
            SELECT {text} FROM entry WHERE kind = ?2 AND {text} IS NOT NULL AND seq NOT IN ({doubtful})
            UNION ALL
            SELECT {text} FROM current_entry
            WHERE kind = ?2 AND {text} IS NOT NULL AND seq IN ({doubtful}) AND id NOT IN ({ids})
        )
    """  # noqa: S608 - fixed names
