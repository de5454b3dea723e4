"""What has to stay in the record as it is: in which words that is said, and what to do instead."""

from __future__ import annotations

from typing import Any

from backcoach.coach.record import AnswerGiven, Entry, Screened, SittingEnded
from backcoach.coach.takeable import Keeps, kept_as
from backcoach.flows.chronicle import Chronicle, action_of
from backcoach.flows.errors import Refused
from backcoach.journal.journal import Voided

STAYS = {
    Keeps.SAFETY: (
        "Safety answers stay in the record, as they keep you safe.",
        "To answer again: backcoach screen. A doctor has looked: backcoach screen --assessed",
    ),
    Keeps.MEDICINE: (
        "What was said about medicine and its signs stays in the record.",
        "To answer again: backcoach meds answer",
    ),
    Keeps.PRESCRIBED: (
        "A copied label stays in the record.",
        "No longer taken? backcoach meds prescribed end ID",
    ),
    Keeps.ISSUED: (
        "A plan that was issued stays as it is.",
        "Another amount from today on: backcoach plan --set walk=10",
    ),
    Keeps.COURSE: (
        "A course that was issued, or ended, stays as it is.",
        "To end it: backcoach meds stop. A new one: backcoach meds plan",
    ),
    Keeps.CLOSED: (
        "A bout that was closed stays closed.",
        "Pain is back? backcoach start --anew",
    ),
    Keeps.PERSON: (
        "What you told about yourself stays in the record.",
        "To tell it again: backcoach start --anew, or backcoach thoughts",
    ),
}


def telling(record: Chronicle, entry: Entry[Any]) -> Entry[Any]:
    """The entry that tells best why an action stays: a safety result, else what is no single answer."""
    action = [one for one in record.entries if action_of(one) == action_of(entry)]
    results = [one for one in action if isinstance(one.body, Screened)]
    others = [one for one in action if not isinstance(one.body, (AnswerGiven, SittingEnded, Voided))]
    return (results or others or [entry])[0]


def stays(entry: Entry[Any], more: str, verb: str = "taken back") -> Refused:
    """The refusal to change an entry, with what to do instead, and `more`."""
    sentence, instead = STAYS[kept_as(entry.body) or Keeps.SAFETY]
    return Refused(f"Not {verb}. {sentence}", more, (instead,))
