"""The self-test: the shipped triage cases against the content of this installation."""

from __future__ import annotations

from backcoach.coach.cases import Case, replies_of
from backcoach.coach.screening import ScreeningRules, screen
from backcoach.coach.triage import Sent, Triage, measure
from backcoach.coach.values import Disposition
from backcoach.handbook.cases import CaseBook
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value


class CaseOutcome(Value):
    """Where one case was sent. `is_by_rule`: the rule that it asks for fired, or stayed quiet, as asked."""

    case: Case
    given: Disposition
    is_by_rule: bool

    @property
    def is_elsewhere(self) -> bool:
        """Whether it was sent to another place than it should be."""
        return self.given is not self.case.expected

    @property
    def is_under(self) -> bool:
        """Whether it was sent too low."""
        return self.given < self.case.expected

    @property
    def is_below_first_thought(self) -> bool:
        """Whether the author of the case would at first have sent the person to something more urgent."""
        thought = self.case.first_thought
        return thought is not None and self.given < thought


class SelfTest(Value):
    """What came of all cases. `digest` names the content; `is_draft` while no clinician checked the cases."""

    outcomes: tuple[CaseOutcome, ...]
    triage: Triage
    digest: str
    is_draft: bool

    @property
    def is_passed(self) -> bool:
        """Whether nobody was sent too low."""
        return self.triage.under == 0

    @property
    def elsewhere(self) -> tuple[CaseOutcome, ...]:
        """The cases that went elsewhere, those sent too low first."""
        found = (one for one in self.outcomes if one.is_elsewhere)
        return tuple(sorted(found, key=lambda one: not one.is_under))

    @property
    def by_other_rules(self) -> tuple[CaseOutcome, ...]:
        """The cases that arrived where they should, but not by the rules they ask for."""
        return tuple(one for one in self.outcomes if not one.is_elsewhere and not one.is_by_rule)

    @property
    def below_first_thought(self) -> tuple[CaseOutcome, ...]:
        """The cases whose author would at first have gone further than the guidance followed here."""
        return tuple(one for one in self.outcomes if one.is_below_first_thought)


def selftest(book: Handbook, cases: CaseBook) -> SelfTest:
    """Screen every case and count."""
    outcomes = tuple(outcome_of(case, book.screening.rules) for case in cases.cases)
    sent = (Sent(one.case.expected, one.given, is_ordinary=one.case.is_ordinary) for one in outcomes)
    return SelfTest(outcomes, measure(sent), book.digest, cases.is_draft)


def outcome_of(case: Case, rules: ScreeningRules) -> CaseOutcome:
    """Screen one case."""
    decision = screen(replies_of(case, rules), rules)
    fired = frozenset(reason.rule for reason in decision.reasons)
    return CaseOutcome(case, decision.value.disposition, case.is_met_by(fired))
