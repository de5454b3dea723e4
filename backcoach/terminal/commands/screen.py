"""`backcoach screen`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backcoach.coach.interview import next_ask
from backcoach.coach.record import AnswerGiven, Assessed, Screened, SittingEnded
from backcoach.coach.screening import Reply, is_emergency_already, unanswered
from backcoach.flows.daily import keep_stopped
from backcoach.flows.desk import OTHER_REGION, Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.replies import read_reply, take_each, write_reply
from backcoach.flows.screening import advice, keep_screening, screened
from backcoach.flows.sitting import SCREEN_SITTING
from backcoach.handbook.handbook import Handbook, load_handbook
from backcoach.share.machine import question_document
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.documents import screened_document
from backcoach.terminal.commands.start import need_terminal, show_advice
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.interview import put_screening
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.advice import advice_screen
from backcoach.terminal.session import find_home, open_desk

EARLIER = (
    "An earlier, more urgent result still stands, and the plan rests. "
    "When a clinician has looked at it: backcoach screen --assessed"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was said on the command line about a clinician who has looked at a grave result."""

    is_assessed: bool = False
    by: str = ""
    told: str = ""


def run(home: Path | None, seen: Seen, *, as_json: bool = False) -> int:
    """Ask all safety questions again and keep the result; before that, who has looked at the last one."""
    need_terminal("backcoach screen --answers FILE", "backcoach screen --questions", as_json=as_json)
    output = standard_output()
    with open_desk(home) as desk:
        if seen.is_assessed:
            desk.keep(_ask_seen(seen, Asker(output)))
        body = _ask(desk, Asker(output))
        show_advice(desk, output, body, desk.region_code())
        stands = desk.standing()
        if stands.needs_assessment and body.disposition.allows_plan:
            output.say(EARLIER)
        return exit_for(stands.disposition)


def _ask_seen(seen: Seen, asker: Asker) -> Assessed:
    asker.output.question("Who looked at it?")
    by = seen.by or asker.typed(_some_text, "such as: my GP, the emergency department, a physiotherapist")
    asker.output.question("What were you told?")
    return Assessed(by, seen.told or asker.typed(_some_text, "in a few words"))


def _some_text(text: str) -> str:
    if not text.strip():
        raise ValueError("Please type a few words.")
    return text.strip()


def _ask(desk: Desk, asker: Asker) -> Screened:
    rules, interview = desk.book.screening.rules, desk.book.screening.interview
    sitting = f"{SCREEN_SITTING}{desk.moment.now.timestamp():.0f}"
    replies: dict[str, Reply] = {}

    def keep(question: str, reply: Reply) -> bool:
        replies.pop(question, None)
        replies[question] = reply
        desk.keep(AnswerGiven(sitting, question, write_reply(reply)))
        return is_emergency_already(replies, rules)

    try:
        while ask := next_ask(replies, interview, rules):
            put_screening(ask, asker, keep)
    except KeyboardInterrupt:
        keep_stopped(desk, replies)
        raise
    finally:
        desk.keep(SittingEnded(sitting))
    return keep_screening(desk, "screen", replies)


def from_file(home: Path | None, path: Path, seen: Seen, *, as_json: bool, save: bool) -> int:
    """Decide on a file of answers, and keep the result where there is a record and nobody said no."""
    if seen.is_assessed and not (save and seen.by and seen.told):
        raise BadInput("--assessed needs --by and --told here, and is kept in the record.", "Give all three.")
    output = standard_output()
    book = load_handbook()
    replies = read_replies(read_answers_file(path), book)
    body = screened("screen", replies, book)
    if save and (find_home(home)[0]).is_dir():
        with open_desk(home, create=True, book=book) as desk:
            desk.keep(*([Assessed(seen.by, seen.told)] if seen.is_assessed else []), body)
            _show(output, body, desk.region_code(), book, as_json=as_json)
            if not as_json and desk.standing().needs_assessment and body.disposition.allows_plan:
                output.say(EARLIER)
        return exit_for(body.disposition)
    _show(output, body, OTHER_REGION, book, as_json=as_json)
    return exit_for(body.disposition)


def read_replies(answers: dict[str, object], book: Handbook) -> dict[str, Reply]:
    """The replies of a file. Raises `BadInput` with every unknown, mistyped and missing one."""
    questions = book.screening.rules.questions
    replies: dict[str, Reply] = {}

    def take(name: str, plain: object) -> None:
        replies[name] = read_reply(questions[name], plain)

    faults = take_each(answers, questions, take)
    faulty = set(answers) - set(replies)
    silent = [one for one in unanswered(replies, book.screening.rules) if one not in faulty]
    faults += [f"{name}: not answered" for name in silent]
    if faults:
        raise BadInput(
            "The answers cannot be used; nothing was decided and nothing was saved.",
            "Correct these lines. All questions: backcoach screen --questions --json",
            tuple(faults),
        )
    return replies


def _show(output: Output, body: Screened, region: str, book: Handbook, *, as_json: bool) -> None:
    if as_json:
        output.document(screened_document(body))
    else:
        output.result(advice_screen(advice(body, book.region(region), book)))


def list_questions(*, as_json: bool) -> int:
    """All screening questions."""
    output = standard_output()
    book = load_handbook()
    documents = [question_document(question) for question in book.screening.rules.questions.values()]
    if as_json:
        output.document({"questions": documents})
    else:
        for document in documents:
            output.results.print(f"{document['id']}: {document['text']}")
    return Exit.DONE


def list_daily(*, as_json: bool) -> int:
    """The safety questions of every day."""
    output = standard_output()
    book = load_handbook()
    if as_json:
        gates = [
            {"id": gate.id, "text": gate.text, "opens": list(gate.opens)} for gate in book.screening.gates
        ]
        output.document({"gates": gates})
    else:
        for gate in book.screening.gates:
            output.results.print(f"- {gate.text}")
    return Exit.DONE
