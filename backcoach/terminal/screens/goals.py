"""Goals on the screen: the list, and one line each in other screens. The person's words are shown as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.goal_record import Did, GoalPlan
from backcoach.coach.goals import LOOK_DAYS, Goal, GoalCount, GoalExample
from backcoach.flows.goals import GoalProgress, GoalShown
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED, day_text

if TYPE_CHECKING:
    from backcoach.coach.progress import AbilityChange

MOST_NAME, MOST_PLAN = 40, 150
"""So many characters of a name and of a plan stand in a line of another screen; all of it stands in goals."""

SAID = {Did.YES: "done", Did.NO: "not done", Did.NOT_TODAY: "not today"}
MARKS = {Did.YES: "[x]", Did.NO: "[ ]", Did.NOT_TODAY: "[ ]", None: "[ ]"}
HEAD = "My goals"
SCALE = "   (scores: 0 not at all, 10 as before; asked again by backcoach review)"
NONE = "There are no goals now. Make one: backcoach goals set NAME --score 4"
HOW = (
    "Tell of a day: backcoach log --goal 1=yes. Change: backcoach goals set 1. Let go: backcoach goals drop 1"
)
INDENT = "   "
LAST_WEEKS = 6


def goals_screen(
    shown: tuple[GoalShown, ...], gain: tuple[float, AbilityChange] | None, book: Handbook, *, may_wait: bool
) -> RenderableType:
    """Every goal with its plan, its scores and what was told of the last two weeks."""
    from backcoach.handbook.goals import MAY_WAIT, OWN, WHY_PLAN

    parts: list[RenderableType] = [Text.assemble((HEAD, "bold"), (SCALE, "dim"))]
    for one in shown:
        parts.append(hanging(f"{one.goal.number}. ", Text(visible(one.goal.name), style="bold")))
        parts += [hanging(INDENT, text) for text in _lines(one, book)]
    parts += [] if shown else [Text(NONE)]
    if gain is not None and len(shown) > 1:
        parts.append(Text(f"All together: mean gain {gain[0]:.1f}, {gain[1].value}."))
    if may_wait and any(one.goal.plan.is_made for one in shown):
        parts.append(Text(book.goals.line(MAY_WAIT)))
    if any(not one.goal.plan.is_made for one in shown):
        parts += [Text(book.goals.line(WHY_PLAN)), Text(example_line(book.goals.examples[0]))]
    parts.append(Text(book.goals.line(OWN), style="dim"))
    parts += [Text(HOW, style="dim")] if shown else []
    parts += [Text(NOT_REVIEWED, style="dim")] if book.goals.is_draft else []
    return Group(*parts)


def _lines(one: GoalShown, book: Handbook) -> Iterator[str]:
    from backcoach.handbook.goals import NO_PLAN

    goal = one.goal
    if goal.plan.is_made:
        days = f" ({_days(goal.plan)})" if goal.plan.cue or goal.plan.action else ""
        yield f"{plan_text(goal.plan)}{days}"
    else:
        yield f"{book.goals.line(NO_PLAN)} Make one: backcoach goals set {goal.number}"
    if coping := coping_text(goal.plan):
        yield coping
    yield _scores(one)
    yield f"Last {LOOK_DAYS} days: {count_text(one.count)}."


def _scores(one: GoalShown) -> str:
    before, now = one.goal.ability, one.now
    if before is None:
        return f"Score at the start: not told yet. Tell it: backcoach goals set {one.goal.number} --score 4"
    if now is None or one.now_on is None:
        return f"Score: {before} of 10 at the start."
    return f"Score: {before} of 10 at the start, {now} on {day_text(one.now_on)}: {_gain(now - before)}."


def _gain(points: int) -> str:
    return f"{abs(points)} {'more' if points > 0 else 'less'}" if points else "the same"


def count_text(count: GoalCount) -> str:
    """How often it was done of the days told; a day of which nothing was told is not counted."""
    put_off = f", put off on {count.put_off}" if count.put_off else ""
    if not count.told:
        return f"not told{put_off}"
    return f"done on {count.done} of {count.told} {'day' if count.told == 1 else 'days'} told{put_off}"


def plan_text(plan: GoalPlan) -> str:
    """The if-then of a plan, as far as it was told, in full; else its days."""
    if plan.cue and plan.action:
        return f"If {visible(plan.cue)}, then {visible(plan.action)}."
    if plan.cue:
        return f"When and where: {visible(plan.cue)}."
    return f"Then: {visible(plan.action)}." if plan.action else f"Planned: {_days(plan)}."


def coping_text(plan: GoalPlan) -> str:
    """What may get in the way, and what is done then; nothing where neither was told."""
    if plan.obstacle and plan.instead:
        return f"If {visible(plan.obstacle)}, then {visible(plan.instead)}."
    if plan.obstacle:
        return f"May get in the way: {visible(plan.obstacle)}."
    return f"If something gets in the way: {visible(plan.instead)}." if plan.instead else ""


def example_line(one: GoalExample) -> str:
    """A made-up plan in one line."""
    return f"Such as: If {one.cue}, then {one.action}. If {one.obstacle}, then {one.instead}."


def _days(plan: GoalPlan) -> str:
    if plan.days:
        return ", ".join(day.capitalize() for day in plan.days)
    times = plan.times_a_week
    return "every day" if times is None else f"{times} {'time' if times == 1 else 'times'} a week"


def due_lines(due: tuple[GoalShown, ...], book: Handbook, *, may_wait: bool) -> Iterator[str]:
    """One line for each goal whose plan is for today; on a day on which they may wait that alone is said."""
    from backcoach.handbook.goals import MAY_WAIT

    if due and may_wait:
        yield book.goals.line(MAY_WAIT)
        return
    for one in due:
        said = f" ({SAID[one.today]})" if one.today else ""
        yield f"{MARKS[one.today]} {goal_name(one.goal)}. {_cut(plan_text(one.goal.plan), MOST_PLAN)}{said}"


def told_lines(told: Iterable[tuple[Goal, Did]]) -> Iterator[str]:
    """What was just said of goals."""
    for goal, did in told:
        yield f"{goal_name(goal)}: {SAID[did]}."


def progress_line(one: GoalProgress) -> str:
    """How often a goal was done, in all and in each of the last weeks; empty without a plan or a word."""
    weeks = [week for week in one.weeks if week.count.told]
    if not weeks:
        return "no day told" if one.has_plan else ""
    done, told = (sum(getattr(week.count, name) for week in weeks) for name in ("done", "told"))
    last = ", ".join(
        f"{week.count.done} of {week.count.told}" if week.count.told else "."
        for week in one.weeks[-LAST_WEEKS:]
    )
    return f"done on {done} of {told} days told; by week, the last ones: {last}"


def goal_name(goal: Goal) -> str:
    """A goal in a line of another screen."""
    return f"Goal {goal.number}, {_cut(visible(goal.name), MOST_NAME)}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3].rstrip()}..."
