"""The daily check-in: what was swallowed, the safety questions, and how the day was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from backcoach.coach.done import Session
from backcoach.coach.record import CheckIn, Screened
from backcoach.coach.standing import Standing
from backcoach.coach.values import Answer
from backcoach.flows.daily import daily_check, keep_daily, keep_events
from backcoach.flows.day_told import check_day, check_past, instant_on
from backcoach.flows.desk import Desk
from backcoach.flows.errors import Refused, Trouble, quoted
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, asdict, field, replace

if TYPE_CHECKING:
    from backcoach.coach.goal_record import Did
    from backcoach.coach.goals import Goal
    from backcoach.flows.dose_guard import DoseWish
    from backcoach.flows.doses import DoseResult

ALIKE = 0.7
"""From this likeness on, 0 to 1, a word may be a slip for another: below, `dead` would be `seated`."""


class LogWish(Value):
    """What one check-in holds.

    `is_clear` says no to every daily safety question that `flags` does not answer; `flags` are signs
    reported by the id of their question, or of a daily question as a whole.
    """

    day_on: date
    is_clear: bool = False
    flags: Mapping[str, Answer] = field(default_factory=dict)
    check_in: CheckIn = field(default_factory=CheckIn)
    doses: tuple[DoseWish, ...] = ()
    sessions: tuple[Session, ...] = ()
    goals: tuple[tuple[Goal, Did], ...] = ()


class Logged(Value):
    """What was kept, and what stands now."""

    day_on: date
    screened: Screened | None
    check_in: CheckIn | None
    doses: tuple[DoseResult, ...]
    standing: Standing
    sessions: tuple[Session, ...] = ()
    goals: tuple[tuple[Goal, Did], ...] = ()


def log(desk: Desk, wish: LogWish) -> Logged:
    """Keep a check-in.

    What is swallowed already is kept first, whatever else is wrong. Raises `BadInput` for what cannot be,
    or while today's safety questions are not answered, and `Refused` for a dose that is not safe now; the
    rest is kept then, and the text says so.
    """
    check_day(desk, wish.day_on)
    _check_instants(desk, wish)
    results = _keep_swallowed(desk, wish)
    overdose, kept = _overdose_among(results), _check_in(desk, wish)
    told = (*([kept] if kept else ()), *wish.sessions)
    is_one = wish.is_clear and not wish.flags and overdose is None and wish.day_on == desk.moment.today
    try:
        screened = overdose or _safety(desk, wish, told if is_one else ())
    except Trouble as trouble:
        raise _with_doses(trouble, results) from None
    if told and not is_one:
        desk.keep(*told, at=instant_on(desk, wish.day_on), day_on=wish.day_on)
    keep_goals(desk, wish.goals, wish.day_on)
    if kept:
        keep_events(desk)
    try:
        results += _keep_planned(desk, wish, screened)
    except Refused as refused:
        raise _with_the_rest(refused, kept) from None
    return Logged(wish.day_on, screened, kept, results, desk.standing(), wish.sessions, wish.goals)


def _check_instants(desk: Desk, wish: LogWish) -> None:
    """Refuse a dose still to come before anything is kept, swallowed or not."""
    for one in wish.doses:
        check_past(desk, one.at)


def _keep_swallowed(desk: Desk, wish: LogWish) -> tuple[DoseResult, ...]:
    swallowed = [one for one in wish.doses if one.is_taken]
    if not swallowed:
        return ()
    from backcoach.flows.doses import keep_doses

    return keep_doses(desk, swallowed, flags=wish.flags)


def _overdose_among(results: tuple[DoseResult, ...]) -> Screened | None:
    """What too much led to; it is acted on, and the other safety questions wait."""
    if not results:
        return None
    from backcoach.flows.doses import overdose_among

    return overdose_among(results)


def _keep_planned(desk: Desk, wish: LogWish, screened: Screened | None) -> tuple[DoseResult, ...]:
    """Keep the doses that are about to be taken.

    Raises `Refused` for one that is not safe now, and while the plan rests. Where it was this very check-in
    that stopped the plan, what to do about that is what has to be shown, and the doses are left out.
    """
    planned = [one for one in wish.doses if not one.is_taken]
    if not planned or (screened is not None and not screened.is_plan_allowed):
        return ()
    if not desk.standing().is_plan_allowed:
        raise Refused(
            "Not recorded: your plan rests, and its doses rest with it. What to do: backcoach plan",
            "Swallowed already? Record it all the same with --taken.",
        )
    from backcoach.flows.dose_guard import check_doses
    from backcoach.flows.doses import keep_doses

    check_doses(desk, planned)
    return keep_doses(desk, planned)


def _with_doses(trouble: Trouble, results: tuple[DoseResult, ...]) -> Trouble:
    """The same trouble, saying that the swallowed doses are kept, and what is wrong with them."""
    if not results:
        return trouble
    faults = (*trouble.faults, *(reason.why for one in results if not one.is_fine for reason in one.reasons))
    return type(trouble)(f"{trouble.sentence} The swallowed dose is recorded.", trouble.next_step, faults)


def _with_the_rest(refused: Refused, kept: CheckIn | None) -> Refused:
    """The same refusal, saying that the rest of the check-in is kept and need not be sent again."""
    rest = " The rest of the check-in is saved." if kept is not None else ""
    return Refused(refused.sentence + rest, refused.next_step, refused.faults)


def item_named(text: str, book: Handbook) -> str:
    """The id of an activity or exercise from its id or the end of it, such as `bridge`.

    An exercise that is an activity as well is logged as that.
    Raises `ValueError` with the names that would do.
    """
    name = text.strip().lower().replace(" ", "_").replace("-", "_")
    planned = [one.id for one in book.activity.types if one.is_planned]
    if name in planned:
        return name
    ids = [*planned, *(one.id for one in book.activity.exercises)]
    fitting = [one for one in ids if one == name] or [one for one in ids if one.endswith(f"_{name}")]
    if len(fitting) != 1:
        alike = _near(name, ids)
        there = alike or [*sorted(one.id for one in book.activity.types), "what backcoach exercises lists"]
        said = f"did you mean {alike[0]}?" if len(alike) == 1 else f"there are {', '.join(there)}"
        raise ValueError(f"no activity or exercise is called {quoted(text)}; {said}")
    exercise = book.activity.exercise(fitting[0])
    return exercise.activity or exercise.id if exercise else fitting[0]


def _near(name: str, ids: Sequence[str]) -> list[str]:
    """The ids with a word that is, or looks like, the first word of a name."""
    from backcoach.flows.by_name import near

    first = name.split("_", maxsplit=1)[0]
    words = {part for one in ids for part in one.split("_")}
    alike = {first, *near(first, {one: one for one in words}, ALIKE)[:1]}
    return sorted(one for one in ids if alike & {*one.split("_")})


def _safety(desk: Desk, wish: LogWish, told: tuple[object, ...]) -> Screened | None:
    """Screen with what was said about today's safety questions; None where nothing is due or said.

    What is `told` beside a plain no to all of them is kept together with it, so that the disk is waited for
    once. A reported sign that lets the plan rest is acted on whatever else is unanswered.
    """
    if wish.flags:
        return _keep_flags(desk, wish)
    check = daily_check(desk)
    if wish.is_clear:
        no = dict.fromkeys((gate.id for gate in check.gates), Answer.NO)
        return keep_daily(desk, check, no, {}, beside=told)
    if check.is_due:
        from backcoach.flows.flagged import unanswered

        raise unanswered()
    return None


def _keep_flags(desk: Desk, wish: LogWish) -> Screened:
    """Screen with signs that were reported; those that count by themselves also where all is due again."""
    from backcoach.flows.flagged import keep_flagged
    from backcoach.flows.rounds import keep_sign

    if desk.standing().is_stale and (sign := keep_sign(desk, wish.flags)):
        return sign
    return keep_flagged(desk, daily_check(desk), wish.flags, is_clear=wish.is_clear)


def _check_in(desk: Desk, wish: LogWish) -> CheckIn | None:
    """What was told of the day; None where nothing was."""
    if wish.check_in == CheckIn():
        return None
    return told_as(wish.check_in, wish.day_on, desk.moment.today)


def told_as(body: CheckIn, day_on: date, today: date) -> CheckIn:
    """One that is recalled says on which day it was told, which no later setting of the day can move."""
    is_recalled = day_on < today
    return replace(body, is_recalled=is_recalled, told_on=today if is_recalled else None)


def keep_goals(desk: Desk, said: Sequence[tuple[Goal, Did]], day_on: date) -> None:
    """Keep what is said of goals on a day."""
    if not said:
        return
    from backcoach.flows.goals import tell_goals

    tell_goals(desk, said, day_on, instant_on(desk, day_on))


class OpenCheckIn:
    """A check-in that grows answer by answer; each answer is on the disk before the next is asked."""

    def __init__(self, desk: Desk, day_on: date) -> None:
        self._desk = desk
        self._day_on = day_on
        self._entry_id: str | None = None
        self.body = told_as(CheckIn(), day_on, desk.moment.today)

    def add(self, **answers: Any) -> None:
        """Keep some more of it. Raises `ValueError` for a score outside its scale."""
        self.body = replace(self.body, **answers)
        kept = self._desk.keep(
            self.body,
            at=instant_on(self._desk, self._day_on),
            day_on=self._day_on,
            supersedes=self._entry_id,
        )
        self._entry_id = kept[0].id


def said(check_in: CheckIn) -> dict[str, Any]:
    """The fields of a check-in that hold something."""
    fields = {name: value for name, value in asdict(check_in).items() if value is not None}
    fields.pop("told_on", None)
    return (
        fields if check_in.is_recalled else {name: fields[name] for name in fields if name != "is_recalled"}
    )
