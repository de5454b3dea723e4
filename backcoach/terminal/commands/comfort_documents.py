"""What is used without pills, as parts of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backcoach.share.machine import reason_documents

if TYPE_CHECKING:
    from backcoach.coach.without_pills import Fitting


def chosen_documents(kept: tuple[Fitting, ...]) -> list[dict[str, Any]]:
    """What was chosen, as it stands in a plan."""
    return [
        {
            "id": one.thing.id,
            "fit": one.fit.value,
            "brief": one.thing.brief,
            "reasons": reason_documents(one.reasons),
        }
        for one in kept
    ]
