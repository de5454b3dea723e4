"""The chapter of the manual of rules about options: what is known of each, for which kind of pain."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.options import Option, Row
from backcoach.handbook.handbook import Handbook
from docs.manual import cite, table


def options(book: Handbook) -> Iterator[str]:
    """All options, and the rules by which one stands where it stands."""
    found = book.options
    yield from ("", "## Options: what may be done, and waiting", "")
    yield "Of the kinds of pain it may be, the most careful row counts; what the answers leave of a part of a"
    yield "plan, what was told, things without pills and the medicine questions only narrow it. An operation,"
    yield "injection or scan is a question only where leg or walking pain was told for sure. Waiting is in"
    yield "every comparison. While a serious sign stands no options are offered. A choice is looked at again"
    again = found.look_again
    yield f"after {again.acute_days} days, or {again.persistent_days} where pain lasts {cite(again.sources)}."
    yield ""
    yield from table(
        ("rule", "why", "sources"), ((one.id, one.why, cite(one.sources)) for one in found.rules)
    )
    yield ""
    head = ("said beside them", "words", "sources")
    yield from table(head, ((f"`{one.id}`", one.text, cite(one.sources)) for one in found.lines))
    yield ""
    head = ("option", "name", "kind", "part", "effort, cost, harm", "harms", "what guidelines say")
    yield from table(head, (_row(one) for one in found.options))
    yield ""
    head = ("option", "for", "stance", "relief, doing more", "how sure", "benefit", "sources")
    yield from table(head, (_known(one, row) for one in found.options for row in one.row))


def _row(one: Option) -> tuple[str, ...]:
    levels = ", ".join(level.value for level in (one.effort, one.cost, one.harm))
    said = "; ".join(f"{guide.who}: {guide.says} {cite(guide.sources)}" for guide in one.guideline)
    return (f"`{one.id}`", one.name, one.kind.value, one.part, levels, one.harms, said)


def _known(one: Option, row: Row) -> tuple[str, ...]:
    return (
        one.id,
        ", ".join(situation.value for situation in row.situations),
        row.stance.value,
        f"{row.relief.value}, {row.function.value}",
        row.certainty.value,
        f"{row.when} {row.benefit}".strip(),
        cite(row.sources),
    )
