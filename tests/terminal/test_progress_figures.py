"""Every figure of progress once more, from the raw export and with a few lines that share nothing with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean
from typing import Any

import pytest

from tests.terminal.keyboard import run

NOW = "2026-11-23T09:00:00+00:00"
Bodies = list[tuple[str, Any]]
Raw = tuple[Callable[[str], Bodies], dict[str, Any]]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Raw:
    """The entries of a kind of the made-up record, each with its day; and what `progress` makes of them."""
    home = tmp_path_factory.mktemp("demo") / "record"
    env = {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}
    assert run("demo", "--in", str(home), env=env).returncode == 0
    entries = json.loads(run("export", "-", env=env).stdout)["entries"]
    assert not any(entry["supersedes"] for entry in entries), "nothing is corrected in it"
    shown = json.loads(run("progress", "--json", "--by", "month", env=env).stdout)

    def of(kind: str) -> Bodies:
        return [(entry["day_on"], entry["body"]) for entry in entries if entry["kind"] == kind]

    return of, shown


def scores(of: Callable[[str], Bodies], name: str, first: str, last: str) -> list[float]:
    """The score of each day that tells it: the mean of all check-ins of the day."""
    by_day: dict[str, list[float]] = {}
    for day, body in of("check_in"):
        if first <= day <= last and body.get(name) is not None:
            by_day.setdefault(day, []).append(body[name])
    return [fmean(told) for told in by_day.values()]


@pytest.mark.parametrize("rows", ["weeks", "stretches"])
def test_every_row_counts_what_was_told(raw: Raw, rows: str) -> None:
    of, shown = raw
    assert len(shown[rows]) == {"weeks": 8, "stretches": 3}[rows]
    for row in shown[rows]:
        first, last = row["starts_on"], row["ends_on"]
        pains, lives, sleeps = (scores(of, name, first, last) for name in ("pain", "function", "sleep"))
        assert row["pain_n"] == len(pains) > 0
        assert row["pain_mean"] == pytest.approx(sum(pains) / len(pains))
        assert (row["pain_low"], row["pain_high"]) == (min(pains), max(pains))
        assert row["hard_days"] == sum(pain >= 4 for pain in pains)
        assert row["function_mean"] == pytest.approx(sum(lives) / len(lives))
        assert row["sleep_mean"] == pytest.approx(sum(sleeps) / len(sleeps))
        worst = scores(of, "pain_worst", first, last)
        assert row["pain_worst"] == max(worst)
        assert row["days_logged"] == len({day for day, _ in of("check_in") if first <= day <= last})
        assert row["doses"] == sum(first <= day <= last for day, _ in of("dose"))
        assert row["minutes_done"] == _done(of, first, last)
        assert row["minutes_planned"] == _planned(of, first, last)


def _timed(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in plan["items"] if item["kind"] in ("walk", "activity")]


def _done(of: Callable[[str], Bodies], first: str, last: str) -> int:
    total = 0
    for _, plan in of("week_plan"):
        ids = {item["id"] for item in _timed(plan)}
        for day, body in [*of("check_in"), *of("session")]:
            if max(first, plan["starts_on"]) <= day <= min(last, plan["ends_on"]):
                done = body["done"] or () if "done" in body else [body] if "item" in body else ()
                total += sum(one["amount"] for one in done if one["item"] in ids)
    return total


def _planned(of: Callable[[str], Bodies], first: str, last: str) -> int:
    items = [item for _, plan in of("week_plan") for item in _timed(plan)]
    return sum(
        item["amount"] * item["times_per_day"]
        for item in items
        for day in item["days"]
        if first <= day <= last
    )


def test_the_change_and_the_gain_are_those_of_the_record(
    raw: Raw,
) -> None:
    of, shown = raw
    weeks = [plan for _, plan in of("week_plan")]
    before, after = (scores(of, "pain", one["starts_on"], one["ends_on"]) for one in (weeks[0], weeks[-1]))
    fall = fmean(before) - fmean(after)
    squares = sum((x - fmean(part)) ** 2 for part in (before, after) for x in part)
    spread = max(0.7, (squares / (len(before) + len(after) - 2)) ** 0.5)
    band = 1.96 * spread * (1 / len(before) + 1 / len(after)) ** 0.5
    assert float(shown["change_inputs"]["band"]) == pytest.approx(band, abs=0.005)
    assert (shown["change"] == "likely better") is (fall >= max(band, 2) and fall >= 0.3 * fmean(before))

    (at_start,) = (body["own_activities"] for _, body in of("profile"))
    now = of("review")[-1][1]["said"]["own"]
    gain = fmean(one["ability"] for one in now) - fmean(one["ability"] for one in at_start)
    assert shown["own"]["gain"] == pytest.approx(gain)
    told = {one["name"]: [point["ability"] for point in one["points"]] for one in shown["own_activities"]}
    for place, one in enumerate(at_start):
        later = [body["said"]["own"][place]["ability"] for _, body in of("review")]
        assert told[one["name"]] == [one["ability"], *later]


def test_a_month_begins_and_ends_with_itself(raw: Raw) -> None:
    _of, shown = raw
    for before, after in pairwise(shown["stretches"]):
        first = date.fromisoformat(after["starts_on"])
        assert first == date.fromisoformat(before["ends_on"]) + timedelta(days=1)
        assert first.day == 1
