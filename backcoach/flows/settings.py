"""How the program behaves for this person: each setting, its value, and where the value comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import time
from pathlib import Path

from backcoach.coach.days import DAY_START
from backcoach.flows.errors import BadInput
from backcoach.journal.settings_file import parsed, read_text, settings_path, with_value, write_text
from backcoach.values import Value

LATEST_DAY_START = time(12, 0)
_HALF_HOURS = (0, 30)
_CLOCK = r"([0-9]{1,2}):([0-9]{2})"
_SWITCH = {
    **dict.fromkeys(("on", "1", "yes", "true"), "on"),
    **dict.fromkeys(("off", "0", "no", "false"), "off"),
}


class Setting(Value):
    """One thing that can be set: its name at the command line, what it does, and what it may be.

    `read` gives a value as it is written in the file, and raises `ValueError` for what cannot be one.
    `own_variable` is a name in the environment that other programs know as well.
    """

    name: str
    what: str
    may_be: str
    usual: str
    read: Callable[[object], str]
    own_variable: str = ""

    @property
    def key(self) -> str:
        """Its name in the file."""
        return self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        """The environment variable that counts in place of the file."""
        return self.own_variable or f"BACKCOACH_{self.key.upper()}"

    def told_by(self, environment: Mapping[str, str]) -> str | None:
        """What the environment says, None for nothing. Empty, a variable of other programs says nothing."""
        text = environment.get(self.variable)
        return None if self.own_variable and not text else text


def read_day_start(text: object) -> time:
    """A time at which a day may begin. Raises `ValueError`."""
    found = re.fullmatch(_CLOCK, text.strip()) if isinstance(text, str) else None
    if found is None:
        raise ValueError("no time of day")
    clock = time(int(found[1]), int(found[2]))
    if clock > LATEST_DAY_START or clock.minute not in _HALF_HOURS:
        raise ValueError("not such a time")
    return clock


def read_on_off(text: object) -> str:
    """`on` or `off`. Raises `ValueError`."""
    word = str(text).strip().lower() if isinstance(text, str | bool) else ""
    if word not in _SWITCH:
        raise ValueError("neither on nor off")
    return _SWITCH[word]


START_OF_DAY = Setting(
    "day-start",
    "when your day begins; what you log before belongs to the day before",
    "a time from 00:00 to 12:00, in whole or half hours, such as 05:00",
    f"{DAY_START:%H:%M}",
    lambda text: f"{read_day_start(text):%H:%M}",
)
ACCESSIBLE = Setting(
    "accessible",
    "plain lines for a screen reader: nothing drawn, tables as sentences, replies line by line",
    "on or off",
    "off",
    read_on_off,
    "ACCESSIBLE",
)
HOOKS = Setting(
    "hooks",
    "programs of yours in the folder hooks beside the record, called after a check-in, a dose and a review",
    "on or off",
    "off",
    read_on_off,
)
PLAIN_WORDS = Setting(
    "plain-words",
    "remind and status --format say what a thing is, also where that tells about health",
    "on or off",
    "off",
    read_on_off,
)
SETTINGS = (START_OF_DAY, ACCESSIBLE, HOOKS, PLAIN_WORDS)


class InForce(Value):
    """A setting as it counts now: its value, and whether it is from `environment`, `file` or `default`."""

    setting: Setting
    value: str
    default: str
    comes_from: str


class Settings(Value):
    """All settings as they count now. What is wrong stands in `faults`, and the default counts there."""

    all: tuple[InForce, ...]
    faults: tuple[str, ...] = ()

    @property
    def day_start(self) -> time:
        """When a day begins."""
        return read_day_start(self._value(START_OF_DAY))

    @property
    def is_accessible(self) -> bool:
        """Whether plain lines are wanted."""
        return self._value(ACCESSIBLE) == "on"

    @property
    def has_hooks(self) -> bool:
        """Whether programs of the person are called."""
        return self._value(HOOKS) == "on"

    @property
    def says_plainly(self) -> bool:
        """Whether reminders and bars may tell about health."""
        return self._value(PLAIN_WORDS) == "on"

    def _value(self, setting: Setting) -> str:
        return next(one.value for one in self.all if one.setting is setting)


def read_settings(home: Path, environment: Mapping[str, str]) -> Settings:
    """The settings of this home. A fault is told, never raised: none may keep a person from the questions."""
    keys, faults = _file(home)
    rows = []
    for setting in SETTINGS:
        row, wrong = _in_force(setting, home, keys, environment)
        rows.append(row)
        faults = (*faults, *wrong)
    return Settings(tuple(rows), faults)


def _in_force(
    setting: Setting, home: Path, keys: Mapping[str, object], environment: Mapping[str, str]
) -> tuple[InForce, tuple[str, ...]]:
    """The value of one setting with where it comes from, and what is wrong with what was told."""
    value, comes_from, faults = setting.usual, "default", []
    told = {
        "file": (keys.get(setting.key), f"{settings_path(home)}: {setting.key}"),
        "environment": (setting.told_by(environment), setting.variable),
    }
    for origin, (text, where) in told.items():
        if text is None:
            continue
        try:
            value, comes_from = setting.read(text), origin
        except ValueError:
            faults.append(f"{where} is not {setting.may_be}.")
    return InForce(setting, value, setting.usual, comes_from), tuple(faults)


def _file(home: Path) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """The keys of the file that are known, and what is wrong with it."""
    path = settings_path(home)
    try:
        keys = parsed(read_text(home))
    except OSError as error:
        return {}, (f"{path} cannot be read: {error.strerror}.",)
    except ValueError as error:
        return {}, (f"{path} cannot be used: {error}.",)
    return keys, tuple(_unknown(keys, path))


def _unknown(keys: Mapping[str, object], path: Path) -> Iterator[str]:
    known = [one.key for one in SETTINGS]
    for key in sorted(set(keys) - set(known)):
        yield f"{path}: {key[:40]} is no setting; there is {', '.join(known)}."


def setting_named(name: str) -> Setting:
    """The setting of that name. Raises `BadInput`."""
    wanted = name.strip().lower().replace("_", "-")
    found = next((one for one in SETTINGS if one.name == wanted), None)
    if found is None:
        names = ", ".join(one.name for one in SETTINGS)
        raise BadInput("There is no such setting; nothing was changed.", f"There is: {names}")
    return found


def change(home: Path, setting: Setting, text: str | None) -> None:
    """Write a value into the file, or take it out for None. Raises `BadInput`, `JournalError`."""
    if text is not None:
        try:
            text = setting.read(text)
        except ValueError:
            raise BadInput(f"{setting.name} is {setting.may_be}; nothing was changed.") from None
    before = _text_to_change(home)
    if text is None and setting.key not in parsed(before):
        return
    after = with_value(before, setting.key, text)
    if parsed(after).get(setting.key) != text:
        raise _by_hand(home, "it cannot be changed line by line")
    write_text(home, after)


def _text_to_change(home: Path) -> str:
    """The file as it is, once it can be read. Raises `BadInput`."""
    try:
        text = read_text(home)
        parsed(text)
    except OSError as error:
        raise _by_hand(home, error.strerror or "the system refuses it") from None
    except ValueError as error:
        raise _by_hand(home, str(error)) from None
    return text


def _by_hand(home: Path, why: str) -> BadInput:
    path = settings_path(home)
    return BadInput(f"{path} is left as it is: {why}.", "Put it right in an editor, or delete it.")
