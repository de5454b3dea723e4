"""What a screen or a document shows of the prescribed medicines."""

from __future__ import annotations

from datetime import datetime, timedelta

from backcoach.coach.limits import DAY_HOURS
from backcoach.coach.prescribed import is_review_passed, next_by_label, uncounted
from backcoach.flows.desk import Desk
from backcoach.flows.prescriptions import Prescription, prescriptions, units_of
from backcoach.values import Value


class PrescriptionView(Value):
    """One prescribed medicine with the units of the last 24 hours.

    `next_at` (UTC) is from when its own label lets one dose follow, None where the label does not say, or
    it is no longer taken. `is_counted` is false where it holds a painkiller whose amount is not known.
    """

    prescription: Prescription
    units_24h: float
    next_at: datetime | None
    is_counted: bool
    is_review_passed: bool


def prescribed_views(desk: Desk) -> tuple[PrescriptionView, ...]:
    """Every prescribed medicine as it stands now."""
    return tuple(prescribed_view(desk, one) for one in prescriptions(desk))


def prescribed_view(desk: Desk, one: Prescription) -> PrescriptionView:
    """One prescribed medicine as it stands now."""
    now, taken = desk.moment.now, units_of(desk, one.body.id)
    recent = (each.units for each in taken if each.instant > now - timedelta(hours=DAY_HOURS))
    is_running = one.ended_at is None
    return PrescriptionView(
        one,
        sum(recent),
        next_by_label(one.body, taken, now) if is_running else None,
        not uncounted(one.body, desk.book.prescribed),
        is_running and is_review_passed(one.body, desk.moment.today),
    )
