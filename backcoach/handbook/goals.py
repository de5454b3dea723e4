"""Reading the words about goals, and plans to take an idea from."""

from __future__ import annotations

from backcoach.coach.activity import Line
from backcoach.coach.goals import GoalBook, GoalExample
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

GOALS = "goals.toml"
OWN, WHY_PLAN, NO_PLAN, MAY_WAIT = "goal_own", "goal_why_plan", "goal_no_plan", "goal_may_wait"
ANEW, FIT, NAME, SCORE, DAYS = "goal_anew", "goal_fit", "goal_name", "goal_score", "goal_days"
CUE, ACTION, OBSTACLE, INSTEAD = "goal_cue", "goal_action", "goal_obstacle", "goal_instead"
LINES = (OWN, WHY_PLAN, NO_PLAN, MAY_WAIT, ANEW, FIT, NAME, SCORE, DAYS, CUE, ACTION, OBSTACLE, INSTEAD)
"""What is said and asked about goals; each line must stand."""


class _File(Value):
    review: Review
    line: tuple[Line, ...]
    example: tuple[GoalExample, ...]


def read_goals(reader: ContentReader) -> GoalBook | None:
    """The words about goals; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    file = reader.one(GOALS, _File)
    if file is None:
        return None
    reader.unique(GOALS, [*(one.id for one in file.line), *(one.id for one in file.example)])
    reader.needs(GOALS, "line", LINES, (one.id for one in file.line))
    reader.words(GOALS, "", *(one.text for one in file.line))
    if not file.example:
        reader.fault(GOALS, "example", "there is no plan to take an idea from")
    for one in file.example:
        reader.words(GOALS, one.id, one.cue, one.action, one.obstacle, one.instead)
    if len(reader.faults) > before:
        return None
    return GoalBook(file.line, file.example, file.review.is_draft)
