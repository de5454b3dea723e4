"""`work --json` in every state of a record, and the page to hand over."""

from __future__ import annotations

from datetime import date

import pytest

from backcoach.coach.work_record import WorkRung, WorkSet
from backcoach.share.work import Dated, dated_ladder, week_words, work_page
from tests.flows.people import NO_MEDICINE, answers_for, real_book
from tests.share.machine import Machine

TOLD = ("work", "--normal", "40", "--now", "8")
MONDAY = date(2026, 11, 23)


def starts(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE)).fits("start")


def test_the_golden_case_has_its_document(machine: Machine) -> None:
    starts(machine)
    document = machine.run(*TOLD, "--json").fits("work")
    assert document["told"] == {"normal_hours": 40, "present_hours": 8, "days": 5, "load": "sitting"}
    assert (document["step"]["hours"], document["step"]["starts_on"]) == (12, "2026-11-23")
    assert [(one["day"], one["hours"]) for one in document["step"]["by_day"]] == [
        ("mon", 4),
        ("wed", 4),
        ("fri", 4),
    ]
    assert (document["next"]["hours"], document["next"]["not_before"]) == (20, "2026-11-26")
    assert (document["move"], document["reasons"][0]["rule"]) == ("stay", "work_wait")
    assert "no proof" in document["notice"]
    assert machine.run("plan", "--json").fits("plan")["work_hours"] == 12


def test_the_days_stand_in_it_as_they_were_told_and_lead_up(machine: Machine) -> None:
    starts(machine)
    machine.run(*TOLD, "--json").fits("work")
    machine.run("work", "--did", "4", "--json").fits("work")
    machine.waits(days=2)
    document = machine.run("work", "--did", "4", "--hard", "--json").fits("work")
    assert [(one["went"], one["settled"]) for one in document["work_days"]] == [
        ("fine", None),
        ("hard", None),
    ]
    machine.waits(days=1)
    machine.run("work", "--settled", "yes", "--date", "mon", "--json").fits("work")
    document = machine.run("work", "--settled", "yes", "--json").fits("work")
    assert (document["step"]["hours"], document["step"]["reasons"][0]["rule"]) == (20, "work_hours_up")


def test_without_hours_the_plan_says_null_and_work_has_no_document(machine: Machine) -> None:
    starts(machine)
    assert machine.run("plan", "--json").fits("plan")["work_hours"] is None
    ran = machine.run("work", "--json")
    assert (ran.code, ran.out) == (3, "")


def test_while_a_serious_sign_stands_no_hours_are_given_and_what_is_told_is_kept(machine: Machine) -> None:
    starts(machine)
    machine.run(*TOLD, "--json").fits("work")
    machine.logs("--all-clear", "--flag", "inf_fever")
    document = machine.run("work", "--did", "4", "--json").fits("work", 11)
    assert (document["step"], document["next"], document["move"]) == (None, None, "rest")
    assert document["reasons"][0]["rule"] == "work_rest"
    assert [one["hours"] for one in document["work_days"]] == [4]


def test_with_answers_that_are_too_old_it_ends_with_4(machine: Machine) -> None:
    starts(machine)
    machine.run(*TOLD, "--json").fits("work")
    machine.waits(days=9)
    assert machine.run("work", "--json").fits("work", 4)["step"] is None
    assert machine.run("work").code == 4


def test_after_two_weeks_of_silence_no_hours_are_given(machine: Machine) -> None:
    starts(machine)
    machine.run(*TOLD, "--json").fits("work")
    for _day in range(14):
        machine.waits(days=1)
        machine.logs("--all-clear", "--walk", "10")
    machine.reviews()
    document = machine.run("work", "--json").fits("work")
    assert (document["step"], document["reasons"][0]["rule"]) == (None, "work_silent")
    assert document["discuss"] == []
    assert machine.run("plan", "--json").fits("plan")["work_hours"] is None
    assert "no hours are proposed just now" in machine.run("plan").out
    ran = machine.run("work", "--plan")
    assert (ran.code, ran.out) == (3, "")


def test_the_page_holds_the_ladder_and_nothing_about_health(machine: Machine) -> None:
    starts(machine)
    machine.run(*TOLD)
    page = " ".join(machine.run("work", "--plan").out.split())
    for words in (
        *(
            "12 hours a week (Mon 4, Wed 4, Fri 4)",
            "Not before Thu 26 Nov 2026: 20 hours",
            "no proof that anybody",
        ),
        *("load 100 % of the usual time", "32 hours: full days", "ACC06", "Not yet reviewed by a clinician"),
    ):
        assert words in page
    for words in ("pain rose", "red", "settled", "medicine", "tie my shoes"):
        assert words not in page.replace("shared", "")


def test_each_place_of_the_page_comes_after_the_least_days_of_the_one_before() -> None:
    book = real_book().work
    told = WorkSet(40, 8, "any")
    dated = dated_ladder(told, WorkRung(36, 25), MONDAY, 7, book)
    assert [one.rung for one in dated] == [
        WorkRung(36, 25),
        *(WorkRung(40, load) for load in (25, 50, 75, 100)),
    ]
    assert [(one.from_on - MONDAY).days for one in dated] == [0, 7, 14, 21, 28]
    assert week_words(36, told) == "Mon 7.5, Tue 7, Wed 7.5, Thu 7, Fri 7"


def test_the_page_of_somebody_with_one_work_day_says_so() -> None:
    told = WorkSet(8, 2, "heavy", 1)
    page = list(work_page(told, [Dated(WorkRung(2, 25), MONDAY)], real_book().work, MONDAY))
    assert "Normal hours: 8 a week on 1 day" in page
    assert "Load means: heavy lifting and carrying, long standing, and driving" in page


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--normal", "40"), "--normal and --now go together"),
        (("--days", "4"), "--days and --load go with"),
        (("--normal", "40", "--now", "50"), "present hours are from 0"),
        (("--normal", "nan", "--now", "0"), "normal hours are from 1"),
        (("--normal", "40", "--now", "8", "--days", "2"), "more than 16 hours a day"),
        (("--normal", "40", "--now", "8", "--load", "feathers"), "no load called 'feathers'"),
        (("--did", "4", "--red", "--fine"), "one of --red, --hard and --fine"),
        (("--did", "4", "--settled", "maybe"), "--settled is yes, no or not_sure"),
        (("--did", "4", "--settled", "yes"), "known the next morning"),
        (("--did", "4", "--date", "someday"), "is not a day"),
        (("--date", "today"), "--date goes with"),
        (("--did", "four"), "Invalid value"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(
    machine: Machine, options: tuple[str, ...], words: str
) -> None:
    starts(machine)
    machine.run(*TOLD)
    before = machine.run("work", "--json").out
    ran = machine.run("work", *options, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert words in " ".join(ran.err.split())
    assert machine.run("work", "--json").out == before
