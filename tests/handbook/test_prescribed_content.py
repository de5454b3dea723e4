"""The content on prescribed medicines as shipped, and every fault its reader must find."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from backcoach.coach.limits import Medicine
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.prescribed import PRESCRIBED, read_prescribed
from tests.coach.medicine_content import BOOK as MEDICINE
from tests.coach.test_prescribed import BOOK
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade

CONDITIONS = [one.id for one in MEDICINE.conditions]
OURS = {one.value for one in Medicine} | {"naproxen sodium", "other anti-inflammatory"}
WORDS_FOR_KINDS = (
    *("opioid", "muscle relaxant", "benzodiazepine", "gabapentinoid", "antidepressant", "steroid"),
    *("strong painkiller", "calming", "sleeping pill", "nerve medicine", "dipyrone", "cannabis", "cox-2"),
)
AMOUNT = re.compile(
    r"(?<![\w-])\d[\d.,]*\s*(?:mg|mcg|µg|g\b|ml|milligram|tablet|capsule|drop|patch|pill|unit|times|x\b|hours?\b)",
    re.IGNORECASE,
)


@cache
def never_dosed() -> frozenset[str]:
    names = {name for one in BOOK.substances if not {*one.names} & OURS for name in one.names}
    long_enough = {name for name in names if len(name) > 3}  # cbd, thc: too short to look for
    return frozenset({*long_enough, *WORDS_FOR_KINDS})


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?:;])\s+|\n+", text) if part.strip()]


def doses_told(text: str) -> list[str]:
    """The sentences that name a prescriber's medicine and an amount of anything beside it."""
    found = [one for one in sentences(text) if any(name in one.lower() for name in never_dosed())]
    return [one for one in found if AMOUNT.search(one)]


def test_the_search_for_doses_sees_one() -> None:
    assert doses_told("Fine. Take codeine 30 mg now.") == ["Take codeine 30 mg now."]
    assert doses_told("One tramadol, 2 tablets a day") != []
    assert doses_told("Paracetamol 500 mg. An opioid is never planned.") == []


def texts_in(path: Path) -> list[str]:
    """Every text in quotes of a content file; notes for authors are none of them."""
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return re.findall(r'"([^"\n]*)"', "\n".join(lines))


@pytest.mark.parametrize(
    "path",
    sorted(one for one in find_content().rglob("*.toml") if one.parent.name not in ("sources", "cases")),
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_no_content_tells_a_dose_of_a_prescribers_medicine(path: Path) -> None:
    assert [text for one in texts_in(path) for text in doses_told(one)] == []


def test_every_kind_has_facts_and_says_not_to_stop_or_whom_to_ask() -> None:
    for kind in BOOK.classes:
        assert kind.fact
        assert all(fact.sources for fact in kind.fact)
    for id_ in ("opioid", "benzodiazepine", "gabapentinoid", "antidepressant", "steroid", "muscle_relaxant"):
        text = " ".join(fact.text for fact in BOOK.medicine_class(id_).fact)
        assert "Never stop suddenly" in text


def test_the_opioid_facts_hold_the_figures_of_the_trial_and_the_signs_of_danger() -> None:
    text = " ".join(fact.text for fact in BOOK.medicine_class("opioid").fact)
    for words in ("6 weeks", "20 in 100", "10 in 100", "laxative", "drive", "blue lips", "Lock it away"):
        assert words in text
    metamizole = " ".join(fact.text for fact in BOOK.medicine_class("metamizole").fact)
    for words in ("Fever", "chills", "sore throat", "mouth", "any amount", "any time"):
        assert words in metamizole


def test_the_texts_are_plain() -> None:
    texts = [fact.text for kind in BOOK.classes for fact in kind.fact]
    texts += [one for rule in BOOK.rules for one in (rule.why, *rule.steps)]
    texts += [one.text for one in BOOK.questions]
    grades = [grade(text) for text in texts]
    assert sum(grades) / len(grades) <= 6


def test_nobody_is_told_to_stop_or_change_what_was_prescribed() -> None:
    texts = [fact.text for kind in BOOK.classes for fact in kind.fact]
    texts += [one for rule in BOOK.rules for one in (rule.why, *rule.steps)]
    for text in texts:
        for part in sentences(text):
            if re.search(r"\b(stop|change)\b", part, re.IGNORECASE):
                assert re.search(r"never|not|day to stop|nothing", part, re.IGNORECASE), part


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (('id = "prescribed_noted"', 'id = "prescribed_written"'), "'prescribed_noted' is missing"),
        (('id = "food"', 'id = "meals"'), "is no field of a label"),
        (('id = "other_prescribed"', 'id = "rest"'), "'other_prescribed' is missing"),
        (('medicine_class = "steroid"', 'medicine_class = "steroids"'), "is not a medicine_class"),
        (('conditions = ["lithium"]', 'conditions = ["litium"]'), "'litium', which does not exist"),
        (('name = "digoxin"', 'name = "Lithium"'), "this id stands more than once"),
        (('label = "a cannabis medicine"', 'label = " "'), "cannabis: has an empty text"),
        (('short = "food"', 'short = ""'), "food: has an empty text"),
        (("may_skip = true\nis_extra = true", "is_extra = true"), "so it may be skipped"),
        (('kind = "ingredients"', 'kind = "list"'), "is not one of"),
        (("base_parts = 10", "base_parts = 12"), "base_parts must be above 0"),
    ],
)
def test_every_fault_is_found(damage: tuple[str, str], words: str, tmp_path: Path) -> None:
    root = copy_of(PRESCRIBED.partition("/")[0], tmp_path)
    break_it(root, Damage(PRESCRIBED, *damage))
    reader = ContentReader(root)
    assert read_prescribed(reader, CONDITIONS) is None
    assert any(words in fault for fault in faults_of(reader)), faults_of(reader)


def test_a_kind_without_facts_and_a_missing_condition_are_found(tmp_path: Path) -> None:
    root = copy_of("medicine", tmp_path)
    head, _, tail = (root / PRESCRIBED).read_text(encoding="utf-8").partition('id = "cannabis"')
    rest = tail[tail.index("[[medicine_class]]") :]
    bare = f'{head}id = "cannabis"\nlabel = "c"\nfact = []\n{rest}'
    (root / PRESCRIBED).write_text(bare, encoding="utf-8")
    reader = ContentReader(root)
    assert read_prescribed(reader, [one for one in CONDITIONS if one != "other_nsaid"]) is None
    found = faults_of(reader)
    assert any("tells no fact" in fault for fault in found)
    assert any("'other_nsaid' does not exist" in fault for fault in found)
