"""Prescribed medicines: what they hold, what they close, and how units stand to the label's own limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import LabelIngredient, Prescribed
from backcoach.coach.prescribed import (
    ANY_OTHER,
    NO_LIMITS,
    NOTED,
    TOO_EARLY,
    TOO_MANY,
    Family,
    PrescribedBook,
    Substance,
    Units,
    closes,
    conditions_of,
    counted,
    families,
    is_review_passed,
    judge_units,
    most_in_24h,
    next_by_label,
    uncounted,
)
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.prescribed import read_prescribed
from tests.coach.medicine_content import BOOK as MEDICINE

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
NSAIDS = tuple(one for one in Medicine if one.is_nsaid)


def _book() -> PrescribedBook:
    read = read_prescribed(ContentReader(find_content()), [one.id for one in MEDICINE.conditions])
    assert read is not None
    return read


BOOK = _book()


def label(*ingredients: tuple[str, float | None], **more: object) -> Prescribed:
    whole = Prescribed(
        id="mine",
        name="Mine",
        ingredients=tuple(LabelIngredient(name, mg) for name, mg in ingredients),
        medicine_class="other_prescribed",
        form="tablet",
        prescriber="Dr Ngata",
        prescribed_on=DAY,
        reason="back",
        dose_text="as written",
        units_per_dose=1.0,
        min_interval_hours=4.0,
        max_units_24h=4.0,
        starts_on=DAY,
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def units(amount: float, hours: float) -> Units:
    return Units(amount, AT + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("paracetamol", (Medicine.PARACETAMOL,)),
        ("Acetaminophen", (Medicine.PARACETAMOL,)),
        ("ibuprofen", NSAIDS),
        ("naproxen sodium", NSAIDS),
        ("celecoxib", NSAIDS),
        ("meloxicam", NSAIDS),
        ("aspirin", NSAIDS),
        ("codeine", ()),
        ("pregabalin", ()),
        ("a thing nobody knows", ()),
    ],
)
def test_a_substance_closes_every_medicine_of_ours_of_its_family(
    name: str, closed: tuple[Medicine, ...]
) -> None:
    assert tuple(one for one in Medicine if closes(label((name, 10)), one, BOOK)) == closed


def test_a_mix_closes_for_its_painkiller_and_is_named_for_the_other() -> None:
    mix = label(("codeine", 30), ("paracetamol", 500))
    assert families(mix, BOOK) == {Family.PARACETAMOL}
    assert BOOK.class_of(["paracetamol", "codeine"]) == "opioid"
    assert BOOK.class_of(["paracetamol"]) == "simple_painkiller"
    assert BOOK.class_of(["warfarin", "nobody knows"]) is None


def test_what_the_person_says_it_may_hold_closes_too_and_so_does_its_kind() -> None:
    assert families(label(("new thing", None), holds=("paracetamol", "nsaid")), BOOK) == set(Family)
    assert families(label(("new thing", None), medicine_class="cox2"), BOOK) == {Family.NSAID}
    assert families(label(("new thing", None), medicine_class="gone from content"), BOOK) == set()


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("paracetamol", "other_paracetamol"),
        ("etoricoxib", "other_nsaid"),
        ("aspirin", "low_dose_aspirin"),
        ("prednisolone", "steroid_tablets"),
        ("sertraline", "ssri_snri"),
        ("warfarin", "warfarin"),
        ("lisinopril", "acei_arb"),
        ("nobody knows", ANY_OTHER),
    ],
)
def test_a_substance_answers_its_medicine_questions_with_yes(name: str, condition: str) -> None:
    found = conditions_of(label((name, 10)), BOOK)
    assert {condition, ANY_OTHER} <= found
    assert found <= {one.id for one in MEDICINE.conditions}


def test_naproxen_counts_as_base_and_nothing_is_rounded_down() -> None:
    assert counted(label(("naproxen sodium", 275)), 3, BOOK) == ((Medicine.NAPROXEN, 750),)
    assert counted(label(("naproxen sodium", 220)), 1, BOOK) == ((Medicine.NAPROXEN, 200),)
    assert counted(label(("paracetamol", 325)), 0.5, BOOK) == ((Medicine.PARACETAMOL, 163),)
    assert counted(label(("codeine", 30), ("nobody knows", 5)), 2, BOOK) == ()


def test_a_painkiller_whose_amount_is_not_known_is_said_to_be_uncounted() -> None:
    assert uncounted(label(("paracetamol", None)), BOOK)
    assert uncounted(label(("celecoxib", 200)), BOOK)
    assert uncounted(label(("paracetamol", 500), ("ibuprofen", None)), BOOK)
    assert not uncounted(label(("paracetamol", 500), ("codeine", None)), BOOK)
    assert not uncounted(label(("pregabalin", 75)), BOOK)


@pytest.mark.parametrize(
    ("hours", "rules"),
    [(3.99, (TOO_EARLY,)), (4, (NOTED,)), (-3.99, (TOO_EARLY,)), (-4, (NOTED,))],
)
def test_the_gap_of_the_label_holds_before_and_after(hours: float, rules: tuple[str, ...]) -> None:
    assert judge_units(label(("codeine", 30)), units(1, 0), [units(1, -hours)]) == rules


@pytest.mark.parametrize(("hours", "rules"), [(23.99, (TOO_MANY,)), (24, (NOTED,))])
def test_the_most_of_the_label_rolls_over_24_hours(hours: float, rules: tuple[str, ...]) -> None:
    assert judge_units(label(("codeine", 30)), units(1, 0), [units(4, -hours)]) == rules


def test_units_remembered_late_are_held_against_those_after_them() -> None:
    late = judge_units(label(("codeine", 30)), units(1, -6), [units(4, 0)])
    assert late == (TOO_MANY,)
    assert most_in_24h(units(1, -6), [units(4, 0), units(2, -29)]) == 5


def test_too_many_stands_before_too_early_and_a_label_without_limits_is_told() -> None:
    assert judge_units(label(("codeine", 30)), units(4, 0), [units(1, -1)]) == (TOO_MANY, TOO_EARLY)
    bare = label(("codeine", 30), min_interval_hours=None, max_units_24h=None)
    assert judge_units(bare, units(9, 0), [units(9, 0)]) == (NO_LIMITS,)
    assert next_by_label(bare, [units(9, 0)], AT) is None


def test_the_label_tells_from_when_one_dose_may_follow() -> None:
    one = label(("codeine", 30))
    assert next_by_label(one, [], AT) == AT
    assert next_by_label(one, [units(1, -1)], AT) == AT + timedelta(hours=3)
    assert next_by_label(one, [units(4, -5)], AT) == AT + timedelta(hours=19)
    assert next_by_label(label(("codeine", 30), units_per_dose=9.0), [], AT) is None


def test_a_review_has_passed_only_after_its_day() -> None:
    assert not is_review_passed(label(("codeine", 30)), DAY)
    assert not is_review_passed(label(("codeine", 30), review_on=DAY), DAY)
    assert is_review_passed(label(("codeine", 30), review_on=DAY), DAY + timedelta(days=1))


def test_values_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        units(0, 0)
    with pytest.raises(ValueError, match="aware"):
        Units(1, AT.replace(tzinfo=None))
    with pytest.raises(ValueError, match="base_parts"):
        Substance("x", "other_prescribed", ("G",), salt_parts=10, base_parts=11)
    with pytest.raises(ValueError, match="an ingredient"):
        LabelIngredient("x", 0)
    with pytest.raises(ValueError, match="a name"):
        label(("codeine", 30), name=" ")
    with pytest.raises(ValueError, match="the words"):
        label(("codeine", 30), units_per_dose=0.0)


AMOUNTS = st.lists(st.tuples(st.integers(1, 8).map(lambda n: n / 2), st.integers(-72 * 60, 0)), max_size=12)


@given(AMOUNTS, st.integers(1, 12), st.integers(1, 24))
def test_a_dose_at_the_time_of_the_label_is_never_against_it(
    taken: list[tuple[float, int]], most: int, gap: int
) -> None:
    one = label(("codeine", 30), max_units_24h=float(most), min_interval_hours=float(gap))
    known = [Units(amount, AT + timedelta(minutes=minutes)) for amount, minutes in taken]
    at = next_by_label(one, known, AT)
    assert at is not None
    assert at >= AT
    assert judge_units(one, Units(one.units_per_dose, at), known) == (NOTED,)


@given(AMOUNTS, st.integers(1, 8))
def test_what_was_taken_is_told_as_too_many_exactly_when_a_window_holds_more(
    taken: list[tuple[float, int]], most: int
) -> None:
    one = label(("codeine", 30), max_units_24h=float(most), min_interval_hours=None)
    known = [Units(amount, AT + timedelta(minutes=minutes)) for amount, minutes in taken]
    new = units(1, -30)
    everything = [*known, new]
    minutes = range(24 * 60)
    worst = max(
        sum(
            each.units
            for each in everything
            if timedelta(0) <= (new.instant + timedelta(minutes=n)) - each.instant < timedelta(hours=24)
        )
        for n in minutes
    )
    assert (TOO_MANY in judge_units(one, new, known)) == (worst > most)


@given(
    st.lists(st.sampled_from([name for one in BOOK.substances for name in one.names]), max_size=4),
    st.floats(0.5, 6),
)
def test_a_prescription_is_only_read_and_never_altered(names: list[str], amount: float) -> None:
    one = label(*((name, 25.0) for name in names))
    before = repr(one)
    for medicine in Medicine:
        closes(one, medicine, BOOK)
    conditions_of(one, BOOK)
    sums = counted(one, amount, BOOK)
    judge_units(one, units(amount, 0), [units(amount, -1)])
    next_by_label(one, [units(amount, -1)], AT)
    assert repr(one) == before
    assert all(mg > 0 for _, mg in sums)
    assert {Family.of(medicine) for medicine, _ in sums} <= families(one, BOOK)


def test_a_kind_that_content_no_longer_knows_is_the_kind_of_everything_else() -> None:
    assert BOOK.medicine_class("gone_since").id == BOOK.medicine_class("other").id
    rule = BOOK.rules[0]
    assert BOOK.rule(rule.id) == rule
    assert BOOK.reason(rule.id, units=2).inputs == (("units", "2"),)
