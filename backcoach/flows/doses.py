"""Recording doses, and what each swallowed one means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from backcoach.coach.dosing import TAKEN_TOO_MUCH_NSAID, Dose, Taken, TakenVerdict, most_in_24h
from backcoach.coach.dosing import judge_taken as judge
from backcoach.coach.limits import DAY_HOURS, DoseLimits, Medicine, PersonalLimits
from backcoach.coach.open_medicine import taken_rule
from backcoach.coach.record import DoseTaken, Screened
from backcoach.coach.regions import label_daily_max_mg, limits_for
from backcoach.coach.values import Answer, Decision, Reason
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish, closed_at, counted, limits_of, verdict_of
from backcoach.flows.errors import Refused
from backcoach.flows.taken import extra_lock, extras, local_day, taken_since
from backcoach.values import Value, replace


class DoseResult(Value):
    """What became of it: what it means, the reasons, and until when no more may be taken.

    `locked_until_at` is None where the medicine is not open to the person, or no longer by then: no time
    makes it so. `screened` is what too much of it led to, once that is recorded.
    """

    wish: DoseWish
    outcome: Taken
    reasons: tuple[Reason, ...]
    locked_until_at: datetime | None
    screened: Screened | None = None

    @property
    def is_fine(self) -> bool:
        """Whether nothing is to be said about it."""
        return self.outcome is Taken.FINE

    @property
    def is_overdose(self) -> bool:
        """Whether it was more than is safe."""
        return self.outcome is Taken.ABOVE_LIMIT


def keep_doses(
    desk: Desk,
    wishes: Iterable[DoseWish],
    supersedes: Sequence[str] = (),
    beside: Iterable[object] = (),
    *,
    flags: Mapping[str, Answer] | None = None,
) -> tuple[DoseResult, ...]:
    """Record doses and say what each one means. Raises `Unsaved` for an overdose that cannot be kept.

    What was swallowed at one instant is recorded together, with the screening that too much of it leads to:
    all of it or nothing. `flags` are the signs that were told with it. `supersedes` are the ids of
    the doses that those of one instant correct, one for each; the record of the desk must be as if they were
    not there. `beside` is recorded with them.
    """
    results: list[DoseResult] = []
    for at, group in groupby((counted(desk, one) for one in wishes), key=lambda wish: wish.at):
        together = _judged(desk, tuple(group), at)
        bodies = [
            DoseTaken(one.wish.medicine, one.wish.mg, one.outcome > Taken.EXTRA, one.wish.product)
            for one in together
        ]
        screened = _overdose(desk, flags) if any(one.is_overdose for one in together) else None
        follows = [screened] if screened else []
        desk.keep(*bodies, *beside, at=at, day_on=local_day(desk, at), supersedes=supersedes, follows=follows)
        results += (replace(one, screened=screened) if one.is_overdose else one for one in together)
    return tuple(results)


def overdose_among(results: Iterable[DoseResult]) -> Screened | None:
    """What too much of a medicine led to; None where none was too much."""
    return next((one.screened for one in reversed([*results]) if one.screened is not None), None)


def _judged(desk: Desk, wishes: tuple[DoseWish, ...], at: datetime) -> list[DoseResult]:
    """What doses swallowed at one instant mean; each is judged beside those before it."""
    others, results = list(taken_since(desk, at)), []
    for wish in wishes:
        limits = limits_to_judge(desk, wish.medicine)
        closed = closed_at(desk, wish.medicine, at, others)
        if limits is None:
            decision = _without_limits(desk, wish, others)
        else:
            decision = judge(wish.mg, others, limits, at, desk.book.medicine)
        others.append(Dose(wish.medicine, wish.mg, at))
        verdict = _with_extra(decision, wish, others, desk)
        results.append(_closed(wish, verdict, closed, desk) if closed else _open(wish, verdict, others, desk))
    return results


def _with_extra(
    decision: Decision[TakenVerdict], wish: DoseWish, known: list[Dose], desk: Desk
) -> Decision[TakenVerdict]:
    """The same, unless the dose is within every limit and still more than the plan has for its day."""
    from backcoach.coach.missed import TAKEN_EXTRA

    is_extra = any(one.instant == wish.at for one in extras(desk, wish.medicine, known))
    if not is_extra or decision.value.outcome is not Taken.FINE:
        return decision
    until_at = max(decision.value.locked_until_at, extra_lock(desk, wish.medicine, known) or wish.at)
    reason = desk.book.medicine.reason(TAKEN_EXTRA, medicine=wish.medicine.value, mg=wish.mg)
    return Decision(TakenVerdict(Taken.EXTRA, until_at), (reason,))


def _without_limits(desk: Desk, wish: DoseWish, others: list[Dose]) -> Decision[TakenVerdict]:
    """What is said of a dose of a medicine that is never planned: too much by its packs, or not open."""
    from backcoach.coach.missed import TAKEN_NO_LIMITS

    until_at = wish.at + timedelta(hours=DAY_HOURS)
    sum_mg = most_in_24h(Dose(wish.medicine, wish.mg, wish.at), others)
    label_mg = label_daily_max_mg(wish.medicine, desk.book.regions, desk.region_code())
    if label_mg is not None and sum_mg > label_mg:
        too_much = desk.book.medicine.reason(
            TAKEN_TOO_MUCH_NSAID, mg=wish.mg, taken_24h_mg=sum_mg, limit_24h_mg=label_mg
        )
        return Decision(TakenVerdict(Taken.ABOVE_LIMIT, until_at), (too_much,))
    reason = desk.book.medicine.reason(TAKEN_NO_LIMITS, medicine=wish.medicine.value, mg=wish.mg)
    return Decision(TakenVerdict(Taken.NOT_OPEN, until_at), (reason,))


def _overdose(desk: Desk, flags: Mapping[str, Answer] | None) -> Screened:
    from backcoach.flows.flagged import overdose

    return overdose(desk, flags or {})


def _open(wish: DoseWish, decision: Decision[TakenVerdict], known: list[Dose], desk: Desk) -> DoseResult:
    """What a swallowed dose of an open medicine means; no time is given where it is closed by the next."""
    outcome, until_at = decision.value.outcome, decision.value.locked_until_at
    later = closed_at(desk, wish.medicine, max(until_at, desk.moment.now), known)
    if not later:
        return DoseResult(wish, outcome, decision.reasons, until_at)
    closes = tuple(desk.book.medicine.reason(rule, medicine=wish.medicine.value) for rule in later)
    return DoseResult(wish, outcome, (*decision.reasons, *closes), None)


def _closed(
    wish: DoseWish, decision: Decision[TakenVerdict], closed: tuple[str, ...], desk: Desk
) -> DoseResult:
    """What a swallowed dose of a closed medicine means: no time is given, and none is spoken of."""
    verdict = decision.value
    found = verdict_of(desk, wish.medicine)
    against = tuple(
        desk.book.medicine.reason(taken_rule(rule, found), medicine=wish.medicine.value) for rule in closed
    )
    too_much = decision.reasons if verdict.outcome >= Taken.NOT_OPEN else ()
    return DoseResult(wish, max(verdict.outcome, Taken.NOT_OPEN), (*too_much, *against), None)


def limits_to_judge(desk: Desk, medicine: Medicine) -> DoseLimits | None:
    """What a swallowed dose is held against: where nothing is known of the person, the strictest pack.

    None where no region has a pack of it that gives amounts.
    """
    try:
        return limits_of(desk, medicine)
    except Refused:
        packs = [pack for region in desk.book.regions for pack in region.products_of(medicine)]
        strictest = min(packs, key=lambda pack: (pack.label_daily_max_mg, pack.dose_max_mg), default=None)
        return limits_for(strictest, PersonalLimits()) if strictest else None
