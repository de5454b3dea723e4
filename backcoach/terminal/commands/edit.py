"""`backcoach edit`: what stands in an entry is corrected, on one line or asked field by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from rich.text import Text

from backcoach.coach.record import Entry
from backcoach.flows.chronicle import chronicle, find_entry
from backcoach.flows.correcting import Correction, doubles, keep_one
from backcoach.flows.desk import Desk
from backcoach.flows.dose_back import is_of_prescribed
from backcoach.flows.edit_dose import DoseCorrected, edit_dose
from backcoach.flows.edit_prescribed import edit_units
from backcoach.flows.editing import (
    DOSES,
    FIELDS,
    EditWish,
    Field,
    check_wish,
    edit_entry,
    fields_of,
    to_edit,
    value_of,
)
from backcoach.flows.errors import BadInput
from backcoach.flows.packs import not_counted
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.commands.correct_documents import Meant, unsaved_correction_document
from backcoach.terminal.commands.prescribed import show_taken
from backcoach.terminal.commands.undo import show_correction
from backcoach.terminal.edited import EMPTY, hint_of, read_field, shown
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.dosed import dose_lines, uncounted_lines
from backcoach.terminal.screens.entries import entry_words
from backcoach.terminal.session import need_terminal, open_desk
from backcoach.terminal.typed_amounts import read_clock_time
from backcoach.terminal.typed_days import read_day
from backcoach.terminal.unsaved import shown_though_unsaved
from backcoach.values import Value, field

KEEPS = f"Enter keeps what stands there, {EMPTY} empties it. Ctrl-C stops; what was changed before is kept."
SAME = "Nothing was changed."
WHICH = "This entry was corrected on two machines, and both corrections count. Which one is right?"
NOT_SURE = "I am not sure: both stay"
KEPT_ONE = "Only this one counts now. The other is taken back, and stays in the record."


class Line(Value):
    """The options of one command line, as typed; None was not given."""

    values: Mapping[str, str] = field(default_factory=dict)
    date: str | None = None
    at: str | None = None
    why: str = ""
    is_taken: bool = False
    is_sure: bool = False
    is_mistake: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be changed yet, so that it is asked."""
        return not self.values and self.date is None and self.at is None


def run(home: Path | None, id_: str, line: Line, *, as_json: bool) -> int:
    """Correct an entry. Where too much of a medicine cannot be kept, it is shown all the same."""
    return shown_though_unsaved(
        home, lambda: _run(home, id_, line, as_json=as_json), unsaved_correction_document, as_json=as_json
    )


def _run(home: Path | None, id_: str, line: Line, *, as_json: bool) -> int:
    output = standard_output()
    with open_desk(home) as desk:
        entry = find_entry(chronicle(desk), id_)
        if line.is_empty:
            need_terminal("backcoach edit ID --pain 4", "see backcoach edit -h", as_json=as_json)
            entry = _of_twins(desk, entry, line, Asker(output))
        entry = to_edit(desk, entry)
        if line.is_empty:
            return _ask(desk, entry, line, output)
        wish = _wish(desk, entry, line)
        if isinstance(entry.body, DOSES):
            return _dose(desk, entry, wish, line, output, as_json=as_json)
        return show_correction(desk, output, "edit", edit_entry(desk, entry, wish), as_json=as_json)


def _of_twins(desk: Desk, entry: Entry[Any], line: Line, asker: Asker) -> Entry[Any]:
    """The one correction that is right, where two machines corrected an entry; the other is taken back."""
    twins = doubles(chronicle(desk), entry)
    if not twins:
        return entry
    words = [visible(entry_words(one.body, desk.book)) for one in twins]
    chosen = asker.choose(WHICH, [*words, NOT_SURE])
    if chosen == len(twins):
        return entry
    keep_one(desk, entry, twins[chosen], is_sure=line.is_sure, is_mistake=line.is_mistake)
    asker.output.say(KEPT_ONE)
    return twins[chosen]


def _dose(desk: Desk, entry: Entry[Any], wish: EditWish, line: Line, output: Output, *, as_json: bool) -> int:
    """Correct a dose, and say what it means as for one that was just recorded."""
    if is_of_prescribed(desk, entry):
        units = edit_units(desk, entry, wish, is_sure=line.is_sure, is_mistake=line.is_mistake)
        if not as_json:
            show_taken(desk, output, units.result, is_swallowed=line.is_taken)
        meant = Meant(units=units.result)
        return show_correction(desk, output, "edit", units.correction, meant, as_json=as_json)
    found = edit_dose(
        desk, entry, wish, is_taken=line.is_taken, is_sure=line.is_sure, is_mistake=line.is_mistake
    )
    if not as_json:
        _say_dose(desk, found, output)
    meant = Meant(found.results)
    return show_correction(desk, output, "edit", found.correction, meant, as_json=as_json)


def _say_dose(desk: Desk, found: DoseCorrected, output: Output) -> None:
    if found.screened is not None:
        show_advice(desk, output, desk.what_counts(found.screened), desk.region_code())
    for result in found.results:
        for text, style in dose_lines(result, desk.book, desk.region_code(), desk.moment):
            output.line(text, style)
    for text, style in uncounted_lines(not_counted((one.wish.product for one in found.results), desk.book)):
        output.line(text, style)


def _wish(desk: Desk, entry: Entry[Any], line: Line) -> EditWish:
    """What the options say. Raises `BadInput` with everything that is wrong with them."""
    known = {one.name: one for one in fields_of(desk, entry)}
    check_wish(desk, entry, EditWish(dict.fromkeys(line.values), why=line.why))
    faults: list[str] = []
    values: dict[str, Any] = {}
    for name, text in line.values.items():
        try:
            values[name] = read_field(known[name], text, desk)
        except ValueError as error:
            faults.append(f"--{name}: {error}")
    if faults:
        raise BadInput("This cannot be used; nothing was changed.", "Help: backcoach edit -h", tuple(faults))
    return EditWish(values, _day(line, desk), _time(line), line.why)


def _day(line: Line, desk: Desk) -> date | None:
    try:
        return None if line.date is None else read_day(line.date, desk.moment.today)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"--date: {error}.", SAME) from None


def _time(line: Line) -> time | None:
    try:
        return None if line.at is None else read_clock_time(line.at)
    except ValueError as error:
        raise BadInput(f"--at: {error}", SAME) from None


def _ask(desk: Desk, entry: Entry[Any], line: Line, output: Output) -> int:
    """Ask field by field. Each change is on the disk before the next is asked; a dose is kept whole."""
    asker = Asker(output)
    output.say(entry_words(entry.body, desk.book), style="bold")
    output.say(KEEPS if not isinstance(entry.body, DOSES) else "Enter keeps what stands there.")
    if isinstance(entry.body, DOSES):
        return _ask_dose(desk, entry, line, asker)
    found: list[Correction] = []
    for one in FIELDS[type(entry.body)]:
        value = _asked(one, value_of(desk, entry, one), desk, asker)
        if value != value_of(desk, entry, one):
            found.append(edit_entry(desk, entry, EditWish({one.name: value}, why=line.why)))
            entry = found[-1].entries[0]
    if not found:
        output.result(Text(SAME))
        return 0
    changes = tuple(change for one in found for change in one.changes)
    return show_correction(desk, output, "edit", Correction(found[-1].entries, (), changes), as_json=False)


def _ask_dose(desk: Desk, entry: Entry[Any], line: Line, asker: Asker) -> int:
    """Ask for the amount and the time of a dose, and record both at once."""
    local = entry.at.astimezone(desk.moment.now.tzinfo)
    (one,) = fields_of(desk, entry)
    try:
        amount = _asked(one, value_of(desk, entry, one), desk, asker)
        asker.output.question(f"time: {local:%H:%M}")
        at = asker.typed(_clock_or_none, "such as 14:30   Enter to keep it")
    except KeyboardInterrupt:
        asker.output.say(SAME)
        raise
    is_same = amount == value_of(desk, entry, one)
    if is_same and at in (None, local.time().replace(second=0, microsecond=0)):
        asker.output.result(Text(SAME))
        return 0
    values = {} if is_same else {one.name: amount}
    return _dose(desk, entry, EditWish(values, None, at, line.why), line, asker.output, as_json=False)


def _asked(one: Field, value: Any, desk: Desk, asker: Asker) -> Any:
    """What is to stand in a field: the present value after Enter alone."""
    asker.output.question(f"{one.label}: {shown(one, value)}")
    empties = f"   {EMPTY} for nothing" if one.may_be_empty else ""
    hint = f"{hint_of(one, desk.book)}   Enter to keep it{empties}"
    return asker.typed(lambda text: read_field(one, text, desk) if text.strip() else value, hint)


def _clock_or_none(text: str) -> time | None:
    return read_clock_time(text) if text.strip() else None
