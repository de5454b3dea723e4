"""What trials that were finished since the last week change in the next one."""

from __future__ import annotations

from backcoach.coach.baseline import Baseline, FirstStep, first_step, triable
from backcoach.coach.frame import Frame
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM

FROM_TRIALS = ("trials_default", "trials_cautious", "trials_habitual")
"""The plan rules by which an amount starts from trials."""

LAST_ON = "last_trial_on"
"""The name under which such a reason says on which day the last of its trials was."""


def begun_from(id_: str, frame: Frame) -> tuple[int, Reason] | None:
    """The first amount for one go from finished trials, and why; None without such trials."""
    baseline, thing = frame.baselines.get(id_), triable(id_, frame.book)
    if baseline is None or thing is None or not baseline.is_known:
        return None
    step = first_step(thing, baseline, frame.profile, frame.book)
    return step.amount, frame.reason(
        step.rule, *_inputs(id_, baseline, step), (LAST_ON, baseline.last_on.isoformat())
    )


def from_trials(id_: str, usual: int, frame: Frame) -> tuple[int, Reason] | None:
    """The amount for one go from finished trials, in place of the `usual` one; None without such trials.

    It is above the usual one only where the review lets amounts grow: what is held, cut or begun anew can
    only become less by trials.
    """
    begun = begun_from(id_, frame)
    if begun is None:
        return None
    amount, why = begun
    may_rise = frame.change_percent > 0 and not frame.starts_over and frame.best is None
    if amount > usual and not may_rise:
        return usual, frame.reason("trials_wait", *(one for one in why.inputs if one[0] != LAST_ON))
    return amount, why


def _inputs(id_: str, baseline: Baseline, step: FirstStep) -> tuple[tuple[str, object], ...]:
    return (
        (ITEM, id_),
        ("managed", f"{baseline.mean:g}"),
        ("days", baseline.days),
        ("percent", step.percent),
        ("quota", step.amount),
    )
