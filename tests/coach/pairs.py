"""Signs one by one and two by two, against what each of them leads to without the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from backcoach.coach.screening import Kind, Replies, Reply, ScreeningRules, screen
from backcoach.coach.values import Answer, Disposition
from tests.spec.conftest import real_screening
from tests.spec.tables import positives

RULES = real_screening().rules
QUESTIONS = tuple(one.id for one in RULES.questions.values() if one.kind is Kind.ANSWER)
GROUPS = tuple(dict.fromkeys(RULES.questions[name].group for name in QUESTIONS))
RAISED = (Answer.YES, Answer.NOT_SURE)

CALMS: Mapping[str, frozenset[str]] = {
    "ces_checked": frozenset({"R16_CES_OLD_UNCHECKED"}),
    "fx_major_checked": frozenset({"R50_FX_MAJOR_NEW", "R51_FX_MAJOR_OLD"}),
    "course_reviewed": frozenset({"R44_CA_SOON14", "R94_PERSIST"}),
    "pat_sit_relief": frozenset({"R16_CES_OLD_UNCHECKED"}),
    "pat_walk_pain": frozenset({"R16_CES_OLD_UNCHECKED"}),
}
"""The rules that a plain yes to a reassuring question may silence. No other rule, and no not sure."""

OPENERS = {
    "ca_cough_strain": "ca_ever=u",
    "fx_major_trauma": "fx_major_recent=u",
    "fx_major_recent": "fx_major_trauma=u",
    "fx_major_checked": "fx_major_trauma=u",
    "fx_bruise_spine": "fx_minor_fall=u",
    "fx_height_loss": "fx_bone_weak=u",
    **dict.fromkeys(
        ("preg_late", "preg_bleed", "preg_fluid", "preg_one_side", "preg_shoulder", "preg_tighten"),
        "preg_possible=u",
    ),
    "preg_bleed_heavy": "preg_possible=u, preg_bleed=u",
    "preg_move_less": "preg_possible=u, preg_late=u",
    "preg_belly": "preg_possible=u, preg_late=u",
    "mh_suicide_now": "mh_suicide_thoughts=u",
    "pain_new_kind": "aaa_known=u",
    "ces_recent": "ces_wipe_change=u",
    "ces_checked": "ces_wipe_change=u",
    "pat_walk_pain": "ces_both_legs_pain=u",
    "pat_sit_relief": "ces_both_legs_pain=u, pat_walk_pain=y",
    "pat_stand_relief": "ces_both_legs_pain=u, pat_walk_pain=y",
}
"""The least answers that open the gate of a follow-up."""

Sign = tuple[str, Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where replies lead and the ids of the rules that say so."""

    level: Disposition
    fired: frozenset[str]


@dataclass(slots=True)
class Person:
    """Somebody of an age and with so many weeks of pain who says no to all else.

    With `opens_gates` the gates of the signs are opened first, and cauda equina signs count as recent
    unless the pair says otherwise. Outcomes are kept, since most parts recur.
    """

    age: float
    weeks: float
    began_at: float
    opens_gates: bool
    rules: ScreeningRules = RULES
    _quiet: dict[str, Reply] = field(init=False)
    _known: dict[frozenset[tuple[str, Reply]], Outcome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._quiet = {
            **dict.fromkeys(QUESTIONS, Answer.NO),
            "scope_self": Answer.YES,
            "scope_low_back": Answer.YES,
            "age_years": self.age,
            "course_weeks": self.weeks,
            "onset_age": self.began_at,
        }

    def failures(self, group: str) -> list[str]:
        """Every pair whose first sign is of this group and that leads less far than one of its parts."""
        return [
            line
            for place, name in enumerate(QUESTIONS)
            if RULES.questions[name].group == group
            for other in QUESTIONS[place + 1 :]
            for line in self._wrong((name, other))
        ]

    def failing_singles(self) -> list[str]:
        """Every sign that leads less far than its absence."""
        return [
            line
            for name in QUESTIONS
            for answer in RAISED
            for line in self._weaker(self._context((name,)), (name, answer))
        ]

    def _wrong(self, names: tuple[str, str]) -> Iterator[str]:
        one, other = names
        context = self._context(names)
        for first in RAISED:
            for second in RAISED:
                yield from self._weaker(context | {other: second}, (one, first))
                yield from self._weaker(context | {one: first}, (other, second))

    def _weaker(self, rest: Replies, sign: Sign) -> Iterator[str]:
        """A line where the rest with the sign leads less far than the rest without it."""
        name, answer = sign
        without = self._outcome({**rest, name: self._quiet[name]})
        both = self._outcome({**rest, name: answer})
        if name in CALMS and answer is Answer.YES:
            silenced = without.fired - both.fired - CALMS[name]
            is_weaker = bool(silenced)
        else:
            is_weaker = both.level < without.level
        if is_weaker:
            beside = ", ".join(f"{one}={said}" for one, said in self._unusual(rest))
            yield f"{name}={answer.value} beside {beside}: {without.level.value} -> {both.level.value}"

    def _outcome(self, replies: Replies) -> Outcome:
        key = self._unusual(replies)
        if key not in self._known:
            decision = screen(replies, self.rules)
            fired = frozenset(reason.rule for reason in decision.reasons)
            self._known[key] = Outcome(decision.value.disposition, fired)
        return self._known[key]

    def _context(self, names: tuple[str, ...]) -> dict[str, Reply]:
        context = dict(self._quiet)
        if self.opens_gates:
            context["ces_recent"] = Answer.NOT_SURE
            for name in names:
                context |= positives(OPENERS.get(name, ""))
        return context

    def _unusual(self, replies: Replies) -> frozenset[tuple[str, Reply]]:
        return frozenset(replies.items() - self._quiet.items())
