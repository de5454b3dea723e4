"""What a condition still lacks: the same condition without the parts that hold already."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.conditions import AllOf, AnyOf, AtLeast, Condition, Count, CountOf, Facts, Is, OneIf, Sum


def lacking(condition: Condition, facts: Facts) -> Condition | None:
    """What would have to hold as well, as one condition; None where nothing is lacking.

    What is undecided is lacking too. A number and a denial are told as a whole.
    """
    if condition.holds(facts):
        return None
    match condition:
        case AllOf(parts):
            return _only(tuple(_missing(parts, facts)), AllOf)
        case AnyOf(parts):
            return _only(tuple(_missing(parts, facts)), AnyOf)
        case AtLeast(CountOf() | OneIf() | Sum() as count, limit):
            counted = count.bounds(facts)[0]
            left = tuple(_uncounted(count, facts))
            return AtLeast(left[0] if len(left) == 1 else Sum(left), limit - int(counted))
    return condition


def _only(parts: tuple[Condition, ...], kind: type[AllOf | AnyOf]) -> Condition:
    return parts[0] if len(parts) == 1 else kind(parts)


def _missing(parts: tuple[Condition, ...], facts: Facts) -> Iterator[Condition]:
    for part in parts:
        missing = lacking(part, facts)
        if missing is not None:
            yield missing


def _uncounted(count: Count, facts: Facts) -> Iterator[Count]:
    """What does not add to a count yet. A number in a sum adds what it is already."""
    match count:
        case CountOf(questions, answers):
            left = tuple(one for one in questions if not Is(one, answers).holds(facts))
            if left:
                yield CountOf(left, answers)
        case OneIf(condition):
            missing = lacking(condition, facts)
            if missing is not None:
                yield OneIf(missing)
        case Sum(parts):
            for part in parts:
                yield from _uncounted(part, facts)
