"""What was typed for `backcoach report`: format, file, what is left out, and what goes together."""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import Path

from backcoach.coach.report import Purpose
from backcoach.flows.errors import BadInput
from backcoach.flows.report import ReportWish, sections_named
from backcoach.terminal.output import Output
from backcoach.terminal.typed_days import read_day
from backcoach.values import Value


class Format(Enum):
    """How a report is written."""

    TEXT = "text"
    MD = "md"
    HTML = "html"


ENDINGS = {".txt": Format.TEXT, ".md": Format.MD, ".html": Format.HTML, ".htm": Format.HTML}
SUFFIXES = {Format.TEXT: ".txt", Format.MD: ".md", Format.HTML: ".html"}


class Wish(Value):
    """What was typed. Without `path` and `is_opened` nothing is written to a file."""

    format: str = ""
    path: Path | None = None
    is_opened: bool = False
    is_replacing: bool = False
    is_yes: bool = False
    since: str = ""
    purpose: str = Purpose.VISIT.value
    leave_out: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    worries: tuple[str, ...] = ()
    is_prepared: bool = False

    @property
    def is_saved(self) -> bool:
        """Whether a file is wanted."""
        return self.path is not None or self.is_opened


def format_of(wish: Wish) -> Format:
    """As typed, else by the name of the file, else text; a browser is shown HTML. Raises `BadInput`."""
    known = {one.value: one for one in Format}
    if wish.format and wish.format.lower() not in known:
        raise BadInput(f"{wish.format!r} is no format.", f"There are: {', '.join(known)}.")
    if wish.format:
        return known[wish.format.lower()]
    if wish.is_opened:
        return Format.HTML
    return ENDINGS.get(wish.path.suffix.lower(), Format.TEXT) if wish.path else Format.TEXT


def check_wish(wish: Wish, how: Format, output: Output, *, as_json: bool) -> None:
    """Refuse what does not go together. Raises `BadInput`."""
    if as_json and (wish.is_saved or wish.format):
        raise BadInput("--json prints a document, and --out, --open and --format a page.", "Use one of them.")
    if wish.is_opened and how is not Format.HTML:
        raise BadInput("--open shows HTML in a browser.", "Leave out --format, or use --format html.")
    if wish.is_prepared and (wish.since or wish.leave_out or wish.purpose != Purpose.VISIT.value):
        raise BadInput("--since, --for and --leave-out do not go with --prepare.", "Leave them out.")
    if how is Format.HTML and not wish.is_saved and output.results.is_terminal:
        raise BadInput("HTML is for a browser, not for this screen.", "Add --out report.html, or --open.")


def wanted_by(wish: Wish, today: date) -> ReportWish:
    """What the report is to hold. Raises `BadInput`."""
    known = {one.value: one for one in Purpose}
    if wish.purpose not in known:
        raise BadInput("--for wants visit or self.", "Such as: --for visit")
    try:
        since = read_day(wish.since, today) if wish.since else None
    except ValueError as error:
        raise BadInput(f"--since: {error}.", "Such as: --since 2026-03-02") from None
    return ReportWish(known[wish.purpose], since, sections_named(wish.leave_out))


def path_of(wish: Wish, how: Format, today: date) -> Path | None:
    """The file to write; None for the screen or a pipe."""
    if wish.path is not None:
        return wish.path.expanduser()
    return Path(f"report-{today.isoformat()}{SUFFIXES[how]}") if wish.is_opened else None
