"""The rules of the look back at a week, one row of the table each, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from backcoach.coach.activity import ActivityBook
from backcoach.coach.evidence import Evidence, done_percent
from backcoach.coach.logged_days import difference
from backcoach.coach.parameters import GapRestart
from backcoach.coach.phases import Track
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord
from backcoach.values import replace

Inputs = tuple[tuple[str, str], ...]
"""What made a rule hold, as names and values; a rule that does not hold gives None."""

Rule = Callable[[Evidence, ActivityBook], Inputs | None]

_WHOLE = 100


def _stop_refer(evidence: Evidence, _book: ActivityBook) -> Inputs | None:
    return (("suspended", "yes"),) if evidence.situation.is_suspended else None


def _gap_restart(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    restart = restart_for(evidence, book)
    return None if restart is None else (("gap_days", str(evidence.gap_days)),)


def _leg_guard(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    limits = book.parameters.review
    if _reaches(evidence.leg.rise, limits.leg_rise):
        return named(leg_rise=evidence.leg.rise)
    if evidence.leg.further_days >= limits.leg_further_days:
        return named(days_further_down_the_leg=evidence.leg.further_days)
    return None


def _flare(evidence: Evidence, _book: ActivityBook) -> Inputs | None:
    return (("flare", "yes"),) if evidence.situation.is_in_flare else None


def _step_back(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    limits = book.parameters.review
    if evidence.situation.is_flare_unsettled:
        return (("flare_unsettled", "yes"),)
    if evidence.reds >= limits.reds_step_back or evidence.unsettled >= limits.unsettled_step_back:
        return named(red_sessions=evidence.reds, unsettled_mornings=evidence.unsettled)
    if not evidence.is_enough or not _reaches(evidence.rise, limits.step_back_rise):
        return None
    return _pain_inputs(evidence)


def _ease_few_days(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    """Too few days, but two at least, and every one clearly worse than the time before."""
    limits = book.parameters.review
    rises = [difference(pain, evidence.compare) for pain in evidence.pains]
    if evidence.is_enough or len(rises) < limits.few_days:
        return None
    return _pain_inputs(evidence) if all(_reaches(rise, limits.few_days_rise) for rise in rises) else None


def _hold_data(evidence: Evidence, _book: ActivityBook) -> Inputs | None:
    if evidence.is_enough:
        return None
    return named(pain_days=len(evidence.pains), days_needed=evidence.facts.least_days)


def _drift_review(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    """A slow rise: both this window and the one before stand above where the plan began, or was lowest."""
    limits = book.parameters.review
    is_acute = evidence.plan.track is Track.ACUTE
    anchor = evidence.lowest if is_acute else evidence.base
    now, before = (
        (limits.drift_acute_rise, limits.drift_acute_before)
        if is_acute
        else (limits.drift_rise, limits.drift_rise)
    )
    is_up = _reaches(difference(evidence.mean, anchor), now)
    if not is_up or not _reaches(difference(evidence.before, anchor), before):
        return None
    return named(pain_mean=evidence.mean, week_before=evidence.before, compared_with=anchor)


def _ease(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    limits, done = book.parameters.review, evidence.adherence_percent
    if done is not None and done < limits.adherence_low_percent and evidence.is_pain_limited:
        return named(done_percent=done, mainly_because_of="pain")
    is_hard = evidence.unsettled >= limits.unsettled_ease or _reaches(evidence.distress, limits.distress_high)
    if not _reaches(evidence.rise, limits.hold_rise) or not is_hard:
        return None
    hard = named(distress_median=evidence.distress, unsettled_mornings=evidence.unsettled)
    return (*_pain_inputs(evidence), *hard)


def _hold(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    """Whatever speaks against a step up: what is unknown does so too."""
    limits = book.parameters.review
    done = evidence.adherence_percent
    found: Inputs = ()
    if evidence.rise is None or _reaches(evidence.rise, limits.hold_rise):
        found += _pain_inputs(evidence)
    if done is None or done < limits.adherence_percent:
        found += named(done_percent=done, done_percent_needed=limits.adherence_percent)
    if evidence.reds or evidence.unsettled:
        found += named(red_sessions=evidence.reds, unsettled_mornings=evidence.unsettled)
    if flares := sum(day.is_flare for day in evidence.window):
        found += named(flare_days=flares)
    if any(_is_overdone(day, evidence, book) for day in evidence.window):
        found += named(overdone="yes")
    return found or None


def _hold_leg(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    """Leg pain that may be new: it would guard the leg if none was known before, and nobody told."""
    found: Inputs = ()
    if _reaches(evidence.leg.untold_mean, book.parameters.review.leg_rise):
        found += named(leg_pain_mean=evidence.leg.untold_mean)
    if evidence.leg.is_untold_below_knee:
        found += (("below_the_knee", "yes"),)
    return (*found, ("leg_before", "unknown")) if found else None


def _hold_between(evidence: Evidence, _book: ActivityBook) -> Inputs | None:
    """The phase of slow steps: the next look back is weeks away, and until then nothing changes."""
    is_between = evidence.plan.goes_on and evidence.situation.said is None
    return named(next_look_back=evidence.plan.review_on) if is_between else None


def _hold_unreviewed(evidence: Evidence, _book: ActivityBook) -> Inputs | None:
    """Nothing is raised where nobody looked back at the week."""
    return (("looked_back", "no"),) if evidence.situation.said is None else None


def _hold_gaps(evidence: Evidence, book: ActivityBook) -> Inputs | None:
    """Nothing is raised because a day was left out of the log.

    Without a no to whether such a day was much harder it is taken for one that was. After a no each may
    still have been nearly as much harder as the question asks for, and the step up has to stand all the same.
    """
    said, missing = evidence.situation.said, len(evidence.gaps)
    if not missing:
        return None
    answer = said.were_gaps_harder if said is not None else None
    if answer is not Answer.NO:
        return named(days_not_logged=missing, much_harder=answer.value if answer else None)
    most = _at_most(evidence, book)
    speaks_against = (_leg_guard, _drift_review, _hold, _hold_leg)
    if any(rule(most, book) for rule in speaks_against) or _was_overdone_before_gap(evidence, book):
        return named(days_not_logged=missing, pain_mean_at_most=most.mean, compared_with=evidence.compare)
    return None


def _at_most(evidence: Evidence, book: ActivityBook) -> Evidence:
    """The same with every gap as hard as a day may be that is not much harder than the others."""
    most, missing, leg = book.parameters.review.bad_day_rise, len(evidence.gaps), evidence.leg
    more = most * missing / (len(evidence.pains) + missing)
    leg_more = most * missing / (leg.told_days + missing)
    leg = replace(leg, rise=_plus(leg.rise, leg_more), untold_mean=_plus(leg.untold_mean, leg_more))
    return replace(evidence, mean=_plus(evidence.mean, more), leg=leg)


def _plus(value: float | None, more: float) -> float | None:
    return None if value is None else value + more


def _was_overdone_before_gap(evidence: Evidence, book: ActivityBook) -> bool:
    """Whether far more was done than planned on the day before a gap."""
    before = {day - timedelta(days=1) for day in evidence.gaps}
    return any(_was_too_much(day, evidence, book) for day in evidence.window if day.day_on in before)


def _resume(evidence: Evidence, _book: ActivityBook) -> Inputs | None:
    if not evidence.best:
        return None
    return tuple((f"best_{one.item}", str(one.amount)) for one in evidence.best)


def _progress_large(evidence: Evidence, _book: ActivityBook) -> Inputs | None:
    """An acute bout, everything done, nothing worse, every session green, and it was easy."""
    said, rise, done = evidence.situation.said, evidence.rise, evidence.adherence_percent
    is_easy = said is not None and said.is_easy is True
    is_done = done is not None and done >= _WHOLE and rise is not None and rise <= 0
    if evidence.plan.track is not Track.ACUTE or evidence.is_small:
        return None
    if evidence.gaps or not (is_easy and is_done and evidence.is_all_green):
        return None
    return named(done_percent=done, rise=rise, sessions="green", felt="easy")


def _progress(evidence: Evidence, _book: ActivityBook) -> Inputs | None:
    return (*_pain_inputs(evidence), *named(done_percent=evidence.adherence_percent))


RULES: tuple[tuple[str, Rule], ...] = (
    ("stop_refer", _stop_refer),
    ("leg_guard", _leg_guard),
    ("gap_restart", _gap_restart),
    ("flare", _flare),
    ("step_back", _step_back),
    ("ease", _ease_few_days),
    ("hold_data", _hold_data),
    ("drift_review", _drift_review),
    ("ease", _ease),
    ("hold", _hold),
    ("hold_leg", _hold_leg),
    ("hold_between", _hold_between),
    ("hold_unreviewed", _hold_unreviewed),
    ("hold_gaps", _hold_gaps),
    ("resume", _resume),
    ("progress_large", _progress_large),
    ("progress", _progress),
)
"""The rules in the order in which they are asked; the last one always holds."""


def restart_for(evidence: Evidence, book: ActivityBook) -> GapRestart | None:
    """What a stretch with neither plan nor check-in asks for."""
    reached = [gap for gap in book.parameters.gap if gap.from_days <= evidence.gap_days]
    return max(reached, key=lambda gap: gap.from_days, default=None)


def _is_overdone(day: DayRecord, evidence: Evidence, book: ActivityBook) -> bool:
    """Whether far more was done than planned, and the next day was a bad one or far less was done."""
    if not _was_too_much(day, evidence, book):
        return False
    next_on = day.day_on + timedelta(days=1)
    return any(_is_lost(after, evidence, book) for after in evidence.window if after.day_on == next_on)


def _was_too_much(day: DayRecord, evidence: Evidence, book: ActivityBook) -> bool:
    limit = book.parameters.review.overdone_percent
    return day.over_did or (done_percent(evidence.plan, day) or 0) > limit


def _is_lost(day: DayRecord, evidence: Evidence, book: ActivityBook) -> bool:
    """Whether pain was clearly higher, or far less was done than planned."""
    limits = book.parameters.review
    done = done_percent(evidence.plan, day)
    is_little = done is not None and done < limits.underdone_percent
    return is_little or _reaches(difference(day.pain_average, evidence.compare), limits.bad_day_rise)


def _reaches(value: float | None, limit: float) -> bool:
    return value is not None and value >= limit


def _pain_inputs(evidence: Evidence) -> Inputs:
    return named(
        pain_mean=evidence.mean,
        compared_with=evidence.compare,
        rise=evidence.rise,
        pain_days=len(evidence.pains),
    )


def named(**values: object) -> Inputs:
    """Inputs of a reason: what is not known says so, and a figure has two decimals."""
    return tuple((name, _text(value)) for name, value in values.items())


def _text(value: object) -> str:
    if value is None:
        return "unknown"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
