"""Rounds of safety questions: weekly, after an event, and broken off at any moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.interview import Ask
from backcoach.coach.record import AnswerGiven, CheckIn, Screened, ScreeningDue, SittingEnded
from backcoach.coach.values import Answer, Disposition
from backcoach.flows.daily import daily_check
from backcoach.flows.due_sets import due_sets, review_sets
from backcoach.flows.errors import BadInput
from backcoach.flows.judging import judge
from backcoach.flows.log import LogWish, log
from backcoach.flows.plan import PlanView, Withheld, plan_view
from backcoach.flows.rounds import Notes, Round, review_round
from backcoach.flows.sitting import Sitting, may_go_on
from backcoach.flows.unfinished import settled_replies
from tests.flows.people import NO, NO_MEDICINE, NOT_SURE, YES, Person, answers_for


def answer_all(one: Round, **said: Answer) -> list[str]:
    """Answer a round with no to all that is not named; the ids in order."""
    asked = []
    while ask := one.ask():
        for question in ask.questions:
            asked.append(question.id)
            one.keep(question.id, said.get(question.id, NO))
    return asked


@pytest.fixture
def week_later(person: Person) -> Person:
    """Somebody who started seven days ago and logged yesterday."""
    person.starts(**NO_MEDICINE)
    person.waits(days=6)
    person.logs()
    person.waits(days=1)
    return person


def test_answers_dated_ahead_hide_no_set_that_is_due(person: Person) -> None:
    person.starts(course_weeks=2, **NO_MEDICINE)
    person.waits(days=20)
    person.screens()
    person.waits(days=-14)
    assert due_sets(person.desk) == ()
    person.waits(days=1)
    assert [one.id for one in due_sets(person.desk)] == ["weekly"]


def test_a_review_asks_its_sets_and_keeps_what_it_did_not_ask(week_later: Person) -> None:
    before = week_later.desk.standing().screened
    assert before is not None
    asked = answer_all(review_round(week_later.desk))
    assert "ces_saddle_numb" in asked
    assert "em_chest_pain" not in asked
    one = review_round(week_later.desk)
    answer_all(one)
    body = one.decide()
    assert (body.occasion, body.sets, body.is_full, body.is_settled) == ("review", ("weekly",), False, True)
    assert body.answers["fx_minor_fall"] is before.body.answers["fx_minor_fall"]
    assert body.numbers["course_weeks"] == pytest.approx(before.body.numbers["course_weeks"] + 1)
    assert due_sets(week_later.desk) == ()


def test_what_a_review_found_is_what_the_next_daily_check_adds_to(week_later: Person) -> None:
    week_later.reviews(course_no_better=YES)
    week_later.waits(days=1)
    check = daily_check(week_later.desk)
    assert check.baseline["course_no_better"] is YES
    week_later.logs()
    latest = week_later.desk.journal.latest(Screened)
    assert latest is not None
    assert "R93_NO_BETTER" in [reason.rule for reason in latest.body.reasons]


def test_a_review_before_it_is_due_asks_the_weekly_questions_all_the_same(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert due_sets(person.desk) == ()
    assert [one.id for one in review_sets(person.desk)] == ["weekly"]


@pytest.mark.parametrize(
    ("flags", "event"),
    [
        ({"fx_minor_fall": YES, "fx_bruise_spine": NO}, "event_injury"),
        ({"neuro_numb_leg": YES, "neuro_numb_spread": NO}, "event_leg"),
    ],
)
def test_a_fall_or_a_new_sign_in_a_leg_makes_everything_due_and_the_plan_rests_until_then(
    person: Person, flags: dict[str, Answer], event: str
) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    gate = {"event_injury": "daily_injury", "event_leg": "daily_leg_news"}[event]
    check = daily_check(person.desk)
    opened = next(one for one in check.gates if one.id == gate).opens
    every = dict.fromkeys(opened, NO) | flags
    log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags=every))
    assert event in person.desk.standing().because
    assert isinstance(plan_view(person.desk), Withheld)
    with pytest.raises(BadInput, match="no longer count"):
        daily_check(person.desk)
    person.waits(minutes=5)
    person.screens()
    assert isinstance(plan_view(person.desk), PlanView)


def test_a_flare_up_makes_everything_due_once_a_week(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.logs(is_flare=True)
    assert person.desk.standing().because == ("event_flare",)
    person.waits(hours=1)
    person.screens()
    person.waits(days=1)
    person.logs(is_flare=True)
    assert person.desk.standing().because == ()
    assert len(person.desk.journal.entries(ScreeningDue)) == 1


def test_clearly_more_pain_makes_everything_due(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for pain in (3, 4, 3):
        person.waits(days=1)
        person.logs(pain=pain)
        assert person.desk.standing().because == ()
    person.waits(days=1)
    person.logs(pain=5)
    assert person.desk.standing().because == ("event_pain_up",)


def test_a_flare_up_of_another_day_is_not_one_of_today(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=2)
    yesterday = person.desk.moment.today - timedelta(days=1)
    log(person.desk, LogWish(yesterday, is_clear=True, check_in=CheckIn(is_flare=True)))
    assert person.desk.standing().because == ()


# ---- broken off


def begin(person: Person, *pairs: tuple[str, Answer]) -> Round:
    """A full screening in which some answers are given, and nothing more happens."""
    one = Round(person.desk)
    for question, answer in pairs:
        one.keep(question, answer)
    return one


SIGN = (("scope_self", YES), ("em_chest_pain", NO), ("em_leg_swollen", YES))


def test_a_sign_rests_the_plan_from_its_answer_on_however_the_program_ended(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    begin(person, *SIGN)
    assert person.desk.journal.entries(SittingEnded)[-1:] != ()
    view = plan_view(person.desk)
    assert isinstance(view, Withheld)
    assert view.standing.disposition is Disposition.SAME_DAY
    assert view.screened is not None
    assert "R28_CLOT_TODAY" in [reason.rule for reason in view.screened.reasons]


def test_a_later_round_with_better_answers_does_not_lift_a_sign_that_broke_off(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    begin(person, *SIGN)
    person.waits(hours=1)
    person.screens()
    assert person.desk.standing().needs_assessment
    person.waits(hours=1)
    person.was_seen()
    person.waits(hours=1)
    person.screens()
    assert person.desk.standing().is_plan_allowed


def test_stopping_keeps_the_sign_as_a_decision_and_ends_the_round(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    one = begin(person, *SIGN)
    one.notes.break_off()
    assert person.desk.journal.entries(SittingEnded)[-1].body.sitting == one.notes.sitting
    latest = person.desk.journal.latest(Screened)
    assert latest is not None
    assert (latest.body.occasion, latest.body.sitting) == ("stopped", one.notes.sitting)
    assert person.desk.standing().needs_assessment


@pytest.mark.parametrize("ending", ["killed", "stopped"])
def test_a_round_without_a_sign_that_broke_off_leaves_the_plan_as_it_was(person: Person, ending: str) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    one = begin(person, ("em_chest_pain", NO), ("pat_below_knee", YES))
    if ending == "stopped":
        one.notes.break_off()
    assert isinstance(plan_view(person.desk), PlanView)


def test_a_decided_round_counts_as_decided_and_not_again_as_broken_off(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    one = Round(person.desk)
    said = answers_for()
    while isinstance(ask := one.ask(), Ask):
        for question in ask.questions:
            plain = said[question.id]
            one.keep(question.id, float(plain) if isinstance(plain, int | float) else Answer(plain))
    body = one.decide()
    history = person.desk.history()
    assert history.in_order()[-1].body == body
    assert {entry.body.occasion for entry in history.screenings} == {"start", "screen"}


def test_a_daily_gate_that_was_not_denied_counts_as_soon_as_it_is_answered(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    notes = Notes(person.desk)
    notes.keep("daily_nerves", NO)
    assert isinstance(plan_view(person.desk), PlanView)
    notes.keep("daily_infection", NOT_SURE)
    assert isinstance(plan_view(person.desk), Withheld)


@pytest.mark.parametrize("sign", ["ces_saddle_numb", "mh_suicide_thoughts", "inf_fever"])
def test_a_sign_of_a_first_sitting_stands_however_it_ended_and_the_sitting_may_go_on(
    person: Person, sign: str
) -> None:
    Sitting(person.desk).answer(sign, "yes")
    stands = person.desk.standing()
    assert stands.needs_assessment
    assert may_go_on(person.desk, stands)
    Sitting(person.desk).give_up()
    person.waits(minutes=2)
    person.screens()
    assert person.desk.standing().needs_assessment
    assert not may_go_on(person.desk, person.desk.standing())


def test_a_weak_sign_of_a_first_sitting_is_asked_on_about_and_invents_no_result(person: Person) -> None:
    Sitting(person.desk).answer("age_years", 41)
    Sitting(person.desk).answer("fx_minor_fall", "yes")
    assert person.desk.history().screenings == ()


@pytest.mark.parametrize(
    ("sign", "answer"),
    [("preg_possible", NOT_SURE), ("preg_recent", YES), ("kid_waves", NOT_SURE)],
)
def test_a_sign_whose_questions_are_still_open_rests_the_plan_until_all_are_asked_and_is_no_emergency(
    person: Person, sign: str, answer: Answer
) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    begin(person, (sign, answer)).notes.break_off()
    stands = person.desk.standing()
    assert stands.because == ("broken_off",) or stands.disposition <= Disposition.SOON_3
    assert not stands.is_plan_allowed
    assert stands.disposition < Disposition.SAME_DAY


@pytest.mark.parametrize(
    ("question", "reply"),
    [("scope_known_cause", YES), ("scope_self", NO), ("age_years", 16.0)],
)
@pytest.mark.parametrize("ending", ["killed", "stopped"])
def test_an_answer_that_closes_the_plan_counts_however_the_round_ended(
    person: Person, question: str, reply: Answer | float, ending: str
) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    one = Round(person.desk)
    one.keep(question, reply)
    if ending == "stopped":
        one.notes.break_off()
    assert not person.desk.standing().is_plan_allowed
    person.waits(days=1)
    person.logs()
    assert not person.desk.standing().is_plan_allowed


def test_news_of_a_check_in_that_was_killed_make_everything_due(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    Notes(person.desk).keep("daily_news", YES)
    assert person.desk.standing().because == ("event_news",)
    person.waits(hours=1)
    person.screens()
    assert person.desk.standing().is_plan_allowed


def test_a_sign_in_a_second_sitting_stays_said_when_it_is_answered_otherwise_after_going_on(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    first = Sitting(person.desk)
    first.answer("region", "NZ")
    first.answer("em_leg_swollen", "yes")
    person.waits(hours=7)
    again = Sitting(person.desk)
    assert again.is_resumed
    assert "em_leg_swollen" not in again.replied.screening
    again.answer("em_leg_swollen", "no")
    assert person.desk.standing().disposition is Disposition.SAME_DAY


def test_an_answer_that_content_no_longer_knows_is_left_out(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.desk.keep(AnswerGiven("round-old", "em_gone", "yes"))
    person.desk.keep(AnswerGiven("round-old", "em_leg_swollen", "maybe"))
    assert isinstance(plan_view(person.desk), PlanView)


def test_a_sign_reported_alone_puts_no_answer_in_the_persons_mouth(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.logs()
    before = settled_replies(person.desk.journal, person.desk.book)
    told = log(person.desk, LogWish(person.desk.moment.today, flags={"course_cant_do": YES})).screened
    assert told is not None
    assert (told.disposition, told.answers["course_cant_do"]) == (Disposition.ROUTINE, YES)
    assert {"course_reviewed", "course_no_better", "ibp_slow"} & {*told.answers} == set()
    said = {name: one for name, one in told.answers.items() if name in before}
    assert {name: before[name] for name in said} | {"course_cant_do": YES} == said | {"course_cant_do": YES}
    inputs = dict(pair for reason in told.reasons for pair in reason.inputs)
    assert inputs["course_reviewed"] == "not asked, counts as no"
    assert person.desk.standing().because, "all questions are due again"


def test_a_grave_sign_of_a_first_sitting_is_kept_without_the_questions_that_nobody_asked(
    person: Person,
) -> None:
    told = judge({}, {"em_tearing": "yes"}, person.desk.book).body
    assert told is not None
    assert (told.disposition, told.answers) == (Disposition.EMERGENCY_NOW, {"em_tearing": YES})
