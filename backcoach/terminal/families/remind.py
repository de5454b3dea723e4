"""The command that reminds, and its options."""

from backcoach.terminal.declared import Annotated, Family, Option
from backcoach.terminal.families.options import Home, Json, end

family = Family()


@family.command()
def remind(
    home: Home = None,
    quiet: Annotated[
        str | None,
        Option(
            "--quiet",
            help="Say nothing between these times, or none; else while you sleep.",
            values=("none",),
        ),
    ] = None,
    plain_words: Annotated[
        bool, Option("--plain-words", help="Say what it is, also where that tells about health.")
    ] = False,
    notify: Annotated[
        bool, Option("--notify", help="Show one notification on the desktop instead of lines.")
    ] = False,
    move: Annotated[bool, Option("--move", help="With --notify: only say that it is time to move.")] = False,
    install: Annotated[
        bool,
        Option("--install", help="Let the system remind you; shows first what it writes."),
    ] = False,
    every: Annotated[
        str | None, Option("--every", help="With --install: how often to look, else 60m.")
    ] = None,
    breaks: Annotated[
        str | None, Option("--breaks", help="With --install: say so often that it is time to move.")
    ] = None,
    as_: Annotated[
        str | None,
        Option(
            "--as",
            help="With --install: systemd, cron or launchd; else what is here.",
            values=("systemd", "cron", "launchd"),
        ),
    ] = None,
    yes: Annotated[bool, Option("--yes", help="With --install: write it without being asked.")] = False,
    remove: Annotated[bool, Option("--remove", help="Take away all that --install wrote.")] = False,
    as_json: Json = False,
) -> None:
    """What is due now, one discreet line each. Nothing at night, and nothing that tells about health.

    Ends with 0 where something is due and with 7 where nothing is.

    Examples:

      backcoach remind

      backcoach remind --plain-words

      backcoach remind --quiet 22:00-07:30

      backcoach remind --install --every 2h --breaks 45m

      backcoach remind --remove
    """
    from backcoach.terminal.commands import remind as command
    from backcoach.terminal.remind_wish import Wish

    wish = Wish(quiet, plain_words, notify, move, install, remove, every, breaks, as_, yes)
    end(lambda: command.run(home, wish, as_json=as_json))
