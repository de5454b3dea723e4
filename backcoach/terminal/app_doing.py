"""The commands about what to do today, at home and at work, and their options."""

from __future__ import annotations

from typing import Annotated

import typer

from backcoach.terminal.options import Home, Json, end

doing = typer.Typer(rich_markup_mode=None)


@doing.command()
def comfort(
    context: typer.Context,
    things: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="What you want to use, or none. Else all is shown."),
    ] = None,
    home: Home = None,
    about: Annotated[str, typer.Option("--about", help="Tell about one thing: its id.")] = "",
    as_json: Json = False,
) -> None:
    """Without pills: heat, cold and other things, what fits you, and how to use it.

    Examples:

      backcoach comfort

      backcoach comfort --about heat_wrap

      backcoach comfort heat_wrap cold_pack
    """
    from backcoach.terminal.commands import comfort as command

    ids = tuple(things or ())
    end(lambda: command.run(home or context.obj, ids, about, as_json=as_json))


@doing.command()
def exercises(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="An exercise by its id, or the end of it; else all.")
    ] = "",
    home: Home = None,
    phase: Annotated[
        str, typer.Option("--phase", help="Only those of one part of a plan, such as build.")
    ] = "",
    kind: Annotated[str, typer.Option("--kind", help="Only those of one kind, such as strength.")] = "",
    drawing: Annotated[bool, typer.Option("--drawing/--no-drawing", help="Draw the positions.")] = True,
    as_json: Json = False,
) -> None:
    """The exercise library: what fits you, and how to do each one.

    Examples:

      backcoach exercises

      backcoach exercises bridge

      backcoach exercises --phase build --kind strength
    """
    from backcoach.terminal.commands import exercises as command

    wish = command.Wish(name.strip(), phase.strip(), kind.strip(), with_drawing=drawing)
    end(lambda: command.run(home or context.obj, wish, as_json=as_json))


@doing.command()
def work(
    context: typer.Context,
    home: Home = None,
    normal: Annotated[float | None, typer.Option("--normal", help="Your normal hours of a week.")] = None,
    now: Annotated[float | None, typer.Option("--now", help="The hours of a week you work now.")] = None,
    days: Annotated[int | None, typer.Option("--days", help="Work days of a normal week; else 5.")] = None,
    load: Annotated[
        str | None,
        typer.Option("--load", help="sitting, standing, moderate, heavy or any; else as in start."),
    ] = None,
    did: Annotated[float | None, typer.Option("--did", help="Hours worked on the day.")] = None,
    red: Annotated[bool, typer.Option("--red", help="A red day, see: backcoach why work_red")] = False,
    hard: Annotated[bool, typer.Option("--hard", help="A hard day, but not red.")] = False,
    fine: Annotated[bool, typer.Option("--fine", help="Neither: so too where nothing is said.")] = False,
    settled: Annotated[
        str | None, typer.Option("--settled", help="By the next morning: yes, no or not_sure.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="today, yesterday, mon, 2026-03-02, or 3 (days ago).")
    ] = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="The page to discuss with employer and clinician.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Back to normal work hours step by step: a proposal to discuss, never a proof of fitness.

    Examples:

      backcoach work --normal 40 --now 8

      backcoach work --did 4

      backcoach work --settled yes

      backcoach work --did 4 --red --date yesterday

      backcoach work --plan > proposal.txt
    """
    from backcoach.terminal.commands import work as command

    line = command.Line(normal, now, days, load, did, red, hard, fine, settled, date, plan)
    end(lambda: command.run(home or context.obj, line, as_json=as_json))


@doing.command()
def go(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Only these exercises; else what is planned today."),
    ] = None,
    home: Home = None,
    listing: Annotated[
        bool, typer.Option("--list", help="Only show what it is and how long it takes.")
    ] = False,
    relax: Annotated[
        str, typer.Option("--relax", metavar="NAME", help="At the end this relaxation script.")
    ] = "",
    plain: Annotated[
        bool, typer.Option("--plain", help="Lines and Enter in place of a countdown, for screen readers too.")
    ] = False,
    each: Annotated[bool, typer.Option("--each", help="Ask about the pain after every exercise.")] = False,
    drawing: Annotated[bool, typer.Option("--drawing/--no-drawing", help="Draw the positions.")] = True,
    bell: Annotated[bool, typer.Option("--bell", help="Ring at every change.")] = False,
    as_json: Json = False,
) -> None:
    """Do today's exercises, guided step by step, with a countdown. What is done is kept at once.

    Examples:

      backcoach go

      backcoach go --list

      backcoach go bridge --plain

      backcoach go --relax r_breath
    """
    from backcoach.terminal.commands import go as command

    wish = command.Wish(tuple(names or ()), relax.strip(), listing, plain, each, drawing, bell)
    end(lambda: command.run(home or context.obj, wish, as_json=as_json))
