"""The words of a line as a shell hands them over to be completed, and candidates as it wants them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from backcoach.terminal.help_text import short
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.terminal.completing_lists import Candidate

BASH = "bash"
BREAKS = ("=", ":")
"""What parts words for Bash and for nobody else."""

ROOM = 100
"""So many letters of help at most stand beside a candidate."""

SEPARATOR = "\t"
QUOTES = "'\""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=.,:/@%+")
_LIVE = frozenset('"\\$`!')
"""What is not itself between double quotes."""


class TypedLine(Value):
    """The words before the one that is completed, and what is typed of that.

    Bash wants to have back only what comes behind `kept`, within the quotes that are open.
    """

    before: tuple[str, ...]
    now: str
    kept: str = ""
    quote: str = ""


def line_of(shell: str, index: int, words: Sequence[str]) -> TypedLine:
    """The line of which the word at `index` is completed; the word at 0 is the program."""
    before, now = list(words[1:index]), words[index] if index < len(words) else ""
    if shell != BASH:
        return TypedLine(tuple(map(plain, before)), plain(now))
    own = "" if now in BREAKS else now
    *before, whole = _joined([*before, now])
    kept = plain(whole[: len(whole) - len(own)])
    quote = own[0] if own[:1] and own[0] in QUOTES else ""
    return TypedLine(tuple(map(plain, before)), plain(whole), kept, quote)


def plain(typed: str) -> str:
    """A word without its quotes and backslashes, also where a quote is still open."""
    found, quote, rest = [], "", iter(typed)
    for letter in rest:
        if letter == "\\" and quote != "'":
            found.append(next(rest, ""))
        elif letter == quote:
            quote = ""
        elif letter in QUOTES and not quote:
            quote = letter
        else:
            found.append(letter)
    return "".join(found)


def printed(shell: str, line: TypedLine, found: Iterable[Candidate]) -> str:
    """The candidates, one a line; for all shells but Bash with what they are."""
    lines = map(_with_help, found) if shell != BASH else _for_bash(line, found)
    return "".join(f"{one}\n" for one in dict.fromkeys(lines))


def _joined(words: Iterable[str]) -> list[str]:
    """The words as the program will get them: `--did`, `=` and `bridge` are one."""
    found: list[str] = []
    was_break = False
    for word in words:
        is_break = word in BREAKS
        if found and (is_break or was_break):
            found[-1] += word
        else:
            found.append(word)
        was_break = is_break
    return found


def _with_help(one: Candidate) -> str:
    says = short(one.says, ROOM)
    return f"{one.word}{SEPARATOR}{says}" if says else one.word


def _for_bash(line: TypedLine, found: Iterable[Candidate]) -> Iterator[str]:
    for one in found:
        word = one.word[len(line.kept) :]
        if not line.quote:
            yield "".join(letter if letter in _PLAIN else f"\\{letter}" for letter in word)
        elif not (_LIVE if line.quote == '"' else frozenset("'")) & set(word):
            yield word
