"""The file of what a disposition withholds: it never gives more the more urgent it gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.screening import read_screening
from tests.handbook.museum import Damage, break_it, copy_of, faults_of

FILE = "screening/withholding.toml"
REST = 'same_day = { verdict = "withhold", words = "Not before you have been seen." }'


def faults_after(root: Path, *damages: Damage) -> list[str]:
    folder = copy_of("screening", root)
    break_it(folder, *damages)
    reader = ContentReader(folder)
    assert read_screening(reader) is None
    return faults_of(reader)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(
            Damage(FILE, REST, REST.replace("withhold", "allow")),
            f"{FILE}: exercise_library: same_day gives more than soon",
            id="a more urgent cell that gives more",
        ),
        pytest.param(
            Damage(FILE, 'unless_words = "Not now. Your skin may not feel a burn."\n', ""),
            f"{FILE}: heat_or_cold: soon: unless and unless_words belong together",
            id="a condition without words",
        ),
        pytest.param(
            Damage(FILE, 'leaves_out = ["balance drills"]', "leaves_out = []"),
            f"{FILE}: foot_drop: a tag takes something away",
            id="a tag that takes nothing away",
        ),
        pytest.param(
            Damage(
                FILE,
                '{ part = "pacing_and_goals", verdict = "limited"',
                '{ part = "goals", verdict = "limited"',
            ),
            f"{FILE}: suicidal_thoughts: unknown part 'goals'",
            id="a part nobody knows",
        ),
        pytest.param(
            Damage(
                FILE, 'verdict = "limited", words = "No balance', 'verdict = "allow", words = "No balance'
            ),
            f"{FILE}: foot_drop: exercise_library: a tag only limits or withholds",
            id="a tag that gives",
        ),
        pytest.param(
            Damage(FILE, 'id = "watch_list"', 'id = "summary"'),
            f"{FILE}: summary: this id stands more than once",
            id="two parts of one name",
        ),
        pytest.param(
            Damage(FILE, 'alone_at = ["soon"]', 'alone_at = ["later", "soon"]'),
            f"{FILE}: cancer: stay_active: unknown urgency 'later'",
            id="words that stand alone at an urgency that is none",
        ),
        pytest.param(
            Damage(FILE, 'id = "stay_active"', 'id = "moving"'),
            f"{FILE}: stay_active: this part is missing, and the program speaks of it",
            id="a part that messages need",
        ),
        pytest.param(
            Damage(FILE, 'id = "infection"', 'id = "cancer"'),
            f"{FILE}: cancer: this id stands more than once",
            id="two tags of one name",
        ),
        pytest.param(
            Damage(FILE, 'when = "YU(neuro_foot_drop)"', 'when = "YU(neuro_foot_drop) or"'),
            f"{FILE}: tag[7].when: unknown name, found 'the end' in the condition 'YU(neuro_foot_drop) or'",
            id="a tag with half a condition",
        ),
        pytest.param(
            Damage(
                FILE,
                'verdict = "show", words = "This comes first, and alone."',
                'verdict = "shown", words = "x"',
            ),
            f"{FILE}: part[0].emergency_now.verdict: 'shown' is not one of withhold, limited, allow, show",
            id="a verdict that is none",
        ),
    ],
)
def test_a_row_that_contradicts_the_others_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert fault in faults_after(tmp_path, damage)


def test_a_condition_that_only_a_milder_cell_has_is_a_fault(tmp_path: Path) -> None:
    folder = copy_of("screening", tmp_path)
    path = folder / FILE
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("[part.same_day]")
    kept = [
        one for place, one in enumerate(lines) if not (start < place < start + 5 and one.startswith("unless"))
    ]
    path.write_text("\n".join(kept), encoding="utf-8")
    reader = ContentReader(folder)

    assert len(lines) - len(kept) == 2
    assert read_screening(reader) is None
    assert faults_of(reader) == [f"{FILE}: heat_or_cold: same_day gives more than soon"]


def test_without_the_file_nothing_is_read(tmp_path: Path) -> None:
    folder = copy_of("screening", tmp_path)
    (folder / FILE).unlink()
    reader = ContentReader(folder)

    assert read_screening(reader) is None
    assert faults_of(reader) == [f"{FILE}: the file is missing"]
