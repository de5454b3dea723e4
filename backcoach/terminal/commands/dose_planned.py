"""`backcoach dose next`, `skip`, `undo` and `vomited`: the doses of a plan, and what was recorded last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from backcoach.coach.record import Entry
from backcoach.flows.day_told import check_day
from backcoach.flows.desk import Desk
from backcoach.flows.dose_next import Board, board, skip
from backcoach.flows.errors import BadInput
from backcoach.terminal.exits import exit_for
from backcoach.terminal.hooks import Hook
from backcoach.terminal.output import Output
from backcoach.terminal.plain_line import Row
from backcoach.terminal.screens.dose import (
    board_screen,
    planned_again_screen,
    skipped_screen,
    undone_screen,
    vomited_screen,
)
from backcoach.terminal.typed_days import read_day

if TYPE_CHECKING:
    from backcoach.coach.medicine_record import DoseSkipped
    from backcoach.terminal.commands.dose import Line


def planned(desk: Desk, output: Output, line: Line, hook: Hook, as_json: bool) -> int:  # noqa: FBT001 - as for a dose
    """Do what the first word says."""
    return WORDS[line.word](desk, line, _Teller(output, hook, as_json=as_json))


class _Teller:
    """Tells what came of it: a document where one is wanted, else the screen; a hook hears of changes."""

    def __init__(self, output: Output, hook: Hook, *, as_json: bool) -> None:
        self._output = output
        self._hook = hook
        self._as_json = as_json

    def tell(
        self, desk: Desk, document: Callable[[], dict[str, Any]], rows: Callable[[], Iterable[Row]]
    ) -> int:
        """Tell it; the exit code."""
        stands = desk.standing()
        if self._as_json:
            self._output.document(document())
        else:
            if stands.screened is not None and not stands.disposition.allows_plan:
                from backcoach.terminal.commands.advice import show_action

                show_action(desk, self._output, stands.screened.body, desk.region_code())
            self._output.result(*rows())
        return exit_for(stands.disposition)

    def tell_change(
        self, desk: Desk, document: Callable[[], dict[str, Any]], rows: Callable[[], Iterable[Row]]
    ) -> int:
        """Tell what was recorded, the hook first; the exit code."""
        self._hook.give(document)
        return self.tell(desk, document, rows)


def _next(desk: Desk, _line: Line, teller: _Teller) -> int:
    found = board(desk)
    return teller.tell(desk, partial(_board, "next", found, desk), partial(board_screen, found, desk))


def _vomited(desk: Desk, _line: Line, teller: _Teller) -> int:
    found = board(desk)
    return teller.tell(desk, partial(_board, "vomited", found, desk), partial(vomited_screen, found, desk))


def _board(action: str, found: Board, desk: Desk) -> dict[str, Any]:
    from backcoach.terminal.commands.dose_documents import board_document

    return board_document(action, found, desk)


def _skip(desk: Desk, line: Line, teller: _Teller) -> int:
    from backcoach.terminal.typed_amounts import read_clock_time

    text = line.text.removeprefix("skip").strip().removeprefix("@").strip()
    try:
        clock = read_clock_time(text) if text else None
        day_on = read_day(line.date, desk.moment.today)
    except (ValueError, OverflowError) as error:
        raise BadInput(str(error), "Such as: backcoach dose skip 15:00, or backcoach dose skip") from None
    check_day(desk, day_on)
    one = skip(desk, clock, day_on)

    def document() -> dict[str, Any]:
        from backcoach.terminal.commands.dose_documents import skipped_document

        return skipped_document(one, desk)

    return teller.tell_change(desk, document, partial(skipped_screen, one, desk))


def _undo(desk: Desk, line: Line, teller: _Teller) -> int:
    from backcoach.flows.dose_undo import last_recorded, last_skip, substances_of, undo

    if (left_out := last_skip(desk)) is not None:
        return _undo_skip(desk, left_out, teller)
    parts = last_recorded(desk)
    undo(desk, parts, is_sure=line.is_sure, is_mistake=line.is_mistake)
    is_resting = not desk.standing().is_plan_allowed
    words = f"{substances_of(parts)} at {parts[0].at.astimezone(desk.moment.now.tzinfo):%a %d %b %H:%M}"

    def document() -> dict[str, Any]:
        from backcoach.terminal.commands.dose_documents import document_of

        return document_of("undo", desk, undone=parts)

    return teller.tell_change(desk, document, partial(undone_screen, words, desk, is_resting=is_resting))


def _undo_skip(desk: Desk, left_out: Entry[DoseSkipped], teller: _Teller) -> int:
    from backcoach.flows.dose_undo import undo_skip

    planned_at = undo_skip(desk, left_out)

    def document() -> dict[str, Any]:
        from backcoach.terminal.commands.dose_documents import skip_undone_document

        return skip_undone_document(desk)

    return teller.tell_change(desk, document, partial(planned_again_screen, planned_at, desk))


WORDS: Mapping[str, Callable[[Desk, Line, _Teller], int]] = {
    "next": _next,
    "skip": _skip,
    "undo": _undo,
    "vomited": _vomited,
}
