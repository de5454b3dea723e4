"""Whether a dose may be taken now, and what a dose already swallowed means.

All windows roll on instants, never on calendar days: a dose exactly 24 hours old no longer counts. A dose
dated in the future counts as taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import total_ordering

from backcoach.coach.limits import DAY_HOURS, DoseLimits, Medicine
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.values import Decision, Reason
from backcoach.values import Value

TAKEN_TOO_MUCH_NSAID, TAKEN_TOO_MUCH_PARACETAMOL = "taken_above_limit_nsaid", "taken_above_limit_paracetamol"
_DAY = timedelta(hours=DAY_HOURS)


class Dose(Value):
    """One amount taken, mg of the active substance, at an aware instant. Raises ValueError otherwise."""

    medicine: Medicine
    mg: int
    taken_at: datetime

    def __post_init__(self) -> None:
        if self.mg <= 0:
            raise ValueError("mg must be above 0")
        _utc(self.taken_at)

    @property
    def instant(self) -> datetime:
        """When it was taken, in UTC, so that differences are true hours over a clock change."""
        return _utc(self.taken_at)


class DoseVerdict(Value):
    """Whether an amount may be taken now; if not, from when (UTC), or None if never in one dose."""

    is_allowed: bool
    next_allowed_at: datetime | None


@total_ordering
class Taken(Enum):
    """What a dose already swallowed means, from nothing to do to calling for help.

    `EXTRA` is one more than the plan has for its day, within every limit. `NOT_OPEN` is a dose of a medicine
    that was closed to the person then, whatever its amount.
    """

    FINE = "fine"
    EXTRA = "extra"
    TOO_EARLY = "too_early"
    ABOVE_PLAN = "above_plan"
    NOT_OPEN = "not_open"
    ABOVE_LIMIT = "above_limit"

    def __lt__(self, other: Taken) -> bool:
        order = list(Taken)
        return order.index(self) < order.index(other)


class TakenVerdict(Value):
    """What a swallowed dose means, and the instant (UTC) before which no more of it may be taken."""

    outcome: Taken
    locked_until_at: datetime


def may_take(
    mg: int, doses: Iterable[Dose], limits: DoseLimits, now: datetime, book: MedicineBook
) -> Decision[DoseVerdict]:
    """Whether `mg` may be taken at `now` (aware): the smallest of independent limits.

    Doses of other medicines are left aside. Raises ValueError for an amount of 0 or less.
    """
    if mg <= 0:
        raise ValueError("mg must be above 0")
    at = _utc(now)
    own = _own(doses, limits, at)
    blocks = _blocks(mg, own, limits, at)
    if not blocks:
        return Decision(
            DoseVerdict(is_allowed=True, next_allowed_at=at), (book.reason("dose_allowed", mg=mg),)
        )
    reasons = tuple(book.reason(rule, mg=mg, limit=limit) for rule, limit in blocks)
    next_at = earliest_allowed(mg, own, limits, at)
    return Decision(DoseVerdict(is_allowed=False, next_allowed_at=next_at), reasons)


def earliest_allowed(
    mg: int, doses: Iterable[Dose], limits: DoseLimits, not_before: datetime
) -> datetime | None:
    """The first instant (UTC) from `not_before` on at which every limit lets `mg` be taken; None if never."""
    start = _utc(not_before)
    own = _own(doses, limits, start)
    gaps = (timedelta(hours=limits.spacing_hours), _DAY)
    moments = {start} | {dose.instant + gap for dose in own for gap in gaps}
    return next((at for at in sorted(moments) if at >= start and not _blocks(mg, own, limits, at)), None)


def judge_taken(
    mg: int, doses: Iterable[Dose], limits: DoseLimits, taken_at: datetime, book: MedicineBook
) -> Decision[TakenVerdict]:
    """What it means that `mg` was swallowed at `taken_at` (aware) beside the other `doses`.

    A dose remembered late is judged together with those taken within a day after it.
    """
    new = Dose(limits.medicine, mg, taken_at)
    others = _own(doses, limits, new.instant)
    everything = _own((*others, new), limits, new.instant)
    amounts = (_amount_outcome(dose, everything, limits) for dose in _within_a_day(new, everything))
    outcome = max(_gap_outcome(new, others, limits), *amounts)
    spaced_at = everything[-1].instant + timedelta(hours=limits.spacing_hours)
    until_at = max(spaced_at, _locked_until(everything, limits) or spaced_at)
    sum_mg = most_in_24h(new, others)
    return Decision(TakenVerdict(outcome, until_at), (_taken_reason(outcome, mg, sum_mg, limits, book),))


def most_in_24h(new: Dose, others: Iterable[Dose]) -> int:
    """The largest sum, in mg, of any 24 hours that hold a dose, with the others of its medicine."""
    doses = tuple(one for one in (*others, new) if one.medicine is new.medicine)
    return max(_sum_mg(doses, one.instant) for one in _within_a_day(new, doses))


def _within_a_day(new: Dose, doses: tuple[Dose, ...]) -> tuple[Dose, ...]:
    """A dose and those after it that share some 24 hours with it."""
    return tuple(one for one in doses if new.instant <= one.instant < new.instant + _DAY)


def _taken_reason(outcome: Taken, mg: int, sum_mg: int, limits: DoseLimits, book: MedicineBook) -> Reason:
    rule = f"taken_{outcome.value}"
    if outcome is Taken.ABOVE_LIMIT:
        rule = TAKEN_TOO_MUCH_NSAID if limits.medicine.is_nsaid else TAKEN_TOO_MUCH_PARACETAMOL
    most_mg = limits.overdose_above_mg if outcome is Taken.ABOVE_LIMIT else limits.daily_max_mg
    return book.reason(rule, mg=mg, taken_24h_mg=sum_mg, limit_24h_mg=most_mg)


def _gap_outcome(new: Dose, others: tuple[Dose, ...], limits: DoseLimits) -> Taken:
    spacing = timedelta(hours=limits.spacing_hours)
    is_close = any(abs(dose.instant - new.instant) < spacing for dose in others)
    lock_at = _locked_until(tuple(dose for dose in others if dose.instant <= new.instant), limits)
    is_locked = lock_at is not None and new.instant < lock_at
    return Taken.TOO_EARLY if is_close or is_locked else Taken.FINE


def _amount_outcome(dose: Dose, everything: tuple[Dose, ...], limits: DoseLimits) -> Taken:
    own_single_mg = limits.own.single_max_mg or dose.mg
    if _sum_mg(everything, dose.instant) > limits.overdose_above_mg or dose.mg > own_single_mg:
        return Taken.ABOVE_LIMIT
    return Taken.ABOVE_PLAN if _is_above_plan(dose, everything, limits) else Taken.FINE


def _is_above_plan(dose: Dose, everything: tuple[Dose, ...], limits: DoseLimits) -> bool:
    return (
        dose.mg > limits.single_max_mg
        or _sum_mg(everything, dose.instant) > limits.daily_max_mg
        or len(_window(everything, dose.instant)) > limits.doses_24h
    )


def _locked_until(own: tuple[Dose, ...], limits: DoseLimits) -> datetime | None:
    """Until when a dose above the plan's amounts locks this medicine; None without such a dose."""
    return max((dose.instant + _DAY for dose in own if _is_above_plan(dose, own, limits)), default=None)


def _blocks(mg: int, own: tuple[Dose, ...], limits: DoseLimits, at: datetime) -> tuple[tuple[str, int], ...]:
    """The limits that forbid `mg` at an instant, as (rule, limit); doses after it count as taken."""
    recent = tuple(dose for dose in own if dose.instant > at - _DAY)
    last_at = own[-1].instant if own else at - _DAY
    lock_at = _locked_until(own, limits) or at
    checks = (
        ("single_max", limits.single_max_mg, mg > limits.single_max_mg),
        ("lock_24h", DAY_HOURS, at < lock_at),
        ("daily_max", limits.daily_max_mg, mg + sum(dose.mg for dose in recent) > limits.daily_max_mg),
        ("doses_24h", limits.doses_24h, len(recent) + 1 > limits.doses_24h),
        ("spacing", limits.spacing_hours, at < last_at + timedelta(hours=limits.spacing_hours)),
    )
    return tuple((rule, limit) for rule, limit, is_broken in checks if is_broken)


def _window(doses: tuple[Dose, ...], at: datetime) -> tuple[Dose, ...]:
    return tuple(dose for dose in doses if at - _DAY < dose.instant <= at)


def _sum_mg(doses: tuple[Dose, ...], at: datetime) -> int:
    return sum(dose.mg for dose in _window(doses, at))


def _own(doses: Iterable[Dose], limits: DoseLimits, at: datetime) -> tuple[Dose, ...]:
    """The doses of this medicine that can matter at an instant, the first taken first."""
    oldest = at - 2 * _DAY
    own = (dose for dose in doses if dose.medicine is limits.medicine and dose.instant > oldest)
    return tuple(sorted(own, key=lambda dose: dose.instant))


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("the instant must be aware")
    return at.astimezone(UTC)
