"""A report for a clinician as a flow: the whole record on one page, in no format yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from backcoach.coach.report import Block, Purpose, Report, ReportSection
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.made_up import is_made_up
from backcoach.flows.report_decisions import decided
from backcoach.flows.report_doing import tried, work
from backcoach.flows.report_frame import Frame, day, frame_of
from backcoach.flows.report_medicine import medicine
from backcoach.flows.report_person import course, own, who
from backcoach.flows.report_scores import scores
from backcoach.flows.report_short import short
from backcoach.flows.report_signs import signs
from backcoach.handbook.visit import CHECKED, DRAFT, MADE_UP, SECTIONS, SELF_TOLD
from backcoach.values import Value

TITLE = "Low back pain: report for a visit"
TITLES = {Purpose.VISIT: TITLE, Purpose.SELF: "Low back pain: report with all weeks"}

Teller = Callable[[Frame], Iterator[Block]]
SECTION_TELLERS: Mapping[str, Teller] = {
    "short": short,
    "who": who,
    "course": course,
    "signs": signs,
    "scores": scores,
    "medicine": medicine,
    "tried": tried,
    "work": work,
    "own": own,
    "decided": decided,
}
"""What tells each section; a section that is new has its place in `SECTIONS` and its title in content."""


class ReportWish(Value):
    """What a report is to hold: for whom, from which day on, and what is left out."""

    purpose: Purpose = Purpose.VISIT
    since: date | None = None
    leave_out: tuple[str, ...] = ()


def report(desk: Desk, wish: ReportWish) -> Report:
    """The report at this moment.

    Raises `NotStarted` before the safety questions, `BadInput` for a bad wish.
    """
    if desk.standing().screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    _check(desk, wish)
    frame = frame_of(desk, wish.purpose, wish.since)
    book = desk.book.visit
    sections = tuple(
        ReportSection(id_, book.title(id_), tuple(SECTION_TELLERS[id_](frame))) for id_ in SECTIONS
    )
    made = Report(
        TITLES[wish.purpose],
        wish.purpose,
        desk.moment.today,
        tuple(_under(frame)),
        sections,
        tuple(_foot(desk)),
        wish.since,
    )
    return made.without(wish.leave_out)


def sections_named(names: Iterable[str]) -> tuple[str, ...]:
    """The ids of sections as typed. Raises `BadInput` for one that no report has."""
    wanted = tuple(one.strip().lower() for one in names)
    unknown = [one for one in wanted if one not in SECTIONS]
    if unknown:
        raise BadInput(f"There is no section {unknown[0]!r}.", f"There are: {', '.join(SECTIONS)}.")
    return tuple(dict.fromkeys(wanted))


def _check(desk: Desk, wish: ReportWish) -> None:
    if wish.since is not None and wish.since > desk.moment.today:
        raise BadInput("--since names a day that lies ahead.", "Name today or an earlier day.")
    sections_named(wish.leave_out)


def _under(frame: Frame) -> Iterator[str]:
    desk = frame.desk
    span = f" from {day(frame.from_on)}" if frame.from_on else ""
    yield f"Made on {day(desk.moment.today)}, covers what was told{span} to that day."
    if is_made_up(desk.journal):
        yield desk.book.visit.line(MADE_UP)


def _foot(desk: Desk) -> Iterator[str]:
    """What it rests on; nobody can leave it out."""
    book = desk.book.visit
    yield book.line(SELF_TOLD)
    yield f"{book.line(DRAFT if desk.book.is_draft else CHECKED)} Content {desk.book.digest}."
