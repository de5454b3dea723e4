"""Packs in words: what one holds, where else an ingredient hides, why a medicine is not planned somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backcoach.coach.limits import Medicine
from backcoach.coach.packs import PACK_AMOUNT_UNKNOWN, PACK_NOT_SEEN, Pack, Part, hidden_in
from backcoach.coach.regions import Product, Region
from backcoach.handbook.handbook import Handbook


def pack_words(pack: Pack, book: Handbook) -> Iterator[str]:
    """What is in a brand or mix, and where it is called so."""
    yield pack.name
    yield f"In one {pack.unit}: {', '.join(_part_words(part) for part in pack.parts)}"
    yield f"Called so in: {', '.join(book.region(code).name for code in pack.regions)}"
    if pack.is_slow:
        yield "Works for many hours; never part of a plan here."
    if pack.unknown_amounts:
        yield book.medicine.rule(PACK_AMOUNT_UNKNOWN).why


def not_counted(products: Iterable[str], book: Handbook) -> tuple[str, ...]:
    """What else the packs of some doses hold, which nothing is counted of here; `products` are their ids."""
    known = {pack.id: pack for pack in book.packs.packs}
    parts = (part for one in dict.fromkeys(products) if one in known for part in known[one].parts)
    return tuple(dict.fromkeys(part.name.replace("_", " ") for part in parts if part.medicine is None))


def product_words(product: Product, book: Handbook) -> Iterator[str]:
    """What the label of a pack allows; of one whose text was not seen only that."""
    yield product.name
    if not product.may_be_planned:
        yield book.medicine.rule(PACK_NOT_SEEN).why
        return
    doses = dict.fromkeys((product.dose_min_mg, product.dose_max_mg))
    yield f"One dose: {' to '.join(map(str, doses))} mg, at least {product.label_spacing_hours} hours apart"
    label_mg, plan_mg = product.label_daily_max_mg, product.plan_daily_max_mg
    yield f"At most {label_mg} mg in 24 hours by the label, and {plan_mg} mg here"
    yield f"At most {product.plan_cap_days} days in a row here"


def hidden_words(medicine: Medicine, book: Handbook, region_code: str | None = None) -> Iterator[str]:
    """The packs that hold a medicine beside something else: a line for each region, or for one only."""
    what = "any anti-inflammatory" if medicine.is_nsaid else medicine.value
    for region in _regions(book, region_code):
        names = [pack.name for pack in hidden_in(medicine, region.code, book.packs.packs)]
        if names:
            yield f"Packs in {_there(region)} that hold {what} beside other things: {', '.join(names)}"


def not_planned_words(medicine: Medicine, book: Handbook, region_code: str | None = None) -> Iterator[str]:
    """Why there is no course of a medicine in a region, a line for each, or for one region only."""
    told = (region.why_not(medicine) for region in _regions(book, region_code))
    yield from (one.why for one in told if one is not None)


def _regions(book: Handbook, code: str | None) -> Iterable[Region]:
    return [region for region in book.regions if code in (None, region.code)]


def _there(region: Region) -> str:
    has_article = region.name.startswith(("United", "Netherlands"))
    return f"the {region.name}" if has_article else region.name


def _part_words(part: Part) -> str:
    return part.name.replace("_", " ") if part.mg is None else f"{part.name} {part.mg:g} mg"
