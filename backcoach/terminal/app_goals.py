"""The commands about goals, and their options."""

from __future__ import annotations

from typing import Annotated

import typer

from backcoach.terminal.options import Home, Json, end

goals = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@goals.callback()
def goals_overview(context: typer.Context, home: Home = None, as_json: Json = False) -> None:
    """What you want to get back to: up to three goals, a plan for each, and how it goes.

    Examples:

      backcoach goals

      backcoach goals --json
    """
    context.obj = home or context.obj
    if context.invoked_subcommand is None:
        from backcoach.terminal.commands import goals as command

        end(lambda: command.run(context.obj, as_json=as_json))


@goals.command("set")
def goals_set(
    context: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="[NAME|NUMBER]", help="A goal, or the name of a new one; else asked.")
    ] = "",
    home: Home = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Another activity in its place; its score begins anew.")
    ] = None,
    score: Annotated[
        int | None, typer.Option("--score", help="How well a new one goes now: 0 not at all, 10 as before.")
    ] = None,
    cue: Annotated[str | None, typer.Option("--if", metavar="TEXT", help="When and where.")] = None,
    action: Annotated[str | None, typer.Option("--then", metavar="TEXT", help="What you do then.")] = None,
    obstacle: Annotated[
        str | None, typer.Option("--obstacle", metavar="TEXT", help="What may get in the way.")
    ] = None,
    instead: Annotated[
        str | None, typer.Option("--instead", metavar="TEXT", help="What you do in that case.")
    ] = None,
    days: Annotated[
        str | None, typer.Option("--days", metavar="LIST", help="The days it is for: mon,thu, or any.")
    ] = None,
    times_a_week: Annotated[
        int | None, typer.Option("--times-a-week", help="So often on any days, 1 to 7.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make or change a goal and its plan: asked step by step, each answer kept at once, or on one line.

    Examples:

      backcoach goals set

      backcoach goals set 1 --if "it is Tuesday after lunch" --then "I walk round the block" --days tue

      backcoach goals set 1 --obstacle "it rains" --instead "I walk ten minutes indoors"

      backcoach goals set swim --score 4 --times-a-week 2

      backcoach goals set 3 --name dance --score 2
    """
    from backcoach.terminal.commands import goals as command

    line = command.Line(which, name, score, cue, action, obstacle, instead, days, times_a_week)
    end(lambda: command.put(home or context.obj, line, as_json=as_json))


@goals.command("drop")
def goals_drop(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="NUMBER", help="The goal that is to be none any more.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Let a goal go. All that was told of it stays in the record.

    Examples:

      backcoach goals drop 2

      backcoach goals drop 2 --json
    """
    from backcoach.terminal.commands import goals as command

    end(lambda: command.drop(home or context.obj, which, as_json=as_json))
