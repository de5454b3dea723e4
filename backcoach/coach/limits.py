"""Medicines, how far one is open to a person, and the amounts that hold for it."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering

from backcoach.values import Value, replace

DAY_HOURS = 24
NSAID_DAYS = 7
NSAID_WINDOW_DAYS = 14
REST_DAYS = 14


class Medicine(Enum):
    """An active substance, or a form of one, in the order its column is shown."""

    PARACETAMOL = "paracetamol"
    IBUPROFEN = "ibuprofen"
    NAPROXEN = "naproxen"
    DICLOFENAC = "diclofenac"
    NSAID_GEL = "nsaid_gel"
    ASPIRIN = "aspirin"

    @property
    def is_nsaid(self) -> bool:
        """Whether it is an anti-inflammatory, in any form."""
        return self is not Medicine.PARACETAMOL


PLANNED = (Medicine.PARACETAMOL, Medicine.IBUPROFEN, Medicine.NAPROXEN)
"""The medicines that a course may be planned with, in the order they are named."""


@total_ordering
class Verdict(Enum):
    """How far a medicine is open to a person, from open to closed."""

    ALLOW = "allow"
    CAUTION = "caution"
    ASK_FIRST = "ask_first"
    AVOID = "avoid"

    def __lt__(self, other: Verdict) -> bool:
        return _RANKS[self] < _RANKS[other]


_RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}


def _smaller(one: int | None, other: int | None) -> int | None:
    return min((amount for amount in (one, other) if amount is not None), default=None)


def _larger(one: int | None, other: int | None) -> int | None:
    return max((amount for amount in (one, other) if amount is not None), default=None)


class PersonalLimits(Value):
    """Amounts a person's own answers impose, tighter than the pack. None means the answers add nothing."""

    single_max_mg: int | None = None
    daily_max_mg: int | None = None
    spacing_hours: int | None = None
    doses_24h: int | None = None
    cap_days: int | None = None

    def __post_init__(self) -> None:
        amounts = (self.single_max_mg, self.daily_max_mg, self.spacing_hours, self.doses_24h, self.cap_days)
        if any(amount is not None and amount <= 0 for amount in amounts):
            raise ValueError("a limit must be above 0")

    def join(self, other: PersonalLimits) -> PersonalLimits:
        """The strictest of both: smallest amounts, longest gap, fewest days."""
        return PersonalLimits(
            _smaller(self.single_max_mg, other.single_max_mg),
            _smaller(self.daily_max_mg, other.daily_max_mg),
            _larger(self.spacing_hours, other.spacing_hours),
            _smaller(self.doses_24h, other.doses_24h),
            _smaller(self.cap_days, other.cap_days),
        )


class DoseLimits(Value):
    """What holds for one medicine, one product and one person.

    `single_max_mg` is for one dose. `spacing_hours` is the shortest gap at all (pack or own limit);
    `plan_spacing_hours` the gap between planned doses. `daily_max_mg` and `doses_24h` hold in any 24
    hours; `label_daily_max_mg` is the pack's amount. `own` are the limits of the person's answers.
    """

    medicine: Medicine
    single_max_mg: int
    spacing_hours: int
    plan_spacing_hours: int
    daily_max_mg: int
    label_daily_max_mg: int
    doses_24h: int
    cap_days: int
    own: PersonalLimits = PersonalLimits()

    def __post_init__(self) -> None:
        if not 0 < self.daily_max_mg <= self.label_daily_max_mg:
            raise ValueError("daily_max_mg must be above 0 and within label_daily_max_mg")
        if not 0 < self.spacing_hours <= self.plan_spacing_hours:
            raise ValueError("spacing_hours must be above 0 and within plan_spacing_hours")
        if min(self.single_max_mg, self.doses_24h, self.cap_days) <= 0:
            raise ValueError("a limit must be above 0")

    @property
    def for_plan(self) -> DoseLimits:
        """These limits as they hold between planned doses."""
        return replace(self, spacing_hours=self.plan_spacing_hours)

    def join(self, other: DoseLimits) -> DoseLimits:
        """The strictest of both in everything. Raises ValueError for limits of another medicine."""
        if other.medicine is not self.medicine:
            raise ValueError("the limits are those of another medicine")
        return DoseLimits(
            medicine=self.medicine,
            single_max_mg=min(self.single_max_mg, other.single_max_mg),
            spacing_hours=max(self.spacing_hours, other.spacing_hours),
            plan_spacing_hours=max(self.plan_spacing_hours, other.plan_spacing_hours),
            daily_max_mg=min(self.daily_max_mg, other.daily_max_mg),
            label_daily_max_mg=min(self.label_daily_max_mg, other.label_daily_max_mg),
            doses_24h=min(self.doses_24h, other.doses_24h),
            cap_days=min(self.cap_days, other.cap_days),
            own=self.own.join(other.own),
        )

    def under(self, own: PersonalLimits) -> DoseLimits:
        """These limits and a person's own ones, the strictest of both in everything."""
        gap = max(self.spacing_hours, own.spacing_hours or 0)
        return replace(
            self,
            single_max_mg=min(self.single_max_mg, own.single_max_mg or self.single_max_mg),
            spacing_hours=gap,
            plan_spacing_hours=max(self.plan_spacing_hours, gap),
            daily_max_mg=min(self.daily_max_mg, own.daily_max_mg or self.daily_max_mg),
            doses_24h=min(self.doses_24h, own.doses_24h or self.doses_24h),
            cap_days=min(self.cap_days, own.cap_days or self.cap_days),
            own=self.own.join(own),
        )

    @property
    def overdose_above_mg(self) -> int:
        """The amount in 24 hours above which the poison number is shown: the pack's or the person's own."""
        return min(self.label_daily_max_mg, self.own.daily_max_mg or self.label_daily_max_mg)
