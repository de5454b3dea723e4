"""What a person reads in screening is plain: measured, one idea at a time, without clinical words."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import mean

import pytest

from backcoach.handbook.faults import find_content
from tests.handbook.reading import (
    CONDITIONS,
    FOR_CLINICIANS,
    Passage,
    grade,
    is_fragment,
    lines_of,
    longest_word,
    passages,
    readings,
)
from tests.spec.conftest import real_screening

MEAN_GRADE = 6.0
WORST_GRADE = 9.0
FRAGMENT_SYLLABLES = 4
"""A word on a line of few words is no longer than this."""
FILES = [*sorted((find_content() / "screening").glob("*.toml")), find_content() / "welcome.toml"]
READ = [passage for file in FILES for passage in passages(file)]
QUESTIONS = real_screening().rules.questions

CLINICAL = (
    *(
        "saddle",
        "anaesthe",
        "anesthe",
        "incontinen",
        "retention",
        "paraly",
        "sciatic",
        "stenosis",
        "aneurysm",
    ),
    *("dissection", "cauda", "equina", "malignan", "neuro", "bowel", "urin", "stool", "faec", "defecat"),
    *("abdom", "thorac", "lumbar", "radicul", "myelo", "spondyl", "sepsis", "septic", "mening", "abscess"),
    *(
        "ectopic",
        "placenta",
        "uveitis",
        "fracture",
        "tumour",
        "tumor",
        "metasta",
        "lesion",
        "trauma",
        "acute",
    ),
    *(
        "chronic",
        "onset",
        "lateral",
        "perine",
        "dyspn",
        "syncop",
        "vertebra",
        "compress",
        "analges",
        "triage",
    ),
    *(
        "inflammat",
        "symptom",
        "clinician",
        "disposition",
        "red flag",
        "prognos",
        "colic",
        "aort",
        "manipulat",
    ),
    *("osteop", "haem", "hemorr", "deficit", "pathway", "palpa", "tenderness", "contraind", "suicid"),
)
"""Beginnings of words. Such a word may stand only in brackets behind the plain words for the same thing."""

NAMED = ("called ankylosing spondylitis",)
"""Names that stand as names, since a letter from the hospital holds them."""

TWO_HALVES = frozenset(
    {
        *("em_chest_pain", "em_confused", "inf_very_ill", "ces_pee_start", "ces_checked", "neuro_foot_drop"),
        *("preg_possible", "mh_suicide_now", "ca_now", "fx_height_loss", "ibp_night_up"),
    }
)
"""Questions with two verbs that ask for one thing, read one by one. Whoever adds one looks at it here."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_text_of_a_file_is_harder_than_grade_9(file: Path) -> None:
    hard = [
        (round(grade(text), 1), place, text)
        for place, text in readings(passages(file))
        if grade(text) > WORST_GRADE
    ]

    assert hard == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_line_of_few_words_has_no_long_one(file: Path) -> None:
    lines = [line for one in passages(file) for line in lines_of(one) if is_fragment(line)]

    assert [line for line in lines if longest_word(line) > FRAGMENT_SYLLABLES] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_left_out_of_the_measure_holds_no_sentence(file: Path) -> None:
    names = list(passages(file, CONDITIONS | FOR_CLINICIANS))
    read = list(passages(file))

    assert [one for one in names if one not in read and len(one.text.split()) > 1] == []


@pytest.mark.parametrize("key", sorted({passage.key for passage in READ}))
def test_the_texts_of_each_kind_are_at_grade_6_or_below_on_average(key: str) -> None:
    grades = [grade(text) for _, text in readings(one for one in READ if one.key == key)]

    assert mean(grades) <= MEAN_GRADE


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_file_is_above_grade_6_on_average(file: Path) -> None:
    grades = [grade(text) for _, text in readings(passages(file))]

    assert not grades or mean(grades) <= MEAN_GRADE


def test_the_measure_sees_hard_sentences_and_leaves_no_text_out() -> None:
    hard = "Anticoagulant administration necessitates immediate multidisciplinary neurological evaluation."

    assert grade(hard) > WORST_GRADE
    assert {"text", "help", "self_check", "stem", "reason", "short", "why"} <= {one.key for one in READ}
    assert {"headline", "do", "say", "take_along", "do_not", "worse"} <= {one.key for one in READ}
    named = {one.entry for one in READ if one.key == "short" and one.file != "timeline.toml"}
    assert named <= {*QUESTIONS, *(gate.id for gate in real_screening().gates)}
    measured = " ".join(text for _, text in readings(READ))
    assert [line for one in READ for line in lines_of(one) if line not in measured] == []


def test_a_name_on_a_pack_does_not_make_a_sentence_hard_and_a_hard_word_does() -> None:
    assert grade("Take no more rivaroxaban or dabigatran until then.") < grade(
        "Take no more anticoagulant medication until then."
    )


def test_a_question_is_one_sentence_with_one_question_mark() -> None:
    texts = {one.id: re.sub(r"\([^)]*\)", "", one.text).strip() for one in QUESTIONS.values()}

    assert {name: text for name, text in texts.items() if not re.fullmatch(r"[^.?!]+\?", text)} == {}


def test_a_question_with_a_second_verb_was_looked_at() -> None:
    second = r"\b(?:and|or)\b,? (?:can|do|did|has|have|is|are|could|feel|become|was|were)\b"
    texts = {one.id: re.sub(r"\([^)]*\)", "", one.text) for one in QUESTIONS.values()}

    assert {name for name, text in texts.items() if re.search(second, text)} == TWO_HALVES


def clinical_words(text: str) -> list[str]:
    plain = re.sub(r"\([^)]*\)", "", text.lower())
    for name in NAMED:
        plain = plain.replace(name, "")
    return [word for word in CLINICAL if re.search(rf"\b{word}", plain)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_a_person_reads_has_a_clinical_word(file: Path) -> None:
    found = [(one.entry, one.text) for one in passages(file) if clinical_words(one.text)]

    assert found == []


def test_a_clinical_word_is_found_outside_brackets_only() -> None:
    assert clinical_words("Do you have an aneurysm?") == ["aneurysm"]
    assert clinical_words("Numbness in the saddle area") == ["saddle"]
    assert clinical_words("a bulge (aneurysm) in the belly") == []


def test_a_reason_is_given_before_the_private_questions() -> None:
    private = next(one for one in real_screening().interview.prompts if one.id == "B1")

    assert "private" in (private.reason or "")


def test_a_text_in_an_unknown_place_counts_as_read() -> None:
    assert lines_of(Passage("new.toml", "anything", "some_id", "Call {emergency} now.")) == ["Call 111 now."]


@pytest.mark.parametrize(
    "file", sorted((find_content() / "regions").glob("*.toml")), ids=lambda file: file.stem
)
def test_a_note_beside_a_number_is_plain(file: Path) -> None:
    notes = [one.text for one in passages(file) if one.key == "note"]

    assert [note for note in notes if grade(note) > WORST_GRADE or clinical_words(note)] == []
