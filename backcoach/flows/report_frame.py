"""What every section of a report is made from: the desk, the days, and how to say a date or a score."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from backcoach.coach.record import Entry
from backcoach.coach.report import Purpose, ReportLine
from backcoach.coach.stretches import Stretch
from backcoach.flows.desk import Desk
from backcoach.flows.errors import NotStarted
from backcoach.flows.progress import ProgressView, progress_view
from backcoach.values import Value

B = TypeVar("B")

MOST_WEEKS, MOST_LETTERS = 10, 300
"""So many weeks, and letters of one own text, stand in a report for a visit; the rest is counted."""

NOT_TOLD = "not told"


class Frame(Value):
    """The desk, whom the report is for, and from which day on it tells.

    `from_on` is the day that was asked for, else that of the onset; None where neither is known. `view` is
    None where there is no plan.
    """

    desk: Desk
    purpose: Purpose
    since: date | None
    from_on: date | None
    view: ProgressView | None

    @property
    def is_visit(self) -> bool:
        """Whether it must stay short."""
        return self.purpose is Purpose.VISIT

    @property
    def weeks(self) -> tuple[Stretch, ...]:
        """The weeks of the plan that have begun and are not all over before the first day it tells of."""
        today = self.desk.moment.today
        weeks = self.view.weeks if self.view else ()
        begun = (one for one in weeks if one.starts_on <= today)
        return tuple(one for one in begun if self.since is None or one.ends_on >= self.since)

    def entries(self, kind: type[B]) -> tuple[Entry[B], ...]:
        """The entries of a kind that count, on the days it tells of, in order of time."""
        found = self.desk.journal.entries(kind, from_on=self.from_on)
        return tuple(sorted(found, key=lambda one: (one.at, one.place)))

    def local(self, at: datetime) -> datetime:
        """An instant by the clock of the person."""
        return at.astimezone(self.desk.moment.now.tzinfo)


def frame_of(desk: Desk, purpose: Purpose, since: date | None) -> Frame:
    """The frame of a report made now."""
    profile = desk.profile()
    try:
        view = progress_view(desk)
    except NotStarted:
        view = None
    return Frame(desk, purpose, since, since or (profile.onset_on if profile else None), view)


def day(on: date) -> str:
    """A date such as `2 Mar 2026`."""
    return f"{on.day} {on:%b %Y}"


def short_day(on: date) -> str:
    """A date without its year, such as `2 Mar`."""
    return f"{on.day} {on:%b}"


def clock(at: datetime) -> str:
    """A local instant such as `2 Mar 2026 07:05`."""
    return f"{day(at.date())} {at:%H:%M}"


def number(score: float | None) -> str:
    """A number with at most one decimal; a dot where there is none."""
    return "." if score is None else f"{score:.1f}".removesuffix(".0")


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its word, such as `1 day` or `3 days`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(texts: Iterable[str]) -> str:
    """Texts one after the other."""
    return ", ".join(texts)


def own_line_whole(text: str, label: str = "") -> ReportLine:
    """A person's own words, all of them."""
    return ReportLine(" ".join(text.split()), label, is_own=True)


def own_line(frame: Frame, text: str, label: str = "") -> ReportLine:
    """A person's own words; for a visit no more than fits, and then it is said how much is missing."""
    whole = " ".join(text.split())
    if frame.is_visit and len(whole) > MOST_LETTERS:
        whole = f"{whole[:MOST_LETTERS]} [{len(whole) - MOST_LETTERS} more letters are left out here]"
    return own_line_whole(whole, label)
