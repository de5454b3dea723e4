"""The commands about thoughts, reading and staying well, and their options."""

from backcoach.terminal.declared import Annotated, Argument, Family, Option
from backcoach.terminal.families.options import AnswersFile, Home, Json, Plain, end

family = Family()


@family.command()
def thoughts(
    home: Home = None,
    answers: AnswersFile = None,
    as_json: Json = False,
) -> None:
    """What you think and feel about the pain. A short check that picks help pages. Not a validated test.

    Examples:

      backcoach thoughts

      backcoach thoughts --answers thoughts.toml --json
    """
    from backcoach.terminal.commands import thoughts as command

    if answers is not None:
        end(lambda: command.from_file(home, answers, as_json=as_json))
    end(lambda: command.run(home, as_json=as_json))


@family.command()
def learn(
    name: Annotated[
        list[str] | None,
        Argument(metavar="[NAME]", help="A page: its id, or words of its title.", values="pages"),
    ] = None,
    home: Home = None,
    all_pages: Annotated[bool, Option("--list", help="All pages, with what was read.")] = False,
    mute: Annotated[
        str, Option("--mute", metavar="NAME", help="Offer this page no more.", values="pages")
    ] = "",
    unmute: Annotated[str, Option("--unmute", metavar="NAME", help="Offer it again.", values="pages")] = "",
    as_json: Json = False,
) -> None:
    """A short page to read now and then, and scripts for relaxation. Any page at any time.

    Examples:

      backcoach learn

      backcoach learn --list

      backcoach learn do I need a scan

      backcoach learn r_breath

      backcoach learn --mute e31_weight
    """
    from backcoach.terminal.commands import learn as command

    wish = command.Wish(" ".join(name or ()), all_pages, mute.strip(), unmute.strip())
    end(lambda: command.run(home, wish, as_json=as_json))


@family.command()
def options(
    names: Annotated[
        list[str] | None,
        Argument(metavar="[NAME]...", help="An option: its id, or words of its name.", values="options"),
    ] = None,
    home: Home = None,
    compare: Annotated[
        bool, Option("--compare", help="Show up to three side by side; waiting is always beside them.")
    ] = False,
    matters: Annotated[
        str,
        Option(
            "--matters",
            metavar="LIST",
            help="What matters, the most first: relief, function, effort, cost, side_effects, hands_on.",
            values=("relief", "function", "effort", "cost", "side_effects", "hands_on"),
        ),
    ] = "",
    choose: Annotated[
        str,
        Option(
            "--choose", metavar="NAME", help="Keep this as your choice; none takes it back.", values="choices"
        ),
    ] = "",
    look_again: Annotated[
        str, Option("--look-again", metavar="DAY", help="When to look at the choice again.")
    ] = "",
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """What may be done about the pain, waiting too. What it brings, what it costs, and how sure that is.

    Examples:

      backcoach options

      backcoach options walking

      backcoach options --matters function,effort

      backcoach options --compare heat massage

      backcoach options --choose walking --look-again 2026-12-20

      backcoach options --choose none
    """
    from backcoach.terminal.commands import options as command

    def work() -> int:
        typed = (tuple(names or ()), compare, matters.strip(), choose.strip(), look_again.strip())
        return command.run(home, command.Wish(*typed), as_json=as_json)

    end(work, is_plain=plain)


@family.command()
def sheet(
    home: Home = None,
    show: Annotated[bool, Option("--show", help="Only show what stands in it.")] = False,
    put: Annotated[
        list[str] | None,
        Option(
            "--set", metavar="FIELD=TEXT", help="Write into one field; no text empties it.", values="fields"
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Your own sheet for bad days. Write it on a good day, read it on a bad one.

    Examples:

      backcoach sheet

      backcoach sheet --show

      backcoach sheet --set keep="short walks, the bus to work"
    """
    from backcoach.terminal.commands import sheet as command

    end(lambda: command.run(home, tuple(put or ()), is_shown=show, as_json=as_json))


@family.command()
def close(
    home: Home = None,
    yes: Annotated[bool, Option("--yes", help="Close the bout without being asked.")] = False,
    as_json: Json = False,
) -> None:
    """Close a bout that is over, and see how to stay well.

    Examples:

      backcoach close

      backcoach close --yes

      backcoach close --json
    """
    from backcoach.terminal.commands import close as command

    end(lambda: command.run(home, is_yes=yes, as_json=as_json))
