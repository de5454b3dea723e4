"""Reading the first screen of `start`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.handbook.review import Review
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.handbook.content import ContentReader

FILE = "welcome.toml"


class Welcome(Value):
    """What the program is and is not. `emergency` holds the region's number as `{emergency}`."""

    title: str
    it_is: tuple[str, ...]
    it_is_not: tuple[str, ...]
    private: str
    how: str
    emergency: str
    sources: tuple[str, ...]


class _WelcomeFile(Value):
    review: Review
    welcome: Welcome


def read_welcome(reader: ContentReader) -> Welcome | None:
    """The first screen; None after a fault."""
    file = reader.one(FILE, _WelcomeFile)
    return file.welcome if file else None
