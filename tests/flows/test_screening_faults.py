"""A record that fails in the middle of a screening: a sign is never hidden by the fault."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.limits import Medicine
from backcoach.coach.record import AnswerGiven, Screened
from backcoach.coach.screening import Kind
from backcoach.coach.values import Answer, Disposition
from backcoach.flows.daily import daily_check, keep_daily
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish
from backcoach.flows.due_sets import review_sets
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.judging import sign_alone
from backcoach.flows.log import LogWish, log
from backcoach.flows.rounds import Notes, Round, keep_review, keep_screening, review_round
from backcoach.flows.sitting import Sitting
from backcoach.flows.start import screening_of, start_from_answers
from backcoach.flows.unsaved import Unsaved
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import JournalError, RecordFull
from tests.flows.people import NO, NO_MEDICINE, NOT_SURE, YES, Person, answers_for, real_book, replies_for

GRAVE = "em_chest_pain"
BAD_INPUT = 2
ANSWERED = [one for one in real_book().screening.rules.questions.values() if one.kind is Kind.ANSWER]


@contextmanager
def full(desk: Desk) -> Iterator[None]:
    """The record can be read, and takes nothing more."""
    connection: sqlite3.Connection = desk.journal._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA query_only = OFF")
        assert connection.execute("PRAGMA page_count").fetchone() == (pages,)


@pytest.fixture
def started(person: Person) -> Person:
    """Somebody with a plan and paracetamol since yesterday."""
    person.starts()
    person.waits(days=1)
    return person


def as_begun(desk: Desk) -> Callable[[str, Answer], object]:
    """What keeps one answer of a sitting of `start` that has the region already."""
    sitting = Sitting(desk)
    sitting.answer("region", "NZ")
    return sitting.reply


KEEPERS: list[Callable[[Desk], Callable[[str, Answer], object]]] = [
    lambda desk: Round(desk).keep,
    lambda desk: review_round(desk).keep,
    lambda desk: Notes(desk).keep,
    as_begun,
]
NAMES = ["screen", "weekly", "daily", "start"]


@pytest.mark.parametrize("keeper", KEEPERS, ids=NAMES)
def test_a_sign_that_cannot_be_kept_comes_out_with_its_action(
    started: Person, keeper: Callable[[Desk], Callable[[str, Answer], object]]
) -> None:
    keep = keeper(started.desk)
    before = len(started.desk.journal.history())
    with full(started.desk), pytest.raises(Unsaved) as found:
        keep(GRAVE, YES)
    assert found.value.body.disposition is Disposition.EMERGENCY_NOW
    assert "R01_EMERGENCY_SIGN" in [reason.rule for reason in found.value.body.reasons]
    assert found.value.fault.exit_code == BAD_INPUT
    assert len(started.desk.journal.history()) == before


@pytest.mark.parametrize("keeper", KEEPERS, ids=NAMES)
def test_a_no_that_cannot_be_kept_is_the_fault_alone(
    started: Person, keeper: Callable[[Desk], Callable[[str, Answer], object]]
) -> None:
    keep = keeper(started.desk)
    with full(started.desk), pytest.raises(JournalError) as found:
        keep(GRAVE, NO)
    assert found.value.exit_code == BAD_INPUT


def test_a_sign_that_was_kept_before_the_disk_was_full_comes_out_with_the_next_answer(
    started: Person,
) -> None:
    one = Round(started.desk)
    one.keep("inf_fever", YES)
    with full(started.desk), pytest.raises(Unsaved) as found:
        one.keep("em_chest_pain", NO)
    assert found.value.body.disposition is Disposition.SAME_DAY


def everything(desk: Desk) -> list[tuple[str, Callable[[], Any]]]:
    """Every way in which a decision about chest pain is kept."""
    grave = {GRAVE: YES}
    check = daily_check(desk)
    sets = review_sets(desk)
    wish = LogWish(desk.moment.today, is_clear=True, flags=grave)
    return [
        ("screen", lambda: keep_screening(desk, "screen", {**check.baseline, **grave})),
        ("daily", lambda: keep_daily(desk, check, dict.fromkeys([g.id for g in check.gates], NO), grave)),
        ("review", lambda: keep_review(desk, grave, sets)),
        ("log", lambda: log(desk, wish)),
        ("start", lambda: start_from_answers(desk, answers_for(em_chest_pain="yes"))),
    ]


@pytest.mark.parametrize("place", range(5), ids=["screen", "daily", "review", "log", "start"])
def test_a_grave_decision_that_cannot_be_kept_comes_out_whole(started: Person, place: int) -> None:
    desk = started.desk
    _, decide = everything(desk)[place]
    with full(desk), pytest.raises(Unsaved) as found:
        decide()
    assert found.value.body.disposition is Disposition.EMERGENCY_NOW
    decide()
    assert desk.standing().disposition is Disposition.EMERGENCY_NOW, "it is kept once there is room"


def test_a_clean_decision_that_cannot_be_kept_is_the_fault_alone(started: Person) -> None:
    with full(started.desk), pytest.raises(JournalError) as found:
        keep_screening(started.desk, "screen", replies_for().screening)
    assert found.value.exit_code == BAD_INPUT


def test_stopping_on_a_full_disk_brings_out_the_sign_and_else_nothing(started: Person) -> None:
    quiet, grave = Notes(started.desk), Notes(started.desk)
    quiet.keep(GRAVE, NO)
    grave.keep("inf_fever", YES)
    with full(started.desk):
        quiet.break_off()
        with pytest.raises(Unsaved) as found:
            grave.break_off()
    assert found.value.body.disposition is Disposition.SAME_DAY
    assert started.desk.standing().disposition is Disposition.SAME_DAY, "the answer itself was kept"


def test_an_overdose_that_cannot_be_kept_comes_out_and_an_ordinary_dose_does_not(started: Person) -> None:
    def swallowed(mg: int) -> LogWish:
        dose = DoseWish(Medicine.PARACETAMOL, mg, started.now, is_taken=True)
        return LogWish(started.desk.moment.today, is_clear=True, doses=(dose,))

    with full(started.desk):
        with pytest.raises(Unsaved) as found:
            log(started.desk, swallowed(5000))
        with pytest.raises(JournalError):
            log(started.desk, swallowed(500))
    assert found.value.body.reasons[0].rule == "R08_TOO_MUCH"


# ---- signs judged alone


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({GRAVE: "no"}, None),
        ({GRAVE: "yes"}, Disposition.EMERGENCY_NOW),
        ({"inf_fever": "yes"}, Disposition.SAME_DAY),
        ({"ca_weight_loss": "yes"}, Disposition.SOON_7),
        ({"scope_self": "yes", "age_years": 41}, Disposition.ROUTINE),
        ({"daily_nerves": "yes"}, Disposition.EMERGENCY_NOW),
        ({"mh_suicide_now": "yes"}, Disposition.EMERGENCY_NOW),
        ({"no_such_question": "yes"}, None),
        ({GRAVE: "perhaps"}, None),
        ({"em_chest_pain": 3}, None),
    ],
)
def test_a_sign_is_judged_alone_where_nothing_else_is_known(
    book: Handbook, given: dict[str, object], expected: Disposition | None
) -> None:
    found = sign_alone({}, given, book)
    assert (found and found.disposition) == expected


def test_every_sign_that_makes_an_emergency_alone_does_so_where_nothing_else_is_known(book: Handbook) -> None:
    rules = book.screening.rules
    alone = [one for one in rules.questions if one.startswith("em_")]
    graver = [one for one in alone if sign_alone({}, {one: "yes"}, book)]
    assert graver == alone
    for one in ("em_chest_pain", "em_breathless", "em_tearing", "ces_saddle_numb", "mh_suicide_thoughts"):
        found = sign_alone({}, {one: "yes"}, book)
        assert found is not None
        assert found.disposition is Disposition.EMERGENCY_NOW


def test_an_ordinary_person_is_sent_nowhere_by_answers_judged_alone(book: Handbook) -> None:
    told: dict[str, object] = {}
    for name, plain in answers_for().items():
        told[name] = plain
        found = sign_alone({}, told, book)
        if name != "fx_minor_fall":  # what it opens comes next, and until then is not known
            assert found is None or found.disposition.allows_plan, name


def test_a_file_that_cannot_be_used_leads_nowhere_and_a_sound_one_to_its_decision() -> None:
    sound = answers_for(em_chest_pain="yes")
    found = screening_of(sound, real_book())
    assert found is not None
    assert found.disposition is Disposition.EMERGENCY_NOW
    assert screening_of(answers_for(), real_book()) is not None
    assert screening_of({**answers_for(), "em_tearing": "perhaps"}, real_book()) is None
    assert screening_of({"region": "NZ"}, real_book()) is None


# ---- signs while everything is due again


@pytest.mark.parametrize("flag", [GRAVE, "daily_nerves", "ces_saddle_numb"])
def test_a_sign_told_while_all_questions_are_due_again_is_kept_and_stands(person: Person, flag: str) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=9)
    assert person.desk.standing().is_stale
    logged = log(person.desk, LogWish(person.desk.moment.today, flags={flag: YES}))
    assert logged.screened is not None
    assert logged.standing.disposition is Disposition.EMERGENCY_NOW
    person.waits(days=1)
    person.screens()
    assert person.desk.standing().needs_assessment, "asking again does not help"


@pytest.mark.parametrize("flags", [{}, {GRAVE: NO}, {"pat_leg_worse": YES}])
def test_what_lets_a_plan_go_on_does_not_pass_for_all_questions(
    person: Person, flags: dict[str, Answer]
) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=9)
    before = len(person.desk.journal.entries(Screened))
    with pytest.raises(BadInput, match="no longer count for today"):
        log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags=flags))
    assert len(person.desk.journal.entries(Screened)) == before
    assert person.desk.standing().is_stale


# ---- signs reported by name

NO_SIGNS = ("ces_checked", "pat_sit_relief", "pat_stand_relief")
"""They are asked only after a plain yes to something else, and speak for less urgency."""


@pytest.mark.parametrize("sign", [one.id for one in ANSWERED if one.id not in NO_SIGNS])
def test_no_sign_that_is_reported_counts_as_no(person: Person, sign: str) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    logged = log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags={sign: YES}))
    assert logged.screened is not None
    assert logged.screened.answers[sign] is YES


@pytest.mark.parametrize("gate", ["daily_medicine", "daily_pregnancy"])
def test_a_daily_question_that_is_not_due_today_counts_when_it_is_reported(person: Person, gate: str) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    assert gate not in [one.id for one in daily_check(person.desk).gates]
    logged = log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags={gate: YES}))
    assert not logged.standing.is_plan_allowed
    assert logged.standing.disposition >= Disposition.SAME_DAY


def test_thoughts_of_suicide_right_now_is_an_emergency(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    logged = log(person.desk, LogWish(person.desk.moment.today, flags={"mh_suicide_now": YES}))
    assert logged.standing.disposition is Disposition.EMERGENCY_NOW


def test_a_denied_daily_question_that_is_not_due_changes_nothing(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    logged = log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags={"daily_pregnancy": NO}))
    assert logged.standing.is_plan_allowed


# ---- killed, or two at once


@pytest.mark.parametrize("reply", [YES, NOT_SURE])
def test_a_sitting_without_a_decision_counts_for_everybody_else_at_once(
    started: Person, reply: Answer
) -> None:
    one = Round(started.desk)
    one.keep("inf_fever", reply)
    assert not started.desk.standing().is_plan_allowed
    started.waits(minutes=1)
    with pytest.raises(Refused, match="your plan rests"):
        started.asks_for(500)
    one.keep("em_chest_pain", NO)
    assert [entry.body.question for entry in started.desk.journal.entries(AnswerGiven)][-1] == "em_chest_pain"


def test_a_fault_is_the_one_of_the_record(home: Path) -> None:
    fault = RecordFull(home)
    with pytest.raises(Unsaved) as found:
        raise Unsaved(keep_nothing(), fault)
    assert found.value.fault is fault
    assert "chest" not in str(found.value), "an error holds nothing about a person"


def keep_nothing() -> Screened:
    found = sign_alone({}, {GRAVE: "yes"}, real_book())
    assert found is not None
    return found
