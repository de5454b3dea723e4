"""What lies before a bout is not read for it: counted, as times would tell of the machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backcoach.flows.history import day_history
from backcoach.flows.kinds import KINDS
from backcoach.flows.plan import plan_view
from backcoach.flows.progress import progress_view
from backcoach.flows.status import status
from backcoach.journal import reading
from backcoach.journal.opening import open_journal
from tests.deep import scale
from tests.flows.people import MORNING, Person

PAST = 4000
SPARE = 12
"""So many entries of a long record at most are looked at although they are of the past."""


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two people in the first days of a bout, the second one after many others."""
    folder = tmp_path_factory.mktemp("scale")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scale, "BOUT_WEEKS", 2)
        scale.record_of(folder / "few", 0)
        scale.record_of(folder / "many", PAST)
    return folder / "few", folder / "many"


DOINGS: dict[str, Callable[[Person], object]] = {
    "status": lambda person: status(person.desk),
    "plan": lambda person: plan_view(person.desk),
    "progress": lambda person: progress_view(person.desk),
    "history": lambda person: day_history(person.desk, person.desk.moment.today - timedelta(days=1)),
    "log": lambda person: person.logs(walk=10, pain=4),
}


@pytest.mark.parametrize("doing", DOINGS)
def test_a_long_past_is_not_read_by(
    doing: str, homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = (_read(home, DOINGS[doing], monkeypatch) for home in homes)
    assert 0 < few <= many <= few + SPARE


def _read(home: Path, doing: Callable[[Person], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many lines are made entries of."""
    made: list[str] = []
    entry_of = reading.entry_of

    def counted(line: Any, kind: type[Any]) -> Any:
        made.append(line.id)
        return entry_of(line, kind)

    with open_journal(home, KINDS) as journal, monkeypatch.context() as patch:
        patch.setattr(reading, "entry_of", counted)
        doing(Person(journal, MORNING + timedelta(days=scale.PRESENT_DAYS)))
    return len(made)
