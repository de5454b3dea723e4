"""`backcoach progress`."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from backcoach.flows.closing import may_close
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, quoted
from backcoach.flows.progress import MOST_WEEKS, By, progress_view
from backcoach.terminal.exits import Exit
from backcoach.terminal.notes import headline
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.progress import progress_screen
from backcoach.terminal.screens.progress_plot import Drawing
from backcoach.terminal.session import open_desk
from backcoach.values import Value

BY_WEEK = f"By month, as there are more than {MOST_WEEKS} weeks. By week: backcoach progress --by week"


class Line(Value):
    """What the line asks for. Without `by` it is weeks, and months where there are many of them."""

    by: str = ""
    is_whole: bool = False
    with_plot: bool = True
    with_average: bool = True


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Show how it went. It looks back only, so it is shown whatever stands; what is grave is said last."""
    output, by = standard_output(), _by(line.by)
    with open_desk(home) as desk:
        if as_json:
            from backcoach.terminal.commands.progress_documents import progress_document

            output.document(progress_document(progress_view(desk, by or By.WEEK, is_whole=line.is_whole)))
        else:
            show(desk, line, output)
            if grave := headline(desk):
                output.say(grave, style="bold")
    return Exit.DONE


def show(desk: Desk, line: Line, output: Output) -> None:
    """The screen."""
    by = _by(line.by)
    view = progress_view(desk, by, is_whole=line.is_whole)
    width, is_ascii = output.results.width, output.results.options.ascii_only
    drawing = Drawing(line.with_plot, line.with_average, is_ascii)
    output.result(progress_screen(view, width, desk.book, drawing))
    if by is None and view.by is By.MONTH:
        output.result(Text(BY_WEEK, style="dim"))
    if may_close(desk):
        from backcoach.terminal.screens.close import MAY_CLOSE

        output.result(Text(MAY_CLOSE))


def _by(text: str) -> By | None:
    """What a row is, as typed; None where nothing was. Raises `BadInput`."""
    try:
        return By(text.lower()) if text else None
    except ValueError:
        raise BadInput(f"There is no row called {quoted(text)}.", "There are: week, month, bout.") from None
