"""`backcoach export --fhir`: what counts of the record as a FHIR bundle, into a file of the person's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.fhir import fhir_told
from backcoach.share.fhir import VERSION, bundle, bundle_parts, counts
from backcoach.share.fhir_parts import Resource
from backcoach.terminal.commands.export import HEALTH, Wish, bytes_of, check_wish
from backcoach.terminal.handed_out import OPEN_FILE, is_open_file, place, write
from backcoach.terminal.new_file import refuse_taken
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.sealed import LOST, new_passphrase
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed_days import read_day
from backcoach.values import Value

DRAFT = "Told by you and checked by nobody: the file says so, and that no clinician has checked the content."
NOTES = "Your own words are in it."


class FhirWish(Value):
    """Where to write, as for any export, and what: nothing of before `since`, the own words `with_notes`."""

    where: Wish
    is_fhir: bool = True
    since: str | None = None
    with_notes: bool = False


def run(home: Path | None, wish: FhirWish, *, as_json: bool) -> int:
    """Write the bundle. Nothing is kept in the record."""
    where = wish.where
    _check_fhir(wish)
    output = standard_output()
    with open_desk(home) as desk:
        since = _since(wish.since, desk)
        ending = ".age" if where.is_sealed else ""
        usual = f"backcoach-fhir-{desk.moment.today.isoformat()}.json{ending}"
        path = place(where.path, usual, as_json=as_json)
        if path is not None:
            refuse_taken(path, is_replacing=where.is_replacing)
        passphrase = new_passphrase(where.passphrase_file) if where.is_sealed else None
        made = bundle(fhir_told(desk, since, with_notes=wish.with_notes))
        text = bytes_of(bundle_parts(made), passphrase)
        write(text, path, "export --fhir", is_replacing=where.is_replacing)
    _tell(output, made, path, wish)
    if as_json:
        output.document(fhir_document(made, path, since, with_notes=wish.with_notes))
    return 0


def _check_fhir(wish: FhirWish) -> None:
    """Refuse what does not go together. Raises `BadInput`."""
    if not wish.is_fhir:
        raise BadInput("--since and --with-notes need --fhir, so nothing was written.", "Add --fhir.")
    if wish.where.tables is not None:
        raise BadInput("Give --fhir or --csv, not both.", "Nothing was written.")
    check_wish(wish.where)


def _since(text: str | None, desk: Desk) -> date | None:
    """The first day that is wanted. Raises `BadInput`."""
    if text is None:
        return None
    try:
        return read_day(text, desk.moment.today)
    except ValueError as error:
        raise BadInput(f"--since: {error}.", "Such as: --since 2026-03-01") from None


def _tell(output: Output, made: Resource, path: Path | None, wish: FhirWish) -> None:
    """What was written and where, to stderr."""
    where = f"Written to {path}: " if path else "Written: "
    output.say(f"{where}{sum(counts(made).values())} resources. {LOST if wish.where.is_sealed else HEALTH}")
    output.say(f"{DRAFT} {NOTES}" if wish.with_notes else DRAFT)
    if path is None and is_open_file() and not wish.where.is_sealed:
        output.say(OPEN_FILE)


def fhir_document(
    made: Resource, path: Path | None, since: date | None, *, with_notes: bool
) -> dict[str, Any]:
    """What was written."""
    return {
        "path": str(path),
        "fhir_version": VERSION,
        "since": since.isoformat() if since else None,
        "with_notes": with_notes,
        "resources": counts(made),
    }
