"""The section of a report that says the whole of it in a few lines, for who has no more time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backcoach.coach.progress import PainChange
from backcoach.coach.record import DoseTaken
from backcoach.coach.report import Block, ReportLine
from backcoach.coach.stretches import Stretch
from backcoach.coach.visit import NoteKind
from backcoach.flows.progress import ProgressView
from backcoach.flows.report_frame import NOT_TOLD, Frame, counted, day, listed, number, own_line
from backcoach.flows.report_person import age_text, began_text, told_weeks
from backcoach.flows.report_signs import UNSURE, yes_signs
from backcoach.flows.report_words import disposition_words
from backcoach.flows.visit import notes_of

MOST_SIGNS, MOST_QUESTIONS = 3, 2


def short(frame: Frame) -> Iterator[Block]:
    """Who, since when, what stands, what changed, what is taken, and what is asked."""
    profile = frame.desk.profile()
    weeks = told_weeks(frame)
    began = f"low back pain, begun {weeks}" if weeks else f"onset {NOT_TOLD}"
    if profile:
        began = f"low back pain since {began_text(frame, profile)}"
    yield ReportLine(f"{age_text(frame)}, {began}", "Who")
    yield ReportLine(_stands(frame), "Warning signs", is_key=True)
    if frame.view is not None:
        yield ReportLine(_change(frame, frame.view), "Change", is_key=True)
    yield ReportLine(_medicine(frame), "Medicine")
    yield from _asked(frame)


def _stands(frame: Frame) -> str:
    """What stands now, and the first signs that were told."""
    stands = frame.desk.standing()
    words = disposition_words(stands.disposition, is_plan_allowed=stands.is_plan_allowed)
    told = yes_signs(frame)
    if not told:
        return words
    more = f" and {len(told) - MOST_SIGNS} more" if len(told) > MOST_SIGNS else ""
    said = "yes or not sure" if any(one.endswith(UNSURE) for one in told) else "yes"
    return f"{words}; {said}: {listed(told[:MOST_SIGNS])}{more}"


def _change(frame: Frame, view: ProgressView) -> str:
    """What can be done, daily life and pain: the first week that tells them against the last one."""
    parts = []
    if view.own is not None:
        parts.append(f"own activities {view.own.gain:+.1f} ({view.own.size.value})")
    for name, label in (("function", "daily life"), ("pain", "pain")):
        told = [one for one in frame.weeks if getattr(one, f"{name}_mean") is not None]
        if told:
            parts.append(f"{label} {_ends(told, name)}")
    if view.change not in (None, PainChange.TOO_FEW_DAYS) and parts:
        parts[-1] += f", {view.change.value}"
    return "; ".join(parts) or "no day is logged by today"


def _ends(told: list[Stretch], name: str) -> str:
    """The first mean and the last one, each with how many days stand behind it."""
    ends = told[:1] if len(told) == 1 else [told[0], told[-1]]
    return ", then ".join(
        f"{number(getattr(one, f'{name}_mean'))} in week {one.number} (n {getattr(one, f'{name}_n')})"
        for one in ends
    )


def _medicine(frame: Frame) -> str:
    """How many doses of each, and when the last one was."""
    doses = frame.entries(DoseTaken)
    if not doses:
        return "no dose logged"
    counts = Counter(one.body.medicine.value for one in doses)
    words = listed(f"{counted(count, 'dose')} of {name}" for name, count in counts.items())
    return f"{words}; the last on {day(frame.desk.moment.day_of(doses[-1].at))}"


def _asked(frame: Frame) -> Iterator[Block]:
    questions = [one for one in notes_of(frame.desk) if one.body.kind is NoteKind.QUESTION]
    if not questions:
        yield ReportLine("no question written down", "Asks")
    for one in questions[:MOST_QUESTIONS]:
        yield own_line(frame, one.body.text, "Asks")
    if len(questions) > MOST_QUESTIONS:
        yield ReportLine(counted(len(questions) - MOST_QUESTIONS, "question"), "And more below")
