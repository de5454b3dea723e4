"""Correcting what stands in an entry: which fields it has, and recording it anew with other values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from enum import Enum
from typing import Any

from backcoach.coach.activity_record import (
    EasyDay,
    FlareDeclared,
    FlareRepeated,
    Paused,
    Resumed,
    ReviewHeld,
    SatFor,
    Trial,
)
from backcoach.coach.correcting import Corrected
from backcoach.coach.done import Session
from backcoach.coach.goal_record import GoalTold
from backcoach.coach.measures import Measured, refuse_values
from backcoach.coach.medicine_record import PrescribedTaken
from backcoach.coach.packs import Pack
from backcoach.coach.record import CheckIn, DoseTaken, Entry
from backcoach.coach.takeable import corrected_check_in
from backcoach.coach.work_record import WorkDone
from backcoach.flows.chronicle import chronicle
from backcoach.flows.correcting import Correction, check_standing, check_why, decided_anew
from backcoach.flows.day_told import check_day, instant_on
from backcoach.flows.days import RECALL_DAYS, told_on
from backcoach.flows.desk import Desk
from backcoach.flows.dose_back import is_one_of_several, parts_of
from backcoach.flows.errors import BadInput
from backcoach.flows.outlook import outlook
from backcoach.values import Value, field, replace

AS_IT_IS = "That is what stands there already; nothing was changed."


class Sort(Enum):
    """What may stand in a field."""

    SCORE = "score"
    WHOLE = "whole"
    HALVES = "halves"
    COUNT = "count"
    ANSWER = "answer"
    YES_NO = "yes_no"
    TEXT = "text"
    REACH = "reach"
    BARRIER = "barrier"
    WENT = "went"
    DID = "did"
    DONE = "done"
    NUMBERS = "numbers"


class Field(Value):
    """One field that can be corrected: its name on the command line, where it stands, and its label."""

    name: str
    attribute: str
    label: str
    sort: Sort
    may_be_empty: bool = True


UNITS = Field("units", "units", "how many", Sort.COUNT, may_be_empty=False)
"""How many of a pack with several medicines, or of a prescribed one."""

_AMOUNT = Field("amount", "amount", "how much", Sort.WHOLE, may_be_empty=False)
FIELDS: Mapping[type, tuple[Field, ...]] = {
    CheckIn: (
        Field("did", "done", "what was done", Sort.DONE),
        Field("function", "function", "daily life", Sort.SCORE),
        Field("sleep", "sleep", "sleep", Sort.SCORE),
        Field("pain", "pain", "pain on average", Sort.SCORE),
        Field("worst", "pain_worst", "worst pain", Sort.SCORE),
        Field("leg", "leg_pain", "leg pain", Sort.SCORE),
        Field("reach", "leg_reach", "how far down the leg", Sort.REACH),
        Field("distress", "distress", "upset", Sort.SCORE),
        Field("flare", "is_flare", "a flare-up", Sort.YES_NO),
        Field("settled", "settled", "the day before had settled", Sort.ANSWER),
        Field("missed", "missed_for", "why less was done", Sort.BARRIER),
        Field("note", "note", "note", Sort.TEXT),
    ),
    Session: (
        _AMOUNT,
        Field("before", "before", "pain just before", Sort.SCORE),
        Field("peak", "peak", "worst pain of it", Sort.SCORE),
        Field("morning", "morning", "pain the next morning", Sort.SCORE),
        Field("spread", "has_spread", "went down the leg", Sort.YES_NO),
    ),
    DoseTaken: (Field("mg", "mg", "mg", Sort.WHOLE, may_be_empty=False),),
    PrescribedTaken: (UNITS,),
    Trial: (_AMOUNT,),
    SatFor: (replace(_AMOUNT, attribute="minutes", label="minutes"),),
    ReviewHeld: (
        Field("easy", "is_easy", "was it easy", Sort.YES_NO),
        Field("gentle", "is_gentle", "small steps", Sort.YES_NO),
        Field("overall", "overall", "against the start, -3 to 3", Sort.WHOLE),
        Field("confidence", "confidence", "how sure, 0 to 10", Sort.WHOLE),
        Field("harder", "were_gaps_harder", "a day not logged was much harder", Sort.ANSWER),
    ),
    WorkDone: (
        Field("hours", "hours", "hours", Sort.HALVES, may_be_empty=False),
        Field("went", "went", "how it went", Sort.WENT, may_be_empty=False),
        Field("settled", "settled", "settled by the next morning", Sort.ANSWER),
    ),
    GoalTold: (Field("told", "did", "was it done", Sort.DID, may_be_empty=False),),
    Measured: (Field("numbers", "values", "the numbers", Sort.NUMBERS, may_be_empty=False),),
}
"""The fields of each kind that can be corrected. Of what was swallowed as one thing: see `fields_of`."""

DOSES = (DoseTaken, PrescribedTaken)
MOVABLE = (CheckIn, Session, Trial, SatFor, GoalTold, Measured, *DOSES)
"""Kinds whose day can be corrected."""

OF_ITS_DAY = (FlareDeclared, FlareRepeated, EasyDay, Paused, Resumed)
"""Kinds that count from the day on which they are told, and for no day before."""


class EditWish(Value):
    """What is to stand in an entry: values by the name of the field, None for nothing; its day and time."""

    values: Mapping[str, Any] = field(default_factory=dict)
    day_on: date | None = None
    at: time | None = None
    why: str = ""


def fields_of(desk: Desk, entry: Entry[Any]) -> tuple[Field, ...]:
    """What can be corrected in an entry: of a dose that is one of several parts how many were swallowed."""
    return (UNITS,) if is_one_of_several(desk, entry) else FIELDS[type(entry.body)]


def pack_of(desk: Desk, entry: Entry[DoseTaken]) -> Pack | None:
    """The pack a dose came in; None where none was named, or it is not known any more."""
    return next((one for one in desk.book.packs.packs if one.id == entry.body.product), None)


def value_of(desk: Desk, entry: Entry[Any], one: Field) -> Any:
    """What stands in a field now; None also where that is not known."""
    if one is UNITS:
        return _units(desk, entry)
    holder = entry.body.said if isinstance(entry.body, ReviewHeld) else entry.body
    return getattr(holder, one.attribute)


def _units(desk: Desk, entry: Entry[Any]) -> float | None:
    """How many were swallowed, of a pack by what its parts come to."""
    for one in parts_of(desk, entry):
        if isinstance(one.body, PrescribedTaken):
            return one.body.units
    pack = pack_of(desk, entry) if isinstance(entry.body, DoseTaken) else None
    strength = {one.medicine: one.mg for one in pack.parts if one.mg} if pack is not None else {}
    mg = strength.get(getattr(entry.body, "medicine", None))
    return round(entry.body.mg / mg, 2) if mg else None


def to_edit(desk: Desk, entry: Entry[Any]) -> Entry[Any]:
    """The present version of an entry that can be corrected.

    Raises `BadInput` where it was taken back or holds nothing to correct, `Refused` where it has to stay.
    """
    record = chronicle(desk)
    check_standing(desk, record, entry, "changed")
    if isinstance(entry.body, OF_ITS_DAY):
        raise BadInput(
            "This counts from the day on which it was told, and can be told for no day before.",
            "A mistake? backcoach void ID. A worse day before today: backcoach log --date yesterday --flare",
        )
    if not isinstance(entry.body, tuple(FIELDS)):
        raise BadInput("This kind of entry holds nothing to correct.", "Take it back: backcoach void ID")
    return record.versions(entry.id)[-1]


def check_wish(desk: Desk, entry: Entry[Any], wish: EditWish) -> None:
    """Raises `BadInput` for fields that this kind does not have, and for a day or time that cannot be."""
    names = [one.name for one in fields_of(desk, entry)]
    unknown = sorted(set(wish.values) - set(names))
    if unknown:
        raise BadInput(
            f"This entry has no --{unknown[0]}; nothing was changed.", f"It has: --{', --'.join(names)}."
        )
    if wish.day_on is not None and not isinstance(entry.body, MOVABLE):
        raise BadInput(
            "The day of this entry stays; nothing was changed.", "Take it back and record it anew."
        )
    if wish.at is not None and not isinstance(entry.body, DOSES):
        raise BadInput("Only a dose has a time to correct; nothing was changed.", "Its day: --date")
    if wish.day_on is not None:
        check_day(desk, wish.day_on)
    if wish.why:
        check_why(wish.why)


def edit_entry(desk: Desk, entry: Entry[Any], wish: EditWish) -> Correction:
    """Record an entry anew with other values; it stands in the place of the old one. Doses: see `edit_dose`.

    Raises `BadInput` for what cannot be, and where nothing is different; nothing is changed then.
    """
    check_wish(desk, entry, wish)
    day_on = wish.day_on or entry.day_on
    body = _checked(desk, entry, _with_values(entry, wish), day_on)
    if body == _checked(desk, entry, entry.body, day_on) and day_on == entry.day_on:
        raise BadInput(AS_IT_IS)
    before = outlook(desk)
    at = entry.at if day_on == entry.day_on else instant_on(desk, day_on)
    why = [Corrected(entry.id, wish.why.strip())] if wish.why.strip() else []
    kept = desk.keep(body, *why, at=at, day_on=day_on, supersedes=entry.id)
    return decided_anew(desk, before, kept[:1])


def _with_values(entry: Entry[Any], wish: EditWish) -> Any:
    values = {
        one.attribute: wish.values[one.name] for one in FIELDS[type(entry.body)] if one.name in wish.values
    }
    try:
        if isinstance(entry.body, ReviewHeld):
            return replace(entry.body, said=replace(entry.body.said, **values))
        if isinstance(entry.body, Session) and values.get("amount"):
            values["part"] = None
        return replace(entry.body, **values)
    except ValueError as error:
        raise BadInput(f"That cannot be right: {error}.", "Nothing was changed.") from None


def _checked(desk: Desk, entry: Entry[Any], body: Any, day_on: date) -> Any:
    """The new body, with what was told too late marked. Raises `BadInput` for what is not known yet."""
    today = desk.moment.today
    if isinstance(body, CheckIn):
        is_late = today - day_on > timedelta(days=RECALL_DAYS)
        return corrected_check_in(entry.body, body, told_on(entry), day_on, is_late=is_late)
    if isinstance(body, Measured):
        known = {one.id: one for one in desk.book.measures.measures}
        try:
            refuse_values(known[body.measure], body.values)
        except (KeyError, ValueError) as error:
            why = "this measure is not known here" if isinstance(error, KeyError) else str(error)
            raise BadInput(f"That cannot be right: {why}.", "Nothing was changed.") from None
    if isinstance(body, WorkDone) and body.settled is not None and day_on == today:
        raise BadInput("Whether a work day has settled is known the next morning. Nothing was changed.")
    return body
