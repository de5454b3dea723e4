"""The commands that correct the record, and their options."""

from backcoach.terminal.declared import Annotated, Argument, Family, Option, Refused
from backcoach.terminal.families.options import ANSWERS, DAYS, REACHES, YES_NO, Home, Json, Plain, end

Id = Annotated[str, Argument(metavar="ID", help="The first digits of its id: backcoach history.")]
Sure = Annotated[bool, Option("--yes", help="Of a dose: it was never swallowed so.")]
Mistake = Annotated[
    bool, Option("--mistake", help="Of a dose against advice: typed by mistake, never swallowed.")
]
Text = str | None

family = Family()


@family.command()
def undo(
    home: Home = None,
    redo: Annotated[bool, Option("--redo", help="Bring back what was taken back last.")] = False,
    yes: Sure = False,
    mistake: Mistake = False,
    as_json: Json = False,
) -> None:
    """Take back the last thing you recorded today. Again for the one before.

    Safety answers and issued plans stay.

    Examples:

      backcoach undo

      backcoach undo --redo
    """
    from backcoach.terminal.commands import undo as command

    if redo and (yes or mistake):
        raise Refused("use --redo alone")
    end(lambda: command.run(home, is_redo=redo, is_sure=yes, is_mistake=mistake, as_json=as_json))


@family.command()
def history(
    what: Annotated[
        str,
        Argument(
            metavar="[ID|DAY]", help="An id, or a day: yesterday, last monday, 2026-03-02.", values=DAYS
        ),
    ] = "",
    home: Home = None,
    every: Annotated[bool, Option("--all", help="Single answers and passing versions too.")] = False,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """What is in the record of a day. Or one entry with everything that corrected it.

    Examples:

      backcoach history

      backcoach history yesterday

      backcoach history 1a2b3c4d --json
    """
    from backcoach.terminal.commands import history as command

    end(
        lambda: command.run(home, what.strip(), is_whole=every, as_json=as_json),
        is_plain=plain,
    )


@family.command()
def void(
    id_: Id,
    home: Home = None,
    why: Annotated[str, Option("--why", help="Why it is a mistake, in your words.")] = "",
    yes: Sure = False,
    mistake: Mistake = False,
    as_json: Json = False,
) -> None:
    """Mark an entry as a mistake. It stays in the record and counts no more.

    Examples:

      backcoach void 1a2b --why "typed twice"
    """
    from backcoach.terminal.commands import void as command

    end(lambda: command.run(home, id_, why, is_sure=yes, is_mistake=mistake, as_json=as_json))


@family.command()
def edit(
    id_: Id,
    home: Home = None,
    pain: Annotated[Text, Option("--pain", help="0 none, 10 worst; - for nothing.")] = None,
    worst: Annotated[Text, Option("--worst", help="The worst pain of the day.")] = None,
    leg: Annotated[Text, Option("--leg", help="Leg pain.")] = None,
    reach: Annotated[
        Text, Option("--reach", help="none, buttock, thigh, below_knee.", values=REACHES)
    ] = None,
    function: Annotated[Text, Option("--function", help="0 could do nothing, 10 all.")] = None,
    sleep: Annotated[Text, Option("--sleep", help="0 very bad, 10 very good.")] = None,
    distress: Annotated[Text, Option("--distress", help="0 calm, 10 very upset.")] = None,
    flare: Annotated[Text, Option("--flare", help="yes or no.", values=YES_NO)] = None,
    settled: Annotated[Text, Option("--settled", help="yes, no or not_sure.", values=ANSWERS)] = None,
    missed: Annotated[Text, Option("--missed", help="Why less was done.", values="barriers")] = None,
    did: Annotated[
        Text, Option("--did", help='All that was done: "walk=20, bridge=2", or nothing.', values="done")
    ] = None,
    note: Annotated[Text, Option("--note", help="The note.")] = None,
    amount: Annotated[Text, Option("--amount", help="Of a session, trial or sit.")] = None,
    before: Annotated[Text, Option("--before", help="Of a session: pain just before.")] = None,
    peak: Annotated[Text, Option("--peak", help="Of a session: its worst pain.")] = None,
    morning: Annotated[Text, Option("--morning", help="Of a session: pain next morning.")] = None,
    spread: Annotated[
        Text, Option("--spread", help="Of a session: down the leg, yes or no.", values=YES_NO)
    ] = None,
    mg: Annotated[Text, Option("--mg", help="Of a dose: its mg.")] = None,
    units: Annotated[Text, Option("--units", help="How many: of a mix, or of a prescribed medicine.")] = None,
    hours: Annotated[Text, Option("--hours", help="Of a work day.")] = None,
    told: Annotated[
        Text, Option("--told", help="Of a goal: yes, no or not_today.", values=("yes", "no", "not_today"))
    ] = None,
    went: Annotated[
        Text, Option("--went", help="Of a work day: fine, hard or red.", values=("fine", "hard", "red"))
    ] = None,
    easy: Annotated[Text, Option("--easy", help="Of a look back: yes or no.", values=YES_NO)] = None,
    gentle: Annotated[Text, Option("--gentle", help="Of a look back: yes or no.", values=YES_NO)] = None,
    overall: Annotated[Text, Option("--overall", help="Of a look back: -3 to 3.")] = None,
    confidence: Annotated[Text, Option("--confidence", help="Of a look back: 0-10.")] = None,
    harder: Annotated[
        Text, Option("--harder", help="Of a look back: yes, no or not_sure.", values=ANSWERS)
    ] = None,
    numbers: Annotated[Text, Option("--numbers", help="Of a measure: all of them: 7,6,8.")] = None,
    date: Annotated[
        Text, Option("--date", help="The day it belongs to: yesterday, mon, ...", values=DAYS)
    ] = None,
    at: Annotated[Text, Option("--at", help="Of a dose: when it was swallowed, such as 14:30.")] = None,
    taken: Annotated[
        bool, Option("--taken", help="Of a dose: it was swallowed so; record it whatever it means.")
    ] = False,
    yes: Sure = False,
    mistake: Mistake = False,
    why: Annotated[str, Option("--why", help="Why, in your words.")] = "",
    as_json: Json = False,
) -> None:
    """Correct what stands in an entry. Asked field by field, or on one line.

    The first version stays in the record. A dose is asked about again, as when it was recorded, and
    what was swallowed as one thing is corrected as one.

    Examples:

      backcoach edit 1a2b

      backcoach edit 1a2b --pain 4 --note "long drive" --why "typed 40"

      backcoach edit 3c4d --mg 500 --at 14:30

      backcoach edit 5e6f --units 1 --at 14:30
    """
    from backcoach.terminal.commands import edit as command

    given = {
        "pain": pain,
        "worst": worst,
        "leg": leg,
        "reach": reach,
        "function": function,
        "sleep": sleep,
        "distress": distress,
        "flare": flare,
        "settled": settled,
        "missed": missed,
        "did": did,
        "note": note,
        "amount": amount,
        "before": before,
        "peak": peak,
        "morning": morning,
        "spread": spread,
        "mg": mg,
        "units": units,
        "hours": hours,
        "told": told,
        "went": went,
        "easy": easy,
        "gentle": gentle,
        "overall": overall,
        "confidence": confidence,
        "harder": harder,
        "numbers": numbers,
    }
    values = {name: text for name, text in given.items() if text is not None}
    line = command.Line(values, date, at, why, taken, yes, mistake)
    end(lambda: command.run(home, id_, line, as_json=as_json))
