"""Where a system is told to remind by itself: user units of systemd, the crontab, agents of launchd."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Protocol

from backcoach.flows.errors import BadInput
from backcoach.terminal.outside import has_program, run_outside
from backcoach.terminal.owned_files import Owned, folders_for, owned_among, remove_owned, write_owned
from backcoach.terminal.remind_crontab import Crontab
from backcoach.terminal.remind_texts import BREAKS, REMIND, Job, plist_text, service_text, timer_text
from backcoach.values import Value

NAMES = (REMIND, BREAKS)


class Way(Enum):
    """By what the system reminds."""

    SYSTEMD = "systemd"
    CRON = "cron"
    LAUNCHD = "launchd"


class Place(Protocol):
    """One way in which a system reminds by itself."""

    def shown(self, jobs: Sequence[Job]) -> Iterator[tuple[str, str]]:
        """What would be written: where, and the text. Raises `BadInput` where it cannot be."""
        ...

    def is_used(self) -> bool:
        """Whether something of ours stands there."""
        ...

    def install(self, jobs: Sequence[Job]) -> bool:
        """Write it, in place of what stood there of ours; whether it has begun. Raises `BadInput`."""
        ...

    def remove(self) -> tuple[str, ...]:
        """Take away all that is ours and nothing else; what that was. Raises `BadInput`."""
        ...


class Systemd(Value):
    """A timer and a service for each job, and the link by which it begins after each login."""

    folder: Path

    @property
    def _innermost(self) -> Path:
        return self.folder / "timers.target.wants"

    def _files(self, job: Job) -> tuple[Owned, ...]:
        timer = f"{job.name}.timer"
        return (
            Owned(self.folder / f"{job.name}.service", partial(service_text, job)),
            Owned(self.folder / timer, partial(timer_text, job)),
            Owned(self._innermost / timer, target=f"../{timer}"),
        )

    def _possible(self) -> tuple[Owned, ...]:
        return tuple(one for name in NAMES for one in self._files(Job(name, 1, ("",))))

    def shown(self, jobs: Sequence[Job]) -> Iterator[tuple[str, str]]:
        """The units and the links."""
        folders = folders_for(self._possible(), self._innermost)
        for one in (file for job in jobs for file in self._files(job)):
            yield str(one.path), one.text(folders) if one.text else f"-> {one.target}\n"

    def is_used(self) -> bool:
        """Whether a unit of ours is there."""
        return bool(owned_among(self._possible()))

    def install(self, jobs: Sequence[Job]) -> bool:
        """Write the units and start the timers, as far as somebody is logged in to systemd."""
        before = owned_among(self._possible())
        write_owned([one for job in jobs for one in self._files(job)], self._possible(), self._innermost)
        wanted = {job.name for job in jobs}
        self._stop(name for name in {one.path.stem for one in before} - wanted)
        is_read = _systemctl("daemon-reload")
        begun = [_systemctl("restart", f"{job.name}.timer") for job in jobs]
        return is_read and all(begun)

    def remove(self) -> tuple[str, ...]:
        """Stop the timers, take away the units and links."""
        ours = owned_among(self._possible())
        self._stop({one.path.stem: None for one in ours})
        removed = remove_owned(self._possible(), self._innermost)
        if removed:
            _systemctl("daemon-reload")
        return tuple(map(str, removed))

    def _stop(self, names: Iterator[str] | dict[str, None]) -> None:
        for name in names:
            _systemctl("stop", f"{name}.timer")


def _systemctl(*words: str) -> bool:
    return run_outside(["systemctl", "--user", *words]).code == 0


class Launchd(Value):
    """An agent for each job."""

    folder: Path

    def _file(self, job: Job) -> Owned:
        return Owned(self.folder / f"{job.name}.plist", partial(plist_text, job))

    def _possible(self) -> tuple[Owned, ...]:
        return tuple(self._file(Job(name, 1, ("",))) for name in NAMES)

    def shown(self, jobs: Sequence[Job]) -> Iterator[tuple[str, str]]:
        """The agents."""
        folders = folders_for(self._possible(), self.folder)
        for job in jobs:
            yield str(self._file(job).path), plist_text(job, folders)

    def is_used(self) -> bool:
        """Whether an agent of ours is there."""
        return bool(owned_among(self._possible()))

    def install(self, jobs: Sequence[Job]) -> bool:
        """Write the agents and load them, in place of those that were loaded."""
        for one in owned_among(self._possible()):
            _launchctl("bootout", f"{_domain()}/{one.path.stem}")
        files = [self._file(job) for job in jobs]
        write_owned(files, self._possible(), self.folder)
        begun = [_launchctl("bootstrap", _domain(), str(one.path)) for one in files]
        return all(begun)

    def remove(self) -> tuple[str, ...]:
        """Unload the agents and take them away."""
        for one in owned_among(self._possible()):
            _launchctl("bootout", f"{_domain()}/{one.path.stem}")
        return tuple(map(str, remove_owned(self._possible(), self.folder)))


def _launchctl(*words: str) -> bool:
    return run_outside(["launchctl", *words]).code == 0


def _domain() -> str:
    return f"gui/{os.getuid()}"


def place_of(way: Way) -> Place:
    """The place of a way in this person's home."""
    home = Path.home()
    if way is Way.SYSTEMD:
        settings = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(settings) if settings.startswith("/") else home / ".config"
        return Systemd(folder / "systemd" / "user")
    if way is Way.LAUNCHD:
        return Launchd(home / "Library" / "LaunchAgents")
    return Crontab()


def way_here() -> Way:
    """What this system has: launchd on a Mac, else systemd, else cron. Raises `BadInput` without any."""
    if sys.platform == "darwin":
        return Way.LAUNCHD
    if has_program("systemctl"):
        place = place_of(Way.SYSTEMD)
        if (isinstance(place, Systemd) and place.folder.is_dir()) or _systemctl("show-environment"):
            return Way.SYSTEMD
    if has_program("crontab"):
        return Way.CRON
    raise BadInput(
        "Nothing was found here that starts a program by itself: no systemd of yours, no crontab.",
        "Run `backcoach remind` yourself, or choose a way with --as systemd, cron or launchd.",
    )
