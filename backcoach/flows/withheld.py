"""What is withheld from somebody now, and what a plan made earlier may no longer hold."""

from __future__ import annotations

from dataclasses import replace

from backcoach.coach.activity import ActivityBook
from backcoach.coach.person import Profile
from backcoach.coach.quota import avoided_codes, is_clinician_first
from backcoach.coach.record import Screened
from backcoach.coach.screening import Facts, derived_modifiers
from backcoach.coach.standing import Standing
from backcoach.coach.values import Answer, Disposition, Reason
from backcoach.coach.week import ItemKind, PlanItem, WeekPlan
from backcoach.coach.withholding import Withholding, withholding
from backcoach.flows.desk import Desk
from backcoach.flows.screening import replies_of

SAID = frozenset(answer.value for answer in Answer)
"""The values of an input that the person gave; any other stands in for what was never asked."""

TOO_OLD = "answers_too_old"
TOO_OLD_WORDS = "First the safety questions need new answers."
DESIGN = "D"
"""The source of a cautious choice of this project's own."""


def withheld_now(desk: Desk, stands: Standing) -> Withholding:
    """What is left of every part of a plan."""
    book = desk.book.screening
    facts = tuple(_facts(one, desk) for one in counting(desk))
    return withholding(stands.disposition, facts, book.parts, book.tags, _closed(desk, stands))


def _facts(body: Screened, desk: Desk) -> Facts:
    """The answers as they count; what was never asked is not put in the person's mouth.

    An emergency stops the asking: what was not asked then is not known.
    """
    inputs = (pair for reason in body.reasons for pair in reason.inputs)
    unasked = {name for name, value in inputs if body.answers.get(name) and value not in SAID}
    replies = {name: one for name, one in replies_of(body, desk.book).items() if name not in unasked}
    is_complete = body.disposition is not Disposition.EMERGENCY_NOW
    return Facts(replies, desk.book.screening.rules, is_complete)


def _closed(desk: Desk, stands: Standing) -> tuple[Reason, ...]:
    """Why no plan may be made, beside the urgency."""
    if stands.is_plan_allowed:
        return ()
    if stands.is_stale:
        return tuple(Reason(one, TOO_OLD_WORDS, (), (DESIGN,)) for one in stands.because or (TOO_OLD,))
    return counting(desk)[0].plan_reasons


def counting(desk: Desk) -> tuple[Screened, ...]:
    """The screenings that still say what to leave out, the newest first.

    Those from the last full one on, and the one that stands: a sign of the days since is not forgotten
    because a later day did not ask for it.
    """
    entries = desk.history().in_order()[::-1]
    full = next((place for place, one in enumerate(entries) if one.body.is_full), len(entries) - 1)
    bodies = [one.body for one in entries[: full + 1]]
    stands = desk.standing().screened
    return (*bodies, *([stands.body] if stands and stands.body not in bodies else []))


def with_standing_modifiers(desk: Desk, profile: Profile) -> Profile:
    """The person, with what newer safety answers add to what a plan works around. Nothing is dropped."""
    book = desk.book.screening
    found = (
        modifier
        for one in counting(desk)
        for modifier in derived_modifiers(replies_of(one, desk.book), book.rules, book.derived)
    )
    return replace(profile, modifiers=tuple(dict.fromkeys((*profile.modifiers, *found))))


def week_as_it_may_be(desk: Desk, week: WeekPlan) -> tuple[WeekPlan, tuple[PlanItem, ...]]:
    """An issued week without what the safety answers since then speak against, and what that is."""
    profile = desk.profile()
    if profile is None:
        return week, ()
    now = with_standing_modifiers(desk, profile)
    if set(now.modifiers) == set(profile.modifiers):
        return week, ()
    book = desk.book.activity
    is_short = is_clinician_first(now, book)
    left = tuple(
        _shortened(one, book) if is_short else one
        for one in week.items
        if one.kind is ItemKind.WALK or (not is_short and _may_stay(one, now, book))
    )
    kept = {one.id for one in left}
    out = {one.id: one for one in week.items if one.id not in kept}
    return replace(week, items=left), tuple(out.values())


def _shortened(walk: PlanItem, book: ActivityBook) -> PlanItem:
    return replace(walk, amount=min(walk.amount, book.walking.start))


def _may_stay(item: PlanItem, profile: Profile, book: ActivityBook) -> bool:
    known = book.exercise(item.id) or book.type(item.id)
    return known is not None and not avoided_codes(profile, book).intersection(known.avoid)
