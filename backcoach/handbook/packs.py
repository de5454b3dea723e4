"""Reads the list of brand names and mixes, and checks that no ingredient hides in it under another name."""

from __future__ import annotations

from collections.abc import Iterable

from backcoach.coach.limits import Medicine
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.packs import Pack, PackBook, Salt
from backcoach.coach.regions import Region
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

PACKS = "medicine/packs.toml"


class _Packs(Value):
    review: Review
    salt: tuple[Salt, ...]
    pack: tuple[Pack, ...]


def read_packs(reader: ContentReader, book: MedicineBook, regions: Iterable[Region]) -> PackBook | None:
    """All packs and salts by name; None after a fault. All faults are noted in the reader."""
    file, before = reader.one(PACKS, _Packs), len(reader.faults)
    if file is None:
        return None
    codes = [region.code for region in regions]
    reader.unique(PACKS, [pack.id for pack in file.pack])
    reader.unique(PACKS, [pack.name for pack in file.pack])
    for pack in file.pack:
        _check_pack(reader, pack, codes, _other_names(book))
    packs = PackBook(file.pack, file.salt, file.review.is_draft)
    return packs if len(reader.faults) == before else None


def _other_names(book: MedicineBook) -> dict[str, Medicine]:
    """The names under which a medicine of our own could stand in a pack unseen."""
    own = {one.value: one for one in Medicine}
    told = {name: info.id for info in book.medicines for name in (info.name, *info.names.values())}
    return {name: one for name, one in told.items() if name not in own}


def _check_pack(
    reader: ContentReader, pack: Pack, codes: list[str], other_names: dict[str, Medicine]
) -> None:
    texts = (pack.name, *pack.also, pack.unit, *(part.name for part in pack.parts))
    if not all(text.strip() for text in texts) or "" in pack.keys:
        reader.fault(PACKS, pack.id, "has an empty text")
    if not pack.regions:
        reader.fault(PACKS, pack.id, "names no region")
    reader.knows(PACKS, pack.id, pack.regions, codes)
    for part in pack.parts:
        if part.name.strip().lower() in other_names:
            reader.fault(PACKS, pack.id, f"{part.name!r} must stand under its name here")
    for one in Medicine:
        if one.value in pack.keys:
            reader.fault(PACKS, pack.id, f"{one.value!r} is no name of a pack")
