"""How a command is declared: one function, whose signature is its options and whose docstring is its help.

Everything that has to know the command line reads these declarations: the quick lane (`lane`), which runs a
line that is plainly right, Typer (`by_typer`), which refuses and explains, completions, and manuals. A
signature is read only when its command is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backcoach.values import Value, field

if TYPE_CHECKING:
    from typing import Annotated
else:

    class Annotated:
        """A type, and the option or argument that gives it; as of `typing`, which is slow to import."""

        def __class_getitem__(cls, parts: tuple[Any, Any]) -> tuple[Any, Any]:
            return parts


__all__ = ["Annotated", "Argument", "Command", "Context", "Ended", "Family", "Option", "Parameter", "Refused"]

Values = tuple[str, ...] | str
"""What a value may be, for completion alone: the words themselves, or the name of one of its lists."""


class _Told:
    """What is told of an option or an argument. Its `help` and `metavar` are as Typer has them."""

    __slots__ = ("help", "metavar", "values")

    def __init__(self, *, help: str, metavar: str | None = None, values: Values = ()) -> None:  # noqa: A002
        self.help = help
        self.metavar = metavar
        self.values = values


class Option(_Told):
    """An option by its flags, such as `--walk` or `--plot/--no-plot`."""

    __slots__ = ("flags",)

    def __init__(
        self,
        *flags: str,
        help: str,  # noqa: A002
        metavar: str | None = None,
        values: Values = (),
    ) -> None:
        super().__init__(help=help, metavar=metavar, values=values)
        self.flags = flags


class Argument(_Told):
    """An argument, which has no flag but a place."""

    __slots__ = ()


class Context(Value, frozen=False):
    """What stands in front of a command: the folder named there, and which command comes behind a group."""

    home: Path | None = None
    invoked_subcommand: str | None = None


class Refused(Exception):
    """Options that cannot stand together. Nothing was done yet."""


class Ended(Exception):
    """The command is done, with this exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Parameter(Value):
    """One option or argument of a command, and the parameter of its function that takes it.

    `kind` is str, int, float, bool or Path. `off` are the flags that say no.
    """

    name: str
    kind: type
    is_many: bool
    default: Any
    is_needed: bool
    says: Option | Argument

    @property
    def is_argument(self) -> bool:
        """Whether it is told by its place."""
        return isinstance(self.says, Argument)

    @property
    def on(self) -> tuple[str, ...]:
        """The flags that give it, or say yes."""
        return (
            tuple(one.partition("/")[0] for one in self.says.flags) if isinstance(self.says, Option) else ()
        )

    @property
    def off(self) -> tuple[str, ...]:
        """The flags that say no."""
        halves = (one.partition("/")[2] for one in self.says.flags) if isinstance(self.says, Option) else ()
        return tuple(half for half in halves if half)


class Command(Value):
    """A function that is a command. `takes_any`: words that look like unknown options are arguments too."""

    name: str
    function: Callable[..., None]
    takes_any: bool = False

    @property
    def help(self) -> str:
        """What its help says: its docstring without the indentation."""
        return "\n".join(
            line.removeprefix("    ") for line in (self.function.__doc__ or "").split("\n")
        ).strip()

    def call(self, context: Context, told: dict[str, Any]) -> None:
        """Call it with what was told. A folder named in front counts where none is named behind."""
        if "home" in told:
            context.home = told["home"] if told["home"] is not None else context.home
            told = {**told, "home": context.home}
        if "context" in self.function.__annotations__:
            told = {**told, "context": context}
        self.function(**told)

    def parameters(self) -> tuple[Parameter, ...]:
        """Its options and arguments, in the order of its signature."""
        return tuple(_parameters(self.function))


class Family(Value, frozen=False):
    """Commands that belong together; with a name of its own it is a group, such as `meds`."""

    name: str = ""
    help: str = ""
    commands: dict[str, Command] = field(default_factory=dict)
    groups: dict[str, Family] = field(default_factory=dict)
    alone: Command | None = None

    def command(self, name: str = "", *, takes_any: bool = False) -> Callable[[Any], Any]:
        """Declare a command; without a name it goes by that of its function."""

        def declare(function: Any) -> Any:
            own = name or function.__name__.strip("_").replace("_", "-")
            self.commands[own] = Command(own, function, takes_any)
            return function

        return declare

    def overview(self, function: Any) -> Any:
        """Declare what the group does without a command behind it."""
        self.alone = Command(self.name, function)
        return function

    def add(self, group: Family) -> None:
        """Have a group of commands as one of its own."""
        self.groups[group.name] = group


def _parameters(function: Any) -> Iterator[Parameter]:
    names = [name for name in function.__annotations__ if name not in ("context", "return")]
    defaults = function.__defaults__ or ()
    code = function.__code__
    ordered = code.co_varnames[: code.co_argcount]
    known = dict(zip(ordered[len(ordered) - len(defaults) :], defaults, strict=True))
    for name in names:
        told, says = function.__annotations__[name]
        kinds = [one for one in getattr(told, "__args__", (told,)) if one is not type(None)]
        is_many = "list[" in str(told)
        kind = str if is_many else kinds[0]
        yield Parameter(name, kind, is_many, known.get(name), name not in known, says)
