"""Options that several commands share, and how a command ends."""

from collections.abc import Callable
from pathlib import Path

from backcoach.terminal.accessible import in_mode
from backcoach.terminal.declared import Annotated, Ended, Option
from backcoach.terminal.guard import guarded

ANSWERS = ("yes", "no", "not_sure")
YES_NO = ("yes", "no")
REACHES = ("none", "buttock", "thigh", "below_knee")
DAYS = ("today", "yesterday", "mon", "tue", "wed", "thu", "fri", "sat", "sun")

Home = Annotated[
    Path | None,
    Option("--home", help="Keep the record in this folder (else BACKCOACH_HOME, else the usual place)."),
]
Json = Annotated[bool, Option("--json", help="Print one JSON document to stdout.")]
DATE_FORMS = "today, yesterday, 2 days ago, last monday, 3 march, 2026-03-02, or 3 (days ago)."
Date = Annotated[str, Option("--date", help=DATE_FORMS, values=DAYS)]
Plain = Annotated[
    bool, Option("--plain", help="One thing a line, nothing drawn, no line broken: for grep and the like.")
]
AnswersFile = Annotated[
    Path | None, Option("--answers", help="Read answers from a TOML or JSON file; ask nothing.")
]
Peg = Annotated[
    str | None,
    Option("--peg", help="Last 7 days, 0-10 each: pain, enjoyment spoilt, in the way, such as 7,6,8."),
]
PainRecalled = Annotated[
    str | None, Option("--pain-recalled", help="Pain of the last 7 days as you recall it, 0-10.")
]
SleepWeek = Annotated[str | None, Option("--sleep", help="Sleep in the last 7 days, 10 very good.")]
DistressWeek = Annotated[
    str | None, Option("--distress", help="How upset by the pain in the last 7 days, 0-10.")
]
WorkHours = Annotated[str | None, Option("--work-hours", help="Hours worked in the last 7 days.")]

PassphraseFile = Annotated[
    Path | None,
    Option("--passphrase-file", help="Read the passphrase from the first line of this file."),
]


def said_of(**told: str | None) -> tuple[tuple[str, str], ...]:
    """The measures that a line tells, by id."""
    return tuple((name, text) for name, text in told.items() if text is not None)


def end(work: Callable[[], int], *, is_plain: bool = False) -> None:
    """Do the work of a command and end the program with its exit code."""
    with in_mode(is_plain=is_plain):
        code = guarded(work)
    raise Ended(code)
