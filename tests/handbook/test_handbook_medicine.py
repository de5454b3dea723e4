"""The medicine content as shipped, and every fault its reader must find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backcoach.coach.limits import Medicine
from backcoach.coach.regions import Confidence, ContactKind
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.medicine import read_medicine
from tests.handbook.museum import Damage, break_it, faults_of

CONDITIONS = "medicine/conditions.toml"
PROMPTS = "medicine/prompts.toml"
CARRY_OVER = "medicine/carry_over.toml"
MEDICINES = "medicine/medicines.toml"
RULES = "medicine/rules.toml"
SIGNS = "medicine/signs.toml"
NZ = "regions/nz.toml"
OTHER = "regions/other.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    shutil.copytree(find_content(), copy)
    return copy


def faults(root: Path) -> list[str]:
    reader = ContentReader(root)
    read = read_medicine(reader)
    assert (read is None) == bool(reader.faults)
    return faults_of(reader)


def test_the_shipped_content_is_whole_and_a_draft() -> None:
    reader = ContentReader(find_content())
    read = read_medicine(reader)

    assert reader.faults == []
    assert read is not None
    book, regions = read
    assert book.is_draft
    assert {region.code for region in regions} == {"NZ", "AU", "UK", "US", "CA", "NL", "DE", "other"}
    assert all(region.is_draft for region in regions)


def test_every_region_but_other_plans_paracetamol_and_ibuprofen() -> None:
    read = read_medicine(ContentReader(find_content()))
    assert read is not None
    for region in read[1]:
        for medicine in (Medicine.PARACETAMOL, Medicine.IBUPROFEN):
            assert bool(region.products_of(medicine)) == (region.code != "other")


def test_packs_not_seen_and_numbers_are_marked_as_they_were_seen() -> None:
    read = read_medicine(ContentReader(find_content()))
    assert read is not None
    regions = {region.code: region for region in read[1]}

    low = {p.id for region in regions.values() for p in region.products if p.confidence is Confidence.LOW}
    assert low == {"ca_ibuprofen_400", "au_naproxen_250"}
    assert [one.number for one in regions["NZ"].contacts_for(ContactKind.POISON)] == ["0800 764 766"]
    assert [one.number for one in regions["CA"].contacts_for(ContactKind.POISON)] == [
        "1-844-764-7669",
        "1-800-463-5060",
    ]


def test_every_fault_of_a_file_is_named_at_once(root: Path) -> None:
    break_it(root, Damage(CONDITIONS, 'verdict = "avoid"', 'verdict = "never"'))
    break_it(root, Damage(RULES, "[review]", "[revue]"))
    break_it(root, Damage(NZ, "strength_mg = 500", "strength_mg = 300"))

    found = faults(root)

    assert any("'never' is not one of allow" in fault for fault in found)
    assert any("revue: unknown key" in fault for fault in found)
    assert any("whole tablets" in fault for fault in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (CONDITIONS, 'id = "gout"', 'id = "lupus"', "lupus: this id stands more than once"),
        (CONDITIONS, '"Do you have gout?"', '" "', "gout: has an empty text"),
        (CONDITIONS, '"acei_arb", "diuretic"', '"acei_arb", "water"', "names 'water', which does not exist"),
        (
            CONDITIONS,
            '[condition.cells]\naspirin = { verdict = "avoid" }',
            "cells = {}",
            "must narrow at least",
        ),
        (
            CONDITIONS,
            'medicine = "ibuprofen", verdict = "ask_first"',
            'medicine = "ibuprofen", verdict = "caution"',
            "must tighten ibuprofen",
        ),
        (
            CONDITIONS,
            'medicine = "naproxen", verdict = "ask_first"',
            'medicine = "paracetamol", verdict = "avoid"',
            "must tighten paracetamol",
        ),
        (
            CONDITIONS,
            'region = "US", medicine = "ibuprofen"',
            'region = "XX", medicine = "ibuprofen"',
            "names 'XX'",
        ),
        (CONDITIONS, "daily_max_mg = 3000", "daily_max_mg = 0", "a limit must be above 0"),
        (PROMPTS, 'id = "allergy"', 'id = "today"', "today: this id stands more than once"),
        (PROMPTS, '  "asthma",\n', '  "asthma",\n  "lupus",\n', "lupus: this id stands more than once"),
        (PROMPTS, '  "asthma",\n', "", "asthma: touches a medicine that is planned and is never asked"),
        (
            PROMPTS,
            '  "asthma",\n',
            '  "asthma",\n  "age_60_64",\n',
            "age_60_64: is not a condition that can be asked",
        ),
        (PROMPTS, '"Allergy, nose and lungs: any of these?"', '""', "allergy: has an empty text"),
        (PROMPTS, 'items = ["weight_kg"]', 'items = ["weight"]', "a single question asks its own id"),
        (PROMPTS, 'id = "took_last_24h"', 'id = "took"', "took_last_24h: is never asked"),
        (CARRY_OVER, '"infection_now"', '"infection"', "inf_fever: names 'infection'"),
        (CARRY_OVER, 'then = "bleeding_problem"', 'then = "bleeding"', "bleed_thinner: names 'bleeding'"),
        (MEDICINES, 'id = "naproxen"', 'id = "ibuprofen"', "naproxen: is missing"),
        (MEDICINES, 'name = "naproxen"', 'name = ""', "naproxen: has an empty text"),
        (
            SIGNS,
            'sign = "A new rash, or skin that itches without one"',
            'sign = ""',
            "rash: has an empty text",
        ),
        (SIGNS, 'id = "gel_skin"', 'id = "rash"', "rash: this id stands"),
        (SIGNS, "is_asked = false\n", "", "side_effect_lasts: must stand, not asked"),
        (SIGNS, 'medicines = ["aspirin"]', "medicines = []", "ringing: names no medicine"),
        (SIGNS, 'sources = ["S18", "G"]', "sources = []", "ringing: names no medicine, or cites no source"),
        (
            "regions/de.toml",
            '[[logged_label]]\nmedicine = "aspirin"',
            '[[logged_label]]\nmedicine = "naproxen"',
            "logged_label naproxen: is planned",
        ),
        ("regions/de.toml", "daily_max_mg = 75", "daily_max_mg = 0", "daily_max_mg must be above 0"),
        (RULES, 'id = "spacing"', 'id = "gap"', "spacing: is missing"),
        (RULES, 'id = "spacing"', 'id = "daily_max"', "daily_max: this id stands more than once"),
        (RULES, '"It is too soon after the last dose."', '""', "spacing: has an empty text"),
        (NZ, 'kind = "poison"', 'kind = "crisis"', "contact: no number for poison"),
        (NZ, 'number = "111"', 'number = " "', "contact emergency: has an empty text"),
        (NZ, 'code = "NZ"', 'code = "NN"', "must be named after its code"),
        (
            NZ,
            'id = "nz_naproxen_250"',
            'id = "nz_ibuprofen_200"',
            "nz_ibuprofen_200: this id stands more than once",
        ),
        (NZ, 'name = "ibuprofen 200 mg"', 'name = ""', "nz_ibuprofen_200: has an empty text"),
        (OTHER, 'code = "other"', 'code = "NZ"', "NZ: this id stands more than once"),
        (
            "regions/us.toml",
            "label_days = 10\nplan_cap_days = 7",
            "label_days = 10\nplan_cap_days = 8",
            "at most 7",
        ),
        (
            "regions/nl.toml",
            "label_days = 14\nplan_cap_days = 10",
            "label_days = 14\nplan_cap_days = 11",
            "at most 10",
        ),
    ],
)
def test_a_fault_in_the_content_is_found(
    root: Path, file: str, old: str, new: str, fault: str | None
) -> None:
    break_it(root, Damage(file, old, new))

    found = faults(root)

    assert (fault is None and found == []) or any(fault is not None and fault in one for one in found)


def test_a_planned_medicine_says_what_to_expect(root: Path) -> None:
    path = root / MEDICINES
    text = path.read_text(encoding="utf-8")
    start, end = text.index("expect = ["), text.index("hidden_in = [")
    path.write_text(text[:start] + "expect = []\n" + text[end:], encoding="utf-8")

    assert any("says what to expect" in fault for fault in faults(root))


def test_a_side_effect_says_what_to_do(root: Path) -> None:
    path = root / SIGNS
    text = path.read_text(encoding="utf-8")
    start = text.index("steps = [")
    path.write_text(text[:start] + "steps = []\n" + text[text.index("sources", start) :], encoding="utf-8")

    assert any("stomach_upset_now: does not say what to do" in fault for fault in faults(root))


@pytest.mark.parametrize("file", [CONDITIONS, PROMPTS, CARRY_OVER, MEDICINES, SIGNS, RULES])
def test_a_missing_file_is_found(root: Path, file: str) -> None:
    (root / file).unlink()

    assert any("the file is missing" in fault for fault in faults(root))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("label_spacing_hours = 4", "label_spacing_hours = 5", "spacing must not be shorter"),
        ("plan_daily_max_mg = 4000", "plan_daily_max_mg = 4500", "rise in that order"),
        ("plan_doses_24h = 4", "plan_doses_24h = 7", "must fit in 24 hours"),
        ("plan_dose_mg = 1000", "plan_dose_mg = 1500", "must lie within the dose"),
        ("plan_default_daily_mg = 3000", "plan_default_daily_mg = 500", "must hold one dose"),
        ("plan_cap_days = 5", "label_days = 4\nplan_cap_days = 5", "within label_days"),
        ("strength_mg = 500", "strength_mg = 0", "above 0"),
    ],
)
def test_a_pack_planned_beyond_its_label_is_found(root: Path, old: str, new: str, problem: str) -> None:
    break_it(root, Damage(NZ, old, new))

    assert any(problem in fault for fault in faults(root))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("fresh_hours = 24", "fresh_hours = 25", "fresh_hours"),
        ("fresh_hours = 24", "fresh_hours = 0", "fresh_hours"),
        ('passing_prompt = "today"', 'passing_prompt = "someday"', "passing_prompt"),
    ],
)
def test_figures_of_the_checks_must_make_sense(root: Path, old: str, new: str, fault: str) -> None:
    break_it(root, Damage(PROMPTS, old, new))
    assert any(fault in one for one in faults(root))
