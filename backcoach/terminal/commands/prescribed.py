"""`backcoach meds prescribed`: what a clinician prescribed, copied, logged and ended."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.text import Text

from backcoach.coach.medicine_record import Prescribed
from backcoach.coach.prescribed import NEVER_PLANNED, LabelKind, LabelQuestion
from backcoach.coach.values import Answer
from backcoach.flows.day_told import instant_on
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.label import HOLDS, SKIPPED, OpenLabel, read_label_file
from backcoach.flows.prescribed import UnitsResult, end_prescribed, find, keep_prescribed, take, undo
from backcoach.flows.prescribed_view import prescribed_view, prescribed_views
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.commands.prescribed_documents import (
    list_document,
    one_document,
    taken_document,
    unsaved_document,
)
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.prescribed import (
    HOLDS_WORDS,
    ROW_NAMES,
    kept_screen,
    label_lines,
    label_rows,
    list_screen,
    taken_screen,
)
from backcoach.terminal.session import need_terminal, open_desk
from backcoach.terminal.typed_amounts import read_clock_time, read_number
from backcoach.terminal.typed_days import read_day, read_day_ahead
from backcoach.terminal.unsaved import shown_though_unsaved

WAITS = "This can wait. First do what stands above."
RESUMED = "You were in the middle of copying a label. It goes on where you stopped."
IS_IT = "Is this what the label says?"
NOT_SAVED = "Nothing is saved as a medicine. Ask your pharmacist what the label means, then come back."
WRONG = "Which lines are wrong?"
CHOOSE_EXTRAS = "What else stands on the label, or were you told?"
_TAKE = re.compile(r"([0-9]+(?:[.,][0-9]+)?)?\s*(?:@\s*(.+))?")


def add(home: Path | None, *, as_json: bool) -> int:
    """Copy a label line by line, show it back, and write it down if it is right."""
    need_terminal("backcoach meds prescribed add --answers FILE", as_json=as_json)
    output = standard_output()
    with open_desk(home) as desk:
        stands = desk.standing()
        if stands.screened is not None and not stands.disposition.allows_plan:
            show_advice(desk, output, stands.screened.body, desk.region_code())
            output.say(WAITS)
            return exit_for(stands.disposition)
        sheet = OpenLabel(desk)
        if sheet.is_resumed:
            output.say(RESUMED)
        body = _copied(sheet, Asker(output), desk)
        if body is None:
            output.say(NOT_SAVED)
            return Exit.DONE
        ended = keep_prescribed(desk, body, sheet.id)
        output.result(kept_screen(body, ended, desk))
    return Exit.DONE


def _copied(sheet: OpenLabel, asker: Asker, desk: Desk) -> Prescribed | None:
    """The label as the person says it is right; None where they are not sure."""
    while True:
        _ask_all(sheet, asker, desk)
        try:
            body = sheet.prescribed()
        except ValueError as error:
            asker.output.say(f"{error}.")
            _ask_wrong(sheet, asker)
            continue
        asker.output.talk.print(Group(Text(), *label_lines(body, desk.book)))
        answer = asker.answer(IS_IT)
        if answer is not Answer.NO:
            return body if answer is Answer.YES else None
        _ask_wrong(sheet, asker, body, desk)


def _ask_wrong(
    sheet: OpenLabel, asker: Asker, body: Prescribed | None = None, desk: Desk | None = None
) -> None:
    """Which lines are to be asked again."""
    rows = [id_ for id_, _ in label_rows(body, desk.book)] if body and desk else list(sheet.said)
    ids = [id_ for id_ in rows if id_ in sheet.said and id_ in ROW_NAMES]
    for place in asker.several(WRONG, [ROW_NAMES[id_] for id_ in ids]):
        sheet.said.pop(ids[place])


def _ask_all(sheet: OpenLabel, asker: Asker, desk: Desk) -> None:
    while True:
        question = sheet.step()
        if question is not None:
            sheet.answer(question, _asked(question, sheet, asker, desk))
        elif sheet.are_extras_open:
            extras = [one for one in desk.book.prescribed.questions if one.is_extra]
            chosen = asker.several(CHOOSE_EXTRAS, [one.short for one in extras])
            sheet.choose([extras[place].id for place in chosen])
        else:
            return


def _asked(question: LabelQuestion, sheet: OpenLabel, asker: Asker, desk: Desk) -> object:
    """One reply in its plain form."""
    notes = (question.help,) if question.help else ()
    if question.kind is LabelKind.MEDICINE_CLASS:
        classes = desk.book.prescribed.classes
        return classes[asker.choose(question.text, [one.label for one in classes], notes)].id
    if question.kind is LabelKind.HOLDS:
        words = [HOLDS_WORDS.get(one, one.replace("_", " ")) for one in HOLDS]
        return HOLDS[asker.choose(question.text, words, notes)]
    asker.output.question(question.text, notes)
    hint = "Enter to pass" if question.may_skip else ""
    return asker.typed(partial(_typed, question, sheet, desk.moment.today), hint)


def _typed(question: LabelQuestion, sheet: OpenLabel, today: date, text: str) -> object:
    """A typed reply in its plain form. Raises `ValueError` with what is wanted."""
    if question.may_skip and not text.strip():
        return SKIPPED
    try:
        return sheet.read(question, _plain(question, text, today))
    except ValueError as error:
        wanted = str(error)
        raise ValueError(wanted if wanted.startswith("Please") else f"Please type {wanted}.") from None


def _plain(question: LabelQuestion, text: str, today: date) -> object:
    if question.kind in (LabelKind.UNITS, LabelKind.HOURS):
        return read_number(text)
    if question.kind in (LabelKind.DAY, LabelKind.PAST_DAY):
        return _label_day(text, today)
    return text


def _label_day(text: str, today: date) -> str:
    """A day of a label; one to come too, since it may begin then."""
    for read in (read_day, read_day_ahead):
        with suppress(ValueError):
            return read(text, today).isoformat()
    raise ValueError("a day, such as today, yesterday, mon or 2026-03-02")


def add_from_file(home: Path | None, path: Path, *, as_json: bool) -> int:
    """Write down the label of an answers file, and show it back."""
    output = standard_output()
    answers = read_answers_file(path)
    with open_desk(home) as desk:
        body = read_label_file(answers, desk)
        ended = keep_prescribed(desk, body)
        if as_json:
            output.document(one_document(prescribed_view(desk, find(desk, body.id)), desk, ended))
        else:
            output.result(Group(*label_lines(body, desk.book)))
            output.result(kept_screen(body, ended, desk))
        return exit_for(desk.standing().disposition)


def show(home: Path | None, *, as_json: bool) -> int:
    """Everything that was prescribed, and what is never planned here."""
    output = standard_output()
    with open_desk(home) as desk:
        views = prescribed_views(desk)
        if as_json:
            output.document(list_document(views, desk))
        else:
            output.result(list_screen(views, desk))
    return Exit.DONE


def take_units(
    home: Path | None, id_: str, words: tuple[str, ...], day: str, *, is_taken: bool, as_json: bool
) -> int:
    """Log some units; what they mean is said, and they are kept all the same."""

    def work() -> int:
        output = standard_output()
        with open_desk(home) as desk:
            units, at = _read_take(" ".join(words), day, desk)
            result = take(desk, id_, units, at)
            stands = desk.standing()
            if as_json:
                output.document(taken_document(result, desk))
            else:
                show_taken(desk, output, result, is_swallowed=is_taken)
            return exit_for(stands.disposition)

    return shown_though_unsaved(home, work, partial(unsaved_document, id_), as_json=as_json)


def _read_take(text: str, day: str, desk: Desk) -> tuple[float | None, Any]:
    match = _TAKE.fullmatch(text.strip())
    if match is None:
        raise BadInput(
            "Write the number of units, and a time if it was not now, such as: 2 @ 14:30; nothing was saved.",
            "If too much was swallowed, call your poison centre or emergency number now.",
        )
    try:
        day_on = read_day(day, desk.moment.today)
        clock = read_clock_time(match[2]) if match[2] else None
    except ValueError as error:
        raise BadInput(f"{error}.", "Nothing was saved. Help: backcoach meds prescribed take -h") from None
    if clock is None and day_on != desk.moment.today:
        raise BadInput("A dose of another day needs its time; nothing was saved.", "Such as: 1 @ 14:30")
    return (read_number(match[1]) if match[1] else None), instant_on(desk, day_on, clock)


def show_taken(desk: Desk, output: Output, result: UnitsResult, *, is_swallowed: bool) -> None:
    """Say what came of some units, what to do about too much of them first."""
    stands = desk.standing()
    if result.is_overdose and stands.screened is not None:
        show_advice(desk, output, stands.screened.body, desk.region_code())
    output.result(taken_screen(result, desk, is_swallowed=is_swallowed))


def end(home: Path | None, id_: str, *, as_json: bool) -> int:
    """Note that one is no longer taken. It does not say that it should not be."""
    output = standard_output()
    with open_desk(home) as desk:
        one = end_prescribed(desk, id_)
        if as_json:
            output.document(one_document(prescribed_view(desk, one), desk))
        else:
            output.result(Text(f"Noted: {one.body.id} is no longer taken. It counts for 24 hours still."))
            rule = desk.book.prescribed.rule(NEVER_PLANNED)
            output.result(Text(rule.steps[-1]))
    return Exit.DONE


def take_back(home: Path | None, id_: str, *, is_sure: bool, is_mistake: bool) -> int:
    """Take back what was last logged of one."""
    output = standard_output()
    with open_desk(home) as desk:
        units = undo(desk, id_, is_sure=is_sure, is_mistake=is_mistake)
        local = units.taken_at.astimezone(desk.moment.now.tzinfo)
        output.result(Text(f"Taken back: {units.units:g} at {local:%a %H:%M}."))
    return Exit.DONE
