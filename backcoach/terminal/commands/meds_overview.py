"""`backcoach meds` and `backcoach meds history`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.coach.values import Disposition
from backcoach.flows.errors import BadInput
from backcoach.flows.meds import CourseView, MedsView, SumView, meds_view
from backcoach.flows.meds_history import Event, events
from backcoach.share.machine import course_document, limits_document, local_text, reason_documents
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.commands.prescribed_documents import prescription_document
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.meds import history_screen, meds_screen
from backcoach.terminal.session import open_desk

MOST_DAYS = 36_500


def run(home: Path | None, *, as_json: bool) -> int:
    """Show the whole picture; in an emergency the action stands alone."""
    output = standard_output()
    with open_desk(home) as desk:
        view = meds_view(desk)
        stands = view.stands
        if as_json:
            prescribed = [prescription_document(one, desk) for one in view.prescribed]
            output.document(meds_document(view) | {"prescribed": prescribed})
            return exit_for(stands.disposition)
        if not stands.disposition.allows_plan and stands.screened is not None:
            show_advice(desk, output, stands.screened.body, desk.region_code())
        if stands.disposition is not Disposition.EMERGENCY_NOW:
            output.result(meds_screen(view, desk.book))
    return exit_for(stands.disposition)


def history(home: Path | None, days: int | None, *, as_json: bool) -> int:
    """Show what the record holds about medicine."""
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise BadInput(
            "--days takes a number of days from 1 on.", "Such as: backcoach meds history --days 14"
        )
    output = standard_output()
    with open_desk(home) as desk:
        found = events(desk, days)
        if as_json:
            output.document({"days": days, "events": [_event(one) for one in found]})
        else:
            output.result(history_screen(found))
    return Exit.DONE


def meds_document(view: MedsView) -> dict[str, Any]:
    """The picture as one document, but for what is prescribed."""
    return {
        "disposition": view.stands.disposition.urgency,
        "within_days": view.stands.disposition.within_days,
        "plan_allowed": view.stands.is_plan_allowed,
        "at": local_text(view.at, view.at.tzinfo),
        "region": view.region.code,
        "part": {"verdict": view.part.verdict.value, "words": list(view.part.words)},
        "course": _course(view.course, view) if view.course else None,
        "wanted": view.wanted.value if view.wanted else None,
        "verdict": view.verdict.value if view.verdict else None,
        "no_course": reason_documents(view.no_course),
        "sums": [_sum(one, view) for one in view.sums],
        "notes": reason_documents(view.notes),
        "poison": view.poison,
        "emergency": view.emergency,
    }


def _course(one: CourseView, view: MedsView) -> dict[str, Any]:
    return {
        "course": course_document(one.course, view.at.tzinfo),
        "day_number": one.day_number,
        "days": one.days,
        "step": one.step,
        "today": [
            {"at": local_text(dose.local, view.at.tzinfo), "mg": dose.dose.mg, "state": dose.state}
            for dose in one.doses
        ],
    }


def _sum(one: SumView, view: MedsView) -> dict[str, Any]:
    return {
        "medicine": one.medicine.value,
        "taken_24h_mg": one.taken_mg,
        "taken": [{"at": local_text(dose.taken_at, view.at.tzinfo), "mg": dose.mg} for dose in one.taken],
        "limits": limits_document(one.limits) if one.limits else None,
        "next_mg": one.next_mg if one.next_at else None,
        "next_at": local_text(one.next_at, view.at.tzinfo) if one.next_at else None,
        "closed": reason_documents(one.closed),
    }


def _event(one: Event) -> dict[str, Any]:
    return {
        "at": local_text(one.at, one.at.tzinfo),
        "day_on": one.day_on.isoformat(),
        "kind": one.kind,
        "medicine": one.medicine.value if one.medicine else None,
        "mg": one.mg,
        "is_against_advice": one.is_against_advice,
        "words": one.words,
    }
