"""What is kept comes back as it was, and the desk reads it right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backcoach.coach.activity_record import (
    EasyDay,
    EpisodeClosed,
    FlareDeclared,
    FlareRepeated,
    Paused,
    QuotaWished,
    Resumed,
    ReviewHeld,
    SatFor,
    SheetFilled,
    Trial,
)
from backcoach.coach.calendar_record import CalendarExported, CalendarMark
from backcoach.coach.correcting import Corrected, Restored
from backcoach.coach.course import Course
from backcoach.coach.done import DoneAmount, Session
from backcoach.coach.goal_record import Did, GoalPlan, GoalSet, GoalTold
from backcoach.coach.limits import Medicine
from backcoach.coach.measures import Measured
from backcoach.coach.medicine_record import (
    ComfortsChosen,
    CourseEnded,
    DoseSkipped,
    LabelIngredient,
    MedicineClosed,
    Prescribed,
    PrescribedEnded,
    PrescribedTaken,
    SideEffectsAnswered,
    SignsAnswered,
)
from backcoach.coach.medicines import Clearance
from backcoach.coach.options import OptionChosen
from backcoach.coach.person import Fitting, MustDo, OwnActivity, Profile
from backcoach.coach.record import (
    AnswerGiven,
    CheckIn,
    DoseTaken,
    LessonMuted,
    LessonShown,
    MedicineChecked,
    Screened,
    SittingEnded,
    Told,
)
from backcoach.coach.thoughts import ThoughtsChecked
from backcoach.coach.values import Disposition
from backcoach.coach.visit import NoteKind, VisitNoted
from backcoach.coach.week import WeekPlan, WeekSaid
from backcoach.coach.work_record import Went, WorkDone, WorkRung, WorkSet, WorkStep
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.kinds import DECISIONS, KINDS, is_decision
from backcoach.journal.opening import open_journal
from backcoach.values import is_dataclass
from tests.flows.people import MONDAY, NO, NO_MEDICINE, NOT_SURE, Person


def live_two_weeks(person: Person) -> None:
    """A record with every kind of entry in it, and every optional field of a check-in."""
    person.starts()
    person.swallows(1000)
    person.logs(
        walk=20, function=6.5, sleep=7, pain=4, pain_worst=6, leg_pain=1, distress=2, note="ok \x1b[31m"
    )
    person.desk.keep(
        WorkSet(37.5, 8, "any", 4),
        WorkDone(4.5, Went.HARD, NOT_SURE),
        WorkStep(MONDAY, WorkRung(11, 25), person.desk.weeks()[0].reasons[:1]),
    )
    person.desk.keep(Told("week_2", person.desk.weeks()[0].reasons[:1]))
    person.desk.keep(ThoughtsChecked(("poor_sleep",), ("low_mood",), ("work_worry",), ("worst_case",)))
    medicine, today = Medicine.IBUPROFEN, person.desk.moment.today
    label = Prescribed(
        "codrex",
        "Codrex",
        (LabelIngredient("paracetamol", 500), LabelIngredient("codeine", 8)),
        "opioid",
        "tablet",
        "my GP",
        today,
        "back pain",
        "as the label says",
        1.5,
        6,
        4,
        today,
    )
    person.desk.keep(
        CourseEnded(medicine, "two_nsaids"),
        DoseSkipped(medicine, person.now),
        SignsAnswered(medicine, {"gi_bleed": NO}),
        SideEffectsAnswered(medicine, {"headache_dizzy": NOT_SURE}),
        Session("walk", 10, 2.5, 4, None, has_spread=False),
        Session("str_bridge", 0, part=3),
        FlareDeclared(),
        FlareRepeated(),
        EasyDay(),
        Paused("holiday", today),
        Resumed(),
        ReviewHeld(
            1, WeekSaid(is_easy=True, overall=2, own=(OwnActivity("gardening", 6),), barriers=("time",))
        ),
        SheetFilled("flare_signs", "stiff in the morning\nshort steps \x1b[31m"),
        EpisodeClosed("pain", (DoneAmount("walk", 20),)),
        MedicineClosed("on_purpose"),
        Clearance(medicine, "Ms Lee", "pharmacist", today),
        label,
        PrescribedTaken("codrex", 0.5),
        PrescribedEnded("codrex"),
        ComfortsChosen(("heat_wrap", "tens")),
        LessonShown("e01_common", is_offered=True, reasons=person.desk.weeks()[0].reasons[:1]),
        LessonMuted("e20_smoke", is_muted=True),
        Trial("walk", 12),
        QuotaWished("walk", 10),
        SatFor(25),
        OptionChosen("o_walking", today, ("function",)),
        GoalSet(1, "swim \x1b[31m", GoalPlan("it is mon", "I swim", "rain", "I walk", ("mon",), None), 4),
        GoalTold("swim \x1b[31m", Did.NOT_TODAY),
        VisitNoted(NoteKind.WORRY, "will it <b>ever</b> go \x1b[31m\naway"),
        Measured("peg", (7, 6.5, None)),
        Fitting(("mat",), ("mon",), MustDo("task_bend", "socks \x1b[31m", 2), "eases_walk"),
        CheckIn(pain=4, told_on=today, late=("pain",)),
        Corrected("0" * 32, "typed 40 \x1b[31m"),
        Restored(("0" * 32,)),
        CalendarExported(
            (CalendarMark("0" * 40, 2, "1" * 16, person.now), CalendarMark("1" * 40, 0, "2", None, today))
        ),
    )
    person.waits(days=1)
    person.logs(is_flare=True)
    person.waits(hours=1)
    person.screens()
    person.swallows(6000)
    person.waits(days=20)
    person.was_seen()
    person.waits(minutes=1)
    person.screens()
    issue_due_weeks(person.desk)


def test_every_kind_of_entry_comes_back_from_the_file_as_it_was(person: Person, home: Path) -> None:
    live_two_weeks(person)
    kept = person.desk.journal.history()
    assert {type(entry.body) for entry in kept} == set(KINDS.values())

    with open_journal(home, KINDS) as again:
        assert again.history() == kept


@pytest.mark.parametrize("region", ["NZ", "UK", "US", "DE", "other"])
def test_what_start_made_is_what_stands_in_the_record(person: Person, region: str) -> None:
    wanted = NO_MEDICINE if region == "other" else {"medicine": "ibuprofen"}
    started = person.starts(region=region, **wanted)

    def kept(kind: type) -> object:
        entry = person.desk.journal.latest(kind)
        return entry.body if entry else None

    made = (started.screened, started.profile, started.week, started.medicine, started.course)
    assert made == tuple(map(kept, (Screened, Profile, WeekPlan, MedicineChecked, Course)))


def test_decisions_name_the_content_they_were_made_with_and_words_of_the_person_do_not(
    person: Person,
) -> None:
    live_two_weeks(person)
    for entry in person.desk.journal.history():
        made_with = person.desk.book.digest if is_decision(entry.body) else None
        assert entry.content_digest == made_with
    told = {KINDS.name_of(kind) for kind in (AnswerGiven, CheckIn, DoseTaken, SittingEnded)}
    assert None not in told
    assert told.isdisjoint(DECISIONS)


def test_every_kind_of_entry_is_found_at_its_place_and_has_its_name() -> None:
    for name, kind in KINDS.items():
        assert is_dataclass(kind)
        assert KINDS.name_of(kind) == name
    assert set(DECISIONS) <= set(KINDS)
    assert KINDS.name_of(int) is None


def test_bodies_given_together_are_kept_together_or_not_at_all(person: Person) -> None:
    with pytest.raises(ValueError, match="not a kind of entry"):
        person.desk.keep(CheckIn(pain=3), object())
    assert person.desk.journal.history() == ()


def test_the_region_is_the_one_named_last_and_another_one_until_then(person: Person) -> None:
    assert person.desk.region_code() == "other"
    person.starts(region="NZ", **NO_MEDICINE)
    person.waits(hours=1)
    person.starts(region="UK", **NO_MEDICINE)
    assert person.desk.region_code() == "UK"


def test_only_the_weeks_of_the_present_bout_count(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=6)
    person.logs()
    person.waits(days=2)
    person.reviews()
    assert [week.number for week in issue_due_weeks(person.desk)] == [1, 2]

    person.starts(**NO_MEDICINE)
    assert [(week.number, week.starts_on) for week in person.desk.weeks()] == [(1, date(2026, 12, 1))]


def test_a_course_of_an_earlier_plan_is_not_part_of_the_present_one(person: Person) -> None:
    person.starts()
    assert person.desk.course() is not None
    person.waits(hours=2)
    person.starts(**NO_MEDICINE)
    assert person.desk.course() is None
    assert len(person.desk.journal.entries(Course)) == 1


def test_without_any_entry_nothing_stands_and_nothing_is_invented(person: Person) -> None:
    desk = person.desk
    assert desk.standing().screened is None
    assert not desk.standing().is_plan_allowed
    assert (desk.profile(), desk.weeks(), desk.course(), desk.rests_because()) == (None, (), None, None)


def test_a_plan_rests_because_of_the_gravest_screening_that_stands(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.screens(inf_fever="yes")
    person.waits(days=1)
    person.screens()
    because = person.desk.rests_because()
    assert because is not None
    assert because.disposition is Disposition.SAME_DAY


def test_a_plan_that_only_the_last_answers_forbid_rests_because_of_those(person: Person) -> None:
    person.starts(course_weeks=7, **NO_MEDICINE)
    person.waits(days=1)
    person.screens(scope_known_cause="yes")
    because = person.desk.rests_because()
    assert because is not None
    assert [reason.rule for reason in because.plan_reasons] == ["plan_known_cause"]


def test_today_follows_the_wall_clock_of_the_person(person: Person) -> None:
    person.moves_to("Pacific/Auckland")  # 22:00 of the same day
    assert person.desk.moment.today == MONDAY
    person.waits(hours=5, minutes=59)
    assert person.desk.moment.today == MONDAY
    person.waits(minutes=1)
    assert person.desk.moment.today == date(2026, 11, 24)


def test_doses_of_both_medicines_are_kept_apart(person: Person) -> None:
    person.starts()
    person.swallows(1000)
    person.swallows(400, Medicine.IBUPROFEN)
    kept = {entry.body.medicine: entry.body.mg for entry in person.desk.journal.entries(DoseTaken)}
    assert kept == {Medicine.PARACETAMOL: 1000, Medicine.IBUPROFEN: 400}
