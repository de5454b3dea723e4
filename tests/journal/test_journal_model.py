"""Properties: any body reads back, and what is visible equals a simple model after any history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from backcoach.journal.codec import Draft, body_text, instant_of, instant_text
from backcoach.journal.faults import NotCurrent
from backcoach.journal.journal import Journal
from backcoach.journal.opening import open_journal
from tests.journal.journal_kinds import KINDS, NOW, CheckIn, Dose, Mood, Note, Spell, note, texts, void

# All of Unicode, and the half characters by which Python keeps bytes that are no UTF-8.
any_text = st.text(
    st.characters() | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF, categories=["Cs"])
)
A_DAY = timedelta(hours=23, minutes=59)
zones = st.timezones() | st.timedeltas(-A_DAY, A_DAY).map(timezone)
instants = st.datetimes(datetime(1900, 1, 1), datetime(2900, 1, 1), timezones=zones)  # noqa: DTZ001
notes = st.builds(Note, any_text)
numbers = st.floats(allow_nan=False, allow_infinity=False)
bodies = (
    notes
    | st.builds(Dose, any_text, st.floats(min_value=0.001, max_value=20_000))
    | st.builds(CheckIn, st.none() | st.floats(0, 10), st.none() | any_text)
    | st.builds(
        Spell,
        on=st.dates(),
        wake=st.times(),
        since_at=instants,
        mood=st.sampled_from(Mood),
        notes=st.lists(notes, max_size=3).map(tuple),
        counts=st.dictionaries(any_text, st.integers(), max_size=3),
        minutes=numbers,
        is_first=st.booleans(),
        inner=st.none() | notes,
    )
)
moves = st.tuples(
    st.sampled_from(["append", "correct", "void", "stale"]), st.integers(0, 99), st.integers(0, 3)
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(bodies, instants), min_size=1, max_size=15))
def test_any_bodies_at_any_instants_read_back_from_the_file_as_they_were(
    things: list[tuple[object, datetime]],
) -> None:
    with TemporaryDirectory() as folder:
        with open_journal(Path(folder), KINDS, create=True) as journal:
            drafts = [Draft(body, at, "UTC", at.date()) for body, at in things]
            recorded = journal.append(drafts, NOW)
        with open_journal(Path(folder), KINDS) as journal:
            history = journal.history()
    assert history == recorded
    assert [entry.at for entry in history] == [at.astimezone(UTC) for _, at in things]
    assert [body_text(entry.body) for entry in history] == [body_text(body) for body, _ in things]


@settings(max_examples=150, deadline=None)
@given(instants, instants)
def test_an_instant_reads_back_and_text_order_is_time_order(one: datetime, other: datetime) -> None:
    assert instant_of(instant_text(one)) == one.astimezone(UTC)
    order = instant_text(one) < instant_text(other)
    assert order == (one.astimezone(UTC) < other.astimezone(UTC))


@settings(max_examples=60, deadline=None)
@given(st.lists(moves, max_size=25))
def test_what_is_visible_equals_a_list_of_chains_after_any_appends_corrections_and_voids(
    history: list[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        with open_journal(Path(folder), KINDS, create=True) as journal:
            model = Model(journal)
            for move, pick, minutes in history:
                model.play(move, pick, minutes)
                assert texts(journal) == model.visible()
        with open_journal(Path(folder), KINDS) as journal:
            assert texts(journal) == model.visible()
            assert [entry.id for entry in journal.history()] == model.written


class Model:
    """Each thing recorded is a chain of versions; a correction adds one, a void takes the last away."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.chains: list[list[tuple[int, int, str]]] = []
        self.written: list[str] = []

    def play(self, move: str, pick: int, minutes: int) -> None:
        alive = [chain for chain in self.chains if chain]
        if move == "append":
            self.chains.append([self.write(minutes, None)])
        elif move == "stale":
            self.touch_what_is_not_current(pick)
        elif alive and move == "correct":
            chain = alive[pick % len(alive)]
            chain.append(self.write(minutes, chain[-1][2]))
        elif alive:
            _, _, last = alive[pick % len(alive)].pop()
            self.written.append(void(self.journal, last))

    def write(self, minutes: int, supersedes: str | None) -> tuple[int, int, str]:
        text = str(len(self.written))
        self.written.append(note(self.journal, text, minutes=minutes, supersedes=supersedes))
        return minutes, len(self.written) - 1, self.written[-1]

    def touch_what_is_not_current(self, pick: int) -> None:
        current = {chain[-1][2] for chain in self.chains if chain}
        stale = [entry_id for entry_id in self.written if entry_id not in current]
        if stale:
            with pytest.raises(NotCurrent):
                note(self.journal, "never", supersedes=stale[pick % len(stale)])

    def visible(self) -> list[str]:
        return [str(number) for _, number, _ in sorted(chain[-1] for chain in self.chains if chain)]
