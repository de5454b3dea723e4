"""A telephone number stands on one line, on the screen and on the card."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.text import Text

from backcoach.flows.card import card
from backcoach.flows.contacts import whom_to_call
from backcoach.flows.kinds import KINDS
from backcoach.flows.screening import advice, screened
from backcoach.journal.opening import open_journal
from backcoach.terminal.output import hanging
from backcoach.terminal.rich_console import console
from backcoach.terminal.screens.advice import advice_screen
from backcoach.terminal.screens.card import card_text
from backcoach.terminal.words import together
from tests.flows.people import MONDAY, NO_MEDICINE, Person, real_book, replies_for


@pytest.fixture
def person(home: Path) -> Iterator[Person]:
    with open_journal(home, KINDS, create=True) as journal:
        yield Person(journal)


def shown(part: object, width: int) -> list[str]:
    out = StringIO()
    made = console(out)
    made.width = width
    made.print(part)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", range(20, 80))
def test_a_number_moves_to_the_next_line_as_a_whole(width: int) -> None:
    text = "If you cannot get a time, ask what to do: the health line (0800 611 116)."
    lines = shown(Text(text), width)

    assert " ".join(line.strip() for line in lines) == text
    assert any("0800 611 116" in line for line in lines)
    assert all(len(line) <= width for line in lines)


def test_a_number_in_a_list_stays_whole_and_keeps_its_style() -> None:
    text = Text.assemble("Call now, day or night, and wait: ", ("0800 611 116", "bold"))

    assert shown(hanging("  - ", text), 44) == [
        "  - Call now, day or night, and wait:       ",
        "    0800 611 116                            ",
    ]


def test_a_number_wider_than_the_screen_is_broken_and_not_lost() -> None:
    assert "".join(shown(Text("1800 022 222"), 5)).replace(" ", "") == "1800022222"


def test_only_the_gap_between_two_figures_is_held() -> None:
    assert together("at 2 of 10, 116 123 or 13 11 14", "_") == "at 2 of 10, 116_123 or 13_11_14"


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("region", ["NZ", "AU", "UK", "DE"])
@pytest.mark.parametrize(
    "sign", ["em_chest_pain", "em_too_much", "inf_fever", "mh_suicide_thoughts", "pain_upper_back"]
)
def test_no_advice_breaks_a_number(sign: str, region: str, width: int) -> None:
    book = real_book()
    place = book.region(region)
    made = advice(screened("screen", replies_for(**{sign: "yes"}).screening, book), place, book)
    calls = whom_to_call(made, place, book, MONDAY)
    wanted = [one.number for one in calls.every if " " in one.number and one.number[0].isdigit()]
    lines = shown(advice_screen(made, calls), width)
    whole = " ".join(" ".join(line.strip() for line in lines).split())

    for number in wanted:
        assert sum(line.count(number) for line in lines) == whole.count(number) > 0


@pytest.mark.parametrize("region", ["NZ", "AU", "UK", "DE"])
@pytest.mark.parametrize("sign", ["em_too_much", "mh_suicide_thoughts", "pain_upper_back"])
def test_no_card_breaks_a_number_and_none_holds_a_space_that_is_not_plain(
    person: Person, sign: str, region: str
) -> None:
    person.starts(region=region, **NO_MEDICINE)
    person.screens(**{sign: "yes"})
    text = card_text(card(person.desk))
    lines = text.splitlines()
    whole = " ".join(text.split())
    numbers = {one.number for one in card(person.desk).calls.first if " " in one.number}

    assert "\N{NO-BREAK SPACE}" not in text
    for number in numbers:
        assert sum(line.count(number) for line in lines) == whole.count(number) > 0
