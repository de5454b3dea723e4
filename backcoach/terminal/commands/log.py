"""`backcoach log`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from backcoach.coach.goal_record import Did
from backcoach.coach.goals import Goal
from backcoach.coach.record import CheckIn, Screened
from backcoach.coach.screening import Kind
from backcoach.coach.values import Answer
from backcoach.coach.week import DoneAmount, LegReach, Session
from backcoach.flows.course import offer
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish
from backcoach.flows.errors import BadInput, Trouble, quoted
from backcoach.flows.goals import goal_numbered
from backcoach.flows.lighter import is_bad_today
from backcoach.flows.log import Logged, LogWish, check_day, item_named, log
from backcoach.flows.replies import ANSWERS, read_answer
from backcoach.flows.signposts import Said, say
from backcoach.flows.signs import SignsTold
from backcoach.flows.thoughts import check_due_on
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import JournalError
from backcoach.terminal.did import done_amount
from backcoach.terminal.exits import exit_for, stop_exit
from backcoach.terminal.hooks import CHECK_IN, Hook
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.logged import logged_lines
from backcoach.terminal.session import moment, need_terminal, open_desk
from backcoach.terminal.typed import read_session
from backcoach.terminal.typed_days import read_day
from backcoach.terminal.unsaved import shown_though_unsaved, signs_shown
from backcoach.values import dataclass, field, replace

T = TypeVar("T")
NOTHING = "nothing"
HALF = "A bad day? Half of the plan is enough: backcoach flare --today. More than one: backcoach flare"
THOUGHTS_DUE = "A short check of how you feel about the pain is due: backcoach thoughts"
WALK = "walk"
TODAY = ("today", "0")
SIGN_NOW = "A sign counts from now on, whatever day the rest is told for."


@dataclass(frozen=True, slots=True)
class Line:
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


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Keep what the line says, or ask. A sign is shown also where it cannot be kept."""
    with Hook(home, CHECK_IN) as hook:
        work, document = partial(_run, home, line, hook, as_json=as_json), partial(_unsaved, home)
        return shown_though_unsaved(home, work, document, as_json=as_json)


def _run(home: Path | None, line: Line, hook: Hook, *, as_json: bool) -> int:
    output = standard_output()
    book = open_handbook()
    with signs_shown(_flags(line, book), book), open_desk(home, book=book) as desk:
        told = SignsTold()
        if line.is_empty:
            logged = _asked(desk, output, line, as_json=as_json)
        else:
            told = _told(line, desk, output)
            logged = _only_signs(line, desk) or _log(line, desk, output, told)
        if as_json:
            document = _document(desk, logged, told, _said(desk))
            hook.give(lambda: document)
            output.document(document)
        else:
            said = _show(desk, output, logged)
            hook.give(lambda: _document(desk, logged, told, said))
        return max(exit_for(logged.standing.disposition), stop_exit(told.stopped))


def _asked(desk: Desk, output: Output, line: Line, *, as_json: bool) -> Logged:
    """The check-in, asked step by step."""
    from backcoach.terminal.ask import Asker
    from backcoach.terminal.commands.checkin import check_in

    need_terminal("backcoach log --all-clear --pain 4", "see backcoach log -h", as_json=as_json)
    return check_in(desk, Asker(output), _day(line, desk))


def _document(desk: Desk, logged: Logged, told: SignsTold, said: tuple[Said, ...]) -> dict[str, Any]:
    from backcoach.terminal.commands.documents import logged_document
    from backcoach.terminal.commands.signposts import milestone_documents
    from backcoach.terminal.screens.course import effect_documents, stop_document

    return logged_document(logged, desk.moment) | {
        "milestones": milestone_documents(said),
        "stop": stop_document(told.stopped, desk.book, desk.region_code()),
        "side_effects": effect_documents(told.effects),
    }


def _unsaved(home: Path | None, body: Screened) -> dict[str, Any]:
    from backcoach.terminal.commands.documents import unsaved_document

    return unsaved_document(body, moment(home).today)


def _told(line: Line, desk: Desk, output: Output) -> SignsTold:
    """The signs and side effects of a line, kept before all else; what to do is said at once, to stderr."""
    faults: list[str] = []
    told = dict(_read_all("--sign", line.signs, _sign, faults))
    if faults:
        raise BadInput("These signs cannot be read; nothing was saved.", "Such as: --sign ID", tuple(faults))
    if not told:
        return SignsTold()
    from backcoach.flows.signs import tell_signs
    from backcoach.terminal.screens.course import effect_lines, stopped_lines

    found = tell_signs(desk, told)
    stopped = found.stopped
    said = stopped_lines(stopped, desk.book, desk.region_code()) if stopped else ()
    for text, style in (*said, *effect_lines(found.effects, desk.book)):
        output.say(visible(text), style)
    if told and line.date.strip().lower() not in TODAY:
        output.say(SIGN_NOW)
    return found


def _sign(text: str) -> tuple[str, Answer]:
    name, equals, answer = text.partition("=")
    return name, read_answer(answer) if equals else Answer.YES


def _log(line: Line, desk: Desk, output: Output, told: SignsTold) -> Logged:
    """Keep the rest of a line. Where a stop sign was told, no trouble of the rest hides what to do."""
    try:
        return log(desk, read_line(line, desk))
    except Trouble as trouble:
        if told == SignsTold():
            raise
        for text in (trouble.sentence, *trouble.faults, trouble.next_step):
            output.say(visible(text))
        return Logged(desk.moment.today, None, None, (), desk.standing())


def _only_signs(line: Line, desk: Desk) -> Logged | None:
    """What a line that tells of stop signs and of nothing else comes to."""
    if not line.signs or not replace(line, signs=()).is_empty:
        return None
    return Logged(desk.moment.today, None, None, (), desk.standing())


def _flags(line: Line, book: Handbook) -> dict[str, object]:
    """The signs of a line that can be read."""
    read = _read_all("", line.flags, lambda text: _flag(text, book), [])
    return {name: reply.value for name, reply in read}


def _said(desk: Desk) -> tuple[Said, ...]:
    """The milestones that are reached now; without room to keep them they are said another time."""
    try:
        return say(desk)
    except JournalError:
        return ()


def _day(line: Line, desk: Desk) -> date:
    try:
        day = read_day(line.date, desk.moment.today)
    except ValueError as error:
        raise BadInput(f"--date: {error}.") from None
    check_day(desk, day)
    return day


def read_line(line: Line, desk: Desk) -> LogWish:
    """The wish of a line. Raises `BadInput` with everything that is wrong with it."""
    faults: list[str] = []
    day_on = _day(line, desk)
    done = _read_all("--did", _did(line), lambda text: done_amount(text, desk.book), faults)
    flags = _read_all("--flag", line.flags, lambda text: _flag(text, desk.book), faults)
    doses = _read_all("--dose", line.doses, lambda text: _doses(text, line, desk, day_on), faults)
    sessions = _read_all("--session", line.sessions, lambda text: _session(text, desk), faults)
    goals = _read_all("--goal", line.goals, lambda text: _goal(text, desk, day_on), faults)
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


def _read_all(name: str, texts: Iterable[str], read: Callable[[str], T], faults: list[str]) -> list[T]:
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
    walked = () if line.walk is None else (f"{WALK}={line.walk}",)
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
    item, amount, before, peak, has_spread = read_session(text)
    return Session(item_named(item, desk.book), amount, before, peak, has_spread=has_spread)


def _goal(text: str, desk: Desk, day_on: date) -> tuple[Goal, Did | None]:
    """A goal and what is said of it on a day. Raises `ValueError`."""
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


def _show(desk: Desk, output: Output, logged: Logged) -> tuple[Said, ...]:
    """Show what was kept and what follows from it; the milestones that were said with it."""
    if not logged.standing.disposition.allows_plan and logged.standing.screened:
        from backcoach.terminal.commands.advice import show_advice

        show_advice(desk, output, logged.standing.screened.body, desk.region_code())
    for text, style in logged_lines(logged, desk.book, desk.region_code(), desk.moment):
        output.line(text, style)
    if said := _said(desk):
        from backcoach.terminal.screens.signposts import milestone_lines

        for text, style in milestone_lines(said, desk.book):
            output.line(text, style)
    found = offer(desk)
    if found is not None:
        output.line(found.why)
    if logged.standing.is_plan_allowed and is_bad_today(desk):
        output.line(HALF)
    if check_due_on(desk):
        output.line(THOUGHTS_DUE)
    return said
