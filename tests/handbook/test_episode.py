"""The made-up episode as it is shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.episode import FILE, load_episode
from backcoach.handbook.faults import ContentError
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of


def test_it_has_eight_weeks_with_gaps_and_a_flare_up_and_every_own_activity_in_each_look_back() -> None:
    episode = load_episode()
    assert len(episode.days) == 56
    assert 3 <= sum(not day.is_logged for day in episode.days) <= 8
    assert sum(bool(day.is_flare) for day in episode.days) == 1
    own = [name for name in real_book().example if name.startswith("own_activity_")]
    assert {len(week.own) for week in episode.weeks} == {len(own)}
    assert len(episode.weeks) == 7
    assert [one.number for one in episode.goals] == [1, 3]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (Damage(FILE, "done = 60", "done = 160"), "done is a percentage"),
        (Damage(FILE, "done = 60", "done = -1"), "done is a percentage"),
        (Damage(FILE, 'told = "n', 'told = "x'), "told is made of y, n, t and dots"),
        (Damage(FILE, "worst = ", "worse = "), "worse"),
        (Damage(FILE, "overall", "own"), "not readable as TOML"),
    ],
)
def test_a_faulty_file_is_refused_with_its_fault(tmp_path: Path, damage: Damage, words: str) -> None:
    root = copy_of("demo", tmp_path)
    break_it(root, damage)
    with pytest.raises(ContentError, match=words):
        load_episode(root)
