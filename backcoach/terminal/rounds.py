"""Putting a round of safety questions to the person."""

from __future__ import annotations

from backcoach.coach.record import Screened
from backcoach.flows.rounds import Round
from backcoach.terminal.ask import Asker
from backcoach.terminal.interview import put_screening


def ask_round(one: Round, asker: Asker) -> Screened:
    """Ask until the answers are complete, and decide. Whoever stops is not asked again; a sign is kept."""
    asked = 0
    try:
        while ask := one.ask():
            asked += 1
            asker.output.step(f"Safety question {asked} of about {asked + one.left() - 1}")
            put_screening(ask, asker, one.keep)
    except KeyboardInterrupt:
        one.notes.break_off()
        raise
    return one.decide()
