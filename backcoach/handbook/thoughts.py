"""Reading the check of what the person thinks and feels: its lines, its lessons, and what follows."""

from __future__ import annotations

from backcoach.coach.thoughts import THOUGHT_RULES, CheckFacts, Lesson, ThoughtRule, ThoughtsBook, Worry
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

THOUGHTS = "activity/worries.toml"


class ThoughtsFile(Value):
    """The file of the check."""

    review: Review
    check: CheckFacts
    rule: tuple[ThoughtRule, ...]
    worry: tuple[Worry, ...]
    lesson: tuple[Lesson, ...]

    def book(self) -> ThoughtsBook:
        """What the coach works with."""
        return ThoughtsBook(self.check, self.rule, self.worry, self.lesson)


def read_thoughts(reader: ContentReader) -> ThoughtsFile | None:
    """The check; None if the file is missing or does not fit. Faults go to `reader`."""
    file = reader.one(THOUGHTS, ThoughtsFile)
    if file is None:
        return None
    for many in (file.rule, file.worry, file.lesson):
        reader.unique(THOUGHTS, [one.id for one in many])
    reader.needs(THOUGHTS, "rule", THOUGHT_RULES, (rule.id for rule in file.rule))
    lessons = {lesson.id for lesson in file.lesson}
    for worry in file.worry:
        if worry.lesson not in lessons:
            reader.fault(THOUGHTS, worry.id, f"{worry.lesson!r} is not a lesson")
    for lesson in file.lesson:
        if not lesson.text:
            reader.fault(THOUGHTS, lesson.id, "a lesson needs its text")
    return file
