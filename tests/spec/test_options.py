"""The tables of options: where each stands by what is known of it, and for single people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backcoach.coach.limits import Medicine
from backcoach.coach.limits import Verdict as Eligible
from backcoach.coach.option_choice import fitted, pain_of, side_by_side
from backcoach.coach.options import Kind, Situation
from backcoach.coach.values import Answer
from backcoach.coach.withholding import Verdict
from backcoach.coach.without_pills import Fit
from tests.coach.test_options import BOOK, COMFORTS, FINE, left
from tests.spec.tables import rows

STANCES = rows("options/stances.toml", "option")
PEOPLE = rows("options/people.toml", "person")


@pytest.mark.parametrize("row", STANCES, ids=lambda row: str(row["id"]))
def test_each_option_stands_where_its_row_says(row: dict[str, Any]) -> None:
    option = BOOK.option(row["id"])
    assert option is not None
    assert (option.kind.value, option.harm.value) == (row["kind"], row["harm"])
    assert {one.value: option.row_for(one).stance.value for one in Situation} == {
        one.value: row[one.value] for one in Situation
    }
    assert min((one.certainty for one in option.row), key=lambda one: one.rank).value == row["sure"]


def test_every_option_has_its_row() -> None:
    assert [row["id"] for row in STANCES] == [one.id for one in BOOK.options]


@pytest.mark.parametrize("row", PEOPLE, ids=lambda row: str(row["name"]))
def test_each_person_is_told_what_the_row_says(row: dict[str, Any]) -> None:
    days = None if row["days"] < 0 else row["days"]
    told = (Answer(row.get(one, "no")) for one in ("leg", "walking"))
    known = replace(FINE, pain=pain_of(days, *told), modifiers=frozenset(row.get("told", ())))
    if "closed" in row:
        known = replace(known, left=left(row["closed"], Verdict.WITHHOLD))
    if "comfort" in row:
        known = replace(known, fits=dict.fromkeys(COMFORTS, Fit(row["comfort"])))
    if "ibuprofen" in row:
        asked = row["ibuprofen"] != "unasked"
        known = replace(known, verdicts={Medicine.IBUPROFEN: Eligible(row["ibuprofen"])} if asked else {})
    found = next(one for one in fitted(known, BOOK) if one.option.id == row["option"])
    assert (found.stance.value, found.reasons[0].rule) == (row["stance"], row["rule"])


@pytest.mark.parametrize("row", STANCES, ids=lambda row: str(row["id"]))
def test_waiting_stands_beside_every_option_of_the_table(row: dict[str, Any]) -> None:
    found = fitted(replace(FINE, region="DE"), BOOK)
    named = [one for one in found if one.option.id == row["id"]]
    shown = side_by_side(named, found)
    assert shown[0].option.kind is Kind.WAITING
    assert row["id"] in [one.option.id for one in shown]
