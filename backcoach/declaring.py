"""What `backcoach.values` runs on: dataclasses whose methods are made when they are first needed.

`dataclasses` compiles five functions for each class while its module is imported, and makes a class with
slots twice. Here a class is made once, by its base; the first values are filled field by field, and
comparisons go by one tuple of the fields. Supported is what this program uses: `frozen`, `order`, defaults,
`field()` with a default, a factory or `compare`, `__post_init__`, and one base that has fields too. Whoever
asks with `dataclasses` finds fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter, ge, gt, le, lt
from typing import Any


class Missing:
    """No default."""


MISSING = Missing()


class Field:
    """One field: its default or how one is made, and whether it counts in comparisons."""

    __slots__ = ("compare", "default", "default_factory", "name")

    def __init__(self, name: str, default: Any, default_factory: Any, *, compare: bool) -> None:
        self.name = name
        self.default = default
        self.default_factory = default_factory
        self.compare = compare


def field(*, default: Any = MISSING, default_factory: Any = MISSING, compare: bool = True) -> Field:
    """A field whose default is made anew for each value, or that counts in no comparison."""
    return Field("", default, default_factory, compare=compare)


def fields(value: Any) -> tuple[Field, ...]:
    """The fields of a value, or of its class, in order. Raises `TypeError` for anything else."""
    try:
        found: tuple[Field, ...] = value.__fields__
    except AttributeError:
        raise TypeError(f"{value!r} is no value, and no class of values") from None
    return found


def has_default(one: Field) -> bool:
    """Whether a value can be made without saying this field."""
    return one.default is not MISSING or one.default_factory is not MISSING


def is_dataclass(value: Any) -> bool:
    """Whether this is a value, or the class of one."""
    return hasattr(value if isinstance(value, type) else type(value), "__fields__")


def replace(value: Any, /, **changes: Any) -> Any:
    """The same value with some fields changed. Raises `TypeError` for a field that it has not."""
    said = {one.name: getattr(value, one.name) for one in value.__fields__ if one.name not in changes}
    return type(value)(**said, **changes)


def asdict(value: Any) -> dict[str, Any]:
    """The fields by name, and values within them the same way."""
    return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return asdict(value)
    if isinstance(value, tuple | list):
        return type(value)(_plain(one) for one in value)
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, dict) else value


class _Kind(type):
    """The class of the classes of values: it gives them their slots before they are made."""

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        space: dict[str, Any],
        *,
        frozen: bool = True,
        order: bool = False,
    ) -> _Kind:
        """Declare a class of values; one that says its slots itself has no fields of its own."""
        if "__slots__" in space:
            return super().__new__(cls, name, bases, space)
        own = tuple(space.get("__annotations__", ()))
        fields = _Fields(own, {name: space.pop(name) for name in own if name in space})
        inherited = (name for base in bases for name in getattr(base, "__match_args__", ()))
        space |= {"__slots__": own, "__fields__": fields, "__match_args__": (*inherited, *own)}
        if not frozen:
            space = _OPEN | space
        if order:
            space = _ORDER | space
        fields.owner = made = super().__new__(cls, name, bases, space)
        return made


class _Fields:
    """The fields of a class, which are made when they are first asked for."""

    __slots__ = ("defaults", "own", "owner")

    def __init__(self, own: tuple[str, ...], defaults: dict[str, Any]) -> None:
        for name, default in defaults.items():
            if isinstance(default, list | dict | set):
                raise ValueError(f"{name} needs a default_factory")
        self.own = own
        self.defaults = defaults
        self.owner: type = object

    def __get__(self, _instance: Any, _owner: Any) -> tuple[Field, ...]:
        inherited = (one for base in self.owner.__bases__ for one in getattr(base, "__fields__", ()))
        made = (*inherited, *(self._field(name) for name in self.own))
        type.__setattr__(self.owner, "__fields__", made)
        return made

    def _field(self, name: str) -> Field:
        default = self.defaults.get(name, MISSING)
        if isinstance(default, Field):
            default.name = name
            return default
        return Field(name, default, MISSING, compare=True)


class _Filling:
    """How values of a class are filled: its fields, their slots, and what stands where nothing is said."""

    __slots__ = ("cls", "count", "defaults", "factories", "is_checked", "known", "names", "puts")

    def __init__(self, cls: Any) -> None:
        fields: tuple[Field, ...] = cls.__fields__
        self.cls = cls
        self.names = tuple(one.name for one in fields)
        self.known = frozenset(self.names)
        self.puts = tuple(getattr(cls, name).__set__ for name in self.names)
        self.defaults = {one.name: one.default for one in fields if one.default is not MISSING}
        made = (one for one in fields if one.default_factory is not MISSING)
        self.factories = tuple((one.name, one.default_factory) for one in made)
        self.is_checked = hasattr(cls, "__post_init__")
        self.count = 0

    def values(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any] | None:
        """A value for each field; None where one is missing, told twice, or of no field."""
        names = self.names
        told = dict(zip(names, args, strict=False)) | kwargs if args else kwargs
        if len(told) < len(args) + len(kwargs):
            return None
        if len(told) < len(names):
            told = self.defaults | told
            for name, make in self.factories:
                if name not in told:
                    told[name] = make()
        is_each = len(told) == len(names) and told.keys() >= self.known
        return [told[name] for name in names] if is_each else None


def _filling(cls: Any) -> _Filling:
    """The one of a class of values, or of a class that is made from one."""
    if cls not in _FILLINGS:
        own = next(one for one in cls.__mro__ if "__fields__" in vars(one))
        _FILLINGS[cls] = _Filling(cls) if own is cls else _filling(own)
    return _FILLINGS[cls]


_FILLINGS: dict[type, _Filling] = {}


def _first_init(self: Any, *args: Any, **kwargs: Any) -> None:
    """Fill the first values field by field; after many, or where that does not go, compile the real one."""
    filling = _filling(type(self))
    filling.count += 1
    values = filling.values(args, kwargs) if filling.count <= MANY else None
    if values is None:
        init = _compiled_init(filling.cls)
        type.__setattr__(filling.cls, "__init__", init)
        init(self, *args, **kwargs)
        return
    for put, value in zip(filling.puts, values, strict=True):
        put(self, value)
    if filling.is_checked:
        self.__post_init__()


MANY = 60
"""So many values of a class are filled in about the time that compiling takes."""


def _compiled_init(cls: Any) -> Callable[..., None]:
    names: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    parameters, lines = ["self"], []
    for one in cls.__fields__:
        parameter = value = one.name
        if one.default_factory is not MISSING:
            names[f"_{one.name}"] = one.default_factory
            parameter = f"{one.name}=_missing"
            value = f"_{one.name}() if {one.name} is _missing else {one.name}"
        elif one.default is not MISSING:
            names[f"_{one.name}"] = one.default
            parameter = f"{one.name}=_{one.name}"
        parameters.append(parameter)
        lines.append(f" _set(self, {one.name!r}, {value})")
    lines += [" self.__post_init__()"] * hasattr(cls, "__post_init__")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines, " pass"]), names)  # noqa: S102
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


_KEYS: dict[type, Callable[[Any], Any]] = {}


def _key(value: Any) -> Any:
    """What counts of a value in comparisons."""
    cls = type(value)
    if cls not in _KEYS:
        _KEYS[cls] = _key_of([one.name for one in cls.__fields__ if one.compare])
    return _KEYS[cls](value)


def _key_of(names: list[str]) -> Callable[[Any], Any]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self is other or _key(self) == _key(other)


def _hash(self: Any) -> int:
    return hash(_key(self))


def _repr(self: Any) -> str:
    said = (f"{one.name}={getattr(self, one.name)!r}" for one in self.__fields__)
    return f"{type(self).__qualname__}({', '.join(said)})"


def _refuse(_self: Any, name: str, *_value: Any) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - slow to import, needed by nobody

    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, one.name) for one in self.__fields__)


def _restore(self: Any, state: Sequence[Any]) -> None:
    for put, value in zip(_filling(type(self)).puts, state, strict=True):
        put(self, value)


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def method(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(_key(self), _key(other))

    return method


class _StandardFields:
    """What `dataclasses` looks for in a class: its own kind of fields, made once for whoever asks."""

    def __init__(self) -> None:
        self._made: dict[type, dict[str, Any]] = {}

    def __get__(self, _instance: Any, owner: Any) -> dict[str, Any]:
        if owner not in self._made:
            self._made[owner] = _standard_fields(owner)
        return self._made[owner]


def _standard_fields(owner: Any) -> dict[str, Any]:
    import dataclasses  # noqa: PLC0415 - slow to import, and only tools ask

    hints: dict[str, Any] = {}
    for base in reversed(owner.__mro__):
        hints |= vars(base).get("__annotations__", {})
    pairs = [(one.name, hints[one.name], _standard_field(one)) for one in owner.__fields__]
    made = dataclasses.make_dataclass(owner.__name__, pairs)
    return {one.name: one for one in dataclasses.fields(made)}


def _standard_field(one: Field) -> Any:
    import dataclasses  # noqa: PLC0415 - the same

    defaults = {"default": one.default, "default_factory": one.default_factory}
    given = {name: value for name, value in defaults.items() if value is not MISSING}
    return dataclasses.field(compare=one.compare, **given)


_OPEN: dict[str, Any] = {
    "__hash__": None,
    "__setattr__": object.__setattr__,
    "__delattr__": object.__delattr__,
}
_ORDER: dict[str, Any] = {
    "__lt__": _compared(lt),
    "__le__": _compared(le),
    "__gt__": _compared(gt),
    "__ge__": _compared(ge),
}


class Value(metaclass=_Kind):
    """What every value has, unless its class says otherwise itself.

    Its fields are the annotations of the class. They cannot be changed unless it is declared with
    `frozen=False`; with `order=True` values are compared field by field.
    """

    __slots__ = ()
    __init__ = _first_init
    __eq__ = _eq
    __hash__ = _hash
    __repr__ = _repr
    __setattr__ = _refuse
    __delattr__ = _refuse
    __getstate__ = _state
    __setstate__ = _restore
    __dataclass_fields__ = _StandardFields()
