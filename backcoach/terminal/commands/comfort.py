"""`backcoach comfort`: what may ease pain without pills."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from backcoach.flows.comfort import choose, chosen, comforts, find_comfort
from backcoach.flows.desk import Desk
from backcoach.share.machine import reason_documents
from backcoach.terminal.exits import exit_for
from backcoach.terminal.output import standard_output
from backcoach.terminal.session import open_desk

if TYPE_CHECKING:
    from backcoach.coach.without_pills import Fitting


def run(home: Path | None, ids: tuple[str, ...], about: str, *, as_json: bool) -> int:
    """Show what fits, tell about one thing, or keep what is to be in the plan."""
    from backcoach.terminal.commands.advice import show_advice
    from backcoach.terminal.screens.comfort import about_screen, kept_screen, list_screen

    output = standard_output()
    with open_desk(home) as desk:
        stands = desk.standing()
        found = comforts(desk)
        told = find_comfort(about, found) if about else None
        kept = choose(desk, ids) if ids else chosen(desk)
        if as_json:
            output.document(comfort_document((told,) if told else found, kept, desk))
        elif not stands.disposition.allows_plan and stands.screened is not None:
            show_advice(desk, output, stands.screened.body, desk.region_code())
        elif told is not None:
            output.result(about_screen(told, desk.region_code(), desk.book))
        elif ids:
            output.result(kept_screen(kept))
        else:
            output.result(list_screen(found, frozenset(one.thing.id for one in kept), desk.book))
    return exit_for(stands.disposition)


def comfort_document(found: tuple[Fitting, ...], kept: tuple[Fitting, ...], desk: Desk) -> dict[str, Any]:
    """What fits, with why, and what was chosen."""
    stands, region = desk.standing(), desk.region_code()
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "chosen": [one.thing.id for one in kept],
        "things": [_thing(one, region) for one in found],
    }


def _thing(one: Fitting, region: str) -> dict[str, Any]:
    thing = one.thing
    return {
        "id": thing.id,
        "name": thing.name,
        "fit": one.fit.value,
        "brief": thing.brief,
        "evidence": thing.evidence,
        "how": list(thing.how),
        "stop": thing.stop,
        "region_note": thing.note_in(region) or None,
        "reasons": reason_documents(one.reasons),
        "open": [
            {"id": limit.id, "words": limit.words, "verdict": limit.verdict.value} for limit in one.still_open
        ],
        "sources": list(thing.sources),
    }
