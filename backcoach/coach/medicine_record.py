"""What the record keeps about medicine beside courses, checks and doses."""

from __future__ import annotations

from datetime import date, datetime

from backcoach.coach.limits import Medicine
from backcoach.coach.values import Answer
from backcoach.values import Value


class CourseEnded(Value):
    """The running course of a medicine is over before its stop date. `why` is the id of a rule."""

    medicine: Medicine
    why: str


class DoseSkipped(Value):
    """A planned dose that the person left out on purpose; `planned_at` is aware."""

    medicine: Medicine
    planned_at: datetime


class SignsAnswered(Value):
    """What was said about the stop signs of a medicine that is being taken, by sign id."""

    medicine: Medicine
    answers: dict[str, Answer]


class SideEffectsAnswered(Value):
    """What was said about the side effects of a medicine that is being taken, by the id of the effect."""

    medicine: Medicine
    answers: dict[str, Answer]


class MedicineClosed(Value):
    """The whole medicine part is closed until a clinician has looked: `why` is the id of a rule."""

    why: str


class LabelIngredient(Value):
    """One active substance as a label names it, with its mg in one unit; None where the label gives none."""

    name: str
    mg: float | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or (self.mg is not None and not 0 < self.mg <= 20_000):  # noqa: PLR2004 - a slip
            raise ValueError("an ingredient has a name, and mg between 0 and 20000")


class Prescribed(Value):
    """What a clinician prescribed, copied from the label as it stands there, and never changed by us.

    `dose_text` is the label's own sentence. `min_interval_hours` and `max_units_24h` are None where the label
    gives none. `id` is the name it has here, in small letters. `holds` are the painkiller families
    (`paracetamol`, `nsaid`) that it may hold, as the person says, where its ingredients are not known here.
    """

    id: str
    name: str
    ingredients: tuple[LabelIngredient, ...]
    medicine_class: str
    form: str
    prescriber: str
    prescribed_on: date
    reason: str
    dose_text: str
    units_per_dose: float
    min_interval_hours: float | None
    max_units_24h: float | None
    starts_on: date
    review_on: date | None = None
    taper_text: str = ""
    food: str = ""
    contact: str = ""
    told: str = ""
    allowed_with: str = ""
    monitoring: str = ""
    holds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id.strip() or not self.name.strip() or not self.prescriber.strip():
            raise ValueError("a prescribed medicine has a name and somebody who prescribed it")
        if not self.dose_text.strip() or self.units_per_dose <= 0:
            raise ValueError("a prescribed medicine has the words of its label, and units above 0")


class PrescribedTaken(Value):
    """Some units of a prescribed medicine that were swallowed. `prescribed` is its id."""

    prescribed: str
    units: float


class PrescribedEnded(Value):
    """A prescribed medicine that is no longer taken, as the person says."""

    prescribed: str


class ComfortsChosen(Value):
    """What the person wants to use without pills, by the ids of things; empty where it is nothing."""

    things: tuple[str, ...]
