"""The card: what stands, on one page, to show to whoever is asked for help."""

from __future__ import annotations

from datetime import datetime

from backcoach.coach.record import Screened
from backcoach.coach.standing import Standing
from backcoach.coach.values import Answer
from backcoach.flows.contacts import Calls, whom_to_call
from backcoach.flows.daily import answer_with, why_stale
from backcoach.flows.desk import Desk
from backcoach.flows.errors import NotStarted
from backcoach.flows.screening import Advice, facts_of
from backcoach.flows.withheld import advice_now
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

ORDINARY = frozenset({"scope_self", "scope_low_back"})
"""Questions to which yes is the ordinary answer; a no to them has words of its own on the card."""


class CardMedicine(Value):
    """A course of medicine that runs, and the amount of one planned dose."""

    name: str
    dose_mg: int


class Card(Value):
    """What stands at `made_at`, from the answers given at `answered_at`; both in the person's zone.

    `yes` and `not_sure` are the person's own answers in plain words, in the order they are asked, of all
    results that no clinician has settled. `stale` says why the answers may not hold any more and what to do,
    empty while they do.
    """

    made_at: datetime
    answered_at: datetime
    advice: Advice
    calls: Calls
    yes: tuple[str, ...]
    not_sure: tuple[str, ...]
    medicine: CardMedicine | None
    stale: str
    needs_assessment: bool


def card(desk: Desk) -> Card:
    """The card of the screening that stands. Raises `NotStarted` where there was none."""
    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("There is no screening to make a card from yet.", "Begin with: backcoach start")
    body, now = stands.screened.body, desk.moment.now
    region = desk.book.region(desk.region_code())
    shown = advice_now(desk, body, region)
    bodies = (body, *(one.body for one in stands.grave if one.body != body))
    return Card(
        now,
        stands.screened.at.astimezone(now.tzinfo),
        shown,
        whom_to_call(shown, region, desk.book, desk.moment.today),
        _signs(bodies, Answer.YES, desk.book),
        _signs(bodies, Answer.NOT_SURE, desk.book),
        _medicine(desk),
        _stale(desk, stands),
        stands.needs_assessment,
    )


def _signs(bodies: tuple[Screened, ...], answer: Answer, book: Handbook) -> tuple[str, ...]:
    """The signs that were answered so in any result that stands; what nobody asked is not among them."""
    said = [facts_of(body, book).replies for body in bodies]
    asked = (one for one in book.screening.rules.questions.values() if one.id not in ORDINARY and one.short)
    return tuple(one.short for one in asked if any(replies.get(one.id) is answer for replies in said))


def _medicine(desk: Desk) -> CardMedicine | None:
    course = desk.course()
    if course is None or not course.started_on <= desk.moment.today <= course.stop_on or not course.doses:
        return None
    names = {info.id: info.name for info in desk.book.medicine.medicines}
    return CardMedicine(names[course.medicine], max(dose.mg for dose in course.doses))


def _stale(desk: Desk, stands: Standing) -> str:
    if not stands.is_stale:
        return ""
    return f"{why_stale(desk, stands)} Answer again with: {answer_with(desk, stands)}"
