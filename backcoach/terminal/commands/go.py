"""`backcoach go`: the guided session."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from backcoach.coach.guided import is_too_sore
from backcoach.coach.relaxation import Relaxation
from backcoach.coach.values import Answer
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.go import GoView, go_view, lighter, script_for, script_named
from backcoach.flows.go_record import GoRecord, pain_of_today
from backcoach.flows.go_tasks import Task, easier_task
from backcoach.flows.lessons import keep_opened
from backcoach.flows.plan import Withheld
from backcoach.terminal.ask import read_answer, read_choice
from backcoach.terminal.commands.go_document import go_document
from backcoach.terminal.commands.withheld import show_withheld, withheld_exit
from backcoach.terminal.exits import Exit
from backcoach.terminal.guide import Ended, Guide, How, PlainGuide, TimedGuide
from backcoach.terminal.keys import can_read_keys
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.go import (
    card_screen,
    colour_screen,
    list_screen,
    nothing_lines,
    script_head,
    stop_screen,
)
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed import read_pain
from backcoach.values import Value

BEFORE = "How bad is the pain right now?"
WORST = "How bad was the pain at its worst during it?"
LEG = "Did the pain go further down the leg?"
SCALE = "0 none, 10 the worst   ? not sure"
BEGIN = "Enter to begin   s skip   q stop"
YES_NO = "y yes   n no   ? not sure"
NO_KEYBOARD = "A session needs somebody at a keyboard."
SEE = "See what is planned: backcoach go --list"
NOTHING_KEPT = "Stopped. Nothing was done yet, so nothing is kept."
ANSWER = (
    "Read them: backcoach screen --daily. None of the signs holds? backcoach log --all-clear. "
    "Else answer one by one: backcoach log"
)
LOG_FIRST = "Today's safety questions are not answered yet, so no session begins."


class Wish(Value):
    """What was asked for on the command line."""

    names: tuple[str, ...] = ()
    relax: str = ""
    is_list: bool = False
    is_plain: bool = False
    asks_each: bool = False
    with_drawing: bool = True
    with_bell: bool = False


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Go through today's exercises with somebody, or list them."""
    if as_json and not wish.is_list:
        raise BadInput("--json belongs to --list.", "See: backcoach go --list --json")
    output = standard_output()
    with open_desk(home) as desk:
        view = go_view(desk, wish.names)
        if isinstance(view, Withheld):
            if not as_json:
                return show_withheld(desk, output, view, as_json=False)
            output.document(go_document(desk, None, None))
            return withheld_exit(view.standing)
        script = script_named(wish.relax, desk) if wish.relax else None
        if as_json:
            output.document(go_document(desk, view, script))
        elif wish.is_list:
            output.result(list_screen(view, script, desk.book))
        else:
            return _begin(desk, output, wish, view, script)
    return Exit.DONE


def _begin(desk: Desk, output: Output, wish: Wish, view: GoView, script: Relaxation | None) -> int:
    """The session, once it is sure that it may begin. Raises `BadInput` where it may not."""
    if view.is_check_due:
        raise BadInput(LOG_FIRST, ANSWER)
    if not view.tasks and script is None:
        for line in nothing_lines(view):
            output.line(line)
        return Exit.DONE
    if not output.is_answered:
        raise BadInput(NO_KEYBOARD, SEE)
    if is_plain(wish, os.environ):
        guide: Guide = PlainGuide(output, desk.book.guided)
    else:
        guide = TimedGuide(output, desk.book.guided, wish.with_bell)
    return _Sitting(desk, output, guide, wish, view).run(script)


def is_plain(wish: Wish, environment: Mapping[str, str]) -> bool:
    """Whether only plain lines are wanted, or can be shown."""
    is_wanted = wish.is_plain or environment.get("TERM") == "dumb"
    return is_wanted or not sys.stdout.isatty() or not can_read_keys()


class _Sitting:
    """One session from the stop signs to its colours."""

    def __init__(self, desk: Desk, output: Output, guide: Guide, wish: Wish, view: GoView) -> None:
        self.desk, self.output, self.guide, self.wish, self.view = desk, output, guide, wish, view
        self.record = GoRecord(desk)

    def run(self, script: Relaxation | None) -> int:
        """Exercises, the pain, the colours, a relaxation script. Ctrl-C keeps what was finished."""
        try:
            if self.view.tasks:
                self._exercises()
            self._relaxation(script)
        except KeyboardInterrupt:
            self._say_kept()
            return Exit.INTERRUPTED
        return Exit.DONE

    def _say_kept(self) -> None:
        kept = ", ".join(self.record.names)
        self.output.say()
        self.output.say(f"Stopped. Kept: {kept}." if kept else NOTHING_KEPT)

    def _exercises(self) -> None:
        self.output.result(stop_screen(self.desk.book))
        before = self._pain(BEFORE)
        tasks = self._that_may_begin(before)
        for number, task in enumerate(tasks, start=1):
            felt = self._pain(BEFORE) if self.wish.asks_each and number > 1 else before
            place = len(self.record.sessions)
            how = self._one(task, f"{number} of {len(tasks)}", felt)
            if self.wish.asks_each and len(self.record.sessions) > place and self._tell(place):
                break
            if how is How.STOPPED:
                break
        if self.record.sessions:
            if not self.wish.asks_each:
                self._tell(0)
            self.output.result(colour_screen(self.record.judged(), self.desk.book))

    def _that_may_begin(self, before: float | None) -> tuple[Task, ...]:
        """The tasks as planned; with pain too bad for that, or not known, what is chosen in their place."""
        counts = pain_of_today(self.desk) if before is None else before
        if not is_too_sore(counts, self.desk.book.activity.parameters.session):
            return self.view.tasks
        choices = [
            ("go_half", lighter(self.view, self.desk, is_easy_only=False)),
            ("go_easy_only", lighter(self.view, self.desk, is_easy_only=True)),
            ("go_rest", ()),
        ]
        offered = [(id_, tasks) for id_, tasks in choices if tasks or id_ == "go_rest"]
        words = self.desk.book.guided
        self.output.question(words.line("go_no_start").text)
        self.output.numbered([words.line(id_).text for id_, _ in offered])
        return offered[self.guide.ask(lambda text: read_choice(text, len(offered)), "the number")][1]

    def _one(self, task: Task, place: str, before: float | None) -> How:
        """One task from its card to the record; the easier exercise in its place where that is wanted."""
        width = self.output.results.width
        card = card_screen(task, place, width=width, with_drawing=self.wish.with_drawing)
        self.output.result(card)
        answer = self.guide.ask(_read_begin, BEGIN)
        if answer:
            return How.STOPPED if answer == "q" else How.SKIPPED
        ended = self._play(task, before)
        self.record.keep(task, ended.going, before)
        if ended.how is How.INTERRUPTED:
            raise KeyboardInterrupt
        if ended.how is How.EASIER and (easier := easier_task(task, self.desk)):
            return self._one(easier, place, before)
        return ended.how

    def _play(self, task: Task, before: float | None) -> Ended:
        """Go through it. Where there is nothing easier, how to ease it is said, and it goes on."""
        may_rise = self.view.may_rise and not task.notes and before is not None and task in self.view.tasks
        ended = self.guide.play(task.going, may_rise=may_rise)
        while ended.how is How.EASIER and easier_task(task, self.desk) is None:
            self.output.say(f"Easier: {task.exercise.easier}")
            ended = self.guide.play(ended.going, may_rise=False)
        return ended

    def _tell(self, place: int) -> bool:
        """Ask how bad it was from a session on; whether it went, or may have gone, down the leg."""
        peak = self._pain(WORST)
        self.output.question(LEG)
        said = self.guide.ask(read_answer, YES_NO)
        has_spread = None if said is Answer.NOT_SURE else said is Answer.YES
        self.record.tell(peak, has_spread=has_spread, from_place=place)
        return has_spread is not False

    def _pain(self, question: str) -> float | None:
        self.output.question(question)
        return self.guide.ask(read_pain, SCALE)

    def _relaxation(self, script: Relaxation | None) -> None:
        """The script that was asked for, or the one that suits, if it is wanted."""
        if script is None:
            script = script_for(self.desk)
            if script is None:
                return
            self.output.question(f"{script.title}? {script.brief}")
            if self.guide.ask(_read_yes_no, "y yes   n no") == "n":
                return
        keep_opened(self.desk, script)
        self.output.result(script_head(script))
        self.guide.ask(lambda _: None, "Enter to begin")
        self.guide.relax(script)


def _read_begin(text: str) -> str:
    if text.strip().lower() not in ("", "s", "q"):
        raise ValueError("Please type Enter alone to begin, s or q.")
    return text.strip().lower()


def _read_yes_no(text: str) -> str:
    if text.strip().lower() not in ("y", "n", "yes", "no"):
        raise ValueError("Please type y or n.")
    return text.strip().lower()[0]
