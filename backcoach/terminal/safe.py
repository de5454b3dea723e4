"""Text that came from a person or a file, made harmless for a terminal.

A note may hold control characters, escape sequences or marks that turn the writing direction round.
They are kept in the record as they are and shown as visible stand-ins.
"""

from __future__ import annotations

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")


def visible(text: str) -> str:
    """The text on one line without anything a terminal would obey."""
    if text.isascii() and text.isprintable():
        return text
    from unicodedata import category  # a large table, which plain text does not need

    def shown(character: str) -> str:
        if character in "\n\t\r":
            return " "
        is_hidden = category(character) in _HIDDEN and character not in _JOINERS
        return "\N{REPLACEMENT CHARACTER}" if is_hidden else character

    return "".join(map(shown, text))
