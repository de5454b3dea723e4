"""`backcoach review`: looking back at a week, and the next one; `backcoach plan --diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.coach.lighter import ItemChange, LighterBook
from backcoach.coach.person import OwnActivity
from backcoach.coach.values import Answer
from backcoach.coach.week import WeekPlan, WeekSaid
from backcoach.flows.desk import Desk
from backcoach.flows.due_sets import due_sets
from backcoach.flows.errors import BadInput
from backcoach.flows.looking_back import (
    LookedBack,
    days_not_logged,
    is_reviewed,
    keep_said,
    last_change,
    next_after,
    week_to_review,
)
from backcoach.flows.measures import Said, keep_measured, measures_due, read_said
from backcoach.flows.rounds import review_round
from backcoach.share.machine import reason_documents, week_document
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.commands.documents import screened_document
from backcoach.terminal.commands.goal_questions import ask_fit
from backcoach.terminal.commands.measures import ask_measures
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.hooks import REVIEW, Hook
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.rounds import ask_round
from backcoach.terminal.screens.review import review_screen
from backcoach.terminal.session import need_terminal, open_desk
from backcoach.terminal.typed_amounts import read_number
from backcoach.terminal.unsaved import shown_though_unsaved
from backcoach.values import Value, replace

TOP = 10
ENTER = "Enter to pass"


class Line(Value):
    """The options of one command line, as typed; None was not given."""

    easy: str | None = None
    gentle: str | None = None
    overall: int | None = None
    confidence: int | None = None
    own: str | None = None
    barriers: tuple[str, ...] = ()
    swap: tuple[str, ...] = ()
    harder: str | None = None
    measured: Said = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given, so that everything is to be asked."""
        return self == Line()


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Keep what the line says of the week, or ask; then show the next week against it."""
    with Hook(home, REVIEW) as hook:
        return shown_though_unsaved(
            home, lambda: _run(home, line, hook, as_json=as_json), screened_document, as_json=as_json
        )


def _run(home: Path | None, line: Line, hook: Hook, *, as_json: bool) -> int:
    output, is_told = standard_output(), not line.is_empty
    with open_desk(home) as desk:
        week = week_to_review(desk)
        if line.is_empty and not is_reviewed(desk, week):
            need_terminal(
                "backcoach review --easy yes --overall 4", "see backcoach review -h", as_json=as_json
            )
        if output.is_answered and not as_json and due_sets(desk):
            ask_round(review_round(desk), Asker(output), desk)
        if not line.is_empty:
            bodies = read_said(line.measured, desk.book)
            keep_said(desk, week, _said(line, desk))
            keep_measured(desk, bodies)
        elif desk.standing().is_plan_allowed and not is_reviewed(desk, week):
            _ask(desk, week, Asker(output))
            is_told = True
        stands = desk.standing()
        if not stands.is_plan_allowed and stands.screened is not None:
            show_advice(desk, output, desk.what_counts(stands.screened.body), desk.region_code())
            return exit_for(stands.disposition)
        found = next_after(desk, week)
        if is_told:
            hook.give(lambda: review_document(found))
        return _show(found, desk, output, as_json=as_json)


def diff(home: Path | None, *, as_json: bool) -> int:
    """The present week against the one before."""
    with open_desk(home) as desk:
        return _show(last_change(desk), desk, standard_output(), as_json=as_json)


def _show(found: LookedBack, desk: Desk, output: Output, *, as_json: bool) -> int:
    if as_json:
        output.document(review_document(found))
    else:
        output.result(review_screen(found, desk.book))
    return Exit.DONE


def review_document(found: LookedBack) -> dict[str, Any]:
    """Both weeks, and what is different."""
    decided = [one for one in found.after.reasons if one.rule == found.after.outcome]
    return {
        "outcome": found.after.outcome,
        "reasons": reason_documents(decided),
        "before": week_document(found.before),
        "after": week_document(found.after),
        "changes": [_change(one) for one in found.changes],
    }


def _change(one: ItemChange) -> dict[str, Any]:
    return {"id": one.id, "label": one.label, "before": one.before, "after": one.after, "why": list(one.why)}


def _said(line: Line, desk: Desk) -> WeekSaid:
    """What the options say. Raises `BadInput`."""
    try:
        return WeekSaid(
            is_easy=_yes("--easy", line.easy),
            is_gentle=_yes("--gentle", line.gentle),
            overall=line.overall,
            confidence=line.confidence,
            own=_own(line.own, desk),
            barriers=line.barriers,
            swap=line.swap,
            were_gaps_harder=_harder(line.harder),
        )
    except ValueError as error:
        raise BadInput(f"{error}; nothing was saved.", "See: backcoach review -h") from None


def _yes(name: str, text: str | None) -> bool | None:
    if text is None:
        return None
    found = {"yes": True, "y": True, "no": False, "n": False}.get(text.strip().lower())
    if found is None:
        raise ValueError(f"{name} takes yes or no")
    return found


def _harder(text: str | None) -> Answer | None:
    harder = _yes("--harder", text)
    return None if harder is None else Answer.YES if harder else Answer.NO


def _own(text: str | None, desk: Desk) -> tuple[OwnActivity, ...]:
    """A number for each of the person's own activities, in their order."""
    profile = desk.profile()
    names = [one.name for one in profile.own_activities] if profile else []
    if text is None:
        return ()
    numbers = text.replace(",", " ").split()
    if len(numbers) != len(names) or not all(one.isascii() and one.isdigit() for one in numbers):
        raise ValueError(f"--own takes {len(names)} whole numbers from 0 to {TOP}: {', '.join(names)}")
    return tuple(OwnActivity(name, int(one)) for name, one in zip(names, numbers, strict=True))


def _ask(desk: Desk, week: WeekPlan, asker: Asker) -> None:
    """The questions of the look back; every answer is kept at once, and what is passed over stays unknown.

    Before the end of the week only those are asked that the next step hangs on.
    """
    book, said = desk.book.lighter, WeekSaid()

    def keep(**more: Any) -> None:
        nonlocal said
        said = replace(said, **more)
        keep_said(desk, week, said)

    answer = asker.answer(book.question("easy"))
    keep(is_easy=None if answer is Answer.NOT_SURE else answer is Answer.YES)
    if days_not_logged(desk, week):
        keep(were_gaps_harder=asker.answer(book.question("gaps")))
    if desk.moment.today <= week.ends_on:
        keep(is_gentle=_gentle(asker, book))
        return
    texts = [one.text for one in book.degrees]
    keep(overall=book.degrees[asker.choose(book.question("overall"), texts)].points)
    profile, own = desk.profile(), list[OwnActivity]()
    for one in profile.own_activities if profile else ():
        asker.output.question(f"{one.name}: {book.question('own')}")
        score = asker.typed(_whole, ENTER)
        if score is not None:
            own.append(OwnActivity(one.name, score))
            keep(own=tuple(own))
    ask_fit(desk, asker, week)
    asker.output.question(book.question("confidence"))
    keep(confidence=asker.typed(_whole, ENTER))
    ask_measures(desk, asker, measures_due(desk))
    found = asker.several(book.question("barriers"), [one.text for one in book.barriers])
    keep(barriers=tuple(book.barriers[place].id for place in found))
    items = list({item.id: item.label for item in week.items if item.id != "walk"}.items())
    if items:
        found = asker.several(book.question("swap"), [label for _, label in items])
        keep(swap=tuple(items[place][0] for place in found))
    keep(is_gentle=_gentle(asker, book))


def _gentle(asker: Asker, book: LighterBook) -> bool | None:
    answer = asker.answer(book.question("gentle"))
    return None if answer is Answer.NOT_SURE else answer is Answer.YES


def _whole(text: str) -> int | None:
    if not text.strip():
        return None
    number = read_number(text)
    if number != int(number) or not 0 <= number <= TOP:
        raise ValueError(f"Please type a whole number from 0 to {TOP}, or Enter to pass.")
    return int(number)
