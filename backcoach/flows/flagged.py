"""Signs reported by the name of their question: what they open, what they come to, and what they make due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcoach.coach.daily import daily_replies, opened
from backcoach.coach.record import DAILY, OVERDOSE, STOPPED, Screened, ScreeningDue
from backcoach.coach.rescreening import SIGN_TOLD
from backcoach.coach.screening import Replies, Reply, ScreeningRules
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.clearing import TOO_MUCH
from backcoach.flows.daily import DailyCheck, gate_of, last_replies
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.judging import weigh
from backcoach.flows.screening import decide
from backcoach.handbook.handbook import Handbook
from backcoach.values import replace


def keep_flagged(desk: Desk, check: DailyCheck, flags: Mapping[str, Answer], *, is_clear: bool) -> Screened:
    """Decide on signs reported by name. They make all safety questions due: nobody asked about the rest.

    A daily question reported as a whole opens its group, and what is not said then counts as not sure.
    `is_clear` denies all that `flags` does not answer. Raises `BadInput` where today's questions are due and
    nobody answered the others; what the signs make due is kept then.
    """
    check = _with_flagged(check, flags, desk.book)
    gates = {gate.id: flags.get(gate.id, Answer.NO) for gate in check.gates}
    opened_ones = opened(check.gates, gates)
    details: dict[str, Reply] = {}
    for name, reply in flags.items():
        gate = gate_of(name, check)
        if name not in gates and (reply in POSITIVE or name in opened_ones):
            details |= {**(gate.sets if gate and reply in POSITIVE else {}), name: reply}
    told = [name for name, reply in flags.items() if reply in POSITIVE]
    is_whole = is_clear or not check.is_due
    replies = daily_replies(check.baseline, check.gates, gates, details)
    body, _ = weigh(DAILY if is_whole else STOPPED, replies, desk.book, check.gates, gates)
    due = dict.fromkeys(_event_of(name, check) for name in told) if body.disposition.allows_plan else ()
    events = [ScreeningDue(event) for event in due]
    if not is_whole and body.is_plan_allowed:
        desk.keep(*events)
        raise unanswered()
    desk.keep(body, *events)
    return body


def overdose(desk: Desk, flags: Mapping[str, Answer]) -> Screened:
    """What too much of a medicine comes to, with the signs that were told beside it.

    It answers the question about too much medicine. A daily question reported as a whole opens its group.
    """
    check = _with_flagged(DailyCheck((), last_replies(desk), is_due=True, is_old=True), flags, desk.book)
    gates = {gate.id: flags[gate.id] for gate in check.gates}
    details = {name: reply for name, reply in flags.items() if name not in gates}
    replies = daily_replies(check.baseline, check.gates, gates, {**details, TOO_MUCH: Answer.YES})
    return weigh(OVERDOSE, replies, desk.book, check.gates, gates)[0]


def _event_of(told: str, check: DailyCheck) -> str:
    """What a sign, or a daily question, that was reported by name stands for."""
    gate = next((one for one in check.gates if one.id == told), None) or gate_of(told, check)
    return (gate.event if gate else None) or SIGN_TOLD


def _with_flagged(check: DailyCheck, flags: Mapping[str, Answer], book: Handbook) -> DailyCheck:
    """The check with every daily question that was flagged, due today or not, and with no sign shut out.

    A sign behind a question that was denied before would count as no; what shuts it out is unknown again.
    """
    more = tuple(one for one in book.screening.gates if one.id in flags and one not in check.gates)
    told = [name for name, reply in flags.items() if reply in POSITIVE]
    told += [name for gate in more if gate.id in told for name in gate.opens]
    baseline = check.baseline
    for name in told:
        if name in book.screening.rules.questions:
            baseline = _let_in(name, baseline, book)
    return replace(check, gates=(*check.gates, *more), baseline=baseline)


def _let_in(sign: str, replies: Replies, book: Handbook) -> Replies:
    """The replies without those that shut a sign out; all of them where it counts, or cannot count anyway."""
    doubted = set(_gates_of(sign, book.screening.rules))
    without = {name: reply for name, reply in replies.items() if name not in doubted}
    for some in (replies, without):
        if decide({**some, sign: Answer.YES}, book).value.answers.get(sign) is Answer.YES:
            return some
    return replies


def _gates_of(question: str, rules: ScreeningRules) -> Iterator[str]:
    """The questions on whose answers it hangs whether this one is asked, and those on which they hang."""
    gate = rules.questions[question].asked_while
    for name in gate.reads() if gate else ():
        yield name
        yield from _gates_of(name, rules)


def unanswered() -> BadInput:
    """That a check-in waits for the safety questions of today."""
    return BadInput(
        "Today's safety questions are not answered yet, so the check-in was not saved.",
        "If none of the signs holds (read them with: backcoach screen --daily), add --all-clear. "
        "Report a sign with --flag. Or answer them one by one: backcoach log",
    )
