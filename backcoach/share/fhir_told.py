"""What a FHIR bundle is made of: the record as it counts now, and the content that words it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from backcoach.coach.activity import ActivityBook
from backcoach.coach.done import Unit
from backcoach.coach.measures import MeasureBook
from backcoach.coach.medicine_record import Prescribed
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.record import Entry
from backcoach.coach.screening import Question, Reply
from backcoach.coach.week import PlanItem, WeekPlan
from backcoach.values import Value, field

B = TypeVar("B")


class Books(Value):
    """The content, as far as a bundle is worded by it; `digest` names it."""

    questions: Mapping[str, Question]
    activity: ActivityBook
    medicine: MedicineBook
    measures: MeasureBook
    digest: str
    is_draft: bool


class PlanNow(Value):
    """The week that was issued last, as it may be done now. `status` is that of a FHIR CarePlan.

    `items` is empty where nothing of it may be done.
    """

    entry: Entry[WeekPlan]
    status: str
    items: tuple[PlanItem, ...]


class FhirTold(Value):
    """The entries that count, by their kind, with what only the whole record tells.

    `first_id` is the id of its first entry and `last_at` when its last one was written; None where there is
    none. `answers` holds what was told in each screening, by the id of its entry. `belongs_to` names for a
    dose the entry of the prescribed medicine it is a part of.
    """

    books: Books
    entries: Mapping[type, tuple[Entry[Any], ...]]
    answers: Mapping[str, Mapping[str, Reply]] = field(default_factory=dict)
    first_id: str | None = None
    last_at: datetime | None = None
    is_made_up: bool = False
    with_notes: bool = False
    plan: PlanNow | None = None
    is_closed: bool = False
    prescribed: tuple[tuple[Entry[Prescribed], datetime | None], ...] = ()
    belongs_to: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: type[B]) -> tuple[Entry[B], ...]:
        """The entries of a kind, in order."""
        return self.entries.get(kind, ())

    def item(self, id_: str) -> tuple[str, Unit | None]:
        """What an item is called and is counted in; without a unit it is counted in goes."""
        exercise = self.books.activity.exercise(id_)
        if exercise is not None:
            return exercise.name, None
        kind = self.books.activity.type(id_)
        return (kind.label, kind.unit) if kind else (id_, None)
