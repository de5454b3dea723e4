"""The break timer: it counts down in plain lines, keeps what was sat, and ends when it is told to."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from backcoach.flows.sit import SitView
from backcoach.handbook.loading import load_handbook
from backcoach.journal.home import record_path
from backcoach.terminal.commands.sit import Seat, sit_down
from backcoach.terminal.output import Output
from backcoach.terminal.rich_console import console
from backcoach.terminal.timer import Timed, Timer, count_down, halves, marks
from tests.terminal.keyboard import NOW, at_terminal, run


class Clock:
    """A clock that goes on only while somebody waits, and presses Ctrl-C after so many seconds."""

    def __init__(self, interrupt_after: float = float("inf")) -> None:
        self.now = 100.0
        self.end = self.now + interrupt_after

    def ticks(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds
        if self.now >= self.end:
            self.now, self.end = self.end, float("inf")
            raise KeyboardInterrupt

    @property
    def timer(self) -> Timer:
        return Timer(self.ticks, self.wait)


def a_view(minutes: int = 30, times: int = 1) -> SitView:
    activity = load_handbook().activity
    found = (activity.exercise(id_) for id_ in activity.sitting.breaks)
    movements = tuple(one for one in found if one is not None)
    return SitView(minutes, 30, times, (), movements, activity.sitting.break_words, (), is_draft=True)


class Run:
    """One run of the timer with everything it says and keeps."""

    def __init__(
        self, clock: Clock, *, is_bell: bool = False, rest: Callable[[], None] | None = None
    ) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()
        self.kept: list[int] = []
        self.rests = 0
        output = Output(console(self.out), console(self.err))
        self.seat = Seat(output, self.kept.append, rest or self._rest, clock.timer, is_bell)

    def _rest(self) -> None:
        self.rests += 1


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(30, (25, 20, 15, 10, 5, 1, 0)), (12, (10, 5, 1, 0)), (5, (1, 0)), (2, (1, 0)), (1, (0,))],
)
def test_the_minutes_left_are_told_every_five_and_at_the_end(minutes: int, expected: tuple[int, ...]) -> None:
    clock, told = Clock(), list[tuple[int, float]]()

    timed = count_down(minutes, clock.timer, lambda left: told.append((left, clock.now)))
    assert marks(minutes) == tuple(left for left, _ in told) == expected
    assert [at for _, at in told] == [100 + 60 * (minutes - left) for left in expected]
    assert timed == Timed(minutes, is_whole=True)


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(1, 0), (59, 0), (60, 1), (119, 1), (720, 12), (1799.5, 29)]
)
def test_ctrl_c_ends_a_sit_and_the_whole_minutes_count(seconds: float, minutes: int) -> None:
    timed = count_down(30, Clock(seconds).timer, lambda _left: None)

    assert timed == Timed(minutes, is_whole=False)


def test_each_sit_is_kept_when_it_is_over_and_a_small_movement_follows() -> None:
    one = Run(Clock())

    assert sit_down(a_view(20, times=3), one.seat) == 0
    assert (one.kept, one.rests) == ([20, 20, 20], 2)
    text = one.out.getvalue()
    assert text.count("20 min are over. Stand up, walk a few steps") == 3
    assert [text.count(name) for name in ("Or: Standing back bend", "Or: Sit tall")] == [2, 1]
    assert one.err.getvalue().split("\n")[:4] == ["15 min left", "10 min left", "5 min left", "1 min left"]


def test_where_all_is_told_only_the_half_and_the_end_are() -> None:
    told: list[int] = []
    assert count_down(30, Clock().timer, told.append, is_told=True) == Timed(30, is_whole=True)
    assert told == [15, 0]
    assert (halves(1), halves(5)) == ((0,), (2, 0))


def test_a_sit_that_is_broken_off_is_kept_and_ends_with_130() -> None:
    one = Run(Clock(12 * 60 + 5))

    assert sit_down(a_view(), one.seat) == 130
    assert one.kept == [12]
    assert "Stopped after 12 min; that is kept." in one.err.getvalue()
    assert one.out.getvalue() == ""


def test_leaving_in_the_break_keeps_the_sit_before_it() -> None:
    def leaves() -> None:
        raise KeyboardInterrupt

    one = Run(Clock(), rest=leaves)
    with pytest.raises(KeyboardInterrupt):
        sit_down(a_view(20, times=2), one.seat)
    assert one.kept == [20]


@pytest.mark.parametrize("is_bell", [True, False])
def test_it_rings_only_where_a_bell_is_wanted(is_bell: bool) -> None:
    one = Run(Clock(), is_bell=is_bell)
    sit_down(a_view(5), one.seat)

    assert (one.out.getvalue() + one.err.getvalue()).count("\a") == is_bell


def at(home: Path) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}


@pytest.mark.parametrize("columns", [120, 80, 60])
@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}])
def test_on_a_terminal_it_begins_at_once_and_ctrl_c_leaves_it(
    columns: int, colour: dict[str, str], with_plan: Path
) -> None:
    with at_terminal("sit", "--minutes", "60", env=at(with_plan) | colour, columns=columns) as terminal:
        terminal.expect_text("You asked for 60 min; 30 is the longest for you now.")
        terminal.expect_text("Sit for 30 min, then get up.")
        terminal.expect_text("Not yet reviewed by a clinician.")
        terminal.ctrl_c()
        terminal.expect_text("Stopped within the first minute: nothing to keep.")
        assert terminal.exit_code() == 130
        assert b"\x07" not in terminal.written()
        assert (b"\x1b[" in terminal.written()) is (not colour)
        assert "Traceback" not in terminal.screen()


def test_while_somebody_sits_the_record_is_free_for_others(with_plan: Path) -> None:
    with at_terminal("sit", env=at(with_plan)) as terminal:
        terminal.expect_text("Not yet reviewed by a clinician.")
        assert run("trial", "sitting", "25", env=at(with_plan)).returncode == 0
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
    with closing(sqlite3.connect(record_path(with_plan))) as record:
        kinds = [
            row[0] for row in record.execute("SELECT kind FROM entry WHERE kind IN ('sat_for', 'trial')")
        ]
    assert kinds == ["trial"]


def test_without_a_terminal_the_length_is_printed_and_it_ends(with_plan: Path) -> None:
    ran = run("sit", env=at(with_plan))

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0] == "Sit for 30 min, then get up."


def test_in_an_emergency_there_is_no_timer(in_emergency: Path) -> None:
    ran = run("sit", env=at(in_emergency))

    assert (ran.returncode, ran.stdout) == (4, "")
