"""`backcoach options`: what may be done, waiting too, side by side, and one's own choice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from backcoach.coach.option_choice import Fitted, Matter
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.options import (
    NOTHING,
    Offered,
    choose,
    chosen,
    compared,
    find_option,
    offered,
    read_matters,
    take_back,
)
from backcoach.share.machine import reason_documents
from backcoach.share.options import choice_document, option_document
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.options import (
    closed_screen,
    compare_screen,
    kept_screen,
    list_screen,
    option_screen,
)
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed_days import read_day_ahead
from backcoach.values import Value

TAKEN_BACK = "Noted: nothing is chosen."


class Wish(Value):
    """What was typed: names, whether to compare them, what matters, and what to keep with which day."""

    names: tuple[str, ...] = ()
    is_compared: bool = False
    matters: str = ""
    choose: str = ""
    look_again: str = ""

    def __post_init__(self) -> None:
        if self.is_compared and not self.names:
            raise BadInput("Name what to compare.", "Such as: backcoach options --compare heat walking")
        if self.choose and self.names:
            raise BadInput("Choose one option by itself.", "Such as: backcoach options --choose walking")
        if self.look_again and self.choose.lower() in ("", NOTHING):
            raise BadInput("--look-again goes with --choose NAME; nothing was saved.")


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Show the options, one, or some side by side; or keep a choice."""
    output = standard_output()
    matters = read_matters(wish.matters) if wish.matters else ()
    with open_desk(home) as desk:
        now = offered(desk, matters)
        stands = desk.standing()
        if wish.choose.lower() == NOTHING:
            take_back(desk)
        shown = _shown(wish, now) if now.pain else ()
        if wish.choose and wish.choose.lower() != NOTHING and now.pain:
            choose(desk, wish.choose, _day(wish.look_again, desk), matters)
        if as_json:
            output.document(options_document(desk, now, shown, matters))
        elif not stands.disposition.allows_plan and stands.screened is not None:
            show_advice(desk, output, stands.screened.body, desk.region_code())
        elif now.pain is None:
            output.result(closed_screen(now.because))
        else:
            _show(desk, output, wish, now, shown, matters)
    is_shut = now.pain is None and stands.is_stale
    return exit_for(stands.disposition) or (Exit.REFUSED if is_shut else Exit.DONE)


def _shown(wish: Wish, now: Offered) -> tuple[Fitted, ...]:
    """What is asked for: some side by side, one by its name, or all."""
    if wish.is_compared:
        return compared(wish.names, now.options)
    if wish.names:
        return (find_option(" ".join(wish.names), now.options),)
    return now.options


def _day(text: str, desk: Desk) -> Any:
    """The day to look again, if one was typed. Raises `BadInput`."""
    if not text:
        return None
    try:
        return read_day_ahead(text, desk.moment.today)
    except ValueError as error:
        raise BadInput(f"--look-again: {error}; nothing was saved.") from None


def _show(
    desk: Desk,
    output: Output,
    wish: Wish,
    now: Offered,
    shown: tuple[Fitted, ...],
    matters: tuple[Matter, ...],
) -> None:
    choice = chosen(desk, now)
    if wish.choose:
        output.result(kept_screen(choice) if choice else Text(TAKEN_BACK))
    elif wish.is_compared:
        output.result(compare_screen(shown, matters, output.results.width, desk.book))
    elif wish.names:
        output.result(option_screen(shown[0], desk.book))
    elif now.pain is not None:
        output.result(list_screen(shown, now.pain, matters, choice, desk.book))


def options_document(
    desk: Desk, now: Offered, shown: tuple[Fitted, ...], matters: tuple[Matter, ...]
) -> dict[str, Any]:
    """What is shown, in its order, with what stands and what is chosen."""
    stands = desk.standing()
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "because": reason_documents(now.because),
        "pain": [one.value for one in now.pain.may_be] if now.pain else [],
        "sure": [one.value for one in now.pain.is_sure] if now.pain else [],
        "matters": [one.value for one in matters],
        "status": "draft" if desk.book.options.is_draft else "checked",
        "choice": choice_document(chosen(desk, now)),
        "options": [option_document(one) for one in shown],
    }
