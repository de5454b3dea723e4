"""The documents of `backcoach meds prescribed`."""

from __future__ import annotations

from typing import Any

from backcoach.coach.medicine_record import CourseEnded
from backcoach.coach.prescribed import NEVER_PLANNED
from backcoach.coach.record import Screened
from backcoach.flows.desk import Desk
from backcoach.flows.prescribed import UnitsResult
from backcoach.flows.prescribed_view import PrescriptionView
from backcoach.shapes import encode
from backcoach.share.machine import local_text, reason_documents
from backcoach.terminal.commands.documents import screened_document


def list_document(views: tuple[PrescriptionView, ...], desk: Desk) -> dict[str, Any]:
    """Every prescribed medicine, and what is never planned here."""
    never = desk.book.prescribed.reason(NEVER_PLANNED)
    return {
        "prescribed": [prescription_document(one, desk) for one in views],
        "never_planned": reason_documents([never])[0],
    }


def prescription_document(view: PrescriptionView, desk: Desk) -> dict[str, Any]:
    """One prescribed medicine: the label as it was copied, then what follows from it."""
    one, zone = view.prescription, desk.moment.now.tzinfo
    kind = desk.book.prescribed.medicine_class(one.body.medicine_class)
    return {
        "label": encode(one.body),
        "written_on": one.written_on.isoformat(),
        "ended_at": local_text(one.ended_at, zone) if one.ended_at else None,
        "units_24h": view.units_24h,
        "next_at": local_text(view.next_at, zone) if view.next_at else None,
        "is_counted": view.is_counted,
        "is_review_passed": view.is_review_passed,
        "facts": [{"text": fact.text, "sources": list(fact.sources)} for fact in kind.fact],
    }


def one_document(view: PrescriptionView, desk: Desk, ended: CourseEnded | None = None) -> dict[str, Any]:
    """One prescribed medicine, and the course of our own that it ended."""
    reasons = [desk.book.medicine.reason(ended.why, medicine=ended.medicine.value)] if ended else []
    return {
        "prescribed": prescription_document(view, desk),
        "ended_course": ended.medicine.value if ended else None,
        "reasons": reason_documents(reasons),
    }


def unsaved_document(id_: str, body: Screened) -> dict[str, Any]:
    """What is said of too much that could not be kept."""
    safety = screened_document(body)
    decided = {name: safety[name] for name in ("disposition", "within_days", "plan_allowed", "reasons")}
    return {"id": id_, "units": None, "at": None, "next_at": None, "is_overdose": True} | decided


def taken_document(result: UnitsResult, desk: Desk) -> dict[str, Any]:
    """What came of some units."""
    zone, stands = desk.moment.now.tzinfo, desk.standing()
    return {
        "id": result.body.id,
        "units": result.units,
        "at": local_text(result.at, zone),
        "reasons": reason_documents(result.reasons),
        "next_at": local_text(result.next_at, zone) if result.next_at else None,
        "is_overdose": result.is_overdose,
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
    }
