"""The words at each urgency: they are there, they lead somewhere, and they promise nothing."""

from __future__ import annotations

from string import Formatter

import pytest

from backcoach.coach.values import Disposition
from backcoach.handbook.messages import Message
from tests.spec.conftest import real_screening

BOOK = real_screening()
PLACES = {"emergency", "health_line", "poison", "crisis", "days", "signs", "moving"}
GENERAL = {"emergency", "same_day", "soon", "routine", "self_care"}


def texts(message: Message) -> list[str]:
    return [
        message.headline,
        *message.do,
        *message.do_not,
        *message.worse,
        *message.take_along,
        *message.today,
        message.today_head or "",
        message.say or "",
    ]


@pytest.mark.parametrize("message", BOOK.messages, ids=lambda message: message.id)
def test_a_message_has_only_gaps_that_can_be_filled(message: Message) -> None:
    gaps = {name for text in texts(message) for _, name, _, _ in Formatter().parse(text) if name is not None}

    assert gaps <= PLACES
    assert "days" not in gaps or message.level == "soon"


def test_each_urgency_has_one_message_for_everybody_and_it_comes_last() -> None:
    for urgency in {one.urgency for one in Disposition}:
        at_level = [one for one in BOOK.messages if one.level == urgency]
        assert [one.id for one in at_level if one.is_for_everybody] == [at_level[-1].id]
    assert {one.id for one in BOOK.messages if one.is_for_everybody} == GENERAL


def test_a_variant_stands_at_the_level_of_the_rules_it_speaks_for() -> None:
    levels = {rule.id: rule.level.urgency for rule in BOOK.rules.rules}

    for message in BOOK.messages:
        assert {levels[rule] for rule in message.only_for_rules} <= {message.level}


@pytest.mark.parametrize(
    "message",
    [one for one in BOOK.messages if one.level in ("emergency_now", "same_day")],
    ids=lambda message: message.id,
)
def test_every_urgent_message_says_where_to_go_when_nobody_answers(message: Message) -> None:
    whole = " ".join(texts(message))

    assert "{emergency}" in whole or "emergency department" in whole
    assert message.say
    assert message.worse


def test_no_message_rules_anything_out() -> None:
    whole = " ".join(text for message in BOOK.messages for text in texts(message)).lower()

    assert "ruled out" not in whole
    assert "nothing serious" not in whole
    assert "you are safe" not in whole
