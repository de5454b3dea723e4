"""`backcoach settings`: read strictly, changed line by line, private, and never a reason to ask nothing."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.share.machine import faults
from tests.terminal.keyboard import run

NIGHT = "2026-11-23T04:30:00+00:00"


def at(home: Path, now: str = NIGHT) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


def listed(home: Path, **more: str) -> list[tuple[str, str]]:
    done = run("settings", "--json", env=at(home) | more)
    document = json.loads(done.stdout)
    assert not faults("settings", document)
    assert [one["name"] for one in document["settings"]] == [
        "day-start",
        "accessible",
        "hooks",
        "plain-words",
    ]
    return [(one["value"], one["comes_from"]) for one in document["settings"][:1]]


def test_a_setting_can_be_made_before_there_is_a_record_and_taken_back(home: Path) -> None:
    assert listed(home) == [("04:00", "default")]
    done = run("settings", "day-start", "5:00", env=at(home))
    assert done.returncode == 0
    assert "day-start is 05:00." in done.stderr
    assert "By this it is now Sun 22 Nov, no longer Mon 23 Nov." in done.stderr
    path = home / "settings.toml"
    assert path.read_text() == 'day_start = "05:00"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert listed(home) == [("05:00", "file")]
    assert run("settings", "day-start", "--unset", env=at(home)).returncode == 0
    assert (listed(home), path.read_text()) == ([("04:00", "default")], "")


def test_what_is_logged_goes_to_the_day_that_the_setting_says_and_stays_there(with_plan: Path) -> None:
    run("settings", "day-start", "05:00", env=at(with_plan))
    assert run("log", "--all-clear", "--walk", "5", env=at(with_plan)).returncode == 0
    assert not (with_plan / "backups").exists(), "by this setting it is still the day it began on"
    run("settings", "day-start", "--unset", env=at(with_plan))
    days = [
        one["day_on"]
        for one in json.loads(run("export", env=at(with_plan)).stdout)["entries"]
        if one["kind"] in ("check_in", "session")
    ]
    assert set(days) == {"2026-11-22"}


def test_the_variable_goes_before_the_file(home: Path) -> None:
    run("settings", "day-start", "05:00", env=at(home))
    assert listed(home, BACKCOACH_DAY_START="06:30") == [("06:30", "environment")]
    done = run("settings", "day-start", "07:00", env=at(home) | {"BACKCOACH_DAY_START": "06:30"})
    assert "BACKCOACH_DAY_START is set and counts in place of the file." in done.stderr
    assert listed(home) == [("07:00", "file")]


@pytest.mark.parametrize(
    "arguments",
    [
        ("day-start", "12:30"),
        ("day-start", "04:15"),
        ("day-start", "4"),
        ("day-start", "-1:00"),
        ("day-start", ""),
        ("day-end", "05:00"),
        ("accessible", "perhaps"),
        ("accessible", ""),
        ("--unset",),
        ("day-start", "05:00", "--unset"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(home: Path, arguments: tuple[str, ...]) -> None:
    done = run("settings", *arguments, env=at(home))
    assert (done.returncode, done.stdout) == (2, "")
    assert not (home / "settings.toml").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('day_start = "25:00"', "settings.toml: day_start is not a time from 00:00 to 12:00"),
        ('accessible = "perhaps"', "settings.toml: accessible is not on or off"),
        ("accessible = [1]", "settings.toml: accessible is not on or off"),
        ("day_start = 5", "settings.toml: day_start is not a time from 00:00 to 12:00"),
        (
            'day_begin = "05:00"',
            "settings.toml: day_begin is no setting; there is day_start, accessible, hooks, plain_words.",
        ),
        ("day_start = 05:", "settings.toml cannot be used: it is not TOML at line 1"),
    ],
)
def test_a_fault_in_the_file_is_named_at_every_command_and_keeps_nobody_from_the_questions(
    with_plan: Path, text: str, said: str
) -> None:
    (with_plan / "settings.toml").write_text(text + "\n")
    done = run("status", "--json", env=at(with_plan))
    assert done.returncode == 0
    assert json.loads(done.stdout)
    stderr = " ".join(done.stderr.split())
    assert said in stderr
    assert "Until that is put right the usual value counts." in stderr
    assert run("settings", env=at(with_plan)).returncode == 2
    doctor = run("doctor", env=at(with_plan))
    assert (doctor.returncode, "The settings cannot be used" in doctor.stdout) == (2, True)
    flagged = run("log", "--flag", "em_tearing", env=at(with_plan))
    assert flagged.returncode == 12


def test_what_was_typed_by_hand_stays_and_a_wrong_value_can_be_put_right(home: Path) -> None:
    home.mkdir(mode=0o700)
    path = home / "settings.toml"
    path.write_text('# mine\n  day_start = "25:00" # too late\n# the end')
    assert run("settings", "day-start", "06:00", env=at(home)).returncode == 0
    assert path.read_text() == '# mine\nday_start = "06:00"\n# the end'
    path.write_text("rubbish")
    assert run("settings", "day-start", "06:00", env=at(home)).returncode == 2
    assert path.read_text() == "rubbish"


def test_a_file_that_is_no_file_or_no_text_is_named(home: Path) -> None:
    home.mkdir(mode=0o700)
    path = home / "settings.toml"
    path.write_bytes(b"\xff\xfe")
    assert "it is not UTF-8 text" in " ".join(run("settings", env=at(home)).stderr.split())
    path.unlink()
    path.mkdir()
    done = run("settings", env=at(home))
    assert (done.returncode, "cannot be read" in " ".join(done.stderr.split())) == (2, True)


def test_erase_removes_the_settings_too(with_plan: Path) -> None:
    run("settings", "day-start", "05:00", env=at(with_plan))
    assert "Your settings can be read." in run("doctor", env=at(with_plan)).stdout
    done = run("erase", "--yes", env=at(with_plan))
    assert (done.returncode, with_plan.exists()) == (0, False)


def test_a_clock_behind_the_last_entry_is_questioned(with_plan: Path) -> None:
    assert run("log", "--all-clear", "--walk", "5", env=at(with_plan)).returncode == 0
    done = run("status", env=at(with_plan, "2026-11-22T04:30:00+00:00"))
    assert "behind your last entry, of 23 Nov 2026 at 04:30" in " ".join(done.stderr.split())
    assert "behind" not in run("status", env=at(with_plan, "2026-11-23T04:27:00+00:00")).stderr


def test_plain_words_are_said_by_flag_before_variable_before_file(with_plan: Path) -> None:
    here = at(with_plan)
    form = ("status", "--format", "{level}")
    assert run(*form, env=here).stdout == "-\n"
    assert run("settings", "plain-words", "on", env=here).returncode == 0
    assert run(*form, env=here).stdout == "self_care\n"
    off = here | {"BACKCOACH_PLAIN_WORDS": "off"}
    assert run(*form, env=off).stdout == "-\n"
    assert run(*form, "--plain-words", env=off).stdout == "self_care\n"
