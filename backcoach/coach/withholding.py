"""What a disposition leaves of a plan, and what a circumstance takes away beside it.

Nothing here gives: an urgency says what is left of each part, and a tag can only narrow it further.
"""

from __future__ import annotations

from enum import Enum

from backcoach.coach.conditions import Condition
from backcoach.coach.screening import Facts
from backcoach.coach.values import Disposition, Reason
from backcoach.values import Value, replace

MOVING = "stay_active"
"""The part that says how much to move; the handbook makes sure that it stands."""

LIBRARY = "exercise_library"
"""The part that says whether there are exercises; the handbook makes sure that it stands."""

LEVEL = "level"
"""The name under which a reason gives the urgency it stands on."""


class Verdict(Enum):
    """What becomes of a part. `SHOW` is shown unasked; `LIMITED` is allowed only as its words say."""

    WITHHOLD = "withhold"
    LIMITED = "limited"
    ALLOW = "allow"
    SHOW = "show"

    @property
    def rank(self) -> int:
        """How much it gives: nothing, some, or all, 0 to 2."""
        return {Verdict.WITHHOLD: 0, Verdict.LIMITED: 1}.get(self, 2)


class Cell(Value):
    """What becomes of a part at one urgency; withheld after all `unless` a condition fails."""

    verdict: Verdict
    words: str
    unless: Condition | None = None
    unless_words: str | None = None


class Part(Value):
    """One part of a plan at each urgency.

    `without_plan` is what is said where no plan may be made for another reason than the urgency; a part
    without it is there for everybody.
    """

    id: str
    label: str
    emergency_now: Cell
    same_day: Cell
    soon: Cell
    routine: Cell
    self_care: Cell
    sources: tuple[str, ...]
    without_plan: str | None = None

    def at(self, disposition: Disposition) -> Cell:
        """What becomes of it at this urgency."""
        cells = {
            "emergency_now": self.emergency_now,
            "same_day": self.same_day,
            "soon": self.soon,
            "routine": self.routine,
            "self_care": self.self_care,
        }
        return cells[disposition.urgency]


class Effect(Value):
    """What a tag does to one part.

    At the urgencies in `alone_at` its words stand in place of the general ones.
    """

    part: str
    verdict: Verdict
    words: str
    alone_at: tuple[str, ...] = ()


class Tag(Value):
    """A circumstance that takes something away at any urgency, and what to do in its place.

    With `closes_nsaids` no anti-inflammatory is offered or recorded as safe, whatever was asked before.
    """

    id: str
    label: str
    when: Condition
    leaves_out: tuple[str, ...]
    effect: tuple[Effect, ...]
    sources: tuple[str, ...]
    instead: str | None = None
    closes_nsaids: bool = False


class StandingTag(Value):
    """A tag that stands for somebody, with the answers that make it stand."""

    tag: Tag
    reason: Reason


class Outcome(Value):
    """What is left of one part: the verdict, its words, and what narrowed it; no reason where nothing did."""

    part: str
    label: str
    verdict: Verdict
    words: tuple[str, ...]
    because: tuple[Reason, ...]


class Withholding(Value):
    """What is left of every part, and the tags that stand."""

    parts: tuple[Outcome, ...]
    tags: tuple[StandingTag, ...]

    @property
    def closes_nsaids(self) -> bool:
        """Whether a tag that stands rules out anti-inflammatories."""
        return any(one.tag.closes_nsaids for one in self.tags)

    def part(self, id_: str) -> Outcome:
        """The part with this id."""
        return next(one for one in self.parts if one.part == id_)

    def instead_of(self, id_: str) -> tuple[str, ...]:
        """What to do in place of what tags take from a part they only limit, each once."""
        limiting = (
            one.tag.instead
            for one in self.tags
            for effect in one.tag.effect
            if effect.part == id_ and effect.verdict is Verdict.LIMITED
        )
        return tuple(dict.fromkeys(words for words in limiting if words))


def withholding(
    disposition: Disposition,
    facts: tuple[Facts, ...],
    parts: tuple[Part, ...],
    tags: tuple[Tag, ...],
    closed: tuple[Reason, ...] = (),
) -> Withholding:
    """What is left of each part at this urgency.

    `facts` are those of every screening that counts, the newest first: what holds in one of them holds.
    `closed` are the reasons beside the urgency why no plan may be made.
    """
    standing = tuple(one for tag in tags if (one := _standing(tag, disposition, facts)))
    return Withholding(
        tuple(_outcome(part, disposition, facts, standing, closed) for part in parts), standing
    )


def _standing(tag: Tag, disposition: Disposition, facts: tuple[Facts, ...]) -> StandingTag | None:
    """The tag, if it stands. In an emergency, where the asking stops, only what was said makes it stand."""
    is_asked_on = disposition is not Disposition.EMERGENCY_NOW
    holding = _first(tag.when, facts, or_unknown=is_asked_on)
    if holding is None:
        return None
    return StandingTag(tag, Reason(tag.id, tag.label, _evidence(tag.when, holding), tag.sources))


def _outcome(
    part: Part,
    disposition: Disposition,
    facts: tuple[Facts, ...],
    standing: tuple[StandingTag, ...],
    closed: tuple[Reason, ...],
) -> Outcome:
    """The urgency first; a part it withholds needs no further word."""
    outcome = _by_level(part, disposition, facts)
    if closed and part.without_plan is not None and outcome.verdict is not Verdict.WITHHOLD:
        outcome = Outcome(part.id, part.label, Verdict.WITHHOLD, (part.without_plan,), closed)
    if outcome.verdict is Verdict.WITHHOLD:
        return outcome
    effects = [
        (effect, one.reason) for one in standing for effect in one.tag.effect if effect.part == part.id
    ]
    general = outcome.words
    for effect, reason in effects:
        outcome = _narrowed(outcome, effect, reason)
    if any(disposition.urgency in effect.alone_at for effect, _ in effects):
        outcome = replace(outcome, words=tuple(words for words in outcome.words if words not in general))
    return outcome


def _by_level(part: Part, disposition: Disposition, facts: tuple[Facts, ...]) -> Outcome:
    cell = part.at(disposition)
    verdict, words = cell.verdict, cell.words
    inputs: tuple[tuple[str, str], ...] = ((LEVEL, disposition.urgency),)
    if cell.unless is not None and (holding := _first(cell.unless, facts, or_unknown=True)) is not None:
        verdict, words = Verdict.WITHHOLD, cell.unless_words or cell.words
        inputs += _evidence(cell.unless, holding)
    is_narrowed = verdict.rank < Verdict.ALLOW.rank
    because = (Reason(part.id, words, inputs, part.sources),) if is_narrowed else ()
    return Outcome(part.id, part.label, verdict, (words,), because)


def _narrowed(outcome: Outcome, effect: Effect, reason: Reason) -> Outcome:
    """The stricter verdict. Words of one that gave more are dropped, those of an equal one are kept."""
    before, after = outcome.verdict.rank, effect.verdict.rank
    because = (*outcome.because, reason)
    if after < before:
        return Outcome(outcome.part, outcome.label, effect.verdict, (effect.words,), because)
    words = (*outcome.words, effect.words) if after == before else outcome.words
    return Outcome(outcome.part, outcome.label, outcome.verdict, tuple(dict.fromkeys(words)), because)


def _first(condition: Condition, facts: tuple[Facts, ...], *, or_unknown: bool) -> Facts | None:
    """The newest facts for which the condition holds, or, where that counts, cannot be told."""
    truths = ((one, condition.holds(one)) for one in facts)
    return next((one for one, truth in truths if truth or (truth is None and or_unknown)), None)


def _evidence(condition: Condition, facts: Facts) -> tuple[tuple[str, str], ...]:
    inputs = ((name, facts.as_said(name, value)) for name, value in condition.evidence(facts))
    return tuple(dict.fromkeys(inputs))
