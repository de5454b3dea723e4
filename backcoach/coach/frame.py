"""The empty week that a plan is put into, and the words for why something stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from backcoach.coach.activity import ActivityBook
from backcoach.coach.baseline import Baseline
from backcoach.coach.done import DoneAmount
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase, Track
from backcoach.coach.tasks_past import TasksPast
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM, WeekPlan, week_from
from backcoach.values import Value, field


class Frame(Value):
    """One week to be planned: for whom, on which track, in which phases, and after which week.

    `codes` are the avoid codes in force. `change_percent` is the change since `previous`; `starts_over` sets
    amounts back to the start. With `best` items only go back towards what was reached before. What is
    `swapped` gives way to something else. `baselines` are those of trials since the last week that used some,
    by item. `reached` are the amounts of a bout that is over: no first amount is above a share of them.
    `tasks` is the past of what the person took into the plan.
    """

    profile: Profile
    starts_on: date
    track: Track
    phases: tuple[Phase, ...]
    codes: frozenset[str]
    book: ActivityBook
    previous: WeekPlan | None = None
    change_percent: int = 0
    starts_over: bool = False
    best: tuple[DoneAmount, ...] | None = None
    swapped: frozenset[str] = frozenset()
    baselines: Mapping[str, Baseline] = field(default_factory=dict)
    reached: tuple[DoneAmount, ...] = ()
    tasks: TasksPast = field(default_factory=TasksPast)

    @property
    def days(self) -> tuple[date, ...]:
        """The seven days."""
        return week_from(self.starts_on)

    @property
    def each_phase(self) -> tuple[Phase, ...]:
        """The phases of the week, each once, in order."""
        return tuple(dict.fromkeys(self.phases))

    def days_in(self, *phases: Phase) -> tuple[date, ...]:
        """The days that belong to one of `phases`."""
        return tuple(day for day, phase in zip(self.days, self.phases, strict=True) if phase in phases)

    def spread(self, count: int, first: int = 0) -> tuple[date, ...]:
        """`count` days of the week, evenly spread from day `first` on; up to three are never adjacent."""
        return tuple(self.days[first + number * len(self.days) // count] for number in range(count))

    def reason(self, rule: str, *inputs: tuple[str, object]) -> Reason:
        """A reason in the words of the handbook."""
        facts = self.book.plan_rule(rule)
        return Reason(rule, facts.why, tuple((name, str(value)) for name, value in inputs), facts.sources)

    def resumed(self, id_: str, before: int) -> int | None:
        """An amount on its way back to the best that was reached, never past it; None where this is none."""
        if self.best is None:
            return None
        best = max((one.amount for one in self.best if one.item == id_), default=before)
        return min(max(best, before), before - (-before * self.change_percent // 100))

    def held_down(self, id_: str, amount: int, floor: int) -> tuple[int, Reason | None]:
        """A first amount held to a share of what was reached in the last bout, and why if it is less now."""
        percent = self.book.parameters.first_quota.again_percent
        last = next((one.amount for one in self.reached if one.item == id_), None)
        most = amount if last is None else max(floor, last * percent // 100)
        if most >= amount:
            return amount, None
        inputs = (("reached", last), ("percent", percent), ("now", most))
        return most, self.reason("first_quota_again", (ITEM, id_), *inputs)

    def lacks(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Which of these things are not there; all of them while it is not known what is."""
        there = self.profile.fitting.equipment or ()
        return tuple(one for one in needs if one not in there)

    def against(self, avoid: tuple[str, ...]) -> str:
        """What speaks against an item, in words; empty if nothing does."""
        codes = (code for code in self.book.avoid_codes if code.id in self.codes and code.id in avoid)
        return "; ".join(code.words for code in codes)


def change_rule(before: int, now: int) -> str:
    """The plan rule that tells how an amount changed."""
    if now == before:
        return "quota_kept"
    return "quota_grown" if now > before else "quota_cut"
