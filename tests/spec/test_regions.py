"""Every cell of every pack that is sold without prescription, and every brand name: compared one by one."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from backcoach.coach.limits import Medicine, PersonalLimits
from backcoach.coach.packs import Amount, counted_mg, expand, find_pack, hidden_in
from backcoach.coach.regions import Product, limits_for
from backcoach.handbook.loading import load_handbook
from tests.coach.medicine_content import PRODUCTS, REGIONS, region
from tests.spec.tables import HERE, rows

TABLE: dict[str, Any] = tomllib.loads((HERE / "medicine/regions.toml").read_text(encoding="utf-8"))
ROWS = [dict(zip(TABLE["columns"].split(), line.split(), strict=True)) for line in TABLE["packs"]]
NAMES = rows("medicine/names.toml", "row")
TYPED = rows("medicine/names.toml", "typed")
HIDDEN: dict[str, str] = tomllib.loads((HERE / "medicine/names.toml").read_text(encoding="utf-8"))["hidden"]
BOOK = load_handbook().packs
PLANNED = (Medicine.PARACETAMOL, Medicine.IBUPROFEN, Medicine.NAPROXEN)


def cells(product: Product) -> dict[str, str]:
    """A pack as the table writes it, apart from its region."""
    gaps = (product.label_spacing_hours, product.plan_spacing_hours)
    daily = (product.label_daily_max_mg, product.plan_default_daily_mg, product.plan_daily_max_mg)
    return {
        "medicine": product.medicine.value,
        "strength": str(product.strength_mg),
        "dose": f"{product.dose_min_mg}-{product.dose_max_mg}",
        "gap": "/".join(map(str, gaps)),
        "daily": "/".join(map(str, daily)),
        "doses": str(product.plan_doses_24h),
        "days": f"{product.label_days or '-'}/{product.plan_cap_days}",
        "gate": "yes" if product.needs_day_3_check else "no",
        "age": str(product.label_min_age_years),
        "kg": str(product.min_weight_kg),
        "seen": product.confidence.value,
        "sources": "+".join(product.sources),
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['region']} {row['medicine']} {row['strength']}")
def test_every_cell_of_a_pack_is_as_in_the_table(row: dict[str, str]) -> None:
    product = PRODUCTS[f"{row['region'].lower()}_{row['medicine']}_{row['strength']}"]

    assert product in region(row["region"]).products
    assert {"region": row["region"], **cells(product)} == row


def test_the_table_holds_every_pack_once_in_the_order_in_which_they_are_offered() -> None:
    for one in REGIONS:
        of_region = [row for row in ROWS if row["region"] == one.code]
        told = [f"{row['medicine']} {row['strength']}" for row in of_region]
        assert told == [f"{pack.medicine.value} {pack.strength_mg}" for pack in one.products]
    assert len(ROWS) == len(PRODUCTS) == 26


@pytest.mark.parametrize("one", REGIONS, ids=lambda one: str(one.code))
def test_what_has_no_row_that_was_seen_is_not_planned_and_told(one: Any) -> None:
    missing = {f"{one.code} {medicine.value}" for medicine in PLANNED if not one.products_of(medicine)}

    assert missing == {text for text in TABLE["none"] if text.startswith(one.code)}
    for medicine in PLANNED:
        is_told = one.why_not(medicine) is not None
        assert is_told == (bool(one.products) and not one.products_of(medicine))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['region']} {row['medicine']} {row['strength']}")
def test_a_row_that_was_not_seen_is_never_offered(row: dict[str, str]) -> None:
    product = PRODUCTS[f"{row['region'].lower()}_{row['medicine']}_{row['strength']}"]

    offered = region(row["region"]).products_of(product.medicine)

    assert (product in offered) == (row["seen"] in ("H", "M"))


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=lambda product: str(product.id))
def test_a_pack_of_naproxen_names_its_salt_and_counts_the_base(product: Product) -> None:
    if product.medicine is not Medicine.NAPROXEN:
        assert "sodium" not in product.name
        return
    salt_mg = {200: 220, 250: 275}[product.strength_mg]
    assert product.name == f"naproxen sodium {salt_mg} mg (holds {product.strength_mg} mg naproxen)"
    assert counted_mg(Medicine.NAPROXEN, salt_mg, BOOK.salts) == product.strength_mg
    assert limits_for(product, PersonalLimits()).single_max_mg == product.strength_mg


@pytest.mark.parametrize("row", NAMES, ids=lambda row: f"{row['name']} in {row['region']}")
def test_what_a_name_means(row: dict[str, Any]) -> None:
    found = find_pack(row["name"], row["region"], BOOK.packs)

    alone = Medicine(row["alone"]) if "alone" in row else None
    if "which" in row:
        assert found.pack is None
        assert [pack.id for pack in found.packs] == row["which"].split()
        assert found.medicine is alone
    else:
        assert found.pack is not None
        assert ", ".join(map(written, expand(found.pack, row["units"]))) == row["holds"]


def written(amount: Amount) -> str:
    unknown = "-" if amount.medicine is None else "?"
    return f"{amount.name} {unknown if amount.mg is None else amount.mg}"


@pytest.mark.parametrize("row", TYPED, ids=lambda row: str(row["medicine"]))
def test_what_typed_mg_count_as(row: dict[str, Any]) -> None:
    counted = [counted_mg(Medicine(row["medicine"]), mg, BOOK.salts) for mg in row["mg"]]

    assert counted == row["counted"]


@pytest.mark.parametrize("medicine", HIDDEN)
def test_every_known_hiding_place_is_warned_of_where_it_is_sold(medicine: str) -> None:
    by_id = {pack.id: pack for pack in BOOK.packs}
    for pack in (by_id[id_] for id_ in HIDDEN[medicine].split()):
        assert all(pack in hidden_in(Medicine(medicine), code, BOOK.packs) for code in pack.regions)
