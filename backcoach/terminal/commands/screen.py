"""`backcoach screen`."""

from __future__ import annotations

from pathlib import Path

from backcoach.coach.interview import next_ask
from backcoach.coach.record import AnswerGiven, Screened, SittingEnded
from backcoach.coach.screening import Reply, is_emergency_already, unanswered
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.replies import read_reply, write_reply
from backcoach.flows.screening import advice, keep_screening, screened
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


def run(home: Path | None, *, as_json: bool = False) -> int:
    """Ask all safety questions again and keep the result."""
    need_terminal("backcoach screen --answers FILE", "backcoach screen --questions", as_json=as_json)
    output = standard_output()
    with open_desk(home) as desk:
        body = _ask(desk, Asker(output))
        show_advice(desk, output, body, desk.region_code())
        stands = desk.standing()
        if stands.disposition > body.disposition:
            output.say("An earlier, more urgent result of the last 14 days still stands. See: backcoach plan")
        return exit_for(stands.disposition)


def _ask(desk: Desk, asker: Asker) -> Screened:
    rules, interview = desk.book.screening.rules, desk.book.screening.interview
    sitting = f"screen-{desk.moment.now.timestamp():.0f}"
    replies: dict[str, Reply] = {}

    def keep(question: str, reply: Reply) -> bool:
        replies.pop(question, None)
        replies[question] = reply
        desk.keep(AnswerGiven(sitting, question, write_reply(reply)))
        return is_emergency_already(replies, rules)

    while ask := next_ask(replies, interview, rules):
        put_screening(ask, asker, keep)
    desk.keep(SittingEnded(sitting))
    return keep_screening(desk, "screen", replies)


def from_file(home: Path | None, path: Path, *, as_json: bool, save: bool) -> int:
    """Decide on a file of answers, and keep the result where there is a record and nobody said no."""
    output = standard_output()
    book = load_handbook()
    replies = read_replies(read_answers_file(path), book)
    body = screened("screen", replies, book)
    if save and (find_home(home)[0]).is_dir():
        with open_desk(home, create=True, book=book) as desk:
            desk.keep(body)
    _show(output, body, book, as_json=as_json)
    return exit_for(body.disposition)


def read_replies(answers: dict[str, object], book: Handbook) -> dict[str, Reply]:
    """The replies of a file. Raises `BadInput` with every unknown, mistyped and missing one."""
    questions = book.screening.rules.questions
    replies: dict[str, Reply] = {}
    faults = []
    for name, plain in answers.items():
        if name not in questions:
            faults.append(f"{name}: unknown question")
            continue
        try:
            replies[name] = read_reply(questions[name], plain)
        except ValueError as error:
            faults.append(f"{name}: must be {error}")
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


def _show(output: Output, body: Screened, book: Handbook, *, as_json: bool) -> None:
    if as_json:
        output.document(screened_document(body))
    else:
        output.result(advice_screen(advice(body, None, book)))


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
