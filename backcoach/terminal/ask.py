"""Asking at the keyboard. Every reply is typed and ended with Enter; nothing is answered beforehand.

Only this module knows questionary; where all is told, plain lines are read in its place. Ctrl-C and
Ctrl-D come out as `KeyboardInterrupt`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from backcoach.coach.values import Answer
from backcoach.terminal.lines import PROMPT, read_lines
from backcoach.terminal.output import GAP, Output
from backcoach.values import Value

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

T = TypeVar("T")

YES_NO = {"y": Answer.YES, "yes": Answer.YES, "n": Answer.NO, "no": Answer.NO}
UNSURE = {"?": Answer.NOT_SURE, "not sure": Answer.NOT_SURE, "ns": Answer.NOT_SURE}
KEYS = "y yes   n no   ? not sure"
NONE_LEFT = "0"
SIGN = "  > "
"""Stands where a reply is typed."""
PROMPT_STYLE = [(part, "noinherit fg:default bold") for part in ("qmark", "answer", "validation-toolbar")]
"""No colour of its own, so that a reply can be read on white and on black."""


class Ticks(Value):
    """What was ticked in a list, by position, and whether some lines are in doubt."""

    ticked: frozenset[int]
    is_unsure: bool


class Asker(Value):
    """Puts questions on the screen and reads typed replies until one can be used."""

    output: Output

    def typed(self, read: Callable[[str], T], hint: str = "", default: str = "") -> T:
        """A reply that `read` accepts. A `ValueError` from it is shown and the person types again."""
        if self.output.is_accessible or self.output.talk.color_system is None:
            return self._typed_line(read, hint, default)
        if hint:
            self.output.hint(hint)
        return read(_line(read, default))

    def _typed_line(self, read: Callable[[str], T], hint: str, default: str) -> T:
        """The same from a plain line, which takes no escape byte.

        What would stand there already is named, and Enter alone takes it.
        """
        usual = f"{GAP}Enter for {default}" if default else ""
        if hint or usual:
            self.output.hint(f"{hint}{usual}".removeprefix(GAP))
        prompt = PROMPT if self.output.is_accessible else SIGN
        return read_lines(self.output, lambda text: read(text if text.strip() else default or text), prompt)

    def answer(self, text: str, notes: Sequence[str] = ()) -> Answer:
        """Yes, no or not sure to one question."""
        self.output.question(text, notes)
        return self.typed(read_answer, KEYS)

    def each(
        self,
        stem: str,
        lines: Sequence[tuple[str, Sequence[str]]],
        on_answer: Callable[[int, Answer], bool],
    ) -> None:
        """An answer of its own for each (text, notes) line; "none of these" says no to all lines left.

        A list that is higher than the screen comes in parts, so that nobody says no to a line out of sight.
        `on_answer` is told each answer at once and says whether to stop.
        """
        texts, notes = [text for text, _ in lines], [notes for _, notes in lines]
        for page in self.output.pages(stem, texts, notes):
            up_to = "" if page.stop == len(lines) else f" up to {page.stop}"
            self.output.question(stem)
            self.output.numbered(texts, notes, page)
            self.output.hint(f"{KEYS}   {NONE_LEFT} none of these (no to every line left{up_to})")
            if self._answer_page(page, texts, on_answer):
                return

    def _answer_page(
        self, page: range, texts: Sequence[str], on_answer: Callable[[int, Answer], bool]
    ) -> bool:
        """Answers to the lines of one page; whether to stop."""
        is_none = False
        for place in page:
            answer = Answer.NO if is_none else self._line_answer(place, texts)
            is_none = is_none or answer is None
            if on_answer(place, answer or Answer.NO):
                return True
        return False

    def ticks(self, stem: str, lines: Sequence[str], notes: Sequence[Sequence[str]] = ()) -> Ticks:
        """Which lines apply: numbers, `?` for doubt, or `0` for none of these."""
        self.output.question(stem)
        self.output.numbered(lines, notes)
        self.output.hint("numbers of all that apply, such as 1 3   ? not sure about one or more   0 none")
        return self.typed(lambda text: read_ticks(text, len(lines)))

    def choose(self, text: str, options: Sequence[str], notes: Sequence[str] = (), default: str = "") -> int:
        """The position of one option."""
        self.output.question(text, notes)
        self.output.numbered(options)
        return self.typed(lambda reply: read_choice(reply, len(options)), "the number", default)

    def several(self, text: str, options: Sequence[str], notes: Sequence[str] = ()) -> list[int]:
        """The positions of several options in the order typed; none with `0`."""
        self.output.question(text, notes)
        self.output.numbered(options)
        return self.typed(lambda reply: read_several(reply, len(options)), "numbers, such as 2 1   0 none")

    def several_known(self, text: str, options: Sequence[str], notes: Sequence[str] = ()) -> list[int] | None:
        """The same for somebody who may not know: None with `?`. Enter alone is neither."""
        self.output.question(text, notes)
        self.output.numbered(options)
        hint = "numbers, such as 2 1   ? not sure   0 none"
        return self.typed(lambda reply: read_several_known(reply, len(options)), hint)

    def several_or_pass(
        self, text: str, options: Sequence[str], notes: Sequence[str] = ()
    ) -> list[int] | None:
        """The same for a question that nobody has to answer: Enter alone passes over it."""
        self.output.question(text, notes)
        self.output.numbered(options)
        hint = "numbers, such as 2 1   0 none   Enter to pass"
        return self.typed(or_pass(lambda reply: read_several(reply, len(options))), hint)

    def choose_or_pass(self, text: str, options: Sequence[str], notes: Sequence[str] = ()) -> int | None:
        """The position of one option; Enter alone passes over the question."""
        self.output.question(text, notes)
        self.output.numbered(options)
        return self.typed(
            or_pass(lambda reply: read_choice(reply, len(options))), "the number   Enter to pass"
        )

    def pause(self, text: str) -> None:
        """Wait for Enter, without an escape byte where none is wanted."""
        self.typed(lambda _: None, text)

    def line_hint(self, place: int, texts: Sequence[str]) -> str:
        """Which line of a list is meant; with its words where nobody can look back at it."""
        words = f": {texts[place]}" if self.output.is_accessible else ""
        return f"line {place + 1} of {len(texts)}{words}"

    def _line_answer(self, place: int, texts: Sequence[str]) -> Answer | None:
        return self.typed(read_line_answer, self.line_hint(place, texts))


def read_answer(text: str) -> Answer:
    """Yes, no or not sure as typed. Anything else is asked again, never guessed."""
    answer = (YES_NO | UNSURE).get(text.strip().lower())
    if answer is None:
        raise ValueError("Please type y for yes, n for no, or ? for not sure.")
    return answer


def read_line_answer(text: str) -> Answer | None:
    """An answer, or None for "none of these"."""
    if text.strip() == NONE_LEFT:
        return None
    try:
        return read_answer(text)
    except ValueError:
        raise ValueError("Please type y, n or ?, or 0 for none of these.") from None


def read_ticks(text: str, total: int) -> Ticks:
    """Ticked lines as typed: `1 3`, `2 ?`, `?` or `0`."""
    parts = text.replace(",", " ").split()
    if parts == [NONE_LEFT]:
        return Ticks(frozenset(), is_unsure=False)
    numbers = [part for part in parts if part != "?"]
    wanted = f"Please type numbers from 1 to {total}, ? if not sure, or 0 alone for none."
    if not parts or NONE_LEFT in numbers:
        raise ValueError(wanted)
    try:
        return Ticks(frozenset(_place(number, total) for number in numbers), "?" in parts)
    except ValueError:
        raise ValueError(wanted) from None


def read_choice(text: str, total: int) -> int:
    """The position of one option."""
    return _place(text.strip(), total)


def read_several(text: str, total: int) -> list[int]:
    """The positions of several options, each once, in the order typed."""
    parts = text.replace(",", " ").split()
    if parts == [NONE_LEFT]:
        return []
    if not parts:
        raise ValueError(f"Please type numbers from 1 to {total}, or 0 for none.")
    return list(dict.fromkeys(_place(part, total) for part in parts))


def read_amounts(text: str, mosts: Sequence[int]) -> dict[int, int | None]:
    """What was done by position, with the amount where one was typed: `1 3`, `1=12 2`; `0` is nothing.

    `mosts` are the most of each that a day can hold.
    """
    total = len(mosts)
    parts = text.replace(",", " ").split()
    if parts == [NONE_LEFT]:
        return {}
    if not parts:
        raise ValueError(f"Please type numbers from 1 to {total}, or 0 for none.")
    amounts: dict[int, int | None] = {}
    for part in parts:
        place, equals, amount = part.partition("=")
        number = _place(place, total)
        if equals and not (amount.isascii() and amount.isdigit() and int(amount[:7]) <= mosts[number]):
            raise ValueError(f"Please type a whole number after =, at most {mosts[number]}.")
        amounts[number] = int(amount[:7]) if equals else None
    return amounts


def read_several_known(text: str, total: int) -> list[int] | None:
    """The same, or None for not sure."""
    if text.strip().lower() in UNSURE:
        return None
    if not text.replace(",", " ").split():
        raise ValueError(f"Please type numbers from 1 to {total}, ? if not sure, or 0 for none.")
    return read_several(text, total)


def or_pass(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """The same reader; None where nothing, or doubt, was typed."""

    def read_or_pass(text: str) -> T | None:
        return None if text.strip().lower() in {"", *UNSURE} else read(text)

    return read_or_pass


def _place(text: str, total: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(total)) and 1 <= int(text) <= total):
        raise ValueError(f"Please type a number from 1 to {total}.")
    return int(text) - 1


def _line(read: Callable[[str], object], default: str) -> str:
    """One typed line that `read` accepts."""
    # A terminal that does not report its cursor would cost two seconds and a warning.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    import questionary

    from backcoach.terminal.refused import in_lines, let_wrap

    def check(text: str) -> bool | str:
        try:
            read(text)
        except ValueError as error:
            return in_lines(str(error))
        return True

    try:
        style = questionary.Style(PROMPT_STYLE)
        asked = questionary.text(
            "", qmark=SIGN.rstrip(), default=default, validate=check, key_bindings=_keys(), style=style
        )
        let_wrap(asked.application)
        return str(asked.unsafe_ask())
    except EOFError:
        raise KeyboardInterrupt from None


def _keys() -> KeyBindings:
    """Bindings that let mouse reports pass, and let the next letter replace a reply that was refused.

    Half of a mouse report, pasted or typed, would show a traceback.
    """
    from prompt_toolkit.application import get_app
    from prompt_toolkit.buffer import ValidationState
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    def is_refused() -> bool:
        return get_app().current_buffer.validation_state is ValidationState.INVALID

    def replace(event: KeyPressEvent) -> None:
        event.current_buffer.reset()
        event.current_buffer.insert_text(event.data)

    bindings = KeyBindings()
    bindings.add(Keys.Vt100MouseEvent)(lambda _: None)
    bindings.add(Keys.Any, filter=Condition(is_refused))(replace)
    return bindings
