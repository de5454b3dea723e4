"""What trials that were finished since the last week change in the next one."""

from __future__ import annotations

from backcoach.coach.baseline import first_step, triable
from backcoach.coach.frame import Frame
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM

FROM_TRIALS = ("trials_default", "trials_cautious", "trials_habitual")
"""The plan rules by which an amount starts from trials."""

LAST_ON = "last_trial_on"
"""The name under which such a reason says on which day the last of its trials was."""


def from_trials(id_: str, usual: int, frame: Frame) -> tuple[int, Reason] | None:
    """The amount for one go from finished trials, in place of the `usual` one; None without such trials.

    It is above the usual one only where the review lets amounts grow: what is held, cut or begun anew can
    only become less by trials.
    """
    baseline, thing = frame.baselines.get(id_), triable(id_, frame.book)
    if baseline is None or thing is None or not baseline.is_known:
        return None
    step = first_step(thing, baseline, frame.profile, frame.book)
    inputs = (
        (ITEM, id_),
        ("managed", f"{baseline.mean:g}"),
        ("days", baseline.days),
        ("percent", step.percent),
        ("quota", step.amount),
    )
    may_rise = frame.change_percent > 0 and not frame.starts_over and frame.best is None
    if step.amount > usual and not may_rise:
        return usual, frame.reason("trials_wait", *inputs)
    return step.amount, frame.reason(step.rule, *inputs, (LAST_ON, baseline.last_on.isoformat()))
