"""The record as a FHIR bundle: what counts now, with nothing guessed and nothing taken for a no."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from backcoach.coach.activity_record import Paused, SheetFilled
from backcoach.coach.done import Session
from backcoach.coach.limits import Medicine
from backcoach.coach.measures import Measured
from backcoach.coach.medicine_record import DoseSkipped, SideEffectsAnswered
from backcoach.coach.record import CheckIn, DoseTaken, Screened
from backcoach.flows.demo import Script, play
from backcoach.flows.desk import Desk
from backcoach.flows.export import export_record
from backcoach.flows.fhir import fhir_told
from backcoach.flows.kinds import KINDS
from backcoach.flows.log import LogWish, log
from backcoach.flows.moment import Moment
from backcoach.flows.prescribed import end_prescribed, take
from backcoach.handbook.episode import load_episode
from backcoach.journal.opening import open_journal
from backcoach.share.fhir import bundle, bundle_parts
from backcoach.share.fhir_codes import OWN, OWN_SYSTEM
from backcoach.terminal.example import example_file
from tests.fhir_checks import checked, observed, resources
from tests.flows.people import NO, NO_MEDICINE, NOT_SURE, YES, Person, answers_for, real_book
from tests.flows.test_prescribed import prescribes
from tests.terminal.test_hostile_text import HOSTILE_NAMES, HOSTILE_NOTE

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(desk: Desk, since: date | None = None, *, with_notes: bool = False) -> dict[str, Any]:
    """The checked bundle of a record."""
    return checked(bundle(fhir_told(desk, since, with_notes=with_notes)))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the made-up episode."""
    home = tmp_path_factory.mktemp("demo") / "record"
    script = Script(tomllib.loads(example_file(real_book())), load_episode())
    play(home, real_book(), script, Moment(NOON, "UTC"))
    return home


def test_the_made_up_episode_fits_and_says_that_it_is_made_up(demo: Path) -> None:
    with open_journal(demo, KINDS) as journal:
        made = told(Desk(real_book(), journal, Moment(NOON, "UTC")), with_notes=True)
    kinds = {one["resourceType"] for one in resources(made)}
    assert kinds >= {
        "Patient",
        "QuestionnaireResponse",
        "Observation",
        "MedicationStatement",
        "CarePlan",
        "Goal",
    }
    marks = [one["meta"]["security"][0]["code"] for one in (made, *resources(made))]
    assert set(marks) == {"HTEST"}
    assert {"self_reported", "content_draft", "made_up"} <= {one["code"] for one in made["meta"]["tag"]}
    assert real_book().digest in {one["code"] for one in made["meta"]["tag"]}


def test_the_pain_of_each_week_is_that_of_the_raw_export(demo: Path) -> None:
    with open_journal(demo, KINDS) as journal:
        desk = Desk(real_book(), journal, Moment(NOON, "UTC"))
        made, raw = told(desk), json.loads("".join(export_record(journal).parts))["entries"]
    over = {one["supersedes"] for one in raw}
    kept = [one for one in raw if one["kind"] == "check_in" and one["id"] not in over]
    pairs = [(one["day_on"], one["body"].get("pain")) for one in kept]
    shown = [(one["effectiveDateTime"], one["valueQuantity"]["value"]) for one in observed(made, "pain")]
    assert weekly(pairs) == weekly(shown)
    assert len(weekly(shown)) >= 8
    doses = [(one["at"][:19], one["body"]["mg"]) for one in raw if one["kind"] == "dose"]
    assert doses == [
        (one["effectiveDateTime"][:19], one["dosage"][0]["doseAndRate"][0]["doseQuantity"]["value"])
        for one in resources(made, "MedicationStatement")
    ]


def weekly(pairs: list[tuple[str, float | None]]) -> dict[int, float]:
    """The mean of each week of the calendar."""
    weeks: dict[int, list[float]] = defaultdict(list)
    for day, value in pairs:
        if value is not None:
            weeks[date.fromisoformat(day).isocalendar().week].append(value)
    return {week: fmean(values) for week, values in weeks.items()}


def test_an_empty_record_gives_a_bundle_about_somebody_of_whom_nothing_is_known(person: Person) -> None:
    made = told(person.desk)
    assert [one["resourceType"] for one in resources(made)] == ["Patient", "Device"]
    (patient,) = resources(made, "Patient")
    assert set(patient) == {"resourceType", "id"}


def test_what_is_not_sure_is_no_no(person: Person) -> None:
    person.starts(fx_steroids="not_sure")
    made = told(person.desk)
    (response,) = resources(made, "QuestionnaireResponse")
    items = {one["linkId"]: one["answer"][0] for one in response["item"]}
    assert items["fx_steroids"]["valueCoding"]["code"] == "not_sure"
    assert items["em_chest_pain"] == {"valueBoolean": False}


def test_no_question_that_was_not_asked_is_answered_with_no(person: Person) -> None:
    answers = answers_for(**NO_MEDICINE)
    person.starts(**NO_MEDICINE)
    (response,) = resources(told(person.desk), "QuestionnaireResponse")
    said_no = {one["linkId"] for one in response["item"] if one["answer"][0].get("valueBoolean") is False}
    assert said_no
    assert said_no <= {id_ for id_, said in answers.items() if said == "no"}
    assert set(answers) - {one["linkId"] for one in response["item"]} <= set(real_book().example) | {
        one.id for one in real_book().intake
    }


def test_a_check_of_the_day_repeats_no_answer_that_nobody_gave_anew(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.logs(pain=4)
    first, daily = resources(told(person.desk), "QuestionnaireResponse")
    assert "item" not in daily
    assert first["item"]
    assert daily["authored"] == "2026-11-24T09:00:00+00:00"


def test_a_sign_that_a_short_check_found_is_told_each_time_and_no_other_answer(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    (start,) = person.desk.journal.entries(Screened)
    answers = start.body.answers | {"inf_fever": YES}
    for _ in range(2):
        person.waits(days=1)
        person.desk.keep(replace(start.body, occasion="daily", answers=answers, gates=("", "gate_fever")))
    _, *found = resources(told(person.desk), "QuestionnaireResponse")
    shown = [{one["linkId"]: one["answer"][0] for one in each["item"]} for each in found]
    gate = {"valueCoding": {"system": OWN_SYSTEM, "code": "not_denied", "display": OWN["not_denied"]}}
    assert shown == [{"inf_fever": {"valueBoolean": True}, "gate_fever": gate}] * 2


def test_a_sign_reported_alone_denies_nothing_else(person: Person) -> None:
    log(person.desk, LogWish(person.desk.moment.today, flags={"em_chest_pain": YES}))
    (response,) = resources(told(person.desk), "QuestionnaireResponse")
    items = {one["linkId"]: one["answer"][0] for one in response["item"]}
    assert response["status"] == "stopped"
    assert items["em_chest_pain"] == {"valueBoolean": True}
    assert {"valueBoolean": False} not in items.values()


def test_a_weekly_review_tells_what_it_asked_again(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=7)
    person.reviews()
    review = resources(told(person.desk), "QuestionnaireResponse")[-1]
    asked = {question for one in real_book().screening.rescreening.sets for question in one.questions}
    again = {one["linkId"] for one in review["item"]}
    assert again
    assert again <= asked


def test_what_was_corrected_or_voided_is_as_it_counts_now(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    desk = person.desk
    (first,) = desk.keep(CheckIn(pain=4))
    desk.keep(CheckIn(pain=6), supersedes=first.id)
    (gone,) = desk.keep(DoseTaken(Medicine.IBUPROFEN, 400))
    desk.journal.void(gone.id, "a slip", zone="UTC", day_on=desk.moment.today, recorded_at=desk.moment.now)
    made = told(desk)
    (pain,) = observed(made, "pain")
    assert (pain["valueQuantity"]["value"], pain["status"]) == (6, "corrected")
    assert not resources(made, "MedicationStatement")
    assert "ibuprofen" not in json.dumps(made)


def test_doses_name_their_substance_amount_and_local_time(person: Person) -> None:
    person.moves_to("Pacific/Auckland")
    person.starts()
    person.swallows(1000)
    person.desk.keep(DoseSkipped(Medicine.PARACETAMOL, person.now + timedelta(hours=6)))
    taken, left_out = resources(told(person.desk), "MedicationStatement")
    assert taken["effectiveDateTime"] == "2026-11-23T22:00:00+13:00"
    assert {one["code"] for one in taken["medicationCodeableConcept"]["coding"]} == {"paracetamol", "N02BE01"}
    assert taken["dosage"][0]["doseAndRate"][0]["doseQuantity"] == {
        "value": 1000,
        "unit": "mg",
        "system": "http://unitsofmeasure.org",
        "code": "mg",
    }
    assert (taken["status"], left_out["status"]) == ("completed", "not-taken")
    assert left_out["effectiveDateTime"] == "2026-11-24T04:00:00+13:00"


def test_units_of_a_prescribed_medicine_and_what_they_hold_belong_together(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    body = prescribes(person)
    take(person.desk, body.id, None, person.now)
    made = told(person.desk)
    label, units, dose = resources(made, "MedicationStatement")
    assert (label["status"], units["status"]) == ("active", "completed")
    assert label["dosage"][0]["text"] == body.dose_text
    assert units["partOf"] == [{"reference": f"urn:uuid:{label['id']}"}]
    assert dose["partOf"] == [{"reference": f"urn:uuid:{units['id']}"}]
    assert units["dosage"][0]["doseAndRate"][0]["doseQuantity"] == {"value": 2, "unit": "tablet"}
    assert "Ngata" not in json.dumps(made)
    assert "Ngata" in json.dumps(told(person.desk, with_notes=True))
    person.waits(hours=2)
    end_prescribed(person.desk, body.id)
    ended = resources(told(person.desk), "MedicationStatement")[0]
    assert (ended["status"], ended["effectivePeriod"]["end"]) == ("stopped", "2026-11-23T11:00:00+00:00")


def test_own_words_stay_here_unless_they_are_wanted_and_steer_nothing(person: Person) -> None:
    names = {
        f"own_activity_{n}": {"name": name, "ability": 3} for n, name in enumerate(HOSTILE_NAMES, start=1)
    }
    person.starts(**NO_MEDICINE, **names)
    desk = person.desk
    desk.keep(CheckIn(pain=4, note=f"<script>{HOSTILE_NOTE}\x00\ud800"))
    desk.keep(SheetFilled("flare_helps", "private words"))
    without, wanted = told(desk), told(desk, with_notes=True)
    assert "<script>" not in json.dumps(without)
    assert "private words" not in json.dumps(without)
    (note,) = observed(wanted, "note")
    assert note["valueString"].startswith("<script>\N{REPLACEMENT CHARACTER}]52;c;")
    assert note["valueString"].endswith("two\nlines\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}")
    assert "private words" in json.dumps(wanted)
    assert "".join(bundle_parts(wanted)).isascii()
    assert len(resources(without, "Goal")) == 3


def test_a_measure_with_a_number_left_out_has_no_score(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(Measured("peg", (6, None, 4)))
    person.desk.keep(Measured("work_hours", (12.5,)))
    made = told(person.desk)
    (peg,) = observed(made, "peg")
    assert peg["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    parts = [one.get("valueQuantity", {}).get("value") for one in peg["component"]]
    assert parts == [6, None, 4]
    (hours,) = observed(made, "work_hours")
    assert (hours["valueQuantity"]["value"], hours["valueQuantity"]["code"]) == (12.5, "h")


def test_what_a_medicine_did_is_told_sign_by_sign(person: Person) -> None:
    person.starts()
    effects = real_book().medicine.side_effects
    answers = {effects[0].id: YES, effects[1].id: NOT_SURE, effects[2].id: NO}
    person.desk.keep(SideEffectsAnswered(Medicine.PARACETAMOL, answers))
    (said,) = observed(told(person.desk), "side_effects")
    yes, unsure, no = said["component"]
    assert (yes["valueBoolean"], no["valueBoolean"]) == (True, False)
    assert "valueBoolean" not in unsure
    assert yes["code"]["text"] == effects[0].effect


def test_the_week_that_runs_is_told_with_its_days_and_amounts(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    (plan,) = resources(told(person.desk), "CarePlan")
    week = person.desk.weeks()[-1]
    assert plan["status"] == "active"
    assert (plan["period"]["start"], plan["period"]["end"]) == ("2026-11-23", "2026-11-29")
    details = [one["detail"] for one in plan["activity"]]
    assert [one["code"]["text"] for one in details] == [one.label for one in week.items]
    walk = next(one for one in week.items if one.id == "walk")
    shown = details[week.items.index(walk)]
    assert shown["quantity"]["value"] == walk.amount
    assert shown["scheduledTiming"]["event"] == [day.isoformat() for day in walk.days]
    assert shown["scheduledTiming"]["repeat"]["frequency"] == walk.times_per_day
    goals = {one["id"]: one["description"]["text"] for one in resources(told(person.desk), "Goal")}
    assert list(goals.values()) == ["tie my shoes", "sit through a meeting", "carry the shopping"]
    assert {one["reference"] for one in plan["goal"]} == {f"urn:uuid:{id_}" for id_ in goals}


def test_a_plan_that_rests_is_on_hold_and_names_nothing_to_do(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(hours=1)
    person.screens(em_tearing="yes")
    (plan,) = resources(told(person.desk), "CarePlan")
    assert plan["status"] == "on-hold"
    assert "activity" not in plan
    sent = observed(told(person.desk), "disposition")[-1]
    assert sent["valueCodeableConcept"]["coding"][0]["code"] == "emergency_now"
    assert sent["component"][0]["valueBoolean"] is False


def test_a_paused_plan_is_on_hold_and_a_week_that_is_over_is_completed(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    (pause,) = person.desk.keep(Paused("travel"))
    assert resources(told(person.desk), "CarePlan")[0]["status"] == "on-hold"
    moment = person.desk.moment
    person.desk.journal.void(pause.id, "", zone="UTC", day_on=moment.today, recorded_at=moment.now)
    person.waits(days=7)
    person.screens()
    person.looks_back()
    assert resources(told(person.desk), "CarePlan")[0]["status"] == "completed"


def test_nothing_is_issued_or_kept_for_a_bundle(person: Person) -> None:
    person.starts()
    person.waits(days=8)
    before = person.desk.journal.whole().count
    told(person.desk)
    assert person.desk.journal.whole().count == before


def test_the_same_record_gives_the_same_bytes_and_each_thing_its_own_name(person: Person) -> None:
    person.starts()
    person.desk.keep(CheckIn(pain=3), Session("walk", 10, before=2, has_spread=False))
    first = "".join(bundle_parts(told(person.desk)))
    person.waits(minutes=5)
    assert "".join(bundle_parts(told(person.desk))) == first
    earlier = {one["id"] for one in resources(told(person.desk))}
    person.desk.keep(CheckIn(pain=5))
    later = {one["id"] for one in resources(told(person.desk))}
    assert earlier < later


def test_from_a_day_on_nothing_of_before_is_told_but_who_it_is_and_what_they_want(person: Person) -> None:
    person.starts()
    person.logs(pain=7)
    person.waits(days=1)
    person.logs(pain=4)
    made = told(person.desk, person.desk.moment.today)
    assert [one["valueQuantity"]["value"] for one in observed(made, "pain")] == [4]
    assert len(resources(made, "QuestionnaireResponse")) == 1
    whole = told(person.desk)
    assert resources(made, "Patient") == resources(whole, "Patient")
    assert resources(made, "Goal") == resources(whole, "Goal")
    assert len(resources(whole, "QuestionnaireResponse")) == 3
