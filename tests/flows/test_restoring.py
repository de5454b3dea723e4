"""A backup put back forgets nothing that narrows, and makes nothing fresher."""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from backcoach.coach.activity_record import FlareDeclared
from backcoach.coach.calendar_record import CalendarExported, CalendarMark
from backcoach.coach.course import Course
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import MedicineClosed, SignsAnswered
from backcoach.coach.record import AnswerGiven, Assessed, DoseTaken, MedicineChecked, Screened, ScreeningDue
from backcoach.coach.rescreening import RESTORED
from backcoach.coach.values import Answer
from backcoach.flows.bring_in import bring_in, look_through
from backcoach.flows.clearing import answers_due
from backcoach.flows.errors import BadInput
from backcoach.flows.export import export_record
from backcoach.flows.kinds import KINDS
from backcoach.flows.restoring import Restored, choose, restore
from backcoach.journal.backup import Backup, back_up, backups, look_at
from backcoach.journal.home import record_path
from backcoach.journal.opening import open_journal
from tests.flows.people import MONDAY, NO_MEDICINE, Person, real_book


@pytest.fixture
def begun(person: Person, home: Path) -> Person:
    """Somebody with a plan and a course of paracetamol, whose record is backed up on that morning."""
    person.starts()
    back_up(record_path(home), "day-2026-11-23")
    person.waits(hours=5)
    return person


def put_back(person: Person, home: Path, *, is_dry: bool = False) -> Restored:
    path = home / "backups" / "day-2026-11-23.sqlite3"
    return restore(home, path, real_book(), person.desk.moment, is_dry=is_dry)


def test_everything_rests_until_all_is_asked_again(begun: Person, home: Path) -> None:
    found = put_back(begun, home)
    desk = begun.desk
    assert (found.carried, found.is_read) == ((), True)
    assert found.stands.is_stale
    assert not desk.standing().is_plan_allowed
    assert RESTORED in desk.standing().because
    assert answers_due(desk)
    begun.screens()
    assert desk.standing().is_plan_allowed


def test_old_answers_count_by_their_own_dates(begun: Person, home: Path) -> None:
    begun.waits(days=20)
    begun.screens()
    put_back(begun, home)
    screened = begun.desk.journal.entries(Screened)
    assert {entry.day_on for entry in screened} == {date(2026, 11, 23)}
    assert "gap" in begun.desk.standing().because


def test_a_red_flag_told_since_the_backup_still_stands(begun: Person, home: Path) -> None:
    begun.screens(em_chest_pain="yes")
    before = begun.desk.standing()
    found = put_back(begun, home)
    after = begun.desk.standing()
    assert (after.disposition, after.is_plan_allowed) == (before.disposition, False)
    assert found.stands.disposition is before.disposition
    begun.screens()
    assert not begun.desk.standing().is_plan_allowed
    begun.was_seen()
    begun.screens()
    assert begun.desk.standing().is_plan_allowed


def test_a_sign_in_a_sitting_that_broke_off_still_stands(begun: Person, home: Path) -> None:
    begun.desk.keep(AnswerGiven("broken", "em_chest_pain", "yes"))
    before = begun.desk.standing().disposition
    assert not before.allows_plan
    put_back(begun, home)
    assert begun.desk.standing().disposition is before


def test_a_red_flag_that_was_seen_to_needs_no_second_visit(begun: Person, home: Path) -> None:
    begun.screens(em_chest_pain="yes")
    begun.was_seen()
    begun.waits(hours=1)
    begun.screens()
    put_back(begun, home)
    assert begun.desk.standing().disposition.allows_plan
    assert not begun.desk.standing().is_plan_allowed


def test_a_finding_that_left_the_matter_open_goes_along(begun: Person, home: Path) -> None:
    begun.screens(em_chest_pain="yes")
    open_finding = next(one.id for one in real_book().screening.rescreening.findings if not one.settles)
    begun.was_seen(finding=open_finding)
    put_back(begun, home)
    assert begun.desk.standing().open_finding == open_finding
    assert len(begun.desk.journal.entries(Assessed)) == 1


def test_what_calendars_held_goes_along_so_that_it_can_still_be_called_off(begun: Person, home: Path) -> None:
    mark = CalendarMark("0" * 40, 1, "1" * 16, starts_on=MONDAY)
    begun.desk.keep(CalendarExported((mark,)))
    put_back(begun, home)
    (kept,) = begun.desk.journal.entries(CalendarExported)
    assert kept.body.events == (mark,)


def test_doses_go_along_with_their_times_and_are_counted_once(begun: Person, home: Path) -> None:
    dose, swallowed_at = DoseTaken(Medicine.PARACETAMOL, 1000), begun.now
    begun.desk.keep(dose, at=swallowed_at)
    begun.waits(hours=1)
    for _ in range(2):
        put_back(begun, home)
        kept = begun.desk.journal.entries(DoseTaken)
        assert [(one.body, one.at) for one in kept] == [(dose, swallowed_at)]


def test_a_dose_that_went_along_counts_once_beside_the_same_one_from_another_machine(
    begun: Person, home: Path
) -> None:
    first = begun.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))[0]
    begun.waits(hours=1)
    begun.desk.keep(DoseTaken(Medicine.PARACETAMOL, 1000), at=first.at, supersedes=first.id)
    elsewhere = "".join(export_record(begun.desk.journal).parts).encode()
    put_back(begun, home)
    bring_in(home, look_through(partial(BytesIO, elsewhere)), MONDAY, None)
    assert [one.body.mg for one in begun.desk.journal.entries(DoseTaken)] == [1000]


def test_a_corrected_dose_stays_corrected(begun: Person, home: Path) -> None:
    first = begun.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))[0]
    (home / "backups" / "day-2026-11-23.sqlite3").unlink()
    back_up(record_path(home), "day-2026-11-23")
    begun.desk.keep(DoseTaken(Medicine.PARACETAMOL, 1000), at=first.at, supersedes=first.id)
    put_back(begun, home)
    assert [one.body.mg for one in begun.desk.journal.entries(DoseTaken)] == [1000]


def test_a_dose_taken_back_since_the_backup_counts_as_taken(begun: Person, home: Path) -> None:
    desk = begun.desk
    first = desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))[0]
    (home / "backups" / "day-2026-11-23.sqlite3").unlink()
    back_up(record_path(home), "day-2026-11-23")
    moment = desk.moment
    desk.journal.void(first.id, "a slip", zone="UTC", day_on=moment.today, recorded_at=moment.now)
    put_back(begun, home)
    assert [one.body.mg for one in desk.journal.entries(DoseTaken)] == [500]


def test_what_closed_a_medicine_goes_along_and_what_opened_one_does_not(begun: Person, home: Path) -> None:
    sign = next(iter(real_book().medicine.stop_signs)).id
    begun.desk.keep(MedicineClosed("overdose"))
    begun.desk.keep(SignsAnswered(Medicine.PARACETAMOL, {sign: Answer.NOT_SURE}))
    begun.desk.keep(SignsAnswered(Medicine.PARACETAMOL, {sign: Answer.NO}))
    begun.desk.keep(FlareDeclared())
    checks = len(begun.desk.journal.entries(MedicineChecked))
    begun.desk.keep(begun.desk.journal.entries(MedicineChecked)[-1].body)
    put_back(begun, home)
    journal = begun.desk.journal
    assert len(journal.entries(MedicineClosed)) == len(journal.entries(FlareDeclared)) == 1
    assert [one.body.answers for one in journal.entries(SignsAnswered)] == [{sign: Answer.NOT_SURE}]
    assert len(journal.entries(MedicineChecked)) == checks


def test_a_course_that_has_ended_does_not_come_back_to_life(begun: Person, home: Path) -> None:
    begun.screens(em_chest_pain="yes")
    begun.was_seen()
    begun.waits(hours=1)
    begun.screens()
    course = begun.desk.course()
    assert course is not None
    put_back(begun, home)
    again = begun.desk.course()
    assert again is not None
    assert again.stop_on <= course.stop_on
    assert [dose for dose in again.doses if dose.at > begun.now] == []


def test_a_course_that_runs_on_the_same_goes_on(begun: Person, home: Path) -> None:
    before = begun.desk.course()
    put_back(begun, home)
    assert begun.desk.course() == before
    assert begun.desk.journal.latest(Course) is not None


def test_beside_a_record_that_cannot_be_read_the_course_ends_and_all_is_asked(
    begun: Person, home: Path
) -> None:
    begun.screens(em_chest_pain="yes")
    path = record_path(home)
    path.write_bytes(b"\xab" * 9000)
    found = put_back(begun, home)
    assert (found.is_read, found.kept_as) == (False, "damaged-2026-11-23.sqlite3")
    assert (home / "damaged-2026-11-23.sqlite3").read_bytes() == b"\xab" * 9000
    with open_journal(home, KINDS) as journal:
        desk = Person(journal, begun.now).desk
        assert RESTORED in desk.standing().because
        course = desk.course()
        assert course is not None
        assert [dose for dose in course.doses if dose.at > begun.now] == []


def test_from_a_damaged_record_goes_along_what_can_still_be_read(begun: Person, home: Path) -> None:
    begun.screens(em_chest_pain="yes")
    begun.desk.keep(DoseTaken(Medicine.PARACETAMOL, 1000))
    stood = begun.desk.standing().disposition
    path = record_path(home)
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    for is_dry in (True, False):
        found = put_back(begun, home, is_dry=is_dry)
        assert (found.is_read, found.stands.disposition) == (False, stood)
        assert {type(one.body) for one in found.carried} >= {Screened, DoseTaken}
    with open_journal(home, KINDS) as journal:
        assert Person(journal, begun.now).desk.standing().disposition is stood
        assert len(journal.entries(DoseTaken)) == 1
    assert not (home / "unfinished").exists()


def test_the_record_before_is_kept_and_can_be_put_back_with_all_that_was_in_it(
    begun: Person, home: Path
) -> None:
    begun.screens(em_chest_pain="yes")
    before = len(begun.desk.journal.history())
    found = put_back(begun, home)
    assert found.kept_as == "before-restore-2026-11-23.sqlite3"
    kept = look_at(home / "backups" / found.kept_as)
    assert kept is not None
    assert kept.entries == before
    again = restore(home, home / "backups" / found.kept_as, real_book(), begun.desk.moment, is_dry=False)
    assert [type(one.body) for one in again.carried] == [ScreeningDue]
    assert len(begun.desk.journal.history()) == before + 2


def test_a_dry_run_tells_the_same_and_changes_nothing(begun: Person, home: Path) -> None:
    begun.screens(em_chest_pain="yes")
    path = record_path(home)
    before, names = path.read_bytes(), sorted(home.rglob("*"))
    coming = put_back(begun, home, is_dry=True)
    assert path.read_bytes() == before
    assert sorted(home.rglob("*")) == names
    found = put_back(begun, home)
    assert (found.entries, len(found.carried), found.stands.disposition) == (
        coming.entries,
        len(coming.carried),
        coming.stands.disposition,
    )


def test_without_a_record_the_backup_becomes_it(begun: Person, home: Path) -> None:
    begun.desk.journal.close()
    record_path(home).unlink()
    found = put_back(begun, home)
    assert (found.kept_as, found.is_read) == (None, False)
    with open_journal(home, KINDS) as journal:
        assert RESTORED in Person(journal, begun.now).desk.standing().because
    assert sorted(item.name for item in home.iterdir()) == ["backups", "record.sqlite3"]


@pytest.fixture
def listed(home: Path, person: Person) -> tuple[Backup, ...]:
    person.starts(**NO_MEDICINE)
    for stem in ("day-2026-11-20", "day-2026-11-21", "before-restore-2026-11-21", "day-2099-01-01"):
        back_up(record_path(home), stem)
    shutil.copy(home / "backups" / "day-2026-11-20.sqlite3", home / "backups" / "day-2026-11-22.sqlite3")
    (home / "backups" / "day-2026-11-22.sqlite3").write_bytes(b"spoiled")
    return backups(record_path(home))


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("day-2026-11-20", "day-2026-11-20"),
        ("day-2026-11-20.sqlite3", "day-2026-11-20"),
        ("2026-11-20", "day-2026-11-20"),
        ("2099-01-01", "day-2099-01-01"),
        ("before-restore-2026-11-21", "before-restore-2026-11-21"),
        ("2026-11-22", "day-2026-11-22"),
    ],
)
def test_a_backup_is_found_by_name_and_day(listed: tuple[Backup, ...], wanted: str, name: str) -> None:
    assert choose(wanted, listed, date(2026, 11, 23)).path.stem == name


def test_the_latest_is_whole_and_not_of_a_day_to_come(listed: tuple[Backup, ...]) -> None:
    assert choose("latest", listed, date(2026, 11, 23)).name.day_on == date(2026, 11, 21)
    future = tuple(one for one in listed if one.path.stem == "day-2099-01-01")
    assert choose("latest", future, date(2026, 11, 23)) == future[0]


@pytest.mark.parametrize("wanted", ["", "day", "2026-11-19", "../record", "yesterday"])
def test_what_is_no_backup_is_bad_input(listed: tuple[Backup, ...], wanted: str) -> None:
    with pytest.raises(BadInput, match="no such backup"):
        choose(wanted, listed, date(2026, 11, 23))
    with pytest.raises(BadInput, match="no backup yet"):
        choose("latest", (), date(2026, 11, 23))
