"""Steps and the like in the plan of a person: taken in, logged, reviewed, raised, and taken out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from backcoach.coach.activity_record import FlareDeclared, QuotaWished
from backcoach.coach.done import DoneAmount
from backcoach.coach.record import CheckIn
from backcoach.coach.week import ItemKind, PlanItem, WeekPlan
from backcoach.flows.days import day_records
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.go import GoView, go_view
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.log import LogWish, log
from backcoach.flows.looking_back import last_change
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.progress import progress_view
from backcoach.flows.sit import sit_view
from backcoach.flows.status import status
from backcoach.flows.trials import keep_trial, one_state
from backcoach.flows.wish import set_quotas
from tests.flows.people import NO_MEDICINE, Person
from tests.flows.test_trials import lives_a_week, starts, tries


def item(week: WeekPlan, id_: str) -> PlanItem:
    found = week.latest(id_)
    assert found is not None
    return found


def rules(week: WeekPlan, id_: str) -> list[str]:
    return [reason.rule for reason in week.reasons_for(id_)]


def logs_steps(person: Person, steps: int) -> None:
    """A week in which the whole plan and so many steps a day are told."""
    for _ in range(7):
        view = plan_view(person.desk)
        assert isinstance(view, PlanView)
        done = [
            DoneAmount(one.item.id, one.item.daily_amount) for one in view.items if one.item.id != "steps"
        ]
        told = CheckIn(pain=3, done=(*done, DoneAmount("steps", steps)))
        log(person.desk, LogWish(person.desk.moment.today, is_clear=True, check_in=told))
        person.waits(days=1)
    person.reviews()


def test_named_steps_are_logged_reviewed_and_raised_and_the_difference_names_them(person: Person) -> None:
    starts(person)
    first = set_quotas(person.desk, [("steps", 4000)])
    logs_steps(person, 4100)
    second = issue_due_weeks(person.desk)[-1]

    assert (item(first, "steps").amount, item(second, "steps").amount) == (4000, 4400)
    assert first.minutes == person.desk.weeks()[0].minutes
    change = next(one for one in last_change(person.desk).changes if one.id == "steps")
    assert (change.before, change.after) == ("4000 steps, 7 days", "4400 steps, 7 days")
    told = progress_view(person.desk).weeks[0].tasks
    assert [(one.id, one.planned, one.days_told, one.done_mean) for one in told] == [("steps", 4000, 7, 4100)]
    assert progress_view(person.desk).weeks[1].tasks[0].done_mean is None


def test_too_few_steps_hold_the_steps_and_not_the_walks(person: Person) -> None:
    starts(person)
    set_quotas(person.desk, [("steps", 4000)])
    logs_steps(person, 2800)
    week = issue_due_weeks(person.desk)[-1]

    assert (item(week, "steps").amount, rules(week, "steps")) == (4000, ["task_held"])
    assert item(week, "walk").amount > item(person.desk.weeks()[0], "walk").amount


def test_more_steps_than_minutes_of_a_day_are_kept_and_minutes_are_not(person: Person) -> None:
    starts(person)
    for done in (
        DoneAmount("steps", 9000),
        DoneAmount("steps", 2500),
        DoneAmount("walk", 1400),
        DoneAmount("walk", 90),
    ):
        log(
            person.desk,
            LogWish(person.desk.moment.today, is_clear=True, check_in=CheckIn(done=(done,))),
        )
    (day,) = day_records(person.desk)

    assert (day.done_of("steps"), day.done_of("walk")) == (11_500, 1440)


def test_a_day_still_to_come_is_refused_and_nothing_is_kept(person: Person) -> None:
    starts(person)
    before = person.desk.journal.history()
    tomorrow = person.desk.moment.today + timedelta(days=1)

    with pytest.raises(BadInput, match="still to come"):
        keep_trial(person.desk, "steps", 4000, tomorrow)
    with pytest.raises(BadInput, match="still to come"):
        log(person.desk, LogWish(tomorrow, check_in=CheckIn(done=(DoneAmount("steps", 4000),))))
    assert person.desk.journal.history() == before


def test_a_usual_day_without_any_stairs_begins_nothing_and_a_small_wish_does(person: Person) -> None:
    starts(person)
    state = tries(person, "stairs", 0, 0, 0)
    assert (state.is_nothing, state.is_waiting) == (True, False)
    week = lives_a_week(person)

    assert (week.latest("stairs"), rules(week, "stairs")) == (None, ["task_nothing"])
    assert item(set_quotas(person.desk, [("stairs", 1)]), "stairs").amount == 1


def test_the_weight_of_the_trials_goes_with_the_lifting(person: Person) -> None:
    starts(person)
    for back, load_kg in enumerate((4, 3, 4)):
        keep_trial(person.desk, "lifting", 8, person.desk.moment.today - timedelta(days=back), load_kg)
    lifting = item(lives_a_week(person), "lifting")

    assert (lifting.amount, lifting.load_kg, lifting.text) == (6, 3, "6 times with 3 kg, from a table")
    heavier = set_quotas(person.desk, [("lifting", 4, "kg")])
    assert item(heavier, "lifting").load_kg == 4
    assert person.desk.journal.entries(QuotaWished)[-1].body == QuotaWished("lifting", 6, 4)
    with pytest.raises(BadInput, match="Walk has no weight"):
        keep_trial(person.desk, "walk", 8, person.desk.moment.today, 3)
    with pytest.raises(BadInput, match="between 1 and 100 kg"):
        keep_trial(person.desk, "lifting", 8, person.desk.moment.today, 300)
    with pytest.raises(BadInput, match="too much for a day"):
        keep_trial(person.desk, "stairs", 2000, person.desk.moment.today)


def test_what_is_taken_out_stays_out_with_the_trials_it_had(person: Person) -> None:
    starts(person)
    set_quotas(person.desk, [("steps", 4000)])
    tries(person, "steps", 4000, 4100, 4200)
    out = set_quotas(person.desk, [("steps", 0)])

    assert out.latest("steps") is None
    assert one_state(person.desk, "steps").is_used
    assert lives_a_week(person).latest("steps") is None
    assert item(set_quotas(person.desk, [("steps", 5000)]), "steps").amount == 5000


def test_a_thing_may_be_named_again_on_the_day_it_was_taken_out(person: Person) -> None:
    starts(person)
    for amount in (4000, 0, 3000):
        week = set_quotas(person.desk, [("steps", amount)])

    assert item(week, "steps").amount == 3000
    assert item(lives_a_week(person), "steps").amount == 3300


@pytest.mark.parametrize(
    ("said", "wish", "words"),
    [
        ({"course_weeks": 20}, ("sport", 10), "later"),
        ({"course_weeks": 1}, ("lifting", 3), "later"),
    ],
)
def test_what_is_not_for_now_is_refused_with_its_reason(
    said: dict[str, object], wish: tuple[str, int], words: str, person: Person
) -> None:
    starts(person, **said)
    before = person.desk.journal.history()

    with pytest.raises(Refused) as refused:
        set_quotas(person.desk, [wish])
    assert words in refused.value.faults[0]
    assert person.desk.journal.history() == before


def test_nothing_new_in_a_flare_up_nor_after_a_review_that_lowered(person: Person) -> None:
    starts(person)
    entry = person.desk.journal.latest(WeekPlan)
    assert entry is not None
    person.desk.keep(replace(entry.body, outcome="ease"), supersedes=entry.id)
    with pytest.raises(Refused) as after_cut:
        set_quotas(person.desk, [("steps", 4000)])
    person.desk.keep(FlareDeclared())
    with pytest.raises(Refused) as in_flare:
        set_quotas(person.desk, [("steps", 4000)])

    why = person.desk.book.activity.plan_rule
    assert (after_cut.value.faults, in_flare.value.faults) == (
        (why("wish_after_cut").why,),
        (why("wish_in_flare").why,),
    )


def test_nothing_new_until_a_clinician_agrees(person: Person) -> None:
    starts(person)
    person.waits(days=1)
    person.screens(ca_ever="not_sure")

    with pytest.raises(Refused) as refused:
        set_quotas(person.desk, [("steps", 4000)])
    assert refused.value.faults == (person.desk.book.activity.plan_rule("clinician_first").why,)


def test_a_full_week_refuses_a_new_activity(person: Person) -> None:
    starts(person)
    for id_ in ("hobby", "housework"):
        set_quotas(person.desk, [(id_, 1)])

    with pytest.raises(Refused, match="no room"):
        set_quotas(person.desk, [("swim", 1)])


def test_what_is_over_for_the_week_is_not_begun_twice(person: Person) -> None:
    starts(person)
    set_quotas(person.desk, [("lifting", 3)])
    person.waits(days=6)
    person.logs()

    with pytest.raises(BadInput, match="holds no lifting"):
        set_quotas(person.desk, [("lifting", 2)])


def test_sitting_in_the_plan_is_the_break_timer_and_nothing_to_do(person: Person) -> None:
    starts(person)
    before = status(person.desk)
    set_quotas(person.desk, [("sitting", 20)])
    view, now = sit_view(person.desk), status(person.desk)

    assert (view.minutes, [reason.rule for reason in view.reasons]) == (20, ["quota_wished"])
    assert (now.planned, now.next_item) == (before.planned, before.next_item)
    tries(person, "sitting", 10)
    assert sit_view(person.desk).most_minutes == 8


def test_a_guided_session_names_what_else_the_day_holds(person: Person) -> None:
    starts(person)
    set_quotas(person.desk, [("steps", 4000), ("sitting", 20)])
    view = go_view(person.desk)

    assert isinstance(view, GoView)
    assert [(one.id, one.kind) for one in view.also] == [("walk", ItemKind.WALK), ("steps", ItemKind.TASK)]
    assert go_named(person).also == ()


def go_named(person: Person) -> GoView:
    view = go_view(person.desk, ("knee_roll",))
    assert isinstance(view, GoView)
    return view


def test_an_acute_week_takes_steps_in_from_the_first_days_on(person: Person) -> None:
    person.starts(**(NO_MEDICINE | {"course_weeks": 0}))
    week = set_quotas(person.desk, [("steps", 3000)])

    assert len(item(week, "steps").days) == 7
