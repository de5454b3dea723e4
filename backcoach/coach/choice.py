"""Which exercises a phase of a week holds, in the order of the phase, and which of them had to stay away."""

from __future__ import annotations

from backcoach.coach.direction import direction_first
from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.frame import Frame
from backcoach.coach.front import Fronted, fronted
from backcoach.coach.phases import Phase, PhaseFacts
from backcoach.coach.possible import is_possible
from backcoach.values import Value


class Choice(Value):
    """The exercises of one phase, and those that would have come but for what speaks against them.

    `fronted` are those that come first for what was told.
    """

    picked: tuple[Exercise, ...]
    kept_away: tuple[Exercise, ...]
    fronted: tuple[Fronted, ...]


def choose(frame: Frame) -> dict[Phase, Choice]:
    """What is done in each phase of the week; only a few exercises are new against what went before."""
    known = None if frame.previous is None else {item.id for item in frame.previous.items}
    chosen: dict[Phase, Choice] = {}
    for phase in frame.each_phase:
        chosen[phase] = _pick(frame.book.phase(phase), known, frame)
        known = {exercise.id for exercise in chosen[phase].picked} | (known or set())
    return chosen


def is_of_balance_age(frame: Frame) -> bool:
    """Whether balance is practised because of the age."""
    return frame.profile.age_years >= frame.book.parameters.caps.balance_from_years


def _pick(facts: PhaseFacts, known: set[str] | None, frame: Frame) -> Choice:
    """A balance exercise for those old enough, then in the order of the phase what is known or new enough.

    `known` is None before the very first phase, where everything is new.
    """
    balance = _balance(facts, frame)
    most = facts.exercise_count + sum(is_possible(one, facts.id, frame) for one in balance)
    new_left = most if known is None else frame.book.parameters.caps.new_exercises
    picked: list[Exercise] = []
    away: list[Exercise] = []
    listed = _listed(facts, frame)
    first = fronted(listed, facts.id, frame)
    for exercise in dict.fromkeys((*balance, *(one.exercise for one in first), *listed)):
        is_new = known is None or exercise.id not in known
        if len(picked) == most:
            break
        if not is_possible(exercise, facts.id, frame):
            away.append(exercise)
        elif new_left or not is_new:
            picked.append(exercise)
            new_left -= is_new
    return Choice(tuple(picked), tuple(away), first)


def _listed(facts: PhaseFacts, frame: Frame) -> tuple[Exercise, ...]:
    found = (frame.book.exercise(id_) for id_ in facts.exercises)
    listed = tuple(one for one in found if one is not None and one.id not in frame.swapped)
    return direction_first(listed, facts.id, frame)


def _balance(facts: PhaseFacts, frame: Frame) -> tuple[Exercise, ...]:
    if not is_of_balance_age(frame):
        return ()
    balance = (one for one in frame.book.exercises if one.is_balance)
    return tuple(one for one in balance if facts.id in one.phases)[:1]
