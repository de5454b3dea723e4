"""`backcoach dose` of something that is or was swallowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.coach.record import Screened
from backcoach.coach.values import Answer
from backcoach.flows.desk import OTHER_REGION, Desk
from backcoach.flows.dose import (
    Order,
    Told,
    ask,
    check_order,
    close_medicine,
    record_on_purpose,
    record_taken,
    refuse,
    take,
    too_much_alone,
    was_no_purpose,
)
from backcoach.flows.errors import BadInput
from backcoach.flows.swallowed import CALL, understood
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.hooks import Hook
from backcoach.terminal.orders import read_order
from backcoach.terminal.output import Output
from backcoach.terminal.screens.dose import ON_PURPOSE, RESTS, SAFETY_DUE, checked_screen, closed_screen
from backcoach.terminal.typed_amounts import read_amounts
from backcoach.terminal.typed_days import read_day

if TYPE_CHECKING:
    from backcoach.terminal.commands.dose import Line


def dose(desk: Desk, output: Output, line: Line, hook: Hook, as_json: bool) -> int:  # noqa: FBT001 - as what is planned
    """Record what is or was swallowed, or ask the guard."""
    order = None
    if line.words or not line.is_on_purpose:
        order = _order(desk, line)
        check_order(desk, order)
        if line.is_check:
            return _check(desk, output, order, as_json=as_json)
    if order is None or line.is_on_purpose:
        return _on_purpose(desk, output, order, hook, as_json=as_json)
    told = record_taken(desk, order) if line.is_taken else take(desk, order, is_clear=line.is_clear)
    return _recorded(desk, output, order, told, hook, as_json=as_json)


def _recorded(desk: Desk, output: Output, order: Order, told: Told, hook: Hook, *, as_json: bool) -> int:
    from backcoach.terminal.commands.dose_documents import told_document

    if told.results:
        hook.give(lambda: told_document(order, told, desk))
    if as_json:
        output.document(told_document(order, told, desk))
        return exit_for(desk.standing().disposition)
    _show(desk, output, order, told)
    if told.is_too_much and output.is_conversation:
        _ask_purpose(desk, output)
    return exit_for(desk.standing().disposition)


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
        from backcoach.terminal.commands.dose_documents import checked_document

        output.document(checked_document(order, answers, desk))
    refuse(answers)
    if not as_json:
        output.result(*checked_screen(answers, order.not_counted))
    return Exit.DONE


def _show(desk: Desk, output: Output, order: Order, told: Told) -> None:
    from backcoach.flows.daily import daily_check
    from backcoach.terminal.commands.advice import show_advice
    from backcoach.terminal.screens.dosed import dose_lines, uncounted_lines

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


def _on_purpose(desk: Desk, output: Output, order: Order | None, hook: Hook, *, as_json: bool) -> int:
    """Record what was named, close the medicine part, and say whom to call."""
    from backcoach.terminal.commands.dose_documents import told_document
    from backcoach.terminal.screens.dosed import dose_lines

    told = record_on_purpose(desk, order)
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


def alone(line: Line, book: Handbook) -> Screened | None:
    """What is said of too much that is swallowed, where the record cannot be used."""
    try:
        parts = [understood(one, OTHER_REGION, book) for one in read_amounts(line.text)[0]]
    except (ValueError, BadInput):
        parts = []
    return too_much_alone(parts, book, is_on_purpose=line.is_on_purpose)
