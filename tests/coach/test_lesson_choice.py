"""Which lesson comes: never two on a day, none again within 21 days, none that is muted, always the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.lesson_choice import DAY, LESSON, NEED, Learner, Shown, lesson_today, next_lesson_on
from backcoach.coach.lessons import Need
from backcoach.coach.phases import Phase, Track
from tests.coach.learning import BOOK, PARTS, learner, on_day

IDS = st.sampled_from([one.id for one in BOOK.topics])
NEEDS = st.frozensets(st.sampled_from(Need), max_size=4)
SHOWN = st.builds(Shown, IDS, st.integers(-30, 100).map(on_day), st.booleans())


@st.composite
def learners(draw: st.DrawFn) -> Learner:
    return learner(
        draw(st.integers(-3, 120)),
        plan_day=draw(st.integers(-3, 120)),
        track=draw(st.sampled_from(Track)),
        phase=draw(st.sampled_from(Phase)),
        needs=draw(NEEDS),
        fresh=draw(NEEDS),
        shown=tuple(draw(st.lists(SHOWN, max_size=12))),
        muted=draw(st.frozensets(IDS, max_size=5)),
        open_parts=draw(st.frozensets(st.sampled_from(sorted(PARTS)))),
        is_resting=draw(st.booleans()),
    )


@given(learners())
def test_what_is_offered_is_neither_muted_nor_closed_nor_of_the_last_21_days(person: Learner) -> None:
    decision = lesson_today(person, BOOK)
    assert len(decision.reasons) == 1
    if (topic := decision.value) is None:
        return
    assert topic.id not in person.muted
    assert topic.part in person.open_parts
    assert topic.while_resting or not person.is_resting
    near = [one for one in person.shown if one.lesson == topic.id and (person.today - one.day_on).days < 21]
    assert near == []
    assert not [one for one in person.shown if one.is_offered and one.day_on >= person.today]
    assert person.day >= (topic.from_day if topic.need_from_day is None else topic.need_from_day)
    assert not topic.tracks or person.track in topic.tracks
    assert not topic.phases or person.phase in topic.phases
    assert not topic.only_with_need or {*topic.needs} & (person.needs | person.fresh)


@given(learners())
def test_the_reason_names_the_lesson_and_what_called_for_it(person: Learner) -> None:
    decision = lesson_today(person, BOOK)
    if decision.value is None:
        return
    inputs = dict(decision.reasons[0].inputs)
    assert inputs[LESSON] == decision.value.id
    if NEED in inputs:
        assert Need(inputs[NEED]) in {*decision.value.needs} & (person.needs | person.fresh)
    elif DAY in inputs:
        assert int(inputs[DAY]) == person.day >= decision.value.from_day
    else:
        assert person.is_resting


@given(learners(), st.randoms(use_true_random=False))
def test_the_same_record_gives_the_same_lesson_in_whatever_order_it_is_read(
    person: Learner, random: st.random.Random
) -> None:
    mixed = list(person.shown)
    random.shuffle(mixed)
    same = replace(person, shown=tuple(mixed))
    first, second = lesson_today(person, BOOK), lesson_today(same, BOOK)
    assert first.value == second.value
    assert [one.rule for one in first.reasons] == [one.rule for one in second.reasons]


@settings(max_examples=20)
@given(learners(), st.sampled_from([1, 1, 2, 5]))
def test_somebody_who_looks_each_day_gets_one_a_day_then_three_a_week_and_none_twice_in_21_days(
    person: Learner, step: int
) -> None:
    person = replace(person, shown=(), open_parts=PARTS, is_resting=False)
    for _ in range(0, 90, step):
        decision = lesson_today(person, BOOK)
        if decision.value is not None:
            told = Shown(decision.value.id, person.today, is_offered=True)
            person = replace(person, shown=(*person.shown, told))
            assert lesson_today(person, BOOK).value is None
        person = replace(person, today=person.today + timedelta(days=step))
    days = [one.day_on for one in person.shown]
    assert len(set(days)) == len(days)
    for place, one in enumerate(person.shown):
        again = [later for later in person.shown[place + 1 :] if later.lesson == one.lesson]
        assert all((later.day_on - one.day_on).days >= 21 for later in again)
        is_early = 0 <= (one.day_on - person.begun_on).days < 14
        in_week = [day for day in days if one.day_on - timedelta(days=6) <= day <= one.day_on]
        assert is_early or len(in_week) <= 3


@given(learners(), SHOWN)
def test_something_more_that_was_shown_never_brings_a_lesson_on_a_day_that_has_none(
    person: Learner, more: Shown
) -> None:
    if lesson_today(person, BOOK).value is None:
        assert lesson_today(replace(person, shown=(*person.shown, more)), BOOK).value is None


@settings(max_examples=20)
@given(learners())
def test_the_day_that_is_named_as_the_next_brings_one_and_none_before_it_does(person: Learner) -> None:
    next_on = next_lesson_on(person, BOOK)
    later = replace(person, fresh=frozenset())
    ahead = 60 if next_on is None else (next_on - person.today).days
    days = [person.today + timedelta(days=number) for number in range(1, ahead + 1)]
    found = [day for day in days if lesson_today(replace(later, today=day), BOOK).value]
    assert found == ([] if next_on is None else [next_on])


def test_the_next_day_with_a_lesson_is_the_first_with_one_and_none_where_all_is_muted() -> None:
    told = Shown("e01_common", on_day(1), is_offered=True)
    person = learner(1, phase=Phase.SETTLE, shown=(told,))
    next_on = next_lesson_on(person, BOOK)
    assert next_on is not None
    assert next_on > person.today
    assert lesson_today(replace(person, today=next_on), BOOK).value is not None
    assert next_lesson_on(replace(person, muted=frozenset(one.id for one in BOOK.topics)), BOOK) is None


def test_after_a_new_plan_what_was_told_in_an_earlier_one_may_come_again() -> None:
    old = Shown("e01_common", on_day(-40), is_offered=True)
    decision = lesson_today(learner(0, phase=Phase.SETTLE, shown=(old,)), BOOK)
    assert decision.value is not None
    assert decision.value.id == "e01_common"
