"""The plan with all that stands beside it, as one document."""

from __future__ import annotations

from typing import Any

from backcoach.flows.comfort import chosen
from backcoach.flows.desk import Desk
from backcoach.flows.goals import goals_due, may_wait
from backcoach.flows.options import chosen as chosen_option
from backcoach.flows.plan import PlanView
from backcoach.flows.trials import waiting
from backcoach.flows.work import work_running
from backcoach.share.options import choice_document
from backcoach.terminal.commands.comfort_documents import chosen_documents
from backcoach.terminal.commands.documents import plan_document
from backcoach.terminal.commands.goal_documents import due_document
from backcoach.terminal.commands.signposts import signpost_documents
from backcoach.terminal.commands.trial_documents import state_document


def whole_document(desk: Desk, view: PlanView) -> dict[str, Any]:
    """Everything that `plan` says."""
    work = work_running(desk)
    goals = goals_due(desk) if view.day is not None else ()
    tried = waiting(desk) if view.is_current else ()
    return {
        **plan_document(view, desk.moment),
        **signpost_documents(desk),
        "comforts": chosen_documents(chosen(desk)),
        "choice": choice_document(chosen_option(desk)),
        "goals": [due_document(one, may_wait=may_wait(desk)) for one in goals],
        "work_hours": work.step.rung.hours if work and work.step else None,
        "trials": [state_document(one) for one in tried],
        "disposition": desk.standing().disposition.urgency,
    }
