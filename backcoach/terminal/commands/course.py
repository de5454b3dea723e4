"""`backcoach meds step-down`, `step-up`, `step-back`, `stop` and `day-3`, and its part of the check-in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from backcoach.coach.course_changes import DAY_3_ASK, DAY_3_NO_BETTER, SIGNS_ASK
from backcoach.coach.values import Answer
from backcoach.flows.course import (
    answer_day_3,
    change,
    is_day_3_due,
    stop,
)
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.replies import read_answer
from backcoach.flows.signs import (
    SignSheet,
    effects_to_ask,
    is_signs_due,
    signs_to_ask,
)
from backcoach.flows.signs_told import SignsTold, Stopped
from backcoach.share.machine import course_document, reason_documents
from backcoach.terminal.ask import Asker
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.course import (
    Line,
    changed_lines,
    effect_lines,
    ended_lines,
    rule_lines,
    stopped_lines,
)
from backcoach.terminal.session import open_desk


def step(home: Path | None, way: str, *, as_json: bool) -> int:
    """Change the running course."""
    output = standard_output()
    with open_desk(home) as desk:
        changed = change(desk, way)
        if as_json:
            output.document(
                {
                    "course": course_document(changed.course, desk.moment.now.tzinfo),
                    "reasons": reason_documents(changed.reasons),
                }
            )
        else:
            show(output, changed_lines(changed, desk.book, desk.moment))
    return Exit.DONE


def end(home: Path | None, *, as_json: bool) -> int:
    """End the running course."""
    output = standard_output()
    with open_desk(home) as desk:
        course = stop(desk)
        if as_json:
            reason = desk.book.medicine.reason(course.change)
            output.document(
                {
                    "course": course_document(course, desk.moment.now.tzinfo),
                    "reasons": reason_documents((reason,)),
                }
            )
        else:
            show(output, ended_lines(course, desk.book))
    return Exit.DONE


def day_3(home: Path | None, answer: str) -> int:
    """Keep whether it is better on day 3."""
    output = standard_output()
    try:
        said = read_answer(answer)
    except ValueError as error:
        raise BadInput(f"The answer is one of these: {error}.", "Such as: backcoach meds day-3 yes") from None
    with open_desk(home) as desk:
        _keep_day_3(desk, output, said)
    return Exit.DONE


def _keep_day_3(desk: Desk, output: Output, said: Answer) -> None:
    if answer_day_3(desk, said) is not None:
        show(output, rule_lines(DAY_3_NO_BETTER, desk.book))


def ask_about_course(desk: Desk, asker: Asker) -> Stopped | None:
    """The signs and side effects as one list, then the question of day 3, each only where it is due."""
    told = _ask_signs(desk, asker) if is_signs_due(desk) else SignsTold()
    if told.stopped is not None:
        show(asker.output, stopped_lines(told.stopped, desk.book, desk.region_code()))
    else:
        show(asker.output, effect_lines(told.effects, desk.book))
        if is_day_3_due(desk):
            _keep_day_3(desk, asker.output, asker.answer(desk.book.medicine.rule(DAY_3_ASK).why))
    return told.stopped


def _ask_signs(desk: Desk, asker: Asker) -> SignsTold:
    """Every answer is kept as it is given; what was told counts also where the person stops."""
    lines = [(one.id, one.sign) for one in signs_to_ask(desk)]
    lines += [(one.id, one.effect) for one in effects_to_ask(desk)]
    sheet = SignSheet(desk)

    def keep(place: int, answer: Answer) -> bool:
        sheet.add(lines[place][0], answer)
        return False

    try:
        asker.each(desk.book.medicine.rule(SIGNS_ASK).why, [(words, ()) for _, words in lines], keep)
    except KeyboardInterrupt:
        if sheet.result().stopped is None:
            raise
    return sheet.result()


def show(output: Output, lines: Iterable[Line]) -> None:
    """Print lines."""
    for text, style in lines:
        output.line(text, style)
