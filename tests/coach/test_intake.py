"""A reply is taken in one normal form or refused with a sentence that says what is wanted."""

from __future__ import annotations

import math
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.intake import (
    Choice,
    IntakeKind,
    IntakeQuestion,
    check_reply,
    fitting_from,
    is_wanted,
    profile_from,
    read_waking,
)
from backcoach.coach.person import Fitting, MustDo, OwnActivity, Profile, Waking

CHOICES = (Choice("sitting", "mostly sitting"), Choice("heavy", "heavy lifting"))


def question(
    kind: IntakeKind,
    *,
    span: tuple[float, float] | None = None,
    step: float | None = None,
    may_skip: bool = False,
    only_with: str | None = None,
) -> IntakeQuestion:
    low, high = span or (None, None)
    return IntakeQuestion(
        "one",
        "group",
        kind,
        "How?",
        ("D",),
        choice=CHOICES,
        minimum=low,
        maximum=high,
        step=step,
        may_skip=may_skip,
        only_with=only_with,
    )


PAIN = question(IntakeKind.NUMBER, span=(0, 10), step=0.5)
SURE = question(IntakeKind.NUMBER, span=(0, 10), step=1)
MINUTES = question(IntakeKind.NUMBER, span=(0, 600))
WEIGHT = question(IntakeKind.NUMBER, span=(20, 400))
WORK = question(IntakeKind.CHOICE)
LIKES = question(IntakeKind.CHOICES)
EACH = question(IntakeKind.EACH)
GOAL = question(IntakeKind.RATED)
WAKING = question(IntakeKind.WAKING)
HALVES = "a number from 0 to 10 in halves"
WHOLE = "a whole number from 0 to 10"
GOAL_WORDS = "a name and how well it goes now, a whole number from 0 to 10"
EACH_WORDS = "a list, or a table with yes, a_bit, no, not_sure for each, of sitting, heavy"
WAKING_WORDS = "waking hours such as 07:00-23:00"


@pytest.mark.parametrize(
    ("asked", "plain", "reply"),
    [
        (PAIN, 0, 0.0),
        (PAIN, 3.5, 3.5),
        (PAIN, 10, 10.0),
        (SURE, 7, 7.0),
        (MINUTES, 12.25, 12.25),
        (MINUTES, 600, 600.0),
        (WEIGHT, 20, 20.0),
        (WORK, "heavy", "heavy"),
        (LIKES, [], []),
        (LIKES, ["heavy", "sitting", "heavy"], ["heavy", "sitting"]),
        (LIKES, ("sitting",), ["sitting"]),
        (EACH, ["heavy"], ["heavy"]),
        (EACH, [], []),
        (EACH, {"heavy": "a_bit", "sitting": "no"}, {"sitting": "no", "heavy": "a_bit"}),
        (EACH, {"sitting": "yes"}, {"sitting": "yes", "heavy": "not_sure"}),
        (EACH, {}, {"sitting": "not_sure", "heavy": "not_sure"}),
        (GOAL, {"name": " tie my shoes ", "ability": 3}, {"name": "tie my shoes", "ability": 3}),
        (GOAL, {"ability": 10, "name": "run"}, {"name": "run", "ability": 10}),
        (WAKING, "07:00-23:00", "07:00-23:00"),
        (WAKING, "7:00-23:30", "07:00-23:30"),
        (WAKING, " 14:00 - 6:00 ", "14:00-06:00"),
    ],
)
def test_a_fitting_reply_is_taken_in_its_normal_form(
    asked: IntakeQuestion, plain: object, reply: object
) -> None:
    assert check_reply(asked, plain) == reply
    assert check_reply(asked, reply) == reply


@pytest.mark.parametrize(
    ("asked", "plain", "wanted"),
    [
        (PAIN, -0.5, HALVES),
        (PAIN, 10.5, HALVES),
        (PAIN, 3.2, HALVES),
        (PAIN, "3", HALVES),
        (PAIN, True, HALVES),
        (PAIN, None, HALVES),
        (PAIN, math.nan, HALVES),
        (SURE, 3.5, WHOLE),
        (SURE, 11, "a number from 0 to 10"),
        (MINUTES, 601, "a number from 0 to 600"),
        (MINUTES, "not_sure", "a number from 0 to 600"),
        (WEIGHT, 19.5, "a number from 20 to 400"),
        (WORK, "swimming", "one of sitting, heavy"),
        (WORK, ["heavy"], "one of sitting, heavy"),
        (WORK, None, "one of sitting, heavy"),
        (LIKES, "heavy", "a list of sitting, heavy"),
        (LIKES, ["heavy", "swimming"], "a list of sitting, heavy"),
        (LIKES, [{}], "a list of sitting, heavy"),
        (EACH, "heavy", EACH_WORDS),
        (EACH, True, EACH_WORDS),
        (EACH, {"swimming": "yes"}, EACH_WORDS),
        (EACH, {"heavy": "maybe"}, EACH_WORDS),
        (EACH, {"heavy": True}, EACH_WORDS),
        (EACH, {"heavy": ["yes"]}, EACH_WORDS),
        (EACH, ["swimming"], "a list of sitting, heavy"),
        (GOAL, "run 3", GOAL_WORDS),
        (GOAL, {"name": "run"}, GOAL_WORDS),
        (GOAL, {"name": "run", "ability": 3, "when": "now"}, GOAL_WORDS),
        (GOAL, {"name": "  ", "ability": 3}, GOAL_WORDS),
        (GOAL, {"name": 3, "ability": 3}, GOAL_WORDS),
        (GOAL, {"name": "run", "ability": 3.0}, GOAL_WORDS),
        (GOAL, {"name": "run", "ability": True}, GOAL_WORDS),
        (GOAL, {"name": "run", "ability": 11}, GOAL_WORDS),
        (WAKING, 7, WAKING_WORDS),
        (WAKING, "07:00", WAKING_WORDS),
        (WAKING, "07:00-25:00", WAKING_WORDS),
        (WAKING, "late-early", WAKING_WORDS),
        (WAKING, "07:00-07:00", WAKING_WORDS),
        (WAKING, "07:00:30-07:00", WAKING_WORDS),
        (WAKING, "07:00+02:00-23:00", WAKING_WORDS),
    ],
)
def test_anything_else_is_refused_with_what_is_wanted(
    asked: IntakeQuestion, plain: object, wanted: str
) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the whole sentence is compared
        check_reply(asked, plain)

    assert str(refusal.value) == wanted


@pytest.mark.parametrize("kind", list(IntakeKind))
def test_only_a_question_that_may_be_skipped_takes_not_sure(kind: IntakeKind) -> None:
    assert check_reply(question(kind, span=(0, 10), may_skip=True), "not_sure") == "not_sure"
    with pytest.raises(ValueError, match=r"\w"):
        check_reply(question(kind, span=(0, 10)), "not_sure")


@pytest.mark.parametrize(
    ("replies", "wanted"),
    [
        ({"likes": ["walking"]}, True),
        ({"likes": "ibuprofen"}, True),
        ({"likes": 0.0}, True),
        ({}, False),
        ({"likes": "not_sure"}, False),
        ({"likes": "none"}, False),
        ({"likes": []}, False),
    ],
)
def test_a_question_that_hangs_on_another_is_asked_only_after_something_was_said(
    replies: dict[str, object], wanted: bool
) -> None:
    assert is_wanted(question(IntakeKind.NUMBER, only_with="likes"), replies) is wanted


def test_a_question_that_hangs_on_nothing_is_always_asked() -> None:
    assert is_wanted(question(IntakeKind.NUMBER), {}) is True


def test_a_question_can_take_its_choices_from_elsewhere() -> None:
    other = (Choice("swimming", "swimming"),)

    assert check_reply(WORK.with_choices(other), "swimming") == "swimming"
    with pytest.raises(ValueError, match=r"^one of swimming$"):
        check_reply(WORK.with_choices(other), "heavy")


FULL = {
    "region": "de",
    "waking": "14:00-06:00",
    "pain_average": 4.5,
    "own_activity_1": {"name": "tie my shoes", "ability": 3},
    "own_activity_2": "not_sure",
    "own_activity_3": {"name": "sit through a meeting", "ability": 4},
    "likes": ["swimming", "walking"],
    "walk_minutes": 12.0,
    "liked_minutes": 7.9,
    "confidence": 6.0,
    "worries": ["harm"],
    "modifiers": ["osteoporosis"],
    "work": "sitting",
}


def test_a_profile_says_what_the_replies_say() -> None:
    assert profile_from(FULL, 41, 1.5, date(2026, 11, 23)) == Profile(
        region="de",
        age_years=41,
        onset_on=date(2026, 11, 13),
        waking=Waking(time(14, 0), time(6, 0)),
        pain_average=4.5,
        own_activities=(OwnActivity("tie my shoes", 3), OwnActivity("sit through a meeting", 4)),
        likes=("swimming", "walking"),
        walk_minutes=12,
        liked_minutes=7,
        confidence=6,
        worries=("harm",),
        modifiers=("osteoporosis",),
        work="sitting",
    )


@pytest.mark.parametrize("nothing", [{}, dict.fromkeys(FULL, "not_sure")], ids=["left out", "not sure"])
def test_what_is_not_known_is_not_guessed(nothing: dict[str, object]) -> None:
    replies = nothing | {"region": "other", "waking": "07:00-23:00", "work": "none"}

    assert profile_from(replies, 30, 0, date(2026, 11, 23)) == Profile(
        region="other",
        age_years=30,
        onset_on=date(2026, 11, 23),
        waking=Waking(time(7, 0), time(23, 0)),
        pain_average=None,
        own_activities=(),
        worries=("unknown",),
        modifiers=("unknown",),
    )


def test_what_was_passed_over_is_told_apart_from_a_no() -> None:
    table = {"harm": "yes", "mood": "a_bit", "sleep": "no", "work": "not_sure"}
    profile = profile_from(FULL | {"worries": table}, 41, 1, date(2026, 11, 23))
    assert (profile.worries, profile.worries_a_bit, profile.worries_unsaid) == (
        ("harm",),
        ("mood",),
        ("work",),
    )


def test_what_a_plan_is_fitted_to_is_what_the_replies_say() -> None:
    told = {
        "equipment": ["mat"],
        "free_days": [],
        "task_kind": "task_bend",
        "task": {"name": "socks", "ability": 2},
        "eases": "eases_walk",
    }
    assert fitting_from(told) == Fitting(("mat",), (), MustDo("task_bend", "socks", 2), "eases_walk")
    assert fitting_from(dict.fromkeys(told, "not_sure")) == fitting_from({}) == Fitting()
    assert fitting_from(told | {"task": "not_sure"}).task == MustDo("task_bend")


def test_none_of_these_is_told_apart_from_not_sure() -> None:
    none = profile_from(FULL | {"worries": [], "modifiers": []}, 41, 1, date(2026, 11, 23))
    assert (none.worries, none.modifiers) == ((), ())


@pytest.mark.parametrize(
    ("weeks", "onset"),
    [(0, date(2026, 11, 23)), (0.5, date(2026, 11, 19)), (1, date(2026, 11, 16)), (52, date(2025, 11, 24))],
)
def test_the_weeks_of_a_bout_become_the_day_it_began(weeks: float, onset: date) -> None:
    assert profile_from(FULL, 41, weeks, date(2026, 11, 23)).onset_on == onset


@given(st.times(), st.times())
def test_waking_hours_in_their_normal_form_read_back_the_same(wake: time, bed: time) -> None:
    text = f"{wake:%H:%M}-{bed:%H:%M}"

    if text[:5] == text[6:]:
        with pytest.raises(ValueError, match=r"^wake and bed times must differ$"):
            read_waking(text)
    else:
        assert check_reply(WAKING, text) == text
        assert f"{read_waking(text).bed:%H:%M}" == text[6:]
