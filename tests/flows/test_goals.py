"""Goals: nothing untold is a no, scores of two activities are never mixed, nothing is asked on a bad day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from backcoach.coach.activity_record import EasyDay, FlareDeclared, Paused
from backcoach.coach.goal_record import GOAL_CHARACTERS, Did, GoalPlan, GoalSet, GoalTold
from backcoach.coach.goals import GoalCount
from backcoach.coach.person import OwnActivity
from backcoach.coach.progress import AbilityChange
from backcoach.coach.record import CheckIn, Entry
from backcoach.flows.correcting import void_entry
from backcoach.flows.editing import EditWish, edit_entry
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.goal_setting import (
    GoalWish,
    OpenGoal,
    find_goal,
    free_number,
    plan_text,
    read_days,
    set_goal,
)
from backcoach.flows.goals import (
    GoalShown,
    drop_goal,
    goal_numbered,
    goal_weeks,
    goals_due,
    goals_of,
    goals_shown,
    goals_to_ask,
    may_wait,
    mean_gain,
    tell_goals,
)
from backcoach.flows.kinds import KINDS
from backcoach.flows.log import LogWish, log
from backcoach.flows.progress import progress_view
from backcoach.flows.tables import TABLES
from backcoach.journal.opening import open_journal
from backcoach.terminal.screens.entries import entry_words
from tests.flows.people import MONDAY, NO_MEDICINE, Person, real_book

DAY = timedelta(days=1)
WALK = GoalWish("1", cue="it is Monday after lunch", action="I walk", days=("mon",))
HOSTILE = "[bold]x[/] \x1b[2J\x1b]52;c;aGk=\x07 \u202e"


@pytest.fixture
def begun(person: Person) -> Person:
    """Somebody with a plan and three own activities, on a Monday."""
    person.starts(**NO_MEDICINE)
    return person


def first(person: Person) -> GoalShown:
    return goals_shown(person.desk)[0]


def tells(person: Person, did: Did, number: int = 1, days_ago: int = 0) -> None:
    goal = goal_numbered(person.desk, str(number))
    tell_goals(person.desk, [(goal, did)], person.desk.moment.today - days_ago * DAY)


def told_entries(person: Person) -> tuple[Entry[GoalTold], ...]:
    return person.desk.journal.entries(GoalTold)


def test_before_the_start_there_are_none_and_after_it_the_own_activities_are_goals(person: Person) -> None:
    assert goals_of(person.desk) == goal_weeks(person.desk, ()) == goals_due(person.desk) == ()
    with pytest.raises(NotStarted, match="Nothing is started"):
        goals_shown(person.desk)
    person.starts(**NO_MEDICINE)
    profile = person.desk.profile()
    assert profile is not None
    assert [(one.goal.name, one.goal.ability) for one in goals_shown(person.desk)] == [
        (one.name, one.ability) for one in profile.own_activities
    ]
    assert not any(one.is_due for one in goals_shown(person.desk))


def test_where_safety_allowed_no_plan_there_are_no_goals(person: Person) -> None:
    person.starts(em_chest_pain="yes")
    with pytest.raises(NotStarted, match="no plan"):
        goals_shown(person.desk)


def test_a_plan_is_kept_and_what_is_left_out_stays(begun: Person) -> None:
    set_goal(begun.desk, WALK)
    set_goal(begun.desk, GoalWish("1", obstacle="If it rains,", instead="then I walk indoors."))
    plan = GoalPlan("it is Monday after lunch", "I walk", "it rains", "I walk indoors", ("mon",))
    assert (first(begun).goal.plan, first(begun).is_due) == (plan, True)
    set_goal(begun.desk, GoalWish("1", obstacle="", times_a_week=2))
    assert first(begun).goal.plan == GoalPlan(plan.cue, plan.action, "", plan.instead, (), 2)
    set_goal(begun.desk, GoalWish("1", days=()))
    assert (first(begun).goal.plan.times_a_week, first(begun).is_due) == (None, True)
    assert len(begun.desk.journal.entries(GoalSet)) == 4


def test_what_stands_there_already_is_not_written_again(begun: Person) -> None:
    set_goal(begun.desk, WALK)
    set_goal(begun.desk, WALK)
    assert len(begun.desk.journal.entries(GoalSet)) == 1


def test_a_goal_is_found_by_its_number_or_its_name(begun: Person) -> None:
    names = [one.name for one in goals_of(begun.desk)]
    assert goal_numbered(begun.desk, f" {names[1].upper()} ").number == 2
    set_goal(begun.desk, GoalWish(names[2], cue="at ten"))
    assert goals_of(begun.desk)[2].plan.cue == "at ten"
    with pytest.raises(BadInput, match="no such goal") as trouble:
        goal_numbered(begun.desk, "moon")
    assert names[0] not in str(trouble.value), "no own words in an error"
    assert not trouble.value.faults


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (GoalWish("swim", ability=4), "3 goals already"),
        (GoalWish("4", name="swim", ability=4), "numbers 1 to 3"),
        (GoalWish("10", cue="x"), "numbers 1 to 3"),
        (GoalWish("2", name="swim"), "How well does it go now"),
        (GoalWish("2", name=" "), "needs a name"),
        (GoalWish("2", name="TIE MY SHOES", ability=3), "one of your goals already"),
        (GoalWish("2", name="swim", ability=11), "0 to 10"),
        (GoalWish("1", ability=5), "score at the start stays"),
        (GoalWish("1", cue="x" * (GOAL_CHARACTERS + 1)), "too long"),
        (GoalWish("1", cue="\udcff"), "cannot be kept"),
        (GoalWish("1", days=("mon",), times_a_week=2), "not both"),
        (GoalWish("1", times_a_week=8), "between 1 and 7"),
    ],
    ids=str,
)
def test_what_cannot_be_kept_is_said_and_nothing_is(begun: Person, wish: GoalWish, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        set_goal(begun.desk, wish)
    assert begun.desk.journal.entries(GoalSet) == ()


def test_a_dropped_goal_makes_room_and_is_scored_no_more(begun: Person) -> None:
    drop_goal(begun.desk, goal_numbered(begun.desk, "2"))
    assert [one.number for one in goals_of(begun.desk)] == [1, 3]
    assert free_number(goals_of(begun.desk)) == 2
    profile = begun.desk.profile()
    assert profile is not None
    assert len(profile.own_activities) == 2
    found = set_goal(begun.desk, GoalWish("swim", ability=4))
    assert (found.is_anew, goals_of(begun.desk)[1].name, goals_of(begun.desk)[1].ability) == (
        False,
        "swim",
        4,
    )
    assert free_number(goals_of(begun.desk)) is None
    drop_goal(begun.desk, goal_numbered(begun.desk, "swim"))
    with pytest.raises(BadInput, match="needs a name"):
        set_goal(begun.desk, GoalWish("2", ability=4))


def test_another_activity_begins_anew_and_no_score_of_the_one_before_is_its_own(begun: Person) -> None:
    set_goal(begun.desk, WALK)
    names = [one.name for one in goals_of(begun.desk)]
    tells(begun, Did.YES)
    begun.waits(hours=1)
    begun.looks_back(own=tuple(OwnActivity(name, 7) for name in names))
    view = progress_view(begun.desk)
    assert view.own is not None
    assert (first(begun).now, view.own.names) == (7, tuple(names))

    begun.waits(days=1)
    found = set_goal(begun.desk, GoalWish("1", name="swim", ability=2))
    assert (found.is_anew, found.before.name if found.before else None) == (True, names[0])
    assert (first(begun).goal.ability, first(begun).now, first(begun).count) == (2, None, GoalCount(0, 0, 0))
    assert first(begun).goal.plan == GoalPlan()
    assert progress_view(begun.desk).own is None

    begun.waits(days=1)
    set_goal(begun.desk, GoalWish("1", name=names[0], ability=5))
    assert (first(begun).goal.ability, first(begun).now, first(begun).count.told) == (5, None, 0)
    assert progress_view(begun.desk).own is None
    begun.looks_back(own=tuple(OwnActivity(name, 6) for name in names))
    again = progress_view(begun.desk).own
    assert again is not None
    assert (again.before[0], again.now) == (5, (6, 6, 6))


def test_the_mean_gain_is_said_only_where_every_score_is_known(begun: Person) -> None:
    names = [one.name for one in goals_of(begun.desk)]
    assert mean_gain(goals_shown(begun.desk), begun.desk) is None
    begun.looks_back(own=tuple(OwnActivity(name, 7) for name in names[:2]))
    assert mean_gain(goals_shown(begun.desk), begun.desk) is None
    begun.looks_back(own=tuple(OwnActivity(one.name, (one.ability or 0) + 2) for one in goals_of(begun.desk)))
    assert mean_gain(goals_shown(begun.desk), begun.desk) == (2.0, AbilityChange.SMALL)
    assert mean_gain((), begun.desk) is None


def test_a_day_of_which_nothing_was_told_is_no_day_without_it(begun: Person) -> None:
    set_goal(begun.desk, GoalWish("1", cue="at ten"))
    tells(begun, Did.YES)
    begun.waits(days=1)
    tells(begun, Did.NO)
    begun.waits(days=2)
    tells(begun, Did.NOT_TODAY)
    assert (first(begun).count, first(begun).today) == (GoalCount(1, 2, 1), Did.NOT_TODAY)
    begun.waits(days=11)
    assert (first(begun).count, first(begun).today) == (GoalCount(0, 1, 1), None)


def test_the_last_word_on_a_day_counts_and_may_be_told_later_taken_back_and_corrected(begun: Person) -> None:
    tells(begun, Did.NO)
    begun.waits(days=1)
    tells(begun, Did.YES, days_ago=1)
    (only,) = told_entries(begun)
    assert (only.day_on, only.body) == (MONDAY, GoalTold(first(begun).goal.name, Did.YES))
    assert first(begun).count == GoalCount(1, 1, 0)

    edit_entry(begun.desk, only, EditWish({"told": Did.NOT_TODAY}))
    assert first(begun).count == GoalCount(0, 0, 1)
    (moved,) = told_entries(begun)
    edit_entry(begun.desk, moved, EditWish(day_on=MONDAY + DAY))
    assert first(begun).today is Did.NOT_TODAY
    (last,) = told_entries(begun)
    void_entry(begun.desk, last, "a mistake", is_sure=False, is_mistake=False)
    assert (first(begun).count, told_entries(begun)) == (GoalCount(0, 0, 0), ())


def test_to_void_a_replacement_brings_the_activity_of_before_back_with_its_score(begun: Person) -> None:
    name = first(begun).goal.name
    set_goal(begun.desk, GoalWish("1", name="swim", ability=2))
    (entry,) = begun.desk.journal.entries(GoalSet)
    void_entry(begun.desk, entry, "a mistake", is_sure=False, is_mistake=False)
    assert (first(begun).goal.name, first(begun).goal.ability) == (name, 4)


def test_the_check_in_asks_only_for_what_is_due_and_not_told(begun: Person) -> None:
    set_goal(begun.desk, WALK)
    assert [one.goal.number for one in goals_to_ask(begun.desk, MONDAY)] == [1]
    assert goals_to_ask(begun.desk, MONDAY - DAY) == ()
    tells(begun, Did.NO)
    assert (goals_to_ask(begun.desk, MONDAY), [one.today for one in goals_due(begun.desk)]) == ((), [Did.NO])
    begun.waits(days=1)
    assert goals_due(begun.desk) == ()


@pytest.mark.parametrize("body", [FlareDeclared(), EasyDay(), Paused("holiday", MONDAY + 3 * DAY)], ids=str)
def test_on_a_day_that_is_made_lighter_goals_may_wait_and_nothing_is_asked(
    begun: Person, body: object
) -> None:
    set_goal(begun.desk, WALK)
    assert not may_wait(begun.desk)
    begun.desk.keep(body)
    assert may_wait(begun.desk)
    assert (goals_to_ask(begun.desk, MONDAY), len(goals_due(begun.desk))) == ((), 1)


def test_while_a_serious_sign_stands_no_goal_is_due(begun: Person) -> None:
    set_goal(begun.desk, WALK)
    begun.screens(inf_fever="yes")
    assert not begun.desk.standing().is_plan_allowed
    assert (goals_due(begun.desk), goals_to_ask(begun.desk, MONDAY)) == ((), ())


def test_a_check_in_keeps_what_is_said_of_goals_with_the_rest(begun: Person) -> None:
    goal = first(begun).goal
    logged = log(
        begun.desk,
        LogWish(MONDAY, is_clear=True, check_in=CheckIn(pain=3), goals=((goal, Did.YES),)),
    )
    assert logged.goals == ((goal, Did.YES),)
    assert [one.body.did for one in told_entries(begun)] == [Did.YES]
    begun.waits(days=1)
    with pytest.raises(BadInput):
        log(begun.desk, LogWish(MONDAY + DAY, goals=((goal, Did.NO),)))
    assert len(told_entries(begun)) == 1


def test_the_weeks_show_what_was_told_in_each_and_the_score_of_start_and_now(begun: Person) -> None:
    set_goal(begun.desk, WALK)
    tells(begun, Did.YES)
    tells(begun, Did.NO, number=2)
    name = first(begun).goal.name
    begun.looks_back(own=(OwnActivity(name, 6),))
    one, two, three = goal_weeks(begun.desk, begun.desk.weeks())
    assert (one.name, one.before, one.now, one.now_on, one.has_plan) == (name, 4, 6, MONDAY, True)
    assert [week.count for week in one.weeks] == [GoalCount(1, 1, 0)]
    assert (two.has_plan, two.weeks[0].count, three.weeks[0].count) == (
        False,
        GoalCount(0, 1, 0),
        GoalCount(0, 0, 0),
    )
    assert progress_view(begun.desk).goals == (one, two, three)


def test_each_answer_is_on_the_disk_before_the_next_and_all_of_them_are_one_entry(begun: Person) -> None:
    goal = OpenGoal(begun.desk, find_goal(begun.desk, GoalWish("2", name="swim")))
    assert goals_of(begun.desk)[1].ability is None
    profile = begun.desk.profile()
    assert profile is not None
    assert "swim" not in [one.name for one in profile.own_activities]
    goal.score(3)
    goal.plan(cue="If it is Friday")
    goal.plan(cue="it is Friday")
    goal.plan(days=("fri",))
    (kept,) = begun.desk.journal.entries(GoalSet)
    assert kept.body == GoalSet(2, "swim", GoalPlan("it is Friday", days=("fri",)), 3)

    later = find_goal(begun.desk, GoalWish("2"))
    assert (later.needs_score, later.is_anew) == (False, False)
    OpenGoal(begun.desk, later).plan(action="I swim")
    assert goals_of(begun.desk)[1].plan.action == "I swim"
    assert goals_of(begun.desk)[1].ability == 3


def test_a_score_that_was_broken_off_can_be_told_later(begun: Person) -> None:
    OpenGoal(begun.desk, find_goal(begun.desk, GoalWish("2", name="swim")))
    assert find_goal(begun.desk, GoalWish("2")).needs_score
    set_goal(begun.desk, GoalWish("2", cue="at ten"))
    set_goal(begun.desk, GoalWish("2", ability=4))
    assert (goals_of(begun.desk)[1].ability, goals_of(begun.desk)[1].plan.cue) == (4, "at ten")


def test_words_of_a_person_are_kept_as_typed_and_never_read(begun: Person) -> None:
    text = HOSTILE.strip() + " chest pain"
    set_goal(begun.desk, GoalWish("1", name="x" * GOAL_CHARACTERS, ability=1, cue=text))
    assert first(begun).goal.plan.cue == text
    assert len(first(begun).goal.name) == GOAL_CHARACTERS
    assert begun.desk.standing().is_plan_allowed


@pytest.mark.parametrize(
    ("text", "days"),
    [("thu, mon", ("mon", "thu")), ("Monday sun mon", ("mon", "sun")), ("any", ())],
)
def test_days_are_read_in_any_order(text: str, days: tuple[str, ...]) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["", "moon", "mon,8", "any mon"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="mon,thu"):
        read_days(text)


def test_only_a_leading_if_or_then_is_left_out() -> None:
    assert plan_text("cue", "IF it is ten.") == "it is ten"
    assert plan_text("action", "then I walk, then I rest.") == "I walk, then I rest"
    assert plan_text("cue", "iffy day") == "iffy day"


def test_the_goals_of_a_bout_end_with_it_and_stay_in_the_record(begun: Person) -> None:
    set_goal(begun.desk, GoalWish("1", name="swim", ability=2))
    begun.waits(days=3)
    begun.starts(**NO_MEDICINE)
    assert first(begun).goal.name != "swim"
    assert len(begun.desk.journal.entries(GoalSet)) == 1


def test_every_goal_and_what_was_told_stands_in_the_tables_and_in_plain_words(begun: Person) -> None:
    set_goal(
        begun.desk, GoalWish("1", name="swim", ability=2, cue="it is ten", action="I swim", days=("mon",))
    )
    tells(begun, Did.NOT_TODAY)
    drop_goal(begun.desk, goal_numbered(begun.desk, "1"))
    tables = {one.name: one for one in TABLES}
    goals = [row[4:] for row in tables["goals"].rows(begun.desk)]
    assert goals[0] == (1, "swim", 2, "it is ten", "I swim", "", "", "mon", None, False)
    assert goals[1][-1] is True
    assert [row[4:] for row in tables["goals_told"].rows(begun.desk)] == [("swim", "not_today")]
    scores = [row[5:7] for row in tables["measures"].rows(begun.desk) if row[4] == "ability"]
    assert ("swim", 2) in scores
    words = [entry_words(one.body, real_book()) for one in begun.desk.journal.history()[-3:]]
    assert words == [
        'goal 1: "swim", 2 of 10, if it is ten, then I swim',
        'goal "swim": not today',
        'goal 1 dropped: "swim"',
    ]
    assert entry_words(GoalSet(1, "swim"), real_book()) == 'goal 1: "swim"'


def test_goals_come_back_from_the_file_as_they_were(begun: Person, home: Path) -> None:
    set_goal(begun.desk, GoalWish("1", name=HOSTILE, ability=2, cue=HOSTILE, days=("mon",)))
    tells(begun, Did.YES)
    kept = begun.desk.journal.history()
    with open_journal(home, KINDS) as again:
        assert again.history() == kept
