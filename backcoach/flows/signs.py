"""The signs to stop a medicine for, and its side effects, as they are told while it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from backcoach.coach.course_changes import DAY_3_ASK, STOP_SIGN
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import CourseEnded, SideEffectsAnswered, SignsAnswered
from backcoach.coach.record import DoseTaken, ScreeningDue
from backcoach.coach.rescreening import SIGN_TOLD
from backcoach.coach.signs import LASTS, SideEffect, StopAction, StopSign, lasting
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.daily import MEDICINE_DAYS
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.running import running
from backcoach.flows.signs_told import SignsTold, Stopped
from backcoach.values import Value, field

ROUSING = (StopAction.EMERGENCY, StopAction.SAME_DAY)
"""How soon help is needed where a sign makes all safety questions due as well."""


def is_signs_due(desk: Desk) -> bool:
    """Whether to ask for signs and side effects: while a medicine is being taken, once a day."""
    today = desk.moment.today
    kept = desk.journal.entries(SignsAnswered, from_on=today, to_on=today)
    return bool(signs_to_ask(desk)) and not any(set(one.body.answers) - {DAY_3_ASK} for one in kept)


def signs_to_ask(desk: Desk) -> tuple[StopSign, ...]:
    """The signs of every medicine of ours that is being taken, each once, the gravest first."""
    book = desk.book.medicine
    signs = (sign for medicine in _being_taken(desk) for sign in book.stop_signs_of(medicine))
    return _gravest_first(sign for sign in signs if sign.is_asked)


def effects_to_ask(desk: Desk) -> tuple[SideEffect, ...]:
    """The side effects of every medicine of ours that is being taken, each once."""
    book = desk.book.medicine
    every = (effect for medicine in _being_taken(desk) for effect in book.side_effects_of(medicine))
    return tuple(dict.fromkeys(every))


def _gravest_first(signs: Iterable[StopSign]) -> tuple[StopSign, ...]:
    """Each sign once."""
    order = list(StopAction)
    return tuple(sorted(dict.fromkeys(signs), key=lambda one: order.index(one.action)))


def _being_taken(desk: Desk) -> tuple[Medicine, ...]:
    """Those of the running course, once it has begun, and of the doses of the last days."""
    since, course = desk.moment.today - timedelta(days=MEDICINE_DAYS), running(desk)
    taken = {entry.body.medicine for entry in desk.journal.entries(DoseTaken, from_on=since)}
    if course is not None and any(dose.at <= desk.moment.now for dose in course.doses):
        taken.add(course.medicine)
    return tuple(one for one in Medicine if one in taken)


class SignSheet(Value, frozen=False):
    """The signs and side effects of one check-in. Each answer is on the disk before the next is asked."""

    desk: Desk
    told: dict[str, Answer] = field(default_factory=dict)
    _kept: dict[tuple[type, Medicine], str] = field(default_factory=dict)
    _has_ended: bool = False

    def add(self, name: str, answer: Answer) -> None:
        """Keep one answer, to a sign or a side effect, for every medicine it belongs to.

        A sign that is there, or not sure, ends the running course at once, whatever its medicine, and a grave
        one makes all safety questions due. A side effect that lasts longer than a day becomes such a sign.
        """
        effect = next((one for one in self.desk.book.medicine.side_effects if one.id == name), None)
        self.told[name] = answer
        if effect is None:
            self._add_sign(name, answer)
        else:
            self._add_effect(effect, answer)

    def _add_sign(self, name: str, answer: Answer) -> None:
        from backcoach.flows.rounds import keep_sign

        sign, book = _sign(self.desk, name), self.desk.book.medicine
        medicines = self._with(sign.medicines)
        if answer in POSITIVE:
            self._end(sign)
        for medicine in medicines:
            self._keep(SignsAnswered, medicine, {one.id for one in book.stop_signs_of(medicine)})
        if answer in POSITIVE and sign.action in ROUSING and sign.screening:
            keep_sign(self.desk, dict.fromkeys(sorted(sign.screening), answer))

    def _add_effect(self, effect: SideEffect, answer: Answer) -> None:
        book, today = self.desk.book.medicine, self.desk.moment.today
        medicines = self._with(effect.medicines)
        for medicine in medicines:
            self._keep(SideEffectsAnswered, medicine, {one.id for one in book.side_effects_of(medicine)})
        entries = self.desk.journal.entries(SideEffectsAnswered)
        told = [(one.day_on, one.body.answers) for one in entries if one.body.medicine in medicines]
        if answer in POSITIVE and effect.id in lasting(told, today):
            self.add(LASTS, answer)

    def _keep(
        self, kind: type[SignsAnswered | SideEffectsAnswered], medicine: Medicine, own: set[str]
    ) -> None:
        body = kind(medicine, {name: said for name, said in self.told.items() if name in own})
        kept = self.desk.keep(body, supersedes=self._kept.get((kind, medicine)))
        self._kept[kind, medicine] = kept[0].id

    def _end(self, sign: StopSign) -> None:
        course = running(self.desk)
        if sign.action in ROUSING:
            self.desk.keep(ScreeningDue(SIGN_TOLD))
        if course is not None:
            self.desk.keep(CourseEnded(course.medicine, f"{STOP_SIGN}_{sign.id}"))
            self._has_ended = True

    def _with(self, having: tuple[Medicine, ...]) -> tuple[Medicine, ...]:
        """Those of them that are being taken; all of them where none is."""
        taken = _being_taken(self.desk)
        return tuple(one for one in having if one in taken) or having

    def result(self) -> SignsTold:
        """What the answers come to."""
        book = self.desk.book.medicine
        there = {name for name, answer in self.told.items() if answer in POSITIVE}
        signs = _gravest_first(one for one in book.stop_signs if one.id in there)
        effects = tuple(one for one in book.side_effects if one.id in there)
        return SignsTold(Stopped(signs, self._has_ended) if signs else None, effects)


def _sign(desk: Desk, name: str) -> StopSign:
    return next(one for one in desk.book.medicine.stop_signs if one.id == name)


def tell_signs(desk: Desk, told: Mapping[str, Answer]) -> SignsTold:
    """Keep signs and side effects told by name. Raises `BadInput` for a name that no medicine has."""
    known = set(desk.book.medicine.sign_ids)
    if unknown := sorted(set(told) - known):
        raise BadInput(f"{unknown[0]!r} is not a sign known here.", f"There are {', '.join(sorted(known))}.")
    sheet = SignSheet(desk)
    for name, answer in told.items():
        sheet.add(name, answer)
    return sheet.result()
