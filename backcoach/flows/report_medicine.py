"""The section of a report about medicine: what was taken, when and how much, what it did; prescribed too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from backcoach.coach.course import Course
from backcoach.coach.course_changes import DAY_3_ASK
from backcoach.coach.dosing import Dose, most_in_24h
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import (
    CourseEnded,
    DoseSkipped,
    MedicineClosed,
    PrescribedTaken,
    SideEffectsAnswered,
    SignsAnswered,
)
from backcoach.coach.record import DoseTaken, Entry
from backcoach.coach.report import Block, ReportLine, ReportTable
from backcoach.coach.values import Answer
from backcoach.flows.prescriptions import Prescription, prescriptions
from backcoach.flows.report_frame import Frame, clock, counted, day, listed, own_line
from backcoach.flows.report_words import as_told

HEADS = ("Medicine", "First dose", "Last dose", "Doses", "Sum", "Most in 24 h")

Asked = Entry[SignsAnswered] | Entry[SideEffectsAnswered]


def medicine(frame: Frame) -> Iterator[Block]:
    """Each medicine taken with its doses, reactions and courses, then each prescribed one."""
    doses = frame.entries(DoseTaken)
    found = [one for one in Medicine if any(entry.body.medicine is one for entry in doses)]
    if found:
        rows = tuple(_row(frame, one, [e for e in doses if e.body.medicine is one]) for one in found)
        yield ReportTable("As logged by the person", HEADS, rows)
    else:
        yield ReportLine("no dose is logged", "Taken")
    yield from _against(doses)
    yield from _left_out(frame)
    yield from _courses(frame)
    yield from _better(frame)
    yield from _reactions(frame)
    yield from _prescribed(frame)


def _row(frame: Frame, medicine: Medicine, doses: list[Entry[DoseTaken]]) -> tuple[str, ...]:
    amounts = Counter(one.body.mg for one in doses)
    each = listed(f"{count} of {mg} mg" for mg, count in sorted(amounts.items()))
    taken = [Dose(medicine, one.body.mg, one.at) for one in doses]
    most = max(most_in_24h(one, [each for each in taken if each is not one]) for one in taken)
    return (
        medicine_name(frame, medicine),
        clock(frame.local(doses[0].at)),
        clock(frame.local(doses[-1].at)),
        each if len(amounts) == 1 else f"{len(doses)} ({each})",
        f"{sum(one.body.mg for one in doses)} mg",
        f"{most} mg",
    )


def medicine_name(frame: Frame, medicine: Medicine) -> str:
    """What content calls it."""
    return next(
        (one.name for one in frame.desk.book.medicine.medicines if one.id is medicine), medicine.value
    )


def _against(doses: Iterable[Entry[DoseTaken]]) -> Iterator[Block]:
    against = [one for one in doses if one.body.is_against_advice]
    if against:
        days = dict.fromkeys(day(one.day_on) for one in against)
        yield ReportLine(
            f"{counted(len(against), 'dose')} ({listed(days)})", "Taken against the program's advice"
        )


def _left_out(frame: Frame) -> Iterator[Block]:
    skipped = frame.entries(DoseSkipped)
    if skipped:
        names = Counter(one.body.medicine for one in skipped)
        each = (f"{medicine_name(frame, one)} {counted(count, 'dose')}" for one, count in names.items())
        yield ReportLine(listed(each), "Planned and left out")


def _courses(frame: Frame) -> Iterator[Block]:
    for one in frame.entries(Course):
        body = one.body
        span = f"{day(body.started_on)} to {day(body.stop_on)}"
        taper = f", fewer from {day(body.taper_on)}" if body.taper_on else ""
        changed = f" (changed {day(one.day_on)}: {_read(frame, body.change)})" if body.change else ""
        yield ReportLine(f"{medicine_name(frame, body.medicine)}, {span}{taper}{changed}", "Course planned")
    for end in frame.entries(CourseEnded):
        name = medicine_name(frame, end.body.medicine)
        words = f"{name}, {day(end.day_on)}: {_read(frame, end.body.why)}"
        yield ReportLine(words, "Course ended early")
    for shut in frame.entries(MedicineClosed):
        yield ReportLine(f"{day(shut.day_on)}: {_read(frame, shut.body.why)}", "Medicine part closed")


def rule_words(frame: Frame, rule: str) -> str:
    """The words of a rule; its name where they need figures or are not known."""
    words = next((one.why for one in frame.desk.book.medicine.rules if one.id == rule), "")
    return rule.replace("_", " ") if not words or "{" in words else words


def _read(frame: Frame, rule: str) -> str:
    return as_told([rule_words(frame, rule)])


def _reactions(frame: Frame) -> Iterator[Block]:
    """What was said about stop signs and side effects, for each medicine; what was never asked is said."""
    book = frame.desk.book.medicine
    names = {one.id: one.sign for one in book.stop_signs} | {one.id: one.effect for one in book.side_effects}
    asked: dict[Medicine, list[Asked]] = {}
    every: list[Asked] = [*frame.entries(SignsAnswered), *frame.entries(SideEffectsAnswered)]
    for entry in every:
        asked.setdefault(entry.body.medicine, []).append(entry)
    taken = dict.fromkeys(one.body.medicine for one in frame.entries(DoseTaken))
    for one in dict.fromkeys((*taken, *asked)):
        yield ReportLine(_reaction(asked.get(one, []), names), f"Side effects, {medicine_name(frame, one)}")


def _reaction(entries: list[Asked], names: dict[str, str]) -> str:
    asked = [one for one in sorted(entries, key=_when) if {*one.body.answers} - {DAY_3_ASK}]
    if not asked:
        return "not asked"
    told = [
        f"{names.get(name, name.replace('_', ' '))} ({_not_sure(answer)}{day(one.day_on)})"
        for one in asked
        for name, answer in one.body.answers.items()
        if answer is not Answer.NO and name != DAY_3_ASK
    ]
    days = counted(len({one.day_on for one in asked}), "day")
    return f"asked on {days}: {'; '.join(told) or 'none told'}"


def _better(frame: Frame) -> Iterator[Block]:
    """What was said on day 3 of a course: whether it was better."""
    for one in frame.entries(SignsAnswered):
        answer = one.body.answers.get(DAY_3_ASK)
        if answer is not None:
            label = f"Better on day 3, {medicine_name(frame, one.body.medicine)}"
            yield ReportLine(f"{answer.value.replace('_', ' ')} ({day(one.day_on)})", label)


def _when(entry: Asked) -> tuple[datetime, int]:
    return entry.at, entry.place


def _not_sure(answer: Answer) -> str:
    return "not sure, " if answer is Answer.NOT_SURE else ""


def _prescribed(frame: Frame) -> Iterator[Block]:
    taken = frame.entries(PrescribedTaken)
    for one in prescriptions(frame.desk):
        if _is_long_over(frame, one):
            continue
        label = f"Prescribed: {one.body.name}"
        doses = [each for each in taken if each.body.prescribed == one.body.id]
        yield ReportLine(_prescription(frame, one, doses), label)
        yield own_line(frame, one.body.dose_text, "Its label says")


def _is_long_over(frame: Frame, one: Prescription) -> bool:
    """Whether it ended before the days that are told of."""
    return bool(frame.from_on and one.ended_at and frame.local(one.ended_at).date() < frame.from_on)


def _prescription(frame: Frame, one: Prescription, taken: list[Entry[PrescribedTaken]]) -> str:
    reason = f", for {one.body.reason}" if one.body.reason else ""
    head = f"by {one.body.prescriber} on {day(one.body.prescribed_on)}{reason}"
    ended = f"; no longer taken since {day(frame.local(one.ended_at).date())}" if one.ended_at else ""
    if not taken:
        return f"{head}; no dose is logged{ended}"
    units = sum(each.body.units for each in taken)
    span = f"{clock(frame.local(taken[0].at))} to {clock(frame.local(taken[-1].at))}"
    return f"{head}; {counted(len(taken), 'dose')}, {units:g} in all, {span}{ended}"
