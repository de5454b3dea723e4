"""Which medicine questions are still to be asked, and what the screening has answered already."""

from __future__ import annotations

from collections.abc import Mapping

from backcoach.coach.medicines import Backstop, CarryOver, Condition, MedicineBook, Prompt, PromptKind
from backcoach.coach.values import Answer
from backcoach.values import replace

_OPEN = (Answer.YES, Answer.NOT_SURE)


def carry_over(
    screening: Mapping[str, Answer], age_years: int | None, course_weeks: int | None, book: MedicineBook
) -> dict[str, Answer]:
    """The conditions that need not be asked because the screening or the numbers have answered them.

    A screening yes or not sure counts as yes here; its no is taken over only where the book says so.
    """
    known = {one.id: _by_number(one, age_years, course_weeks) for one in book.conditions}
    carried = {condition_id: answer for condition_id, answer in known.items() if answer is not None}
    for rule in book.carry_overs:
        answer = _carried(rule, screening)
        if answer is not None:
            carried |= dict.fromkeys(rule.conditions, answer)
    return carried


def prompts_to_ask(
    known: Mapping[str, Answer], screening: Mapping[str, Answer], book: MedicineBook
) -> tuple[Prompt, ...]:
    """What to ask, in order: the book's prompts without what is known already.

    Where the screening said yes or not sure to a question with a backstop, its lines are asked one by one.
    """
    due = [one for one in book.backstops if screening.get(one.screening) in _OPEN]
    singled = [item for one in due if one.stem for item in (*one.unless_any, one.then)]
    silent = {one.then for one in due if one.replaces} | set(known)
    kept = (_without(prompt, silent | set(singled)) for prompt in book.prompts)
    each = (_each(one, silent) for one in due if one.stem)
    return tuple(prompt for prompt in (*kept, *each) if prompt.items)


def settle(
    carried: Mapping[str, Answer],
    given: Mapping[str, Answer],
    screening: Mapping[str, Answer],
    book: MedicineBook,
) -> dict[str, Answer]:
    """All answers in one: a carried yes stands, and a screening yes that nothing explains counts as yes."""
    answers = {**given, **{one: answer for one, answer in carried.items() if answer is not Answer.NO}}
    answers = {**carried, **answers}
    for stop in book.backstops:
        if screening.get(stop.screening) in _OPEN:
            answers[stop.then] = _backed(stop, answers)
    return answers


def _backed(stop: Backstop, answers: Mapping[str, Answer]) -> Answer:
    own = answers.get(stop.then, Answer.NO if stop.replaces else Answer.NOT_SURE)
    is_explained = any(answers.get(one, Answer.NO) in _OPEN for one in stop.unless_any)
    return own if is_explained or own in _OPEN else Answer.YES


def _carried(rule: CarryOver, screening: Mapping[str, Answer]) -> Answer | None:
    answer = screening.get(rule.screening)
    if answer in _OPEN and rule.if_answer in (None, answer):
        return Answer.YES
    return Answer.NO if answer is Answer.NO and rule.takes_no else None


def _by_number(condition: Condition, age_years: int | None, course_weeks: int | None) -> Answer | None:
    """What age and weeks say; an age or number of weeks that is not known says yes where it is needed."""
    if condition.from_course_weeks is not None:
        is_long = course_weeks is None or course_weeks >= condition.from_course_weeks
        return Answer.YES if is_long else Answer.NO
    if condition.is_age_row:
        return Answer.YES if condition.holds_at_age(age_years) else Answer.NO
    return Answer.NO if condition.is_closed_at(age_years) else None


def _without(prompt: Prompt, items: set[str]) -> Prompt:
    return replace(prompt, items=tuple(one for one in prompt.items if one not in items))


def _each(stop: Backstop, silent: set[str]) -> Prompt:
    items = tuple(one for one in (*stop.unless_any, stop.then) if one not in silent)
    return Prompt(f"{stop.screening}_each", PromptKind.EACH, stop.stem, items)
