"""JSON documents that join several values of one command."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from backcoach.coach.record import Screened
from backcoach.coach.standing import Standing
from backcoach.flows.moment import Moment
from backcoach.shapes import encode
from backcoach.share.machine import (
    course_document,
    day_document,
    item_document,
    local_text,
    reason_documents,
    screening_document,
    week_document,
    withholding_document,
)

if TYPE_CHECKING:
    from backcoach.flows.doses import DoseResult
    from backcoach.flows.log import Logged
    from backcoach.flows.plan import PlanView
    from backcoach.flows.return_of_pain import CameBack
    from backcoach.flows.start import Started
    from backcoach.flows.thoughts import ThoughtsView


def screened_document(body: Screened) -> dict[str, Any]:
    """A recorded screening."""
    return screening_document(
        body.disposition,
        is_plan_allowed=body.is_plan_allowed,
        reasons=body.reasons,
        plan_reasons=body.plan_reasons,
    )


def standing_document(stands: Standing) -> dict[str, Any]:
    """What stands in the record, whatever the newest answers alone say."""
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "needs_assessment": stands.needs_assessment,
        "screening_due": list(stands.because),
    }


def started_document(started: Started, moment: Moment) -> dict[str, Any]:
    """What came out of `start`."""
    medicine = started.medicine
    return screened_document(started.screened) | {
        "plan": week_document(started.week) if started.week else None,
        "medicine": None
        if medicine is None
        else {
            "wanted": medicine.wanted.value,
            "verdict": medicine.verdict.value,
            "reasons": reason_documents(medicine.reasons),
        },
        "course": course_document(started.course, moment.now.tzinfo),
        "no_course": reason_documents(started.no_course),
        "came_back": came_back_document(started.back) if started.back else None,
    }


def came_back_document(back: CameBack) -> dict[str, Any]:
    """What a return is, and what is known of the last time."""
    return {
        "value": back.decision.value.value,
        "closed_on": back.closed_on.isoformat(),
        "reasons": reason_documents(back.decision.reasons),
        "likes": list(back.likes),
        "sheet": list(back.sheet),
    }


def help_document(view: ThoughtsView) -> dict[str, Any]:
    """What follows from what the person thinks and feels."""
    return {
        "is_cautious": view.is_cautious,
        "reasons": reason_documents(view.reasons),
        "lessons": [
            {"id": one.id, "title": one.title, "text": list(one.text), "sources": list(one.sources)}
            for one in view.lessons
        ],
        "contacts": [
            {"kind": one.kind.value, "label": one.label, "number": one.number, "note": one.note}
            for one in view.contacts
        ],
        "is_visit": view.is_visit,
        "next_on": view.next_on.isoformat() if view.next_on else None,
    }


def logged_document(logged: Logged, moment: Moment) -> dict[str, Any]:
    """What `log` understood and kept."""
    from backcoach.flows.log import said
    from backcoach.terminal.commands.goal_documents import told_document

    return {
        "day_on": logged.day_on.isoformat(),
        "safety": screened_document(logged.screened) if logged.screened else None,
        "check_in": encode(said(logged.check_in)) if logged.check_in else None,
        "doses": [dose_document(one, moment) for one in logged.doses],
        "goals": [told_document(goal, did) for goal, did in logged.goals],
        "screening_due": list(logged.standing.because),
        "disposition": logged.standing.disposition.urgency,
        "within_days": logged.standing.disposition.within_days,
        "plan_allowed": logged.standing.is_plan_allowed,
    }


def unsaved_start_document(body: Screened) -> dict[str, Any]:
    """What `start` says of a sign that it could not keep."""
    nothing = dict.fromkeys(("plan", "medicine", "course", "thoughts", "came_back"))
    return screened_document(body) | nothing | {"no_course": []}


def unsaved_document(body: Screened, day_on: date) -> dict[str, Any]:
    """What `log` says of a sign that it could not keep: nothing else was understood for certain."""
    safety = screened_document(body)
    decided = {name: safety[name] for name in ("disposition", "within_days", "plan_allowed")}
    kept: dict[str, Any] = {"check_in": None, "doses": [], "goals": [], "screening_due": [], "milestones": []}
    return {"day_on": day_on.isoformat(), "safety": safety} | kept | decided


def dose_document(one: DoseResult, moment: Moment) -> dict[str, Any]:
    """A recorded dose and what it means."""
    return {
        "medicine": one.wish.medicine.value,
        "mg": one.wish.mg,
        "at": local_text(one.wish.at, moment.now.tzinfo),
        "outcome": one.outcome.value,
        "next_allowed_at": local_text(one.locked_until_at, moment.now.tzinfo)
        if one.locked_until_at
        else None,
        "reasons": reason_documents(one.reasons),
    }


def plan_document(view: PlanView, moment: Moment) -> dict[str, Any]:
    """One week and its day."""
    return {
        "plan_allowed": True,
        "disposition": None,
        "week": week_document(view.week),
        "is_current": view.is_current,
        "review_due": view.is_review_due,
        "closed_on": view.closed_on.isoformat() if view.closed_on else None,
        "today": view.day.isoformat() if view.day else None,
        "items": [item_document(one.item) | {"done": one.done} for one in view.items],
        "doses": [
            {"at": local_text(one.local, None), "mg": one.dose.mg, "state": one.state} for one in view.doses
        ],
        "course": course_document(view.course, moment.now.tzinfo),
        "days": [day_document(day) for day in view.days],
        "withheld": withholding_document(view.withheld, view.left_out),
    }
