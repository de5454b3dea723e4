"""What is withheld from somebody now, beside a plan and in its place, and on every screen that shows it."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console, Group

from backcoach.coach.limits import Medicine
from backcoach.coach.record import Screened
from backcoach.coach.week import ItemKind
from backcoach.coach.withholding import Verdict
from backcoach.flows.errors import Refused
from backcoach.flows.log import LogWish, log
from backcoach.flows.plan import PlanView, Withheld, plan_view
from backcoach.flows.screening import advice
from backcoach.flows.withheld import TOO_OLD, advice_now, counting
from backcoach.terminal.screens.plan import plan_screen
from backcoach.terminal.screens.withheld import comfort_blocks
from tests.flows.people import NO_MEDICINE, YES, Person


def beside(person: Person) -> PlanView:
    view = plan_view(person.desk)
    assert isinstance(view, PlanView)
    return view


def instead(person: Person) -> Withheld:
    view = plan_view(person.desk)
    assert isinstance(view, Withheld)
    return view


def printed(part: object, width: int = 80) -> str:
    out = StringIO()
    Console(file=out, width=width).print(part)
    return out.getvalue()


def plan_text(person: Person, width: int = 80) -> str:
    return printed(plan_screen(beside(person), person.desk.book, person.desk.region_code()), width)


def comfort_text(person: Person) -> str:
    blocks = comfort_blocks(instead(person).withheld, person.desk.book)
    return " ".join(printed(Group(*(line for block in blocks for line in block))).split())


def test_an_ordinary_person_is_told_nothing_about_what_is_withheld(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    view = beside(person)

    assert (view.withheld.tags, view.left_out) == ((), ())
    assert "Left out" not in plan_text(person)


def test_a_numb_patch_leaves_out_heat_and_cold_and_says_why(person: Person) -> None:
    person.starts(**NO_MEDICINE, neuro_numb_leg="yes")
    text = " ".join(plan_text(person).split())

    assert beside(person).withheld.part("heat_or_cold").verdict is Verdict.WITHHOLD
    assert (
        "Left out for you: heat packs and cold packs, because you said: a numb or tingling patch in one leg "
        "(why numb_skin)." in text
    )


def test_a_doubt_is_told_as_a_doubt(person: Person) -> None:
    person.starts(**NO_MEDICINE, bleed_thinner="not_sure")

    assert "perhaps a blood thinner or easy bleeding" in " ".join(plan_text(person).split())


def test_the_plan_with_medicine_and_two_tags_stays_on_one_screen(person: Person) -> None:
    person.starts(medicine="paracetamol", neuro_numb_leg="yes", bleed_thinner="not_sure")

    assert len(plan_text(person).splitlines()) <= 24


@pytest.mark.parametrize("sign", ["fx_steroids", "fx_fused_spine", "fx_bone_weak"])
def test_a_bone_that_may_be_weak_leaves_nothing_that_bends_twists_or_lifts(person: Person, sign: str) -> None:
    person.starts(**NO_MEDICINE, **{sign: "not_sure"}, likes=["garden", "yoga"])
    week = beside(person).week

    assert not {item.id for item in week.items} & {
        "mob_knee_to_chest",
        "mob_knee_roll",
        "mob_stand_back_bend",
        "str_hip_hinge",
        "garden",
        "yoga",
    }
    assert "(why fracture_risk)" in " ".join(plan_text(person).split())


def test_without_such_a_bone_the_liked_garden_is_planned(person: Person) -> None:
    person.starts(**NO_MEDICINE, likes=["garden", "yoga"])

    assert {"garden", "mob_knee_roll"} <= {item.id for item in beside(person).week.items}


def test_a_possible_cancer_leaves_only_short_walks(person: Person) -> None:
    person.starts(**NO_MEDICINE, ca_ever="not_sure")
    start = person.desk.book.activity.walking.start

    assert {item.kind for item in beside(person).week.items} == {ItemKind.WALK}
    assert all(item.amount <= start for item in beside(person).week.items)


def test_newer_answers_take_out_of_the_running_week_what_they_speak_against(person: Person) -> None:
    issued = person.starts(**NO_MEDICINE).week
    assert issued is not None
    person.waits(days=1)
    person.screens(ca_ever="not_sure")
    view = beside(person)

    assert {item.kind for item in view.week.items} == {ItemKind.WALK}
    assert {one.item.kind for one in view.items} == {ItemKind.WALK}
    taken = {item.id for item in issued.items if item.kind is not ItemKind.WALK}
    assert {item.id for item in view.left_out} == taken != set()
    assert max(item.amount for item in view.week.items) < max(item.amount for item in issued.items)
    assert "Your newer answers took out of this week:" in plan_text(person)


def test_newer_answers_take_out_only_what_they_speak_against(person: Person) -> None:
    issued = person.starts(**NO_MEDICINE).week
    assert issued is not None
    person.waits(days=1)
    person.screens(fx_steroids="not_sure")
    view = beside(person)

    assert [item.id for item in view.left_out] == ["mob_knee_roll"]
    assert {item.id for item in view.week.items} == {item.id for item in issued.items} - {"mob_knee_roll"}


def test_the_next_week_is_made_with_the_newer_answers(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=6)
    person.screens(fx_steroids="not_sure")
    person.waits(days=1)
    person.looks_back()
    view = beside(person)

    assert (view.week.number, view.left_out) == (2, ())
    assert "mob_knee_roll" not in {item.id for item in view.week.items}


def test_an_earlier_week_is_shown_as_it_was(person: Person) -> None:
    first = person.starts(**NO_MEDICINE).week
    person.waits(days=6)
    person.screens(ca_ever="not_sure")
    person.waits(days=1)
    person.looks_back()
    plan_view(person.desk)
    view = plan_view(person.desk, 1)

    assert isinstance(view, PlanView)
    assert view.week == first


@pytest.mark.parametrize("sign", ["bleed_thinner", "preg_possible"])
def test_newer_answers_close_a_running_anti_inflammatory(person: Person, sign: str) -> None:
    person.starts(medicine="ibuprofen")
    person.waits(days=1)
    assert {one.state for one in beside(person).doses} <= {"to come", "taken", "not logged", "if needed"}
    person.screens(**{sign: "not_sure"})

    assert {one.state for one in beside(person).doses} == {"left out"}
    with pytest.raises(Refused) as refused:
        person.asks_for(200, Medicine.IBUPROFEN)
    assert "not_cleared" in refused.value.faults[0]


def test_a_blood_thinner_leaves_paracetamol_open(person: Person) -> None:
    person.starts(medicine="paracetamol")
    person.waits(days=2)
    person.screens(bleed_thinner="not_sure")

    assert "to come" in {one.state for one in beside(person).doses}


def test_a_sign_of_the_days_since_is_not_forgotten_by_a_later_day(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.screens(neuro_numb_leg="yes")
    person.waits(days=1)
    person.logs(walk=5)

    assert "numb_skin" in {one.tag.id for one in beside(person).withheld.tags}
    assert len(counting(person.desk)) >= 2


def test_a_message_leaves_no_more_than_the_whole_record_does(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.screens(ca_ever="yes")
    person.waits(days=1)
    person.screens(pain_upper_back="not_sure")
    later = person.desk.journal.entries(Screened)[-1].body
    alone, now = (
        " ".join(shown.messages[0].do)
        for shown in (
            advice(later, None, person.desk.book),
            advice_now(person.desk, later, None),
        )
    )

    assert "Your usual light tasks" in alone
    assert "Your usual light tasks" not in now
    assert "Light walking only." in now


def test_a_full_screening_without_the_sign_gives_back_what_it_took_once_the_old_one_is_over(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE, neuro_numb_leg="yes")
    for _ in range(3):
        person.waits(days=5)
        person.screens()

    assert beside(person).withheld.tags == ()


def test_what_was_never_asked_is_not_put_in_the_mouth_of_the_person(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    told = {"daily_infection": YES, "inf_fever": YES}
    log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags=told))
    text = comfort_text(person)

    assert "It is not known: a recent spine operation or needle" in text
    assert "perhaps a recent spine operation" not in text


# --- where there is no plan


def test_an_age_that_was_told_is_not_called_unknown(person: Person) -> None:
    person.starts(age_years=17)
    text = comfort_text(person)

    assert "You said: age 17" in text
    assert "It is not known" not in text


def test_with_a_fever_there_is_a_short_list_and_no_heat(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.screens(inf_fever="yes")
    text = comfort_text(person)
    fine, _, waits = text.partition("Not for now:")

    assert "Moving: Move gently, only if that eases it. (stay_active)" in fine
    assert "Sleep and calm" in fine
    assert (
        "Heat or cold: Not now. Ask when you call. You said: fever or shaking chills. (heat_or_cold)" in waits
    )
    assert "Exercises and sport: Not before you have been seen. (exercise_library)" in waits


def test_what_to_do_in_its_place_stands_first(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.screens(neuro_foot_drop="yes")

    assert comfort_text(person).startswith("Fine for now: - Take care not to fall")


def test_in_an_emergency_nothing_is_left_but_the_action_the_signs_and_the_answers(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.screens(em_chest_pain="yes")
    withheld = instead(person).withheld
    left = {one.part for one in withheld.parts if one.verdict is not Verdict.WITHHOLD}

    assert left == {"action_message", "watch_list", "summary"}
    assert withheld.tags == ()


def test_somebody_else_gets_what_is_for_everybody_and_no_part_of_a_plan(person: Person) -> None:
    person.starts(scope_self="no")
    withheld = instead(person).withheld
    left = {one.part for one in withheld.parts if one.verdict is not Verdict.WITHHOLD}

    assert left == {"action_message", "watch_list", "summary", "sleep_and_calm", "diary_and_check_ins"}
    assert withheld.part("exercise_library").because[0].rule == "plan_for_yourself_only"


def test_answers_that_are_too_old_withhold_all_parts_of_a_plan(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=40)
    found = instead(person)

    assert found.standing.is_stale
    assert found.withheld.part("exercise_library").verdict is Verdict.WITHHOLD
    rules = {reason.rule for reason in found.withheld.part("exercise_library").because}
    assert rules == set(found.standing.because or (TOO_OLD,))
