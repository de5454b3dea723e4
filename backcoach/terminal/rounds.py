"""Putting a round of safety questions to the person."""

from __future__ import annotations

from backcoach.coach.record import Screened
from backcoach.coach.screening import Replies
from backcoach.flows.desk import Desk
from backcoach.flows.rounds import Round
from backcoach.flows.screening import crisis_line, tells_of_crisis
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.ask import Asker
from backcoach.terminal.interview import put_screening


class CrisisLine:
    """Shows the crisis line once, as soon as an answer calls for it: nobody has to wait for the end."""

    def __init__(self, book: Handbook) -> None:
        self._book = book
        self._is_said = False

    def after(self, replies: Replies, asker: Asker, region: str) -> None:
        """Look at the answers so far."""
        if self._is_said or not tells_of_crisis(replies, self._book):
            return
        self._is_said = True
        asker.output.say()
        line = crisis_line(self._book.region(region), self._book)
        asker.output.say(f"{self._book.screening.crisis_first} {line}", style="bold")


def ask_round(one: Round, asker: Asker, desk: Desk) -> Screened:
    """Ask until the answers are complete, and decide. Whoever stops is not asked again; a sign is kept."""
    asked, crisis = 0, CrisisLine(desk.book)
    try:
        while ask := one.ask():
            asked += 1
            asker.output.step(f"Safety question {asked} of about {asked + one.left() - 1}")
            put_screening(ask, asker, one.keep)
            crisis.after(one.replies, asker, desk.region_code())
    except KeyboardInterrupt:
        one.notes.break_off()
        raise
    return one.decide()
