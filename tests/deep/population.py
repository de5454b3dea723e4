"""What the guard is for: made-up people who drift and forget, with it and with the printed times alone.

    python -m tests.deep.population             10,000 people; ends with 1 when the guard let a limit break
    python -m tests.deep.population 500         as many people
    python -m tests.deep.population --write     write both tables into docs/medicine-guard.md
    python -m tests.deep.population --check     end with 1 when that page says something else

Each person gets a course from the coach, comes to each dose between 2 hours early and 6 hours late, forgets
some, and some they have taken they take once more. Half of them take the most that one dose of the pack may
hold, where that is legal at the printed times. What they swallowed is judged by `tests/coach/legality.py`,
which shares no code with the guard. The same number makes the same people.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from backcoach.coach.course import Course
from backcoach.coach.course_plan import build_course
from backcoach.coach.dosing import Dose, may_take
from backcoach.coach.limits import DoseLimits, PersonalLimits
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product, limits_for
from tests.coach import legality
from tests.coach.legality import DosePair
from tests.coach.medicine_content import BOOK, PLANNABLE

PAGE = Path(__file__).parents[2] / "docs" / "medicine-guard.md"
SEED = 20261123
PEOPLE, SAMPLE = 10_000, 500
EARLY, LATE = -120, 360
FORGETS, DOUBLES, MOST = 0.10, 0.05, 0.50
WAITS = timedelta(hours=3)
"""How long somebody who is refused a dose waits for it; else it is left out."""

PLACES = (
    ("Pacific/Auckland", datetime(2026, 4, 4, 14, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("Europe/London", datetime(2026, 7, 1, 1, tzinfo=UTC)),
)
OWN: tuple[dict[str, int], ...] = (
    {},
    {},
    {},
    {"daily_max_mg": 3000},
    {"spacing_hours": 6},
    {"daily_max_mg": 2000, "spacing_hours": 8},
    {"single_max_mg": 500, "daily_max_mg": 2000},
)
COLUMNS = (
    "medicine",
    "people",
    "doses they come to",
    "guard: doses taken",
    "guard: broken limits",
    "printed times alone: people who break a limit",
    "of them above the label or their own amount",
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person: their pack, limits and course, and when they come to a dose (UTC) to take how much."""

    product: Product
    own: dict[str, int]
    limits: DoseLimits
    comes: tuple[DosePair, ...]

    @property
    def pack(self) -> legality.Pack:
        """The pack as it stands in its file."""
        return legality.pack(self.product.id)


def people(number: int) -> Iterator[Somebody]:
    """The first so many made-up people; the same ones each time."""
    chance = random.Random(SEED)  # noqa: S311 - made-up people, no secret
    made = 0
    while made < number:
        person = _somebody(chance)
        if person is not None:
            made += 1
            yield person


def _somebody(chance: random.Random) -> Somebody | None:
    """One person; None where no course fits their own limits."""
    product, own = chance.choice(PLANNABLE), chance.choice(OWN)
    zone, around = chance.choice(PLACES)
    wake = chance.choice([6 * 60, 7 * 60, 8 * 60, 14 * 60, 22 * 60, chance.randrange(0, 24 * 60, 15)])
    awake = chance.choice([16 * 60, 16 * 60, 17 * 60, chance.randrange(3 * 60, 20 * 60, 15)])
    now = (around - timedelta(minutes=chance.randrange(4 * 24 * 60))).astimezone(ZoneInfo(zone))
    limits = limits_for(product, PersonalLimits(**own))
    waking = Waking(_clock(wake), _clock(wake + awake))
    course = build_course(product, limits, waking, now, BOOK, regular_days=chance.randint(3, 5)).value
    if course is None:
        return None
    most_mg = _most_mg(course, product, own) if chance.random() < MOST else course.doses[0].mg
    return Somebody(product, own, limits, tuple(sorted(_comes(course, most_mg, chance))))


def _most_mg(course: Course, product: Product, own: dict[str, int]) -> int:
    """The most one dose may hold, if a course of such doses is legal; else what is printed."""
    on_time = [(dose.at, product.dose_max_mg) for dose in course.doses]
    is_legal = not legality.taken_faults(legality.pack(product.id), own, on_time)
    return product.dose_max_mg if is_legal else course.doses[0].mg


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _comes(course: Course, mg: int, chance: random.Random) -> Iterator[DosePair]:
    """When the person gets round to each dose, and takes it again because they forgot that they did."""
    for dose in course.doses:
        at = dose.at + timedelta(minutes=chance.randint(EARLY, LATE))
        if chance.random() >= FORGETS:
            yield at, mg
            if chance.random() < DOUBLES:
                yield at + timedelta(minutes=chance.randint(5, 90)), mg


def with_guard(person: Somebody) -> list[DosePair]:
    """What is swallowed by somebody who asks before every tablet, waits a little, and else leaves it out."""
    taken: list[Dose] = []
    for comes_at, mg in person.comes:
        at = max([comes_at, *(dose.taken_at for dose in taken)])
        answer = may_take(mg, taken, person.limits, at, BOOK).value
        next_at = answer.next_allowed_at
        if next_at is not None and next_at <= at + WAITS:
            taken.append(Dose(person.product.medicine, mg, next_at))
    return [(dose.taken_at, dose.mg) for dose in taken]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the people with one medicine, by name of what is counted."""

    counts: Counter[str]

    def row(self, name: str) -> str:
        """A line of the table."""
        one = self.counts
        share = f"{one['alone_people']:,} ({100 * one['alone_people'] // max(one['people'], 1)} %)"
        cells = (
            name,
            f"{one['people']:,}",
            f"{one['comes']:,}",
            f"{one['taken']:,}",
            f"{one['broken']:,}",
            share,
            f"{one['alone_overdose']:,}",
        )
        return f"| {' | '.join(cells)} |"


def simulate(number: int) -> dict[str, Tally]:
    """Everybody by medicine, and all together under `all`."""
    tallies: dict[str, Tally] = {}
    for person in people(number):
        counts = _count(person)
        for name in (person.product.medicine.value, "all"):
            tallies.setdefault(name, Tally(Counter())).counts.update(counts)
    return dict(sorted(tallies.items(), key=lambda one: (one[0] == "all", one[0])))


def _count(person: Somebody) -> dict[str, int]:
    taken, alone = with_guard(person), list(person.comes)
    return {
        "people": 1,
        "comes": len(person.comes),
        "taken": len(taken),
        "broken": len(legality.taken_faults(person.pack, person.own, taken)),
        "alone_people": bool(legality.taken_faults(person.pack, person.own, alone)),
        "alone_overdose": legality.is_overdose(person.pack, person.own, alone),
    }


def table(tallies: dict[str, Tally]) -> list[str]:
    """The table as lines of Markdown."""
    head = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    return [*head, *(tally.row(name) for name, tally in tallies.items())]


def block(number: int, tallies: dict[str, Tally]) -> list[str]:
    """The table with the command that makes it, between its marks."""
    return [
        f"<!-- generated: {number} -->",
        f"`python -m tests.deep.population {number}`, seed {SEED}:",
        "",
        *table(tallies),
        "<!-- end -->",
    ]


def written(text: str, number: int, tallies: dict[str, Tally]) -> str:
    """The page with the table of so many people put in anew."""
    begin, end = f"<!-- generated: {number} -->", "<!-- end -->"
    head, rest = text.split(begin)
    return head + "\n".join(block(number, tallies)) + rest.split(end, 1)[1]


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 when the guard let a limit break, or the page is not as it would be written."""
    numbers = [int(one) for one in arguments if one.isdecimal()] or [PEOPLE]
    is_page = {"--write", "--check"} & {*arguments}
    page = text = PAGE.read_text(encoding="utf-8") if is_page else ""
    broken = 0
    for number in [SAMPLE, PEOPLE] if is_page else numbers:
        tallies = simulate(number)
        broken += tallies["all"].counts["broken"]
        text = written(text, number, tallies) if is_page else text
        sys.stdout.write("\n".join([f"{number:,} people, seed {SEED}", *table(tallies), ""]))
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8")
    is_stale = "--check" in arguments and text != page
    sys.stdout.write(f"{PAGE.name} is not up to date\n" if is_stale else "")
    return 1 if broken or is_stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
