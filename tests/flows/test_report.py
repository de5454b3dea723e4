"""What a report tells of a record, and what it never says."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from backcoach.coach.course_changes import DAY_3_ASK
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import (
    LabelIngredient,
    Prescribed,
    PrescribedEnded,
    PrescribedTaken,
    SignsAnswered,
)
from backcoach.coach.person import OwnActivity, Profile
from backcoach.coach.record import DoseTaken
from backcoach.coach.report import Block, Purpose, Report, ReportLine, ReportTable
from backcoach.coach.screening import Kind
from backcoach.coach.values import Answer
from backcoach.coach.visit import NoteKind, VisitNoted
from backcoach.coach.work_record import Went, WorkDone, WorkSet
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.flare import declare
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.log import LogWish, log
from backcoach.flows.options import choose
from backcoach.flows.report import ReportWish, report, sections_named
from backcoach.flows.report_prepare import prepare
from backcoach.flows.signs import tell_signs
from backcoach.flows.visit import keep_notes, notes_of, read_notes
from backcoach.handbook.visit import SECTIONS
from tests.flows.people import MONDAY, NO_MEDICINE, NOT_SURE, YES, Person, real_book

SELF = ReportWish(Purpose.SELF)
NOT_SURE_LABEL = "Not sure, or not answered"


def made(person: Person, wish: ReportWish | None = None) -> Report:
    return report(person.desk, wish or ReportWish())


def lines(found: Report, id_: str) -> dict[str, str]:
    """The lines of a section by their labels, without the dates in them."""
    return {
        one.label.partition(" (")[0]: one.text for one in blocks(found, id_) if isinstance(one, ReportLine)
    }


def text_of(found: Report) -> str:
    parts: list[str] = []
    found.worded(lambda text: parts.append(text) or text)  # type: ignore[func-returns-value]
    return "\n".join(parts)


def table(found: Report, id_: str) -> ReportTable:
    """The first table of a section."""
    return tables(found, id_)[0]


def tables(found: Report, id_: str) -> list[ReportTable]:
    """All tables of a section."""
    return [one for one in blocks(found, id_) if isinstance(one, ReportTable)]


def blocks(found: Report, id_: str) -> tuple[Block, ...]:
    """What stands in a section."""
    return next(one.blocks for one in found.sections if one.id == id_)


def test_before_the_safety_questions_there_is_nothing_to_report(person: Person) -> None:
    with pytest.raises(NotStarted):
        made(person)
    with pytest.raises(NotStarted):
        prepare(person.desk)


def test_every_section_stands_in_its_order_and_the_foot_says_that_no_clinician_has_checked_it(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)
    for purpose in Purpose:
        found = made(person, ReportWish(purpose))
        assert tuple(one.id for one in found.sections) == SECTIONS
        assert all(one.blocks for one in found.sections)
        assert "no clinician has checked them" in found.foot[-1]
        assert real_book().digest in found.foot[-1]


def test_what_is_left_out_is_named_and_a_section_that_is_none_is_refused(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    found = made(person, ReportWish(leave_out=("own", "work")))
    assert found.left_out == ("Work", "Thoughts and worries")
    assert not {"own", "work"} & {one.id for one in found.sections}
    with pytest.raises(BadInput, match="no section 'moon'"):
        sections_named(["Who", "moon"])
    with pytest.raises(BadInput):
        made(person, ReportWish(leave_out=("moon",)))


def test_a_day_ahead_cannot_begin_it(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    with pytest.raises(BadInput, match="lies ahead"):
        made(person, ReportWish(since=MONDAY + timedelta(days=1)))


def test_who_asks_what_in_their_own_words_and_what_they_chose(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    keep_notes(person.desk, read_notes(["Do I need a scan?"], [" that it stays "]))
    choose(person.desk, "walking")
    who = lines(made(person), "who")
    assert who["Person"] == "41 years, New Zealand; sex not asked by the program"
    assert (who["I ask"], who["I worry"]) == ("Do I need a scan?", "that it stays")
    assert "to look at again 7 Dec 2026" in who["Choice"]


def test_the_same_question_is_kept_once_and_one_of_an_earlier_bout_is_not_asked_again(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    notes = read_notes(["a", "a"], ["b"])
    assert keep_notes(person.desk, notes) == (
        VisitNoted(NoteKind.QUESTION, "a"),
        VisitNoted(NoteKind.WORRY, "b"),
    )
    assert keep_notes(person.desk, notes) == ()
    person.waits(days=60)
    person.starts(course_weeks=1, **NO_MEDICINE)
    assert notes_of(person.desk) == ()


@pytest.mark.parametrize("text", ["", "  ", "a" * 10_001])
def test_a_question_without_words_is_refused_and_nothing_kept(text: str) -> None:
    with pytest.raises(BadInput, match="Nothing was saved"):
        read_notes(["fine"], [text])


def test_a_long_question_is_cut_for_a_visit_and_it_is_said_how_much_is_missing(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    keep_notes(person.desk, read_notes(["a" * 10_000], []))
    assert lines(made(person), "who")["I ask"].endswith("a [9700 more letters are left out here]")
    assert lines(made(person, SELF), "who")["I ask"] == "a" * 10_000


def test_each_sign_that_was_not_denied_is_named_and_all_others_are_counted_as_asked(person: Person) -> None:
    person.starts(inf_diabetes="yes", pat_leg_worse="not_sure", **NO_MEDICINE)
    signs = lines(made(person), "signs")
    assert signs["Yes"].split("; ")[0] == "diabetes"
    assert "leg pain worse than back pain" in signs[NOT_SURE_LABEL]
    asked = int(signs["Asked, no"].split()[0])
    not_asked = int(signs["Not asked"].split(",")[0])
    named = sum(len(signs[one].split("; ")) for one in ("Yes", NOT_SURE_LABEL))
    every = [one for one in real_book().screening.rules.questions.values() if one.kind is Kind.ANSWER]
    ordinary = 2
    assert asked + not_asked + named == len(every) - ordinary
    rows = table(made(person, SELF), "signs").rows
    assert "numbness between the legs" in dict(rows)["Bladder, bowel and both legs"]
    assert "diabetes" not in str(rows)


def test_what_was_never_put_to_the_person_is_not_said_to_be_denied(person: Person) -> None:
    person.starts(em_chest_pain="yes")
    found = lines(made(person), "signs")
    assert found["Stands now"] == "emergency care at once; the plan rests"
    assert "chest pain or pressure" in found["Yes"]
    assert "infection (11)" in found["Not asked"]
    assert "infection" not in found.get("Asked, no", "")


def test_no_word_of_a_clean_report_says_that_a_disease_is_ruled_out(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.logs(pain=3)
    for purpose in Purpose:
        text = text_of(made(person, ReportWish(purpose)))
        assert text.count("rule out") == text.count("does not rule out a serious disease") == 1
        assert not [one for one in ("ruled out", "nothing serious", "all clear", "healthy") if one in text]


def test_a_sign_of_a_later_day_is_told_and_so_is_who_looked_at_it(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.screens()
    person.waits(days=2)
    tell_signs(person.desk, {})
    person.reviews(neuro_unsteady=YES)
    found = lines(made(person), "signs")
    assert "new unsteadiness on the feet (26 Nov 2026)" in found["At other times, yes or not sure"]
    assert found["Weekly questions"] == "since then on 1 day, last on 26 Nov 2026"
    person.was_seen("a pressed nerve, no operation")
    seen = lines(made(person), "signs")
    assert seen["Looked at by my GP"] == "a pressed nerve, no operation"
    person.waits(days=1)
    later = made(person, ReportWish(since=person.now.date()))
    assert "Looked at by my GP" in lines(later, "signs")
    assert "At other times, yes or not sure" in lines(later, "signs")


def test_old_answers_are_said_to_be_old(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert "Not up to date" not in lines(made(person), "signs")
    person.waits(days=40)
    assert lines(made(person), "signs")["Not up to date"]
    assert "the plan rests" in lines(made(person), "signs")["Stands now"]


def test_without_a_plan_every_section_says_so(person: Person) -> None:
    person.starts(inf_fever="yes")
    found = made(person)
    assert lines(found, "course")["Began"].startswith("about")
    assert lines(found, "scores") == {"Daily life and pain": "no day is logged by today"}
    assert lines(found, "tried")["Activity"] == "no plan"
    assert lines(found, "medicine")["Taken"] == "no dose is logged"
    assert "same day" in lines(found, "decided")["23 Nov 2026"]


def test_what_nobody_told_of_is_no_nought_and_no_day_ahead_is_missed(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    done = lines(made(person), "tried")["Done of planned, 1 week"]
    assert re.fullmatch(
        r"walking and activity \. of \d+ min; exercises \. of \d+ times; 1 day not told; "
        r"6 days of it still ahead",
        done,
    )
    assert table(made(person, SELF), "tried").rows[0][1].startswith(". of ")
    assert table(made(person, SELF), "tried").rows[0][3] == "1"


def test_own_activities_and_daily_life_stand_before_the_pain(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.logs(pain=6, function=3)
    person.waits(days=7)
    person.screens()
    told, *_ = person.desk.journal.entries(Profile)
    person.looks_back(own=tuple(OwnActivity(one.name, 7) for one in told.body.own_activities))
    own, weekly = tables(made(person), "scores")
    assert own.heads[0] == "Own activity"
    assert weekly.heads.index("Daily life mean (n)") < weekly.heads.index("Pain mean (n)")


def test_own_activities_stand_in_it_before_all_are_told_again(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    told, *_ = person.desk.journal.entries(Profile)
    first, *others = told.body.own_activities
    person.waits(days=2)
    person.looks_back(own=(OwnActivity(first.name, 7),))
    rows = table(made(person), "scores").rows
    assert rows[0] == (first.name, f"{first.ability} (23 Nov 2026)", "7 (25 Nov 2026)")
    assert [row[0] for row in rows[1:]] == [one.name for one in others]


def test_words_to_the_person_are_told_as_what_they_read_and_names_of_rules_in_words(person: Person) -> None:
    person.starts()
    person.waits(days=40)
    found = made(person)
    assert lines(found, "signs")["Not up to date"].startswith('The person reads: "')
    told = [one.text for one in blocks(found, "decided") if isinstance(one, ReportLine)]
    assert "Questions about paracetamol: nothing told speaks against it" in told
    (course,) = (one for one in told if one.startswith("Course planned"))
    assert "paracetamol, 23 Nov 2026 to 27 Nov 2026" in course
    assert 'The person reads: "' in course


def test_of_a_sign_reported_alone_no_reason_is_told_that_rests_on_what_was_not_asked(person: Person) -> None:
    log(person.desk, LogWish(person.desk.moment.today, flags={"em_chest_pain": YES}))
    why = lines(made(person), "decided")["23 Nov 2026"]
    assert "an emergency" in why
    assert "adults only" not in why


def test_a_week_without_a_log_is_a_gap(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.logs(pain=6)
    for _ in range(3):
        person.waits(days=7)
        person.screens()
        person.looks_back()
        issue_due_weeks(person.desk)
    person.logs(pain=3)
    rows = tables(made(person), "scores")[-1].rows
    pains = [row[3] for row in rows]
    assert pains[0] == "6 (1)"
    assert "." in pains[1:]
    assert [row[6] for row in rows if row[3] == "."] == ["."] * pains.count(".")


def test_a_dose_against_advice_is_told_with_the_medicine_and_among_the_decisions(person: Person) -> None:
    person.starts(medicine="paracetamol")
    person.swallows(1000)
    person.waits(hours=1)
    person.swallows(1000)
    person.waits(hours=5)
    person.swallows(500)
    found = made(person)
    row = table(found, "medicine").rows[0]
    assert row[3:] == ("3 (1 of 500 mg, 2 of 1000 mg)", "2500 mg", "2500 mg")
    assert lines(found, "medicine")["Taken against the program's advice"].startswith("1 dose")
    assert "not what was advised" in text_of(found)


def test_side_effects_that_were_never_asked_are_not_said_to_be_none(person: Person) -> None:
    person.starts(medicine="ibuprofen")
    person.swallows(200, Medicine.IBUPROFEN)
    assert lines(made(person), "medicine")["Side effects, ibuprofen"] == "not asked"
    tell_signs(person.desk, {"swelling_bp": NOT_SURE})
    told = lines(made(person), "medicine")
    assert told["Side effects, ibuprofen"].startswith("asked on 1 day: ")
    assert "not sure, 23 Nov 2026" in told["Side effects, ibuprofen"]


def test_the_answer_of_day_3_is_an_outcome_and_no_side_effect(person: Person) -> None:
    person.starts(medicine="paracetamol")
    person.swallows(1000)
    person.desk.keep(SignsAnswered(Medicine.PARACETAMOL, {DAY_3_ASK: YES}))
    told = lines(made(person), "medicine")
    assert told["Better on day 3, paracetamol"] == "yes (23 Nov 2026)"
    assert told["Side effects, paracetamol"] == "not asked"


def test_a_prescribed_medicine_stands_with_its_label_and_what_was_taken(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    label = Prescribed(
        "codrex",
        "Codrex <b>",
        (LabelIngredient("codeine", 8.0),),
        "opioid",
        "tablet",
        "Dr Ng",
        MONDAY,
        "pain at night",
        "1 tablet at night\nfor 3 days",
        1.0,
        None,
        None,
        MONDAY,
    )
    person.desk.keep(label)
    assert "no dose is logged" in lines(made(person), "medicine")["Prescribed: Codrex <b>"]
    person.desk.keep(PrescribedTaken("codrex", 0.5))
    person.waits(hours=24)
    person.desk.keep(PrescribedTaken("codrex", 1))
    person.desk.keep(PrescribedEnded("codrex"))
    told = lines(made(person), "medicine")
    assert told["Prescribed: Codrex <b>"] == (
        "by Dr Ng on 23 Nov 2026, for pain at night; 2 doses, 1.5 in all, "
        "23 Nov 2026 09:00 to 24 Nov 2026 09:00; no longer taken since 24 Nov 2026"
    )
    assert told["Its label says"] == "1 tablet at night for 3 days"


def test_work_is_told_as_the_person_told_it(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert lines(made(person), "work") == {"Kind of work": "mostly sitting"}
    person.desk.keep(WorkSet(40, 8, "light"))
    person.desk.keep(WorkDone(4, Went.FINE, Answer.YES))
    person.waits(days=1)
    person.desk.keep(WorkDone(2.5, Went.RED))
    told = lines(made(person), "work")
    assert told["Hours told"] == "8 of 40 a week (23 Nov 2026)"
    assert told["Work days told"] == "2 days, 6.5 hours (1 fine, 0 hard, 1 red)"


def test_of_work_the_last_word_counts_whatever_the_clock_said_and_a_day_told_twice_once(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(WorkSet(40, 20, "light"), at=person.now + timedelta(hours=5))
    person.desk.keep(WorkSet(40, 8, "light"))
    person.desk.keep(WorkDone(4, Went.FINE, Answer.YES))
    person.desk.keep(WorkDone(2.5, Went.HARD))
    told = lines(made(person), "work")
    assert told["Hours told"] == "8 of 40 a week (23 Nov 2026)"
    assert told["Work days told"] == "1 day, 2.5 hours (0 fine, 1 hard, 0 red)"


def test_a_flare_up_that_was_only_declared_is_told_with_the_course(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert lines(made(person), "course")["Flare-ups began"] == "none logged"
    person.waits(days=1)
    declare(person.desk)
    assert lines(made(person), "course")["Flare-ups began"] == "24 Nov 2026"


def test_the_newest_decisions_stand_first_and_the_rest_is_counted(person: Person) -> None:
    person.starts(medicine="paracetamol")
    for _ in range(9):
        person.waits(hours=1)
        person.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500, is_against_advice=True))
    blocks = next(one.blocks for one in made(person).sections if one.id == "decided")
    assert len(blocks) == 5
    assert blocks[-1].text.endswith(" older decisions")  # type: ignore[union-attr]
    whole = next(one.blocks for one in made(person, SELF).sections if one.id == "decided")
    assert len(whole) > 9
    assert all(isinstance(one, ReportLine) and one.label != "Not shown" for one in whole)


def test_more_weeks_than_a_visit_has_room_for_are_counted(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for _ in range(12):
        person.logs(pain=3, function=6, walk=10)
        person.waits(days=7)
        person.screens()
        person.looks_back()
        issue_due_weeks(person.desk)
    found = made(person)
    shown = tables(found, "scores")[-1].rows
    assert len(shown) == 10
    assert shown[0][0].startswith("1 ")
    assert "weeks after the first" in lines(found, "scores")["Not shown"]
    assert len(tables(made(person, SELF), "scores")[-1].rows) > 11


def test_notes_of_days_stand_only_in_the_report_for_oneself(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.logs(pain=3, note="could tie my shoes")
    assert "could tie my shoes" not in text_of(made(person))
    assert "could tie my shoes" in text_of(made(person, SELF))


def test_before_a_visit_there_are_questions_and_what_will_be_done_and_why(person: Person) -> None:
    person.starts(pat_leg_worse="yes", **NO_MEDICINE)
    keep_notes(person.desk, read_notes(["Do I need a scan?"], []))
    found = prepare(person.desk)
    assert [one.id for one in found.sections] == ["own_words", "ask", "expect", "patterns"]
    assert len(found.sections[2].blocks) == len(real_book().visit.steps)
    assert all(" Why: " in one.text for one in found.sections[2].blocks if isinstance(one, ReportLine))


def test_beside_a_serious_sign_nobody_is_told_to_prepare_for_a_visit(person: Person) -> None:
    person.starts(em_chest_pain="yes")
    found = prepare(person.desk)
    assert found.sections == ()
    assert "Do not prepare or wait" in found.under[0]


def test_a_clock_that_was_set_back_is_said_and_stops_no_report(person: Person) -> None:
    person.starts(medicine="paracetamol")
    person.swallows(1000)
    person.logs(pain=3)
    person.waits(days=-90)
    for purpose in Purpose:
        found = made(person, ReportWish(purpose))
        assert "clock" in lines(found, "signs")["Not up to date"]
        assert lines(found, "course")["Began"] == "13 Nov 2026"
        assert "Asked, no" in lines(found, "signs") or purpose is Purpose.SELF
    assert prepare(person.desk).under


def test_in_short_says_who_what_stands_what_changed_what_was_taken_and_what_is_asked(person: Person) -> None:
    person.starts(fx_minor_fall="yes")
    person.logs(pain=6, function=3)
    person.swallows(500)
    keep_notes(person.desk, [VisitNoted(NoteKind.QUESTION, f"question {number}") for number in range(3)])

    short = lines(made(person), "short")

    assert short["Who"].startswith("41 years, low back pain since ")
    assert short["Warning signs"].endswith("; yes: a small fall or strain")
    assert "daily life 3 in week 1 (n 1); pain 6 in week 1 (n 1)" in short["Change"]
    assert short["Medicine"] == "1 dose of paracetamol; the last on 23 Nov 2026"
    assert short["Asks"] == "question 1"
    assert short["And more below"] == "1 question"


def test_in_short_names_a_sign_that_stands_and_no_score_that_nobody_gave(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags={"inf_fever": YES}))

    short = lines(made(person), "short")

    assert "; yes: " in short["Warning signs"]
    assert short["Change"] == "no day is logged by today"
    assert short["Medicine"] == "no dose logged"
    assert short["Asks"] == "no question written down"


def test_how_it_began_and_how_it_goes_are_told_as_they_were_answered(person: Person) -> None:
    person.starts(fx_minor_fall="yes", **NO_MEDICINE)
    lines = {one.label: one.text for one in blocks(report(person.desk, ReportWish(Purpose.VISIT)), "course")}
    assert lines["How it began"].startswith("Yes: a small fall or strain. No: a serious accident;")
    assert lines["How it goes"] == "not asked, as no other answer called for it"


def test_after_two_weeks_it_is_told_that_it_is_no_better(person: Person) -> None:
    person.starts(course_weeks=3, course_no_better="yes", course_cant_do="not_sure", **NO_MEDICINE)
    lines = {one.label: one.text for one in blocks(report(person.desk, ReportWish(Purpose.VISIT)), "course")}
    told = "Yes: no improvement since it began. Not sure: no return to work or tasks."
    assert lines["How it goes"] == told


def test_a_sign_told_later_stands_among_the_signs_and_no_more_among_the_noes(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    before = lines(made(person), "signs")
    person.waits(days=1)
    log(person.desk, LogWish(person.desk.moment.today, flags={"ces_saddle_numb": NOT_SURE}))
    found = made(person)
    signs, asked = lines(found, "signs"), re.compile(r"bladder, bowel and both legs \((\d+)\)")
    assert "numbness between the legs (24 Nov 2026)" in signs[NOT_SURE_LABEL]
    then, now = asked.search(before["Asked, no"]), asked.search(signs["Asked, no"])
    assert then
    assert now
    assert int(now[1]) == int(then[1]) - 1
    assert "; yes or not sure: " in lines(found, "short")["Warning signs"]


def test_an_emergency_that_nobody_was_sure_of_is_named_first_and_when_it_began_is_told(
    person: Person,
) -> None:
    person.starts(ces_saddle_numb="not_sure")
    short = lines(made(person), "short")
    assert short["Who"].endswith("weeks before the questions")
    assert "yes or not sure: numbness between the legs (not sure" in short["Warning signs"]
