"""What `backcoach progress` shows of records of nought to 400 days, kept as pictures in text.

    python -m tests.terminal.progress_pictures        write them anew, to be looked at before they are kept

The diary is made up by a fixed rule: pain falls, comes back in a flare-up, and falls. Days are left out,
and three weeks of the longest one.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

from backcoach.coach.activity_record import ReviewHeld, SatFor
from backcoach.coach.done import DoneAmount
from backcoach.coach.limits import Medicine
from backcoach.coach.person import OwnActivity
from backcoach.coach.phases import Phase
from backcoach.coach.record import CheckIn, DoseTaken
from backcoach.coach.week import WeekPlan, WeekSaid, week_from
from backcoach.coach.work_record import Went, WorkDone
from backcoach.flows.kinds import KINDS
from backcoach.journal.codec import Draft
from backcoach.journal.opening import open_journal
from backcoach.terminal.commands.progress import Line, show
from backcoach.terminal.output import Output
from backcoach.terminal.plain_line import WIDEST
from backcoach.terminal.rich_console import console
from tests.flows.people import MONDAY, MORNING, Person

FOLDER = Path(__file__).parent / "pictures"
DAYS = (0, 1, 3, 14, 60, 400)
WIDTHS = (60, 80, 120)
A_DAY = timedelta(days=1)
OUTCOMES = ("hold", "progress", "progress", "step_back")
GAP = range(150, 171)


@cache
def person_after(days: int) -> Person:
    """Somebody on the morning after so many days of diary, made once."""
    home = Path(tempfile.mkdtemp(prefix="backcoach-pictures-")) / "record"
    atexit.register(shutil.rmtree, home.parent)
    make(home, days)
    return Person(open_journal(home, KINDS), MORNING + days * A_DAY)


def make(home: Path, days: int) -> None:
    """Somebody who began so many days ago, and kept the diary."""
    with open_journal(home, KINDS, create=True) as journal:
        person = Person(journal)
        person.starts()
        (first,) = person.desk.weeks()
        own = person.desk.profile().own_activities  # type: ignore[union-attr]
        bodies = [*weeks(first, days), *diary(days), *looks(own, days)]
        drafts = [_draft(on, body) for on, body in sorted(bodies, key=lambda pair: pair[0])]
        if drafts:
            journal.append(drafts, MORNING + days * A_DAY)


def _draft(on: date, body: object) -> Draft:
    return Draft(body, datetime.combine(on, time(20), tzinfo=MORNING.tzinfo), "UTC", on)


def weeks(first: WeekPlan, days: int) -> Iterator[tuple[date, object]]:
    """The week that follows each week: the same again, later."""
    for number in range(1, (days - 1) // 7 + 1):
        later = timedelta(weeks=number)
        phase = list(Phase)[min(1 + number // 6, len(Phase) - 1)]
        items = (replace(one, days=tuple(day + later for day in one.days)) for one in first.items)
        yield (
            first.starts_on + later,
            replace(
                first,
                number=number + 1,
                starts_on=first.starts_on + later,
                ends_on=week_from(first.starts_on + later)[-1],
                review_on=first.review_on + later,
                phases=(phase,) * 7,
                items=tuple(items),
                outcome=OUTCOMES[number % len(OUTCOMES)],
            ),
        )


def diary(days: int) -> Iterator[tuple[date, object]]:
    """What was told each day, except where it was forgotten."""
    for day in range(days):
        on = MONDAY + day * A_DAY
        if day % 6 == 4 or day in GAP:
            continue
        is_flare = day % 90 in (40, 41)
        pain = max(1.0, 6.5 - day / 10) + (3.0 if is_flare else (0.0, 0.5, 1.0)[day % 3])
        yield (
            on,
            CheckIn(
                function=max(0.0, round(2 * (9 - pain)) / 2),
                sleep=5.0 + day % 4,
                pain=round(2 * pain) / 2,
                pain_worst=min(10.0, round(2 * pain) / 2 + 1.5),
                is_flare=is_flare,
                done=(DoneAmount("walk", 10 + day % 15),),
            ),
        )
        if day < 4 or is_flare:
            yield on, DoseTaken(Medicine.PARACETAMOL, 500)
        if on.weekday() < 3:
            yield on, WorkDone(4.5, Went.FINE)
            yield on, SatFor(25 + day % 20)


def looks(own: tuple[OwnActivity, ...], days: int) -> Iterator[tuple[date, object]]:
    """What was said at the end of every second week."""
    for number in range(2, days // 7 + 1, 2):
        now = tuple(OwnActivity(one.name, min(10, one.ability + number // 2)) for one in own)
        on = MONDAY + timedelta(weeks=number) - A_DAY
        yield on, ReviewHeld(number, WeekSaid(confidence=min(10, 5 + number // 4), overall=1, own=now))


def shown(days: int, width: int, *, is_ascii: bool) -> str:
    """The screen, as it goes to a stream of this width and these letters."""
    written = BytesIO()
    stream = TextIOWrapper(written, encoding="ascii" if is_ascii else "utf-8")
    results = console(stream)
    results.width = min(width, WIDEST)
    show(person_after(days).desk, Line(), Output(results, results))
    stream.flush()
    return written.getvalue().decode()


def path(days: int, width: int, *, is_ascii: bool) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"progress-{days}-days-{width}{'-ascii' if is_ascii else ''}.txt"


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for days in DAYS:
        for width in WIDTHS:
            for is_ascii in (False, True):
                picture = path(days, width, is_ascii=is_ascii)
                picture.write_text(shown(days, width, is_ascii=is_ascii), encoding="utf-8")


if __name__ == "__main__":
    main()
