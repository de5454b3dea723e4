"""Whatever is taken out of the rules, or changed in them, some shipped row fails."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.conditions import AllOf, AnyOf, AtLeast, Below, CountOf, Is, Not, Number, OneIf, Sum
from backcoach.coach.screening import Facts, Reply
from backcoach.coach.values import Answer, Disposition
from tests.coach.cells import RULES
from tests.mutation.mutants import NOT_SURE, YES, Mutant, altered, removals, swaps, text, variants
from tests.mutation.rows import Row, all_rows, equivalents, mutant_rows
from tests.mutation.rules import main, survivors


@pytest.fixture(scope="module")
def every_row() -> tuple[Row, ...]:
    return all_rows()


@pytest.fixture(scope="module")
def without_effect() -> list[Mutant]:
    """The changes that no answers can tell from the rule itself."""
    return [one for one in altered(RULES) if (one.original.id, one.what) in equivalents()]


@pytest.mark.parametrize("row", mutant_rows(), ids=lambda row: row.name.strip().splitlines()[0])
def test_each_row_against_a_mutant_holds(row: Row) -> None:
    assert row.holds(row.shipped)


def test_taking_out_any_rule_or_plan_gate_is_noticed(every_row: tuple[Row, ...]) -> None:
    mutants = list(removals(RULES))

    assert len(mutants) == len(RULES.rules) + len(RULES.plan_gates)
    assert _named(survivors(mutants, every_row)) == []


def test_any_other_level_of_any_rule_is_noticed(every_row: tuple[Row, ...]) -> None:
    mutants = list(swaps(RULES))

    assert len(mutants) == len(RULES.rules) * (len(Disposition) - 1)
    assert _named(survivors(mutants, every_row)) == []


def test_any_small_change_of_a_condition_is_noticed_but_for_those_that_change_nothing(
    every_row: tuple[Row, ...],
) -> None:
    left = {(one.original.id, one.what) for one in survivors(altered(RULES), every_row)}

    assert left == equivalents()


replies = st.fixed_dictionaries(
    {name: st.sampled_from(list(Answer)) for name, one in RULES.questions.items() if one.minimum is None}
    | {
        "age_years": st.sampled_from([49.0, 50.0, Answer.NOT_SURE]),
        "course_weeks": st.sampled_from([1.0, 1.5, 2.0, 3.0, 4.0, 11.0, 11.5, 12.0, Answer.NOT_SURE]),
        "onset_age": st.sampled_from([30.0, 34.0, 44.0, 45.0, 46.0, Answer.NOT_SURE]),
    }
)


@given(given_=replies)
def test_a_change_that_nothing_notices_never_makes_a_rule_hold_or_fail(
    without_effect: list[Mutant], given_: dict[str, Reply]
) -> None:
    facts = Facts(given_, RULES, is_complete=True)

    for mutant in without_effect:
        assert mutant.became is not None
        assert mutant.became.when.holds(facts) is mutant.original.when.holds(facts), mutant.name


def test_without_rows_every_mutant_survives() -> None:
    mutants = [*removals(RULES), *swaps(RULES), *altered(RULES)]

    assert survivors(mutants, ()) == mutants


def test_a_mutant_differs_in_one_rule_alone() -> None:
    rule = RULES.rules[0]
    other = replace(rule, level=Disposition.ROUTINE)

    swapped = Mutant("level routine", rule, other).applied(RULES)

    assert swapped == replace(RULES, rules=(other, *RULES.rules[1:]))
    assert Mutant("removed", rule, None).applied(RULES) == replace(RULES, rules=RULES.rules[1:])


def test_the_changes_of_a_condition_reach_every_part_of_it() -> None:
    signs = CountOf(("ca_ever", "ca_now"), YES)
    early = Sum((signs, OneIf(Below(Number("onset_age"), 35))))
    when = AnyOf((AllOf((Is("inf_fever", YES), Not(Is("kid_blood", NOT_SURE)))), AtLeast(early, 2)))

    assert [what for what, _ in variants(when)] == [
        "without (Y(inf_fever) and not U(kid_blood))",
        "without Y(inf_fever)",
        "Y(inf_fever) as YU",
        "without not U(kid_blood)",
        "not U(kid_blood) turned round",
        "U(kid_blood) as YU",
        "without nY(ca_ever and 1 others) + one_if(onset_age<35)>=2",
        "nY(ca_ever and 1 others) + one_if(onset_age<35)>=2 with 1",
        "nY(ca_ever and 1 others) + one_if(onset_age<35)>=2 with 3",
        "without nY(ca_ever and 1 others)",
        "nY(ca_ever and 1 others) without ca_ever",
        "nY(ca_ever and 1 others) without ca_now",
        "nY(ca_ever and 1 others) as nYU",
        "without one_if(onset_age<35)",
        "onset_age<35 with 34",
        "onset_age<35 with 36",
    ]
    assert text(when).startswith("((Y(inf_fever) and not U(kid_blood)) or ")


def test_the_script_ends_well_and_says_how_many_it_tried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "removed: 97 mutants, 0 survivors" in capsys.readouterr().out


def _named(mutants: list[Mutant]) -> list[str]:
    return [mutant.name for mutant in mutants]
