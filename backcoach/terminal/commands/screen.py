"""`backcoach screen`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backcoach.coach.record import Assessed, Entry, Screened
from backcoach.coach.rescreening import Clinician, Finding, Rescreening
from backcoach.coach.screening import Replies, Reply, unanswered
from backcoach.coach.standing import settles
from backcoach.flows.daily import answer_with
from backcoach.flows.desk import OTHER_REGION, Desk
from backcoach.flows.due_sets import review_sets
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.replies import read_reply, take_each
from backcoach.flows.rounds import (
    FULL,
    Round,
    keep_review,
    keep_screening,
    known_before,
    review_round,
    reviewed,
)
from backcoach.flows.screening import screened
from backcoach.flows.unsaved import grave_with_fault
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice, show_at_once
from backcoach.terminal.commands.documents import screened_document, standing_document
from backcoach.terminal.commands.signposts import pattern_documents
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.rounds import ask_round
from backcoach.terminal.session import find_home, need_terminal, open_desk
from backcoach.terminal.unsaved import shown_though_unsaved, signs_shown
from backcoach.values import Value

EARLIER = (
    "Today's answers are kept. The earlier, more urgent result above still stands, and the plan rests. "
    "When a doctor has looked at it: backcoach screen --assessed"
)
ALL = "backcoach screen"
WEEKLY = "The weekly safety questions. They take about two minutes."


class Seen(Value):
    """What was said on the command line about a clinician who has looked at a grave result.

    `by` and `finding` are ids from content, `told` the person's own words.
    """

    is_assessed: bool = False
    by: str = ""
    finding: str = ""
    told: str = ""


def run(home: Path | None, seen: Seen, *, weekly: bool = False, as_json: bool = False) -> int:
    """Ask the safety questions again and keep the result; before that, who has looked at the last one."""
    need_terminal("backcoach screen --answers FILE", "backcoach screen --questions", as_json=as_json)
    return shown_though_unsaved(
        home, lambda: _run(home, seen, weekly=weekly), screened_document, as_json=False
    )


def _run(home: Path | None, seen: Seen, *, weekly: bool) -> int:
    output = standard_output()
    with open_desk(home) as desk:
        asker = Asker(output)
        if seen.is_assessed:
            before = desk.standing().grave
            assessed, finding = _keep_seen(desk, seen, asker)
            is_enough = finding.settles and _settles_all(assessed, before, desk)
            words = desk.book.screening.rescreening.limits.not_settled
            output.say(words if finding.settles and not is_enough else finding.next, style="bold")
            if not is_enough:
                return exit_for(desk.standing().disposition) or Exit.REFUSED
        body = ask_round(_round(desk, output, weekly=weekly), asker, desk)
        show_advice(desk, output, desk.what_counts(body), desk.region_code())
        return _end(desk, output, body)


def _settles_all(assessed: Assessed, grave: tuple[Entry[Screened], ...], desk: Desk) -> bool:
    """Whether the word of this clinician counts for everything grave that stands."""
    return all(settles(assessed, one.body, desk.book.screening.rescreening) for one in grave)


def _round(desk: Desk, output: Output, *, weekly: bool) -> Round:
    if not weekly:
        return Round(desk)
    check_review(desk)
    output.say(WEEKLY, style="bold")
    return review_round(desk)


def check_review(desk: Desk) -> None:
    """Refuse a review where only a full screening helps. Raises `NotStarted` or `BadInput`."""
    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    if stands.needs_assessment or (stands.is_stale and answer_with(desk, stands) == ALL):
        raise BadInput("The weekly questions are not enough now.", f"Answer all of them: {ALL}")


def _end(desk: Desk, output: Output, body: Screened) -> int:
    stands = desk.standing()
    if stands.needs_assessment and body.disposition.allows_plan:
        output.say(EARLIER)
    return exit_for(stands.disposition)


def _keep_seen(desk: Desk, seen: Seen, asker: Asker) -> tuple[Assessed, Finding]:
    """Ask for what the command line does not say, and keep it."""
    rules = desk.book.screening.rescreening
    by = seen.by or _chosen("Who looked at it?", rules.clinicians, asker)
    finding = seen.finding or _chosen("What did they say?", rules.findings, asker)
    check_seen(Seen(by=by, finding=finding), rules)
    told = seen.told
    if not told:
        asker.output.question("What were you told, in your words?")
        told = asker.typed(_some_text, "a few words are enough")
    assessed = Assessed(_label(by, rules), told, by, finding)
    desk.keep(assessed)
    return assessed, next(one for one in rules.findings if one.id == finding)


def _chosen(text: str, choices: Sequence[Clinician | Finding], asker: Asker) -> str:
    return choices[asker.choose(text, [one.label for one in choices])].id


def check_seen(seen: Seen, rules: Rescreening) -> None:
    """Refuse ids that content does not know. Raises `BadInput` with those that would do."""
    known = {"--by": [one.id for one in rules.clinicians], "--finding": [one.id for one in rules.findings]}
    given = {"--by": seen.by, "--finding": seen.finding}
    faults = tuple(
        f"{name} must be one of {', '.join(known[name])}"
        for name, value in given.items()
        if value not in known[name]
    )
    if faults:
        raise BadInput("It is not clear who looked at it and what they said; nothing was saved.", "", faults)


def _label(kind: str, rules: Rescreening) -> str:
    return next(one.label for one in rules.clinicians if one.id == kind)


def _some_text(text: str) -> str:
    if not text.strip():
        raise ValueError("Please type a few words.")
    return text.strip()


def from_file(
    home: Path | None, path: Path, seen: Seen, *, as_json: bool, save: bool, weekly: bool = False
) -> int:
    """Decide on a file of answers, and keep the result where there is a record and nobody said no.

    A grave result is shown also where it cannot be kept.
    """
    book = open_handbook()
    if seen.is_assessed:
        _check_whole(seen, book, save=save)
    answers = read_answers_file(path)

    def work() -> int:
        if weekly:
            return _weekly_from_file(home, answers, book, as_json=as_json, save=save)
        return _all_from_file(home, read_replies(answers, book), seen, book, as_json=as_json, save=save)

    return shown_though_unsaved(home, work, lambda body: _document(body, book), as_json=as_json)


def _all_from_file(
    home: Path | None, replies: Replies, seen: Seen, book: Handbook, *, as_json: bool, save: bool
) -> int:
    """The decision is made before the record is opened, so that no fault of it can be in the way."""
    output = standard_output()
    body = screened(FULL, replies, book)
    if not (save and find_home(home)[0].is_dir()):
        _show(output, body, OTHER_REGION, book, as_json=as_json)
        return exit_for(body.disposition)
    with grave_with_fault(lambda: body), open_desk(home, create=True, book=book) as desk:
        if seen.is_assessed:
            by = _label(seen.by, book.screening.rescreening)
            desk.keep(Assessed(by, seen.told, seen.by, seen.finding))
        keep_screening(desk, FULL, replies)
        _show_beside(desk, output, body, as_json=as_json)
    return exit_for(body.disposition)


def _show_beside(desk: Desk, output: Output, body: Screened, *, as_json: bool) -> None:
    """A result from a file beside what stands in the record; what is graver comes first."""
    if as_json:
        output.document(_document(body, desk.book) | {"standing": standing_document(desk.standing())})
        return
    _show(output, desk.what_counts(body), desk.region_code(), desk.book, as_json=False)
    if desk.standing().needs_assessment and body.disposition.allows_plan:
        output.say(EARLIER)


def _check_whole(seen: Seen, book: Handbook, *, save: bool) -> None:
    if not (save and seen.by and seen.finding and seen.told):
        raise BadInput(
            "--assessed needs --by, --finding and --told here, and is kept in the record.",
            "Give all of them.",
        )
    check_seen(seen, book.screening.rescreening)


def _weekly_from_file(
    home: Path | None, answers: dict[str, object], book: Handbook, *, as_json: bool, save: bool
) -> int:
    """The weekly questions from a file; the rest stays as it was said before."""
    output = standard_output()
    with signs_shown(answers, book), open_desk(home, book=book) as desk:
        check_review(desk)
        sets = review_sets(desk)
        replies = read_replies(answers, book, known_before(desk, sets))
        body = keep_review(desk, replies, sets) if save else reviewed(desk, replies, sets)
        _show_beside(desk, output, body, as_json=as_json)
        return exit_for(body.disposition)


def read_replies(
    answers: dict[str, object], book: Handbook, known: Replies | None = None
) -> dict[str, Reply]:
    """The replies of a file. Raises `BadInput` with every unknown, mistyped and missing one.

    `known` are replies that need not be given again.
    """
    questions = book.screening.rules.questions
    replies: dict[str, Reply] = {}

    def take(name: str, plain: object) -> None:
        replies[name] = read_reply(questions[name], plain)

    faults = take_each(answers, questions, take)
    faulty = set(answers) - set(replies)
    silent = unanswered({**(known or {}), **replies}, book.screening.rules)
    faults += [f"{name}: not answered" for name in silent if name not in faulty]
    if faults:
        raise BadInput(
            "The answers cannot be used; nothing was decided and nothing was saved.",
            "Correct these lines. All questions: backcoach screen --questions --json",
            tuple(faults),
        )
    return replies


def _show(output: Output, body: Screened, region: str, book: Handbook, *, as_json: bool) -> None:
    if as_json:
        output.document(_document(body, book))
    else:
        show_at_once(output, body, book.region(region), book)


def _document(body: Screened, book: Handbook) -> dict[str, Any]:
    return screened_document(body) | {"patterns": pattern_documents(body, book)}
