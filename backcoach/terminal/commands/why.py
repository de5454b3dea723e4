"""`backcoach why`."""

from __future__ import annotations

from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from backcoach.flows.why import Explanation, explain
from backcoach.handbook.handbook import load_handbook
from backcoach.journal.faults import NothingStarted
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.advice import NOT_REVIEWED
from backcoach.terminal.session import open_desk


def run(home: Path | None, id_: str, *, as_json: bool) -> int:
    """Explain one id, with the person's own decision where there is one."""
    output = standard_output()
    book = load_handbook()
    try:
        with open_desk(home, book=book) as desk:
            found = explain(id_, book, desk)
    except NothingStarted:
        found = explain(id_, book)
    if as_json:
        output.document(why_document(found))
    else:
        _show(found, output)
    return Exit.DONE


def why_document(found: Explanation) -> dict[str, object]:
    """The explanation as a document."""
    return {
        "id": found.id,
        "kind": found.kind,
        "words": list(found.words),
        "inputs": dict(found.inputs),
        "decided": found.decided,
        "sources": [
            {"id": one.id, "title": one.title, "where": one.where, "seen": one.seen} for one in found.sources
        ],
        "status": "draft" if found.is_draft else "checked",
    }


def _show(found: Explanation, output: Output) -> None:
    output.result(Text.assemble((found.id, "bold cyan"), f"  {found.kind}"))
    for line in found.words:
        output.result(Padding(Text(visible(line)), (0, 0, 0, 2), expand=False))
    if found.decided:
        output.result(Text(f"In your {found.decided}:", style="bold"))
        for name, value in found.inputs:
            output.result(Padding(Text(visible(f"{name}: {value}")), (0, 0, 0, 2), expand=False))
    if found.sources:
        output.result(Text("Sources:", style="bold"))
    for one in found.sources:
        line = f"{one.id}  {one.title}. {one.where} (seen: {one.seen})"
        output.result(Padding(Text(visible(line)), (0, 0, 0, 2), expand=False))
    if found.is_draft:
        output.result(Text(NOT_REVIEWED, style="dim"))
