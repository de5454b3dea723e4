"""The chapter of the manual of rules about what is read: each lesson with its days and needs, each script."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.lessons import Topic
from backcoach.handbook.handbook import Handbook
from docs.manual import cite, table


def lessons(book: Handbook) -> Iterator[str]:
    """All lessons and relaxation scripts, and the rules by which one is offered."""
    found, pace = book.lessons, book.lessons.pace
    yield from ("", "## Reading: which lesson is offered when", "")
    yield f"At most one a day in the first {pace.daily_days} days of a plan; later {pace.later_per_week} in"
    yield f"7 days, {pace.later_gap_days} days from one to the next; none again within {pace.repeat_days}"
    yield "days, none that was muted, and none of a part that the safety answers narrow. What the person"
    yield "needs goes before the calendar."
    yield ""
    yield from table(
        ("rule", "why", "sources"), ((one.id, one.why, cite(one.sources)) for one in found.rules)
    )
    yield ""
    needs = (
        (one.need.value, one.label, ", ".join((*one.worries, *one.work)), cite(one.sources))
        for one in found.needs
    )
    yield from table(("need, the most pressing first", "words", "from these answers", "sources"), needs)
    yield ""
    head = ("lesson", "title", "part", "from day", "with a need", "who", "how sure", "sources")
    yield from table(head, (_row(one) for one in found.topics))
    yield from ("", "### Relaxation scripts", "")
    yield from (f"- {one.text} {cite(one.sources)}" for one in found.cautions)
    yield ""
    scripts = (
        (f"`{one.id}`", one.title, str(one.seconds), one.often, one.evidence, cite(one.sources))
        for one in found.relaxations
    )
    yield from table(("script", "title", "seconds", "how often", "how sure", "sources"), scripts)


def _row(one: Topic) -> tuple[str, ...]:
    needs = ", ".join(need.value for need in one.needs)
    who = [*(track.value for track in one.tracks), *(phase.value for phase in one.phases)]
    resting = ["while the plan rests, too"] if one.while_resting else []
    return (
        f"`{one.id}`",
        one.title,
        one.part,
        "-" if one.only_with_need else str(one.from_day),
        f"from day {one.need_from_day}: {needs}" if needs else "",
        ", ".join([*who, *resting]),
        one.evidence,
        cite(one.sources),
    )
