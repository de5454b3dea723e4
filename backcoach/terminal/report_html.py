"""A report as one HTML file that holds all it needs: no script, no font, no picture and no request.

Only this module knows Jinja2, which escapes every text that goes into the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from backcoach.coach.report import Block, Report, ReportLine, ReportPlot, ReportTable
from backcoach.share.report_text import LEFT_OUT
from backcoach.terminal.report_plot import Drawn, drawn
from backcoach.values import Value

if TYPE_CHECKING:
    from markupsafe import Markup

TEMPLATE = "report_page.html.j2"


class _Part(Value):
    """Something that stands by itself in a section: lines with labels, one without, a table or a plot."""

    lines: tuple[ReportLine, ...] = ()
    line: ReportLine | None = None
    table: ReportTable | None = None
    plot: Drawn | None = None


class _Section(Value):
    id: str
    title: str
    parts: tuple[_Part, ...]


def html_report(report: Report) -> str:
    """The whole page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string((files("backcoach.terminal") / TEMPLATE).read_text(encoding="utf-8"))
    sections = [_Section(one.id, one.title, tuple(_parts(one.blocks))) for one in report.sections]
    return template.render(report=report, sections=sections, said=_said, left_out=LEFT_OUT)


def _said(line: ReportLine) -> Markup | str:
    """The text of a line; a person's own words as a quotation, and what nobody may miss in bold."""
    from markupsafe import Markup

    text = Markup("<q>{}</q>").format(line.text) if line.is_own else line.text
    return Markup("<strong>{}</strong>").format(text) if line.is_key else text


def _parts(blocks: tuple[Block, ...]) -> Iterator[_Part]:
    """The blocks, lines with labels that follow each other together."""
    for is_labelled, group in groupby(blocks, lambda one: isinstance(one, ReportLine) and bool(one.label)):
        if is_labelled:
            yield _Part(lines=tuple(one for one in group if isinstance(one, ReportLine)))
        else:
            yield from map(_part, group)


def _part(block: Block) -> _Part:
    if isinstance(block, ReportTable):
        return _Part(table=block)
    return _Part(plot=drawn(block)) if isinstance(block, ReportPlot) else _Part(line=block)
