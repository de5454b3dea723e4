"""Moving to another region while a course runs: limits can only tighten."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, time, timedelta
from itertools import product as pairs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.course import Course
from backcoach.coach.course_plan import build_course
from backcoach.coach.limits import DoseLimits, Medicine, PersonalLimits
from backcoach.coach.person import Waking
from backcoach.coach.region_change import limits_here, with_courses_from_elsewhere
from backcoach.coach.regions import Product, Region, label_daily_max_mg, limits_for
from tests.coach.medicine_content import BOOK, NO_LIMITS, PLANNABLE, REGIONS, limits, product, region

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
AT_MOST = ("single_max_mg", "daily_max_mg", "label_daily_max_mg", "doses_24h", "cap_days")
AT_LEAST = ("spacing_hours", "plan_spacing_hours")
OWN = st.builds(
    PersonalLimits,
    st.none() | st.sampled_from((200, 500)),
    st.none() | st.sampled_from((400, 2000)),
    st.none() | st.sampled_from((6, 8)),
    st.none() | st.sampled_from((1, 2)),
    st.none() | st.sampled_from((1, 3)),
)
SAME = [(one, two) for one, two in pairs(PLANNABLE, PLANNABLE) if one.medicine is two.medicine]


def is_within(tight: DoseLimits, loose: DoseLimits) -> bool:
    """Whether nothing that `tight` allows is forbidden by `loose`."""
    fewer = all(getattr(tight, name) <= getattr(loose, name) for name in AT_MOST)
    longer = all(getattr(tight, name) >= getattr(loose, name) for name in AT_LEAST)
    return fewer and longer and tight.overdose_above_mg <= loose.overdose_above_mg


def course_of(pack: Product) -> Course:
    course = build_course(pack, limits_for(pack, NO_LIMITS), Waking(time(7), time(23)), NOW, BOOK).value
    assert course is not None
    return course


def test_nothing_of_the_limits_is_left_out_of_the_measure() -> None:
    assert {one.name for one in fields(DoseLimits)} == {*AT_MOST, *AT_LEAST, "medicine", "own"}


@given(st.sampled_from(SAME), OWN, OWN)
def test_joined_limits_are_within_both_whichever_comes_first(
    packs: tuple[Product, Product], own: PersonalLimits, other: PersonalLimits
) -> None:
    one, two = limits_for(packs[0], own), limits_for(packs[1], other)

    joined = one.join(two)

    assert joined == two.join(one)
    assert joined.join(one) == joined
    assert is_within(joined, one)
    assert is_within(joined, two)


def test_limits_of_two_medicines_are_never_joined() -> None:
    with pytest.raises(ValueError, match="another medicine"):
        limits("nz_paracetamol_500").join(limits("nz_ibuprofen_200"))


@given(st.sampled_from(PLANNABLE), st.sampled_from(REGIONS), OWN)
def test_a_move_never_widens_a_running_course(pack: Product, there: Region, own: PersonalLimits) -> None:
    course, old = course_of(pack), next(one for one in REGIONS if pack in one.products)

    said = limits_here(pack.medicine, (old, there), own, course)
    if said is None:
        assert not there.products_of(pack.medicine)
        return
    assert is_within(said, course.limits)

    moved = limits_here(pack.medicine, (there,), own)
    assert moved is not None
    held = with_courses_from_elsewhere(moved, (course,), there, course.stop_on)
    assert is_within(held, moved)
    assert there is old or is_within(held, course.limits)


def test_where_one_region_gives_no_amounts_there_are_none() -> None:
    nz, uk, nowhere = region("NZ"), region("UK"), region("other")

    assert limits_here(Medicine.NAPROXEN, (nz,), NO_LIMITS) == limits("nz_naproxen_250")
    assert limits_here(Medicine.NAPROXEN, (nz, uk), NO_LIMITS) is None
    assert limits_here(Medicine.PARACETAMOL, (nz, nowhere), NO_LIMITS) is None
    assert limits_here(Medicine.PARACETAMOL, (), NO_LIMITS) is None


def test_the_course_counts_where_its_pack_is_sold_and_the_usual_pack_elsewhere() -> None:
    course = course_of(product("us_paracetamol_325"))

    at_home = limits_here(Medicine.PARACETAMOL, (region("US"),), NO_LIMITS, course)
    away = limits_here(Medicine.PARACETAMOL, (region("NZ"),), NO_LIMITS, course)

    assert at_home == course.limits
    assert away == limits("nz_paracetamol_500")


def test_both_regions_count_until_the_old_course_is_over() -> None:
    course, new = course_of(product("us_paracetamol_500")), limits("nz_paracetamol_500")
    day = timedelta(days=1)

    while_it_runs = with_courses_from_elsewhere(new, (course,), region("NZ"), course.stop_on)
    after_it = with_courses_from_elsewhere(new, (course,), region("NZ"), course.stop_on + day)

    assert (while_it_runs.daily_max_mg, while_it_runs.spacing_hours) == (3000, 6)
    assert after_it == new


def test_a_course_of_another_medicine_or_of_this_region_changes_nothing() -> None:
    new, here = limits("nz_paracetamol_500"), region("NZ")
    courses = (course_of(product("us_ibuprofen_200")), course_of(product("nz_paracetamol_500")))

    assert with_courses_from_elsewhere(new, courses, here, NOW.date()) == new


def test_what_a_pack_allows_in_a_day_is_that_of_the_region_or_the_least_of_all() -> None:
    assert label_daily_max_mg(Medicine.ASPIRIN, REGIONS, "UK") == 3600
    assert label_daily_max_mg(Medicine.ASPIRIN, REGIONS, "NZ") == 3000
    assert label_daily_max_mg(Medicine.PARACETAMOL, REGIONS) == 3000
    assert label_daily_max_mg(Medicine.NSAID_GEL, REGIONS) is None
