"""`backcoach calendar`: a private file under a plain name, whose words tell nobody about health."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from backcoach.coach.limits import Medicine
from backcoach.handbook.loading import load_handbook
from tests.ical_reader import events, read, span, texts
from tests.terminal.keyboard import NOW, at_terminal, run
from tests.terminal.test_hostile_text import HOSTILE_NAMES, OBEYED

AT = {"BACKCOACH_NOW": NOW, "TZ": "Europe/Berlin"}
LATER = AT | {"BACKCOACH_NOW": "2026-11-22T09:10:00+00:00"}

HEALTH_WORDS = (
    "back",
    "pain",
    "ache",
    "hurt",
    "dose",
    "medic",
    "tablet",
    "pill",
    " mg",
    "exercise",
    "flare",
    "doctor",
    "physio",
    "health",
    "symptom",
    "thought",
    "measure",
    "spine",
    "coach",
    "knee",
    "pelvi",
    "taper",
    *(one.value for one in Medicine),
)
"""What nobody who looks over a shoulder should read."""


def calendar(*options: str, env: dict[str, str] | None = None, code: int = 0) -> str:
    """What is said while a calendar is written."""
    done = run("calendar", *options, env=env or AT)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def written(path: Path) -> bytes:
    return path.read_bytes()


@pytest.mark.usefixtures("with_plan")
def test_it_is_a_new_private_file_that_replaces_nothing_without_a_word_for_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    said = calendar(str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(events(written(path))) > 20
    assert f"{len(events(written(path)))} events" in said
    path.write_bytes(b"something else")
    assert "--force" in calendar(str(path), code=2)
    assert written(path) == b"something else"
    calendar(str(path), "--force")
    assert events(written(path))


@pytest.mark.usefixtures("with_plan")
def test_in_a_pipe_it_goes_to_stdout_and_at_a_screen_to_a_file_with_a_plain_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("calendar", env=AT)
    assert done.stdout.startswith("BEGIN:VCALENDAR")
    assert "\ufffd" not in done.stdout
    with at_terminal("calendar", env=AT) as terminal:
        assert terminal.exit_code() == 0
    assert [one.name for one in tmp_path.glob("*.ics")] == ["calendar-2026-11-22.ics"]
    assert stat.S_IMODE((tmp_path / "calendar-2026-11-22.ics").stat().st_mode) == 0o600


@pytest.mark.usefixtures("with_plan")
def test_no_word_of_the_file_or_its_name_tells_about_health(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    calendar("--json", "--alarms", "10")
    (path,) = tmp_path.glob("*.ics")
    everything = f"{path.name}\n{written(path).decode()}".replace("\r\n ", "").lower()
    names = {product.name.lower() for product in load_handbook().packs.packs}
    assert not [word for word in HEALTH_WORDS if word in everything]
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", everything)]
    assert {re.sub(r"\d+", "N", one) for one in texts(written(path))} == {"N min walk", "reminder"}


@pytest.mark.usefixtures("with_plan")
def test_titles_about_health_come_only_when_asked_for_and_it_is_said_before(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    assert "about your health" not in calendar(str(path))
    before = {one.uid: one for one in events(written(path))}
    said = calendar(str(path), "--force", "--full", env=LATER)
    assert said.index("may be shared") < said.index("Written to")
    after = {one.uid: one for one in events(written(path))}
    assert set(after) == set(before)
    assert any("paracetamol" in one.text("SUMMARY") for one in after.values())
    assert any("doctor" in one.text("DESCRIPTION") for one in after.values() if "DESCRIPTION" in one.lines)
    calendar(str(path), "--force", env=LATER)
    back = {one.uid: one for one in events(written(path))}
    assert not [one for one in texts(written(path)) if "paracetamol" in one]
    told = [uid for uid, one in after.items() if one.sequence]
    assert {back[uid].sequence for uid in told} == {2}


@pytest.mark.usefixtures("with_plan")
def test_a_warning_before_full_titles_is_said_even_where_the_file_cannot_be_written(tmp_path: Path) -> None:
    said = calendar(str(tmp_path / "no" / "plan.ics"), "--full", code=2)
    assert "may be shared" in said
    assert "paracetamol" not in said


@pytest.mark.usefixtures("with_plan")
def test_after_a_file_that_could_not_be_written_the_next_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    calendar(str(tmp_path / "no" / "plan.ics"), code=2)
    calendar(str(path), env=LATER)
    assert {one.sequence for one in events(written(path))} == {0}
    assert not [one for one in events(written(path)) if one.is_cancelled]


@pytest.mark.usefixtures("with_plan")
def test_alarms_are_set_only_when_asked_for(tmp_path: Path) -> None:
    calendar(str(tmp_path / "without.ics"))
    calendar(str(tmp_path / "with.ics"), "--alarms", "15")
    assert not [one for one in events(written(tmp_path / "without.ics")) if one.parts]
    alarms = [one.parts[0].lines["TRIGGER"][1] for one in events(written(tmp_path / "with.ics"))]
    assert {round(span(one).total_seconds() / 60) for one in alarms} == {-15, 0, 420}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--alarms", "-1"), "0 to 1440"),
        (("--alarms", "1441"), "0 to 1440"),
        (("--until", "soon"), "is not a day"),
        (("--until", "2026-11-21"), "day that is over"),
    ],
)
def test_an_option_that_cannot_be_used_writes_nothing(
    with_plan: Path, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    assert words in calendar(str(tmp_path / "plan.ics"), *options, code=2)
    assert not (tmp_path / "plan.ics").exists()
    assert kinds(with_plan).count("calendar") == 0


def kinds(home: Path) -> list[str]:
    with closing(sqlite3.connect(next(home.glob("*.sqlite3")))) as connection:
        return [kind for (kind,) in connection.execute("SELECT kind FROM entry")]


@pytest.mark.usefixtures("with_plan")
def test_until_a_day_ends_there(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    calendar(str(path), "--until", "2026-11-22")
    days = {str(one.starts)[:10] for one in events(written(path))}
    assert days == {"2026-11-22"}


@pytest.mark.usefixtures("in_emergency")
def test_in_an_emergency_what_to_do_comes_first_and_nothing_is_planned(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    said = calendar(str(path), code=12)
    assert "Your plan rests" in said
    assert said.index("111") < said.index("Your plan rests")
    assert events(written(path)) == []
    assert read(written(path)).parts


@pytest.mark.usefixtures("in_emergency")
def test_at_a_screen_the_file_waits_for_nobody_who_reads_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    with at_terminal("calendar", str(path), env=AT) as terminal:
        terminal.expect_text("call 111")
        assert path.exists()


@pytest.mark.usefixtures("in_emergency")
def test_a_fault_does_not_hide_what_to_do(tmp_path: Path) -> None:
    assert "111" in calendar(str(tmp_path / "no" / "plan.ics"), code=2)


def test_before_start_there_is_nothing_to_write(home: Path, tmp_path: Path) -> None:
    calendar(str(tmp_path / "plan.ics"), code=3)
    assert not (tmp_path / "plan.ics").exists()
    assert not home.exists()


@pytest.mark.usefixtures("home")
def test_a_hostile_name_does_nothing_in_a_calendar(tmp_path: Path) -> None:
    answers, path = tmp_path / "answers.toml", tmp_path / "plan.ics"
    example = run("start", "--example", env=AT).stdout
    hostile = ("END:VEVENT\r\nBEGIN:VEVENT", HOSTILE_NAMES[1])
    for name, text in zip(("tie my shoes", "sit through a meeting"), hostile, strict=True):
        example = example.replace(f'"{name}"', json.dumps(text))
    answers.write_text(example, encoding="utf-8")
    assert run("start", "--answers", str(answers), env=AT).returncode == 0
    said = calendar(str(path), "--full")
    assert not OBEYED & set("".join(texts(written(path))) + said)


@pytest.mark.usefixtures("with_plan")
def test_it_leaves_the_history_readable_and_undo_to_the_person(tmp_path: Path) -> None:
    calendar(str(tmp_path / "plan.ics"))
    assert "a calendar was written" in run("history", "--all", env=AT).stdout
    assert "calendar" not in run("undo", "--json", env=AT).stdout


@pytest.mark.usefixtures("with_plan")
def test_on_a_narrow_screen_it_is_said_in_short_lines(tmp_path: Path) -> None:
    with at_terminal("calendar", str(tmp_path / "plan.ics"), env=AT, columns=60) as terminal:
        assert terminal.exit_code() == 0
        lines = terminal.screen().splitlines()
    assert "import it again" in " ".join(" ".join(lines).split())
    assert max(len(line.rstrip()) for line in lines) <= 60
