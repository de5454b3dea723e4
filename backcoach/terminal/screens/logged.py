"""What a check-in says back: what was understood, what it means, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from backcoach.coach.values import Answer
from backcoach.flows.daily import because_words
from backcoach.flows.days import RECALL_DAYS
from backcoach.flows.desk import Desk
from backcoach.flows.log import Logged, said
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.words import amount_text, day_text, of_a_day, score_text

TOLD_LATE = f"Scores told more than {RECALL_DAYS} days later stay in your record and count in no mean."

NEXT = "Next: backcoach plan. Take it back: backcoach undo"

Line = tuple[str, str]
"""A line and its style."""

NAMES = {
    "function": "daily life",
    "sleep": "sleep",
    "distress": "upset",
    "pain": "pain",
    "pain_worst": "worst pain",
    "leg_pain": "leg pain",
}


SETTLED = {
    Answer.YES: "yesterday had settled by this morning",
    Answer.NO: "yesterday had not settled by this morning",
    Answer.NOT_SURE: "not sure if yesterday had settled",
}


def logged_lines(logged: Logged, desk: Desk) -> Iterator[Line]:
    """Everything there is to say after a check-in."""
    book, moment = desk.book, desk.moment
    sessions = [done_text({"item": one.item, "amount": one.amount}, book) for one in logged.sessions]
    if logged.check_in is not None or sessions:
        parts = sessions + list(check_in_parts(said(logged.check_in), book) if logged.check_in else ())
        yield f"Saved for {day_text(logged.day_on)}: {', '.join(parts) or 'nothing yet'}.", "bold"
        if logged.check_in is not None and moment.today - logged.day_on > timedelta(days=RECALL_DAYS):
            yield TOLD_LATE, "dim"
    elif logged.screened is not None:
        yield "Saved: today's safety answers.", "bold"
    if logged.goals:
        from backcoach.terminal.screens.goals import told_lines

        yield from ((text, "") for text in told_lines(logged.goals))
    if logged.doses:
        from backcoach.flows.packs import not_counted
        from backcoach.terminal.screens.dosed import dose_lines, uncounted_lines

        for result in logged.doses:
            yield from dose_lines(result, book, desk.region_code(), moment)
        yield from uncounted_lines(not_counted((one.wish.product for one in logged.doses), book))
    for why in because_words(logged.standing, book):
        yield f"{why} So safety questions are due again: backcoach screen", "bold yellow"
    if logged.standing.is_plan_allowed:
        yield NEXT, "dim"


def check_in_parts(fields: dict[str, Any], book: Handbook) -> Iterator[str]:
    """What a check-in holds, part by part; of a note only that there is one."""
    done = fields.get("done")
    if done is not None:
        yield ", ".join(done_text(one, book) for one in done) or "nothing done"
    for name, words in NAMES.items():
        if name in fields:
            yield f"{words} {score_text(fields[name])} of 10"
    if "settled" in fields:
        yield SETTLED[fields["settled"]]
    if "leg_reach" in fields:
        yield f"leg pain as far as: {fields['leg_reach'].value.replace('_', ' ')}"
    if "missed_for" in fields:
        barriers = {one.id: one.text for one in book.lighter.barriers}
        yield f"less because of {barriers.get(fields['missed_for'], 'something')}"
    if fields.get("is_flare"):
        yield "a flare-up"
    if "note" in fields:
        yield "a note"


def done_text(one: dict[str, Any], book: Handbook) -> str:
    """One thing that was done, such as `Walking 20 min`; `one` holds its `item` and `amount`."""
    kind = book.activity.type(one["item"])
    if kind is not None:
        return f"{kind.label} {amount_text(one['amount'], of_a_day(kind.unit))}"
    exercise = book.activity.exercise(one["item"])
    if exercise is None:
        return f"{one['item']} {one['amount']}"
    return f"{exercise.name} {one['amount']} times" if one["amount"] != 1 else f"{exercise.name} once"
