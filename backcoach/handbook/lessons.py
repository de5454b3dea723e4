"""Reading the lessons and relaxation scripts, one file each, and what says when a lesson is offered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from backcoach.coach.lessons import (
    CALM,
    LESSON_RULES,
    REASSURANCE,
    Caution,
    LessonBook,
    LessonGroup,
    LessonPace,
    LessonRule,
    Need,
    NeedFacts,
    NeedLimits,
    Topic,
)
from backcoach.coach.relaxation import Relaxation
from backcoach.coach.withholding import Part, Verdict
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

LESSON_FILE = "activity/lesson_rules.toml"
LESSONS, RELAXATION = "lessons", "relaxation"
MOST_WORDS = 149
"""A lesson is shorter than 150 words, its title and its note on the evidence counted in."""


class Known(Value):
    """What lessons may name: parts of a plan, lines of the check of thoughts and its pages, work."""

    parts: tuple[Part, ...]
    worries: frozenset[str]
    work: frozenset[str]
    pages: frozenset[str]

    def part(self, id_: str) -> Part | None:
        """The part with this id."""
        return next((one for one in self.parts if one.id == id_), None)


class _RulesFile(Value):
    review: Review
    pace: LessonPace
    limits: NeedLimits
    need: tuple[NeedFacts, ...]
    group: tuple[LessonGroup, ...]
    rule: tuple[LessonRule, ...]
    caution: tuple[Caution, ...]


class _TopicFile(Value):
    review: Review
    topic: Topic


class _RelaxationFile(Value):
    review: Review
    relaxation: Relaxation


def read_lessons(reader: ContentReader, known: Known) -> LessonBook | None:
    """All that is read; None after a fault. Faults go to `reader`."""
    before = len(reader.faults)
    rules = reader.one(LESSON_FILE, _RulesFile)
    topics = reader.each(LESSONS, _TopicFile)
    scripts = reader.each(RELAXATION, _RelaxationFile)
    if rules is None:
        return None
    _check_rules(reader, rules, known)
    groups = {one.group for one in rules.group}
    for name, file in topics:
        for where, words in _faults_of_topic(name, file.topic, groups, known):
            reader.fault(name, where, words)
    for name, script in scripts:
        for where, words in _faults_of_relaxation(name, script.relaxation):
            reader.fault(name, where, words)
    ids = [*(file.topic.id for _, file in topics), *(script.relaxation.id for _, script in scripts)]
    reader.unique(LESSONS, [*ids, *known.pages])
    if len(reader.faults) > before:
        return None
    reviews = (rules.review, *(one.review for _, one in topics), *(one.review for _, one in scripts))
    return LessonBook(
        rules.pace,
        rules.limits,
        rules.need,
        rules.group,
        rules.rule,
        rules.caution,
        tuple(sorted((file.topic for _, file in topics), key=lambda one: (one.from_day, one.id))),
        tuple(script.relaxation for _, script in scripts),
        any(review.is_draft for review in reviews),
    )


def _check_rules(reader: ContentReader, rules: _RulesFile, known: Known) -> None:
    reader.unique(LESSON_FILE, [one.need.value for one in rules.need])
    reader.unique(LESSON_FILE, [one.group for one in rules.group])
    reader.unique(LESSON_FILE, [*(one.id for one in rules.rule), *(one.id for one in rules.caution)])
    reader.needs(LESSON_FILE, "need", (one.value for one in Need), (one.need.value for one in rules.need))
    reader.needs(LESSON_FILE, "rule", LESSON_RULES, (one.id for one in rules.rule))
    if not rules.caution:
        reader.fault(LESSON_FILE, "caution", "the relaxation scripts need one")
    for one in rules.need:
        for what in sorted({*one.worries} - known.worries):
            reader.fault(LESSON_FILE, one.need.value, f"{what!r} is not a line of the check of thoughts")
        for what in sorted({*one.work} - known.work):
            reader.fault(LESSON_FILE, one.need.value, f"{what!r} is not a kind of work")
    for id_ in (REASSURANCE, CALM):
        if known.part(id_) is None:
            reader.fault(LESSON_FILE, "", f"the part {id_!r} is missing")


def _faults_of_topic(name: str, topic: Topic, groups: set[str], known: Known) -> Iterator[tuple[str, str]]:
    if PurePosixPath(name).stem != topic.id:
        yield "topic.id", "must be the name of the file"
    if topic.group not in groups:
        yield "topic.group", f"{topic.group!r} is not a group"
    part = known.part(topic.part)
    if part is None:
        yield "topic.part", f"{topic.part!r} is not a part of a plan"
    elif topic.while_resting and not _is_always_shown(part):
        yield "topic.while_resting", f"{topic.part!r} is not shown at every urgency"
    texts = (topic.title, topic.evidence, *topic.text)
    if not topic.text or not all(text.strip() for text in texts):
        yield "topic", "has an empty text"
    words = sum(len(text.split()) for text in texts)
    if words > MOST_WORDS:
        yield "topic.text", f"has {words} words with its title and evidence; at most {MOST_WORDS}"


def _is_always_shown(part: Part) -> bool:
    cells = (part.emergency_now, part.same_day, part.soon, part.routine, part.self_care)
    return part.without_plan is None and all(cell.verdict is Verdict.SHOW for cell in cells)


def _faults_of_relaxation(name: str, script: Relaxation) -> Iterator[tuple[str, str]]:
    if PurePosixPath(name).stem != script.id:
        yield "relaxation.id", "must be the name of the file"
    texts = (script.title, script.brief, script.often, script.evidence, *script.ready)
    if not script.ready or not all(text.strip() for text in texts):
        yield "relaxation", "has an empty text"
