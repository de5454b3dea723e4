"""The milestones of a bout: what is slower than usual by now, whom to ask, and why. Each is said once.

A milestone only says; the disposition stays with the rules. Days that nobody logged are unknown, and where
that leaves a milestone undecided it is said that there is too little to tell.
"""

from __future__ import annotations

from collections.abc import Mapping

from backcoach.coach.bout import Bout, Figures, figures_of
from backcoach.coach.conditions import Condition, Truth
from backcoach.coach.regions import ContactKind
from backcoach.coach.screening import Facts, Replies, ScreeningRules
from backcoach.coach.tracks import days_since
from backcoach.coach.values import Answer, Disposition, Reason
from backcoach.values import Value

WEEKS = "course_weeks"
TOO_FEW = ":too_few"
"""Ends the id under which it was said that there were too few days; the milestone itself may still come."""

WEEK = 7


class Milestone(Value):
    """A time in a bout, what would be slower than usual then, and what to say about it.

    It is looked at from `from_day` to `until_day` of the bout (the first day is 0), over `window_days`, of
    which `least_days` must be logged. Of milestones of the same time the general one comes first. `level` is
    how soon to see somebody; `too_few` is said where the record leaves it open. One with `is_any_time` waits
    for no other and stops none: it is said when it first holds, and never left open. `contacts` are whom to
    offer to call.
    """

    id: str
    label: str
    from_day: int
    window_days: int
    least_days: int
    level: Disposition
    when: Condition
    head: str
    why: str
    do: tuple[str, ...]
    visit: str
    sources: tuple[str, ...]
    imaging: str = ""
    too_few: str = ""
    until_day: int | None = None
    is_any_time: bool = False
    contacts: tuple[ContactKind, ...] = ()

    def includes(self, day: int) -> bool:
        """Whether it is looked at on this day of the bout."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


class Due(Value):
    """A milestone to say now, with its figures; `is_open` where there are too few days to tell."""

    milestone: Milestone
    is_open: bool
    figures: Figures
    reason: Reason

    @property
    def told_id(self) -> str:
        """The id under which it is remembered that this was said."""
        return self.milestone.id + (TOO_FEW if self.is_open else "")


def due_milestone(
    timeline: tuple[Milestone, ...], bout: Bout, rules: ScreeningRules, told: frozenset[str]
) -> Due | None:
    """What to say today, if anything: the latest milestone that holds, else the general one that is open.

    Those of any time are `due_any_time`.

    `told` are the ids said in this bout. A milestone comes only once, and none from before one already said.
    That it is open is said once the plan has run for its window: before, nobody could have logged enough.
    """
    if bout.today < bout.onset_on:
        return None
    day = days_since(bout.onset_on, bout.today)
    timed = [one for one in timeline if not one.is_any_time]
    places = [place for place, one in enumerate(timed) if one.id in told]
    left = timed[max(places, default=-1) + 1 :]
    judged = [_judge(one, bout, rules, day) for one in left if one.includes(day)]
    holding = [due for truth, due in judged if truth]
    general = next((one for one in timed if one.includes(day)), None)
    is_open = [due for truth, due in judged if truth is None and due.milestone is general]
    new = [due for due in is_open if due.told_id not in told and _had_time(bout, due.milestone)]
    return next(iter(holding[-1:] or new), None)


def due_any_time(
    timeline: tuple[Milestone, ...], bout: Bout, rules: ScreeningRules, told: frozenset[str]
) -> tuple[Due, ...]:
    """What of any time holds today and was not said in this bout."""
    if bout.today < bout.onset_on:
        return ()
    day = days_since(bout.onset_on, bout.today)
    new = (one for one in timeline if one.is_any_time and one.includes(day) and one.id not in told)
    judged = (_judge(one, bout, rules, day) for one in new)
    return tuple(due for truth, due in judged if truth)


def _had_time(bout: Bout, one: Milestone) -> bool:
    """Whether the plan has run for as many days as the milestone looks at."""
    return bout.started_on is None or (bout.today - bout.started_on).days >= one.window_days - 1


def _judge(one: Milestone, bout: Bout, rules: ScreeningRules, day: int) -> tuple[Truth, Due]:
    """Whether a milestone holds on this day, and how it would be said."""
    figures = figures_of(bout, one.window_days, one.least_days, day_limit=one.from_day // 2)
    known = {name: reply for name, reply in bout.replies.items() if reply is not Answer.NOT_SURE}
    facts = _BoutFacts(_asked(known, rules, day), figures.numbers())
    truth = one.when.holds(facts)
    inputs = (("day", str(day)), *figures.inputs(), *one.when.evidence(facts))
    reason = Reason(one.id, one.why, tuple(dict(inputs).items()), one.sources)
    return truth, Due(one, truth is None, figures, reason)


def _asked(known: Replies, rules: ScreeningRules, day: int) -> Facts:
    """The answers with the weeks as they are today, so that a gate which was closed then is open now."""
    return Facts({**known, WEEKS: day / WEEK}, rules, is_complete=False)


class _BoutFacts(Value):
    """The screening answers together with the figures of the record."""

    screening: Facts
    numbers: Mapping[str, float | None]

    def answer(self, question: str) -> Answer | None:
        return self.screening.answer(question)

    def number(self, name: str) -> float | None:
        return self.numbers[name] if name in self.numbers else self.screening.number(name)
