"""The sheet for bad days: what a person may write down beforehand, field by field."""

from __future__ import annotations

from backcoach.values import dataclass


@dataclass(frozen=True, slots=True)
class FlareField:
    """One field: its name, the question behind it, and the ids of what is offered to pick from."""

    id: str
    label: str
    question: str
    sources: tuple[str, ...]
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlareTrigger:
    """Something that may have set a flare-up off. It is a guess of the person's, never a cause."""

    id: str
    label: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlareSheet:
    """The whole sheet, in its order."""

    fields: tuple[FlareField, ...]
    triggers: tuple[FlareTrigger, ...]
    is_draft: bool
