"""What a medicine that is taken may do: signs to stop it for, and side effects that are usually mild."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import Enum

from backcoach.coach.limits import Medicine
from backcoach.coach.values import Answer, Disposition
from backcoach.values import Value

EFFECT_TOLD = "side_effect_told"
"""The rule with what is said of side effects that were told."""

LASTS = "side_effect_lasts"
"""The stop sign that a side effect becomes once it lasts; the handbook makes sure that it stands."""

_LOOK_BACK = timedelta(days=7)
"""What was told longer ago belongs to other days of the medicine."""


class StopAction(Enum):
    """How soon help is needed once a medicine is stopped for a sign."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    DOCTOR = "doctor"
    ASK = "ask"

    @property
    def urgency(self) -> Disposition:
        """Up to what a clinician's word has to count to settle it: here a nurse is heard, or a physio."""
        return _URGENCIES[self]


_URGENCIES = {
    StopAction.EMERGENCY: Disposition.EMERGENCY_NOW,
    StopAction.SAME_DAY: Disposition.SAME_DAY,
    StopAction.DOCTOR: Disposition.SAME_DAY,
    StopAction.ASK: Disposition.SOON_2,
}


class StopSign(Value):
    """A sign to stop the medicine for, and how soon help is needed.

    `screening` are the safety questions that a yes to it answers: then the result stands as any other. One
    that is not asked follows from other answers, or is told by its name.
    """

    id: str
    sign: str
    action: StopAction
    medicines: tuple[Medicine, ...]
    sources: tuple[str, ...]
    screening: tuple[str, ...] = ()
    is_asked: bool = True


class SideEffect(Value):
    """What a medicine may do that is usually mild, and what to do about it (`steps`)."""

    id: str
    effect: str
    medicines: tuple[Medicine, ...]
    steps: tuple[str, ...]
    sources: tuple[str, ...]


def lasting(told: Iterable[tuple[date, Mapping[str, Answer]]], on: date) -> frozenset[str]:
    """The ids of side effects of the day `on` that were there on an earlier day too, with no denial between.

    `told` are answers by id with their days, in the order they were given. Not sure counts as yes, and a day
    on which nobody was asked as one like the day before. What was told a week ago or longer does not count.
    """
    since: dict[str, date] = {}
    for day_on, answers in told:
        for effect, answer in answers.items():
            if answer is Answer.NO:
                since.pop(effect, None)
            elif day_on > on - _LOOK_BACK:
                since.setdefault(effect, day_on)
    return frozenset(effect for effect, day_on in since.items() if day_on < on)
