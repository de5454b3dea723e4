"""What a clinician prescribed, as the person copied it, with what is told about its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.values import Reason
from backcoach.flows.desk import Desk
from backcoach.flows.prescriptions import Prescription
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED, date_text

if TYPE_CHECKING:
    from backcoach.coach.medicine_record import CourseEnded, Prescribed
    from backcoach.coach.prescribed import LabelKind, MedicineClass
    from backcoach.flows.prescribed import UnitsResult
    from backcoach.flows.prescribed_view import PrescriptionView

NONE_YET = "No prescribed medicine is written down. To copy a label: backcoach meds prescribed add"
COPIED = "Copied from the label as you gave it. backcoach never changes it and gives no amounts for it."
TAKEN = "To log what you took: backcoach meds prescribed take ID"


def label_rows(body: Prescribed, book: Handbook) -> Iterator[tuple[str, str]]:
    """What was copied, as (what it is, what stands there), without what is empty."""
    for question in book.prescribed.questions:
        text = _said(body, question.id, question.kind, book)
        if text:
            yield question.id, text


def _said(body: Prescribed, id_: str, kind: LabelKind, book: Handbook) -> str:
    from backcoach.coach.prescribed import LabelKind

    value = getattr(body, id_)
    if kind is LabelKind.INGREDIENTS:
        return ", ".join(
            f"{one.name} {f'{one.mg:g} mg' if one.mg else '(amount not known)'}" for one in value
        )
    if kind is LabelKind.MEDICINE_CLASS:
        return book.prescribed.medicine_class(value).label
    if kind is LabelKind.HOLDS:
        return " or ".join(HOLDS_WORDS[one] for one in value)
    if isinstance(value, date):
        return date_text(value)
    return f"{value:g}" if isinstance(value, float) else value or ""


HOLDS_WORDS = {"paracetamol": "paracetamol (acetaminophen)", "nsaid": "an anti-inflammatory"}
ROW_NAMES = {
    "name": "Name",
    "ingredients": "In one unit",
    "medicine_class": "Kind",
    "holds": "May hold",
    "form": "Form",
    "dose_text": "The label says",
    "units_per_dose": "Units in one dose",
    "min_interval_hours": "Hours apart, at least",
    "max_units_24h": "Units in 24 hours, at most",
    "prescriber": "Prescribed by",
    "prescribed_on": "Prescribed on",
    "starts_on": "Taken from",
    "reason": "For",
    "review_on": "Ends or is looked at on",
    "taper_text": "Less of it in the end",
    "food": "Food",
    "contact": "Questions to",
    "told": "Side effects told",
    "allowed_with": "May go with",
    "monitoring": "To be checked",
}


def label_lines(body: Prescribed, book: Handbook) -> Iterator[RenderableType]:
    """The whole label, row by row."""
    for id_, text in label_rows(body, book):
        yield hanging(f"  {ROW_NAMES[id_]}: ", text)


def list_screen(views: Iterable[PrescriptionView], desk: Desk) -> RenderableType:
    """Every prescribed medicine that is taken, then those ended, then what is never planned here."""
    from backcoach.coach.prescribed import NEVER_PLANNED

    parts: list[RenderableType] = []
    shown = tuple(views)
    now = [one for one in shown if one.prescription.ended_at is None]
    if not now:
        parts.append(Text(NONE_YET))
    for view in now:
        parts += [*_one(view, desk), Text()]
    kinds = dict.fromkeys(one.prescription.body.medicine_class for one in now)
    for kind in kinds:
        parts += [*fact_lines(desk.book.prescribed.medicine_class(kind)), Text()]
    over = [one.prescription for one in shown if one.prescription.ended_at is not None]
    if over:
        parts.append(Text(f"No longer taken: {', '.join(visible(_name(one)) for one in over)}"))
    if now:
        parts += [Text(COPIED), Text(TAKEN)]
    parts += [*rule_lines(desk.book, NEVER_PLANNED)]
    if desk.book.prescribed.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def _name(one: Prescription) -> str:
    return f"{one.body.name} ({one.body.id})"


def _one(view: PrescriptionView, desk: Desk) -> Iterator[RenderableType]:
    from backcoach.coach.prescribed import REVIEW_PASSED

    one, zone = view.prescription, desk.moment.now.tzinfo
    yield Text.assemble((visible(one.body.name), "bold"), f"  ID: {one.body.id}")
    yield from label_lines(one.body, desk.book)
    most = one.body.max_units_24h
    yield Text(f"  Taken in the last 24 hours: {view.units_24h:g}" + (f" of {most:g}" if most else ""))
    if view.next_at is not None and view.next_at > desk.moment.now:
        yield Text(f"  By its label not sooner than {view.next_at.astimezone(zone):%a %H:%M}")
    if not view.is_counted:
        yield Text(visible(f"  {desk.book.prescribed.rule('prescribed_not_counted').why}"))
    if view.is_review_passed:
        yield Text(visible(f"  {desk.book.prescribed.rule(REVIEW_PASSED).why}"), style="bold yellow")


def fact_lines(kind: MedicineClass) -> Iterator[RenderableType]:
    """What is told about a kind of medicine."""
    yield Text(visible(f"About {kind.label} (why {kind.id})"), style="bold")
    for fact in kind.fact:
        yield hanging("  - ", fact.text)


def rule_lines(book: Handbook, rule_id: str) -> Iterator[RenderableType]:
    """A rule with its steps."""
    rule = book.prescribed.rule(rule_id)
    yield Text(visible(f"{rule.why} (why {rule.id})"))
    for step in rule.steps:
        yield hanging("  - ", step)


def kept_screen(body: Prescribed, ended: CourseEnded | None, desk: Desk) -> RenderableType:
    """After a label is written down: that it is, what ends with it, and the facts of its kind."""
    parts: list[RenderableType] = [
        Text.assemble("Written down: ", (visible(body.name), "bold"), f"  ID: {body.id}")
    ]
    if ended is not None:
        rule = desk.book.medicine.rule(ended.why)
        parts.append(Text(f"Your course of {ended.medicine.value} ends now.", style="bold yellow"))
        parts.append(Text(visible(f"{rule.why} (why {rule.id})")))
        parts += [hanging("  - ", step) for step in rule.steps]
    parts += [Text(), *fact_lines(desk.book.prescribed.medicine_class(body.medicine_class)), Text()]
    parts += [Text(COPIED), Text(f"{TAKEN.removesuffix('ID')}{body.id}")]
    if desk.book.prescribed.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def taken_screen(result: UnitsResult, desk: Desk, *, is_swallowed: bool) -> RenderableType:
    """What came of some units, with what to do.

    Where `is_swallowed` says so, the steps for somebody who has not swallowed them yet are left out.
    """
    zone = desk.moment.now.tzinfo
    head = f"{result.body.name}: {result.units:g} at {result.at.astimezone(zone):%a %H:%M}"
    parts: list[RenderableType] = [Text(visible(head), style="bold")]
    for reason in result.reasons:
        style = "" if reason.rule in QUIET else "bold yellow"
        parts.append(Text(visible(f"{reason.why} (why {reason.rule})"), style=style))
        parts += [hanging("  - ", step) for step in _steps(reason, desk.book, is_swallowed=is_swallowed)]
    if result.next_at is not None and result.next_at > desk.moment.now:
        parts.append(Text(f"By its label not sooner than {result.next_at.astimezone(zone):%a %H:%M}."))
    return Group(*parts)


QUIET = frozenset({"prescribed_noted", "prescribed_no_limits"})
NOT_YET = "Not swallowed yet?"


def _steps(reason: Reason, book: Handbook, *, is_swallowed: bool) -> Iterator[str]:
    rules = {rule.id: rule for rule in (*book.medicine.rules, *book.prescribed.rules)}
    for step in rules[reason.rule].steps:
        if not (is_swallowed and step.startswith(NOT_YET)):
            yield step
