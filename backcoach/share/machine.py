"""Values as the documents of the machine's interface. Their shape is documented and stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from backcoach.coach.course import Course
from backcoach.coach.eligibility import Eligibility
from backcoach.coach.limits import DoseLimits
from backcoach.coach.screening import Kind, Question
from backcoach.coach.values import Disposition, Reason
from backcoach.coach.week import DayRecord, PlanItem, WeekPlan
from backcoach.coach.withholding import Withholding
from backcoach.shapes import encode

if TYPE_CHECKING:
    from backcoach.coach.intake import IntakeQuestion

Document = dict[str, Any]
ANSWERS = ["yes", "no", "not_sure"]


def reason_documents(reasons: Iterable[Reason]) -> list[Document]:
    """Each reason with its rule, words, inputs and sources."""
    return [
        {
            "rule": reason.rule,
            "why": reason.why,
            "inputs": dict(reason.inputs),
            "sources": list(reason.sources),
        }
        for reason in reasons
    ]


def screening_document(
    disposition: Disposition,
    *,
    is_plan_allowed: bool,
    reasons: tuple[Reason, ...],
    plan_reasons: tuple[Reason, ...],
) -> Document:
    """Where a screening sends the person."""
    return {
        "disposition": disposition.urgency,
        "within_days": disposition.within_days,
        "plan_allowed": is_plan_allowed,
        "reasons": reason_documents(reasons),
        "plan_reasons": reason_documents(plan_reasons),
    }


def withholding_document(withheld: Withholding, left_out: tuple[PlanItem, ...] = ()) -> Document:
    """What becomes of each part of a plan, the tags that stand, and the items taken out of a running week."""
    return {
        "parts": [
            {
                "part": one.part,
                "label": one.label,
                "verdict": one.verdict.value,
                "words": list(one.words),
                "because": reason_documents(one.because),
            }
            for one in withheld.parts
        ],
        "tags": [
            {
                "tag": one.tag.id,
                "leaves_out": list(one.tag.leaves_out),
                "instead": one.tag.instead,
                "because": reason_documents([one.reason]),
            }
            for one in withheld.tags
        ],
        "items": [one.id for one in left_out],
    }


def question_document(question: Question) -> Document:
    """One screening question."""
    is_number = question.kind is Kind.NUMBER
    document: Document = {
        "id": question.id,
        "text": question.text,
        "group": question.group,
        "answers": "number" if is_number else ANSWERS,
        "asked": question.asked,
        "sources": list(question.sources),
    }
    if is_number:
        document |= {"minimum": question.minimum, "maximum": question.maximum, "unit": question.unit}
    return document


def intake_document(question: IntakeQuestion) -> Document:
    """One question of `start` beside the screening."""
    from backcoach.coach.intake import IntakeKind

    document: Document = {
        "id": question.id,
        "text": question.text,
        "group": question.group,
        "answers": question.kind.value,
        "asked": "always" if question.only_with is None else "follow_up",
        "may_skip": question.may_skip,
        "is_extra": question.is_extra,
        "sources": list(question.sources),
    }
    if question.choice:
        document["choices"] = [{"id": choice.id, "text": choice.text} for choice in question.choice]
    if question.kind is IntakeKind.NUMBER:
        document |= {"minimum": question.minimum, "maximum": question.maximum}
        document |= {"step": question.step, "unit": question.unit}
    return document


def limits_document(limits: DoseLimits | None) -> Document:
    """The amounts that hold; empty where none are given."""
    if limits is None:
        return {}
    return {
        "single_max_mg": limits.single_max_mg,
        "spacing_hours": limits.spacing_hours,
        "plan_spacing_hours": limits.plan_spacing_hours,
        "daily_max_mg": limits.daily_max_mg,
        "label_daily_max_mg": limits.label_daily_max_mg,
        "doses_24h": limits.doses_24h,
        "cap_days": limits.cap_days,
    }


def eligibility_documents(verdicts: Iterable[Eligibility]) -> Mapping[str, Document]:
    """Each medicine with its verdict, limits and reasons."""
    return {
        one.medicine.value: {
            "verdict": one.verdict.value,
            "limits": limits_document(one.limits),
            "reasons": reason_documents(one.reasons),
        }
        for one in verdicts
    }


def item_document(item: PlanItem) -> Document:
    """One thing of a week plan."""
    plain = encode(item)
    return {**plain, "unit": item.unit.value, "daily_amount": item.daily_amount}


def week_document(week: WeekPlan) -> Document:
    """One issued week."""
    return {
        "number": week.number,
        "starts_on": week.starts_on.isoformat(),
        "ends_on": week.ends_on.isoformat(),
        "track": week.track.value,
        "phases": [phase.value for phase in week.phases],
        "review_on": week.review_on.isoformat(),
        "outcome": week.outcome,
        "items": [item_document(item) for item in week.items],
        "reasons": reason_documents(week.reasons),
    }


def course_document(course: Course | None, zone: tzinfo | None) -> Document | None:
    """A course of medicine with its doses in local time."""
    if course is None:
        return None
    return {
        "medicine": course.medicine.value,
        "product": course.product_id,
        "started_on": course.started_on.isoformat(),
        "taper_on": course.taper_on.isoformat() if course.taper_on else None,
        "stop_on": course.stop_on.isoformat(),
        "next_course_on": course.next_course_on.isoformat(),
        "tablets_needed": course.tablets_needed,
        "limits": limits_document(course.limits),
        "doses": [
            {
                "at": local_text(dose.at, zone),
                "mg": dose.mg,
                "tablets": dose.tablets,
                "step": dose.step.value,
                "is_optional": dose.is_optional,
            }
            for dose in course.doses
        ],
        "reasons": reason_documents(course.reasons),
    }


def day_document(day: DayRecord) -> Document:
    """One logged day; what is missing is unknown."""
    plain = {key: value for key, value in encode(day).items() if value is not None}
    return plain if day.sessions else {key: value for key, value in plain.items() if key != "sessions"}


def local_text(at: datetime, zone: tzinfo | None) -> str:
    """An instant as local time with its offset."""
    return at.astimezone(zone).isoformat(timespec="minutes")
