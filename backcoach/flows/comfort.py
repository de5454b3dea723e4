"""What may be used without pills, as a flow: what fits now, and what the person chose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from backcoach.coach.eligibility import HIT_REMOVED, Eligibility, check_medicines
from backcoach.coach.limits import DAY_HOURS, Medicine, Verdict
from backcoach.coach.medicine_record import ComfortsChosen
from backcoach.coach.open_medicine import ANSWERS_DUE, MEDICINE_CLOSED, STOP_SIGN_TOLD
from backcoach.coach.record import DoseTaken, MedicineChecked
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.clearing import closed_before, last_check
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import closed_now
from backcoach.flows.errors import BadInput, NotStarted, Refused, quoted
from backcoach.flows.known_today import answers_today
from backcoach.flows.prescriptions import is_prescribed, prescribed_answers
from backcoach.flows.screening import replies_of
from backcoach.flows.withheld import counting, withheld_now

if TYPE_CHECKING:
    from backcoach.coach.without_pills import Fitting, OwnVerdict

NOTHING = "none"
"""What is typed for using nothing of it."""

SHUTS = (MEDICINE_CLOSED, STOP_SIGN_TOLD, ANSWERS_DUE)
"""The rules that close a medicine on the skin as they close a tablet."""


def comforts(desk: Desk) -> tuple[Fitting, ...]:
    """How far each thing fits the person now. Raises `NotStarted` where no safety question was answered."""
    from backcoach.coach.without_pills import ORAL_NSAID, Known, fittings

    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    conditions = _conditions(desk)
    known = Known(
        _screening(desk),
        conditions or {},
        withheld_now(desk, stands),
        frozenset({ORAL_NSAID} if _takes_nsaid(desk) else ()),
        _verdicts(desk, conditions),
    )
    return fittings(known, desk.book.without_pills)


def chosen(desk: Desk) -> tuple[Fitting, ...]:
    """What the person chose, as it fits now; nothing where nothing was chosen, or nothing is started."""
    entry = desk.journal.latest(ComfortsChosen)
    if entry is None or desk.standing().screened is None:
        return ()
    return tuple(one for one in comforts(desk) if one.thing.id in entry.body.things)


def choose(desk: Desk, ids: Iterable[str]) -> tuple[Fitting, ...]:
    """Keep what the person wants to use, by ids or words of names, in place of what was chosen before.

    Raises `BadInput` for what is not known, `Refused` for what is not for them now; nothing is kept
    then.
    """
    from backcoach.coach.without_pills import Fit

    wanted = tuple(dict.fromkeys(one.strip().lower() for one in ids))
    things = {one.thing.id: one for one in comforts(desk)}
    if NOTHING in wanted and len(wanted) > 1:
        raise BadInput(
            f"{NOTHING!r} goes with nothing else; nothing was saved.", "Name the things, or say none."
        )
    named = () if wanted == (NOTHING,) else (find_comfort(one, things.values()) for one in wanted)
    picked = tuple(dict.fromkeys(one.thing.id for one in named))
    closed = [things[one] for one in picked if things[one].fit is Fit.NOT_NOW]
    if closed:
        raise Refused(
            "Not chosen, because this is not for you now.",
            "See: backcoach comfort",
            tuple(f"{one.thing.name}: {one.reasons[0].why}" for one in closed),
        )
    desk.keep(ComfortsChosen(picked))
    return tuple(things[one] for one in picked)


def find_comfort(name: str, found: Iterable[Fitting]) -> Fitting:
    """The thing with this id, or the only one with these words in its name. Raises `BadInput` without one."""
    things = {one.thing.id: one for one in found}
    exact = things.get(name.strip().lower())
    if exact is not None:
        return exact
    from backcoach.flows.by_name import with_words

    fits = [things[id_] for id_ in with_words(name, {id_: one.thing.name for id_, one in things.items()})]
    if len(fits) == 1:
        return fits[0]
    said = f"{quoted(name)} fits more than one thing"
    if not fits:
        said = f"There is nothing called {quoted(name)} here"
    there = tuple(f"{one.thing.name}: {one.thing.id}" for one in (fits or things.values()))
    raise BadInput(f"{said}; nothing was saved.", "Name one of these.", there)


def _screening(desk: Desk) -> dict[str, Answer]:
    """What was answered in the screenings that count; a yes or not sure of any of them stays."""
    found: dict[str, Answer] = {}
    for body in counting(desk):
        for name, reply in replies_of(body, desk.book).items():
            if isinstance(reply, Answer) and found.get(name, Answer.NO) is Answer.NO:
                found[name] = reply
    return found


def _conditions(desk: Desk) -> dict[str, Answer] | None:
    """What the medicine questions and the prescribed medicines tell; None where they were never asked."""
    entry = last_check(desk)
    told = prescribed_answers(desk)
    return None if entry is None and not told else {**(entry.body.answers if entry else {}), **told}


def _verdicts(desk: Desk, conditions: dict[str, Answer] | None) -> dict[Medicine, OwnVerdict]:
    """The verdicts of the medicine questions; none where they were never asked.

    As for tablets the strictest of the last answers counts, and what earlier ones had against it asks first.
    """
    profile, bodies = desk.profile(), _last_checks(desk)
    if conditions is None or profile is None or not bodies:
        return {}
    region, book = desk.book.region(desk.region_code()), desk.book.medicine
    found: dict[Medicine, Eligibility] = {}
    for body in bodies:
        known = dict.fromkeys(_left_to_the_person(desk), Answer.NO) | answers_today(desk, body)
        for one in check_medicines(known, profile.age_years, body.weight_kg, region, book):
            before = found.get(one.medicine)
            found[one.medicine] = one if before is None or one.verdict > before.verdict else before
    return {medicine: _with_gone(desk, one) for medicine, one in found.items()}


def _last_checks(desk: Desk) -> list[MedicineChecked]:
    """The last answers to the medicine questions, and the last ones about each anti-inflammatory."""
    about = (last_check(desk), *(last_check(desk, one) for one in Medicine if one.is_nsaid))
    return [entry.body for entry in about if entry is not None]


def _with_gone(desk: Desk, found: Eligibility) -> OwnVerdict:
    """A verdict that asks first where earlier answers spoke against an anti-inflammatory, and are gone.

    It is closed where a stop sign was told, or medicine as a whole rests.
    What only the person can look for, and was never asked, is not such an answer.
    """
    from backcoach.coach.without_pills import OwnVerdict

    checks = desk.journal.entries(MedicineChecked)
    told = {name for one in checks for name, answer in one.body.answers.items() if answer in POSITIVE}
    unasked = _left_to_the_person(desk) - told
    gone = sorted(closed_before(desk, found.medicine) - unasked - set(found.asks))
    shut = [rule for rule in closed_now(desk, found.medicine) if rule in SHUTS]
    book, least = desk.book.medicine, Verdict.ASK_FIRST if gone else Verdict.ALLOW
    reasons = (*(book.reason(rule) for rule in shut), *(book.reason(HIT_REMOVED, was=one) for one in gone))
    return OwnVerdict(Verdict.AVOID if shut else max(found.verdict, least), (*found.reasons, *reasons))


def _left_to_the_person(desk: Desk) -> set[str]:
    """The conditions that a limit of the same thing names: where never asked, its words are shown instead."""
    book = desk.book.without_pills
    limits = (limit for thing in book.things if thing.medicine for limit in book.limits_of(thing))
    return {condition for limit in limits for condition in limit.conditions}


def _takes_nsaid(desk: Desk) -> bool:
    """Whether an anti-inflammatory by mouth is planned, was taken within a day, or is prescribed."""
    now, course = desk.moment.now, desk.course()
    if course is not None and course.medicine.is_nsaid and course.stop_on >= desk.moment.today:
        return True
    since = now - timedelta(hours=DAY_HOURS)
    doses = desk.journal.entries(DoseTaken, from_on=desk.moment.today - timedelta(days=2))
    is_taken = any(one.body.medicine.is_nsaid and one.at > since for one in doses)
    return is_taken or is_prescribed(desk, Medicine.IBUPROFEN, now)
