"""A report as a document of the machine's interface."""

from __future__ import annotations

from backcoach.coach.report import Block, Report, ReportLine, ReportPlot
from backcoach.share.machine import Document


def report_document(report: Report) -> Document:
    """The whole report; every block says what it is."""
    return {
        "title": report.title,
        "for": report.purpose.value,
        "made_on": report.made_on.isoformat(),
        "since": report.since.isoformat() if report.since else None,
        "under": list(report.under),
        "sections": [
            {"id": one.id, "title": one.title, "blocks": [_block(block) for block in one.blocks]}
            for one in report.sections
        ],
        "left_out": list(report.left_out),
        "foot": list(report.foot),
    }


def _block(block: Block) -> Document:
    if isinstance(block, ReportLine):
        return {
            "kind": "line",
            "label": block.label,
            "text": block.text,
            "is_own": block.is_own,
            "is_key": block.is_key,
        }
    if isinstance(block, ReportPlot):
        points = [
            {"label": one.label, "mean": one.mean, "low": one.low, "high": one.high} for one in block.points
        ]
        return {
            "kind": "plot",
            "title": block.title,
            "about": block.about,
            "top": block.top,
            "points": points,
        }
    rows = [list(row) for row in block.rows]
    return {"kind": "table", "caption": block.caption, "heads": list(block.heads), "rows": rows}
