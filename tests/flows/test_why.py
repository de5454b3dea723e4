"""Everything that has an id can be explained, and every reason given has one."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from backcoach.coach.bout import NUMBERS
from backcoach.coach.course import Course
from backcoach.coach.record import MedicineChecked, Screened
from backcoach.coach.values import Reason
from backcoach.coach.week import WeekPlan
from backcoach.flows import why
from backcoach.flows.errors import BadInput
from backcoach.flows.glossary import glossary
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.signposts import say
from backcoach.flows.why import explain
from backcoach.handbook.faults import find_content
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.loading import load_handbook
from tests.flows.people import NO_MEDICINE, Person


def test_every_id_of_the_glossary_is_found_with_its_own_words_and_sources(
    book: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = tuple(glossary(book))
    monkeypatch.setattr(why, "glossary", lambda _: entries)
    assert len(entries) > 500
    for entry in entries:
        found = explain(entry.id, book)
        assert found.id.lower() == entry.id.lower()
        assert set(entry.words) <= set(found.words)
        assert set(entry.sources) <= {source.id for source in found.sources}
        assert found.sources or entry.kind == "source"
        assert found.is_draft
        assert (found.inputs, found.decided) == ((), None)


def test_checked_or_draft_goes_by_the_file_an_entry_stands_in(tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(find_content(), root)
    for name in ("screening/rules_mind.toml", "sources/activity.toml"):
        plain = (root / name).read_text(encoding="utf-8")
        checked = plain.replace('status = "draft"', 'status = "checked"\nreviewer = "Dr Example"', 1)
        (root / name).write_text(checked, encoding="utf-8")
    book = load_handbook(root)
    assert not explain("R85_MH_EMERGENCY", book).is_draft
    assert not explain("WALKBACK24", book).is_draft
    for id_ in ("R31_INF_TODAY", "mh_suicide_now", "str_bridge", "paracetamol", "S-GIRFT"):
        assert explain(id_, book).is_draft


def test_every_rule_question_and_pack_of_the_content_is_in_the_glossary(book: Handbook) -> None:
    ids = {entry.id for entry in glossary(book)}
    screening, medicine, activity = book.screening, book.medicine, book.activity
    parts: tuple[Iterable[str], ...] = (
        (one.id for one in screening.rules.rules),
        (one.id for one in screening.rules.plan_gates),
        screening.rules.questions,
        (one.id for one in screening.gates),
        (one.id for one in (*screening.parts, *screening.tags)),
        (one.id for one in (*screening.signposts.patterns, *screening.signposts.milestones)),
        (one.id for one in (*screening.rescreening.sets, *screening.rescreening.events)),
        (one.id for one in (*activity.thoughts.rules, *activity.thoughts.lessons)),
        (one.id for one in medicine.conditions),
        (one.id for one in medicine.rules),
        (one.id.value for one in medicine.medicines),
        (pack.id for region in book.regions for pack in region.products),
        (pack.id for pack in book.packs.packs),
        (one.id for one in activity.exercises),
        (one.id for one in activity.types),
        (one.id for one in activity.plan_rules),
        (one.id for one in activity.review_rules),
        (one.id for one in activity.modifiers),
        (one.id for one in activity.worries),
        book.sources,
    )
    assert not [one for part in parts for one in part if one not in ids]


def test_two_things_with_one_id_are_both_told(book: Handbook) -> None:
    found = explain("balance", book)
    assert found.kind == "plan rule, modifier"
    assert book.activity.plan_rule("balance").why in found.words
    modifier = book.activity.modifier("balance")
    assert modifier is not None
    assert modifier.why in found.words


@pytest.mark.parametrize("typed", ["r30_inf_emergency", " R30_INF_EMERGENCY ", "R30_inf_Emergency"])
def test_capitals_and_spaces_do_not_matter(book: Handbook, typed: str) -> None:
    assert explain(typed, book).id == "R30_INF_EMERGENCY"


@pytest.mark.parametrize(
    ("typed", "near"),
    [("str_brige", "str_bridge"), ("R30_INF", "R30_INF_EMERGENCY"), ("paracetamoll", "paracetamol")],
)
def test_a_slip_is_answered_with_ids_that_are_near(book: Handbook, typed: str, near: str) -> None:
    with pytest.raises(BadInput) as refused:
        explain(typed, book)
    assert near in refused.value.next_step


@pytest.mark.parametrize("typed", ["", "\x1b[2J", "zzzzzzzzzzzzzzzz"])
def test_what_is_like_nothing_says_where_the_ids_stand(book: Handbook, typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        explain(typed, book)
    assert "plan --json" in refused.value.next_step


def reasons_of(person: Person) -> list[Reason]:
    journal = person.desk.journal
    screened = [entry.body for entry in journal.entries(Screened)]
    found = [reason for body in screened for reason in (*body.reasons, *body.plan_reasons)]
    for kind in (WeekPlan, MedicineChecked, Course):
        found += [reason for entry in journal.entries(kind) for reason in entry.body.reasons]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"medicine": "ibuprofen", "inf_diabetes": "yes", "asthma": "not_sure"},
        {"region": "DE", "weight_kg": 45, "waking": "10:00-20:00"},
        {"region": "other", "medicine": "ibuprofen"},
        {
            "age_years": 78,
            "course_weeks": 20,
            "onset_age": 60,
            "fx_minor_fall": "no",
            "worries": ["fear_of_movement"],
            **NO_MEDICINE,
        },
        {"scope_known_cause": "yes"},
        {"inf_fever": "not_sure", "em_cough_blood": "yes"},
    ],
    ids=lambda said: ", ".join(said) or "ordinary",
)
def test_every_reason_ever_given_can_be_looked_up_with_what_it_looked_at(
    person: Person, said: dict[str, object]
) -> None:
    person.starts(**said)
    person.waits(days=6)
    person.logs(pain=5)
    person.waits(days=6)
    person.logs(pain=5)
    issue_due_weeks(person.desk)
    reasons = reasons_of(person)
    for reason in reasons:
        found = explain(reason.rule, person.desk.book, person.desk)
        assert reason.why in found.words
        assert set(reason.sources) <= {source.id for source in found.sources}


def test_a_rule_of_the_last_week_plan_is_told_with_its_inputs(person: Person) -> None:
    week = person.starts(**NO_MEDICINE).week
    assert week is not None
    found = explain("phase_by_date", person.desk.book, person.desk)
    assert found.decided == "plan of week 1"
    assert dict(found.inputs)["days_since_onset"] == "10"


def test_an_exercise_of_the_plan_is_told_with_why_it_was_chosen(person: Person) -> None:
    week = person.starts(**NO_MEDICINE).week
    assert week is not None
    for item in week.items:
        found = explain(item.id, person.desk.book, person.desk)
        assert found.decided == "plan of week 1"
        assert dict(found.inputs)["item"] == item.id


def test_a_medicine_condition_and_a_screening_rule_name_the_decision_they_were_part_of(
    person: Person,
) -> None:
    person.starts(medicine="ibuprofen", asthma="yes")
    found = explain("asthma", person.desk.book, person.desk)
    assert (found.decided, found.inputs) == ("medicine answers of 2026-11-23", (("asthma", "yes"),))
    person.screens(inf_fever="yes")
    found = explain("R31_INF_TODAY", person.desk.book, person.desk)
    assert found.decided == "safety answers of 2026-11-23"
    assert ("inf_fever", "yes") in found.inputs


def test_what_no_decision_named_has_no_inputs(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert explain("R30_INF_EMERGENCY", person.desk.book, person.desk).decided is None


@pytest.mark.parametrize(
    ("name", "id_"),
    [("Knee rolls", "mob_knee_roll"), (" bridge ", "str_bridge"), ("WALKING", "walk"), ("Cycling", "cycle")],
)
def test_what_stands_in_a_plan_is_found_by_the_name_it_has_there(name: str, id_: str) -> None:
    found = explain(name, load_handbook())
    assert found.id == id_
    assert found.words[0].lower() == name.strip().lower()


@pytest.mark.parametrize("id_", ["R44_CA_SOON14", "plan_adults_only", "ces_checked", "numb_skin", "week_6"])
def test_what_has_a_condition_is_told_with_it_in_words(book: Handbook, id_: str) -> None:
    (entry,) = (one for one in glossary(book) if one.id == id_)
    assert entry.when is not None
    text = "\n".join(explain(id_, book).when)
    assert text
    for question in entry.when.reads():
        known = book.screening.names.get(question)
        assert (known.short if known else question) in text


def test_what_has_no_condition_has_no_words_for_one(book: Handbook) -> None:
    assert explain("S-NHS", book).when == ()


def test_a_milestone_is_told_with_the_figures_it_was_said_with(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")
    say(person.desk)
    found = explain("week_2", person.desk.book, person.desk)

    assert found.decided == "record, as it was said on 2026-11-23"
    assert dict(found.inputs)["course_cant_do"] == "yes"
    assert dict(found.inputs)["pain_last_days"] == "0"
    assert explain("week_6", person.desk.book, person.desk).decided is None


def test_a_milestone_of_two_bouts_is_told_as_it_was_said_last(person: Person) -> None:
    for _ in range(2):
        person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")
        say(person.desk)
        person.waits(days=60)

    assert explain("week_2", person.desk.book, person.desk).decided == "record, as it was said on 2027-01-22"


def test_a_condition_on_the_record_names_its_figures_and_no_ids(book: Handbook) -> None:
    for milestone in book.screening.signposts.milestones:
        text = "\n".join(explain(milestone.id, book).when)
        assert not [name for name in NUMBERS if name in text]
    assert '"fall of the mean pain, first days to last": under 20 %' in "\n".join(
        explain("week_2", book).when
    )
