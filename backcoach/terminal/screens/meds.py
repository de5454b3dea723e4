"""The picture of medicine on one screen, and its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.course_changes import DAYS_OF_REST
from backcoach.coach.days import calendar_day
from backcoach.coach.values import Reason
from backcoach.coach.withholding import Verdict as Left
from backcoach.flows.meds import BEFORE, OVER, REST, CourseView, MedsView, SumView
from backcoach.flows.meds_history import Event
from backcoach.flows.planned_doses import PlannedDoseState
from backcoach.flows.report_words import VERDICTS
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.course import why_text
from backcoach.terminal.screens.plan import tablets
from backcoach.terminal.words import NOT_REVIEWED, date_text, day_text, with_dates

STEPS = {
    "regular": "regular doses",
    "step_1": "step down: fewer doses",
    "step_2": "only if needed",
    BEFORE: "not begun yet",
    REST: "no dose today",
    OVER: "over",
}
NO_COURSE = "No course is planned."
NEVER_ASKED = "No medicine was asked for in this plan. That is fine: you need none to get better."
NO_REASONS_SHOWN = 2
NOTHING_TAKEN = "Nothing is logged in the last 24 hours."
MORE = "More: backcoach meds history, backcoach comfort, backcoach why ID."
NO_HISTORY = "Nothing about medicine is in the record."


def meds_screen(view: MedsView, book: Handbook) -> RenderableType:
    """Course, today's doses, sums, and what to look for."""
    parts: list[RenderableType] = [
        Text(f"Medicine, {day_text(view.at.date())} {view.at:%H:%M}", style="bold")
    ]
    if view.course is not None:
        parts += _course(view.course, view, book)
    if view.course is None or view.course.step == OVER:
        parts += _no_course(view)
    for reason in view.notes:
        parts.append(Text(visible(f"{reason.why} (why {reason.rule})"), style="bold yellow"))
    parts += _sums(view, book)
    parts += _prescribed(view)
    parts += _care(view, book)
    is_draft = book.medicine.is_draft
    parts.append(Text(f"{MORE} {NOT_REVIEWED if is_draft else ''}".strip(), style="dim"))
    return Group(*parts)


def _course(view: CourseView, whole: MedsView, book: Handbook) -> Iterator[RenderableType]:
    course = view.course
    name = book.medicine.info(course.medicine).name_in(whole.region.code).capitalize()
    where = STEPS[view.step] if view.step in (BEFORE, OVER) else f"day {view.day_number} of {view.days}, "
    where += "" if view.step in (BEFORE, OVER) else STEPS[view.step]
    yield Text.assemble((name, "bold cyan"), f": {where}. Last day {day_text(course.stop_on)}.")
    if view.step == OVER:
        is_told = any(one.rule == DAYS_OF_REST for one in whole.no_course)
        if not is_told and course.next_course_on > calendar_day(whole.at, whole.at.tzinfo):
            yield Text(f"No new course before {day_text(course.next_course_on)}.")
        return
    if course.taper_on is not None and course.taper_on > calendar_day(whole.at, whole.at.tzinfo):
        yield Text(f"Fewer from {day_text(course.taper_on)}, if it goes well.")
    if view.doses:
        first = view.doses[0].dose
        yield hanging(f"Today, {first.mg} mg ({tablets(first.tablets)}) each: ", _times(view.doses, whole.at))


def _times(doses: Iterable[PlannedDoseState], now: datetime) -> str:
    """Each dose with what became of it; one whose time has just come is due, and no longer to come."""
    said = ((one, "due" if one.state == "to come" and one.local <= now else one.state) for one in doses)
    return ", ".join(f"{one.local:%H:%M} {state}" for one, state in said)


def _no_course(view: MedsView) -> Iterator[RenderableType]:
    if view.wanted is None:
        yield Text(NEVER_ASKED)
        return
    if view.course is None:
        verdict = VERDICTS[view.verdict] if view.verdict else ""
        yield Text(f"{NO_COURSE} Your answers about {view.wanted.value}: {verdict}.")
    if view.part.verdict in (Left.WITHHOLD, Left.LIMITED):
        yield from (Text(visible(words)) for words in view.part.words)
    yield from _reasons(view.no_course)


def _reasons(reasons: tuple[Reason, ...]) -> Iterator[RenderableType]:
    for reason in reasons[:NO_REASONS_SHOWN]:
        yield hanging("  - ", f"{why_text(reason)} (why {reason.rule})")
    if len(reasons) > NO_REASONS_SHOWN:
        yield Text(f"  and {len(reasons) - NO_REASONS_SHOWN} more: backcoach meds --json", style="dim")


def _sums(view: MedsView, book: Handbook) -> Iterator[RenderableType]:
    yield Text("Last 24 hours, all packs", style="bold")
    if not view.sums:
        yield Text(f"  {NOTHING_TAKEN}")
    for one in view.sums:
        name = book.medicine.info(one.medicine).name_in(view.region.code)
        most = f" of at most {one.limits.daily_max_mg} mg" if one.limits else " mg; no limit is known here"
        yield hanging("  ", visible(f"{name}: {_taken(one, view)}{most}. {_next(one, view)}"))


def _taken(one: SumView, view: MedsView) -> str:
    """The sum, with the times behind it."""
    times = ", ".join(f"{dose.taken_at.astimezone(view.at.tzinfo):%H:%M}" for dose in one.taken)
    return f"{one.taken_mg} (at {times})" if times else "0"


def _next(one: SumView, view: MedsView) -> str:
    if one.limits is None or not view.stands.is_plan_allowed:
        return "Ask a pharmacist before you take any."
    if one.closed:
        return f"No more now: {one.closed[0].why} (why {one.closed[0].rule})"
    if one.next_at is None:
        return "Ask a pharmacist before you take any."
    if one.next_at <= view.at:
        return f"Next {one.next_mg} mg: allowed now."
    on = "" if one.next_at.date() == view.at.date() else f"{day_text(one.next_at.date())} "
    return f"Next {one.next_mg} mg: not before {on}{one.next_at:%H:%M}."


def _prescribed(view: MedsView) -> Iterator[RenderableType]:
    for one in view.prescribed:
        body = one.prescription.body
        most = f" of {body.max_units_24h:g}" if body.max_units_24h is not None else ""
        note = "" if one.is_counted else " Not all in it can be counted: ask your pharmacist."
        note += " The day to look at it has passed: call your clinician." if one.is_review_passed else ""
        yield hanging("  ", visible(f"{body.name} (prescribed): {one.units_24h:g}{most} by its label.{note}"))


def _care(view: MedsView, book: Handbook) -> Iterator[RenderableType]:
    """The way out, what to look for, and whom to call; without a course, of all with a sum."""
    is_running = view.course is not None and view.course.step != OVER
    planned = [view.course.course.medicine] if view.course is not None and is_running else []
    infos = [book.medicine.info(one) for one in planned or [one.medicine for one in view.sums]]
    if is_running:
        yield Text(visible(f"{infos[0].stop_today} {infos[0].ask}"))
    else:
        yield Text("Unsure? Ask a pharmacist.")
    for words in dict.fromkeys(one.stop_brief for one in infos if one.stop_brief):
        yield Text(visible(words))
    if view.poison:
        yield Text(visible(f"Too much, even if you feel well: {view.poison}."))
    yield Text(visible(f"On purpose, or very unwell: {view.emergency}."))


def history_screen(found: tuple[Event, ...]) -> RenderableType:
    """What happened, by day, the newest first."""
    if not found:
        return Text(NO_HISTORY)
    parts: list[RenderableType] = []
    for day, group in groupby(found, key=lambda one: one.day_on):
        parts.append(Text(f"{day:%a} {date_text(day)}", style="bold"))
        parts += [hanging(f"  {one.at:%H:%M}  ", visible(with_dates(one.words))) for one in group]
    return Group(*parts)
