"""Words of the person's own that are to be kept as they are."""

from __future__ import annotations

from backcoach.flows.errors import BadInput


def usable(text: str, most: int, holder: str) -> str:
    """The text as it is kept, without blank ends. Raises `BadInput` for one that cannot be kept.

    The `holder` holds at most so many characters.
    """
    said = text.strip()
    if len(said) > most:
        raise BadInput("The text is too long; nothing was saved.", f"{holder} holds {most} characters.")
    try:
        said.encode()
    except UnicodeEncodeError:
        raise BadInput(
            "The text holds signs that cannot be kept; nothing was saved.", "Type it again."
        ) from None
    return said
