"""The commands about medicine, and their options."""

from pathlib import Path

from backcoach.terminal.declared import Annotated, Argument, Context, Family, Option, Refused
from backcoach.terminal.families.options import ANSWERS, DAYS, AnswersFile, Home, Json, Plain, end
from backcoach.terminal.families.prescribed import family as prescribed

family = Family("meds")
family.add(prescribed)


@family.overview
def meds_overview(context: Context, home: Home = None, plain: Plain = False, as_json: Json = False) -> None:
    """Medicine on one screen: the course, doses, what to look for.

    Examples:

      backcoach meds

      backcoach meds --json
    """
    if context.invoked_subcommand is None:
        from backcoach.terminal.commands import meds_overview as command

        end(lambda: command.run(home, as_json=as_json), is_plain=plain)


@family.command("history")
def meds_history(
    home: Home = None,
    days: Annotated[int | None, Option("--days", help="Only the last days, today included.")] = None,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """Doses, courses, checks and changes, by day, the newest first.

    Examples:

      backcoach meds history

      backcoach meds history --days 7 --json
    """
    from backcoach.terminal.commands import meds_overview as command

    end(lambda: command.history(home, days, as_json=as_json), is_plain=plain)


@family.command("check")
def meds_check(
    answers: Annotated[Path, Option("--answers", help="Condition id to yes, no or not_sure.")],
    region: Annotated[str, Option("--region", help="NZ, AU, UK, US, CA, NL, DE or other.", values="regions")],
    as_json: Json = False,
) -> None:
    """Which medicines are open to a person, up to what, and why. Nothing is saved.

    Examples:

      backcoach meds check --answers conditions.toml --region NZ --json
    """
    from backcoach.terminal.commands import meds as command

    end(lambda: command.check(answers, region, as_json=as_json))


@family.command("answer")
def meds_answer(
    home: Home = None,
    answers: AnswersFile = None,
    told: Annotated[
        list[str] | None,
        Option("--set", help="A new yes by its line id: ID=yes, or ID=not_sure.", values="medicine lines"),
    ] = None,
    medicine: Annotated[
        str | None, Option("--medicine", help="Else the one of your course.", values="planned medicines")
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer the medicine questions again. New answers make a running course tighter, or end it.

    Examples:

      backcoach meds answer

      backcoach meds answer --set warfarin=yes

      backcoach meds answer --medicine ibuprofen --answers lines.toml --json
    """
    from backcoach.terminal.commands import meds_answers as command

    if answers is not None and told:
        raise Refused("use --answers or --set, not both")
    if answers is not None:
        end(lambda: command.answer_file(home, answers, medicine, as_json=as_json))
    if told or as_json:
        end(lambda: command.answer_set(home, tuple(told or ()), medicine, as_json=as_json))
    end(lambda: command.answer(home, medicine))


@family.command("clear")
def meds_clear(
    medicine: Annotated[
        str,
        Argument(metavar="MEDICINE", help="paracetamol, ibuprofen or naproxen.", values="planned medicines"),
    ],
    home: Home = None,
    who: Annotated[str, Option("--who", help="Who said yes.")] = "",
    role: Annotated[
        str,
        Option(
            "--role",
            help="pharmacist, doctor, midwife or nurse.",
            values=("pharmacist", "doctor", "midwife", "nurse"),
        ),
    ] = "",
    on: Annotated[str, Option("--on", help="The day: today, yesterday, 2026-03-02.", values=DAYS)] = "today",
    only_list: Annotated[bool, Option("--list", help="Print what to show a pharmacist.")] = False,
    as_json: Json = False,
) -> None:
    """Note who said yes to a medicine to ask about first. Or print the list to show them.

    Examples:

      backcoach meds clear ibuprofen --list

      backcoach meds clear ibuprofen --who "Ms Rata" --role pharmacist

      backcoach meds clear ibuprofen --who "Dr Lee" --role doctor --on yesterday --json
    """
    from backcoach.terminal.commands import meds_answers as command

    if only_list:
        end(lambda: command.clear_list(home, medicine, as_json=as_json))
    end(lambda: command.note_yes(home, medicine, who.strip(), role, on, as_json=as_json))


@family.command("plan")
def meds_plan(
    medicine: Annotated[
        str | None,
        Argument(
            metavar="[MEDICINE]", help="paracetamol, ibuprofen or naproxen.", values="planned medicines"
        ),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Make a course of medicine for the plan that runs. Only if your answers allow it.

    Examples:

      backcoach meds plan

      backcoach meds plan ibuprofen --json
    """
    from backcoach.terminal.commands import meds_answers as command

    end(lambda: command.plan(home, medicine, as_json=as_json))


@family.command("step-down")
def meds_step_down(home: Home = None, as_json: Json = False) -> None:
    """Fewer doses from tomorrow on. You can also stop today.

    Examples:

      backcoach meds step-down
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.step(home, "down", as_json=as_json))


@family.command("step-up")
def meds_step_up(home: Home = None, as_json: Json = False) -> None:
    """A little more, once, 24 to 48 hours after the first dose. Always within every limit.

    Examples:

      backcoach meds step-up
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.step(home, "up", as_json=as_json))


@family.command("step-back")
def meds_step_back(home: Home = None, as_json: Json = False) -> None:
    """Back by one step, once, for a flare-up while doses go down.

    Examples:

      backcoach meds step-back
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.step(home, "back", as_json=as_json))


@family.command("stop")
def meds_stop(home: Home = None, as_json: Json = False) -> None:
    """End the course of medicine now. You can stop any day.

    Examples:

      backcoach meds stop
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.end(home, as_json=as_json))


@family.command("day-3")
def meds_day_3(
    answer: Annotated[str, Argument(help="Better than on day 1: yes, no or not_sure.", values=ANSWERS)],
    home: Home = None,
) -> None:
    """Say on day 3 if it is better than on day 1.

    Examples:

      backcoach meds day-3 yes
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.day_3(home, answer))
