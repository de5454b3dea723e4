"""The kinds of entry by the names they have in a record. A kind is loaded when an entry of it is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module


class Kinds(Mapping[str, type]):
    """Every name with its frozen dataclass, or with the place of it, such as `package.module:Class`."""

    __slots__ = ("_found", "_places")

    def __init__(self, places: Mapping[str, type | str]) -> None:
        self._places = dict(places.places if isinstance(places, Kinds) else places)
        self._found: dict[str, type] = {}

    @property
    def places(self) -> Mapping[str, type | str]:
        """The names as they were given."""
        return self._places

    def __getitem__(self, name: str) -> type:
        if name not in self._found:
            place = self._places[name]
            self._found[name] = place if isinstance(place, type) else _loaded(place)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def with_kind(self, name: str, kind: type) -> Kinds:
        """The same and one kind more."""
        return Kinds({**self._places, name: kind})

    def name_of(self, kind: type) -> str | None:
        """The name that a kind has in the record; None for what is no kind of entry."""
        place = f"{kind.__module__}:{kind.__qualname__}"
        return next((name for name, told in self._places.items() if told is kind or told == place), None)


def _loaded(place: str) -> type:
    module, _, name = place.partition(":")
    found: type = getattr(import_module(module), name)
    return found
