"""The short check of every day: a no keeps what was said, all else opens the whole group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.conditions import Is
from backcoach.coach.daily import (
    DailyGate,
    daily_replies,
    events_of,
    gates_today,
    opened,
    still_to_ask,
    text_of,
    told,
)
from backcoach.coach.screening import Kind, Question, Reply, ScreeningRules, screen
from backcoach.coach.values import Answer, Disposition
from tests.spec.conftest import real_screening

Y, N, U = Answer.YES, Answer.NO, Answer.NOT_SURE
POSITIVE = frozenset({Y, U})


def question(name: str, gate: Is | None = None) -> Question:
    return Question(name, "X", f"{name}?", Kind.ANSWER, "always", ("D",), asked_while=gate)


RULES = ScreeningRules(
    {
        one.id: one
        for one in (
            question("numb"),
            question("leak"),
            question("recent", Is("leak", POSITIVE)),
            question("cough"),
        )
    },
    (),
    (),
)
NERVES = DailyGate("nerves", "Any of these?", ("numb", "leak", "recent"), ("numb", "leak"), ("D",))
LUNGS = DailyGate("lungs", "Any of these?", ("cough", "numb"), ("cough",), ("D",))
PILLS = DailyGate("pills", "Any of these?", ("numb",), (), ("D",), only_while="medicine")
GATES = (NERVES, LUNGS)
BASELINE: dict[str, Reply] = {"numb": N, "leak": Y, "recent": N, "cough": U}


@pytest.mark.parametrize(
    ("circumstances", "asked"),
    [
        (frozenset(), (NERVES, LUNGS)),
        (frozenset({"pregnancy"}), (NERVES, LUNGS)),
        (frozenset({"medicine", "pregnancy"}), (NERVES, LUNGS, PILLS)),
    ],
)
def test_a_gate_for_a_circumstance_is_asked_only_in_it(
    circumstances: frozenset[str], asked: tuple[DailyGate, ...]
) -> None:
    assert gates_today((NERVES, LUNGS, PILLS), circumstances) == asked


@pytest.mark.parametrize(
    ("answers", "questions"),
    [
        ({"nerves": N, "lungs": N}, ()),
        ({"nerves": Y, "lungs": N}, ("numb", "leak", "recent")),
        ({"nerves": U, "lungs": N}, ("numb", "leak", "recent")),
        ({"nerves": N}, ("cough", "numb")),
        ({}, ("numb", "leak", "recent", "cough")),
    ],
)
def test_only_a_plain_no_leaves_a_gate_closed(answers: dict[str, Answer], questions: tuple[str, ...]) -> None:
    assert opened(GATES, answers) == questions


def test_a_no_keeps_what_the_last_screening_said() -> None:
    assert daily_replies(BASELINE, GATES, {"nerves": N, "lungs": N}, {}) == BASELINE


def test_an_opened_question_loses_its_old_reply() -> None:
    assert daily_replies(BASELINE, GATES, {"nerves": Y, "lungs": N}, {}) == {"cough": U}


def test_what_is_told_today_takes_its_place_after_what_was_said_before() -> None:
    replies = daily_replies(BASELINE, GATES, {"nerves": Y, "lungs": N}, {"leak": Y, "recent": Y})

    assert list(replies.items()) == [("cough", U), ("leak", Y), ("recent", Y)]


def test_the_baseline_itself_is_left_as_it_was() -> None:
    daily_replies(BASELINE, GATES, {}, {"numb": Y})

    assert BASELINE == {"numb": N, "leak": Y, "recent": N, "cough": U}


def test_the_opened_questions_are_asked_as_far_as_they_are_open() -> None:
    yes = {"nerves": Y, "lungs": N}

    assert still_to_ask(GATES, yes, {"cough": U}, RULES) == ("numb", "leak")
    assert still_to_ask(GATES, yes, {"cough": U, "numb": N, "leak": Y}, RULES) == ("recent",)
    assert still_to_ask(GATES, yes, {"cough": U, "numb": N, "leak": N}, RULES) == ()
    assert still_to_ask(GATES, {"nerves": N, "lungs": N}, {}, RULES) == ()


FALL = DailyGate(
    "fall",
    "A fall?",
    ("leak", "recent"),
    (),
    ("D",),
    texts={"leak": "A leak since then?"},
    sets={"recent": Y},
)


@pytest.mark.parametrize(
    ("answers", "details", "recent"),
    [
        ({"fall": N}, {}, N),
        ({"fall": Y}, {}, Y),
        ({"fall": U}, {}, Y),
        ({}, {}, Y),
        ({"fall": Y}, {"recent": U}, U),
    ],
)
def test_an_open_gate_gives_the_answers_that_follow_from_it(
    answers: dict[str, Answer], details: dict[str, Reply], recent: Answer
) -> None:
    replies = daily_replies(BASELINE, (FALL,), answers, details)

    assert replies["recent"] is recent
    assert "recent" not in still_to_ask((FALL,), answers, replies | {"leak": Y}, RULES)


@pytest.mark.parametrize(
    ("answer", "text"), [(Y, "A leak since then?"), (U, "A leak since then?"), (N, "leak?")]
)
def test_an_open_gate_asks_about_the_time_since_the_last_check_in(answer: Answer, text: str) -> None:
    assert text_of(RULES.questions["leak"], (FALL,), {"fall": answer}) == text


@pytest.mark.parametrize(
    ("answers", "events"),
    [
        ({"fall": N}, ()),
        ({"fall": Y}, ("event_fall",)),
        ({"fall": U}, ("event_fall",)),
        ({}, ("event_fall",)),
    ],
)
def test_a_gate_that_tells_of_an_event_does_so_unless_it_is_plainly_denied(
    answers: dict[str, Answer], events: tuple[str, ...]
) -> None:
    fall = DailyGate("fall", "A fall?", (), (), ("D",), event="event_fall")

    assert events_of((NERVES, fall), answers) == events


# ---- promises that hold for the real gates

BOOK = real_screening()
QUIET: dict[str, Reply] = {
    **{one.id: N for one in BOOK.rules.questions.values() if one.kind is Kind.ANSWER},
    "scope_self": Y,
    "scope_low_back": Y,
    "age_years": 40.0,
    "course_weeks": 1.0,
    "onset_age": 40.0,
}
ALL_NO = {gate.id: N for gate in BOOK.gates}


def today(answers: dict[str, Answer], details: dict[str, Reply]) -> Disposition:
    return screen(daily_replies(QUIET, BOOK.gates, ALL_NO | answers, details), BOOK.rules).value.disposition


def test_all_no_today_is_what_the_last_screening_was() -> None:
    assert today({}, {}) is Disposition.SELF_CARE


@pytest.mark.parametrize(
    ("gate", "disposition"),
    [
        ("daily_nerves", Disposition.EMERGENCY_NOW),
        ("daily_legs", Disposition.EMERGENCY_NOW),
        ("daily_infection", Disposition.SAME_DAY),
        ("daily_injury", Disposition.EMERGENCY_NOW),
        ("daily_organs", Disposition.EMERGENCY_NOW),
        ("daily_leg_news", Disposition.SAME_DAY),
        ("daily_news", Disposition.SELF_CARE),
        ("daily_medicine", Disposition.SAME_DAY),
        ("daily_pregnancy", Disposition.SELF_CARE),
    ],
)
def test_a_yes_that_nobody_explains_counts_every_sign_behind_it_as_not_sure(
    gate: str, disposition: Disposition
) -> None:
    assert today({gate: Y}, {}) is disposition


def test_somebody_pregnant_who_explains_nothing_is_seen_today() -> None:
    pregnant = QUIET | {"preg_possible": Y}
    replies = daily_replies(pregnant, BOOK.gates, ALL_NO | {"daily_pregnancy": U}, {})

    assert screen(replies, BOOK.rules).value.disposition is Disposition.EMERGENCY_NOW


def test_every_sign_that_a_no_answers_is_one_the_gate_names() -> None:
    assert {gate.id for gate in BOOK.gates if not set(gate.covers) <= set(gate.opens)} == set()


def test_a_gate_opens_every_follow_up_of_its_signs_but_the_one_that_only_reassures() -> None:
    left_out = {
        (gate.id, follow_up.id)
        for gate in BOOK.gates
        for follow_up in BOOK.rules.questions.values()
        if follow_up.asked_while is not None
        and follow_up.id not in gate.opens
        and set(follow_up.asked_while.reads()) & set(gate.opens)
    }

    assert left_out == {
        ("daily_nerves", "pat_walk_pain"),
        ("daily_legs", "pat_walk_pain"),
        ("daily_leg_news", "pat_walk_pain"),
    }


@given(
    st.dictionaries(st.sampled_from(sorted(ALL_NO)), st.sampled_from(Answer)),
    st.dictionaries(
        st.sampled_from(sorted(set(QUIET) - {"age_years", "course_weeks", "onset_age"})), st.just(U)
    ),
)
def test_an_open_gate_without_details_never_counts_less_than_a_closed_one(
    answers: dict[str, Answer], before: dict[str, Reply]
) -> None:
    baseline = QUIET | before
    kept = screen(baseline, BOOK.rules).value.disposition
    now = screen(daily_replies(baseline, BOOK.gates, answers, {}), BOOK.rules).value.disposition

    assert now >= kept


def test_what_is_not_plainly_denied_is_told() -> None:
    assert told(GATES, {"nerves": Y, "lungs": U}) == ("nerves", "lungs")
    assert told(GATES, {"nerves": N, "lungs": N}) == ()
    assert told(GATES, {"nerves": N}) == ("lungs",), "what was not answered is not denied"
