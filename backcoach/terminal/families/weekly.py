"""The commands about the plan of a week, and their options."""

from backcoach.terminal.declared import Annotated, Argument, Family, Option, Refused
from backcoach.terminal.families.options import (
    YES_NO,
    AnswersFile,
    Date,
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
def plan(
    home: Home = None,
    week: Annotated[int | None, Option("--week", help="Show this week instead of the current one.")] = None,
    today: Annotated[bool, Option("--today", help="Only today.")] = False,
    diff: Annotated[bool, Option("--diff", help="This week against the last one, with the reasons.")] = False,
    wishes: Annotated[
        list[str] | None,
        Option(
            "--set",
            help="An item from today on: walk=10, steps=4000, lifting=3kg; steps=0 takes it out.",
            values="wished",
        ),
    ] = None,
    ask: Annotated[
        bool, Option("--ask", help="Ask again what the plan is fitted to, from next week on.")
    ] = False,
    answers: AnswersFile = None,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """Today and the current week. You may set its amounts yourself.

    Examples:

      backcoach plan

      backcoach plan --today

      backcoach plan --diff

      backcoach plan --set walk=10

      backcoach plan --set steps=4000

      backcoach plan --ask

      backcoach plan --week 1 --json
    """
    if diff:
        from backcoach.terminal.commands import review

        end(lambda: review.diff(home, as_json=as_json))
    if ask or answers is not None:
        from backcoach.terminal.commands import fitting

        end(lambda: fitting.run(home, answers, as_json=as_json))
    from backcoach.terminal.commands import plan as command

    wished = tuple(wishes or ())
    end(lambda: command.run(home, week, wished, only_today=today, as_json=as_json), is_plain=plain)


@family.command()
def review(
    home: Home = None,
    easy: Annotated[
        str | None, Option("--easy", help="Was the week's plan easy: yes or no.", values=YES_NO)
    ] = None,
    overall: Annotated[
        int | None, Option("--overall", help="Against the start: -3 much worse to 3 much better.")
    ] = None,
    own: Annotated[
        str | None, Option("--own", help="Your own activities now, 0-10 each, such as 6,4,7.")
    ] = None,
    confidence: Annotated[int | None, Option("--confidence", help="0-10, 10 fully sure.")] = None,
    barrier: Annotated[
        list[str] | None,
        Option("--barrier", help="pain, time, worry, forgot, weather, illness or other.", values="barriers"),
    ] = None,
    swap: Annotated[
        list[str] | None,
        Option("--swap", help="What is to give way to something else, by its id.", values="swapped"),
    ] = None,
    gentle: Annotated[
        str | None, Option("--gentle", help="Small steps from now on: yes or no.", values=YES_NO)
    ] = None,
    harder: Annotated[
        str | None,
        Option("--harder", help="Was a day that is not logged much harder: yes or no.", values=YES_NO),
    ] = None,
    peg: Peg = None,
    pain_recalled: PainRecalled = None,
    sleep: SleepWeek = None,
    distress: DistressWeek = None,
    work_hours: WorkHours = None,
    as_json: Json = False,
) -> None:
    """Look back at the week: how it was, what comes next, and why.

    Examples:

      backcoach review

      backcoach review --easy yes --confidence 7 --overall 1

      backcoach review --barrier time --swap str_bridge --json

      backcoach review --peg 7,6,8 --sleep 5
    """
    from backcoach.terminal.commands import review as command

    barriers, swaps = tuple(barrier or ()), tuple(swap or ())
    told = said_of(
        peg=peg, pain_recalled=pain_recalled, sleep=sleep, distress=distress, work_hours=work_hours
    )
    line = command.Line(easy, gentle, overall, confidence, own, barriers, swaps, harder, told)
    end(lambda: command.run(home, line, as_json=as_json))


@family.command()
def flare(
    home: Home = None,
    today: Annotated[
        bool, Option("--today", help="Only a bad day: half of today, and nothing else changes.")
    ] = False,
    again: Annotated[
        bool, Option("--again", help="Today's step of the flare-up once more tomorrow.")
    ] = False,
    show: Annotated[bool, Option("--show", help="Only show how it stands; record nothing.")] = False,
    as_json: Json = False,
) -> None:
    """A flare-up: the safety questions, then less for some days. Then back up.

    It counts from today. A worse day before: backcoach log --date yesterday --flare

    Examples:

      backcoach flare

      backcoach flare --today

      backcoach flare --show --json
    """
    from backcoach.terminal.commands import flare as command

    if today + again + show > 1:
        raise Refused("use one of --today, --again and --show")
    end(lambda: command.run(home, is_half=today, is_again=again, is_show=show, as_json=as_json))


@family.command()
def pause(
    home: Home = None,
    why: Annotated[str, Option("--for", help="holiday, illness or other.", values="pauses")] = "",
    until: Annotated[
        str, Option("--until", help="The last day: tomorrow, 2026-12-24, or 7 (days from now).")
    ] = "",
    is_end: Annotated[bool, Option("--end", help="Go on with the plan.")] = False,
    as_json: Json = False,
) -> None:
    """Let the plan wait: travel, illness. Nothing is made up for, and nothing is held against you.

    It begins today; no day before can be paused.

    Examples:

      backcoach pause --for holiday --until 2026-12-24

      backcoach pause --end
    """
    from backcoach.terminal.commands import flare as command

    if is_end and (why or until):
        raise Refused("use --end alone")
    end(lambda: command.run_pause(home, why, until, is_end=is_end, as_json=as_json))


@family.command()
def trial(
    item: Annotated[
        str | None,
        Argument(metavar="[ID]", help="What was tried, such as walk. Else what is to be.", values="tried"),
    ] = None,
    amount: Annotated[
        int | None, Argument(metavar="[AMOUNT]", help="How much you managed: minutes, times, steps.")
    ] = None,
    home: Home = None,
    date: Date = "today",
    undo: Annotated[bool, Option("--undo", help="Take back the last trial of ID on that day.")] = False,
    every: Annotated[bool, Option("--all", help="Everything that can be tried.")] = False,
    load_kg: Annotated[int | None, Option("--kg", help="How heavy the thing was that you lifted.")] = None,
    as_json: Json = False,
) -> None:
    """Find out on several days what you manage now. The next week starts from it.

    Stop when you would choose to, because of pain or because you are tired.

    Examples:

      backcoach trial

      backcoach trial walk 12

      backcoach trial sitting 25 --date yesterday

      backcoach trial lifting 6 --kg 3

      backcoach trial walk --undo
    """
    from backcoach.terminal.commands import trial as command

    line = command.Line(item, amount, date, undo, every, load_kg)
    end(lambda: command.run(home, line, as_json=as_json))


@family.command()
def sit(
    home: Home = None,
    minutes: Annotated[int | None, Option("--minutes", help="A shorter sit than the usual.")] = None,
    times: Annotated[int, Option("--times", help="How many sits, with a break after each.")] = 1,
    bell: Annotated[bool, Option("--bell", help="Ring when it is time to get up.")] = False,
    as_json: Json = False,
) -> None:
    """A break timer for sitting. It says when to get up, and one small movement then.

    Examples:

      backcoach sit

      backcoach sit --minutes 20 --times 3 --bell

      backcoach sit --json
    """
    from backcoach.terminal.commands import sit as command

    line = command.Line(minutes, times, bell)
    end(lambda: command.run(home, line, as_json=as_json))
