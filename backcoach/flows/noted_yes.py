"""A yes of a pharmacist or doctor to a medicine that was to be asked about first, and what to show them."""

from __future__ import annotations

from datetime import date

from backcoach.coach.eligibility import HIT_REMOVED
from backcoach.coach.limits import Medicine, Verdict
from backcoach.coach.medicines import Clearance
from backcoach.coach.open_medicine import (
    STOP_SIGN_TOLD,
)
from backcoach.coach.person import Profile
from backcoach.flows.clearing import (
    eligibility_now,
    is_sign_told,
    last_check,
    sign_since,
    verdict_now,
)
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted, Refused

ROLES = ("pharmacist", "doctor", "midwife", "nurse")


def clear(desk: Desk, medicine: Medicine, who: str, role: str, on: date) -> Clearance:
    """Note who said yes to a medicine. It is for all that asks first now, and for nothing that comes later.

    Raises `BadInput` for a role or day that cannot be, `Refused` where no yes can open the medicine.
    """
    if role not in ROLES or not who.strip():
        raise BadInput("Say who said yes, and their role; nothing was saved.", f"Roles: {', '.join(ROLES)}")
    found, entry = eligibility_now(desk, medicine), last_check(desk, medicine)
    if found is None or entry is None or desk.profile() is None:
        raise NotStarted(f"Nobody asked you about {medicine.value} yet.", ask_about(medicine))
    plan, sign_on = desk.journal.latest(Profile), sign_since(desk, medicine)
    first_on = min(entry.day_on, plan.day_on if plan else entry.day_on)
    first_on = max(first_on, sign_on or first_on)
    if not first_on <= on <= desk.moment.today:
        raise BadInput("That day does not fit; nothing was saved.", f"A day from {first_on} to today.")
    is_open = verdict_now(desk, medicine) in (Verdict.ALLOW, Verdict.CAUTION)
    if is_open and sign_on is None:
        raise BadInput(f"Nothing asks for a yes to {medicine.value}.", "Nothing was saved.")
    if (not found.may_be_cleared and not is_open) or entry.body.verdict is Verdict.AVOID:
        why = tuple(reason.why for reason in found.reasons)
        raise Refused(f"No yes noted here can open {medicine.value}.", "Ask a doctor what is right.", why)
    yes = Clearance(medicine, who.strip(), role, on, (*found.asks, *((STOP_SIGN_TOLD,) if sign_on else ())))
    desk.keep(yes)
    return yes


def ask_about(medicine: Medicine) -> str:
    """The next step where nobody was asked about a medicine."""
    return f"Answer the questions first: backcoach meds answer --medicine {medicine.value}"


def card_lines(desk: Desk, medicine: Medicine) -> tuple[str, ...]:
    """What to show a pharmacist: all that asks first for a medicine, or speaks against it, in plain words."""
    found = eligibility_now(desk, medicine)
    if found is None:
        raise NotStarted(f"Nobody asked you about {medicine.value} yet.", ask_about(medicine))
    book = desk.book.medicine
    known = {one.id: one.question for one in book.conditions}
    asked = tuple(f"- {known[name]} Yes, or not sure." for name in found.asks if name in known)
    gone = tuple(name.removeprefix(f"{HIT_REMOVED}.") for name in found.asks if name not in known)
    asked += tuple(f"- {known[name]} Yes before, no now." for name in gone)
    asked += (f"- {book.rule(STOP_SIGN_TOLD).why}",) if is_sign_told(desk, medicine) else ()
    others = tuple(f"- {one.why}" for one in found.reasons if one.rule not in {*known, HIT_REMOVED})
    name = book.info(medicine).name_in(desk.region_code())
    head = f"Please ask a pharmacist before you start {name}. Show them this list."
    return (head, "", *(asked + others or ("- Nothing asks for a yes.",)))
