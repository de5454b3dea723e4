"""What is asked next, what has gone stale, and what of a broken-off sitting still holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backcoach.coach.conditions import AllOf, Is
from backcoach.coach.interview import (
    Interview,
    Prompt,
    PromptKind,
    fresh,
    next_ask,
    prompts_left,
    without_outdated,
)
from backcoach.coach.screening import Kind, Question, Replies, Reply, Rule, ScreeningRules
from backcoach.coach.values import Answer, Disposition
from tests.spec.conftest import real_screening

Y, N, U = Answer.YES, Answer.NO, Answer.NOT_SURE
POSITIVE = frozenset({Y, U})
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def question(name: str, gate: Is | AllOf | None = None, outdated_if: Answer | None = None) -> Question:
    return Question(
        name, "X", f"{name}?", Kind.ANSWER, "always", ("D",), asked_while=gate, outdated_if=outdated_if
    )


# A leak opens when it began; a stable leak opens whether it was checked.
RULES = ScreeningRules(
    {
        one.id: one
        for one in (
            question("self"),
            question("fire"),
            question("leak"),
            question("numb"),
            question("cough"),
            question("recent", Is("leak", POSITIVE), outdated_if=N),
            question("checked", AllOf((Is("leak", POSITIVE), Is("recent", frozenset({N})))), outdated_if=Y),
        )
    },
    (Rule("FIRE", Disposition.EMERGENCY_NOW, Is("fire", frozenset({Y})), "fire", ("D",)),),
    (),
)
INTERVIEW = Interview(
    (
        Prompt("P1", PromptKind.ONE, ("self",)),
        Prompt("P2", PromptKind.EACH, ("leak", "fire", "numb"), fresh_hours=6),
        Prompt("P3", PromptKind.ONE, ("cough",)),
    ),
    (
        Prompt("F1", PromptKind.ONE, ("recent",), fresh_hours=6),
        Prompt("F2", PromptKind.ONE, ("checked",), fresh_hours=6),
    ),
)


def asked(replies: Replies) -> tuple[str, tuple[str, ...]] | None:
    ask = next_ask(replies, INTERVIEW, RULES)
    return None if ask is None else (ask.prompt.id, tuple(one.id for one in ask.questions))


@pytest.mark.parametrize(
    ("replies", "prompt"),
    [
        ({}, ("P1", ("self",))),
        ({"self": Y}, ("P2", ("leak", "fire", "numb"))),
        ({"self": Y, "leak": N}, ("P2", ("fire", "numb"))),
        ({"self": Y, "leak": Y}, ("F1", ("recent",))),
        ({"self": Y, "leak": Y, "recent": Y}, ("P2", ("fire", "numb"))),
        ({"self": Y, "leak": U, "recent": N}, ("F2", ("checked",))),
        ({"self": Y, "leak": U, "recent": N, "checked": N}, ("P2", ("fire", "numb"))),
        ({"self": Y, "leak": N, "fire": N, "numb": N}, ("P3", ("cough",))),
        ({"self": Y, "leak": N, "fire": N, "numb": N, "cough": U}, None),
    ],
)
def test_prompts_come_in_order_and_follow_ups_as_soon_as_they_open(
    replies: dict[str, Reply], prompt: tuple[str, tuple[str, ...]] | None
) -> None:
    assert asked(replies) == prompt


def test_a_question_that_was_passed_over_as_not_sure_is_not_asked_again() -> None:
    assert asked({"self": U}) == ("P2", ("leak", "fire", "numb"))


def test_an_emergency_ends_the_interview_at_once() -> None:
    assert asked({"self": Y, "leak": N, "fire": Y}) is None
    assert asked({"fire": Y}) is None


def test_a_reassuring_answer_is_dropped_when_a_sign_is_reported_after_it() -> None:
    before: dict[str, Reply] = {"recent": N, "leak": Y}
    after: dict[str, Reply] = {"leak": Y, "recent": N}

    assert without_outdated(before, RULES) == {"leak": Y}
    assert without_outdated(after, RULES) == after


@pytest.mark.parametrize("answer", [Y, U])
def test_an_answer_that_does_not_reassure_is_never_dropped(answer: Answer) -> None:
    replies: dict[str, Reply] = {"recent": answer, "leak": Y}

    assert without_outdated(replies, RULES) == replies


def test_a_sign_that_is_denied_later_makes_nothing_outdated() -> None:
    replies: dict[str, Reply] = {"recent": N, "leak": N}

    assert without_outdated(replies, RULES) == replies


def test_with_the_onset_the_check_goes_stale_as_well() -> None:
    replies: dict[str, Reply] = {"recent": N, "checked": Y, "leak": Y}

    assert without_outdated(replies, RULES) == {"leak": Y}


def test_a_dropped_answer_is_asked_again_and_then_holds() -> None:
    stale: dict[str, Reply] = {"self": Y, "recent": N, "leak": Y}

    assert asked(stale) == ("F1", ("recent",))
    again = {"self": Y, "leak": Y, "recent": N}
    assert asked(again) == ("F2", ("checked",))


@pytest.mark.parametrize(
    ("replies", "left"),
    [
        ({}, 3),
        ({"self": Y}, 2),
        ({"self": Y, "leak": N}, 2),
        ({"self": Y, "leak": Y}, 3),
        ({"self": Y, "leak": Y, "recent": N}, 3),
        ({"self": Y, "leak": N, "fire": N, "numb": N}, 1),
        ({"self": Y, "leak": N, "fire": N, "numb": N, "cough": U}, 0),
        ({"self": Y, "recent": N, "leak": Y, "fire": N, "numb": N, "cough": N}, 1),
        ({"self": Y, "fire": Y}, 0),
    ],
)
def test_the_prompts_still_to_come_are_counted_with_the_present_one(
    replies: dict[str, Reply], left: int
) -> None:
    assert prompts_left(replies, INTERVIEW, RULES) == left
    assert (asked(replies) is None) is (left == 0)


def told(question: str, reply: Reply, age: timedelta) -> tuple[str, Reply, datetime]:
    return question, reply, NOW - age


@pytest.mark.parametrize(
    ("question", "age", "holds"),
    [
        ("fire", timedelta(0), True),
        ("fire", timedelta(hours=6), True),
        ("fire", timedelta(hours=6) + SECOND, False),
        ("recent", timedelta(hours=6) + SECOND, False),
        ("cough", timedelta(hours=6) + SECOND, True),
        ("cough", timedelta(days=7), True),
        ("cough", timedelta(days=7) + SECOND, False),
        ("cough", -SECOND, False),
        ("in_no_prompt", SECOND, False),
    ],
)
def test_an_answer_holds_for_the_hours_of_its_prompt_and_never_from_the_future(
    question: str, age: timedelta, holds: bool
) -> None:
    kept = fresh([told(question, Y, age)], NOW, INTERVIEW)

    assert kept == ({question: Y} if holds else {})


def test_the_last_answer_to_a_question_counts_and_takes_its_place_in_the_order() -> None:
    given = [
        told("recent", N, timedelta(minutes=3)),
        told("leak", Y, timedelta(minutes=2)),
        told("recent", Y, timedelta(minutes=1)),
    ]

    assert list(fresh(given, NOW, INTERVIEW).items()) == [("leak", Y), ("recent", Y)]


def test_an_answer_from_the_future_also_unsays_the_one_before_it() -> None:
    given = [told("leak", N, timedelta(minutes=2)), told("leak", Y, -SECOND)]

    assert fresh(given, NOW, INTERVIEW) == {}


# ---- the real interview

BOOK = real_screening()
SHORT_LIVED = {
    *("A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "B4", "B5", "C1", "D1", "H1", "H2"),
    *("W1", "W2", "W3", "F2", "F3", "F4"),
}


def test_what_can_turn_within_hours_is_asked_again_after_six_and_the_rest_after_seven_days() -> None:
    hours = {prompt.id: prompt.fresh_hours for prompt in BOOK.interview.all_prompts()}

    assert {name for name, hour in hours.items() if hour == 6} == SHORT_LIVED
    assert {hour for name, hour in hours.items() if name not in SHORT_LIVED} == {168}


@pytest.mark.parametrize(
    ("age", "still_asked"),
    [
        (timedelta(hours=6), "em_breathless"),
        (timedelta(hours=6) + SECOND, "em_chest_pain"),
        (timedelta(days=7), "em_chest_pain"),
        (timedelta(days=7) + SECOND, "scope_self"),
    ],
)
def test_a_sitting_that_was_broken_off_goes_on_where_its_answers_still_hold(
    age: timedelta, still_asked: str
) -> None:
    given = [
        told("scope_self", Y, age),
        told("age_years", 40.0, age),
        told("course_weeks", 1.0, age),
        told("scope_low_back", Y, age),
        told("em_chest_pain", N, age),
    ]
    ask = next_ask(fresh(given, NOW, BOOK.interview), BOOK.interview, BOOK.rules)

    assert ask is not None
    assert ask.questions[0].id == still_asked


def test_somebody_with_an_old_numb_patch_who_then_leaks_is_asked_again_when_it_began() -> None:
    replies: dict[str, Reply] = {
        name: N for name in BOOK.rules.questions if name.startswith(("em_", "aaa_", "inf_", "neuro_"))
    }
    replies |= {"scope_self": Y, "scope_low_back": Y, "age_years": 40.0, "course_weeks": 1.0}
    replies |= {"ces_saddle_numb": Y, "ces_recent": N, "ces_checked": Y}
    settled = next_ask(replies, BOOK.interview, BOOK.rules)
    assert settled is not None
    assert settled.prompt.id == "B2"

    leaking = next_ask(replies | {"ces_pee_leak": Y}, BOOK.interview, BOOK.rules)

    assert leaking is not None
    assert leaking.prompt.id == "B4"
    assert [one.id for one in leaking.questions] == ["ces_recent"]


@pytest.mark.parametrize(
    ("reassurance", "opener", "sign", "asked_again"),
    [
        ({"mh_suicide_now": N}, {}, "mh_suicide_thoughts", "mh_suicide_now"),
        ({"fx_major_recent": N}, {}, "fx_major_trauma", "fx_major_recent"),
        ({"fx_major_checked": Y}, {"fx_major_recent": N}, "fx_major_trauma", "fx_major_checked"),
        ({"preg_bleed_heavy": N}, {"preg_possible": Y}, "preg_bleed", "preg_bleed_heavy"),
        ({"pain_new_kind": N}, {}, "aaa_known", "pain_new_kind"),
    ],
)
def test_every_reassuring_follow_up_goes_stale_with_a_later_sign(
    reassurance: dict[str, Reply], opener: dict[str, Reply], sign: str, asked_again: str
) -> None:
    young: dict[str, Reply] = {"age_years": 30.0, "course_weeks": 1.0}
    kept = without_outdated(young | reassurance | opener | {sign: Y}, BOOK.rules)

    assert asked_again not in kept
    assert sign in kept
