"""Our values are dataclasses in all but what declaring them costs: each is held beside a standard one."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach import declaring
from backcoach.declaring import MANY, Value, _first_init

T = TypeVar("T")


class Ours:
    """Declares a class as a value of ours, where `dataclasses` decorates it."""

    field = staticmethod(declaring.field)

    @staticmethod
    def dataclass(*, slots: bool, frozen: bool = False, order: bool = False) -> Any:
        assert slots

        def declare(cls: type) -> type:
            if isinstance(cls, type(Value)):  # it extends one
                return cls
            space = {name: one for name, one in vars(cls).items() if name not in ("__dict__", "__weakref__")}
            space["__qualname__"] = cls.__qualname__
            bases = tuple(one for one in cls.__bases__ if one is not object)
            return type(Value)(cls.__name__, (Value, *bases), space, frozen=frozen, order=order)

        return declare


KINDS: Mapping[str, Any] = {"ours": Ours, "standard": dataclasses}


def declared(module: Any) -> dict[str, Any]:
    """The same classes, declared with one or the other."""
    value = module.dataclass(frozen=True, slots=True)

    @value
    class Plain:
        """A value of three fields."""

        a: int
        b: str = "b"
        c: tuple[int, ...] = module.field(default_factory=tuple)

    @value
    class Checked:
        a: int
        hidden: int = module.field(default=0, compare=False)

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("a is not negative")

        @property
        def double(self) -> int:
            return 2 * self.a

    @value
    class Longer(Plain):
        d: float = 0.5

    @value
    class Empty:
        pass

    @value
    class Holding(Generic[T]):
        one: T

    @module.dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        a: int
        b: str

    @module.dataclass(slots=True)
    class Open:
        a: int
        b: list[int] = module.field(default_factory=list)

    @value
    class Own:
        a: int

        def __repr__(self) -> str:
            return "mine"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    return {one.__name__: one for one in (Plain, Checked, Longer, Empty, Holding, Ordered, Open, Own)}


OURS, STANDARD = (declared(module) for module in KINDS.values())
GIVEN: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Plain", (1,), {}),
    ("Plain", (1, "x"), {"c": (1, 2)}),
    ("Plain", (), {"a": 1, "b": "b", "c": ()}),
    ("Plain", (), {}),
    ("Plain", (1, "x", (), 4), {}),
    ("Plain", (1,), {"a": 2}),
    ("Plain", (1,), {"z": 2}),
    ("Checked", (1,), {}),
    ("Checked", (-1,), {}),
    ("Checked", (1, 5), {}),
    ("Longer", (1, "x", (3,), 4.0), {}),
    ("Longer", (1,), {"d": 2.0}),
    ("Empty", (), {}),
    ("Empty", (1,), {}),
    ("Holding", ([1],), {}),
    ("Ordered", (1, "x"), {}),
    ("Open", (1,), {}),
    ("Own", (1,), {}),
]


def told(make: Any) -> Any:
    """What comes of it: the value as text, or the kind of the fault."""
    try:
        value = make()
    except (TypeError, ValueError) as error:
        return type(error)
    return repr(value), [getattr(value, one.name) for one in dataclasses.fields(value)]


@pytest.mark.parametrize(("name", "args", "kwargs"), GIVEN)
def test_the_same_is_made_or_refused_among_the_first_values_and_later(
    name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    kinds = declared(KINDS["ours"])  # of which no value was made yet
    made = [told(lambda: kinds[name](*args, **kwargs)) for _ in range(MANY + 2)]
    assert made == [told(lambda: STANDARD[name](*args, **kwargs))] * len(made)


def test_the_first_values_are_filled_and_only_then_it_is_compiled() -> None:
    kind = declared(KINDS["ours"])["Plain"]
    for _ in range(MANY):
        kind(1)
        assert kind.__init__ is _first_init
    assert kind(1) == kind(1)
    assert kind.__init__ is not _first_init


@given(st.data())
def test_the_same_are_equal_and_have_the_same_order(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["Plain", "Checked", "Longer", "Ordered", "Open"]))
    args = st.tuples(st.integers(0, 2), {"Checked": st.integers(0, 1)}.get(name, st.sampled_from("xy")))
    first, second = data.draw(args), data.draw(args)
    if name == "Open":
        first, second = (first[0], [first[0]]), (second[0], [second[0]])
    pairs = [(kind[name](*first), kind[name](*second)) for kind in (OURS, STANDARD)]
    (a, b), (x, y) = pairs
    assert (a == b) is (x == y)
    assert (a != b) is (x != y)
    assert a.__eq__(1) is x.__eq__(1) is NotImplemented
    if name != "Open":
        assert (len({a, b}) == 1) is (len({x, y}) == 1)
    if name == "Ordered":
        assert (a < b, a <= b, a > b, a >= b) == (x < y, x <= y, x > y, x >= y)
        assert a.__lt__(1) is NotImplemented


def test_a_longer_value_never_equals_the_shorter_one() -> None:
    assert OURS["Longer"](1) != OURS["Plain"](1)


def test_one_that_may_change_has_no_hash_and_a_frozen_one_cannot_change() -> None:
    open_, plain = OURS["Open"](1), OURS["Plain"](1)
    open_.a = 2
    assert open_.a == 2
    with pytest.raises(TypeError):
        hash(open_)
    for change in (
        lambda: setattr(plain, "a", 2),
        lambda: delattr(plain, "a"),
        lambda: setattr(plain, "z", 2),
    ):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert plain.a == 1
    assert not hasattr(plain, "__dict__")


def test_what_a_class_says_itself_stays() -> None:
    assert (repr(OURS["Own"](1)), hash(OURS["Own"](1)), OURS["Own"](1) == OURS["Own"](2)) == ("mine", 7, True)
    assert OURS["Checked"](3).double == 6
    assert OURS["Plain"].__doc__ == "A value of three fields."


def test_it_can_be_changed_into_another_and_told_as_a_table() -> None:
    plain = OURS["Plain"](1, "x", (1, 2))
    assert declaring.replace(plain, b="y") == OURS["Plain"](1, "y", (1, 2))
    with pytest.raises(TypeError):
        declaring.replace(plain, z=1)
    held = OURS["Holding"]([OURS["Checked"](1), {"k": OURS["Empty"]()}])
    assert declaring.asdict(held) == {"one": [{"a": 1, "hidden": 0}, {"k": {}}]}
    assert [one.name for one in declaring.fields(plain)] == ["a", "b", "c"]
    assert [declaring.has_default(one) for one in declaring.fields(plain)] == [False, True, True]
    with pytest.raises(TypeError, match="no value"):
        declaring.fields(3)
    assert [declaring.is_dataclass(one) for one in (plain, OURS["Plain"], 3, int)] == [
        True,
        True,
        False,
        False,
    ]


def test_tools_that_know_dataclasses_know_these() -> None:
    plain = OURS["Plain"](1)
    assert dataclasses.is_dataclass(plain)
    assert dataclasses.replace(plain, b="z").b == "z"
    for name in STANDARD:
        ours, standard = (
            [(one.name, one.type, one.compare) for one in dataclasses.fields(kind[name])]
            for kind in (OURS, STANDARD)
        )
        assert ours == standard, name
    match plain:
        case object(a=1):
            pass
        case _:
            pytest.fail("a value can be matched by its fields")
    assert OURS["Longer"].__match_args__ == STANDARD["Longer"].__match_args__


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
def test_a_copy_is_equal(again: Any) -> None:
    plain = OURS["Plain"](1, "x", (1,))
    assert again(plain) == plain


def test_a_value_of_the_program_can_be_kept_and_read_back() -> None:
    from backcoach.coach.person import OwnActivity  # noqa: PLC0415 - only a class of a module can be kept

    one = OwnActivity("walk", 3)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own


def test_a_default_that_values_would_share_is_refused_where_it_is_declared() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        class Sharing(Value):
            a: list[int] = []  # noqa: RUF012 - what the test is about


def test_a_class_that_says_its_slots_has_the_fields_of_its_base_and_no_others() -> None:
    class Noted(OURS["Plain"]):
        __slots__ = ("note",)
        note: str

    noted = Noted(1)
    object.__setattr__(noted, "note", "beside the fields")
    assert [one.name for one in declaring.fields(noted)] == ["a", "b", "c"]
    assert noted == Noted(1)


def test_super_finds_the_base_of_a_value() -> None:
    class Longest(OURS["Checked"]):
        b: int = 3

        @property
        def double(self) -> int:
            return int(super().double) + self.b

    assert Longest(2).double == 7
