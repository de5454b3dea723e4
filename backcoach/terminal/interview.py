"""Putting the steps of a sitting to the person, and handing back what they typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from backcoach.coach.intake import NOT_SURE, IntakeKind, IntakeQuestion
from backcoach.coach.interview import Ask, PromptKind
from backcoach.coach.medicines import Prompt as MedicinePrompt
from backcoach.coach.medicines import PromptKind as MedicineKind
from backcoach.coach.screening import Question, Reply
from backcoach.coach.thoughts import Extent
from backcoach.coach.values import Answer
from backcoach.flows.replied import read_weight
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.ask import Asker
from backcoach.terminal.typed import EXTENT_KEYS, read_extent, read_intake, read_screening_number
from backcoach.terminal.typed_amounts import read_number

Keep = Callable[[str, Reply], bool]
"""Keeps one reply at once, and says whether to stop asking."""

OTHERS = "And the others: no to all of them?"


def put_screening(ask: Ask, asker: Asker, keep: Keep) -> None:
    """Ask one screening prompt."""
    put = {
        PromptKind.ONE: _one,
        PromptKind.NUMBER: _number,
        PromptKind.EACH: _each,
        PromptKind.TICKS: _ticks,
        PromptKind.CHOICE: _choice,
    }
    if ask.prompt.reason:
        asker.output.say()
        asker.output.hint(ask.prompt.reason)
    put[ask.prompt.kind](ask, asker, keep)


def notes_of(question: Question) -> tuple[str, ...]:
    """What helps to answer."""
    return tuple(note for note in (question.help, question.self_check) if note)


def _one(ask: Ask, asker: Asker, keep: Keep) -> None:
    for question in ask.questions:
        if keep(question.id, asker.answer(question.text, notes_of(question))):
            return


def _number(ask: Ask, asker: Asker, keep: Keep) -> None:
    question = ask.questions[0]
    asker.output.question(question.text, notes_of(question))
    hint = "such as: 5 days, 3 weeks, 2 months" if question.unit == "weeks" else "a number"
    plain = asker.typed(lambda text: read_screening_number(question, text), f"{hint}   ? do not know")
    keep(question.id, Answer.NOT_SURE if isinstance(plain, str) else plain)


def _each(ask: Ask, asker: Asker, keep: Keep) -> None:
    lines = [(question.text, notes_of(question)) for question in ask.questions]
    asker.each(ask.prompt.stem or "", lines, lambda place, answer: keep(ask.questions[place].id, answer))


def _ticks(ask: Ask, asker: Asker, keep: Keep) -> None:
    ids = [question.id for question in ask.questions]
    texts = [question.text for question in ask.questions]
    notes = [notes_of(question) for question in ask.questions]
    _ask_ticks(ask.prompt.stem or "", ids, texts, notes, asker, keep)


def _ask_ticks(
    stem: str,
    ids: Sequence[str],
    texts: Sequence[str],
    notes: Sequence[Sequence[str]],
    asker: Asker,
    keep: Keep,
) -> None:
    """Ticked lines are yes at once; the others are no only after the person said so."""
    ticks = asker.ticks(stem, texts, notes)
    for place in sorted(ticks.ticked):
        if keep(ids[place], Answer.YES):
            return
    others = [place for place in range(len(ids)) if place not in ticks.ticked]
    is_none = not ticks.ticked and not ticks.is_unsure
    if not is_none and not ticks.is_unsure and others:
        is_none = asker.answer(OTHERS) is Answer.YES
    for place in others:
        answer = Answer.NO if is_none else asker.answer(texts[place], notes[place])
        if keep(ids[place], answer):
            return


def _choice(ask: Ask, asker: Asker, keep: Keep) -> None:
    options = ask.prompt.options
    stem = ask.prompt.stem or ""
    chosen = options[asker.choose(stem, [option.text for option in options])]
    if chosen.ask_each:
        _one(ask, asker, keep)
        return
    for question in ask.questions:
        if keep(question.id, chosen.answers[question.id]):
            return


def put_each(question: IntakeQuestion, asker: Asker, keep: Callable[[str, str], None]) -> None:
    """Ask a question of several lines in one prompt; each line is kept at once, as the value of an `Extent`.

    A list that is higher than the screen comes in parts, so that nobody says no to a line out of sight.
    """
    texts = [choice.text for choice in question.choice]
    notes: list[Sequence[str]] = [()] * len(texts)
    heads = (question.help,) if question.help else ()
    for page in asker.output.pages("\n".join((question.text, *heads)), texts, notes):
        up_to = "" if page.stop == len(texts) else f" up to {page.stop}"
        asker.output.question(question.text, heads)
        asker.output.numbered(texts, notes, page)
        asker.output.hint(f"{EXTENT_KEYS}   0 none of these (no to every line left{up_to})")
        is_none = False
        for place in page:
            said = None if is_none else asker.typed(read_extent, asker.line_hint(place, texts))
            is_none = said is None
            keep(question.choice[place].id, (said or Extent.NO).value)


def put_intake(question: IntakeQuestion, asker: Asker, default: str = "") -> object:
    """Ask one question beside the screening; gives the plain reply."""
    notes = (question.help,) if question.help else ()
    texts = [choice.text for choice in question.choice]
    ids = [choice.id for choice in question.choice]
    if question.is_extra and question.kind in (IntakeKind.CHOICE, IntakeKind.CHOICES):
        return _put_extra(question, texts, notes, asker)
    if question.kind is IntakeKind.CHOICE:
        place = str(ids.index(default) + 1) if default in ids else ""
        return ids[asker.choose(question.text, texts, notes, place)]
    if question.kind is IntakeKind.CHOICES:
        return _put_several(question, texts, notes, asker)
    asker.output.question(question.text, notes)
    hint = "Enter to pass" if question.may_skip else ""
    return asker.typed(lambda text: read_intake(question, text), hint)


def _put_extra(question: IntakeQuestion, texts: Sequence[str], notes: Sequence[str], asker: Asker) -> object:
    """A choice that Enter alone passes over."""
    ids = [choice.id for choice in question.choice]
    if question.kind is IntakeKind.CHOICES:
        places = asker.several_or_pass(question.text, texts, notes)
        return NOT_SURE if places is None else [ids[place] for place in places]
    place = asker.choose_or_pass(question.text, texts, notes)
    return NOT_SURE if place is None else ids[place]


def _put_several(
    question: IntakeQuestion, texts: Sequence[str], notes: Sequence[str], asker: Asker
) -> object:
    if question.may_skip:
        places = asker.several_known(question.text, texts, notes)
    else:
        places = asker.several(question.text, texts, notes)
    return NOT_SURE if places is None else [question.choice[place].id for place in places]


def put_medicine(
    prompt: MedicinePrompt,
    texts: Mapping[str, str],
    asker: Asker,
    keep: Callable[[str, object], None],
) -> None:
    """Ask one medicine prompt. `texts` are the questions by id."""

    def keep_answer(question: str, reply: Reply) -> bool:
        keep(question, reply.value if isinstance(reply, Answer) else reply)
        return False

    lines = [texts[item] for item in prompt.items]
    if prompt.kind is MedicineKind.NUMBER:
        asker.output.question(prompt.stem)
        keep(prompt.items[0], asker.typed(_weight, "kilograms   ? do not know"))
    elif prompt.kind is MedicineKind.ONE:
        keep_answer(prompt.items[0], asker.answer(prompt.stem))
    elif prompt.kind is MedicineKind.EACH:
        asker.each(
            prompt.stem,
            [(line, ()) for line in lines],
            lambda place, answer: keep_answer(prompt.items[place], answer),
        )
    else:
        _ask_ticks(prompt.stem, prompt.items, lines, [()] * len(lines), asker, keep_answer)


def _weight(text: str) -> object:
    if text.strip().lower() in ("?", "not sure"):
        return Answer.NOT_SURE.value
    plain = read_number(text)
    try:
        return read_weight(plain)
    except ValueError as error:
        raise ValueError(f"Please type {error} (? if you do not know).") from None


def medicine_texts(book: Handbook) -> dict[str, str]:
    """The medicine questions by id."""
    return {condition.id: condition.question for condition in book.medicine.conditions} | {
        item: prompt.stem
        for prompt in book.medicine.prompts
        if len(prompt.items) == 1
        for item in prompt.items
    }
