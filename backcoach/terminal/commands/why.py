"""`backcoach why`."""

from __future__ import annotations

from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from backcoach.coach.wording import Questions
from backcoach.flows.explain import Verdict, said
from backcoach.flows.glossary import GATE, RULE
from backcoach.flows.why import Explanation, explain
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.sources import Source
from backcoach.journal.faults import NothingStarted
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.session import open_desk
from backcoach.terminal.words import NOT_REVIEWED, date_text, with_dates

RULES = (RULE, GATE)


def run(home: Path | None, id_: str, *, as_json: bool) -> int:
    """Explain one id, with the person's own decision where there is one."""
    output = standard_output()
    book = open_handbook()
    try:
        with open_desk(home, book=book) as desk:
            found = explain(id_, book, desk)
    except NothingStarted:
        found = explain(id_, book)
    if as_json:
        output.document(why_document(found))
    else:
        _show(found, output, book.screening.names)
    return Exit.DONE


def why_document(found: Explanation) -> dict[str, object]:
    """The explanation as a document."""
    return {
        "id": found.id,
        "kind": found.kind,
        "words": list(found.words),
        "inputs": dict(found.inputs),
        "decided": found.decided,
        "sources": [source_document(one) for one in found.sources],
        "status": "draft" if found.is_draft else "checked",
        "when": list(found.when),
        "verdicts": [_verdict_document(one) for one in found.verdicts],
    }


def source_document(source: Source) -> dict[str, str]:
    """A source as a document."""
    return {"id": source.id, "title": source.title, "where": source.where, "seen": source.seen}


def _verdict_document(one: Verdict) -> dict[str, object]:
    return {
        "day_on": one.day_on.isoformat(),
        "stands": one.stands,
        "held": one.held,
        "inputs": dict(one.inputs),
        "lacked": list(one.lacked),
    }


def _show(found: Explanation, output: Output, questions: Questions) -> None:
    output.result(Text.assemble((found.id, "bold cyan"), f"  {found.kind}"))
    for line in found.words:
        output.result(Padding(Text(visible(line)), (0, 0, 0, 2), expand=False))
    if found.when:
        output.result(Text("It holds when:" if found.kind in RULES else "Only when:", style="bold"))
        for line in found.when:
            output.result(Padding(Text(visible(line)), (0, 0, 0, 2), expand=False))
    for verdict in found.verdicts:
        _show_verdict(verdict, found.when, output, questions)
    if found.decided and not found.verdicts:
        output.result(Text(f"In your {with_dates(found.decided)}:", style="bold"))
        for line in found.looked_at:
            output.result(Padding(Text(visible(with_dates(line))), (0, 0, 0, 2), expand=False))
    if found.sources:
        output.result(Text("Sources:", style="bold"))
    for one in found.sources:
        line = f"{one.id}  {one.title}. {one.where} (seen: {one.seen})"
        output.result(Padding(Text(visible(line)), (0, 0, 0, 2), expand=False))
    if found.is_draft:
        output.result(Text(NOT_REVIEWED, style="dim"))


def _show_verdict(one: Verdict, when: tuple[str, ...], output: Output, questions: Questions) -> None:
    """How the rule came out, without a word that anything is excluded."""
    which = f"In your safety answers of {date_text(one.day_on)}" + (", which stand now" if one.stands else "")
    output.result(Text(f"{which}: {'it held.' if one.held else 'it did not hold.'}", style="bold"))
    for pair in one.inputs:
        output.result(Padding(Text(visible(said(pair, questions))), (0, 0, 0, 2), expand=False))
    if one.lacked and one.lacked == when:
        output.result(Text("  Nothing of it held yet. An answer can change, and then it counts."))
        return
    if one.lacked:
        output.result(Text("What it still lacked. An answer can change, and then it counts:"))
    for line in one.lacked:
        output.result(Padding(Text(visible(line)), (0, 0, 0, 2), expand=False))
