"""The week plan and the person's own goals for FHIR."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.person import Profile
from backcoach.coach.week import ItemKind, PlanItem
from backcoach.share.fhir_days import UNITS
from backcoach.share.fhir_measures import goal_ids
from backcoach.share.fhir_parts import Resource, id_of, own, quantity, reference, time_text
from backcoach.share.fhir_told import FhirTold, PlanNow

HELD = "on-hold"
IN_WORK = {"active": "in-progress", "completed": "completed", HELD: HELD}
"""The status of an activity, by that of its plan."""

AT_MOST = "At most: "


def goals(told: FhirTold, patient: str) -> Iterator[Resource]:
    """The activities of the person's own choice, as told last. No target is set for them."""
    last = max(told.of(Profile), key=lambda one: one.place, default=None)
    if last is None:
        return
    ids = goal_ids(told)
    for name, id_ in ids.items():
        yield {
            "resourceType": "Goal",
            "id": id_,
            "lifecycleStatus": "completed" if told.is_closed else "active",
            "description": {"text": name if name.strip() else own("own_activity")["text"]},
            "subject": reference(patient),
            "startDate": last.day_on.isoformat(),
            "expressedBy": reference(patient),
        }


def plan(told: FhirTold, patient: str) -> Iterator[Resource]:
    """The week that was issued last, with what of it may be done now."""
    now = told.plan
    if now is None:
        return
    week = now.entry.body
    aims = [reference(one) for one in goal_ids(told).values()]
    activity = [_activity(item, now) for item in now.items]
    yield {
        "resourceType": "CarePlan",
        "id": id_of(now.entry.id, "plan"),
        "status": now.status,
        "intent": "plan",
        "title": f"Week {week.number}",
        "description": own("plan_draft")["text"],
        "subject": reference(patient),
        "period": {"start": week.starts_on.isoformat(), "end": week.ends_on.isoformat()},
        "created": time_text(now.entry.recorded_at, now.entry.zone),
        **({"goal": aims} if aims else {}),
        **({"activity": activity} if activity else {}),
    }


def _activity(item: PlanItem, now: PlanNow) -> Resource:
    """One thing to do: on which days, how often a day, and how much at one go, or at most."""
    words = item.text if item.text.strip() else item.label
    most = AT_MOST if item.kind is ItemKind.LIMIT else ""
    repeat = {"frequency": max(1, item.times_per_day), "period": 1, "periodUnit": "d"}
    return {
        "detail": {
            "code": own(item.id, item.label),
            "status": IN_WORK[now.status],
            "scheduledTiming": {"event": [day.isoformat() for day in item.days], "repeat": repeat},
            "quantity": quantity(item.amount, *UNITS[item.unit]),
            "description": f"{most}{words}" if words.strip() else own(item.id)["text"],
        }
    }
