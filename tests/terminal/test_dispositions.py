"""Each disposition at a real terminal: the action stands on the first screen, whole and alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.record import AnswerGiven
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.flows import people
from tests.terminal.keyboard import Person, at_terminal, book, run
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

NOW = "2026-11-23T09:10:00+00:00"
LATER = "2028-01-01T09:00:00+00:00"
RESULT_CODES = {"emergency": 12, "same_day": 11, "soon": 10, "routine": 0, "self_care": 0}
NOT_YET = re.compile(
    r"R\d\d_|[Ww]eek \d|%|out of|backcoach plan|exercise|Why:|probably|recover|[Rr]uled out", re.ASCII
)
"""What has no place beside the action of an emergency: rule ids, a plan, figures, comfort."""


@dataclass(frozen=True)
class Case:
    """What somebody answers, the message they get, and the numbers that stand on its first page."""

    message: str
    said: Mapping[str, Any] = field(default_factory=dict)
    numbers: tuple[str, ...] = ("0800 611 116",)
    action: str = ""

    @property
    def code(self) -> int:
        """The exit code that goes with it."""
        return next(code for name, code in RESULT_CODES.items() if self.message.startswith(name))


CASES = {
    "emergency": Case("emergency", {"em_tearing": "yes"}, ("111",)),
    "cauda equina": Case("emergency", {"ces_saddle_numb": "yes", "ces_recent": "yes"}, ("111",)),
    "mind now": Case(
        "emergency_mind", {"mh_suicide_thoughts": "yes", "mh_suicide_now": "yes"}, ("1737", "111")
    ),
    "too much medicine": Case("emergency_too_much_medicine", {"em_too_much": "yes"}, ("0800 764 766", "111")),
    "pregnancy now": Case(
        "emergency_pregnancy",
        {"preg_possible": "yes", "preg_late": "yes", "preg_bleed": "yes"},
        ("111",),
    ),
    "cancer now": Case("emergency_cancer", {"ca_ever": "yes", "neuro_foot_drop": "yes"}, ("111",)),
    "bleeding gut": Case("emergency_bleeding_gut", {"em_gi_bleed": "yes"}, ("111",)),
    "today": Case("same_day", {"inf_fever": "yes"}),
    "today, mind": Case(
        "same_day_mind", {"mh_suicide_thoughts": "yes", "mh_suicide_now": "no"}, ("1737", "111")
    ),
    "today, pregnancy": Case("same_day_pregnancy", {"preg_possible": "yes", "preg_one_side": "yes"}),
    "today, cancer": Case("same_day_cancer", {"ca_now": "yes", "ca_constant_worse": "yes"}),
    "2 days": Case("soon", {"em_cough_blood": "yes"}, action="within 2 days"),
    "3 days": Case("soon", {"fx_steroids": "yes"}, action="within 3 days"),
    "7 days": Case("soon", {"ca_ever": "yes"}, action="within 7 days"),
    "14 days": Case("soon", {"pain_upper_back": "not_sure"}, action="within 14 days"),
    "7 days, mind": Case("soon_mind", {"mh_not_coping": "yes"}, ("1737", "0800 611 116")),
    "under 16": Case("soon_young", {"age_years": 15}, action="made for adults"),
    "routine": Case("routine", {"course_weeks": 7}),
    "self care": Case("self_care", {}),
    "someone else": Case("self_care", {"scope_self": "no"}, action="No plan is made here."),
    "known cause": Case("self_care", {"scope_known_cause": "yes"}, action="No plan is made here."),
}
GRAVE = [name for name, case in CASES.items() if case.code]


def answered(home: Path, said: Mapping[str, Any], region: str = "NZ") -> None:
    """A sitting that broke off after the last safety question."""
    questions = book().screening.rules.questions
    with open_journal(home, KINDS, create=True) as journal:
        desk = people.Person(journal).desk
        for question, plain in (people.answers_for(**said) | {"region": region}).items():
            if question == "region" or question in questions:
                desk.keep(AnswerGiven("broken off", question, plain))


def to_the_first_page(terminal: Terminal) -> Person:
    """Go on with the sitting; the first page waits for Enter, or is the last thing shown."""
    person = Person(terminal, {})
    person.play(until="Go on?")
    person.reply("1")
    assert person.wait(), terminal.screen()
    return person


def headline(case: Case) -> str:
    """The fixed words at the start of the message's headline."""
    message = next(one for one in book().screening.messages if one.id == case.message)
    return case.action or " ".join(message.headline.partition("{")[0].split())


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("name", CASES)
def test_the_action_stands_on_the_first_screen(name: str, columns: int, home: Path) -> None:
    case = CASES[name]
    answered(home, case.said)
    with at_terminal("start", columns=columns) as terminal:
        person = to_the_first_page(terminal)
        screen = terminal.screen()
        flat = " ".join(screen.split())
        assert headline(case) in flat
        for number in case.numbers:
            assert number in flat
        if case.code:
            first_line = next(line for line in screen.splitlines() if line.strip(" \u2500"))
            assert headline(case).startswith(first_line.strip()[:20]) or case.action
            assert "Go on?" not in screen
            assert "Enter for what to do" in flat
            assert screen.splitlines()[-1].strip() == ">"
        if case.code == RESULT_CODES["emergency"]:
            assert not NOT_YET.search(flat)
            assert "Do not drive yourself." in flat
            assert "Say: " in flat
        terminal.ctrl_c()
        assert terminal.exit_code() == (case.code or (0 if case.action else 130))
        assert b"Traceback" not in terminal.written()
        assert person.prompts >= 2


@pytest.mark.parametrize("name", ["emergency", "mind now", "too much medicine", "today"])
def test_on_a_telephone_s_width_the_action_stands_on_the_first_screen_too(name: str, home: Path) -> None:
    case = CASES[name]
    answered(home, case.said)
    with at_terminal("start", columns=40) as terminal:
        to_the_first_page(terminal)
        flat = " ".join(terminal.screen().split())
        assert headline(case) in flat
        for number in case.numbers:
            assert number in flat


@pytest.mark.parametrize("name", ["mind now", "today"])
def test_every_page_begins_with_the_action_and_fits_the_screen(name: str, home: Path) -> None:
    case = CASES[name]
    answered(home, case.said)
    with at_terminal("start", columns=60) as terminal:
        person = to_the_first_page(terminal)
        pages = [terminal.screen()]
        person.reply("")
        while person.wait():
            pages.append(terminal.screen())
            person.reply("")
        assert terminal.exit_code() == case.code
        pages.append(terminal.screen())
        assert len(pages) >= 3
        for page in pages[1:]:
            assert " ".join(page.split()).startswith(headline(case)), page
        whole = " ".join(" ".join(pages).split())
        for words in (
            "What to do:",
            "Take along:",
            "All numbers:",
            "Why:",
            "Not yet reviewed by a clinician.",
        ):
            assert words in whole


def test_who_has_thoughts_of_ending_their_life_sees_the_crisis_line_first_and_can_see_all(home: Path) -> None:
    answered(home, CASES["mind now"].said)
    with at_terminal("start") as terminal:
        person = to_the_first_page(terminal)
        first = terminal.screen()
        assert first.index("1737") < first.index("111 ")
        assert "Suicide Crisis Helpline" not in first
        person.reply("")
        person.play()
        for line in ("0508 828 865", "0800 543 354"):
            assert line.encode() in terminal.written()


def test_numbers_carry_the_day_they_were_looked_at_and_a_warning_when_that_is_long_ago(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(home, CASES["emergency"].said)
    with at_terminal("start") as terminal:
        to_the_first_page(terminal)
        assert "111 Ambulance (checked 22 Nov 2026)" in " ".join(terminal.screen().split())
        assert "over 12 months ago" not in terminal.screen()
    monkeypatch.setenv("BACKCOACH_NOW", LATER)
    shown = run("plan").stdout
    assert "A number was last looked at over 12 months ago and may have changed." in " ".join(shown.split())


def test_somewhere_else_the_local_emergency_number_is_named(home: Path) -> None:
    answered(home, CASES["emergency"].said, region="other")
    with at_terminal("start", columns=60) as terminal:
        to_the_first_page(terminal)
        flat = " ".join(terminal.screen().split())
        assert "call your local emergency number" in flat
        assert "In the European Union it is 112." in flat


def test_the_way_to_the_plan_has_one_pause_after_the_last_page(home: Path) -> None:
    answered(home, {})
    with at_terminal("start") as terminal:
        person = to_the_first_page(terminal)
        while "Enter to go on to the plan" not in person.blocks[-1]:
            assert "Enter to go on Ctrl-C to leave" in person.blocks[-1]
            person.reply("")
            assert person.wait()
        person.reply("")
        assert person.wait()
        assert "Now about your back" in person.blocks[-1]


def test_a_plain_terminal_pauses_without_an_escape_byte(home: Path) -> None:
    answered(home, CASES["emergency"].said)
    with at_terminal("start") as terminal:
        to_the_first_page(terminal)
    with at_terminal("plan", env={"NO_COLOR": "1"}) as terminal:
        terminal.expect_text("Enter for what to do")
        assert "call 111" in terminal.screen()
        terminal.type("\r")
        terminal.expect_text("What to do:")
        terminal.ctrl_c()
        assert terminal.exit_code() == 12
        assert b"\x1b" not in terminal.written()


def test_without_a_terminal_everything_comes_at_once_in_the_same_order(home: Path) -> None:
    answered(home, CASES["emergency"].said)
    with at_terminal("start") as terminal:
        to_the_first_page(terminal)
    ran = run("plan")
    assert ran.returncode == 12
    order = ["call 111", "Whom to call:", "Say: ", "Do not drive", "What to do:", "Take along:", "Why:"]
    places = [ran.stdout.index(words) for words in order]
    assert places == sorted(places)
    assert "Enter" not in ran.stdout + ran.stderr
