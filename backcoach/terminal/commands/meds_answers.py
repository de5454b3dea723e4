"""`backcoach meds answer`, `meds clear` and `meds plan`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.text import Text

from backcoach.coach.course import Course
from backcoach.coach.limits import PLANNED, Medicine, Verdict
from backcoach.coach.values import Answer, Reason
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.medicine_check import Answered, Answering, add_answers, answer_from
from backcoach.flows.new_course import plan_course, wanted_medicine
from backcoach.flows.noted_yes import ROLES, card_lines, clear
from backcoach.flows.replies import read_answer
from backcoach.flows.tighten import course_to_come
from backcoach.share.machine import course_document, reason_documents
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.commands.documents import screened_document
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.interview import medicine_texts, put_medicine
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.session import need_terminal, open_desk
from backcoach.terminal.typed_days import read_day
from backcoach.terminal.unsaved import shown_though_unsaved
from backcoach.terminal.words import date_text

ENDED = "Your course of {name} ends now, because of these answers. Take no more of it. Ask a pharmacist."
CHANGED = "Your course of {name} has smaller doses, longer gaps or fewer days from now on: backcoach plan"
GOES_ON = "Your course goes on as it is."
OPEN = "{name} is open to you. For a course: backcoach meds plan {name}"
ASK = "{name}: ask a pharmacist first. A list to show them: backcoach meds clear {name} --list"
UNASKED = "Nobody asked you about {name} yet. This is noted, and what follows is about {other}."
CLOSED = "{name} is not for you. Only a doctor can choose it for you."


def medicine_named(text: str | None) -> Medicine | None:
    """The medicine of that name, of those that can be planned. Raises `BadInput`."""
    names = {one.value: one for one in PLANNED} | {"acetaminophen": Medicine.PARACETAMOL}
    if text is None:
        return None
    if text.strip().lower() not in names:
        raise BadInput(f"{visible(text)!r} is not planned here.", f"There are {', '.join(names)}.")
    return names[text.strip().lower()]


def answer(home: Path | None, name: str | None) -> int:
    """Ask the medicine questions again, one by one."""
    need_terminal("backcoach meds answer --answers FILE", "--set ID=yes", as_json=False)
    return shown_though_unsaved(home, lambda: _answer(home, name), screened_document, as_json=False)


def _answer(home: Path | None, name: str | None) -> int:
    output = standard_output()
    with open_desk(home) as desk:
        asker, given = Asker(output), medicine_named(name)
        answering = Answering(desk, wanted_medicine(desk, given))
        texts = medicine_texts(desk.book)
        told: list[Answered] = []

        def keep(question: str, plain: object) -> None:
            at_once = answering.answer(question, plain)
            told.extend([at_once] if at_once else [])

        while prompts := answering.prompts():
            put_medicine(prompts[0], texts, asker, keep)
            if any(one.sign is not None for one in told):
                return _show(desk, output, next(one for one in told if one.sign is not None))
        return _show(desk, output, _with_what_was(told, answering.finish()))


def _with_what_was(told: list[Answered], last: Answered) -> Answered:
    """The last outcome, with what an earlier answer of the same sitting did to the course."""
    ended = next((one.ended for one in (*told, last) if one.ended is not None), None)
    changed = next((one.changed for one in (last, *reversed(told)) if one.changed is not None), None)
    return Answered(last.eligibility, last.verdict, ended, None if ended else changed, last.sign)


def answer_file(home: Path | None, path: Path, name: str | None, *, as_json: bool) -> int:
    """The same from an answers file."""
    answers = read_answers_file(path)

    def work() -> int:
        with open_desk(home) as desk:
            given = wanted_medicine(desk, medicine_named(name))
            return _show(desk, standard_output(), answer_from(desk, answers, given), as_json=as_json)

    return shown_though_unsaved(home, work, screened_document, as_json=as_json)


def answer_set(home: Path | None, lines: tuple[str, ...], name: str | None, *, as_json: bool) -> int:
    """Some new yes on one line."""
    if not lines:
        need_terminal("backcoach meds answer --answers FILE", "--set ID=yes", as_json=as_json)
    told = dict(_line(one) for one in lines)

    def work() -> int:
        with open_desk(home) as desk:
            given = wanted_medicine(desk, medicine_named(name))
            found = add_answers(desk, told, given)
            if found.eligibility.medicine is not given:
                standard_output().say(
                    UNASKED.format(name=given.value, other=found.eligibility.medicine.value)
                )
            return _show(desk, standard_output(), found, as_json=as_json)

    return shown_though_unsaved(home, work, screened_document, as_json=as_json)


def _line(text: str) -> tuple[str, Answer]:
    name, _, plain = text.partition("=")
    try:
        return name.strip(), read_answer(plain.strip() or "yes")
    except ValueError as error:
        raise BadInput(
            f"{visible(text)!r} is not an answer; it takes {error}.", "Nothing was saved."
        ) from None


def _show(desk: Desk, output: Output, told: Answered, *, as_json: bool = False) -> int:
    stands = desk.standing()
    if as_json:
        output.document(answered_document(told, desk))
        return exit_for(stands.disposition)
    if told.sign is not None:
        show_advice(desk, output, desk.what_counts(told.sign), desk.region_code())
    output.result(Group(*(Text(line) for line in _lines(told, desk))))
    return exit_for(stands.disposition)


def _lines(told: Answered, desk: Desk) -> list[str]:
    name = told.eligibility.medicine.value
    is_closed = told.verdict is Verdict.AVOID
    words = CLOSED if is_closed else (ASK if told.verdict is Verdict.ASK_FIRST else OPEN)
    lines = [words.format(name=name)] if told.sign is None else []
    lines += [f"  - {visible(reason.why)} ({_because(reason)})" for reason in told.eligibility.reasons]
    if told.ended is not None:
        lines.insert(0, ENDED.format(name=told.ended.medicine.value))
    elif told.changed is not None:
        lines.insert(0, CHANGED.format(name=told.changed.medicine.value))
    elif course_to_come(desk) is not None and told.sign is None and not is_closed:
        lines.append(GOES_ON)
    return lines


def _because(reason: Reason) -> str:
    """The rule, and the earlier answer that it is about, if it is about one."""
    was = dict(reason.inputs).get("was")
    return f"{reason.rule}: {was}" if was else reason.rule


def answered_document(told: Answered, desk: Desk) -> dict[str, Any]:
    """What new answers led to."""
    changed = told.changed
    return {
        "medicine": told.eligibility.medicine.value,
        "verdict": told.verdict.value,
        "asks": list(told.eligibility.asks),
        "reasons": reason_documents(told.eligibility.reasons),
        "ended": {"medicine": told.ended.medicine.value, "why": told.ended.why} if told.ended else None,
        "course": course_document(changed, desk.moment.now.tzinfo) if changed else None,
        "screening": screened_document(told.sign) if told.sign else None,
    }


def clear_list(home: Path | None, name: str, *, as_json: bool) -> int:
    """What to show a pharmacist. Nothing is saved."""
    output = standard_output()
    with open_desk(home) as desk:
        medicine = wanted_medicine(desk, medicine_named(name))
        lines = card_lines(desk, medicine)
    if as_json:
        output.document({"medicine": medicine.value, "lines": list(lines)})
    else:
        output.result(Group(*(Text(line) for line in lines)))
    return Exit.DONE


def note_yes(home: Path | None, name: str, who: str, role: str, day: str, *, as_json: bool) -> int:
    """Note who said yes; asked for at a terminal where it is not given."""
    output = standard_output()
    with open_desk(home) as desk:
        medicine = wanted_medicine(desk, medicine_named(name))
        if not who or not role:
            need_terminal("backcoach meds clear MEDICINE --who NAME --role pharmacist", as_json=as_json)
            who, role = _who(Asker(output), desk, medicine)
        yes = clear(desk, medicine, who, role.strip().lower(), _day(day, desk.moment.today))
    if as_json:
        output.document(
            {
                "medicine": yes.medicine.value,
                "who": yes.who,
                "role": yes.role,
                "on": yes.on.isoformat(),
                "hits": list(yes.hits),
            }
        )
        return Exit.DONE
    output.result(Text(f"Noted: {visible(yes.who)} ({yes.role}) said yes on {date_text(yes.on)}."))
    output.result(Text("It holds for the answers you gave until now. A new answer needs a new yes."))
    output.result(Text(f"For a course: backcoach meds plan {yes.medicine.value}"))
    return Exit.DONE


def _who(asker: Asker, desk: Desk, medicine: Medicine) -> tuple[str, str]:
    for line in card_lines(desk, medicine):
        asker.output.say(line)
    role = ROLES[asker.choose("Who looked at this list and said yes?", list(ROLES))]
    asker.output.question("What is their name?")
    return asker.typed(_name), role


def _name(text: str) -> str:
    if not text.strip():
        raise ValueError("Please type a name.")
    return text.strip()


def _day(text: str, today: date) -> date:
    try:
        return read_day(text, today)
    except ValueError as error:
        raise BadInput(f"{error}.", "Nothing was saved.") from None


def plan(home: Path | None, name: str | None, *, as_json: bool) -> int:
    """Make a course for the present plan."""
    output = standard_output()
    with open_desk(home) as desk:
        medicine = wanted_medicine(desk, medicine_named(name))
        outcome = plan_course(desk, medicine)
        reasons = () if outcome.value else outcome.reasons
        if as_json:
            course = course_document(outcome.value, desk.moment.now.tzinfo) if outcome.value else None
            output.document({"course": course, "no_course": reason_documents(reasons)})
        else:
            output.result(Group(*_course_lines(medicine, outcome.value, reasons, desk)))
    return Exit.DONE if outcome.value else Exit.REFUSED


def _course_lines(
    medicine: Medicine, course: Course | None, reasons: tuple[Reason, ...], desk: Desk
) -> list[Text]:
    if course is None:
        head = f"No course of {medicine.value} is made:"
        lines = [head, *(f"  - {visible(one.why)} ({one.rule})" for one in reasons)]
    else:
        lines = [
            f"A course of {medicine.value} is made, with {course.tablets_needed} tablets.",
            f"First day: {date_text(course.started_on)}. Last day: {date_text(course.stop_on)}.",
            desk.book.medicine.info(medicine).stop_today,
            "See it: backcoach plan",
        ]
    return [Text(line) for line in lines]
