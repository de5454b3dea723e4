"""Urgency is an ordered type."""

from __future__ import annotations

from itertools import combinations

import pytest

from backcoach.coach.values import Disposition, most_urgent

ORDER = (
    Disposition.SELF_CARE,
    Disposition.ROUTINE,
    Disposition.SOON_14,
    Disposition.SOON_7,
    Disposition.SOON_3,
    Disposition.SOON_2,
    Disposition.SAME_DAY,
    Disposition.EMERGENCY_NOW,
)


def test_the_order_names_every_disposition_once() -> None:
    assert tuple(Disposition) == ORDER
    assert [one.rank for one in ORDER] == [0, 1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(("less", "more"), list(combinations(ORDER, 2)))
def test_the_later_in_the_order_is_the_more_urgent(less: Disposition, more: Disposition) -> None:
    assert less < more
    assert less <= more
    assert more > less
    assert more >= less
    assert not more < less
    assert most_urgent([less, more, less]) is more


@pytest.mark.parametrize("one", ORDER)
def test_no_disposition_is_more_urgent_than_itself(one: Disposition) -> None:
    same = Disposition(one.value)

    assert not one < same
    assert not one > same
    assert one <= same
    assert one >= same


def test_nothing_at_all_is_self_care() -> None:
    assert most_urgent([]) is Disposition.SELF_CARE


@pytest.mark.parametrize(
    ("disposition", "urgency", "days"),
    [
        (Disposition.SELF_CARE, "self_care", None),
        (Disposition.ROUTINE, "routine", None),
        (Disposition.SOON_14, "soon", 14),
        (Disposition.SOON_7, "soon", 7),
        (Disposition.SOON_3, "soon", 3),
        (Disposition.SOON_2, "soon", 2),
        (Disposition.SAME_DAY, "same_day", None),
        (Disposition.EMERGENCY_NOW, "emergency_now", None),
    ],
)
def test_each_disposition_has_its_urgency_and_its_days(
    disposition: Disposition, urgency: str, days: int | None
) -> None:
    assert disposition.urgency == urgency
    assert disposition.within_days == days


def test_a_plan_may_exist_only_at_routine_or_self_care() -> None:
    assert [one for one in ORDER if one.allows_plan] == [Disposition.SELF_CARE, Disposition.ROUTINE]
