"""A share of the fuzzing in every `make test`; and the harness, which must notice what it looks for."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests import program
from tests.deep.fuzz import Found, fuzz
from tests.deep.fuzz_families import FAMILIES, Family
from tests.deep.fuzz_ground import Ground, environment, make_ground, rows_of, unchanged
from tests.deep.fuzz_lines import a_line, examples, ways
from tests.deep.fuzz_trial import Trial, faults, tried
from tests.deep.fuzz_values import SECRET, changed, json_text, toml_text

INPUTS = 300


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return make_ground(tmp_path_factory.mktemp("fuzz") / "ground")


def test_three_hundred_inputs_of_every_kind_end_with_a_sentence_and_a_documented_code() -> None:
    done = program.run([sys.executable, "-m", "tests.deep.fuzz", str(INPUTS)], cwd=program.ROOT)
    print(done.stdout)  # noqa: T201 - the figures belong to the output

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]] == [
        one.name for one in FAMILIES
    ]
    assert " inputs, 0 at fault, seed " in done.stdout


# --- planted faults


def _raises() -> int:
    raise KeyError("pain")


def _hangs() -> int:
    while True:
        time.sleep(1)


def _ends_with(code: int) -> Callable[[], int]:
    return lambda: code


def _says(text: str, code: int = 2) -> Callable[[], int]:
    def do() -> int:
        sys.stderr.write(text)
        return code

    return do


def _prints_colour() -> int:
    sys.stdout.write("\x1b[31mred")
    return 0


PLANTED = [
    (_raises, ["ends with 1: KeyError: 'pain'"]),
    (_hangs, ["hangs"]),
    (_ends_with(9), ["ends with 9: nothing is said"]),
    (_ends_with(130), ["ends with 130: nothing is said"]),
    (_says("Something went wrong inside backcoach (X at y.py:1).", 1),
     ["ends with 1: Something went wrong inside backcoach (X at y.py:1)."]),
    (_says("Exception ignored in: x", 0), ["says 'Exception ignored': Exception ignored in: x"]),
    (_says(f"line 3: {SECRET}"), ["repeats in a fault what was recorded"]),
    (_says(f"{SECRET} is kept", 0), []),
    (_prints_colour, ["sends an escape byte to stdout"]),
    (_ends_with(12), []),
]  # fmt: skip


@pytest.mark.parametrize(("do", "told"), PLANTED)
def test_what_no_input_may_do_is_noticed(do: Callable[[], int], told: list[str], tmp_path: Path) -> None:
    trial = Trial("", do, tmp_path, secrets=(SECRET,))

    assert list(faults(trial, tried(trial, 1.0))) == told


def _family(name: str, do: Callable[[], int]) -> Family:
    def make(_chance: Random, _ground: Ground, folder: Path) -> Trial:
        return Trial("", do, folder)

    return Family(name, 1, make)


def test_a_run_counts_each_fault_and_says_how_to_try_it_again(ground: Ground) -> None:
    families = [
        _family("raises", _raises),
        _family("hangs", _hangs),
        _family("odd", _ends_with(9)),
        _family("fine", _ends_with(3)),
    ]
    found = fuzz(8, ground, families, seed=5, seconds=0.3, workers=2)
    lines = [line for name, one in found.items() for line in one.lines(name, 5)]

    assert {name: (dict(one.codes), one.bad) for name, one in found.items()} == {
        "raises": ({"1": 2}, 2),
        "hangs": ({"hang": 2}, 2),
        "odd": ({"9": 2}, 2),
        "fine": ({"3": 2}, 0),
    }
    assert "hangs: 2 inputs, exit codes hang: 2; 2 at fault" in lines
    assert "  - 2 x hangs (--seed 5 --again 'hangs:0, hangs:1')" in lines
    assert "fine: 2 inputs, exit codes 3: 2; 0 at fault" in lines


def test_an_input_that_cannot_be_made_is_a_fault(ground: Ground) -> None:
    def make(_chance: Random, _ground: Ground, _folder: Path) -> Trial:
        raise ZeroDivisionError

    found = fuzz(3, ground, [Family("broken", 1, make)], workers=1)["broken"]
    assert (found.bad, list(found.faults)) == (3, ["cannot be made: ZeroDivisionError"])


def test_a_worker_that_breaks_down_is_no_clean_run(ground: Ground, capfd: pytest.CaptureFixture[str]) -> None:
    def make(_chance: Random, _ground: Ground, _folder: Path) -> Trial:
        raise SystemExit

    with pytest.raises(RuntimeError, match="only 0 of 3 inputs were tried"):
        fuzz(3, ground, [Family("broken", 1, make)], workers=1)
    assert "SystemExit" in capfd.readouterr().err


def test_half_an_import_is_noticed(ground: Ground, tmp_path: Path) -> None:
    home = Path(shutil.copytree(ground.homes["begun"], tmp_path / "record"))
    look = unchanged(home, rows_of(home))
    assert [*look(2), *look(0)] == []
    with closing(sqlite3.connect(home / "record.sqlite3")) as connection, connection:
        connection.execute(
            "INSERT INTO entry SELECT NULL, replace(id, 'a', 'b'), kind, at, zone, day_on, recorded_at, body,"
            " supersedes, content_digest FROM entry WHERE id LIKE '%a%' LIMIT 1"
        )
    assert list(look(2)) == ["a refused import leaves entries behind"]
    assert list(look(0)) == []
    (home / "record.sqlite3").unlink()
    assert list(look(0)) == ["an import takes entries away"]


# --- what is put in


def test_the_ground_is_two_records_that_hold_what_is_secret(ground: Ground) -> None:
    assert {name: len(rows_of(home)) > 100 for name, home in ground.homes.items()} == {
        "begun": True,
        "grave": True,
    }
    assert all(SECRET.encode() in document for document in ground.documents.values())
    trial = Trial("", _ends_with(0), ground.folder, environment=environment(ground.homes["begun"]))
    assert list(faults(trial, tried(trial))) == []


def test_command_lines_reach_every_command_and_most_options(ground: Ground) -> None:
    chance = Random(1)  # noqa: S311 - nothing secret
    lines = [a_line(chance, ground) for _ in range(4000)]
    begun = {line[: len(way.names)] for line in lines for way in ways()}

    assert {way.names for way in ways()} <= begun
    assert len(examples()) > 80
    named = {one.partition("=")[0] for line in lines for one in line}
    options = {name for way in ways() for name, _ in way.options}
    assert len(options - named) < len(options) / 20
    assert any(not one.isascii() for line in lines for one in line)
    assert not any(one.startswith("/") or ".." in one or "\0" in one for line in lines for one in line)


def _plain() -> Iterator[object]:
    for number in range(2000):
        yield changed(Random(number), {"a": [1, {"b": "c"}], "d": 2.5, "e": None})  # noqa: S311 - the same


def test_plain_data_is_spoilt_in_its_structure_and_written_out() -> None:
    spoilt = list(_plain())
    texts = [json_text(one) for one in spoilt]

    assert len({repr(one) for one in spoilt}) > 1000
    assert sum("[" * 10_000 in text for text in texts) > 3
    assert sum("0" * 4500 in text for text in texts) > 3
    assert any("nan" in toml_text(one) for one in spoilt if isinstance(one, dict))


def test_an_input_depends_on_the_seed_its_kind_and_its_number_alone(ground: Ground, tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        told.append(FAMILIES[0].make(Random("7 command lines 3"), ground, folder).told)  # noqa: S311 - the same
    assert told[0] == told[1]


def test_found_faults_are_counted_by_input() -> None:
    found = Found()
    found.note(1, 2, ["hangs", "says"])
    found.note(2, None, ["hangs"])
    found.note(3, 12, [])

    assert found.bad == 2
    assert next(found.lines("x", 1)) == "x: 3 inputs, exit codes 2: 1, 12: 1, hang: 1; 2 at fault"
