"""A missed dose: taken only with the whole gap on both sides, never at night, never past a limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.dosing import Dose, may_take
from backcoach.coach.limits import Medicine, PersonalLimits
from backcoach.coach.missed import DOSE_RULE_IDS, MISSED_LEAVE_OUT, MISSED_TAKE, missed, vomited
from backcoach.coach.regions import Product, limits_for
from tests.coach.medicine_content import BOOK, PLANNABLE, limits
from tests.spec.tables import rows

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LIMITS = limits("nz_paracetamol_500")


def span(text: str) -> timedelta:
    sign = -1 if text.startswith("-") else 1
    hours, minutes = text.removeprefix("-").split(":")
    return sign * timedelta(hours=int(hours), minutes=int(minutes))


@pytest.mark.parametrize("row", rows("medicine/missed.toml", "row"))
def test_a_missed_dose_is_taken_or_left_out_as_the_table_says(row: dict[str, Any]) -> None:
    doses = [Dose(Medicine.PARACETAMOL, 1000, NOW - span(row["last"]))] if "last" in row else []
    decision = missed(
        1000,
        doses,
        LIMITS,
        NOW,
        BOOK,
        next_at=NOW + span(row["next"]) if "next" in row else None,
        bed_at=NOW + span(row["bed"]),
    )
    assert decision.value is row["takes"]
    assert [reason.rule for reason in decision.reasons] == [MISSED_TAKE if row["takes"] else MISSED_LEAVE_OUT]


def test_the_planned_gap_counts_where_it_is_longer_than_that_of_the_pack() -> None:
    wide = replace(LIMITS, plan_spacing_hours=6)
    bed_at = NOW + timedelta(hours=12)
    for hours, takes in ((5, False), (6, True)):
        taken = [Dose(Medicine.PARACETAMOL, 1000, NOW - timedelta(hours=hours))]
        assert missed(1000, taken, wide, NOW, BOOK, next_at=None, bed_at=bed_at).value is takes
        next_at = NOW + timedelta(hours=hours)
        assert missed(1000, [], wide, NOW, BOOK, next_at=next_at, bed_at=bed_at).value is takes


def test_a_missed_dose_that_would_break_the_daily_amount_is_left_out() -> None:
    taken = [Dose(Medicine.PARACETAMOL, 1000, NOW - timedelta(hours=hours)) for hours in (20, 15, 10, 5)]
    bed_at = NOW + timedelta(hours=12)
    assert not missed(1000, taken, LIMITS, NOW, BOOK, next_at=None, bed_at=bed_at).value


def test_no_rule_about_doses_tells_anybody_to_take_two_or_to_vomit() -> None:
    for rule in map(BOOK.rule, DOSE_RULE_IDS):
        text = " ".join((rule.why, *rule.steps)).lower()
        assert "make yourself" not in text
        assert "take two" not in text.replace("never take two", "")


spans = st.integers(0, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLANNABLE), st.lists(spans, max_size=5), st.none() | spans, spans)
def test_a_missed_dose_that_is_taken_never_stands_within_the_gap_of_another(
    pack: Product, ago: list[timedelta], to_next: timedelta | None, to_bed: timedelta
) -> None:
    rules = limits_for(pack, PersonalLimits())
    gap = timedelta(hours=rules.plan_spacing_hours)
    doses = [Dose(pack.medicine, pack.dose_min_mg, NOW - one) for one in ago]
    next_at = None if to_next is None else NOW + to_next
    takes = missed(
        pack.dose_min_mg, doses, rules, NOW, BOOK, next_at=next_at, bed_at=NOW + to_bed - timedelta(hours=2)
    ).value
    if takes:
        assert may_take(pack.dose_min_mg, doses, rules, NOW, BOOK).value.is_allowed
        assert all(one >= gap for one in ago)
        assert to_next is None or to_next >= gap
        assert to_bed >= timedelta(hours=2)


def test_while_the_plan_rests_nobody_waits_for_the_next_dose_after_one_came_up() -> None:
    at_rest, else_ = (BOOK.rule(vomited(is_resting=one)) for one in (True, False))
    assert any("next dose" in step for step in else_.steps)
    assert not any("next dose" in step for step in at_rest.steps)
