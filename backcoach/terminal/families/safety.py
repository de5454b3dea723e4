"""The commands that ask the safety questions, and their options."""

from pathlib import Path

from backcoach.terminal.declared import Annotated, Family, Option, Refused
from backcoach.terminal.families.options import AnswersFile, Home, Json, end

family = Family()


@family.command()
def start(
    home: Home = None,
    answers: AnswersFile = None,
    questions: Annotated[bool, Option("--questions", help="List everything it may ask.")] = False,
    example: Annotated[bool, Option("--example", help="Print a complete answers file.")] = False,
    anew: Annotated[bool, Option("--anew", help="Begin a new bout; the record is kept.")] = False,
    as_json: Json = False,
) -> None:
    """Answer the safety questions and get a plan.

    Examples:

      backcoach start

      backcoach start --example > answers.toml

      backcoach start --answers answers.toml --json
    """
    from backcoach.terminal.commands import start as command

    if questions:
        from backcoach.terminal.commands import questions as lists

        end(lambda: lists.of_start(as_json=as_json))
    if example and as_json:
        raise Refused("--example prints TOML; use it without --json")
    if example:
        end(command.print_example)
    if answers is not None:
        end(lambda: command.from_file(home, answers, anew=anew, as_json=as_json))
    end(lambda: command.run(home, anew=anew, as_json=as_json))


@family.command()
def screen(
    home: Home = None,
    answers: AnswersFile = None,
    questions: Annotated[bool, Option("--questions", help="List all screening questions.")] = False,
    daily: Annotated[bool, Option("--daily", help="List the safety questions of every day.")] = False,
    assessed: Annotated[
        bool, Option("--assessed", help="A clinician has looked at the last grave result.")
    ] = False,
    by: Annotated[
        str, Option("--by", help="With --assessed: who looked at it, such as doctor.", values="clinicians")
    ] = "",
    finding: Annotated[
        str,
        Option(
            "--finding", help="With --assessed: what they said, such as nothing_urgent.", values="findings"
        ),
    ] = "",
    told: Annotated[str, Option("--told", help="With --assessed: that in your words.")] = "",
    weekly: Annotated[bool, Option("--weekly", help="Only the questions of the weekly review.")] = False,
    explain: Annotated[
        bool, Option("--explain", help="Explain the last result, or that of --answers; save nothing.")
    ] = False,
    card: Annotated[bool, Option("--card", help="A card of what stands, to print or to show.")] = False,
    output: Annotated[Path | None, Option("--output", help="With --card: write it to a new file.")] = None,
    save: Annotated[bool, Option("--save/--no-save", help="Keep the result in the record.")] = True,
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
    from backcoach.terminal.commands import questions as lists
    from backcoach.terminal.commands import screen as command

    seen = command.Seen(assessed, by.strip(), finding.strip(), told.strip())
    if card or output is not None:
        from backcoach.terminal.commands import card as card_command

        end(lambda: card_command.run(home, output, is_card=card, as_json=as_json))
    if questions:
        end(lambda: lists.of_screening(home, weekly=weekly, as_json=as_json))
    if explain:
        from backcoach.terminal.commands import explain as explaining

        if answers is not None:
            end(lambda: explaining.from_file(answers, as_json=as_json))
        end(lambda: explaining.run(home, as_json=as_json))
    if daily:
        end(lambda: lists.of_every_day(as_json=as_json))
    if answers is not None:
        end(lambda: command.from_file(home, answers, seen, as_json=as_json, save=save, weekly=weekly))
    end(lambda: command.run(home, seen, weekly=weekly, as_json=as_json))
