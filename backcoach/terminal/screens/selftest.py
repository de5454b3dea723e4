"""The self-test on the screen: the table, what went wrong, and how little it proves."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backcoach.coach.triage import URGENCIES, Triage
from backcoach.coach.values import Disposition
from backcoach.flows.selftest import CaseOutcome, SelfTest
from backcoach.terminal.output import hanging

DIGEST_SHOWN = 8
NOT_CHECKED = "No clinician has checked these cases yet."
FLATTERS = (
    "This shows that the rules do what their authors meant, not that they are right. Written cases name what "
    "matters, so they make every screening look better than it is with real people."
)


def selftest_screen(done: SelfTest) -> RenderableType:
    """Everything, the table first."""
    head = Text(
        f"{done.triage.cases} triage cases, content {done.digest[:DIGEST_SHOWN]}",
        style="bold",
    )
    parts: list[RenderableType] = [head, Text("Rows: where a case should go. Columns: where it went.", "dim")]
    parts += [_table(done.triage), *map(_line, _figures(done.triage))]
    parts += _cases("Went elsewhere:", done.elsewhere)
    parts += _cases("Right place, but not by the rule asked for:", done.by_other_rules)
    parts += _thoughts(done.below_first_thought)
    parts += [Text(), *([Text(NOT_CHECKED)] if done.is_draft else []), Text(FLATTERS)]
    return Group(*parts)


def level_text(level: Disposition) -> str:
    """A disposition in words, as `soon (3 days)`."""
    days = f" ({level.within_days} days)" if level.within_days is not None else ""
    return level.urgency.replace("_", " ") + days


def _table(triage: Triage) -> RenderableType:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column("Expected", no_wrap=True)
    for urgency in URGENCIES:
        table.add_column(urgency.replace("_", "\n"), justify="right", no_wrap=True)
    for place, (urgency, row) in enumerate(zip(URGENCIES, triage.table, strict=True)):
        cells = (_cell(count, is_right=place == column) for column, count in enumerate(row))
        table.add_row(urgency.replace("_", " "), *cells)
    return table


def _cell(count: int, *, is_right: bool) -> Text:
    style = "bold" if is_right else "bold red"
    return Text(str(count), style=style) if count else Text(".", style="dim")


def _figures(triage: Triage) -> list[str]:
    steps = ", ".join(f"{n} by {step}" for step, n in enumerate(triage.under_by_steps) if n)
    by_steps = f" (steps: {steps})" if steps else ""
    return [
        f"As expected: {triage.exact} of {triage.cases}.",
        f"Sent too low: {triage.under}{by_steps}. Sent too high: {triage.over}.",
        _emergencies(triage),
        _ordinary(triage),
    ]


def _emergencies(triage: Triage) -> str:
    missed = f"Emergencies missed: {triage.emergencies_missed} of {triage.emergencies}."
    if triage.miss_limit is None:
        return missed
    return f"{missed} None missed still allows a true rate of up to {triage.miss_limit:.1%} (95 % limit)."


def _ordinary(triage: Triage) -> str:
    if triage.ordinary_share is None:
        return "No case of ordinary back pain is among them."
    counted = f"{triage.ordinary_above_routine} of {triage.ordinary}"
    return f"Ordinary back pain sent above routine: {counted} ({triage.ordinary_share:.0%})."


def _line(text: str) -> RenderableType:
    return hanging("  - ", text)


def _cases(head: str, outcomes: Sequence[CaseOutcome]) -> list[RenderableType]:
    if not outcomes:
        return []
    return [Text(), Text(head, style="bold"), *(_line(_case(one)) for one in outcomes)]


def _case(one: CaseOutcome) -> str:
    return (
        f"{one.case.number} {one.case.name}: should go to {level_text(one.case.expected)}, "
        f"went to {level_text(one.given)}"
    )


def _thoughts(outcomes: Sequence[CaseOutcome]) -> list[RenderableType]:
    """The cases in which guidance is milder than the person who wrote the case."""
    if not outcomes:
        return []
    head = Text()
    head.append("The author of the case first thought of more than the guidance asks for:", style="bold")
    lines = (f"{one.case.number} {one.case.name}: {_against(one)}" for one in outcomes)
    return [Text(), head, *map(_line, lines)]


def _against(one: CaseOutcome) -> str:
    thought = level_text(one.case.first_thought or one.case.expected)
    return f"{thought}, the guidance {level_text(one.given)}"
