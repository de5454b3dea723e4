"""What the names of backups say, and which of them are kept. Nothing here touches a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import date

from backcoach.values import Value

DAYS, WEEKS, MONTHS = 7, 4, 12
"""The newest backup of each of so many days, weeks and months is kept."""

MOST_BEFORE = 10
"""So many backups are kept of those made before each kind of change: a migration, a restoring, an import."""

DAILY = "day"
_NAME = (
    r"(day|before-[a-z]{1,20})-([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,6})(?:-([0-9]{1,6}))?\.sqlite3(?:\.age)?"
)


class BackupName(Value):
    """A backup by its file name.

    `occasion` is `day`, or `before-` and what was about to change. `day_on` is the day it was made on, where
    the name tells one, and `step` the schema it was made before, where not. `number` tells those apart that
    have both in common.
    """

    text: str
    occasion: str
    day_on: date | None
    step: int
    number: int

    @property
    def stem(self) -> str:
        """The name without its endings."""
        return self.text.partition(".")[0]

    @property
    def is_daily(self) -> bool:
        """Whether it was made before the first entry of a day."""
        return self.occasion == DAILY

    @property
    def order(self) -> tuple[date, int, int]:
        """What sorts those of one occasion, the oldest first."""
        return self.day_on or date.min, self.step, self.number


def backup_name(text: str) -> BackupName | None:
    """What a file name says; None for a file that is no backup of ours."""
    found = re.fullmatch(_NAME, text)
    if found is None:
        return None
    occasion, when, number = found.groups()
    try:
        day_on = date.fromisoformat(when) if "-" in when else None
    except ValueError:
        return None
    if occasion == DAILY and day_on is None:
        return None
    return BackupName(text, occasion, day_on, 0 if day_on else int(when), int(number or 1))


def daily_stem(day_on: date) -> str:
    """The name, without its ending, of the backup made before the first entry of a day."""
    return f"{DAILY}-{day_on.isoformat()}"


def import_stem(day_on: date | None) -> str:
    """The same for the one made before an import, on a day that may not be known."""
    return f"before-import-{day_on.isoformat() if day_on else 1}"


def kept(names: Iterable[str], made_on: date) -> frozenset[str]:
    """Which of these backups to keep, now that one was made on the day `made_on`.

    That one and the newest of all are always among them, whatever a wrong clock once wrote into a name. What
    is no backup of ours is not ours to delete, and is kept.
    """
    texts = list(names)
    known = [name for name in map(backup_name, texts) if name is not None]
    foreign = {text for text in texts if backup_name(text) is None}
    daily = [name for name in known if name.is_daily]
    before = [name for name in known if not name.is_daily]
    return frozenset(foreign | _daily_kept(daily, made_on) | _before_kept(before))


def _daily_kept(names: list[BackupName], made_on: date) -> set[str]:
    newest_first = sorted(names, key=lambda name: name.order, reverse=True)
    made = [name for name in newest_first if name.day_on == made_on]
    return (
        {name.text for name in _one_each([*made[:1], *newest_first], DAYS, lambda day: day)}
        | {name.text for name in _one_each(newest_first, WEEKS, lambda day: day.isocalendar()[:2])}
        | {name.text for name in _one_each(newest_first, MONTHS, lambda day: (day.year, day.month))}
    )


def _one_each(
    names: Iterable[BackupName], most: int, span: Callable[[date], Hashable]
) -> Iterable[BackupName]:
    """The first of each span, of as many spans as are kept."""
    first: dict[Hashable, BackupName] = {}
    for name in names:
        first.setdefault(span(name.day_on or date.min), name)
    return list(first.values())[:most]


def _before_kept(names: list[BackupName]) -> set[str]:
    occasions = {name.occasion for name in names}
    newest_first = sorted(names, key=lambda name: name.order, reverse=True)
    return {
        name.text
        for occasion in occasions
        for name in [one for one in newest_first if one.occasion == occasion][:MOST_BEFORE]
    }
