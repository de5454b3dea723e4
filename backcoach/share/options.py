"""Options as documents of the machine's interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.share.machine import Document, reason_documents

if TYPE_CHECKING:
    from backcoach.coach.option_choice import Chosen, Fitted
    from backcoach.coach.options import Guideline, Row


def option_document(one: Fitted) -> Document:
    """One option as it stands for the person. `rows` are those that count, the strictest first."""
    option = one.option
    return {
        "id": option.id,
        "name": option.name,
        "kind": option.kind.value,
        "stance": one.stance.value,
        "may_be_chosen": one.stance.may_be_chosen,
        "what": option.what,
        "relief": one.relief.value,
        "function": one.function.value,
        "certainty": one.certainty.value,
        "rows": [_row(row) for row in one.rows],
        "effort": option.effort.value,
        "effort_words": option.effort_words,
        "cost": option.cost.value,
        "harm": option.harm.value,
        "harms": option.harms,
        "hands_on": option.hands_on,
        "guidelines": [_guideline(said) for said in option.guideline],
        "reasons": reason_documents(one.reasons),
        "sources": list(option.sources),
    }


def _row(row: Row) -> Document:
    return {
        "situations": [one.value for one in row.situations],
        "stance": row.stance.value,
        "relief": row.relief.value,
        "function": row.function.value,
        "certainty": row.certainty.value,
        "benefit": row.benefit,
        "when": row.when or None,
        "sources": list(row.sources),
    }


def _guideline(said: Guideline) -> Document:
    return {"who": said.who, "says": said.says, "sources": list(said.sources)}


def choice_document(choice: Chosen | None) -> Document | None:
    """The choice that stands; `stance` is null where no options are offered now."""
    if choice is None:
        return None
    return {
        "id": choice.id,
        "name": choice.name,
        "stance": choice.now.stance.value if choice.now else None,
        "chosen_on": choice.chosen_on.isoformat(),
        "look_again_on": choice.look_on.isoformat(),
        "is_due": choice.is_due,
        "matters": [one.value for one in choice.matters],
    }
