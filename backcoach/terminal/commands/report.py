"""`backcoach report`: one page for a clinician, and what to ask and expect at a visit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from backcoach.coach.report import Report
from backcoach.coach.visit import VisitNoted
from backcoach.flows.desk import Desk
from backcoach.flows.report import report
from backcoach.flows.report_prepare import prepare
from backcoach.flows.visit import keep_notes, read_notes
from backcoach.share.report import report_document
from backcoach.share.report_markdown import markdown_report
from backcoach.share.report_text import WIDTH, text_report
from backcoach.terminal.ask import Asker
from backcoach.terminal.browser import show_in_browser
from backcoach.terminal.commands.advice import show_action
from backcoach.terminal.exits import exit_for
from backcoach.terminal.handed_out import OPEN_FILE, is_open_file, write
from backcoach.terminal.new_file import refuse_taken
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.report_html import html_report
from backcoach.terminal.report_wish import Format, Wish, check_wish, format_of, path_of, wanted_by
from backcoach.terminal.safe import visible
from backcoach.terminal.session import open_desk
from backcoach.values import replace

HEALTH = "This is health data: give it only to whom you want to have it."
NOT_SAVED = "Not saved."
NO_BROWSER = "No browser could be started. Open the file yourself."
WHICH = "Leave out any of these?"
SAVE = "Save it?"
NARROWEST = 30
"""On a screen with fewer columns the terminal breaks the lines."""


RENDERERS: dict[Format, Callable[[Report], str]] = {
    Format.TEXT: text_report,
    Format.MD: markdown_report,
    Format.HTML: html_report,
}


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Keep what the person wants to say, make the report, and show or save it."""
    output = standard_output()
    how = format_of(wish)
    check_wish(wish, how, output, as_json=as_json)
    notes = read_notes(wish.questions, wish.worries)
    with open_desk(home) as desk:
        wanted = wanted_by(wish, desk.moment.today)
        path = path_of(wish, how, desk.moment.today)
        if path is not None:
            refuse_taken(path, is_replacing=wish.is_replacing)
        report(desk, wanted)  # what cannot be made is said before anything is kept
        _keep(desk, output, notes)
        made = prepare(desk) if wish.is_prepared else report(desk, wanted)
        if as_json:
            output.document(report_document(made))
        else:
            _hand_over(desk, output, made, how, path, wish)
        return exit_for(desk.standing().disposition)


def _hand_over(desk: Desk, output: Output, made: Report, how: Format, path: Path | None, wish: Wish) -> None:
    """Show or save it; while something urgent stands, what to do comes last on the screen, come what may."""
    try:
        if path is None:
            _show(output, made, how)
        else:
            _save(output, made, how, path, wish)
    except KeyboardInterrupt:
        output.say()
        output.say(NOT_SAVED)
        raise
    finally:
        _say_what_to_do(desk, output)


def _keep(desk: Desk, output: Output, notes: tuple[VisitNoted, ...]) -> None:
    kept = keep_notes(desk, notes)
    if kept:
        output.say(f"Noted for your visit: {', '.join(one.kind.value for one in kept)}.")


def _show(output: Output, made: Report, how: Format) -> None:
    """To stdout; what a terminal would obey is not in it."""
    if how is Format.TEXT:
        _print(output, made)
    else:
        output.written(RENDERERS[how](made.worded(visible)))
    if is_open_file():
        output.say(OPEN_FILE)


def _print(output: Output, made: Report) -> None:
    """As text, as wide as the screen lets it be."""
    width = min(WIDTH, output.results.width) if output.results.is_terminal else WIDTH
    text = text_report(made.worded(visible), max(width, NARROWEST), has_tables=not output.is_accessible)
    output.written(text)


def _save(output: Output, made: Report, how: Format, path: Path, wish: Wish) -> None:
    """Write it to a new private file; at the keyboard only after it was looked at and wanted."""
    chosen = made
    if output.is_read_along and not wish.is_yes:
        chosen = made if wish.is_prepared or wish.leave_out else _left_out(output, made)
        _print(output, chosen)
        if not _is_wanted(output):
            output.say(NOT_SAVED)
            return
    text = RENDERERS[how](chosen.worded(visible))
    write([text.encode("utf-8")], path, "report --out", is_replacing=wish.is_replacing)
    output.say(f"Written to {path}. Only you can read it. {HEALTH}")
    if wish.is_opened and not show_in_browser(path):
        output.say(NO_BROWSER)


def _left_out(output: Output, made: Report) -> Report:
    """The report without what the person does not want to hand over."""
    picked = Asker(output).several_or_pass(WHICH, [one.title for one in made.sections])
    return made.without(made.sections[place].id for place in picked or ())


def _is_wanted(output: Output) -> bool:
    output.question(SAVE)
    return Asker(output).typed(read_save, "y yes   n or Enter no")


def read_save(text: str) -> bool:
    """Whether to save; nothing typed is no."""
    known = {"y": True, "yes": True, "n": False, "no": False, "": False}
    if text.strip().lower() not in known:
        raise ValueError("Please type y to save it, or n.")
    return known[text.strip().lower()]


def _say_what_to_do(desk: Desk, output: Output) -> None:
    """Where to go while something urgent stands, to stderr."""
    stands = desk.standing()
    if not stands.disposition.allows_plan and stands.screened is not None:
        show_action(desk, replace(output, results=output.talk), stands.screened.body, desk.region_code())
