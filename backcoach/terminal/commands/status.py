"""`backcoach status`, and `backcoach` alone."""

from __future__ import annotations

from pathlib import Path

from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.measures import week_due
from backcoach.flows.planned_doses import PlannedDoseState
from backcoach.flows.prescriptions import reviews_passed
from backcoach.flows.signposts import shown as said_lately
from backcoach.flows.status import Status, status
from backcoach.journal.faults import NothingStarted
from backcoach.terminal.exits import exit_for
from backcoach.terminal.notes import headline, review_note
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.signposts import signpost_status
from backcoach.terminal.session import open_desk, says_plainly
from backcoach.terminal.words import day_text


def run(home: Path | None, *, as_json: bool, form: str | None = None, is_plain: bool = False) -> int:
    """One line; on a terminal it goes on below where it is too long, and between two words.

    `form` is the person's own form of it, in which `is_plain` lets the words tell about health.
    """
    if form is not None:
        return _formatted(home, form, as_json=as_json, is_plain=is_plain)
    output = standard_output()
    try:
        with open_desk(home) as desk:
            found = status(desk)
            if as_json:
                passed = [one.body.id for one in reviews_passed(desk)]
                output.document(status_document(found) | {"prescribed_review_passed": passed})
            else:
                output.long_line("; ".join(part for part in (_line(found, desk), review_note(desk)) if part))
    except NothingStarted:
        raise _not_started() from None
    return exit_for(found.disposition)


def _formatted(home: Path | None, form: str, *, as_json: bool, is_plain: bool) -> int:
    """The line for a bar or a prompt. Raises `BadInput` for a form that cannot be used."""
    from backcoach.terminal.status_format import check_format, formatted, values_of

    if as_json:
        raise BadInput("--format and --json do not go together.", "Help: backcoach status -h")
    check_format(form)
    try:
        with open_desk(home) as desk:
            found = status(desk)
            line = formatted(form, values_of(found, desk, form, is_plain=is_plain or says_plainly(home)))
    except NothingStarted:
        raise _not_started() from None
    standard_output().unbroken(line)
    return exit_for(found.disposition)


def _not_started() -> NotStarted:
    return NotStarted("Nothing is started yet.", "Begin with: backcoach start")


def _line(found: Status, desk: Desk) -> str:
    stands = desk.standing()
    if grave := headline(desk):
        return grave
    if found.is_stale:
        from backcoach.flows.daily import answer_with, why_stale

        return f"{why_stale(desk, stands)} Next: {answer_with(desk, stands)}"
    if not found.is_plan_allowed:
        return "No plan is made here. Why: backcoach plan"
    if found.is_review_due:
        return f"Week {found.week} is over. Next, the weekly safety questions: backcoach screen --weekly"
    well = "Staying well, week" if found.closed_on else "Week"
    parts = [f"{well} {found.week}: {found.done} of {found.planned} done today"]
    if found.next_item:
        parts.append(f"next {found.next_item}")
    if found.next_dose:
        dose = found.next_dose
        parts.append(f"dose {dose.dose.mg} mg at {dose.local:%H:%M}")
    parts += _due(found, desk)
    if note := signpost_status(said_lately(desk)):
        parts.append(note)
    parts.append(_logged(found))
    return "; ".join(parts)


def _due(found: Status, desk: Desk) -> list[str]:
    """What is to be looked at again, by its command."""
    due = {"thoughts": found.thoughts_due_on, "measures": week_due(desk), "options": found.choice_due_on}
    return [f"due: backcoach {name}" for name, is_due in due.items() if is_due]


def _logged(found: Status) -> str:
    if found.is_logged_today:
        return "logged"
    if found.check_in_by is not None:
        return f"check-in by {day_text(found.check_in_by)}: backcoach log"
    return "not logged yet: backcoach log"


def status_document(found: Status) -> dict[str, object]:
    """The status as a document."""
    return {
        "disposition": found.disposition.urgency,
        "within_days": found.disposition.within_days,
        "plan_allowed": found.is_plan_allowed,
        "is_stale": found.is_stale,
        "week": found.week,
        "review_due": found.is_review_due,
        "closed_on": found.closed_on.isoformat() if found.closed_on else None,
        "check_in_by": found.check_in_by.isoformat() if found.check_in_by else None,
        "done": found.done,
        "planned": found.planned,
        "next_item": found.next_item,
        "next_dose": _dose(found.next_dose) if found.next_dose else None,
        "is_logged_today": found.is_logged_today,
        "thoughts_due_on": found.thoughts_due_on.isoformat() if found.thoughts_due_on else None,
        "choice_due_on": found.choice_due_on.isoformat() if found.choice_due_on else None,
    }


def _dose(one: PlannedDoseState) -> dict[str, object]:
    from backcoach.share.machine import local_text

    return {"at": local_text(one.local, one.local.tzinfo), "mg": one.dose.mg, "tablets": one.dose.tablets}
