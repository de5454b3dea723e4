"""What every reading command shows while the plan may not be shown."""

from __future__ import annotations

from backcoach.flows.daily import CLOCK_BACK, STALE
from backcoach.flows.desk import Desk
from backcoach.flows.plan import Withheld
from backcoach.terminal.commands.documents import screened_document
from backcoach.terminal.commands.start import show_advice
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.output import Output

AGAIN = "The plan is not shown until you answer again with: backcoach screen"
RESTS = (
    "The plan rests until a clinician has looked at this. Do not wait if anything gets worse.",
    "When you have been seen, say so with: backcoach screen --assessed",
)


def show_withheld(desk: Desk, output: Output, withheld: Withheld, *, as_json: bool) -> int:
    """The action in place of the plan, and the exit code that goes with it."""
    standing = withheld.standing
    if as_json and withheld.screened:
        document = screened_document(withheld.screened)
        flags = {"is_stale": standing.is_stale, "needs_assessment": standing.needs_assessment}
        output.document(document | {"plan_allowed": False, **flags, "week": None})
    else:
        _say_why(desk, output, withheld)
    is_shut = standing.is_stale or standing.needs_assessment
    return exit_for(standing.disposition) or (Exit.REFUSED if is_shut else Exit.DONE)


def _say_why(desk: Desk, output: Output, withheld: Withheld) -> None:
    standing = withheld.standing
    if withheld.screened and (not standing.disposition.allows_plan or not standing.is_stale):
        show_advice(desk, output, withheld.screened, desk.region_code())
    if standing.needs_assessment:
        for line in RESTS:
            output.say(line)
    elif standing.is_stale:
        output.say(CLOCK_BACK if standing.is_clock_back else STALE)
        output.say(AGAIN)
