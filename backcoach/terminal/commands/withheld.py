"""What every reading command shows while the plan may not be shown."""

from __future__ import annotations

from backcoach.flows.desk import Desk
from backcoach.flows.plan import Withheld
from backcoach.terminal.commands.documents import screened_document
from backcoach.terminal.commands.start import show_advice
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.output import Output

STALE = (
    "Your last safety answers are a week old or older, so the plan is not shown.",
    "Answer the safety questions again with: backcoach screen",
)
STANDS = "The plan rests. This stands for 14 days; act on it, and do not wait if anything gets worse."


def show_withheld(desk: Desk, output: Output, withheld: Withheld, *, as_json: bool) -> int:
    """The action in place of the plan, and the exit code that goes with it."""
    standing = withheld.standing
    if as_json and withheld.screened:
        document = screened_document(withheld.screened)
        output.document(document | {"plan_allowed": False, "is_stale": standing.is_stale, "week": None})
    elif withheld.screened and (not standing.disposition.allows_plan or not standing.is_stale):
        show_advice(desk, output, withheld.screened, desk.region_code())
        output.say(STANDS if not standing.disposition.allows_plan else "")
    else:
        for line in STALE:
            output.say(line)
    return exit_for(standing.disposition) or (Exit.REFUSED if standing.is_stale else Exit.DONE)
