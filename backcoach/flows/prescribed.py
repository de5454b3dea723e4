"""Writing down what a clinician prescribed, logging it against its own label, and ending it.

The program copies, counts and warns. It never changes a prescription, and never says how much to take.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from backcoach.coach.limits import DAY_HOURS, Medicine
from backcoach.coach.medicine_record import CourseEnded, Prescribed, PrescribedEnded, PrescribedTaken
from backcoach.coach.open_medicine import PRESCRIBED_SAME
from backcoach.coach.prescribed import (
    ABOVE_PACK,
    NOT_COUNTED,
    TOO_EARLY,
    TOO_MANY,
    Family,
    Units,
    closes,
    counted,
    judge_units,
    most_in_24h,
    next_by_label,
    uncounted,
)
from backcoach.coach.record import DoseTaken, Entry, SittingEnded
from backcoach.coach.values import Reason
from backcoach.flows.day_told import check_past
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import limits_of
from backcoach.flows.dose_undo import TakingBack, check_taken_back, since_first, why_back
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.flagged import overdose
from backcoach.flows.label import MOST_MG, MOST_UNITS
from backcoach.flows.prescriptions import PRODUCT, Prescription, own_doses, prescriptions, units_of
from backcoach.flows.tighten import course_to_come, tighten
from backcoach.flows.voiding import void_all, with_earlier
from backcoach.values import Value

_DAY = timedelta(hours=DAY_HOURS)
LOOK_BACK = timedelta(days=3)
AGAINST = frozenset({TOO_EARLY, TOO_MANY})
"""The rules that say that some units were against the label."""


class UnitsResult(Value):
    """What came of some units: the reasons, the gravest first, and from when the label lets one dose follow.

    `next_at` (UTC) is None where the label gives no gap and no most. `is_overdose` calls for help at once.
    """

    body: Prescribed
    units: float
    at: datetime
    reasons: tuple[Reason, ...]
    next_at: datetime | None
    is_overdose: bool


def keep_prescribed(desk: Desk, body: Prescribed, sitting: str | None = None) -> CourseEnded | None:
    """Write down a prescribed medicine, and hold the running course to it at once; its end, if any.

    A course that holds the same ends, and so does one that it speaks against; another may become tighter.
    """
    ended = _ended_by(desk, body)
    end = [SittingEnded(sitting)] if sitting is not None else []
    desk.keep(body, *([ended] if ended else []), *end)
    course = course_to_come(desk)
    return ended if ended or course is None else tighten(desk, course)[1]


def _ended_by(desk: Desk, body: Prescribed) -> CourseEnded | None:
    course = course_to_come(desk) or desk.course()
    if course is None or course.stop_on < desk.moment.today:
        return None
    is_same = closes(body, course.medicine, desk.book.prescribed)
    return CourseEnded(course.medicine, PRESCRIBED_SAME) if is_same else None


def end_prescribed(desk: Desk, id_: str) -> Prescription:
    """Note that a prescribed medicine is no longer taken, as the person says. Raises `BadInput`."""
    one = find(desk, id_)
    if one.ended_at is not None:
        raise BadInput(f"{one.body.id} was ended already.", "See: backcoach meds prescribed list")
    desk.keep(PrescribedEnded(one.body.id))
    return find(desk, id_)


def find(desk: Desk, id_: str) -> Prescription:
    """The prescribed medicine of that id or name. Raises `BadInput` with those there are."""
    known, wanted = prescriptions(desk), id_.strip().lower()
    named = [one for one in known if one.body.name.strip().lower() == wanted]
    found = [one for one in known if one.body.id == wanted] or (named if len(named) == 1 else [])
    if not found:
        there = ", ".join(one.body.id for one in known) or "none yet"
        raise BadInput("No prescribed medicine has that id.", f"There are: {there}.")
    return found[0]


def take(desk: Desk, id_: str, units: float | None, at: datetime) -> UnitsResult:
    """Record some units, one dose of the label where no number is given, and say how they stand to it.

    They are recorded whatever they mean. Raises `BadInput` for what cannot be, `Unsaved` for too much that
    cannot be kept.
    """
    one, new = sound_units(desk, id_, units, at)
    return keep_units(desk, one, new)


def sound_units(desk: Desk, id_: str, units: float | None, at: datetime) -> tuple[Prescription, Units]:
    """A prescribed medicine and some units of it, one dose where no number is given. Raises `BadInput`."""
    one = find(desk, id_)
    new = Units(_sound_units(desk, one, units), at)
    _check_time(desk, one, at)
    return one, new


def keep_units(
    desk: Desk,
    one: Prescription,
    new: Units,
    supersedes: Sequence[str | None] = (),
    beside: Iterable[object] = (),
) -> UnitsResult:
    """Record some units with what they add to the sums, in the order of the label, and what they mean.

    `supersedes` are the ids of what they correct, in that order; the record of the desk must be as if that
    was not there. `beside` is recorded with them. Raises `Unsaved` for too much that cannot be kept.
    """
    at = new.taken_at
    rules = judge_units(one.body, new, units_of(desk, one.body.id))
    grave = _too_much(desk, one, new)
    reasons = (*grave, *_beside(desk, one, at), *_reasons(desk, one, new, rules))
    body = PrescribedTaken(one.body.id, new.units)
    is_against = bool(grave) or bool(AGAINST & set(rules))
    amounts = counted(one.body, new.units, desk.book.prescribed)
    doses = [DoseTaken(medicine, mg, is_against, f"{PRODUCT}{one.body.id}") for medicine, mg in amounts]
    follows = [overdose(desk, {})] if grave else []
    day_on = desk.moment.day_of(at)
    desk.keep(body, *doses, *beside, at=at, day_on=day_on, supersedes=supersedes, follows=follows)
    next_at = next_by_label(one.body, units_of(desk, one.body.id), desk.moment.now)
    return UnitsResult(one.body, new.units, at, reasons, next_at, bool(grave))


def undo(desk: Desk, id_: str, *, is_sure: bool, is_mistake: bool) -> Units:
    """Take back what was last written down of a prescribed medicine, with what it added to the sums.

    Both stay in the record. It needs the same as any other dose: see `dose_next.check_taken_back`.
    """
    one = find(desk, id_)
    taken = [entry for entry in desk.journal.entries(PrescribedTaken) if entry.body.prescribed == one.body.id]
    if not taken:
        raise BadInput("No dose of it is written down.", "See: backcoach meds prescribed list")
    last = max(taken, key=lambda entry: entry.place)
    back, doses = taking_back(desk, last)
    command = f"meds prescribed undo {one.body.id}"
    versions = with_earlier(desk, (last, *doses))
    back = since_first(desk, back, versions)
    check_taken_back(desk, back, command, is_sure=is_sure, is_mistake=is_mistake)
    void_all(desk, versions, why=why_back(is_mistake=is_mistake))
    return Units(last.body.units, last.at)


def taking_back(desk: Desk, last: Entry[PrescribedTaken]) -> tuple[TakingBack, list[Entry[DoseTaken]]]:
    """What has to be known before some units are taken back, and what they added to the sums."""
    one, units = find(desk, last.body.prescribed), Units(last.body.units, last.at)
    entries = desk.journal.entries(PrescribedTaken)
    others = tuple(
        Units(entry.body.units, entry.at)
        for entry in entries
        if entry.body.prescribed == one.body.id and entry.id != last.id
    )
    doses = _doses_of(desk, last)
    is_alarm = any(dose.body.is_against_advice for dose in doses) or bool(
        AGAINST & set(judge_units(one.body, units, others))
    )
    words = f"{one.body.id} {units.units:g}"
    return TakingBack(last.at, last.recorded_at, last.place, words, is_alarm), doses


def _doses_of(desk: Desk, taken: Entry[PrescribedTaken]) -> list[Entry[DoseTaken]]:
    """What these units added to the sums."""
    entries = desk.journal.entries(DoseTaken)
    own = own_doses(desk, entries)
    when = (taken.at, taken.recorded_at)
    return [
        one
        for one in entries
        if own.get(one.id) == taken.body.prescribed and (one.at, one.recorded_at) == when
    ]


def _sound_units(desk: Desk, one: Prescription, given: float | None) -> float:
    units = one.body.units_per_dose if given is None else given
    amounts = counted(one.body, units, desk.book.prescribed) if 0 < units <= MOST_UNITS else ()
    if not 0 < units <= MOST_UNITS or any(mg > MOST_MG for _, mg in amounts):
        raise BadInput(
            f"{given:g} units cannot be right; nothing was saved.",
            "If too much was swallowed, call your poison centre or emergency number now.",
        )
    return units


def _check_time(desk: Desk, one: Prescription, at: datetime) -> None:
    check_past(desk, at)
    if one.ended_at is not None and at > one.ended_at:
        raise BadInput(
            f"{one.body.id} was ended before that time; nothing was saved.",
            "Do you take it again? Write it down again: backcoach meds prescribed add. "
            "If too much was swallowed, call your poison centre or emergency number now.",
        )


def _reasons(desk: Desk, one: Prescription, new: Units, rules: tuple[str, ...]) -> tuple[Reason, ...]:
    book = desk.book.prescribed
    inputs = {"prescribed": one.body.id, "units": f"{new.units:g}"}
    more = (NOT_COUNTED,) if uncounted(one.body, book) else ()
    above = (ABOVE_PACK,) if _is_above_pack(desk, one, new) else ()
    return tuple(book.reason(rule, **inputs) for rule in (*rules, *above, *more))


def _beside(desk: Desk, one: Prescription, at: datetime) -> tuple[Reason, ...]:
    """That something of the same kind that nobody prescribed was taken within a day."""
    entries = _doses(desk, at)
    prescribed = own_doses(desk, entries)
    near = (
        entry.body.medicine for entry in entries if entry.id not in prescribed and abs(entry.at - at) < _DAY
    )
    same = sorted({each.value for each in near if closes(one.body, each, desk.book.prescribed)})
    rule = f"taken_{PRESCRIBED_SAME}"
    return (desk.book.medicine.reason(rule, beside=", ".join(same)),) if same else ()


def _doses(desk: Desk, at: datetime) -> tuple[Entry[DoseTaken], ...]:
    return desk.journal.entries(DoseTaken, from_on=desk.moment.day_of(at - LOOK_BACK))


def _too_much(desk: Desk, one: Prescription, new: Units) -> tuple[Reason, ...]:
    """What is said of more in 24 hours, from all packs, than the packs or the person's own limit allow.

    As long as nothing but this medicine is in the sum, and it keeps its own label's most, the label counts:
    then only paracetamol has a limit, the highest of all packs.
    """
    found = []
    for medicine, sum_mg, as_label in _sums(desk, one, new):
        limit = _highest_mg(desk, medicine) if as_label else _limit_mg(desk, medicine)
        if limit is not None and sum_mg > limit:
            rule = "taken_above_limit_" + ("nsaid" if medicine.is_nsaid else "paracetamol")
            found.append(desk.book.medicine.reason(rule, taken_24h_mg=sum_mg, limit_24h_mg=limit))
    return tuple(found)


def _is_above_pack(desk: Desk, one: Prescription, new: Units) -> bool:
    """Whether the label's own most lets more be taken than the packs in shops."""
    limits = (
        (sum_mg, _limit_mg(desk, medicine))
        for medicine, sum_mg, as_label in _sums(desk, one, new)
        if as_label
    )
    return any(limit is not None and sum_mg > limit for sum_mg, limit in limits)


def _sums(desk: Desk, one: Prescription, new: Units) -> list[tuple[Medicine, int, bool]]:
    """For each medicine of ours in it: the most mg in 24 hours, and whether all is its own, as labelled."""
    sums = []
    known = _doses(desk, new.taken_at)
    own = own_doses(desk, known)
    is_within = one.body.max_units_24h is not None and (
        most_in_24h(new, units_of(desk, one.body.id)) <= one.body.max_units_24h
    )
    for medicine, mg in counted(one.body, new.units, desk.book.prescribed):
        same = [entry for entry in known if entry.body.medicine is medicine]
        others = [Units(entry.body.mg, entry.at) for entry in same]
        near = [entry for entry in same if abs(entry.at - new.taken_at) < _DAY]
        is_own = all(own.get(entry.id) == one.body.id for entry in near)
        sums.append((medicine, int(most_in_24h(Units(mg, new.taken_at), others)), is_within and is_own))
    return sums


def _limit_mg(desk: Desk, medicine: Medicine) -> int | None:
    """The mg in 24 hours above which help is called: of the pack or the person; None where none is known."""
    try:
        return limits_of(desk, medicine).overdose_above_mg
    except Refused:
        packs = [pack for region in desk.book.regions for pack in region.products_of(medicine)]
        return min((pack.label_daily_max_mg for pack in packs), default=None)


def _highest_mg(desk: Desk, medicine: Medicine) -> int | None:
    if Family.of(medicine) is Family.NSAID:
        return None
    packs = [pack for region in desk.book.regions for pack in region.products_of(medicine)]
    return max((pack.label_daily_max_mg for pack in packs), default=None)
