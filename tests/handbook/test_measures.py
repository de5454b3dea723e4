"""The measures as they are shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.measures import Known
from backcoach.handbook.content import ContentReader
from backcoach.handbook.measures import read_measures
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade
from tests.handbook.test_reading_level import MEAN_GRADE, WORST_GRADE

BOOK = real_book().measures
PEG, ABOUT, DISTRESS = "measures/peg.toml", "measures/about.toml", "measures/distress.toml"


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of("measures", tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert (read_measures(reader) is None) is bool(reader.faults)
    return faults_of(reader)


def test_every_measure_of_the_fact_sheet_is_there_and_a_draft(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    assert BOOK.is_draft
    assert [one.id for one in BOOK.measures] == [
        *("own_activities", "daily_life", "confidence", "peg", "pain_recalled", "pain_daily", "leg_pain"),
        *("sleep", "distress", "work_hours", "overall"),
    ]
    assert [one.id for one in BOOK.left_out] == ["rmdq", "odi", "pseq_2"]
    assert {*BOOK.measure("peg").sources} >= {"KREBS09", "REED23"}
    assert "no gap" in BOOK.line("measure_recalled")
    assert BOOK.measure("peg").weeks == (0, 2, 4, 6, 8, 12)


def test_a_figure_that_nobody_read_cites_no_paper_for_it() -> None:
    unread = [figure for one in BOOK.measures for figure in one.figure if figure.known is Known.RECALLED]
    assert unread
    assert {source for figure in unread for source in figure.sources} == {"M"}


def test_function_stands_above_pain() -> None:
    places = [one.id for one in BOOK.measures]
    assert places.index("own_activities") < places.index("daily_life") < places.index("pain_daily")


def test_the_words_are_easy_to_read() -> None:
    texts = [text for one in BOOK.measures for text in (one.when, one.score, one.counts, one.licence)]
    texts += [part.text for one in BOOK.measures for part in (*one.item, *one.figure)]
    texts += [form.why for form in BOOK.left_out]
    texts += [line.text for line in BOOK.lines]
    assert [text for text in texts if grade(text) > WORST_GRADE] == []
    assert grade(" ".join(texts)) <= MEAN_GRADE


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(PEG, "Pain, enjoyment and what you do", " "), "name: has an empty text"),
        (Damage(PEG, 'label = "pain"', 'label = ""'), "peg_pain.label: has an empty text"),
        (
            Damage(PEG, 'text = "30 percent less counts as a change."', 'text = ""'),
            "figure: has an empty text",
        ),
        (
            Damage(DISTRESS, 'text = "high: talk to somebody about it"', 'text = ""'),
            "level: has an empty text",
        ),
        (Damage(PEG, "weeks = [0, 2, 4, 6, 8, 12]", "weeks = [0, 4, 2]"), "weeks: stand in order"),
        (Damage(PEG, "weeks = [0, 2, 4, 6, 8, 12]", ""), "weeks: stand in order"),
        (Damage(PEG, 'asked = "in_weeks"', 'asked = "weekly"'), "weeks: stand in order"),
        (Damage(PEG, 'asked = "in_weeks"', 'asked = "daily"'), "item: is what is asked"),
        (Damage(DISTRESS, 'ask = "Think of the last 7 days."', ""), "item: is what is asked"),
        (
            Damage(DISTRESS, 'field = "distress"', 'field = "mood"'),
            "field: 'mood' is nothing that a day keeps",
        ),
        (Damage(DISTRESS, "least = 7\nmost = 10", "least = 10\nmost = 7"), "level: ends before it begins"),
        (Damage(DISTRESS, 'id = "distress"', 'id = "peg"'), "peg: this id stands more than once"),
        (Damage(DISTRESS, "place = 9", "place = 4"), "4: this id stands more than once"),
        (
            Damage(ABOUT, 'id = "measure_not_known"', 'id = "measure_unknown"'),
            "measure_not_known: is missing",
        ),
        (
            Damage(ABOUT, 'text = "too few days to tell"', 'text = ""'),
            "measure_too_few_days: has an empty text",
        ),
        (
            Damage(ABOUT, 'name = "Oswestry index (10 parts, 0 to 100 percent)"', 'name = ""'),
            "odi: has an empty text",
        ),
        (
            Damage("measures/pain_recalled.toml", 'covered_by = "peg_pain"', 'covered_by = "moon"'),
            "pain_recalled: 'moon' is no item of a measure",
        ),
        (Damage(PEG, 'id = "peg"', 'idd = "peg"'), "measure.idd"),
        (Damage(ABOUT, "[review]", "[reviw]"), "review"),
    ],
)
def test_what_cannot_be_used_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert fault in " | ".join(read(tmp_path, damage))
