"""The shipped medicine content, and short ways to ask it things."""

from __future__ import annotations

from backcoach.coach.limits import DoseLimits, Medicine, PersonalLimits
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.regions import Product, Region, find_region, limits_for
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.medicine import read_medicine


def _read() -> tuple[MedicineBook, tuple[Region, ...]]:
    reader = ContentReader(find_content())
    read = read_medicine(reader)
    assert read is not None, "\n".join(map(str, reader.faults))
    return read


BOOK, REGIONS = _read()
PRODUCTS = {product.id: product for one in REGIONS for product in one.products}
PLANNABLE = tuple(product for product in PRODUCTS.values() if product.may_be_planned)
NO_LIMITS = PersonalLimits()


def region(code: str) -> Region:
    found = find_region(REGIONS, code)
    assert found is not None
    return found


def product(product_id: str) -> Product:
    return PRODUCTS[product_id]


def limits(product_id: str, own: PersonalLimits = NO_LIMITS) -> DoseLimits:
    return limits_for(PRODUCTS[product_id], own)


NSAIDS = tuple(medicine for medicine in Medicine if medicine.is_nsaid)
