"""What to do about a planned dose whose time has passed: take it now, or leave it out and go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from backcoach.coach.dosing import Dose, may_take
from backcoach.coach.limits import DoseLimits
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.values import Decision
from backcoach.values import replace

MISSED_TAKE, MISSED_LEAVE_OUT = "missed_take", "missed_leave_out"
DOSE_SKIPPED, DOSE_UNDONE = "dose_skipped", "dose_undone"
DOSE_VOMITED, DOSE_VOMITED_RESTING = "dose_vomited", "dose_vomited_resting"
PACK_SLOW, TAKEN_NO_LIMITS = "pack_slow", "taken_no_limits"
TAKEN_EXTRA, EXTRA_LOCK, SKIP_UNDONE = "taken_extra", "extra_lock", "skip_undone"

DOSE_RULE_IDS = (
    MISSED_TAKE,
    MISSED_LEAVE_OUT,
    DOSE_SKIPPED,
    DOSE_VOMITED,
    DOSE_VOMITED_RESTING,
    DOSE_UNDONE,
    PACK_SLOW,
    TAKEN_NO_LIMITS,
    TAKEN_EXTRA,
    EXTRA_LOCK,
    SKIP_UNDONE,
)
"""The rules about single doses whose words the handbook must hold."""


def vomited(*, is_resting: bool) -> str:
    """The rule for a dose that came up again; while the plan rests there is no next dose to wait for."""
    return DOSE_VOMITED_RESTING if is_resting else DOSE_VOMITED


def missed(
    mg: int,
    doses: Iterable[Dose],
    limits: DoseLimits,
    now: datetime,
    book: MedicineBook,
    *,
    next_at: datetime | None,
    bed_at: datetime,
) -> Decision[bool]:
    """Whether a missed dose of `mg` is taken at `now` (aware); else it is left out, and never made up for.

    It is taken only with the planned gap behind it and before the next planned dose (`next_at`, None if
    there is none), before `bed_at`, and where the guard allows it.
    """
    gap = timedelta(hours=limits.plan_spacing_hours)
    as_planned = replace(limits, spacing_hours=limits.plan_spacing_hours)
    has_room = next_at is None or now + gap <= next_at
    is_open = may_take(mg, doses, as_planned, now, book).value.is_allowed
    takes = has_room and is_open and now <= bed_at
    return Decision(takes, (book.reason(MISSED_TAKE if takes else MISSED_LEAVE_OUT, mg=mg),))
