"""What a person is asked, prompt by prompt: how many, in which order, and where it stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from backcoach.coach.interview import Ask, PromptKind, next_ask, prompts_left
from backcoach.coach.screening import Kind, Replies, Reply, is_emergency_already, screen, unanswered
from backcoach.coach.values import POSITIVE, Answer, Disposition
from backcoach.handbook.screening_book import ScreeningBook
from tests.spec.conftest import real_screening
from tests.spec.tables import replies_of, rows

PEOPLE = rows("screening/prompt_counts.toml", "person")
ORDINARY = {"answers": "", "age": 40, "weeks": 1}
ROWS = (
    *("S1", "S2", "S3", "S4", "A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "C1", "D1", "H1"),
    *("P1", "P2", "P3", "D2", "E1", "E2", "F1", "G1", "I1", "J1"),
)
"""The prompts of every adult in order, as long as nothing opens another."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interview: the prompts in order, every reply in the order given, and the prompts as counted."""

    prompts: tuple[str, ...]
    replies: Replies
    count: int


def interview(person: Replies, book: ScreeningBook) -> Sitting:
    """Let a person with these replies answer line by line until nothing is asked any more."""
    prompts, count = [], 0
    replies: dict[str, Reply] = {}
    while ask := next_ask(replies, book.interview, book.rules):
        prompts.append(ask.prompt.id)
        count += cost(ask, person)
        for question in ask.questions:
            replies.pop(question.id, None)
            replies[question.id] = person[question.id]
            if is_emergency_already(replies, book.rules):
                break
    return Sitting(tuple(prompts), replies, count)


def cost(ask: Ask, person: Replies) -> int:
    """A list is one prompt; a tick in a list costs one more, which asks whether the others are no."""
    is_ticked = any(person[question.id] in POSITIVE for question in ask.questions)
    return 2 if ask.prompt.kind is PromptKind.TICKS and is_ticked else 1


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["name"])
def test_each_person_is_asked_as_many_prompts_as_the_table_says(
    person: dict[str, Any], screening: ScreeningBook
) -> None:
    sitting = interview(replies_of(person, screening.rules), screening)

    assert sitting.count == person["expected_prompts"]
    decision = screen(sitting.replies, screening.rules)
    assert decision.value.disposition is Disposition(person["expected"])


def test_an_ordinary_person_is_asked_the_rows_in_their_order(screening: ScreeningBook) -> None:
    assert interview(replies_of(ORDINARY, screening.rules), screening).prompts == ROWS


@pytest.mark.parametrize(
    ("changes", "after", "between"),
    [
        ({"answers": "ces_saddle_numb=y, ces_recent=n, ces_checked=y"}, "B1", ("B4", "B5")),
        ({"answers": "ces_pee_start=u, ces_recent=n"}, "B2", ("B4", "B5")),
        ({"answers": "ces_both_legs_pain=u, ces_recent=y"}, "C1", ("B4",)),
        ({"answers": "mh_suicide_thoughts=u"}, "H1", ("H2",)),
        ({"answers": "aaa_known=y"}, "P1", ("P4",)),
        ({"answers": "ca_ever=u"}, "P1", ("P5",)),
        ({"answers": "preg_possible=y, preg_late=n"}, "P2", ("W1", "W2")),
        ({"answers": "preg_possible=y, preg_bleed=y"}, "P2", ("W1", "W2", "W3")),
        ({"answers": "preg_recent=y"}, "P3", ("W3",)),
        ({"answers": "fx_major_trauma=y, fx_major_checked=y"}, "F1", ("F2", "F3", "F4")),
        ({"answers": "fx_minor_fall=u"}, "F1", ("F4",)),
        ({"answers": "pat_walk_pain=y", "age": 50}, "J1", ("J5",)),
        ({"answers": "", "weeks": 2}, "J1", ("I2",)),
        ({"answers": "", "weeks": 6}, "I2", ("I3",)),
        ({"answers": "", "weeks": 12, "began_at": 45}, "I3", ("J2",)),
        ({"answers": "", "weeks": 12, "began_at": 44}, "J2", ("J3", "J4")),
        ({"answers": "", "weeks": 12, "began_at": "unknown"}, "J2", ("J3", "J4")),
        ({"answers": "course_reviewed=y, ca_night_pain=y", "weeks": 6}, "I3", ("P4",)),
    ],
    ids=lambda part: str(part.get("answers")) if isinstance(part, dict) else "",
)
def test_a_follow_up_comes_right_after_the_prompt_that_opened_it(
    changes: dict[str, Any], after: str, between: tuple[str, ...], screening: ScreeningBook
) -> None:
    prompts = interview(replies_of(ORDINARY | changes, screening.rules), screening).prompts

    place = prompts.index(after) + 1
    assert prompts[place : place + len(between)] == between


@pytest.mark.parametrize(
    ("answers", "prompts", "last"),
    [
        ("em_chest_pain=y", 5, "em_chest_pain"),
        ("em_breathless=u", 6, "em_breathless"),
        ("em_tearing=y", 7, "em_tearing"),
        ("em_faint=y", 8, "em_faint"),
        ("em_gi_bleed=y", 8, "em_gi_bleed"),
        ("em_confused=u", 8, "em_confused"),
        ("em_too_much=y", 9, "em_too_much"),
        ("em_breath_pain=y, em_cough_blood=y, em_leg_swollen=y", 10, "em_cough_blood"),
        ("ces_saddle_numb=y, ces_recent=y", 12, "ces_recent"),
        ("ces_pee_feel=u, ces_poo_feel=u, ces_recent=u", 14, "ces_recent"),
        ("neuro_cannot_move=y, neuro_foot_drop=y", 14, "neuro_cannot_move"),
        ("mh_suicide_thoughts=y, mh_suicide_now=y", 17, "mh_suicide_now"),
    ],
)
def test_an_emergency_stops_the_interview_at_its_answer_inside_a_list_too(
    answers: str, prompts: int, last: str, screening: ScreeningBook
) -> None:
    sitting = interview(replies_of(ORDINARY | {"answers": answers}, screening.rules), screening)

    assert len(sitting.prompts) == prompts
    assert list(sitting.replies)[-1] == last
    assert screen(sitting.replies, screening.rules).value.disposition is Disposition.EMERGENCY_NOW


def test_the_lines_of_a_list_below_an_emergency_are_not_asked(screening: ScreeningBook) -> None:
    person = replies_of(ORDINARY | {"answers": "em_gi_bleed=y, em_cold_leg=y"}, screening.rules)

    sitting = interview(person, screening)

    assert sitting.prompts[-1] == "A4"
    assert list(sitting.replies)[-3:] == ["em_faint", "em_belly_severe", "em_gi_bleed"]
    assert [reason.rule for reason in screen(sitting.replies, screening.rules).reasons] == ["R07_GI_BLEED"]


def test_an_old_numb_patch_and_a_leak_found_later_ask_twice_when_it_began(screening: ScreeningBook) -> None:
    answers = "ces_saddle_numb=y, ces_pee_leak=y, ces_recent=n, ces_checked=y"

    prompts = interview(replies_of(ORDINARY | {"answers": answers}, screening.rules), screening).prompts

    assert prompts[10:18] == ("B1", "B4", "B5", "B2", "B3", "B4", "B5", "C1")


def test_a_choice_sets_every_one_of_its_questions_or_asks_them_singly(screening: ScreeningBook) -> None:
    choices = [one for one in screening.interview.all_prompts() if one.kind is PromptKind.CHOICE]

    assert [one.id for one in choices] == ["J5", "F1"]
    for prompt in choices:
        for option in prompt.options:
            assert set(option.answers) == (set() if option.ask_each else set(prompt.questions))
        assert [option.ask_each for option in prompt.options].count(True) == 1


def test_only_a_choice_has_options_and_only_a_number_prompt_asks_a_number(screening: ScreeningBook) -> None:
    for prompt in screening.interview.all_prompts():
        kinds = {screening.rules.questions[one].kind for one in prompt.questions}
        assert bool(prompt.options) is (prompt.kind is PromptKind.CHOICE)
        assert kinds == ({Kind.NUMBER} if prompt.kind is PromptKind.NUMBER else {Kind.ANSWER})


BOOK = real_screening()
signs = st.lists(
    st.tuples(st.sampled_from(sorted(BOOK.rules.questions)), st.sampled_from("yu")), max_size=6
).map(lambda pairs: ", ".join(f"{name}={letter}" for name, letter in pairs if not _is_number(name)))
people = st.fixed_dictionaries(
    {
        "answers": signs,
        "age": st.sampled_from([16, 18, 40, 50, 55, 56, 70, "unknown"]),
        "weeks": st.sampled_from([0.5, 2, 4, 6, 12, "unknown"]),
        "began_at": st.sampled_from([30, 44, 45, "unknown"]),
    }
)


def _is_number(name: str) -> bool:
    return BOOK.rules.questions[name].kind is Kind.NUMBER


@given(people)
def test_an_interview_to_its_end_asks_all_that_counts(person: dict[str, Any]) -> None:
    everything = replies_of(person, BOOK.rules)

    asked = interview(everything, BOOK).replies

    decision = screen(asked, BOOK.rules).value
    event(decision.disposition.value)
    assert unanswered(asked, BOOK.rules) == ()
    assert decision.disposition is screen(everything, BOOK.rules).value.disposition
    if decision.disposition is not Disposition.EMERGENCY_NOW:
        assert decision == screen(everything, BOOK.rules).value


@given(people)
def test_while_something_is_asked_there_are_prompts_left(person: dict[str, Any]) -> None:
    everything = replies_of(person, BOOK.rules)
    replies: dict[str, Reply] = {}
    while ask := next_ask(replies, BOOK.interview, BOOK.rules):
        assert prompts_left(replies, BOOK.interview, BOOK.rules) >= 1
        for question in ask.questions:
            replies.pop(question.id, None)
            replies[question.id] = everything[question.id]

    assert prompts_left(replies, BOOK.interview, BOOK.rules) == 0


@given(people)
def test_no_question_is_asked_twice_unless_a_later_sign_made_its_answer_stale(person: dict[str, Any]) -> None:
    everything = replies_of(person, BOOK.rules)
    given_answers: list[str] = []
    replies: dict[str, Reply] = {}
    while ask := next_ask(replies, BOOK.interview, BOOK.rules):
        name = ask.questions[0].id
        given_answers.append(name)
        replies.pop(name, None)
        replies[name] = everything[name]

    twice = {name for name in given_answers if given_answers.count(name) > 1}
    assert all(everything[name] is BOOK.rules.questions[name].outdated_if for name in twice)
    assert Answer.NOT_SURE not in {everything[name] for name in twice}
