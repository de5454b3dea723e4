"""The tables of lessons: when each is offered, and which one on which day."""

from __future__ import annotations

from typing import Any

import pytest

from backcoach.coach.lesson_choice import lesson_today
from backcoach.coach.phases import Phase, Track
from tests.coach.learning import BOOK, PARTS, learner, needs, shown
from tests.spec.tables import rows

TOPICS = rows("lessons/topics.toml", "topic")
CHOICES = rows("lessons/choices.toml", "choice")
SHEET_DAYS = {
    **dict.fromkeys(("e01_common", "e02_course", "e03_move"), (0, 0)),
    **dict.fromkeys(("e04_hurt_harm", "e05_heat"), (1, 1)),
    **dict.fromkeys(("e06_pace", "e16_medicine"), (2, 2)),
    **dict.fromkeys(("e07_quota", "e08_traffic"), (4, 4)),
    "e09_flare_normal": (5, 5),
    "e10_flare_plan": (6, 6),
    "e11_scan": (7, 7),
    **dict.fromkeys(("e12_sit", "e13_work"), (8, 8)),
    **dict.fromkeys(("e14_lift", "e15_sleep1"), (10, 10)),
    **dict.fromkeys(("e17_opioid", "e18_paracetamol", "e19_stress"), (7, 13)),
    **dict.fromkeys(("e20_smoke", "e21_types", "e22_150"), (14, 20)),
    **dict.fromkeys(("e23_confidence", "e24_passive", "e25_expect"), (21, 27)),
    "e26_progress": (28, 34),
    "e27_recur": (49, 55),
    "e31_weight": (56, 62),
    "e28_prevent": (63, 69),
    "e29_walkback": (77, 83),
    "e30_help": (0, 83),
}
"""The first and the last day on which a message may begin: a day as it stands, a week as its seven days."""


@pytest.mark.parametrize("row", TOPICS, ids=lambda row: str(row["id"]))
def test_each_lesson_is_offered_when_and_to_whom_its_row_says(row: dict[str, Any]) -> None:
    topic = BOOK.topic(row["id"])

    assert topic is not None
    assert (topic.from_day, topic.part) == (row["day"], row["part"])
    assert ({one.value for one in topic.needs}, topic.need_from_day) == (
        {*row.get("needs", [])},
        row.get("need_day"),
    )
    assert (topic.only_with_need, topic.while_resting) == (row.get("only", False), row.get("resting", False))
    assert {one.value for one in topic.tracks} == {*row.get("tracks", [])}
    assert {one.value for one in topic.phases} == {*row.get("phases", [])}


def test_every_lesson_has_its_row_and_every_message_of_the_table_its_lesson() -> None:
    assert {row["id"] for row in TOPICS} == {one.id for one in BOOK.topics}
    messages = {one.id: one.from_day for one in BOOK.topics if one.id.startswith("e")}
    assert set(messages) == set(SHEET_DAYS)
    assert len(messages) == 31
    assert {
        id_ for id_, day in messages.items() if not SHEET_DAYS[id_][0] <= day <= SHEET_DAYS[id_][1]
    } == set()


@pytest.mark.parametrize("row", CHOICES, ids=lambda row: str(row["name"]))
def test_the_lesson_of_the_day(row: dict[str, Any]) -> None:
    before = [one.id for one in BOOK.topics]
    before = before[: before.index(row["all_before"])] if "all_before" in row else []
    seen = (
        *shown(row.get("shown", [])),
        *shown(row.get("opened", []), is_offered=False),
        *shown((f"{id_} 40" for id_ in before), is_offered=False),
    )
    person = learner(
        row["day"],
        plan_day=row.get("plan_day"),
        track=Track(row.get("track", "acute")),
        phase=Phase(row.get("phase", "rebuild")),
        needs=needs(row.get("needs", [])),
        fresh=needs(row.get("fresh", [])),
        shown=seen,
        muted=frozenset(row.get("muted", [])),
        open_parts=PARTS - {*row.get("closed", [])},
        is_resting=row.get("resting", False),
    )
    decision = lesson_today(person, BOOK)

    assert (decision.value.id if decision.value else "") == row["lesson"]
    assert [one.rule for one in decision.reasons] == [row["rule"]]
    assert decision.reasons[0].sources
