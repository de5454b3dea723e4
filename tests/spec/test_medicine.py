"""The clinical tables of medicines, row by row."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from backcoach.coach.course import Course, Step
from backcoach.coach.course_plan import build_course
from backcoach.coach.dosing import Dose, judge_taken, may_take
from backcoach.coach.eligibility import Eligibility, check_medicines
from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product, Region, find_region, limits_for
from backcoach.coach.values import Answer
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.medicine import read_medicine
from tests.spec.tables import HERE, rows

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CODES = {
    "a": Verdict.ALLOW,
    "-": Verdict.ALLOW,
    "C": Verdict.CAUTION,
    "F": Verdict.ASK_FIRST,
    "A": Verdict.AVOID,
}
ELIGIBILITY = rows("medicine/eligibility.toml", "row")
CELLS: dict[str, str] = tomllib.loads((HERE / "medicine/cells.toml").read_text(encoding="utf-8"))["cells"]
COURSES = rows("medicine/courses.toml", "row")
DOSES = rows("medicine/doses.toml", "row")
SWALLOWED = rows("medicine/doses.toml", "swallowed")


@pytest.fixture(scope="module")
def content() -> tuple[MedicineBook, tuple[Region, ...]]:
    reader = ContentReader(find_content())
    read = read_medicine(reader)
    assert read is not None, "\n".join(map(str, reader.faults))
    return read


@pytest.fixture(scope="module")
def book(content: tuple[MedicineBook, tuple[Region, ...]]) -> MedicineBook:
    return content[0]


@pytest.fixture(scope="module")
def regions(content: tuple[MedicineBook, tuple[Region, ...]]) -> tuple[Region, ...]:
    return content[1]


def product_of(row: dict[str, Any], regions: tuple[Region, ...]) -> Product:
    return {product.id: product for region in regions for product in region.products}[row["product"]]


def answers_of(row: dict[str, Any], book: MedicineBook) -> Mapping[str, Answer]:
    """What a row says, and no to all else but what numbers tell."""
    missing = row.get("missing", [])
    if missing == ["*"]:
        return {}
    asked = [one.id for one in book.conditions if one.is_asked and one.id not in missing]
    named = dict.fromkeys(row.get("yes", []), Answer.YES)
    return dict.fromkeys(asked, Answer.NO) | named | dict.fromkeys(row.get("not_sure", []), Answer.NOT_SURE)


def check(
    row: dict[str, Any], book: MedicineBook, regions: tuple[Region, ...]
) -> dict[Medicine, Eligibility]:
    known = {key: None if row[key] == "unknown" else row[key] for key in ("age", "weight")}
    named = Medicine(row["named_nsaid"]) if "named_nsaid" in row else None
    found = check_medicines(
        answers_of(row, book),
        known["age"],
        known["weight"],
        find_region(regions, row["region"]),
        book,
        named_nsaid=named,
    )
    return {one.medicine: one for one in found}


def test_the_tables_are_complete(book: MedicineBook, regions: tuple[Region, ...]) -> None:
    assert len(ELIGIBILITY) >= 60
    assert [one.id for one in book.conditions if not one.is_computed] == list(CELLS)
    plannable = {one.id for region in regions for one in region.products if one.may_be_planned}
    assert {row["product"] for row in COURSES} == plannable


@pytest.mark.parametrize("row", ELIGIBILITY, ids=lambda row: row["name"])
def test_who_may_take_what(row: dict[str, Any], book: MedicineBook, regions: tuple[Region, ...]) -> None:
    found = check(row, book, regions)

    assert list(found) == list(Medicine)
    assert [one.verdict for one in found.values()] == [CODES[code] for code in row["expect"].split()]
    for name, amounts in row.get("limits", {}).items():
        limits = found[Medicine(name)].limits
        assert (limits is None) == (not amounts)
        assert {key: getattr(limits, key) for key in amounts} == amounts
    if "first_reason" in row:
        assert found[Medicine.PARACETAMOL].reasons[0].rule == row["first_reason"]


@pytest.mark.parametrize("condition_id", CELLS)
def test_each_condition_alone_has_its_verdicts(
    condition_id: str, book: MedicineBook, regions: tuple[Region, ...]
) -> None:
    row = {"age": 40, "weight": 70, "region": "NZ", "yes": [condition_id]}

    found = check(row, book, regions)

    base = [Verdict.ALLOW] * 3 + [Verdict.ASK_FIRST, Verdict.ALLOW, Verdict.ASK_FIRST]
    cells = [CODES[code] for code in CELLS[condition_id].split()]
    assert [one.verdict for one in found.values()] == [max(pair) for pair in zip(base, cells, strict=True)]
    for one, code in zip(found.values(), CELLS[condition_id].split(), strict=True):
        assert (condition_id in {reason.rule for reason in one.reasons}) == (code != "-")


@pytest.mark.parametrize("row", COURSES, ids=lambda row: f"{row['product']} {row['wake']}-{row['bed']}")
def test_each_pack_has_its_course(
    row: dict[str, Any], book: MedicineBook, regions: tuple[Region, ...]
) -> None:
    product = product_of(row, regions)
    waking = Waking(time.fromisoformat(row["wake"]), time.fromisoformat(row["bed"]))
    start = datetime.combine(NOW.date(), waking.wake, tzinfo=UTC)
    limits = limits_for(product, PersonalLimits(**row.get("own", {})))

    course = build_course(product, limits, waking, start, book, regular_days=row["regular_days"]).value

    assert course is not None
    regular, step_1, step_2 = (int(number) for number in row["days"].split("+"))
    assert {dose.mg for dose in course.doses} == {row["mg"]}
    assert course.tablets_needed == row["tablets"]
    assert course.started_on == NOW.date()
    assert course.stop_on <= NOW.date() + timedelta(days=regular + step_1 + step_2 - 1)
    assert times_of(course, Step.REGULAR) == [row["regular"]] * regular
    assert times_of(course, Step.STEP_1) == [row["step_1"]] * step_1
    assert times_of(course, Step.STEP_2) == [row["step_2"]] * step_2 * bool(row["step_2"])
    said = {reason.rule for reason in course.reasons}
    assert set(row.get("says", said)) <= said


def times_of(course: Course, step: Step) -> list[str]:
    """The clock times of each waking day of a step."""
    doses = [dose for dose in course.doses if dose.step is step]
    days = sorted({dose.day_number for dose in doses})
    return [" ".join(f"{dose.at:%H:%M}" for dose in doses if dose.day_number == day) for day in days]


@pytest.mark.parametrize("row", DOSES, ids=lambda row: row["name"])
def test_when_a_dose_may_be_taken(
    row: dict[str, Any], book: MedicineBook, regions: tuple[Region, ...]
) -> None:
    product = product_of(row, regions)
    limits = limits_for(product, PersonalLimits(**row.get("own", {})))

    decision = may_take(row["mg"], taken(row, product), limits, NOW, book)

    assert decision.value.is_allowed is row["allowed"]
    if row["allowed"]:
        assert decision.value.next_allowed_at == NOW
    else:
        assert [reason.rule for reason in decision.reasons] == row["rules"]
        next_at = None if row["next_in"] == "never" else NOW + hours(row["next_in"])
        assert decision.value.next_allowed_at == next_at


@pytest.mark.parametrize("row", SWALLOWED, ids=lambda row: row["name"])
def test_what_a_swallowed_dose_means(
    row: dict[str, Any], book: MedicineBook, regions: tuple[Region, ...]
) -> None:
    product = product_of(row, regions)
    limits = limits_for(product, PersonalLimits(**row.get("own", {})))

    decision = judge_taken(row["mg"], taken(row, product), limits, NOW - hours(row["ago"]), book)

    assert decision.value.outcome.value == row["outcome"]
    assert [reason.rule for reason in decision.reasons] == [row["rule"]]
    assert decision.value.locked_until_at == NOW + hours(row["locked_for"])
    inputs = dict(decision.reasons[0].inputs)
    assert all(inputs[key] == str(row[key]) for key in ("taken_24h_mg", "limit_24h_mg") if key in row)


def taken(row: dict[str, Any], product: Product) -> tuple[Dose, ...]:
    return tuple(dose_of(text, product.medicine) for text in row["taken"])


def dose_of(text: str, usual: Medicine) -> Dose:
    """A dose written as `3:59 1000` or `1:00 400 ibuprofen`, the time being ago."""
    ago, mg, *other = text.split()
    return Dose(Medicine(other[0]) if other else usual, int(mg), NOW - hours(ago))


def hours(text: str) -> timedelta:
    whole, minutes = text.removeprefix("-").split(":")
    length = timedelta(hours=int(whole), minutes=int(minutes))
    return -length if text.startswith("-") else length
