"""`backcoach log` without options: step by step, each answer kept before the next is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from backcoach.coach.conditions import POSITIVE
from backcoach.coach.daily import daily_replies, still_to_ask
from backcoach.coach.dosing import Taken
from backcoach.coach.record import Screened
from backcoach.coach.screening import Reply, is_emergency_already
from backcoach.coach.values import Answer
from backcoach.coach.week import DoneAmount, PlanItem
from backcoach.flows.daily import DailyCheck, daily_check, keep_daily
from backcoach.flows.desk import Desk
from backcoach.flows.doses import DoseResult, DoseWish, keep_doses
from backcoach.flows.log import Logged, OpenCheckIn, keep_overdose
from backcoach.flows.plan import doses_on, issue_due_weeks
from backcoach.terminal.ask import Asker
from backcoach.terminal.interview import notes_of
from backcoach.terminal.screens.plan import item_text
from backcoach.terminal.typed import read_number
from backcoach.terminal.words import day_text

DAY_MINUTES = 1440
TOP = 10
SCORES = (
    ("function", "How well did daily life go?", "0 could do nothing, 10 as before"),
    ("sleep", "How was your sleep last night?", "0 very bad, 10 very good"),
    ("pain", "How bad was the pain on average? You may pass.", "0 none, 10 the worst"),
)


def check_in(desk: Desk, asker: Asker, day_on: date) -> Logged:
    """Ask the safety questions, then what was done, how the day was, the doses, and a note.

    After a safety answer that lets the plan rest nothing more is asked.
    """
    check = daily_check(desk)
    screened = _ask_safety(desk, asker, check) if check.is_due else None
    stands = desk.standing()
    if not stands.is_plan_allowed:
        return Logged(day_on, screened, None, (), stands)
    sheet = OpenCheckIn(desk, day_on)
    _ask_done(desk, asker, sheet, day_on)
    _ask_scores(asker, sheet)
    results = _ask_doses(desk, asker) if day_on == desk.moment.today else ()
    if any(one.outcome is Taken.ABOVE_LIMIT for one in results):
        return Logged(day_on, keep_overdose(desk), sheet.body, results, desk.standing())
    asker.output.question("A note? Anything that mattered.")
    note = asker.typed(str.strip, "Enter to pass")
    if note:
        sheet.add(note=note)
    return Logged(day_on, screened, sheet.body, results, desk.standing())


def _ask_safety(desk: Desk, asker: Asker, check: DailyCheck) -> Screened:
    """The gates in one prompt; what they open, question by question."""
    rules = desk.book.screening.rules
    answers: dict[str, Answer] = {}
    details: dict[str, Reply] = {}

    def keep_gate(place: int, answer: Answer) -> bool:
        answers[check.gates[place].id] = answer
        return False

    lines = [(gate.text, ()) for gate in check.gates]
    try:
        asker.each("First the safety questions of today.", lines, keep_gate)
        while True:
            replies = daily_replies(check.baseline, check.gates, answers, details)
            pending = still_to_ask(check.gates, answers, replies, rules)
            if not pending or is_emergency_already(replies, rules):
                return keep_daily(desk, check, answers, details)
            question = rules.questions[pending[0]]
            details[question.id] = asker.answer(question.text, notes_of(question))
    except KeyboardInterrupt:
        _keep_signs(desk, check, answers, details)
        raise


def _keep_signs(
    desk: Desk, check: DailyCheck, answers: Mapping[str, Answer], details: Mapping[str, Reply]
) -> None:
    """Keep a sign that was reported before the person stopped; what it opens and is not said is not sure."""
    if any(reply in POSITIVE for reply in (*answers.values(), *details.values())):
        given = tuple(gate for gate in check.gates if gate.id in answers)
        keep_daily(desk, replace(check, gates=given), answers, details)


def _ask_done(desk: Desk, asker: Asker, sheet: OpenCheckIn, day_on: date) -> None:
    weeks = [week for week in issue_due_weeks(desk) if week.starts_on <= day_on <= week.ends_on]
    items = [item for week in weeks for item in week.items_on(day_on)]
    if not items:
        return
    day = "today" if day_on == desk.moment.today else f"on {day_text(day_on)}"
    places = asker.several(f"What did you do {day}?", [f"{one.label}: {item_text(one)}" for one in items])
    done: list[DoneAmount] = []
    for place in places:
        done.append(DoneAmount(items[place].id, _ask_amount(asker, items[place])))
        sheet.add(done=tuple(done))
    if not places:
        sheet.add(done=())


def _ask_amount(asker: Asker, item: PlanItem) -> int:
    unit = "minutes in all" if item.is_timed else "times"
    hint = f"{item.label}: how many {unit}?   Enter for {item.daily_amount}"
    return asker.typed(lambda text: _whole(text) if text.strip() else item.daily_amount, hint)


def _whole(text: str) -> int:
    number = read_number(text)
    if number != int(number) or not 0 <= number <= DAY_MINUTES:
        raise ValueError("Please type a whole number.")
    return int(number)


def _ask_scores(asker: Asker, sheet: OpenCheckIn) -> None:
    for name, text, ends in SCORES:
        asker.output.question(text)
        score = asker.typed(_score, f"{ends}   Enter to pass")
        if score is not None:
            sheet.add(**{name: score})


def _score(text: str) -> float | None:
    if not text.strip():
        return None
    number = read_number(text)
    if not 0 <= number <= TOP or number * 2 != int(number * 2):
        raise ValueError("Please type a number from 0 to 10, whole or .5, or Enter to pass.")
    return number


def _ask_doses(desk: Desk, asker: Asker) -> tuple[DoseResult, ...]:
    course, now = desk.course(), desk.moment.now
    due = [one for one in doses_on(desk, desk.moment.today) if one.local <= now and one.state != "taken"]
    if course is None or not due:
        return ()
    texts = [f"{course.medicine.value} {one.dose.mg} mg at {one.local:%H:%M}" for one in due]
    places = asker.several("Which of these doses did you take?", texts)
    wishes = [DoseWish(course.medicine, due[one].dose.mg, due[one].local, is_taken=True) for one in places]
    return keep_doses(desk, wishes)
