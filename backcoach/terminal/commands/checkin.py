"""`backcoach log` without options: step by step, each answer kept before the next is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from backcoach.coach.done import DoneAmount, LegReach, Unit
from backcoach.coach.dosing import Taken
from backcoach.coach.evidence import PAIN
from backcoach.coach.values import Answer
from backcoach.coach.week import PlanItem
from backcoach.flows.amounts import most_in_a_day
from backcoach.flows.daily import keep_events
from backcoach.flows.day_told import instant_on
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish
from backcoach.flows.doses import DoseResult, keep_doses, overdose_among
from backcoach.flows.go_record import kept_on
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.log import Logged, OpenCheckIn
from backcoach.flows.plan import planned_on
from backcoach.flows.planned_doses import doses_on
from backcoach.terminal.ask import Asker, read_amounts, read_choice, read_several
from backcoach.terminal.commands.course import ask_about_course
from backcoach.terminal.commands.goal_questions import ask_goals
from backcoach.terminal.commands.safety_questions import ask_all_again, ask_due
from backcoach.terminal.screens.plan import item_text, logged_text
from backcoach.terminal.typed_amounts import read_clock_time, read_number
from backcoach.terminal.words import day_text

TOP = 10
SCORES = (
    ("function", "How well did daily life go?", "0 could do nothing, 10 as before"),
    ("sleep", "How was your sleep last night?", "0 very bad, 10 very good"),
    ("pain", "How bad was the pain on average? You may pass.", "0 none, 10 the worst"),
)
SPECIAL = "Anything special? A note?"
SPECIALS = (
    ("a flare-up", "", ""),
    ("pain in the leg", "leg_pain", "0 none, 10 the worst"),
    ("upset by the pain", "distress", "0 not at all, 10 very much"),
    ("the pain kept me from part of the plan", "", ""),
)
FLARE, LEG, LIMITED = 0, 1, 3
UNSETTLED = "yesterday's activity was still to be felt this morning"
REACH = "How far down the leg?"
REACHES = {
    LegReach.BUTTOCK: "the buttock",
    LegReach.THIGH: "the thigh",
    LegReach.BELOW_KNEE: "below the knee",
}


def check_in(desk: Desk, asker: Asker, day_on: date) -> Logged:
    """Ask the safety questions that are due, then what was done, how the day was, the doses, and a note.

    After a safety answer that lets the plan rest nothing more is asked.
    """
    screened = ask_due(desk, asker)
    stands = desk.standing()
    if not stands.is_plan_allowed:
        return Logged(day_on, screened, None, (), stands)
    if day_on == desk.moment.today and ask_about_course(desk, asker) is not None:
        stands = desk.standing()
        if not stands.is_plan_allowed:
            return Logged(day_on, screened, None, (), stands)
    sheet = OpenCheckIn(desk, day_on)
    _ask_done(desk, asker, sheet, day_on)
    goals = ask_goals(desk, asker, day_on)
    _ask_scores(asker, sheet)
    results = _ask_doses(desk, asker) if day_on == desk.moment.today else ()
    if any(one.outcome is Taken.ABOVE_LIMIT for one in results):
        return Logged(day_on, overdose_among(results), sheet.body, results, desk.standing(), goals=goals)
    _ask_special(desk, asker, sheet, day_on)
    events = keep_events(desk)
    if events:
        screened = ask_all_again(desk, asker, " ".join(events))
    return Logged(day_on, screened, sheet.body, results, desk.standing(), goals=goals)


def _ask_done(desk: Desk, asker: Asker, sheet: OpenCheckIn, day_on: date) -> None:
    weeks = [week for week in issue_due_weeks(desk) if week.starts_on <= day_on][-1:]
    planned = [item for week in weeks for item in planned_on(desk, week, day_on)]
    items = [item for item in planned if item.daily_amount]
    if not items:
        return
    day = "today" if day_on == desk.moment.today else f"on {day_text(day_on)}"
    asker.output.question(f"What did you do {day}?")
    kept = kept_on(desk, day_on)
    asker.output.numbered([f"{one.label}: {item_text(one)}{_kept_text(one, kept)}" for one in items])
    amounts = asker.typed(
        lambda text: read_amounts(text, [_most(item) for item in items]),
        "numbers, such as 1 3; less or more so: 1=12   0 none",
    )
    done = (DoneAmount(items[place].id, _amount(items[place], said, kept)) for place, said in amounts.items())
    sheet.add(done=tuple(done))


def _most(item: PlanItem) -> int:
    return most_in_a_day(Unit.REPS if item.is_exercise else item.unit)


def _amount(item: PlanItem, said: int | None, kept: Mapping[str, int]) -> int:
    """What was said, or all that was planned and is not kept yet: minutes, or times."""
    return max(0, item.daily_amount - kept.get(item.id, 0)) if said is None else said


def _kept_text(item: PlanItem, kept: Mapping[str, int]) -> str:
    """That a guided session has counted some of it already, so that nobody counts it twice."""
    told = logged_text(item, kept.get(item.id, 0))
    return f" (counted already: {told}; add only the rest)" if kept.get(item.id) else ""


def _ask_scores(asker: Asker, sheet: OpenCheckIn) -> None:
    for name, text, ends in SCORES:
        asker.output.question(text)
        score = asker.typed(_score, f"{ends}   Enter to pass")
        if score is not None:
            sheet.add(**{name: score})


def _ask_special(desk: Desk, asker: Asker, sheet: OpenCheckIn, day_on: date) -> None:
    """What most days do not have, in one prompt; a score only for what is ticked.

    What is passed over stays unknown.
    """
    was_active = _was_active(desk, day_on - timedelta(days=1))
    texts = [text for text, _, _ in SPECIALS] + ([UNSETTLED] if was_active else [])
    asker.output.question(SPECIAL)
    asker.output.numbered(texts)
    hint = "numbers, or a note in your words   0 none   Enter to pass"
    said = asker.typed(lambda text: _special(text, len(texts)), hint)
    if isinstance(said, str):
        sheet.add(note=said)
    elif said is not None:
        sheet.add(is_flare=FLARE in said)
        if was_active:
            sheet.add(settled=Answer.NO if len(SPECIALS) in said else Answer.YES)
        for place in (one for one in sorted(said) if one < len(SPECIALS)):
            _ask_more(asker, sheet, place)
        if said:
            asker.output.question("A note?")
            _keep_note(sheet, asker.typed(str.strip, "Enter to pass"))


def _was_active(desk: Desk, day_on: date) -> bool:
    """Whether anything was done on a day, as far as it was told."""
    days = (day for day in day_records(desk, day_on) if day.day_on == day_on)
    return any(one.amount for day in days for one in day.done or ())


def _ask_more(asker: Asker, sheet: OpenCheckIn, place: int) -> None:
    text, name, ends = SPECIALS[place]
    score = asker.typed(_score, f"{text}: how bad? {ends}   Enter to pass") if name else None
    if score is not None:
        sheet.add(**{name: score})
    if place == LIMITED:
        sheet.add(missed_for=PAIN)
    if place == LEG:
        asker.output.question(REACH)
        asker.output.numbered(list(REACHES.values()))
        reach = asker.typed(_reach, "the number   Enter to pass")
        if reach is not None:
            sheet.add(leg_reach=reach)


def _reach(text: str) -> LegReach | None:
    return list(REACHES)[read_choice(text, len(REACHES))] if text.strip() else None


def _keep_note(sheet: OpenCheckIn, note: str) -> None:
    if note:
        sheet.add(note=note)


def _special(text: str, total: int) -> list[int] | str | None:
    """Places of what is ticked, a note, or None for passed over."""
    is_numbers = text.replace(",", "").replace(" ", "").isdigit()
    return read_several(text, total) if is_numbers else text.strip() or None


def _score(text: str) -> float | None:
    if not text.strip():
        return None
    number = read_number(text)
    if not 0 <= number <= TOP or number * 2 != int(number * 2):
        raise ValueError("Please type a number from 0 to 10, whole or .5, or Enter to pass.")
    return number


def _ask_doses(desk: Desk, asker: Asker) -> tuple[DoseResult, ...]:
    """Which planned doses were taken, and when."""
    course, now = desk.course(), desk.moment.now
    due = [
        one.dose for one in doses_on(desk, desk.moment.today) if one.dose.at <= now and one.state != "taken"
    ]
    if course is None or not due:
        return ()
    name, planned = course.medicine.value, [one.at.astimezone(now.tzinfo) for one in due]
    texts = [f"{name} {one.mg} mg at {at:%H:%M}" for one, at in zip(due, planned, strict=True)]
    places = asker.several("Which of these doses did you take?", texts)
    if not places:
        return ()
    times = _ask_times(desk, asker, [planned[place] for place in places])
    wishes = [
        DoseWish(course.medicine, due[place].mg, at, is_taken=True)
        for place, at in zip(places, times, strict=True)
    ]
    return keep_doses(desk, wishes)


def _ask_times(desk: Desk, asker: Asker, planned: list[datetime]) -> list[datetime]:
    """When each ticked dose was swallowed; the planned times count only where they are taken over."""

    def read(text: str) -> list[datetime]:
        parts = text.replace(",", " ").split()
        if parts and len(parts) != len(planned):
            raise ValueError(f"Please type {len(planned)} of them, such as 7:30, or Enter alone.")
        return [_time_taken(desk, part) for part in parts] or planned

    asker.output.question("When? A time for each of them, in that order.")
    shown = " ".join(f"{at:%H:%M}" for at in planned)
    return asker.typed(read, f"Enter for {shown} (planned)")


def _time_taken(desk: Desk, text: str) -> datetime:
    at = instant_on(desk, desk.moment.today, read_clock_time(text))
    if at > desk.moment.now:
        raise ValueError("That time is still to come. Please type when it was taken.")
    return at
