"""The commands about goals, and their options."""

from backcoach.terminal.declared import Annotated, Argument, Context, Family, Option
from backcoach.terminal.families.options import Home, Json, Plain, end

family = Family("goals")


@family.overview
def goals_overview(context: Context, home: Home = None, plain: Plain = False, as_json: Json = False) -> None:
    """What you want to get back to: up to three goals. A plan for each, and how it goes.

    Examples:

      backcoach goals

      backcoach goals --json
    """
    if context.invoked_subcommand is None:
        from backcoach.terminal.commands import goals as command

        end(lambda: command.run(home, as_json=as_json), is_plain=plain)


@family.command("set")
def goals_set(
    which: Annotated[
        str, Argument(metavar="[NAME|NUMBER]", help="A goal, or the name of a new one; else asked.")
    ] = "",
    home: Home = None,
    name: Annotated[
        str | None, Option("--name", help="Another activity in its place; its score begins anew.")
    ] = None,
    score: Annotated[
        int | None, Option("--score", help="How well a new one goes now: 0 not at all, 10 as before.")
    ] = None,
    cue: Annotated[str | None, Option("--if", metavar="TEXT", help="When and where.")] = None,
    action: Annotated[str | None, Option("--then", metavar="TEXT", help="What you do then.")] = None,
    obstacle: Annotated[
        str | None, Option("--obstacle", metavar="TEXT", help="What may get in the way.")
    ] = None,
    instead: Annotated[
        str | None, Option("--instead", metavar="TEXT", help="What you do in that case.")
    ] = None,
    days: Annotated[
        str | None,
        Option(
            "--days",
            metavar="LIST",
            help="The days it is for: mon,thu, or any.",
            values=("mon", "tue", "wed", "thu", "fri", "sat", "sun", "any"),
        ),
    ] = None,
    times_a_week: Annotated[
        int | None, Option("--times-a-week", help="So often on any days, 1 to 7.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make or change a goal and its plan. Asked step by step, each answer kept at once, or on one line.

    Examples:

      backcoach goals set

      backcoach goals set 1 --if "it is Tuesday after lunch" --then "I walk round the block" --days tue

      backcoach goals set 1 --obstacle "it rains" --instead "I walk ten minutes indoors"

      backcoach goals set swim --score 4 --times-a-week 2

      backcoach goals set 3 --name dance --score 2
    """
    from backcoach.terminal.commands import goals as command

    line = command.Line(which, name, score, cue, action, obstacle, instead, days, times_a_week)
    end(lambda: command.put(home, line, as_json=as_json))


@family.command("drop")
def goals_drop(
    which: Annotated[str, Argument(metavar="NUMBER", help="The number of the goal to let go.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Let a goal go. All that was told of it stays in the record.

    Examples:

      backcoach goals drop 2

      backcoach goals drop 2 --json
    """
    from backcoach.terminal.commands import goals as command

    end(lambda: command.drop(home, which, as_json=as_json))
