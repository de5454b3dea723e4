"""The chapter of the manual of rules about the end of a bout and its return."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.handbook.handbook import Handbook
from docs.manual import cite, table


def endings(book: Handbook) -> Iterator[str]:
    """When a bout may be closed, what keeps the next one away, and what a return is."""
    found, limits = book.recovery, book.recovery.limits
    yield from ("", "## How a bout ends, and how one comes back", "")
    yield f"A bout may be closed, by the person's choice, when pain was at most {limits.pain_most:g} on"
    yield f"{limits.pain_days} logged days in a row within {limits.pain_within_days} days; or when daily life"
    yield f"is back; or after {limits.over_weeks} weeks without pain, {limits.over_week_days} logged days in"
    yield f"each. A return after {limits.quiet_weeks} quiet weeks, with a check-in in each, is a new bout: no"
    percent = book.activity.parameters.first_quota.again_percent
    yield f"first amount is above {percent} percent of what was reached, nor above what any bout starts with."
    yield "What is not known never counts as quiet, and only makes the start lower."
    yield ""
    yield from table(
        ("rule", "what it is about", "words", "sources"),
        ((f"`{one.id}`", one.label, one.why, cite(one.sources)) for one in found.rules),
    )
    yield ""
    lines = (*found.stay_well, *found.figures)
    yield from table(
        ("said when it is closed", "words", "sources"),
        ((f"`{one.id}`", one.text, cite(one.sources)) for one in lines),
    )
    yield from _trajectories(book)


def _trajectories(book: Handbook) -> Iterator[str]:
    found = book.trajectories
    yield from ("", "## How pain goes over months", "")
    limits = found.limits
    yield f"A course gets a name after {limits.least_weeks} weeks, when {limits.known_percent} percent of"
    yield f"them have {limits.week_days} logged days. The first name that fits is taken:"
    yield ""
    yield from table(
        ("name", "words", "why", "sources"),
        ((f"`{one.id}`", one.text, one.why, cite(one.sources)) for one in found.patterns),
    )
    yield ""
    strengths = "; ".join(f"up to {one.most}: {one.text}" for one in found.intensities)
    yield f"How strong it was, by the mean of all known weeks, rounded: {strengths}."
    yield ""
    yield "What others did on average stands as a pale band behind the plot, never as a target:"
    yield ""
    yield from table(
        ("curve", "of whom", "pain of 10 by week (low-high)", "to know", "sources"),
        (
            (
                f"`{one.id}`",
                one.text,
                ", ".join(f"{at.week}: {at.mean:g} ({at.low:g}-{at.high:g})" for at in one.point),
                one.note,
                cite(one.sources),
            )
            for one in found.curves
        ),
    )
