"""`backcoach go --list --json`."""

from __future__ import annotations

from backcoach.coach.relaxation import Relaxation
from backcoach.flows.desk import Desk
from backcoach.flows.go import GoView
from backcoach.share.go import guided_document
from backcoach.share.machine import Document, item_document


def go_document(desk: Desk, view: GoView | None, script: Relaxation | None) -> Document:
    """What there is to do now as a document; without a view the plan rests, and there is nothing."""
    stands, book = desk.standing(), desk.book
    tasks = view.tasks if view else ()
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "is_check_due": view.is_check_due if view else None,
        "is_review_due": view.is_review_due if view else None,
        "is_look_back_due": view.is_look_back_due if view else None,
        "is_paused": view.is_paused if view else None,
        "seconds": view.seconds(book) if view else 0,
        "tasks": [
            guided_document(one.item, one.exercise, one.going.steps(book.guided.times), one.notes)
            for one in tasks
        ],
        "also": [item_document(one) for one in (view.also if view else ())],
        "left_out": [
            {"item": one.item.id, "rule": one.rule, "words": one.words}
            for one in (view.left_out if view else ())
        ],
        "other": view.other.id if view and view.other else None,
        "relaxation": {"id": script.id, "title": script.title, "seconds": script.seconds} if script else None,
        "status": "draft" if book.guided.is_draft else "checked",
    }
