"""Which medicines are open to a person, with what limits, and why.

Missing and not sure count as yes. The worst verdict of all hits wins, and their limits join to the strictest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from backcoach.coach.limits import DoseLimits, Medicine, PersonalLimits, Verdict
from backcoach.coach.medicines import Clearance, Condition, MedicineBook
from backcoach.coach.regions import Region, limits_for
from backcoach.coach.values import Answer, Reason
from backcoach.values import Value, replace

HIT_REMOVED = "hit_removed"
"""The rule for an answer that spoke against an anti-inflammatory before, and was changed since."""

_REASONS_TO_AVOID = 3


class Eligibility(Value):
    """How far one medicine is open to one person.

    `limits` hold for the region's usual pack; None where no amounts are given. `own` are the limits of the
    person's answers alone, for any other pack. `may_be_cleared` tells whether a recorded yes could open it.
    `asks` are the ids of all that asks for such a yes, or speaks against the medicine.
    """

    medicine: Medicine
    verdict: Verdict
    limits: DoseLimits | None
    own: PersonalLimits
    may_be_cleared: bool
    reasons: tuple[Reason, ...]
    asks: tuple[str, ...] = ()


class _Hit(Value):
    """One condition that holds, or may hold, and what it does to one medicine."""

    condition: Condition
    verdict: Verdict
    own: PersonalLimits
    reason: Reason


def check_medicines(
    answers: Mapping[str, Answer],
    age_years: int | None,
    weight_kg: float | None,
    region: Region | None,
    book: MedicineBook,
    *,
    named_nsaid: Medicine | None = None,
) -> tuple[Eligibility, ...]:
    """The verdict for each of the six medicines, in their order.

    `named_nsaid` is the one anti-inflammatory a yes to `other_nsaid` is about; that one is left
    alone. A region that is not known narrows like the strictest.
    """
    facts = _Facts(answers, age_years, weight_kg, book, named_nsaid)
    return tuple(_check(medicine, facts, region, book) for medicine in Medicine)


def check_medicine(
    medicine: Medicine,
    answers: Mapping[str, Answer],
    weight_kg: float | None,
    region: Region | None,
    book: MedicineBook,
) -> Eligibility:
    """The verdict that `check_medicines` has for one of them, where the answers alone tell the age."""
    return _check(medicine, _Facts(answers, None, weight_kg, book, None), region, book)


def may_plan(eligibility: Eligibility, clearances: tuple[Clearance, ...], on: date) -> bool:
    """Whether a course may start on a date: it is open, or somebody's yes is recorded by then."""
    if eligibility.limits is None or eligibility.verdict is Verdict.AVOID:
        return False
    if eligibility.verdict < Verdict.ASK_FIRST:
        return True
    return any(yes.medicine is eligibility.medicine and yes.on <= on for yes in clearances)


def covers(yes: Clearance, eligibility: Eligibility) -> bool:
    """Whether a recorded yes was given for all that asks for one now; a new hit needs a new yes."""
    return yes.medicine is eligibility.medicine and set(eligibility.asks) <= set(yes.hits)


def verdict_with(eligibility: Eligibility, clearances: Iterable[Clearance], on: date) -> Verdict:
    """The verdict on a date, with what was said yes to by then: a lifted `ask_first` is a caution."""
    is_lifted = any(yes.on <= on and covers(yes, eligibility) for yes in clearances)
    return Verdict.CAUTION if eligibility.may_be_cleared and is_lifted else eligibility.verdict


def with_removed(eligibility: Eligibility, before: Iterable[str], book: MedicineBook) -> Eligibility:
    """The same, where hits of earlier answers are gone: an anti-inflammatory then asks for a yes of its own.

    `before` are the ids of all that ever asked first for it, or closed it.
    """
    gone = sorted(set(before) - set(eligibility.asks))
    if not gone or not eligibility.medicine.is_nsaid or eligibility.limits is None:
        return eligibility
    return replace(
        eligibility,
        verdict=Verdict.ASK_FIRST,
        may_be_cleared=True,
        reasons=(*eligibility.reasons, *(book.reason(HIT_REMOVED, was=one) for one in gone)),
        asks=(*eligibility.asks, *(f"{HIT_REMOVED}.{one}" for one in gone)),
    )


def missing_conditions(
    answers: Mapping[str, Answer], age_years: int | None, weight_kg: float | None, book: MedicineBook
) -> tuple[str, ...]:
    """The conditions still to be answered before a check is complete, in the book's order."""
    facts = _Facts(answers, age_years, weight_kg, book, None)
    open_ones = (one for one in book.conditions if not one.is_computed and one.id not in answers)
    return tuple(one.id for one in open_ones if facts.answer(one) is None)


class _Facts(Value):
    """The answers together with the numbers that answer some conditions."""

    answers: Mapping[str, Answer]
    age_years: int | None
    weight_kg: float | None
    book: MedicineBook
    named_nsaid: Medicine | None

    def answer(self, condition: Condition) -> Answer | None:
        """What is known of a condition; None when nothing is. A number never turns a given yes into no."""
        given = self.answers.get(condition.id)
        counted = self._counted(condition)
        if given in (Answer.YES, Answer.NOT_SURE) or counted is None:
            return given
        return counted

    def _counted(self, condition: Condition) -> Answer | None:
        """What the numbers or other answers say of a condition."""
        if condition.all_of:
            parts = (self.book.condition(one) for one in condition.all_of)
            return _yes_if(all(self.answer(part) is not Answer.NO for part in parts))
        if condition.is_age_row:
            return None if self.age_years is None else _yes_if(condition.holds_at_age(self.age_years))
        if condition.below_weight_kg is not None:
            return None if self.weight_kg is None else _yes_if(self.weight_kg < condition.below_weight_kg)
        return Answer.NO if condition.is_closed_at(self.age_years) else None

    def hits(self, medicine: Medicine, region: Region | None) -> tuple[_Hit, ...]:
        """Every condition that narrows a medicine, the strongest first."""
        found = (self._hit(condition, medicine, region) for condition in self.book.conditions)
        return tuple(sorted((hit for hit in found if hit), key=lambda hit: hit.verdict, reverse=True))

    def _hit(self, condition: Condition, medicine: Medicine, region: Region | None) -> _Hit | None:
        answer, cell = self.answer(condition), condition.cells.get(medicine)
        if cell is None or answer is Answer.NO or self._is_named(condition, medicine):
            return None
        stronger = (
            one.verdict
            for one in condition.escalations
            if one.medicine is medicine and (region is None or region.code == one.region)
        )
        given = "missing" if answer is None else answer.value
        reason = Reason(condition.id, condition.why, ((condition.id, given),), condition.sources)
        return _Hit(condition, max(cell.verdict, *stronger, Verdict.ALLOW), cell.limits, reason)

    def _is_named(self, condition: Condition, medicine: Medicine) -> bool:
        is_yes = self.answers.get(condition.id) is Answer.YES
        return condition.spares_named_nsaid and is_yes and medicine is self.named_nsaid


def _check(medicine: Medicine, facts: _Facts, region: Region | None, book: MedicineBook) -> Eligibility:
    hits = facts.hits(medicine, region)
    base, base_reasons = _base(medicine, region, book)
    verdict = max((base, *(hit.verdict for hit in hits)))
    reasons = tuple(hit.reason for hit in hits) + base_reasons
    asked = {hit.condition.reason_key for hit in hits if _counts(hit)}
    if len(asked) >= _REASONS_TO_AVOID and verdict < Verdict.AVOID:
        verdict = Verdict.AVOID
        reasons = (book.reason("three_reasons", reasons=", ".join(sorted(asked))), *reasons)
    own = PersonalLimits()
    for hit in hits:
        own = own.join(hit.own)
    limits = _limits(medicine, region, own, book) if verdict < Verdict.AVOID else None
    may_be_cleared = verdict is Verdict.ASK_FIRST and limits is not None
    asks = tuple(hit.condition.id for hit in hits if hit.verdict >= Verdict.ASK_FIRST)
    return Eligibility(medicine, verdict, limits, own, may_be_cleared, reasons, asks)


def _counts(hit: _Hit) -> bool:
    return hit.verdict is Verdict.ASK_FIRST and hit.condition.counts_as_reason


def _base(
    medicine: Medicine, region: Region | None, book: MedicineBook
) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict of a medicine in a region when nothing about the person speaks against it."""
    if medicine is Medicine.NSAID_GEL and region is not None:
        gel = region.gel
        is_open = gel.verdict is Verdict.ALLOW
        return gel.verdict, () if is_open else (
            Reason(gel.rule, gel.why, (("region", region.code),), gel.sources),
        )
    if not book.info(medicine).may_be_planned:
        return Verdict.ASK_FIRST, (book.reason("not_planned_here", medicine=medicine.value),)
    if region is None or not region.products_of(medicine):
        return Verdict.ASK_FIRST, (_no_row(medicine, region, book),)
    return Verdict.ALLOW, ()


def _no_row(medicine: Medicine, region: Region | None, book: MedicineBook) -> Reason:
    """Why no amounts are given: in the words of the region, where it has some of its own."""
    code = region.code if region else "not known"
    reason = book.reason("no_product_row", medicine=medicine.value, region=code)
    told = region.why_not(medicine) if region else None
    return replace(reason, why=told.why, sources=told.sources) if told else reason


def _limits(
    medicine: Medicine, region: Region | None, own: PersonalLimits, book: MedicineBook
) -> DoseLimits | None:
    products = region.products_of(medicine) if region and book.info(medicine).may_be_planned else ()
    return limits_for(products[0], own) if products else None


def _yes_if(holds: bool) -> Answer:  # noqa: FBT001 - a plain turn of one word into another
    return Answer.YES if holds else Answer.NO
