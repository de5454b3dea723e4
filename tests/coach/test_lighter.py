"""Days made lighter: pauses, flare-ups and half days, and what is different from one week to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.done import DoneAmount, Session, Unit
from backcoach.coach.flare import FlareSigns, flare_ups
from backcoach.coach.parameters import FlareLimits
from backcoach.coach.pauses import Pause, days_of, pauses
from backcoach.coach.today import Relief, lightened
from backcoach.coach.traffic import Colour, DayLight, day_light, settled_after, usual_pain
from backcoach.coach.values import Answer, Reason
from backcoach.coach.week import ITEM, DayRecord, ItemKind, PlanItem, WeekSaid, week_from
from backcoach.coach.week_diff import week_diff
from tests.spec.activity.people import MONDAY, days_from, real_book, walking_week

DAY = timedelta(days=1)
BOOK = real_book()
LIMITS = BOOK.parameters.flare


def on(day: int) -> date:
    return MONDAY + DAY * day


# Pauses


def test_a_pause_ends_with_its_day_with_going_on_or_with_the_next_one() -> None:
    said = [
        Pause(on(0), on(5), "holiday"),
        on(3),
        Pause(on(10), None, "illness"),
        Pause(on(20), None, "other"),
    ]
    assert pauses(said) == (
        Pause(on(0), on(2), "holiday"),
        Pause(on(10), on(19), "illness"),
        Pause(on(20), None, "other"),
    )


def test_going_on_on_the_day_it_began_leaves_no_pause() -> None:
    assert pauses([Pause(on(4), None, "other"), on(4)]) == ()


def test_a_pause_said_after_going_on_that_day_holds() -> None:
    said = [Pause(on(2), None, "illness"), on(4), Pause(on(4), None, "illness")]
    assert pauses(said) == (Pause(on(2), on(3), "illness"), Pause(on(4), None, "illness"))


def test_going_on_ends_no_pause_that_was_said_after_it_whatever_the_clock_said() -> None:
    assert pauses([on(9), Pause(on(5), None, "other")]) == (Pause(on(5), None, "other"),)
    assert pauses([Pause(on(5), None, "other"), on(3)]) == (Pause(on(5), None, "other"),)


def test_the_days_of_a_pause_are_counted_within_bounds() -> None:
    found = (Pause(on(2), None, "other"),)
    assert days_of(found, on(0), on(4)) == {on(2), on(3), on(4)}
    assert days_of((), on(0), on(4)) == frozenset()


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=8))
def test_nobody_is_in_two_pauses_at_once(said: list[tuple[int, bool]]) -> None:
    in_order = sorted(said, key=lambda one: one[0])
    found = pauses(Pause(on(day), None, "other") if is_begun else on(day) for day, is_begun in in_order)
    for day in range(25):
        assert sum(one.holds_on(on(day)) for one in found) <= 1


# Lighter days


def item(id_: str, kind: ItemKind, amount: int, text: str = "") -> PlanItem:
    unit = Unit.REPS if kind is ItemKind.EXERCISE else Unit.MINUTES
    return PlanItem(id_, kind, id_, amount, unit, 2, week_from(MONDAY), text=text)


ITEMS = (
    item("walk", ItemKind.WALK, 15),
    item("cycle", ItemKind.ACTIVITY, 21),
    item("mob_knee_roll", ItemKind.EXERCISE, 5, "5 to each side"),
    item("str_bridge", ItemKind.EXERCISE, 10, "10 times, 2 to 5 seconds each"),
    item("gone_from_content", ItemKind.EXERCISE, 8, "8 times"),
)


def test_half_a_day_keeps_everything_at_half_rounded_down() -> None:
    found = lightened(ITEMS, Relief(50), BOOK)
    assert [(one.id, one.amount) for one in found] == [
        ("walk", 7),
        ("cycle", 10),
        ("mob_knee_roll", 2),
        ("str_bridge", 5),
        ("gone_from_content", 4),
    ]
    assert found[3].text.startswith("5 times")
    assert lightened(ITEMS, None, BOOK) == ITEMS


def test_the_first_days_of_a_flare_up_keep_walks_and_what_is_marked_as_safe() -> None:
    found = lightened(ITEMS, Relief(50, is_easy_only=True), BOOK)
    assert [one.id for one in found] == ["walk", "mob_knee_roll"]


def test_a_day_of_which_nothing_would_be_kept_holds_a_short_walk() -> None:
    (walk,) = lightened(ITEMS[1:2], Relief(50, is_easy_only=True), BOOK)
    assert (walk.id, walk.kind, walk.times_per_day) == ("walk", ItemKind.WALK, 1)
    assert walk.amount == BOOK.walking.start // 2
    assert lightened((), Relief(50, is_easy_only=True), BOOK) == ()


@given(st.integers(1, 100), st.booleans())
def test_nothing_ever_grows_on_a_lighter_day(percent: int, is_easy: bool) -> None:
    before = {one.id: one.amount for one in ITEMS}
    for one in lightened(ITEMS, Relief(percent, is_easy), BOOK):
        assert 1 <= one.amount <= before[one.id]


# Flare-ups


@given(
    st.lists(st.sampled_from(["-", 3, 5, 7, 9]), min_size=20, max_size=20),
    st.sets(st.integers(0, 19), max_size=5),
    st.sets(st.integers(0, 19), max_size=8),
)
def test_flare_ups_never_overlap_and_their_steps_only_rise(
    pains: list[float | str], declared: set[int], repeated: set[int]
) -> None:
    days = days_from(MONDAY, pains)
    signs = FlareSigns(frozenset(map(on, declared)), frozenset(map(on, repeated)))
    found = flare_ups(signs, days, on(19), 5.0, LIMITS)
    dates = [day.day_on for flare in found for day in flare.days]
    assert dates == sorted(set(dates))
    for flare in found:
        percents = [day.percent for day in flare.days]
        assert percents == sorted(percents)
        assert len(percents) <= len(LIMITS.percents) + LIMITS.repeats
        assert flare.on(flare.started_on) == flare.days[0]
        assert flare.on(flare.last_on + DAY) is None
    assert {on(day) for day in declared} <= set(dates)


@pytest.mark.parametrize("percents", [(), (0, 50), (50, 101), (75, 50)])
def test_shares_of_a_flare_up_lie_between_1_and_100_and_never_fall(percents: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="percents"):
        replace(LIMITS, percents=percents)
    assert isinstance(LIMITS, FlareLimits)


def test_without_a_usual_pain_a_flare_up_runs_its_days() -> None:
    days = days_from(MONDAY, [1] * 8)
    (flare,) = flare_ups(FlareSigns(frozenset({MONDAY})), (), on(7), None, LIMITS)
    assert [flare.on(one.day_on) for one in flare.days] == [*flare.days]
    assert flare.on(flare.started_on - DAY) is flare.on(flare.last_on + DAY) is None
    assert flare.is_over
    assert not flare.is_settled
    (settled,) = flare_ups(FlareSigns(frozenset({MONDAY})), days, on(7), 5.0, LIMITS)
    assert settled.is_settled


# Days and their colours


def test_the_usual_pain_is_filled_up_with_what_was_told_at_the_start() -> None:
    days = days_from(MONDAY, [9, 9, 9])
    assert usual_pain(DayRecord(on(3)), days, 4.0) == 4.0
    assert usual_pain(DayRecord(on(3)), days, None) == 9.0
    assert usual_pain(DayRecord(on(0)), days, None) is None
    assert usual_pain(DayRecord(on(9)), days_from(MONDAY, [1, 2, 3, 4, 5, 6, 7, 8]), 0.0) == 5.0


@pytest.mark.parametrize(
    ("settled", "after", "expected"),
    [
        (Answer.YES, 9.0, True),
        (Answer.NO, 1.0, False),
        (Answer.NOT_SURE, 6.0, True),
        (None, 6.0, True),
        (None, 6.5, None),
        (None, 7.0, False),
        (None, None, None),
    ],
)
def test_whether_a_day_settled_is_what_was_said_else_the_next_average(
    settled: Answer | None, after: float | None, expected: bool | None
) -> None:
    day = DayRecord(on(0), sessions=(Session("walk", 10),))
    days = (day, DayRecord(on(1), pain_average=after, settled=settled))
    assert settled_after(day, days, 5.0, BOOK.parameters.session) is expected


def test_the_next_average_says_nothing_of_a_day_without_sessions_or_a_known_usual() -> None:
    limits = BOOK.parameters.session
    done = DayRecord(on(0), done=(DoneAmount("walk", 5),))
    after = DayRecord(on(1), pain_average=9.0)
    assert settled_after(done, (after,), 5.0, limits) is None
    assert settled_after(done, (replace(after, settled=Answer.NO),), 5.0, limits) is False
    assert settled_after(DayRecord(on(0)), (replace(after, settled=Answer.NO),), 5.0, limits) is None
    assert settled_after(replace(done, sessions=(Session("walk", 5),)), (after,), None, limits) is None
    assert settled_after(done, (), 5.0, limits) is None


def test_an_unsettled_morning_counts_once_however_many_sessions_there_were() -> None:
    calm = (Session("walk", 10, 3, 3), Session("walk", 10, 3, 3))
    days = (DayRecord(on(0), sessions=calm), DayRecord(on(1), settled=Answer.NO))
    light = day_light(days[0], days, 3.0, BOOK.parameters.session)
    assert (light.reds, light.is_all_green) == (1, False)
    assert DayLight((Colour.RED, Colour.RED, None), is_settled=False).reds == 2
    assert DayLight((), is_settled=True).is_all_green is False


def test_the_average_of_the_day_stands_for_the_pain_before_a_session() -> None:
    day = DayRecord(on(0), pain_average=5.0, sessions=(Session("walk", 10, None, 6),))
    assert day_light(day, (day,), 5.0, BOOK.parameters.session).colours == (Colour.GREEN,)


@pytest.mark.parametrize(
    "facts", [{"amount": -1}, {"amount": 1441}, {"before": 11}, {"peak": 0.3}, {"morning": -1}]
)
def test_a_session_that_cannot_be_is_refused(facts: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"between|from 0 to 10"):
        Session(**{"item": "walk", "amount": 10, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize("facts", [{"overall": 4}, {"overall": -4}, {"confidence": 11}, {"confidence": -1}])
def test_what_is_said_of_a_week_keeps_to_its_scales(facts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="whole number"):
        WeekSaid(**facts)  # type: ignore[arg-type]


# From one week to the next


def test_every_change_of_a_week_is_told_with_its_reasons() -> None:
    before, after = walking_week(minutes=20), walking_week(MONDAY + 7 * DAY, number=2, minutes=24)
    later = tuple(on(7 + day) for day in range(7))
    bridge = replace(ITEMS[3], days=later)
    why = Reason("quota_grown", "It went well.", ((ITEM, "walk"),), ("D",))
    old = replace(before, items=(*before.items, ITEMS[2]))
    new = replace(after, items=(*after.items, bridge), reasons=(why, why))
    changes = {one.id: one for one in week_diff(old, new)}
    assert list(changes) == ["walk", "str_bridge", "mob_knee_roll"]
    assert (changes["walk"].before, changes["walk"].after) == ("20 minutes, 7 days", "24 minutes, 7 days")
    assert changes["walk"].why == ("It went well.",)
    assert changes["str_bridge"].before is None
    assert changes["str_bridge"].after == "10 times, 2 to 5 seconds each, 2 times a day, 7 days"
    assert changes["mob_knee_roll"].after is None


def test_the_days_of_a_week_that_was_cut_short_are_no_change() -> None:
    before, after = walking_week(minutes=20), walking_week(MONDAY + 4 * DAY, number=2, minutes=20)
    short = replace(
        before,
        phases=before.phases[:4],
        ends_on=on(3),
        items=tuple(replace(one, days=tuple(on(day) for day in range(4))) for one in before.items),
    )
    (walk,) = week_diff(short, after)
    assert (walk.before, walk.after) == ("20 minutes", "20 minutes")
