"""Made-up circumstances for the properties: a pack, a person's own limits, their hours, where and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from backcoach.coach.course import Course
from backcoach.coach.course_plan import build_course
from backcoach.coach.dosing import Dose, may_take
from backcoach.coach.limits import DoseLimits, Medicine, PersonalLimits
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product, limits_for
from tests.coach import legality
from tests.coach.legality import DosePair
from tests.coach.medicine_content import BOOK, PLANNABLE

CLOCK_CHANGES = (
    ("Pacific/Auckland", datetime(2026, 4, 4, 14, tzinfo=UTC)),
    ("Pacific/Auckland", datetime(2026, 9, 26, 14, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
)
FAR_ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "Europe/London",
    "America/Los_Angeles",
)
DRIFT_MINUTES = st.integers(-2 * 60, 6 * 60)
"""From 2 hours early to 6 hours late."""

owns = st.fixed_dictionaries(
    {},
    optional={
        "single_max_mg": st.sampled_from([200, 500, 650]),
        "daily_max_mg": st.sampled_from([400, 2000, 3000]),
        "spacing_hours": st.sampled_from([6, 8]),
        "doses_24h": st.sampled_from([2, 4]),
        "cap_days": st.sampled_from([3, 4]),
    },
)
wakings = st.builds(
    lambda wake, awake: Waking(_clock(wake), _clock(wake + awake)),
    st.integers(0, 287).map(lambda fives: fives * 5),
    st.one_of(st.just(3 * 60), st.just(16 * 60), st.integers(3 * 12, 22 * 12).map(lambda fives: fives * 5)),
)
"""Any hours awake of 3 to 22 hours, night workers too."""


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


@dataclass(frozen=True)
class World:
    """One person before one course: `own` as plain numbers, `now` aware in the zone they live in."""

    product: Product
    own: dict[str, int]
    waking: Waking
    now: datetime
    regular_days: int = 3
    before: tuple[Dose, ...] = field(default=())

    def ago(self, minutes: int) -> datetime:
        """So many true minutes before now, also where the clocks changed in between."""
        return (self.now.astimezone(UTC) - timedelta(minutes=minutes)).astimezone(self.zone)

    @property
    def zone(self) -> ZoneInfo:
        """Where the person lives."""
        assert isinstance(self.now.tzinfo, ZoneInfo)
        return self.now.tzinfo

    @property
    def pack(self) -> legality.Pack:
        """The pack as it stands in its file."""
        return legality.pack(self.product.id)

    @property
    def limits(self) -> DoseLimits:
        """What holds for this person and this pack."""
        return limits_for(self.product, PersonalLimits(**self.own))

    @property
    def awake(self) -> tuple[time, time]:
        """From waking to bed."""
        return self.waking.wake, self.waking.bed

    @property
    def own_before(self) -> list[DosePair]:
        """The doses of this very medicine that were taken before."""
        return pairs(dose for dose in self.before if dose.medicine is self.product.medicine)

    def course(self) -> Course | None:
        """The course from now on."""
        return build_course(
            self.product,
            self.limits,
            self.waking,
            self.now,
            BOOK,
            regular_days=self.regular_days,
            taken=self.before,
        ).value


def pairs(doses: object) -> list[DosePair]:
    """Doses taken or planned, as the second opinion wants them."""
    found: list[DosePair] = []
    for dose in doses:  # type: ignore[attr-defined]
        found.append((dose.taken_at if isinstance(dose, Dose) else dose.at, dose.mg))
    return found


def earlier_doses(now: datetime) -> st.SearchStrategy[tuple[Dose, ...]]:
    """Up to six doses of the days before, legal or not."""
    one = st.builds(
        lambda medicine, mg, minutes: Dose(medicine, mg, now.astimezone(UTC) - timedelta(minutes=minutes)),
        st.sampled_from(list(Medicine)[:3]),
        st.sampled_from([200, 250, 500, 1000]),
        st.integers(0, 5000),
    )
    return st.one_of(st.just(()), st.lists(one, max_size=6).map(tuple))


@st.composite
def worlds(draw: st.DrawFn, *, has_history: bool = True, has_own: bool = True) -> World:
    """Any pack, own limits, hours and start; most courses run over a change of the clocks."""
    name, changes_at = draw(st.sampled_from(CLOCK_CHANGES))
    start = changes_at - timedelta(minutes=draw(st.integers(-24 * 60, 9 * 24 * 60)))
    now = start.astimezone(ZoneInfo(name))
    return World(
        product=draw(st.sampled_from(PLANNABLE)),
        own=draw(owns) if has_own else {},
        waking=draw(wakings),
        now=now,
        regular_days=draw(st.integers(3, 5)),
        before=draw(earlier_doses(now)) if has_history else (),
    )


drifts = st.lists(DRIFT_MINUTES, min_size=1, max_size=30)
tries = st.lists(st.tuples(st.integers(0, 10 * 60), st.integers(1, 3)), min_size=1, max_size=20)
"""Minutes since the try before, and tablets."""


def guarded(world: World, wanted: list[tuple[datetime, int]]) -> list[DosePair]:
    """What somebody swallows who asks before every tablet, and takes none that is refused."""
    taken: list[Dose] = []
    for at, mg in sorted(wanted):
        if may_take(mg, taken, world.limits, at, BOOK).value.is_allowed:
            taken.append(Dose(world.product.medicine, mg, at))
    return pairs(taken)


def drifting(course: Course, drift: list[int]) -> list[DosePair]:
    """The planned doses at the times at which somebody gets round to them."""
    late = (timedelta(minutes=drift[number % len(drift)]) for number in range(len(course.doses)))
    return [(dose.at + by, dose.mg) for dose, by in zip(course.doses, late, strict=True)]


def trying(world: World, attempts: list[tuple[int, int]]) -> list[DosePair]:
    """Tries at any time and of any number of tablets."""
    at, wanted = world.now.astimezone(UTC), []
    for minutes, tablets in attempts:
        at += timedelta(minutes=minutes)
        wanted.append((at, tablets * world.product.strength_mg))
    return wanted
