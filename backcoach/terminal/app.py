"""The commands and their options. Each command is loaded only when it runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from backcoach.terminal.app_meds import meds
from backcoach.terminal.exits import Exit
from backcoach.terminal.options import AnswersFile, Home, Json, end

app = typer.Typer(
    name="backcoach",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
content = typer.Typer(rich_markup_mode=None, help="The program's content, for its authors.")
app.add_typer(meds, name="meds")
app.add_typer(content, name="content")


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    command = typer.main.get_command(app)
    try:
        outcome = command.main(args=list(arguments), prog_name="backcoach", standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.OUR_FAULT
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return int(outcome or Exit.DONE)


@app.callback(invoke_without_command=True)
def backcoach(
    context: typer.Context,
    home: Home = None,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
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

        typer.echo(f"backcoach {__version__}")
        raise typer.Exit
    context.obj = home
    if context.invoked_subcommand is None:
        from backcoach.terminal.commands import status

        end(lambda: status.run(home, as_json=False))


@app.command()
def start(
    context: typer.Context,
    home: Home = None,
    answers: AnswersFile = None,
    questions: Annotated[bool, typer.Option("--questions", help="List everything it may ask.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Print a complete answers file.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Begin a new bout; the record is kept.")] = False,
    as_json: Json = False,
) -> None:
    """Answer the safety questions and get a plan.

    Examples:

      backcoach start

      backcoach start --example > answers.toml

      backcoach start --answers answers.toml --json
    """
    from backcoach.terminal.commands import start as command

    place = home or context.obj
    if questions:
        end(lambda: command.list_questions(as_json=as_json))
    if example:
        end(command.print_example)
    if answers is not None:
        end(lambda: command.from_file(place, answers, anew=anew, as_json=as_json))
    end(lambda: command.run(place, anew=anew, as_json=as_json))


@app.command()
def screen(
    context: typer.Context,
    home: Home = None,
    answers: AnswersFile = None,
    questions: Annotated[bool, typer.Option("--questions", help="List all screening questions.")] = False,
    daily: Annotated[bool, typer.Option("--daily", help="List the safety questions of every day.")] = False,
    assessed: Annotated[
        bool, typer.Option("--assessed", help="A clinician has looked at the last grave result.")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="With --assessed: who looked at it, such as doctor.")] = "",
    finding: Annotated[
        str, typer.Option("--finding", help="With --assessed: what they said, such as nothing_urgent.")
    ] = "",
    told: Annotated[str, typer.Option("--told", help="With --assessed: that in your words.")] = "",
    weekly: Annotated[
        bool, typer.Option("--weekly", help="Only the questions of the weekly review.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Explain the last result, or that of --answers; save nothing.")
    ] = False,
    card: Annotated[bool, typer.Option("--card", help="A card of what stands, to print or to show.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", help="With --card: write it to a new file.")
    ] = None,
    save: Annotated[bool, typer.Option("--save/--no-save", help="Keep the result in the record.")] = True,
    as_json: Json = False,
) -> None:
    """Answer all safety questions again, or check a file of answers.

    Examples:

      backcoach screen

      backcoach screen --weekly

      backcoach screen --questions --json

      backcoach screen --answers answers.toml --json --no-save

      backcoach screen --assessed

      backcoach screen --card --output card.txt
    """
    from backcoach.terminal.commands import screen as command

    seen = command.Seen(assessed, by.strip(), finding.strip(), told.strip())
    place = home or context.obj
    if card or output is not None:
        from backcoach.terminal.commands import card as card_command

        end(lambda: card_command.run(place, output, is_card=card, as_json=as_json))
    if questions:
        end(lambda: command.list_questions(place, weekly=weekly, as_json=as_json))
    if explain:
        from backcoach.terminal.commands import explain as explaining

        if answers is not None:
            end(lambda: explaining.from_file(answers, as_json=as_json))
        end(lambda: explaining.run(place, as_json=as_json))
    if daily:
        end(lambda: command.list_daily(as_json=as_json))
    if answers is not None:
        end(lambda: command.from_file(place, answers, seen, as_json=as_json, save=save, weekly=weekly))
    end(lambda: command.run(place, seen, weekly=weekly, as_json=as_json))


@app.command()
def log(
    context: typer.Context,
    home: Home = None,
    date: Annotated[
        str, typer.Option("--date", help="today, yesterday, mon, 2026-03-02, or 3 (days ago).")
    ] = "today",
    all_clear: Annotated[
        bool, typer.Option("--all-clear", help="No to every (other) daily safety question.")
    ] = False,
    flag: Annotated[
        list[str] | None, typer.Option("--flag", help="A sign by its question id: ID, or ID=not_sure.")
    ] = None,
    sign: Annotated[
        list[str] | None,
        typer.Option("--sign", help="A stop sign or side effect of a medicine: ID, or ID=not_sure."),
    ] = None,
    walk: Annotated[int | None, typer.Option("--walk", help="Minutes walked, all together.")] = None,
    did: Annotated[
        list[str] | None,
        typer.Option("--did", help="Done: bridge, bridge=2 (times), cycle=15 (minutes), or nothing."),
    ] = None,
    function: Annotated[float | None, typer.Option("--function", help="0 could do nothing, 10 all.")] = None,
    sleep: Annotated[float | None, typer.Option("--sleep", help="0 very bad, 10 very good.")] = None,
    distress: Annotated[float | None, typer.Option("--distress", help="0 calm, 10 very upset.")] = None,
    pain: Annotated[
        float | None, typer.Option("--pain", help="Average of the day: 0 none, 10 worst.")
    ] = None,
    worst: Annotated[float | None, typer.Option("--worst", help="The worst of the day.")] = None,
    leg: Annotated[float | None, typer.Option("--leg", help="Leg pain: 0 none, 10 worst.")] = None,
    reach: Annotated[
        str | None, typer.Option("--reach", help="How far down the leg: none, buttock, thigh, below_knee.")
    ] = None,
    settled: Annotated[
        str | None,
        typer.Option("--settled", help="Yesterday's activity, this morning: yes, no or not_sure."),
    ] = None,
    missed: Annotated[
        str | None, typer.Option("--missed", help="Why less was done: pain, time, worry, forgot, ...")
    ] = None,
    session: Annotated[
        list[str] | None,
        typer.Option("--session", help='One doing, with the pain before/at its worst: "walk 10 3/5".'),
    ] = None,
    flare: Annotated[bool | None, typer.Option("--flare/--no-flare", help="A marked worsening.")] = None,
    dose: Annotated[
        list[str] | None,
        typer.Option("--dose", help='A dose: "paracetamol 1000", "nuromol 1 tablet @ 14:30".'),
    ] = None,
    taken: Annotated[
        bool, typer.Option("--taken", help="The dose is swallowed already: record it whatever it means.")
    ] = False,
    note: Annotated[str | None, typer.Option("--note", help="Anything worth remembering.")] = None,
    as_json: Json = False,
) -> None:
    """The daily check-in: asked step by step, or all on one line.

    Examples:

      backcoach log

      backcoach log --all-clear --walk 20 --did bridge --function 6 --sleep 7

      backcoach log --dose "paracetamol 1000"

      backcoach log --date yesterday --walk 15 --note "long drive"
    """
    from backcoach.terminal.commands import log as command

    line = command.Line(
        date=date,
        all_clear=all_clear,
        flags=tuple(flag or ()),
        walk=walk,
        did=tuple(did or ()),
        scores={
            "function": function,
            "sleep": sleep,
            "distress": distress,
            "pain": pain,
            "pain_worst": worst,
            "leg_pain": leg,
        },
        said={"settled": settled, "leg_reach": reach, "missed_for": missed},
        sessions=tuple(session or ()),
        is_flare=flare,
        doses=tuple(dose or ()),
        is_taken=taken,
        note=note,
        signs=tuple(sign or ()),
    )
    end(lambda: command.run(home or context.obj, line, as_json=as_json))


@app.command(context_settings={"ignore_unknown_options": True})
def dose(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHAT", help="A medicine and its mg, a pack and how many; or next, skip, undo, vomited."
        ),
    ] = None,
    home: Home = None,
    date: Annotated[
        str, typer.Option("--date", help="today, yesterday, mon, 2026-03-02, or 3 (days ago).")
    ] = "today",
    check: Annotated[bool, typer.Option("--check", help="Only ask if it is safe; record nothing.")] = False,
    taken: Annotated[
        bool, typer.Option("--taken", help="It is swallowed already: record it whatever it means.")
    ] = False,
    all_clear: Annotated[
        bool, typer.Option("--all-clear", help="No to every daily safety question.")
    ] = False,
    on_purpose: Annotated[
        bool, typer.Option("--on-purpose", help="Too much was taken on purpose: shows whom to call.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With undo: it was never swallowed.")] = False,
    mistake: Annotated[
        bool, typer.Option("--mistake", help="With undo: typed by mistake, and never swallowed.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Ask before the tablet, and note what was taken.

    Examples:

      backcoach dose paracetamol 1000

      backcoach dose ibuprofen 200 2 --check

      backcoach dose nuromol 1 tablet @ 14:30 --taken

      backcoach dose next

      backcoach dose skip

      backcoach dose undo
    """
    from backcoach.terminal.commands import dose as command

    line = command.Line(tuple(what or ()), date, check, taken, all_clear, on_purpose, yes, mistake)
    end(lambda: command.run(home or context.obj, line, as_json=as_json))


@app.command()
def plan(
    context: typer.Context,
    home: Home = None,
    week: Annotated[
        int | None, typer.Option("--week", help="Show this week instead of the current one.")
    ] = None,
    today: Annotated[bool, typer.Option("--today", help="Only today.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="This week against the last one, with the reasons.")
    ] = False,
    wishes: Annotated[
        list[str] | None,
        typer.Option("--set", help="One go of an item from today on: walk=10, str_bridge=6."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Today and the current week. You may set its amounts yourself.

    Examples:

      backcoach plan

      backcoach plan --today

      backcoach plan --diff

      backcoach plan --set walk=10

      backcoach plan --week 1 --json
    """
    if diff:
        from backcoach.terminal.commands import review

        end(lambda: review.diff(home or context.obj, as_json=as_json))
    from backcoach.terminal.commands import plan as command

    place, wished = home or context.obj, tuple(wishes or ())
    end(lambda: command.run(place, week, wished, only_today=today, as_json=as_json))


@app.command()
def review(
    context: typer.Context,
    home: Home = None,
    easy: Annotated[str | None, typer.Option("--easy", help="Was the week's plan easy: yes or no.")] = None,
    overall: Annotated[
        int | None, typer.Option("--overall", help="Against the start: -3 much worse to 3 much better.")
    ] = None,
    own: Annotated[
        str | None, typer.Option("--own", help="Your own activities now, 0-10 each, such as 6,4,7.")
    ] = None,
    confidence: Annotated[int | None, typer.Option("--confidence", help="0-10, 10 fully sure.")] = None,
    barrier: Annotated[
        list[str] | None,
        typer.Option("--barrier", help="pain, time, worry, forgot, weather, illness or other."),
    ] = None,
    swap: Annotated[
        list[str] | None, typer.Option("--swap", help="What is to give way to something else, by its id.")
    ] = None,
    gentle: Annotated[
        str | None, typer.Option("--gentle", help="Small steps from now on: yes or no.")
    ] = None,
    harder: Annotated[
        str | None, typer.Option("--harder", help="Was a day that is not logged much harder: yes or no.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Look back at the week: how it was, what comes next, and why.

    Examples:

      backcoach review

      backcoach review --easy yes --confidence 7 --overall 1

      backcoach review --barrier time --swap str_bridge --json
    """
    from backcoach.terminal.commands import review as command

    barriers, swaps = tuple(barrier or ()), tuple(swap or ())
    line = command.Line(easy, gentle, overall, confidence, own, barriers, swaps, harder)
    end(lambda: command.run(home or context.obj, line, as_json=as_json))


@app.command()
def flare(
    context: typer.Context,
    home: Home = None,
    today: Annotated[
        bool, typer.Option("--today", help="Only a bad day: half of today, and nothing else changes.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Today's step of the flare-up once more tomorrow.")
    ] = False,
    show: Annotated[bool, typer.Option("--show", help="Only show how it stands; record nothing.")] = False,
    as_json: Json = False,
) -> None:
    """A flare-up: the safety questions first, then less for some days, and back up.

    Examples:

      backcoach flare

      backcoach flare --today

      backcoach flare --show --json
    """
    from backcoach.terminal.commands import flare as command

    if today + again + show > 1:
        raise typer.BadParameter("use one of --today, --again and --show")
    end(
        lambda: command.run(home or context.obj, is_half=today, is_again=again, is_show=show, as_json=as_json)
    )


@app.command()
def pause(
    context: typer.Context,
    home: Home = None,
    why: Annotated[str, typer.Option("--for", help="holiday, illness or other.")] = "",
    until: Annotated[
        str, typer.Option("--until", help="The last day: tomorrow, 2026-12-24, or 7 (days from now).")
    ] = "",
    is_end: Annotated[bool, typer.Option("--end", help="Go on with the plan.")] = False,
    as_json: Json = False,
) -> None:
    """Let the plan wait: travel, illness. Nothing is made up for, and nothing is held against you.

    Examples:

      backcoach pause --for holiday --until 2026-12-24

      backcoach pause --end
    """
    from backcoach.terminal.commands import flare as command

    if is_end and (why or until):
        raise typer.BadParameter("use --end alone")
    end(lambda: command.run_pause(home or context.obj, why, until, is_end=is_end, as_json=as_json))


@app.command()
def trial(
    context: typer.Context,
    item: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="What was tried, such as walk. Else what is to be.")
    ] = None,
    amount: Annotated[
        int | None, typer.Argument(metavar="[AMOUNT]", help="How much you managed: minutes, times, steps.")
    ] = None,
    home: Home = None,
    date: Annotated[
        str, typer.Option("--date", help="today, yesterday, mon, 2026-03-02, or 3 (days ago).")
    ] = "today",
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last trial of ID on that day.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Everything that can be tried.")] = False,
    as_json: Json = False,
) -> None:
    """Find out on several days what you manage now; the next week starts from it.

    Stop when you would choose to, because of pain or because you are tired.

    Examples:

      backcoach trial

      backcoach trial walk 12

      backcoach trial sitting 25 --date yesterday

      backcoach trial walk --undo
    """
    from backcoach.terminal.commands import trial as command

    line = command.Line(item, amount, date, undo, every)
    end(lambda: command.run(home or context.obj, line, as_json=as_json))


@app.command()
def sit(
    context: typer.Context,
    home: Home = None,
    minutes: Annotated[int | None, typer.Option("--minutes", help="A shorter sit than the usual.")] = None,
    times: Annotated[int, typer.Option("--times", help="How many sits, with a break after each.")] = 1,
    bell: Annotated[bool, typer.Option("--bell", help="Ring when it is time to get up.")] = False,
    as_json: Json = False,
) -> None:
    """A break timer for sitting: when to get up, and one small movement then.

    Examples:

      backcoach sit

      backcoach sit --minutes 20 --times 3 --bell

      backcoach sit --json
    """
    from backcoach.terminal.commands import sit as command

    line = command.Line(minutes, times, bell)
    end(lambda: command.run(home or context.obj, line, as_json=as_json))


@app.command()
def progress(
    context: typer.Context,
    home: Home = None,
    plot: Annotated[bool, typer.Option("--plot/--no-plot", help="Draw the plot under the table.")] = True,
    as_json: Json = False,
) -> None:
    """How it is going, week by week: what was done, how well, and the pain.

    Examples:

      backcoach progress

      backcoach progress --no-plot

      backcoach progress --json
    """
    from backcoach.terminal.commands import progress as command

    end(lambda: command.run(home or context.obj, with_plot=plot, as_json=as_json))


@app.command()
def thoughts(
    context: typer.Context,
    home: Home = None,
    answers: AnswersFile = None,
    as_json: Json = False,
) -> None:
    """What you think and feel about the pain: a short check that picks help pages. Not a validated test.

    Examples:

      backcoach thoughts

      backcoach thoughts --answers thoughts.toml --json
    """
    from backcoach.terminal.commands import thoughts as command

    place = home or context.obj
    if answers is not None:
        end(lambda: command.from_file(place, answers, as_json=as_json))
    end(lambda: command.run(place, as_json=as_json))


@app.command()
def learn(
    context: typer.Context,
    name: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]", help="A page: its id, or words of its title.")
    ] = None,
    home: Home = None,
    all_pages: Annotated[bool, typer.Option("--list", help="All pages, with what was read.")] = False,
    mute: Annotated[str, typer.Option("--mute", metavar="NAME", help="Offer this page no more.")] = "",
    unmute: Annotated[str, typer.Option("--unmute", metavar="NAME", help="Offer it again.")] = "",
    as_json: Json = False,
) -> None:
    """A short page to read now and then, and relaxation scripts to use. Any page at any time.

    Examples:

      backcoach learn

      backcoach learn --list

      backcoach learn do I need a scan

      backcoach learn r_breath

      backcoach learn --mute e31_weight
    """
    from backcoach.terminal.commands import learn as command

    wish = command.Wish(" ".join(name or ()), all_pages, mute.strip(), unmute.strip())
    end(lambda: command.run(home or context.obj, wish, as_json=as_json))


@app.command()
def sheet(
    context: typer.Context,
    home: Home = None,
    show: Annotated[bool, typer.Option("--show", help="Only show what stands in it.")] = False,
    put: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=TEXT", help="Write into one field; no text empties it."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Your own sheet for bad days: write it on a good day, read it on a bad one.

    Examples:

      backcoach sheet

      backcoach sheet --show

      backcoach sheet --set keep="short walks, the bus to work"
    """
    from backcoach.terminal.commands import sheet as command

    end(lambda: command.run(home or context.obj, tuple(put or ()), is_shown=show, as_json=as_json))


@app.command()
def close(
    context: typer.Context,
    home: Home = None,
    yes: Annotated[bool, typer.Option("--yes", help="Close the bout without being asked.")] = False,
    as_json: Json = False,
) -> None:
    """Close a bout that is over, and see how to stay well.

    Examples:

      backcoach close

      backcoach close --yes

      backcoach close --json
    """
    from backcoach.terminal.commands import close as command

    end(lambda: command.run(home or context.obj, is_yes=yes, as_json=as_json))


@app.command()
def status(context: typer.Context, home: Home = None, as_json: Json = False) -> None:
    """One line: what is next.

    Examples:

      backcoach status

      backcoach status --json
    """
    from backcoach.terminal.commands import status as command

    end(lambda: command.run(home or context.obj, as_json=as_json))


@app.command()
def why(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="Any id: a rule, question, exercise, source.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Explain anything in a plan or a disposition: the rule, what it looked at, its sources.

    Examples:

      backcoach why R30_INF_EMERGENCY

      backcoach why "knee rolls"

      backcoach why first_quota_acute --json
    """
    from backcoach.terminal.commands import why as command

    end(lambda: command.run(home or context.obj, id_, as_json=as_json))


@app.command()
def selftest(as_json: Json = False) -> None:
    """Run the shipped triage cases against this installation: who is sent where they should be.

    Examples:

      backcoach selftest

      backcoach selftest --json
    """
    from backcoach.terminal.commands import selftest as command

    end(lambda: command.run(as_json=as_json))


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@content.command("check")
def content_check(
    folder: Annotated[Path | None, typer.Argument(help="The content folder; else the program's own.")] = None,
) -> None:
    """Check content files and name everything that is wrong with them.

    Examples:

      backcoach content check

      backcoach content check ./content
    """
    from backcoach.terminal.commands import content as command

    end(lambda: command.check(folder))
