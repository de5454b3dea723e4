"""The commands about medicine, and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backcoach.terminal.app_prescribed import prescribed
from backcoach.terminal.options import AnswersFile, Home, Json, end

meds = typer.Typer(
    rich_markup_mode=None,
    invoke_without_command=True,
    help="Medicine: the whole picture, what is safe for whom, and what is prescribed.",
)
meds.add_typer(prescribed, name="prescribed")


@meds.callback()
def meds_overview(context: typer.Context, home: Home = None, as_json: Json = False) -> None:
    """Medicine on one screen: the course, today's doses, the last 24 hours, what to look for.

    Examples:

      backcoach meds

      backcoach meds --json
    """
    context.obj = home or context.obj
    if context.invoked_subcommand is None:
        from backcoach.terminal.commands import meds_overview as command

        end(lambda: command.run(context.obj, as_json=as_json))


@meds.command("history")
def meds_history(
    context: typer.Context,
    home: Home = None,
    days: Annotated[int | None, typer.Option("--days", help="Only the last days, today included.")] = None,
    as_json: Json = False,
) -> None:
    """All doses, courses, checks and changes, by day, the newest first.

    Examples:

      backcoach meds history

      backcoach meds history --days 7 --json
    """
    from backcoach.terminal.commands import meds_overview as command

    end(lambda: command.history(home or context.obj, days, as_json=as_json))


@meds.command("check")
def meds_check(
    answers: Annotated[Path, typer.Option("--answers", help="Condition id to yes, no or not_sure.")],
    region: Annotated[str, typer.Option("--region", help="NZ, AU, UK, US, CA, NL, DE or other.")],
    as_json: Json = False,
) -> None:
    """Which medicines are open to a person, with what limits, and why. Nothing is saved.

    Examples:

      backcoach meds check --answers conditions.toml --region NZ --json
    """
    from backcoach.terminal.commands import meds as command

    end(lambda: command.check(answers, region, as_json=as_json))


@meds.command("answer")
def meds_answer(
    context: typer.Context,
    home: Home = None,
    answers: AnswersFile = None,
    told: Annotated[
        list[str] | None, typer.Option("--set", help="A new yes by its line id: ID=yes, or ID=not_sure.")
    ] = None,
    medicine: Annotated[str | None, typer.Option("--medicine", help="Else the one of your course.")] = None,
    as_json: Json = False,
) -> None:
    """Answer the medicine questions again. New answers make a running course tighter, or end it.

    Examples:

      backcoach meds answer

      backcoach meds answer --set warfarin=yes

      backcoach meds answer --medicine ibuprofen --answers lines.toml --json
    """
    from backcoach.terminal.commands import meds_answers as command

    place = home or context.obj
    if answers is not None and told:
        raise typer.BadParameter("use --answers or --set, not both")
    if answers is not None:
        end(lambda: command.answer_file(place, answers, medicine, as_json=as_json))
    if told or as_json:
        end(lambda: command.answer_set(place, tuple(told or ()), medicine, as_json=as_json))
    end(lambda: command.answer(place, medicine))


@meds.command("clear")
def meds_clear(
    context: typer.Context,
    medicine: Annotated[str, typer.Argument(metavar="MEDICINE", help="paracetamol, ibuprofen or naproxen.")],
    home: Home = None,
    who: Annotated[str, typer.Option("--who", help="Who said yes.")] = "",
    role: Annotated[str, typer.Option("--role", help="pharmacist, doctor, midwife or nurse.")] = "",
    on: Annotated[str, typer.Option("--on", help="The day: today, yesterday, 2026-03-02.")] = "today",
    only_list: Annotated[bool, typer.Option("--list", help="Print what to show a pharmacist.")] = False,
    as_json: Json = False,
) -> None:
    """Note who said yes to a medicine you were to ask about first, or print the list to show them.

    Examples:

      backcoach meds clear ibuprofen --list

      backcoach meds clear ibuprofen --who "Ms Rata" --role pharmacist

      backcoach meds clear ibuprofen --who "Dr Lee" --role doctor --on yesterday --json
    """
    from backcoach.terminal.commands import meds_answers as command

    place = home or context.obj
    if only_list:
        end(lambda: command.clear_list(place, medicine, as_json=as_json))
    end(lambda: command.note_yes(place, medicine, who.strip(), role, on, as_json=as_json))


@meds.command("plan")
def meds_plan(
    context: typer.Context,
    medicine: Annotated[
        str | None, typer.Argument(metavar="[MEDICINE]", help="paracetamol, ibuprofen or naproxen.")
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Make a course of medicine for the plan that runs, if your answers allow it.

    Examples:

      backcoach meds plan

      backcoach meds plan ibuprofen --json
    """
    from backcoach.terminal.commands import meds_answers as command

    end(lambda: command.plan(home or context.obj, medicine, as_json=as_json))


@meds.command("step-down")
def meds_step_down(context: typer.Context, home: Home = None, as_json: Json = False) -> None:
    """Fewer doses from tomorrow on. You can also stop today.

    Examples:

      backcoach meds step-down
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.step(home or context.obj, "down", as_json=as_json))


@meds.command("step-up")
def meds_step_up(context: typer.Context, home: Home = None, as_json: Json = False) -> None:
    """A little more, once, 24 to 48 hours after the first dose, within every limit.

    Examples:

      backcoach meds step-up
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.step(home or context.obj, "up", as_json=as_json))


@meds.command("step-back")
def meds_step_back(context: typer.Context, home: Home = None, as_json: Json = False) -> None:
    """Back by one step, once, for a flare-up while the doses step down.

    Examples:

      backcoach meds step-back
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.step(home or context.obj, "back", as_json=as_json))


@meds.command("stop")
def meds_stop(context: typer.Context, home: Home = None, as_json: Json = False) -> None:
    """End the course of medicine now. You can stop any day.

    Examples:

      backcoach meds stop
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.end(home or context.obj, as_json=as_json))


@meds.command("day-3")
def meds_day_3(
    context: typer.Context,
    answer: Annotated[str, typer.Argument(help="Better than on day 1: yes, no or not_sure.")],
    home: Home = None,
) -> None:
    """Say on day 3 if it is better than on day 1.

    Examples:

      backcoach meds day-3 yes
    """
    from backcoach.terminal.commands import course as command

    end(lambda: command.day_3(home or context.obj, answer))
