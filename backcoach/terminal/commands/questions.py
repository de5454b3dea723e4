"""Everything that is asked, as a list: by `start`, by `screen`, and every day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backcoach.coach.screening import is_open
from backcoach.flows.due_sets import review_sets
from backcoach.flows.replied import LEAST_KG, MOST_KG, WEIGHT
from backcoach.flows.rounds import known_before
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.share.machine import ANSWERS, intake_document, question_document
from backcoach.terminal.commands.screen import check_review
from backcoach.terminal.exits import Exit
from backcoach.terminal.interview import medicine_texts
from backcoach.terminal.output import standard_output
from backcoach.terminal.session import open_desk


def of_start(*, as_json: bool) -> int:
    """Everything `start` may ask."""
    book = open_handbook()
    texts = medicine_texts(book)
    documents = [
        *(intake_document(question) for question in book.intake),
        *(question_document(question) for question in book.screening.rules.questions.values()),
        *(_medicine_document(item, texts[item], book) for one in book.medicine.prompts for item in one.items),
    ]
    return _list(documents, as_json=as_json)


def of_screening(home: Path | None = None, *, weekly: bool = False, as_json: bool) -> int:
    """All screening questions, or those that the next weekly review asks."""
    book = open_handbook()
    ids = _weekly_ids(home, book) if weekly else list(book.screening.rules.questions)
    return _list([question_document(book.screening.rules.questions[one]) for one in ids], as_json=as_json)


def of_every_day(*, as_json: bool) -> int:
    """The safety questions of every day."""
    output, gates = standard_output(), open_handbook().screening.gates
    if as_json:
        documents = [{"id": gate.id, "text": gate.text, "opens": list(gate.opens)} for gate in gates]
        output.document({"gates": documents})
    else:
        for gate in gates:
            output.results.print(f"- {gate.text}")
    return Exit.DONE


def _list(questions: Sequence[dict[str, Any]], *, as_json: bool) -> int:
    output = standard_output()
    if as_json:
        output.document({"questions": questions})
    else:
        for question in questions:
            output.results.print(f"{question['id']}: {question['text']}")
    return Exit.DONE


def _weekly_ids(home: Path | None, book: Handbook) -> list[str]:
    """The open questions of a review held now, in the order of the content."""
    with open_desk(home, book=book) as desk:
        check_review(desk)
        known = known_before(desk, review_sets(desk))
    rules = book.screening.rules
    return [one for one in rules.questions if one not in known and is_open(one, known, rules)]


def _medicine_document(item: str, text: str, book: Handbook) -> dict[str, object]:
    """One medicine question."""
    sources = {one.id: list(one.sources) for one in book.medicine.conditions}
    document: dict[str, object] = {
        "id": item,
        "text": text,
        "group": "medicine",
        "answers": "number" if item == WEIGHT else ANSWERS,
        "asked": "follow_up",
    }
    if item == WEIGHT:
        document |= {"minimum": LEAST_KG, "maximum": MOST_KG, "unit": "kilograms"}
    return document | ({"sources": sources[item]} if item in sources else {})
