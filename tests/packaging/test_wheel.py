"""The wheel, installed alone as a person would get it, walks a whole episode."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from backcoach import __version__
from tests.conftest import MACHINE_ENVIRONMENT

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def run(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=240)


def build(into: Path, *options: str) -> None:
    """Build this tree with the tools at hand; without options the sdist, and the wheel from that sdist."""
    command = [sys.executable, "-m", "build", *options, "--no-isolation", "--outdir", str(into), str(ROOT)]
    built = run(command, into, MACHINE_ENVIRONMENT)
    assert built.returncode == 0, built.stdout + built.stderr


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_under(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build(folder, "--wheel")
    return only(folder, "*.whl")


@pytest.fixture(scope="module")
def by_way_of_sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("sdist")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an empty environment with the wheel and its runtime dependencies only."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    options = ["--quiet", "--disable-pip-version-check", "--no-input"]
    done = run([str(python), "-m", "pip", "install", *options, str(wheel)], folder, MACHINE_ENVIRONMENT)
    assert done.returncode == 0, done.stdout + done.stderr
    return python.parent


def test_every_content_file_is_in_the_wheel_unchanged(wheel: Path) -> None:
    content = files_under(ROOT / "content")
    assert content
    with zipfile.ZipFile(wheel) as archive:
        prefix = "backcoach/_content/"
        packed = {
            name.removeprefix(prefix): archive.read(name)
            for name in archive.namelist()
            if name.startswith(prefix)
        }
    assert packed == content


def test_the_wheel_holds_the_package_and_its_content_and_nothing_else(wheel: Path) -> None:
    code = {f"backcoach/{name}" for name in files_under(ROOT / "backcoach")}
    content = {f"backcoach/_content/{name}" for name in files_under(ROOT / "content")}
    about = {name for name in names_in(wheel) if ".dist-info/" in name}
    pages = {name for name in names_in(wheel) if ".data/data/share/man/man1/" in name}
    assert {Path(name).name for name in pages} == set(files_under(ROOT / "docs" / "man" / "man1"))
    assert names_in(wheel) == code | content | about | pages
    assert any(name.endswith("/LICENSE") for name in about)


def test_the_manual_pages_stand_where_man_looks_for_them_beside_the_program(installed: Path) -> None:
    pages = files_under(ROOT / "docs" / "man" / "man1")
    assert files_under(installed.parent / "share" / "man" / "man1") == pages
    if shutil.which("man"):
        found = run(["man", "-w", "backcoach-log"], installed, {"PATH": f"{installed}:{os.environ['PATH']}"})
        assert found.stdout.strip() == str(installed.parent / "share" / "man" / "man1" / "backcoach-log.1")


def test_content_holds_no_python() -> None:
    assert not list((ROOT / "content").rglob("*.py"))


def test_the_sdist_holds_what_is_listed_and_nothing_else(by_way_of_sdist: Path) -> None:
    with tarfile.open(only(by_way_of_sdist, "*.tar.gz")) as archive:
        top = {Path(name).parts[1] for name in archive.getnames() if len(Path(name).parts) > 1}
    added_by_the_builder = {"PKG-INFO", ".gitignore"}
    assert top - added_by_the_builder == {
        ".ci",
        "backcoach",
        "content",
        "docs",
        "tests",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "pyproject.toml",
    }


def test_the_wheel_built_from_the_sdist_is_the_same(wheel: Path, by_way_of_sdist: Path) -> None:
    assert names_in(only(by_way_of_sdist, "*.whl")) == names_in(wheel)


def test_the_installed_packages_fit_together(installed: Path, tmp_path: Path) -> None:
    checked = run([str(installed / "python"), "-m", "pip", "check"], tmp_path, MACHINE_ENVIRONMENT)
    assert checked.returncode == 0, checked.stdout


def test_no_development_tool_comes_with_it(installed: Path, tmp_path: Path) -> None:
    listed = run(
        [str(installed / "python"), "-m", "pip", "list", "--format=json"], tmp_path, MACHINE_ENVIRONMENT
    )
    here = {_name_of(package["name"]) for package in json.loads(listed.stdout)}
    development = {_name_of(one) for one in PROJECT["optional-dependencies"]["dev"]}
    runtime = {_name_of(one) for one in PROJECT["dependencies"]}
    assert {"backcoach"} | runtime <= here
    assert not (here - BROUGHT) & development


BROUGHT = {"pip", "setuptools"}
"""What every new environment brings along, the second one up to Python 3.11."""


def _name_of(requirement: str) -> str:
    (name,) = re.findall(r"^[A-Za-z0-9_.-]+", requirement)
    return str(name).lower().replace("_", "-")


@dataclass(frozen=True)
class Walk:
    """The installed command in an otherwise empty place, with a clock that is set by hand."""

    command: Path
    folder: Path

    def __call__(self, now: str, *args: str, code: int = 0) -> str:
        env = {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "BACKCOACH_HOME": str(self.folder / "record"),
            "BACKCOACH_NOW": now,
        }
        done = run([str(self.command), *args], self.folder, env)
        assert done.returncode == code, f"backcoach {' '.join(args)}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout

    def json(self, now: str, *args: str, code: int = 0) -> Any:
        """What the command prints with `--json`: one JSON document and nothing else on stdout."""
        return json.loads(self(now, *args, "--json", code=code))


@pytest.fixture
def walk(installed: Path, tmp_path: Path) -> Iterator[Walk]:
    before = os.umask(0o022)
    yield Walk(installed / "backcoach", tmp_path)
    os.umask(before)


def reasons_in(plain: Any) -> Iterator[dict[str, Any]]:
    """Every reason in a printed document, wherever it stands."""
    if isinstance(plain, dict):
        yield from plain.get("reasons", [])
        for item in plain.values():
            yield from reasons_in(item)
    elif isinstance(plain, list):
        for item in plain:
            yield from reasons_in(item)


def test_the_installed_command_tells_its_version(walk: Walk) -> None:
    assert __version__ in walk("2026-11-23T08:00:00+00:00", "--version").split()


def test_the_installed_command_passes_its_own_self_test(walk: Walk) -> None:
    done = walk.json("2026-11-23T08:00:00+00:00", "selftest")
    assert done["passed"]
    assert done["cases"] > 300
    assert not (walk.folder / "record").exists()


def test_nothing_started_yet_is_said_with_its_own_exit_code(walk: Walk) -> None:
    walk("2026-11-23T08:00:00+00:00", "plan", code=3)
    walk("2026-11-23T08:00:00+00:00", "progress", code=3)


def test_the_installed_wheel_walks_a_whole_episode(walk: Walk) -> None:
    morning = "2026-11-{:02}T08:00:00+00:00".format
    evening = "2026-11-{:02}T20:00:00+00:00".format
    answers = walk.folder / "a.toml"
    answers.write_text(walk(morning(23), "start", "--example"), encoding="utf-8")

    started = walk.json(morning(23), "start", "--answers", str(answers))
    assert started["disposition"] in ("self_care", "routine")
    assert walk("2026-11-23T09:00:00+00:00", "status").strip()

    for day in range(23, 30):
        walk.json(evening(day), "log", "--all-clear", "--walk", "5", "--function", "6")
    plan = walk.json(evening(23), "plan")
    reason = next(reasons_in(plan))
    assert reason["rule"] in walk(evening(29), "why", reason["rule"])
    assert reason["sources"]

    next_week = walk.json(morning(30), "plan")
    assert next_week != plan
    progress = walk.json(morning(30), "progress")
    assert "7" in json.dumps(progress)
    assert walk(morning(30), "status").strip()


def test_the_record_can_be_read_by_its_owner_only(walk: Walk) -> None:
    now = "2026-11-23T08:00:00+00:00"
    answers = walk.folder / "a.toml"
    answers.write_text(walk(now, "start", "--example"), encoding="utf-8")
    walk(now, "start", "--answers", str(answers))
    kept = [walk.folder / "record", *(walk.folder / "record").rglob("*")]
    assert len(kept) > 1
    assert not [path.name for path in kept if path.stat().st_mode & 0o077]
