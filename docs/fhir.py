"""The table of our own codes on the page about FHIR."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backcoach.share.fhir_codes import ATC_CODES, OWN
from docs.manual import table

BEGIN, END = "<!-- generated: codes -->", "<!-- end -->"


def fhir_page(path: Path) -> str:
    """The page with its tables of codes filled in."""
    head, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    return f"{head}{BEGIN}\n\n{chr(10).join(_codes())}\n\n{END}{rest.partition(END)[2]}"


def _codes() -> Iterator[str]:
    yield from table(("code", "words"), ((f"`{code}`", words) for code, words in OWN.items()))
    yield ""
    medicines = ((f"`{one.value}`", code, words) for one, (code, words) in ATC_CODES.items())
    yield from table(("medicine", "ATC", "as ATC names it"), medicines)
