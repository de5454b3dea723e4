"""Hooks: programs of the person that are told of an entry, after it is safe, and that can harm nothing."""

from __future__ import annotations

import json
import os
import shlex
import stat
import time
from pathlib import Path

import pytest

from backcoach.terminal import hook_programs
from backcoach.terminal.app import run as run_here
from tests.share.machine import faults
from tests.terminal.keyboard import NOW, backcoach, run

LOG = ("log", "--all-clear", "--walk", "7", "--note", "secret words")
STATUS = shlex.join(backcoach("status", "--json"))


def at(home: Path, **more: str) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"} | more


def hook(home: Path, event: str, *lines: str) -> Path:
    """A hook of a shell's lines, switched on."""
    assert run("settings", "hooks", "on", env=at(home)).returncode == 0
    path = home / "hooks" / event
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o700)
    return path


def told(path: Path) -> dict[str, object]:
    """What a hook was told."""
    found: dict[str, object] = json.loads(path.read_text())
    assert not faults("hook", found)
    return found


def walked(home: Path) -> list[int]:
    """The minutes of walking in the record."""
    entries = json.loads(run("export", env=at(home)).stdout)["entries"]
    days = [one["body"].get("done") or [] for one in entries if one["kind"] == "check_in"]
    return [done["amount"] for day in days for done in day if done["item"] == "walk"]


def test_without_the_setting_nothing_is_run_and_no_folder_is_made(with_plan: Path, tmp_path: Path) -> None:
    path = hook(with_plan, "check-in", f"touch {tmp_path / 'ran'}")
    run("settings", "hooks", "--unset", env=at(with_plan))
    done = run(*LOG, env=at(with_plan))
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "ran").exists()
    shown = run("settings", "hooks", env=at(with_plan)).stdout
    assert "hook check-in is not run, hooks are off" in " ".join(shown.split())
    path.unlink()
    path.parent.rmdir()
    run("settings", "hooks", env=at(with_plan))
    assert not path.parent.exists()


@pytest.mark.parametrize("as_json", [True, False])
def test_a_hook_reads_the_document_of_the_command_whether_it_was_wanted_or_not(
    with_plan: Path, tmp_path: Path, as_json: bool
) -> None:
    hook(with_plan, "check-in", f"cat > {tmp_path / 'told'}", "echo heard")
    hook(with_plan, "dose", f"cat > {tmp_path / 'dose'}")
    done = run(*LOG, *(["--json"] if as_json else []), env=at(with_plan))
    assert (done.returncode, done.stderr.strip().splitlines()[-1:]) == (0, ["heard"])
    assert "heard" not in done.stdout
    found = told(tmp_path / "told")
    assert (found["event"], found["version"]) == ("check-in", 1)
    assert found["document"]["check_in"]["done"] == [{"item": "walk", "amount": 7}]  # type: ignore[index]
    if as_json:
        assert found["document"] == json.loads(done.stdout)
    assert not (tmp_path / "dose").exists()


def test_doses_are_told_of_that_were_recorded_left_out_or_taken_back_and_no_others(
    with_plan: Path, tmp_path: Path
) -> None:
    hook(with_plan, "dose", f"cat > {tmp_path / 'told'}")
    heard = []
    for line in (
        ("dose", "paracetamol", "500", "--check"),
        ("dose", "next"),
        ("dose", "paracetamol", "500"),
        ("dose", "paracetamol", "1000"),
        ("dose", "undo", "--yes"),
        ("dose", "skip", "15:00"),
    ):
        run(*line, env=at(with_plan))
        if (tmp_path / "told").exists():
            document = told(tmp_path / "told")["document"]
            heard.append((line[-1], document["action"]))  # type: ignore[index]
            (tmp_path / "told").unlink()
    assert heard == [("500", "take"), ("--yes", "undo"), ("15:00", "skip")]


def test_a_review_is_told_of_and_one_that_was_refused_is_not(with_plan: Path, tmp_path: Path) -> None:
    hook(with_plan, "review", f"cat > {tmp_path / 'told'}")
    late = at(with_plan, BACKCOACH_NOW="2026-11-25T09:00:00+00:00")
    assert run("review", "--json", "--easy", "no", env=late).returncode == 0
    assert told(tmp_path / "told")["event"] == "review"
    (tmp_path / "told").unlink()
    assert run("review", "--json", "--easy", "no", env=late).returncode == 2
    assert not (tmp_path / "told").exists(), "it was refused"


def test_a_hook_may_use_the_record_and_sets_off_no_other(with_plan: Path, tmp_path: Path) -> None:
    script = tmp_path / "twice"
    script.write_text(f"{STATUS}\n{shlex.join(backcoach('log', '--walk', '3'))}\n")
    hook(with_plan, "check-in", f"sh {script} > {tmp_path / 'seen'}", f"echo x >> {tmp_path / 'calls'}")
    done = run(*LOG, env=at(with_plan))
    assert (done.returncode, done.stderr) == (0, "")
    assert '"disposition": "self_care"' in (tmp_path / "seen").read_text()
    assert (tmp_path / "calls").read_text() == "x\n"
    assert walked(with_plan) == [7, 3]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("exit 3",), "The hook check-in ended with exit code 3. What you entered is saved."),
        (("kill -9 $$",), "The hook check-in was ended by signal 9. What you entered is saved."),
    ],
)
def test_a_failing_hook_is_told_of_in_a_sentence_and_changes_nothing(
    with_plan: Path, lines: tuple[str, ...], said: str
) -> None:
    hook(with_plan, "check-in", *lines)
    done = run(*LOG, env=at(with_plan))
    assert (done.returncode, done.stderr.strip()) == (0, said)
    assert walked(with_plan) == [7]


def test_in_an_emergency_the_exit_code_stays_whatever_the_hook_does(with_plan: Path) -> None:
    hook(with_plan, "check-in", "exit 1")
    assert run("log", "--flag", "em_tearing", env=at(with_plan)).returncode == 12


def test_one_that_cannot_be_started_is_told_of(with_plan: Path) -> None:
    path = hook(with_plan, "check-in")
    path.write_text("#!/no/such/program\n")
    done = run(*LOG, env=at(with_plan))
    assert done.returncode == 0
    assert "The hook check-in could not be started" in done.stderr
    assert "secret" not in done.stderr


def _is_running(state: Path) -> bool:
    """Whether a process does anything still, by its file of the system."""
    try:
        return state.read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_slow_hook_is_ended_with_what_it_started(
    with_plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    hook(with_plan, "check-in", f"sleep 600 & echo $! > {tmp_path / 'pid'}", "wait")
    monkeypatch.setattr(hook_programs, "LIMIT_SECONDS", 1.0)
    for name, value in at(with_plan).items():
        monkeypatch.setenv(name, value)
    assert run_here(LOG) == 0
    assert "The hook check-in took longer than 1 seconds and was ended." in capfd.readouterr().err
    state = Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}/stat")
    until = time.monotonic() + 10
    while _is_running(state) and time.monotonic() < until:
        time.sleep(0.05)  # what is ended may still be on its way out
    assert not _is_running(state)
    assert walked(with_plan) == [7]


def test_a_hook_that_reads_nothing_and_gets_much_is_no_trouble(with_plan: Path) -> None:
    hook(with_plan, "check-in", "exec true")
    done = run("log", "--all-clear", "--note", "x" * 200_000, env=at(with_plan))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        (0o720, "others may write to it"),
        (0o702, "others may write to it"),
        (0o600, "it is not executable (chmod u+x)"),
    ],
)
def test_only_what_is_the_persons_alone_is_run(with_plan: Path, tmp_path: Path, mode: int, why: str) -> None:
    path = hook(with_plan, "check-in", f"touch {tmp_path / 'ran'}")
    path.chmod(mode)
    done = run(*LOG, env=at(with_plan))
    assert (done.returncode, done.stderr.strip()) == (0, f"The hook check-in was not run: {why}.")
    assert not (tmp_path / "ran").exists()
    (row,) = json.loads(run("settings", "--json", env=at(with_plan)).stdout)["hooks"]
    assert (row["event"], row["why_not"]) == ("check-in", why)


def test_links_folders_and_a_folder_that_is_open_are_left_alone(with_plan: Path, tmp_path: Path) -> None:
    path = hook(with_plan, "check-in", f"touch {tmp_path / 'ran'}")
    own = path.rename(tmp_path / "own")
    path.symlink_to(own)
    assert "was not run: it is a link." in run(*LOG, env=at(with_plan)).stderr
    path.unlink()
    path.mkdir()
    assert "was not run: it is no ordinary file." in run(*LOG, env=at(with_plan)).stderr
    path.rmdir()
    own.rename(path)
    path.parent.chmod(0o777)
    assert "was not run: others may write to the folder hooks." in run(*LOG, env=at(with_plan)).stderr
    path.parent.chmod(0o700)
    moved = path.parent.rename(tmp_path / "elsewhere")
    path.parent.symlink_to(moved)
    assert "was not run: hooks is no folder." in run(*LOG, env=at(with_plan)).stderr
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_is_left_alone(with_plan: Path, tmp_path: Path) -> None:
    path = hook(with_plan, "check-in", f"touch {tmp_path / 'ran'}")
    os.chown(path, 12345, -1)
    assert "was not run: it belongs to somebody else." in run(*LOG, env=at(with_plan)).stderr
    os.chown(path, os.geteuid(), -1)
    os.chown(path.parent, 12345, -1)
    assert "the folder hooks belongs to somebody else." in run(*LOG, env=at(with_plan)).stderr
    assert not (tmp_path / "ran").exists()


def test_a_refused_command_runs_none(with_plan: Path, tmp_path: Path) -> None:
    hook(with_plan, "check-in", f"touch {tmp_path / 'ran'}")
    assert run("log", "--walk", "-5", env=at(with_plan)).returncode == 2
    assert not (tmp_path / "ran").exists()


def test_the_folder_is_private_and_goes_with_the_record_when_it_is_empty(with_plan: Path) -> None:
    path = hook(with_plan, "check-in")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.unlink()
    done = json.loads(run("erase", "--yes", "--json", env=at(with_plan)).stdout)
    assert (done["foreign"], done["is_folder_gone"]) == (0, True)


def test_a_program_of_the_person_is_never_erased(with_plan: Path) -> None:
    path = hook(with_plan, "check-in")
    done = json.loads(run("erase", "--yes", "--json", env=at(with_plan)).stdout)
    assert (done["foreign"], done["is_folder_gone"]) == (1, False)
    assert path.exists()
