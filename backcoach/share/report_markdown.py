r"""A report as Markdown (CommonMark with tables), in which no text of a person becomes markup.

Every text goes through `escaped`: a backslash before ASCII punctuation makes it plain, in tables too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from backcoach.coach.report import Block, Report, ReportLine, ReportPlot, ReportSection, ReportTable
from backcoach.share.report_text import LEFT_OUT

_MARKS = re.compile(r"[\\`*_\[\]<>|~&$^#@{}]")
_LINK = re.compile(r":(?=[/a-z])|(?<=www)\.", re.IGNORECASE)
_LIST = re.compile(r"^(?:[-+](?=[-+\s]|$)|=|\d{1,9}[.)](?=\s|$))")


def escaped(text: str) -> str:
    """A text on one line that is shown letter by letter, wherever it stands."""
    plain = " ".join(text.split())
    marked = _LINK.sub(r"\\\g<0>", _MARKS.sub(r"\\\g<0>", plain))
    start = _LIST.match(marked)
    if start is None:
        return marked
    last = start.end() - 1
    return f"{marked[:last]}\\{marked[last:]}"


def markdown_report(report: Report) -> str:
    """The whole report."""
    return "\n".join(_single_gaps(_lines(report))) + "\n"


def _single_gaps(lines: Iterable[str]) -> Iterator[str]:
    """The lines with one empty line at most between two others."""
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


def _lines(report: Report) -> Iterator[str]:
    yield from (f"# {escaped(report.title)}", "")
    for text in report.under:
        yield from (escaped(text), "")
    for section in report.sections:
        yield from _section(section)
    yield from ("---", "")
    if report.left_out:
        yield from (escaped(LEFT_OUT + ", ".join(report.left_out) + "."), "")
    for text in report.foot:
        yield from (escaped(text), "")


def _section(section: ReportSection) -> Iterator[str]:
    yield from (f"## {escaped(section.title)}", "")
    for block in section.blocks:
        yield from _block(block)
    yield ""


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, ReportPlot):
        return
    if isinstance(block, ReportLine):
        yield _line(block)
    else:
        yield from _table(block)


def _line(line: ReportLine) -> str:
    text = f'"{escaped(line.text)}"' if line.is_own else escaped(line.text)
    text = f"**{text}**" if line.is_key and text else text
    return f"- **{escaped(line.label)}:** {text}" if line.label else f"- {text}"


def _table(table: ReportTable) -> Iterator[str]:
    yield from ("", f"*{escaped(table.caption)}*", "")
    yield _row(table.heads)
    yield _row(("---",) * len(table.heads), is_rule=True)
    yield from (_row(row) for row in table.rows)
    yield ""


def _row(cells: tuple[str, ...], *, is_rule: bool = False) -> str:
    return f"| {' | '.join(cells if is_rule else map(escaped, cells))} |"
