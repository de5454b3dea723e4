"""Every document of the machine's interface fits its schema, alone on stdout, with its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from backcoach.coach.intake import IntakeKind
from backcoach.coach.screening import Kind
from backcoach.flows.replied import all_questions
from tests.flows.people import NO_MEDICINE, answers_for, real_book
from tests.program import run
from tests.share.machine import MORNING, SCHEMAS, Machine, faults, record_bytes

DONE, BAD_INPUT, NOTHING_STARTED, REFUSED, SOON, SAME_DAY, EMERGENCY = 0, 2, 3, 4, 10, 11, 12
SCREENING_IDS = tuple(real_book().screening.rules.questions)


LISTED = (IntakeKind.CHOICE, IntakeKind.CHOICES, IntakeKind.EACH)
"""The kinds of questions that come with their choices."""


def screening_answers(**said: Any) -> dict[str, Any]:
    """A whole screening of the ordinary person, as `screen --answers` takes it."""
    return {name: plain for name, plain in answers_for(**said).items() if name in SCREENING_IDS}


def condition_answers(**said: Any) -> dict[str, Any]:
    """Every medicine condition answered with no, as `meds check --answers` takes it."""
    asked = [one.id for one in real_book().medicine.conditions if one.is_asked]
    return {"age_years": 41, "weight_kg": 74} | dict.fromkeys(asked, "no") | said


# The schemas themselves


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.schema.json")), ids=lambda path: path.stem)
def test_every_schema_is_one_and_closed(path: Path) -> None:
    plain = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(plain)
    assert plain["$id"] == path.name
    assert not [one for one in _objects(plain) if one.get("additionalProperties") in (None, True)]


def _objects(plain: Any) -> list[dict[str, Any]]:
    """Every part of a schema that describes an object."""
    if isinstance(plain, list):
        return [one for item in plain for one in _objects(item)]
    if not isinstance(plain, dict):
        return []
    own = [plain] if plain.get("type") == "object" else []
    return own + [one for item in plain.values() for one in _objects(item)]


def test_a_schema_refuses_a_document_that_is_not_one(machine: Machine) -> None:
    document = machine.starts(answers_for()).document
    assert not faults("start", document)
    for name in document:
        assert faults("start", {key: value for key, value in document.items() if key != name}), name
    assert faults("start", document | {"more": 1})
    assert faults("start", document | {"disposition": "soon"})
    assert faults("screening", {"disposition": "soon_7"})


# screen


def test_the_screening_questions_are_listed_with_their_types(machine: Machine) -> None:
    listed = machine.run("screen", "--questions", "--json").fits("questions")["questions"]
    questions = real_book().screening.rules.questions
    assert [one["id"] for one in listed] == list(questions)
    for one in listed:
        is_number = questions[one["id"]].kind is Kind.NUMBER
        assert one["answers"] == ("number" if is_number else ["yes", "no", "not_sure"])
        assert one["text"] == questions[one["id"]].text


def test_the_daily_questions_are_listed(machine: Machine) -> None:
    gates = machine.run("screen", "--daily", "--json").fits("daily")["gates"]
    assert [gate["id"] for gate in gates] == [gate.id for gate in real_book().screening.gates]
    assert {question for gate in gates for question in gate["opens"]} <= set(SCREENING_IDS)


@pytest.mark.parametrize(
    ("said", "disposition", "within_days", "allowed", "code"),
    [
        ({}, "self_care", None, True, DONE),
        ({"scope_known_cause": "yes"}, "self_care", None, False, DONE),
        ({"course_weeks": 7}, "routine", None, True, DONE),
        ({"age_years": 17, "course_weeks": 1}, "routine", None, False, DONE),
        ({"pain_upper_back": "not_sure"}, "soon", 14, False, SOON),
        ({"ca_ever": "yes"}, "soon", 7, False, SOON),
        ({"fx_steroids": "yes"}, "soon", 3, False, SOON),
        ({"em_cough_blood": "yes"}, "soon", 2, False, SOON),
        ({"inf_fever": "yes"}, "same_day", None, False, SAME_DAY),
        ({"em_chest_pain": "yes"}, "emergency_now", None, False, EMERGENCY),
        ({"em_chest_pain": "not_sure"}, "emergency_now", None, False, EMERGENCY),
    ],
)
def test_each_disposition_has_its_document_and_its_exit_code(
    machine: Machine,
    said: dict[str, Any],
    disposition: str,
    within_days: int | None,
    allowed: bool,
    code: int,
) -> None:
    path = machine.file(screening_answers(**said))
    document = machine.run("screen", "--answers", path, "--json", "--no-save").fits("screening", code)
    assert (document["disposition"], document["within_days"]) == (disposition, within_days)
    assert document["plan_allowed"] is allowed
    assert bool(document["reasons"] or document["plan_reasons"]) is (bool(said))
    for reason in document["reasons"]:
        assert {"rule", "why", "sources"} <= set(reason)


def test_all_that_is_wrong_with_a_file_is_in_one_error_and_nothing_is_decided(
    machine: Machine, home: Path
) -> None:
    answers = screening_answers() | {
        "em_faint": "perhaps",
        "age_years": True,
        "moon": "yes",
        "inf_fever": None,
    }
    del answers["em_confused"], answers["ca_ever"]
    ran = machine.run("screen", "--answers", machine.file(answers), "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    for name in ("em_faint", "age_years", "moon", "inf_fever", "em_confused", "ca_ever"):
        assert ran.err.count(f"- {name}: ") == 1
    assert "perhaps" not in ran.err
    assert record_bytes(home) == {}


def test_a_screening_is_kept_only_where_there_is_a_record_and_nobody_said_no(
    machine: Machine, home: Path
) -> None:
    fever = machine.file(screening_answers(inf_fever="yes"), "fever.json")
    machine.run("screen", "--answers", fever, "--json").fits("screening", SAME_DAY)
    assert not home.exists()

    machine.starts(answers_for(**NO_MEDICINE)).fits("start")
    before = record_bytes(home)
    machine.run("screen", "--answers", fever, "--json", "--no-save").fits("screening", SAME_DAY)
    assert record_bytes(home) == before
    machine.run("plan", "--json").fits("plan")

    machine.run("screen", "--answers", fever, "--json").fits("screening", SAME_DAY)
    assert machine.run("plan", "--json").fits("plan", SAME_DAY)["plan_allowed"] is False


# meds check


@pytest.mark.parametrize("region", ["NZ", "AU", "UK", "US", "CA", "NL", "DE", "other"])
@pytest.mark.parametrize("said", [{}, {"asthma": "yes"}, {"warfarin": "not_sure", "weight_kg": 45}])
def test_medicines_are_checked_for_every_region(machine: Machine, region: str, said: dict[str, Any]) -> None:
    path = machine.file(condition_answers(**said))
    document = machine.run("meds", "check", "--answers", path, "--region", region, "--json").fits(
        "meds_check"
    )
    assert document["region"] == region
    ibuprofen = document["medicines"]["ibuprofen"]
    if region == "other":
        assert ibuprofen["limits"] == {}
    elif not said:
        assert ibuprofen["verdict"] == "allow"
    else:
        assert ibuprofen["verdict"] in {"ask_first", "avoid"}
        assert set(said) & {reason["rule"] for reason in ibuprofen["reasons"]}


def test_medicine_answers_that_cannot_be_used_are_all_named(machine: Machine, home: Path) -> None:
    answers = condition_answers(asthma="maybe", moon="no", age_years="41")
    del answers["warfarin"], answers["weight_kg"]
    ran = machine.run("meds", "check", "--answers", machine.file(answers), "--region", "NZ", "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    for name in ("asthma", "moon", "age_years", "warfarin", "weight_40_49"):
        assert f"- {name}: " in ran.err
    assert record_bytes(home) == {}


def test_an_unknown_weight_and_age_are_given_by_their_rows(machine: Machine) -> None:
    answers = condition_answers()
    del answers["weight_kg"], answers["age_years"]
    rows = ("age_under_18", "age_60_64", "age_65_74", "age_75_plus", "weight_under_40", "weight_40_49")
    answers |= dict.fromkeys(rows, "not_sure")
    path = machine.file(answers)
    document = machine.run("meds", "check", "--answers", path, "--region", "NZ", "--json").fits("meds_check")
    assert document["medicines"]["ibuprofen"]["verdict"] == "avoid"
    assert set(rows) & {reason["rule"] for reason in document["medicines"]["paracetamol"]["reasons"]}


def test_an_unknown_region_is_named_with_those_that_there_are(machine: Machine) -> None:
    path = machine.file(condition_answers())
    ran = machine.run("meds", "check", "--answers", path, "--region", "XX", "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    assert all(code in ran.err for code in ("NZ", "AU", "UK", "US", "CA", "NL", "DE", "other"))


# start


def test_everything_start_may_ask_is_listed_with_types_and_choices(machine: Machine) -> None:
    listed = machine.run("start", "--questions", "--json").fits("questions")["questions"]
    ids = [one["id"] for one in listed]
    assert sorted(ids) == sorted(all_questions(real_book()))
    assert len(set(ids)) == len(ids)
    intake = {question.id: question for question in real_book().intake}
    for one in listed:
        if one["id"] in intake and intake[one["id"]].kind in LISTED:
            assert [choice["id"] for choice in one["choices"]] == [
                choice.id for choice in intake[one["id"]].choice
            ]


def test_the_example_is_accepted_as_it_is(machine: Machine, tmp_path: Path) -> None:
    example = machine.run("start", "--example")
    assert "A question that is left out is refused, never assumed." in example.out
    assert (example.code, example.err) == (DONE, "")
    path = tmp_path / "example.toml"
    path.write_text(example.out, encoding="utf-8")
    document = machine.run("start", "--answers", str(path), "--json").fits("start")
    assert document["disposition"] == "self_care"
    assert document["plan"]["number"] == 1
    assert document["course"]["medicine"] == "paracetamol"


def test_an_ordinary_start_with_medicine(machine: Machine) -> None:
    document = machine.starts(answers_for(took_last_24h="yes")).fits("start")
    assert document["medicine"]["verdict"] == "allow"
    assert document["course"]["doses"][0]["at"] >= "2026-11-24T09:00+00:00"
    assert document["plan"]["items"][0]["id"] == "walk"
    assert document["no_course"] == []


def test_a_second_start_from_a_file_needs_a_word_for_it_while_a_plan_runs(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE)).fits("start")
    before = machine.run("plan", "--json").document
    refused = machine.starts(answers_for(**NO_MEDICINE))
    assert (refused.code, refused.out) == (2, "")
    assert "There is a plan already" in refused.err
    assert "--anew" in refused.err
    assert machine.run("plan", "--json").document == before
    machine.waits(days=1)
    machine.starts(answers_for(**NO_MEDICINE), "--anew").fits("start")
    assert machine.run("plan", "--json").document["week"]["starts_on"] != before["week"]["starts_on"]


def test_a_start_whose_medicine_is_withheld_says_why(machine: Machine) -> None:
    document = machine.starts(answers_for(medicine="ibuprofen", asthma="yes")).fits("start")
    assert document["course"] is None
    assert document["medicine"]["verdict"] == "ask_first"
    assert "asthma" in [reason["rule"] for reason in document["no_course"]]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"em_chest_pain": "yes"}, EMERGENCY),
        ({"inf_fever": "yes"}, SAME_DAY),
        ({"ca_ever": "yes"}, SOON),
        ({"scope_known_cause": "yes"}, DONE),
    ],
)
def test_a_start_that_ends_elsewhere_has_no_plan_in_it(
    machine: Machine, said: dict[str, Any], code: int
) -> None:
    document = machine.starts(answers_for(**said)).fits("start", code)
    assert (document["plan_allowed"], document["plan"], document["course"]) == (False, None, None)


def test_start_names_all_faults_at_once_and_records_nothing(machine: Machine) -> None:
    answers = answers_for() | {"em_faint": "perhaps", "moon": "yes", "confidence": 99, "work": "secret work"}
    del answers["waking"], answers["ca_ever"], answers["asthma"]
    ran = machine.starts(answers)
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    for name in ("em_faint", "moon", "confidence", "work", "waking", "ca_ever", "asthma"):
        assert ran.err.count(f"- {name}: ") == 1
    assert "secret work" not in ran.err
    assert machine.run("status", "--json").code == NOTHING_STARTED


# log, plan, progress, status, why


def test_after_an_event_everything_is_due_and_the_weekly_questions_are_refused(machine: Machine) -> None:
    machine.starts(answers_for())
    machine.waits(days=1)
    document = machine.logs("--all-clear", "--flag", "daily_news").fits("log")
    assert document["screening_due"] == ["event_news"]
    assert document["plan_allowed"] is False
    resting = machine.run("plan", "--json").fits("plan", REFUSED)
    assert (resting["is_stale"], resting["screening_due"]) == (True, ["event_news"])
    refused = machine.run("screen", "--questions", "--weekly", "--json")
    assert (refused.code, refused.out) == (BAD_INPUT, "")
    assert "backcoach screen" in refused.err


def test_a_weekly_file_is_read_as_strictly_as_any(machine: Machine) -> None:
    machine.starts(answers_for())
    machine.waits(days=1)
    wrong = {"em_chest_pain": "no", "ces_pee_start": "perhaps", "nobody": "no"}
    refused = machine.run("screen", "--weekly", "--answers", machine.file(wrong), "--json")
    assert (refused.code, refused.out) == (BAD_INPUT, "")
    for line in ("nobody: unknown", "ces_pee_start: must be", "ces_saddle_numb: not answered"):
        assert line in refused.err


def test_a_weekly_file_is_not_kept_when_nobody_wants_it_kept(machine: Machine, home: Path) -> None:
    machine.starts(answers_for())
    machine.waits(days=6)
    before = record_bytes(home)
    asked = machine.run("screen", "--questions", "--weekly", "--json").document["questions"]
    path = machine.file({one["id"]: "no" for one in asked})
    machine.run("screen", "--weekly", "--answers", path, "--no-save", "--json").fits("screening")
    assert record_bytes(home) == before


def test_a_clean_file_beside_a_graver_result_says_what_stands(machine: Machine) -> None:
    machine.starts(answers_for())
    machine.waits(days=1)
    machine.logs("--all-clear", "--flag", "inf_fever").fits("log", SAME_DAY)
    machine.waits(hours=1)
    clean = {name: plain for name, plain in answers_for().items() if name in SCREENING_IDS}
    document = machine.run("screen", "--answers", machine.file(clean), "--json").fits("screening")
    assert document["disposition"] == "self_care"
    assert document["standing"]["disposition"] == "same_day"
    assert document["standing"]["plan_allowed"] is False
    said = machine.run("screen", "--answers", machine.file(clean))
    assert "Talk to a doctor today" in said.out.splitlines()[1] + said.out.splitlines()[0] + said.out[:400]
    assert "looking after your back yourself" not in said.out


def test_without_a_start_there_is_nothing_to_review(machine: Machine) -> None:
    assert machine.run("screen", "--questions", "--weekly", "--json").code == NOTHING_STARTED


def test_ten_days_of_logs(machine: Machine) -> None:
    machine.starts(answers_for())
    machine.logs("--all-clear", "--dose", "paracetamol 500").fits("log")
    days = (
        (
            "--all-clear",
            "--walk",
            "20",
            "--did",
            "knee_roll=3",
            "--function",
            "6",
            "--pain",
            "5",
            "--worst",
            "7",
        ),
        ("--all-clear", "--did", "nothing", "--sleep", "3.5", "--distress", "6", "--leg", "2"),
        ("--all-clear",),
        ("--all-clear", "--dose", "paracetamol 1000 @ 8:15", "--note", 'a "note" \x1b[31m with\nlines'),
        ("--all-clear", "--dose", "paracetamol 1500", "--taken"),
        ("--all-clear", "--no-flare", "--pain", "0"),
        ("--all-clear", "--date", "yesterday", "--pain", "2"),
        ("--all-clear", "--date", "2026-11-25", "--pain", "2", "--walk", "0"),
        ("--all-clear", "--function", "10"),
    )
    reviews: list[Any] = []
    for options in days:
        machine.waits(days=1)
        if machine.run("plan", "--json").fits("plan")["review_due"]:
            reviews.append(machine.reviews().fits("screening"))
            machine.looks_back().fits("review")
        document = machine.logs(*options).fits("log")
        assert document["plan_allowed"]
        assert document["screening_due"] == []
        assert document["safety"]["disposition"] == "self_care"
        machine.run("plan", "--json").fits("plan")
        machine.run("status", "--json").fits("status")
    assert len(reviews) == 1
    assert machine.run("plan", "--json").document["week"]["number"] == 2
    earlier = machine.run("plan", "--week", "1", "--json").fits("plan")
    assert (earlier["is_current"], earlier["today"], earlier["items"]) == (False, None, [])
    assert machine.run("plan", "--json").fits("plan")["today"] is not None
    shown = machine.run("plan", "--week", "1").out
    assert "Today" not in shown
    assert "The week" in shown
    assert "The week" in machine.run("plan", "--week", "1", "--today").out
    document = machine.run("progress", "--json").fits("progress")
    assert [week["number"] for week in document["weeks"]] == [1, 2]
    assert sum(week["doses"] for week in document["weeks"]) == 3
    assert [day["day_on"] for day in document["days"]] == sorted(day["day_on"] for day in document["days"])


def test_a_log_says_back_what_was_understood(machine: Machine) -> None:
    machine.starts(answers_for())
    options = ("--all-clear", "--walk", "20", "--did", "bridge=2", "--pain", "0", "--no-flare", "--note", "x")
    document = machine.logs(*options, "--dose", "paracetamol 500").fits("log")
    assert document["check_in"] == {
        "pain": 0.0,
        "is_flare": False,
        "done": [{"item": "walk", "amount": 20}, {"item": "str_bridge", "amount": 2}],
        "note": "x",
    }
    (dose,) = document["doses"]
    assert (dose["medicine"], dose["mg"], dose["outcome"]) == ("paracetamol", 500, "fine")
    assert (dose["at"], dose["next_allowed_at"]) == ("2026-11-23T09:00+00:00", "2026-11-23T13:00+00:00")


def test_a_red_flag_in_a_log_and_all_that_comes_after_it(machine: Machine) -> None:
    machine.starts(answers_for())
    machine.waits(days=1)
    document = machine.logs("--all-clear", "--flag", "inf_fever", "--pain", "6").fits("log", SAME_DAY)
    assert document["plan_allowed"] is False
    assert "R31_INF_TODAY" in [reason["rule"] for reason in document["safety"]["reasons"]]

    withheld = machine.run("plan", "--json").fits("plan", SAME_DAY)
    assert (withheld["week"], withheld["is_stale"]) == (None, False)
    assert withheld["reasons"] == document["safety"]["reasons"]
    assert machine.run("status", "--json").fits("status", SAME_DAY)["week"] is None
    assert machine.run("progress", "--json").fits("progress")["weeks"][0]["pain_n"] == 1
    refused = machine.logs("--dose", "paracetamol 500")
    assert (refused.code, refused.out) == (REFUSED, "")


def test_an_emergency_in_a_log(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.waits(days=1)
    document = machine.logs("--flag", "em_chest_pain=not_sure").fits("log", EMERGENCY)
    assert document["disposition"] == "emergency_now"


def test_an_overdose_in_a_log(machine: Machine) -> None:
    machine.starts(answers_for())
    document = machine.logs("--dose", "paracetamol 8 g", "--taken").fits("log", EMERGENCY)
    assert document["doses"][0]["outcome"] == "above_limit"
    assert [reason["rule"] for reason in document["doses"][0]["reasons"]] == ["taken_above_limit_paracetamol"]


def test_a_swallowed_dose_of_a_medicine_never_checked_has_no_next_time(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    refused = machine.logs("--all-clear", "--dose", "ibuprofen 200")
    assert (refused.code, refused.out) == (REFUSED, "")
    assert "ask a pharmacist. See: backcoach why not_cleared" in refused.err
    (dose,) = machine.logs("--dose", "ibuprofen 200", "--taken").fits("log")["doses"]
    assert (dose["outcome"], dose["next_allowed_at"]) == ("not_open", None)


def test_a_refused_dose_is_told_on_stderr_with_the_time(machine: Machine) -> None:
    machine.starts(answers_for())
    machine.logs("--all-clear", "--dose", "paracetamol 1000").fits("log")
    machine.waits(hours=1)
    ran = machine.logs("--dose", "paracetamol 1000")
    assert (ran.code, ran.out) == (REFUSED, "")
    assert "allowed from Mon 23 Nov 13:00" in ran.err


def test_stale_answers_withhold_the_plan_with_a_document(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.waits(days=8)
    document = machine.run("plan", "--json").fits("plan", REFUSED)
    assert (document["is_stale"], document["plan_allowed"]) == (True, False)
    assert machine.run("status", "--json").fits("status")["is_stale"] is True
    ran = machine.logs("--all-clear")
    assert (ran.code, ran.out) == (BAD_INPUT, "")


def test_progress_with_gaps_says_null_and_never_nought(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    (week,) = machine.run("progress", "--json").fits("progress")["weeks"]
    assert (week["pain_mean"], week["function_mean"], week["days_logged"]) == (None, None, 0)
    machine.logs("--all-clear", "--pain", "0")
    document = machine.run("progress", "--json").fits("progress")
    assert (document["weeks"][0]["pain_mean"], document["weeks"][0]["pain_n"]) == (0, 1)
    assert document["days"] == [
        {"day_on": "2026-11-23", "pain_average": 0.0, "pain_worst": 0.0, "is_flare": False, "over_did": False}
    ]
    assert document["change"] is None


def test_status_before_and_after(machine: Machine) -> None:
    before = machine.run("status", "--json")
    assert (before.code, before.out) == (NOTHING_STARTED, "")
    machine.starts(answers_for())
    after = machine.run("status", "--json").fits("status")
    assert (after["week"], after["is_logged_today"], after["next_item"]) == (1, False, "Walking")
    machine.logs("--all-clear", "--walk", "20")
    assert machine.run("status", "--json").fits("status")["done"] == 1


@pytest.mark.parametrize(
    "id_",
    [
        "R30_INF_EMERGENCY",
        "plan_adults_only",
        "em_chest_pain",
        "daily_nerves",
        "asthma",
        "too_few_days",
        "paracetamol",
        "nz_paracetamol_500",
        "track_acute",
        "progress",
        "str_bridge",
        "walk",
        "balance",
        "pregnant_early",
        "fear_of_movement",
        "work_half_late",
        "peg",
        "rmdq",
        "measure_recalled",
        "S-NHS",
    ],
)
@pytest.mark.parametrize("is_started", [False, True], ids=["without a record", "with a plan"])
def test_why_explains_each_kind_of_thing(machine: Machine, id_: str, is_started: bool) -> None:
    if is_started:
        machine.starts(answers_for())
    document = machine.run("why", id_, "--json").fits("why")
    assert document["id"] == id_
    assert document["status"] == "draft"


# What holds for all of them


COMMANDS = (
    ("screen", "--questions"),
    ("screen", "--daily"),
    ("screen", "--answers", "SCREEN"),
    ("screen", "--answers", "SCREEN", "--no-save"),
    ("screen", "--answers", "BROKEN"),
    ("screen", "--answers", "MISSING"),
    ("screen",),
    ("meds", "check", "--answers", "MEDS", "--region", "nz"),
    ("meds", "check", "--answers", "MEDS", "--region", "moon"),
    ("meds", "check", "--answers", "BROKEN", "--region", "NZ"),
    ("meds",),
    ("meds", "history"),
    ("comfort",),
    ("comfort", "heat_wrap"),
    ("exercises",),
    ("exercises", "bridge"),
    ("exercises", "moonwalk"),
    ("go", "--list"),
    ("go", "--list", "knee_roll"),
    ("go", "--list", "--relax", "r_micro"),
    ("go",),
    ("go", "--list", "moonwalk"),
    ("learn",),
    ("learn", "e04_hurt_harm"),
    ("learn", "--list"),
    ("learn", "--mute", "e20_smoke"),
    ("learn", "moon"),
    ("work",),
    ("work", "--normal", "40", "--now", "8"),
    ("work", "--normal", "40"),
    ("work", "--did", "25"),
    ("sheet",),
    ("close",),
    ("close", "--yes"),
    ("goals",),
    ("goals", "set", "1", "--if", "at ten", "--then", "I walk"),
    ("goals", "set", "2", "--name", "swim", "--score", "3"),
    ("goals", "set", "moon"),
    ("goals", "set"),
    ("goals", "drop", "3"),
    ("goals", "drop", "7"),
    ("log", "--all-clear", "--goal", "1=yes"),
    ("log", "--all-clear", "--goal", "1=maybe"),
    ("sheet", "--set", "keep=walks"),
    ("sheet", "--set", "moon=walks"),
    ("start", "--questions"),
    ("start", "--answers", "START"),
    ("start", "--answers", "EMERGENCY"),
    ("start", "--answers", "BROKEN"),
    ("start",),
    ("log",),
    ("log", "--walk", "10"),
    ("log", "--all-clear", "--walk", "10", "--note", "{"),
    ("log", "--all-clear", "--pain", "11"),
    ("log", "--all-clear", "--did", "moonwalk"),
    ("log", "--all-clear", "--date", "tomorrow"),
    ("log", "--all-clear", "--dose", "paracetamol 9000"),
    ("log", "--dose", "paracetamol 9000", "--taken"),
    ("log", "--flag", "em_chest_pain"),
    ("log", "--walk", "ten"),
    ("plan",),
    ("plan", "--today"),
    ("plan", "--week", "1"),
    ("plan", "--week", "7"),
    ("progress",),
    ("progress", "--no-plot"),
    ("measures",),
    ("measures", "peg"),
    ("measures", "moon"),
    ("measures", "--peg", "7,6,8"),
    ("measures", "--peg", "7,6"),
    ("status",),
    ("why", "walk"),
    ("why", "wlk"),
    ("why",),
)
STATES = ("nothing", "plan", "suspended", "stale")


def bring_into(machine: Machine, state: str) -> None:
    """A record in one of the states that a person can be in."""
    if state != "nothing":
        machine.starts(answers_for())
        machine.waits(days=1)
    if state == "suspended":
        machine.logs("--all-clear", "--flag", "inf_fever")
    if state == "stale":
        machine.waits(days=9)


@pytest.mark.parametrize("state", STATES)
def test_stdout_holds_one_document_or_nothing_and_stderr_only_talk(
    machine: Machine, state: str, tmp_path: Path
) -> None:
    bring_into(machine, state)
    (tmp_path / "broken.toml").write_text("em_faint = ", encoding="utf-8")
    files = {
        "SCREEN": machine.file(screening_answers(), "screen.json"),
        "MEDS": machine.file(condition_answers(), "meds.json"),
        "START": machine.file(answers_for(), "start.json"),
        "EMERGENCY": machine.file(answers_for(em_chest_pain="yes"), "emergency.json"),
        "BROKEN": str(tmp_path / "broken.toml"),
        "MISSING": str(tmp_path / "not there.toml"),
    }
    for command in COMMANDS:
        ran = machine.run(*(files.get(part, part) for part in command), "--json")
        assert ran.code in {DONE, BAD_INPUT, NOTHING_STARTED, REFUSED, SOON, SAME_DAY, EMERGENCY}, command
        if ran.code in {DONE, SOON, SAME_DAY, EMERGENCY} or ran.out:
            assert isinstance(ran.document, dict), command
            assert ran.err == "", command
        else:
            assert ran.err.strip(), command
        assert not [line for line in ran.err.splitlines() if line.startswith(("{", "}", '  "'))], command
        assert "Traceback" not in ran.err, command


def as_a_program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "backcoach", *arguments], env={**os.environ, **environment})


def test_as_a_program_of_its_own_it_keeps_the_two_streams_apart(tmp_path: Path) -> None:
    now = {"BACKCOACH_NOW": MORNING.isoformat(), "FORCE_COLOR": "1"}
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers_for(em_chest_pain="yes")), encoding="utf-8")
    ran = as_a_program("start", "--answers", str(path), "--json", **now)
    assert (ran.returncode, ran.stderr) == (EMERGENCY, "")
    assert not faults("start", json.loads(ran.stdout))
    assert as_a_program("status", "--json", **now).returncode == EMERGENCY


def test_without_a_terminal_nothing_is_asked(home: Path) -> None:
    for command in (("start",), ("screen",), ("log",)):
        ran = as_a_program(*command, BACKCOACH_NOW=MORNING.isoformat())
        assert ran.returncode in {BAD_INPUT, NOTHING_STARTED}
        assert ran.stdout == ""
        assert ran.stderr.strip()
    assert not home.exists()


def test_a_pretended_clock_is_refused_with_the_real_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BACKCOACH_HOME")
    ran = as_a_program("status", "--json", BACKCOACH_NOW=MORNING.isoformat())
    assert (ran.returncode, ran.stdout) == (BAD_INPUT, "")
    assert "real record" in ran.stderr


@pytest.mark.parametrize("text", ["2026-11-23T09:00:00", "monday", "", "2026-11-23"])
def test_a_pretended_clock_needs_its_offset(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    monkeypatch.setenv("BACKCOACH_NOW", text)
    ran = machine.run("status", "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")


def test_home_as_an_option_goes_before_the_environment(machine: Machine, home: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    path = machine.file(answers_for(**NO_MEDICINE))
    machine.run("--home", str(other), "start", "--answers", path, "--json").fits("start")
    assert other.is_dir()
    assert not home.exists()
    machine.run("status", "--home", str(other), "--json").fits("status")
    assert machine.run("status", "--json").code == NOTHING_STARTED
