"""What the words at each urgency hold, message by message: a variant is safe when it is read alone."""

from __future__ import annotations

import re

import pytest

from backcoach.coach.screening import Kind, Reply, screen
from backcoach.coach.values import Answer, Disposition
from backcoach.handbook.messages import Message
from tests.spec.conftest import real_screening

BOOK = real_screening()
EMERGENCY = [one for one in BOOK.messages if one.level == "emergency_now"]
SAME_DAY = [one for one in BOOK.messages if one.level == "same_day"]
SOON = [one for one in BOOK.messages if one.level == "soon"]
WITH_CRISIS = {rule.id for rule in BOOK.rules.rules if rule.shows_crisis}
MIND = [one for one in BOOK.messages if set(one.only_for_rules) & WITH_CRISIS]

NERVES = ("between your legs", r"\bpee")
"""Nerve trouble at the base of the spine, in words a person knows it by."""
SIGNS_OF_AN_EMERGENCY = (
    *NERVES,
    "both legs",
    "move|weak",
    "chest pain",
    "breathing",
    "faint",
    "belly",
    "confusion",
)
"""The signs that turn the same day into an emergency: heart, lungs, belly and mind; pee and feeling; legs."""
WARM = ("not have to", "is hard", "alone", "listen")


def lines(message: Message) -> tuple[str, ...]:
    return (
        message.headline,
        *message.do,
        *message.do_not,
        *message.worse,
        *message.take_along,
        *message.today,
        message.today_head or "",
        message.drive or "",
        message.say or "",
    )


def lacking(wanted: tuple[str, ...], texts: tuple[str, ...]) -> list[str]:
    whole = " ".join(texts)
    return [words for words in wanted if not re.search(words, whole)]


@pytest.mark.parametrize("message", EMERGENCY, ids=lambda message: message.id)
def test_an_emergency_message_starts_with_whom_to_call_and_holds_the_ambulance(message: Message) -> None:
    assert re.search(r"\{(emergency|poison|crisis)\}|24-hour line", message.headline)
    assert re.search(r"\{(emergency|poison|crisis)\}|24-hour line", message.do[0])
    assert any("{emergency}" in line for line in message.do)


@pytest.mark.parametrize("message", EMERGENCY, ids=lambda message: message.id)
def test_an_emergency_message_holds_everything_that_helps_on_the_way(message: Message) -> None:
    assert message.drive == "Do not drive yourself."
    assert message.say is not None
    assert message.say.startswith("I ")
    assert lacking(("medicines|packs",), message.take_along) == []
    assert lacking(("cancer", "blood thinner", "pregnan"), message.do) == []
    assert lacking((r"within minutes,.*(\{emergency\}|hospital)",), message.do) == []
    assert message.worse


@pytest.mark.parametrize("message", SAME_DAY, ids=lambda message: message.id)
def test_a_same_day_message_says_today_and_where_to_go_when_nobody_can_see_you(message: Message) -> None:
    assert re.search("today|now", message.headline)
    assert lacking((r"\btoday\b", "[Ii]f nobody .*emergency department"), message.do) == []
    assert message.say
    assert lacking(("medicines",), message.take_along) == []
    assert any(line.startswith("Do not wait") or "Do not take more" in line for line in message.do_not)


@pytest.mark.parametrize("message", SAME_DAY, ids=lambda message: message.id)
def test_a_same_day_message_names_what_turns_it_into_an_emergency(message: Message) -> None:
    assert lacking(SIGNS_OF_AN_EMERGENCY, message.worse) == []


@pytest.mark.parametrize("message", SOON, ids=lambda message: message.id)
def test_a_message_for_the_next_days_says_how_many_and_what_cannot_wait(message: Message) -> None:
    assert "{days} days" in message.headline
    assert "{days} days" in (message.say or "")
    assert lacking((*NERVES, "chest pain", "fever"), message.worse) == []


SINGLE_LEG = r"a (?:leg or foot|weak|foot).*(?:weak|drag)"


@pytest.mark.parametrize(
    "message", [one for one in BOOK.messages if one.level != "emergency_now"], ids=lambda message: message.id
)
def test_one_weak_or_dragging_leg_is_an_emergency_in_every_list_since_it_is_one_with_cancer(
    message: Message,
) -> None:
    assert [line for line in message.worse if re.search(SINGLE_LEG, line)]
    assert not re.search(r"\bleg\b", " ".join(message.do).replace("If a leg", ""))


@pytest.mark.parametrize("risk", ["ca_ever", "ca_now", "bleed_thinner"])
@pytest.mark.parametrize("sign", ["neuro_weak_leg", "neuro_foot_drop", "neuro_unsteady", "neuro_numb_spread"])
def test_the_rules_call_one_weak_leg_with_such_a_risk_an_emergency_as_the_lists_do(
    risk: str, sign: str
) -> None:
    replies: dict[str, Reply] = {
        one.id: Answer.NO for one in BOOK.rules.questions.values() if one.kind is Kind.ANSWER
    }
    replies |= {"age_years": 40.0, "course_weeks": 1.0, risk: Answer.YES, sign: Answer.YES}

    assert screen(replies, BOOK.rules).value.disposition is Disposition.EMERGENCY_NOW


def test_what_cannot_wait_stands_in_a_list_of_its_own_and_not_among_the_emergencies() -> None:
    by_id = {one.id: one for one in BOOK.messages}

    assert "maternity unit" in (by_id["routine_pregnancy"].today_head or "")
    assert lacking(("before 20 weeks",), by_id["routine_pregnancy"].today) == []
    assert lacking(("from 20 weeks", "chest pain"), by_id["routine_pregnancy"].worse) == []
    assert lacking(("eye",), by_id["routine_stiff_pattern"].today) == []
    for message in BOOK.messages:
        assert not re.search(r"\btoday\b|red, painful eye", " ".join(message.worse))
        assert not message.today_head or message.today


@pytest.mark.parametrize("message", BOOK.messages, ids=lambda message: message.id)
def test_what_is_said_on_the_phone_is_true_of_whoever_is_not_sure(message: Message) -> None:
    said = message.say or ""

    assert not re.search(r"I have (?:thoughts of ending|or had cancer)|I am pregnant|I have cancer", said)
    assert "cancer" not in said or "may" in said
    if "pregnan" in said and "{signs}" in said:
        assert "preg_possible" in message.says


GATED = [one for one in BOOK.messages if one.only_for_gates]


@pytest.mark.parametrize("message", GATED, ids=lambda message: message.id)
def test_whoever_gets_no_plan_is_not_asked_to_check_in_for_one(message: Message) -> None:
    assert lacking(("[Cc]heck in",), lines(message)) == ["[Cc]heck in"]


def test_every_reason_against_a_plan_has_words_of_its_own_where_a_plan_would_be_made() -> None:
    said_at = {gate for one in GATED if one.level == "self_care" for gate in one.only_for_gates}

    assert said_at == {gate.id for gate in BOOK.rules.plan_gates}
    for message in GATED:
        if "plan_known_cause" in message.only_for_gates:
            assert lacking(("team that cares for your spine",), message.do) == []
            assert "2 weeks" not in " ".join(message.do)


@pytest.mark.parametrize("message", BOOK.messages, ids=lambda message: message.id)
def test_every_message_names_the_nerve_signs_or_is_an_emergency_already(message: Message) -> None:
    assert message.level == "emergency_now" or lacking(NERVES, message.worse) == []


@pytest.mark.parametrize("message", BOOK.messages, ids=lambda message: message.id)
def test_what_not_to_do_reads_with_and_without_its_first_words(message: Message) -> None:
    assert [line for line in message.do_not if not re.match(r"Do not [a-z]", line)] == []


@pytest.mark.parametrize("message", BOOK.messages, ids=lambda message: message.id)
def test_the_name_of_a_line_stands_behind_a_colon_since_some_are_whole_sentences(message: Message) -> None:
    loose = r"(?<!: )\{(crisis|poison|health_line)\}"

    assert [line for line in lines(message) if re.search(loose, line)] == []


@pytest.mark.parametrize("message", MIND, ids=lambda message: message.id)
def test_dark_thoughts_meet_a_crisis_line_first_warm_words_and_no_figures(message: Message) -> None:
    own_words = " ".join(lines(message)).replace("next 2 to 4 weeks", "")

    assert "{crisis}" in message.do[0]
    assert any(words in own_words for words in WARM)
    assert "%" not in own_words
    assert not re.search(r"\d", own_words)


def test_every_rule_about_the_mind_has_words_of_its_own() -> None:
    assert {rule for message in MIND for rule in message.only_for_rules} == WITH_CRISIS


def test_too_much_medicine_is_told_the_poison_line_first_then_the_ambulance() -> None:
    message = next(one for one in EMERGENCY if one.only_for_rules == ("R08_TOO_MUCH",))

    assert "{poison}" in message.headline
    assert "{poison}" in message.do[0]
    assert "{emergency}" in message.do[1]
    assert lacking(("packs",), message.take_along) == []
    assert lacking(("vomit", "wait"), message.do_not) == []
    assert lacking(("even if you feel well",), (message.headline,)) == []


def test_an_emergency_in_pregnancy_says_so_first_and_waits_for_no_unit() -> None:
    message = next(one for one in EMERGENCY if "R70_PREG_EMERGENCY" in one.only_for_rules)

    assert "{emergency}" in message.headline
    assert (message.say or "").startswith("I am or may be pregnant")
    assert lacking(("weeks",), (message.say or "",)) == []
    assert lacking(("maternity unit",), message.do_not) == []


def test_pregnancy_the_same_day_goes_to_the_maternity_unit_and_not_to_the_family_doctor() -> None:
    message = next(one for one in SAME_DAY if "R71_PREG_TODAY" in one.only_for_rules)

    assert "maternity or early-pregnancy unit now, day or night" in message.headline
    assert lacking(("Do not wait for your doctor or midwife",), message.do) == []


@pytest.mark.parametrize("rule", ["R40_CA_EMERGENCY", "R41_CA_TODAY"])
def test_with_cancer_the_line_of_the_own_team_comes_first(rule: str) -> None:
    message = next(one for one in BOOK.messages if rule in one.only_for_rules)

    assert "24-hour line" in message.do[0]
    assert "still" in " ".join(message.do)


def test_waves_of_pain_name_the_testicle() -> None:
    message = next(one for one in BOOK.messages if "R73_KIDNEY_TODAY" in one.only_for_rules)

    assert "testicle" in message.headline
