"""`backcoach start`."""

from __future__ import annotations

import locale
import os
import sys
from pathlib import Path

from rich.console import Group
from rich.text import Text

from backcoach.coach.intake import IntakeKind, IntakeQuestion
from backcoach.coach.interview import Ask, prompts_left
from backcoach.coach.medicines import Prompt
from backcoach.coach.regions import ContactKind
from backcoach.coach.screening import Reply, is_emergency_already
from backcoach.coach.standing import Standing
from backcoach.flows.closed import closed_now
from backcoach.flows.desk import REGION, Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.measures import first_measures
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.replied import LINE, Conclude, Finish, offered
from backcoach.flows.sitting import Sitting, may_go_on
from backcoach.flows.start import Started, make_plan, screening_of, start_from_answers
from backcoach.flows.thoughts import thoughts_of_plan, thoughts_so_far
from backcoach.flows.unsaved import grave_with_fault
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice, show_at_once
from backcoach.terminal.commands.documents import (
    help_document,
    screened_document,
    started_document,
    unsaved_start_document,
)
from backcoach.terminal.commands.measures import ask_measures
from backcoach.terminal.example import example_file
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.interview import (
    Keep,
    medicine_texts,
    put_each,
    put_intake,
    put_medicine,
    put_screening,
)
from backcoach.terminal.left import left_for_now
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.rounds import CrisisLine
from backcoach.terminal.screens.plan import started_screen
from backcoach.terminal.screens.thoughts import help_lines
from backcoach.terminal.screens.welcome import welcome_screen
from backcoach.terminal.session import need_terminal, open_desk
from backcoach.terminal.unsaved import shown_though_unsaved

MEDICINE_HEAD = "Now some questions about medicine, to see what is safe for you."
TO_THE_PLAN = "Enter to go on to the plan"
KEPT_BEFORE = "Your answers from before are still there."
GO_ON = "Go on with: backcoach start"
ASKS_AGAIN = "Typed something wrong? backcoach start asks again."
PLAN_HEAD = "Now about your back and your days, for the plan."


def run(home: Path | None, *, anew: bool, as_json: bool = False) -> int:
    """Ask, decide, and make the plan."""
    need_terminal("backcoach start --answers FILE", "backcoach start --example", as_json=as_json)
    return shown_though_unsaved(home, lambda: _run(home, anew=anew), screened_document, as_json=False)


def _run(home: Path | None, *, anew: bool) -> int:
    output = standard_output()
    with open_desk(home, create=True) as desk:
        stands = desk.standing()
        if stands.needs_assessment and stands.screened is not None and not may_go_on(desk, stands):
            return _show_standing(desk, output, stands)
        if desk.weeks() and not anew and stands.is_plan_allowed and closed_now(desk) is None:
            output.say("You have a plan already. See it with: backcoach plan")
            output.say("To answer the safety questions again: backcoach screen")
            output.say("A new bout of pain? Begin anew, your record is kept: backcoach start --anew")
            return Exit.DONE
        return _sit(desk, output)


def _sit(desk: Desk, output: Output) -> int:
    sitting = Sitting(desk)
    with left_for_now(f"{KEPT_BEFORE} {GO_ON}" if sitting.is_resumed else GO_ON):
        return _asked(desk, sitting, Asker(output))


def _asked(desk: Desk, sitting: Sitting, asker: Asker) -> int:
    if sitting.is_resumed:
        asker.output.say(
            "You were in the middle of it. Your answers are here; urgent ones are asked again after 6 hours."
        )
        if asker.choose("Go on?", ["go on where I stopped", "begin again"]) == 1:
            sitting.give_up()
            sitting = Sitting(desk)
    if not sitting.is_resumed:
        _welcome(desk, asker)
    return _ask_all(desk, sitting, asker)


def _welcome(desk: Desk, asker: Asker) -> None:
    region = propose_region(desk.book)
    contacts = desk.book.region(region).contacts_for(ContactKind.EMERGENCY) if region else ()
    number = contacts[0].number if contacts else "your local emergency number"
    asker.output.talk.print(welcome_screen(desk.book.welcome, number, is_draft=desk.book.is_draft))
    asker.pause("Enter to go on   Ctrl-C to stop")


def _ask_all(desk: Desk, sitting: Sitting, asker: Asker) -> int:
    """Ask step by step until there is a plan, or a place to go instead."""
    said: set[str] = set()
    asked, crisis = 0, CrisisLine(desk.book)
    while True:
        step = sitting.step()
        match step:
            case Conclude():
                if not _conclude(desk, sitting, asker.output):
                    return exit_for(desk.standing().disposition)
            case Finish():
                return _finish(desk, sitting, asker.output)
            case Ask():
                asked += 1
                _ask_screening(desk, sitting, asker, step, asked)
                crisis.after(sitting.replied.screening, asker, sitting.replied.intake[REGION])
            case IntakeQuestion():
                _put_intake(step, sitting, asker, desk, said)
            case Prompt():
                _say_once(MEDICINE_HEAD, asker.output, said)
                put_medicine(step, medicine_texts(desk.book), asker, sitting.answer)


def _conclude(desk: Desk, sitting: Sitting, output: Output) -> bool:
    """Decide, keep and show where to go; whether the way to the plan is open."""
    body = sitting.conclude()
    is_open = desk.standing().is_plan_allowed
    if not is_open:
        sitting.end()
    shown, then = desk.what_counts(body), TO_THE_PLAN if is_open else ""
    show_advice(desk, output, shown, sitting.replied.intake[REGION], then)
    _say_how_again(desk, output, is_open=is_open)
    return is_open


def _say_how_again(desk: Desk, output: Output, *, is_open: bool) -> None:
    """How to correct an answer, where there is no plan and nothing that stands until a doctor has looked."""
    if not is_open and not desk.standing().needs_assessment:
        output.say(ASKS_AGAIN)


def _ask_screening(desk: Desk, sitting: Sitting, asker: Asker, ask: Ask, asked: int) -> None:
    """One prompt of the screening."""
    screening = desk.book.screening
    left = prompts_left(sitting.replied.screening, screening.interview, screening.rules)
    asker.output.step(f"Safety question {asked} of about {asked + left - 1}")
    put_screening(ask, asker, _keeper(desk, sitting))


def _keeper(desk: Desk, sitting: Sitting) -> Keep:
    def keep(question: str, reply: Reply) -> bool:
        sitting.reply(question, reply)
        return is_emergency_already(sitting.replied.screening, desk.book.screening.rules)

    return keep


def _put_intake(question: IntakeQuestion, sitting: Sitting, asker: Asker, desk: Desk, said: set[str]) -> None:
    book = desk.book
    is_region = question.id == REGION
    if not is_region:
        _say_once(PLAN_HEAD, asker.output, said)
    shown = offered(question, sitting.replied, book)
    if question.kind is IntakeKind.EACH:
        put_each(shown, asker, lambda line, said: sitting.answer(f"{question.id}{LINE}{line}", said))
        _offer_help(desk, sitting, asker.output)
        return
    default = propose_region(book) if is_region else ""
    sitting.answer(question.id, put_intake(shown, asker, default))


def _offer_help(desk: Desk, sitting: Sitting, output: Output) -> None:
    """What goes with what the person thinks and feels, at once: whom to call must not wait for the plan."""
    view = thoughts_so_far(desk, sitting.replied)
    output.talk.print(Group(Text(), *help_lines(view, desk.book)))


def _say_once(text: str, output: Output, said: set[str]) -> None:
    if text not in said:
        said.add(text)
        output.say()
        output.say(text, style="bold cyan")


def _finish(desk: Desk, sitting: Sitting, output: Output) -> int:
    decided = sitting.screened
    if decided is None:
        raise AssertionError("the screening is decided before the plan is made")
    ask_measures(desk, Asker(output), first_measures(desk.book))
    started = make_plan(desk, sitting.replied, sitting.id, decided)
    _show_started(desk, started, output)
    return exit_for(started.screened.disposition)


def _show_started(desk: Desk, started: Started, output: Output) -> None:
    view = plan_view(desk)
    if isinstance(view, PlanView):
        output.result(started_screen(view, started, desk.book, desk.region_code()))
    else:
        show_advice(desk, output, started.screened, desk.region_code())


def _show_standing(desk: Desk, output: Output, stands: Standing) -> int:
    if stands.screened is not None and not stands.disposition.allows_plan:
        show_advice(desk, output, stands.screened.body, desk.region_code())
    output.say("An earlier result asked you to be seen, and no plan is made before that.")
    output.say("When you have been seen, say so with: backcoach screen --assessed")
    return exit_for(stands.disposition) or Exit.REFUSED


def propose_region(book: Handbook) -> str:
    """The region the machine's language setting points to; empty where it tells nothing."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    setting = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    territory = setting.partition(".")[0].partition("_")[2].upper()
    return next((one.code for one in book.regions if territory in one.locale_territories), "")


def from_file(home: Path | None, path: Path, *, anew: bool = False, as_json: bool) -> int:
    """The whole of `start` without a terminal. Raises `BadInput` while a plan runs, unless `anew`.

    A grave result is shown also where it cannot be kept.
    """
    answers = read_answers_file(path)
    book = open_handbook()

    def work() -> int:
        with grave_with_fault(lambda: screening_of(answers, book)):
            return _from_answers(home, answers, book, anew=anew, as_json=as_json)

    return shown_though_unsaved(home, work, unsaved_start_document, as_json=as_json)


def _from_answers(
    home: Path | None, answers: dict[str, object], book: Handbook, *, anew: bool, as_json: bool
) -> int:
    output = standard_output()
    with open_desk(home, create=True, book=book) as desk:
        is_running = bool(desk.weeks()) and closed_now(desk) is None
        if is_running and desk.standing().is_plan_allowed and not anew:
            raise BadInput(
                "There is a plan already; nothing was saved.",
                "See it with: backcoach plan. For a new bout of pain add --anew; your record is kept.",
            )
        started: Started = start_from_answers(desk, answers)
        view = thoughts_of_plan(desk, started.profile) if started.profile else None
        if as_json:
            thoughts = help_document(view) if view else None
            output.document(started_document(started, desk.moment) | {"thoughts": thoughts})
        elif started.week is None:
            show_at_once(output, started.screened, book.region(desk.region_code()), book)
            _say_how_again(desk, output, is_open=False)
        else:
            _show_started(desk, started, output)
            if view and view.reasons:
                output.result(Group(Text(), *help_lines(view, desk.book)))
    return exit_for(started.screened.disposition)


def print_example() -> int:
    """A complete answers file of an ordinary, made-up person; in UTF-8, as it is read again."""
    standard_output()  # a terminal gets escapes for letters that it cannot show
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(example_file(open_handbook()))
    return Exit.DONE
