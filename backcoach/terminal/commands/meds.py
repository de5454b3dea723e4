"""`backcoach meds check`."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from backcoach.coach.eligibility import check_medicines, missing_conditions
from backcoach.coach.medicines import Medicine
from backcoach.coach.regions import find_region
from backcoach.coach.values import Answer
from backcoach.flows.errors import BadInput
from backcoach.flows.replies import read_answer
from backcoach.flows.sitting import read_weight
from backcoach.handbook.handbook import Handbook, load_handbook
from backcoach.share.machine import eligibility_documents
from backcoach.terminal.exits import Exit
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.output import standard_output
from backcoach.terminal.safe import visible

AGE, WEIGHT, NAMED = "age_years", "weight_kg", "named_nsaid"
OLDEST = 120


def check(path: Path, code: str, *, as_json: bool) -> int:
    """The verdict for each medicine. Nothing is saved."""
    output = standard_output()
    book = load_handbook()
    region = find_region(book.regions, code)
    if region is None:
        known = ", ".join(one.code for one in book.regions)
        raise BadInput(f"{code!r} is not a region known here.", f"There are {known}.")
    answers, numbers, named = _read(read_answers_file(path), book)
    verdicts = check_medicines(
        answers,
        whole(numbers[AGE]),
        numbers[WEIGHT],
        region,
        book.medicine,
        named_nsaid=named,
    )
    if as_json:
        output.document({"region": region.code, "medicines": eligibility_documents(verdicts)})
    else:
        for one in verdicts:
            output.result(Text.assemble((one.medicine.value, "bold"), f": {one.verdict.value}"))
            for reason in one.reasons:
                output.result(Text(f"  - {visible(reason.why)} ({reason.rule})"))
    return Exit.DONE


def _read(
    plain: dict[str, object],
    book: Handbook,
) -> tuple[dict[str, Answer], dict[str, float | None], Medicine | None]:
    known = {condition.id for condition in book.medicine.conditions}
    answers: dict[str, Answer] = {}
    numbers: dict[str, float | None] = {AGE: None, WEIGHT: None}
    named: Medicine | None = None
    faults = []
    for name, value in plain.items():
        try:
            if name == AGE:
                numbers[AGE] = _age(value)
            elif name == WEIGHT:
                numbers[WEIGHT] = read_weight(value)
            elif name == NAMED:
                named = _medicine(value)
            elif name in known:
                answers[name] = read_answer(value)
            else:
                faults.append(f"{name}: unknown condition")
        except ValueError as error:
            faults.append(f"{name}: must be {error}")
    age = whole(numbers[AGE])
    missing = missing_conditions(answers, age, numbers[WEIGHT], book.medicine)
    faults += [f"{name}: not answered" for name in missing if name not in plain]
    if faults:
        raise BadInput(
            "The answers cannot be used; nothing was decided.",
            "Correct these lines. Every condition takes yes, no or not_sure.",
            tuple(faults),
        )
    return answers, numbers, named


def whole(number: float | None) -> int | None:
    """Years as a whole number."""
    return None if number is None else int(number)


def _medicine(value: object) -> Medicine:
    names = [one.value for one in Medicine if one.is_nsaid]
    if value not in names:
        raise ValueError(f"one of {', '.join(names)}")
    return Medicine(value)


def _age(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= OLDEST:
        raise ValueError(f"an age from 0 to {OLDEST}")
    return float(value)
