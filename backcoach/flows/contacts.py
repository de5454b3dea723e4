"""Whom to call: the numbers that go with an advice, in the order its own words name them."""

from __future__ import annotations

from datetime import date, timedelta

from backcoach.coach.regions import Contact, ContactKind, Region
from backcoach.flows.desk import OTHER_REGION
from backcoach.flows.screening import Advice
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

OLD_AFTER = timedelta(days=365)
"""A number that was last looked at longer ago than this may have changed."""


class Calls(Value):
    """The numbers for one advice on the day `today`.

    `first` holds one contact of each kind, the first to call first; `every` all contacts of these kinds and
    the ambulance. `emergency` is the ambulance's number in a sentence.
    """

    first: tuple[Contact, ...]
    every: tuple[Contact, ...]
    emergency: str
    today: date

    @property
    def has_old(self) -> bool:
        """Whether one of the first numbers was last looked at too long ago."""
        return any(is_old(one, self.today) for one in self.first)


def is_old(contact: Contact, today: date) -> bool:
    """Whether a number was last looked at more than 12 months ago, or by a clock that runs ahead."""
    return not timedelta(0) <= today - contact.read_on <= OLD_AFTER and has_number(contact)


def has_number(contact: Contact) -> bool:
    """Whether there is a number, and not only words on where to find it."""
    return any(sign.isdigit() for sign in contact.number)


def whom_to_call(advice: Advice, region: Region | None, book: Handbook, today: date) -> Calls:
    """The numbers for an advice; those of the region `other` where a region has none or is not known."""
    kinds = _kinds_named(advice, book)
    contacts = {kind: _contacts(kind, region, book) for kind in ContactKind}
    with_emergency = dict.fromkeys((*kinds, ContactKind.EMERGENCY))
    return Calls(
        tuple(contacts[kind][0] for kind in kinds),
        tuple(one for kind in with_emergency for one in contacts[kind]),
        contacts[ContactKind.EMERGENCY][0].number,
        today,
    )


def _kinds_named(advice: Advice, book: Handbook) -> tuple[ContactKind, ...]:
    """What the messages ask to call, as they name it; the crisis line with every answer about the mind."""
    by_id = {message.id: message for message in book.screening.messages}
    unfilled = (by_id[shown.id] for shown in advice.messages)
    text = " ".join(line for message in unfilled for line in (message.headline, *message.do))
    places = {kind: text.find(f"{{{kind.value}}}") for kind in ContactKind}
    named = sorted((kind for kind in ContactKind if places[kind] >= 0), key=lambda kind: places[kind])
    if advice.crisis and ContactKind.CRISIS not in named:
        named.append(ContactKind.CRISIS)
    return tuple(named) or (ContactKind.HEALTH_LINE,)


def _contacts(kind: ContactKind, region: Region | None, book: Handbook) -> tuple[Contact, ...]:
    own = region.contacts_for(kind) if region else ()
    return own or book.region(OTHER_REGION).contacts_for(kind)
