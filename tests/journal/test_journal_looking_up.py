"""What is looked up by day, place and text is what reading everything would find, and it is never stale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from backcoach.coach.record import AnswerGiven, Entry, SittingEnded
from backcoach.journal.codec import Draft
from backcoach.journal.faults import NotCurrent
from backcoach.journal.journal import Journal
from backcoach.journal.looking_up import Said, Sought
from backcoach.journal.opening import open_journal
from backcoach.values import Value
from tests.journal.journal_kinds import NOW, run_sql


class Stint(Value):
    """What lasts until a day, or until nobody said when."""

    stop_on: date | None


KINDS = {"answer": AnswerGiven, "sitting_ended": SittingEnded, "stint": Stint}
Answers = tuple[Entry[AnswerGiven], ...]
NAMES = st.sampled_from(["a", "b", "c"])
THINGS = st.builds(AnswerGiven, NAMES, NAMES, st.just("no")) | st.builds(SittingEnded, NAMES)
MOVES = st.sampled_from(["add", "correct", "void"])
LOOKS = 7
PASTS = st.lists(st.tuples(THINGS, st.integers(-3, 3)), max_size=12)


@settings(max_examples=25, deadline=None)
@given(PASTS, st.lists(st.integers(0, 11), max_size=3), NAMES, st.integers(0, 12), st.integers(-4, 4))
def test_what_is_looked_up_is_what_reading_everything_finds(
    past: list[tuple[object, int]], mistakes: list[int], name: str, place: int, days: int
) -> None:
    with TemporaryDirectory() as folder, open_journal(Path(folder), KINDS, create=True) as journal:
        _live(journal, past, mistakes)
        answers, ended = journal.entries(AnswerGiven), journal.entries(SittingEnded)
        on = NOW.date() + timedelta(days=days)
        assert journal.entries(AnswerGiven, after=place) == _those(answers, lambda one: one.place > place)
        assert journal.entries(AnswerGiven, from_on=on) == _those(answers, lambda one: one.day_on >= on)
        assert journal.entries(AnswerGiven, to_on=on, after=place) == _those(
            answers, lambda one: one.day_on <= on and one.place > place
        )
        said = _those(answers, lambda one: one.body.sitting == name)
        assert journal.entries(AnswerGiven, said=(Said.SITTING, name)) == said
        newest = tuple(sorted(answers, key=lambda one: -one.place))
        assert tuple(journal.newest_first(AnswerGiven)) == newest
        last = next((one for one in newest if one.body.sitting == name), None)
        assert journal.latest(AnswerGiven, (Said.SITTING, name)) == last
        every = {one.body.sitting for one in journal.history() if isinstance(one.body, AnswerGiven)}
        alone = every - {one.body.sitting for one in ended}
        assert set(journal.left_alone(Said.SITTING, AnswerGiven, SittingEnded)) == alone
        assert (journal.holds("answer"), journal.holds("sitting_ended")) == (bool(answers), bool(ended))
        hidden = journal.as_if_without(one.id for one in ended)
        assert not hidden.holds("sitting_ended")
        assert set(hidden.left_alone(Said.SITTING, AnswerGiven, SittingEnded)) == every


@settings(max_examples=25, deadline=None)
@given(st.lists(st.none() | st.integers(-3, 3), max_size=8), st.integers(-4, 4))
def test_what_may_not_be_over_yet_is_found_also_where_nobody_said_when(
    stops: list[int | None], days: int
) -> None:
    today = NOW.date()
    bodies = [Stint(None if one is None else today + timedelta(days=one)) for one in stops]
    with TemporaryDirectory() as folder, open_journal(Path(folder), KINDS, create=True) as journal:
        _live(journal, [(body, 0) for body in bodies], [])
        found = journal.entries(Stint, stops_from=today + timedelta(days=days))
        lasting = [stop is None or stop >= days for stop in stops]
        assert [one.body for one in found] == [
            body for body, is_lasting in zip(bodies, lasting, strict=True) if is_lasting
        ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(MOVES, THINGS, st.integers(0, 11), st.booleans()), max_size=12))
def test_what_two_processes_write_in_turns_is_never_stale_for_either(
    moves: list[tuple[str, object, int, bool]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        open_journal(Path(folder), KINDS, create=True) as one,
        open_journal(Path(folder), KINDS) as other,
    ):
        for move, thing, pick, is_looked in moves:
            _move(one if pick % 2 else other, move, thing, pick)
            if is_looked:
                with open_journal(Path(folder), KINDS) as fresh:
                    assert _all_looks(one) == _all_looks(other) == _all_looks(fresh)


def test_what_no_write_of_ours_could_change_is_not_read_again(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        _live(journal, [(AnswerGiven("a", "b", "no"), 0)], [])
        _all_looks(journal)
        asked: list[str] = []
        journal._connection.set_trace_callback(asked.append)
        _live(journal, [(SittingEnded("b"), 0)], [])
        asked.clear()
        assert len(_all_looks(journal)) == LOOKS
        reads = [one for one in asked if "SELECT" in one]
        assert reads
        assert not [one for one in reads if "'sitting_ended'" not in one]


def test_what_another_process_adds_is_seen_at_the_next_look(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as one, open_journal(home, KINDS) as other:
        assert one.entries(AnswerGiven) == ()
        _live(other, [(AnswerGiven("a", "b", "no"), 0)], [])
        assert [entry.body.sitting for entry in one.entries(AnswerGiven)] == ["a"]
        one.void(one.entries(AnswerGiven)[0].id, "", zone="UTC", day_on=NOW.date(), recorded_at=NOW)
        assert (one.entries(AnswerGiven), other.entries(AnswerGiven)) == ((), ())


def test_what_was_written_and_taken_back_is_not_seen(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        _live(journal, [(SittingEnded("a"), 0)], [])
        entry = journal.entries(SittingEnded)[0]
        drafts = [Draft(SittingEnded("b"), NOW, "UTC", NOW.date(), one) for one in (entry.id, entry.id)]
        with pytest.raises(NotCurrent):
            journal.append(drafts, NOW)
        assert journal.entries(SittingEnded) == (entry,)


@pytest.mark.parametrize("said", Said)
def test_a_text_is_looked_up_and_not_searched_for(home: Path, said: Said) -> None:
    open_journal(home, KINDS, create=True).close()
    query, values = Sought("answer", said=(said, "a")).query()
    statement = query.replace("?", "'{}'").format(*values)
    plan = run_sql(home / "record.sqlite3", f"EXPLAIN QUERY PLAN {statement}")
    assert any(f"USING INDEX entry_by_{said.value}" in str(row) for row in plan)


def test_an_end_counts_while_it_is_current_and_again_once_its_correction_is_taken_back(home: Path) -> None:
    def left(of: Journal) -> tuple[str, ...]:
        return of.left_alone(Said.SITTING, AnswerGiven, SittingEnded)

    def void(entry_id: str) -> None:
        journal.void(entry_id, "", zone="UTC", day_on=NOW.date(), recorded_at=NOW)

    with open_journal(home, KINDS, create=True) as journal:
        _live(journal, [(AnswerGiven("a", "b", "no"), 0), (SittingEnded("a"), 0)], [])
        (ended,) = journal.entries(SittingEnded)
        assert left(journal) == ()
        (other,) = journal.append([Draft(SittingEnded("c"), NOW, "UTC", NOW.date(), ended.id)], NOW)
        assert left(journal) == ("a",)
        void(other.id)
        assert left(journal) == ()
        assert left(journal.as_if_without([ended.id])) == ("a",)
        void(ended.id)
        assert left(journal) == ("a",)


def test_a_name_that_is_no_kind_is_not_looked_for(home: Path) -> None:
    with (
        open_journal(home, KINDS, create=True) as journal,
        pytest.raises(ValueError, match="is not a kind"),
    ):
        journal.holds("sitting")


def _live(journal: Journal, past: Sequence[tuple[object, int]], mistakes: Sequence[int]) -> None:
    """Record what happened, each on its day, and then take the mistakes back."""
    for body, days in past:
        at = NOW + timedelta(days=days)
        journal.append([Draft(body, at, "UTC", at.date())], NOW)
    for entry in [one for place, one in enumerate(journal.history()) if place in mistakes]:
        journal.void(entry.id, "a slip", zone="UTC", day_on=NOW.date(), recorded_at=NOW)


def _those(
    entries: tuple[Entry[AnswerGiven], ...], holds: Callable[[Entry[AnswerGiven]], bool]
) -> tuple[Entry[AnswerGiven], ...]:
    return tuple(one for one in entries if holds(one))


def _move(journal: Journal, move: str, thing: object, pick: int) -> None:
    """Add something, without a look before it, or correct or void what is current of its kind."""
    current = journal.entries(type(thing)) if move != "add" else ()
    chosen = current[pick % len(current)].id if current else None
    if chosen and move == "void":
        journal.void(chosen, "", zone="UTC", day_on=NOW.date(), recorded_at=NOW)
    else:
        journal.append([Draft(thing, NOW, "UTC", NOW.date(), chosen)], NOW)


def _all_looks(journal: Journal) -> tuple[object, ...]:
    """What each way of looking something up finds."""
    return (
        journal.entries(AnswerGiven),
        journal.entries(SittingEnded),
        journal.entries(AnswerGiven, said=(Said.SITTING, "a")),
        tuple(journal.newest_first(AnswerGiven)),
        (journal.latest(AnswerGiven), journal.latest(SittingEnded)),
        (journal.holds("answer"), journal.holds("sitting_ended")),
        sorted(journal.left_alone(Said.SITTING, AnswerGiven, SittingEnded)),
    )


def test_what_another_process_added_between_a_look_and_a_write_is_seen(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as one, open_journal(home, KINDS) as other:
        _all_looks(one)
        other.append([Draft(AnswerGiven("a", "b", "no"), NOW, "UTC", NOW.date())], NOW)
        one.append([Draft(SittingEnded("c"), NOW, "UTC", NOW.date())], NOW)
        assert _all_looks(one) == _all_looks(other)
        assert one.holds("answer")
