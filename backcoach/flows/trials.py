"""Trials as a flow: what is to be tried, keeping what was managed, and the baselines that follow from it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from backcoach.coach.activity import SITTING, WALK
from backcoach.coach.activity_record import Trial
from backcoach.coach.baseline import (
    Baseline,
    FirstStep,
    Triable,
    Tried,
    baseline_from,
    first_step,
    recent,
    triable,
)
from backcoach.coach.person import Profile
from backcoach.coach.quota import avoided_codes, is_clinician_first
from backcoach.coach.record import Entry
from backcoach.flows.amounts import check_most
from backcoach.flows.day_told import check_day, instant_on
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.lighter import flare_now, pause_now
from backcoach.flows.withheld import with_standing_modifiers
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

LATER = "comes later in the plan"


class TrialState(Value):
    """One thing to try out: how far its trials are, and what follows.

    `against` says why it is not to be tried now, empty if nothing does. `baseline` and `first` are those of
    trials that still count; `first` is None until the baseline is known. With `is_used` the running plan
    started from the last trials.
    """

    thing: Triable
    baseline: Baseline | None
    first: FirstStep | None
    against: str
    is_used: bool

    @property
    def days_done(self) -> int:
        """Days with a trial that counts."""
        return self.baseline.days if self.baseline else 0

    @property
    def days_missing(self) -> int:
        """Days with a trial that are still needed."""
        return max(0, self.thing.days_needed - self.days_done)

    @property
    def is_waiting(self) -> bool:
        """Whether the next issued week starts from these trials."""
        return self.thing.is_planned and self.first is not None and not self.against and not self.is_nothing

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was managed on all days of trial, so that there is nothing to start from.

        Walks are in every plan, and only get shorter by that.
        """
        baseline = self.baseline
        return self.thing.id != WALK and baseline is not None and baseline.is_known and baseline.is_nothing


def trial_states(desk: Desk) -> tuple[TrialState, ...]:
    """What is worth trying: walking, what the person likes, what was begun, and sitting.

    Raises `NotStarted` without a plan, and `Refused` while it rests.
    """
    profile = person_with_plan(desk)
    begun = (entry.body.item for entry in _entries(desk))
    ids = dict.fromkeys((WALK, *profile.likes, *begun, SITTING))
    things = (triable(id_, desk.book.activity) for id_ in ids)
    return tuple(_state(one, profile, desk) for one in things if one is not None)


def waiting(desk: Desk) -> tuple[TrialState, ...]:
    """What was tried out often enough, and waits for the next week."""
    return tuple(one for one in trial_states(desk) if one.is_waiting)


def all_states(desk: Desk) -> tuple[TrialState, ...]:
    """Every activity and exercise there is, as something to try. Raises as `trial_states` does."""
    profile, activity = person_with_plan(desk), desk.book.activity
    ids = (
        *(one.id for one in activity.types),
        *(one.id for one in activity.exercises if one.activity is None),
    )
    things = (triable(id_, activity) for id_ in ids)
    return tuple(_state(one, profile, desk) for one in things if one is not None)


def one_state(desk: Desk, name: str) -> TrialState:
    """One thing by its id or the end of it. Raises as `trial_states` does, and `BadInput`."""
    profile = person_with_plan(desk)
    return _state(named(name, desk.book), profile, desk)


def keep_trial(desk: Desk, name: str, amount: int, day_on: date, load_kg: int | None = None) -> TrialState:
    """Keep one trial, and tell how far that thing is now. `load_kg` is how heavy the thing lifted was.

    Raises `BadInput` for what is not known or cannot be, `Refused` while the plan rests and for what the
    person should not do now; nothing is kept then.
    """
    state = one_state(desk, name)
    check_day(desk, day_on)
    try:
        check_most(name, amount, state.thing.unit)
        body = Trial(state.thing.id, amount, _load(state.thing.id, load_kg, desk))
    except ValueError as error:
        raise BadInput(f"{str(error)[:1].upper()}{str(error)[1:]}; nothing was saved.") from None
    if state.against:
        raise Refused(
            "Not for you now; nothing was saved.", "See: backcoach trial", (f"{name}: {state.against}",)
        )
    desk.keep(body, at=instant_on(desk, day_on), day_on=day_on)
    return one_state(desk, name)


def _load(id_: str, load_kg: int | None, desk: Desk) -> int | None:
    """The weight of a trial. Raises `ValueError` where a weight means nothing."""
    one = desk.book.activity.type(id_)
    if load_kg is not None and (one is None or not one.goal_kg):
        raise ValueError(f"{id_} has no weight")
    return load_kg


def take_back(desk: Desk, name: str, day_on: date) -> TrialState:
    """Void the last trial of a thing on one day. Raises `BadInput` where there is none."""
    from backcoach.flows.voiding import void_all, with_earlier

    state = one_state(desk, name)
    kept = [one for one in _entries(desk) if one.body.item == state.thing.id and one.day_on == day_on]
    if not kept:
        raise BadInput("There is no trial of that on that day.", "See: backcoach trial")
    last = max(kept, key=lambda one: one.place)
    void_all(desk, with_earlier(desk, [last]), why="taken back")
    return one_state(desk, name)


def finished_baselines(desk: Desk) -> dict[str, Baseline]:
    """The baselines that are known and that no week has started from yet, by item.

    Nothing that the person should not do now is among them.
    """
    profile = desk.profile()
    if profile is None:
        return {}
    profile = with_standing_modifiers(desk, profile)
    things = (triable(id_, desk.book.activity) for id_ in dict.fromkeys(e.body.item for e in _entries(desk)))
    states = (_state(one, profile, desk) for one in things if one is not None)
    return {
        one.thing.id: one.baseline
        for one in states
        if one.baseline and (one.is_waiting or (one.is_nothing and not one.against))
    }


def sitting_baseline(desk: Desk) -> Baseline | None:
    """What the person sits, from all trials of this bout, however old: it can only make a sit shorter."""
    thing = triable(SITTING, desk.book.activity)
    tried = _tried(desk).get(SITTING, ())
    return baseline_from(tried, thing) if thing else None


def named(text: str, book: Handbook) -> Triable:
    """An activity or exercise by its id or the end of it. Raises `BadInput` with the names that would do."""
    activity = book.activity
    ids = [*(one.id for one in activity.types), *(one.id for one in activity.exercises)]
    name = text.strip().lower().replace(" ", "_").replace("-", "_")
    fitting = [one for one in ids if one == name] or [one for one in ids if one.endswith(f"_{name}")]
    thing = triable(fitting[0], activity) if len(fitting) == 1 else None
    if thing is None:
        raise BadInput("No activity or exercise is called that.", f"There are: {', '.join(ids)}.")
    return thing


def person_with_plan(desk: Desk) -> Profile:
    """The person with a plan that may be followed now, as what a plan works around stands now.

    Raises `NotStarted` without a plan, and `Refused` while it rests.
    """
    stands = desk.standing()
    profile = desk.profile()
    if stands.screened is None or (stands.is_plan_allowed and (profile is None or not desk.weeks())):
        raise NotStarted("There is no plan yet.", "Begin with: backcoach start")
    if not stands.is_plan_allowed or profile is None:
        raise Refused("Not now: your plan rests, and this rests with it.", "What to do: backcoach plan")
    return with_standing_modifiers(desk, profile)


def _state(thing: Triable, profile: Profile, desk: Desk) -> TrialState:
    book, today = desk.book.activity, desk.moment.today
    used_until = _used_until(thing.id, desk)
    tried = recent(_tried(desk).get(thing.id, ()), today, book)
    fresh = [one for one in tried if used_until is None or one.day_on > used_until]
    baseline = baseline_from(fresh, thing)
    is_known = baseline is not None and baseline.is_known
    first = first_step(thing, baseline, profile, book) if baseline and is_known else None
    return TrialState(
        thing, baseline, first, _against(thing, profile, desk), is_used=used_until is not None and not fresh
    )


def _against(thing: Triable, profile: Profile, desk: Desk) -> str:
    """What speaks against trying a thing now, in the words of the handbook; empty if nothing does."""
    book = desk.book.activity
    if is_clinician_first(profile, book):
        return book.plan_rule("clinician_first").why
    if flare_now(desk) is not None or pause_now(desk) is not None:
        return book.plan_rule("trials_rest").why
    codes = avoided_codes(profile, book)
    words = [one.words for one in book.avoid_codes if one.id in codes and one.id in thing.avoid]
    if words:
        return "; ".join(words)
    if _phase_rank(desk) < thing.phase_from.rank:
        return f"{LATER}: {book.phase(thing.phase_from).label}"
    return ""


def _phase_rank(desk: Desk) -> int:
    """The phase of today; of a week that is over its last one, and without any week the first of all."""
    weeks = desk.weeks()
    if not weeks:
        return 0
    today = min(max(desk.moment.today, weeks[-1].starts_on), weeks[-1].ends_on)
    return weeks[-1].phase_on(today).rank


def _used_until(id_: str, desk: Desk) -> date | None:
    """The last day whose trials a week of this bout has started from, or on which the thing was taken out.

    None where there is none.
    """
    from backcoach.coach.tasks_past import OUT_ON, TAKEN_OUT
    from backcoach.coach.trials import FROM_TRIALS, LAST_ON

    days = [
        date.fromisoformat(value)
        for week in desk.weeks()
        for reason in week.reasons_for(id_)
        if reason.rule in (*FROM_TRIALS, TAKEN_OUT)
        for name, value in reason.inputs
        if name in (LAST_ON, OUT_ON)
    ]
    return max(days, default=None)


def _entries(desk: Desk) -> tuple[Entry[Trial], ...]:
    """The trials of this bout: those recorded since the person was last described."""
    return tuple(one for one in desk.journal.entries(Trial) if one.place > _begun_at(desk))


def _begun_at(desk: Desk) -> int:
    described = desk.journal.latest(Profile)
    return described.place if described else 0


def _tried(desk: Desk) -> dict[str, list[Tried]]:
    found: dict[str, list[Tried]] = defaultdict(list)
    for entry in _entries(desk):
        found[entry.body.item].append(Tried(entry.day_on, entry.body.amount, entry.body.load_kg))
    return found
