"""The sheet for bad days: what a person may write down beforehand, field by field."""

from __future__ import annotations

from backcoach.values import Value


class FlareField(Value):
    """One field: its name, the question behind it, and the ids of what is offered to pick from."""

    id: str
    label: str
    question: str
    sources: tuple[str, ...]
    offers: tuple[str, ...] = ()


class FlareTrigger(Value):
    """Something that may have set a flare-up off. It is a guess of the person's, never a cause."""

    id: str
    label: str
    sources: tuple[str, ...]


class FlareSheet(Value):
    """The whole sheet, in its order."""

    fields: tuple[FlareField, ...]
    triggers: tuple[FlareTrigger, ...]
    is_draft: bool
