"""Examples that the real program makes of the made-up episode, the same on every machine."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from unittest.mock import patch

from backcoach.flows.demo import Script, play
from backcoach.flows.moment import Moment
from backcoach.handbook.episode import load_episode
from backcoach.handbook.handbook import Handbook
from backcoach.journal import ids
from backcoach.terminal.example import example_file

DAYS, SINCE, NOW = 8, "2026-03-05", "2026-03-10T08:00:00+00:00"
"""So many days of the episode; the first of those that are shown; and when that is."""


def make_demo(book: Handbook, home: Path, now: str, days: int | None = None) -> None:
    """The record of the first days of the episode, up to the day before `now`, with ids that never change."""
    whole = load_episode()
    episode = replace(whole, days=whole.days[:days])
    script = Script(tomllib.loads(example_file(book)), episode)
    with patch.object(ids.os, "urandom", Random(1).randbytes):  # noqa: S311 - nobody's record
        play(home, book, script, Moment(datetime.fromisoformat(now), "UTC"))


def demo_bundle(book: Handbook, run: Callable[..., str]) -> str:
    """The FHIR bundle of some days of the episode, laid out to be read."""
    with tempfile.TemporaryDirectory() as folder:
        make_demo(book, Path(folder) / "record", NOW, DAYS)
        made = run("export", "--fhir", "--since", SINCE, home=folder, now=NOW)
    return json.dumps(json.loads(made), indent=2) + "\n"
