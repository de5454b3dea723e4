"""No course breaks a rule, whatever the region, the hours, the day and the doses taken before."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.course import Course
from backcoach.coach.course_plan import build_course
from backcoach.coach.dosing import Dose
from backcoach.coach.limits import Medicine, PersonalLimits
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product, limits_for
from backcoach.shapes import decode, encode
from tests.coach.course_checker import faults
from tests.coach.medicine_content import BOOK, PLANNABLE

CLOCK_CHANGES = (
    (ZoneInfo("Europe/Berlin"), datetime(2026, 3, 29, 1, tzinfo=UTC)),
    (ZoneInfo("Europe/Berlin"), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    (ZoneInfo("America/New_York"), datetime(2026, 3, 8, 7, tzinfo=UTC)),
    (ZoneInfo("America/New_York"), datetime(2026, 11, 1, 6, tzinfo=UTC)),
    (ZoneInfo("Pacific/Auckland"), datetime(2026, 4, 4, 14, tzinfo=UTC)),
    (ZoneInfo("Pacific/Auckland"), datetime(2026, 9, 26, 14, tzinfo=UTC)),
)
EXAMPLES = 200


@st.composite
def wakings(draw: st.DrawFn) -> Waking:
    """Any hours awake of 3 to 22 hours, night workers too."""
    wake = draw(st.integers(0, 287)) * 5
    awake = draw(st.integers(3 * 12, 22 * 12)) * 5
    return Waking(*(time(minutes // 60 % 24, minutes % 60) for minutes in (wake, wake + awake)))


own_limits = st.builds(
    PersonalLimits,
    single_max_mg=st.sampled_from([None, 200, 500]),
    daily_max_mg=st.sampled_from([None, 2000, 3000]),
    spacing_hours=st.sampled_from([None, 6, 8]),
    doses_24h=st.sampled_from([None, 4]),
)
taken_before = st.lists(
    st.tuples(
        st.sampled_from(list(Medicine)[:3]), st.sampled_from([200, 325, 500, 1000]), st.integers(-90, 5000)
    ),
    max_size=6,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    product=st.sampled_from(PLANNABLE),
    own=own_limits,
    waking=wakings(),
    change=st.sampled_from(CLOCK_CHANGES),
    hours_before=st.integers(-48, 24 * 9),
    minutes=st.integers(0, 59),
    regular_days=st.integers(3, 5),
    wait_hours=st.sampled_from([None, 24]),
    before=st.one_of(st.just([]), taken_before),
)
def test_no_course_breaks_a_rule(  # noqa: PLR0913, PLR0917 - one for each thing that varies
    product: Product,
    own: PersonalLimits,
    waking: Waking,
    change: tuple[ZoneInfo, datetime],
    hours_before: int,
    minutes: int,
    regular_days: int,
    wait_hours: int | None,
    before: list[tuple[Medicine, int, int]],
) -> None:
    zone, changes_at = change
    now = (changes_at - timedelta(hours=hours_before, minutes=minutes)).astimezone(zone)
    earliest = now.astimezone(UTC) + timedelta(hours=wait_hours or 0)
    taken = tuple(Dose(medicine, mg, earliest - timedelta(minutes=ago)) for medicine, mg, ago in before)

    def build() -> Course | None:
        return build_course(
            product,
            limits_for(product, own),
            waking,
            now,
            BOOK,
            regular_days=regular_days,
            first_dose_not_before=earliest if wait_hours else None,
            taken=taken,
        ).value

    course = build()

    assert build() == course
    if not before and own.single_max_mg != 200:
        assert course is not None
    if course is not None:
        assert faults(course, product, own, waking, zone, earliest, taken) == []
        assert decode(Course, json.loads(json.dumps(encode(course)))) == course
        assert any(reason.rule == "course_days" for reason in course.reasons)


def test_the_checker_finds_what_is_wrong() -> None:
    product = next(one for one in PLANNABLE if one.id == "de_paracetamol_500")
    zone, now = ZoneInfo("Europe/Berlin"), datetime(2026, 11, 23, 6, tzinfo=UTC)
    waking, own = Waking(time(7), time(23)), PersonalLimits()
    course = build_course(product, limits_for(product, own), waking, now.astimezone(zone), BOOK).value
    assert course is not None
    assert faults(course, product, own, waking, zone, now, ()) == []

    tight = PersonalLimits(single_max_mg=500, daily_max_mg=2000, spacing_hours=12, doses_24h=2)
    asleep = Waking(time(8), time(10))
    late_start = now + timedelta(hours=1)
    just_before = (Dose(Medicine.PARACETAMOL, 1000, now - timedelta(hours=5)),)
    found = " ".join(faults(course, product, tight, asleep, zone, late_start, just_before))

    for words in (
        "mg at once",
        "between planned",
        "after a swallowed",
        "mg in 24",
        "doses in 24",
        "asleep",
        "before the start",
    ):
        assert words in found
