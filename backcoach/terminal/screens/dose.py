"""What `backcoach dose` says: the guard's answer, what comes next, and what was left out or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from backcoach.coach.open_medicine import MEDICINE_CLOSED
from backcoach.coach.regions import ContactKind
from backcoach.flows.desk import Desk
from backcoach.terminal.plain_line import Row
from backcoach.terminal.words import day_text

if TYPE_CHECKING:
    from backcoach.flows.dose_guard import Ruling
    from backcoach.flows.dose_next import Board, Late, MedicineNow, Upcoming

ON_PURPOSE = "Was it on purpose, or did you think of harming yourself?"
RESTS = "Your plan rests, and its doses rest with it. What to do: backcoach plan"
NOTHING = "No dose is planned, and none was taken in the last 24 hours."
STILL_STANDS = "What was said about too much medicine still stands. Has a doctor looked? backcoach screen -h"
SAFETY_DUE = "Today's safety questions are still open: backcoach log"


def checked_screen(answers: Iterable[Ruling], not_counted: tuple[str, ...]) -> tuple[Row, ...]:
    """What `--check` says where everything may be taken."""
    from backcoach.terminal.screens.dosed import uncounted_lines

    parts: list[Row] = []
    for one in answers:
        name = f"{one.wish.medicine.value} {one.wish.mg} mg"
        parts.append(Row(f"{name} may be taken now. Nothing is recorded yet.", "bold"))
        parts += [Row(reason.why) for reason in one.reasons]
    parts += [Row(text, style) for text, style in uncounted_lines(not_counted)]
    parts.append(Row("Taking it? The same line without --check records it.", "dim"))
    return tuple(parts)


def board_screen(board: Board, desk: Desk) -> tuple[Row, ...]:
    """What comes next."""
    zone = desk.moment.now.tzinfo
    parts: list[Row] = [Row(RESTS, "bold yellow")] if board.is_resting else []
    if board.upcoming is not None:
        parts.append(_upcoming_line(board.upcoming))
    for place, late in enumerate(board.late):
        parts.append(_late_line(late))
        if all(one.reason.rule != late.reason.rule for one in board.late[place + 1 :]):
            parts += _step_lines(late.reason.rule, desk)
    for one in board.medicines:
        parts += _medicine_lines(one, desk, zone, is_resting=board.is_resting)
    return tuple(parts or [Row(NOTHING)])


def _upcoming_line(one: Upcoming) -> Row:
    moved = "" if one.at <= one.planned_at else f", moved from {one.planned_at:%H:%M}"
    needed = ", only if you need it" if one.is_optional else ""
    return Row(f"Next: {one.medicine.value} {one.mg} mg, {one.at:%a %H:%M}{moved}{needed}", "bold")


def _late_line(late: Late) -> Row:
    head = f"{late.planned_at:%H:%M} {late.medicine.value} {late.mg} mg: {late.reason.why}"
    return Row(head, "bold yellow")


def _medicine_lines(one: MedicineNow, desk: Desk, zone: tzinfo | None, *, is_resting: bool) -> Iterator[Row]:
    limit = f" of {one.limit_24h_mg}" if one.limit_24h_mg is not None else ""
    yield Row(f"{one.medicine.value}: {one.sum_24h_mg}{limit} mg in the last 24 hours")
    if one.next_allowed_at is not None and one.next_allowed_at > desk.moment.now:
        yield Row(f"  {one.mg} mg not before {one.next_allowed_at.astimezone(zone):%a %d %b %H:%M}")
    elif one.next_allowed_at is not None:
        yield Row(f"  {one.mg} mg may be taken now.")
    elif is_resting:
        yield Row("  Take no more of it now.")
        return
    else:
        yield Row("  Take no more of it now. Ask a pharmacist.")
    for reason in one.reasons:
        yield Row(f"{reason.why} (why {reason.rule})", head="  - ")
    if one.stop_on is not None:
        yield Row(f"  Last day of the course: {day_text(one.stop_on)}. You can stop any day, also today.")


def skipped_screen(one: Upcoming, desk: Desk) -> tuple[Row, ...]:
    """After a planned dose was left out."""
    from backcoach.coach.missed import DOSE_SKIPPED

    head = f"{one.medicine.value} {one.mg} mg at {one.planned_at:%a %H:%M}"
    return (Row(head, "bold"), *rule_lines(DOSE_SKIPPED, desk))


def undone_screen(words: str, desk: Desk, *, is_resting: bool) -> tuple[Row, ...]:
    """After a dose was taken back."""
    from backcoach.coach.missed import DOSE_UNDONE

    parts = [Row(f"Taken back: {words}.", "bold"), *rule_lines(DOSE_UNDONE, desk)]
    return (*parts, *([Row(STILL_STANDS)] if is_resting else []))


def planned_again_screen(planned_at: datetime, desk: Desk) -> tuple[Row, ...]:
    """After a dose that was left out is planned again."""
    from backcoach.coach.missed import SKIP_UNDONE

    return (Row(f"Planned again: {planned_at:%a %H:%M}.", "bold"), *rule_lines(SKIP_UNDONE, desk))


def vomited_screen(board: Board, desk: Desk) -> tuple[Row, ...]:
    """After a dose came up again."""
    from backcoach.coach.missed import vomited

    return (*rule_lines(vomited(is_resting=board.is_resting), desk), *board_screen(board, desk))


def closed_screen(desk: Desk) -> tuple[Row, ...]:
    """After too much on purpose, or perhaps so: whom to call, before all else."""
    region = desk.book.region(desk.region_code())
    parts: list[Row] = []
    for kind in (ContactKind.EMERGENCY, ContactKind.CRISIS, ContactKind.POISON):
        parts += [Row(f"{one.label}: {one.number}", "bold red") for one in region.contacts_for(kind)[:2]]
    return (
        Row("Call now. You are not alone with this.", "bold red"),
        *parts,
        *rule_lines(MEDICINE_CLOSED, desk),
    )


def rule_lines(rule_id: str, desk: Desk) -> Iterator[Row]:
    """A rule in words with its steps."""
    yield Row(f"{desk.book.medicine.rule(rule_id).why} (why {rule_id})")
    yield from _step_lines(rule_id, desk)


def _step_lines(rule_id: str, desk: Desk) -> Iterator[Row]:
    for step in desk.book.medicine.rule(rule_id).steps:
        yield Row(step, head="  - ")
