"""Reading what is said in a report, and about a visit to a clinician."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from backcoach.coach.activity import Line
from backcoach.coach.visit import SectionTitle, SignGroup, ToldAbout, VisitBook, VisitQuestion, VisitStep
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

PAGE_FILE, VISIT_FILE = "report/page.toml", "report/visit.toml"
SECTIONS = ("short", "who", "course", "signs", "scores", "medicine", "tried", "work", "own", "decided")
"""The sections of a report in their order; each must have its title."""

NOT_RULED_OUT, SELF_TOLD, DRAFT, CHECKED = (
    "report_not_ruled_out",
    "report_self_told",
    "report_draft",
    "report_checked",
)
MADE_UP, LIKELY, NO_MEETING = "report_made_up", "visit_likely", "visit_not_now"
LINES = (NOT_RULED_OUT, SELF_TOLD, DRAFT, CHECKED, MADE_UP, LIKELY, NO_MEETING)
"""What is said in a report or before a visit; each line must stand."""


class _PageFile(Value):
    review: Review
    section: tuple[SectionTitle, ...]
    group: tuple[SignGroup, ...]
    line: tuple[Line, ...]
    told: tuple[ToldAbout, ...]


class _VisitFile(Value):
    review: Review
    question: tuple[VisitQuestion, ...]
    step: tuple[VisitStep, ...]


def read_visit(reader: ContentReader, groups: Iterable[str], questions: Collection[str]) -> VisitBook | None:
    """All of it, with a title for each of the `groups`; None after a fault. Faults go to `reader`.

    `questions` are the safety questions there are.
    """
    before = len(reader.faults)
    page, visit = reader.one(PAGE_FILE, _PageFile), reader.one(VISIT_FILE, _VisitFile)
    if page is None or visit is None:
        return None
    _check_page(reader, page, groups)
    for told in page.told:
        reader.words(PAGE_FILE, told.id, told.title)
        reader.knows(PAGE_FILE, told.id, told.questions, questions)
    _check_visit(reader, visit)
    if len(reader.faults) > before:
        return None
    is_draft = page.review.is_draft or visit.review.is_draft
    return VisitBook(page.section, page.group, page.line, visit.question, visit.step, is_draft, page.told)


def _check_page(reader: ContentReader, page: _PageFile, groups: Iterable[str]) -> None:
    reader.unique(
        PAGE_FILE, [one.id for some in (page.section, page.group, page.line, page.told) for one in some]
    )
    reader.needs(PAGE_FILE, "group", groups, (one.id for one in page.group))
    reader.needs(PAGE_FILE, "section", SECTIONS, (one.id for one in page.section))
    reader.knows(PAGE_FILE, "section", (one.id for one in page.section), SECTIONS)
    reader.needs(PAGE_FILE, "line", LINES, (one.id for one in page.line))
    for section in page.section:
        reader.words(PAGE_FILE, section.id, section.title, section.about)
    for group in page.group:
        reader.words(PAGE_FILE, group.id, group.title)
    for line in page.line:
        reader.words(PAGE_FILE, line.id, line.text)


def _check_visit(reader: ContentReader, visit: _VisitFile) -> None:
    reader.unique(VISIT_FILE, [*(one.id for one in visit.question), *(one.id for one in visit.step)])
    for question in visit.question:
        reader.words(VISIT_FILE, question.id, question.about, question.text)
    for step in visit.step:
        reader.words(VISIT_FILE, step.id, step.title, step.why, *step.does)
        if not step.does:
            reader.fault(VISIT_FILE, step.id, "does nothing")
    if not visit.question or not visit.step:
        reader.fault(VISIT_FILE, "", "there are no questions or no steps")
