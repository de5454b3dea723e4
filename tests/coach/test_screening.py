"""Screening only ever raises, counts what is missing as not sure, and stops early only for good reason."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from backcoach.coach.conditions import AllOf, AtLeast, Below, Condition, Is, Not, Number
from backcoach.coach.interview import next_ask
from backcoach.coach.screening import (
    Derived,
    Facts,
    Kind,
    PlanGate,
    Question,
    Replies,
    Reply,
    Rule,
    ScreeningRules,
    derived_modifiers,
    is_emergency_already,
    is_open,
    only_open,
    screen,
    unanswered,
)
from backcoach.coach.values import Answer, Disposition, Reason
from tests.coach.cells import CELLS, WITHOUT_GATES, alone
from tests.coach.pairs import CALMS, OPENERS
from tests.spec.conftest import real_screening
from tests.spec.tables import positives

Y, N, U = Answer.YES, Answer.NO, Answer.NOT_SURE
YES = frozenset({Y})
POSITIVE = frozenset({Y, U})
SELF_CARE, ROUTINE, SOON_7 = Disposition.SELF_CARE, Disposition.ROUTINE, Disposition.SOON_7
SAME_DAY, EMERGENCY = Disposition.SAME_DAY, Disposition.EMERGENCY_NOW


def question(name: str, gate: Condition | None = None) -> Question:
    return Question(name, "X", f"{name}?", Kind.ANSWER, "always", ("D",), asked_while=gate)


def number(name: str, rules: float, plan: float) -> Question:
    return replace(question(name), kind=Kind.NUMBER, unknown_counts_as=rules, unknown_counts_for_plan=plan)


def rule(name: str, level: Disposition, when: Condition) -> Rule:
    return Rule(name, level, when, f"because of {name}", ("D",))


# A bell opens a question about smoke; fire is an emergency, and so is smoke at 65 or older.
FIRE = rule("FIRE", EMERGENCY, Is("fire", YES))
OLD_SMOKE = rule("OLD_SMOKE", EMERGENCY, AllOf((Is("smoke", YES), AtLeast(Number("age_years"), 65))))
SMOKE = rule("SMOKE", SAME_DAY, Is("smoke", POSITIVE))
BELL = rule("BELL", ROUTINE, Is("bell", POSITIVE))
SMALL = ScreeningRules(
    {
        one.id: one
        for one in (
            number("age_years", 75, 17),
            question("fire"),
            question("bell"),
            question("smoke", Is("bell", POSITIVE)),
            question("cough", AtLeast(Number("age_years"), 50)),
        )
    },
    (BELL, SMOKE, OLD_SMOKE, FIRE),
    (
        PlanGate("ADULTS", Below(Number("age_years"), 18), "adults only", ("D",)),
        PlanGate("NO_FIRE", Not(Is("fire", frozenset({N}))), "not in a fire", ("D",)),
    ),
)
QUIET: dict[str, Reply] = {"age_years": 40.0, "fire": N, "bell": N, "smoke": N, "cough": N}


def test_when_nothing_holds_it_is_self_care_and_a_plan_may_be_made() -> None:
    decision = screen(QUIET, SMALL)

    assert decision.value.disposition is SELF_CARE
    assert decision.value.is_plan_allowed is True
    assert decision.reasons == ()


def test_the_most_urgent_rule_decides_and_stands_first_among_the_reasons() -> None:
    decision = screen(QUIET | {"bell": U, "smoke": Y}, SMALL)

    assert decision.value.disposition is SAME_DAY
    assert decision.reasons == (
        Reason("SMOKE", "because of SMOKE", (("smoke", "yes"),), ("D",)),
        Reason("BELL", "because of BELL", (("bell", "not_sure"),), ("D",)),
    )


def test_a_reason_names_each_input_once() -> None:
    twice = rule("TWICE", ROUTINE, AllOf((Is("bell", YES), Is("bell", POSITIVE))))

    decision = screen(QUIET | {"bell": Y}, replace(SMALL, rules=(twice,)))

    assert decision.reasons[0].inputs == (("bell", "yes"),)


def test_an_answer_behind_a_closed_gate_counts_as_no() -> None:
    decision = screen(QUIET | {"smoke": Y}, SMALL)

    assert decision.value.disposition is SELF_CARE
    assert decision.value.answers["smoke"] is N


def test_what_should_have_been_answered_and_was_not_counts_as_not_sure() -> None:
    decision = screen({"age_years": 40.0, "fire": N, "bell": Y, "cough": N}, SMALL)

    assert decision.value.disposition is SAME_DAY
    assert decision.value.answers["smoke"] is U


def test_a_reason_tells_what_was_not_asked_from_what_the_person_is_not_sure_of() -> None:
    asked = screen({**QUIET, "bell": U}, SMALL)
    left_out = screen({name: reply for name, reply in QUIET.items() if name != "bell"}, SMALL)

    assert ("bell", "not_sure") in [one for reason in asked.reasons for one in reason.inputs]
    unasked = [one for reason in left_out.reasons for one in reason.inputs if one[0] == "bell"]
    assert set(unasked) == {("bell", "not asked, counts as not_sure")}
    assert left_out.value.disposition is asked.value.disposition


def test_a_number_in_place_of_an_answer_counts_as_not_sure() -> None:
    assert screen(QUIET | {"bell": 0.0}, SMALL).value.answers["bell"] is U


def test_an_unknown_age_counts_as_old_in_the_rules_and_as_young_for_the_plan() -> None:
    unknown: dict[str, Reply] = QUIET | {"age_years": U}

    assert screen(unknown | {"bell": Y, "smoke": Y}, SMALL).value.disposition is EMERGENCY
    quiet = screen(unknown, SMALL).value
    assert quiet.disposition is SELF_CARE
    assert quiet.is_plan_allowed is False
    stand_in = ("age_years", "not known, counts as 17")
    assert quiet.plan_reasons == (Reason("ADULTS", "adults only", (stand_in,), ("D",)),)


def test_a_gate_that_looks_at_an_unknown_number_is_open() -> None:
    unknown: dict[str, Reply] = {"age_years": U}

    assert is_open("cough", unknown, SMALL) is True
    assert is_open("cough", {"age_years": 49.0}, SMALL) is False
    assert is_open("cough", {}, SMALL) is False
    assert screen({"fire": N, "bell": N}, SMALL).value.answers["cough"] is U


def test_an_urgent_disposition_leaves_no_room_for_a_plan() -> None:
    assert screen(QUIET | {"bell": Y, "smoke": N}, SMALL).value.is_plan_allowed is True
    assert screen(QUIET | {"bell": Y, "smoke": Y}, SMALL).value.is_plan_allowed is False


def test_a_plan_gate_closes_the_plan_at_any_disposition() -> None:
    decision = screen(QUIET | {"age_years": 17.0}, SMALL)

    assert decision.value.disposition is SELF_CARE
    assert decision.value.is_plan_allowed is False


@pytest.mark.parametrize(
    ("replies", "is_one"),
    [
        ({}, False),
        ({"fire": N}, False),
        ({"fire": U}, False),
        ({"fire": Y}, True),
        ({"age_years": 70.0, "smoke": Y}, False),
        ({"age_years": 70.0, "smoke": Y, "bell": N}, False),
        ({"age_years": 70.0, "smoke": Y, "bell": U}, True),
        ({"smoke": Y, "bell": Y}, False),
        ({"age_years": U, "smoke": Y, "bell": Y}, True),
    ],
)
def test_it_is_an_emergency_already_only_when_nothing_unasked_could_change_that(
    replies: dict[str, Reply], is_one: bool
) -> None:
    assert is_emergency_already(replies, SMALL) is is_one


def test_an_emergency_names_no_reason_that_nobody_was_asked_about() -> None:
    decision = screen({"fire": Y}, SMALL)

    assert decision.value.disposition is EMERGENCY
    assert [reason.rule for reason in decision.reasons] == ["FIRE"]
    assert decision.value.answers == {"fire": Y}
    assert decision.value.is_plan_allowed is False


def test_only_open_questions_without_a_reply_are_unanswered() -> None:
    assert unanswered({}, SMALL) == ("age_years", "fire", "bell")
    assert unanswered({"age_years": 60.0, "bell": Y}, SMALL) == ("fire", "smoke", "cough")
    assert unanswered(QUIET, SMALL) == ()


def test_in_an_emergency_nothing_is_left_to_ask() -> None:
    assert unanswered({"fire": Y}, SMALL) == ()


def test_a_modifier_follows_from_a_complete_screening_with_gaps_as_not_sure() -> None:
    derived = (
        Derived("rung", Is("bell", POSITIVE), ("D",)),
        Derived("smoky", Is("smoke", YES), ("D",)),
    )

    assert derived_modifiers(QUIET, SMALL, derived) == ()
    assert derived_modifiers(QUIET | {"bell": Y, "smoke": Y}, SMALL, derived) == ("rung", "smoky")
    assert derived_modifiers({}, SMALL, derived) == ("rung",)


# ---- promises that hold for the real content

BOOK = real_screening()
RULES = BOOK.rules
QUESTIONS = sorted(one.id for one in RULES.questions.values() if one.kind is Kind.ANSWER)
NUMBERS = sorted(one.id for one in RULES.questions.values() if one.kind is Kind.NUMBER)
RISING = (N, U, Y)
ORDINARY: dict[str, Reply] = {
    **dict.fromkeys(QUESTIONS, N),
    "scope_self": Y,
    "scope_low_back": Y,
    "age_years": 40.0,
    "course_weeks": 1.0,
    "onset_age": 40.0,
}
REASSURING = set(CALMS)
"""A yes to these lowers: seen by a doctor, checked after the accident, or pain that sitting eases."""

ages: st.SearchStrategy[Reply] = st.sampled_from([*map(float, range(15, 80)), U])
weeks: st.SearchStrategy[Reply] = st.sampled_from([0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 11.5, 12.0, 52.0, U])
onsets: st.SearchStrategy[Reply] = st.sampled_from([12.0, 34.0, 35.0, 39.0, 40.0, 44.0, 45.0, 70.0, U])
follow_ups = st.fixed_dictionaries(
    {
        name: st.sampled_from(RISING)
        for name in ("ces_recent", "fx_major_recent", "pain_new_kind", "preg_late", *sorted(REASSURING))
    }
)
signs = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from((U, Y)), max_size=7)
scope = st.fixed_dictionaries(
    {
        "age_years": ages,
        "course_weeks": weeks,
        "onset_age": onsets,
        "scope_self": st.sampled_from((Y, Y, Y, U, N)),
        "scope_low_back": st.sampled_from((Y, Y, Y, U, N)),
    }
)


def _joined(*parts: dict[str, Reply]) -> dict[str, Reply]:
    """An ordinary person with a few signs: the follow-ups are at any answer, most of them behind gates."""
    whole = dict(ORDINARY)
    for part in reversed(parts):
        whole |= part
    return whole


people = st.builds(_joined, signs, follow_ups, scope)


def where(replies: Replies, rules: ScreeningRules = RULES) -> Disposition:
    return screen(replies, rules).value.disposition


def test_all_no_is_self_care() -> None:
    assert where(dict.fromkeys(QUESTIONS, N) | {"age_years": 40.0, "course_weeks": 1.0}) is SELF_CARE


def test_all_not_sure_is_an_emergency() -> None:
    assert where(dict.fromkeys([*QUESTIONS, *NUMBERS], U)) is EMERGENCY
    assert where({}) is EMERGENCY


def test_every_question_says_where_it_leads_alone() -> None:
    assert len(CELLS) == 215
    silent = {one for one in QUESTIONS if RULES.questions[one].alone_yes is None}
    assert silent == {
        "scope_self",
        "scope_low_back",
        "scope_known_cause",
        "ces_recent",
        "ces_checked",
        "fx_major_recent",
        "fx_major_checked",
    }


@pytest.mark.parametrize(("name", "answer", "cell"), CELLS, ids=lambda part: getattr(part, "value", part))
def test_a_sign_alone_leads_where_the_content_says(name: str, answer: Answer, cell: Disposition) -> None:
    assert where(alone(name, answer), WITHOUT_GATES) is cell


LONG = {"course_weeks": 12.0, "onset_age": 44.0}


def opener(name: str) -> dict[str, Answer]:
    """The answers that open the gate of a question."""
    return positives(OPENERS.get(name, ""))


def opened(name: str) -> dict[str, Reply]:
    """The least that opens the gate of a question, numbers too."""
    replies = ORDINARY | {"ces_recent": U} | opener(name)
    if name.startswith(("course_", "ibp_", "eye_")):
        replies |= LONG
    if name == "course_first_after_50":
        replies["age_years"] = 50.0
    return replies


@pytest.mark.parametrize(("name", "answer", "cell"), CELLS, ids=lambda part: getattr(part, "value", part))
def test_with_its_gate_opened_a_sign_leads_at_least_as_far(
    name: str, answer: Answer, cell: Disposition
) -> None:
    replies = opened(name)

    assert is_open(name, replies, RULES)
    assert where(replies | {name: answer}) >= cell


@pytest.mark.parametrize("rules", [RULES, WITHOUT_GATES], ids=["gates on", "gates off"])
@given(person=people, name=st.sampled_from(sorted(set(QUESTIONS) - REASSURING)))
def test_a_rising_answer_never_lowers_the_disposition(
    person: dict[str, Reply], name: str, rules: ScreeningRules
) -> None:
    no, not_sure, yes = (where(person | {name: answer}, rules) for answer in RISING)

    assert no <= not_sure <= yes


@pytest.mark.parametrize(
    ("name", "context", "weeks_ago", "at_no", "at_yes"),
    [
        ("ces_checked", "ces_pee_leak=y, ces_recent=n", 1, SAME_DAY, ROUTINE),
        ("fx_major_checked", "fx_major_trauma=y, fx_major_recent=y", 1, EMERGENCY, ROUTINE),
        ("course_reviewed", "", 6, ROUTINE, SELF_CARE),
        ("pat_sit_relief", "ces_both_legs_pain=y, ces_recent=n, pat_walk_pain=y", 1, SAME_DAY, ROUTINE),
        ("pat_walk_pain", "ces_both_legs_pain=y, ces_recent=n, pat_sit_relief=y", 1, SAME_DAY, ROUTINE),
    ],
)
def test_a_reassuring_answer_lowers_only_with_a_plain_yes(
    name: str, context: str, weeks_ago: float, at_no: Disposition, at_yes: Disposition
) -> None:
    person: dict[str, Reply] = {**ORDINARY, "course_weeks": float(weeks_ago), **positives(context)}

    assert where(person | {name: N}) is at_no
    assert where(person | {name: U}) is at_no
    assert where(person | {name: Y}) is at_yes


@given(people, st.lists(st.sampled_from(sorted(RULES.questions))))
def test_the_open_questions_together_are_those_that_are_open_one_by_one(
    person: dict[str, Reply], unasked: list[str]
) -> None:
    replies = {name: one for name, one in person.items() if name not in unasked}
    one_by_one = {name: one for name, one in replies.items() if is_open(name, replies, RULES)}
    assert only_open(replies, RULES) == one_by_one
    assert list(only_open(replies, RULES)) == list(one_by_one)


@given(people, st.sampled_from(sorted(REASSURING)))
def test_not_sure_never_reassures(person: dict[str, Reply], name: str) -> None:
    assert where(person | {name: N}) <= where(person | {name: U})


def _within(node: object) -> Iterator[Any]:
    """A condition and all it is made of."""
    if isinstance(node, tuple):
        for part in node:
            yield from _within(part)
    elif is_dataclass(node):
        yield node
        for one in fields(node):
            yield from _within(getattr(node, one.name))


def _ages(when: Condition | None, kind: type[AtLeast | Below]) -> list[int]:
    """The ages at which this condition begins, or ends, to hold."""
    return [one.limit for one in _within(when) if isinstance(one, kind) and "age_years" in one.reads()]


MINORS = {"R98_UNDER16", "R99_16_17", "R83_16_17_LASTING"}


def test_age_ends_only_the_rules_for_minors_and_the_questions_about_pregnancy() -> None:
    """So these are the only places where an older person may be sent less far: 16, 18 and 56."""
    ends = {one.id: _ages(one.when, Below) for one in RULES.rules}
    closes = {name: _ages(one.asked_while, Below) for name, one in RULES.questions.items()}

    assert {name: at for name, at in ends.items() if at} == {
        "R98_UNDER16": [16],
        "R99_16_17": [18],
        "R83_16_17_LASTING": [18],
    }
    assert {name: at for name, at in closes.items() if at} == {"preg_possible": [56], "preg_recent": [56]}
    everything = [one.when for one in RULES.rules] + [one.asked_while for one in RULES.questions.values()]
    denied = [one for when in everything for one in _within(when) if isinstance(one, Not)]
    assert not any("age_years" in one.reads() for one in denied)


def test_no_age_over_75_changes_anything_so_that_it_can_stand_for_an_unknown_age() -> None:
    everything = [one.when for one in RULES.rules] + [one.asked_while for one in RULES.questions.values()]

    assert max(age for when in everything for age in _ages(when, AtLeast)) == 75
    assert RULES.questions["age_years"].unknown_counts_as == 75


@given(people, st.integers(18, 110), st.integers(0, 60))
def test_more_age_never_lowers_the_disposition(person: dict[str, Reply], age: int, more: int) -> None:
    """The pregnancy questions end at 56; what an earlier answer to them raised is not compared across it."""
    older = age + more if age >= 56 else min(age + more, 55)

    assert where(person | {"age_years": float(age)}) <= where(person | {"age_years": float(older)})


@given(people, st.integers(0, 110), st.integers(0, 60))
def test_but_for_the_rules_for_minors_more_age_never_lowers_it_from_birth_on(
    person: dict[str, Reply], age: int, more: int
) -> None:
    adults = replace(RULES, rules=tuple(one for one in RULES.rules if one.id not in MINORS))
    person |= {name: N for name in QUESTIONS if name.startswith("preg_")}

    younger, older = (person | {"age_years": float(one)} for one in (age, age + more))
    assert where(younger, adults) <= where(older, adults)


@given(people, st.integers(0, 17), st.booleans())
def test_a_minor_is_never_sent_less_far_than_the_rules_for_minors(
    person: dict[str, Reply], age: int, is_lasting: bool
) -> None:
    minor = person | {"age_years": float(age), "course_weeks": 3.0 if is_lasting else 2.5}

    decision = screen(minor, RULES).value

    least = SOON_7 if age < 16 else Disposition.SOON_14 if is_lasting else ROUTINE
    assert decision.disposition >= least
    assert decision.is_plan_allowed is False


@given(people, st.integers(18, 110))
def test_an_age_nobody_knows_leads_at_least_as_far_as_that_of_any_adult(
    person: dict[str, Reply], age: int
) -> None:
    assert where(person | {"age_years": U}) >= where(person | {"age_years": float(age)})
    assert screen(person | {"age_years": U}, RULES).value.is_plan_allowed is False


@given(people, st.integers(18, 110), st.integers(0, 60))
def test_more_age_never_lowers_the_disposition_of_somebody_who_is_not_pregnant(
    person: dict[str, Reply], age: int, more: int
) -> None:
    person |= {name: N for name in QUESTIONS if name.startswith("preg_")}

    assert where(person | {"age_years": float(age)}) <= where(person | {"age_years": float(age + more)})


@given(people, st.integers(0, 60), st.integers(0, 60))
def test_more_weeks_never_lower_the_disposition_while_nobody_has_looked_at_it(
    person: dict[str, Reply], ago: int, more: int
) -> None:
    person |= {"course_reviewed": N}

    assert where(person | {"course_weeks": float(ago)}) <= where(person | {"course_weeks": float(ago + more)})


@given(people, st.integers(6, 60), st.integers(0, 60))
def test_more_weeks_never_lower_the_disposition_of_a_bout_that_was_looked_at(
    person: dict[str, Reply], ago: int, more: int
) -> None:
    assert where(person | {"course_weeks": float(ago)}) <= where(person | {"course_weeks": float(ago + more)})


def _shuffled(person: Replies, chance: random.Random) -> dict[str, Reply]:
    names = list(person)
    chance.shuffle(names)
    return {name: person[name] for name in names}


@given(people, st.randoms(use_true_random=False))
def test_the_order_of_the_replies_does_not_matter_to_the_decision(
    person: dict[str, Reply], chance: random.Random
) -> None:
    mixed = _shuffled(person, chance)

    assert screen(mixed, RULES) == screen(person, RULES)
    assert derived_modifiers(mixed, RULES, BOOK.derived) == derived_modifiers(person, RULES, BOOK.derived)
    assert is_emergency_already(mixed, RULES) is is_emergency_already(person, RULES)


@given(people, st.randoms(use_true_random=False), st.sets(st.sampled_from([*QUESTIONS, *NUMBERS])))
def test_an_interview_in_any_order_comes_to_the_same_decision(
    person: dict[str, Reply], chance: random.Random, known_before: set[str]
) -> None:
    """Some answers are there already, in any order; of each prompt any line is answered first."""
    kept = {name: one for name, one in _shuffled(person, chance).items() if name in known_before}
    while ask := next_ask(kept, BOOK.interview, RULES):
        name = chance.choice(ask.questions).id
        kept.pop(name, None)
        kept[name] = person[name]

    decision, whole = screen(kept, RULES), screen(person, RULES)
    event(decision.value.disposition.value)
    assert decision.value.disposition is whole.value.disposition
    if decision.value.disposition is EMERGENCY:
        assert {one.rule for one in decision.reasons} <= {one.rule for one in whole.reasons}
    else:
        assert decision == whole


anything = st.fixed_dictionaries(
    {name: st.sampled_from((Y, N, U, None)) for name in QUESTIONS}
    | {name: st.sampled_from((0.0, 20.0, 44.0, 45.0, 70.0, U, None)) for name in NUMBERS}
)


def _closed(replies: Replies, rules: ScreeningRules = RULES) -> set[str]:
    """The questions whose gate the replies have closed, whatever is still missing."""
    facts = Facts(replies, rules, is_complete=False)
    return {name for name in rules.questions if facts.is_asked(name) is False}


@given(people, st.sets(st.sampled_from(QUESTIONS), max_size=20), anything)
def test_no_reply_behind_a_closed_gate_changes_anything(
    person: dict[str, Reply], missing: set[str], other: dict[str, Reply | None]
) -> None:
    asked = {name: one for name, one in person.items() if name not in missing}
    closed = _closed(asked)
    kept = {name: one for name, one in asked.items() if name not in closed}
    changed = kept | {name: one for name in closed if (one := other[name]) is not None}

    event(f"about {len(closed) // 10 * 10} closed")
    assert _closed(changed) == closed
    assert screen(changed, RULES) == screen(asked, RULES)
    assert derived_modifiers(changed, RULES, BOOK.derived) == derived_modifiers(asked, RULES, BOOK.derived)
    assert is_emergency_already(changed, RULES) is is_emergency_already(asked, RULES)
    assert unanswered(changed, RULES) == unanswered(asked, RULES)


GATES = {name: gate for name in QUESTIONS if (gate := RULES.questions[name].asked_while) is not None}


@settings(max_examples=25)
@given(people, st.sets(st.sampled_from([*QUESTIONS, *NUMBERS]), max_size=20))
def test_a_gate_hides_what_could_raise_the_level_only_after_a_plain_no_or_a_number(
    person: dict[str, Reply], missing: set[str]
) -> None:
    """What is skipped or not sure opens the gate, so that nothing is left unasked for want of an answer."""
    asked = {one: reply for one, reply in person.items() if one not in missing}
    facts = Facts(asked, RULES, is_complete=True)
    for name, gate in GATES.items():
        if facts.is_asked(name) is not False:
            continue
        ungated = replace(
            RULES, questions={**RULES.questions, name: replace(RULES.questions[name], asked_while=None)}
        )
        if where(asked | {name: Y}, ungated) > where(asked | {name: N}, ungated):
            event(f"{name} could have raised it")
            assert any(facts.answer(one) is N or isinstance(asked.get(one), float) for one in gate.reads())


def test_no_gate_of_a_raising_question_closes_for_want_of_an_answer() -> None:
    """These three stay closed: the first calms, the two others count only beside a plain yes to walking."""
    unknown = Facts({}, RULES, is_complete=True)

    assert {name for name in RULES.questions if unknown.is_asked(name) is False} == {
        "ces_checked",
        "pat_sit_relief",
        "pat_stand_relief",
    }


@given(people, st.sets(st.sampled_from([*QUESTIONS, *NUMBERS]), max_size=30))
def test_what_is_missing_counts_as_an_explicit_not_sure(person: dict[str, Reply], missing: set[str]) -> None:
    said = screen(person | dict.fromkeys(missing, U), RULES).value
    given = {name: one for name, one in person.items() if name not in missing}
    unsaid = screen(given, RULES).value

    assert unsaid.disposition is said.disposition
    assert unsaid.is_plan_allowed is said.is_plan_allowed
    reasons = [one.rule for one in unsaid.plan_reasons]
    if is_emergency_already(given, RULES):
        # Nothing more was asked then, so nothing more is said.
        assert set(reasons) <= {one.rule for one in said.plan_reasons}
    else:
        assert reasons == [one.rule for one in said.plan_reasons]


@given(people, st.lists(st.sampled_from([*QUESTIONS, *NUMBERS]), max_size=40, unique=True))
def test_a_missing_reply_never_lowers_what_a_no_would_give(
    person: dict[str, Reply], missing: list[str]
) -> None:
    settled = person | {name: N for name in missing if name in QUESTIONS} | dict.fromkeys(REASSURING, N)
    unsaid = {name: one for name, one in settled.items() if name in NUMBERS or name not in missing}

    assert where(unsaid) >= where(settled)


emergencies = st.sampled_from([cell for cell in CELLS if cell[2] is EMERGENCY])


@settings(max_examples=150)
@given(people, people, st.sets(st.sampled_from([*QUESTIONS, *NUMBERS])), st.none() | emergencies)
def test_an_emergency_before_the_end_is_one_however_the_rest_is_answered(
    person: dict[str, Reply],
    rest: dict[str, Reply],
    unasked: set[str],
    cell: tuple[str, Answer, Disposition] | None,
) -> None:
    sign: dict[str, Reply] = {} if cell is None else {**opener(cell[0]), cell[0]: cell[1]}
    so_far = {name: one for name, one in person.items() if name not in unasked} | sign

    if is_emergency_already(so_far, RULES):
        event("an emergency before the end")
        assert where(rest | so_far) is EMERGENCY
        assert where(so_far) is EMERGENCY
        assert screen(so_far, RULES).reasons != ()


@given(people, emergencies)
def test_a_sign_that_is_an_emergency_alone_is_one_whatever_else_is_answered(
    person: dict[str, Reply], cell: tuple[str, Answer, Disposition]
) -> None:
    name, answer, _ = cell
    taken_for_granted: dict[str, Reply] = {"age_years": 40.0, "ces_recent": U, "fx_major_checked": U}

    assert where({**person, **taken_for_granted, **opener(name), name: answer}) is EMERGENCY


@given(people)
def test_with_every_reply_given_there_is_no_other_emergency_than_the_one_seen_already(
    person: dict[str, Reply],
) -> None:
    assert is_emergency_already(person, RULES) is (where(person) is EMERGENCY)


@given(people)
def test_a_plan_is_for_adults_about_themselves_without_a_known_cause_and_nothing_urgent(
    person: dict[str, Reply],
) -> None:
    decision = screen(person, RULES).value

    age = person["age_years"]
    is_fit = (
        isinstance(age, float)
        and age >= 18
        and person["scope_self"] is Y
        and person["scope_known_cause"] is N
        and person["scope_low_back"] is not N
    )
    assert decision.is_plan_allowed is (decision.disposition in (SELF_CARE, ROUTINE) and is_fit)


@given(people)
def test_every_decision_above_self_care_names_a_reason_with_inputs_and_sources(
    person: dict[str, Reply],
) -> None:
    decision = screen(person, RULES)

    assert (decision.reasons == ()) is (decision.value.disposition is SELF_CARE)
    for reason in decision.reasons:
        assert reason.inputs
        assert reason.sources
        assert {name for name, _ in reason.inputs} <= set(RULES.questions)
