"""Opening a run: the home folder, the clock, the handbook and the record."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted, Trouble
from backcoach.flows.kinds import KINDS
from backcoach.flows.made_up import is_made_up
from backcoach.flows.moment import Moment
from backcoach.flows.settings import SETTINGS, Settings, read_settings
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import JournalError, NoBackup
from backcoach.journal.first_write import Keeping
from backcoach.journal.journal import TOLERANCE, Journal
from backcoach.journal.opening import open_journal
from backcoach.terminal.accessible import mode
from backcoach.terminal.clock import read_clock
from backcoach.terminal.exits import exit_for
from backcoach.terminal.guard import fitted
from backcoach.terminal.safe import visible
from backcoach.terminal.setting_faults import fault_lines
from backcoach.terminal.words import date_text
from backcoach.values import replace

HOME = "BACKCOACH_HOME"
NAME = "backcoach"
OTHER_PLACES = ("XDG_DATA_HOME", "ANDROID_DATA", "ANDROID_ROOT")
"""With these a system keeps data elsewhere; `platformdirs`, which is slow to import, knows where."""

OVERDUE = (
    "The health content of this program is overdue for review since {day}. It may be out of date: "
    "get the newest version, and ask a doctor if in doubt."
)

BROKEN_OFF = "You are in the middle of the first questions. What you answered is kept."
MADE_UP_WORDS = "Made up: a demonstration, nobody's own record."
BEHIND = (
    "The clock of this machine is behind your last entry, of {day} at {time}. Put it right before you log: "
    "doses and safety answers count by it."
)


def find_home(given: Path | None) -> tuple[Path, bool]:
    """The folder of the record, and whether it is the person's default one, by whatever way it was named."""
    default = _usual_home()
    if given is not None and given == Path():
        raise BadInput("--home names no folder.", "Give the folder that is to hold the record.")
    chosen = given or (Path(os.environ[HOME]) if os.environ.get(HOME) else None)
    if chosen is None:
        return default, True
    home = chosen.expanduser().absolute()
    return home, home.resolve() == default.resolve()


def _usual_home() -> Path:
    """Where programs of this system keep a person's data."""
    home = os.environ.get("HOME", "")
    is_plain = sys.platform == "linux" and home.startswith("/")
    if is_plain and not any(name in os.environ for name in OTHER_PLACES):
        return Path(home, ".local", "share", NAME)
    from platformdirs import user_data_path

    return user_data_path(NAME)


def moment(given: Path | None) -> Moment:
    """The present moment, by this person's day."""
    home, is_default = find_home(given)
    return _moment_in(home, is_default=is_default)


def _moment_in(home: Path, *, is_default: bool) -> Moment:
    now = read_clock(os.environ, is_default_home=is_default)
    return replace(now, day_start=settings_of(home).day_start)


def settings_of(home: Path) -> Settings:
    """The settings of this run, read once."""
    told = tuple((one.variable, os.environ[one.variable]) for one in SETTINGS if one.variable in os.environ)
    return _settings(home, told)


def says_plainly(given: Path | None) -> bool:
    """Whether the person wants plain words also where others may read along."""
    return settings_of(find_home(given)[0]).says_plainly


@cache
def _settings(home: Path, told: tuple[tuple[str, str], ...]) -> Settings:
    """The settings of this run. What is wrong with them is said once, to stderr, and stops nothing."""
    found = read_settings(home, dict(told))
    for line in fault_lines(found):
        print(line, file=sys.stderr)  # noqa: T201 - also beside --json
    return found


@contextmanager
def open_desk(given: Path | None, *, create: bool = False, book: Handbook | None = None) -> Iterator[Desk]:
    """The handbook, the open record and the moment. Raises what each of them raises."""
    home, is_default = find_home(given)
    now = _moment_in(home, is_default=is_default)
    book = book or open_handbook()
    keeping = Keeping(_say_no_backup, now.day_start, _seal_to)
    with open_journal(home, KINDS, create=create, keeping=keeping, seal=_seal_to) as journal:
        _say_if_made_up(journal)
        _say_if_clock_is_behind(journal, now)
        desk = Desk(book, journal, now)
        try:
            yield desk
        except Trouble as trouble:
            _lead_with_what_stands(desk, trouble)
            if isinstance(trouble, NotStarted) and not trouble.stands:
                _say_if_broken_off(desk)
            raise
    say_if_overdue(book, now)


def need_terminal(*instead: str, as_json: bool) -> None:
    """Refuse to ask where nobody can answer or read, or where a document is wanted. Raises `BadInput`."""
    if as_json:
        raise BadInput("With --json nothing is asked.", f"Use {' or '.join(instead)}")
    if not mode().takes_lines and not all(one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr)):
        ways = " or ".join(instead)
        raise BadInput("There is no terminal here to ask at.", f"Use {ways}")


@contextmanager
def open_record(given: Path | None) -> Iterator[tuple[Journal, Moment]]:
    """The open record and the moment, without the handbook, whose faults must not keep anybody from it."""
    home, is_default = find_home(given)
    now = _moment_in(home, is_default=is_default)
    with open_journal(home, KINDS, seal=_seal_to) as journal:
        _say_if_made_up(journal)
        yield journal, now


def say_if_overdue(book: Handbook, now: Moment) -> None:
    """Say under the result, to stderr, that nobody has looked at the content for too long. It still works."""
    if now.today > book.review_by:
        _say_beside(OVERDUE.format(day=date_text(book.review_by)))


def _say_if_made_up(journal: Journal) -> None:
    """Say of a demonstration that it is one, before anything of it is shown."""
    if is_made_up(journal):
        _say_beside(MADE_UP_WORDS)


def _lead_with_what_stands(desk: Desk, trouble: Trouble) -> None:
    """Whatever is wrong with a command, where to go comes first; without a plan it is all there is to say."""
    from backcoach.terminal.notes import headline

    with suppress(JournalError):
        trouble.stands = headline(desk) or ""
    if trouble.stands and isinstance(trouble, NotStarted):
        trouble.next_step, trouble.exit_code = "", exit_for(desk.standing().disposition)


def _say_if_broken_off(desk: Desk) -> None:
    """Where nothing is started as the first questions were left in the middle: say so, and raise that."""
    from backcoach.flows.sitting import Sitting

    if not desk.weeks() and Sitting.open_id(desk) is not None:
        raise NotStarted(BROKEN_OFF, "Go on with: backcoach start") from None


def _say_if_clock_is_behind(journal: Journal, now: Moment) -> None:
    """Question a clock that was set back: what is entered by it would stand before what was entered then."""
    last_at = journal.last_recorded_at()
    if last_at is not None and last_at > now.now + TOLERANCE:
        last = last_at.astimezone(now.now.tzinfo)
        _say_beside(BEHIND.format(day=date_text(last.date()), time=f"{last:%H:%M}"))


def _say_no_backup(fault: NoBackup) -> None:
    _say_beside(visible(str(fault)))


def _say_beside(text: str) -> None:
    """Say it to stderr, broken between words where a terminal shows it."""
    print(fitted(text), file=sys.stderr)  # noqa: T201 - also beside --json


def _seal_to(plain: bytes, recipient: str) -> bytes:
    """The sealed bytes for a recipient. Raises `ValueError`."""
    from backcoach.terminal.sealed import seal_to

    return seal_to(plain, recipient)
