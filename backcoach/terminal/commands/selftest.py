"""`backcoach selftest`."""

from __future__ import annotations

from collections.abc import Iterable

from backcoach.coach.triage import URGENCIES
from backcoach.coach.values import Disposition
from backcoach.flows.selftest import CaseOutcome, SelfTest, selftest
from backcoach.handbook.cases import load_cases
from backcoach.handbook.loading import load_handbook
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.selftest import selftest_screen

FAILED = "The self-test failed: people would be sent too low. Do not rely on this installation."
NEXT = "Ask a doctor about your back. Install backcoach anew, run backcoach selftest again, and report this."


def run(*, as_json: bool) -> int:
    """Run the shipped cases against the installed content. No record is opened."""
    output = standard_output()
    book = load_handbook()
    done = selftest(book, load_cases(book))
    if as_json:
        output.document(selftest_document(done))
    else:
        output.result(selftest_screen(done))
    if done.is_passed:
        return Exit.DONE
    output.say()
    output.say(FAILED, style="bold red")
    output.say(NEXT)
    return Exit.OUR_FAULT


def selftest_document(done: SelfTest) -> dict[str, object]:
    """The self-test as a document."""
    triage = done.triage
    rows = (dict(zip(URGENCIES, row, strict=True)) for row in triage.table)
    return {
        "passed": done.is_passed,
        "content": done.digest,
        "status": "draft" if done.is_draft else "checked",
        "cases": triage.cases,
        "table": dict(zip(URGENCIES, rows, strict=True)),
        "exact": triage.exact,
        "under": triage.under,
        "over": triage.over,
        "under_by_steps": list(triage.under_by_steps),
        "emergencies": triage.emergencies,
        "emergencies_missed": triage.emergencies_missed,
        "miss_limit": triage.miss_limit,
        "ordinary": triage.ordinary,
        "ordinary_above_routine": triage.ordinary_above_routine,
        "elsewhere": _cases(done.elsewhere),
        "by_other_rules": _cases(done.by_other_rules),
        "below_first_thought": _cases(done.below_first_thought),
    }


def _cases(outcomes: Iterable[CaseOutcome]) -> list[dict[str, object]]:
    return [
        {
            "number": one.case.number,
            "name": one.case.name,
            "group": one.case.group.value,
            "expected": _level(one.case.expected),
            "given": _level(one.given),
            "first_thought": _level(one.case.first_thought) if one.case.first_thought else None,
            "sources": list(one.case.sources),
        }
        for one in outcomes
    ]


def _level(level: Disposition) -> dict[str, object]:
    return {"disposition": level.urgency, "within_days": level.within_days}
