"""What the doses of two records come to together, though neither alone was too much."""

from __future__ import annotations

from datetime import datetime, timedelta

from backcoach.coach.dosing import Dose, most_in_24h
from backcoach.coach.limits import Medicine
from backcoach.coach.record import Screened
from backcoach.coach.regions import label_daily_max_mg
from backcoach.coach.values import Answer
from backcoach.flows.clearing import TOO_MUCH
from backcoach.flows.desk import Desk
from backcoach.flows.doses import limits_to_judge
from backcoach.flows.flagged import overdose
from backcoach.flows.taken import LOOK_BACK_DAYS, taken_doses


def keep_joint_overdose(desk: Desk) -> Screened | None:
    """Screen for too much medicine of the last days, and keep the decision.

    None where no 24 hours hold too much, or where that was told since the last of those doses.
    """
    doses = taken_doses(desk)
    too_much = [one.taken_at for one in doses if _is_too_much(desk, one, doses)]
    if not too_much or _is_told_since(desk, max(too_much)):
        return None
    body = overdose(desk, {})
    desk.keep(body)
    return body


def _is_too_much(desk: Desk, dose: Dose, doses: tuple[Dose, ...]) -> bool:
    most_mg = _most_mg(desk, dose.medicine)
    others = (one for one in doses if one is not dose)
    return most_mg is not None and most_in_24h(dose, others) > most_mg


def _most_mg(desk: Desk, medicine: Medicine) -> int | None:
    """More than this in 24 hours is an overdose; None where no pack gives amounts."""
    limits = limits_to_judge(desk, medicine)
    if limits is not None:
        return limits.overdose_above_mg
    return label_daily_max_mg(medicine, desk.book.regions, desk.region_code())


def _is_told_since(desk: Desk, at: datetime) -> bool:
    since = desk.moment.today - timedelta(days=LOOK_BACK_DAYS + 1)
    screenings = desk.journal.entries(Screened, from_on=since)
    return any(one.at >= at and one.body.answers.get(TOO_MUCH) is Answer.YES for one in screenings)
