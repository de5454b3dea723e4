"""Lessons with a real record: what is due, what is kept, what the answers close, and finding a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backcoach.coach.phases import Phase
from backcoach.coach.record import LessonMuted, LessonShown
from backcoach.coach.relaxation import Relaxation
from backcoach.coach.week import WeekPlan
from backcoach.coach.withholding import Verdict
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.lessons import (
    Offer,
    State,
    due_today,
    find_page,
    keep_offered,
    keep_opened,
    left_of,
    listed,
    mute,
    muted,
    offer,
    pages,
    part_of,
    refuse_closed,
)
from backcoach.flows.why import explain
from tests.flows.people import NO_MEDICINE, NOT_SURE, YES, Person, real_book

NO_WORRY = dict.fromkeys(real_book().activity.thoughts.ids, "no")
NEEDS_NOTHING: dict[str, Any] = {"work": "none", "confidence": 8, "worries": NO_WORRY}
CALM = NEEDS_NOTHING | NO_MEDICINE
"""Somebody who needs no lesson more than another."""


def due(person: Person) -> Offer:
    found = offer(person.desk)
    assert found is not None
    return found


def reads(person: Person) -> str:
    """Read what is due today; its id, empty where nothing is."""
    decision = due(person).decision
    keep_offered(person.desk, decision)
    return decision.value.id if decision.value else ""


def states(person: Person) -> dict[str, State]:
    return {one.page.id: one.state for one in listed(person.desk.book, person.desk)}


def test_without_a_plan_nothing_is_picked_and_everything_is_listed(person: Person) -> None:
    assert offer(person.desk) is None
    assert due_today(person.desk) is None
    assert {one.state for one in listed(real_book())} == {State.UNREAD}
    assert len(listed(real_book())) == len(pages(real_book())) == 37 + 9 + 7
    assert left_of(find_page("e01_common", real_book()), person.desk) is None


def test_what_was_shown_is_kept_with_its_reason_and_not_shown_twice_a_day(person: Person) -> None:
    person.starts(**CALM)
    first = due(person)
    assert due_today(person.desk) == first.decision.value
    assert reads(person) == "e01_common"

    entry = person.desk.journal.latest(LessonShown)
    assert entry is not None
    assert entry.body == LessonShown("e01_common", is_offered=True, reasons=first.decision.reasons)
    assert entry.content_digest == real_book().digest
    assert reads(person) == ""
    assert len(person.desk.journal.entries(LessonShown)) == 1
    assert states(person)["e01_common"] is State.READ


def test_the_next_day_that_is_named_brings_the_next_one(person: Person) -> None:
    person.starts(**CALM)
    reads(person)
    next_on = due(person).next_on
    assert next_on is not None
    while person.desk.moment.today < next_on:
        assert reads(person) == ""
        person.waits(days=1)
        person.logs(walk=5)
    assert reads(person) == "e02_course"


def test_a_need_that_was_told_goes_first(person: Person) -> None:
    person.starts(**CALM | {"worries": NO_WORRY | {"low_mood": "yes"}})
    person.waits(days=1)
    person.logs()
    found = due(person).decision
    assert found.value is not None
    assert found.value.id == "e19_stress"
    assert dict(found.reasons[0].inputs)["need"] == "high_distress"


def test_a_dose_or_a_course_makes_the_lesson_on_medicine_due(person: Person) -> None:
    person.starts(**NEEDS_NOTHING)
    assert reads(person) == "e16_medicine"


def test_a_dose_alone_does_so_too(person: Person) -> None:
    person.starts(**CALM)
    person.swallows(1000)
    assert reads(person) == "e16_medicine"


def test_two_bad_nights_make_the_sleep_lesson_due(person: Person) -> None:
    person.starts(**CALM)
    reads(person)
    person.logs(sleep=2)
    person.waits(days=1)
    person.logs(sleep=3)
    assert reads(person) == "e15_sleep1"


def test_a_page_opened_by_its_name_is_read_and_leaves_the_offer_of_the_day(person: Person) -> None:
    person.starts(**CALM)
    for _ in range(2):
        keep_opened(person.desk, find_page("e02_course", person.desk.book))
    assert len(person.desk.journal.entries(LessonShown)) == 1
    assert states(person)["e02_course"] is State.READ
    assert reads(person) == "e01_common"


def test_a_muted_lesson_is_not_offered_until_it_is_wanted_again(person: Person) -> None:
    person.starts(**CALM)
    for _ in range(2):
        assert mute(person.desk, "back pain is common", is_muted=True).id == "e01_common"
    assert len(person.desk.journal.entries(LessonMuted)) == 1
    assert muted(person.desk) == {"e01_common"}
    assert states(person)["e01_common"] is State.MUTED
    assert due(person).decision.value != find_page("e01_common", person.desk.book)

    mute(person.desk, "e01_common", is_muted=False)
    mute(person.desk, "e03_move", is_muted=False)
    assert len(person.desk.journal.entries(LessonMuted)) == 2
    assert muted(person.desk) == frozenset()
    assert reads(person) == "e01_common"


@pytest.mark.parametrize("name", ["r_breath", "lesson_sleep"])
def test_what_is_never_offered_cannot_be_muted(name: str, person: Person) -> None:
    person.starts(**CALM)
    with pytest.raises(BadInput, match="never offered by itself"):
        mute(person.desk, name, is_muted=True)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("e11_scan", "e11_scan"),
        ("E11_SCAN ", "e11_scan"),
        ("Do I need a scan?", "e11_scan"),
        ("do i need a scan", "e11_scan"),
        ("scan", "e11_scan"),
        ("e20", "e20_smoke"),
        ("tense long", "r_pmr_long"),
        ("sore bed", "sleep_night"),
        ("lesson_mood", "lesson_mood"),
    ],
)
def test_a_page_is_found_by_its_id_or_by_words_of_its_title(name: str, id_: str) -> None:
    assert find_page(name, real_book()).id == id_


def test_a_name_that_fits_several_pages_names_them_and_one_that_fits_none_is_guessed() -> None:
    with pytest.raises(BadInput, match="more than one") as many:
        find_page("sleep", real_book())
    assert many.value.faults == (
        "e15_sleep1: Sleep and the back",
        "sleep_day: By day, for the night",
        "sleep_night: In bed with a sore back",
        "sleep_help: When to ask about sleep",
        "lesson_sleep: Sleep with a sore back",
    )
    with pytest.raises(BadInput) as near:
        find_page("r_braeth", real_book())
    assert near.value.next_step == "Did you mean: r_breath?"
    for name in ("", "  ", "xyzzy plugh"):
        with pytest.raises(BadInput) as none:
            find_page(name, real_book())
        assert none.value.next_step == "All pages: backcoach learn --list"


def test_a_sign_that_stands_offers_nothing_but_when_to_get_help_and_closes_what_reassures(
    person: Person,
) -> None:
    person.starts(**CALM)
    person.waits(days=3)
    person.screens(inf_fever=YES.value)
    found = due(person)
    assert found.decision.value is not None
    assert found.decision.value.id == "e30_help"
    for name in ("e01_common", "lesson_outlook", "e07_quota", "e16_medicine"):
        left = left_of(find_page(name, person.desk.book), person.desk)
        with pytest.raises(Refused) as refused:
            refuse_closed(left)
        assert refused.value.faults
    for name in ("e30_help", "r_breath"):
        refuse_closed(left_of(find_page(name, person.desk.book), person.desk))
    refuse_closed(None)


def test_old_answers_offer_nothing_else_either(person: Person) -> None:
    person.starts(**CALM)
    person.waits(days=12)
    assert not person.desk.standing().is_plan_allowed
    assert reads(person) == "e30_help"
    assert reads(person) == ""


def test_a_part_that_an_answer_narrows_offers_no_lesson_of_it_and_may_be_read(person: Person) -> None:
    person.starts(**CALM | {"bleed_thinner": NOT_SURE.value})
    person.swallows(1000)
    assert reads(person) == "e01_common"
    left = left_of(find_page("e16_medicine", person.desk.book), person.desk)
    assert left is not None
    assert left.verdict is Verdict.LIMITED
    refuse_closed(left)


def test_numb_skin_closes_the_page_on_heat_while_the_plan_goes_on(person: Person) -> None:
    person.starts(**CALM | {"neuro_numb_leg": YES.value})
    assert person.desk.standing().is_plan_allowed
    with pytest.raises(Refused) as refused:
        refuse_closed(left_of(find_page("e05_heat", person.desk.book), person.desk))
    assert refused.value.faults == ("Your skin may not feel a burn.",)
    shown = set()
    for _ in range(12):
        shown.add(reads(person))
        person.waits(days=1)
        person.logs(is_flare=True)
    assert "e04_hurt_harm" in shown
    assert "e05_heat" not in shown


def test_after_the_last_issued_week_its_last_phase_counts(person: Person) -> None:
    person.starts(**CALM)
    (entry,) = person.desk.journal.entries(WeekPlan)
    person.desk.keep(replace(entry.body, phases=(Phase.SETTLE,) * 6 + (Phase.MAINTAIN,)), supersedes=entry.id)
    person.waits(days=7)
    person.screens()
    reads(person)
    assert person.desk.weeks()[-1].phase is Phase.MAINTAIN


@pytest.mark.parametrize("id_", ["e05_heat", "r_breath", "lesson_for_need", "relax_driving", "flare_keep"])
def test_why_explains_each_of_them_with_its_sources(id_: str) -> None:
    told = explain(id_, real_book())
    assert told.sources
    assert told.is_draft


def test_why_says_when_a_lesson_is_offered() -> None:
    assert "offered from day 8 of a bout" in explain("e12_sit", real_book()).words
    assert "offered from day 3 if you sit a lot at work" in explain("e12_sit", real_book()).words
    assert not [one for one in explain("e13_work", real_book()).words if "of a bout" in one]


def test_every_page_belongs_to_a_part_of_a_plan() -> None:
    parts = {one.id for one in real_book().screening.parts}
    assert {part_of(one) for one in pages(real_book())} <= parts
    assert {part_of(one) for one in pages(real_book()) if isinstance(one, Relaxation)} == {"sleep_and_calm"}
