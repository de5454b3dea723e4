"""A region: whom to call there, and which packs are sold there without prescription."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from backcoach.coach.limits import DAY_HOURS, DoseLimits, Medicine, PersonalLimits, Verdict
from backcoach.values import Value


class ContactKind(Enum):
    """What a number is for."""

    EMERGENCY = "emergency"
    HEALTH_LINE = "health_line"
    POISON = "poison"
    CRISIS = "crisis"


class Seen(Enum):
    """How well a number is known: official page, second-hand page, or general knowledge only."""

    OFFICIAL = "O"
    SECONDARY = "S"
    KNOWN = "K"


class Confidence(Enum):
    """How well a pack's amounts are known: regulator's text seen, seen second-hand, not seen."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


class Contact(Value):
    """One number to call, with how and when it was last read."""

    kind: ContactKind
    label: str
    number: str
    seen: Seen
    read_on: date
    sources: tuple[str, ...]
    note: str | None = None


class Product(Value):
    """One pack sold without prescription: what its label allows and what may be planned with it.

    Amounts are mg of the active substance (naproxen as base). `label_days` None means the label says
    only a few days. Raises ValueError where a planned amount is looser than the label.
    """

    id: str
    name: str
    medicine: Medicine
    strength_mg: int
    dose_min_mg: int
    dose_max_mg: int
    plan_dose_mg: int
    label_spacing_hours: int
    plan_spacing_hours: int
    label_daily_max_mg: int
    plan_default_daily_mg: int
    plan_daily_max_mg: int
    plan_doses_24h: int
    plan_cap_days: int
    needs_day_3_check: bool
    label_min_age_years: int
    min_weight_kg: int
    confidence: Confidence
    sources: tuple[str, ...]
    label_days: int | None = None

    def __post_init__(self) -> None:
        for holds, problem in self._bounds():
            if not holds:
                raise ValueError(f"{self.id}: {problem}")

    def _bounds(self) -> tuple[tuple[bool, str], ...]:
        doses = (self.dose_min_mg, self.dose_max_mg, self.plan_dose_mg)
        days = self.label_days if self.label_days is not None else self.plan_cap_days
        return (
            (self.strength_mg > 0, "strength_mg must be above 0"),
            (all(_is_whole(mg, self.strength_mg) for mg in doses), "doses must be whole tablets"),
            (
                self.dose_min_mg <= self.plan_dose_mg <= self.dose_max_mg,
                "plan_dose_mg must lie within the dose",
            ),
            (
                0 < self.label_spacing_hours <= self.plan_spacing_hours,
                "the plan's spacing must not be shorter",
            ),
            (
                0 < self.plan_default_daily_mg <= self.plan_daily_max_mg <= self.label_daily_max_mg,
                "default, plan and label amounts must rise in that order",
            ),
            (self.plan_dose_mg <= self.plan_default_daily_mg, "plan_default_daily_mg must hold one dose"),
            (
                0 < self.plan_doses_24h * self.plan_spacing_hours <= DAY_HOURS,
                "the planned doses and gaps must fit in 24 hours",
            ),
            (0 < self.plan_cap_days <= days, "plan_cap_days must be within label_days"),
        )

    def whole_mg(self, mg: int) -> int:
        """That much in whole tablets; 0 where it is less than one dose may be."""
        whole_mg = mg // self.strength_mg * self.strength_mg
        return whole_mg if whole_mg >= self.dose_min_mg else 0

    @property
    def may_be_planned(self) -> bool:
        """Whether its amounts are known well enough to plan with."""
        return self.confidence is not Confidence.LOW


class GelRule(Value):
    """What holds for anti-inflammatory gel on the back in a region when nothing else speaks against it."""

    verdict: Verdict
    rule: str
    why: str
    sources: tuple[str, ...]


class LoggedLabel(Value):
    """What a pack allows in 24 hours of a medicine that is written down here and never planned."""

    medicine: Medicine
    daily_max_mg: int
    confidence: Confidence
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.daily_max_mg <= 0:
            raise ValueError("daily_max_mg must be above 0")


class NotPlanned(Value):
    """Why a medicine that is planned elsewhere has no course in a region."""

    medicine: Medicine
    why: str
    sources: tuple[str, ...]


class Region(Value):
    """A region: its code (`NZ`; `other`), whom to call, what is sold, and what holds for gel.

    `not_planned` says why a medicine that is planned elsewhere is not planned there; `logged_labels` is how
    much a day the packs of those allow that are never planned.
    """

    code: str
    name: str
    locale_territories: tuple[str, ...]
    gel: GelRule
    contacts: tuple[Contact, ...]
    products: tuple[Product, ...]
    is_draft: bool
    not_planned: tuple[NotPlanned, ...] = ()
    logged_labels: tuple[LoggedLabel, ...] = ()

    def contacts_for(self, kind: ContactKind) -> tuple[Contact, ...]:
        """The numbers for one purpose, the first to call first."""
        return tuple(contact for contact in self.contacts if contact.kind is kind)

    def products_of(self, medicine: Medicine) -> tuple[Product, ...]:
        """The packs of a medicine that may be planned with, the usual one first."""
        return tuple(one for one in self.products if one.medicine is medicine and one.may_be_planned)

    def why_not(self, medicine: Medicine) -> NotPlanned | None:
        """Why a medicine is not planned there; None where it is, or where nothing is told."""
        return next((one for one in self.not_planned if one.medicine is medicine), None)

    def product(self, product_id: str) -> Product:
        """The pack of that id; KeyError if there is none."""
        return {product.id: product for product in self.products}[product_id]


def _is_whole(mg: int, strength_mg: int) -> bool:
    return mg > 0 and strength_mg > 0 and mg % strength_mg == 0


def find_region(regions: Iterable[Region], code: str) -> Region | None:
    """The region with that code, in capitals or not; None if there is none."""
    return next((region for region in regions if region.code.lower() == code.strip().lower()), None)


def label_daily_max_mg(medicine: Medicine, regions: Iterable[Region], code: str = "") -> int | None:
    """The most in 24 hours that a pack of a medicine allows: in the region of that code, where it is known.

    Else the least of all regions; None where no pack of any region tells.
    """
    found: dict[str, list[int]] = {}
    for region in regions:
        amounts = [pack.label_daily_max_mg for pack in region.products_of(medicine)]
        amounts += [one.daily_max_mg for one in region.logged_labels if one.medicine is medicine]
        found[region.code] = amounts
    here = found.get(code) or [mg for amounts in found.values() for mg in amounts]
    return min(here, default=None)


def limits_for(product: Product, own: PersonalLimits) -> DoseLimits:
    """The strictest of what the pack, the plan and the person's own answers allow."""
    joined = own.join(
        PersonalLimits(
            product.dose_max_mg,
            product.plan_daily_max_mg,
            product.label_spacing_hours,
            product.plan_doses_24h,
            product.plan_cap_days,
        )
    )
    spacing_hours = joined.spacing_hours or product.label_spacing_hours
    return DoseLimits(
        medicine=product.medicine,
        single_max_mg=joined.single_max_mg or product.dose_max_mg,
        spacing_hours=spacing_hours,
        plan_spacing_hours=max(spacing_hours, product.plan_spacing_hours),
        daily_max_mg=joined.daily_max_mg or product.plan_daily_max_mg,
        label_daily_max_mg=product.label_daily_max_mg,
        doses_24h=joined.doses_24h or product.plan_doses_24h,
        cap_days=joined.cap_days or product.plan_cap_days,
        own=own,
    )
