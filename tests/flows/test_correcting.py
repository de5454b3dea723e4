"""Taking back, correcting and voiding in a real record: what goes, what stays, and what follows from it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backcoach.coach.activity_record import FlareDeclared, ReviewHeld, SatFor, SheetFilled, Trial
from backcoach.coach.correcting import Corrected, State
from backcoach.coach.done import DoneAmount, LegReach, Session
from backcoach.coach.limits import Medicine
from backcoach.coach.measures import Measured
from backcoach.coach.medicine_record import PrescribedEnded, PrescribedTaken
from backcoach.coach.medicines import Clearance
from backcoach.coach.outlook import Matter
from backcoach.coach.person import Fitting
from backcoach.coach.record import CheckIn, DoseTaken, Screened
from backcoach.coach.takeable import kept_as
from backcoach.coach.values import Disposition
from backcoach.coach.week import WeekPlan, WeekSaid
from backcoach.flows.chronicle import chronicle, find_entry, short_id
from backcoach.flows.correcting import Correction, redo, undo, void_entry
from backcoach.flows.days import day_records
from backcoach.flows.dose_next import board, skip
from backcoach.flows.dose_undo import last_recorded
from backcoach.flows.dose_undo import undo as undo_dose
from backcoach.flows.edit_dose import edit_dose
from backcoach.flows.editing import EditWish, edit_entry, to_edit
from backcoach.flows.errors import BadInput, Refused, Trouble
from backcoach.flows.flare import declare, pause, resume
from backcoach.flows.history import day_history, story_of
from backcoach.flows.kinds import KINDS
from backcoach.flows.log import LogWish, log
from backcoach.flows.measures import keep_measured
from backcoach.flows.new_course import plan_course
from backcoach.flows.noted_yes import clear
from backcoach.flows.trials import keep_trial, take_back
from backcoach.flows.unsaved import Unsaved
from backcoach.flows.work_told import WorkWish, keep_work_day, set_work
from backcoach.journal.codec import body_text
from backcoach.journal.faults import RecordFull
from backcoach.journal.journal import Voided
from backcoach.journal.opening import open_journal
from backcoach.shapes import decode
from backcoach.terminal.screens.entries import entry_words
from tests.flows.people import MONDAY, NO_MEDICINE, Person
from tests.flows.test_medicine_check import WANTS, answers_again
from tests.flows.test_prescribed import prescribes, takes

WALK = Session("walk", 10)


def takes_back(person: Person, *, is_sure: bool = False, is_mistake: bool = False) -> Correction:
    person.waits(seconds=1)
    return undo(person.desk, is_sure=is_sure, is_mistake=is_mistake)


def brings_back(person: Person) -> Correction:
    person.waits(seconds=1)
    return redo(person.desk)


def voids(person: Person, entry: Any, why: str = "typed twice", **sure: bool) -> Correction:
    person.waits(seconds=1)
    return void_entry(
        person.desk, entry, why, is_sure=sure.get("is_sure", False), is_mistake=sure.get("is_mistake", False)
    )


def edits(person: Person, entry: Any, **wish: Any) -> Correction:
    person.waits(seconds=1)
    names = {"day_on", "at", "why"}
    own = {name: value for name, value in wish.items() if name in names}
    values = {name: value for name, value in wish.items() if name not in names}
    return edit_entry(person.desk, to_edit(person.desk, entry), EditWish(values, **own))


def latest(person: Person, kind: type) -> Any:
    entry = person.desk.journal.latest(kind)
    assert entry is not None
    return entry


def started(person: Person, **said: Any) -> Person:
    person.starts(**(said or NO_MEDICINE))
    person.waits(minutes=5)
    return person


def test_what_one_check_in_recorded_goes_together_and_its_safety_answers_stay(person: Person) -> None:
    started(person)
    wish = LogWish(MONDAY, is_clear=True, check_in=CheckIn(pain=4), sessions=(Session("walk", 10),))
    log(person.desk, wish)
    screenings = person.desk.journal.entries(Screened)
    found = takes_back(person)

    assert {type(one.body) for one in found.entries} == {CheckIn, Session}
    assert found.is_part
    assert person.desk.journal.entries(CheckIn) == person.desk.journal.entries(Session) == ()
    assert person.desk.journal.entries(Screened) == screenings


def test_again_and_again_back_to_the_start_of_the_day_and_forward_again(person: Person) -> None:
    started(person)
    for amount in (5, 6, 7):
        person.waits(minutes=1)
        keep_trial(person.desk, "walk", amount, MONDAY)
    assert [takes_back(person).entries[0].body for _ in range(3)] == [Trial("walk", one) for one in (7, 6, 5)]
    with pytest.raises(Refused, match="Safety answers stay"):
        takes_back(person)
    assert [brings_back(person).entries[0].body.amount for _ in range(3)] == [5, 6, 7]
    assert [one.body.amount for one in person.desk.journal.entries(Trial)] == [5, 6, 7]
    with pytest.raises(BadInput, match="nothing to bring back"):
        brings_back(person)


def test_nothing_of_yesterday_is_taken_back_by_undo(person: Person) -> None:
    started(person)
    keep_trial(person.desk, "walk", 5, MONDAY)
    person.waits(days=1)

    with pytest.raises(BadInput, match="Nothing that was recorded today"):
        takes_back(person)
    assert voids(person, latest(person, Trial)).entries[0].body == Trial("walk", 5)


def test_a_dose_taken_back_goes_through_the_guards_of_dose_undo(person: Person) -> None:
    started(person, medicine="paracetamol")
    person.swallows(1000)
    person.waits(minutes=40)
    with pytest.raises(Refused, match="recorded a while ago") as late:
        takes_back(person)
    assert late.value.next_step.endswith("backcoach undo --yes")
    found = takes_back(person, is_sure=True)

    assert [one.body for one in found.entries] == [DoseTaken(Medicine.PARACETAMOL, 1000)]
    matters = {one.matter: one for one in found.changes}
    assert matters[Matter.TAKEN].after is None
    assert matters[Matter.MEDICINE].after is not None


def test_too_much_is_taken_back_only_as_a_slip_and_what_it_led_to_stays(person: Person) -> None:
    started(person, medicine="paracetamol")
    person.swallows(9000)
    grave = person.desk.standing()
    for sure in (False, True):
        with pytest.raises(Refused, match="counts for 24 hours"):
            takes_back(person, is_sure=sure)
    takes_back(person, is_mistake=True)

    assert person.desk.journal.entries(DoseTaken) == ()
    assert person.desk.standing().disposition is grave.disposition
    assert not person.desk.standing().is_plan_allowed


def test_an_entry_is_voided_with_all_its_versions_and_comes_back_as_the_last_one(person: Person) -> None:
    started(person)
    person.logs(pain=4)
    edits(person, latest(person, CheckIn), pain=5.0)
    last = edits(person, latest(person, CheckIn), pain=6.0).entries[0]
    first = next(one for one in chronicle(person.desk).entries if isinstance(one.body, CheckIn))
    assert [one.body.pain for one in voids(person, first).entries] == [6.0]
    assert person.desk.journal.entries(CheckIn) == ()
    with pytest.raises(BadInput, match="taken back already"):
        voids(person, last)
    brings_back(person)
    assert [one.body.pain for one in person.desk.journal.entries(CheckIn)] == [6.0]


@pytest.mark.parametrize("why", ["", "  ", "x" * 501])
def test_a_void_says_why_in_so_many_words(why: str, person: Person) -> None:
    started(person)
    person.logs(pain=4)
    with pytest.raises(BadInput, match=r"mistake|at most"):
        voids(person, latest(person, CheckIn), why)
    assert len(person.desk.journal.entries(CheckIn)) == 1


def test_a_correction_stands_in_the_place_of_what_it_corrects_and_says_why(person: Person) -> None:
    started(person)
    person.logs(pain=4, note="x")
    old = latest(person, CheckIn)
    found = edits(person, old, pain=6.0, note=None, reach=LegReach.THIGH, why="typed 4")
    new = found.entries[0]

    assert (new.supersedes, new.at, new.day_on) == (old.id, old.at, old.day_on)
    assert (new.body.pain, new.body.note, new.body.leg_reach) == (6.0, None, LegReach.THIGH)
    assert [one.body for one in person.desk.journal.entries(Corrected)] == [Corrected(old.id, "typed 4")]
    assert day_records(person.desk)[0].pain_average == 6
    story = story_of(person.desk, old)
    assert [(one.state, one.why) for one in story.versions] == [
        (State.CORRECTED, "typed 4"),
        (State.CURRENT, ""),
    ]


def test_what_cannot_be_is_refused_and_changes_nothing(person: Person) -> None:
    started(person)
    person.logs(pain=4)
    entry = latest(person, CheckIn)
    for wish, words in (
        ({"pain": 4.3}, "cannot be"),
        ({"pain": 4.0}, "already"),
        ({"mg": 500}, "no --mg"),
        ({"day_on": MONDAY + timedelta(days=1)}, "still to come"),
        ({"day_on": MONDAY - timedelta(days=15)}, "days ago"),
        ({"pain": 5.0, "at": time(8, 0)}, "Only a dose"),
    ):
        with pytest.raises(BadInput, match=words):
            edits(person, entry, **wish)
    assert person.desk.journal.entries(CheckIn) == (entry,)
    person.desk.keep(ReviewHeld(1, WeekSaid()))
    with pytest.raises(BadInput, match="The day of this entry stays"):
        edits(person, latest(person, ReviewHeld), easy=True, day_on=MONDAY)


def test_the_numbers_and_the_day_of_a_measure_are_corrected_or_taken_back(person: Person) -> None:
    started(person)
    keep_measured(person.desk, (Measured("peg", (7.0, 6.0, 8.0)),))
    edits(person, latest(person, Measured), numbers=(4.0, None, 5.0))
    edits(person, latest(person, Measured), day_on=MONDAY - timedelta(days=1))

    assert latest(person, Measured).body == Measured("peg", (4.0, None, 5.0))
    assert latest(person, Measured).day_on == MONDAY - timedelta(days=1)
    for numbers, words in (
        ((4.0,), "3 numbers"),
        ((4.0, 5.0, 11.0), "0 to 10"),
        ((4.0, -1.0, 5.0), "from 0"),
    ):
        with pytest.raises(BadInput, match=words):
            edits(person, latest(person, Measured), numbers=numbers)
    voids(person, latest(person, Measured))
    assert person.desk.journal.entries(Measured) == ()
    person.desk.keep(Measured("moon", (3.0,)))
    with pytest.raises(BadInput, match="not known here"):
        edits(person, latest(person, Measured), numbers=(2.0,))


def test_a_sit_that_was_told_for_the_wrong_day_is_moved(person: Person) -> None:
    started(person)
    person.desk.keep(SatFor(20))
    edits(person, latest(person, SatFor), day_on=MONDAY - timedelta(days=1))
    assert (latest(person, SatFor).body, latest(person, SatFor).day_on) == (SatFor(20), date(2026, 11, 22))


def test_what_holds_nothing_to_correct_and_what_has_to_stay_say_so(person: Person) -> None:
    started(person)
    person.desk.keep(FlareDeclared())
    with pytest.raises(BadInput, match="for no day before"):
        to_edit(person.desk, latest(person, FlareDeclared))
    person.desk.keep(SheetFilled("keep", "x"), Fitting(eases="walk"))
    with pytest.raises(BadInput, match="nothing to correct"):
        to_edit(person.desk, latest(person, SheetFilled))
    with pytest.raises(Refused, match="What you told about yourself stays"):
        to_edit(person.desk, latest(person, Fitting))
    with pytest.raises(Refused, match="A plan that was issued stays"):
        to_edit(person.desk, latest(person, WeekPlan))


def test_a_look_back_a_trial_and_a_session_are_corrected_too(person: Person) -> None:
    started(person)
    person.looks_back(is_easy=True, overall=1)
    edits(person, latest(person, ReviewHeld), easy=False, overall=-1)
    keep_trial(person.desk, "walk", 50, MONDAY)
    edits(person, latest(person, Trial), amount=5, day_on=MONDAY - timedelta(days=1))
    person.desk.keep(Session("bridge", 0, part=4))
    edits(person, latest(person, Session), amount=1, peak=5.0)

    assert latest(person, ReviewHeld).body.said == WeekSaid(is_easy=False, overall=-1)
    assert (latest(person, Trial).body.amount, latest(person, Trial).day_on) == (5, date(2026, 11, 22))
    assert latest(person, Session).body == Session("bridge", 1, peak=5.0)


def test_a_score_changed_late_is_kept_and_counts_in_no_mean_and_the_rest_counts_on(person: Person) -> None:
    started(person)
    person.logs(pain=4, sleep=7)
    person.waits(days=4)
    edits(person, latest(person, CheckIn), pain=2.0, did=(DoneAmount("walk", 10),))
    (day,) = day_records(person.desk)

    assert (day.pain_average, day.pain_worst, day.sleep) == (None, None, 7)
    assert day.done == (DoneAmount("walk", 10),)
    assert latest(person, CheckIn).body.pain == 2


def test_what_is_brought_back_keeps_the_day_on_which_it_was_told(person: Person) -> None:
    started(person)
    person.logs(pain=4)
    person.waits(days=4)
    voids(person, latest(person, CheckIn))
    assert day_records(person.desk) == ()
    brings_back(person)

    assert day_records(person.desk)[0].pain_average == 4


def test_an_issued_week_stays_whatever_is_corrected(person: Person) -> None:
    started(person)
    person.logs(walk=10, pain=4)
    weeks = person.desk.weeks()
    edits(person, latest(person, CheckIn), pain=9.0)
    voids(person, latest(person, CheckIn))

    assert person.desk.weeks() == weeks


def test_a_check_in_that_now_shows_much_more_pain_makes_the_safety_questions_due(person: Person) -> None:
    started(person)
    for _ in range(4):
        person.logs(pain=2)
        person.waits(days=1)
    person.logs(pain=2)
    assert person.desk.standing().is_plan_allowed
    found = edits(person, latest(person, CheckIn), pain=9.0)

    assert not person.desk.standing().is_plan_allowed
    plan = next(one for one in found.changes if one.matter is Matter.PLAN)
    assert plan.after is not None
    assert (plan.after.value, bool(plan.why)) == ("rests", True)
    edits(person, latest(person, CheckIn), pain=2.0)
    assert not person.desk.standing().is_plan_allowed


class Dosed:
    """Somebody who swallowed 500 mg just now."""

    def __init__(self, person: Person) -> None:
        self.person = started(person, medicine="paracetamol")
        person.swallows(500)
        self.entry = latest(person, DoseTaken)

    def becomes(self, mg: int | None = None, at: time | None = None, **sure: bool) -> Any:
        self.person.waits(seconds=1)
        wish = EditWish({} if mg is None else {"mg": mg}, at=at)
        known = {"is_taken": False, "is_sure": False, "is_mistake": False}
        return edit_dose(self.person.desk, latest(self.person, DoseTaken), wish, **{**known, **sure})

    @property
    def mg(self) -> list[int]:
        return [one.body.mg for one in self.person.desk.journal.entries(DoseTaken)]


def test_a_corrected_dose_is_asked_about_without_the_one_it_corrects(person: Person) -> None:
    dosed = Dosed(person)
    found = dosed.becomes(1000)

    assert dosed.mg == [1000]
    assert ([one.outcome.value for one in found.results], found.screened) == (["fine"], None)
    assert not latest(person, DoseTaken).body.is_against_advice


def test_a_dose_that_would_break_a_limit_is_refused_unless_it_was_swallowed_so(person: Person) -> None:
    dosed = Dosed(person)
    with pytest.raises(Refused, match="not safe") as refused:
        dosed.becomes(1500)
    assert "--taken" in refused.value.next_step
    assert dosed.mg == [500]
    assert dosed.becomes(1500, is_taken=True).screened is None
    assert latest(person, DoseTaken).body.is_against_advice
    found = dosed.becomes(9000, is_taken=True)
    assert found.screened is not None
    assert person.desk.standing().disposition > Disposition.SELF_CARE
    with pytest.raises(Refused, match="your plan rests"):
        dosed.becomes(9500)


def test_less_of_a_dose_or_another_time_needs_what_taking_it_back_needs(person: Person) -> None:
    dosed = Dosed(person)
    person.waits(hours=1)
    for wish in ({"mg": 250}, {"at": time(8, 0)}):
        with pytest.raises(Refused, match="recorded a while ago"):
            dosed.becomes(**wish)
    assert dosed.becomes(250, is_sure=True).results[0].wish.mg == 250
    with pytest.raises(Refused, match="recorded a while ago"):
        dosed.becomes(at=time(8, 0))
    assert dosed.becomes(at=time(8, 0), is_sure=True).correction.entries[0].at.hour == 8
    assert dosed.mg == [250]


@pytest.mark.parametrize(
    ("mg", "at", "words"),
    [
        (500, None, "already"),
        (3, None, "whole number of mg"),
        (99_000, None, "whole number of mg"),
        (None, time(23, 0), "to come|already"),
        (None, time(9, 30), "to come"),
    ],
)
def test_an_amount_or_time_of_a_dose_that_cannot_be_is_refused(
    mg: int | None, at: time | None, words: str, person: Person
) -> None:
    dosed = Dosed(person)
    person.waits(hours=-0.05)
    try:
        with pytest.raises(BadInput, match=words):
            dosed.becomes(mg, at, is_sure=True)
    except Refused:
        assert at == time(23, 0)  # the night before, which the guard is asked about
    assert dosed.mg == [500]


def test_a_dose_of_a_pack_goes_as_a_whole(person: Person) -> None:
    started(person, medicine="paracetamol")
    parts = [
        DoseTaken(Medicine.PARACETAMOL, 500, product="x"),
        DoseTaken(Medicine.IBUPROFEN, 200, product="x"),
    ]
    person.desk.keep(*parts)
    person.waits(seconds=5)
    entry = person.desk.journal.entries(DoseTaken)[0]
    with pytest.raises(BadInput, match="has no --mg"):
        edit_dose(person.desk, entry, EditWish({"mg": 250}), is_taken=True, is_sure=True, is_mistake=True)
    with pytest.raises(BadInput, match="cannot be corrected here"):
        edit_dose(person.desk, entry, EditWish({"units": 2}), is_taken=True, is_sure=True, is_mistake=True)
    assert {one.body.medicine for one in voids(person, entry).entries} == {one.medicine for one in parts}
    assert person.desk.journal.entries(DoseTaken) == ()


def test_units_of_a_prescribed_medicine_go_with_what_they_added_to_the_sums(person: Person) -> None:
    body = prescribes(started(person))
    person.waits(seconds=5)
    takes(person)
    found = takes_back(person)

    assert {type(one.body) for one in found.entries} == {PrescribedTaken, DoseTaken}
    assert person.desk.journal.entries(PrescribedTaken) == person.desk.journal.entries(DoseTaken) == ()
    person.waits(seconds=1)
    person.desk.keep(PrescribedEnded(body.id))
    takes_back(person)
    with pytest.raises(Refused, match="said anew"):
        brings_back(person)


def test_one_dose_of_a_prescribed_medicine_is_voided_by_any_part_of_it(person: Person) -> None:
    prescribes(started(person))
    person.waits(seconds=5)
    takes(person)
    assert len(voids(person, latest(person, DoseTaken)).entries) == 2
    assert person.desk.journal.entries(PrescribedTaken) == ()


def test_a_corrected_dose_or_trial_that_is_taken_back_lets_no_earlier_version_count_again(
    person: Person,
) -> None:
    dosed = Dosed(person)
    dosed.becomes(1000)
    undo_dose(person.desk, last_recorded(person.desk), is_sure=False, is_mistake=False)
    keep_trial(person.desk, "walk", 50, MONDAY)
    edits(person, latest(person, Trial), amount=5)
    take_back(person.desk, "walk", MONDAY)

    assert dosed.mg == []
    assert person.desk.journal.entries(Trial) == ()


def test_a_yes_that_is_taken_back_ends_the_course_it_had_opened(person: Person) -> None:
    person.starts(**WANTS, asthma="yes")
    clear(person.desk, Medicine.IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    person.waits(minutes=1)
    course = plan_course(person.desk, Medicine.IBUPROFEN).value
    assert course is not None
    found = voids(person, latest(person, Clearance))
    after = person.desk.course()

    assert after is not None
    assert after.stop_on < course.stop_on
    assert Matter.COURSE in {one.matter for one in found.changes}
    with pytest.raises(Refused, match="said anew"):
        brings_back(person)


def test_no_safety_answer_issued_week_or_decision_can_be_taken_back_or_changed(person: Person) -> None:
    started(person, medicine="paracetamol")
    person.swallows(9000)
    person.was_seen()
    record = chronicle(person.desk)
    kept = [one for one in record.entries if not isinstance(one.body, Voided) and kept_as(one.body)]
    assert {Screened, WeekPlan} < {type(one.body) for one in kept}
    one_of_each = {type(one.body): one for one in kept}.values()
    for entry in one_of_each:
        with pytest.raises(Refused, match="Not taken back"):
            voids(person, entry, is_sure=True, is_mistake=True)
        with pytest.raises(Refused, match="Not changed"):
            to_edit(person.desk, entry)
    assert chronicle(person.desk).entries == record.entries


def test_an_id_is_found_by_its_first_digits_if_they_are_enough(person: Person) -> None:
    started(person)
    person.logs(pain=4)
    record, entry = chronicle(person.desk), latest(person, CheckIn)

    assert find_entry(record, f" {entry.id[:12].upper()} ") == entry
    assert entry.id.startswith(short_id(record, entry.id))
    for text, words in (("abc", "4 digits or more"), ("zzzz", "4 digits or more"), ("", "4 digits")):
        with pytest.raises(BadInput, match=words):
            find_entry(record, text)
    twins = replace(record, entries=(entry, replace(entry, id=entry.id[:8] + "0" * 24)))
    with pytest.raises(BadInput, match="2 entries begin with") as told:
        find_entry(twins, entry.id[:6])
    assert len(set(told.value.faults)) == 2
    with pytest.raises(BadInput, match="No entry has an id"):
        find_entry(replace(record, entries=()), "abcd")


def test_a_day_tells_what_became_of_each_entry_and_what_was_planned(person: Person) -> None:
    started(person, medicine="paracetamol")
    person.logs(walk=12, pain=4)
    person.waits(minutes=1)
    person.swallows(1000)
    day = day_history(person.desk, MONDAY)
    (check_in,) = [one for one in day.kept if one.kind == "check_in"]
    (dose,) = [one for one in day.kept if one.kind == "dose"]

    assert day.left_out > 50
    assert len(day_history(person.desk, MONDAY, is_whole=True).kept) == len(day.kept) + day.left_out
    assert [one.about for one in story_of(person.desk, check_in.entry).planned] == ["Walking"]
    assert story_of(person.desk, dose.entry).planned[0].actual == "1000 mg, Mon 09:06"
    takes_back(person)
    assert {one.state for one in day_history(person.desk, MONDAY).kept if one.kind == "dose"} == {
        State.VOIDED
    }


def test_nothing_planned_is_shown_while_the_plan_rests(person: Person) -> None:
    started(person)
    person.logs(walk=12)
    person.screens(inf_fever="yes")
    assert story_of(person.desk, latest(person, CheckIn)).planned == ()


STEPS = st.lists(
    st.sampled_from(["log", "dose", "overdose", "grave", "seen", "screen", "trial", "flare", "wait"]),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, picks=st.lists(st.integers(0), min_size=4, max_size=4))
def test_whatever_is_taken_back_or_changed_never_lets_a_plan_be_shown(
    steps: list[str], picks: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_journal(tmp_path_factory.mktemp("any") / "record", KINDS, create=True) as journal:
        person = started(Person(journal), medicine="paracetamol")
        for step in steps:
            person.waits(minutes=7)
            _do(person, step)
        for pick in picks:
            before = person.desk.standing()
            entries = [one for one in chronicle(person.desk).entries if not isinstance(one.body, Voided)]
            _correct(person, entries[pick % len(entries)], pick)
            after = person.desk.standing()
            assert after.disposition is before.disposition
            assert after.grave == before.grave
            assert after.needs_assessment is before.needs_assessment
            assert before.is_plan_allowed or not after.is_plan_allowed
            assert set(before.because) <= set(after.because)


def _do(person: Person, step: str) -> None:
    with suppress(Trouble):  # refused, as it is for people
        {
            "log": lambda: person.logs(pain=5, walk=10),
            "dose": lambda: person.swallows(500),
            "overdose": lambda: person.swallows(9000),
            "grave": lambda: person.screens(inf_fever="yes"),
            "seen": person.was_seen,
            "screen": person.screens,
            "trial": lambda: keep_trial(person.desk, "walk", 9, person.desk.moment.today),
            "flare": lambda: declare(person.desk),
            "wait": lambda: person.waits(days=2),
        }[step]()


def _correct(person: Person, entry: Any, pick: int) -> None:
    """Void, edit or take back; what has to stay must refuse."""
    if kept_as(entry.body) is not None:
        with pytest.raises(Refused):
            voids(person, entry, is_sure=True, is_mistake=True)
        return
    with suppress(BadInput, Refused):  # nothing to take back any more, or nothing different
        if pick % 3 == 0 and isinstance(entry.body, CheckIn):
            edits(person, entry, pain=float(pick % 11), did=())
        elif pick % 3 == 1:
            takes_back(person, is_sure=True, is_mistake=True)
        else:
            voids(person, entry, is_sure=True, is_mistake=True)


def test_the_answer_of_the_board_is_as_if_a_dose_taken_back_was_never_there(person: Person) -> None:
    started(person, medicine="paracetamol")
    person.logs(pain=3)
    before = board(person.desk)
    person.waits(seconds=1)
    person.swallows(1000)
    takes_back(person)

    assert board(person.desk).medicines[0].sum_24h_mg == before.medicines[0].sum_24h_mg == 0


def test_too_much_as_a_correction_that_cannot_be_kept_still_calls_for_help(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    dosed = Dosed(person)

    def full(*_: object) -> None:
        raise RecordFull(person.desk.journal.path)

    monkeypatch.setattr(type(person.desk.journal), "append", full)
    with pytest.raises(Unsaved) as unsaved:
        dosed.becomes(9000, is_taken=True)
    assert not unsaved.value.body.disposition.allows_plan
    with pytest.raises(RecordFull):
        dosed.becomes(1000)
    with pytest.raises(RecordFull):
        takes_back(person)
    assert dosed.mg == [500]


def test_entries_from_before_runs_were_marked_are_taken_back_one_by_one(home: Path) -> None:
    with open_journal(home, KINDS, create=True, make_id=lambda: os.urandom(16).hex()) as journal:
        person = started(Person(journal))
        log(person.desk, LogWish(MONDAY, is_clear=True, check_in=CheckIn(pain=4), sessions=(WALK,)))
        assert [one.body for one in takes_back(person).entries] == [WALK]
        assert [one.body for one in takes_back(person).entries] == [CheckIn(pain=4)]
        assert [one.body.pain for one in brings_back(person).entries] == [4]


def test_a_check_in_from_before_corrections_reads_as_ever(person: Person) -> None:
    started(person)
    person.logs(pain=4)
    assert "told_on" not in body_text(latest(person, CheckIn).body)
    assert latest(person, CheckIn).body == decode(CheckIn, {"pain": 4.0, "is_recalled": False})


def test_what_stands_in_the_way_says_what_to_do_about_that_very_thing(person: Person) -> None:
    person.starts(**WANTS, asthma="yes")
    clear(person.desk, Medicine.IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    person.waits(minutes=1)
    assert plan_course(person.desk, Medicine.IBUPROFEN).value is not None
    with pytest.raises(Refused, match="A course that was issued") as course:
        takes_back(person)
    assert "backcoach meds stop" in course.value.faults[0]
    person.waits(minutes=1)
    answers_again(person, asthma="yes")
    with pytest.raises(Refused, match="about medicine and its signs") as answers:
        takes_back(person)
    assert "backcoach meds answer" in answers.value.faults[0]


def test_every_entry_of_a_full_record_is_told_in_words(person: Person) -> None:
    started(person, medicine="paracetamol")
    person.logs(pain=4, walk=10, note="n")
    person.swallows(500)
    skip(person.desk, None)
    set_work(person.desk, 40, 8, 5, None)
    keep_work_day(person.desk, WorkWish(hours=4))
    person.desk.keep(
        SatFor(5), Trial("walk", 4), SheetFilled("keep", "x"), ReviewHeld(1, WeekSaid(overall=1))
    )
    pause(person.desk, "holiday", None)
    resume(person.desk)
    declare(person.desk)
    person.desk.keep(Measured("peg", (7.0, None, 8.5)), Measured("moon", (3.0,)), Fitting())
    for entry in chronicle(person.desk).entries:
        words = entry_words(entry.body, person.desk.book)
        assert words, entry.body
        assert type(entry.body).__name__ not in words
