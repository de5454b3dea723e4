"""What `start` asks beside the screening, and what counts as a reply to it.

Replies are plain data, the same from a prompt and from an answers file. `NOT_SURE` stands for "I do not
know" and for a question that was passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from backcoach.coach.person import Fitting, MustDo, OwnActivity, Profile, Waking
from backcoach.coach.thoughts import Extent, checked_from
from backcoach.values import Value, replace

NOT_SURE = "not_sure"
NO_MEDICINE = "none"
UNKNOWN = "unknown"
"""Stands for the worries or modifiers of somebody who was not sure about them: it only narrows."""


class IntakeKind(Enum):
    """What a reply looks like.

    A number; one choice id; a list of choice ids; how far each choice fits, as `{id: "a_bit"}`;
    `{name, ability}`; or waking hours as "07:00-23:00".
    """

    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    EACH = "each"
    RATED = "rated"
    WAKING = "waking"


class Choice(Value):
    """One possible reply."""

    id: str
    text: str


class IntakeQuestion(Value):
    """One question. `choices_from` names the content its choices come from.

    `only_with` names a question that must have been answered with something for this one to be asked. One
    that `is_extra` may also be left out of an answers file, and is not known then.
    """

    id: str
    group: str
    kind: IntakeKind
    text: str
    sources: tuple[str, ...]
    choice: tuple[Choice, ...] = ()
    choices_from: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    unit: str | None = None
    help: str | None = None
    may_skip: bool = False
    only_with: str | None = None
    is_extra: bool = False

    def with_choices(self, choices: tuple[Choice, ...]) -> IntakeQuestion:
        """The same question with its choices filled in."""
        return replace(self, choice=choices)


def check_reply(question: IntakeQuestion, plain: object) -> object:
    """The reply in its one normal form. Raises `ValueError` with a sentence that says what is wanted."""
    if plain == NOT_SURE and question.may_skip:
        return NOT_SURE
    checks = {
        IntakeKind.NUMBER: _number,
        IntakeKind.CHOICE: _choice,
        IntakeKind.CHOICES: _choices,
        IntakeKind.EACH: _each,
        IntakeKind.RATED: _rated,
        IntakeKind.WAKING: _waking,
    }
    return checks[question.kind](question, plain)


def is_wanted(question: IntakeQuestion, replies: Mapping[str, object]) -> bool:
    """Whether the question is to be asked after the replies so far."""
    if question.only_with is None:
        return True
    return replies.get(question.only_with) not in (None, NOT_SURE, NO_MEDICINE, [])


def read_waking(text: str) -> Waking:
    """Waking hours from "07:00-23:00" or "7:00 - 23:00". Raises `ValueError`."""
    wake, _dash, bed = text.partition("-")
    return Waking(_clock(wake), _clock(bed))


def profile_from(replies: Mapping[str, Any], age_years: int, course_weeks: float, today: date) -> Profile:
    """The person as their checked replies describe them.

    Worries and modifiers that are not known become `UNKNOWN`, never none.
    """

    def known(name: str) -> Any:
        value = replies.get(name)
        return None if value == NOT_SURE else value

    def or_unknown(name: str) -> Any:
        found = known(name)
        return (UNKNOWN,) if found is None else found

    said = checked_from(or_unknown("worries"))
    rated = [known(f"own_activity_{number}") for number in (1, 2, 3)]
    return Profile(
        region=replies["region"],
        age_years=age_years,
        onset_on=today - timedelta(days=round(course_weeks * 7)),
        waking=read_waking(replies["waking"]),
        pain_average=known("pain_average"),
        own_activities=tuple(OwnActivity(one["name"], one["ability"]) for one in rated if one),
        likes=tuple(known("likes") or ()),
        walk_minutes=_whole(known("walk_minutes")),
        liked_minutes=_whole(known("liked_minutes")),
        confidence=_whole(known("confidence")),
        worries=said.yes,
        modifiers=tuple(or_unknown("modifiers")),
        work=replies["work"],
        worries_a_bit=said.a_bit,
        worries_unsaid=said.unsaid,
        fitting=fitting_from(replies),
    )


def fitting_from(replies: Mapping[str, Any]) -> Fitting:
    """What a plan is fitted to, as checked replies say it."""

    def known(name: str) -> Any:
        value = replies.get(name)
        return None if value == NOT_SURE else value

    def listed(name: str) -> tuple[str, ...] | None:
        value = known(name)
        return None if value is None else tuple(value)

    task = None
    if (kind := known("task_kind")) is not None:
        task = MustDo(kind, **(known("task") or {}))
    return Fitting(listed("equipment"), listed("free_days"), task, known("eases"))


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _clock(text: str) -> time:
    return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - the clock on the wall has no zone


def _number(question: IntakeQuestion, plain: object) -> object:
    low, high, step = question.minimum or 0, question.maximum or 0, question.step
    wanted = f"a number from {low:g} to {high:g}" + (" in halves" if step == 0.5 else "")  # noqa: PLR2004
    if isinstance(plain, bool) or not isinstance(plain, int | float) or not low <= plain <= high:
        raise ValueError(wanted)
    if step and plain / step != int(plain / step):
        raise ValueError(wanted if step < 1 else f"a whole number from {low:g} to {high:g}")
    return float(plain)


def _choice(question: IntakeQuestion, plain: object) -> object:
    ids = [choice.id for choice in question.choice]
    if plain not in ids:
        raise ValueError("one of " + ", ".join(ids))
    return plain


def _choices(question: IntakeQuestion, plain: object) -> object:
    ids = [choice.id for choice in question.choice]
    if not isinstance(plain, list | tuple) or any(one not in ids for one in plain):
        raise ValueError("a list of " + ", ".join(ids))
    return list(dict.fromkeys(plain))


def _each(question: IntakeQuestion, plain: object) -> object:
    """A list of those that are a yes, or an answer for each; what is left out of a table is not sure."""
    ids, extents = [choice.id for choice in question.choice], [extent.value for extent in Extent]
    if isinstance(plain, list | tuple):
        return _choices(question, plain)
    if (
        not isinstance(plain, Mapping)
        or set(plain) - set(ids)
        or any(one not in extents for one in plain.values())
    ):
        raise ValueError(f"a list, or a table with {', '.join(extents)} for each, of {', '.join(ids)}")
    return {one: plain.get(one, NOT_SURE) for one in ids}


def _rated(_question: IntakeQuestion, plain: object) -> object:
    wanted = "a name and how well it goes now, a whole number from 0 to 10"
    if not isinstance(plain, Mapping) or set(plain) != {"name", "ability"}:
        raise ValueError(wanted)
    name, ability = plain["name"], plain["ability"]
    if not isinstance(name, str) or not name.strip() or type(ability) is not int:
        raise ValueError(wanted)
    try:
        OwnActivity(name, ability)
    except ValueError:
        raise ValueError(wanted) from None
    return {"name": name.strip(), "ability": ability}


def _waking(_question: IntakeQuestion, plain: object) -> object:
    wanted = "waking hours such as 07:00-23:00"
    if not isinstance(plain, str):
        raise ValueError(wanted)
    try:
        waking = read_waking(plain)
    except ValueError:
        raise ValueError(wanted) from None
    return f"{waking.wake:%H:%M}-{waking.bed:%H:%M}"
