"""What every reading command shows while the plan may not be shown."""

from __future__ import annotations

from contextlib import suppress

from backcoach.coach.record import Screened
from backcoach.coach.standing import Standing
from backcoach.coach.values import Disposition
from backcoach.coach.withholding import Withholding
from backcoach.flows.contacts import whom_to_call
from backcoach.flows.daily import answer_with, why_stale
from backcoach.flows.desk import Desk
from backcoach.flows.plan import Withheld
from backcoach.flows.screening import advice
from backcoach.share.machine import withholding_document
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import NEXT, show_advice
from backcoach.terminal.commands.documents import screened_document
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.output import LINES_AFTER, Output
from backcoach.terminal.screens.advice import reminder
from backcoach.terminal.screens.withheld import comfort_blocks

ASIDE = "Enter for what is fine for now, and what waits"
AGAIN = "The plan is not shown until you answer again with:"
RESTS = (
    "The plan rests until a clinician has looked at this. Do not wait if anything gets worse.",
    "When you have been seen, say so with: backcoach screen --assessed",
)


def show_withheld(desk: Desk, output: Output, withheld: Withheld, *, as_json: bool) -> int:
    """The action in place of the plan, and the exit code that goes with it."""
    standing = withheld.standing
    if as_json and withheld.screened:
        document = screened_document(withheld.screened)
        flags = {
            "is_stale": standing.is_stale,
            "needs_assessment": standing.needs_assessment,
            "screening_due": list(standing.because),
        }
        output.document(
            document
            | {
                "plan_allowed": False,
                **flags,
                "week": None,
                "withheld": withholding_document(withheld.withheld),
            }
        )
    else:
        _say_why(desk, output, withheld)
    return withheld_exit(standing)


def withheld_exit(standing: Standing) -> int:
    """The exit code while the plan may not be shown."""
    is_shut = standing.is_stale or standing.needs_assessment
    return exit_for(standing.disposition) or (Exit.REFUSED if is_shut else Exit.DONE)


def _show(desk: Desk, output: Output, body: Screened, left: Withholding) -> None:
    """Where to go, then what is fine meanwhile and what waits; in an emergency the action stands alone."""
    region = desk.region_code()
    if body.disposition is Disposition.EMERGENCY_NOW:
        show_advice(desk, output, body, region)
    elif not output.has_pages:
        show_advice(desk, output, body, region)
        output.result(*(line for block in comfort_blocks(left, desk.book) for line in block))
    else:
        with suppress(KeyboardInterrupt):
            show_advice(desk, output, body, region, ASIDE)
            _turn_pages(desk, output, body, left)


def _turn_pages(desk: Desk, output: Output, body: Screened, left: Withholding) -> None:
    """The list page by page, with the action at the top of each."""
    place = desk.book.region(desk.region_code())
    shown = advice(body, place, desk.book)
    above = reminder(shown, whom_to_call(shown, place, desk.book, desk.moment.today))
    room = output.results.height - LINES_AFTER - output.rows(above)
    for number, page in enumerate(output.packed(comfort_blocks(left, desk.book), room)):
        if number:
            Asker(output).pause(NEXT)
        output.begin_screen()
        output.result(*above, *page)


def _say_why(desk: Desk, output: Output, withheld: Withheld) -> None:
    standing = withheld.standing
    if withheld.screened and (not standing.disposition.allows_plan or not standing.is_stale):
        _show(desk, output, withheld.screened, withheld.withheld)
    if standing.needs_assessment:
        for line in RESTS:
            output.say(line)
    elif standing.is_stale:
        output.say(why_stale(desk, standing))
        output.say(f"{AGAIN} {answer_with(desk, standing)}")
