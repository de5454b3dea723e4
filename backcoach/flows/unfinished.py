"""Sittings that broke off between a sign and its decision: what they would have been decided to.

The program may be killed, or the disk be full, at any moment. Every answer is kept as it is given, so a sign
is never lost; here it counts as if the sitting had been stopped after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress

from backcoach.coach.conditions import POSITIVE
from backcoach.coach.daily import daily_replies
from backcoach.coach.record import STOPPED, AnswerGiven, Entry, Screened, SittingEnded
from backcoach.coach.screening import Kind, Replies, Reply, is_open
from backcoach.coach.values import Answer
from backcoach.flows.replies import read_answer, read_reply
from backcoach.flows.screening import replies_of, screened
from backcoach.handbook.handbook import Handbook
from backcoach.journal.journal import Journal

Given = Entry[AnswerGiven]


def unfinished(journal: Journal, book: Handbook) -> tuple[Entry[Screened], ...]:
    """One broken-off screening for each sitting whose signs were never decided on, if it lets a plan rest.

    What was not asked counts as it was settled before; where nothing was, there is no plan to rest.
    """
    ended = {entry.body.sitting for entry in journal.entries(SittingEnded)}
    sittings: dict[str, list[Given]] = defaultdict(list)
    for entry in journal.entries(AnswerGiven):
        if entry.body.sitting not in ended and _is_about_safety(entry.body.question, book):
            sittings[entry.body.sitting].append(entry)
    decided = journal.entries(Screened)
    open_ones = (given for given in sittings.values() if not _is_decided(given, decided))
    found = (_as_stopped(given, decided, book) for given in open_ones)
    return tuple(entry for entry in found if entry is not None)


def settled_replies(screenings: tuple[Entry[Screened], ...], book: Handbook) -> Replies:
    """The replies that a short check adds to: of the last full screening or weekly review, if any."""
    settled = [entry.body for entry in screenings if entry.body.is_settled]
    return replies_of(settled[-1], book) if settled else {}


def stopped(
    before: Replies, given: Mapping[str, object], book: Handbook, sitting: str = ""
) -> Screened | None:
    """The decision on signs of a sitting that broke off; None where there is no sign, or a plan may go on.

    `given` are plain replies by the id of a question or a daily gate.
    """
    gates, details = _sorted_out(given, book)
    if not before or not any(reply in POSITIVE for reply in (*gates.values(), *details.values())):
        return None
    answered = tuple(gate for gate in book.screening.gates if gate.id in gates)
    body = screened(STOPPED, daily_replies(before, answered, gates, details), book, sitting)
    return None if body.disposition.allows_plan else body


def sign_alone(before: Replies, given: Mapping[str, object], book: Handbook) -> Screened | None:
    """What signs lead to that cannot be kept, to be shown in place of a bare fault; None without a sign.

    It is never recorded and no plan comes of it. Where nothing is known from `before`, what was not asked is
    left out: counted as not sure, it would make an emergency of every single sign. A sign whose own gate
    nobody opened does count so.
    """
    told = {name: plain for name, plain in given.items() if _is_about_safety(name, book)}
    gates, details = _sorted_out(told, book)
    positive = [name for name, reply in details.items() if reply in POSITIVE]
    if not positive and not any(reply in POSITIVE for reply in gates.values()):
        return None
    answered = tuple(gate for gate in book.screening.gates if gate.id in gates)
    replies = daily_replies(before or _nothing_told(book), answered, gates, details)
    is_read = all(is_open(name, replies, book.screening.rules) for name in positive)
    return screened(STOPPED, replies if is_read else details, book)


def _nothing_told(book: Handbook) -> Replies:
    """No sign at all, and no number; what no opens is unknown."""
    rules = book.screening.rules
    replies: dict[str, Reply] = {
        one.id: Answer.NO if one.kind is Kind.ANSWER else Answer.NOT_SURE for one in rules.questions.values()
    }
    return {name: reply for name, reply in replies.items() if is_open(name, replies, rules)}


def _sorted_out(given: Mapping[str, object], book: Handbook) -> tuple[dict[str, Answer], dict[str, Reply]]:
    gates: dict[str, Answer] = {}
    details: dict[str, Reply] = {}
    questions = book.screening.rules.questions
    for name, plain in given.items():
        with suppress(ValueError):  # content has changed since
            if name in questions:
                details[name] = read_reply(questions[name], plain)
            else:
                gates[name] = read_answer(plain)
    return gates, details


def _is_about_safety(name: str, book: Handbook) -> bool:
    return name in book.screening.rules.questions or any(gate.id == name for gate in book.screening.gates)


def _is_decided(given: list[Given], decided: tuple[Entry[Screened], ...]) -> bool:
    last = given[-1]
    own = (entry for entry in decided if entry.body.sitting == last.body.sitting)
    return any(entry.recorded_at >= last.recorded_at for entry in own)


def _as_stopped(
    given: list[Given], decided: tuple[Entry[Screened], ...], book: Handbook
) -> Entry[Screened] | None:
    last = given[-1]
    plain = {entry.body.question: entry.body.value for entry in given}
    before = settled_replies(tuple(one for one in decided if one.recorded_at <= last.recorded_at), book)
    body = stopped(before, plain, book, last.body.sitting)
    if body is None:
        return None
    return Entry(last.id, last.at, last.zone, last.day_on, last.recorded_at, body)
