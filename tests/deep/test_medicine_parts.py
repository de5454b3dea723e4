"""The invariants of packs, prescribed medicines and words, by number."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from backcoach.coach.dosing import Dose, may_take
from backcoach.coach.limits import Medicine, Verdict
from backcoach.coach.medicine_record import LabelIngredient, Prescribed
from backcoach.coach.open_medicine import closed_because
from backcoach.coach.packs import counted_mg, expand
from backcoach.coach.prescribed import closes, counted
from backcoach.coach.regions import ContactKind
from backcoach.handbook.loading import load_handbook
from tests.coach import legality
from tests.coach.medicine_content import BOOK, REGIONS
from tests.deep.proof import invariant
from tests.deep.worlds import World, worlds

HANDBOOK = load_handbook()
CONTENT = Path(__file__).parents[2] / "content"
OURS = list(Medicine)[:3]
COUNTED = [pack for pack in HANDBOOK.packs.packs if not pack.unknown_amounts]
NOW = datetime(2026, 3, 29, 12, tzinfo=ZoneInfo("Europe/Berlin"))
NEVER_DOSED = re.compile(
    r"opioid|codeine|tramadol|morphine|oxycodone|hydrocodone|tapentadol|fentanyl|buprenorphine|dihydrocodeine"
    r"|relaxant|orphenadrine|methocarbamol|baclofen|tizanidine|cyclobenzaprine|carisoprodol"
    r"|gabapentin|pregabalin|benzodiazepine|diazepam|lorazepam|temazepam|zopiclone|zolpidem"
    r"|antidepressant|amitriptyline|nortriptyline|duloxetine|venlafaxine|sertraline"
    r"|steroid|predniso|dexamethasone|metamizole|dipyrone",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"(?<!COX-)\d\s*(?:mg|milligrams?|mcg|µg|micrograms?|ml|drops?|tablets?|pills?|capsules?|puffs?|patch)\b"
    r"|\b(?:one|two|three|half an?) (?:tablet|pill|capsule)"
    r"|\b(?:once|twice|\d+ times) (?:a|per) day\b|\bevery \d+ hours?\b",
    re.IGNORECASE,
)
MUST_TAPER = re.compile(
    r"(?:must|have to|need to|should|required to) (?:taper|step down|reduce|wean)",
    re.IGNORECASE,
)


# 14 and 24: packs that hold something else than their name says


@invariant(14)
@given(st.sampled_from(COUNTED), st.sampled_from([0.5, 1, 1.5, 2, 3, 4, 8]))
def test_14_a_mix_counts_for_all_that_is_in_it_and_never_for_less(pack: Any, units: float) -> None:
    amounts = {one.name: one.mg for one in expand(pack, units)}

    assert set(amounts) == {part.name for part in pack.parts}
    for part in pack.parts:
        mg = amounts[part.name]
        if part.medicine is None:
            assert mg is None
        else:
            assert mg is not None
            assert part.mg is not None
            assert part.mg * units <= mg < math.ceil(part.mg * units) + 1


@invariant(14)
@given(worlds(has_own=False), st.sampled_from(COUNTED), st.integers(1, 4), st.integers(0, 30 * 60))
def test_14_what_a_mix_held_counts_in_the_next_24_hours(
    world: World, mix: Any, units: int, minutes: int
) -> None:
    medicine, at = world.product.medicine, world.ago(minutes)
    amounts = {one.medicine: one.mg for one in expand(mix, units) if one.mg is not None}
    doses = [Dose(one, mg, at) for one, mg in amounts.items() if one is not None]
    mg = world.product.strength_mg

    is_allowed = may_take(mg, doses, world.limits, world.now, BOOK).value.is_allowed

    before = [(dose.taken_at, dose.mg) for dose in doses if dose.medicine is medicine]
    faults = legality.faults_of_one_more(world.pack, {}, before, (world.now, mg))
    assert is_allowed is (not faults and not legality.is_locked(world.pack, {}, before, world.now))
    if medicine in amounts and minutes < 60 * world.pack["label_spacing_hours"]:
        assert not is_allowed


@invariant(24)
@given(st.integers(1, 3000), st.sampled_from(list(Medicine)))
def test_24_an_amount_counts_for_less_only_where_nothing_but_sodium_weighs_that(
    mg: int, medicine: Medicine
) -> None:
    found = counted_mg(medicine, mg, HANDBOOK.packs.salts)

    units = {one: mg // one for one in (220, 275) if mg % one == 0 and mg <= 5 * one}
    is_sodium = medicine is Medicine.NAPROXEN and bool(units)
    assert (found < mg) is is_sodium
    assert found <= mg
    if is_sodium:
        assert found == max(count * legality.naproxen_base_mg(one) for one, count in units.items())


# 23: what a clinician prescribed


@st.composite
def prescribed(draw: st.DrawFn) -> Prescribed:
    """Any label, with substances that are known here and some that are not."""
    names = sorted({one.name for one in HANDBOOK.prescribed.substances} | {"something else"})
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    amounts = st.one_of(st.none(), st.sampled_from([75, 250, 275, 500]))
    return Prescribed(
        id="one",
        name="One",
        ingredients=tuple(LabelIngredient(name, draw(amounts)) for name in chosen),
        medicine_class=draw(st.sampled_from([one.id for one in HANDBOOK.prescribed.classes])),
        form="tablet",
        prescriber="somebody",
        prescribed_on=NOW.date(),
        reason="back",
        dose_text="as the label says",
        units_per_dose=1,
        min_interval_hours=draw(st.sampled_from([None, 4, 8])),
        max_units_24h=draw(st.sampled_from([None, 3])),
        starts_on=date(2026, 3, 1),
        holds=tuple(draw(st.sets(st.sampled_from(["paracetamol", "nsaid"])))),
    )


@invariant(23)
@given(prescribed(), st.sampled_from(OURS), st.integers(0, 3))
def test_23_what_is_prescribed_closes_our_course_of_the_same_and_keeps_its_label(
    one: Prescribed, medicine: Medicine, units: int
) -> None:
    before = repr(one)
    named = {ingredient.name for ingredient in one.ingredients}
    same = {each.value for each in Medicine if each.is_nsaid} if medicine.is_nsaid else {medicine.value}
    closed = closes(one, medicine, HANDBOOK.prescribed)

    if named & (same | ({"naproxen sodium", "celecoxib", "nsaid"} if medicine.is_nsaid else set())):
        assert closed
    if ("nsaid" if medicine.is_nsaid else "paracetamol") in one.holds:
        assert closed
    assert not closed or closed_because(medicine, NOW, Verdict.ALLOW, (), is_prescribed=True)
    counted(one, units + 1, HANDBOOK.prescribed)
    assert repr(one) == before


@invariant(23)
@given(prescribed(), st.integers(1, 6))
def test_23_what_is_prescribed_counts_in_our_sums_for_all_that_it_holds(one: Prescribed, units: int) -> None:
    sums: dict[Medicine, int] = {}
    for medicine, mg in counted(one, units, HANDBOOK.prescribed):
        sums[medicine] = sums.get(medicine, 0) + mg

    for ingredient in one.ingredients:
        if ingredient.mg is not None and ingredient.name in {each.value for each in OURS}:
            assert sums[Medicine(ingredient.name)] >= ingredient.mg * units


# 25, 26, 30: what a person reads


@invariant(26, quick=10, deep=1000)
@given(worlds(has_history=False))
def test_26_every_plan_says_the_most_the_gap_the_end_the_signs_whom_to_call_and_whom_to_ask(
    world: World,
) -> None:
    course = world.course()
    if course is None:
        return
    region = next(one for one in REGIONS if world.product in one.products)
    text = " ".join(shown(course, region.code).split())

    assert f"{course.limits.daily_max_mg} mg in 24 h" in text
    assert f"{course.limits.spacing_hours} h" in text
    assert f"{course.stop_on.day}" in text
    assert f"{course.stop_on:%a}" in text
    assert BOOK.info(course.medicine).stop_brief in text
    assert region.contacts_for(ContactKind.POISON)[0].number in text
    assert "pharmacist" in text


@invariant(25, quick=10, deep=1000)
@given(worlds(has_history=False))
def test_25_every_plan_says_that_the_person_can_stop_today_and_none_that_they_must_step_down(
    world: World,
) -> None:
    course = world.course()
    if course is not None:
        region = next(one for one in REGIONS if world.product in one.products)
        text = " ".join(shown(course, region.code).split())
        assert "You can stop today" in text
        assert not MUST_TAPER.search(text)


def shown(course: Any, region: str) -> str:
    """What the plan says about a course."""
    from backcoach.terminal.screens import plan  # noqa: PLC0415 - the other room, for two tests only

    console = Console(width=200, no_color=True)
    with console.capture() as captured:
        console.print(*plan._medicine_lines(course, HANDBOOK, region), sep="\n")
    return captured.get()


def sentences(value: Any) -> Iterator[str]:
    """Every text of a content file, sentence by sentence."""
    if isinstance(value, str):
        yield from re.split(r"(?<=[.!?:;])\s+", value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from sentences(one)
    elif isinstance(value, list):
        for one in value:
            yield from sentences(one)


def texts() -> Iterator[str]:
    for path in sorted(CONTENT.rglob("*.toml")):
        if path.parent.name != "sources":
            yield from sentences(tomllib.loads(path.read_text(encoding="utf-8")))


def test_25_no_text_says_that_stepping_down_is_a_duty() -> None:
    assert [text for text in texts() if MUST_TAPER.search(text)] == []


def test_30_no_text_gives_an_amount_of_a_medicine_that_only_a_prescriber_chooses() -> None:
    every = list(texts())

    assert sum(bool(NEVER_DOSED.search(text)) for text in every) > 20
    assert [text for text in every if NEVER_DOSED.search(text) and AMOUNT.search(text)] == []


def test_30_packs_and_labels_know_no_amount_of_another_substance() -> None:
    parts = [part for pack in HANDBOOK.packs.packs for part in pack.parts if part.medicine is None]

    assert len(parts) > 10
    assert all(part.mg is None for part in parts)
