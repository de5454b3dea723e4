"""What is typed after `backcoach remind`, read and checked before anything is done."""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from datetime import time
from pathlib import Path

from backcoach.coach.quiet import QuietHours
from backcoach.flows.errors import BadInput
from backcoach.terminal.remind_places import Way
from backcoach.terminal.remind_texts import BREAKS, REMIND, Job
from backcoach.terminal.session import find_home
from backcoach.values import Value

NONE = "none"
USUAL_EVERY = "60m"
LEAST_MINUTES, MOST_MINUTES = 15, 24 * 60
_CLOCK = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"
_SPAN = re.compile(f"{_CLOCK}-{_CLOCK}")
_LENGTH = re.compile(r"([0-9]{1,4})(m|h)")


class Wish(Value):
    """The options of one run, as typed.

    `is_notifying` shows a notification instead of lines; with `is_moving` it says only that it is time to
    move. `every` and `breaks` are intervals, and `as_` the way, of `is_installing`.
    """

    quiet: str | None = None
    is_plain: bool = False
    is_notifying: bool = False
    is_moving: bool = False
    is_installing: bool = False
    is_removing: bool = False
    every: str | None = None
    breaks: str | None = None
    as_: str | None = None
    is_yes: bool = False


def check_wish(wish: Wish, *, as_json: bool) -> None:
    """Refuse options that do not go together. Raises `BadInput`."""
    whole = {"--install": wish.is_installing, "--remove": wish.is_removing, "--notify": wish.is_notifying}
    named = [name for name, is_given in (whole | {"--json": as_json}).items() if is_given]
    if len(named) > 1:
        raise BadInput(f"{' and '.join(named)} do not go together.", "Help: backcoach remind -h")
    only_install = {"--every": wish.every, "--breaks": wish.breaks, "--as": wish.as_}
    lost = [name for name, text in only_install.items() if text is not None and not wish.is_installing]
    if lost:
        raise BadInput(f"{' and '.join(lost)} goes with --install.", "Help: backcoach remind -h")
    if wish.is_moving and not wish.is_notifying:
        raise BadInput("--move goes with --notify.", "Help: backcoach remind -h")


def read_quiet(text: str) -> QuietHours | None:
    """Quiet hours such as `21:00-08:00`; None for `none`. Raises `BadInput`."""
    plain = text.strip().lower()
    if plain == NONE:
        return None
    found = _SPAN.fullmatch(plain)
    try:
        if found is None:
            raise ValueError("no span")  # noqa: TRY301 - one way out for both
        return QuietHours(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4])))
    except ValueError:
        raise BadInput("--quiet wants two times, or none.", "Such as: --quiet 21:00-08:00") from None


def read_minutes(text: str, option: str) -> int:
    """An interval such as `60m` or `2h` in minutes. Raises `BadInput`."""
    found = _LENGTH.fullmatch(text.strip().lower())
    minutes = int(found[1]) * (60 if found[2] == "h" else 1) if found else 0
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise BadInput(f"{option} wants an interval from 15m to 24h.", f"Such as: {option} 60m")
    return minutes


def read_way(text: str) -> Way:
    """By what the system is to remind. Raises `BadInput`."""
    try:
        return Way(text.strip().lower())
    except ValueError:
        names = ", ".join(one.value for one in Way)
        raise BadInput("--as names no way that is known.", f"There is: {names}") from None


def jobs_of(wish: Wish, given: Path | None) -> tuple[Job, ...]:
    """What the system is to start, and how often. Raises `BadInput`."""
    after = (*_quiet_again(wish), *_home_again(given))
    every = read_minutes(wish.every or USUAL_EVERY, "--every")
    jobs = [Job(REMIND, every, (*program(), "remind", "--notify", *after))]
    if wish.breaks is not None:
        minutes = read_minutes(wish.breaks, "--breaks")
        jobs.append(Job(BREAKS, minutes, (*program(), "remind", "--notify", "--move", *after)))
    for word in (word for job in jobs for word in job.argv):
        _refuse_unwritable(word)
    return tuple(jobs)


def _quiet_again(wish: Wish) -> tuple[str, ...]:
    if wish.quiet is None:
        return ()
    quiet = read_quiet(wish.quiet)
    return ("--quiet", f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}" if quiet else NONE)


def _home_again(given: Path | None) -> tuple[str, ...]:
    """The folder of the record, where the system would not find it by itself."""
    home, is_default = find_home(given)
    is_found = is_default and not os.environ.get("XDG_DATA_HOME")
    return () if is_found else ("--home", str(home))


def program() -> tuple[str, ...]:
    """What starts this program from anywhere: its own path, else Python with the module."""
    started = shutil.which(sys.argv[0]) if sys.argv else None
    if started is None or Path(started).name == "__main__.py":
        return (sys.executable, "-m", "backcoach")
    return (os.path.abspath(started),)  # noqa: PTH100 - links stay, as they outlive a new version


def _refuse_unwritable(word: str) -> None:
    """Refuse a path that cannot stand in a line of text. Raises `BadInput`."""
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in word):
        raise BadInput(
            "A path of this program or of your record holds a character that cannot be written down.",
            "Move it to a plainer name first.",
        )
