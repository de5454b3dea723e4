"""Copying a label: reading each answer, keeping it at once, and making the prescribed medicine of them.

Every reader raises `ValueError` with what is wanted. Texts are kept as they were given.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import LabelIngredient, Prescribed
from backcoach.coach.prescribed import OTHER_CLASS, Family, LabelKind, LabelQuestion, PrescribedBook
from backcoach.coach.record import AnswerGiven, SittingEnded
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.prescriptions import prescriptions
from backcoach.flows.replies import take_each
from backcoach.flows.rounds import ROUND

SITTING, PREFIX, EXTRAS = f"{ROUND}label-", "label_", "extras"
LONGEST_TEXT, MOST_MG, MOST_UNITS, MOST_HOURS = 500, 20_000, 1000, 744
NEITHER, NOT_SURE = "neither", "not_sure"
HOLDS = (*(family.value for family in Family), NEITHER, NOT_SURE)
SKIPPED = ""

_PART = re.compile(r"\s*(?:;|\+|/|&|,\s+|\band\b)\s*")
_INGREDIENT = re.compile(r"(.*?[^\W\d_].*?)\s*(?:([0-9]+(?:[.,][0-9]+)?)\s*(mg|g|mcg|µg|ug)?|\?)")
_THOUSANDS = re.compile(r"[1-9][0-9]*[.,][0-9]{3}")
_PER_MG = {None: 1.0, "mg": 1.0, "g": 1000.0, "mcg": 0.001, "µg": 0.001, "ug": 0.001}


def read_ingredients(plain: object) -> list[dict[str, Any]]:
    """Ingredients as tables from text such as `paracetamol 500 mg, caffeine ?`, or from such tables."""
    wanted = "names with their mg, such as: paracetamol 500 mg, caffeine ?"
    if isinstance(plain, str):
        if len(plain) > LONGEST_TEXT:  # the time to take it apart grows with the square of its length
            raise ValueError(wanted)
        matches = [_INGREDIENT.fullmatch(part) for part in _PART.split(plain.strip())]
        if not all(matches):
            raise ValueError(wanted)
        return [_table(match[1], match[2], match[3]) for match in matches if match]
    if not isinstance(plain, list | tuple) or not plain:
        raise ValueError(wanted)
    return [_checked_table(one, wanted) for one in plain]


def _table(name: str, number: str | None, unit: str | None) -> dict[str, Any]:
    if number is None:
        return {"name": name.strip()}
    if _THOUSANDS.fullmatch(number):
        raise ValueError("amounts without a mark between thousands, such as 1000 mg")
    mg = round(float(number.replace(",", ".")) * _PER_MG[unit], 6)
    return _checked_table({"name": name.strip(), "mg": mg}, f"amounts above 0, up to {MOST_MG} mg")


def _checked_table(plain: object, wanted: str) -> dict[str, Any]:
    if not isinstance(plain, Mapping) or not {"name"} <= set(plain) <= {"name", "mg"}:
        raise ValueError(wanted)
    name, mg = plain["name"], plain.get("mg")
    _text(name)
    if mg is not None and not _is_number(mg, MOST_MG):
        raise ValueError(wanted)
    return {"name": name, "mg": float(mg)} if mg is not None else {"name": name}


def read_label(question: LabelQuestion, plain: object, book: PrescribedBook, today: date) -> object:
    """One answer in its plain form; `""` passes over a question that may be skipped."""
    if question.may_skip and plain == SKIPPED:
        return SKIPPED
    kind = question.kind
    if kind is LabelKind.INGREDIENTS:
        return read_ingredients(plain)
    if kind in (LabelKind.UNITS, LabelKind.HOURS):
        return _number(plain, MOST_HOURS if kind is LabelKind.HOURS else MOST_UNITS)
    if kind in (LabelKind.DAY, LabelKind.PAST_DAY):
        return _day(plain, today if kind is LabelKind.PAST_DAY else date.max)
    if kind is LabelKind.MEDICINE_CLASS:
        return _one_of(plain, [one.id for one in book.classes])
    return _one_of(plain, HOLDS) if kind is LabelKind.HOLDS else _text(plain)


def _text(plain: object) -> str:
    if not isinstance(plain, str) or not plain.strip() or len(plain) > LONGEST_TEXT:
        raise ValueError(f"text of 1 to {LONGEST_TEXT} letters")
    return plain


def _is_number(plain: object, most: float) -> bool:
    return not isinstance(plain, bool) and isinstance(plain, int | float) and 0 < plain <= most


def _number(plain: object, most: float) -> float:
    if not _is_number(plain, most):
        raise ValueError(f"a number above 0, up to {most}")
    return float(plain)  # type: ignore[arg-type]


def _day(plain: object, last: date) -> str:
    try:
        day = date.fromisoformat(plain.isoformat() if isinstance(plain, date) else str(plain))
    except ValueError:
        raise ValueError("a day such as 2026-03-02") from None
    if day > last:
        raise ValueError("a day that is not still to come")
    return day.isoformat()


def _one_of(plain: object, known: Collection[str]) -> str:
    if not isinstance(plain, str) or plain not in known:
        raise ValueError(f"one of {', '.join(known)}")
    return plain


def wanted_questions(said: Mapping[str, object], book: PrescribedBook) -> tuple[LabelQuestion, ...]:
    """The questions that belong to this label, as far as it is known: without the extras nobody chose."""
    return tuple(one for one in book.questions if _is_wanted(one, said, book))


def _is_wanted(question: LabelQuestion, said: Mapping[str, object], book: PrescribedBook) -> bool:
    names = [one["name"] for one in said.get("ingredients", ())]  # type: ignore[attr-defined]
    if question.kind is LabelKind.MEDICINE_CLASS:
        return book.class_of(names) is None
    if question.kind is LabelKind.HOLDS:
        return not names or any(book.substance(name) is None for name in names)
    chosen = said.get(EXTRAS, ())
    return not question.is_extra or question.id in chosen  # type: ignore[operator]


def prescribed_from(said: Mapping[str, Any], book: PrescribedBook, taken_ids: Collection[str]) -> Prescribed:
    """The prescribed medicine of these answers. Raises `ValueError` where the label contradicts itself."""
    texts = ("taper_text", "food", "contact", "told", "allowed_with", "monitoring")
    ingredients = tuple(LabelIngredient(one["name"], one.get("mg")) for one in said["ingredients"])
    told = book.class_of(one.name for one in ingredients)
    body = Prescribed(
        id=free_id(said["name"], taken_ids),
        name=said["name"],
        ingredients=ingredients,
        medicine_class=said.get("medicine_class") or told or OTHER_CLASS,
        form=said["form"],
        prescriber=said["prescriber"],
        prescribed_on=date.fromisoformat(said["prescribed_on"]),
        reason=said["reason"],
        dose_text=said["dose_text"],
        units_per_dose=said["units_per_dose"],
        min_interval_hours=said.get("min_interval_hours") or None,
        max_units_24h=said.get("max_units_24h") or None,
        starts_on=date.fromisoformat(said["starts_on"]),
        review_on=date.fromisoformat(said["review_on"]) if said.get("review_on") else None,
        holds=_holds(said, ingredients, book),
        **{name: said.get(name, "") for name in texts},
    )
    _check(body)
    return body


def _check(body: Prescribed) -> None:
    if body.max_units_24h is not None and body.units_per_dose > body.max_units_24h:
        raise ValueError("one dose is more than the most for 24 hours: please look at the label again")
    if body.review_on is not None and body.review_on < body.starts_on:
        raise ValueError("it ends before it begins: please look at the days again")


def _holds(
    said: Mapping[str, Any], ingredients: tuple[LabelIngredient, ...], book: PrescribedBook
) -> tuple[str, ...]:
    """The painkillers that it may hold; where a substance is not known and nothing was said, both."""
    is_known = all(book.substance(one.name) is not None for one in ingredients)
    reply = said.get("holds", NEITHER if is_known else NOT_SURE)
    everything = tuple(family.value for family in Family)
    return everything if reply == NOT_SURE else tuple(one for one in everything if one == reply)


def free_id(name: str, taken_ids: Collection[str]) -> str:
    """A short name in small letters that is not taken yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "medicine"
    names = (base, *(f"{base}_{n}" for n in range(2, len(taken_ids) + 3)))
    return next(one for one in names if one not in taken_ids)


def taken_ids(desk: Desk) -> frozenset[str]:
    """The ids no further prescribed medicine may have: those there are, and those of packs and substances."""
    own = {one.body.id for one in prescriptions(desk)}
    packs = {pack.id for pack in desk.book.packs.packs}
    products = {one.id for region in desk.book.regions for one in region.products}
    return frozenset(own | packs | products | {one.value for one in Medicine})


def read_label_file(answers: Mapping[str, object], desk: Desk) -> Prescribed:
    """The prescribed medicine in an answers file. Raises `BadInput` with everything that is wrong with it."""
    book, said = desk.book.prescribed, dict[str, Any]()
    by_id = {one.id: one for one in book.questions}

    def take(name: str, plain: object) -> None:
        said[name] = read_label(by_id[name], plain, book, desk.moment.today)

    faults = take_each(answers, by_id, take, "line")
    wanted = [one for one in wanted_questions(said, book) if not one.may_skip]
    faults += [f"{one.id}: not answered" for one in wanted if one.id not in answers]
    if not faults:
        try:
            return prescribed_from(said, book, taken_ids(desk))
        except ValueError as error:
            faults.append(str(error))
    raise BadInput(
        "The label cannot be used; nothing was saved.",
        "Correct these lines. What they mean: backcoach meds prescribed add -h",
        tuple(faults),
    )


class OpenLabel:
    """A label that is copied answer by answer; each is on the disk before the next is asked.

    One that broke off goes on where it stopped.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.said: dict[str, Any] = {}
        self.id = f"{SITTING}{uuid.uuid4().hex}"
        self._resume()
        self.is_resumed = bool(self.said)

    def step(self) -> LabelQuestion | None:
        """What to ask next; None when the extras are to be chosen, or everything is said."""
        wanted = wanted_questions(self.said, self._desk.book.prescribed)
        return next((one for one in wanted if one.id not in self.said), None)

    @property
    def are_extras_open(self) -> bool:
        """Whether it is still to be chosen what else stands on the label."""
        return EXTRAS not in self.said

    def read(self, question: LabelQuestion, plain: object) -> object:
        """An answer in its plain form. Raises `ValueError` with what is wanted."""
        return read_label(question, plain, self._desk.book.prescribed, self._desk.moment.today)

    def answer(self, question: LabelQuestion, plain: object) -> None:
        """Keep one answer. Raises `ValueError` with what is wanted; then nothing is kept."""
        self._keep(question.id, self.read(question, plain))

    def choose(self, extras: list[str]) -> None:
        """Keep what else stands on the label."""
        self._keep(EXTRAS, extras)

    def forget(self) -> None:
        """End here, as it is not what the label says, and begin with an empty one."""
        self._desk.keep(SittingEnded(self.id))
        self.said, self.id = {}, f"{SITTING}{uuid.uuid4().hex}"

    def prescribed(self) -> Prescribed:
        """What was copied. Raises `ValueError` where it contradicts itself."""
        return prescribed_from(self.said, self._desk.book.prescribed, taken_ids(self._desk))

    def _keep(self, name: str, plain: object) -> None:
        self._desk.keep(AnswerGiven(self.id, f"{PREFIX}{name}", plain))
        self.said[name] = plain

    def _resume(self) -> None:
        given = [
            one.body
            for one in self._desk.journal.entries(AnswerGiven)
            if one.body.sitting.startswith(SITTING)
        ]
        ended = {one.body.sitting for one in self._desk.journal.entries(SittingEnded)}
        if not given or given[-1].sitting in ended:
            return
        self.id = given[-1].sitting
        self.said = {one.question.removeprefix(PREFIX): one.value for one in given if one.sitting == self.id}
