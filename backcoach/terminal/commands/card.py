"""`backcoach screen --card`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.coach.regions import Contact
from backcoach.flows.card import Card, card
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.journal.faults import NothingStarted
from backcoach.share.machine import local_text
from backcoach.terminal.exits import exit_for
from backcoach.terminal.files import write_new_file
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.advice import TODAY_HEAD
from backcoach.terminal.screens.card import card_text
from backcoach.terminal.session import open_desk


def run(home: Path | None, path: Path | None, *, is_card: bool, as_json: bool) -> int:
    """Print the card of what stands, or write it into a new file."""
    if not is_card:
        raise BadInput("--output belongs to --card.", "Use: backcoach screen --card --output FILE")
    if as_json and path is not None:
        raise BadInput("--output writes the printed card, and --json prints a document.", "Use one of them.")
    output = standard_output()
    try:
        with open_desk(home) as desk:
            made = card(desk)
    except NothingStarted:
        raise NotStarted(
            "There is no screening to make a card from yet.", "Begin with: backcoach start"
        ) from None
    if as_json:
        output.document(card_document(made))
    elif path is None:
        output.written(card_text(made))
    else:
        write_new_file(path, card_text(made))
        output.say(f"The card is in {path}. Only you can read it.")
    return exit_for(made.advice.disposition)


def card_document(made: Card) -> dict[str, Any]:
    """The card as a document."""
    first, *others = made.advice.messages
    disposition = made.advice.disposition
    return {
        "disposition": disposition.urgency,
        "within_days": disposition.within_days,
        "made_at": local_text(made.made_at, made.made_at.tzinfo),
        "answered_at": local_text(made.answered_at, made.made_at.tzinfo),
        "is_stale": bool(made.stale),
        "needs_assessment": made.needs_assessment,
        "is_draft": made.advice.is_draft,
        "headline": first.headline,
        "also": [one.headline for one in others],
        "no_plan": [reason.why for reason in made.advice.plan_reasons],
        "steps": list(first.do),
        "contacts": [_contact(one) for one in made.calls.every],
        "say": first.say,
        "drive": first.drive,
        "take_along": list(first.take_along),
        "worse": list(first.worse),
        "today_head": first.today_head or TODAY_HEAD if first.today else None,
        "today": list(first.today),
        "yes": list(made.yes),
        "not_sure": list(made.not_sure),
        "medicine": {"name": made.medicine.name, "dose_mg": made.medicine.dose_mg} if made.medicine else None,
    }


def _contact(one: Contact) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "label": one.label,
        "number": one.number,
        "note": one.note,
        "checked_on": one.read_on.isoformat(),
        "seen": one.seen.name.lower(),
    }
