"""An amount the person sets takes effect today; the week as it was issued stays in the record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.activity_record import FlareDeclared, QuotaWished
from backcoach.coach.week import PlanItem, WeekPlan
from backcoach.coach.wish import agreed
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.wish import set_quotas
from tests.flows.people import MONDAY, NO_MEDICINE, Person
from tests.flows.test_trials import lives_a_week


def walk(person: Person) -> PlanItem:
    view = plan_view(person.desk)
    assert isinstance(view, PlanView)
    found = view.week.latest("walk")
    assert found is not None
    return found


def test_before_start_and_while_the_plan_rests_nothing_is_set(person: Person) -> None:
    with pytest.raises(NotStarted):
        set_quotas(person.desk, [("walk", 5)])
    person.starts(**NO_MEDICINE)
    person.screens(inf_fever="yes")
    with pytest.raises(Refused, match="rests"):
        set_quotas(person.desk, [("walk", 5)])
    assert person.desk.journal.latest(QuotaWished) is None


def test_the_week_is_superseded_and_never_edited(person: Person) -> None:
    issued = person.starts(**NO_MEDICINE).week
    assert issued is not None
    person.waits(days=2)
    week = set_quotas(person.desk, [("walk", 6), ("knee roll", 7)])

    assert person.desk.weeks() == (week,)
    kept = [entry for entry in person.desk.journal.history() if isinstance(entry.body, WeekPlan)]
    assert [entry.body for entry in kept] == [issued, week]
    assert kept[1].supersedes == kept[0].id
    assert [one.body for one in person.desk.journal.entries(QuotaWished)] == [
        QuotaWished("walk", 6),
        QuotaWished("mob_knee_roll", 7),
    ]
    assert [item.items_on(MONDAY)[0].amount for item in (issued, week)] == [10, 10]
    assert (walk(person).amount, walk(person).days[0]) == (6, MONDAY + timedelta(days=2))
    assert [item.id for item, _reason in agreed(week)] == ["walk", "mob_knee_roll"]


def test_the_next_week_goes_on_from_what_was_agreed(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    set_quotas(person.desk, [("walk", 5)])
    week = lives_a_week(person)
    now = week.latest("walk")

    assert now is not None
    assert (week.number, week.outcome, now.amount) == (2, "progress", 6)
    assert agreed(week) == ()


def test_a_rise_is_measured_against_the_week_before(person: Person) -> None:
    first = person.starts(**NO_MEDICINE).week
    assert first is not None
    second = lives_a_week(person)
    limit = first.minutes + max(first.minutes // 5, 20)
    week = set_quotas(person.desk, [("walk", 60)])

    assert second.minutes <= week.minutes <= max(limit, second.minutes)


@pytest.mark.parametrize(
    "wishes",
    [
        [("moon", 5)],
        [("str_lift_box", 5)],
        [("walk", 0)],
        [("garden", 0)],
        [("steps", 0)],
        [("steps", 4000, "km")],
        [("lifting", 200, "kg")],
        [("lifting", 3, "kg")],
        [("walk", 3, "kg")],
        [("steps", 100_001)],
        [("walk", -3)],
        [("walk", 1441)],
        [("walk", 5), ("moon", 5)],
        [("walk", 5), ("str_lift_box", 5)],
    ],
)
def test_what_cannot_be_wished_for_changes_nothing_at_all(
    wishes: list[tuple[str, int] | tuple[str, int, str]], person: Person
) -> None:
    person.starts(**NO_MEDICINE)
    before = person.desk.journal.history()

    with pytest.raises(BadInput):
        set_quotas(person.desk, wishes)
    assert person.desk.journal.history() == before


def test_what_newer_answers_took_out_is_not_set(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.screens(fx_steroids="not_sure")

    with pytest.raises(Refused, match="newer answers"):
        set_quotas(person.desk, [("mob_knee_roll", 3)])
    assert set_quotas(person.desk, [("walk", 5)]).latest("walk") == walk(person)


def test_newer_answers_that_need_a_clinician_first_cap_a_wish(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.screens(ca_ever="not_sure")
    set_quotas(person.desk, [("walk", 11)])

    assert walk(person).amount == person.desk.book.activity.walking.start


def test_in_a_flare_up_a_wish_only_lowers(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(FlareDeclared())
    higher = set_quotas(person.desk, [("walk", 11)])
    lower = set_quotas(person.desk, [("walk", 4)])

    assert [reason.rule for reason in higher.reasons[-2:]] == ["quota_wished", "wish_in_flare"]
    found = [week.latest("walk") for week in (higher, lower)]
    assert [item.amount for item in found if item] == [10, 4]


def test_a_week_that_is_over_is_not_changed(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=6)
    person.logs()
    person.waits(days=1)

    with pytest.raises(BadInput, match="week is over"):
        set_quotas(person.desk, [("walk", 5)])
    assert person.desk.journal.latest(QuotaWished) is None
