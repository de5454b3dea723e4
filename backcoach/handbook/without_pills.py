"""Reading what may ease pain without pills, and checking that every limit can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backcoach.coach.medicines import Rule
from backcoach.coach.without_pills import FACTS, NOT_CHECKED, Limit, Thing, WithoutPills
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

WITHOUT_PILLS = "medicine/without_pills.toml"


class Names(Value):
    """What the content may name: safety and medicine questions, parts of a plan, tags, regions."""

    screening: frozenset[str]
    conditions: frozenset[str]
    parts: frozenset[str]
    tags: frozenset[str]
    regions: frozenset[str]


class _File(Value):
    review: Review
    thing: tuple[Thing, ...]
    limit: tuple[Limit, ...]
    rule: tuple[Rule, ...]


def read_without_pills(reader: ContentReader, names: Names) -> WithoutPills | None:
    """What is known about easing pain without pills; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    file = reader.one(WITHOUT_PILLS, _File)
    if file is None:
        return None
    for ids in (_ids(file.thing), _ids(file.limit), _ids(file.rule)):
        reader.unique(WITHOUT_PILLS, ids)
    reader.needs(WITHOUT_PILLS, "rule", (NOT_CHECKED,), _ids(file.rule))
    for thing in file.thing:
        for words in _faults_of_thing(thing, names):
            reader.fault(WITHOUT_PILLS, thing.id, words)
    for limit in file.limit:
        for words in _faults_of_limit(limit, names, {*_ids(file.thing)}):
            reader.fault(WITHOUT_PILLS, limit.id, words)
    if len(reader.faults) > before:
        return None
    return WithoutPills(file.thing, file.limit, file.rule, file.review.is_draft)


def _ids(many: Iterable[Thing] | Iterable[Limit] | Iterable[Rule]) -> list[str]:
    return [one.id for one in many]


def _faults_of_thing(thing: Thing, names: Names) -> Iterator[str]:
    texts = (thing.name, thing.brief, thing.evidence, thing.stop, *thing.how)
    if not thing.how or not all(text.strip() for text in texts):
        yield "has an empty text"
    if thing.part not in names.parts:
        yield f"unknown part {thing.part!r}"
    for tag in sorted({*thing.unmoved_by} - names.tags):
        yield f"unknown tag {tag!r}"
    for region in sorted({one.region for one in thing.region_notes} - names.regions):
        yield f"unknown region {region!r}"


def _faults_of_limit(limit: Limit, names: Names, things: set[str]) -> Iterator[str]:
    if not limit.things:
        yield "limits nothing"
    if not (limit.words.strip() and limit.why.strip()):
        yield "has an empty text"
    known = {
        "thing": (limit.things, things),
        "screening question": (limit.screening, names.screening),
        "condition": (limit.conditions, names.conditions),
        "tag": (limit.tags, names.tags),
        "fact": (limit.facts, {*FACTS}),
    }
    for what, (used, there) in known.items():
        for one in sorted({*used} - {*there}):
            yield f"unknown {what} {one!r}"
