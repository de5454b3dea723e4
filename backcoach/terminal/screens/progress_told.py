"""Progress in sentences: every figure of the tables and of the plot, for whoever cannot look at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from backcoach.coach.stretches import Stretch
from backcoach.flows.progress import Average, By, ProgressView
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.words import score_text

NOT_TOLD = "not told"
NAMES = {By.WEEK: "Week", By.MONTH: "Month", By.BOUT: "Bout"}
SIGNS = {"+": "more than before", "-": "less than before", "=": "the same as before"}


def stretch_lines(stretches: Iterable[Stretch], by: By, book: Handbook) -> Iterator[str]:
    """One sentence for each row of the table, daily life and activity before pain."""
    for one in stretches:
        told = (*_doing(one), *_pain(one, book), *_also(one), *_plan(one, book))
        yield f"{NAMES[by]} {one.number}, from {_long(one.starts_on)}: {'; '.join(told)}."


def _doing(one: Stretch) -> Iterator[str]:
    yield f"daily life {_mean(one.function_mean, one.function_n)}"
    yield f"minutes {_done(one.minutes_done, one.minutes_planned, one)}"
    yield f"exercises {_done(one.goes_done, one.goes_planned, one)}"


def _pain(one: Stretch, book: Handbook) -> Iterator[str]:
    yield f"pain {_mean(one.pain_mean, one.pain_n)}"
    if one.pain_low is not None:
        yield f"from {score_text(one.pain_low)} to {score_text(one.pain_high)}"
    if one.pain_worst is not None:
        yield f"worst pain {score_text(one.pain_worst)}"
    if one.pain_n:
        hard = score_text(book.activity.parameters.change.hard_from)
        yield f"pain of {hard} or more on {one.hard_days} of {_days(one.pain_n)}"


def _also(one: Stretch) -> Iterator[str]:
    yield f"logged on {one.days_logged} of {_days((one.ends_on - one.starts_on).days + 1)}"
    yield f"flare-ups {one.flare_ups}"
    yield f"doses {one.doses}"
    if one.sleep_mean is not None:
        yield f"sleep {_mean(one.sleep_mean, one.sleep_n)}"
    if one.work_hours is not None:
        yield f"work {score_text(one.work_hours)} hours on {_days(one.work_days)}"
    if one.sat_mean is not None:
        yield f"sat {score_text(one.sat_mean)} minutes in the mean of {one.sits}"


def _plan(one: Stretch, book: Handbook) -> Iterator[str]:
    if one.phase:
        yield f"phase {one.phase.value}"
    if one.outcome:
        yield f"plan {_sign(one.outcome, book)}"


def day_lines(view: ProgressView, average: Average | None) -> Iterator[str]:
    """What the plot shows day by day, one sentence for each week; a day without a score is named as one."""
    functions = {day.day_on: day.function for day in view.days}
    pains = {day.day_on: day.pain_average for day in view.days}
    last = max(functions, default=None)
    for week in view.weeks if last else ():
        days = [day for day in week_days(week) if last is None or day <= last]
        for name, scores in (("daily life", functions), ("pain", pains)):
            if any(scores.get(day) is not None for day in days):
                yield f"Week {week.number}, {name} day by day from {_long(days[0])}: {_scores(days, scores)}."
        point = average.on(week.starts_on) if average is not None and days else None
        if point is not None:
            between = f"{score_text(point.low)} and {score_text(point.high)}"
            yield f"Week {week.number}, average of others: pain between {between}."


def mark_lines(view: ProgressView) -> Iterator[str]:
    """What stands below the plot, with its days."""
    rows = (
        ("Doses on", view.doses_on),
        ("A flare-up began on", view.flares_on),
        ("A new bout began on", view.bouts_on[1:]),
    )
    for words, days in rows:
        if days:
            counts = Counter(days)
            yield f"{words} {', '.join(f'{_long(day)}{_times(n)}' for day, n in counts.items())}."


def week_days(week: Stretch) -> list[date]:
    """Every day of a stretch."""
    return [date.fromordinal(one) for one in range(week.starts_on.toordinal(), week.ends_on.toordinal() + 1)]


def _scores(days: Iterable[date], scores: Mapping[date, float | None]) -> str:
    return ", ".join(NOT_TOLD if (one := scores.get(day)) is None else score_text(one) for day in days)


def _mean(score: float | None, n: int) -> str:
    return NOT_TOLD if score is None else f"{score_text(score)} on {_days(n)}"


def _done(done: int, planned: int, one: Stretch) -> str:
    if not (done or planned):
        return "none planned, none told"
    return f"{done if one.days_told else NOT_TOLD} of {planned} planned"


def _days(n: int) -> str:
    return "1 day" if n == 1 else f"{n} days"


def _times(n: int) -> str:
    return f" ({n})" if n > 1 else ""


def _sign(outcome: str, book: Handbook) -> str:
    sign = book.activity.review_rule(outcome).sign
    return SIGNS.get(sign, sign)


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
