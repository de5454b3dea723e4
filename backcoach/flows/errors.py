"""What can go wrong for a person, each with a clear sentence and a next step."""

from __future__ import annotations


class Trouble(Exception):
    """Something the person can be told: what is wrong, and what to do now.

    Neither text holds health data. `faults` are the single points, where there are several.
    """

    exit_code = 1

    def __init__(self, sentence: str, next_step: str = "", faults: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        self.faults = faults


class BadInput(Trouble):
    """What was typed or put in a file cannot be used."""

    exit_code = 2


class NotStarted(Trouble):
    """There is nothing to show yet."""

    exit_code = 3


class Refused(Trouble):
    """It was understood, and it is not safe."""

    exit_code = 4
