"""What to ask at a visit and what will probably be done there, as a report of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from backcoach.coach.patterns import Pattern
from backcoach.coach.report import Purpose, Report, ReportLine, ReportSection
from backcoach.coach.visit import VisitStep
from backcoach.flows.desk import Desk
from backcoach.flows.report_frame import own_line_whole
from backcoach.flows.visit import Expected, expected
from backcoach.handbook.visit import CHECKED, DRAFT, LIKELY, NO_MEETING

TITLE = "Before a visit for back pain"
OWN, ASK, EXPECT, PATTERN = "own_words", "ask", "expect", "patterns"
TITLES = {
    OWN: "What you want to say",
    ASK: "What you may ask",
    EXPECT: "What will probably be done, and why",
    PATTERN: "Because of what you answered",
}


def prepare(desk: Desk) -> Report:
    """What to ask and to expect; hardly anything while something more urgent stands.

    Raises `NotStarted` before the safety questions.
    """
    found, book = expected(desk), desk.book.visit
    under = LIKELY if found.steps else NO_MEETING
    foot = book.line(DRAFT if book.is_draft else CHECKED)
    sections = tuple(one for one in _sections(found) if one.blocks)
    digest = f"{foot} Content {desk.book.digest}."
    return Report(TITLE, Purpose.VISIT, desk.moment.today, (book.line(under),), sections, (digest,))


def _sections(found: Expected) -> Iterator[ReportSection]:
    own = tuple(own_line_whole(one.body.text, one.body.kind.value.capitalize()) for one in found.own)
    yield ReportSection(OWN, TITLES[OWN], own)
    groups = groupby(found.questions, lambda one: one.about)
    asked = tuple(ReportLine(" ".join(one.text for one in those), about) for about, those in groups)
    yield ReportSection(ASK, TITLES[ASK], asked)
    yield ReportSection(EXPECT, TITLES[EXPECT], tuple(_step(one) for one in found.steps))
    fits = tuple(line for one in found.patterns for line in _pattern(one))
    yield ReportSection(PATTERN, TITLES[PATTERN], fits)


def _step(one: VisitStep) -> ReportLine:
    return ReportLine(f"{' '.join(one.does)} Why: {one.why}", one.title)


def _pattern(one: Pattern) -> Iterator[ReportLine]:
    yield ReportLine(f"{one.visit} {one.see}", one.name)
    yield ReportLine(f"{one.imaging} {one.no_imaging}".strip(), "A scan, with this")
