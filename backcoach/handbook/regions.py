"""Reads the regions of the content: their numbers, their packs, and what is planned there."""

from __future__ import annotations

from backcoach.coach.limits import NSAID_DAYS, PLANNED
from backcoach.coach.regions import Contact, ContactKind, GelRule, LoggedLabel, NotPlanned, Product, Region
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

REGIONS = "regions"
_LONGEST_PLAN_DAYS = 10


class _Region(Value):
    review: Review
    code: str
    name: str
    locale_territories: tuple[str, ...]
    gel: GelRule
    contact: tuple[Contact, ...]
    product: tuple[Product, ...] = ()
    not_planned: tuple[NotPlanned, ...] = ()
    logged_label: tuple[LoggedLabel, ...] = ()

    def region(self) -> Region:
        """The region as the coach sees it."""
        return Region(
            self.code,
            self.name,
            self.locale_territories,
            self.gel,
            self.contact,
            self.product,
            self.review.is_draft,
            self.not_planned,
            self.logged_label,
        )


def read_regions(reader: ContentReader) -> tuple[Region, ...]:
    """All regions that can be read. Faults go to `reader`."""
    files = reader.each(REGIONS, _Region)
    reader.unique(REGIONS, [file.code for _, file in files])
    reader.unique(REGIONS, [product.id for _, file in files for product in file.product])
    for name, file in files:
        if name != _region_file(file.code):
            reader.fault(name, "code", f"the file of {file.code!r} must be named after its code")
    regions = tuple(file.region() for _, file in files)
    for region in regions:
        _check(reader, _region_file(region.code), region)
    return regions


def _check(reader: ContentReader, file: str, region: Region) -> None:
    for kind in ContactKind:
        if not region.contacts_for(kind):
            reader.fault(file, "contact", f"no number for {kind.value}")
    for contact in region.contacts:
        reader.words(file, f"contact {contact.kind.value}", contact.label, contact.number)
    for product in region.products:
        _check_product(reader, file, product)
    _check_not_planned(reader, file, region)
    _check_logged_labels(reader, file, region)


def _check_not_planned(reader: ContentReader, file: str, region: Region) -> None:
    """Where anything at all is planned, what is planned elsewhere only has words for it, and nothing else."""
    for one in region.not_planned:
        reader.words(file, f"not_planned {one.medicine.value}", one.why)
    told = [one.medicine.value for one in region.not_planned]
    left_out = [one.value for one in PLANNED if region.products and not region.products_of(one)]
    if sorted(told) != sorted(left_out):
        reader.fault(file, "not_planned", f"must be told for {', '.join(left_out) or 'nothing'}")


def _check_logged_labels(reader: ContentReader, file: str, region: Region) -> None:
    """Each is of another medicine, of one that is never planned, and cites a source."""
    reader.unique(file, [one.medicine.value for one in region.logged_labels])
    for one in region.logged_labels:
        if one.medicine in PLANNED or not one.sources:
            reader.fault(file, f"logged_label {one.medicine.value}", "is planned, or cites no source")


def _check_product(reader: ContentReader, file: str, product: Product) -> None:
    reader.words(file, product.id, product.name)
    most_days = NSAID_DAYS if product.medicine.is_nsaid else _LONGEST_PLAN_DAYS
    if product.plan_cap_days > most_days:
        reader.fault(file, product.id, f"plan_cap_days must be at most {most_days}")


def _region_file(code: str) -> str:
    return f"{REGIONS}/{code.lower()}.toml"
