"""A line of `backcoach log`: its options as typed, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from backcoach.coach.done import DoneAmount, LegReach, Session
from backcoach.coach.record import CheckIn
from backcoach.coach.screening import Kind
from backcoach.coach.values import Answer
from backcoach.flows.day_told import check_day
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, quoted
from backcoach.flows.log import LogWish, item_named
from backcoach.flows.replies import ANSWERS, read_answer
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.did import done_amount
from backcoach.terminal.typed_days import read_day
from backcoach.values import Value, field, replace

if TYPE_CHECKING:
    from backcoach.coach.goal_record import Did
    from backcoach.coach.goals import Goal
    from backcoach.flows.dose_guard import DoseWish

T = TypeVar("T")
NOTHING = "nothing"
WALK = "walk"


class Line(Value):
    """The options of one command line, as typed."""

    date: str
    all_clear: bool
    flags: tuple[str, ...]
    walk: int | None
    did: tuple[str, ...]
    scores: Mapping[str, Any]
    is_flare: bool | None
    doses: tuple[str, ...]
    is_taken: bool
    note: str | None
    signs: tuple[str, ...] = ()
    said: Mapping[str, str | None] = field(default_factory=dict)
    sessions: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the day was given, so that everything is to be asked."""
        words = (self.flags, self.did, self.doses, self.note, self.signs, self.sessions, self.goals)
        given = (self.all_clear, *words)
        numbers = (self.walk, self.is_flare, *self.scores.values())
        told = (*numbers, *self.said.values())
        return not any(given) and all(one is None for one in told)


def sign_of(text: str) -> tuple[str, Answer]:
    """A stop sign and what is said of it. Raises `ValueError`."""
    name, equals, answer = text.partition("=")
    return name, read_answer(answer) if equals else Answer.YES


def flags_of(line: Line, book: Handbook) -> dict[str, object]:
    """The signs of a line that can be read."""
    read = read_all("", line.flags, lambda text: _flag(text, book), [])
    return {name: reply.value for name, reply in read}


def day_of(line: Line, desk: Desk) -> date:
    """The day a line is told for. Raises `BadInput` for one that cannot be."""
    try:
        day = read_day(line.date, desk.moment.today)
    except ValueError as error:
        raise BadInput(f"--date: {error}.") from None
    check_day(desk, day)
    return day


def read_line(line: Line, desk: Desk) -> LogWish:
    """The wish of a line. Raises `BadInput` with everything that is wrong with it."""
    faults = list(_amiss(line))
    day_on = day_of(line, desk)
    done = read_all("--did", _did(line), lambda text: done_amount(text, desk.book), faults)
    flags = read_all("--flag", line.flags, lambda text: _flag(text, desk.book), faults)
    doses = read_all("--dose", line.doses, lambda text: _doses(text, line, desk, day_on), faults)
    sessions = read_all("--session", line.sessions, lambda text: _session(text, desk), faults)
    goals = read_all("--goal", line.goals, lambda text: _goal(text, desk, day_on), faults)
    sheet = None
    try:
        kept = CheckIn(is_flare=line.is_flare, note=line.note, done=_amounts(line, done))
        sheet = replace(kept, **line.scores, **_said_so(line, desk))
    except ValueError as error:
        faults.append(str(error))
    if faults or sheet is None:
        raise BadInput(
            "This check-in cannot be used; nothing was saved.",
            "Correct it and send it again. Help: backcoach log -h",
            tuple(faults),
        )
    swallowed = tuple(one for many in doses for one in many)
    told = tuple((goal, did) for goal, did in goals if did is not None)
    return LogWish(day_on, line.all_clear, dict(flags), sheet, swallowed, tuple(sessions), told)


def _amiss(line: Line) -> Iterator[str]:
    """What of a line cannot be meant: fewer minutes than none, an average above the worst."""
    if line.walk is not None and line.walk < 0:
        yield "--walk: minutes walked are a whole number from 0 up"
    average, worst = line.scores.get("pain"), line.scores.get("pain_worst")
    if average is not None and worst is not None and average > worst:
        yield f"--worst {worst:g} is below the average, --pain {average:g}; please check both"


def read_all(name: str, texts: Iterable[str], read: Callable[[str], T], faults: list[str]) -> list[T]:
    """What can be read; the rest goes to the faults."""
    found = []
    for text in texts:
        try:
            found.append(read(text))
        except ValueError as error:
            faults.append(f"{name}: {error}")
    return found


def _amounts(line: Line, pairs: Iterable[tuple[str, int]]) -> tuple[DoneAmount, ...] | None:
    """What was done, added up by item; None where nothing was said about it."""
    if not line.did and line.walk is None:
        return None
    totals: dict[str, int] = {}
    for item, amount in pairs:
        totals[item] = totals.get(item, 0) + amount
    return tuple(DoneAmount(item, amount) for item, amount in totals.items())


def _did(line: Line) -> tuple[str, ...]:
    walked = () if line.walk is None or line.walk < 0 else (f"{WALK}={line.walk}",)
    return (*walked, *(text for text in line.did if text.strip().lower() != NOTHING))


def _said_so(line: Line, desk: Desk) -> dict[str, Any]:
    """What was said in a word. Raises `ValueError` for a word that is not known."""
    found: dict[str, Any] = {}
    settled, reach, missed = (line.said.get(name) for name in ("settled", "leg_reach", "missed_for"))
    if settled is not None:
        if settled not in ANSWERS:
            raise ValueError(f"--settled is one of {', '.join(ANSWERS)}")
        found["settled"] = ANSWERS[settled]
    if reach is not None:
        names = [one.value for one in LegReach]
        if reach not in names:
            raise ValueError(f"--reach is one of {', '.join(names)}")
        found["leg_reach"] = LegReach(reach)
    if missed is not None:
        names = [one.id for one in desk.book.lighter.barriers]
        if missed not in names:
            raise ValueError(f"--missed is one of {', '.join(names)}")
        found["missed_for"] = missed
    return found


def _session(text: str, desk: Desk) -> Session:
    from backcoach.terminal.typed_done import read_session

    item, amount, before, peak, has_spread = read_session(text)
    return Session(item_named(item, desk.book), amount, before, peak, has_spread=has_spread)


def _goal(text: str, desk: Desk, day_on: date) -> tuple[Goal, Did | None]:
    """A goal and what is said of it on a day. Raises `ValueError`."""
    from backcoach.flows.goals import goal_numbered
    from backcoach.terminal.commands.goal_questions import read_did

    name, _, answer = text.rpartition("=")
    try:
        goal = goal_numbered(desk, name)
    except BadInput as fault:
        raise ValueError(f"It names no goal. {fault.next_step}") from None
    if day_on < goal.begun_on:
        raise ValueError(f"goal {goal.number} began on {goal.begun_on}")
    try:
        return goal, read_did(answer)
    except ValueError:
        n = goal.number
        raise ValueError(f"{n}=yes, {n}=no, {n}=not_today or {n}=skip") from None


def _flag(text: str, book: Handbook) -> tuple[str, Answer]:
    name, equals, answer = text.partition("=")
    question = book.screening.rules.questions.get(name)
    is_gate = any(gate.id == name for gate in book.screening.gates)
    if not is_gate and (question is None or question.kind is not Kind.ANSWER):
        raise ValueError(f"unknown sign {quoted(name)}; see: backcoach screen --questions")
    try:
        return name, read_answer(answer) if equals else Answer.YES
    except ValueError as error:
        raise ValueError(f"{name} must be {error}") from None


def _doses(text: str, line: Line, desk: Desk, day_on: date) -> tuple[DoseWish, ...]:
    """The doses of one `--dose`, a pack taken apart into what it holds. Raises `ValueError`."""
    from backcoach.coach.missed import PACK_SLOW
    from backcoach.terminal.orders import read_order

    try:
        order = read_order(text, desk, day_on)
    except BadInput as fault:
        words = " ".join((fault.sentence, *fault.faults, fault.next_step))
        raise ValueError(f"{quoted(text)}: {words}") from None
    if not line.is_taken and any(part.is_slow for part in order.parts):
        raise ValueError(
            f"{quoted(text)}: {desk.book.medicine.rule(PACK_SLOW).why} Swallowed already? --taken"
        )
    return order.wishes(is_taken=line.is_taken)
