"""The JSON documents of `history`, `undo`, `edit` and `void`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from backcoach.coach.outlook import Change, Outcome
from backcoach.coach.record import Entry, Screened
from backcoach.coach.takeable import EDITABLE, kept_as
from backcoach.flows.chronicle import chronicle
from backcoach.flows.correcting import Correction
from backcoach.flows.desk import Desk
from backcoach.flows.doses import DoseResult
from backcoach.flows.editing import fields_of, value_of
from backcoach.flows.history import DayKept, Kept, Story, kept_of
from backcoach.flows.prescribed import UnitsResult
from backcoach.shapes import encode
from backcoach.share.machine import local_text, reason_documents
from backcoach.terminal.commands.documents import dose_document
from backcoach.terminal.screens.entries import entry_words
from backcoach.values import Value


class Meant(Value):
    """What a corrected dose means: each of its parts, or the units of a prescribed medicine."""

    doses: tuple[DoseResult, ...] = ()
    units: UnitsResult | None = None


def day_document(day: DayKept, desk: Desk) -> dict[str, Any]:
    """The entries of a day."""
    return {
        "day_on": day.day_on.isoformat(),
        "entries": [kept_document(one, desk) for one in day.kept],
        "left_out": day.left_out,
        "entry": None,
        "planned": [],
    }


def story_document(story: Story, desk: Desk) -> dict[str, Any]:
    """One entry with all its versions."""
    return {
        "day_on": story.asked.entry.day_on.isoformat(),
        "entries": [kept_document(one, desk) for one in story.versions],
        "left_out": 0,
        "entry": story.asked.entry.id,
        "planned": [
            {"about": one.about, "planned": one.planned, "actual": one.actual} for one in story.planned
        ],
    }


def kept_document(one: Kept, desk: Desk) -> dict[str, Any]:
    """One entry with what became of it."""
    entry, zone = one.entry, desk.moment.now.tzinfo
    return {
        "id": entry.id,
        "short_id": one.short,
        "kind": one.kind,
        "day_on": entry.day_on.isoformat(),
        "at": local_text(entry.at, zone),
        "recorded_at": local_text(entry.recorded_at, zone),
        "words": entry_words(entry.body, desk.book),
        "state": one.state.value,
        "by": one.by,
        "is_back": one.is_back,
        "why": one.why or None,
        "may_take_back": kept_as(entry.body) is None,
        "fields": _fields(desk, entry),
    }


def _fields(desk: Desk, entry: Entry[Any]) -> dict[str, Any] | None:
    """What can be corrected in it, by the name of the option; None for a kind with nothing to correct."""
    if not isinstance(entry.body, EDITABLE):
        return None
    return {one.name: encode(value_of(desk, entry, one)) for one in fields_of(desk, entry)}


def correction_document(action: str, found: Correction, desk: Desk, meant: Meant) -> dict[str, Any]:
    """What was taken back, brought back or corrected, what stands now, and what it changes."""
    record, stands = chronicle(desk), desk.standing()
    gravest = max(meant.doses, key=lambda one: one.outcome, default=None)
    return {
        "action": action,
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "entries": [kept_document(kept_of(desk, record, one), desk) for one in found.entries],
        "stands": [kept_document(kept_of(desk, record, one), desk) for one in found.stands],
        "is_part": found.is_part,
        "doses": [dose_document(one, desk.moment) for one in meant.doses],
        "dose": dose_document(gravest, desk.moment) if gravest else None,
        "units": _units_document(meant.units, desk) if meant.units else None,
        "changes": change_documents(found.changes),
    }


def _units_document(units: UnitsResult, desk: Desk) -> dict[str, Any]:
    """The units of a prescribed medicine as they stand now."""
    zone = desk.moment.now.tzinfo
    return {
        "id": units.body.id,
        "units": units.units,
        "at": local_text(units.at, zone),
        "reasons": reason_documents(units.reasons),
        "next_at": local_text(units.next_at, zone) if units.next_at else None,
        "is_overdose": units.is_overdose,
    }


def unsaved_correction_document(body: Screened) -> dict[str, Any]:
    """What is said of too much that could not be kept as a corrected dose."""
    return {
        "action": "edit",
        "disposition": body.disposition.urgency,
        "within_days": body.disposition.within_days,
        "plan_allowed": False,
        "entries": [],
        "stands": [],
        "is_part": False,
        "doses": [],
        "dose": None,
        "units": None,
        "changes": [],
    }


def change_documents(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """What is different now."""
    return [
        {
            "matter": one.matter.value,
            "about": one.about or None,
            "before": _value(one.before),
            "after": _value(one.after),
            "words": one.after.words if one.after else None,
            "why": list(one.why),
        }
        for one in changes
    ]


def _value(outcome: Outcome | None) -> str | None:
    return outcome.value if outcome else None
