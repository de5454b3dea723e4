"""Reading the options, one file each, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from backcoach.coach.activity import Line
from backcoach.coach.medicines import Rule
from backcoach.coach.option_choice import OPTION_RULES
from backcoach.coach.options import Gain, Kind, LookAgain, Option, OptionBook, Situation, Stance
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

OPTIONS = "options"
OPTION_FILE = "activity/option_rules.toml"
ALL, BUILD, CLASSES, ASK = "option_all", "option_soothe_build", "option_classes", "option_ask"
LINES = (ALL, BUILD, CLASSES, ASK)
"""What is said beside the options; each line must stand."""


class Known(Value):
    """What options may name: parts of a plan, modifiers, things without pills, regions."""

    parts: frozenset[str]
    modifiers: frozenset[str]
    comforts: frozenset[str]
    regions: frozenset[str]


class _RulesFile(Value):
    review: Review
    rule: tuple[Rule, ...]
    line: tuple[Line, ...]
    look_again: LookAgain


class _File(Value):
    review: Review
    option: Option


def read_options(reader: ContentReader, known: Known) -> OptionBook | None:
    """All options; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    rules = reader.one(OPTION_FILE, _RulesFile)
    files = reader.each(OPTIONS, _File)
    if rules is None:
        return None
    options = tuple(sorted((file.option for _, file in files), key=lambda one: one.place))
    _check_all(reader, rules, options)
    for name, file in files:
        for where, words in _faults(name, file.option, known):
            reader.fault(name, where, words)
    if len(reader.faults) > before:
        return None
    is_draft = rules.review.is_draft or any(file.review.is_draft for _, file in files)
    return OptionBook(options, rules.rule, rules.line, rules.look_again, is_draft)


def _check_all(reader: ContentReader, rules: _RulesFile, options: tuple[Option, ...]) -> None:
    reader.unique(OPTION_FILE, [*(one.id for one in rules.rule), *(one.id for one in rules.line)])
    reader.needs(OPTION_FILE, "rule", OPTION_RULES, (one.id for one in rules.rule))
    reader.needs(OPTION_FILE, "line", LINES, (one.id for one in rules.line))
    reader.words(OPTION_FILE, "", *(one.why for one in rules.rule), *(one.text for one in rules.line))
    reader.unique(OPTIONS, [one.id for one in options])
    reader.unique(OPTIONS, [str(one.place) for one in options])
    if sum(one.kind is Kind.WAITING for one in options) != 1:
        reader.fault(OPTIONS, "kind", "exactly one option is waiting")


def _faults(name: str, option: Option, known: Known) -> Iterator[tuple[str, str]]:
    """What is wrong with one option."""
    if PurePosixPath(name).stem != option.id:
        yield "option.id", "must be the name of the file"
    if option.part not in known.parts:
        yield "option.part", f"{option.part!r} is not a part of a plan"
    names = (("ask_with", known.modifiers), ("comforts", known.comforts), ("regions", known.regions))
    for where, there in names:
        for one in getattr(option, where):
            if one not in there:
                yield f"option.{where}", f"names {one!r}, which does not exist"
    if not all(text.strip() for text in _texts(option)):
        yield "option", "has an empty text"
    if option.kind is Kind.WAITING:
        yield from _faults_of_waiting(option)


def _faults_of_waiting(option: Option) -> Iterator[tuple[str, str]]:
    """Waiting is open in every situation and everywhere, and what all gains are held against."""
    rows = [option.row_for(one) for one in Situation]
    if option.regions or any(row.stance is not Stance.FITS for row in rows):
        yield "option", "waiting fits in every situation and region"
    if any((row.relief, row.function) != (Gain.NONE, Gain.NONE) for row in rows):
        yield "option", "waiting gains nothing over waiting"


def _texts(option: Option) -> Iterator[str]:
    """Every text that a person reads of it."""
    yield from (option.name, option.what, option.effort_words, option.harms)
    yield from (row.benefit for row in option.row)
    for one in option.guideline:
        yield from (one.who, one.says)
