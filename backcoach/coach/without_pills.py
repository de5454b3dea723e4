"""What may ease pain without pills: which of it is fine for a person, who asks first, and for whom it is not.

What was never asked is no `no`: it is named, for the person to check. More that speaks against a thing only
ever narrows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import total_ordering

from backcoach.coach.limits import Medicine
from backcoach.coach.limits import Verdict as Eligible
from backcoach.coach.medicines import Rule
from backcoach.coach.values import Answer, Reason
from backcoach.coach.withholding import Outcome, Verdict, Withholding
from backcoach.values import Value

NOT_CHECKED = "comfort_not_checked"
"""The rule for a medicine on the skin whose questions were never asked."""

ORAL_NSAID = "oral_nsaid"
"""The fact that an anti-inflammatory is taken by mouth, is planned, or was within a day."""

FACTS = (ORAL_NSAID,)
"""The facts of the record that a limit may name."""


@total_ordering
class Fit(Enum):
    """How far a thing fits a person, from fine to not now.

    `WITH_CARE` is fine only as its reasons say, or where nothing of what is still open is so.
    """

    FINE = "fine"
    WITH_CARE = "with_care"
    ASK_FIRST = "ask_first"
    NOT_NOW = "not_now"

    def __lt__(self, other: Fit) -> bool:
        order = list(Fit)
        return order.index(self) < order.index(other)


class RegionNote(Value):
    """What holds of a thing in one region only."""

    region: str
    text: str
    sources: tuple[str, ...]


class Thing(Value):
    """One thing that may ease pain, in words for the person; `brief` is how to use it in one line of a plan.

    `part` is the part of a plan that must be open for it; tags in `unmoved_by` limit that part for another
    reason. `medicine` is the medicine whose own questions decide on it too. A pointer leads to another part
    of the program, and goes on as far as its part is open.
    """

    id: str
    name: str
    brief: str
    evidence: str
    how: tuple[str, ...]
    stop: str
    part: str
    sources: tuple[str, ...]
    unmoved_by: tuple[str, ...] = ()
    medicine: Medicine | None = None
    is_pointer: bool = False
    region_notes: tuple[RegionNote, ...] = ()

    def note_in(self, region: str) -> str:
        """What holds of it in that region; empty where nothing does."""
        return next((one.text for one in self.region_notes if one.region == region), "")


class Limit(Value):
    """Who asks first, or leaves a thing: `words` end the sentence "not if".

    It holds where one of the questions in `screening` or `conditions` has a yes or not sure, a tag stands, or
    a fact is so. It is open where a question has no answer, or where it names no question and no fact.
    """

    id: str
    words: str
    why: str
    verdict: Fit
    things: tuple[str, ...]
    sources: tuple[str, ...]
    screening: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.verdict < Fit.ASK_FIRST:
            raise ValueError("a limit asks first or says not now")


class WithoutPills(Value):
    """All that is known about easing pain without pills."""

    things: tuple[Thing, ...]
    limits: tuple[Limit, ...]
    rules: tuple[Rule, ...]
    is_draft: bool

    def limits_of(self, thing: Thing) -> tuple[Limit, ...]:
        """The limits of one thing."""
        return tuple(one for one in self.limits if thing.id in one.things)

    def reason(self, rule_id: str) -> Reason:
        """A reason in the words of a rule."""
        rule = next(one for one in self.rules if one.id == rule_id)
        return Reason(rule.id, rule.why, (), rule.sources)


class OwnVerdict(Value):
    """What the medicine questions said of a medicine on the skin, and why."""

    verdict: Eligible
    reasons: tuple[Reason, ...] = ()


class Known(Value):
    """What is known of a person: answers of the screening and of the medicine questions, as far as asked.

    `facts` are those of `FACTS` that are so. A medicine that is not in `verdicts` was never checked.
    """

    screening: Mapping[str, Answer]
    conditions: Mapping[str, Answer]
    left: Withholding
    facts: frozenset[str]
    verdicts: Mapping[Medicine, OwnVerdict]


class Fitting(Value):
    """How far one thing fits, why not further, and what is still open: words for the person to check."""

    thing: Thing
    fit: Fit
    reasons: tuple[Reason, ...]
    still_open: tuple[Limit, ...]


def fittings(known: Known, book: WithoutPills) -> tuple[Fitting, ...]:
    """How far each thing fits the person, in the book's order."""
    return tuple(_fitting(thing, known, book) for thing in book.things)


def _fitting(thing: Thing, known: Known, book: WithoutPills) -> Fitting:
    """The strictest of all that speaks against it; what is open only matters while it is not closed."""
    limits = {one: _evidence(one, known) for one in book.limits_of(thing)}
    found = [
        *_by_part(thing, known.left.part(thing.part)),
        *_by_medicine(thing, known, book),
        *((one.verdict, Reason(one.id, one.why, said, one.sources)) for one, said in limits.items() if said),
    ]
    fit = max((verdict for verdict, _ in found), default=Fit.FINE)
    is_open = [one for one, said in limits.items() if not said and _is_open(one, known)]
    if is_open:
        fit = max(fit, Fit.WITH_CARE)
    told = sorted(found, key=lambda one: one[0], reverse=True)
    return Fitting(thing, fit, tuple(reason for _, reason in told), tuple(is_open))


def _by_part(thing: Thing, outcome: Outcome) -> Iterator[tuple[Fit, Reason]]:
    """What is left of its part of a plan: nothing, or only some, but for tags that mean other things."""
    limited = Fit.WITH_CARE if thing.is_pointer else Fit.ASK_FIRST
    fits = {Verdict.WITHHOLD: Fit.NOT_NOW, Verdict.LIMITED: limited}
    fit = fits.get(outcome.verdict)
    because = [one for one in outcome.because if fit is Fit.NOT_NOW or one.rule not in thing.unmoved_by]
    if fit is None or not because:
        return
    words = " ".join(outcome.words)
    inputs = tuple(dict.fromkeys(pair for one in because for pair in one.inputs))
    sources = tuple(dict.fromkeys(source for one in because for source in one.sources))
    yield fit, Reason(thing.part, words, inputs, sources)


def _by_medicine(thing: Thing, known: Known, book: WithoutPills) -> Iterator[tuple[Fit, Reason]]:
    """What the medicine questions said of it; to ask first where they were never asked."""
    if thing.medicine is None:
        return
    own = known.verdicts.get(thing.medicine)
    if own is None:
        yield Fit.ASK_FIRST, book.reason(NOT_CHECKED)
        return
    fits = {
        Eligible.ALLOW: Fit.FINE,
        Eligible.CAUTION: Fit.WITH_CARE,
        Eligible.ASK_FIRST: Fit.ASK_FIRST,
        Eligible.AVOID: Fit.NOT_NOW,
    }
    yield from ((fits[own.verdict], reason) for reason in own.reasons)
    if not own.reasons and own.verdict > Eligible.ALLOW:
        yield fits[own.verdict], book.reason(NOT_CHECKED)


def _evidence(limit: Limit, known: Known) -> tuple[tuple[str, str], ...]:
    """What makes a limit hold; nothing where it does not, or is open."""
    asked = ((limit.screening, known.screening), (limit.conditions, known.conditions))
    said = [
        (name, answers[name].value)
        for names, answers in asked
        for name in names
        if answers.get(name) in (Answer.YES, Answer.NOT_SURE)
    ]
    standing = {one.tag.id for one in known.left.tags}
    said += [(tag, "stands") for tag in limit.tags if tag in standing]
    return (*said, *((fact, "yes") for fact in limit.facts if fact in known.facts))


def _is_open(limit: Limit, known: Known) -> bool:
    """Whether something it asks about is not known."""
    if not (limit.screening or limit.conditions or limit.facts):
        return True
    return any(name not in known.screening for name in limit.screening) or any(
        name not in known.conditions for name in limit.conditions
    )
