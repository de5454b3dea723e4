"""The JSON documents of `backcoach dose`: one shape for all its forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backcoach.coach.missed import DOSE_SKIPPED, DOSE_UNDONE, SKIP_UNDONE, vomited
from backcoach.coach.open_medicine import MEDICINE_CLOSED
from backcoach.coach.record import DoseTaken, Entry, Screened
from backcoach.flows.desk import Desk
from backcoach.flows.dose_next import Board, MedicineNow, Upcoming
from backcoach.share.machine import local_text, reason_documents

if TYPE_CHECKING:
    from backcoach.flows.dose import Order, Told
    from backcoach.flows.dose_guard import Ruling

_EMPTY: dict[str, Any] = {
    "is_allowed": None,
    "is_recorded": False,
    "is_on_purpose": False,
    "doses": [],
    "not_counted": [],
    "medicines": [],
    "upcoming": None,
    "late": [],
    "skipped": None,
    "undone": [],
    "reasons": [],
}
"""What a form of the command has nothing to say about."""

_RULES = {"skip": DOSE_SKIPPED, "undo": DOSE_UNDONE}


def document_of(
    action: str, desk: Desk, *, undone: Iterable[Entry[DoseTaken]] = (), **more: Any
) -> dict[str, Any]:
    """The document of one form; `more` are the fields it has something to say about."""
    disposition, zone = desk.standing().disposition, desk.moment.now.tzinfo
    reasons = [desk.book.medicine.reason(_RULES[action])] if action in _RULES else []
    taken_back = [
        {"medicine": one.body.medicine.value, "mg": one.body.mg, "at": local_text(one.at, zone)}
        for one in undone
    ]
    own = {"action": action, "reasons": reason_documents(reasons), "undone": taken_back}
    stands = {
        "disposition": disposition.urgency,
        "within_days": disposition.within_days,
        "plan_allowed": desk.standing().is_plan_allowed,
    }
    return _EMPTY | own | more | stands


def told_document(
    order: Order | None, told: Told, desk: Desk, *, is_on_purpose: bool = False
) -> dict[str, Any]:
    """What was recorded, and what it means."""
    from backcoach.terminal.commands.documents import dose_document

    reasons = [desk.book.medicine.reason(MEDICINE_CLOSED)] if is_on_purpose else []
    return document_of(
        "take",
        desk,
        is_recorded=bool(told.results),
        is_on_purpose=is_on_purpose,
        doses=[dose_document(one, desk.moment) for one in told.results],
        not_counted=list(order.not_counted) if order else [],
        reasons=reason_documents(reasons),
    )


def checked_document(order: Order, answers: tuple[Ruling, ...], desk: Desk) -> dict[str, Any]:
    """The guard's answer; `outcome` is null, as nothing was taken."""
    zone = desk.moment.now.tzinfo
    doses = [
        {
            "medicine": one.wish.medicine.value,
            "mg": one.wish.mg,
            "at": local_text(one.wish.at, zone),
            "outcome": None,
            "next_allowed_at": _text(one.next_allowed_at, desk),
            "reasons": reason_documents(one.reasons),
        }
        for one in answers
    ]
    is_allowed = all(one.is_allowed for one in answers)
    return document_of("check", desk, is_allowed=is_allowed, doses=doses, not_counted=list(order.not_counted))


def board_document(action: str, board: Board, desk: Desk) -> dict[str, Any]:
    """What comes next."""
    late = [
        {
            "medicine": one.medicine.value,
            "mg": one.mg,
            "planned_at": local_text(one.planned_at, None),
            "is_to_take": one.is_to_take,
            "reason": reason_documents([one.reason])[0],
        }
        for one in board.late
    ]
    medicines = [_medicine(one, desk) for one in board.medicines]
    upcoming = _upcoming(board.upcoming) if board.upcoming else None
    found = document_of(action, desk, medicines=medicines, upcoming=upcoming, late=late)
    if action == "vomited":
        rule = desk.book.medicine.reason(vomited(is_resting=board.is_resting))
        found["reasons"] = reason_documents([rule])
    return found


def skipped_document(one: Upcoming, desk: Desk) -> dict[str, Any]:
    """The planned dose that was left out."""
    return document_of("skip", desk, is_recorded=True, skipped=_upcoming(one))


def skip_undone_document(desk: Desk) -> dict[str, Any]:
    """The document of a planned dose that is planned again."""
    return document_of("undo", desk, reasons=reason_documents([desk.book.medicine.reason(SKIP_UNDONE)]))


def unsaved_dose_document(body: Screened) -> dict[str, Any]:
    """What is said of too much that could not be kept."""
    decided = {
        "disposition": body.disposition.urgency,
        "within_days": body.disposition.within_days,
        "plan_allowed": False,
    }
    return _EMPTY | {"action": "take", "reasons": reason_documents(body.reasons)} | decided


def _upcoming(one: Upcoming) -> dict[str, Any]:
    return {
        "medicine": one.medicine.value,
        "mg": one.mg,
        "planned_at": local_text(one.planned_at, None),
        "at": local_text(one.at, None),
        "is_optional": one.is_optional,
    }


def _medicine(one: MedicineNow, desk: Desk) -> dict[str, Any]:
    return {
        "medicine": one.medicine.value,
        "mg": one.mg,
        "sum_24h_mg": one.sum_24h_mg,
        "limit_24h_mg": one.limit_24h_mg,
        "next_allowed_at": _text(one.next_allowed_at, desk),
        "reasons": reason_documents(one.reasons),
        "stop_on": one.stop_on.isoformat() if one.stop_on else None,
    }


def _text(at: datetime | None, desk: Desk) -> str | None:
    return None if at is None else local_text(at, desk.moment.now.tzinfo)
