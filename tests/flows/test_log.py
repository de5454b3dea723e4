"""The daily check-in: what is kept, what is refused, and what it does to the plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from backcoach.coach.done import DoneAmount, Session
from backcoach.coach.limits import Medicine
from backcoach.coach.record import CheckIn, DoseTaken, Screened
from backcoach.coach.values import Answer, Disposition
from backcoach.flows.day_told import instant_on
from backcoach.flows.days import day_records
from backcoach.flows.dose_guard import DoseWish
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.log import LogWish, OpenCheckIn, item_named, log, said
from backcoach.flows.plan import PlanView, Withheld, plan_view
from tests.flows.people import MONDAY, MORNING, NO, NO_MEDICINE, NOT_SURE, YES, Person

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def begun(person: Person) -> Person:
    """Somebody who started yesterday, with paracetamol."""
    person.starts()
    person.waits(days=1)
    return person


def check_ins(person: Person) -> list[CheckIn]:
    return [entry.body for entry in person.desk.journal.entries(CheckIn)]


def doses(person: Person) -> list[DoseTaken]:
    return [entry.body for entry in person.desk.journal.entries(DoseTaken)]


def test_a_day_is_kept_as_it_was_told(begun: Person) -> None:
    logged = begun.logs(walk=20, function=6, pain=3.5, note="long drive")
    told = CheckIn(function=6, pain=3.5, done=(DoneAmount("walk", 20),), note="long drive")
    assert check_ins(begun) == [told]
    assert (logged.check_in, logged.day_on) == (told, TUESDAY)
    assert logged.screened is not None
    assert logged.standing.is_plan_allowed


def test_a_plain_day_is_written_in_one_go(begun: Person) -> None:
    statements: list[str] = []
    journal = begun.desk.journal
    journal._connection.set_trace_callback(statements.append)
    wish = LogWish(TUESDAY, True, {}, CheckIn(pain=3.0), sessions=(Session("walk", 10),))
    log(begun.desk, wish)
    journal._connection.set_trace_callback(None)

    assert statements.count("COMMIT") == 1
    screened, told = journal.entries(Screened)[-1], journal.entries(CheckIn)[-1]
    session = journal.entries(Session)[-1]
    assert screened.place < told.place < session.place
    assert screened.at == told.at == session.at


def test_of_several_check_ins_a_day_what_was_done_is_added_up_and_scores_are_averaged(begun: Person) -> None:
    begun.logs(walk=10, pain=2, pain_worst=5)
    begun.waits(hours=8)
    begun.logs(walk=15, pain=5)
    (day,) = day_records(begun.desk)
    assert (day.done_of("walk"), day.pain_average, day.pain_worst) == (25, 3.5, 5)


def test_what_was_not_said_is_unknown_and_nothing_done_is_something_said(begun: Person) -> None:
    begun.logs(function=6)
    assert day_records(begun.desk)[0].done is None
    log(begun.desk, LogWish(TUESDAY, check_in=CheckIn(done=())))
    assert day_records(begun.desk)[0].done == ()


def test_an_empty_check_in_keeps_the_safety_answers_alone(begun: Person) -> None:
    logged = begun.logs()
    assert logged.check_in is None
    assert logged.screened is not None
    assert check_ins(begun) == []


# The safety questions first


def test_without_the_safety_answers_of_today_nothing_is_kept(begun: Person) -> None:
    before = begun.desk.journal.history()
    with pytest.raises(BadInput, match="safety questions are not answered"):
        log(begun.desk, LogWish(TUESDAY, check_in=CheckIn(function=6)))
    assert begun.desk.journal.history() == before


def test_once_they_are_answered_the_day_takes_more_without_them(begun: Person) -> None:
    begun.logs()
    begun.waits(hours=3)
    assert log(begun.desk, LogWish(TUESDAY, check_in=CheckIn(function=6))).screened is None
    assert len(begun.desk.journal.entries(Screened, from_on=TUESDAY)) == 1


def test_for_an_earlier_day_it_is_today_s_safety_answers_that_are_asked_for(begun: Person) -> None:
    with pytest.raises(BadInput):
        log(begun.desk, LogWish(MONDAY, check_in=CheckIn(function=6)))
    log(begun.desk, LogWish(MONDAY, is_clear=True, check_in=CheckIn(function=6)))
    (entry,) = begun.desk.journal.entries(CheckIn)
    assert entry.day_on == MONDAY
    assert entry.body.is_recalled
    assert begun.desk.journal.entries(Screened, from_on=TUESDAY)


def test_before_start_there_is_nothing_to_log(person: Person) -> None:
    with pytest.raises(NotStarted):
        person.logs(function=6)
    assert check_ins(person) == []


@pytest.mark.parametrize(
    ("sign", "answer", "level"),
    [
        ("inf_fever", YES, Disposition.SAME_DAY),
        ("em_chest_pain", YES, Disposition.EMERGENCY_NOW),
        ("em_chest_pain", NOT_SURE, Disposition.EMERGENCY_NOW),
        ("ces_saddle_numb", YES, Disposition.EMERGENCY_NOW),
        ("mh_suicide_thoughts", YES, Disposition.EMERGENCY_NOW),
        ("mh_not_coping", YES, Disposition.SOON_7),
    ],
)
def test_a_red_flag_rests_the_plan_and_what_was_told_is_kept(
    begun: Person, sign: str, answer: Answer, level: Disposition
) -> None:
    logged = log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={sign: answer}, check_in=CheckIn(pain=8)))
    assert logged.standing.disposition is level
    assert isinstance(plan_view(begun.desk), Withheld)
    assert check_ins(begun) == [CheckIn(pain=8)]


def test_an_emergency_sign_counts_without_the_other_answers(begun: Person) -> None:
    logged = log(begun.desk, LogWish(TUESDAY, flags={"em_chest_pain": YES}))
    assert logged.standing.disposition is Disposition.EMERGENCY_NOW


def test_a_sign_in_the_afternoon_needs_no_second_round_of_the_morning_s_answers(begun: Person) -> None:
    begun.logs()
    begun.waits(hours=5)
    logged = log(begun.desk, LogWish(TUESDAY, flags={"inf_fever": YES}))
    assert logged.standing.disposition is Disposition.SAME_DAY


def test_a_no_to_one_sign_answers_that_sign_and_opens_nothing(begun: Person) -> None:
    with pytest.raises(BadInput):
        log(begun.desk, LogWish(TUESDAY, flags={"inf_fever": NO}, check_in=CheckIn(pain=3)))
    logged = log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={"inf_fever": NO}))
    assert logged.standing.disposition is Disposition.SELF_CARE
    again = log(begun.desk, LogWish(TUESDAY, flags={"inf_very_ill": NO}))
    assert again.standing.disposition is Disposition.SELF_CARE
    assert again.screened is not None
    assert NOT_SURE not in again.screened.answers.values()


def test_doubt_about_one_sign_counts_and_its_whole_group_may_be_doubted_too(begun: Person) -> None:
    one = log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={"inf_fever": NOT_SURE})).screened
    group = log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={"daily_infection": NOT_SURE})).screened
    assert one is not None
    assert group is not None
    assert (one.disposition, one.answers["inf_very_ill"]) == (Disposition.SAME_DAY, NO)
    assert (group.disposition, group.answers["inf_very_ill"]) == (Disposition.SAME_DAY, NOT_SURE)


@pytest.mark.parametrize("sign", ["inf_diabetes", "preg_recent", "preg_possible", "fx_minor_fall"])
def test_a_weak_sign_by_name_is_no_ambulance_and_makes_everything_due(begun: Person, sign: str) -> None:
    logged = log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={sign: YES}))
    assert logged.screened is not None
    assert logged.screened.disposition.allows_plan
    assert logged.screened.answers[sign] is YES
    assert logged.standing.because
    assert not logged.standing.is_plan_allowed


def test_an_answer_that_only_reassures_changes_nothing_when_it_is_reported_by_name(begun: Person) -> None:
    log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={"scope_known_cause": YES}))
    assert not begun.desk.standing().is_plan_allowed
    begun.screens(scope_known_cause="yes")
    log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={"scope_known_cause": NO}))
    assert not begun.desk.standing().is_plan_allowed


def test_news_are_kept_even_where_the_rest_of_the_questions_is_not_answered(begun: Person) -> None:
    with pytest.raises(BadInput, match="not answered"):
        log(begun.desk, LogWish(TUESDAY, flags={"daily_news": YES}))
    assert begun.desk.standing().because == ("event_news",)


def test_after_a_weekly_review_the_daily_questions_are_still_to_be_answered(begun: Person) -> None:
    begun.reviews()
    with pytest.raises(BadInput, match="not answered"):
        log(begun.desk, LogWish(TUESDAY, check_in=CheckIn(pain=3)))


def test_a_red_flag_of_today_outlives_all_clear_of_tomorrow(begun: Person) -> None:
    log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={"inf_fever": YES}))
    begun.waits(days=1)
    logged = begun.logs(function=5)
    assert logged.screened is not None
    assert logged.screened.disposition is Disposition.SELF_CARE
    assert logged.standing.disposition is Disposition.SAME_DAY


# Days and times


@pytest.mark.parametrize(("days", "match"), [(-1, "still to come"), (-400, "still to come"), (15, "14 days")])
def test_a_day_to_come_or_long_past_is_refused_before_anything_is_kept(
    begun: Person, days: int, match: str
) -> None:
    before = begun.desk.journal.history()
    wish = LogWish(TUESDAY - timedelta(days=days), is_clear=True, check_in=CheckIn(pain=1))
    with pytest.raises(BadInput, match=match):
        log(begun.desk, wish)
    assert begun.desk.journal.history() == before


def test_fourteen_days_ago_is_still_taken(begun: Person) -> None:
    log(begun.desk, LogWish(TUESDAY - timedelta(days=14), is_clear=True, check_in=CheckIn(pain=1)))
    assert check_ins(begun)[0].is_recalled


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 25, 3, 59, tzinfo=UTC), TUESDAY),
        (datetime(2026, 11, 25, 4, 0, tzinfo=UTC), date(2026, 11, 25)),
    ],
)
def test_a_check_in_before_four_belongs_to_the_evening_before(
    begun: Person, now: datetime, day: date
) -> None:
    begun.is_at(now)
    begun.logs(pain=2)
    assert [one.day_on for one in day_records(begun.desk)] == [day]


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (TUESDAY, time(0, 30), datetime(2026, 11, 25, 0, 30, tzinfo=UTC)),
        (TUESDAY, time(23, 50), datetime(2026, 11, 24, 23, 50, tzinfo=UTC)),
        (TUESDAY, time(4, 0), datetime(2026, 11, 24, 4, 0, tzinfo=UTC)),
        (MONDAY, time(2, 0), datetime(2026, 11, 24, 2, 0, tzinfo=UTC)),
        (MONDAY, None, datetime(2026, 11, 23, 12, 0, tzinfo=UTC)),
        (TUESDAY, None, datetime(2026, 11, 25, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_time_after_midnight_belongs_to_the_day_that_is_not_over(
    begun: Person, day: date, at: time | None, instant: datetime
) -> None:
    begun.is_at(datetime(2026, 11, 25, 1, 0, tzinfo=UTC))
    assert instant_on(begun.desk, day, at) == instant


def test_in_the_morning_a_time_after_midnight_is_that_of_last_night(begun: Person) -> None:
    assert instant_on(begun.desk, TUESDAY, time(0, 30)) == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (datetime(2026, 11, 25, 1, 55, tzinfo=UTC), time(2, 0)),
        (datetime(2026, 11, 25, 0, 1, tzinfo=UTC), time(3, 59)),
        (datetime(2026, 11, 24, 23, 58, tzinfo=UTC), time(0, 2)),
        (datetime(2026, 11, 24, 15, 0, tzinfo=UTC), time(15, 5)),
    ],
)
def test_a_time_still_to_come_this_night_is_never_that_of_the_night_before(
    begun: Person, now: datetime, at: time
) -> None:
    begun.is_at(now)
    instant = instant_on(begun.desk, TUESDAY, at)
    assert now < instant < now + timedelta(hours=4)
    with pytest.raises(BadInput, match="still to come"):
        begun.swallows(1000, doses=(DoseWish(Medicine.PARACETAMOL, 1000, instant, is_taken=True),))
    assert doses(begun) == []


def test_a_dose_after_midnight_keeps_its_gap_to_the_next(begun: Person) -> None:
    begun.is_at(datetime(2026, 11, 25, 1, 0, tzinfo=UTC))
    at = instant_on(begun.desk, TUESDAY, time(0, 30))
    begun.swallows(1000, doses=(DoseWish(Medicine.PARACETAMOL, 1000, at, is_taken=True),))
    with pytest.raises(Refused, match="not safe"):
        begun.asks_for(1000)


# Doses


def test_a_swallowed_dose_is_kept_although_the_safety_questions_are_open(begun: Person) -> None:
    with pytest.raises(BadInput) as refused:
        begun.swallows(1000, is_clear=False, check_in=CheckIn(pain=5))
    assert "swallowed dose is recorded" in refused.value.sentence
    assert doses(begun) == [DoseTaken(Medicine.PARACETAMOL, 1000)]
    assert check_ins(begun) == []


def test_the_warning_about_a_swallowed_dose_comes_although_the_safety_questions_are_open(
    begun: Person,
) -> None:
    with pytest.raises(BadInput) as refused:
        begun.swallows(1500, is_clear=False)
    assert refused.value.faults == (begun.desk.book.medicine.rule("taken_above_plan").why,)


def test_a_dose_still_to_be_taken_waits_for_the_safety_answers(begun: Person) -> None:
    with pytest.raises(BadInput):
        begun.asks_for(500, is_clear=False)
    assert doses(begun) == []


def test_an_overdose_is_an_emergency_whatever_else_is_answered(begun: Person) -> None:
    logged = begun.swallows(6000, is_clear=False)
    assert logged.standing.disposition is Disposition.EMERGENCY_NOW
    assert logged.screened is not None
    assert "R08_TOO_MUCH" in [reason.rule for reason in logged.screened.reasons]
    assert doses(begun) == [DoseTaken(Medicine.PARACETAMOL, 6000, is_against_advice=True)]


@pytest.mark.parametrize("days", [8, 40])
def test_an_overdose_is_an_emergency_although_the_safety_answers_are_stale(begun: Person, days: int) -> None:
    begun.waits(days=days)
    assert begun.desk.standing().is_stale
    assert begun.swallows(6000).standing.disposition is Disposition.EMERGENCY_NOW


def test_an_overdose_and_what_it_leads_to_are_recorded_in_one_commit(begun: Person) -> None:
    too_much = DoseWish(Medicine.PARACETAMOL, 9000, begun.now - timedelta(hours=30), is_taken=True)
    asked: list[str] = []
    begun.desk.journal._connection.set_trace_callback(asked.append)
    logged = log(begun.desk, LogWish(MONDAY, is_clear=False, doses=(too_much,)))
    begun.desk.journal._connection.set_trace_callback(None)
    assert asked.count("COMMIT") == 1
    (screened,) = (one for one in begun.desk.journal.entries(Screened) if one.body == logged.screened)
    assert screened.at == begun.now
    assert begun.desk.journal.entries(DoseTaken)[-1].at == too_much.at


def test_a_daily_sign_told_with_an_overdose_is_kept_with_it(begun: Person) -> None:
    too_much = DoseWish(Medicine.PARACETAMOL, 9000, begun.now, is_taken=True)
    signs = {"daily_nerves": YES, "pat_leg_worse": YES}
    screened = log(begun.desk, LogWish(MONDAY, is_clear=False, flags=signs, doses=(too_much,))).screened
    assert screened is not None
    assert screened.gates == ("daily_nerves",)
    assert screened.answers["pat_leg_worse"] is YES
    (gate,) = (one for one in begun.desk.book.screening.gates if one.id == "daily_nerves")
    assert gate.opens
    assert NO not in {screened.answers.get(one) for one in gate.opens}


def test_an_overdose_without_any_plan_is_kept_and_is_an_emergency(person: Person) -> None:
    person.starts(inf_fever="yes")
    assert person.swallows(6000).standing.disposition is Disposition.EMERGENCY_NOW


def test_a_dose_is_refused_while_the_plan_rests_and_a_swallowed_one_is_kept(begun: Person) -> None:
    log(begun.desk, LogWish(TUESDAY, is_clear=True, flags={"inf_fever": YES}))
    begun.waits(hours=1)
    with pytest.raises(Refused, match="plan rests"):
        begun.asks_for(500)
    assert doses(begun) == []
    begun.swallows(500)
    assert doses(begun) == [DoseTaken(Medicine.PARACETAMOL, 500, is_against_advice=True)]


def test_a_dose_beside_a_red_flag_is_left_out_and_the_red_flag_is_what_comes_back(begun: Person) -> None:
    logged = begun.asks_for(500, flags={"inf_fever": YES})
    assert logged.doses == ()
    assert logged.standing.disposition is Disposition.SAME_DAY
    assert doses(begun) == []


def test_of_a_refused_dose_the_rest_is_kept_and_the_refusal_says_so(begun: Person) -> None:
    with pytest.raises(Refused) as refused:
        begun.asks_for(6000, check_in=CheckIn(pain=5))
    assert "The rest of the check-in is saved" in refused.value.sentence
    assert check_ins(begun) == [CheckIn(pain=5)]
    assert doses(begun) == []


@pytest.mark.parametrize("is_taken", [True, False])
def test_a_dose_to_come_is_refused_before_anything_is_kept(begun: Person, is_taken: bool) -> None:
    before = begun.desk.journal.history()
    later = DoseWish(Medicine.PARACETAMOL, 500, begun.now + timedelta(minutes=1), is_taken)
    with pytest.raises(BadInput, match="still to come"):
        log(begun.desk, LogWish(TUESDAY, is_clear=True, check_in=CheckIn(pain=3), doses=(later,)))
    assert begun.desk.journal.history() == before


# Names, and a check-in that grows


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("bridge", "str_bridge"),
        ("str_bridge", "str_bridge"),
        ("Knee roll", "mob_knee_roll"),
        ("WALK", "walk"),
        ("sit-stand", "str_sit_stand"),
    ],
)
def test_an_exercise_goes_by_its_id_or_the_end_of_it(person: Person, text: str, item: str) -> None:
    assert item_named(text, person.desk.book) == item


@pytest.mark.parametrize(
    ("text", "meant"),
    [("brdge", "did you mean str_bridge"), ("wlk", "aer_walk, walk"), ("dead bug", "cycle")],
)
def test_a_slip_finds_what_was_meant_and_another_word_finds_all(
    person: Person, text: str, meant: str
) -> None:
    with pytest.raises(ValueError, match=meant):
        item_named(text, person.desk.book)


@pytest.mark.parametrize("text", ["", "knee", "walk=20", "\x1b[31m"])
def test_an_unknown_exercise_is_named_with_those_that_there_are(person: Person, text: str) -> None:
    with pytest.raises(ValueError, match="there are"):
        item_named(text, person.desk.book)


def test_a_check_in_that_grows_is_on_the_disk_after_every_answer_and_counts_once(begun: Person) -> None:
    begun.logs()
    sheet = OpenCheckIn(begun.desk, TUESDAY)
    sheet.add(done=(DoneAmount("walk", 10),))
    assert check_ins(begun) == [CheckIn(done=(DoneAmount("walk", 10),))]
    sheet.add(done=(DoneAmount("walk", 10), DoneAmount("str_bridge", 1)))
    sheet.add(function=6.5)
    with pytest.raises(ValueError, match="pain is a number"):
        sheet.add(pain=11)
    assert check_ins(begun) == [
        CheckIn(function=6.5, done=(DoneAmount("walk", 10), DoneAmount("str_bridge", 1)))
    ]
    assert day_records(begun.desk)[0].done_of("walk") == 10


def test_what_is_said_back_holds_only_what_was_said() -> None:
    assert said(CheckIn(pain=0, note="x")) == {"pain": 0, "note": "x"}
    assert said(CheckIn()) == {}
    assert said(CheckIn(done=())) == {"done": ()}
    assert said(CheckIn(is_flare=False, is_recalled=True)) == {"is_flare": False, "is_recalled": True}


def test_no_two_days_of_ten_are_mixed_up(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for day in range(1, 11):
        person.is_at(MORNING + timedelta(days=day))
        person.logs(walk=day, pain=day % 3)
    assert [(one.day_on, one.done_of("walk")) for one in day_records(person.desk)] == [
        (MONDAY + timedelta(days=day), day) for day in range(1, 11)
    ]
    assert isinstance(plan_view(person.desk), PlanView)
