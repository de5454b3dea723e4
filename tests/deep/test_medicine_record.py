"""The invariants of a whole record: somebody starts, travels, forgets, asks before the tablet and logs it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.dosing import Taken
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import CourseEnded, LabelIngredient, Prescribed
from backcoach.coach.record import AnswerGiven, DoseTaken
from backcoach.coach.regions import find_region
from backcoach.flows.desk import REGION
from backcoach.flows.dose_guard import DoseWish, check_doses, limits_of
from backcoach.flows.doses import keep_doses
from backcoach.flows.errors import Refused
from backcoach.flows.kinds import KINDS
from backcoach.flows.planned_doses import COMING, doses_on
from backcoach.flows.prescribed import keep_prescribed
from backcoach.journal.opening import open_journal
from tests.coach import legality
from tests.coach.legality import DosePair
from tests.coach.medicine_content import REGIONS
from tests.deep.proof import invariant
from tests.deep.worlds import FAR_ZONES
from tests.flows.people import Person

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
BEGINNINGS = tuple(
    (region, product["id"], hours)
    for region in ("NZ", "UK", "DE", "US")
    for product in legality.packs(region)
    for hours in ("07:00-23:00", "21:00-13:00")
)
MOVES = st.sampled_from([None, None, None, *FAR_ZONES])
visits = st.lists(st.tuples(st.integers(10, 14 * 60), st.integers(1, 3), MOVES), min_size=1, max_size=12)
"""Minutes since the visit before, tablets wanted, and where the person is now."""


@cache
def beginning(region: str, product_id: str, hours: str) -> Path:
    """The folder of a record in which a course has just been started."""
    folder = Path(tempfile.mkdtemp()) / "record"
    atexit.register(shutil.rmtree, folder.parent)
    medicine = legality.pack(product_id)["medicine"]
    said = {"region": region, "medicine": medicine, "waking": hours}
    if len([one for one in legality.packs(region) if one["medicine"] == medicine]) > 1:
        said["product"] = product_id
    with open_journal(folder, KINDS, create=True) as journal:
        person = Person(journal, START)
        assert person.starts(**said).course is not None
    return folder


@contextmanager
def somebody(begun: tuple[str, str, str]) -> Iterator[Person]:
    """A person just after the start, with a record of their own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "record"
        shutil.copytree(beginning(*begun), home)
        with open_journal(home, KINDS) as journal:
            yield Person(journal, START)


def asks_and_logs(person: Person, product: legality.Pack, visit: tuple[int, int, str | None]) -> None:
    """Time goes by, the person perhaps travels, asks for some tablets, and takes them only if they may."""
    minutes, tablets, zone = visit
    person.waits(minutes=minutes)
    if zone is not None:
        person.moves_to(zone)
    wish = DoseWish(
        Medicine(product["medicine"]), tablets * product["strength_mg"], person.now, is_taken=False
    )
    try:
        check_doses(person.desk, [wish])
    except Refused:
        return
    (result,) = keep_doses(person.desk, [wish])
    assert result.outcome in (Taken.FINE, Taken.EXTRA)


def recorded(person: Person, medicine: str) -> list[DosePair]:
    entries = person.desk.journal.entries(DoseTaken)
    return [(one.at, one.body.mg) for one in entries if one.body.medicine.value == medicine]


@invariant(15, quick=4, deep=150)
@given(st.sampled_from(BEGINNINGS), visits)
def test_15_whoever_asks_before_the_tablet_has_a_legal_record(
    begun: tuple[str, str, str], all_visits: list[tuple[int, int, str | None]]
) -> None:
    product = legality.pack(begun[1])
    with somebody(begun) as person:
        for visit in all_visits:
            asks_and_logs(person, product, visit)
        taken = recorded(person, product["medicine"])

    assert legality.taken_faults(product, {}, taken) == []


@invariant(16, quick=4, deep=150)
@given(st.sampled_from(BEGINNINGS), visits, st.integers(0, 20 * 60))
def test_16_what_is_shown_to_come_keeps_the_gap_the_night_and_the_last_day(
    begun: tuple[str, str, str], all_visits: list[tuple[int, int, str | None]], minutes: int
) -> None:
    product = legality.pack(begun[1])
    wake, bed = (time.fromisoformat(one) for one in begun[2].split("-"))
    with somebody(begun) as person:
        for number, tablets, _ in all_visits:
            asks_and_logs(person, product, (number, tablets, None))
        person.waits(minutes=minutes)
        desk = person.desk
        course = desk.course()
        assert course is not None
        coming = [one for one in doses_on(desk, desk.moment.today) if one.state in COMING]
        taken = [at for at, _ in recorded(person, product["medicine"])]

    regular = [one.local for one in coming if not one.dose.is_optional]
    shortest = legality.taken_gap(product, {})
    for before, after in pairwise([*sorted(taken)[-1:], *(max(one, person.now) for one in regular)]):
        assert after.timestamp() - before.timestamp() >= shortest
    for local in regular:
        assert legality.is_awake(local, UTC, (wake, bed))
        assert local.date() <= course.stop_on


@invariant(20, quick=4, deep=100)
@given(st.sampled_from(BEGINNINGS), st.sampled_from([region.code for region in REGIONS]))
def test_20_moving_to_another_region_never_loosens_a_running_course(
    begun: tuple[str, str, str], there: str
) -> None:
    with somebody(begun) as person:
        course = person.desk.course()
        assert course is not None
        person.waits(hours=20)
        person.desk.keep(AnswerGiven("moving", REGION, there))
        region = find_region(REGIONS, there)
        assert region is not None
        try:
            limits = limits_of(person.desk, course.medicine)
        except Refused:
            assert not legality.packs(there) or not region.products_of(course.medicine)
            return

    own = course.limits
    assert limits.single_max_mg <= own.single_max_mg
    assert limits.daily_max_mg <= own.daily_max_mg
    assert limits.overdose_above_mg <= own.overdose_above_mg
    assert limits.doses_24h <= own.doses_24h
    assert limits.spacing_hours >= own.spacing_hours


@invariant(19, quick=4, deep=100)
@given(st.sampled_from(BEGINNINGS), st.integers(0, 4 * 24 * 60), st.integers(0, 3 * 24 * 60))
def test_19_after_a_course_was_ended_no_dose_is_shown_and_none_is_let_through(
    begun: tuple[str, str, str], minutes: int, later: int
) -> None:
    product = legality.pack(begun[1])
    medicine = Medicine(product["medicine"])
    with somebody(begun) as person:
        person.waits(minutes=minutes)
        person.desk.keep(CourseEnded(medicine, "stop_sign"))
        person.waits(minutes=later + 1)
        desk = person.desk
        course = desk.course()
        assert course is not None
        assert all(dose.at <= desk.moment.now for dose in course.doses)
        for day in (desk.moment.today, desk.moment.today + timedelta(days=1)):
            assert [one for one in doses_on(desk, day) if one.local > person.now] == []
        if not course.doses:
            assert course.next_course_on == course.stop_on, "nothing was taken, so nothing rests"
            return
        wish = DoseWish(medicine, product["strength_mg"], person.now, is_taken=False)
        with pytest.raises(Refused):
            check_doses(desk, [wish])


@invariant(23, quick=4, deep=100)
@given(st.sampled_from(BEGINNINGS), st.sampled_from([None, 500]), st.integers(1, 3000))
def test_23_a_prescription_of_the_same_ends_our_course_and_lets_none_through(
    begun: tuple[str, str, str], mg: int | None, minutes: int
) -> None:
    product = legality.pack(begun[1])
    medicine = Medicine(product["medicine"])
    body = Prescribed(
        id="one",
        name="One",
        ingredients=(LabelIngredient(medicine.value, mg),),
        medicine_class="other_prescribed",
        form="tablet",
        prescriber="somebody",
        prescribed_on=START.date(),
        reason="back",
        dose_text="as the label says",
        units_per_dose=1,
        min_interval_hours=None,
        max_units_24h=None,
        starts_on=START.date(),
    )
    with somebody(begun) as person:
        person.waits(minutes=minutes)
        is_running = not person.desk.course().is_over_at(person.now)  # type: ignore[union-attr]
        keep_prescribed(person.desk, body)
        person.waits(minutes=10)
        wish = DoseWish(medicine, product["strength_mg"], person.now, is_taken=False)
        with pytest.raises(Refused):
            check_doses(person.desk, [wish])
        course = person.desk.course()
        assert course is not None
        assert not is_running or course.is_over_at(person.now)
        (kept,) = person.desk.journal.entries(Prescribed)
        assert kept.body == body


@invariant(14, quick=4, deep=100)
@given(st.sampled_from(BEGINNINGS), st.integers(0, 30 * 60))
def test_14_a_mix_is_refused_as_a_whole_and_once_swallowed_keeps_all_its_ingredients(
    begun: tuple[str, str, str], minutes: int
) -> None:
    product = legality.pack(begun[1])
    medicine = Medicine(product["medicine"])
    mix = ((Medicine.PARACETAMOL, 500), (Medicine.IBUPROFEN, 200))
    with somebody(begun) as person:
        person.waits(minutes=minutes)
        wishes = [DoseWish(one, mg, person.now, is_taken=False, product="nuromol") for one, mg in mix]
        with pytest.raises(Refused):
            check_doses(person.desk, wishes)
        keep_doses(person.desk, wishes)
        bodies = [one.body for one in person.desk.journal.entries(DoseTaken)]
        assert [(one.medicine, one.mg, one.product) for one in bodies] == [(*one, "nuromol") for one in mix]
        person.waits(hours=1)
        with pytest.raises(Refused):
            check_doses(person.desk, [DoseWish(medicine, product["strength_mg"], person.now, is_taken=False)])
