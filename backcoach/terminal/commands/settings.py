"""`backcoach settings`: how the program behaves, and changing it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from backcoach.flows.errors import BadInput
from backcoach.flows.moment import Moment
from backcoach.flows.settings import (
    HOOKS,
    START_OF_DAY,
    InForce,
    Setting,
    Settings,
    change,
    read_settings,
    setting_named,
)
from backcoach.journal.home import hooks_folder, make_private_folder
from backcoach.journal.settings_file import settings_path
from backcoach.journal.translation import translated
from backcoach.terminal.clock import read_clock
from backcoach.terminal.exits import Exit
from backcoach.terminal.hook_programs import programs, why_not
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.hooks import hooks_screen
from backcoach.terminal.screens.settings import settings_screen
from backcoach.terminal.session import find_home
from backcoach.terminal.setting_faults import fault_lines
from backcoach.terminal.words import day_text
from backcoach.values import replace

STAYS = "What you logged stays on the day it was logged for."
NOT_YET = "{} is set and counts in place of the file."
NEW_DAY = "By this it is now {}, no longer {}."


def run(given: Path | None, name: str, value: str | None, *, is_unset: bool, as_json: bool) -> int:
    """List the settings, or change one and say what follows."""
    output, (home, is_default) = standard_output(), find_home(given)
    clock = read_clock(os.environ, is_default_home=is_default)
    if is_unset and (value is not None or not name):
        raise BadInput("--unset takes the name of a setting and no value.", "Help: backcoach settings -h")
    one = setting_named(name) if name else None
    before = read_settings(home, os.environ)
    is_changing = one is not None and (value is not None or is_unset)
    if one is not None and is_changing:
        change(home, one, value)
        _make_room(home, one)
    after = read_settings(home, os.environ)
    shown = tuple(row for row in after.all if one is None or row.setting is one)
    if is_changing and not as_json:
        _say(output, shown[0], is_unset=is_unset, days=(_day(clock, before), _day(clock, after)))
    elif not as_json:
        output.result(settings_screen(shown, str(settings_path(home))))
    if not as_json and HOOKS in [row.setting for row in shown]:
        output.result(hooks_screen(programs(home), hooks_folder(home), is_on=after.has_hooks))
    for line in fault_lines(after):
        output.say(line)
    if as_json:
        output.document(document(shown, after, home))
    return Exit.BAD_INPUT if after.faults else Exit.DONE


def _make_room(home: Path, one: Setting) -> None:
    """Make the folder of hooks where they are switched on, so that nobody else can put one there."""
    if one is HOOKS and read_settings(home, {}).has_hooks:
        with translated(hooks_folder(home)):
            make_private_folder(hooks_folder(home))


def _day(clock: Moment, found: Settings) -> date:
    return replace(clock, day_start=found.day_start).today


def _say(output: Output, one: InForce, *, is_unset: bool, days: tuple[date, date]) -> None:
    stays = f" {STAYS}" if one.setting is START_OF_DAY else ""
    output.say(f"{one.setting.name} is {one.value}{', as usual' if is_unset else ''}.{stays}")
    if one.comes_from == "environment":
        output.say(NOT_YET.format(one.setting.variable))
    was, is_now = days
    if was != is_now:
        output.say(NEW_DAY.format(day_text(is_now), day_text(was)))


def document(shown: tuple[InForce, ...], found: Settings, home: Path) -> dict[str, Any]:
    """The settings as they count now."""
    return {
        "file": str(settings_path(home)),
        "settings": [
            {
                "name": one.setting.name,
                "value": one.value,
                "default": one.default,
                "comes_from": one.comes_from,
                "variable": one.setting.variable,
            }
            for one in shown
        ],
        "hooks": [
            {"event": one.event, "file": str(one.path), "why_not": why_not(one, is_on=found.has_hooks)}
            for one in programs(home)
        ],
        "faults": list(found.faults),
    }
