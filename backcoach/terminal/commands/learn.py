"""`backcoach learn`: the page of today, any page by its name, and what is not to be offered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.coach.lessons import Page
from backcoach.coach.withholding import Outcome
from backcoach.flows.contacts import whom_to_call
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.lessons import (
    Listed,
    Offer,
    find_page,
    is_closed,
    keep_offered,
    keep_opened,
    left_of,
    listed,
    mute,
    offer,
    refuse_closed,
)
from backcoach.flows.withheld import advice_now
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import NothingStarted
from backcoach.share.lessons import kind_of, page_document
from backcoach.share.machine import reason_documents
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.advice import reminder
from backcoach.terminal.screens.learn import (
    FIRST,
    NOBODY,
    list_screen,
    muted_line,
    none_screen,
    page_screen,
    summary_screen,
    today_screen,
)
from backcoach.terminal.session import open_desk
from backcoach.values import Value


class Wish(Value):
    """What was asked for: a page, the list, or something to mute or unmute; nothing means today's page."""

    name: str = ""
    is_list: bool = False
    mute: str = ""
    unmute: str = ""


class Answer(Value):
    """What is shown: a page, whether it is the offer of today, and what there is beside it."""

    pages: tuple[Listed, ...]
    page: Page | None = None
    left: Outcome | None = None
    offered: Offer | None = None
    is_today: bool = False
    is_recorded: bool = False


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Show what was asked for; without a record only what there is to read."""
    if sum(map(bool, (wish.name, wish.is_list, wish.mute, wish.unmute))) > 1:
        raise BadInput("Give one page, --list, --mute or --unmute.", "See: backcoach learn -h")
    output, book = standard_output(), open_handbook()
    if wish.mute or wish.unmute:
        return _mute(home, wish, output, book, as_json=as_json)
    try:
        with open_desk(home, book=book) as desk:
            return _with_record(desk, wish, output, as_json=as_json)
    except NothingStarted:
        return _as_reader(wish, output, book, as_json=as_json)


def _mute(home: Path | None, wish: Wish, output: Output, book: Handbook, *, as_json: bool) -> int:
    with open_desk(home, book=book) as desk:
        topic = mute(desk, wish.mute or wish.unmute, is_muted=bool(wish.mute))
        if as_json:
            output.document(learn_document(Answer(listed(book, desk), offered=offer(desk)), desk))
        else:
            output.result(muted_line(topic, is_muted=bool(wish.mute)))
    return Exit.DONE


def _as_reader(wish: Wish, output: Output, book: Handbook, *, as_json: bool) -> int:
    """Somebody without a record reads whatever they like; nothing is picked and nothing is kept."""
    answer = Answer(listed(book), find_page(wish.name, book) if wish.name else None)
    if as_json:
        output.document(learn_document(answer))
    elif answer.page is not None:
        output.result(page_screen(answer.page, None, book))
    else:
        output.result((list_screen if wish.is_list else summary_screen)(answer.pages, book))
    if not as_json:
        output.say(FIRST if answer.page else NOBODY)
    return Exit.DONE


def _with_record(desk: Desk, wish: Wish, output: Output, *, as_json: bool) -> int:
    stands = desk.standing()
    is_grave = stands.screened is not None and not stands.disposition.allows_plan
    answer = _answer(desk, wish, is_grave=is_grave)
    if as_json:
        output.document(learn_document(answer, desk))
    elif is_grave and answer.page is None and stands.screened is not None:
        show_advice(desk, output, stands.screened.body, desk.region_code())
    else:
        if is_grave:
            _remind(desk, output)
        _show(answer, wish, output, desk.book)
    return exit_for(stands.disposition)


def _answer(desk: Desk, wish: Wish, *, is_grave: bool) -> Answer:
    """What to show; on return it is on the disk that it was shown."""
    if wish.name:
        page = find_page(wish.name, desk.book)
        left = left_of(page, desk)
        if is_grave and is_closed(left):
            return Answer(listed(desk.book, desk))
        refuse_closed(left)
        keep_opened(desk, page)
        return Answer(listed(desk.book, desk), page, left, is_recorded=True)
    offered = None if wish.is_list or is_grave else offer(desk)
    if offered is None or offered.decision.value is None:
        return Answer(listed(desk.book, desk), offered=offered)
    keep_offered(desk, offered.decision)
    page = offered.decision.value
    return Answer(listed(desk.book, desk), page, None, offered, is_today=True, is_recorded=True)


def _remind(desk: Desk, output: Output) -> None:
    """The action that stands, above a page that may be read meanwhile."""
    body = desk.rests_because()
    if body is not None:
        place = desk.book.region(desk.region_code())
        shown = advice_now(desk, body, place)
        output.result(*reminder(shown, whom_to_call(shown, place, desk.book, desk.moment.today)))


def _show(answer: Answer, wish: Wish, output: Output, book: Handbook) -> None:
    offered = answer.offered
    if answer.page is not None:
        output.result(page_screen(answer.page, answer.left, book))
        if offered is not None:
            output.result(today_screen(offered.decision.reasons, offered.next_on, book))
    elif wish.is_list:
        output.result(list_screen(answer.pages, book))
    elif offered is not None:
        output.result(none_screen(offered.decision.reasons, offered.next_on, answer.pages, book))
    else:
        output.result(summary_screen(answer.pages, book))


def learn_document(answer: Answer, desk: Desk | None = None) -> dict[str, Any]:
    """What is shown as a document; without a record nothing is known of any safety answers."""
    stands = desk.standing() if desk else None
    disposition = stands.disposition if stands and stands.screened else None
    offered = answer.offered
    return {
        "disposition": disposition.urgency if disposition else None,
        "within_days": disposition.within_days if disposition else None,
        "plan_allowed": stands.is_plan_allowed if stands else False,
        "page": page_document(answer.page, answer.left) if answer.page else None,
        "is_today": answer.is_today,
        "is_recorded": answer.is_recorded,
        "reasons": reason_documents(offered.decision.reasons) if offered else [],
        "next_on": offered.next_on.isoformat() if offered and offered.next_on else None,
        "pages": [_listed_document(one) for one in answer.pages],
    }


def _listed_document(one: Listed) -> dict[str, Any]:
    return {
        "id": one.page.id,
        "kind": kind_of(one.page),
        "title": one.page.title,
        "state": one.state.value,
        "verdict": one.left.verdict.value if one.left else None,
    }
