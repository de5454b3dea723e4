"""The commands about what to do today, at home and at work, and their options."""

from backcoach.terminal.declared import Annotated, Argument, Family, Option
from backcoach.terminal.families.options import ANSWERS, DATE_FORMS, DAYS, Home, Json, Plain, end

KINDS = ("comfort", "mobility", "stretch", "control", "strength", "balance", "endurance", "mind_body")

family = Family()


@family.command()
def comfort(
    things: Annotated[
        list[str] | None,
        Argument(
            metavar="[NAME]...", help="What you want to use, or none. Else all is shown.", values="comforts"
        ),
    ] = None,
    home: Home = None,
    about: Annotated[str, Option("--about", help="Tell about one thing.", values="comforts")] = "",
    as_json: Json = False,
) -> None:
    """Heat, cold and other things without pills. What fits you, and how to use it.

    Examples:

      backcoach comfort

      backcoach comfort --about gel

      backcoach comfort "heat wrap" cold
    """
    from backcoach.terminal.commands import comfort as command

    ids = tuple(things or ())
    end(lambda: command.run(home, ids, about, as_json=as_json))


@family.command()
def exercises(
    name: Annotated[
        str,
        Argument(
            metavar="[NAME]", help="An exercise by its id, or the end of it; else all.", values="exercises"
        ),
    ] = "",
    home: Home = None,
    phase: Annotated[
        str, Option("--phase", help="Only those of one part of a plan, such as build.", values="phases")
    ] = "",
    kind: Annotated[
        str,
        Option(
            "--kind",
            help="Only those of one kind, such as strength.",
            values=KINDS,
        ),
    ] = "",
    drawing: Annotated[bool, Option("--drawing/--no-drawing", help="Draw the positions.")] = True,
    plain: Plain = False,
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
    end(lambda: command.run(home, wish, as_json=as_json), is_plain=plain)


@family.command()
def work(
    home: Home = None,
    normal: Annotated[float | None, Option("--normal", help="Your normal hours of a week.")] = None,
    now: Annotated[float | None, Option("--now", help="The hours of a week you work now.")] = None,
    days: Annotated[int | None, Option("--days", help="Work days of a normal week; else 5.")] = None,
    load: Annotated[
        str | None,
        Option(
            "--load",
            help="sitting, standing, moderate, heavy or any; else as in start.",
            values=("sitting", "standing", "moderate", "heavy", "any"),
        ),
    ] = None,
    did: Annotated[float | None, Option("--did", help="Hours worked on the day.")] = None,
    red: Annotated[bool, Option("--red", help="A red day, see: backcoach why work_red")] = False,
    hard: Annotated[bool, Option("--hard", help="A hard day, but not red.")] = False,
    fine: Annotated[bool, Option("--fine", help="Neither: so too where nothing is said.")] = False,
    settled: Annotated[
        str | None, Option("--settled", help="By the next morning: yes, no or not_sure.", values=ANSWERS)
    ] = None,
    date: Annotated[str | None, Option("--date", help=DATE_FORMS, values=DAYS)] = None,
    plan: Annotated[bool, Option("--plan", help="The page to discuss with employer and clinician.")] = False,
    as_json: Json = False,
) -> None:
    """Back to normal work hours step by step. A proposal to discuss, never a proof of fitness.

    Examples:

      backcoach work --normal 40 --now 8

      backcoach work --did 4

      backcoach work --settled yes

      backcoach work --did 4 --red --date yesterday

      backcoach work --plan > proposal.txt
    """
    from backcoach.terminal.commands import work as command

    line = command.Line(normal, now, days, load, did, red, hard, fine, settled, date, plan)
    end(lambda: command.run(home, line, as_json=as_json))


@family.command()
def go(
    names: Annotated[
        list[str] | None,
        Argument(
            metavar="[NAME]...", help="Only these exercises; else what is planned today.", values="exercises"
        ),
    ] = None,
    home: Home = None,
    listing: Annotated[bool, Option("--list", help="Only show what it is and how long it takes.")] = False,
    relax: Annotated[
        str,
        Option("--relax", metavar="NAME", help="At the end this relaxation script.", values="relaxations"),
    ] = "",
    plain: Annotated[
        bool, Option("--plain", help="Lines and Enter in place of a countdown, for screen readers too.")
    ] = False,
    each: Annotated[bool, Option("--each", help="Ask about the pain after every exercise.")] = False,
    drawing: Annotated[bool, Option("--drawing/--no-drawing", help="Draw the positions.")] = True,
    bell: Annotated[bool, Option("--bell", help="Ring at every change.")] = False,
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
    end(lambda: command.run(home, wish, as_json=as_json))
