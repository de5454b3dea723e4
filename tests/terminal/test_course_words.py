"""What stands beside every course of every pack, and what is said when one ends."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from rich.console import Console

from backcoach.coach.course import Course
from backcoach.coach.course_changes import ended, rest_reason
from backcoach.coach.course_plan import build_course
from backcoach.coach.limits import PersonalLimits
from backcoach.coach.person import Waking
from backcoach.coach.regions import ContactKind, Product, Region, limits_for
from backcoach.coach.signs import StopAction, StopSign
from backcoach.flows.signs_told import Stopped
from backcoach.handbook.loading import load_handbook
from backcoach.terminal.screens.course import stop_document, stopped_lines, why_text
from backcoach.terminal.screens.plan import _medicine_lines
from backcoach.terminal.words import day_text, week_text

BOOK = load_handbook()
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
PACKS = [(region, pack) for region in BOOK.regions for pack in region.products if pack.may_be_planned]


def course_with(pack: Product) -> Course:
    limits = limits_for(pack, PersonalLimits())
    course = build_course(pack, limits, Waking(time(7), time(23)), NOW, BOOK.medicine).value
    assert course is not None
    return course


def shown(course: Course, region: Region) -> str:
    console = Console(width=200, no_color=True)
    with console.capture() as captured:
        console.print(*_medicine_lines(course, BOOK, region.code), sep="\n")
    return " ".join(captured.get().split())


@pytest.mark.parametrize(("region", "pack"), PACKS, ids=[pack.id for _, pack in PACKS])
def test_every_plan_says_its_limits_its_end_the_way_out_and_whom_to_call(
    region: Region, pack: Product
) -> None:
    course = course_with(pack)
    text = shown(course, region)
    assert f"{course.limits.daily_max_mg} mg in 24 h" in text
    assert f"closer than {course.limits.spacing_hours} h" in text
    assert f"last day {course.stop_on:%a} {course.stop_on.day}" in text
    assert "fewer from" in text
    assert "You can stop today" in text
    assert "Ask a pharmacist" in text
    assert "Stop, get help" in text
    assert region.contacts_for(ContactKind.POISON)[0].number in text
    info = BOOK.medicine.info(pack.medicine)
    assert f"(why {pack.medicine.value})" in text, "food and what to expect stand there"
    assert info.expect
    assert info.take_with


def test_an_ended_course_says_why_and_names_no_dose() -> None:
    region, pack = PACKS[0]
    over = ended(course_with(pack), NOW, NOW.date(), "stop_sign_liver")
    text = shown(over, region)
    assert "ended on" in text
    assert "You told of a sign" in text
    assert "No new course before" in text
    assert "mg" not in text
    assert "speaks against" in shown(ended(course_with(pack), NOW, NOW.date(), "unknown_rule"), region)


@pytest.mark.parametrize("action", list(StopAction))
@pytest.mark.parametrize("region", BOOK.regions, ids=lambda region: region.code)
def test_a_stop_sign_says_what_to_do_with_a_number(action: StopAction, region: Region) -> None:
    stopped = Stopped((StopSign("some", "A sign", action, (), ()),), is_course_over=True)
    lines = [text for text, _ in stopped_lines(stopped, BOOK, region.code)]
    assert lines[0] == BOOK.medicine.rule(f"stop_{action.value}").why
    kind = ContactKind.EMERGENCY if action is StopAction.EMERGENCY else ContactKind.HEALTH_LINE
    assert any(region.contacts_for(kind)[0].number in line for line in lines)
    document = stop_document(stopped, BOOK, region.code)
    assert document is not None
    assert document["action"] == action.value


def test_a_course_that_is_over_says_so_until_a_new_one_may_begin() -> None:
    region, pack = PACKS[0]
    course = course_with(pack)
    lines = _medicine_lines(course, BOOK, region.code, course.stop_on + timedelta(days=1))
    stop, new = day_text(course.stop_on), day_text(course.next_course_on)
    said = f"the course is over, its last day was {stop}. No new course before {new}."
    assert [str(line).split(": ", maxsplit=1)[1] for line in lines] == [said]
    assert len(_medicine_lines(course, BOOK, region.code, course.stop_on)) > 1
    assert _medicine_lines(course, BOOK, region.code, course.next_course_on) == []


def test_days_of_rest_say_when_the_course_ran_and_when_a_new_one_may_begin() -> None:
    course = course_with(PACKS[0][1])
    said = why_text(rest_reason([course], BOOK.medicine))
    assert week_text(course.started_on, course.stop_on) in said
    assert f"No new course before {day_text(course.next_course_on)}." in said
