"""What is withheld from somebody now, and what a plan made earlier may no longer hold."""

from __future__ import annotations

from backcoach.coach.activity import ActivityBook
from backcoach.coach.person import Profile
from backcoach.coach.quota import avoided_codes, is_clinician_first
from backcoach.coach.record import Screened
from backcoach.coach.regions import Region
from backcoach.coach.screening import Reply, derived_modifiers
from backcoach.coach.standing import Standing
from backcoach.coach.values import Reason
from backcoach.coach.week import ItemKind, PlanItem, WeekPlan
from backcoach.coach.withholding import Withholding, withholding
from backcoach.flows.desk import Desk
from backcoach.flows.screening import (
    Advice,
    advice,
    crisis_line,
    facts_of,
    is_about_mind,
    replies_of,
)
from backcoach.values import replace

TOO_OLD = "answers_too_old"
TOO_OLD_WORDS = "First the safety questions need new answers."
DESIGN = "D"
"""The source of a cautious choice of this project's own."""


def withheld_now(desk: Desk, stands: Standing) -> Withholding:
    """What is left of every part of a plan."""
    book = desk.book.screening
    facts = tuple(facts_of(one, desk.book, _replies(desk, one)) for one in counting(desk))
    return withholding(stands.disposition, facts, book.parts, book.tags, _closed(desk, stands))


def advice_now(desk: Desk, body: Screened, region: Region | None) -> Advice:
    """The words for a recorded screening, which leave no more than what the whole record leaves of a plan.

    The crisis line stays as long as any result about the mind stands, also behind a more urgent one.
    """
    stands = desk.standing()
    shown = advice(body, region, desk.book, withheld_now(desk, stands))
    is_mind = any(is_about_mind(one.body, desk.book) for one in stands.grave)
    return replace(shown, crisis=crisis_line(region, desk.book)) if is_mind else shown


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


def _replies(desk: Desk, body: Screened) -> dict[str, Reply]:
    """The replies behind a screening, worked out once for days that were answered alike."""
    what = ("replies", frozenset(body.answers.items()), frozenset(body.numbers.items()))
    return desk.once(what, lambda: replies_of(body, desk.book))


def with_standing_modifiers(desk: Desk, profile: Profile) -> Profile:
    """The person, with what newer safety answers add to what a plan works around. Nothing is dropped."""
    book = desk.book.screening
    found = (
        modifier
        for one in counting(desk)
        for modifier in derived_modifiers(_replies(desk, one), book.rules, book.derived)
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
