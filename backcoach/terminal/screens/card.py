"""The card as plain text, for paper: at most 78 columns and one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from backcoach.coach.regions import Contact
from backcoach.flows.card import Card
from backcoach.flows.contacts import has_number
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.advice import TODAY_HEAD, age_text, checked_text
from backcoach.terminal.words import date_text, together

WIDTH = 78
PAGE_ROWS = 60
NO_BREAK = "\N{NO-BREAK SPACE}"
LEAST_ROWS = 2
"""A paragraph that is cut to fit the page keeps at least this many rows."""

MADE_BY = "Made by a program, not reviewed by a clinician. It is no diagnosis."
CHECKED_BY = "Made by a program. It is no diagnosis."
IN_RECORD = "and more, kept in the record"


def card_text(card: Card) -> str:
    """The whole card, ending with a line feed. Where it would not fit one page, the answers are cut short."""
    head, tail = _head(card), _tail(card)
    room = PAGE_ROWS - len(head) - len(tail)
    said = _said(card, max(room, 2 * (LEAST_ROWS + 1)))
    return "".join(f"{visible(line)}\n".replace(" \n", "\n") for line in (*head, *said, *tail))


def _head(card: Card) -> list[str]:
    first, *others = card.advice.messages
    answered, made = (f"{date_text(at.date())}, {at:%H:%M}" for at in (card.answered_at, card.made_at))
    action = _paragraph("", first.headline)
    return [
        *_paragraph("CAREFUL: ", card.stale),
        "BACKCOACH: ANSWERS ABOUT BACK PAIN",
        f"Answers of {answered}. Card made {made}.",
        "",
        *action,
        "=" * max(map(len, action)),
        *(row for other in others for row in _paragraph("Also: ", other.headline)),
        *_no_plan(card),
        *_list(first.do),
        "",
        "Whom to call:",
        *_list(_contact(one, card) for one in card.calls.first),
        *([age_text(card.calls)] if card.calls.has_old else []),
        *_paragraph("Say: ", f'"{first.say}"' if first.say else ""),
        *_paragraph("", first.drive or ""),
        *_paragraph("Take along: ", "; ".join(first.take_along)),
    ]


def _no_plan(card: Card) -> Iterator[str]:
    for reason in card.advice.plan_reasons:
        yield from _paragraph("", f"No plan is made: {reason.why}")


def _said(card: Card, room: int) -> list[str]:
    """The person's own answers, yes before not sure, in at most `room` rows."""
    unsure = _rows("", "; ".join(card.not_sure) or "nothing")
    kept = min(len(unsure), LEAST_ROWS)
    yes = _cut(_rows("", "; ".join(card.yes) or "nothing"), room - 4 - kept)
    return ["", "I said yes to:", *yes, "I was not sure about:", *_cut(unsure, room - 4 - len(yes))]


def _cut(rows: list[str], room: int) -> list[str]:
    if len(rows) <= room:
        return rows
    return [*rows[: max(room, LEAST_ROWS) - 1], f"  {IN_RECORD}"]


def _tail(card: Card) -> list[str]:
    first = card.advice.messages[0]
    is_emergency = first.level == "emergency_now"
    head = "More urgent with: " if is_emergency else f"Emergency, call {card.calls.emergency}, with: "
    course = card.medicine
    return [
        "",
        *_paragraph(
            "Medicine course now: ", f"{course.name}, {course.dose_mg} mg for one dose" if course else ""
        ),
        "",
        *_paragraph(head, "; ".join(first.worse)),
        *_paragraph(f"{first.today_head or TODAY_HEAD} ", "; ".join(first.today)),
        "",
        MADE_BY if card.advice.is_draft else CHECKED_BY,
    ]


def _contact(contact: Contact, card: Card) -> str:
    if not has_number(contact):
        label = contact.label if contact.number in contact.label else f"{contact.number} ({contact.label})"
        return f"{label}. {contact.note or ''}".strip()
    return f"{contact.number}  {contact.label} ({checked_text(contact, card.calls)})"


def _list(lines: Iterable[str]) -> list[str]:
    return [row for line in lines for row in _rows("- ", line)]


def _rows(head: str, text: str) -> list[str]:
    return _wrapped(visible(text), f"  {head}", f"  {' ' * len(head)}")


def _paragraph(head: str, text: str) -> list[str]:
    return _wrapped(head + visible(text), "", " " * min(len(head), 5)) if text else []


def _wrapped(text: str, first: str, later: str) -> list[str]:
    """The lines of a text; no telephone number is broken over two of them."""
    lines = wrap(together(text, NO_BREAK), WIDTH, initial_indent=first, subsequent_indent=later)
    return [line.replace(NO_BREAK, " ") for line in lines]
