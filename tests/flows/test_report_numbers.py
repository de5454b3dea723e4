"""Every number of a report is worked out once more from the exported record alone, in a few plain lines."""

from __future__ import annotations

import json
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import fmean
from typing import Any

import pytest

from backcoach.coach.days import DAY_START
from backcoach.coach.report import Purpose, Report, ReportLine, ReportPlot, ReportTable
from backcoach.flows.demo import Script, play
from backcoach.flows.desk import Desk
from backcoach.flows.export import export_record
from backcoach.flows.kinds import KINDS
from backcoach.flows.moment import Moment
from backcoach.flows.report import ReportWish, report
from backcoach.handbook.episode import load_episode
from backcoach.handbook.faults import find_content
from backcoach.journal.opening import open_journal
from backcoach.terminal.example import example_file
from tests.flows.people import MORNING, real_book

Plain = dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, list[Plain]]]:
    """The made-up eight weeks: the desk, and the entries as they were exported."""
    home, book = tmp_path_factory.mktemp("demo") / "record", real_book()
    moment = Moment(MORNING, "UTC", DAY_START)
    play(home, book, Script(tomllib.loads(example_file(book)), load_episode()), moment)
    with open_journal(home, KINDS) as journal:
        entries = json.loads("".join(export_record(journal).parts))["entries"]
        assert not [one for one in entries if one["supersedes"]]
        yield Desk(book, journal, moment), entries


def of(kind: str, entries: list[Plain]) -> list[Plain]:
    return [one for one in entries if one["kind"] == kind]


def weeks(entries: list[Plain]) -> list[tuple[Plain, list[Plain]]]:
    """Each week plan with the check-ins of its days."""
    plans = [one["body"] for one in of("week_plan", entries)]
    assert all(one["ends_on"] < after["starts_on"] for one, after in pairwise(plans))
    days = of("check_in", entries)
    assert len({one["day_on"] for one in days}) == len(days)
    return [
        (plan, [one["body"] for one in days if plan["starts_on"] <= one["day_on"] <= plan["ends_on"]])
        for plan in plans
    ]


def told(name: str, days: list[Plain]) -> list[float]:
    return [one[name] for one in days if one.get(name) is not None]


def short(value: float) -> str:
    return f"{round(value, 6):.1f}".removesuffix(".0")


def made_report(desk: Desk, purpose: Purpose = Purpose.SELF, since: date | None = None) -> Report:
    return report(desk, ReportWish(purpose, since))


def blocks(made: Report, id_: str) -> tuple[Any, ...]:
    return next(one.blocks for one in made.sections if one.id == id_)


def tables(made: Report, id_: str) -> list[ReportTable]:
    return [one for one in blocks(made, id_) if isinstance(one, ReportTable)]


def line(made: Report, id_: str, label: str) -> str:
    found = [one for one in blocks(made, id_) if isinstance(one, ReportLine) and one.label.startswith(label)]
    return found[0].text


def test_pain_and_daily_life_of_each_week(made: tuple[Desk, list[Plain]]) -> None:
    desk, entries = made
    rows = []
    for plan, days in weeks(entries):
        pains, begins = told("pain", days), date.fromisoformat(plan["starts_on"])
        rows.append(
            (
                f"{plan['number']} ({begins.day} {begins:%b})",
                f"{len(days)} of 7",
                f"{short(fmean(told('function', days)))} ({len(told('function', days))})",
                f"{short(fmean(pains))} ({len(pains)})",
                f"{short(min(pains))} to {short(max(pains))}",
                short(max(told("pain_worst", days))),
                f"{sum(one >= 4 for one in pains)} of {len(pains)}",
            )
        )
    assert len(rows) == 8
    for purpose in Purpose:
        assert tables(made_report(desk, purpose), "scores")[1].rows == tuple(rows)


def test_the_plot_holds_the_means_and_ranges_of_the_table(made: tuple[Desk, list[Plain]]) -> None:
    desk, entries = made
    (plot,) = (one for one in blocks(made_report(desk), "scores") if isinstance(one, ReportPlot))
    pains = [told("pain", days) for _, days in weeks(entries)]
    assert [one.mean for one in plot.points] == pytest.approx([fmean(one) for one in pains], abs=1e-6)
    assert [(one.low, one.high) for one in plot.points] == [(min(one), max(one)) for one in pains]


def test_the_change_of_pain_and_what_chance_may_do(made: tuple[Desk, list[Plain]]) -> None:
    desk, entries = made
    first, *_, last = (told("pain", days) for _, days in weeks(entries))
    content = tomllib.loads((find_content() / "activity/parameters.toml").read_text(encoding="utf-8"))
    limits = content["parameters"]["change"]
    squares = sum((one - fmean(part)) ** 2 for part in (first, last) for one in part)
    sd = math.sqrt(squares / (len(first) + len(last) - 2))
    if len(first) + len(last) < limits["default_below_days"]:
        sd = limits["default_sd"]
    sd = max(sd, limits["least_sd"])
    band = limits["z"] * sd * math.sqrt(1 / len(first) + 1 / len(last))
    text = line(made_report(desk), "scores", "Pain, last week")
    assert f"first week {len(first)}; in the last {len(last)};" in text
    assert f"first week {fmean(first):.2f}; of the last {fmean(last):.2f};" in text
    assert f"chance alone may do {band:.2f}" in text


def test_the_gain_of_the_own_activities(made: tuple[Desk, list[Plain]]) -> None:
    desk, entries = made
    before = of("profile", entries)[0]["body"]["own_activities"]
    after = of("review", entries)[-1]["body"]["said"]["own"]
    pairs = [(a["name"], a["ability"], b["ability"]) for a, b in zip(before, after, strict=True)]
    found = tables(made_report(desk), "scores")[0]
    assert found.rows == tuple((name, f"{was}", f"{now}", f"{now - was:+d}") for name, was, now in pairs)
    gain = fmean(now - was for _, was, now in pairs)
    assert line(made_report(desk), "scores", "Mean gain").startswith(f"{gain:+.1f}: ")


def test_the_mean_of_sleep_and_distress_in_the_first_week_and_the_last(
    made: tuple[Desk, list[Plain]],
) -> None:
    desk, entries = made
    ends = [weeks(entries)[place][1] for place in (0, -1)]
    for name, label in (("sleep", "Sleep"), ("distress", "How upset")):
        before, after = (fmean(told(name, days)) for days in ends)
        text = line(made_report(desk, Purpose.VISIT), "scores", label)
        assert text.startswith(f"{short(before)} in the week")
        assert f"then {short(after)} in the week" in text
        assert f"; {short(abs(after - before))} {'more' if after > before else 'less'}" in text
        assert f"(n {len(told(name, ends[0]))})" in text
        assert f"(n {len(told(name, ends[1]))})" in text


def test_the_doses_their_sums_and_the_most_in_a_day_and_night(made: tuple[Desk, list[Plain]]) -> None:
    desk, entries = made
    taken = defaultdict(list)
    for one in of("dose", entries):
        taken[one["body"]["medicine"]].append((datetime.fromisoformat(one["at"]), one["body"]["mg"]))
    rows = []
    for name, doses in taken.items():
        window = timedelta(hours=24)
        most = max(sum(mg for at, mg in doses if begin <= at < begin + window) for begin, _ in doses)
        first, last = (f"{at.day} {at:%b %Y %H:%M}" for at in (min(doses)[0], max(doses)[0]))
        (mg,) = {mg for _, mg in doses}
        total = sum(one for _, one in doses)
        rows.append((name, first, last, f"{len(doses)} of {mg} mg", f"{total} mg", f"{most} mg"))
    assert rows
    assert tables(made_report(desk), "medicine")[0].rows == tuple(rows)


def test_what_was_done_of_what_was_planned(made: tuple[Desk, list[Plain]]) -> None:
    desk, entries = made
    rows = []
    for plan, days in weeks(entries):
        sums = {}
        for kinds in (("walk", "activity"), ("exercise",)):
            items = [one for one in plan["items"] if one["kind"] in kinds]
            goes = [
                one["times_per_day"] * (1 if kinds == ("exercise",) else one["amount"]) * len(one["days"])
                for one in items
            ]
            ids = {one["id"] for one in items}
            done = [each for day in days for each in day.get("done") or () if each["item"] in ids]
            sums[kinds[0]] = (sum(one["amount"] for one in done), sum(goes))
        begins = date.fromisoformat(plan["starts_on"])
        unknown = 7 - sum(day.get("done") is not None for day in days)
        doses = [one for one in of("dose", entries) if plan["starts_on"] <= one["day_on"] <= plan["ends_on"]]
        rows.append(
            (
                f"{plan['number']} ({begins.day} {begins:%b})",
                "{} of {}".format(*sums["walk"]),
                "{} of {}".format(*sums["exercise"]),
                f"{unknown}",
                f"{len(doses)}",
            )
        )
    found = made_report(desk)
    assert [row[:5] for row in tables(found, "tried")[0].rows] == rows
    totals = [[sum(int(row[place].split(" of ")[end]) for row in rows) for end in (0, 1)] for place in (1, 2)]
    words = line(found, "tried", "Done of planned")
    assert "activity {} of {} min; exercises {} of {} times".format(*totals[0], *totals[1]) in words
    assert f"{sum(int(row[3]) for row in rows)} days not told" in words


def test_since_a_day_only_the_weeks_and_doses_from_it_on(made: tuple[Desk, list[Plain]]) -> None:
    desk, entries = made
    since = date.fromisoformat(weeks(entries)[6][0]["starts_on"])
    found = made_report(desk, since=since)
    assert [row[0].split()[0] for row in tables(found, "scores")[1].rows] == ["7", "8"]
    assert line(found, "medicine", "Taken") == "no dose is logged"
    assert found.since == since


def test_a_decision_on_a_week_names_the_figures_it_was_made_on(made: tuple[Desk, list[Plain]]) -> None:
    desk, entries = made
    weeks_before = weeks(entries)
    last = weeks_before[-1][0]
    before, then = (fmean(told("pain", weeks_before[place][1])) for place in (-2, -3))
    text = blocks(made_report(desk, Purpose.VISIT), "decided")[0].text
    assert text.startswith(f"Week {last['number']} of the plan: a step up. Looked at: ")
    assert f"mean pain {before:g}, compared with {then:g}, a change of {before - then:+g} points" in text
    assert "no reason to hold you back" not in text
    assert "no reason to hold you back" in blocks(made_report(desk), "decided")[0].text
