"""What can go wrong for a person, each with a clear sentence and a next step."""

from __future__ import annotations

MOST_QUOTED = 60
"""So many letters of what was typed are repeated at most."""


class Trouble(Exception):
    """Something the person can be told: what is wrong, and what to do now.

    Neither text holds health data. `faults` are the single points, where there are several. `stands` is where
    to go, while something grave stands: it comes before all the rest.
    """

    exit_code = 1
    stands = ""

    def __init__(self, sentence: str, next_step: str = "", faults: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        self.faults = faults


class BadInput(Trouble):
    """What was typed or put in a file cannot be used."""

    exit_code = 2


def quoted(text: str) -> str:
    """What was typed, as it is named in a message: no more of it than tells what is meant."""
    return repr(text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}...")


class NotStarted(Trouble):
    """There is nothing to show yet."""

    exit_code = 3


class Refused(Trouble):
    """It was understood, and it is not safe."""

    exit_code = 4
