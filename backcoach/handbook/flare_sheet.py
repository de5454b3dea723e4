"""Reading the sheet for bad days."""

from __future__ import annotations

from backcoach.coach.flare_sheet import FlareField, FlareSheet, FlareTrigger
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

FLARE_SHEET = "activity/flare_sheet.toml"


class _File(Value):
    review: Review
    field: tuple[FlareField, ...]
    trigger: tuple[FlareTrigger, ...]


def read_flare_sheet(reader: ContentReader) -> FlareSheet | None:
    """The sheet; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    file = reader.one(FLARE_SHEET, _File)
    if file is None:
        return None
    reader.unique(FLARE_SHEET, [*(one.id for one in file.field), *(one.id for one in file.trigger)])
    if not file.field:
        reader.fault(FLARE_SHEET, "field", "the sheet holds no field")
    triggers = {one.id for one in file.trigger}
    for field in file.field:
        reader.words(FLARE_SHEET, field.id, field.label, field.question)
        for one in sorted({*field.offers} - triggers):
            reader.fault(FLARE_SHEET, field.id, f"{one!r} is not a trigger")
    for trigger in file.trigger:
        reader.words(FLARE_SHEET, trigger.id, trigger.label)
    offered = {one for field in file.field for one in field.offers}
    for one in sorted(triggers - offered):
        reader.fault(FLARE_SHEET, one, "is offered in no field")
    if len(reader.faults) > before:
        return None
    return FlareSheet(file.field, file.trigger, file.review.is_draft)
