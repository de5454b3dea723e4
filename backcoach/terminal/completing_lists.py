"""The lists that values of the command line come from, by the names that declarations give them.

Each reads only the part of the handbook it needs, and none of them opens a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.handbook.handbook import Handbook

ANOTHER_LINE = "another line"
"""What is no list: a command line of its own stands here."""

FIRST_PLACE_ONLY = ("orders", "pages")
"""Lists of which one word is all there is: what comes behind it is an amount, or more words of a title."""


class Candidate(Value):
    """A word that may stand at a place, and what it is in a few words."""

    word: str
    says: str = ""


class Named(Value):
    """Something in a list, by its id, what it is, and the shorter name that it goes by too."""

    id: str
    says: str = ""
    brief: str = ""


def listed(values: tuple[str, ...] | str, now: str) -> tuple[Candidate, ...]:
    """The words of a declaration; of a list the brief names, or the ids where only those begin so."""
    if not isinstance(values, str):
        return tuple(map(Candidate, values))
    if values not in LISTS:
        return ()
    from backcoach.handbook.compiled import open_handbook

    found = tuple(LISTS[values](open_handbook()))
    brief = tuple(Candidate(one.brief or one.id, one.says) for one in found)
    if any(one.word.lower().startswith(now.lower()) for one in brief):
        return brief
    return tuple(Candidate(one.id, one.says) for one in found)


def _with_ends(found: Mapping[str, str], others: Iterable[str] = ()) -> Iterator[Named]:
    """Things by id, with the end of the id where nothing else of the list is called so."""
    ids = (*found, *others)
    for id_, says in found.items():
        end = id_.partition("_")[2]
        is_free = sum(one == end or one.endswith(f"_{end}") for one in ids) == 1
        yield Named(id_, says, end if is_free else "")


def _exercises(book: Handbook) -> Iterator[Named]:
    return _with_ends({one.id: one.name for one in book.activity.exercises})


def _done(book: Handbook) -> Iterator[Named]:
    """What can be logged: an activity wants its amount, an exercise has one."""
    kinds = {one.id: one.label for one in book.activity.types if one.is_planned}
    yield from (Named(f"{id_}=", label) for id_, label in kinds.items())
    yield from _with_ends(_only_exercises(book), kinds)
    yield Named("nothing")


def _wished(book: Handbook) -> Iterator[Named]:
    for one in _tried(book):
        yield Named(f"{one.id}=", one.says, f"{one.brief}=" if one.brief else "")


def _tried(book: Handbook) -> Iterator[Named]:
    kinds = {one.id: one.label for one in book.activity.types}
    yield from (Named(id_, label) for id_, label in kinds.items())
    yield from _with_ends(_only_exercises(book), kinds)


def _only_exercises(book: Handbook) -> dict[str, str]:
    """Exercises that are not an activity as well."""
    return {one.id: one.name for one in book.activity.exercises if one.activity is None}


def _swapped(book: Handbook) -> Iterator[Named]:
    yield from (Named(one.id, one.label) for one in book.activity.types)
    yield from (Named(one.id, one.name) for one in book.activity.exercises)


def _phases(book: Handbook) -> Iterator[Named]:
    return (Named(one.id.value, one.label) for one in book.activity.phases)


def _medicines(book: Handbook) -> Iterator[Named]:
    return (Named(one.id.value) for one in book.medicine.medicines)


def _planned(book: Handbook) -> Iterator[Named]:
    return (Named(one.id.value) for one in book.medicine.medicines if one.may_be_planned)


def _doses(book: Handbook) -> Iterator[Named]:
    """Medicines, and then the packs by their names; a name with a figure would be read as an amount."""
    yield from _medicines(book)
    names = (name.lower() for pack in book.packs.packs for name in (pack.name, *pack.also))
    yield from (Named(name) for name in dict.fromkeys(names) if not any(map(str.isdigit, name)))


def _orders(book: Handbook) -> Iterator[Named]:
    yield from map(Named, ("next", "skip", "undo", "vomited"))
    yield from _doses(book)


def _lines(book: Handbook) -> Iterator[Named]:
    return (Named(f"{one.id}=", one.question) for one in book.medicine.conditions)


def _flags(book: Handbook) -> Iterator[Named]:
    questions = book.screening.rules.questions.values()
    yield from (Named(one.id, one.text) for one in questions if one.kind.value == "answer")


def _signs(book: Handbook) -> Iterator[Named]:
    yield from (Named(one.id, one.sign) for one in book.medicine.stop_signs)
    yield from (Named(one.id, one.effect) for one in book.medicine.side_effects)


def _pages(book: Handbook) -> Iterator[Named]:
    yield from (Named(one.id, one.title) for one in book.lessons.topics)
    yield from (Named(one.id, one.title) for one in book.activity.thoughts.lessons)
    yield from _relaxations(book)


def _relaxations(book: Handbook) -> Iterator[Named]:
    return (Named(one.id, one.title) for one in book.lessons.relaxations)


def _options(book: Handbook) -> Iterator[Named]:
    return (Named(one.id, one.name, one.id.removeprefix("o_")) for one in book.options.options)


def _choices(book: Handbook) -> Iterator[Named]:
    yield from _options(book)
    yield Named("none")


def _fields(book: Handbook) -> Iterator[Named]:
    for one in book.flare_sheet.fields:
        yield Named(f"{one.id}=", one.question, f"{one.id.removeprefix('flare_')}=")


def _comforts(book: Handbook) -> Iterator[Named]:
    return (Named(one.id, one.name) for one in book.without_pills.things)


def _explained(book: Handbook) -> Iterator[Named]:
    """The most of what `why` explains; all of it would take longer than somebody waits."""
    rules = book.screening.rules
    yield from (Named(one.id, one.why) for one in rules.rules)
    yield from (Named(one.id, one.text) for one in rules.questions.values())
    yield from _swapped(book)
    yield from (Named(one.id, one.why) for one in book.activity.plan_rules)
    yield from (Named(one.id, one.title) for one in book.sources.values())


LISTS: Mapping[str, Callable[[Handbook], Iterable[Named]]] = {
    "exercises": _exercises,
    "done": _done,
    "wished": _wished,
    "tried": _tried,
    "swapped": _swapped,
    "phases": _phases,
    "planned medicines": _planned,
    "doses": _doses,
    "orders": _orders,
    "medicine lines": _lines,
    "flags": _flags,
    "signs": _signs,
    "pages": _pages,
    "relaxations": _relaxations,
    "options": _options,
    "choices": _choices,
    "fields": _fields,
    "comforts": _comforts,
    "explained": _explained,
    "measures": lambda book: (Named(one.id, one.name) for one in book.measures.measures),
    "regions": lambda book: (Named(one.code, one.name) for one in book.regions),
    "barriers": lambda book: (Named(one.id, one.text) for one in book.lighter.barriers),
    "pauses": lambda book: (Named(one.id, one.text) for one in book.lighter.pauses),
    "clinicians": lambda book: (Named(one.id, one.label) for one in book.screening.rescreening.clinicians),
    "findings": lambda book: (Named(one.id, one.label) for one in book.screening.rescreening.findings),
}
