"""Whoever leaves a conversation, at whatever prompt and by whichever key, loses nothing and breaks nothing.

Each conversation is left at its first prompt here; the long run leaves it at every prompt.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.deep.leaving import KEYS, WALKS, Left, Walk, entries, leave, left_everywhere, records

pytestmark = pytest.mark.terminal
NAMES = [" ".join(walk.command) for walk in WALKS]
LEAST_PROMPTS = 150
"""How many prompts all conversations together have at least, so that none is over before it began."""

_prompts: dict[str, int] = {}


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The records that the conversations begin with."""
    return records(tmp_path_factory.mktemp("leaving") / "homes")


def check(walk: Walk, left: Left, homes: Mapping[str, Path], earlier: int = 0) -> None:
    """Its exit code is as documented, what was there is there, and what was answered before is there too."""
    before = entries(homes[walk.before])
    assert left.code in walk.codes, (left.place, left.code, left.screen)
    assert "went wrong" not in left.screen
    assert "Traceback" not in left.screen
    assert left.is_sound, left.place
    assert left.files == (), "a file was left half written, or written without a yes"
    assert left.entries[: len(before)] == before
    assert len(left.entries) >= earlier, f"answers before prompt {left.place} are not there"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("walk", WALKS, ids=NAMES)
def test_left_at_its_first_prompt_a_command_ends_as_documented_and_changes_nothing_by_halves(
    walk: Walk, key: str, homes: Mapping[str, Path], tmp_path: Path
) -> None:
    left = leave(walk, homes, tmp_path, 0, KEYS[key])
    assert not left.has_reached_the_end
    check(walk, left, homes)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("erase", "Nothing was changed."),
        ("restore", "Nothing was changed."),
        ("close", "Nothing was changed."),
        ("import", "Nothing was imported."),
        ("report", "Not saved."),
        ("go", "Nothing was done yet, so nothing is kept."),
    ],
)
def test_whoever_leaves_before_a_great_change_is_told_that_nothing_came_of_it(
    command: str, said: str, key: str, homes: Mapping[str, Path], tmp_path: Path
) -> None:
    (walk, *_) = (one for one in WALKS if one.command[0] == command)
    left = leave(walk, homes, tmp_path, 0, KEYS[key])
    assert said in " ".join(left.screen.split())
    assert left.entries == entries(homes[walk.before])


@pytest.mark.deep
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("walk", WALKS, ids=NAMES)
def test_left_at_any_prompt_a_command_ends_as_documented_and_keeps_what_was_answered(
    walk: Walk, key: str, homes: Mapping[str, Path], tmp_path: Path
) -> None:
    kept = 0
    for left in left_everywhere(walk, homes, tmp_path, KEYS[key]):
        check(walk, left, homes, kept)
        kept = len(left.entries)
        _prompts[f"{key} {walk.command}"] = left.place + 1


@pytest.mark.deep
def test_all_prompts_of_all_conversations_were_left() -> None:
    print(f"{sum(_prompts.values())} prompts left")  # noqa: T201 - the figure belongs to the output
    assert sum(_prompts.values()) >= LEAST_PROMPTS * len(KEYS)
