"""The commands that take the whole record out of the program and into it."""

from pathlib import Path

from backcoach.terminal.declared import Annotated, Argument, Family, Option
from backcoach.terminal.families.options import Home, Json, PassphraseFile, end

NAMES = ("date", "pain", "worst", "leg", "function", "sleep", "distress", "walk", "steps", "note")
FIELDS = tuple(f"{name}=" for name in NAMES)

family = Family()


@family.command()
def export(
    path: Annotated[
        Path | None,
        Argument(metavar="[FILE]", help="The new file; without: stdout, at a screen a new file here."),
    ] = None,
    home: Home = None,
    csv: Annotated[
        Path | None,
        Option("--csv", metavar="FOLDER", help="Write tables for a spreadsheet into a new folder."),
    ] = None,
    force: Annotated[bool, Option("--force", help="Replace what was exported there before.")] = False,
    encrypt: Annotated[bool, Option("--encrypt", help="Only a passphrase opens it (age format).")] = False,
    passphrase_file: PassphraseFile = None,
    fhir: Annotated[
        bool, Option("--fhir", help="Write a FHIR R4B bundle for the systems of a clinic.")
    ] = False,
    since: Annotated[
        str | None, Option("--since", metavar="DATE", help="With --fhir: nothing of before that day.")
    ] = None,
    with_notes: Annotated[
        bool, Option("--with-notes", help="With --fhir: your own words too; else they stay here.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write all that was ever recorded into one file. As JSON, or as tables; for you alone.

    With --fhir it is what counts now, in the form that the systems of many clinics read.

    Examples:

      backcoach export

      backcoach export my-back.json

      backcoach export --encrypt my-back.json.age

      backcoach export --csv my-back

      backcoach export --fhir --since 2026-03-01 for-my-doctor.json

      backcoach export | jq '.entries | length'
    """
    from backcoach.terminal.commands import export as command

    wish = command.Wish(path, force, csv, encrypt, passphrase_file)
    if fhir or since is not None or with_notes:
        from backcoach.terminal.commands import export_fhir

        clinic = export_fhir.FhirWish(wish, fhir, since, with_notes)
        end(lambda: export_fhir.run(home, clinic, as_json=as_json))
    end(lambda: command.run(home, wish, as_json=as_json))


@family.command()
def import_(
    path: Annotated[Path, Argument(metavar="FILE", help="What backcoach export wrote; with --csv a table.")],
    home: Home = None,
    csv: Annotated[bool, Option("--csv", help="Past days from another program's table; see --map.")] = False,
    columns: Annotated[
        list[str] | None,
        Option(
            "--map",
            metavar="FIELD=COLUMN,...",
            help="With --csv: date, pain, worst, leg, function, sleep, distress, walk, steps, note.",
            values=FIELDS,
        ),
    ] = None,
    dates: Annotated[
        str,
        Option(
            "--dates", help="With --csv: mdy or dmy, where dates have strokes.", values=("iso", "mdy", "dmy")
        ),
    ] = "iso",
    skip_faulty: Annotated[
        bool, Option("--skip-faulty", help="With --csv: leave out lines that cannot be used.")
    ] = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Only show what it would do.")] = False,
    yes: Annotated[bool, Option("--yes", help="Do not ask; import what is new.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Read a record that was exported into this one. All that is new, in its place, or nothing.

    What is here already stays as it is, so the same file twice changes nothing. Two machines become one
    record when each imports the export of the other.

    Examples:

      backcoach import my-back.json

      backcoach import my-back.json --dry-run

      backcoach import my-back.json --yes

      backcoach import --csv diary.csv --map date=Date,pain=Score,walk=Minutes --dates mdy
    """
    from backcoach.terminal.commands import import_ as command
    from backcoach.terminal.commands import import_csv

    if csv:
        table = import_csv.Wish(path, tuple(columns or ()), dates, dry_run, yes, skip_faulty)
        end(lambda: import_csv.run(home, table, as_json=as_json))
    wish = command.Wish(path, dry_run, yes, passphrase_file)
    end(lambda: command.run(home, wish, as_json=as_json))


@family.command()
def calendar(
    path: Annotated[
        Path | None,
        Argument(metavar="[FILE]", help="The new file; without: stdout, at a screen a new file here."),
    ] = None,
    home: Home = None,
    full: Annotated[
        bool, Option("--full", help="Say in the titles what it is; else they are discreet.")
    ] = False,
    alarms: Annotated[
        int | None,
        Option("--alarms", metavar="MINUTES", help="Remind so long before; of doses at their time."),
    ] = None,
    until: Annotated[str | None, Option("--until", metavar="DATE", help="Nothing after this day.")] = None,
    force: Annotated[bool, Option("--force", help="Replace the file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Write what is planned into a file for your calendar. It is an iCalendar file.

    Sessions, doses and the days that matter. Titles say nothing about health unless you ask for it. Import
    it again after a change: events are moved or called off, none comes twice.

    Examples:

      backcoach calendar

      backcoach calendar plan.ics --alarms 10

      backcoach calendar plan.ics --force --until 2026-12-31

      backcoach calendar plan.ics --full
    """
    from backcoach.terminal.commands import calendar as command

    wish = command.Wish(path, force, full, alarms, until)
    end(lambda: command.run(home, wish, as_json=as_json))
