"""What a disposition withholds, cell by cell and tag by tag."""

from __future__ import annotations

from typing import Any

import pytest

from backcoach.coach.cases import Case
from backcoach.coach.cases import replies_of as case_replies
from backcoach.coach.screening import Facts, Kind, derived_modifiers, screen
from backcoach.coach.values import Answer, Disposition
from backcoach.coach.withholding import MOVING, Outcome, Verdict, Withholding, withholding
from backcoach.flows.screening import advice, left_by, screened
from backcoach.handbook.cases import load_cases
from backcoach.handbook.screening_book import ScreeningBook
from tests.flows.people import real_book
from tests.spec.conftest import real_screening
from tests.spec.tables import replies_of, rows

FILE = "screening/withholding.toml"
CELLS, CONDITIONS, TAGS = rows(FILE, "cell"), rows(FILE, "condition"), rows(FILE, "tag")
MOVES = rows(FILE, "moving")
CASES = load_cases(real_book()).cases
LEVELS = ("emergency_now", "same_day", "soon", "routine", "self_care")
URGENT = {"soon": Disposition.SOON_7}


def level_of(name: str) -> Disposition:
    return URGENT.get(name) or Disposition(name)


def row_of(text: str) -> dict[str, Any]:
    """The answers of `fx_minor_fall=y | age 64`, of somebody of 40 with a week of pain unless said."""
    answers, _, age = text.partition(" | age ")
    return {"answers": answers, "age": int(age or 40), "weeks": 1}


def left(text: str, disposition: Disposition, book: ScreeningBook) -> Withholding:
    facts = Facts(replies_of(row_of(text), book.rules), book.rules, is_complete=True)
    return withholding(disposition, (facts,), book.parts, book.tags)


def part_of(text: str, level: str, part: str, book: ScreeningBook) -> Outcome:
    return left(text, level_of(level), book).part(part)


def standing(text: str, book: ScreeningBook) -> set[str]:
    return {one.tag.id for one in left(text, Disposition.ROUTINE, book).tags}


def test_there_is_a_row_for_every_cell_and_every_tag(screening: ScreeningBook) -> None:
    assert len(CELLS) == 60
    assert {(one["part"], one["level"]) for one in CELLS} == {
        (part.id, level) for part in screening.parts for level in LEVELS
    }
    assert [one["id"] for one in TAGS] == [tag.id for tag in screening.tags]
    conditional = {
        (part.id, level)
        for part in screening.parts
        for level in LEVELS
        if part.at(level_of(level)).unless is not None
    }
    assert {(one["part"], one["level"]) for one in CONDITIONS} == conditional


@pytest.mark.parametrize("row", CELLS, ids=lambda row: f"{row['part']} {row['level']}")
def test_each_cell_has_its_verdict_when_nothing_else_is_said(
    row: dict[str, Any], screening: ScreeningBook
) -> None:
    outcome = part_of("", row["level"], row["part"], screening)

    assert outcome.verdict is Verdict(row["verdict"])
    assert outcome.words != ()


@pytest.mark.parametrize("level", ["soon_2", "soon_3", "soon_7", "soon_14"])
def test_all_that_is_counted_in_days_is_one_urgency(level: str, screening: ScreeningBook) -> None:
    verdicts = [one.verdict for one in left("", Disposition(level), screening).parts]

    assert verdicts == [one.verdict for one in left("", Disposition.SOON_7, screening).parts]


@pytest.mark.parametrize(
    ("part", "level", "answers"),
    [(one["part"], one["level"], answers) for one in CONDITIONS for answers in one["withheld_with"]],
)
def test_a_condition_withholds_what_the_urgency_would_allow(
    part: str, level: str, answers: str, screening: ScreeningBook
) -> None:
    outcome = part_of(answers, level, part, screening)

    assert outcome.verdict is Verdict.WITHHOLD
    assert outcome.because[0].rule == part
    assert dict(outcome.because[0].inputs)["level"] == level
    assert len(outcome.because[0].inputs) > 1


@pytest.mark.parametrize(
    ("part", "level", "answers"),
    [(one["part"], one["level"], answers) for one in CONDITIONS for answers in one["allowed_with"]],
)
def test_other_signs_leave_it_allowed(part: str, level: str, answers: str, screening: ScreeningBook) -> None:
    assert part_of(answers, level, part, screening).verdict is Verdict.ALLOW


@pytest.mark.parametrize(
    ("tag", "answers"), [(one["id"], answers) for one in TAGS for answers in one["stands_with"]]
)
def test_a_tag_stands_with_each_of_its_answers_alone(
    tag: str, answers: str, screening: ScreeningBook
) -> None:
    assert tag in standing(answers, screening)


@pytest.mark.parametrize(
    ("tag", "answers"), [(one["id"], answers) for one in TAGS for answers in one["not_with"]]
)
def test_a_tag_does_not_stand_with_what_is_only_near_it(
    tag: str, answers: str, screening: ScreeningBook
) -> None:
    assert tag not in standing(answers, screening)


def test_nobody_without_a_sign_has_a_tag(screening: ScreeningBook) -> None:
    assert standing("", screening) == set()


@pytest.mark.parametrize("row", TAGS, ids=lambda row: row["id"])
def test_a_tag_takes_away_what_its_row_says_and_nothing_else(
    row: dict[str, Any], screening: ScreeningBook
) -> None:
    tag = next(one for one in screening.tags if one.id == row["id"])

    assert list(tag.leaves_out) == row["leaves_out"]
    assert {one.part: one.verdict.value for one in tag.effect} == row["parts"]


@pytest.mark.parametrize("row", TAGS, ids=lambda row: row["id"])
def test_a_tag_narrows_its_parts_at_every_urgency(row: dict[str, Any], screening: ScreeningBook) -> None:
    for disposition in Disposition:
        if disposition is Disposition.EMERGENCY_NOW:
            continue
        before = left("", disposition, screening)
        after = left(row["stands_with"][0], disposition, screening)
        for part, verdict in row["parts"].items():
            least = min(before.part(part).verdict.rank, Verdict(verdict).rank)
            assert after.part(part).verdict.rank <= least


@pytest.mark.parametrize(
    ("tag", "answers"), [(one["id"], answers) for one in TAGS for answers in one["beside_a_plan"]]
)
def test_a_tag_that_can_stand_beside_a_plan_does(tag: str, answers: str, screening: ScreeningBook) -> None:
    decided = screen(replies_of(row_of(answers), screening.rules), screening.rules).value

    assert decided.is_plan_allowed
    assert tag in standing(answers, screening)


@pytest.mark.parametrize("tag", [one["id"] for one in TAGS if not one["beside_a_plan"]], ids=str)
def test_a_tag_without_such_answers_never_stands_beside_a_plan(tag: str, screening: ScreeningBook) -> None:
    wanted = next(one for one in screening.tags if one.id == tag)
    questions = [one for one in screening.rules.questions.values() if one.kind is Kind.ANSWER]
    seen = 0
    for question in questions:
        for answer in (Answer.YES, Answer.NOT_SURE):
            replies = dict(replies_of(row_of(""), screening.rules)) | {question.id: answer}
            if wanted.when.holds(Facts(replies, screening.rules, is_complete=True)):
                seen += 1
                assert not screen(replies, screening.rules).value.disposition.allows_plan
    assert seen > 0


DERIVED = {"fracture_risk": "weak_bone_risk", "cancer": "cancer_question", "pregnancy": "pregnant_16"}
"""The tags that touch what a plan holds, and the modifier by which a plan works around them."""


@pytest.mark.parametrize("tag", sorted(DERIVED))
def test_a_tag_that_touches_exercises_always_sets_its_modifier(tag: str, screening: ScreeningBook) -> None:
    row = next(one for one in TAGS if one["id"] == tag)
    for answers in row["stands_with"]:
        replies = replies_of(row_of(answers), screening.rules)
        assert DERIVED[tag] in derived_modifiers(replies, screening.rules, screening.derived)
    for answers in row["not_with"]:
        replies = replies_of(row_of(answers), screening.rules)
        assert DERIVED[tag] not in derived_modifiers(replies, screening.rules, screening.derived)


def test_every_tag_beside_a_plan_that_limits_exercises_has_a_modifier() -> None:
    limits = {one["id"] for one in TAGS if one["beside_a_plan"] and "exercise_library" in one["parts"]}

    assert limits == set(DERIVED)


def test_anti_inflammatories_are_closed_by_the_tags_that_say_so() -> None:
    closing = {one.id for one in real_screening().tags if one.closes_nsaids}
    named = {one["id"] for one in TAGS if any("ibuprofen" in words for words in one["leaves_out"])}

    assert closing == named == {"bleeding_risk", "pregnancy"}


@pytest.mark.parametrize("row", MOVES, ids=lambda row: row["name"])
def test_a_message_says_of_moving_what_its_row_says(row: dict[str, Any]) -> None:
    book = real_book()
    body = screened("screen", replies_of(row_of(row["answers"]), book.screening.rules), book)
    shown = advice(body, book.region("NZ"), book)
    about = {line for message in shown.messages for line in message.do if line.startswith("Moving")}

    assert body.disposition is Disposition(row["level"])
    assert [message.id for message in shown.messages] == row["messages"]
    assert about == ({row["says"]} if row["says"] else set())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number:03} {case.name}")
def test_no_message_gives_more_movement_than_the_plan_leaves(case: Case) -> None:
    book = real_book()
    body = screened("screen", case_replies(case, book.screening.rules), book)
    left = left_by(body, book)
    shown = advice(body, None, book).messages
    about = [line for one in shown for line in one.do if line.startswith("Moving")]

    for line in about:
        assert line.partition(": ")[2] == " ".join((*left.part(MOVING).words, *left.instead_of(MOVING)))
    assert not about or body.disposition is not Disposition.EMERGENCY_NOW
