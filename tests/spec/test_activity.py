"""The clinical tables of the activity plan, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from backcoach.coach.done import LegReach, Session
from backcoach.coach.flare import FlareSigns, flare_ups
from backcoach.coach.phases import Phase, Track
from backcoach.coach.progress import ability_change, change_words, real_change_band
from backcoach.coach.quota import cut, first_quota, grow
from backcoach.coach.review import review_week
from backcoach.coach.today import Relief, lightened
from backcoach.coach.tracks import phase_at, track_at
from backcoach.coach.traffic import session_colour
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord, Situation, WeekSaid
from tests.spec.activity.people import MONDAY, days_from, person, real_book, rows, walked, walking_week

REVIEWS = rows("reviews.toml", "review")


def name(row: dict[str, Any]) -> str:
    return str(row.get("name", "-".join(str(value) for value in row.values())))


@pytest.mark.parametrize("row", rows("quotas.toml", "first"), ids=name)
def test_a_first_quota_is_a_share_of_the_baseline(row: dict[str, Any]) -> None:
    assert first_quota(row["baseline"], row["percent"], row["floor"]) == row["quota"]


@pytest.mark.parametrize("row", rows("quotas.toml", "series"), ids=name)
def test_a_quota_grows_step_by_step_to_its_goal(row: dict[str, Any]) -> None:
    wanted = row["quotas"]
    reached = [wanted[0]]
    for _review in wanted[1:]:
        grown = grow(reached[-1], row["percent"], row["least"], row["most"], row["nearest"])
        reached.append(min(grown, wanted[-1]))

    assert reached == wanted


@pytest.mark.parametrize("row", rows("quotas.toml", "cuts"), ids=name)
def test_a_cut_is_rounded_down(row: dict[str, Any]) -> None:
    assert cut(row["quota"], row["percent"], row["floor"]) == row["left"]


@pytest.mark.parametrize("row", rows("tracks.toml", "track"), ids=name)
def test_the_track_follows_from_the_days_since_onset(row: dict[str, Any]) -> None:
    onset = MONDAY - timedelta(days=row["days"])

    assert track_at(onset, MONDAY, real_book().tracks) is Track(row["track"])


@pytest.mark.parametrize("row", rows("tracks.toml", "acute"), ids=name)
def test_the_acute_phase_follows_from_the_days_since_onset(row: dict[str, Any]) -> None:
    assert phase_at(Track.ACUTE, row["days"], 1, real_book().phases) is Phase(row["phase"])


@pytest.mark.parametrize("row", rows("tracks.toml", "later"), ids=name)
def test_later_phases_follow_from_the_week_of_the_plan(row: dict[str, Any]) -> None:
    assert phase_at(Track(row["track"]), 60, row["week"], real_book().phases) is Phase(row["phase"])


@pytest.mark.parametrize("row", rows("tracks.toml", "phase"), ids=name)
def test_each_phase_has_its_pace(row: dict[str, Any]) -> None:
    facts = real_book().phase(Phase(row["phase"]))

    assert facts.review_days == row["review_days"]
    assert facts.growth_on(Track.ACUTE) == row["acute"]
    assert {facts.growth_on(track) for track in Track if track is not Track.ACUTE} == {row["others"]}


def told(day: DayRecord, row: dict[str, Any]) -> DayRecord:
    """A day with what the row says of it."""
    place = (day.day_on - MONDAY).days
    said = {key: row[key][place] for key in ("sessions", "settled", "legs", "reach", "missed") if key in row}
    said = {key: value for key, value in said.items() if value != "-"}
    pains = [[float(pain) for pain in one.split("/")] for one in said.get("sessions", "").split()]
    return replace(
        day,
        sessions=tuple(Session("walk", 10, *one) for one in pains),
        settled=Answer(said["settled"]) if "settled" in said else None,
        leg_pain=said.get("legs", day.leg_pain),
        leg_reach=LegReach(said["reach"]) if "reach" in said else None,
        missed_for=said.get("missed"),
    )


def situation(row: dict[str, Any]) -> Situation:
    """What else the row says; somebody looked back at the week unless it says otherwise."""
    harder = Answer(row["gaps_harder"]) if "gaps_harder" in row else None
    said = WeekSaid(is_easy=row.get("easy"), is_gentle=row.get("gentle"), were_gaps_harder=harder)
    return Situation(
        is_suspended=row.get("suspended", False),
        is_in_flare=row.get("in_flare", False),
        is_flare_unsettled=row.get("flare_unsettled", False),
        flares_lately=row.get("flares_lately", 0),
        said=said if row.get("looked_back", True) else None,
    )


@pytest.mark.parametrize("row", REVIEWS, ids=name)
def test_each_review_comes_out_as_it_should(row: dict[str, Any]) -> None:
    track, phase = Track(row.get("track", "persistent")), Phase(row.get("phase", "build"))
    weeks = row.get("weeks", [])
    outcomes = row.get("outcomes", [None] * len(weeks))
    issued = tuple(
        walking_week(
            MONDAY - timedelta(weeks=len(weeks) - number),
            number=number + 1,
            track=track,
            phase=phase,
            outcome=outcomes[number],
            minutes=row.get("minutes", [100] * len(weeks))[number],
        )
        for number in range(len(weeks))
    )
    plan = walking_week(number=len(weeks) + 1, track=track, phase=phase, minutes=row.get("now", 100))
    plan = replace(plan, review_on=plan.review_on + timedelta(days=row.get("look_back_later_days", 0)))
    before = [pain for week in weeks for pain in week] or row.get("before", [5] * 14)
    done = row.get("done", 100)
    legs = {"leg_pain": row["leg_before"]} if "leg_before" in row else {}
    earlier = days_from(MONDAY - timedelta(days=len(before)), before, **legs)
    if "minutes" in row:
        earlier = tuple(replace(day, done=walked(max(row["minutes"]))) for day in earlier)
    if "reach_before" in row:
        earlier = tuple(replace(day, leg_reach=LegReach(row["reach_before"])) for day in earlier)
    logged = days_from(
        MONDAY,
        row["pain"],
        leg_pain=row.get("leg"),
        distress=row.get("distress", 3),
        done=walked(None if done < 0 else done),
        is_flare=row.get("flare", False),
    )
    logged = tuple(told(day, row) for day in logged)
    at_start = row.get("at_start", 5.0)
    profile = person(
        age_years=row.get("age", 40),
        modifiers=tuple(row.get("modifiers", ())),
        pain_average=None if at_start < 0 else at_start,
    )

    decision = review_week(
        plan,
        earlier + logged,
        profile,
        (*issued, plan),
        plan.ends_on + timedelta(days=row.get("late_days", 1)),
        real_book(),
        situation(row),
    )

    assert (decision.value.id, decision.value.change_percent) == (row["expected"], row["percent"])
    assert decision.value.starts_over is row.get("afresh", False)
    assert decision.reasons[0].rule == row["expected"]
    assert decision.reasons[0].sources


def test_every_rule_in_use_is_hit_by_a_row() -> None:
    in_use = {rule.id for rule in real_book().review_rules if rule.in_use}

    assert {row["expected"] for row in REVIEWS} == in_use


@pytest.mark.parametrize("row", rows("change.toml", "words"), ids=name)
def test_a_change_of_pain_gets_careful_words(row: dict[str, Any]) -> None:
    limits = real_book().parameters.change

    assert change_words(row["before"], row["after"], row["band"], limits).value == row["words"]


@pytest.mark.parametrize("row", rows("change.toml", "band"), ids=name)
def test_the_band_of_chance_is_as_computed_by_hand(row: dict[str, Any]) -> None:
    band = real_change_band(row["sd"], row["before"], row["after"], real_book().parameters.change)

    assert band == pytest.approx(row["points"], abs=0.005)


@pytest.mark.parametrize("row", rows("change.toml", "ability"), ids=name)
def test_a_gain_in_own_activities_gets_its_size(row: dict[str, Any]) -> None:
    limits = real_book().parameters.change
    gain, size = ability_change(tuple(row["before"]), tuple(row["after"]), limits)

    assert gain == pytest.approx(row["gain"], abs=0.005)
    assert size.value == row["size"]


@pytest.mark.parametrize("row", rows("sessions.toml", "session"), ids=name)
def test_each_session_has_its_colour(row: dict[str, Any]) -> None:
    before, peak, morning = (
        None if row[key] == "-" else float(row[key]) for key in ("before", "peak", "morning")
    )
    limits = real_book().parameters.session

    found = session_colour(before, peak, limits, morning=morning, has_spread=row.get("spread", False))

    assert (found.value if found else "-") == row["colour"]


@pytest.mark.parametrize("row", rows("flares.toml", "flare"), ids=name)
def test_each_flare_up_keeps_its_share_of_the_plan_and_ends_as_it_should(row: dict[str, Any]) -> None:
    days = days_from(MONDAY, row["pain"])
    usual = float(row.get("usual", 5))
    signs = FlareSigns(*(frozenset(day(one) for one in row.get(key, ())) for key in ("declared", "repeated")))

    found = flare_ups(signs, days, day(row["today"]), usual, real_book().parameters.flare)

    assert [one.percent for flare in found for one in flare.days] == row["kept"]
    if found:
        ends = {(False, False): "open", (True, True): "settled", (True, False): "unsettled"}
        assert [ends[flare.is_over, flare.is_settled] for flare in found] == [
            *row.get("earlier", ()),
            row["end"],
        ]
        assert [flare.started_on for flare in found] == [day(one) for one in row.get("begins", [1])]
        assert all(flare.is_declared is ("declared" in row) for flare in found)


def day(number: int) -> date:
    """Day 1 is the Monday of the rows."""
    return MONDAY + timedelta(days=number - 1)


@pytest.mark.parametrize(("quota", "kept"), [(24, [12, 12, 18, 18, 21, 24, 24]), (1, [1] * 7)])
def test_a_flare_up_keeps_whole_minutes_of_a_quota(quota: int, kept: list[int]) -> None:
    week = walking_week(minutes=quota)
    percents = real_book().parameters.flare.percents

    found = [lightened(week.items, Relief(percent), real_book())[0].amount for percent in percents]

    assert found == kept
