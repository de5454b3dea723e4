"""What a typed dose means: which substances of ours, and mg of each, by pack or by substance."""

from __future__ import annotations

import re
from enum import Enum

from backcoach.coach.limits import Medicine
from backcoach.coach.packs import (
    PACK_AMOUNT_UNKNOWN,
    PACK_UNKNOWN,
    PACK_WHICH,
    Found,
    Pack,
    expand,
    find_pack,
)
from backcoach.flows.errors import BadInput
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

LEAST_MG, MOST_MG, MOST_UNITS = 25, 20_000, 100
"""Less than the first is a number of tablets and no amount; more than the others is a typing slip.

A number up to the last with nothing behind it may count tablets, and is never taken for mg.
"""

OVERDOSE_FLAG = "backcoach log --flag em_too_much"
CALL = "If too much was swallowed, call your poison centre or emergency number now."
_OTHER_NAMES = {"acetaminophen": Medicine.PARACETAMOL}
_HAS_STRENGTH = re.compile(r"[0-9]")
_TIMES = re.compile(r"(?<=[0-9g])\s+x$")
_STRENGTH = re.compile(r"([a-z]+)\s+([0-9]+)\s*(?:mg)?\s*x?")


class Unit(Enum):
    """What a typed number counts; `PLAIN` where nothing was typed behind it."""

    PLAIN = ""
    MG = "mg"
    G = "g"
    UNITS = "units"


class TypedAmount(Value):
    """A name, a number above 0 and what it counts, as typed."""

    name: str
    number: float
    unit: Unit


class Swallowed(Value):
    """What is in it: mg of each substance of ours, and the names of what is not counted here.

    `product` is the id of the pack, empty for a substance by its own name. `is_slow` marks tablets that work
    for many hours.
    """

    amounts: tuple[tuple[Medicine, int], ...]
    product: str = ""
    not_counted: tuple[str, ...] = ()
    is_slow: bool = False


def understood(typed: TypedAmount, region_code: str, book: Handbook) -> Swallowed:
    """What is in it. Raises `BadInput` for a name or an amount that is not known, or not clear."""
    medicine = _medicine(typed.name)
    if medicine is not None:
        _refuse_unclear_number(typed, medicine, None, book)
        return Swallowed(((medicine, _mg(typed)),))
    if strong := _STRENGTH.fullmatch(typed.name):
        medicine = _medicine(strong[1])
        if medicine is not None and typed.unit in (Unit.PLAIN, Unit.UNITS):
            return Swallowed(((medicine, _of_tablets(int(strong[2]), typed)),))
    name = _TIMES.sub("", typed.name)
    return _of_pack(typed, find_pack(name, region_code, book.packs.packs), book)


def _medicine(name: str) -> Medicine | None:
    plain = name.strip().lower().replace(" ", "_")
    return _OTHER_NAMES.get(plain) or next((one for one in Medicine if one.value == plain), None)


def _mg(typed: TypedAmount) -> int:
    """An amount of a substance. A thousand written as 1,000 or 1.000 is refused, never taken for 1."""
    mg = typed.number * (1000 if typed.unit is Unit.G else 1)
    if typed.unit is not Unit.UNITS and mg > MOST_MG:
        raise _slip()
    if typed.unit is Unit.UNITS or not LEAST_MG <= mg <= MOST_MG or mg != int(mg):
        raise BadInput(
            "An amount is a whole number of mg, such as 1000; nothing was recorded.",
            f"Tablets? Add their strength: ibuprofen 200 2, or name the pack: nuromol 1 tablet. {CALL}",
        )
    return int(mg)


def _refuse_unclear_number(typed: TypedAmount, medicine: Medicine, pack: Pack | None, book: Handbook) -> None:
    """Refuse a plain number that may count tablets. `pack` is the one that is named, if one is."""
    strengths = _strengths_mg(medicine, book)
    least_mg = max(MOST_UNITS + 1, min(strengths, default=0))
    if typed.unit is not Unit.PLAIN or not LEAST_MG <= typed.number < least_mg:
        return
    number, tablet_mg = f"{typed.number:g}", next(iter(strengths), LEAST_MG)
    tablets = f"{medicine.value} {tablet_mg:g} {number} (the mg of one, then how many)"
    if pack is not None:
        tablets = f"{pack.name.lower()} {number} {pack.unit}"
    raise BadInput(
        f"{number} mg or {number} tablets? Nothing was recorded.",
        f"For mg write: {typed.name} {number} mg. For tablets write: {tablets}. {CALL}",
    )


def _strengths_mg(medicine: Medicine, book: Handbook) -> list[float]:
    """The mg of it in one tablet of every pack that is known: those that are planned come first."""
    planned = [float(one.strength_mg) for region in book.regions for one in region.products_of(medicine)]
    parts = (part for pack in book.packs.packs for part in pack.parts if part.medicine is medicine)
    return planned + [part.mg for part in parts if part.mg is not None]


def _of_tablets(strength_mg: int, typed: TypedAmount) -> int:
    mg = strength_mg * typed.number
    if 0 < typed.number <= MOST_UNITS and mg > MOST_MG:
        raise _slip()
    if strength_mg < LEAST_MG or not 0 < typed.number <= MOST_UNITS or mg != int(mg):
        raise BadInput(
            "That amount cannot be right; nothing was recorded.",
            f"Write the mg of one tablet and the number of tablets, such as: ibuprofen 200 2. {CALL}",
        )
    return int(mg)


def _of_pack(typed: TypedAmount, found: Found, book: Handbook) -> Swallowed:
    """What is in it. After a name with a strength, such as `panadol 500`, a plain number counts units."""
    is_named_by_mg = _HAS_STRENGTH.search(typed.name) is not None
    is_plain_mg = typed.unit is Unit.PLAIN and typed.number >= LEAST_MG and not is_named_by_mg
    is_mg = typed.unit in (Unit.MG, Unit.G) or is_plain_mg
    if is_mg and found.medicine is not None:
        _refuse_unclear_number(typed, found.medicine, found.pack, book)
        return _of_substance(_mg(typed), found.medicine, found)
    pack = _one(found, book)
    if pack.unknown_amounts:
        raise _unclear(book, PACK_AMOUNT_UNKNOWN, f"It holds: {', '.join(part.name for part in pack.parts)}.")
    if is_mg or not 0 < typed.number <= MOST_UNITS:
        raise BadInput(
            f"Write how many of them, such as: {pack.name.lower()} 1 {pack.unit}; nothing was recorded.", CALL
        )
    amounts = expand(pack, typed.number)
    ours = tuple((one.medicine, one.mg) for one in amounts if one.medicine is not None and one.mg is not None)
    if any(mg > MOST_MG for _, mg in ours):
        raise _slip()
    if not ours:
        raise BadInput("That amount cannot be counted here; nothing was recorded.", CALL)
    others = tuple(one.name.replace("_", " ") for one in amounts if one.medicine is None)
    return Swallowed(ours, pack.id, others, pack.is_slow)


def _slip() -> BadInput:
    """More than anybody can have meant; who did swallow it is told what to do."""
    return BadInput(
        f"More than {MOST_MG // 1000} g of one substance looks like a typing slip; nothing was recorded.",
        f"Was it really so much? Call your poison centre or emergency number now; then: {OVERDOSE_FLAG}",
    )


def _of_substance(mg: int, medicine: Medicine, found: Found) -> Swallowed:
    """An amount in mg of a name whose packs all hold one substance; slow where it may be slow tablets."""
    strengths = (pack.parts[0].mg for pack in found.packs if pack.is_slow)
    return Swallowed(((medicine, mg),), is_slow=any(one is None or mg % one == 0 for one in strengths))


def _one(found: Found, book: Handbook) -> Pack:
    """The pack a name stands for, or what to type instead."""
    if found.pack is not None:
        return found.pack
    if found.packs:
        names = "; ".join(f"{pack.name} ({_content(pack)})" for pack in found.packs)
        raise _unclear(book, PACK_WHICH, f"There are: {names}.")
    raise _unclear(book, PACK_UNKNOWN, f"Near it: {', '.join(found.near)}." if found.near else "")


def _content(pack: Pack) -> str:
    parts = (part.name if part.mg is None else f"{part.name} {part.mg:g} mg" for part in pack.parts)
    return f"{', '.join(parts).replace('_', ' ')} in one {pack.unit}"


def _unclear(book: Handbook, rule_id: str, more: str) -> BadInput:
    rule = book.medicine.rule(rule_id)
    faults = (*([more] if more else []), *rule.steps)
    return BadInput(f"Nothing was recorded. {rule.why}", f"See: backcoach why {rule.id}. {CALL}", faults)
