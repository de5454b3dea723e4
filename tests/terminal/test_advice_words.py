"""The words of an advice: whom they are for, what is said on the phone, how the numbers read in it."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO

import pytest

from backcoach.coach.regions import ContactKind
from backcoach.flows.contacts import has_number, whom_to_call
from backcoach.flows.screening import Advice, advice, screened
from backcoach.terminal.rich_console import console
from backcoach.terminal.screens.advice import OLD_NUMBERS, WRONG_CLOCK, advice_screen, age_text, checked_text
from tests.flows.people import real_book, replies_for

BOOK = real_book()
REGIONS = [region.code for region in BOOK.regions]


def told(region: str | None = "NZ", **answers: str | float) -> Advice:
    body = screened("screen", replies_for(**answers).screening, BOOK)
    return advice(body, BOOK.region(region) if region else None, BOOK)


def lines(made: Advice) -> list[str]:
    return [
        line
        for one in made.messages
        for line in (one.headline, one.say or "", *one.do, *one.worse, *one.today, one.today_head or "")
    ]


@pytest.mark.parametrize("gate", ["scope_known_cause", "scope_self", "scope_low_back"])
def test_whoever_gets_no_plan_is_told_what_fits_and_nothing_about_daily_check_ins(gate: str) -> None:
    answer = "yes" if gate == "scope_known_cause" else "no"
    made = told(**{gate: answer})

    assert not made.is_plan_allowed
    assert len(made.messages) == 1
    assert made.messages[0].only_for_gates
    assert not re.search("[Cc]heck in", " ".join(lines(made)))
    assert ("team that cares for your spine" in " ".join(lines(made))) is (gate == "scope_known_cause")


def test_with_a_known_cause_its_words_go_before_those_of_other_reasons_against_a_plan() -> None:
    made = told(scope_known_cause="yes", scope_self="no")

    assert [one.id for one in made.messages] == ["self_care_known_cause"]


def test_a_reason_against_a_plan_changes_no_words_above_it() -> None:
    assert [one.id for one in told(scope_known_cause="yes", pain_upper_back="yes").messages] == ["soon"]


def test_the_line_on_the_phone_says_a_pregnancy_once() -> None:
    said = told(preg_possible="yes", preg_bleed="yes").messages[0].say or ""

    assert said.endswith("I have back pain with bleeding from the vagina.")
    assert said.count("pregnan") == 1


def test_whoever_is_not_sure_about_cancer_or_a_danger_says_nothing_as_certain() -> None:
    assert "perhaps cancer care" in (told(ca_now="not_sure").messages[0].say or "")
    danger = told(mh_suicide_thoughts="not_sure", mh_suicide_now="not_sure").messages[0].say or ""

    assert "I may be in danger" in danger
    assert "I have thoughts" not in danger


def shown(made: Advice) -> str:
    calls = whom_to_call(made, BOOK.region("NZ"), BOOK, date(2026, 12, 1))
    out = StringIO()
    console(out).print(advice_screen(made, calls))
    return out.getvalue()


def test_what_is_grave_is_the_first_reason_and_what_only_stands_against_a_plan_comes_after() -> None:
    text = shown(told(em_chest_pain="yes", scope_self="no"))

    assert 0 < text.index("(R01_EMERGENCY_SIGN)") < text.index("(plan_for_yourself_only)")


def test_a_weak_sign_is_not_told_beside_a_more_urgent_one() -> None:
    made = told(ca_weight_loss="yes", ca_night_pain="yes")

    assert {reason.rule for reason in made.top_reasons} == {"R43_CA_SOON"}
    assert "R45_CA_WEAK" in {reason.rule for reason in made.reasons}
    text = shown(made)
    assert "(R43_CA_SOON)" in text
    assert "R45" not in text
    assert "and 1 more" in text


@pytest.mark.parametrize("code", REGIONS)
def test_the_numbers_of_every_region_read_well_in_a_sentence(code: str) -> None:
    region = BOOK.region(code)
    firsts = [found[0] for kind in ContactKind if (found := region.contacts_for(kind))]

    for one in firsts:
        if one.kind is not ContactKind.EMERGENCY and not has_number(one):
            assert one.number in one.label
            assert one.label[0].islower()
    for made in (told(code, mh_not_coping="yes"), told(code, em_too_much="yes"), told(code)):
        for line in lines(made):
            assert not re.search(r": (?:Your|The|A|An) |\((?:your|the) |\.\.|\{", line)


def test_a_number_checked_on_a_day_to_come_says_that_the_clock_may_be_wrong() -> None:
    made, region = told(pain_upper_back="yes"), BOOK.region("NZ")
    early, late = (whom_to_call(made, region, BOOK, day) for day in (date(2026, 3, 2), date(2029, 3, 2)))

    assert "the clock may be wrong" in checked_text(early.first[0], early)
    assert "12 months" not in checked_text(early.first[0], early)
    assert age_text(early) == WRONG_CLOCK
    assert "over 12 months ago" in checked_text(late.first[0], late)
    assert age_text(late) == OLD_NUMBERS
