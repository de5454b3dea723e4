"""A report as plain text of at most 80 columns. What a terminal would obey is gone before it comes here."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.report import Block, Report, ReportLine, ReportPlot, ReportSection, ReportTable
from backcoach.share.columns import hanging, table_lines

WIDTH = 80
LEFT_OUT = "Left out by the person: "
INDENT = "  "
UNKNOWN = "not known"


def text_report(report: Report, width: int = WIDTH, *, has_tables: bool = True) -> str:
    """The whole report; every line ends with a line feed. Without tables their rows come as sentences."""
    return "".join(f"{line}\n" for line in _lines(report, width, has_tables=has_tables))


def _lines(report: Report, width: int, *, has_tables: bool) -> Iterator[str]:
    yield from hanging(report.title.upper(), width, rest="")
    for text in report.under:
        yield from hanging(text, width, rest="")
    for section in report.sections:
        yield from _section(section, width, has_tables=has_tables)
    yield ""
    if report.left_out:
        yield from hanging(LEFT_OUT + ", ".join(report.left_out) + ".", width, rest="")
    for text in report.foot:
        yield from hanging(text, width, rest="")


def _section(section: ReportSection, width: int, *, has_tables: bool) -> Iterator[str]:
    yield ""
    yield from hanging(section.title.upper(), width, rest="")
    for block in section.blocks:
        for line in _block(block, width - len(INDENT), has_tables=has_tables):
            yield f"{INDENT}{line}".rstrip()


def _block(block: Block, width: int, *, has_tables: bool) -> Iterator[str]:
    if isinstance(block, ReportPlot):
        return
    if isinstance(block, ReportLine):
        yield from hanging(line_text(block), width)
    elif has_tables:
        yield from _table(block, width)
    else:
        yield from _told(block, width)


def _table(table: ReportTable, width: int) -> Iterator[str]:
    yield from hanging(f"{table.caption}:", width)
    for line in table_lines(table.heads, table.rows, width - len(INDENT)):
        yield f"{INDENT}{line}"


def _told(table: ReportTable, width: int) -> Iterator[str]:
    """Each row as a sentence that names the head of each cell; nobody knows what is in an empty one."""
    yield from hanging(f"{table.caption}:", width)
    for name, *cells in table.rows:
        pairs = zip(table.heads[1:], cells, strict=True)
        told = "; ".join(f"{head}: {cell or UNKNOWN}" for head, cell in pairs)
        yield from hanging(f"{table.heads[0]} {name}. {told}.", width)


def line_text(line: ReportLine) -> str:
    """A line with its label; a person's own words stand in quotation marks."""
    text = f'"{line.text}"' if line.is_own else line.text
    return f"{line.label}: {text}" if line.label else text
