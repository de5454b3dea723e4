"""The terminal driver shows what a person would see, and never waits for ever."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

Run = Callable[[str], Terminal]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with ExitStack() as open_terminals:

        def start(source: str) -> Terminal:
            script = tmp_path / "script.py"
            script.write_text(source)
            return open_terminals.enter_context(Terminal([sys.executable, str(script)], rows=6, columns=40))

        yield start


def test_what_is_typed_reaches_the_program_and_its_reply_the_screen(run: Run) -> None:
    terminal = run("name = input('Who? ')\nprint('Hello,', name)\n")
    terminal.expect_text("Who?")
    terminal.type("Ada\r")
    terminal.expect_text("Hello, Ada")
    assert terminal.exit_code() == 0


def test_only_what_is_still_on_the_screen_is_seen(run: Run) -> None:
    terminal = run("for n in range(20): print('line', n)\ninput('end')\n")
    terminal.expect_text("end")
    assert "line 19" in terminal.screen()
    assert "line 2\n" not in terminal.screen()
    assert b"line 2\r\n" in terminal.written()
    with pytest.raises(AssertionError, match="not seen within"):
        terminal.expect_text("line 2 line 3", seconds=0.2)


def test_text_broken_over_two_lines_is_seen_as_one_sentence(run: Run) -> None:
    terminal = run("print('go to the emergency department of\\nyour hospital now')\ninput()\n")
    terminal.expect_text("emergency department of your hospital now")


def test_control_sequences_are_obeyed_and_not_shown(run: Run) -> None:
    terminal = run(r"print('old text\x1b[2J\x1b[H\x1b[1mnew\x1b[0m text')" + "\ninput()\n")
    terminal.expect_text("new text")
    assert terminal.screen() == "new text"


def test_a_question_about_the_cursor_is_answered(run: Run) -> None:
    terminal = run(
        "import sys, tty\n"
        "tty.setraw(0)\n"
        "sys.stdout.write('ab\\x1b[6n'); sys.stdout.flush()\n"
        "reply = sys.stdin.read(6)\n"
        "sys.stdout.write('reply ' + repr(reply))\n",
    )
    terminal.expect_text("reply '\\x1b[1;3R'")


def test_the_program_sees_the_size_of_the_terminal(run: Run) -> None:
    terminal = run("import shutil; print('size', *shutil.get_terminal_size())\n")
    terminal.expect_text("size 40 6")


def test_ctrl_c_interrupts_and_the_exit_code_is_told(run: Run) -> None:
    terminal = run(
        "try:\n  input('waiting')\nexcept KeyboardInterrupt:\n  print('stopped')\n  raise SystemExit(7)\n"
    )
    terminal.expect_text("waiting")
    terminal.ctrl_c()
    terminal.expect_text("stopped")
    assert terminal.exit_code() == 7


def test_an_end_by_a_signal_is_a_negative_exit_code(run: Run) -> None:
    assert run("import os; os.kill(os.getpid(), 9)\n").exit_code() == -9


def test_a_wait_in_vain_ends_and_shows_the_screen(run: Run) -> None:
    terminal = run("input('a question')\n")
    terminal.expect_text("a question")
    began = time.monotonic()
    with pytest.raises(AssertionError, match=r"'an answer' not seen within 0.3 s(.|\n)*\|a question +\|"):
        terminal.expect_text("an answer", seconds=0.3)
    with pytest.raises(AssertionError, match=r"still running after 0.3 s(.|\n)*\|a question +\|"):
        terminal.exit_code(seconds=0.3)
    assert time.monotonic() - began < 5


def test_a_wait_for_a_program_that_has_ended_ends_at_once(run: Run) -> None:
    terminal = run("print('bye')\n")
    began = time.monotonic()
    with pytest.raises(AssertionError, match="before the program ended"):
        terminal.expect_text("hello", seconds=30)
    assert time.monotonic() - began < 10
