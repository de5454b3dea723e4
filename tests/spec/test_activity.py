"""The clinical tables of the activity plan, row by row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from backcoach.coach.activity import Phase, Track
from backcoach.coach.progress import ability_change, change_words, real_change_band
from backcoach.coach.quota import cut, first_quota, grow
from backcoach.coach.review import review_week
from backcoach.coach.tracks import phase_at, track_at
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
        )
        for number in range(len(weeks))
    )
    plan = walking_week(number=len(weeks) + 1, track=track, phase=phase)
    before = [pain for week in weeks for pain in week] or row.get("before", [5] * 14)
    done = row.get("done", 100)
    legs = {"leg_pain": row["leg_before"]} if "leg_before" in row else {}
    earlier = days_from(MONDAY - timedelta(days=len(before)), before, **legs)
    logged = days_from(
        MONDAY,
        row["pain"],
        leg_pain=row.get("leg"),
        distress=row.get("distress", 3),
        done=walked(None if done < 0 else done),
        is_flare=row.get("flare", False),
    )
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
        is_suspended=row.get("suspended", False),
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
