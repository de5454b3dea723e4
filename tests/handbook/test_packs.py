"""The list of brand names as shipped, and every fault its reader must find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.medicine import read_medicine
from backcoach.handbook.packs import read_packs
from tests.handbook.museum import Damage, break_it, faults_of

PACKS = "medicine/packs.toml"
NUROMOL = 'parts = [{ name = "paracetamol", mg = 500 }, { name = "ibuprofen", mg = 200 }]'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    shutil.copytree(find_content(), copy)
    return copy


def faults(root: Path) -> list[str]:
    reader = ContentReader(root)
    medicine = read_medicine(reader)
    assert medicine is not None
    read = read_packs(reader, *medicine)
    assert (read is None) == bool(reader.faults)
    return faults_of(reader)


def test_the_shipped_list_is_whole_and_a_draft() -> None:
    reader = ContentReader(find_content())
    medicine = read_medicine(reader)
    assert medicine is not None
    packs = read_packs(reader, *medicine)

    assert reader.faults == []
    assert packs is not None
    assert packs.is_draft
    assert len(packs.packs) > 90
    assert [salt.salt_mg for salt in packs.salts] == [220, 275]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "nuromol"', 'id = "maxigesic"', "maxigesic: this id stands more than once"),
        ('name = "Nuromol"', 'name = "Maxigesic"', "Maxigesic: this id stands more than once"),
        ('name = "Nuromol"', 'name = " "', "nuromol: has an empty text"),
        ('name = "Nuromol"', 'name = "?!"', "nuromol: has an empty text"),
        ('name = "Nuromol"', 'name = "Ibuprofen"', "nuromol: 'ibuprofen' is no name of a pack"),
        ('regions = ["NZ", "AU", "UK"]\n' + NUROMOL, "regions = []\n" + NUROMOL, "nuromol: names no region"),
        ('regions = ["NZ", "AU", "UK"]\n' + NUROMOL, 'regions = ["XX"]\n' + NUROMOL, "nuromol: names 'XX'"),
        (
            NUROMOL,
            'parts = [{ name = "acetaminophen" }]',
            "nuromol: 'acetaminophen' must stand under its name here",
        ),
        (NUROMOL, "parts = []", "nuromol: a pack holds at least one substance"),
        (NUROMOL, 'parts = [{ name = "codeine", mg = 8 }]', "no amounts are given for codeine"),
        (NUROMOL, 'parts = [{ name = "ibuprofen", mg = 0 }]', "mg must be above 0"),
        ("salt_mg = 275", "salt_mg = 225", "a salt holds less than it weighs"),
        ("[review]", "[revue]", "revue: unknown key"),
    ],
)
def test_a_fault_in_the_list_is_found(root: Path, old: str, new: str, fault: str) -> None:
    break_it(root, Damage(PACKS, old, new))

    assert any(fault in one for one in faults(root))


def test_a_missing_list_is_found(root: Path) -> None:
    (root / PACKS).unlink()

    assert any("the file is missing" in fault for fault in faults(root))


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "uk",
            '[[not_planned]]\nmedicine = "naproxen"',
            '[[not_planned]]\nmedicine = "ibuprofen"',
            "naproxen",
        ),
        (
            "nz",
            "[[product]]",
            '[[not_planned]]\nmedicine = "naproxen"\nwhy = "No."\nsources = ["G"]\n\n[[product]]',
            "nothing",
        ),
        ("uk", 'why = "In the UK you can buy', 'why = ""\n#', "not_planned naproxen: has an empty text"),
    ],
)
def test_what_is_not_planned_in_a_region_is_told_and_nothing_else(
    root: Path, file: str, old: str, new: str, fault: str
) -> None:
    break_it(root, Damage(f"regions/{file}.toml", old, new))
    reader = ContentReader(root)

    assert read_medicine(reader) is None
    assert any("not_planned" in str(one) and fault in str(one) for one in reader.faults)
