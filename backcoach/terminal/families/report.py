"""The command that hands the record over to a clinician, and its options."""

from pathlib import Path

from backcoach.terminal.declared import Annotated, Family, Option
from backcoach.terminal.families.options import Home, Json, end

SECTIONS = ("short", "who", "course", "signs", "scores", "medicine", "tried", "work", "own", "decided")

family = Family()


@family.command()
def report(
    home: Home = None,
    question: Annotated[
        list[str] | None, Option("--question", help="Note what you want to ask; more than once.")
    ] = None,
    worry: Annotated[
        list[str] | None, Option("--worry", help="Note what worries you; more than once.")
    ] = None,
    prepare: Annotated[
        bool, Option("--prepare", help="What to ask at a visit, and what will probably be done.")
    ] = False,
    purpose: Annotated[
        str,
        Option(
            "--for", metavar="visit|self", help="One to two pages, or all weeks.", values=("visit", "self")
        ),
    ] = "visit",
    since: Annotated[
        str, Option("--since", metavar="DATE", help="Only from this day on; signs stay in it.")
    ] = "",
    leave_out: Annotated[
        list[str] | None,
        Option(
            "--leave-out",
            metavar="SECTION",
            help="who, course, signs, scores, medicine, tried, work, own or decided; more than once.",
            values=SECTIONS,
        ),
    ] = None,
    form: Annotated[
        str,
        Option(
            "--format",
            metavar="text|md|html",
            help="Else by the name of the file, or text.",
            values=("text", "md", "html"),
        ),
    ] = "",
    out: Annotated[
        Path | None, Option("--out", metavar="FILE", help="Save it in a new file only you can read.")
    ] = None,
    open_: Annotated[
        bool, Option("--open", help="Save it as HTML and show it in your browser, to read or print.")
    ] = False,
    force: Annotated[bool, Option("--force", help="Replace the file that is there.")] = False,
    yes: Annotated[bool, Option("--yes", help="Save it without being asked.")] = False,
    as_json: Json = False,
) -> None:
    """One page for a clinician. What you ask, how it went, signs, scores, medicine.

    You see it before it is saved, and may leave parts out. A file stays on your machine until you hand it
    over. What you noted with --question and --worry is kept until you take it back (undo, void).

    Examples:

      backcoach report

      backcoach report --question "Do I need a scan?" --worry "that it comes back"

      backcoach report --out report.html

      backcoach report --open --leave-out own

      backcoach report --for self --since 2026-03-02 --format md

      backcoach report --prepare
    """
    from backcoach.terminal.commands import report as command
    from backcoach.terminal.report_wish import Wish

    def work() -> int:
        wish = Wish(
            form.strip(),
            out,
            open_,
            force,
            yes,
            since.strip(),
            purpose.strip().lower(),
            tuple(leave_out or ()),
            tuple(question or ()),
            tuple(worry or ()),
            prepare,
        )
        return command.run(home, wish, as_json=as_json)

    end(work)
