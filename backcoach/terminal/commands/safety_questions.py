"""The safety questions that a check-in asks: all of them, the weekly ones, those of today, or none."""

from __future__ import annotations

from collections.abc import Mapping

from backcoach.coach.daily import daily_replies, still_to_ask, text_of
from backcoach.coach.record import Screened
from backcoach.coach.screening import Reply, is_emergency_already
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.daily import DailyCheck, daily_check, keep_daily, why_stale
from backcoach.flows.desk import Desk
from backcoach.flows.due_sets import due_sets
from backcoach.flows.rounds import Notes, Round, review_round
from backcoach.terminal.ask import Asker
from backcoach.terminal.interview import notes_of
from backcoach.terminal.rounds import ask_round
from backcoach.values import replace

ALL_AGAIN = (
    "So all safety questions are asked once more. They take about four minutes; you can stop with Ctrl-C."
)
WEEKLY = "A week is over: first the weekly safety questions. They take about two minutes."


def ask_due(desk: Desk, asker: Asker) -> Screened | None:
    """What safety asks for now: everything, the weekly questions and today's, today's alone, or nothing."""
    stands = desk.standing()
    if stands.screened is not None and stands.is_stale and not stands.needs_assessment:
        return ask_all_again(desk, asker, why_stale(desk, stands))
    check = daily_check(desk)
    is_weekly = bool(due_sets(desk)) and stands.is_plan_allowed
    if not (check.is_old or is_weekly):
        return None
    screened = _ask_safety(desk, asker, check)
    if desk.standing().is_stale and screened.disposition.allows_plan:
        return ask_all_again(desk, asker, why_stale(desk, desk.standing()))
    if not (is_weekly and desk.standing().is_plan_allowed):
        return screened
    asker.output.say()
    asker.output.say(WEEKLY, style="bold cyan")
    return ask_round(review_round(desk), asker, desk)


def ask_all_again(desk: Desk, asker: Asker, because: str) -> Screened:
    """All safety questions at once; nothing that was logged before is lost if the person stops."""
    asker.output.say()
    asker.output.say(because, style="bold yellow")
    asker.output.say(ALL_AGAIN, style="bold cyan")
    return ask_round(Round(desk), asker, desk)


def _ask_safety(desk: Desk, asker: Asker, check: DailyCheck) -> Screened:
    """The gates in one prompt; what they open, question by question."""
    rules = desk.book.screening.rules
    answers: dict[str, Answer] = {}
    details: dict[str, Reply] = {}
    notes = Notes(desk)

    def keep_gate(place: int, answer: Answer) -> bool:
        gate = check.gates[place].id
        answers[gate] = answer
        notes.keep(gate, answer)
        return False

    lines = [(gate.text, ()) for gate in check.gates]
    try:
        asker.each("First the safety questions of today.", lines, keep_gate)
        while True:
            replies = daily_replies(check.baseline, check.gates, answers, details)
            pending = still_to_ask(check.gates, answers, replies, rules)
            if not pending or is_emergency_already(replies, rules):
                return keep_daily(desk, check, answers, details, notes)
            question = rules.questions[pending[0]]
            text = text_of(question, check.gates, answers)
            details[question.id] = asker.answer(text, notes_of(question))
            notes.keep(question.id, details[question.id])
    except KeyboardInterrupt:
        screened = _keep_signs(desk, check, answers, details, notes)
        if screened is None or screened.is_plan_allowed:
            raise
        return screened


def _keep_signs(
    desk: Desk,
    check: DailyCheck,
    answers: Mapping[str, Answer],
    details: Mapping[str, Reply],
    notes: Notes,
) -> Screened | None:
    """Keep a sign that was reported before the person stopped; what it opens and is not said is not sure."""
    if not any(reply in POSITIVE for reply in (*answers.values(), *details.values())):
        notes.end()
        return None
    given = tuple(gate for gate in check.gates if gate.id in answers)
    return keep_daily(desk, replace(check, gates=given), answers, details, notes)
