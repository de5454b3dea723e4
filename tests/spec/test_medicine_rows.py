"""The rows of every region, and what products by name hold: the clinical tables beside the content."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from backcoach.coach.limits import Medicine
from backcoach.coach.packs import PackBook, counted_mg, expand, find_pack
from backcoach.coach.regions import Product
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.packs import read_packs
from tests.coach.medicine_content import BOOK, REGIONS
from tests.spec.tables import HERE, rows

_FILE = tomllib.loads((HERE / "medicine/region_rows.toml").read_text(encoding="utf-8"))
REGION_ROWS: dict[str, str] = _FILE["rows"]
LOGGED: dict[str, str] = _FILE["logged"]
PRODUCTS = {
    f"{region.code} {product.medicine.value} {product.strength_mg}": product
    for region in REGIONS
    for product in region.products
}
PACKS = rows("medicine/packs.toml", "row")
SALTS = rows("medicine/packs.toml", "salt")


@pytest.fixture(scope="module")
def packs() -> PackBook:
    reader = ContentReader(find_content())
    read = read_packs(reader, BOOK, REGIONS)
    assert read is not None, "\n".join(map(str, reader.faults))
    return read


def test_every_pack_of_every_region_has_its_row_and_no_other() -> None:
    assert set(PRODUCTS) == set(REGION_ROWS)


@pytest.mark.parametrize("key", REGION_ROWS)
def test_each_row_of_each_region_is_as_on_its_label(key: str) -> None:
    assert " ".join(row_of(PRODUCTS[key])) == REGION_ROWS[key]


def test_what_is_only_written_down_has_the_daily_amount_of_its_packs() -> None:
    found = {
        f"{region.code} {one.medicine.value}": " ".join(
            (str(one.daily_max_mg), one.confidence.value, *one.sources)
        )
        for region in REGIONS
        for one in region.logged_labels
    }
    assert found == LOGGED


def row_of(pack: Product) -> list[str]:
    """A pack in the columns of the table."""
    amounts = (
        pack.dose_min_mg,
        pack.dose_max_mg,
        pack.label_spacing_hours,
        pack.plan_spacing_hours,
        pack.label_daily_max_mg,
        pack.plan_default_daily_mg,
        pack.plan_daily_max_mg,
        pack.plan_doses_24h,
        "few" if pack.label_days is None else pack.label_days,
        pack.plan_cap_days,
        "yes" if pack.needs_day_3_check else "no",
        pack.label_min_age_years,
        pack.min_weight_kg,
        pack.confidence.value,
    )
    return [str(amount) for amount in amounts]


def test_what_is_not_known_well_enough_is_never_planned() -> None:
    doubtful = {key for key, row in REGION_ROWS.items() if row.endswith(" L")}

    assert doubtful == {key for key, pack in PRODUCTS.items() if not pack.may_be_planned}
    assert doubtful == {"CA ibuprofen 400", "AU naproxen 250"}
    assert not any(key.startswith("UK naproxen") for key in PRODUCTS)


@pytest.mark.parametrize("row", PACKS, ids=lambda row: f"{row['name']} {row['region']}")
def test_a_mix_is_taken_apart_into_all_that_it_holds(row: dict[str, Any], packs: PackBook) -> None:
    pack = find_pack(row.get("pack", row["name"]), row["region"], packs.packs).pack
    assert pack is not None

    amounts = expand(pack, row["units"])

    assert {one.name: one.mg for one in amounts if one.medicine is not None} == row["holds"]
    assert [one.name for one in amounts if one.medicine is None] == row.get("beside", [])
    assert all(one.mg is None for one in amounts if one.medicine is None)


@pytest.mark.parametrize("row", SALTS, ids=lambda row: f"{row['typed_mg']} mg")
def test_naproxen_sodium_counts_as_what_it_holds_of_naproxen(row: dict[str, Any], packs: PackBook) -> None:
    assert counted_mg(Medicine.NAPROXEN, row["typed_mg"], packs.salts) == row["base_mg"]
    assert counted_mg(Medicine.IBUPROFEN, row["typed_mg"], packs.salts) == row["typed_mg"]


SIGNS = tomllib.loads((HERE / "medicine/signs.toml").read_text(encoding="utf-8"))
LETTERS = dict(zip("PINDGS", Medicine, strict=True))


def test_every_stop_sign_belongs_to_its_medicines_and_says_how_soon_help_is_needed() -> None:
    found = {sign.id: f"{sign.action.value}: {letters_of(sign.medicines)}" for sign in BOOK.stop_signs}
    assert found == SIGNS["stop_sign"]


def test_every_side_effect_belongs_to_its_medicines() -> None:
    found = {effect.id: letters_of(effect.medicines) for effect in BOOK.side_effects}
    assert found == SIGNS["side_effect"]


def letters_of(medicines: tuple[Medicine, ...]) -> str:
    """The columns of the table for some medicines."""
    return " ".join(letter for letter, medicine in LETTERS.items() if medicine in medicines)
