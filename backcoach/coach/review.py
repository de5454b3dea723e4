"""The look back at the end of a week: step up, stay, step down, or ask for help."""

from __future__ import annotations

from datetime import date

from backcoach.coach.activity import ActivityBook
from backcoach.coach.evidence import Evidence, gather
from backcoach.coach.logged_days import Days
from backcoach.coach.person import Profile
from backcoach.coach.review_rules import RULES, named, restart_for
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ReviewOutcome, Situation, WeekPlan


def review_week(
    plan: WeekPlan,
    days: Days,
    profile: Profile,
    issued: tuple[WeekPlan, ...],
    today: date,
    book: ActivityBook,
    situation: Situation,
) -> Decision[ReviewOutcome]:
    """What becomes of the plan after `plan`.

    `days` is the whole history with one record a day at most, in any order; `issued` every week issued so
    far.
    """
    evidence = gather(plan, days, profile, issued, today, book, situation)
    id_, inputs = next((id_, inputs) for id_, rule in RULES if (inputs := rule(evidence, book)) is not None)
    outcome, why = _outcome(id_, evidence, book)
    rule = book.review_rule(id_)
    return Decision(outcome, (Reason(id_, rule.why, inputs, rule.sources), *why))


def _outcome(id_: str, evidence: Evidence, book: ActivityBook) -> tuple[ReviewOutcome, tuple[Reason, ...]]:
    """The outcome with its percent, and the reason for the percent of a step up."""
    pace, done = book.parameters.pace, evidence.adherence_percent
    if id_ == "progress":
        percent, why = _growth(evidence, book)
        return ReviewOutcome(id_, percent, done, is_ahead=evidence.is_ahead), (why,)
    if id_ == "progress_large":
        return ReviewOutcome(id_, pace.large_percent, done, is_ahead=evidence.is_ahead), ()
    if id_ == "resume":
        return ReviewOutcome(id_, pace.resume_percent, done, best=evidence.best), ()
    cuts = {
        "leg_guard": -pace.leg_guard_percent,
        "step_back": -pace.step_back_percent,
        "ease": -pace.ease_percent,
    }
    percent = cuts.get(id_, 0)
    restart = restart_for(evidence, book)
    if restart is None:
        return ReviewOutcome(id_, percent, done), ()
    kept = 100 if restart.percent is None else restart.percent
    return ReviewOutcome(id_, min(percent, kept - 100), done, starts_over=restart.percent is None), ()


def _growth(evidence: Evidence, book: ActivityBook) -> tuple[int, Reason]:
    """Percent of a step up, and why it is that much."""
    usual = evidence.facts.growth_on(evidence.plan.track)
    percent = min(usual, book.parameters.pace.gentle_percent) if evidence.is_small else usual
    facts = book.plan_rule("growth_gentle" if evidence.is_small else "growth")
    inputs = named(percent=percent, track=evidence.plan.track.value, phase=evidence.facts.label)
    return percent, Reason(facts.id, facts.why, inputs, facts.sources)
