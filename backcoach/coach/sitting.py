"""Sitting: after how many minutes it is time to get up, and what breaks a sit up."""

from __future__ import annotations

from backcoach.coach.activity import ActivityBook
from backcoach.coach.baseline import Baseline
from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.person import Profile
from backcoach.coach.quota import avoided_codes, is_clinician_first
from backcoach.coach.values import Decision, Reason

MINUTES = "minutes"


def sitting_break(baseline: Baseline | None, book: ActivityBook) -> Decision[int]:
    """Minutes until it is time to get up: a share of what the person sits, at most the usual length.

    Trials on too few days can only make it shorter; without any it is the usual length.
    """
    most = book.parameters.trials.sitting_most_minutes
    if baseline is None:
        return Decision(most, (_reason("sitting_usual", book, (MINUTES, most)),))
    percent = book.parameters.first_quota.default_percent
    minutes = min(most, max(book.sitting.floor, baseline.share(percent)))
    rule = "sitting_trials" if baseline.is_known else "sitting_few_trials"
    inputs = (("managed", f"{baseline.mean:g}"), ("days", baseline.days), ("percent", percent))
    return Decision(minutes, (_reason(rule, book, *inputs, (MINUTES, minutes)),))


def break_movements(profile: Profile, book: ActivityBook, *, in_flare: bool) -> tuple[Exercise, ...]:
    """Small movements after a sit that nothing speaks against; in a flare-up only those meant for one."""
    if is_clinician_first(profile, book):
        return ()
    codes = avoided_codes(profile, book)
    found = (book.exercise(id_) for id_ in book.sitting.breaks)
    return tuple(
        one
        for one in found
        if one is not None and not codes.intersection(one.avoid) and (one.is_flare_safe or not in_flare)
    )


def _reason(rule: str, book: ActivityBook, *inputs: tuple[str, object]) -> Reason:
    facts = book.plan_rule(rule)
    return Reason(rule, facts.why, tuple((name, str(value)) for name, value in inputs), facts.sources)
