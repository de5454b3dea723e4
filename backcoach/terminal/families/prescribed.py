"""The commands about what a clinician prescribed, and their options."""

from backcoach.terminal.declared import Annotated, Argument, Context, Family, Option
from backcoach.terminal.families.options import AnswersFile, Date, Home, Json, end

family = Family("prescribed")


@family.overview
def meds_prescribed(context: Context, home: Home = None, as_json: Json = False) -> None:
    """What a clinician prescribed, as its label has it. It is logged and never changed.

    Examples:

      backcoach meds prescribed

      backcoach meds prescribed --json
    """
    if context.invoked_subcommand is None:
        from backcoach.terminal.commands import prescribed as command

        end(lambda: command.show(home, as_json=as_json))


@family.command("list")
def meds_prescribed_list(home: Home = None, as_json: Json = False) -> None:
    """Every prescribed medicine, and what is never planned here.

    Examples:

      backcoach meds prescribed list

      backcoach meds prescribed list --json
    """
    from backcoach.terminal.commands import prescribed as command

    end(lambda: command.show(home, as_json=as_json))


@family.command("add")
def meds_prescribed_add(home: Home = None, answers: AnswersFile = None, as_json: Json = False) -> None:
    """Copy the label of a prescribed medicine.

    Examples:

      backcoach meds prescribed add

      backcoach meds prescribed add --answers label.toml --json
    """
    from backcoach.terminal.commands import prescribed as command

    if answers is not None:
        end(lambda: command.add_from_file(home, answers, as_json=as_json))
    end(lambda: command.add(home, as_json=as_json))


@family.command("take")
def meds_prescribed_take(
    id_: Annotated[str, Argument(metavar="ID", help="The id or name of the medicine.")],
    what: Annotated[
        list[str] | None,
        Argument(metavar="[UNITS] [@ TIME]", help="Else one dose of the label, now."),
    ] = None,
    home: Home = None,
    date: Date = "today",
    taken: Annotated[bool, Option("--taken", help="It is swallowed already.")] = False,
    as_json: Json = False,
) -> None:
    """Log what you took of a prescribed medicine. It is kept whatever it means.

    Examples:

      backcoach meds prescribed take my_tablets

      backcoach meds prescribed take my_tablets 2 @ 14:30

      backcoach meds prescribed take my_tablets 1 @ 22:00 --date yesterday --taken
    """
    from backcoach.terminal.commands import prescribed as command

    words = tuple(what or ())
    end(lambda: command.take_units(home, id_, words, date, is_taken=taken, as_json=as_json))


@family.command("undo")
def meds_prescribed_undo(
    id_: Annotated[str, Argument(metavar="ID", help="The id or name of the medicine.")],
    home: Home = None,
    yes: Annotated[bool, Option("--yes", help="It was never swallowed.")] = False,
    mistake: Annotated[
        bool, Option("--mistake", help="It was typed by mistake, and never swallowed.")
    ] = False,
) -> None:
    """Take back what was last logged of a prescribed medicine.

    Examples:

      backcoach meds prescribed undo my_tablets

      backcoach meds prescribed undo my_tablets --mistake
    """
    from backcoach.terminal.commands import prescribed as command

    end(lambda: command.take_back(home, id_, is_sure=yes, is_mistake=mistake))


@family.command("end")
def meds_prescribed_end(
    id_: Annotated[str, Argument(metavar="ID", help="The id or name of the medicine.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Note that a prescribed medicine is no longer taken.

    Examples:

      backcoach meds prescribed end my_tablets
    """
    from backcoach.terminal.commands import prescribed as command

    end(lambda: command.end(home, id_, as_json=as_json))
