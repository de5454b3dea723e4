"""`backcoach content check`."""

from __future__ import annotations

from pathlib import Path

from backcoach.flows.errors import BadInput
from backcoach.handbook.cases import load_cases
from backcoach.handbook.faults import ContentError
from backcoach.handbook.loading import load_handbook
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output


def check(folder: Path | None) -> int:
    """Name everything that is wrong with the content; the triage cases come after the rest."""
    if folder is not None and not folder.is_dir():
        raise BadInput(f"{folder} is not a folder.", "Give the folder that holds the content files.")
    try:
        book = load_handbook(folder)
        cases = load_cases(book, folder)
    except ContentError as error:
        raise BadInput("The content is faulty.", "", tuple(map(str, error.faults))) from None
    standard_output().results.print(
        f"The content is sound: {len(book.screening.rules.questions)} questions, "
        f"{len(book.screening.rules.rules)} rules, {len(cases.cases)} triage cases, "
        f"{len(book.sources)} sources, digest {book.digest}."
    )
    return Exit.DONE
