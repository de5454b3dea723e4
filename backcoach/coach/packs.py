"""Packs by the name people know them by: what one unit of each holds, so that no ingredient is missed.

Amounts are mg of the active substance; a salt is counted as what it holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from backcoach.coach.limits import Medicine
from backcoach.values import Value

PACK_UNKNOWN, PACK_AMOUNT_UNKNOWN = "pack_unknown", "pack_amount_unknown"
PACK_WHICH, PACK_NOT_SEEN, SALT_COUNTED = "pack_which", "pack_not_seen", "salt_counted"
PACK_RULE_IDS = (PACK_UNKNOWN, PACK_AMOUNT_UNKNOWN, PACK_WHICH, PACK_NOT_SEEN, SALT_COUNTED)
"""The rules whose words the handbook must hold: for a name or an amount that is not known, or not clear."""

_NEAR_NAMES = 4
_NEAR_ENOUGH = 0.6


class Part(Value):
    """One active substance in one unit. `name` is a `Medicine` value, or any other name.

    `mg` is None where the amount is not known, and always for other substances: no amounts are given for
    those. Raises ValueError otherwise.
    """

    name: str
    mg: float | None = None

    def __post_init__(self) -> None:
        if self.mg is not None and self.mg <= 0:
            raise ValueError("mg must be above 0")
        if self.mg is not None and self.medicine is None:
            raise ValueError(f"no amounts are given for {self.name}")

    @property
    def medicine(self) -> Medicine | None:
        """The medicine of our own it is; None for any other substance."""
        return next((one for one in Medicine if one.value == self.name), None)


class Amount(Value):
    """How much of one active substance was swallowed, in whole mg; None where that is not known here."""

    name: str
    mg: int | None

    @property
    def medicine(self) -> Medicine | None:
        """The medicine of our own it is; None for any other substance."""
        return Part(self.name).medicine


class Pack(Value):
    """A brand or combination product, as one unit of it is swallowed.

    `also` are other names people use for it; one name may belong to several packs. `regions` are the codes
    of those where the name is known to be used. `is_slow` marks tablets that work for many hours.
    """

    id: str
    name: str
    unit: str
    regions: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    also: tuple[str, ...] = ()
    is_slow: bool = False

    def __post_init__(self) -> None:
        names = [part.name for part in self.parts]
        if not names or len(names) != len(set(names)):
            raise ValueError(f"{self.id}: a pack holds at least one substance, and each only once")

    @property
    def keys(self) -> frozenset[str]:
        """Its names as they are compared."""
        return frozenset(_key(name) for name in (self.name, *self.also))

    @property
    def unknown_amounts(self) -> tuple[str, ...]:
        """The medicines in it whose amount is not known: such a pack cannot be counted by units."""
        return tuple(part.name for part in self.parts if part.medicine is not None and part.mg is None)

    def holds(self, medicine: Medicine) -> bool:
        """Whether the medicine is in it; for an anti-inflammatory, whether any of them is."""
        ours = (part.medicine for part in self.parts if part.medicine is not None)
        return any(one is medicine or (one.is_nsaid and medicine.is_nsaid) for one in ours)


class Found(Value):
    """What a name may mean: `packs` that hold different things, those of the region first, else `near` names.

    `is_local` is whether the name is known to be used in the person's region.
    """

    packs: tuple[Pack, ...]
    near: tuple[str, ...] = ()
    is_local: bool = False

    @property
    def pack(self) -> Pack | None:
        """The pack, where the name has one meaning only and is used in the region; else it must be asked."""
        return self.packs[0] if self.is_local and len(self.packs) == 1 else None

    @property
    def medicine(self) -> Medicine | None:
        """The one medicine that every meaning of the name holds, and nothing else; None if there is none."""
        contents = {tuple(part.name for part in pack.parts) for pack in self.packs}
        return self.packs[0].parts[0].medicine if len(contents) == 1 and _is_plain(self.packs[0]) else None


class Salt(Value):
    """A salt that packs name instead of what it holds: `salt_mg` in one unit hold `mg` of the medicine.

    At most `most_units` of them at once are taken for it.
    """

    medicine: Medicine
    name: str
    salt_mg: int
    mg: int
    most_units: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 < self.mg <= self.salt_mg or self.most_units <= 0:
            raise ValueError(f"{self.name}: a salt holds less than it weighs, and units are above 0")


class PackBook(Value):
    """All packs and salts that are known by name."""

    packs: tuple[Pack, ...]
    salts: tuple[Salt, ...]
    is_draft: bool


def find_pack(name: str, region_code: str, packs: Iterable[Pack]) -> Found:
    """What a name may mean to a person in a region. Packs of one name and the same content count once."""
    known, key = tuple(packs), _key(name)
    hits = [pack for pack in known if key in pack.keys]
    hits.sort(key=lambda pack: region_code not in pack.regions)
    if not hits:
        return Found((), tuple(_near(key, known)))
    meanings = {(frozenset(pack.parts), pack.is_slow): pack for pack in reversed(hits)}
    unlike = tuple(pack for pack in hits if pack in meanings.values())
    return Found(unlike, is_local=region_code in hits[0].regions)


def expand(pack: Pack, units: float) -> tuple[Amount, ...]:
    """Everything in that many units, in whole mg rounded up. Raises ValueError unless units are above 0."""
    if not (math.isfinite(units) and units > 0):
        raise ValueError("units must be above 0")
    return tuple(
        Amount(part.name, None if part.mg is None else math.ceil(round(part.mg * units, 6)))
        for part in pack.parts
    )


def counted_mg(medicine: Medicine, mg: int, salts: Iterable[Salt]) -> int:
    """What an amount typed for a medicine counts as: less only where nothing but a salt weighs that."""
    for salt in salts:
        units, rest = divmod(mg, salt.salt_mg)
        if salt.medicine is medicine and rest == 0 and 0 < units <= salt.most_units:
            return units * salt.mg
    return mg


def hidden_in(medicine: Medicine, region_code: str, packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """The packs of a region that hold the medicine beside something else: easily taken on top of it.

    For an anti-inflammatory those with any of them count.
    """
    return tuple(
        pack for pack in packs if region_code in pack.regions and pack.holds(medicine) and not _is_plain(pack)
    )


def _is_plain(pack: Pack) -> bool:
    return len(pack.parts) == 1


def _near(key: str, packs: tuple[Pack, ...]) -> Iterator[str]:
    """Names of substances and packs that begin alike or look alike, each once."""
    known = {part.medicine.value for pack in packs for part in pack.parts if part.medicine is not None}
    called = (name for pack in packs for name in (pack.name, *pack.also))
    names = {_key(name): name for name in (*sorted(known), *called)}
    alike = sorted(
        (one for one in names if _likeness(key, one) >= _NEAR_ENOUGH), key=lambda one: -_likeness(key, one)
    )
    begun = [one for one in names if len(key) > 2 and (one.startswith(key) or key.startswith(one))]  # noqa: PLR2004 - two letters tell nothing
    yield from [names[one] for one in dict.fromkeys((*alike, *begun))][:_NEAR_NAMES]


def _likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: the share of neighbouring letters they have in common."""
    pairs = [{text[place : place + 2] for place in range(len(text) - 1)} for text in (one, other)]
    total = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / total if total else 0.0


def _key(name: str) -> str:
    """A name as it is compared: small letters and digits only."""
    plain = name.casefold().replace("&", "and").replace("+", "plus")
    return "".join(letter for letter in plain if letter.isalnum())
