"""The commands that tell how it goes, and their options."""

from backcoach.terminal.declared import Annotated, Argument, Family, Option
from backcoach.terminal.families.options import (
    DistressWeek,
    Home,
    Json,
    PainRecalled,
    Peg,
    Plain,
    SleepWeek,
    WorkHours,
    end,
    said_of,
)

family = Family()


@family.command()
def progress(
    home: Home = None,
    by: Annotated[
        str,
        Option(
            "--by",
            metavar="week|month|bout",
            help="What one row of the tables is.",
            values=("week", "month", "bout"),
        ),
    ] = "",
    everything: Annotated[bool, Option("--all", help="Every bout of the record, not only this.")] = False,
    plot: Annotated[bool, Option("--plot/--no-plot", help="Draw the plot under the tables.")] = True,
    average: Annotated[
        bool, Option("--average/--no-average", help="Show what others did on average, as a pale band.")
    ] = True,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """How it is going: what was done, how well, and the pain. By week, month or bout.

    Examples:

      backcoach progress

      backcoach progress --by month --all

      backcoach progress --no-plot

      backcoach progress --json
    """
    from backcoach.terminal.commands import progress as command

    line = command.Line(by, everything, plot, average)
    end(lambda: command.run(home, line, as_json=as_json), is_plain=plain)


@family.command()
def measures(
    name: Annotated[str, Argument(metavar="[NAME]", help="One measure, by its id.", values="measures")] = "",
    home: Home = None,
    peg: Peg = None,
    pain_recalled: PainRecalled = None,
    sleep: SleepWeek = None,
    distress: DistressWeek = None,
    work_hours: WorkHours = None,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """What is measured: when, how it is scored, what change counts. Numbers given are noted for today.

    Told of another day? backcoach edit ID --date yesterday

    Examples:

      backcoach measures

      backcoach measures peg

      backcoach measures --peg 7,6,8
    """
    from backcoach.terminal.commands import measures as command

    told = said_of(
        peg=peg, pain_recalled=pain_recalled, sleep=sleep, distress=distress, work_hours=work_hours
    )
    end(lambda: command.run(home, name.strip(), told, as_json=as_json), is_plain=plain)
