"""What is written so that a system reminds by itself: units of systemd, lines of cron, an agent of launchd.

Only the texts; `remind_places` writes them and takes them away. Every one begins with a mark that it is ours.
"""

from __future__ import annotations

import plistlib
import shlex
from collections import defaultdict
from collections.abc import Iterator, Sequence

from backcoach.values import Value

MARK = "Written by backcoach. It is taken away by: backcoach remind, with the option remove"
FOLDERS = "Folders made for it: "
"""Stands in each file, with how many of the innermost folders above it are ours and go again."""

REMIND, BREAKS = "backcoach-remind", "backcoach-breaks"
"""The names of the two jobs there may be."""

DAY_MINUTES = 24 * 60
HOUR_MINUTES = 60
FIRST_MINUTES = 5
"""So long after logging in systemd reminds for the first time; of a break only after its interval."""

QUIET_EXITS = "3 6 7"
"""Not failures: nothing begun, the record in use just now, nothing due."""

BEGIN = "# >>> backcoach remind: written by backcoach, taken away by: backcoach remind --remove"
END = "# <<< backcoach remind"
NO_LINE_END = " (no line end before)"
NO_TABLE = " (no table before)"


class Job(Value):
    """One thing the system starts every so many minutes: its name, and the program with its arguments."""

    name: str
    minutes: int
    argv: tuple[str, ...]


def service_text(job: Job, folders: int) -> str:
    """The unit of systemd that starts a job once. It keeps what the job says out of the system's log."""
    return "\n".join(
        (
            *_head(folders),
            "[Unit]",
            "Description=backcoach",
            "",
            "[Service]",
            "Type=oneshot",
            f"ExecStart={command_of_systemd(job.argv)}",
            f"SuccessExitStatus={QUIET_EXITS}",
            "StandardOutput=null",
            "StandardError=null",
            "",
        )
    )


def timer_text(job: Job, folders: int) -> str:
    """The timer of systemd for a job."""
    return "\n".join(
        (
            *_head(folders),
            "[Unit]",
            "Description=backcoach",
            "",
            "[Timer]",
            f"OnActiveSec={job.minutes if job.name == BREAKS else FIRST_MINUTES}min",
            f"OnUnitActiveSec={job.minutes}min",
            "AccuracySec=1min",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        )
    )


def _head(folders: int) -> tuple[str, str]:
    return f"# {MARK}", f"# {FOLDERS}{folders}"


def command_of_systemd(argv: Sequence[str]) -> str:
    """A command line that systemd reads back as these arguments.

    In the program's own path a dollar would stay doubled, so that `env` starts such a program.
    """
    through = ("/usr/bin/env",) if "$" in argv[0] else ()
    return " ".join(_quoted_for_systemd(word) for word in (*through, *argv))


def _quoted_for_systemd(word: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "%": "%%", "$": "$$"}
    return f'"{"".join(escapes.get(letter, letter) for letter in word)}"'


def cron_lines(jobs: Sequence[Job]) -> Iterator[str]:
    """The lines of a crontab: each job at 00:00 and every so many minutes on, anew each day."""
    for job in jobs:
        command = " ".join(_quoted_for_cron(word) for word in job.argv)
        for minutes, hours in cron_times(job.minutes):
            yield f"{minutes} {hours} * * * {command} >/dev/null 2>&1"


def cron_times(every: int) -> Iterator[tuple[str, str]]:
    """The minutes and hours of each line for an interval; cron itself knows only parts of an hour or day."""
    minutes_of = defaultdict[int, list[int]](list)
    for at in range(0, DAY_MINUTES, every):
        minutes_of[at // HOUR_MINUTES].append(at % HOUR_MINUTES)
    hours_of = defaultdict[tuple[int, ...], list[int]](list)
    for hour, minutes in minutes_of.items():
        hours_of[tuple(minutes)].append(hour)
    for among, hours in hours_of.items():
        is_each = len(hours) * HOUR_MINUTES == DAY_MINUTES
        yield ",".join(map(str, among)), "*" if is_each else ",".join(map(str, hours))


def _quoted_for_cron(word: str) -> str:
    """Quoted for the shell; a per cent sign, which cron takes for a line end, outside of the quotes."""
    return r"\%".join(shlex.quote(part) if part or not word else "" for part in word.split("%"))


def cron_block(jobs: Sequence[Job], note: str = "") -> str:
    """Our part of a crontab, between its two lines."""
    return "\n".join((BEGIN + note, *cron_lines(jobs), END, ""))


def plist_text(job: Job, folders: int) -> str:
    """The agent of launchd for a job."""
    plain = {
        "Label": job.name,
        "ProgramArguments": list(job.argv),
        "StartInterval": job.minutes * 60,
        "StandardOutPath": "/dev/null",
        "StandardErrorPath": "/dev/null",
        "ProcessType": "Background",
    }
    text = plistlib.dumps(plain, sort_keys=False).decode("utf-8")
    first, rest = text.split("\n", 1)
    return f"{first}\n<!-- {MARK} -->\n<!-- {FOLDERS}{folders} -->\n{rest}"
