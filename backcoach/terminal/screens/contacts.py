"""One number to call, in one line."""

from __future__ import annotations

from backcoach.coach.regions import Contact
from backcoach.flows.contacts import has_number
from backcoach.terminal.words import date_text


def contact_text(contact: Contact) -> str:
    """The number first, then whose it is and when it was last looked at."""
    note = f". {contact.note}" if contact.note else ""
    checked = f" (checked {date_text(contact.read_on)})" if has_number(contact) else ""
    label = contact.label if contact.number in contact.label else f"{contact.number}  {contact.label}"
    return f"{label}{note}{checked}"
