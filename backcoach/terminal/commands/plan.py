"""`backcoach plan`."""

from __future__ import annotations

from pathlib import Path

from backcoach.flows.errors import BadInput
from backcoach.flows.plan import PlanView, plan_view
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output
from backcoach.terminal.session import open_desk


def run(
    home: Path | None, week: int | None, wishes: tuple[str, ...] = (), *, only_today: bool, as_json: bool
) -> int:
    """Show today and the week, after setting the amounts wished for, or what stands in their way."""
    output = standard_output()
    with open_desk(home) as desk:
        if wishes and week is not None:
            raise BadInput("Only the running week can be changed.", "Leave out --week.")
        if wishes:
            from backcoach.flows.wish import set_quotas

            set_quotas(desk, [_wish(text) for text in wishes])
        view = plan_view(desk, week)
        if not isinstance(view, PlanView):
            from backcoach.terminal.commands.withheld import show_withheld

            return show_withheld(desk, output, view, as_json=as_json)
        if as_json:
            from backcoach.terminal.commands.plan_documents import whole_document

            output.document(whole_document(desk, view))
        else:
            from backcoach.terminal.commands.plan_shown import show

            show(desk, output, view, only_today=only_today)
    return Exit.DONE


def _wish(text: str) -> tuple[str, int, str]:
    """An item, its wished amount and the unit as typed. Raises `BadInput`."""
    from backcoach.terminal.typed_done import read_did

    try:
        name, amount, unit = read_did(text)
    except ValueError as error:
        raise BadInput(f"--set: {error}.") from None
    if amount is None:
        raise BadInput(f"--set {text} needs an amount; nothing was changed.", "Such as: --set walk=10")
    return name, amount, unit
