"""The commands that look after the record itself, and their options."""

from backcoach.terminal.declared import Annotated, Argument, Family, Option
from backcoach.terminal.families.options import Home, Json, PassphraseFile, end

family = Family()


@family.command()
def restore(
    name: Annotated[
        str,
        Argument(
            metavar="[NAME]",
            help="A backup by its name or its date, or latest; else all.",
            values=("latest",),
        ),
    ] = "",
    home: Home = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Only tell what would come of it.")] = False,
    yes: Annotated[bool, Option("--yes", help="Do it without being asked.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """The backups of your record, and putting one back.

    Signs that stand and doses you took go along, so that nothing is allowed by forgetting it.

    Examples:

      backcoach restore

      backcoach restore latest --dry-run

      backcoach restore 2026-03-02

      backcoach restore day-2026-03-02 --yes --json
    """
    from backcoach.terminal.commands import restore as command

    end(
        lambda: command.run(
            home,
            name.strip(),
            is_dry=dry_run,
            is_yes=yes,
            as_json=as_json,
            passphrase_file=passphrase_file,
        )
    )


@family.command()
def seal(
    home: Home = None,
    off: Annotated[bool, Option("--off", help="Make plain backups again.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Seal your backups, so that only a passphrase opens them. Their format is age.

    The backups there are, and each new one. Nobody can help with a forgotten passphrase: those backups are
    lost then. The record itself stays as it is, and whoever can read your files can read it.

    Examples:

      backcoach seal

      backcoach seal --passphrase-file my-passphrase

      backcoach seal --off
    """
    from backcoach.terminal.commands import seal as command

    end(lambda: command.run(home, passphrase_file, is_off=off, as_json=as_json))


@family.command()
def doctor(
    home: Home = None,
    repair: Annotated[
        bool, Option("--repair", help="Make a whole record of a damaged one; the old file is kept.")
    ] = False,
    as_json: Json = False,
) -> None:
    """How your record is: what is wrong, what is safe, what to do.

    Examples:

      backcoach doctor

      backcoach doctor --json

      backcoach doctor --repair
    """
    from backcoach.terminal.commands import doctor as command

    end(lambda: command.run(home, is_repair=repair, as_json=as_json))


@family.command()
def settings(
    name: Annotated[
        str,
        Argument(
            metavar="[NAME]",
            help="A setting, such as day-start; else all.",
            values=("day-start", "accessible", "hooks", "plain-words"),
        ),
    ] = "",
    value: Annotated[str | None, Argument(metavar="[VALUE]", help="What it is from now on.")] = None,
    home: Home = None,
    unset: Annotated[bool, Option("--unset", help="Back to what is usual.")] = False,
    as_json: Json = False,
) -> None:
    """How backcoach behaves for you, such as when your day begins.

    They stand in the file settings.toml in the folder of your record, which you may edit by hand. The
    variables BACKCOACH_DAY_START, ACCESSIBLE, BACKCOACH_HOOKS and BACKCOACH_PLAIN_WORDS count in place of it.

    Examples:

      backcoach settings

      backcoach settings day-start 05:00

      backcoach settings day-start --unset

      backcoach settings accessible on

      backcoach settings --json
    """
    from backcoach.terminal.commands import settings as command

    end(lambda: command.run(home, name, value, is_unset=unset, as_json=as_json))


@family.command()
def erase(
    home: Home = None,
    yes: Annotated[bool, Option("--yes", help="Do it without being asked.")] = False,
    as_json: Json = False,
) -> None:
    """Remove your record and its backups for good. All else that backcoach wrote goes too.

    It shows what will go, and asks for a typed word first.

    Examples:

      backcoach erase

      backcoach erase --yes --json
    """
    from backcoach.terminal.commands import erase as command

    end(lambda: command.run(home, is_yes=yes, as_json=as_json))
