"""`make` on a machine that lacks something says what, and never hides a failed check."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[2]
TOO_OLD = 'case "$1" in -c) exit 1;; esac'
WITHOUT_VENV = 'case "$1" in -m) echo "ensurepip is not available"; mkdir -p .venv/bin; exit 1;; esac'
GOOD = """case "$2" in
venv) mkdir -p .venv/bin && cp "$0" .venv/bin/python
printf '#!/bin/sh\\necho "$0 $*"; exit ${BACKCOACH_ENDS_WITH:-0}\\n' > .venv/bin/backcoach
cp .venv/bin/backcoach .venv/bin/lint-imports; chmod +x .venv/bin/*;;
mypy|coverage) echo "$2 has found something"; exit 1;;
pip) echo "pip $*" >> pip.log;;
esac"""


@dataclass(frozen=True)
class Machine:
    """A bare machine: a shell, make, a few file tools, and the Pythons put there."""

    folder: Path

    def put(self, name: str, script: str) -> None:
        program = self.folder / "bin" / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    def make(self, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
        env = {"PATH": str(self.folder / "bin"), "HOME": str(self.folder), **env}
        make = [str(self.folder / "bin" / "make"), *args]
        return subprocess.run(
            make, cwd=self.folder / "tree", env=env, capture_output=True, text=True, check=False, timeout=60
        )

    def tree(self, name: str) -> Path:
        return self.folder / "tree" / name


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "bin").mkdir()
    (tmp_path / "tree").mkdir()
    for tool in ("make", "sh", "rm", "touch", "mkdir", "cp", "chmod"):
        found = shutil.which(tool)
        assert found, f"{tool} is needed for this test"
        (tmp_path / "bin" / tool).symlink_to(os.path.realpath(found))
    for file in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path / "tree")
    return Machine(tmp_path)


def test_a_python_that_is_too_old_is_named_as_the_reason(machine: Machine) -> None:
    machine.put("python3", TOO_OLD)
    told = machine.make("start")
    assert told.returncode != 0
    assert "backcoach needs Python 3.11 or newer" in told.stderr


def test_no_python_at_all_is_named_as_the_reason(machine: Machine) -> None:
    told = machine.make("start")
    assert told.returncode != 0
    assert "backcoach needs Python 3.11 or newer" in told.stderr


def test_a_python_without_venv_leads_to_the_package_to_install(machine: Machine) -> None:
    machine.put("python3", WITHOUT_VENV)
    told = machine.make("start")
    assert told.returncode != 0
    assert "python3-venv" in told.stderr
    assert not machine.tree(".venv").exists()


def test_a_newer_python_beside_an_old_one_is_taken(machine: Machine) -> None:
    machine.put("python3", TOO_OLD)
    machine.put("python3.12", GOOD)
    assert machine.make("start").returncode == 0


def test_the_second_start_installs_nothing(machine: Machine) -> None:
    machine.put("python3", GOOD)
    first, second = machine.make("start"), machine.make("start")
    assert ".venv/bin/backcoach start" in second.stdout
    assert "Installing" in first.stderr
    assert "Installing" not in second.stderr
    assert len(machine.tree("pip.log").read_text().splitlines()) == 1


def test_a_changed_list_of_dependencies_is_installed(machine: Machine) -> None:
    machine.put("python3", GOOD)
    machine.make("start")
    later = machine.tree(".venv/.runtime-ready").stat().st_mtime + 10
    os.utime(machine.tree("pyproject.toml"), (later, later))
    assert "Installing" in machine.make("start").stderr


def test_start_installs_no_development_tools(machine: Machine) -> None:
    machine.put("python3", GOOD)
    machine.make("start")
    assert "[dev]" not in machine.tree("pip.log").read_text()


@pytest.mark.parametrize("code", ["4", "10", "11", "12", "130"])
def test_where_a_screening_sends_a_person_is_no_failure_of_make(machine: Machine, code: str) -> None:
    machine.put("python3", GOOD)
    assert machine.make("start", BACKCOACH_ENDS_WITH=code).returncode == 0


@pytest.mark.parametrize("code", ["1", "2", "5", "6"])
def test_a_fault_is_a_failure_of_make(machine: Machine, code: str) -> None:
    machine.put("python3", GOOD)
    assert machine.make("start", BACKCOACH_ENDS_WITH=code).returncode != 0


def test_every_check_runs_and_every_failure_is_told_at_the_end(machine: Machine) -> None:
    machine.put("python3", GOOD)
    told = machine.make("test")
    assert told.returncode != 0
    assert "mypy has found something" in told.stdout
    assert "coverage has found something" in told.stdout
    assert "Failed: types coverage" in told.stderr
    assert "[dev]" in machine.tree("pip.log").read_text()


def test_a_browser_that_is_there_is_used_as_it_is(machine: Machine) -> None:
    machine.put("python3", GOOD)
    machine.put("chromium", "exit 0")
    machine.put("apt-get", 'echo "apt-get $*" >> apt.log')
    first, second = machine.make("browser"), machine.make("browser")
    assert (first.returncode, second.returncode) == (0, 0)
    assert not machine.tree("apt.log").exists()
    assert machine.tree("pip.log").read_text().count("browser") == 1


def test_a_missing_browser_is_installed_by_whoever_may(machine: Machine) -> None:
    machine.put("python3", GOOD)
    machine.put("id", "echo 0")
    machine.put("env", 'shift; exec "$@"')
    machine.put("true", "exit 0")
    machine.put("apt-get", 'echo "$*" >> apt.log')
    assert machine.make("browser").returncode == 0
    assert "chromium" in machine.tree("apt.log").read_text()


@pytest.mark.parametrize("apt", ["", "exit 100"], ids=["no apt-get", "apt-get fails"])
def test_a_browser_that_cannot_be_had_leads_to_the_package_to_install(machine: Machine, apt: str) -> None:
    machine.put("python3", GOOD)
    machine.put("id", "echo 0")
    if apt:
        machine.put("apt-get", apt)
    told = machine.make("browser")
    assert told.returncode != 0
    assert "apt-get install chromium" in told.stderr
    assert "browser" not in machine.tree("pip.log").read_text()


def test_somebody_without_the_right_to_install_is_told_so(machine: Machine) -> None:
    machine.put("python3", GOOD)
    machine.put("id", "echo 1000")
    machine.put("apt-get", 'echo "$*" >> apt.log')
    told = machine.make("browser")
    assert told.returncode != 0
    assert "as root" in told.stderr
    assert not machine.tree("apt.log").exists()
