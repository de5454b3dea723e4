"""Milestones and patterns on the screen: the counts stand beside the means, and an action stands alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from backcoach.coach.patterns import fitting
from backcoach.coach.screening import screen
from backcoach.coach.values import Disposition
from backcoach.flows.kinds import KINDS
from backcoach.flows.signposts import say, shown
from backcoach.journal.opening import open_journal
from backcoach.terminal.screens.signposts import (
    milestone_lines,
    pattern_lines,
    signpost_lines,
    signpost_status,
)
from tests.flows.people import MORNING, NO_MEDICINE, Person, answers_for, real_book
from tests.spec.tables import replies_of
from tests.terminal.keyboard import NOW, run

BOOK = real_book()


@pytest.fixture
def person(home: Path) -> Iterator[Person]:
    with open_journal(home, KINDS, create=True) as journal:
        yield Person(journal)


def text_of(person: Person) -> str:
    return "\n".join(line for line, _ in milestone_lines(say(person.desk), BOOK))


def test_too_few_days_are_counted_and_not_averaged(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2)
    person.waits(days=6)
    person.logs(pain=5)
    text = text_of(person)

    assert "there are too few days in your record to tell" in text
    assert "pain logged on 1 day, daily life logged on 0 days; 4 days are needed to tell" in text
    assert "5 of 10" not in text


def test_means_stand_with_the_days_behind_them(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=0)
    for day in range(16):
        person.is_at(MORNING + timedelta(days=day))
        person.logs(pain=6 if day < 8 else 5.5, function=4)
    text = text_of(person)

    assert text.strip().startswith("Two weeks, and it still holds you back.")
    assert "Your last 7 days: pain 5.5 of 10 (7 days logged), daily life 4 of 10 (7 days logged)." in text
    assert "Your first days: pain 6 of 10 (7 days logged), daily life 4 of 10 (7 days logged)." in text
    assert BOOK.screening.signposts.honest in text


def test_a_figure_told_at_the_start_says_so(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=0, pain_average=6)
    for day in range(9, 18):
        person.is_at(MORNING + timedelta(days=day))
        person.screens(course_weeks=2, course_cant_do="yes")
        person.logs(pain=5)

    assert "Your first days: pain 6 of 10 (told at the start)" in text_of(person)


def test_beside_the_plan_it_is_one_line_and_in_status_a_few_words(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")
    say(person.desk)
    said = shown(person.desk)

    assert [line for line, _ in signpost_lines(said)] == [
        "Two weeks, and it still holds you back. Book a doctor or physio. (why week_2)"
    ]
    assert signpost_status(said) == "a note at 2 weeks: backcoach plan"
    assert signpost_status(()) == ""


def test_hard_weeks_name_whom_to_call_and_the_figures_with_their_days(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=0)
    for day in range(14):
        person.is_at(MORNING + timedelta(days=day))
        person.logs(distress=8 if day % 2 else None)
    said = [one for one in say(person.desk) if one.milestone.is_any_time]
    text = "\n".join(line for line, _ in milestone_lines(tuple(said), BOOK))

    assert text.strip().startswith("This is a lot to carry")
    assert "0800 543 354" in text or "1737" in text
    assert "Upset by the pain on most of the last days, at least (of 10): 8 (7 of 14 days logged)" in text
    assert "Scans" not in text
    assert "None" not in text
    assert BOOK.screening.signposts.honest not in text
    assert signpost_status(tuple(said)) == "a note on 2 hard weeks: backcoach plan"


def test_why_tells_a_milestone_with_its_figures_by_name(home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(
        json.dumps(answers_for(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")), encoding="utf-8"
    )
    env = {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}
    run("start", "--answers", str(answers), env=env)
    run("log", "--all-clear", "--pain", "5", env=env)
    text = " ".join(run("why", "week_2", env=env).stdout.split())

    assert '"fall of the mean pain, first days to last": under 20 %' in text
    assert "In your record, as it was said on" in text
    assert '"days logged for: mean pain, last days": 1' in text
    assert '"no return to work or tasks": yes' in text
    assert "pain_last" not in text


def test_log_says_it_once_and_the_plan_keeps_it(home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(
        json.dumps(answers_for(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")), encoding="utf-8"
    )
    env = {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}
    run("start", "--answers", str(answers), env=env)
    head = "Two weeks, and it still holds you back."

    assert head in run("log", "--all-clear", "--pain", "5", env=env).stdout
    assert head not in run("log", "--all-clear", "--pain", "5", env=env).stdout
    assert head in run("plan", env=env).stdout
    assert "a note at 2 weeks" in run("status", env=env).stdout
    (milestone,) = json.loads(run("plan", "--json", env=env).stdout)["milestones"]
    assert (milestone["id"], milestone["is_open"]) == ("week_2", False)


def patterns_at(answers: str, age: int | str = 62) -> tuple[Disposition, str]:
    """Where such answers lead, and what is said about patterns there."""
    rules = BOOK.screening.rules
    replies = replies_of({"answers": answers, "age": age, "weeks": 1}, rules)
    fits = fitting(replies, rules, BOOK.screening.signposts.patterns)
    assert fits
    disposition = screen(replies, rules).value.disposition
    return disposition, "\n".join(line for line, _ in pattern_lines(fits, disposition, BOOK))


def test_a_pattern_shows_the_own_answers_the_visit_and_what_is_urgent() -> None:
    disposition, text = patterns_at("pat_walk_pain=y, pat_sit_relief=y")
    pattern = BOOK.screening.signposts.patterns[1]

    assert disposition is Disposition.ROUTINE
    assert BOOK.screening.signposts.heading in text
    assert "Your answers: age 62, leg pain on walking or standing, ease on sitting or bending." in text
    for wanted in (pattern.see, pattern.visit, pattern.imaging, *pattern.urgent, *pattern.plan):
        assert wanted in text


def test_a_number_nobody_knows_is_shown_as_not_known() -> None:
    _, text = patterns_at("pat_walk_pain=y, pat_sit_relief=y", "unknown")

    assert "age not known" in text
    assert "75" not in text


def test_where_a_doctor_is_to_be_seen_soon_that_comes_first() -> None:
    disposition, text = patterns_at("pat_leg_worse=y, ca_weight_loss=y", 45)

    assert disposition.urgency == "soon"
    assert "What stands above comes first." in text
    assert "Who and when" not in text


@pytest.mark.parametrize("sign", ["neuro_weak_leg=y", "em_chest_pain=y"])
def test_beside_an_action_for_today_no_pattern_is_shown(sign: str) -> None:
    disposition, text = patterns_at(f"pat_leg_worse=y, {sign}", 45)

    assert disposition >= Disposition.SAME_DAY
    assert text == ""
