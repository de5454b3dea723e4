"""Whether today is a bad day, so that half of the plan is worth offering."""

from __future__ import annotations

from backcoach.coach.person import Profile
from backcoach.coach.traffic import is_bad_day, usual_pain
from backcoach.flows.days import bout_days
from backcoach.flows.desk import Desk


def is_bad_today(desk: Desk) -> bool:
    """Whether pain is clearly above the usual today, and nothing makes the day lighter yet."""
    begun, days = desk.journal.latest(Profile), bout_days(desk)
    today = next((one for one in days if one.day_on == desk.moment.today), None)
    if begun is None or today is None:
        return False
    rise = desk.book.activity.parameters.review.bad_day_rise
    return is_bad_day(today, usual_pain(today, days, begun.body.pain_average), rise) and not _is_lighter(desk)


def _is_lighter(desk: Desk) -> bool:
    from backcoach.flows.lighter import relief_on

    return relief_on(desk, desk.moment.today) is not None
