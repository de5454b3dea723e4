"""The backup before the first write of a day, as the program makes it."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.keyboard import run

MONDAY = "2026-11-23T09:00:00+00:00"


def at(home: Path, now: str = MONDAY) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


def backups(home: Path) -> list[str]:
    return sorted(item.name for item in (home / "backups").iterdir()) if (home / "backups").exists() else []


def test_the_first_log_of_a_day_keeps_the_record_of_the_day_before(with_plan: Path) -> None:
    assert run("status", env=at(with_plan)).returncode == 0
    assert backups(with_plan) == []
    for _ in range(2):
        assert run("log", "--all-clear", "--walk", "5", env=at(with_plan)).returncode == 0
        assert backups(with_plan) == ["day-2026-11-23.sqlite3"]


def test_where_there_can_be_no_backup_it_is_said_in_one_line_and_the_log_is_saved(with_plan: Path) -> None:
    (with_plan / "backups").write_text("in the way")
    logged = run("log", "--all-clear", "--walk", "5", "--json", env=at(with_plan))
    assert logged.returncode == 0
    lines = [line for line in logged.stderr.splitlines() if "backup" in line]
    assert len(lines) == 1
    assert lines[0].startswith("There is no backup of today: ")
    assert "logged" in run("status", env=at(with_plan)).stdout
