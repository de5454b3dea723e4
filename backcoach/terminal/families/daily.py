"""The commands of every day, the check-in and the dose, and their options."""

from pathlib import Path

from backcoach.terminal.declared import Annotated, Argument, Family, Option
from backcoach.terminal.families.options import ANSWERS, REACHES, Date, Home, Json, end

family = Family()


@family.command()
def log(
    home: Home = None,
    date: Date = "today",
    all_clear: Annotated[
        bool, Option("--all-clear", help="No to every (other) daily safety question.")
    ] = False,
    flag: Annotated[
        list[str] | None,
        Option("--flag", help="A sign by its question id: ID, or ID=not_sure.", values="flags"),
    ] = None,
    sign: Annotated[
        list[str] | None,
        Option(
            "--sign", help="A stop sign or side effect of a medicine: ID, or ID=not_sure.", values="signs"
        ),
    ] = None,
    walk: Annotated[int | None, Option("--walk", help="Minutes walked, all together.")] = None,
    did: Annotated[
        list[str] | None,
        Option(
            "--did", help="Done: bridge, bridge=2 (times), cycle=15 (minutes), or nothing.", values="done"
        ),
    ] = None,
    function: Annotated[float | None, Option("--function", help="0 could do nothing, 10 all.")] = None,
    sleep: Annotated[float | None, Option("--sleep", help="0 very bad, 10 very good.")] = None,
    distress: Annotated[float | None, Option("--distress", help="0 calm, 10 very upset.")] = None,
    pain: Annotated[float | None, Option("--pain", help="Average of the day: 0 none, 10 worst.")] = None,
    worst: Annotated[float | None, Option("--worst", help="The worst of the day.")] = None,
    leg: Annotated[float | None, Option("--leg", help="Leg pain: 0 none, 10 worst.")] = None,
    reach: Annotated[
        str | None,
        Option("--reach", help="How far down the leg: none, buttock, thigh, below_knee.", values=REACHES),
    ] = None,
    settled: Annotated[
        str | None,
        Option("--settled", help="Yesterday's activity, this morning: yes, no or not_sure.", values=ANSWERS),
    ] = None,
    missed: Annotated[
        str | None,
        Option("--missed", help="Why less was done: pain, time, worry, forgot, ...", values="barriers"),
    ] = None,
    session: Annotated[
        list[str] | None,
        Option("--session", help='One doing, with the pain before/at its worst: "walk 10 3/5".'),
    ] = None,
    flare: Annotated[bool | None, Option("--flare/--no-flare", help="A marked worsening.")] = None,
    dose: Annotated[
        list[str] | None,
        Option("--dose", help='A dose: "paracetamol 1000", "nuromol 1 tablet @ 14:30".', values="doses"),
    ] = None,
    taken: Annotated[
        bool, Option("--taken", help="The dose is swallowed already: record it whatever it means.")
    ] = False,
    goal: Annotated[
        list[str] | None,
        Option("--goal", help="A goal by its number: 1=yes, 1=no, 1=not_today or 1=skip."),
    ] = None,
    note: Annotated[str | None, Option("--note", help="Anything worth remembering.")] = None,
    from_file: Annotated[
        Path | None,
        Option("--from", help="Enter steps and walking minutes from a table of a phone or a watch."),
    ] = None,
    yes: Annotated[bool, Option("--yes", help="With --from: enter them without being asked.")] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", help="With --from: only show what would be entered.")
    ] = False,
    as_json: Json = False,
) -> None:
    """The daily check-in: asked step by step, or all on one line.

    Examples:

      backcoach log

      backcoach log --all-clear --pain 3 --walk 20 --did bridge --function 6

      backcoach log --dose "paracetamol 1000"

      backcoach log --goal 1=yes --goal 2=not_today

      backcoach log --date yesterday --walk 15 --note "long drive"

      backcoach log --from steps.csv
    """
    from backcoach.terminal.commands import log as command
    from backcoach.terminal.commands.log_line import Line

    line = Line(
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
        goals=tuple(goal or ()),
        is_flare=flare,
        doses=tuple(dose or ()),
        is_taken=taken,
        note=note,
        signs=tuple(sign or ()),
    )
    if from_file is not None or yes or dry_run:
        from backcoach.terminal.commands import log_from

        wish = log_from.Wish(from_file, yes, dry_run, is_alone=line.is_empty and date == "today")
        end(lambda: log_from.run(home, wish, as_json=as_json))
    end(lambda: command.run(home, line, as_json=as_json))


@family.command(takes_any=True)
def dose(
    what: Annotated[
        list[str] | None,
        Argument(
            metavar="WHAT",
            help="A medicine and its mg, a pack and how many; or next, skip, undo, vomited.",
            values="orders",
        ),
    ] = None,
    home: Home = None,
    date: Date = "today",
    at: Annotated[
        str | None, Option("--at", help="When it was or is swallowed, such as 14:30; else now.")
    ] = None,
    check: Annotated[bool, Option("--check", help="Only ask if it is safe; record nothing.")] = False,
    taken: Annotated[
        bool, Option("--taken", help="It is swallowed already: record it whatever it means.")
    ] = False,
    all_clear: Annotated[bool, Option("--all-clear", help="No to every daily safety question.")] = False,
    on_purpose: Annotated[
        bool, Option("--on-purpose", help="Too much was taken on purpose: shows whom to call.")
    ] = False,
    yes: Annotated[bool, Option("--yes", help="With undo: it was never swallowed.")] = False,
    mistake: Annotated[
        bool, Option("--mistake", help="With undo: typed by mistake, and never swallowed.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Ask before the tablet, and note what was taken.

    Examples:

      backcoach dose paracetamol 1000

      backcoach dose ibuprofen 200 2 --check

      backcoach dose nuromol 1 tablet --at 14:30 --taken

      backcoach dose next

      backcoach dose skip 15:00 --date yesterday

      backcoach dose undo
    """
    from backcoach.terminal.commands import dose as command

    line = command.Line(tuple(what or ()), date, check, taken, all_clear, on_purpose, yes, mistake, at)
    end(lambda: command.run(home, line, as_json=as_json))
