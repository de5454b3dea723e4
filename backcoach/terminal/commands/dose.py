"""`backcoach dose`: asked before the tablet, told after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backcoach.coach.missed import SKIP_UNDONE
from backcoach.coach.record import Entry, Screened
from backcoach.coach.values import Answer
from backcoach.flows.daily import daily_check
from backcoach.flows.desk import OTHER_REGION, Desk
from backcoach.flows.dose import (
    Order,
    Told,
    ask,
    check_order,
    close_medicine,
    record_taken,
    refuse,
    take,
    too_much_alone,
    was_no_purpose,
)
from backcoach.flows.dose_next import board, skip
from backcoach.flows.errors import BadInput
from backcoach.flows.log import check_day, keep_overdose
from backcoach.flows.swallowed import CALL, understood
from backcoach.flows.unsaved import carry
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import JournalError
from backcoach.share.machine import reason_documents
from backcoach.terminal.commands.dose_documents import (
    board_document,
    checked_document,
    document_of,
    skipped_document,
    told_document,
    unsaved_dose_document,
)
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.hooks import DOSE, Hook
from backcoach.terminal.orders import read_order
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.dose import (
    ON_PURPOSE,
    RESTS,
    SAFETY_DUE,
    board_screen,
    checked_screen,
    closed_screen,
    planned_again_screen,
    skipped_screen,
    undone_screen,
    vomited_screen,
)
from backcoach.terminal.screens.dosed import dose_lines, uncounted_lines
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed import read_amounts, read_clock_time
from backcoach.terminal.typed_days import is_today, read_day
from backcoach.terminal.unsaved import shown_though_unsaved
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.medicine_record import DoseSkipped

TIMELESS = ("next", "undo", "vomited")


class Line(Value):
    """The options of one command line, as typed."""

    words: tuple[str, ...]
    date: str = "today"
    is_check: bool = False
    is_taken: bool = False
    is_clear: bool = False
    is_on_purpose: bool = False
    is_sure: bool = False
    is_mistake: bool = False
    at: str | None = None

    @property
    def text(self) -> str:
        """What was named, with the time of `--at` as if it stood behind it."""
        words = " ".join(self.words).strip()
        return words if self.at is None else f"{words} @ {self.at}"


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Do what the first word says; any other word begins what is or was swallowed."""
    word = line.text.partition(" ")[0]
    work = {"next": _next, "skip": _skip, "undo": _undo, "vomited": _vomited}.get(word)
    if line.at is not None and word in TIMELESS:
        raise BadInput(f"dose {word} takes no --at.", "Another time of a dose: backcoach edit ID --at 14:30")
    if word in TIMELESS and not is_today(line.date):
        raise BadInput(f"dose {word} takes no --date.", "Another day of a dose: backcoach edit ID --date mon")

    def opened() -> int:
        output, book = standard_output(), open_handbook()
        try:
            with open_desk(home, book=book) as desk:
                return (work or _dose)(desk, output, line, hook, as_json)
        except JournalError as fault:
            carry(None if work else _alone(line, book), fault)
            raise

    with Hook(home, DOSE) as hook:
        return shown_though_unsaved(home, opened, unsaved_dose_document, as_json=as_json)


def _dose(desk: Desk, output: Output, line: Line, hook: Hook, as_json: bool) -> int:  # noqa: FBT001 - all of them alike
    if line.is_on_purpose and not line.words:
        return _closed(desk, output, None, Told((), keep_overdose(desk)), hook, as_json=as_json)
    order = _order(desk, line)
    check_order(desk, order)
    if line.is_check:
        return _check(desk, output, order, as_json=as_json)
    is_swallowed = line.is_taken or line.is_on_purpose
    told = record_taken(desk, order) if is_swallowed else take(desk, order, is_clear=line.is_clear)
    if line.is_on_purpose:
        told = told if told.screened else Told(told.results, keep_overdose(desk))
        return _closed(desk, output, order, told, hook, as_json=as_json)
    if told.results:
        hook.give(lambda: told_document(order, told, desk))
    if as_json:
        output.document(told_document(order, told, desk))
        return exit_for(desk.standing().disposition)
    _show(desk, output, order, told)
    if told.is_too_much and output.is_conversation:
        _ask_purpose(desk, output)
    return exit_for(desk.standing().disposition)


def _alone(line: Line, book: Handbook) -> Screened | None:
    """What is said of too much that is swallowed, where the record cannot be used."""
    if not (line.is_taken or line.is_on_purpose):
        return None
    try:
        parts = [understood(one, OTHER_REGION, book) for one in read_amounts(line.text)[0]]
    except (ValueError, BadInput):
        parts = []
    return too_much_alone(parts, book, is_on_purpose=line.is_on_purpose)


def _order(desk: Desk, line: Line) -> Order:
    """What the line names. Raises `BadInput`."""
    try:
        day_on = read_day(line.date, desk.moment.today)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            f"{str(error).rstrip('.')}. Nothing was recorded.", f"Help: backcoach dose -h. {CALL}"
        ) from None
    return read_order(line.text, desk, day_on)


def _check(desk: Desk, output: Output, order: Order, *, as_json: bool) -> int:
    """Ask the guard and record nothing. With `--json` a refusal has a document too."""
    answers = ask(desk, order)
    if as_json:
        output.document(checked_document(order, answers, desk))
    refuse(answers)
    if not as_json:
        output.result(*checked_screen(answers, order.not_counted))
    return Exit.DONE


def _show(desk: Desk, output: Output, order: Order, told: Told) -> None:
    from backcoach.terminal.commands.advice import show_advice

    stands = desk.standing()
    if not stands.disposition.allows_plan and stands.screened and (told.screened is not None):
        show_advice(desk, output, desk.what_counts(told.screened), desk.region_code())
    for result in told.results:
        for text, style in dose_lines(result, desk.book, desk.region_code(), desk.moment):
            output.line(text, style)
    for text, style in uncounted_lines(order.not_counted):
        output.line(text, style)
    if not stands.is_plan_allowed:
        output.line(RESTS, "bold yellow")
    elif daily_check(desk).is_due:
        output.line(SAFETY_DUE)


def _ask_purpose(desk: Desk, output: Output) -> None:
    """Ask after too much whether it was on purpose. Until the answer is no, it counts as yes.

    So who leaves here is told whom to call, and the emergency keeps its exit code.
    """
    from backcoach.terminal.ask import Asker

    closed_id = close_medicine(desk)
    try:
        answer = Asker(output).answer(ON_PURPOSE)
    except KeyboardInterrupt:
        output.say()
        output.result(*closed_screen(desk))
        if exit_for(desk.standing().disposition) is Exit.DONE:
            raise
        return
    if answer is Answer.NO:
        was_no_purpose(desk, closed_id)
    else:
        output.result(*closed_screen(desk))


def _closed(desk: Desk, output: Output, order: Order | None, told: Told, hook: Hook, *, as_json: bool) -> int:
    close_medicine(desk)
    document = told_document(order, told, desk, is_on_purpose=True)
    if told.results:
        hook.give(lambda: document)
    if as_json:
        output.document(document)
    else:
        output.result(*closed_screen(desk))
        for result in told.results:
            for text, style in dose_lines(result, desk.book, desk.region_code(), desk.moment):
                output.line(text, style)
    return exit_for(desk.standing().disposition)


def _next(desk: Desk, output: Output, _line: Line, _hook: Hook, as_json: bool) -> int:  # noqa: FBT001 - all of them alike
    found = board(desk)
    _say(
        output,
        board_document("next", found, desk),
        lambda: output.result(*board_screen(found, desk)),
        as_json,
    )
    return exit_for(desk.standing().disposition)


def _skip(desk: Desk, output: Output, line: Line, hook: Hook, as_json: bool) -> int:  # noqa: FBT001 - all of them alike
    text = line.text.removeprefix("skip").strip().removeprefix("@").strip()
    try:
        clock = read_clock_time(text) if text else None
        day_on = read_day(line.date, desk.moment.today)
    except (ValueError, OverflowError) as error:
        raise BadInput(str(error), "Such as: backcoach dose skip 15:00, or backcoach dose skip") from None
    check_day(desk, day_on)
    one = skip(desk, clock, day_on)
    document = skipped_document(one, desk)
    hook.give(lambda: document)
    _say(output, document, lambda: output.result(*skipped_screen(one, desk)), as_json)
    return exit_for(desk.standing().disposition)


def _undo(desk: Desk, output: Output, line: Line, hook: Hook, as_json: bool) -> int:  # noqa: FBT001 - all of them alike
    from backcoach.flows.dose_undo import last_recorded, last_skip, substances_of, undo

    if (left_out := last_skip(desk)) is not None:
        return _undo_skip(desk, output, left_out, hook, as_json=as_json)
    parts = last_recorded(desk)
    undo(desk, parts, is_sure=line.is_sure, is_mistake=line.is_mistake)
    is_resting = not desk.standing().is_plan_allowed
    words = f"{substances_of(parts)} at {parts[0].at.astimezone(desk.moment.now.tzinfo):%a %d %b %H:%M}"
    document = document_of("undo", desk, undone=parts)
    hook.give(lambda: document)
    _say(
        output,
        document,
        lambda: output.result(*undone_screen(words, desk, is_resting=is_resting)),
        as_json,
    )
    return exit_for(desk.standing().disposition)


def _undo_skip(desk: Desk, output: Output, left_out: Entry[DoseSkipped], hook: Hook, *, as_json: bool) -> int:
    from backcoach.flows.dose_undo import undo_skip

    planned_at = undo_skip(desk, left_out)
    document = document_of("undo", desk, reasons=reason_documents([desk.book.medicine.reason(SKIP_UNDONE)]))
    hook.give(lambda: document)
    _say(output, document, lambda: output.result(*planned_again_screen(planned_at, desk)), as_json)
    return exit_for(desk.standing().disposition)


def _vomited(desk: Desk, output: Output, _line: Line, _hook: Hook, as_json: bool) -> int:  # noqa: FBT001 - all of them alike
    found = board(desk)
    _say(
        output,
        board_document("vomited", found, desk),
        lambda: output.result(*vomited_screen(found, desk)),
        as_json,
    )
    return exit_for(desk.standing().disposition)


def _say(output: Output, document: dict[str, Any], show: Callable[[], None], as_json: bool) -> None:  # noqa: FBT001 - passed on
    if as_json:
        output.document(document)
    else:
        show()
