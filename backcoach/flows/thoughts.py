"""The check of what the person thinks and feels: keeping it line by line, and what it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.person import Profile
from backcoach.coach.record import Entry
from backcoach.coach.regions import Contact, ContactKind, Region
from backcoach.coach.standing import Standing
from backcoach.coach.thoughts import (
    CONTACTS,
    VISIT,
    WEEK_DAYS,
    Help,
    Lesson,
    ThoughtsChecked,
    checked_from,
    help_for,
    next_check_on,
    thoughts_due,
)
from backcoach.coach.values import Decision, Reason
from backcoach.flows.desk import OTHER_REGION, Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.replies import take_each
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, field

if TYPE_CHECKING:
    from backcoach.coach.intake import IntakeQuestion
    from backcoach.flows.replied import Replied

WORRIES = "worries"


class ThoughtsView(Value):
    """What came of a check. Lessons wait, and no visit is called routine, while no plan is allowed.

    `next_on` is when the check comes back, None after the last time or where no bout is known.
    """

    said: ThoughtsChecked
    is_cautious: bool
    reasons: tuple[Reason, ...]
    lessons: tuple[Lesson, ...]
    contacts: tuple[Contact, ...]
    is_visit: bool
    next_on: date | None
    standing: Standing
    is_draft: bool


def thoughts_question(book: Handbook) -> IntakeQuestion:
    """The question whose lines make the check, the same as in `start`."""
    from backcoach.coach.intake import IntakeKind

    return next(one for one in book.intake if one.kind is IntakeKind.EACH)


class OpenThoughts(Value, frozen=False):
    """A check that grows line by line; each is on the disk before the next is asked."""

    desk: Desk
    _said: dict[str, str] = field(default_factory=dict)
    _entry_id: str | None = None

    def add(self, line: str, extent: str) -> None:
        """Keep one more line. Raises `ValueError` for one that is not known."""
        self._said |= {line: extent}
        kept = self.desk.keep(self.checked, supersedes=self._entry_id)
        self._entry_id = kept[0].id

    @property
    def checked(self) -> ThoughtsChecked:
        """The check so far; what was not asked yet is unsaid."""
        from backcoach.coach.intake import check_reply

        reply = check_reply(thoughts_question(self.desk.book), self._said)
        return checked_from(reply)  # type: ignore[arg-type]


def read_thoughts_answers(answers: Mapping[str, object], book: Handbook) -> ThoughtsChecked:
    """The check in an answers file: its lines, or `worries` as in `start`. Raises `BadInput`.

    What the file leaves out is unsaid.
    """
    from backcoach.coach.intake import check_reply

    question, said = thoughts_question(book), dict[str, object]()

    def take(name: str, plain: object) -> None:
        from backcoach.coach.intake import check_reply

        try:
            check_reply(question, plain if name == WORRIES else {name: plain})
        except ValueError as error:
            wanted = str(error) if name == WORRIES else "yes, a_bit, no or not_sure"
            raise ValueError(wanted) from None
        said[name] = plain

    known = (WORRIES,) if WORRIES in answers else book.activity.thoughts.ids
    faults = take_each(answers, known, take, "line")
    if faults or not said:
        raise BadInput(
            "The answers cannot be used; nothing was saved.",
            "Correct these lines. All lines: backcoach start --questions --json",
            tuple(faults) or ("no answer is in it",),
        )
    reply = check_reply(question, said.get(WORRIES, said))
    return checked_from(reply)  # type: ignore[arg-type]


def keep_thoughts(desk: Desk, said: ThoughtsChecked) -> ThoughtsView:
    """Record a check; what it leads to."""
    desk.keep(said)
    return thoughts_view(desk, said)


def thoughts_so_far(desk: Desk, replied: Replied) -> ThoughtsView:
    """What the check in `start` leads to, while there is no plan yet."""
    said = checked_from(replied.intake[thoughts_question(desk.book).id])
    weeks = replied.weeks_for_plan(desk.book)
    onset_on = None if weeks is None else desk.moment.today - timedelta(days=round(weeks * WEEK_DAYS))
    return thoughts_view(desk, said, onset_on)


def thoughts_of_plan(desk: Desk, profile: Profile) -> ThoughtsView:
    """What the check in `start` leads to, beside the plan it has helped to make."""
    return thoughts_view(desk, profile.thoughts, profile.onset_on)


def thoughts_view(desk: Desk, said: ThoughtsChecked, onset_on: date | None = None) -> ThoughtsView:
    """What a check leads to at this moment, in a bout that began on that day, else in the recorded one."""
    thoughts, today, stands = desk.book.activity.thoughts, desk.moment.today, desk.standing()
    profile = desk.profile()
    onset_on = onset_on or (profile.onset_on if profile else None)
    weeks = (today - onset_on).days / WEEK_DAYS if onset_on else None
    found = help_for(said, weeks, thoughts)
    return ThoughtsView(
        said,
        found.value.is_cautious,
        _fitting(found, stands),
        found.value.lessons if stands.is_plan_allowed else (),
        first_contacts(found.value.contacts, desk),
        found.value.is_visit and stands.disposition.allows_plan,
        next_check_on(onset_on, today, thoughts.facts) if onset_on else None,
        stands,
        desk.book.activity.is_draft,
    )


def check_due_on(desk: Desk) -> date | None:
    """The day since which the check is due; None where it is not, or while no plan is allowed.

    The lines that `start` asked are the first check of a bout.
    """
    begun = desk.journal.latest(Profile)
    if begun is None or not desk.standing().is_plan_allowed:
        return None
    days = [entry.day_on for entry in _checks_since(begun, desk)]
    facts = desk.book.activity.thoughts.facts
    return thoughts_due(begun.body.onset_on, (begun.day_on, *days), desk.moment.today, facts)


def _checks_since(begun: Entry[Profile], desk: Desk) -> list[Entry[ThoughtsChecked]]:
    return [one for one in desk.journal.entries(ThoughtsChecked) if one.place > begun.place]


def _fitting(found: Decision[Help], stands: Standing) -> tuple[Reason, ...]:
    """The reasons as far as they may be shown: nothing beside a grave result but whom to call."""
    if not stands.disposition.allows_plan:
        return tuple(one for one in found.reasons if one.rule == CONTACTS)
    if not stands.is_plan_allowed:
        return tuple(one for one in found.reasons if one.rule in (CONTACTS, VISIT))
    return found.reasons


def first_contacts(kinds: tuple[ContactKind, ...], desk: Desk) -> tuple[Contact, ...]:
    """The first number of each kind in the person's region, or general words where it has none."""
    places: tuple[Region, ...] = (desk.book.region(desk.region_code()), desk.book.region(OTHER_REGION))
    chosen = (next((one for place in places for one in place.contacts_for(kind)), None) for kind in kinds)
    return tuple(one for one in chosen if one is not None)
