"""What was recorded together, what stands of it, and what goes next when it is taken back or brought back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.correcting import (
    Covered,
    InTheWay,
    Line,
    State,
    TakeBack,
    beneath,
    copies,
    is_taking_back,
    last_to_bring_back,
    last_to_take_back,
    states,
    versions,
)
from backcoach.coach.outlook import Change, Matter, Outcome, changes


def void(id_: str, action: str, of: str) -> Line:
    return Line(id_, action, of, is_void=True, is_open=False)


def back(id_: str, action: str, *of: str) -> Line:
    return Line(id_, action, restores=of, is_own=False, is_open=False)


def test_a_line_counts_until_one_that_was_not_taken_back_stands_in_its_place() -> None:
    lines = (Line("a", "1"), Line("b", "2", "a"), Line("c", "3", "b"), Line("d", "4"), void("v", "5", "c"))

    assert states(lines) == {
        "a": State.CORRECTED,
        "b": State.CURRENT,
        "c": State.VOIDED,
        "d": State.CURRENT,
    }


def test_all_versions_of_a_line_are_found_from_any_of_them_but_not_from_what_was_taken_back() -> None:
    lines = (Line("a", "1"), Line("b", "2", "a"), Line("c", "3", "b"), void("v", "4", "c"), Line("d", "5"))

    assert versions(lines, "a") == versions(lines, "b") == ("a", "b")
    assert versions(lines, "c") == ()
    assert versions(lines, "d") == ("d",)


def test_of_two_corrections_of_one_line_each_is_a_place_of_its_own_and_what_both_correct_is_in_neither() -> (
    None
):
    lines = (
        Line("a", "1"),
        Line("b", "2", "a"),
        Line("c", "3", "a"),
        Line("d", "4", "b"),
        Line("e", "5", "d"),
    )

    assert versions(lines, "b") == versions(lines, "e") == ("b", "d", "e")
    assert versions(lines, "c") == ("c",)
    assert versions(lines, "a") == ("a", "b", "c", "d", "e")


def test_what_a_line_of_another_day_corrects_is_covered_by_the_last_of_those() -> None:
    lines = (
        Line("a", "1"),
        Line("b", "2", "a", is_today=False),
        Line("c", "3", "b", is_today=False),
        Line("d", "4", is_today=False),
    )

    assert last_to_take_back(lines) == Covered("c")
    assert last_to_take_back((*lines, void("v", "5", "c"))) == Covered("b")
    gone = (*lines, void("v", "5", "c"), void("w", "5", "b"))
    assert last_to_take_back(gone) == TakeBack(("a",), is_part=False)


def test_what_one_command_recorded_goes_together_the_newest_first() -> None:
    lines = (Line("a", "1"), Line("b", "2"), Line("c", "2"), Line("d", "2", "c"))

    assert last_to_take_back(lines) == TakeBack(("d", "c", "b"), is_part=False)


def test_what_the_program_recorded_by_itself_or_on_an_earlier_day_is_passed_over() -> None:
    lines = (Line("a", "1", is_today=False), Line("b", "2"), Line("c", "3", is_own=False, is_open=False))

    assert last_to_take_back(lines) == TakeBack(("b",), is_part=False)
    assert last_to_take_back(lines[:1]) is None


def test_safety_answers_stay_and_stand_in_the_way_only_where_nothing_else_was_recorded_with_them() -> None:
    safety = Line("s", "2", is_open=False)
    beside = (Line("a", "1"), safety, Line("b", "2"))

    assert last_to_take_back(beside) == TakeBack(("b",), is_part=True)
    assert last_to_take_back((*beside, void("v", "3", "b"))) == TakeBack(("a",), is_part=False)
    assert last_to_take_back((Line("a", "1"), safety)) == InTheWay("s")


def test_a_void_of_the_same_command_is_no_taking_back() -> None:
    own = (Line("a", "1"), void("v", "1", "a"))

    assert not is_taking_back(own)
    assert is_taking_back(own[1:])
    assert last_to_take_back(own) is None
    assert last_to_bring_back(own) == ()


def test_only_what_was_taken_back_last_comes_back_and_nothing_after_something_new() -> None:
    lines = (Line("a", "1"), Line("b", "2"), void("v", "3", "b"), void("w", "4", "a"))

    assert last_to_bring_back(lines) == ("a",)
    again = (*lines, Line("x", "5"), back("m", "5", "a"))
    assert last_to_bring_back(again) == ("b",)
    assert last_to_bring_back((*again, Line("new", "6"))) == ()
    assert last_to_bring_back((*again, Line("shown", "6", is_own=False, is_open=False))) == ("b",)
    assert copies(again) == {"a": "x"}
    everything = (*again, Line("y", "7"), back("n", "7", "b"))
    assert last_to_bring_back(everything) == ()
    assert last_to_bring_back(()) == ()


def test_of_several_versions_the_last_one_comes_back_in_the_place_they_had() -> None:
    lines = (
        Line("a", "1"),
        Line("b", "2", "a"),
        Line("c", "2", "b"),
        void("v", "3", "c"),
        void("w", "3", "b"),
    )

    assert last_to_bring_back(lines) == ("c",)
    assert beneath(lines, "c") == "a"


def test_what_stood_beneath_is_found_also_where_it_was_brought_back_in_between() -> None:
    lines = (Line("a", "1"), Line("b", "2", "a"), void("v", "3", "b"), void("w", "4", "a"))
    again = (*lines, Line("x", "5"), back("m", "5", "a"))

    assert last_to_bring_back(again) == ("b",)
    assert beneath(again, "b") == "x"
    assert beneath(lines, "b") is None


@given(st.lists(st.sampled_from(["record", "undo", "redo"]), max_size=30))
def test_taking_back_and_bringing_back_go_through_the_same_states_as_a_stack(steps: list[str]) -> None:
    lines: list[Line] = []
    done: list[str] = []
    undone: list[str] = []
    for number, step in enumerate(steps):
        action = str(number)
        if step == "record":
            lines.append(Line(action, action))
            done.append(action)
            undone.clear()
        elif step == "undo":
            found = last_to_take_back(lines)
            assert found == (TakeBack((done[-1],), is_part=False) if done else None)
            if done:
                undone.append(done.pop())
                lines.append(void(f"v{number}", action, undone[-1]))
        else:
            assert last_to_bring_back(lines) == ((undone[-1],) if undone else ())
            if undone:
                lines += [Line(action, action), back(f"m{number}", action, undone.pop())]
                done.append(action)
        assert {
            one for one, state in states(lines).items() if state is State.CURRENT and one[0] != "m"
        } == set(done)


def outcome(matter: Matter, value: str, about: str = "", *why: str) -> Outcome:
    return Outcome(matter, about, value, value, why)


def test_only_what_has_another_value_is_a_change_the_gravest_first() -> None:
    before = (outcome(Matter.TAKEN, "1000", "paracetamol"), outcome(Matter.PLAN, "shown"))
    after = (outcome(Matter.PLAN, "rests", "", "because"), outcome(Matter.REVIEW, "open"))
    found = changes(before, after)

    assert [one.matter for one in found] == [Matter.PLAN, Matter.TAKEN, Matter.REVIEW]
    assert [one.about for one in found] == ["", "paracetamol", ""]
    assert [one.why for one in found] == [("because",), (), ()]
    assert changes(before, before) == ()


def test_a_change_of_nothing_is_no_change() -> None:
    with pytest.raises(ValueError, match="before it or after it"):
        _ = Change(None, None).matter
