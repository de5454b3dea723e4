"""`backcoach meds check`."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from backcoach.coach.eligibility import check_medicines, missing_conditions
from backcoach.coach.limits import Medicine
from backcoach.coach.regions import find_region
from backcoach.coach.values import Answer
from backcoach.flows.errors import BadInput
from backcoach.flows.replied import read_weight
from backcoach.flows.replies import read_answer, take_each
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.share.machine import eligibility_documents
from backcoach.terminal.exits import Exit
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.output import standard_output
from backcoach.terminal.safe import visible
from backcoach.values import Value, field

AGE, WEIGHT, NAMED = "age_years", "weight_kg", "named_nsaid"
OLDEST = 120


def check(path: Path, code: str, *, as_json: bool) -> int:
    """The verdict for each medicine. Nothing is saved."""
    output = standard_output()
    book = open_handbook()
    region = find_region(book.regions, code)
    if region is None:
        known = ", ".join(one.code for one in book.regions)
        raise BadInput(f"{code!r} is not a region known here.", f"There are {known}.")
    given = _read(read_answers_file(path), book)
    verdicts = check_medicines(
        given.answers,
        given.age_years,
        given.weight_kg,
        region,
        book.medicine,
        named_nsaid=given.named_nsaid,
    )
    if as_json:
        output.document({"region": region.code, "medicines": eligibility_documents(verdicts)})
    else:
        for one in verdicts:
            output.result(Text.assemble((one.medicine.value, "bold"), f": {one.verdict.value}"))
            for reason in one.reasons:
                output.result(Text(f"  - {visible(reason.why)} ({reason.rule})"))
    return Exit.DONE


class _Given(Value, frozen=False):
    """What a file says: answers by condition, and the numbers that answer some of them."""

    answers: dict[str, Answer] = field(default_factory=dict)
    age_years: int | None = None
    weight_kg: float | None = None
    named_nsaid: Medicine | None = None

    def take(self, name: str, plain: object) -> None:
        """Put one line of the file where it belongs. Raises `ValueError` with what is wanted."""
        if name == AGE:
            self.age_years = _age(plain)
        elif name == WEIGHT:
            self.weight_kg = read_weight(plain)
        elif name == NAMED:
            self.named_nsaid = _medicine(plain)
        else:
            self.answers[name] = read_answer(plain)


def _read(plain: dict[str, object], book: Handbook) -> _Given:
    given = _Given()
    known = {AGE, WEIGHT, NAMED, *(condition.id for condition in book.medicine.conditions)}
    faults = take_each(plain, known, given.take, "condition")
    missing = missing_conditions(given.answers, given.age_years, given.weight_kg, book.medicine)
    faults += [f"{name}: not answered" for name in missing if name not in plain]
    if faults:
        raise BadInput(
            "The answers cannot be used; nothing was decided.",
            "Correct these lines. Every condition takes yes, no or not_sure.",
            tuple(faults),
        )
    return given


def _medicine(value: object) -> Medicine:
    names = [one.value for one in Medicine if one.is_nsaid]
    if value not in names:
        raise ValueError(f"one of {', '.join(names)}")
    return Medicine(value)


def _age(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= OLDEST:
        raise ValueError(f"an age from 0 to {OLDEST}")
    return int(value)
