"""A line of one's own for a bar or a prompt: never too wide, discreet, and nothing in it is obeyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from backcoach.terminal.safe import visible
from backcoach.terminal.status_format import NAMES, OBEYED, cut, formatted, harmless
from tests.terminal.keyboard import run
from tests.terminal.test_hostile_text import OBEYED as BY_TERMINALS
from tests.terminal.test_remind import EVENING, telling

BAD_INPUT, NOTHING_STARTED, EMERGENCY_NOW = 2, 3, 12
ALL = " ".join(f"{{{name}}}" for name in NAMES)
VALUES = dict.fromkeys(NAMES, "#(touch x) $(id) `id` %{!} \x1b[31m\nwide \u4f60\u597d")


def shown(form: str, *more: str, code: int = 0) -> str:
    done = run("status", "--format", form, *more, env=EVENING)
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.mark.usefixtures("with_plan")
def test_each_placeholder_has_its_value_and_other_words_stay() -> None:
    assert shown("[{done}/{planned}] w{week} {{x}} {level}") == "[0/4] w1 {x} -\n"
    assert shown("{next}") == "10 min walk\n"
    assert int(shown("{due}")) > 2
    assert shown("") == "\n"


@pytest.mark.usefixtures("with_plan")
def test_no_value_tells_about_health_unless_asked_for() -> None:
    assert telling(shown(ALL)) == []
    assert shown("{next} {level}", "--plain-words") == "Walking self_care\n"


@pytest.mark.usefixtures("in_emergency")
def test_where_a_sign_stands_the_line_says_look_and_the_exit_code_is_that_of_status() -> None:
    assert shown(ALL, code=EMERGENCY_NOW) == "- - - 1 - look\n"
    assert shown("{level}", "--plain-words", code=EMERGENCY_NOW) == "emergency_now\n"


def test_before_start_nothing_is_shown() -> None:
    assert shown("{done}", code=NOTHING_STARTED) == ""


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ("{pain}", "{pain} is no placeholder"),
        ("{Done}", "{Done} is no placeholder"),
        ("{}", "{} is no placeholder"),
        ("{done!r}", "{done!r} is no placeholder"),
        ("{done.__class__}", "is no placeholder"),
        ("{next:0}", "a width is from 1 to 200"),
        ("{next:201}", "a width is from 1 to 200"),
        ("{next:-3}", "is no placeholder"),
        ("{done", "{ stands alone"),
        ("done}", "} stands alone"),
    ],
)
def test_what_is_no_placeholder_is_refused_with_the_list(form: str, fault: str) -> None:
    done = run("status", "--format", form, env=EVENING)
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert fault in done.stderr
    assert all(f"{{{name}}}" in done.stderr for name in NAMES)


@pytest.mark.usefixtures("with_plan")
def test_a_line_and_a_document_do_not_go_together() -> None:
    assert shown("{done}", "--json", code=BAD_INPUT) == ""


@given(text=st.text(max_size=60), width=st.integers(1, 40))
def test_a_value_is_never_wider_than_the_width_given(text: str, width: int) -> None:
    assert cell_len(cut(harmless(text), width)) <= width


@given(text=st.text(max_size=60))
def test_nothing_in_a_value_is_obeyed_by_a_bar_a_prompt_or_a_terminal(text: str) -> None:
    value = harmless(text)
    assert not OBEYED & set(value)
    assert value == visible(value)
    assert len(value.splitlines()) <= 1


def test_a_hostile_value_comes_out_harmless_on_one_line() -> None:
    line = formatted("a\n{next}\x1b[0m {due:9}", VALUES)
    assert len(line.splitlines()) == 1
    assert not [one for one in BY_TERMINALS if one in line]
    assert not set("#$`%") & set(line)
