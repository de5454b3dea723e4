"""The manual pages: one for the program and one for each command or group, from their declarations.

What the exit codes and the environment mean is taken from `docs/machine.md`, so that it is written once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from backcoach import __version__
from backcoach.terminal.app import every_command
from backcoach.terminal.declared import Command, Family, Parameter
from backcoach.terminal.exits import Exit
from backcoach.terminal.help_text import EVERYWHERE, flags, said, short, usage

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "man" / "man1"
PROGRAM = "backcoach"
EXAMPLES = "Examples:"
HEAD = '.\\" Generated from the declarations of the commands by make docs; change those, not this page.'
WARNING = (
    """Numbness between the legs, new trouble with pee or poo, weakness in both legs, fever with back pain,
    chest pain: do not read on, call your local emergency number or a doctor now.""",
    """backcoach is not a doctor. It makes no diagnosis, and a clean result does not rule out disease. Its
    content is a draft: no clinician has checked it yet.""",
)
FILES = (
    ("~/.local/share/backcoach", "The usual folder of the record, as XDG_DATA_HOME has it on Linux."),
    ("~/Library/Application Support/backcoach", "The usual folder on a Mac."),
    ("record.sqlite3", "In that folder: everything that was answered and decided. Only you can read it."),
    ("settings.toml", "In that folder: how the program behaves for you. See: backcoach settings"),
    ("backups", "In that folder: the record as it was on each day. See: backcoach restore"),
)
_SPECIAL = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", '"': "\\(dq"}

Row = tuple[str, str]


def man_pages() -> dict[Path, str]:
    """Each page with its text."""
    program = every_command()
    texts = {PROGRAM: _overview(program)}
    texts |= {name: _of_command((name,), one) for name, one in program.commands.items()}
    texts |= {name: _of_group(name, one) for name, one in program.groups.items()}
    return {FOLDER / f"{_page(name)}.1": "\n".join((HEAD, *lines)) + "\n" for name, lines in texts.items()}


def escaped(text: str) -> str:
    """A text as roff shows it: nothing in it is a command, a hyphen stays one, and letters may be any."""
    found = "".join(_SPECIAL.get(one, one if one.isascii() else f"\\[u{ord(one):04X}]") for one in text)
    return f"\\&{found}" if found.startswith(".") else found


def _page(name: str) -> str:
    return name if name == PROGRAM else f"{PROGRAM}-{name}"


def _title(page: str, says: str) -> Iterator[str]:
    yield f'.TH {escaped(page.upper())} 1 "" "{escaped(f"{PROGRAM} {__version__}")}" "User Commands"'
    yield from (".SH NAME", f"{escaped(page)} \\- {escaped(says.rstrip('.'))}")


def _overview(program: Family) -> Iterator[str]:
    alone = program.alone or Command(PROGRAM, man_pages)
    yield from _title(PROGRAM, _gist(alone.help))
    yield from (".SH SYNOPSIS", _line(PROGRAM, "[OPTIONS] COMMAND [ARGS]..."))
    yield from _described(".SH", alone)
    yield from (".SH WARNING", *_paragraphs(WARNING))
    yield ".SH COMMANDS"
    names = {name: one.help for name, one in program.commands.items()}
    names |= {name: _help_of(one) for name, one in program.groups.items()}
    yield from _tagged((f"\\fB{escaped(name)}\\fR", _gist(text)) for name, text in names.items())
    yield from _options(".SH", alone)
    yield from (".SH EXIT STATUS", *_exit_codes())
    yield from (".SH ENVIRONMENT", *_tagged(_from_table("### Environment")))
    yield from (".SH FILES", *_tagged((f"\\fI{escaped(name)}\\fR", says) for name, says in FILES))
    yield from _see_also(names)


def _of_command(way: Sequence[str], command: Command) -> Iterator[str]:
    yield from _title("-".join((PROGRAM, *way)), _gist(command.help))
    yield from (".SH SYNOPSIS", _synopsis(way, command))
    yield from _described(".SH", command)
    yield from _arguments(".SH", command)
    yield from _options(".SH", command)
    yield from (".SH EXIT STATUS", "Of every command:", *_exit_codes())
    yield from _see_also([PROGRAM])


def _of_group(name: str, group: Family) -> Iterator[str]:
    yield from _title(_page(name), _gist(_help_of(group)))
    below = tuple(_below((name,), group))
    calls = [_synopsis(way, command) for way, command in below]
    yield from (".SH SYNOPSIS", "\n.br\n".join(calls))
    if group.alone is None:
        yield from (".SH DESCRIPTION", *_paragraphs([group.help]))
    else:
        yield from _described(".SH", group.alone)
    yield from _options(".SH", group.alone)
    yield ".SH COMMANDS"
    for way, command in below:
        if command is not group.alone:
            yield from (f".SS {escaped(' '.join((PROGRAM, *way)))}", _synopsis(way, command), ".PP")
            yield from (*_described(".SS", command), *_arguments(".SS", command), *_options(".SS", command))
    yield from (".SH EXIT STATUS", "Of every command:", *_exit_codes())
    yield from _see_also([PROGRAM])


def _below(way: tuple[str, ...], group: Family) -> Iterator[tuple[tuple[str, ...], Command]]:
    """The commands of a group with the words that lead to them, itself first."""
    if group.alone:
        yield way, group.alone
    yield from (((*way, name), one) for name, one in group.commands.items())
    for name, one in group.groups.items():
        yield from _below((*way, name), one)


def _help_of(group: Family) -> str:
    return group.alone.help if group.alone else group.help


def _gist(text: str) -> str:
    return short(text, len(text))


def _synopsis(way: Sequence[str], command: Command) -> str:
    pieces = [usage(one).strip("{}") for one in command.parameters() if one.is_argument]
    return _line(" ".join((PROGRAM, *way)), " ".join(("[OPTIONS]", *pieces)))


def _line(bold: str, rest: str) -> str:
    return f"\\fB{escaped(bold)}\\fR {escaped(rest)}"


def _described(heading: str, command: Command) -> Iterator[str]:
    """The description, and the examples under a heading of their own."""
    text, _, examples = command.help.partition(EXAMPLES)
    yield from ([".SH DESCRIPTION"] if heading == ".SH" else [])
    yield from _paragraphs(text.split("\n\n"))
    if examples:
        yield from ([".SH EXAMPLES"] if heading == ".SH" else [".PP", "Examples:"])
        yield from _sample(one for one in examples.split("\n") if one.strip())


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    """Paragraphs; one that is indented is shown as it is typed."""
    for text in texts:
        if text.startswith("  "):
            yield from _sample(text.split("\n"))
        elif text.strip():
            yield from (".PP", escaped(" ".join(text.split())))


def _sample(lines: Iterable[str]) -> Iterator[str]:
    yield from (".PP", ".RS 4", ".nf", *(escaped(line.strip()) for line in lines), ".fi", ".RE")


def _arguments(heading: str, command: Command) -> Iterator[str]:
    rows = [(_argument(one), said(one)) for one in command.parameters() if one.is_argument]
    if rows:
        yield from ([".SH ARGUMENTS"] if heading == ".SH" else [".PP", "Arguments:"])
        yield from _tagged(rows)


def _argument(one: Parameter) -> str:
    return f"\\fI{escaped(usage(one).strip('{}'))}\\fR"


def _options(heading: str, command: Command | None) -> Iterator[str]:
    parameters = command.parameters() if command else ()
    rows = [(flags(one), said(one)) for one in parameters if not one.is_argument]
    yield from ([".SH OPTIONS"] if heading == ".SH" else [".PP", "Options:"])
    yield from _tagged((_flags(first), says) for first, says in (*rows, *EVERYWHERE))


def _flags(text: str) -> str:
    """Flags in bold, what they take in italics."""
    words = (f"\\f{'B' if one.startswith('-') else 'I'}{escaped(one)}\\fR" for one in text.split(" "))
    return " ".join(words)


def _tagged(rows: Iterable[Row]) -> Iterator[str]:
    """Each name with what is said of it; the name is roff already."""
    for name, says in rows:
        yield from (".TP", name, escaped(says))


def _exit_codes() -> Iterator[str]:
    found = {name.split()[0]: says for name, says in _rows("### Exit codes")}
    yield from _tagged((f"\\fB{one.value}\\fR", found[str(one.value)]) for one in Exit)


def _from_table(heading: str) -> Iterator[Row]:
    return ((f"\\fB{escaped(name)}\\fR", says) for name, says in _rows(heading))


def _rows(heading: str) -> Iterator[Row]:
    """The first and the last column of the table under a heading of `docs/machine.md`, without marks."""
    text = (ROOT / "docs" / "machine.md").read_text(encoding="utf-8").partition(f"{heading}\n")[2]
    rows = re.findall(r"^\| (.+?) \|(?:.*\|)? (.+) \|$", re.split(r"\n#", text)[0], re.MULTILINE)
    return ((_unmarked(first), _unmarked(last)) for first, last in rows[1:])


def _unmarked(text: str) -> str:
    """A cell without the marks of code and of links."""
    return re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", text).replace("`", "")


def _see_also(names: Iterable[str]) -> Iterator[str]:
    yield ".SH SEE ALSO"
    yield ",\n".join(f"\\fB{escaped(_page(name))}\\fR(1)" for name in names)
