"""Showing where to go: page by page where somebody reads along, all at once where nobody does."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from backcoach.coach.record import Screened
from backcoach.coach.regions import Region
from backcoach.flows.desk import Desk
from backcoach.flows.screening import Advice, advice
from backcoach.flows.signposts import patterns_of
from backcoach.flows.withheld import advice_now
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.clock import read_clock
from backcoach.terminal.output import LINES_AFTER, Lines, Output
from backcoach.terminal.screens.signposts import pattern_blocks

if TYPE_CHECKING:
    from backcoach.flows.contacts import Calls

MORE = "Enter for what to do and take along, what makes it more urgent, and why"
NEXT = "Enter to go on"
ALL = "What to do and take along, and why: backcoach plan"
LEAVE = "   Ctrl-C to leave"


def show_advice(desk: Desk, output: Output, body: Screened, region: str, then: str = "") -> None:
    """Show where to go; everything is saved already. `then` is the pause before what follows at the keyboard.

    The action stands alone on the first page and at the top of every later one. Ctrl-C ends the pages, and
    with `then` comes out as `KeyboardInterrupt`.
    """
    from backcoach.flows.contacts import whom_to_call

    place = desk.book.region(region)
    shown = advice_now(desk, body, place)
    calls = whom_to_call(shown, place, desk.book, desk.moment.today)
    fits = pattern_blocks(patterns_of(body, desk.book), body.disposition, desk.book)
    if not output.has_pages:
        _show_all(output, shown, calls, fits)
    elif then:
        _turn_pages(output, shown, calls, fits, then)
    else:
        with suppress(KeyboardInterrupt):
            _turn_pages(output, shown, calls, fits, "")


def show_action(desk: Desk, output: Output, body: Screened, region: str) -> None:
    """The action and whom to call alone, where it stands in the place of something else or comes after it."""
    from backcoach.flows.contacts import whom_to_call
    from backcoach.terminal.screens.advice import first_page

    place = desk.book.region(region)
    shown = advice_now(desk, body, place)
    output.result(*first_page(shown, whom_to_call(shown, place, desk.book, desk.moment.today))[-1], Text(ALL))


def show_at_once(output: Output, body: Screened, region: Region, book: Handbook) -> None:
    """The same without a pause, for answers that came from a file."""
    from backcoach.flows.contacts import whom_to_call

    shown = advice(body, region, book)
    # Nothing is recorded here: the clock only tells how old the numbers are.
    today = read_clock(os.environ, is_default_home=False).today
    fits = pattern_blocks(patterns_of(body, book), body.disposition, book)
    _show_all(output, shown, whom_to_call(shown, region, book, today), fits)


def _show_all(output: Output, shown: Advice, calls: Calls, fits: tuple[Lines, ...]) -> None:
    from backcoach.terminal.screens.advice import advice_screen, reminder

    screen = Group(advice_screen(shown, calls), *chain.from_iterable(fits))
    output.result(screen)
    if output.scrolls(screen):
        output.result(*reminder(shown, calls))


def _turn_pages(output: Output, shown: Advice, calls: Calls, fits: tuple[Lines, ...], then: str) -> None:
    """Page after page with a pause between them, and one at the end where something follows."""
    from backcoach.terminal.ask import Asker

    asker = Asker(output)
    pages = _pages(output, shown, calls, fits)
    hints = [_more(shown), *[NEXT] * (len(pages) - 2)] if len(pages) > 1 else []
    for page, hint in zip(pages, [*hints, ""], strict=True):
        if hints:
            output.begin_screen()
        output.result(*page)
        if hint:
            asker.pause(hint + LEAVE)
    if then:
        asker.pause(then)


def _more(shown: Advice) -> str:
    return NEXT if shown.disposition.allows_plan else MORE


def _pages(output: Output, shown: Advice, calls: Calls, fits: tuple[Lines, ...]) -> list[Lines]:
    """What is grave: its action alone on the first page. Else as few pages as may be; patterns come last."""
    from backcoach.terminal.screens.advice import first_page, further, reminder

    layouts, above = first_page(shown, calls), reminder(shown, calls)
    blocks = (*further(shown, calls), *fits)
    room = output.results.height - LINES_AFTER
    if shown.disposition.allows_plan:
        return output.packed((layouts[0], *blocks), room)
    room_first = output.results.height - output.pause_rows(MORE + LEAVE)
    first = next((one for one in layouts if output.rows(one) <= room_first), layouts[-1])
    later = output.packed(blocks, room - output.rows(above))
    return [first, *((*above, *page, Text()) for page in later)]
