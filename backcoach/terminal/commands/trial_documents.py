"""What is tried out, as parts of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backcoach.flows.trials import TrialState


def state_document(state: TrialState) -> dict[str, Any]:
    """How far one thing is."""
    thing, baseline, first = state.thing, state.baseline, state.first
    return {
        "id": thing.id,
        "label": thing.label,
        "unit": thing.unit.value,
        "kind": thing.kind.value,
        "how": thing.how,
        "is_planned": thing.is_planned,
        "days_done": state.days_done,
        "days_needed": thing.days_needed,
        "days_missing": state.days_missing,
        "baseline": baseline.mean if baseline and first else None,
        "first_amount": first.amount if first else None,
        "rule": first.rule if first else None,
        "next_week": state.is_waiting,
        "against": state.against or None,
    }
