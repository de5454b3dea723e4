"""The commands that say where things stand and why, and their options."""

from pathlib import Path

from backcoach.terminal.declared import Annotated, Argument, Family, Option
from backcoach.terminal.families.options import Home, Json, end

family = Family()


@family.command()
def status(
    home: Home = None,
    form: Annotated[
        str | None,
        Option("--format", metavar="TEXT", help="A line of your own, such as '{done}/{planned} {next:20}'."),
    ] = None,
    plain_words: Annotated[
        bool, Option("--plain-words", help="With --format: also words that tell about health.")
    ] = False,
    as_json: Json = False,
) -> None:
    """One line: what is next.

    With --format it is a line for a bar or a prompt. There is {next}, {done}, {planned}, {due}, {week}
    and {level}.

    Examples:

      backcoach status

      backcoach status --format '{done}/{planned} {next:20}'

      backcoach status --json
    """
    from backcoach.terminal.commands import status as command

    end(lambda: command.run(home, as_json=as_json, form=form, is_plain=plain_words))


@family.command()
def why(
    id_: Annotated[
        str, Argument(metavar="ID", help="Any id: a rule, question, exercise, source.", values="explained")
    ],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Explain anything in a plan or a result. The rule, what it looked at, its sources.

    Examples:

      backcoach why R30_INF_EMERGENCY

      backcoach why "knee rolls"

      backcoach why first_quota_acute --json
    """
    from backcoach.terminal.commands import why as command

    end(lambda: command.run(home, id_, as_json=as_json))


@family.command(takes_any=True)
def demo(
    words: Annotated[
        list[str] | None, Argument(metavar="[COMMAND]...", help="What to run.", values="another line")
    ] = None,
    folder: Annotated[
        Path | None, Option("--in", help="A new folder that keeps it; else it is removed afterwards.")
    ] = None,
) -> None:
    """Look around in eight weeks of a made-up person. Nothing of your own is in it.

    Examples:

      backcoach demo

      backcoach demo progress

      backcoach demo --in made-up plan
    """
    from backcoach.terminal.commands import demo as command

    end(lambda: command.run(words or [], folder))


@family.command()
def selftest(as_json: Json = False) -> None:
    """Run the shipped triage cases against this installation. Who is sent where they should be.

    Examples:

      backcoach selftest

      backcoach selftest --json
    """
    from backcoach.terminal.commands import selftest as command

    end(lambda: command.run(as_json=as_json))
