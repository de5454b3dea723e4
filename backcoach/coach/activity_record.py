"""What the record keeps about activity beside check-ins, sessions and issued weeks."""

from __future__ import annotations

from datetime import date

from backcoach.coach.done import DAY_MINUTES, MOST_COUNTED, DoneAmount
from backcoach.coach.week import WeekSaid
from backcoach.values import Value

MOST_KG = 100
"""More than anybody with a sore back has any business to lift."""


class FlareDeclared(Value):
    """The person says that a flare-up keeps them from today's plan."""


class FlareRepeated(Value):
    """The person wants the step of a day of a flare-up once more on the next."""


class EasyDay(Value):
    """The person does half of today's plan, as the day is a bad one."""


class Paused(Value):
    """The plan waits from the entry's day on. `why` is a reason's id; `until_on` the last day, if known."""

    why: str
    until_on: date | None = None


class Resumed(Value):
    """The plan goes on from the entry's day on."""


class ReviewHeld(Value):
    """The person looked back at a week; `week` is its number."""

    week: int
    said: WeekSaid


class Trial(Value):
    """What was managed of one activity or exercise on a day of trial, in its unit, until the wish to stop.

    `load_kg` is how heavy the thing was that was lifted, None where that was not said.
    """

    item: str
    amount: int
    load_kg: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= MOST_COUNTED:
            raise ValueError(f"a trial lies between 0 and {MOST_COUNTED}")
        if self.load_kg is not None and not 1 <= self.load_kg <= MOST_KG:
            raise ValueError(f"a weight lies between 1 and {MOST_KG} kg")


class QuotaWished(Value):
    """The amount of one go that the person wants for one item of the plan, as wished, before any cap.

    An amount of 0 takes the item out of the plan. With `load_kg` the wish is for that weight alone.
    """

    item: str
    amount: int
    load_kg: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= MOST_COUNTED:
            raise ValueError(f"a wished amount lies between 0 and {MOST_COUNTED}")
        if self.load_kg is not None and not 1 <= self.load_kg <= MOST_KG:
            raise ValueError(f"a wished weight lies between 1 and {MOST_KG} kg")


class SatFor(Value):
    """Whole minutes that were sat at one go with the break timer, to its end or broken off."""

    minutes: int

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= DAY_MINUTES:
            raise ValueError(f"minutes sat lie between 1 and {DAY_MINUTES}")


SHEET_CHARACTERS = 10_000
"""The most that one field of the sheet for bad days holds."""


class SheetFilled(Value):
    """The person wrote `text` into one field of their sheet for bad days; the last word on each field counts.

    An empty text empties the field.
    """

    field: str
    text: str

    def __post_init__(self) -> None:
        if len(self.text) > SHEET_CHARACTERS:
            raise ValueError(f"a field holds at most {SHEET_CHARACTERS} characters")


class EpisodeClosed(Value):
    """The person closed the bout. `why` is the ending that held, `quotas` the amounts reached by then."""

    why: str
    quotas: tuple[DoneAmount, ...] = ()
