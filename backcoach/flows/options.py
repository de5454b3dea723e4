"""Options as a flow: what fits the person now, side by side, and the choice they keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.limits import Medicine
from backcoach.coach.person import Profile
from backcoach.coach.record import Screened
from backcoach.coach.values import POSITIVE, Answer, Reason
from backcoach.flows.clearing import verdict_now
from backcoach.flows.comfort import comforts
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import closed_altogether
from backcoach.flows.errors import BadInput, NotStarted, Refused, quoted
from backcoach.flows.screening import facts_of, replies_of
from backcoach.flows.signposts import bout_of, patterns_of
from backcoach.flows.withheld import TOO_OLD, counting, with_standing_modifiers, withheld_now
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.option_choice import Chosen, Fitted, Known, Matter, Pain
    from backcoach.coach.options import Option

NOTHING = "none"
"""What is typed for taking a choice back."""

MOST_NAMED = 3
"""So many options at most stand beside waiting."""

ALL = "All options: backcoach options"
PREFIX = "o_"
_LEG = ("pat_leg_worse", "pattern_leg_worse", "leg_symptoms")
_WALKING = ("pat_walk_pain", "pattern_walking", "stenosis")
"""The question about a kind of pain, the pattern that makes it sure, and the modifier that hints at it."""


class Offered(Value):
    """What is offered now. There are no `options` where none may be; `because` says why, beside urgency."""

    pain: Pain | None
    options: tuple[Fitted, ...]
    because: tuple[Reason, ...] = ()


def offered(desk: Desk, matters: tuple[Matter, ...] = ()) -> Offered:
    """Every option in the order of what matters. Raises `NotStarted` before the safety questions."""
    from backcoach.coach.option_choice import fitted, in_order

    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    if not stands.is_plan_allowed:
        return Offered(None, (), _because(desk))
    known = _known(desk)
    return Offered(known.pain, in_order(fitted(known, desk.book.options), matters))


def _because(desk: Desk) -> tuple[Reason, ...]:
    """Why no options are offered, where it is not the urgency."""
    from backcoach.flows.daily import answer_with, why_stale

    stands = desk.standing()
    if not stands.disposition.allows_plan:
        return ()
    if stands.is_stale:
        words = f"{why_stale(desk, stands)} Answer again with: {answer_with(desk, stands)}"
        return (Reason(TOO_OLD, words, (), ("D",)),)
    return counting(desk)[0].plan_reasons


def _known(desk: Desk) -> Known:
    """What is known of the person today."""
    from backcoach.coach.option_choice import Known

    profile, stands = desk.profile(), desk.standing()
    modifiers = with_standing_modifiers(desk, profile).modifiers if profile else ()
    verdicts = {one: found for one in Medicine if (found := verdict_now(desk, one)) is not None}
    return Known(
        _pain(desk, modifiers),
        withheld_now(desk, stands),
        desk.region_code(),
        frozenset(modifiers),
        {one.thing.id: one.fit for one in comforts(desk)},
        verdicts,
        frozenset(one for one in Medicine if closed_altogether(desk, one)),
    )


def _pain(desk: Desk, modifiers: Iterable[str]) -> Pain:
    from backcoach.coach.option_choice import pain_of

    bout = bout_of(desk)
    days = (desk.moment.today - bout.onset_on).days if bout else None
    return pain_of(days, *(_told(desk, *names, modifiers=modifiers) for names in (_LEG, _WALKING)))


def _told(desk: Desk, question: str, pattern: str, modifier: str, *, modifiers: Iterable[str]) -> Answer:
    """Yes where the pattern fits; no only where it was said and nothing hints at it; else not sure."""
    bodies = counting(desk)
    if any(fit.pattern.id == pattern for body in bodies for fit in patterns_of(body, desk.book)):
        return Answer.YES
    said = {_said(body, question, desk) for body in bodies}
    is_no = Answer.NO in said and not said.intersection(POSITIVE) and modifier not in modifiers
    return Answer.NO if is_no else Answer.NOT_SURE


def _said(body: Screened, question: str, desk: Desk) -> object:
    """What a screening says to a question: of a full one also that it was not asked for a reason."""
    if body.is_full:
        return facts_of(body, desk.book).answer(question)
    return replies_of(body, desk.book).get(question)


def find_option(name: str, found: Iterable[Fitted]) -> Fitted:
    """The option with this id, or with these words in its name. Raises `BadInput` with near ones."""
    known = {one.option.id: one for one in found}
    wanted = name.strip().lower()
    exact = known.get(wanted) or known.get(PREFIX + wanted.replace(" ", "_"))
    if exact is not None:
        return exact
    from backcoach.flows.by_name import near, with_words

    fits = [known[id_] for id_ in with_words(wanted, {id_: one.option.name for id_, one in known.items()})]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise BadInput(
            f"{quoted(name)} fits more than one option.", ALL, tuple(_named(one.option) for one in fits)
        )
    alike = near(PREFIX + wanted.removeprefix(PREFIX), {one: one for one in known})
    raise BadInput(
        f"There is no option called {quoted(name)}.", f"Did you mean: {', '.join(alike)}?" if alike else ALL
    )


def _named(option: Option) -> str:
    return f"{option.id}: {option.name}"


def compared(names: Iterable[str], found: tuple[Fitted, ...]) -> tuple[Fitted, ...]:
    """The options with these names side by side, waiting always among them. Raises `BadInput`."""
    from backcoach.coach.option_choice import side_by_side

    named = [find_option(one, found) for one in names]
    shown = side_by_side(named, found)
    if not 1 < len(shown) <= MOST_NAMED + 1:
        raise BadInput("Compare one to three options with waiting.", "Such as: --compare heat walking")
    return shown


def read_matters(text: str) -> tuple[Matter, ...]:
    """What matters, the first thing most: `function,effort`. Raises `BadInput`."""
    from backcoach.coach.option_choice import Matter

    names = [part.strip().lower().replace("-", "_").replace(" ", "_") for part in text.split(",")]
    known = {one.value: one for one in Matter}
    wrong = [one for one in names if one not in known]
    if wrong:
        raise BadInput(f"Options are not sorted by {wrong[0]!r}.", f"There are: {', '.join(known)}.")
    return tuple(dict.fromkeys(known[one] for one in names))


def take_back(desk: Desk) -> None:
    """Keep that nothing is chosen any more; nothing is written where nothing was."""
    from backcoach.coach.options import OptionChosen

    entry = desk.journal.latest(OptionChosen)
    if entry is not None and entry.body.option:
        desk.keep(OptionChosen())


def choose(desk: Desk, name: str, look_on: date | None = None, matters: tuple[Matter, ...] = ()) -> Chosen:
    """Keep an option as the person's choice, in place of the one before.

    Without a day to look again it is the one of content. Raises `BadInput`, and `Refused` for what is not for
    them now; nothing is kept then.
    """
    from backcoach.coach.option_choice import Chosen
    from backcoach.coach.options import OptionChosen

    now = offered(desk)
    if now.pain is None:
        raise Refused("Not kept: no options are offered now.", "See: backcoach options")
    one = find_option(name, now.options)
    if not one.stance.may_be_chosen:
        raise Refused(
            f"Not kept: {one.option.name} is not for you now.",
            f"See: backcoach options {one.option.id}",
            (one.reasons[0].why, one.rows[0].benefit),
        )
    day = _look_on(desk, look_on, now.pain)
    desk.keep(OptionChosen(one.option.id, day, tuple(matter.value for matter in matters)))
    return Chosen(one.option.id, one.option.name, one, desk.moment.today, day, is_due=False, matters=matters)


def _look_on(desk: Desk, wished: date | None, pain: Pain) -> date:
    """The day to look again: as wished, or by how long the pain has lasted."""
    from backcoach.coach.options import Situation

    today, again = desk.moment.today, desk.book.options.look_again
    if wished is None:
        is_long = Situation.ACUTE not in pain.may_be
        return today + timedelta(days=again.persistent_days if is_long else again.acute_days)
    if not today < wished <= today + timedelta(days=again.most_days):
        raise BadInput("The day to look again must lie ahead, within a year; nothing was saved.")
    return wished


def chosen(desk: Desk, now: Offered | None = None) -> Chosen | None:
    """The choice that stands in this bout; None where there is none."""
    if not desk.journal.holds("option_chosen"):
        return None
    from backcoach.coach.option_choice import Chosen, Matter
    from backcoach.coach.options import OptionChosen

    entry, plan = desk.journal.latest(OptionChosen), desk.journal.latest(Profile)
    if entry is None or not entry.body.option or entry.body.look_on is None:
        return None
    if plan is not None and entry.day_on < plan.body.onset_on:
        return None
    body, today = entry.body, desk.moment.today
    option = desk.book.options.option(body.option)
    options = (now or offered(desk)).options
    fits = next((one for one in options if one.option.id == body.option), None)
    matters = tuple(one for one in Matter if one.value in body.matters)
    look_on = entry.body.look_on
    name = option.name if option else body.option
    return Chosen(body.option, name, fits, entry.day_on, look_on, is_due=look_on <= today, matters=matters)
