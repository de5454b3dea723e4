from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, run

SUNDAY_EVENING = "2026-11-22T20:00:00+00:00"


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The answers file of an ordinary person who wants paracetamol, as the program prints it."""
    path = tmp_path_factory.mktemp("example") / "answers.toml"
    path.write_text(run("start", "--example").stdout, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Callable[[str], Path]:
    """The home of somebody who has started, by the answer to the question about tearing pain."""
    made: dict[str, Path] = {}

    def record(answer: str) -> Path:
        if answer not in made:
            folder = tmp_path_factory.mktemp(f"tearing_{answer}")
            answers = folder / "answers.toml"
            text = example.read_text(encoding="utf-8").replace(
                'em_tearing = "no"', f'em_tearing = "{answer}"'
            )
            answers.write_text(text, encoding="utf-8")
            home = folder / "record"
            env = {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}
            done = run("start", "--answers", str(answers), env=env)
            assert done.returncode == {"no": 0, "yes": 12}[answer], done.stderr
            made[answer] = home
        return made[answer]

    return record


@pytest.fixture
def with_plan(records: Callable[[str], Path], home: Path) -> Path:
    """Somebody who started on Sunday morning and has a plan with paracetamol."""
    return Path(shutil.copytree(records("no"), home))


@pytest.fixture
def in_emergency(records: Callable[[str], Path], home: Path) -> Path:
    """Somebody who started on Sunday morning and was sent to the emergency department."""
    return Path(shutil.copytree(records("yes"), home))


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up record of eight weeks."""
    folder = tmp_path_factory.mktemp("demo") / "record"
    assert run("demo", "--in", str(folder), env={"BACKCOACH_NOW": SUNDAY_EVENING}).returncode == 0
    return folder


@pytest.fixture
def demo(made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as the record of this test."""
    home = Path(shutil.copytree(made_up, tmp_path / "demo"))
    monkeypatch.setenv("BACKCOACH_HOME", str(home))
    monkeypatch.setenv("BACKCOACH_NOW", SUNDAY_EVENING)
    monkeypatch.chdir(tmp_path)
    return home
