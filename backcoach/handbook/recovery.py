"""Reading how a bout ends, what keeps the next one away, and how a new one starts."""

from __future__ import annotations

from backcoach.coach.activity import Line
from backcoach.coach.recovery import RecoveryBook, RecoveryLimits, RecoveryRule
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

RECOVERY = "activity/recovery.toml"
MET = ("recovery_pain", "recovery_own", "recovery_as_before", "recovery_over")
RULES = (
    *MET,
    *("recovery_pain_open", "recovery_own_open", "recovery_over_open"),
    *("return_new", "return_unknown", "return_able", "return_brief", "return_pain", "return_early"),
    "stay_well_steps",
)
"""Every rule that the coach gives as a reason; those of an ending that holds come first."""


class _File(Value):
    review: Review
    limits: RecoveryLimits
    rule: tuple[RecoveryRule, ...]
    stay_well: tuple[Line, ...]
    figure: tuple[Line, ...]


def read_recovery(reader: ContentReader) -> RecoveryBook | None:
    """The content; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    file = reader.one(RECOVERY, _File)
    if file is None:
        return None
    lines = (*file.stay_well, *file.figure)
    reader.unique(RECOVERY, [*(one.id for one in file.rule), *(one.id for one in lines)])
    _check_rules(reader, file)
    for one in lines:
        reader.words(RECOVERY, one.id, one.text)
    if not (file.stay_well and file.figure):
        reader.fault(RECOVERY, "stay_well", "says nothing of how to stay well, or of how often it comes back")
    if len(reader.faults) > before:
        return None
    return RecoveryBook(file.limits, file.rule, file.stay_well, file.figure, file.review.is_draft)


def _check_rules(reader: ContentReader, file: _File) -> None:
    reader.needs(RECOVERY, "rule", RULES, (one.id for one in file.rule))
    for one in file.rule:
        if one.id not in RULES:
            reader.fault(RECOVERY, one.id, "no rule of this name is used")
        reader.words(RECOVERY, one.id, one.label, one.why)
        if one.is_met is not (one.id in MET):
            reader.fault(RECOVERY, one.id, "is_met must be true for an ending that holds, and only there")
