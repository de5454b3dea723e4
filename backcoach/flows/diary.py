"""Past days from another program's diary: pain, walking and steps as check-ins that no decision looks at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from backcoach.coach.done import DAY_MINUTES, DoneAmount
from backcoach.coach.record import SCALES, CheckIn
from backcoach.flows.day_told import instant_on
from backcoach.flows.desk import Desk
from backcoach.flows.diary_cells import Dates, cell_text, read_amount, read_day, read_score
from backcoach.flows.diary_file import DiaryFile, DiaryLine
from backcoach.flows.errors import BadInput
from backcoach.flows.moment import Moment
from backcoach.journal.backup import back_up
from backcoach.journal.backup_names import import_stem
from backcoach.journal.codec import Draft
from backcoach.journal.sealing import Seal
from backcoach.journal.translation import translated
from backcoach.values import Value, replace

DATE, WALK, STEPS, NOTE = "date", "walk", "steps", "note"
SHORT = {"worst": "pain_worst", "leg": "leg_pain"}
FIELDS = (DATE, *SCALES, *SHORT, WALK, STEPS, NOTE)
MOST_NOTE = 10_000


class Diary(Value):
    """What a file holds for the record.

    `days` are the check-ins to make, each with its day; `known` counts lines of days that have a check-in
    already, `empty` lines that say nothing but a day. `faults` name lines that cannot be used, and nothing of
    what stands in them.
    """

    days: tuple[tuple[date, CheckIn], ...]
    known: int
    empty: int
    faults: tuple[str, ...]


def read_map(texts: tuple[str, ...]) -> Mapping[str, str]:
    """Which column holds what: by field, as `date=Datum,pain=Score`. Raises `BadInput`."""
    pairs = [part.partition("=") for text in texts for part in text.split(",") if part.strip()]
    found = {name.strip(): column.strip() for name, _, column in pairs}
    wrong = [name for name, column in found.items() if name not in FIELDS or not column]
    named = [SHORT.get(name, name) for name in found]
    if wrong or len(found) < len(pairs) or len(set(named)) < len(named):
        raise BadInput(
            "--map names a field that there is not, or one twice, or no column for it.",
            f"The fields: {', '.join(FIELDS)}. Such as: --map date=Date,pain=Score",
        )
    if DATE not in found or len(found) == 1:
        raise BadInput(
            "--map has to name the date and something else.", "Such as: --map date=Date,pain=Score"
        )
    return {SHORT.get(name, name): column for name, column in found.items()}


def read_diary(desk: Desk, file: DiaryFile, dates: Dates) -> Diary:
    """The check-ins of a file, against the days of the record. Nothing is kept yet."""
    logged = {entry.day_on for entry in desk.journal.each(CheckIn)}
    days: list[tuple[date, CheckIn]] = []
    seen: dict[tuple[date, CheckIn], int] = {}
    faults, known, empty = [], 0, 0
    for line in file.lines:
        try:
            day, body = _read_line(line, dates, desk.moment)
        except ValueError as fault:
            faults.append(f"line {line.number}: {fault}")
            continue
        if (day, body) in seen:
            faults.append(f"line {line.number}: it says the same as line {seen[day, body]}")
        elif body == _marked(CheckIn(), day, desk.moment.today):
            empty += 1
        elif day in logged:
            known += 1
        else:
            seen[day, body] = line.number
            days.append((day, body))
    return Diary(tuple(days), known, empty, tuple(faults))


def keep_diary(desk: Desk, diary: Diary, seal: Seal | None = None) -> None:
    """Keep all of its check-ins together, after a backup of the record as it is.

    No safety answer is given or changed by any of them. Raises `JournalError`, and then nothing is imported.
    """
    moment, path = desk.moment, desk.journal.path
    with translated(path):
        back_up(path, import_stem(moment.today), seal)
    drafts = [Draft(body, instant_on(desk, day), moment.zone, day) for day, body in diary.days]
    desk.journal.append(drafts, moment.now)


def _read_line(line: DiaryLine, dates: Dates, moment: Moment) -> tuple[date, CheckIn]:
    """The day and the check-in of one line. Raises `ValueError` without a word of what stands there."""
    if line.is_ragged:
        raise ValueError("it has another number of cells than the first line")
    cells = line.cells
    today, day = moment.today, read_day(cells[DATE], dates, moment.day_start)
    if day > today:
        raise ValueError("that day is still to come")
    scores: dict[str, Any] = {name: read_score(cells[name], name) for name in SCALES if name in cells}
    walked = read_amount(cells.get(WALK, ""), "walking minutes")
    steps = read_amount(cells.get(STEPS, ""), "steps")
    if walked is not None and walked > DAY_MINUTES:
        raise ValueError(f"walking minutes are at most {DAY_MINUTES}")
    done = None if walked is None else (DoneAmount(WALK, walked),)
    note = cell_text(cells.get(NOTE, ""), MOST_NOTE)
    return day, _marked(CheckIn(**scores, done=done, steps=steps, note=note), day, today)


def _marked(body: CheckIn, day: date, today: date) -> CheckIn:
    return replace(body, is_recalled=day < today, is_imported=True)
