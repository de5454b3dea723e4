"""`backcoach goals`: what the person wants to get back to, with a plan for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.coach.goals import Goal, GoalBook
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.goal_setting import (
    NOTHING_SAVED,
    TEXTS,
    GoalWish,
    OpenGoal,
    find_goal,
    free_number,
    plan_text,
    read_days,
    set_goal,
    usable_goal,
)
from backcoach.flows.goals import drop_goal, goal_numbered, goals_of, goals_shown, may_wait, mean_gain
from backcoach.handbook.goals import ACTION, ANEW, CUE, DAYS, INSTEAD, NAME, OBSTACLE, SCORE
from backcoach.terminal.ask import Asker, read_choice
from backcoach.terminal.commands.advice import show_action
from backcoach.terminal.commands.goal_documents import example_document, goal_document
from backcoach.terminal.commands.goal_questions import DROPPED
from backcoach.terminal.exits import exit_for
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.goals import goals_screen
from backcoach.terminal.session import need_terminal, open_desk
from backcoach.terminal.typed_amounts import read_number
from backcoach.values import Value

CLEAR, TOP = "-", 10
INTRO = "Each answer is kept at once. Ctrl-C stops; what you wrote is kept."
QUESTIONS = {"cue": CUE, "action": ACTION, "obstacle": OBSTACLE, "instead": INSTEAD}
DAY_KEYS = "mon thu   3 for three times a week   any for every day   Enter leaves it"


class Line(Value):
    """The options of `goals set`, as typed; None was not given."""

    which: str = ""
    name: str | None = None
    score: int | None = None
    cue: str | None = None
    action: str | None = None
    obstacle: str | None = None
    instead: str | None = None
    days: str | None = None
    times_a_week: int | None = None


def run(home: Path | None, *, as_json: bool) -> int:
    """Show the goals. While something grave stands the action is shown in their place."""
    output = standard_output()
    with open_desk(home) as desk:
        return _show(desk, output, as_json=as_json, is_recorded=False)


def put(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Keep a goal as the line says, or ask for its plan. While something grave stands nothing is kept."""
    output = standard_output()
    wish = _wish(line)
    with open_desk(home) as desk:
        goals_shown(desk)
        is_grave = not desk.standing().disposition.allows_plan
        if not is_grave:
            _put(desk, wish, output, as_json=as_json)
        return _show(desk, output, as_json=as_json, is_recorded=not is_grave)


def drop(home: Path | None, which: str, *, as_json: bool) -> int:
    """Let a goal go. While something grave stands nothing is kept."""
    output = standard_output()
    with open_desk(home) as desk:
        goals_shown(desk)
        is_grave = not desk.standing().disposition.allows_plan
        if not is_grave:
            drop_goal(desk, goal_numbered(desk, which))
            _say("" if as_json else DROPPED, output)
        return _show(desk, output, as_json=as_json, is_recorded=not is_grave)


def _show(desk: Desk, output: Output, *, as_json: bool, is_recorded: bool) -> int:
    stands, shown = desk.standing(), goals_shown(desk)
    if as_json:
        output.document(goals_document(desk, is_recorded=is_recorded))
    elif not stands.disposition.allows_plan and stands.screened is not None:
        show_action(desk, output, stands.screened.body, desk.region_code())
    else:
        waits = may_wait(desk) or not stands.is_plan_allowed
        output.result(goals_screen(shown, mean_gain(shown, desk), desk.book, may_wait=waits))
    return exit_for(stands.disposition)


def goals_document(desk: Desk, *, is_recorded: bool) -> dict[str, Any]:
    """Every goal; none while something grave stands."""
    stands = desk.standing()
    shown = goals_shown(desk) if stands.disposition.allows_plan else ()
    waits, gain = may_wait(desk), mean_gain(shown, desk)
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "is_recorded": is_recorded,
        "goals": [goal_document(one, may_wait=waits) for one in shown],
        "mean_gain": {"points": gain[0], "size": gain[1].value} if gain else None,
        "examples": [example_document(one) for one in desk.book.goals.examples],
        "status": "draft" if desk.book.goals.is_draft else "checked",
    }


def _wish(line: Line) -> GoalWish:
    """The wish of a line. Raises `BadInput`."""
    try:
        days = None if line.days is None else read_days(line.days)
    except ValueError as error:
        raise BadInput(f"--days: {error}.", NOTHING_SAVED) from None
    texts = (line.cue, line.action, line.obstacle, line.instead)
    return GoalWish(line.which, line.name, line.score, *texts, days, line.times_a_week)


def _put(desk: Desk, wish: GoalWish, output: Output, *, as_json: bool) -> None:
    can_ask = output.is_answered and not as_json
    is_bare = wish.name is None and wish.ability is None
    if wish.has_plan or (not can_ask and not is_bare):
        if not wish.which.strip():
            raise BadInput(
                "Name the goal; nothing was saved.", "Such as: backcoach goals set 1 --if TEXT --then TEXT"
            )
        found = set_goal(desk, wish)
        _say(desk.book.goals.line(ANEW) if found.is_anew and not as_json else "", output)
        return
    need_terminal("backcoach goals set 1 --if TEXT --then TEXT", as_json=as_json)
    _ask(desk, wish, Asker(output))


def _say(text: str, output: Output) -> None:
    if text:
        output.say(text)


def _ask(desk: Desk, wish: GoalWish, asker: Asker) -> None:
    """The goal question by question; each answer is on the disk before the next is asked."""
    words = desk.book.goals
    asker.output.say(INTRO)
    if not wish.which.strip():
        wish = GoalWish(_which(desk, asker), wish.name, wish.ability)
    found = find_goal(desk, wish)
    _say(words.line(ANEW) if found.is_anew else "", asker.output)
    goal = OpenGoal(desk, found)
    if found.needs_score:
        asker.output.question(f"{goal.body.name}: {words.line(SCORE)}")
        goal.score(asker.typed(_whole))
    for field in TEXTS:
        _ask_text(goal, field, words, asker)
    asker.output.question(words.line(DAYS))
    days = asker.typed(_read_days, DAY_KEYS)
    if days is not None:
        goal.plan(**days)


def _ask_text(goal: OpenGoal, field: str, words: GoalBook, asker: Asker) -> None:
    """One text of the plan; Enter leaves it as it is."""
    text = getattr(goal.body.plan, field)
    note = f"Now: {visible(text)}" if text else f"Such as: {getattr(words.examples[0], field)}"
    asker.output.question(words.line(QUESTIONS[field]), [note])
    hint = f"Enter keeps it   {CLEAR} empties it" if text else "in your words   Enter to pass"
    typed = asker.typed(lambda reply: _readable(field, reply), hint)
    if typed:
        goal.plan(**{field: "" if typed == CLEAR else typed})


def _which(desk: Desk, asker: Asker) -> str:
    """The number of the goal that is meant, or the name of a new one."""
    goals, words = goals_of(desk), desk.book.goals
    if goals:
        is_room = free_number(goals) is not None
        asker.output.question("Which one?")
        asker.output.numbered([*(one.name for one in goals), *(["another one"] if is_room else [])])
        place = asker.typed(lambda text: read_choice(text, len(goals) + is_room), "the number")
        if place < len(goals):
            return str(goals[place].number)
    asker.output.question(words.line(NAME))
    return asker.typed(lambda text: _name(text, goals), "in your words")


def _name(text: str, goals: tuple[Goal, ...]) -> str:
    name = _kept(text)
    if not name or name.isdigit() or any(one.name.casefold() == name.casefold() for one in goals):
        raise ValueError("Please type a name that is not there yet, in words.")
    return name


def _readable(field: str, text: str) -> str:
    return CLEAR if text.strip() == CLEAR else _kept(text) and plan_text(field, text)


def _kept(text: str) -> str:
    try:
        return usable_goal(text)
    except BadInput as trouble:
        raise ValueError(f"{trouble.sentence} {trouble.next_step}") from None


def _whole(text: str) -> int:
    number = read_number(text)
    if number != int(number) or not 0 <= number <= TOP:
        raise ValueError(f"Please type a whole number from 0 to {TOP}.")
    return int(number)


def _read_days(text: str) -> dict[str, Any] | None:
    """Days or times a week; None where nothing was typed. Raises `ValueError`."""
    typed = text.strip()
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) == 1 and 1 <= int(typed) <= 7:  # noqa: PLR2004 - a week
        return {"times_a_week": int(typed)}
    try:
        return {"days": read_days(typed)}
    except ValueError:
        raise ValueError("Please type days such as mon thu, a number to 7, or any.") from None
