"""`backcoach flare` and `backcoach pause`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.flare import (
    FlareView,
    declare,
    flare_view,
    half_of,
    may_declare,
    pause,
    repeat,
    resume,
    take_half,
)
from backcoach.flows.lighter import pause_now
from backcoach.flows.rounds import Round
from backcoach.share.machine import item_document
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.commands.documents import screened_document
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.rounds import ask_round
from backcoach.terminal.screens.flare import flare_screen, half_screen, paused_screen, resumed_screen
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed_days import read_day_ahead
from backcoach.terminal.unsaved import shown_though_unsaved


def run(home: Path | None, *, is_half: bool, is_again: bool, is_show: bool, as_json: bool) -> int:
    """Tell of a flare-up, of a bad day, or of a step to take once more; or show how it stands."""
    return shown_though_unsaved(
        home,
        lambda: _run(home, is_half=is_half, is_again=is_again, is_show=is_show, as_json=as_json),
        screened_document,
        as_json=as_json,
    )


def _run(home: Path | None, *, is_half: bool, is_again: bool, is_show: bool, as_json: bool) -> int:
    output = standard_output()
    with open_desk(home) as desk:
        if is_half:
            take_half(desk)
        elif is_again:
            repeat(desk)
        elif not is_show and may_declare(desk) and desk.standing().disposition.allows_plan:
            declare(desk)
        if not as_json and not is_half and output.is_conversation:
            _ask_safety(desk, output)
        stands = desk.standing()
        if as_json:
            output.document(flare_document(desk, is_half=is_half))
        elif stands.screened is not None and not stands.disposition.allows_plan:
            show_advice(desk, output, desk.what_counts(stands.screened.body), desk.region_code())
        elif is_half:
            output.result(half_screen(half_of(desk), desk.book))
        else:
            output.result(flare_screen(flare_view(desk), desk, is_resting=not stands.is_plan_allowed))
        return exit_for(stands.disposition)


def _ask_safety(desk: Desk, output: Output) -> None:
    """All safety questions, as long as they are due."""
    stands = desk.standing()
    if stands.is_stale and not stands.needs_assessment:
        output.say(desk.book.lighter.flare[0].text, style="bold cyan")
        ask_round(Round(desk), Asker(output), desk)


def flare_document(desk: Desk, *, is_half: bool) -> dict[str, Any]:
    """How a flare-up stands; while the plan rests, without amounts."""
    stands = desk.standing()
    found: FlareView = flare_view(desk)
    flare = found.flare
    items = (half_of(desk) if is_half else found.items) if stands.is_plan_allowed else ()
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "screening_due": list(stands.because),
        "flare": None
        if flare is None
        else {
            "started_on": flare.started_on.isoformat(),
            "is_declared": flare.is_declared,
            "day": flare.days[-1].number,
            "percent": flare.days[-1].percent,
            "ahead": [{"day": day.isoformat(), "percent": percent} for day, percent in found.ahead],
        },
        "is_half_day": is_half,
        "items": [item_document(item) for item in items],
        "lines": [line.text for line in found.lines],
    }


def run_pause(home: Path | None, why: str, until: str, *, is_end: bool, as_json: bool) -> int:
    """Let the plan wait, let it go on, or say how it stands."""
    output = standard_output()
    with open_desk(home) as desk:
        if is_end:
            resume(desk)
        elif why:
            pause(desk, why, _until(until, desk))
        elif until:
            raise BadInput("Say why as well; nothing was saved.", "Such as: backcoach pause --for holiday")
        now = pause_now(desk)
        if as_json:
            output.document(
                {
                    "paused_from": now.from_on.isoformat() if now else None,
                    "until": now.until_on.isoformat() if now and now.until_on else None,
                    "why": now.why if now else None,
                    "lines": [line.text for line in desk.book.lighter.paused] if now else [],
                }
            )
        else:
            is_resting = not desk.standing().is_plan_allowed
            resumed = resumed_screen(is_end=is_end, is_resting=is_resting)
            output.result(paused_screen(now, desk.book) if now else resumed)
    return Exit.DONE


def _until(text: str, desk: Desk) -> date | None:
    if not text:
        return None
    try:
        return read_day_ahead(text, desk.moment.today)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"--until: {error}; nothing was saved.", "Such as: --until 2026-12-24") from None
