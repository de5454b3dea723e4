"""The program itself, without a command."""

from backcoach.terminal.declared import Annotated, Context, Ended, Family, Option
from backcoach.terminal.families.options import Home, end

family = Family()


@family.overview
def backcoach(
    context: Context,
    home: Home = None,
    version: Annotated[bool, Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    """A self-care coach for low back pain.

    It screens for signs that need a doctor first, and only then makes a plan. Everything stays on this
    machine. Alone, it says what is next.

    Examples:

      backcoach start               the safety questions, then a plan

      backcoach log                 the daily check-in

      backcoach plan                today and this week

      backcoach progress            how it is going
    """
    if version:
        from backcoach import __version__

        print(f"backcoach {__version__}")  # noqa: T201 - there is no output to speak of
        raise Ended(0)
    if context.invoked_subcommand is None:
        from backcoach.terminal.commands import status

        end(lambda: status.run(home, as_json=False))
