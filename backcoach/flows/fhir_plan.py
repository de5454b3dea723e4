"""The week that was issued last, as a FHIR CarePlan may tell it. Nothing is issued for it."""

from __future__ import annotations

from backcoach.coach.week import PlanItem, WeekPlan
from backcoach.coach.withholding import LIBRARY, MOVING
from backcoach.flows.closed import as_it_goes_on
from backcoach.flows.desk import Desk
from backcoach.flows.issuing import waits_for_review
from backcoach.flows.lighter import pause_now
from backcoach.flows.withheld import week_as_it_may_be, withheld_now
from backcoach.share.fhir_told import PlanNow

ACTIVE, ON_HOLD, COMPLETED = "active", "on-hold", "completed"


def plan_now(desk: Desk) -> PlanNow | None:
    """The last week of this bout, and what of it may be done; None where none was issued.

    While the plan rests it is on hold and names nothing to do; in a pause it is on hold as it is.
    """
    weeks = desk.weeks()
    if not weeks:
        return None
    entry = next(one for one in desk.journal.newest_first(WeekPlan) if one.body == weeks[-1])
    stands = desk.standing()
    if not stands.is_plan_allowed:
        return PlanNow(entry, ON_HOLD, ())
    return PlanNow(entry, _status(desk, weeks[-1]), _open_items(desk, weeks[-1]))


def _status(desk: Desk, week: WeekPlan) -> str:
    if pause_now(desk) is not None:
        return ON_HOLD
    goes_on = desk.moment.today <= week.ends_on or waits_for_review(desk, as_it_goes_on(desk, week))
    return ACTIVE if goes_on else COMPLETED


def _open_items(desk: Desk, week: WeekPlan) -> tuple[PlanItem, ...]:
    """What newer answers leave of a week."""
    withheld = withheld_now(desk, desk.standing())
    if withheld.part(MOVING).verdict.rank == 0:
        return ()
    left, _ = week_as_it_may_be(desk, week)
    with_exercises = withheld.part(LIBRARY).verdict.rank > 0
    return tuple(one for one in left.items if one.days and (with_exercises or not one.is_exercise))
