"""The commands for the authors of content, and their options."""

from pathlib import Path

from backcoach.terminal.declared import Annotated, Argument, Family
from backcoach.terminal.families.options import end

family = Family("content", "The program's content, for its authors.")


@family.command("check")
def content_check(
    folder: Annotated[Path | None, Argument(help="The content folder; else the program's own.")] = None,
) -> None:
    """Check content files and name everything that is wrong with them.

    Examples:

      backcoach content check

      backcoach content check ./content
    """
    from backcoach.terminal.commands import content as command

    end(lambda: command.check(folder))
